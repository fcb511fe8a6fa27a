/*
** utf8_avx512.c - validating UTF-8 by AVX-512; see utf8_blocks.h.
*/
#include "text/utf8_blocks.h"

#if defined __x86_64__
#include <immintrin.h>

/* The table four times, as shuffles work on quarters of 16 bytes. */
static inline __m512i look_up(const uint8_t table[16], __m512i half) {
  __m512i four = _mm512_broadcast_i32x4(_mm_loadu_si128((const void *)table));
  return _mm512_shuffle_epi8(four, half);
}

static inline __m512i high_half(__m512i v) {
  return _mm512_and_si512(_mm512_srli_epi16(v, 4), _mm512_set1_epi8(15));
}

/* The byte n before each of v. */
static inline __m512i shifted(__m512i v, __m512i before, int n) {
  __m512i up = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43,
      42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22,
      21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  __m512i from = _mm512_add_epi8(up, _mm512_set1_epi8((char)(64 - n)));
  return _mm512_permutex2var_epi8(before, from, v);
}

/* The errors in 64 bytes; `before` are the 64 bytes before them. */
static inline __m512i errors_in(__m512i v, __m512i before) {
  static const uint8_t first_high[16] = {UTF8_FIRST_HIGH};
  static const uint8_t first_low[16] = {UTF8_FIRST_LOW};
  static const uint8_t second_high[16] = {UTF8_SECOND_HIGH};
  __m512i one = shifted(v, before, 1);
  __m512i low = _mm512_and_si512(one, _mm512_set1_epi8(15));
  __m512i found = _mm512_and_si512(look_up(first_high, high_half(one)),
                                   look_up(first_low, low));
  found = _mm512_and_si512(found, look_up(second_high, high_half(v)));
  /* Subtracting leaves 80 and more for E0 and more, or F0 and more. */
  __m512i third = _mm512_subs_epu8(shifted(v, before, 2), _mm512_set1_epi8(0x60));
  __m512i fourth = _mm512_subs_epu8(shifted(v, before, 3), _mm512_set1_epi8(0x70));
  __m512i twice = _mm512_and_si512(_mm512_or_si512(third, fourth),
                                   _mm512_set1_epi8((char)UTF8_TWICE));
  return _mm512_xor_si512(found, twice);
}

size_t utf8_good_blocks_avx512(const char *p, size_t len) {
  __m512i before = _mm512_setzero_si512();
  size_t at = 0;
  for (; len - at >= 64; at += 64) {
    __m512i v = _mm512_loadu_si512(p + at);
    /* With nothing beyond ASCII before or here, there is nothing to be wrong. */
    if (_mm512_movepi8_mask(_mm512_or_si512(v, before)) != 0) {
      __m512i wrong = errors_in(v, before);
      if (_mm512_test_epi8_mask(wrong, wrong) != 0) break;
    }
    before = v;
  }
  return at;
}
#endif
