#ifndef ASSAY_READ_ARCHIVE_H
#define ASSAY_READ_ARCHIVE_H
/*
** archive.h - what is packed: members of zip and tar, and single files in gz, bz2, xz,
** zst. The only file that knows libarchive; without it everything here fails with
** ASSAY_EFORMAT and the package to install. Members are streamed from front to back,
** never written to disk. Names are data: they are shown and matched, never opened.
*/
#include "read/stream.h"
#include "read/unpack_limits.h"

enum archive_kind {
  ARCHIVE_NONE = 0,
  ARCHIVE_MEMBERS, /* zip, tar; also packed tar (.tar.gz), once unpacked */
  ARCHIVE_PACKED   /* one file: gz, bz2, xz, zst */
};

/* By the first bytes (READER_HEAD). *format: "zip", "gz", ...; constant. */
enum archive_kind archive_sniff(assay_str head, const char **format);

struct archive_member {
  assay_str name; /* UTF-8, as the archive says it, control characters replaced; borrowed
                  ** until the next member */
  bool is_file;   /* a regular file, not a folder, link or device */
  bool encrypted;
};

struct archive_members; /* not struct archive: libarchive has that name */

/* Takes no ownership of packed, which must outlive the archive. Owned: archive_close. */
assay_status archive_open(struct archive_members **out, struct stream *packed,
                          const struct archive_limits *limits,
                          const assay_allocator *alloc, assay_error *err);
void archive_close(struct archive_members *m);
assay_status archive_next(struct archive_members *m, struct archive_member *out,
                          bool *more, assay_error *err);
/* The bytes of the member that was given last, until the next. Owned: stream_close. */
assay_status archive_member_stream(struct archive_members *m, struct stream **out,
                                   assay_error *err);
/* The bytes of one packed file; format as archive_sniff has it. zst is left to libzstd
** (zst.h) where a build has it. Owned: stream_close; packed must outlive it. */
assay_status archive_unpack(struct stream **out, struct stream *packed,
                            const char *format, const struct archive_limits *limits,
                            const assay_allocator *alloc, assay_error *err);

/* "3.6.2"; "" in a build without. */
const char *archive_library_version(void);

#endif
