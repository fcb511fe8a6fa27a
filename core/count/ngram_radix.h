#ifndef ASSAY_COUNT_NGRAM_RADIX_H
#define ASSAY_COUNT_NGRAM_RADIX_H
/*
** ngram_radix.h - sorting 64-bit numbers by some of their bits, without comparisons.
*/
#include <stddef.h>
#include <stdint.h>

/* Bits that numbers below `limit` need; 0 for a limit of 0 or 1. */
static inline unsigned radix_bits(uint64_t limit) {
  return limit < 2 ? 0 : 64u - (unsigned)__builtin_clzll(limit - 1);
}

/* Sorts count items by the bits [low, high), stable in all others. scratch holds as many;
** what it holds afterwards is of no use. */
void radix_sort(uint64_t *items, uint64_t *scratch, size_t count, unsigned low,
                unsigned high);

#endif
