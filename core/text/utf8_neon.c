/*
** utf8_neon.c - validating UTF-8 by NEON; see utf8_blocks.h.
*/
#include "text/utf8_blocks.h"

#if defined __aarch64__ && defined __ARM_NEON
#include <arm_neon.h>

/* The errors in 16 bytes; `before` are the 16 bytes before them. */
static inline uint8x16_t errors_in(uint8x16_t v, uint8x16_t before) {
  static const uint8_t first_high[16] = {UTF8_FIRST_HIGH};
  static const uint8_t first_low[16] = {UTF8_FIRST_LOW};
  static const uint8_t second_high[16] = {UTF8_SECOND_HIGH};
  uint8x16_t one = vextq_u8(before, v, 15);
  uint8x16_t low = vandq_u8(one, vdupq_n_u8(15));
  uint8x16_t found = vandq_u8(vqtbl1q_u8(vld1q_u8(first_high), vshrq_n_u8(one, 4)),
                              vqtbl1q_u8(vld1q_u8(first_low), low));
  found = vandq_u8(found, vqtbl1q_u8(vld1q_u8(second_high), vshrq_n_u8(v, 4)));
  uint8x16_t third = vcgeq_u8(vextq_u8(before, v, 14), vdupq_n_u8(0xE0));
  uint8x16_t fourth = vcgeq_u8(vextq_u8(before, v, 13), vdupq_n_u8(0xF0));
  uint8x16_t twice = vandq_u8(vorrq_u8(third, fourth), vdupq_n_u8(UTF8_TWICE));
  return veorq_u8(found, twice);
}

size_t utf8_good_blocks_neon(const char *p, size_t len) {
  uint8x16_t before = vdupq_n_u8(0);
  size_t at = 0;
  for (; len - at >= 64; at += 64) {
    const uint8_t *bytes = (const uint8_t *)p + at;
    uint8x16_t a = vld1q_u8(bytes), b = vld1q_u8(bytes + 16);
    uint8x16_t c = vld1q_u8(bytes + 32), d = vld1q_u8(bytes + 48);
    uint8x16_t all = vorrq_u8(vorrq_u8(a, b), vorrq_u8(c, vorrq_u8(d, before)));
    /* With nothing beyond ASCII before or here, there is nothing to be wrong. */
    if (vmaxvq_u8(all) >= 0x80) {
      uint8x16_t wrong = vorrq_u8(errors_in(a, before), errors_in(b, a));
      wrong = vorrq_u8(wrong, vorrq_u8(errors_in(c, b), errors_in(d, c)));
      if (vmaxvq_u8(wrong) != 0) break;
    }
    before = d;
  }
  return at;
}
#endif
