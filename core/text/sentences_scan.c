/*
** sentences_scan.c - skips what cannot end a sentence, for sentences.c.
** In ASCII that is all but . ! ? LF CR. No character from U+00C0 to U+057F ends one, so
** the lead bytes C3 to D5 and all continuation bytes are skipped too; only a lead byte C2
** or from D6 on needs the tables.
*/
#include "text/sentences_scan.h"

#include "text/unicode.h"
#include "text/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

enum { BLOCK = 16 };

static bool is_candidate(unsigned char c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?' || c == '\n' || c == '\r';
  return c == 0xC2 || c >= 0xD6;
}

/* Whether the candidate at `at` ends sentences; *end is the byte after it. */
static bool is_end(assay_str text, size_t at, size_t *end) {
  uint32_t cp;
  *end = at + 1;
  if ((unsigned char)text.ptr[at] < 0x80) return true;
  *end = at + utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  switch (unicode_sentence_break(cp)) {
  case SB_ATERM:
  case SB_STERM:
  case SB_SEP:
  case SB_CR:
  case SB_LF:
    return true;
  default:
    return cp == 0x2026;
  }
}

size_t sentences_scan_scalar(assay_str text, size_t at) {
  while (at < text.len) {
    size_t end = at + 1;
    if (is_candidate((unsigned char)text.ptr[at]) && is_end(text, at, &end)) break;
    at = end;
  }
  return at;
}

/* A bit for each of 16 bytes that is a candidate; NEON's stand four apart. */
#if defined(__SSE2__)

#define BITS_PER_BYTE 1

static uint64_t candidates(const char *p) {
  __m128i block = _mm_loadu_si128((const __m128i *)(const void *)p);
  __m128i found = _mm_cmpeq_epi8(block, _mm_set1_epi8('.'));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('!')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('?')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('\n')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8('\r')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xC2)));
  __m128i high = _mm_max_epu8(block, _mm_set1_epi8((char)0xD6));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(block, high));
  return (uint64_t)(unsigned)_mm_movemask_epi8(found);
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

#define BITS_PER_BYTE 4

static uint64_t candidates(const char *p) {
  uint8x16_t block = vld1q_u8((const uint8_t *)p);
  uint8x16_t found = vceqq_u8(block, vdupq_n_u8('.'));
  found = vorrq_u8(found, vceqq_u8(block, vdupq_n_u8('!')));
  found = vorrq_u8(found, vceqq_u8(block, vdupq_n_u8('?')));
  found = vorrq_u8(found, vceqq_u8(block, vdupq_n_u8('\n')));
  found = vorrq_u8(found, vceqq_u8(block, vdupq_n_u8('\r')));
  found = vorrq_u8(found, vceqq_u8(block, vdupq_n_u8(0xC2)));
  found = vorrq_u8(found, vcgeq_u8(block, vdupq_n_u8(0xD6)));
  uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(found), 4);
  return vget_lane_u64(vreinterpret_u64_u8(nibbles), 0) & 0x1111111111111111u;
}

#endif

#ifdef BITS_PER_BYTE

static size_t lowest_bit(uint64_t bits) {
  return (size_t)__builtin_ctzll(bits);
}

size_t sentences_scan(assay_str text, size_t at) {
  while (text.len - at >= BLOCK) {
    uint64_t bits = candidates(text.ptr + at);
    size_t block = at;
    at += BLOCK;
    for (; bits; bits &= bits - 1) {
      size_t found = block + lowest_bit(bits) / BITS_PER_BYTE, end;
      if (is_end(text, found, &end)) return found;
    }
  }
  return sentences_scan_scalar(text, at);
}

#else

size_t sentences_scan(assay_str text, size_t at) {
  return sentences_scan_scalar(text, at);
}

#endif
