/*
** shard.c - the documents of a shard, one after another: a source is opened, its records
** come out, each gets its metadata and becomes a document if it is wanted.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "corpus/ahead.h"
#include "corpus/corpus_private.h"
#include "corpus/document.h"
#include "corpus/fields.h"
#include "corpus/survey.h"
#include "read/file_stream.h"
#include "read/source.h"

#include <string.h>

struct corpus_shard {
  const struct corpus *c;
  assay_document_options options;
  struct corpus_range range;
  uint64_t first_line;
  size_t at; /* the source that is being read, or is next */
  struct source *source;
  struct ahead *ahead;         /* its records, where a thread reads it; or NULL */
  size_t records;              /* that came from it, or failed */
  struct where_search *search; /* NULL: all documents are wanted */
  struct record record;
  struct fields fields; /* of the record, in its arena */
  struct buffer note;
  struct corpus_tally tally;
};

/* -- Pieces -------------------------------------------------------------------------- */

/* Lines that end before the piece's first byte but one. Counted by whoever needs them
** first, and again by whoever comes at the same time: nobody waits. */
static assay_status lines_of_piece(const struct corpus *c, size_t shard, uint64_t *out,
                                   assay_error *err) {
  struct corpus_range range = c->shards[shard];
  struct piece_lines *lines = &c->lines[shard];
  uint64_t from = range.from > 0 ? range.from - 1 : 0, count = 0;
  if (!atomic_load(&lines->known)) {
    assay_status status = file_count_lines(c->inputs.items[range.begin].name.ptr, from,
                                           range.to - 1, &c->alloc, &count, err);
    if (status != ASSAY_OK) return status;
    atomic_store(&lines->count, count);
    atomic_store(&lines->known, true);
  }
  *out += atomic_load(&lines->count);
  return ASSAY_OK;
}

/* How many lines of the file come before the first that belongs to the piece. */
static assay_status first_line(const struct corpus *c, size_t shard, uint64_t *out,
                               assay_error *err) {
  size_t piece = c->shards[shard].piece;
  uint64_t count = piece > 0; /* the line end that the piece begins behind */
  assay_status status = ASSAY_OK;
  for (size_t i = shard - piece; i < shard && status == ASSAY_OK; i++)
    status = lines_of_piece(c, i, &count, err);
  if (status == ASSAY_OK) *out = count;
  return status;
}

/* -- Opening ------------------------------------------------------------------------- */

