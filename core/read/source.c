/*
** source.c - a stack of layers: the file, what unpacks it, the archive that this turns
** out to be, its member, and on top the reader. A layer reads from the one below.
*/
#include "read/source.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"
#include "base/path.h"
#include "base/table.h"
#include "read/archive.h"
#include "read/file_stream.h"
#include "read/names.h"
#include "read/readers.h"
#include "read/unpack_ahead.h"

#include <string.h>

/* File, and for each packing, archive and member a stream and its peek; what is packed
** has one more, for its thread. */
enum { LAYERS_MOST = 32, NAME_MOST = 16384 };

struct layer { /* one of the two */
  struct stream *stream;
  struct archive_members *members;
  size_t name; /* of members: length of the archive's name */
};

struct source {
  assay_allocator alloc;
  const struct read_options *options;
  bool hidden;
  uint64_t first_line;
  struct layer layers[LAYERS_MOST];
  size_t depth, archives, packings;
  struct buffer name;  /* of what is being read, with all archives around it */
  struct buffer inner; /* its own name without the suffix of a packing */
  struct buffer shown; /* the item's name */
  struct reading reading;
  bool is_reading;
  bool entered; /* the file itself was looked at */
  struct skipped skipped;
};

/* -- Names --------------------------------------------------------------------------- */

static bool is_packed_name(assay_str name) {
  static const char *const packed[] = {".gz", ".bz2", ".xz", ".zst"};
  assay_str extension = path_extension(name);
  for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
    if (path_equals_any_case(extension, packed[i])) return true;
  return false;
}

bool source_is_container(assay_str name) {
  static const char *const archives[] = {".zip",  ".tar", ".tgz", ".tbz",
                                         ".tbz2", ".txz", ".tzst"};
  assay_str extension = path_extension(name);
  for (size_t i = 0; i < sizeof archives / sizeof *archives; i++)
    if (path_equals_any_case(extension, archives[i])) return true;
  return is_packed_name(name);
}

bool source_wants(const struct read_options *options, assay_str name, assay_str head) {
  const char *format;
  int score;
  if (name_readme(name)) return false;
  if (name_is_text(name) || source_is_container(name)) return true;
  if (readers_by_extension(options, name)) return true;
  if (head.len == 0) return false;
  if (archive_sniff(head, &format) != ARCHIVE_NONE) return true;
  return readers_by_content(options, head, name, &score) && score >= READER_CERTAIN;
}

/* -- Layers -------------------------------------------------------------------------- */

static void pop(struct source *s) {
  struct layer *layer = &s->layers[--s->depth];
  if (layer->members) s->archives--;
  archive_close(layer->members);
  stream_close(layer->stream);
}

/* Drops what is above the innermost archive, so that its next member can be read. */
static void unwind(struct source *s) {
  while (s->depth > 0 && !s->layers[s->depth - 1].members) pop(s);
  s->packings = 0;
}

/* Takes the stream over, also on failure. */
static assay_status push(struct source *s, struct stream *stream, assay_error *err) {
  if (s->depth == LAYERS_MOST) {
    stream_close(stream);
    return error_set(err, ASSAY_ELIMIT, "packed more often than the limit of %d",
                     SOURCE_PACKINGS);
  }
  s->layers[s->depth++] = (struct layer){stream, NULL, 0};
  return ASSAY_OK;
}

static struct stream *top(const struct source *s) {
  return s->layers[s->depth - 1].stream;
}

/* "07.txt" of "07.txt.gz"; ".tgz" and the like stay: their names are not used. */
static void strip_packing(struct source *s) {
  assay_str name = buffer_str(&s->inner);
  if (is_packed_name(name)) s->inner.len -= path_extension(name).len;
}

static assay_status enter_packed(struct source *s, const char *format, assay_error *err) {
  struct stream *unpacked = NULL;
  if (s->packings == SOURCE_PACKINGS)
    return error_set(err, ASSAY_ELIMIT, "packed more often than the limit of %d",
                     SOURCE_PACKINGS);
  s->packings++;
  assay_status status = archive_unpack(&unpacked, top(s), format, NULL, &s->alloc, err);
  if (status == ASSAY_OK) status = push(s, unpacked, err);
  strip_packing(s);
  if (status != ASSAY_OK || !s->options->unpack_ahead) return status;
  status = unpack_ahead(&unpacked, top(s), &s->alloc, err);
  return status == ASSAY_OK ? push(s, unpacked, err) : status;
}

static assay_status enter_archive(struct source *s, assay_error *err) {
  struct archive_members *members = NULL;
  if (s->archives == SOURCE_ARCHIVES)
    return error_set(err, ASSAY_ELIMIT, "archives are nested deeper than the limit of %d",
                     SOURCE_ARCHIVES);
  if (s->depth == LAYERS_MOST) return error_set(err, ASSAY_ELIMIT, "too many layers");
  assay_status status = archive_open(&members, top(s), NULL, &s->alloc, err);
  if (status != ASSAY_OK) return status;
  s->layers[s->depth++] = (struct layer){NULL, members, s->name.len};
  s->archives++;
  s->packings = 0;
  return ASSAY_OK;
}

