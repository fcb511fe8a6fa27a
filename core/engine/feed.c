/*
** feed.c - copies of the host's documents, a batch at a time. The arena of a batch is
** emptied and used again.
*/
#include "engine/feed.h"

#include "base/alloc.h"
#include "base/error.h"
#include "corpus/fields.h"

#include <string.h>

enum { BATCH_DOCUMENTS = 32, BATCH_BYTES = 1 << 20 };

void feed_batch_init(struct feed_batch *batch) {
  memset(batch, 0, sizeof *batch);
  arena_init(&batch->arena, NULL);
}

void feed_batch_clear(struct feed_batch *batch) {
  for (size_t i = 0; i < batch->count; i++) buffer_free(&batch->entries[i].text);
  batch->count = 0;
  arena_clear(&batch->arena);
}

void feed_batch_free(struct feed_batch *batch) {
  assay_allocator a = alloc_default();
  feed_batch_clear(batch);
  alloc_free(&a, batch->entries, batch->cap, sizeof *batch->entries);
  arena_free(&batch->arena);
  memset(batch, 0, sizeof *batch);
}

static bool keep_fields(struct feed_batch *batch, struct feed_document *d) {
  struct feed_field *fields = arena_alloc(&batch->arena, d->field_count, sizeof *fields);
  for (size_t i = 0; fields && i < d->field_count; i++) {
    fields[i].name = arena_copy(&batch->arena, d->fields[i].name);
    fields[i].value = arena_copy(&batch->arena, d->fields[i].value);
    if (!fields[i].name.ptr || !fields[i].value.ptr) return false;
  }
  d->fields = fields;
  return fields != NULL;
}

static assay_status keep_document(struct feed_batch *batch, struct feed_document d,
                                  const assay_allocator *texts, assay_error *err) {
  assay_allocator a = alloc_default();
  void *entries = batch->entries;
  if (!alloc_grow(&a, &entries, &batch->cap, batch->count + 1, sizeof *batch->entries))
    return error_memory(err, 0);
  batch->entries = entries;
  struct feed_entry *entry = &batch->entries[batch->count++];
  buffer_init(&entry->text, texts, BUFFER_NO_CEILING);
  buffer_add_str(&entry->text, d.text);
  d.text = (assay_str){"", 0};
  d.name = arena_copy(&batch->arena, d.name);
  const bool kept = d.name.ptr && keep_fields(batch, &d);
  entry->document = d;
  return kept ? buffer_status(&entry->text, "a text", err) : error_memory(err, 0);
}

assay_status feed_take(const struct feed *feed, struct feed_batch *batch,
                       const assay_allocator *texts, assay_error *err) {
  size_t bytes = 0;
  while (batch->count < BATCH_DOCUMENTS && bytes < BATCH_BYTES) {
    struct feed_document d = {{"", 0}, {"", 0}, NULL, 0};
    int answer = feed->next(feed->ctx, &d);
    if (answer == FEED_END) return ASSAY_OK;
    if (answer < 0) return error_set(err, ASSAY_ECANCELLED, "the run was stopped");
    assay_status status = keep_document(batch, d, texts, err);
    if (status != ASSAY_OK) return status;
    bytes += d.text.len;
  }
  return ASSAY_OK;
}

assay_status feed_open(struct feed_entry *entry, const assay_document_options *options,
                       assay_document **out, assay_error *err) {
  const struct feed_document *from = &entry->document;
  assay_document *d = NULL;
  assay_status status = document_take(&d, options, from->name, &entry->text,
                                      ENCODING_AUTO, err);
  for (size_t i = 0; i < from->field_count && status == ASSAY_OK; i++)
    status = fields_add(&d->origin.fields, from->fields[i].name, from->fields[i].value,
                        false, err);
  if (status == ASSAY_OK) status = fields_derive(&d->origin.fields, err);
  if (status == ASSAY_OK) *out = d;
  if (status != ASSAY_OK) assay_document_free(d);
  return status;
}
