#ifndef ASSAY_READ_ZST_H
#define ASSAY_READ_ZST_H
/*
** zst.h - files packed by zstd, by libzstd itself: faster than through libarchive, since
** a document is unpacked to where it stays. The only file that knows libzstd; a build
** without it has libarchive unpack these files too.
*/
#include "read/stream.h"
#include "read/unpack_limits.h"

/* The bytes of one packed file, of one frame or several. Owned: stream_close; packed must
** outlive it. ASSAY_EFORMAT in a build without. */
assay_status zst_unpack(struct stream **out, struct stream *packed,
                        const struct archive_limits *limits, const assay_allocator *alloc,
                        assay_error *err);

/* "1.5.4"; "" in a build without. */
const char *zst_library_version(void);

#endif
