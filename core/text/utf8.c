/*
** utf8.c - decoding by lead byte: it fixes the length and the range of the second byte,
** and that range alone keeps out overlong forms, surrogates and what is above U+10FFFF
** (Unicode 15, table 3-7). Later bytes need only be 80..BF.
*/
#include "text/utf8.h"

#include <string.h>

static bool is_continuation(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

/* Length of the sequence a lead byte begins, 0 for none, and its second byte's range. */
static size_t lead_length(unsigned char lead, unsigned char *low, unsigned char *high) {
  *low = 0x80;
  *high = 0xBF;
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) {
    if (lead == 0xE0) *low = 0xA0;
    if (lead == 0xED) *high = 0x9F;
    return 3;
  }
  if (lead > 0xF4) return 0;
  if (lead == 0xF0) *low = 0x90;
  if (lead == 0xF4) *high = 0x8F;
  return 4;
}

size_t utf8_decode(const char *p, const char *end, uint32_t *cp, bool *broken) {
  unsigned char lead = (unsigned char)*p, low, high;
  size_t length = lead_length(lead, &low, &high);
  if (length == 1) {
    *cp = lead;
    return 1;
  }
  size_t have = 1; /* bytes that fit so far */
  if (length > 0) {
    uint32_t value = lead & (0x7Fu >> length);
    for (; have < length && p + have < end; have++) {
      unsigned char next = (unsigned char)p[have];
      if (next < low || next > high) break;
      value = value << 6 | (next & 0x3Fu);
      low = 0x80;
      high = 0xBF;
    }
    if (have == length) {
      *cp = value;
      return length;
    }
  }
  *cp = UTF8_REPLACEMENT;
  if (broken) *broken = true;
  return have;
}

size_t utf8_encode(uint32_t cp, char out[4]) {
  if (cp < 0x80) {
    out[0] = (char)cp;
    return 1;
  }
  size_t length = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--, cp >>= 6) out[i] = (char)(0x80 | (cp & 0x3F));
  out[0] = (char)((0xF00u >> length & 0xF0) | cp);
  return length;
}

/* Length of the run of ASCII at p, a multiple of 8 bytes shorter than it may be. */
static size_t ascii_run(const char *p, const char *end) {
  const char *start = p;
  for (; end - p >= 8; p += 8) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    if (word & 0x8080808080808080u) break;
  }
  return (size_t)(p - start);
}

size_t utf8_valid_prefix(assay_str s) {
  const char *p = s.ptr, *end = s.ptr + s.len;
  while (p < end) {
    if ((unsigned char)*p < 0x80) {
      size_t run = ascii_run(p, end);
      p += run > 0 ? run : 1;
      continue;
    }
    uint32_t cp;
    bool broken = false;
    size_t length = utf8_decode(p, end, &cp, &broken);
    if (broken) break;
    p += length;
  }
  return (size_t)(p - s.ptr);
}

void utf8_repair(assay_str s, struct buffer *out, size_t *replaced) {
  size_t count = 0;
  while (s.len > 0) {
    size_t valid = utf8_valid_prefix(s);
    buffer_add(out, s.ptr, valid);
    if (valid < s.len) {
      uint32_t cp;
      const char *at = s.ptr + valid;
      valid += utf8_decode(at, s.ptr + s.len, &cp, NULL);
      buffer_add(out, "\xEF\xBF\xBD", 3);
      count++;
    }
    s.ptr += valid;
    s.len -= valid;
  }
  *replaced = count;
}

size_t utf8_previous(assay_str s, size_t at) {
  do at--;
  while (at > 0 && is_continuation(s.ptr[at]));
  return at;
}
