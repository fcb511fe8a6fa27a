/*
** stream.c - what all streams have in common, and the one over bytes in memory.
*/
#include "read/stream.h"

#include "base/alloc.h"
#include "base/error.h"

assay_status stream_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  return s->pull(s, bytes, err);
}

void stream_close(struct stream *s) {
  if (s) s->close(s);
}

assay_status stream_take(struct stream *s, struct buffer *out, assay_error *err) {
  if (s->take) return s->take(s, out, err);
  for (;;) {
    assay_str bytes;
    assay_status status = s->pull(s, &bytes, err);
    if (status != ASSAY_OK || bytes.len == 0) return status;
    buffer_add_str(out, bytes);
    if (out->failed != ASSAY_OK) return buffer_status(out, "a document", err);
  }
}

/* -- Over bytes ---------------------------------------------------------------------- */

struct bytes_stream {
  struct stream base;
  assay_allocator alloc;
  assay_str bytes;
};

static assay_status bytes_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct bytes_stream *b = (struct bytes_stream *)s;
  (void)err;
  *bytes = b->bytes;
  b->bytes.len = 0;
  return ASSAY_OK;
}

static void bytes_close(struct stream *s) {
  struct bytes_stream *b = (struct bytes_stream *)s;
  assay_allocator alloc = b->alloc;
  alloc_free(&alloc, b, 1, sizeof *b);
}

assay_status stream_of_bytes(struct stream **out, assay_str bytes,
                             const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct bytes_stream *b = alloc_zero(&a, 1, sizeof *b);
  if (!b) return error_memory(err, sizeof *b);
  b->base.pull = bytes_pull;
  b->base.close = bytes_close;
  b->alloc = a;
  b->bytes = bytes;
  *out = &b->base;
  return ASSAY_OK;
}
