/*
** suggest.c - optimal string alignment over bytes, with three rows on the stack.
** Used for unknown commands, options, fields and functions.
*/
#include "base/suggest.h"

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

static bool same(assay_str a, size_t i, assay_str b, size_t j) {
  return lower(a.ptr[i]) == lower(b.ptr[j]);
}

/* Row i of the table, from the two rows before it; returns the row's least value. */
static unsigned fill_row(unsigned *row, const unsigned *last, const unsigned *before,
                         assay_str a, size_t i, assay_str b) {
  row[0] = (unsigned)i;
  unsigned smallest = row[0];
  for (size_t j = 1; j <= b.len; j++) {
    unsigned replaced = last[j - 1] + !same(a, i - 1, b, j - 1);
    unsigned shifted = least(last[j], row[j - 1]) + 1;
    row[j] = least(replaced, shifted);
    if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1))
      row[j] = least(row[j], before[j - 2] + 1);
    smallest = least(smallest, row[j]);
  }
  return smallest;
}

unsigned suggest_distance(assay_str a, assay_str b, unsigned limit) {
  size_t difference = a.len > b.len ? a.len - b.len : b.len - a.len;
  if (a.len > SUGGEST_LONGEST || b.len > SUGGEST_LONGEST || difference > limit)
    return limit + 1;
  unsigned rows[3][SUGGEST_LONGEST + 1];
  for (size_t j = 0; j <= b.len; j++) rows[0][j] = (unsigned)j;
  unsigned last_least = 0;
  for (size_t i = 1; i <= a.len; i++) {
    unsigned smallest = fill_row(rows[i % 3], rows[(i + 2) % 3], rows[(i + 1) % 3], a, i,
                                 b);
    /* A swap looks two rows back, so two rows above the limit are needed to give up. */
    if (smallest > limit && last_least > limit) return limit + 1;
    last_least = smallest;
  }
  return least(rows[a.len % 3][b.len], limit + 1);
}

static bool begins_with(assay_str s, assay_str prefix) {
  if (s.len < prefix.len) return false;
  for (size_t i = 0; i < prefix.len; i++)
    if (!same(s, i, prefix, i)) return false;
  return true;
}

int suggest_nearest(assay_str word, const assay_str *candidates, size_t count) {
  if (word.len == 0) return -1;
  unsigned limit = word.len <= 4 ? 1 : word.len <= 8 ? 2 : 3;
  if (limit >= word.len) limit = (unsigned)word.len - 1;
  int best = -1;
  unsigned nearest = limit + 1;
  for (size_t i = 0; i < count && nearest > 0; i++) {
    unsigned distance = suggest_distance(word, candidates[i], nearest - 1);
    if (distance >= nearest) continue;
    nearest = distance;
    best = (int)i;
  }
  for (size_t i = 0; best < 0 && word.len > 1 && i < count; i++)
    if (begins_with(candidates[i], word)) best = (int)i;
  return best;
}