assay_status corpus_shard_open(struct corpus_shard **out, const struct corpus *c,
                               size_t shard, const assay_document_options *options,
                               assay_error *err) {
  static const assay_document_options defaults = ASSAY_DOCUMENT_OPTIONS_INIT;
  if (shard >= c->shard_count)
    return error_set(err, ASSAY_EARG, "shard %zu of %zu", shard, c->shard_count);
  struct corpus_shard *s = alloc_zero(&c->alloc, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  s->c = c;
  s->options = options ? *options : defaults;
  s->range = c->shards[shard];
  s->at = s->range.begin;
  record_init(&s->record, CORPUS_TEXT_LIMIT, &s->options.allocator);
  buffer_init(&s->note, &c->alloc, BUFFER_NO_CEILING);
  corpus_tally_init(&s->tally);
  assay_status status = ASSAY_OK;
  if (c->where) status = where_search_new(&s->search, c->where, &c->alloc, err);
  if (status == ASSAY_OK && s->range.piece > 0)
    status = first_line(c, shard, &s->first_line, err);
  if (status != ASSAY_OK) {
    error_name_source(err, c->inputs.items[s->range.begin].name);
    corpus_shard_close(s);
    return status;
  }
  *out = s;
  return ASSAY_OK;
}

void corpus_shard_close(struct corpus_shard *s) {
  if (!s) return;
  ahead_close(s->ahead);
  source_close(s->source);
  where_search_free(s->search);
  record_free(&s->record);
  buffer_free(&s->note);
  corpus_tally_free(&s->tally);
  assay_allocator alloc = s->c->alloc;
  alloc_free(&alloc, s, 1, sizeof *s);
}

const struct corpus_tally *corpus_shard_tally(const struct corpus_shard *s) {
  return &s->tally;
}

static const struct input *input_of(const struct corpus_shard *s) {
  return &s->c->inputs.items[s->at];
}

static assay_status open_stream(const struct corpus_shard *s, struct stream **out,
                                assay_error *err) {
  const struct input *input = input_of(s);
  const assay_allocator *alloc = &s->c->alloc;
  if (input->is_stdin) return stream_of_stdin(out, alloc, err);
  if (s->range.to > 0)
    return stream_of_piece(out, input->name.ptr, s->range.from, s->range.to, alloc, err);
  return stream_of_file(out, input->name.ptr, alloc, err);
}

/* Large, and not one of several pieces, which threads share already? */
static bool is_worth_a_thread(const struct corpus_shard *s) {
  const struct input *input = input_of(s);
  if (!s->c->read_ahead || s->range.to > 0) return false;
  return input->is_stdin || input->size >= READ_AHEAD_BYTES;
}

static assay_status open_source(struct corpus_shard *s, assay_error *err) {
  struct stream *stream = NULL;
  assay_status status = open_stream(s, &stream, err);
  if (status != ASSAY_OK) return status;
  status = source_open(&s->source, input_of(s)->name, stream, &s->c->read,
                       s->c->inputs.hidden, s->first_line, err);
  if (status != ASSAY_OK || !is_worth_a_thread(s)) return status;
  return ahead_open(&s->ahead, s->source, CORPUS_TEXT_LIMIT, &s->options.allocator, err);
}

static assay_status next_record(struct corpus_shard *s, struct source_item *item,
                                bool *more, assay_error *err) {
  if (s->ahead) return ahead_next(s->ahead, &s->record, item, more, err);
  return source_next(s->source, &s->record, item, more, err);
}

static void end_source(struct corpus_shard *s) {
  ahead_close(s->ahead);
  s->ahead = NULL;
  source_close(s->source);
  s->source = NULL;
  s->records = 0;
  s->tally.bytes += s->range.to > 0 ? s->range.to - s->range.from : input_of(s)->size;
  s->at++;
}

/* -- Metadata ------------------------------------------------------------------------ */

static void keep_example(char out[256], assay_str name) {
  size_t len = name.len < 255 ? name.len : 255;
  if (out[0]) return;
  memcpy(out, name.ptr, len);
  out[len] = '\0';
}

/* A document in a container is matched by its own name, if its file was not. */
static assay_status match_pattern(struct corpus_shard *s, const struct source_item *item,
                                  assay_error *err) {
  struct meta_match matches[META_PATTERN_PIECES];
  size_t count;
  const struct input *input = input_of(s);
  if (!s->c->pattern || !input->is_container) return ASSAY_OK;
  if (input->matched && !item->is_member) return ASSAY_OK;
  if (!meta_pattern_match(s->c->pattern, item->file, matches, &count)) {
    if (!input->matched && s->tally.unmatched++ == 0)
      keep_example(s->tally.unlike, item->name);
    return ASSAY_OK;
  }
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = fields_add(&s->fields, matches[i].field, matches[i].value, false, err);
  return status;
}

/* What the name says counts more than what the document says of itself. */
static assay_status gather_fields(struct corpus_shard *s, const struct source_item *item,
                                  assay_error *err) {
  uint32_t ignored;
  const struct record *record = &s->record;
  fields_init(&s->fields, &s->record.arena);
  assay_status status = match_pattern(s, item, err);
  for (size_t i = 0; i < record->field_count && status == ASSAY_OK; i++)
    status = fields_add(&s->fields, record->fields[i].name, record->fields[i].value,
                        record->fields[i].is_text, err);
  if (status == ASSAY_OK) status = fields_derive(&s->fields, err);
  for (size_t i = 0; i < s->fields.count && status == ASSAY_OK; i++)
    status = table_intern(&s->tally.fields, s->fields.items[i].name, &ignored, err);
  return status;
}

struct row {                       /* of a metadata file, for a document in a container */
  const struct metadata *metadata; /* NULL: none */
  size_t row;
};

static assay_status find_row(struct corpus_shard *s, const struct source_item *item,
                             struct row *out, assay_error *err) {
  bool found;
  const struct input *input = input_of(s);
  bool one = s->c->one_sidecar;
  *out = (struct row){NULL, 0};
  if (!input->is_container || (!one && input->sidecar == INPUTS_NO_SIDECAR))
    return ASSAY_OK;
  size_t sidecar = one ? 0 : input->sidecar;
  struct sidecar_rows *rows = sidecar < s->c->row_count ? s->c->rows[sidecar] : NULL;
  if (!rows) return ASSAY_OK;
  assay_status status = sidecar_rows_find(rows, item->file, input->joined, &out->row,
                                          &found, err);
  if (status != ASSAY_OK) return status;
  if (found)
    out->metadata = sidecar_rows_metadata(rows);
  else if (!input->joined)
    keep_example(s->tally.alone, item->name);
  return ASSAY_OK;
}

struct candidate { /* a document that the condition looks at */
  const struct corpus_shard *shard;
  assay_str name;
  struct row row;
};

/* As document_field has it, before there is a document. */
static struct value look_up(void *context, size_t field) {
  const struct candidate *candidate = context;
  const struct corpus_shard *s = candidate->shard;
  const struct metadata *of_file = s->c->metadata, *of_member = candidate->row.metadata;
  size_t count;
  assay_str name = where_fields(s->c->where, &count)[field];
  struct value value = {VALUE_NONE, {NULL, 0}, 0, 0};
  if (of_member)
    value = metadata_value(of_member, candidate->row.row, metadata_find(of_member, name));
  if (value.kind == VALUE_NONE)
    value = metadata_value(of_file, s->at, metadata_find(of_file, name));
  if (value.kind != VALUE_NONE) return value;
  const struct value *own = fields_find(&s->fields, name);
  if (own) return *own;
  if (!str_equal(name, str_from("file"))) return value;
  return (struct value){VALUE_TEXT, candidate->name, 0, 0};
}

static assay_status is_wanted(const struct corpus_shard *s,
                              const struct source_item *item, struct row row,
                              bool *wanted, assay_error *err) {
  struct candidate candidate = {s, item->name, row};
  *wanted = true;
  if (!s->search) return ASSAY_OK;
  return where_match(s->search, look_up, &candidate, wanted, err);
}

/* -- Documents ----------------------------------------------------------------------- */

static assay_status make_document(struct corpus_shard *s, const struct source_item *item,
                                  struct row row, assay_document **out,
                                  assay_error *err) {
  assay_document *d = NULL;
  assay_status status = document_take_record(&d, &s->options, item->name, &s->record,
                                             item->reader->name, err);
  if (status != ASSAY_OK) return status;
  status = fields_copy(&d->origin.fields, &s->fields, err);
  if (status != ASSAY_OK) {
    assay_document_free(d);
    return status;
  }
  d->metadata = s->c->metadata;
  d->row = s->at;
  d->member_metadata = row.metadata;
  d->member_row = row.row;
  *out = d;
  return ASSAY_OK;
}

static assay_status take_record(struct corpus_shard *s, const struct source_item *item,
                                assay_document **out, assay_error *err) {
  struct row row;
  assay_status status = gather_fields(s, item, err);
  if (status == ASSAY_OK) status = find_row(s, item, &row, err);
  if (status != ASSAY_OK) return status;
  s->tally.documents++;
  bool wanted;
  status = is_wanted(s, item, row, &wanted, err);
  if (status != ASSAY_OK || !wanted) return status;
  s->tally.selected++;
  if (s->c->survey) status = survey_clean(s->c->survey, item->file, &s->record, err);
  if (status != ASSAY_OK) return status;
  return make_document(s, item, row, out, err);
}

/* The source is at its end; what was passed over in it is told. */
static assay_status tell_skipped(struct corpus_shard *s, struct corpus_found *out,
                                 assay_error *err) {
  struct skipped *skipped = source_skipped(s->source);
  if (skipped_total(skipped) == 0 && s->records == 0 && s->range.piece == 0) {
    out->name = input_of(s)->name;
    out->note = str_from("there is no document in it");
  }
  if (skipped_total(skipped) == 0) return ASSAY_OK;
  buffer_clear(&s->note);
  assay_status status = skipped_tell(skipped, &s->note, err);
  out->name = input_of(s)->name;
  out->note = buffer_str(&s->note);
  return status;
}

assay_status corpus_shard_next(struct corpus_shard *s, struct corpus_found *out,
                               bool *more, assay_error *err) {
  struct source_item item;
  memset(out, 0, sizeof *out);
  *more = true;
  while (!out->document && out->note.len == 0) {
    bool found = false;
    if (s->at >= s->range.end) {
      *more = false;
      return ASSAY_OK;
    }
    assay_status status = ASSAY_OK;
    if (!s->source) status = open_source(s, err);
    if (status == ASSAY_OK) status = next_record(s, &item, &found, err);
    s->records += found || status != ASSAY_OK;
    if (status == ASSAY_OK && found)
      status = take_record(s, &item, &out->document, err);
    else if (status == ASSAY_OK)
      status = tell_skipped(s, out, err);
    if (status != ASSAY_OK) error_name_source(err, input_of(s)->name);
    if (!found) end_source(s);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

assay_status corpus_read(const struct corpus *c, size_t source,
                         const assay_document_options *options, assay_document **out,
                         assay_error *err) {
  struct corpus_shard *s = NULL;
  struct corpus_found found = {NULL, {NULL, 0}, {NULL, 0}};
  bool more = true;
  if (source >= c->inputs.count)
    return error_set(err, ASSAY_EARG, "document %zu of %zu", source, c->inputs.count);
  size_t shard = 0;
  while (c->shards[shard].end <= source) shard++;
  assay_status status = corpus_shard_open(&s, c, shard, options, err);
  if (status != ASSAY_OK) return status;
  s->at = source;
  s->range.end = source + 1;
  while (status == ASSAY_OK && more && !found.document)
    status = corpus_shard_next(s, &found, &more, err);
  if (status == ASSAY_OK && !found.document) {
    status = error_set(err, ASSAY_EFORMAT, "there is no document in it");
    error_name_source(err, c->inputs.items[source].name);
  }
  corpus_shard_close(s);
  if (status == ASSAY_OK) *out = found.document;
  return status;
}
