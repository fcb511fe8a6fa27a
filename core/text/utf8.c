/*
** utf8.c - decoding by lead byte: it fixes the length and the range of the second byte,
** and that range alone keeps out overlong forms, surrogates and what is above U+10FFFF
** (Unicode 15, table 3-7). Later bytes need only be 80..BF.
*/
#include "text/utf8.h"

#include "text/utf8_blocks.h"

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

/* Two and three bytes of most letters, from leads whose second byte has no range of its
** own; 0 for what takes a closer look. */
static inline size_t decode_plain(const unsigned char *p, size_t left, uint32_t *cp) {
  if (p[0] < 0x80) {
    *cp = p[0];
    return 1;
  }
  if (p[0] >= 0xC2 && p[0] < 0xE0 && left >= 2 && (p[1] & 0xC0) == 0x80) {
    *cp = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    return 2;
  }
  if (p[0] > 0xE0 && p[0] < 0xED && left >= 3 && (p[1] & 0xC0) == 0x80 &&
      (p[2] & 0xC0) == 0x80) {
    *cp = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    return 3;
  }
  return 0;
}

size_t utf8_decode(const char *p, const char *end, uint32_t *cp, bool *broken) {
  size_t plain = decode_plain((const unsigned char *)p, (size_t)(end - p), cp);
  if (plain > 0) return plain;
  unsigned char lead = (unsigned char)*p, low, high;
  size_t length = lead_length(lead, &low, &high);
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

/* Length of the run of ASCII at p, a multiple of 32 bytes shorter than it may be. */
static size_t ascii_run(const char *p, const char *end) {
  const char *start = p;
  for (; end - p >= 32; p += 32) {
    uint64_t words[4];
    memcpy(words, p, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) break;
  }
  return (size_t)(p - start);
}

/* The reference: a character at a time, long runs of ASCII apart. */
static size_t valid_prefix_scalar(assay_str s, size_t from) {
  if (s.len == 0) return 0; /* ptr may be NULL */
  const char *p = s.ptr + from, *end = s.ptr + s.len;
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

static size_t good_blocks(enum cpu_path path, assay_str s) {
  switch (path) {
#if defined __x86_64__
  case CPU_AVX2:
    return utf8_good_blocks_avx2(s.ptr, s.len);
  case CPU_AVX512:
    return utf8_good_blocks_avx512(s.ptr, s.len);
#elif defined __aarch64__ && defined __ARM_NEON
  case CPU_NEON:
    return utf8_good_blocks_neon(s.ptr, s.len);
#endif
  default:
    return 0;
  }
}

/* Blocks say only that there is an error; the reference says where, and does the end. A
** character that goes on after the good blocks is its business from the first byte on. */
size_t utf8_valid_prefix_by(enum cpu_path path, assay_str s) {
  size_t good = good_blocks(path, s), from = good;
  for (size_t back = 1; back <= 3 && back <= good; back++)
    if ((unsigned char)s.ptr[good - back] >= 0xC0) {
      from = good - back;
      break;
    }
  return valid_prefix_scalar(s, from);
}

size_t utf8_valid_prefix(assay_str s) {
  /* A short text is done before the processor has said what it can. */
  return utf8_valid_prefix_by(s.len < 256 ? CPU_SCALAR : cpu_choose(), s);
}

void utf8_repair(assay_str s, struct buffer *out, size_t *replaced) {
  size_t count = 0;
  while (s.len > 0) {
    size_t valid = valid_prefix_scalar(s, 0);
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
