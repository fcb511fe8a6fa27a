/*
** words_avx512.c - the masks of 64 bytes by AVX-512: one look-up of 128 classes, and
** tokens written by compressing the numbers 0 to 63 to those whose bit is set.
*/
#include "text/words_block.h"

#if defined __x86_64__
#if !defined __AVX512VBMI__ || !defined __AVX512VBMI2__
#error "compile this file with -mavx512f -mavx512bw -mavx512vl -mavx512vbmi -mavx512vbmi2"
#endif
#include <immintrin.h>

enum {
  LETTER = 1,
  DIGIT = 2,
  UNDERLINE = 4,
  MID_LETTER = 8,
  MID_NUMBER = 16,
  SYMBOL = 32,
  TOKEN = 64,
  WHITE = 128
};

/* Classes of ASCII. */
#define W WHITE
#define P TOKEN
#define Y (TOKEN | SYMBOL)
#define L (TOKEN | LETTER)
#define D (TOKEN | DIGIT)
#define U (TOKEN | UNDERLINE)
#define B (TOKEN | MID_LETTER | MID_NUMBER)
#define C (TOKEN | MID_LETTER)
#define N (TOKEN | MID_NUMBER)
static const uint8_t class_of[128] = {
    W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
    W, W, W, W, W, W, W, P, P, P, Y, P, P, B, P, P, P, Y, N, P, B, P, D, D, D, D,
    D, D, D, D, D, D, C, N, Y, Y, Y, P, P, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, P, P, P, Y, U, Y, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, Y, P, Y, W};
#undef W
#undef P
#undef Y
#undef L
#undef D
#undef U
#undef B
#undef C
#undef N

static ALWAYS_INLINE uint64_t mask_any(__m512i class, int bit) {
  return _mm512_test_epi8_mask(class, _mm512_set1_epi8((char)bit));
}

static ALWAYS_INLINE void classify(const char *p, struct block *b) {
  __m512i text = _mm512_loadu_si512(p);
  b->high = _mm512_movepi8_mask(text);
  __m512i class = _mm512_permutex2var_epi8(_mm512_loadu_si512(class_of), text,
                                           _mm512_loadu_si512(class_of + 64));
  class = _mm512_maskz_mov_epi8(~b->high, class);
  b->letter = mask_any(class, LETTER);
  b->digit = mask_any(class, DIGIT);
  b->underline = mask_any(class, UNDERLINE);
  b->mid_letter = mask_any(class, MID_LETTER);
  b->mid_number = mask_any(class, MID_NUMBER);
  b->symbol = mask_any(class, SYMBOL);
  b->token = mask_any(class, TOKEN);
  b->white = mask_any(class, WHITE);
  b->tail = _mm512_cmplt_epi8_mask(text, _mm512_set1_epi8(-64)); /* 80-BF */
}

static ALWAYS_INLINE __m512i count_up(void) {
  return _mm512_set_epi8(63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48,
                         47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32,
                         31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16,
                         15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
}

/* Writes sixteen numbers from bytes that are offsets from base. */
static ALWAYS_INLINE void write_sixteen(__m128i bytes, __m512i base, uint32_t *out) {
  _mm512_storeu_si512(out, _mm512_add_epi32(_mm512_cvtepu8_epi32(bytes), base));
}

static ALWAYS_INLINE void write_numbers(uint64_t mask, size_t count, __m512i base,
                                        uint32_t *out) {
  __m512i bytes = _mm512_maskz_compress_epi8(mask, count_up());
  write_sixteen(_mm512_castsi512_si128(bytes), base, out);
  if (count <= 16) return;
  write_sixteen(_mm512_extracti32x4_epi32(bytes, 1), base, out + 16);
  if (count <= 32) return;
  write_sixteen(_mm512_extracti32x4_epi32(bytes, 2), base, out + 32);
  write_sixteen(_mm512_extracti32x4_epi32(bytes, 3), base, out + 48);
}

static ALWAYS_INLINE void emit(const struct block_tokens *t, uint32_t base,
                               struct token_columns *out) {
  size_t count = (size_t)__builtin_popcountll(t->starts);
  __m512i from = _mm512_set1_epi32((int)base);
  write_numbers(t->starts, count, from, out->begin + out->count);
  write_numbers(t->ends, count, from, out->end + out->count);
  __m512i kinds = _mm512_maskz_set1_epi8(t->kind0, 1);
  kinds = _mm512_mask_add_epi8(kinds, t->kind1, kinds, _mm512_set1_epi8(2));
  kinds = _mm512_mask_add_epi8(kinds, t->kind2, kinds, _mm512_set1_epi8(4));
  kinds = _mm512_maskz_compress_epi8(t->ends, kinds);
  _mm512_storeu_si512(out->kind + out->count, kinds);
  out->count += count;
}

bool words_cut_avx512(assay_str text, struct token_columns *out) {
  return block_cut_text(text, out, classify, emit);
}
#endif
