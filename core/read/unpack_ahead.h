#ifndef ASSAY_READ_UNPACK_AHEAD_H
#define ASSAY_READ_UNPACK_AHEAD_H
/*
** unpack_ahead.h - a stream that is pulled by a thread of its own, so that what is packed
** is unpacked while what came out is read. Order, bytes and failures are those of the
** stream below. The thread begins with the second MiB: what is small does without.
*/
#include "read/stream.h"

/* What waits at most: so many pieces of at most so many bytes each. */
enum { UNPACK_AHEAD_PIECES = 4, UNPACK_AHEAD_BYTES = 256 * 1024 };

/* under is borrowed, must outlive the stream, and is nobody else's until it is closed.
** Owned: stream_close. */
assay_status unpack_ahead(struct stream **out, struct stream *under,
                          const assay_allocator *alloc, assay_error *err);

#endif
