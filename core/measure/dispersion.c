/*
** dispersion.c - five measures in two passes over the parts.
*/
#include "measure/dispersion.h"

#include <math.h>

struct totals {
  double words, hits, rates; /* sizes, counts, and relative frequencies, summed */
  double smallest;
};

static bool sum_up(struct totals *out, const struct dispersion_part *parts,
                   size_t count) {
  struct totals t = {0, 0, 0, INFINITY};
  for (size_t i = 0; i < count; i++) {
    if (!(parts[i].size > 0) || !(parts[i].count >= 0)) return false;
    t.words += parts[i].size;
    t.hits += parts[i].count;
    t.rates += parts[i].count / parts[i].size;
    if (parts[i].size < t.smallest) t.smallest = parts[i].size;
  }
  *out = t;
  return t.hits > 0;
}

bool dispersion_measure(struct dispersion *out, const struct dispersion_part *parts,
                        size_t count) {
  struct totals t;
  struct dispersion d = {0};
  if (!sum_up(&t, parts, count)) return false;
  double k = (double)count, mean = t.rates / k;
  double squares = 0, entropy = 0, roots = 0, distance = 0;
  for (size_t i = 0; i < count; i++) {
    double rate = parts[i].count / parts[i].size, share = parts[i].size / t.words;
    double off = rate - mean, p = rate / t.rates;
    d.range += parts[i].count > 0;
    squares += off * off;
    if (p > 0) entropy -= p * log2(p);
    roots += sqrt(parts[i].count * share);
    distance += fabs(parts[i].count / t.hits - share);
  }
  d.juilland = count > 1 ? 1 - sqrt(squares / k) / mean / sqrt(k - 1) : 1;
  d.gries = distance / 2;
  d.gries_norm = count > 1 ? d.gries / (1 - t.smallest / t.words) : 0;
  d.carroll = count > 1 ? entropy / log2(k) : 1;
  d.rosengren = roots * roots / t.hits;
  *out = d;
  return true;
}
