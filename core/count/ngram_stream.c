/*
** ngram_stream.c - two growing arrays: the units of codes, and where documents begin.
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
  alloc_free(&s->alloc, s->units, s->cap, sizeof *s->units);
  alloc_free(&s->alloc, s->starts, s->starts_cap, sizeof *s->starts);
  ngram_stream_init(s, &s->alloc);
}

assay_status ngram_stream_reserve(struct ngram_stream *s, size_t more, assay_error *err) {
  if (more > (UINT32_MAX - s->len) / 2)
    return error_set(err, ASSAY_ELIMIT,
                     "n-grams are limited to %u running words, of which rare ones "
                     "count twice",
                     UINT32_MAX);
  void *units = s->units;
  if (!alloc_grow(&s->alloc, &units, &s->cap, s->len + 2 * more, sizeof *s->units))
    return error_memory(err, 2 * more * sizeof *s->units);
  s->units = units;
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

/* The document becomes the next one of s. */
static assay_status stream_append_document(struct ngram_stream *s,
                                           const struct ngram_stream *from,
                                           size_t document, const uint32_t *map,
                                           assay_error *err) {
  const size_t begin = from->starts[document], end = from->starts[document + 1];
  assay_status status = ngram_stream_reserve(s, end - begin, err);
  for (size_t i = begin; i < end && status == ASSAY_OK; i++)
    if (ngram_begins_code(from->units[i]))
      ngram_stream_put(s, map[ngram_code(from->units + i)]);
  if (status == ASSAY_OK) s->starts[++s->document_count] = (uint32_t)s->len;
  return status;
}

assay_status ngram_stream_append(struct ngram_stream *s, const struct ngram_stream *from,
                                 const uint32_t *map, assay_error *err) {
  const size_t len = s->len, before = s->document_count, count = from->document_count;
  assay_status status = stream_reserve_documents(s, count, err);
  for (size_t d = 0; d < count && status == ASSAY_OK; d++)
    status = stream_append_document(s, from, d, map, err);
  if (status != ASSAY_OK) {
    s->len = len;
    s->document_count = before;
  }
  return status;
}

size_t ngram_stream_read(const struct ngram_stream *s, size_t begin, size_t end,
                         uint32_t *codes) {
  size_t count = 0;
  for (size_t i = begin; i < end; i++)
    if (ngram_begins_code(s->units[i])) codes[count++] = ngram_code(s->units + i);
  return count;
}
