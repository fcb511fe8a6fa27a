/*
** words_avx2.c - the masks of 64 bytes by AVX2: a byte's class is what its two halves
** allow together, looked up sixteen ways at once.
*/
#include "text/words_block.h"

#if defined __x86_64__
#if !defined __AVX2__ || !defined __BMI2__
#error "compile this file with -mavx2 -mbmi -mbmi2 -mpopcnt"
#endif
#include <immintrin.h>

/* A class is a set of bytes that share a bit in both tables: rows are the high halves of
** bytes, columns the low ones. Letters are two such rectangles. */
enum {
  LETTER_1 = 1,   /* 41-4F, 61-6F */
  LETTER_2 = 2,   /* 50-5A, 70-7A */
  DIGIT = 4,      /* 30-39 */
  UNDERLINE = 8,  /* 5F */
  QUOTE_DOT = 16, /* ' . */
  COLON = 32,
  COMMA = 64,
  SEMICOLON = 128
};
enum { /* $ + < = > ^ ` | ~ */
       SYMBOL_2 = 1,
       SYMBOL_3 = 2,
       SYMBOL_5 = 4,
       SYMBOL_6 = 8,
       SYMBOL_7 = 16
};

struct pair { /* 64 bytes, or what was made of them */
  __m256i low, high;
};

static ALWAYS_INLINE __m256i rows_and_columns(__m256i v, __m128i rows, __m128i columns) {
  __m256i half = _mm256_set1_epi8(15);
  __m256i row = _mm256_and_si256(_mm256_srli_epi16(v, 4), half);
  __m256i by_row = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(rows), row);
  __m256i column = _mm256_and_si256(v, half);
  __m256i by_column = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(columns), column);
  return _mm256_and_si256(by_row, by_column);
}

static ALWAYS_INLINE __m256i classes(__m256i v) {
  const __m128i rows = _mm_setr_epi8(
      0, 0, QUOTE_DOT | COMMA, DIGIT | COLON | (char)SEMICOLON, LETTER_1,
      LETTER_2 | UNDERLINE, LETTER_1, LETTER_2, 0, 0, 0, 0, 0, 0, 0, 0);
  const char plain = LETTER_1 | LETTER_2 | DIGIT;
  const __m128i columns = _mm_setr_epi8(
      LETTER_2 | DIGIT, plain, plain, plain, plain, plain, plain, plain | QUOTE_DOT,
      plain, plain, LETTER_1 | LETTER_2 | COLON, LETTER_1 | (char)SEMICOLON,
      LETTER_1 | COMMA, LETTER_1, LETTER_1 | QUOTE_DOT, LETTER_1 | UNDERLINE);
  return rows_and_columns(v, rows, columns);
}

static ALWAYS_INLINE __m256i symbols(__m256i v) {
  const __m128i rows = _mm_setr_epi8(0, 0, SYMBOL_2, SYMBOL_3, 0, SYMBOL_5, SYMBOL_6,
                                     SYMBOL_7, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i columns = _mm_setr_epi8(SYMBOL_6, 0, 0, 0, SYMBOL_2, 0, 0, 0, 0, 0, 0,
                                        SYMBOL_2, SYMBOL_3 | SYMBOL_7, SYMBOL_3,
                                        SYMBOL_3 | SYMBOL_5 | SYMBOL_7, 0);
  return rows_and_columns(v, rows, columns);
}

/* The sign bits. */
static ALWAYS_INLINE uint64_t mask_of(struct pair v) {
  uint32_t low = (uint32_t)_mm256_movemask_epi8(v.low);
  uint32_t high = (uint32_t)_mm256_movemask_epi8(v.high);
  return (uint64_t)high << 32 | low;
}

/* Where v has any of the bits. */
static ALWAYS_INLINE uint64_t mask_any(struct pair v, int bits) {
  __m256i wanted = _mm256_set1_epi8((char)bits), zero = _mm256_setzero_si256();
  struct pair none = {_mm256_cmpeq_epi8(_mm256_and_si256(v.low, wanted), zero),
                      _mm256_cmpeq_epi8(_mm256_and_si256(v.high, wanted), zero)};
  return ~mask_of(none);
}

/* Where a, as signed bytes, is greater than b. */
static ALWAYS_INLINE uint64_t mask_greater(struct pair a, int b) {
  __m256i bound = _mm256_set1_epi8((char)b);
  struct pair greater = {_mm256_cmpgt_epi8(a.low, bound),
                         _mm256_cmpgt_epi8(a.high, bound)};
  return mask_of(greater);
}

static ALWAYS_INLINE void classify(const char *p, struct block *b) {
  struct pair text = {_mm256_loadu_si256((const void *)p),
                      _mm256_loadu_si256((const void *)(p + 32))};
  struct pair class = {classes(text.low), classes(text.high)};
  struct pair symbol = {symbols(text.low), symbols(text.high)};
  b->letter = mask_any(class, LETTER_1 | LETTER_2);
  b->digit = mask_any(class, DIGIT);
  b->underline = mask_any(class, UNDERLINE);
  b->mid_letter = mask_any(class, QUOTE_DOT | COLON);
  b->mid_number = mask_any(class, QUOTE_DOT | COMMA | SEMICOLON);
  b->symbol = mask_any(symbol, 0xFF);
  b->high = mask_of(text);
  b->tail = b->high ? b->high & ~mask_greater(text, -65) : 0; /* 80-BF */
  b->token = mask_greater(text, 32) & ~mask_greater(text, 126);
  b->white = ~(b->token | b->high);
}

/* Kinds eight at a time: the bits at ends close up, then move apart to bytes. */
static ALWAYS_INLINE void emit_kinds(const struct block_tokens *t, uint8_t *kind,
                                     size_t count) {
  uint64_t kind0 = _pext_u64(t->kind0, t->ends), kind1 = _pext_u64(t->kind1, t->ends);
  uint64_t kind2 = _pext_u64(t->kind2, t->ends);
  for (size_t i = 0; i < count; i += 8, kind0 >>= 8, kind1 >>= 8, kind2 >>= 8) {
    uint64_t eight = _pdep_u64(kind0, 0x0101010101010101u) |
                     _pdep_u64(kind1, 0x0202020202020202u) |
                     _pdep_u64(kind2, 0x0404040404040404u);
    memcpy(kind + i, &eight, sizeof eight);
  }
}

/* Eight numbers of bits, whether or not there are as many left. */
static ALWAYS_INLINE uint64_t emit_eight(uint64_t mask, uint32_t base, uint32_t *out) {
  for (int i = 0; i < 8; i++, mask &= mask - 1)
    out[i] = base + (uint32_t)_tzcnt_u64(mask);
  return mask;
}

static ALWAYS_INLINE void emit(const struct block_tokens *t, uint32_t base,
                               struct token_columns *out) {
  size_t count = (size_t)__builtin_popcountll(t->starts);
  uint64_t starts = t->starts, ends = t->ends;
  for (size_t i = 0; i < count; i += 8) {
    starts = emit_eight(starts, base, out->begin + out->count + i);
    ends = emit_eight(ends, base, out->end + out->count + i);
  }
  emit_kinds(t, out->kind + out->count, count);
  out->count += count;
}

bool words_cut_avx2(assay_str text, struct token_columns *out) {
  return block_cut_text(text, out, classify, emit);
}
#endif
