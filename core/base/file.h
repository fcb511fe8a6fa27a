#ifndef ASSAY_BASE_FILE_H
#define ASSAY_BASE_FILE_H
/*
** file.h - the only door to the file system, and the only reader of errno.
** Messages are in English whatever the locale: "no such file or folder". Errors name the
** path as their source.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"

/* Longest path that can be written, and longest that a link may lead to. */
#define FILE_PATH_LIMIT 4096

enum file_kind { FILE_REGULAR, FILE_FOLDER, FILE_OTHER };

struct file_info {
  enum file_kind kind;
  uint64_t size;
  uint64_t device, inode; /* together they name a file; used to find loops */
};

/* Follows symbolic links. ASSAY_EIO with the reason. */
assay_status file_stat(const char *path, struct file_info *out, assay_error *err);
/* Appends the whole of a regular file to out, at most limit bytes (ASSAY_ELIMIT above);
** the ceiling of out counts too. Refuses folders, devices and pipes (ASSAY_EIO "not a
** regular file"), and a file that somebody changes meanwhile. Never waits for a pipe. */
assay_status file_read(const char *path, size_t limit, struct buffer *out,
                       assay_error *err);
/* The same from standard input, which may be anything but a folder. */
assay_status file_read_stdin(size_t limit, struct buffer *out, assay_error *err);
/* Names in a folder, without . and .., unsorted, in the arena, a NUL after each. */
assay_status file_list(const char *path, struct arena *arena, assay_str **names,
                       size_t *count, assay_error *err);
/* Writes a file so that readers see the old one or the new one: a temporary file beside
** it, synced, then renamed. Nothing is left behind on failure. A link is followed and the
** permissions of an old file stay. What is no regular file (/dev/stdout, a named pipe) is
** appended to directly. */
assay_status file_write(const char *path, assay_str bytes, assay_error *err);
/* Appends to standard output, whatever it is. *closed is set, and nothing else said, when
** nobody reads it any more; needs SIGPIPE to be ignored. */
assay_status file_write_stdout(assay_str bytes, bool *closed, assay_error *err);
/* Natural order: digits compare as numbers, "essay2" before "essay10"; else bytes. Names
** that are equal so far ("01" and "1") compare by bytes: 0 means the same name. */
int file_name_compare(assay_str a, assay_str b);

#endif
