#ifndef ASSAY_COUNT_CODEC_WINDOW_H
#define ASSAY_COUNT_CODEC_WINDOW_H
/*
** codec_window.h - the bytes of a file that a codec_reader is at: encoded accumulators
** may be larger than memory. The window moves forward only, and sums up what it passes;
** the last four bytes of the file are the checksum of all before.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/file.h"

enum { CODEC_WINDOW_PIECE = 256 * 1024, CODEC_WINDOW_TAIL = 4 };

struct codec_window {
  struct file_in file;
  uint64_t read;       /* bytes of the file */
  struct buffer bytes; /* the last of them, from `from` on */
  size_t from;
  size_t piece;      /* bytes to read at once, at least */
  uint32_t checksum; /* of what was read, without the tail */
  char tail[CODEC_WINDOW_TAIL];
  bool (*stopped)(void); /* asked now and then; may be NULL */
  assay_status status;   /* of the first failure */
  assay_error err;
};

/* Opens a regular file, as file_in_open. Close with codec_window_close. */
assay_status codec_window_open(struct codec_window *w, const char *path,
                               assay_error *err);
void codec_window_close(struct codec_window *w);
/* So many bytes from a place on, which is not before that of the last call. Borrowed
** until the next call. NULL after a failure: codec_window_status. */
const char *codec_window_at(struct codec_window *w, size_t at, size_t len);
/* Passes over the rest of the file. *whole: whether its checksum is right. Fails with
** ASSAY_EIO when somebody changes the file meanwhile, ASSAY_ECANCELLED when stopped. */
assay_status codec_window_finish(struct codec_window *w, bool *whole, assay_error *err);
/* ASSAY_OK, ASSAY_EIO, ASSAY_ENOMEM or ASSAY_ECANCELLED. */
assay_status codec_window_status(const struct codec_window *w, assay_error *err);

#endif
