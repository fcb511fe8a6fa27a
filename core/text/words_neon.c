/*
** words_neon.c - the masks of 64 bytes by NEON, which every aarch64 has: comparisons, and
** a mask from 64 bytes by adding neighbours three times.
*/
#include "text/words_block.h"

#if defined __aarch64__ && defined __ARM_NEON
#include <arm_neon.h>

struct text64 {
  uint8x16_t part[4];
};

/* One bit a byte, from bytes that are all ones or all zeros. */
static ALWAYS_INLINE uint64_t mask_of(const struct text64 *v) {
  const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(v->part[0], weight), vandq_u8(v->part[1], weight));
  uint8x16_t high = vpaddq_u8(vandq_u8(v->part[2], weight), vandq_u8(v->part[3], weight));
  uint8x16_t sum = vpaddq_u8(low, high);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

static ALWAYS_INLINE uint64_t mask_between(const struct text64 *v, uint8_t low,
                                           uint8_t high) {
  struct text64 in;
  for (int i = 0; i < 4; i++)
    in.part[i] = vcleq_u8(vsubq_u8(v->part[i], vdupq_n_u8(low)),
                          vdupq_n_u8((uint8_t)(high - low)));
  return mask_of(&in);
}

static ALWAYS_INLINE uint64_t mask_equal(const struct text64 *v, uint8_t c) {
  struct text64 in;
  for (int i = 0; i < 4; i++) in.part[i] = vceqq_u8(v->part[i], vdupq_n_u8(c));
  return mask_of(&in);
}

/* Either of two. */
static ALWAYS_INLINE uint64_t mask_either(const struct text64 *v, uint8_t a, uint8_t b) {
  struct text64 in;
  for (int i = 0; i < 4; i++)
    in.part[i] = vorrq_u8(vceqq_u8(v->part[i], vdupq_n_u8(a)),
                          vceqq_u8(v->part[i], vdupq_n_u8(b)));
  return mask_of(&in);
}

static ALWAYS_INLINE void classify(const char *p, struct block *b) {
  struct text64 text, lower;
  for (int i = 0; i < 4; i++) {
    text.part[i] = vld1q_u8((const uint8_t *)p + 16 * i);
    lower.part[i] = vorrq_u8(text.part[i], vdupq_n_u8(0x20));
  }
  uint64_t quote_dot = mask_either(&text, '\'', '.');
  b->letter = mask_between(&lower, 'a', 'z');
  b->digit = mask_between(&text, '0', '9');
  b->underline = mask_equal(&text, '_');
  b->mid_letter = quote_dot | mask_equal(&text, ':');
  b->mid_number = quote_dot | mask_either(&text, ',', ';');
  b->symbol = mask_between(&text, '<', '>') | mask_either(&text, '$', '+') |
              mask_either(&text, '^', '`') | mask_either(&text, '|', '~');
  b->token = mask_between(&text, '!', '~');
  b->high = mask_between(&text, 0x80, 0xFF);
  b->tail = b->high ? mask_between(&text, 0x80, 0xBF) : 0;
  b->white = ~(b->token | b->high);
}

bool words_cut_neon(assay_str text, struct token_columns *out) {
  return block_cut_text(text, out, classify, block_emit_plain);
}
#endif
