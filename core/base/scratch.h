#ifndef ASSAY_BASE_SCRATCH_H
#define ASSAY_BASE_SCRATCH_H
/*
** scratch.h - a file for what does not fit into memory. It has no name: nothing is left
** behind, however the process ends.
*/
#include "assay.h"

struct scratch {
  int fd; /* -1: not open */
};

#define SCRATCH_INIT                                                                     \
  { -1 }

/* Opens it in the folder that the environment's TMPDIR names, else in /tmp. ASSAY_EIO
** names the folder. */
assay_status scratch_open(struct scratch *s, assay_error *err);
void scratch_close(struct scratch *s); /* also one that is not open */
/* Writes, or reads, all bytes at a place. ASSAY_EIO, "no space left" for a full disk. */
assay_status scratch_write(struct scratch *s, uint64_t at, assay_str bytes,
                           assay_error *err);
assay_status scratch_read(const struct scratch *s, uint64_t at, char *out, size_t size,
                          assay_error *err);

/* As file_write (file.h), of the first `size` bytes of a scratch file and then `bytes`.
** stopped is asked every few megabytes (ASSAY_ECANCELLED); NULL: nobody. */
assay_status file_write_scratch(const char *path, const struct scratch *s, uint64_t size,
                                assay_str bytes, bool (*stopped)(void), assay_error *err);

#endif
