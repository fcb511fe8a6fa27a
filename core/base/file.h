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

/* FILE_UNSEEN is only for file_stat_all: file_stat says why, or succeeds. */
enum file_kind { FILE_REGULAR, FILE_FOLDER, FILE_OTHER, FILE_UNSEEN };

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

/* A file that is read piece by piece, from front to back. */
struct file_in {
  int fd;
  bool regular;
  uint64_t size;                /* when it was opened */
  int64_t seconds, nanoseconds; /* of its last change, then */
};

/* Opens a regular file; refuses what file_read refuses. Close with file_in_close. */
assay_status file_in_open(struct file_in *f, const char *path, assay_error *err);
/* Standard input, whatever it is. It is not closed. */
void file_in_stdin(struct file_in *f);
void file_in_close(struct file_in *f);
/* Goes on reading at a byte of a regular file. */
assay_status file_in_seek(struct file_in *f, uint64_t at, assay_error *err);
/* The next bytes, *got of them, 0 at the end only; waits for a pipe. */
assay_status file_in_read(struct file_in *f, char *to, size_t room, size_t *got,
                          assay_error *err);
/* At the end: ASSAY_EIO "changed while it was read" when somebody did. */
assay_status file_in_check(const struct file_in *f, assay_error *err);

/* As file_stat, for many names in one folder, without going all the way to each: out[i]
** is about names[i], which ends with a NUL. What it cannot look at is FILE_UNSEEN. */
void file_stat_all(const char *folder, const assay_str *names, size_t count,
                   struct file_info *out);
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