/* -- What it is ---------------------------------------------------------------------- */

/* The reader for a file, or NULL with what kind of container it is, and its format; both
** none: nothing that we know. */
static const struct reader *choose(const struct source *s, assay_str head,
                                   enum archive_kind *kind, const char **format) {
  int score;
  assay_str name = buffer_str(&s->inner);
  *kind = archive_sniff(head, format);
  if (*kind != ARCHIVE_NONE) { /* docx, epub and others are archives: theirs first */
    const struct reader *reader = readers_by_content(s->options, head, name, &score);
    if (!reader) return NULL;
    *kind = ARCHIVE_NONE;
    return reader;
  }
  if (s->options->format.len > 0) return readers_by_name(s->options, s->options->format);
  return readers_choose(s->options, head, name);
}

/* In an archive as in a folder: what nobody claims is passed over and counted. */
static bool is_unwanted(const struct source *s, const struct reader *reader,
                        assay_str head) {
  if (s->archives == 0 || s->options->format.len > 0) return false;
  return !reader && !source_wants(s->options, path_base(buffer_str(&s->inner)), head);
}

static assay_status begin_reading(struct source *s, const struct reader *reader,
                                  assay_error *err) {
  if (!reader) reader = &reader_plain;
  memset(&s->reading, 0, sizeof s->reading);
  s->reading.reader = reader;
  s->reading.options = s->options;
  s->reading.alloc = s->alloc;
  s->reading.name = buffer_str(&s->inner);
  s->reading.stream = top(s);
  assay_status status = readers_check_built(reader, err);
  if (status == ASSAY_OK && reader->open) status = reader->open(&s->reading, err);
  s->is_reading = status == ASSAY_OK;
  return status;
}

/* Looks at the stream on top, and goes in until a reader reads or an archive is open; or
** nothing is, because nobody wants the file. */
static assay_status enter(struct source *s, assay_error *err) {
  for (;;) {
    struct stream *peeked = NULL;
    assay_str head = {"", 0};
    enum archive_kind kind;
    const char *format = "";
    s->reading.reader = NULL;
    assay_status status = stream_peek(&peeked, top(s), READER_HEAD, &head, &s->alloc,
                                      err);
    if (status == ASSAY_OK) status = push(s, peeked, err);
    if (status != ASSAY_OK) return status;
    const struct reader *reader = choose(s, head, &kind, &format);
    if (kind == ARCHIVE_MEMBERS) return enter_archive(s, err);
    if (kind == ARCHIVE_PACKED) {
      status = enter_packed(s, format, err);
      if (status != ASSAY_OK) return status;
      continue;
    }
    if (!is_unwanted(s, reader, head)) return begin_reading(s, reader, err);
    unwind(s);
    return skipped_add(&s->skipped, path_base(buffer_str(&s->inner)), err);
  }
}

/* -- Members ------------------------------------------------------------------------- */

static assay_status name_member(struct source *s, const struct layer *archive,
                                assay_str name, assay_error *err) {
  s->name.len = archive->name;
  buffer_add_char(&s->name, '/');
  buffer_add_str(&s->name, name);
  buffer_clear(&s->inner);
  buffer_add_str(&s->inner, name);
  assay_status status = buffer_status(&s->name, "the name of a member", err);
  return status == ASSAY_OK ? buffer_status(&s->inner, "the name of a member", err)
                            : status;
}

static bool is_passed_over(const struct source *s, assay_str name) {
  assay_str base = path_base(name);
  if (name_is_debris(base) || (!s->hidden && name_is_hidden(base))) return true;
  return name.len > 9 && memcmp(name.ptr, "__MACOSX/", 9) == 0;
}

/* Enters the next member that may be a document; at the end the archive is closed. */
static assay_status next_member(struct source *s, assay_error *err) {
  struct layer *archive = &s->layers[s->depth - 1];
  struct archive_member member = {{NULL, 0}, false, false};
  struct stream *stream = NULL;
  bool more = false;
  s->name.len = archive->name;
  assay_status status = archive_next(archive->members, &member, &more, err);
  if (status != ASSAY_OK || !more) {
    pop(s);
    unwind(s);
    return status;
  }
  if (!member.is_file || is_passed_over(s, member.name)) return ASSAY_OK;
  status = name_member(s, archive, member.name, err);
  if (status != ASSAY_OK) return status;
  assay_str base = path_base(member.name);
  if (name_readme(base) || str_equal(base, str_from("metadata.csv")))
    return skipped_add(&s->skipped, base, err);
  if (member.encrypted) return error_set(err, ASSAY_EFORMAT, "is encrypted");
  status = archive_member_stream(archive->members, &stream, err);
  if (status == ASSAY_OK) status = push(s, stream, err);
  return status == ASSAY_OK ? enter(s, err) : status;
}

