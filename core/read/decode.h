#ifndef ASSAY_READ_DECODE_H
#define ASSAY_READ_DECODE_H
/*
** decode.h - a stream of bytes as a stream of valid UTF-8 without byte order mark,
** however long it is. For readers that see one row or line at a time.
**
** What is shorter than DECODE_HEAD is decided as a whole, as text/encoding.h says; of a
** longer stream its head is. A head that is ASCII leaves one thing open: where the first
** broken sequence comes before the first character beyond ASCII, all from there on is
** Windows-1252. Neither depends on how the source is cut into pieces.
*/
#include "read/stream.h"
#include "text/encoding.h"

#define DECODE_HEAD ((size_t)64 << 10)

/* source is borrowed and must outlive the stream, as must *how, which is filled by the
** first pull; how->replaced grows as the stream goes on. Pieces never cut a character.
** Pulling fails with ASSAY_EFORMAT "looks binary ..." and as the source does.
** Owned: stream_close. */
assay_status decode_open(struct stream **out, struct stream *source, enum encoding wanted,
                         struct decoding *how, const assay_allocator *alloc,
                         assay_error *err);

#endif
