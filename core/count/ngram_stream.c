/*
** ngram_stream.c - two growing arrays: codes, and where documents begin.
*/
#include "count/ngram_stream.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

void ngram_stream_init(struct ngram_stream *s, const assay_allocator *alloc) {
  memset(s, 0, sizeof *s);
  s->alloc = alloc_or_default(alloc);
}

void ngram_stream_free(struct ngram_stream *s) {
  alloc_free(&s->alloc, s->codes, s->cap, sizeof *s->codes);
  alloc_free(&s->alloc, s->starts, s->starts_cap, sizeof *s->starts);
  ngram_stream_init(s, &s->alloc);
}

assay_status ngram_stream_reserve(struct ngram_stream *s, size_t more, assay_error *err) {
  if (more > UINT32_MAX - s->len)
    return error_set(err, ASSAY_ELIMIT, "n-grams are limited to %u running words",
                     UINT32_MAX);
  void *codes = s->codes;
  if (!alloc_grow(&s->alloc, &codes, &s->cap, s->len + more, sizeof *s->codes))
    return error_memory(err, more * sizeof *s->codes);
  s->codes = codes;
  return ASSAY_OK;
}

/* Room for the starts of `more` documents and the end of the last. */
static assay_status stream_reserve_documents(struct ngram_stream *s, size_t more,
                                             assay_error *err) {
  if (more > UINT32_MAX - s->document_count)
    return error_set(err, ASSAY_ELIMIT, "n-grams are limited to %u documents",
                     UINT32_MAX);
  void *starts = s->starts;
  bool first = s->starts_cap == 0;
  if (!alloc_grow(&s->alloc, &starts, &s->starts_cap, s->document_count + more + 1,
                  sizeof *s->starts))
    return error_memory(err, 0);
  s->starts = starts;
  if (first) s->starts[0] = 0;
  return ASSAY_OK;
}

assay_status ngram_stream_end(struct ngram_stream *s, assay_error *err) {
  assay_status status = stream_reserve_documents(s, 1, err);
  if (status == ASSAY_OK) s->starts[++s->document_count] = (uint32_t)s->len;
  return status;
}

assay_status ngram_stream_append(struct ngram_stream *s, const struct ngram_stream *from,
                                 const uint32_t *map, assay_error *err) {
  const size_t count = from->len, documents = from->document_count, base = s->len;
  assay_status status = ngram_stream_reserve(s, count, err);
  if (status == ASSAY_OK) status = stream_reserve_documents(s, documents, err);
  if (status != ASSAY_OK || documents == 0) return status;
  uint32_t *out = s->codes ? s->codes + base : NULL,
           *starts = s->starts + s->document_count;
  for (size_t i = 0; i < count; i++) out[i] = map[from->codes[i]];
  for (size_t i = 1; i <= documents; i++) starts[i] = (uint32_t)base + from->starts[i];
  s->len += count;
  s->document_count += documents;
  return ASSAY_OK;
}

void ngram_stream_recode(struct ngram_stream *s, const uint32_t *map) {
  for (size_t i = 0; i < s->len; i++) s->codes[i] = map[s->codes[i]];
}
