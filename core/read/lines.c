/*
** lines.c - lines are found with memchr in the pieces of the stream. A line that lies in
** one piece is not copied; only one that two pieces share is put together.
*/
#include "read/lines.h"

#include "base/error.h"

#include <string.h>

void lines_start(struct lines *l, struct stream *stream, size_t limit,
                 const assay_allocator *alloc) {
  memset(l, 0, sizeof *l);
  l->stream = stream;
  buffer_init(&l->kept, alloc, limit);
}

void lines_free(struct lines *l) {
  buffer_free(&l->kept);
}

/* Makes l->piece not empty, or sets l->ended. */
static assay_status lines_fill(struct lines *l, assay_error *err) {
  if (l->piece.len > 0 || l->ended) return ASSAY_OK;
  assay_str piece = {NULL, 0};
  assay_status status = stream_pull(l->stream, &piece, err);
  if (status != ASSAY_OK) return status;
  l->piece = piece;
  l->ended = piece.len == 0;
  return ASSAY_OK;
}

static assay_str without_cr(assay_str line) {
  if (line.len > 0 && line.ptr[line.len - 1] == '\r') line.len--;
  return line;
}

/* Cuts the line, or all of it that is here, off the piece. */
static assay_str lines_cut(struct lines *l, bool *whole) {
  const char *end = l->piece.len > 0 ? memchr(l->piece.ptr, '\n', l->piece.len) : NULL;
  assay_str line = l->piece;
  *whole = end != NULL;
  if (end) line.len = (size_t)(end - line.ptr);
  size_t used = line.len + (end ? 1 : 0);
  l->piece.ptr += used;
  l->piece.len -= used;
  return line;
}

static assay_status lines_too_long(struct lines *l, assay_error *err) {
  assay_status status = error_set(err, ASSAY_ELIMIT,
                                  "line %llu is longer than the limit of %zu bytes",
                                  (unsigned long long)l->number, l->kept.ceiling);
  if (err) err->line = l->number <= UINT32_MAX ? (uint32_t)l->number : 0;
  return status;
}

/* Puts together a line whose beginning is in l->kept. */
static assay_status lines_join(struct lines *l, assay_str *line, assay_error *err) {
  for (bool whole = false; !whole;) {
    assay_status status = lines_fill(l, err);
    if (status != ASSAY_OK) return status;
    if (l->ended) break;
    buffer_add_str(&l->kept, lines_cut(l, &whole));
  }
  if (l->kept.failed == ASSAY_ELIMIT) return lines_too_long(l, err);
  if (l->kept.failed != ASSAY_OK) return buffer_status(&l->kept, "a line", err);
  *line = without_cr(buffer_str(&l->kept));
  return ASSAY_OK;
}

assay_status lines_next(struct lines *l, assay_str *line, bool *more, assay_error *err) {
  bool whole;
  buffer_clear(&l->kept);
  assay_status status = lines_fill(l, err);
  if (status != ASSAY_OK) return status;
  *more = !l->ended;
  if (l->ended) return ASSAY_OK;
  l->number++;
  assay_str found = lines_cut(l, &whole);
  if (!whole) {
    buffer_add_str(&l->kept, found);
    return lines_join(l, line, err);
  }
  if (found.len > l->kept.ceiling) return lines_too_long(l, err);
  *line = without_cr(found);
  return ASSAY_OK;
}
