#ifndef ASSAY_READ_FILE_STREAM_H
#define ASSAY_READ_FILE_STREAM_H
/*
** file_stream.h - streams of a file, of a piece of one, and of standard input; and a look
** at the first bytes of any stream before somebody reads it.
*/
#include "read/stream.h"

/* A regular file; ASSAY_EIO as file_in_open has it, and at the end when somebody changed
** the file meanwhile. Owned: stream_close. */
assay_status stream_of_file(struct stream **out, const char *path,
                            const assay_allocator *alloc, assay_error *err);
/* The lines that begin in the bytes [from, to) of a file. */
assay_status stream_of_piece(struct stream **out, const char *path, uint64_t from,
                             uint64_t to, const assay_allocator *alloc, assay_error *err);
assay_status stream_of_stdin(struct stream **out, const assay_allocator *alloc,
                             assay_error *err);
/* Counts the lines that end in the bytes [from, to) of a file. */
assay_status file_count_lines(const char *path, uint64_t from, uint64_t to,
                              const assay_allocator *alloc, uint64_t *lines,
                              assay_error *err);

/* A stream that gives everything that `under` has, and its first bytes in *head before:
** `most` of them, or all; borrowed until the first pull. Owned: stream_close, which
** leaves under alone; under must outlive it. */
assay_status stream_peek(struct stream **out, struct stream *under, size_t most,
                         assay_str *head, const assay_allocator *alloc, assay_error *err);

#endif
