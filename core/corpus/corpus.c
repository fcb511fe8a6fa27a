/*
** corpus.c - opening a corpus: walk the inputs, cut the list into shards, collect the
** metadata. Reading (shard.c) only reads what was made here, so threads need no lock.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/path.h"
#include "corpus/corpus_private.h"
#include "corpus/survey.h"
#include "read/archive.h"
#include "read/readers.h"

#include <string.h>

/* -- Shards ----------------------------------------------------------------------- */

static assay_status corpus_add_shard(struct corpus *c, struct corpus_range range,
                                     assay_error *err) {
  void *shards = c->shards;
  if (!alloc_grow(&c->alloc, &shards, &c->shard_cap, c->shard_count + 1,
                  sizeof *c->shards))
    return error_memory(err, 0);
  c->shards = shards;
  c->shards[c->shard_count++] = range;
  return ASSAY_OK;
}

/* The first bytes of a file; none when it cannot be read. */
static assay_str corpus_head(const struct input *input, char out[READER_HEAD]) {
  struct file_in file;
  size_t got = 0;
  if (file_in_open(&file, input->name.ptr, NULL) != ASSAY_OK) return (assay_str){"", 0};
  if (file_in_read(&file, out, READER_HEAD, &got, NULL) != ASSAY_OK) got = 0;
  file_in_close(&file);
  return (assay_str){out, got};
}

/* Is it a large file each line of which is a record? */
static bool is_cut(const struct corpus *c, const struct input *input) {
  char head[READER_HEAD];
  const char *format;
  if (input->is_stdin || input->size < 2 * (uint64_t)PIECE_BYTES) return false;
  assay_str bytes = corpus_head(input, head);
  if (archive_sniff(bytes, &format) != ARCHIVE_NONE) return false;
  const struct reader *reader = c->read.format.len > 0
                                    ? readers_by_name(&c->read, c->read.format)
                                    : readers_choose(&c->read, bytes, input->name);
  return reader && reader->by_line;
}

