/*
** fixed.c - arithmetic on arrays of limbs. The schoolbook product is good enough: it is
** made once per question, not once per number.
*/
#include "count/fixed.h"

#include "base/varint.h"

#include <string.h>

enum { MOST_LIMBS = 72 };

static void add_limbs(uint64_t *limbs, size_t count, size_t at, const uint64_t part[3]) {
  uint64_t carry = 0;
  for (size_t i = 0; at + i < count && (i < 3 || carry); i++) {
    wide sum = (wide)limbs[at + i] + (i < 3 ? part[i] : 0) + carry;
    limbs[at + i] = (uint64_t)sum;
    carry = (uint64_t)(sum >> 64);
  }
}

static void subtract_limbs(uint64_t *limbs, size_t count, size_t at,
                           const uint64_t part[3]) {
  uint64_t borrow = 0;
  for (size_t i = 0; at + i < count && (i < 3 || borrow); i++) {
    wide take = (wide)(i < 3 ? part[i] : 0) + borrow;
    borrow = limbs[at + i] < take;
    limbs[at + i] -= (uint64_t)take;
  }
}

void fixed_add(uint64_t *limbs, size_t count, wide magnitude, size_t shift,
               bool negative) {
  unsigned bits = (unsigned)(shift % 64);
  wide low = magnitude << bits;
  uint64_t high = bits > 0 ? (uint64_t)(magnitude >> (128 - bits)) : 0;
  const uint64_t part[3] = {(uint64_t)low, (uint64_t)(low >> 64), high};
  if (negative)
    subtract_limbs(limbs, count, shift / 64, part);
  else
    add_limbs(limbs, count, shift / 64, part);
}

void fixed_merge(uint64_t *into, const uint64_t *from, size_t count) {
  uint64_t carry = 0;
  for (size_t i = 0; i < count; i++) {
    wide sum = (wide)into[i] + from[i] + carry;
    into[i] = (uint64_t)sum;
    carry = (uint64_t)(sum >> 64);
  }
}

bool fixed_is_negative(const uint64_t *limbs, size_t count) {
  return limbs[count - 1] >> 63;
}

bool fixed_magnitude(const uint64_t *limbs, size_t count, uint64_t *out) {
  bool negative = fixed_is_negative(limbs, count);
  uint64_t carry = 1;
  for (size_t i = 0; i < count; i++) {
    out[i] = negative ? ~limbs[i] + carry : limbs[i];
    carry = carry && out[i] == 0;
  }
  return negative;
}

void fixed_multiply(uint64_t *out, const uint64_t *a, size_t a_count, const uint64_t *b,
                    size_t b_count) {
  memset(out, 0, (a_count + b_count) * sizeof *out);
  for (size_t i = 0; i < a_count; i++) {
    uint64_t carry = 0;
    for (size_t k = 0; k < b_count; k++) {
      wide product = (wide)a[i] * b[k] + out[i + k] + carry;
      out[i + k] = (uint64_t)product;
      carry = (uint64_t)(product >> 64);
    }
    out[i + b_count] = carry;
  }
}

bool fixed_subtract(uint64_t *a, const uint64_t *b, size_t count) {
  uint64_t borrow = 0;
  for (size_t i = 0; i < count; i++) {
    wide take = (wide)b[i] + borrow;
    borrow = a[i] < take;
    a[i] -= (uint64_t)take;
  }
  return borrow != 0;
}

/* The place of the highest bit, or -1. */
static int highest_bit(const uint64_t *magnitude, size_t count) {
  while (count > 0 && magnitude[count - 1] == 0) count--;
  if (count == 0) return -1;
  return (int)(count * 64) - 1 - __builtin_clzll(magnitude[count - 1]);
}

static bool bit_at(const uint64_t *magnitude, int place) {
  return magnitude[place / 64] >> (place % 64) & 1;
}

static bool any_below(const uint64_t *magnitude, int place) {
  for (int i = 0; i < place / 64; i++)
    if (magnitude[i] != 0) return true;
  return place % 64 > 0 && magnitude[place / 64] << (64 - place % 64) != 0;
}

struct fixed_rounded fixed_round(const uint64_t *magnitude, size_t count) {
  struct fixed_rounded rounded = {0, 0};
  int top = highest_bit(magnitude, count), low = top > 52 ? top - 52 : 0;
  uint64_t mantissa = 0;
  for (int place = top; place >= low; place--)
    mantissa = mantissa << 1 | bit_at(magnitude, place);
  if (low > 0 && bit_at(magnitude, low - 1) &&
      (mantissa % 2 == 1 || any_below(magnitude, low - 1)))
    mantissa++; /* 2^53 at most: still a double */
  rounded.mantissa = (double)mantissa;
  rounded.exponent = low;
  return rounded;
}

void fixed_put(struct buffer *b, const uint64_t *limbs, size_t count) {
  uint64_t magnitude[MOST_LIMBS];
  bool negative = fixed_magnitude(limbs, count, magnitude);
  int top = highest_bit(magnitude, count);
  buffer_add_char(b, top < 0 ? 0 : negative ? 2 : 1);
  if (top < 0) return;
  size_t from = 0, to = (size_t)top / 8 + 1;
  while ((magnitude[from / 8] >> (8 * (from % 8)) & 0xFF) == 0) from++;
  varint_put(b, from);
  varint_put(b, to - from);
  for (; from < to; from++)
    buffer_add_char(b, (char)(magnitude[from / 8] >> (8 * (from % 8))));
}

void fixed_take(struct codec_reader *in, uint64_t *limbs, size_t count,
                size_t most_bytes) {
  memset(limbs, 0, count * sizeof *limbs);
  unsigned sign = codec_take_byte(in);
  codec_expect(in, sign <= 2, "a sign is unknown");
  if (sign == 0 || in->why) return;
  size_t from = (size_t)codec_take_up_to(in, most_bytes);
  size_t len = (size_t)codec_take_up_to(in, most_bytes - from);
  assay_str bytes = codec_take_bytes(in, len);
  codec_expect(in, bytes.len > 0 && bytes.ptr[0] != 0 && bytes.ptr[bytes.len - 1] != 0,
               "a sum has zeros that it need not have");
  for (size_t i = 0; i < bytes.len && !in->why; i++)
    fixed_add(limbs, count, (unsigned char)bytes.ptr[i], (from + i) * 8, sign == 2);
}
