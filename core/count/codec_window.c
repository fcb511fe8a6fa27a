/*
** codec_window.c - reading piece by piece: what was taken makes room for what comes.
*/
#include "count/codec_window.h"

#include "base/error.h"
#include "count/codec.h"
#include "count/crc32c.h"

#include <string.h>

assay_status codec_window_open(struct codec_window *w, const char *path,
                               assay_error *err) {
  struct file_in file;
  assay_status status = file_in_open(&file, path, err);
  if (status != ASSAY_OK) return status;
  memset(w, 0, sizeof *w);
  w->file = file;
  w->piece = CODEC_WINDOW_PIECE;
  buffer_init(&w->bytes, NULL, BUFFER_NO_CEILING);
  return ASSAY_OK;
}

void codec_window_close(struct codec_window *w) {
  file_in_close(&w->file);
  buffer_free(&w->bytes);
}

static void sum_up(struct codec_window *w, const char *bytes, size_t len) {
  const uint64_t body = w->file.size > CODEC_WINDOW_TAIL
                            ? w->file.size - CODEC_WINDOW_TAIL
                            : 0;
  const uint64_t left = w->read < body ? body - w->read : 0;
  const size_t summed = len < left ? len : (size_t)left;
  w->checksum = crc32c_add(w->checksum, (assay_str){bytes, summed});
  for (size_t i = summed; i < len; i++) {
    const uint64_t place = w->read + i - body;
    if (place < CODEC_WINDOW_TAIL) w->tail[place] = bytes[i];
  }
  w->read += len;
}

/* Reads on; there is more, or the file was cut off meanwhile. */
static assay_status read_on(struct codec_window *w, size_t room) {
  size_t got = 0;
  assay_error *err = &w->err;
  if (w->stopped && w->stopped()) return error_set(err, ASSAY_ECANCELLED, "interrupted");
  if (!buffer_reserve(&w->bytes, room))
    return buffer_status(&w->bytes, "a window of a file", err);
  char *to = w->bytes.data + w->bytes.len;
  assay_status status = file_in_read(&w->file, to, room, &got, err);
  if (status != ASSAY_OK) return status;
  if (got == 0) return error_set(err, ASSAY_EIO, "changed while it was read");
  sum_up(w, to, got);
  w->bytes.len += got;
  return ASSAY_OK;
}

const char *codec_window_at(struct codec_window *w, size_t at, size_t len) {
  if (w->status != ASSAY_OK) return NULL;
  const size_t passed = at - w->from;
  if (w->bytes.len >= passed && w->bytes.len - passed >= len && w->bytes.data)
    return w->bytes.data + passed;
  if (passed > 0) {
    memmove(w->bytes.data, w->bytes.data + passed, w->bytes.len - passed);
    w->bytes.len -= passed;
    w->from = at;
  }
  while (w->status == ASSAY_OK && w->bytes.len < len) {
    const size_t missing = len - w->bytes.len;
    w->status = read_on(w, missing > w->piece ? missing : w->piece);
  }
  if (w->status != ASSAY_OK) return NULL;
  return len > 0 ? w->bytes.data : "";
}

assay_status codec_window_finish(struct codec_window *w, bool *whole, assay_error *err) {
  while (w->status == ASSAY_OK && w->read < w->file.size) {
    w->from += w->bytes.len;
    buffer_clear(&w->bytes);
    w->status = read_on(w, w->piece);
  }
  if (w->status == ASSAY_OK) w->status = file_in_check(&w->file, &w->err);
  if (w->status != ASSAY_OK) return codec_window_status(w, err);
  *whole = w->file.size >= CODEC_WINDOW_TAIL && codec_load32(w->tail) == w->checksum;
  return ASSAY_OK;
}

assay_status codec_window_status(const struct codec_window *w, assay_error *err) {
  if (w->status != ASSAY_OK && err) *err = w->err;
  return w->status;
}
