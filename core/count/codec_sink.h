#ifndef ASSAY_COUNT_CODEC_SINK_H
#define ASSAY_COUNT_CODEC_SINK_H
/*
** codec_sink.h - where encoded accumulators go that may be larger than memory: the last
** bytes are in a buffer, those before in a temporary file. Whoever writes appends to
** `bytes` and calls codec_sink_flush now and then.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/scratch.h"

struct codec_sink {
  struct buffer bytes;
  struct scratch file;
  uint64_t filed;        /* bytes in the file */
  bool in_memory;        /* there is no file: bytes keeps all */
  bool (*stopped)(void); /* asked now and then; may be NULL */
};

void codec_sink_init(struct codec_sink *s, const assay_allocator *alloc);
void codec_sink_free(struct codec_sink *s);
/* Bytes so far, which is the place of the next one. */
uint64_t codec_sink_at(const struct codec_sink *s);
/* Puts the bytes into the file if there are many. Reports a failure of the buffer; fails
** with ASSAY_EIO, or ASSAY_ECANCELLED when stopped. */
assay_status codec_sink_flush(struct codec_sink *s, assay_error *err);
/* Copies bytes of which all are there. */
assay_status codec_sink_read(const struct codec_sink *s, uint64_t at, char *out,
                             size_t len, assay_error *err);
/* Writes over 8 bytes that are there. */
assay_status codec_sink_patch(struct codec_sink *s, uint64_t at, uint64_t value,
                              assay_error *err);
/* The CRC-32C of all bytes from a place on. */
assay_status codec_sink_checksum(const struct codec_sink *s, uint64_t from, uint32_t *out,
                                 assay_error *err);

#endif
