/*
** words_sse2.c - the masks of 64 bytes by SSE2, which every x86-64 has: comparisons only.
*/
#include "text/words_block.h"

#if defined __x86_64__
#include <emmintrin.h>

/* 16 bytes: where they equal c, and where they lie between two ASCII characters. */
static ALWAYS_INLINE __m128i equal(__m128i v, char c) {
  return _mm_cmpeq_epi8(v, _mm_set1_epi8(c));
}

static ALWAYS_INLINE __m128i between(__m128i v, char low, char high) {
  return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(low - 1))),
                       _mm_cmplt_epi8(v, _mm_set1_epi8((char)(high + 1))));
}

static ALWAYS_INLINE __m128i either(__m128i a, __m128i b) {
  return _mm_or_si128(a, b);
}

static ALWAYS_INLINE void add(uint64_t *mask, __m128i v, unsigned at) {
  *mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(v) << at;
}

static ALWAYS_INLINE void classify_sixteen(const char *p, unsigned at, struct block *b) {
  __m128i v = _mm_loadu_si128((const void *)(p + at));
  __m128i quote_dot = either(equal(v, '\''), equal(v, '.'));
  __m128i comma = either(equal(v, ','), equal(v, ';'));
  __m128i symbol = either(either(equal(v, '$'), equal(v, '+')),
                          either(equal(v, '^'), equal(v, '`')));
  symbol = either(symbol, either(equal(v, '|'), equal(v, '~')));
  add(&b->letter, between(either(v, _mm_set1_epi8(0x20)), 'a', 'z'), at);
  add(&b->digit, between(v, '0', '9'), at);
  add(&b->underline, equal(v, '_'), at);
  add(&b->mid_letter, either(quote_dot, equal(v, ':')), at);
  add(&b->mid_number, either(quote_dot, comma), at);
  add(&b->symbol, either(symbol, between(v, '<', '>')), at);
  add(&b->token, between(v, '!', '~'), at);
  add(&b->high, v, at);
  add(&b->tail, _mm_cmplt_epi8(v, _mm_set1_epi8(-64)), at); /* 80-BF */
}

static ALWAYS_INLINE void classify(const char *p, struct block *b) {
  memset(b, 0, sizeof *b);
  for (unsigned at = 0; at < 64; at += 16) classify_sixteen(p, at, b);
  b->white = ~(b->token | b->high);
}

bool words_cut_sse2(assay_str text, struct token_columns *out) {
  return block_cut_text(text, out, classify, block_emit_plain);
}
#endif