static assay_status corpus_cut_source(struct corpus *c, size_t source, assay_error *err) {
  uint64_t size = c->inputs.items[source].size;
  struct corpus_range range = {source, source + 1, 0, 0, 0};
  for (; range.from < size; range.from = range.to, range.piece++) {
    range.to = range.from + PIECE_BYTES;
    if (size - range.from < 2 * (uint64_t)PIECE_BYTES) range.to = size;
    assay_status status = corpus_add_shard(c, range, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

/* What was gathered so far becomes a shard. */
static assay_status corpus_end_shard(struct corpus *c, struct corpus_range *range,
                                     assay_error *err) {
  assay_status status = ASSAY_OK;
  if (range->begin < range->end) status = corpus_add_shard(c, *range, err);
  range->begin = range->end;
  return status;
}

static assay_status corpus_cut_shards(struct corpus *c, assay_error *err) {
  struct corpus_range range = {0, 0, 0, 0, 0};
  uint64_t bytes = 0;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < c->inputs.count && status == ASSAY_OK; i++) {
    const struct input *input = &c->inputs.items[i];
    if (is_cut(c, input)) {
      status = corpus_end_shard(c, &range, err);
      if (status == ASSAY_OK) status = corpus_cut_source(c, i, err);
      range.begin = range.end = i + 1;
      bytes = 0;
      continue;
    }
    bytes = input->size < SHARD_BYTES ? bytes + input->size : SHARD_BYTES;
    range.end = i + 1;
    if (bytes < SHARD_BYTES && range.end - range.begin < SHARD_SOURCES) continue;
    status = corpus_end_shard(c, &range, err);
    bytes = 0;
  }
  if (status == ASSAY_OK) status = corpus_end_shard(c, &range, err);
  if (status != ASSAY_OK || c->shard_count == 0) return status;
  c->lines = alloc_zero(&c->alloc, c->shard_count, sizeof *c->lines);
  c->line_cap = c->shard_count;
  return c->lines ? ASSAY_OK : error_memory(err, 0);
}

/* -- Metadata --------------------------------------------------------------------- */

static assay_status corpus_set_matches(struct corpus *c, size_t source,
                                       const struct meta_match *matches, size_t count,
                                       assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = metadata_set(c->metadata, source, matches[i].field, matches[i].value, err);
  return status;
}

/* all: no document at all was matched. */
static assay_status corpus_note_unmatched(struct corpus *c, size_t unmatched, bool all,
                                          assay_str example, assay_error *err) {
  assay_str nowhere = {"", 0};
  if (unmatched == 0) return ASSAY_OK;
  if (all)
    return notes_add(&c->notes, NOTE_INFO, nowhere, err,
                     "no document matches the metadata pattern '%s', e.g. not '%.*s'",
                     c->pattern_source, (int)example.len, example.ptr);
  return notes_add(&c->notes, NOTE_INFO, nowhere, err,
                   "%zu document%s not match the metadata pattern '%s', e.g. '%.*s'",
                   unmatched, unmatched == 1 ? " does" : "s do", c->pattern_source,
                   (int)example.len, example.ptr);
}

/* Documents in containers are matched when their names are known. */
static assay_status corpus_apply_pattern(struct corpus *c, assay_error *err) {
  struct meta_match matches[META_PATTERN_PIECES];
  size_t count;
  c->unlike = (assay_str){"", 0};
  for (size_t i = 0; i < c->inputs.count; i++) {
    struct input *input = &c->inputs.items[i];
    if (meta_pattern_match(c->pattern, input->name, matches, &count)) {
      assay_status status = corpus_set_matches(c, i, matches, count, err);
      if (status != ASSAY_OK) return status;
      input->matched = true;
    } else if (!input->is_container && c->unmatched++ == 0) {
      c->unlike = input->name;
    }
  }
  if (c->containers) return ASSAY_OK; /* corpus_finish tells it */
  return corpus_note_unmatched(c, c->unmatched, c->unmatched == c->inputs.count,
                               c->unlike, err);
}

static assay_status corpus_join_file(struct corpus *c, const char *path,
                                     assay_error *err) {
  c->one_sidecar = true;
  c->rows = alloc_zero(&c->alloc, 1, sizeof *c->rows);
  if (!c->rows) return error_memory(err, 0);
  c->row_count = c->row_cap = 1;
  assay_str kept = arena_copy(&c->arena, str_from(path)); /* it outlives the options */
  if (!kept.ptr) return error_memory(err, 0);
  struct sidecar_job job = {.path = kept,
                            .inputs = c->inputs.items,
                            .input_count = c->inputs.count,
                            .all = true,
                            .whole = true};
  return sidecar_join(&job, c->metadata, &c->notes, &c->rows[0], err);
}

/* Joins the metadata files that were found; a broken one is a note. */
static assay_status corpus_join_found(struct corpus *c, assay_error *err) {
  assay_status status = ASSAY_OK;
  size_t count = c->inputs.sidecars.count;
  if (count == 0) return ASSAY_OK;
  c->rows = alloc_zero(&c->alloc, count, sizeof *c->rows);
  if (!c->rows) return error_memory(err, 0);
  c->row_count = c->row_cap = count;
  for (uint32_t id = 0; id < count && status == ASSAY_OK; id++) {
    assay_error problem;
    struct sidecar_job job = {.path = table_key(&c->inputs.sidecars, id),
                              .inputs = c->inputs.items,
                              .input_count = c->inputs.count,
                              .sidecar = id,
                              .whole = c->inputs.sidecar_whole[id]};
    if (sidecar_join(&job, c->metadata, &c->notes, &c->rows[id], &problem) != ASSAY_OK)
      status = notes_problem(&c->notes, job.path, &problem, err);
  }
  return status;
}

static assay_status corpus_collect_metadata(struct corpus *c,
                                            const struct corpus_options *options,
                                            assay_error *err) {
  assay_status status = metadata_new(&c->metadata, c->inputs.count, &c->alloc, err);
  for (size_t i = 0; i < c->inputs.count; i++)
    c->containers = c->containers || c->inputs.items[i].is_container;
  if (status == ASSAY_OK && c->pattern) status = corpus_apply_pattern(c, err);
  if (status != ASSAY_OK) return status;
  if (options->meta_file)
    status = corpus_join_file(c, options->meta_file, err);
  else
    status = corpus_join_found(c, err);
  return status == ASSAY_OK ? metadata_finish(c->metadata, err) : status;
}

/* -- Opening ---------------------------------------------------------------------- */

/* What the readers are told. Strings are copied: they outlive the options. */
static assay_status corpus_set_read(struct corpus *c,
                                    const struct corpus_options *options,
                                    assay_error *err) {
  struct read_options *read = &c->read;
  read->alloc = c->alloc;
  read->encoding = options->encoding;
  read->split = options->split;
  read->clean = options->clean;
  read->unpack_ahead = options->read_ahead;
  read->text_limit = CORPUS_TEXT_LIMIT;
  read->extra = options->readers;
  read->extra_count = options->reader_count;
  read->format = arena_copy(&c->arena, str_from(options->format ? options->format : ""));
  read->text_field = arena_copy(&c->arena,
                                str_from(options->text_field ? options->text_field : ""));
  if (!read->format.ptr || !read->text_field.ptr) return error_memory(err, 0);
  return read->format.len > 0 ? readers_check_name(read, read->format, err) : ASSAY_OK;
}

/* Whether there are the fields that the condition asks for. own: names of those that
** documents brought themselves; may be NULL. */
static assay_status corpus_check_where(const struct corpus *c, const struct table *own,
                                       assay_error *err) {
  size_t count, known = 0;
  const struct field *fields;
  if (!c->where) return ASSAY_OK;
  metadata_fields(c->metadata, &count);
  size_t most = count + (own ? own->count : 0) + 1;
  for (size_t i = 0; i < c->row_count; i++) {
    if (c->rows[i]) metadata_fields(sidecar_rows_metadata(c->rows[i]), &count);
    if (c->rows[i]) most += count;
  }
  assay_str *names = alloc_zero(&c->alloc, most, sizeof *names);
  if (!names) return error_memory(err, 0);
  names[known++] = str_from("file");
  fields = metadata_fields(c->metadata, &count);
  for (size_t i = 0; i < count; i++) names[known++] = fields[i].name;
  for (uint32_t i = 0; own && i < own->count; i++) names[known++] = table_key(own, i);
  for (size_t k = 0; k < c->row_count; k++) {
    if (!c->rows[k]) continue;
    fields = metadata_fields(sidecar_rows_metadata(c->rows[k]), &count);
    for (size_t i = 0; i < count; i++) names[known++] = fields[i].name;
  }
  assay_status status = where_check_fields(c->where, names, known, err);
  alloc_free(&c->alloc, names, most, sizeof *names);
  return status;
}

/* What can be wrong in an option is told before the walk. */
static assay_status corpus_fill(struct corpus *c, const struct corpus_options *options,
                                const char *const *inputs, size_t input_count,
                                assay_error *err) {
  assay_status status = corpus_set_read(c, options, err);
  if (status == ASSAY_OK && options->meta_pattern) {
    assay_str source = arena_copy(&c->arena, str_from(options->meta_pattern));
    if (!source.ptr) return error_memory(err, 0);
    c->pattern_source = source.ptr;
    status = meta_pattern_new(&c->pattern, source, &c->alloc, err);
  }
  if (status == ASSAY_OK && options->where)
    status = where_parse(&c->where, str_from(options->where), &c->alloc, err);
  if (options->meta_file) inputs_leave_out(&c->inputs, options->meta_file);
  for (size_t i = 0; i < input_count && status == ASSAY_OK; i++)
    status = inputs_add(&c->inputs, inputs[i], err);
  if (status == ASSAY_OK) status = corpus_cut_shards(c, err);
  if (status == ASSAY_OK) status = corpus_collect_metadata(c, options, err);
  if (status != ASSAY_OK || c->inputs.count == 0) return status;
  status = corpus_check_where(c, NULL, err);
  /* What is not known yet may be in the documents. */
  return status == ASSAY_EPATTERN && corpus_has_own_fields(c) ? ASSAY_OK : status;
}

struct corpus_options corpus_reading(const struct corpus *c) {
  struct corpus_options options;
  memset(&options, 0, sizeof options);
  options.encoding = c->read.encoding;
  if (c->read.format.len > 0) options.format = c->read.format.ptr;
  if (c->read.text_field.len > 0) options.text_field = c->read.text_field.ptr;
  options.readers = c->read.extra;
  options.reader_count = c->read.extra_count;
  return options;
}

assay_status corpus_open(struct corpus **out, const struct corpus_options *options,
                         const char *const *inputs, size_t input_count,
                         assay_error *err) {
  static const struct corpus_options defaults;
  if (!options) options = &defaults;
  assay_allocator alloc = alloc_or_default(&options->allocator);
  struct corpus *c = alloc_zero(&alloc, 1, sizeof *c);
  if (!c) return error_memory(err, sizeof *c);
  c->alloc = alloc;
  arena_init(&c->arena, &alloc);
  notes_init(&c->notes, &c->arena);
  inputs_init(&c->inputs, &c->arena, &c->notes, options->hidden, &c->read);
  c->read_ahead = options->read_ahead;
  assay_status status = corpus_fill(c, options, inputs, input_count, err);
  if (status == ASSAY_OK && options->clean) status = survey_make(&c->survey, c, err);
  if (status != ASSAY_OK) {
    corpus_free(c);
    return status;
  }
  *out = c;
  return ASSAY_OK;
}

void corpus_free(struct corpus *c) {
  if (!c) return;
  metadata_free(c->metadata);
  meta_pattern_free(c->pattern);
  where_free(c->where);
  clean_survey_free(c->survey);
  for (size_t i = 0; i < c->row_count; i++) sidecar_rows_free(c->rows[i]);
  alloc_free(&c->alloc, c->rows, c->row_cap, sizeof(struct sidecar_rows *));
  alloc_free(&c->alloc, c->shards, c->shard_cap, sizeof *c->shards);
  alloc_free(&c->alloc, c->lines, c->line_cap, sizeof *c->lines);
  inputs_free(&c->inputs);
  notes_free(&c->notes);
  arena_free(&c->arena);
  assay_allocator alloc = c->alloc;
  alloc_free(&alloc, c, 1, sizeof *c);
}

/* -- When everything was read ------------------------------------------------------ */

assay_status corpus_finish(struct corpus *c, const struct corpus_tally *tally,
                           assay_error *err) {
  assay_status status = corpus_check_where(c, &tally->fields, err);
  size_t kept = 0;
  for (size_t i = 0; i < c->row_count; i++) kept += c->rows[i] != NULL;
  /* Whose the example is is only known where there is one metadata file. */
  assay_str alone = str_from(kept == 1 ? tally->alone : "");
  if (status == ASSAY_OK && c->pattern && c->containers) {
    size_t unmatched = c->unmatched + tally->unmatched;
    assay_str example = c->unmatched > 0 ? c->unlike : str_from(tally->unlike);
    status = corpus_note_unmatched(c, unmatched, unmatched == tally->documents, example,
                                   err);
  }
  for (size_t i = 0; i < c->row_count && status == ASSAY_OK; i++)
    if (c->rows[i]) status = sidecar_rows_tell(c->rows[i], alone, &c->notes, err);
  return status;
}

void corpus_tally_init(struct corpus_tally *t) {
  memset(t, 0, sizeof *t);
  table_init(&t->fields, NULL);
}

void corpus_tally_free(struct corpus_tally *t) {
  table_free(&t->fields);
}

assay_status corpus_tally_add(struct corpus_tally *t, const struct corpus_tally *more,
                              assay_error *err) {
  uint32_t ignored;
  t->documents += more->documents;
  t->selected += more->selected;
  t->bytes += more->bytes;
  t->unmatched += more->unmatched;
  if (!t->unlike[0]) memcpy(t->unlike, more->unlike, sizeof t->unlike);
  if (!t->alone[0]) memcpy(t->alone, more->alone, sizeof t->alone);
  for (uint32_t i = 0; i < more->fields.count; i++) {
    assay_status status = table_intern(&t->fields, table_key(&more->fields, i), &ignored,
                                       err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

/* -- Asking ----------------------------------------------------------------------- */

size_t corpus_count(const struct corpus *c) {
  return c->inputs.count;
}

assay_str corpus_name(const struct corpus *c, size_t source) {
  return c->inputs.items[source].name;
}

uint64_t corpus_bytes(const struct corpus *c, size_t source) {
  return c->inputs.items[source].size;
}

uint64_t corpus_all_bytes(const struct corpus *c) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < corpus_count(c); i++) bytes += corpus_bytes(c, i);
  return bytes;
}

uint64_t corpus_bytes_at_once(const struct corpus *c, size_t source) {
  const struct input *input = &c->inputs.items[source];
  const struct reader *reader = readers_by_extension(&c->read, input->name);
  bool streamed = input->is_container || (reader && reader->by_line);
  return streamed && input->size > PIECE_BYTES ? PIECE_BYTES : input->size;
}

const struct metadata *corpus_metadata(const struct corpus *c) {
  return c->metadata;
}

/* Plain text without front matter says nothing of itself. */
static bool has_own_fields(const struct corpus *c, const struct input *input) {
  char head[READER_HEAD];
  if (input->is_container) return true;
  assay_str bytes = corpus_head(input, head);
  const struct reader *reader = readers_choose(&c->read, bytes, input->name);
  const char *format;
  return archive_sniff(bytes, &format) != ARCHIVE_NONE ||
         (reader && reader != &reader_plain) ||
         (bytes.len > 3 && memcmp(bytes.ptr, "---", 3) == 0);
}

bool corpus_has_own_fields(const struct corpus *c) {
  for (size_t i = 0; i < c->inputs.count; i++)
    if (has_own_fields(c, &c->inputs.items[i])) return true;
  return false;
}

const struct corpus_note *corpus_notes(const struct corpus *c, size_t *count) {
  *count = c->notes.count;
  return c->notes.items;
}

size_t corpus_shard_count(const struct corpus *c) {
  return c->shard_count;
}

struct corpus_range corpus_shard(const struct corpus *c, size_t shard) {
  return c->shards[shard];
}
