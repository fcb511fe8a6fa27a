#ifndef ASSAY_READ_STREAM_H
#define ASSAY_READ_STREAM_H
/*
** stream.h - bytes that are pulled, once, from front to back: of a file, of standard
** input, of a member of an archive, of what a decompressor gives. Whoever makes a kind
** of stream embeds struct stream as its first member and fills the two functions. A
** stream belongs to one thread.
*/
#include "assay.h"
#include "base/buffer.h"

struct stream {
  /* The next bytes, borrowed until the next call; *bytes empty at the end, and from then
  ** on. The size of a piece is the stream's choice and means nothing. Fails with
  ** ASSAY_EIO, ASSAY_EFORMAT ("gzip data end in the middle") or ASSAY_ELIMIT, again and
  ** again. */
  assay_status (*pull)(struct stream *s, assay_str *bytes, assay_error *err);
  void (*close)(struct stream *s); /* frees what the stream owns */
  /* stream_take without a copy between; may be NULL. */
  assay_status (*take)(struct stream *s, struct buffer *out, assay_error *err);
};

assay_status stream_pull(struct stream *s, assay_str *bytes, assay_error *err);
void stream_close(struct stream *s); /* NULL is fine */
/* Appends all that is left; ASSAY_ELIMIT where out's ceiling is reached. */
assay_status stream_take(struct stream *s, struct buffer *out, assay_error *err);
/* A stream over bytes that stay where they are. Owned: stream_close. */
assay_status stream_of_bytes(struct stream **out, assay_str bytes,
                             const assay_allocator *alloc, assay_error *err);

#endif
