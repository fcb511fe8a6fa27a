/*
** utf8_avx2.c - validating UTF-8 by AVX2; see utf8_blocks.h.
*/
#include "text/utf8_blocks.h"

#if defined __x86_64__
#include <immintrin.h>
#include <stdbool.h>

static inline __m256i look_up(__m256i table, __m256i half) {
  return _mm256_shuffle_epi8(table, half);
}

static inline __m256i high_half(__m256i v) {
  return _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(15));
}

/* The table twice, as shuffles work on halves of 16 bytes. */
static inline __m256i table_of(const uint8_t table[16]) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)table));
}

/* The errors in 32 bytes; `before` are the 32 bytes before them. */
static inline __m256i errors_in(__m256i v, __m256i before) {
  static const uint8_t first_high[16] = {UTF8_FIRST_HIGH};
  static const uint8_t first_low[16] = {UTF8_FIRST_LOW};
  static const uint8_t second_high[16] = {UTF8_SECOND_HIGH};
  __m256i across = _mm256_permute2x128_si256(before, v, 0x21);
  __m256i one = _mm256_alignr_epi8(v, across, 15); /* the byte one before each */
  __m256i two = _mm256_alignr_epi8(v, across, 14);
  __m256i three = _mm256_alignr_epi8(v, across, 13);
  __m256i low = _mm256_and_si256(one, _mm256_set1_epi8(15));
  __m256i found = _mm256_and_si256(look_up(table_of(first_high), high_half(one)),
                                   look_up(table_of(first_low), low));
  found = _mm256_and_si256(found, look_up(table_of(second_high), high_half(v)));
  /* Subtracting leaves 80 and more for E0 and more, or F0 and more. */
  __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8(0x60));
  __m256i fourth = _mm256_subs_epu8(three, _mm256_set1_epi8(0x70));
  __m256i twice = _mm256_and_si256(_mm256_or_si256(third, fourth),
                                   _mm256_set1_epi8((char)UTF8_TWICE));
  return _mm256_xor_si256(found, twice);
}

/* Not zero where a character of the 32 bytes goes on after them. */
static inline __m256i unfinished(__m256i v) {
  const char any = (char)0xFF;
  const __m256i most = _mm256_setr_epi8(any, any, any, any, any, any, any, any, any, any,
                                        any, any, any, any, any, any, any, any, any, any,
                                        any, any, any, any, any, any, any, any, any,
                                        (char)0xEF, (char)0xDF, (char)0xBF);
  return _mm256_subs_epu8(v, most);
}

static inline bool any_bit(__m256i v) {
  return !_mm256_testz_si256(v, v);
}

size_t utf8_good_blocks_avx2(const char *p, size_t len) {
  __m256i before = _mm256_setzero_si256();
  size_t at = 0;
  for (; len - at >= 64; at += 64) {
    __m256i low = _mm256_loadu_si256((const void *)(p + at));
    __m256i high = _mm256_loadu_si256((const void *)(p + at + 32));
    __m256i wrong;
    if (_mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0)
      wrong = unfinished(before);
    else
      wrong = _mm256_or_si256(errors_in(low, before), errors_in(high, low));
    if (any_bit(wrong)) break;
    before = high;
  }
  return at;
}
#endif
