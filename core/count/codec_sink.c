/*
** codec_sink.c - a place below `filed` is in the file, the others are in the buffer.
*/
#include "count/codec_sink.h"

#include "base/error.h"
#include "count/codec.h"
#include "count/crc32c.h"

#include <string.h>

enum { MANY_BYTES = 1 << 20, PIECE = 16 * 1024 };

void codec_sink_init(struct codec_sink *s, const assay_allocator *alloc) {
  memset(s, 0, sizeof *s);
  s->file.fd = -1;
  buffer_init(&s->bytes, alloc, BUFFER_NO_CEILING);
}

void codec_sink_free(struct codec_sink *s) {
  scratch_close(&s->file);
  buffer_free(&s->bytes);
}

uint64_t codec_sink_at(const struct codec_sink *s) {
  return s->filed + s->bytes.len;
}

assay_status codec_sink_flush(struct codec_sink *s, assay_error *err) {
  assay_status status = buffer_status(&s->bytes, "an encoded accumulator", err);
  if (status != ASSAY_OK || s->in_memory || s->bytes.len < MANY_BYTES) return status;
  if (s->stopped && s->stopped()) return error_set(err, ASSAY_ECANCELLED, "interrupted");
  if (s->file.fd < 0) status = scratch_open(&s->file, err);
  if (status == ASSAY_OK)
    status = scratch_write(&s->file, s->filed, buffer_str(&s->bytes), err);
  if (status != ASSAY_OK) return status;
  s->filed += s->bytes.len;
  buffer_clear(&s->bytes);
  return ASSAY_OK;
}

assay_status codec_sink_read(const struct codec_sink *s, uint64_t at, char *out,
                             size_t len, assay_error *err) {
  const uint64_t before = at < s->filed ? s->filed - at : 0;
  const size_t filed = len < before ? len : (size_t)before;
  if (filed > 0) {
    assay_status status = scratch_read(&s->file, at, out, filed, err);
    if (status != ASSAY_OK) return status;
  }
  if (len > filed)
    memcpy(out + filed, s->bytes.data + (size_t)(at + filed - s->filed), len - filed);
  return ASSAY_OK;
}

assay_status codec_sink_patch(struct codec_sink *s, uint64_t at, uint64_t value,
                              assay_error *err) {
  for (unsigned i = 0; i < sizeof value; i++) {
    const char byte = (char)(value >> (8 * i));
    if (at + i >= s->filed) {
      s->bytes.data[(size_t)(at + i - s->filed)] = byte;
      continue;
    }
    assay_status status = scratch_write(&s->file, at + i, (assay_str){&byte, 1}, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

assay_status codec_sink_checksum(const struct codec_sink *s, uint64_t from, uint32_t *out,
                                 assay_error *err) {
  char piece[PIECE];
  uint32_t checksum = 0;
  while (from < s->filed) {
    const uint64_t left = s->filed - from;
    const size_t len = left < sizeof piece ? (size_t)left : sizeof piece;
    assay_status status = scratch_read(&s->file, from, piece, len, err);
    if (status != ASSAY_OK) return status;
    checksum = crc32c_add(checksum, (assay_str){piece, len});
    from += len;
  }
  const size_t begin = (size_t)(from - s->filed);
  if (begin < s->bytes.len)
    checksum = crc32c_add(checksum,
                          (assay_str){s->bytes.data + begin, s->bytes.len - begin});
  *out = checksum;
  return ASSAY_OK;
}
