/*
** codec.c - varints, little-endian numbers and strings, written one way only and read
** with a check before every byte.
*/
#include "count/codec.h"

#include "base/error.h"
#include "base/varint.h"
#include "count/codec_window.h"

#include <math.h>
#include <string.h>

void codec_put_str(struct buffer *b, assay_str s) {
  varint_put(b, s.len);
  buffer_add_str(b, s);
}

void codec_put_fixed32(struct buffer *b, uint32_t value) {
  char bytes[4];
  for (unsigned i = 0; i < sizeof bytes; i++) bytes[i] = (char)(value >> (8 * i));
  buffer_add(b, bytes, sizeof bytes);
}

void codec_put_fixed64(struct buffer *b, uint64_t value) {
  codec_put_fixed32(b, (uint32_t)value);
  codec_put_fixed32(b, (uint32_t)(value >> 32));
}

void codec_put_double(struct buffer *b, double value) {
  codec_put_fixed64(b, codec_bits(value));
}

uint32_t codec_load32(const char *bytes) {
  uint32_t value = 0;
  for (unsigned i = 0; i < 4; i++) value |= (uint32_t)(unsigned char)bytes[i] << (8 * i);
  return value;
}

uint64_t codec_load64(const char *bytes) {
  return codec_load32(bytes) | (uint64_t)codec_load32(bytes + 4) << 32;
}

double codec_double(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

uint64_t codec_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

void codec_expect(struct codec_reader *in, bool holds, const char *why) {
  if (!holds && !in->why) in->why = why;
}

assay_str codec_take_bytes(struct codec_reader *in, size_t len) {
  assay_str none = {"", 0};
  codec_expect(in, len <= in->len - in->at, "they end too early");
  if (in->why) return none;
  const char *ptr = in->window ? codec_window_at(in->window, in->at, len)
                               : in->data + in->at;
  codec_expect(in, ptr, "they cannot be read");
  if (in->why) return none;
  in->at += len;
  return (assay_str){ptr, len};
}

unsigned codec_take_byte(struct codec_reader *in) {
  assay_str bytes = codec_take_bytes(in, 1);
  return bytes.len > 0 ? (unsigned char)bytes.ptr[0] : 0;
}

uint64_t codec_take_varint(struct codec_reader *in) {
  uint64_t value = 0;
  for (unsigned shift = 0; !in->why; shift += 7) {
    unsigned byte = codec_take_byte(in);
    /* the tenth byte has room for one bit; a last byte of 0 could have been left out */
    codec_expect(in, shift < 63 || byte <= 1, "a number has more than 64 bits");
    codec_expect(in, shift == 0 || byte != 0, "a number is longer than it need be");
    if (in->why) return 0;
    value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  return 0;
}

int64_t codec_take_signed(struct codec_reader *in) {
  uint64_t zigzag = codec_take_varint(in);
  return (int64_t)(zigzag >> 1) ^ -(int64_t)(zigzag & 1);
}

uint64_t codec_take_up_to(struct codec_reader *in, uint64_t most) {
  uint64_t value = codec_take_varint(in);
  codec_expect(in, value <= most, "a number is too large");
  return in->why ? 0 : value;
}

size_t codec_take_count(struct codec_reader *in, size_t item_size) {
  uint64_t count = codec_take_varint(in);
  codec_expect(in, count <= (in->len - in->at) / item_size,
               "a count is larger than the bytes can hold");
  return in->why ? 0 : (size_t)count;
}

assay_str codec_take_str(struct codec_reader *in) {
  uint64_t len = codec_take_varint(in);
  codec_expect(in, len <= in->len - in->at, "they end too early");
  return codec_take_bytes(in, in->why ? 0 : (size_t)len);
}

uint32_t codec_take_fixed32(struct codec_reader *in) {
  assay_str bytes = codec_take_bytes(in, 4);
  return bytes.len > 0 ? codec_load32(bytes.ptr) : 0;
}

uint64_t codec_take_fixed64(struct codec_reader *in) {
  assay_str bytes = codec_take_bytes(in, 8);
  return bytes.len > 0 ? codec_load64(bytes.ptr) : 0;
}

double codec_take_double(struct codec_reader *in) {
  return codec_double(codec_take_fixed64(in));
}

double codec_take_finite(struct codec_reader *in) {
  double value = codec_take_double(in);
  codec_expect(in, isfinite(value), "a number is not finite");
  codec_expect(in, value != 0 || !signbit(value), "a number is -0");
  return in->why ? 0 : value;
}

assay_status codec_status(const struct codec_reader *in, assay_error *err) {
  if (!in->why) return ASSAY_OK;
  if (in->window && in->window->status != ASSAY_OK)
    return codec_window_status(in->window, err);
  return error_at(err, ASSAY_EFORMAT, in->at, "these bytes are no encoded %s: %s",
                  in->what, in->why);
}