/* -- The whole ----------------------------------------------------------------------- */

assay_status source_open(struct source **out, assay_str name, struct stream *stream,
                         const struct read_options *options, bool hidden,
                         uint64_t first_line, assay_error *err) {
  assay_allocator alloc = alloc_or_default(&options->alloc);
  struct source *s = alloc_zero(&alloc, 1, sizeof *s);
  if (!s) {
    stream_close(stream);
    return error_memory(err, sizeof *s);
  }
  s->alloc = alloc;
  s->options = options;
  s->hidden = hidden;
  s->first_line = first_line;
  buffer_init(&s->name, &alloc, NAME_MOST);
  buffer_init(&s->inner, &alloc, NAME_MOST);
  buffer_init(&s->shown, &alloc, 2 * NAME_MOST);
  skipped_init(&s->skipped, &alloc);
  assay_status status = push(s, stream, err);
  buffer_add_str(&s->name, name);
  buffer_add_str(&s->inner, name);
  if (status == ASSAY_OK) status = buffer_status(&s->name, "a name", err);
  if (status == ASSAY_OK) status = buffer_status(&s->inner, "a name", err);
  if (status != ASSAY_OK) {
    source_close(s);
    return status;
  }
  *out = s;
  return ASSAY_OK;
}

static void end_reading(struct source *s) {
  if (!s->is_reading) return;
  if (s->reading.reader->close) s->reading.reader->close(&s->reading);
  s->is_reading = false;
}

void source_close(struct source *s) {
  if (!s) return;
  end_reading(s);
  while (s->depth > 0) pop(s);
  buffer_free(&s->name);
  buffer_free(&s->inner);
  buffer_free(&s->shown);
  skipped_free(&s->skipped);
  assay_allocator alloc = s->alloc;
  alloc_free(&alloc, s, 1, sizeof *s);
}

struct skipped *source_skipped(struct source *s) {
  return &s->skipped;
}

/* Lines are counted from the beginning of the file, not of the piece of it. */
static assay_status shift_lines(const struct source *s, struct record *record,
                                assay_error *err) {
  char number[NUMBER_SIZE];
  if (s->first_line == 0 || record->line == 0) return ASSAY_OK;
  size_t len = number_format_integer((int64_t)record->line, number);
  bool is_part = str_equal(record->part, (assay_str){number, len});
  record->line += s->first_line;
  if (!is_part) return ASSAY_OK;
  len = number_format_integer((int64_t)record->line, number);
  return record_set_part(record, (assay_str){number, len}, err);
}

static assay_status show(struct source *s, assay_str part, struct source_item *item,
                         assay_error *err) {
  buffer_clear(&s->shown);
  buffer_add_str(&s->shown, buffer_str(&s->name));
  if (part.len > 0) buffer_add_char(&s->shown, ':');
  buffer_add_str(&s->shown, part);
  item->name = buffer_str(&s->shown);
  item->file = (assay_str){item->name.ptr, s->name.len};
  item->is_member = s->archives > 0;
  item->reader = s->reading.reader;
  return buffer_status(&s->shown, "the name of a document", err);
}

/* Reads one record, if there is one: *found. */
static assay_status read_record(struct source *s, struct record *record, bool *found,
                                assay_error *err) {
  bool more = false;
  record_clear(record);
  assay_status status = s->reading.reader->next(&s->reading, record, &more, err);
  if (status != ASSAY_OK && err && err->line > 0)
    err->line += (uint32_t)(s->first_line < UINT32_MAX ? s->first_line : 0);
  if (status == ASSAY_OK && more) status = shift_lines(s, record, err);
  *found = status == ASSAY_OK && more;
  if (more) return status;
  end_reading(s);
  unwind(s);
  return status;
}

assay_status source_next(struct source *s, struct record *record,
                         struct source_item *item, bool *more, assay_error *err) {
  bool found = false;
  assay_status status = ASSAY_OK;
  assay_error problem;
  while (status == ASSAY_OK && !found) {
    if (s->is_reading) {
      status = read_record(s, record, &found, &problem);
    } else if (!s->entered) {
      s->entered = true;
      status = enter(s, &problem);
      if (status != ASSAY_OK) unwind(s);
    } else if (s->depth > 0) {
      status = next_member(s, &problem);
      if (status != ASSAY_OK) unwind(s);
    } else {
      break;
    }
  }
  *more = found || s->depth > 0;
  assay_str no_part = {"", 0};
  assay_status shown = show(s, found ? record->part : no_part, item, err);
  if (status == ASSAY_OK) return shown;
  error_name_source(&problem, item->name);
  if (err) *err = problem;
  return status;
}
