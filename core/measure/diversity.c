/*
** diversity.c - measures of the frequency list, and those that walk the text.
*/
#include "measure/diversity.h"

#include "base/alloc.h"
#include "base/error.h"

#include <math.h>
#include <string.h>

enum { HDD_SAMPLE = 42 };
static const double MTLD_THRESHOLD = 0.72;

struct text {
  const uint32_t *ids;
  size_t count;
  uint32_t *seen; /* by type; all 0 between uses */
};

/* -- Of the frequency list ---------------------------------------------------------- */

/* The chance that a sample of 42 of n tokens misses a type that is there f times:
** C(n - f, 42) / C(n, 42). */
static double missed(double n, double f) {
  double p = 1;
  for (int i = 0; i < HDD_SAMPLE && p > 0; i++)
    p *= n - f - i > 0 ? (n - f - i) / (n - i) : 0;
  return p;
}

static void from_list(struct diversity *d, const uint32_t *frequencies, size_t types) {
  double n = d->tokens, squares = 0, pairs = 0, sampled = 0;
  for (size_t i = 0; i < types; i++) {
    double f = frequencies[i];
    if (f == 0) continue;
    d->types++;
    squares += f * f;
    pairs += f * (f - 1);
    if (n >= HDD_SAMPLE) sampled += 1 - missed(n, f);
  }
  double v = d->types, log_n = log10(n), log_v = log10(v);
  d->ttr = v / n;
  d->guiraud = v / sqrt(n);
  d->carroll = v / sqrt(2 * n);
  d->yule_k = 1e4 * (squares - n) / (n * n);
  d->herdan_vm = sqrt(squares / (n * n) - 1 / v);
  d->hdd = sampled / HDD_SAMPLE;
  if (squares > v) d->yule_i = v * v / (squares - v);
  if (n < 2) return;
  d->simpson = pairs / (n * (n - 1));
  d->herdan = log_v / log_n;
  d->maas = sqrt((log_n - log_v) / (log_n * log_n));
  if (n > v) d->dugast = log_n * log_n / (log_n - log_v);
  if (log_v > 0 && log_n > 0 && log_n != 1) d->summer = log10(log_v) / log10(log_n);
}

/* -- Of the text -------------------------------------------------------------------- */

/* Factors of one pass, backwards or forwards; `seen` holds the number of the factor in
** which a type was met last. */
static double mtld_pass(const struct text *t, bool backwards) {
  double factors = 0, types = 0, tokens = 0;
  uint32_t factor = 1;
  for (size_t i = 0; i < t->count; i++) {
    uint32_t id = t->ids[backwards ? t->count - 1 - i : i];
    tokens++;
    if (t->seen[id] != factor) types++;
    t->seen[id] = factor;
    if (types / tokens >= MTLD_THRESHOLD) continue;
    factors++;
    factor++;
    types = tokens = 0;
  }
  if (tokens > 0) factors += (1 - types / tokens) / (1 - MTLD_THRESHOLD);
  for (size_t i = 0; i < t->count; i++) t->seen[t->ids[i]] = 0;
  return factors > 0 ? (double)t->count / factors : (double)t->count;
}

/* The mean TTR of windows that begin every `step` tokens, none shorter than the rest. */
static double window_mean(const struct text *t, size_t window, size_t step) {
  double types = 0, sum = 0, windows = 0;
  for (size_t i = 0; i < t->count; i++) {
    if (t->seen[t->ids[i]]++ == 0) types++;
    if (i >= window && --t->seen[t->ids[i - window]] == 0) types--;
    if (i + 1 < window || (i + 1 - window) % step != 0) continue;
    sum += types / (double)window;
    windows++;
  }
  for (size_t i = 0; i < t->count; i++) t->seen[t->ids[i]] = 0;
  return sum / windows;
}

static void from_text(struct diversity *d, const struct text *t, size_t window) {
  d->mtld = (mtld_pass(t, false) + mtld_pass(t, true)) / 2;
  bool enough = t->count >= window;
  d->mattr = enough ? window_mean(t, window, 1) : d->ttr;
  d->msttr = enough ? window_mean(t, window, window) : d->ttr;
}

assay_status diversity_measure(struct diversity *out, const uint32_t *ids, size_t count,
                               uint32_t types_limit, size_t window,
                               const assay_allocator *alloc, assay_error *err) {
  struct diversity d = {.tokens = (double)count};
  assay_allocator a = alloc_or_default(alloc);
  if (count == 0) {
    *out = d;
    return ASSAY_OK;
  }
  uint32_t *types = alloc_zero(&a, types_limit, sizeof *types);
  if (!types) return error_memory(err, types_limit * sizeof *types);
  for (size_t i = 0; i < count; i++) types[ids[i]]++;
  from_list(&d, types, types_limit);
  memset(types, 0, types_limit * sizeof *types);
  struct text t = {ids, count, types};
  from_text(&d, &t, window > 0 ? window : 1);
  alloc_free(&a, types, types_limit, sizeof *types);
  *out = d;
  return ASSAY_OK;
}
