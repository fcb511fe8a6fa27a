/*
** ngram_radix.c - least significant digit first. Digits are of even width, wide for many
** items and narrow for few, whose counts would cost more than their moves.
*/
#include "count/ngram_radix.h"

#include <string.h>

enum { MOST_DIGIT_BITS = 11, FEW = 24 };

static void insertion_sort(uint64_t *items, size_t count, unsigned low, uint64_t mask) {
  for (size_t i = 1; i < count; i++) {
    uint64_t item = items[i], key = item >> low & mask;
    size_t at = i;
    for (; at > 0 && (items[at - 1] >> low & mask) > key; at--) items[at] = items[at - 1];
    items[at] = item;
  }
}

/* One digit, from one array to the other. */
static void move_by_digit(const uint64_t *from, uint64_t *to, size_t count, unsigned low,
                          unsigned width) {
  uint32_t next[1 << MOST_DIGIT_BITS];
  const size_t digits = (size_t)1 << width, mask = digits - 1;
  memset(next, 0, digits * sizeof *next);
  for (size_t i = 0; i < count; i++) next[from[i] >> low & mask]++;
  uint32_t sum = 0;
  for (size_t d = 0; d < digits; d++) {
    uint32_t here = next[d];
    next[d] = sum;
    sum += here;
  }
  for (size_t i = 0; i < count; i++) to[next[from[i] >> low & mask]++] = from[i];
}

void radix_sort(uint64_t *items, uint64_t *scratch, size_t count, unsigned low,
                unsigned high) {
  if (count < 2 || low >= high) return;
  if (count <= FEW) {
    uint64_t mask = high - low == 64 ? UINT64_MAX : ((uint64_t)1 << (high - low)) - 1;
    insertion_sort(items, count, low, mask);
    return;
  }
  unsigned bits = high - low, most = count < 512 ? 6 : count < 4096 ? 8 : MOST_DIGIT_BITS;
  unsigned passes = (bits + most - 1) / most;
  uint64_t *from = items, *to = scratch;
  for (unsigned pass = 0; pass < passes; pass++) {
    unsigned width = bits / (passes - pass);
    move_by_digit(from, to, count, low, width);
    low += width;
    bits -= width;
    uint64_t *swap = from;
    from = to;
    to = swap;
  }
  if (from != items) memcpy(items, from, count * sizeof *items);
}
