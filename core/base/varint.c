/* varint.c - LEB128 and zigzag. */
#include "base/varint.h"

void varint_put(struct buffer *b, uint64_t value) {
  for (; value >= 0x80; value >>= 7) buffer_add_char(b, (char)(value | 0x80));
  buffer_add_char(b, (char)value);
}

void varint_put_signed(struct buffer *b, int64_t value) {
  varint_put(b, ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0));
}

uint64_t varint_get(const char *data, size_t *at) {
  uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    unsigned char byte = (unsigned char)data[(*at)++];
    if (shift < 64) value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

int64_t varint_get_signed(const char *data, size_t *at) {
  uint64_t zigzag = varint_get(data, at);
  return (int64_t)(zigzag >> 1) ^ -(int64_t)(zigzag & 1);
}
