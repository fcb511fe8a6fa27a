/*
** survey.c - the lines of all documents are counted before the first of them is cleaned.
*/
#include "corpus/survey.h"

#include "read/file_stream.h"
#include "read/source.h"

/* The path up to the last slash. */
static assay_str folder_of(assay_str file) {
  while (file.len > 0 && file.ptr[file.len - 1] != '/') file.len--;
  return file;
}

/* A document of a file of many, "posts.jsonl:17", is compared with the others in it. */
static assay_str group_of(const struct record *record, assay_str file) {
  return record->part.len > 0 ? file : folder_of(file);
}

static bool can_clean(const struct record *record) {
  return record->encoding == ENCODING_UTF8 && !record->has_tokens;
}

static assay_status survey_source(struct clean_survey *s, struct source *source,
                                  struct record *record, assay_error *err) {
  struct source_item item;
  for (;;) {
    bool more = false;
    assay_error ignored;
    assay_status status = source_next(source, record, &item, &more, &ignored);
    if (status == ASSAY_ENOMEM) return error_memory(err, 0);
    if (!more) return ASSAY_OK;
    if (status != ASSAY_OK || !can_clean(record)) continue;
    status = clean_survey_add(s, group_of(record, item.file), buffer_str(&record->text),
                              err);
    if (status != ASSAY_OK) return status;
  }
}

static assay_status survey_input(struct clean_survey *s, const struct corpus *c,
                                 const struct input *input, struct record *record,
                                 assay_error *err) {
  struct stream *stream = NULL;
  struct source *source = NULL;
  assay_error ignored;
  if (input->is_stdin) return ASSAY_OK;
  assay_status status = stream_of_file(&stream, input->name.ptr, &c->alloc, &ignored);
  if (status == ASSAY_OK)
    status = source_open(&source, input->name, stream, &c->read, c->inputs.hidden, 0,
                         &ignored);
  if (status == ASSAY_ENOMEM) return error_memory(err, 0);
  if (status != ASSAY_OK) return ASSAY_OK;
  status = survey_source(s, source, record, err);
  source_close(source);
  return status;
}

assay_status survey_make(struct clean_survey **out, const struct corpus *c,
                         assay_error *err) {
  struct clean_survey *s;
  struct record record;
  assay_status status = clean_survey_new(&s, &c->alloc, err);
  if (status != ASSAY_OK) return status;
  record_init(&record, CORPUS_TEXT_LIMIT, &c->alloc);
  for (size_t i = 0; i < c->inputs.count && status == ASSAY_OK; i++)
    status = survey_input(s, c, &c->inputs.items[i], &record, err);
  record_free(&record);
  if (status != ASSAY_OK) {
    clean_survey_free(s);
    return status;
  }
  *out = s;
  return ASSAY_OK;
}

struct tally {
  struct record *record;
  size_t lines, words;
};

static assay_status keep(void *context, uint64_t line, assay_str text,
                         enum clean_reason reason, assay_error *err) {
  struct tally *tally = context;
  if (reason == CLEAN_JOINED)
    tally->words++;
  else
    tally->lines++;
  return record_add_removed(tally->record, line, text, clean_reason_name(reason), err);
}

assay_status survey_clean(const struct clean_survey *s, assay_str file,
                          struct record *record, assay_error *err) {
  struct tally tally = {record, 0, 0};
  if (!can_clean(record)) return ASSAY_OK;
  assay_status status = clean_record(s, group_of(record, file), record, keep, &tally,
                                     err);
  if (status != ASSAY_OK || tally.lines + tally.words == 0) return status;
  return record_warn(record, err, "cleaned: %zu line%s left out, %zu word%s joined",
                     tally.lines, tally.lines == 1 ? "" : "s", tally.words,
                     tally.words == 1 ? "" : "s");
}
