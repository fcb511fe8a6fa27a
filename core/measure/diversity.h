#ifndef ASSAY_MEASURE_DIVERSITY_H
#define ASSAY_MEASURE_DIVERSITY_H
/*
** diversity.h - how varied the words of a text are: N tokens, V types. Every plain ratio
** falls as a text grows; MTLD, HD-D and MATTR are made to depend on it less.
** Golden values: tests/unit/test_diversity.c.
*/
#include "assay.h"

struct diversity { /* log is base 10, but for what says otherwise */
  double tokens, types;
  double ttr;     /* V/N */
  double herdan;  /* C, log V / log N */
  double guiraud; /* R, V / sqrt N */
  double carroll; /* CTTR, V / sqrt 2N */
  double dugast;  /* U, (log N)^2 / (log N - log V) */
  double summer;  /* S, log log V / log log N */
  double yule_k;  /* 10^4 (sum i^2 V(i) - N) / N^2 */
  double yule_i;  /* V^2 / (sum i^2 V(i) - V) */
  double simpson; /* D, the chance that two tokens are of one type */
  double herdan_vm;
  double maas;  /* a, the square root of (log N - log V) / (log N)^2 */
  double hdd;   /* HD-D of samples of 42 tokens; 0 below 42 */
  double mtld;  /* threshold 0.72, mean of forward and backward; 0 without tokens */
  double mattr; /* mean TTR of all windows of `window` tokens; TTR of a shorter text */
  double msttr; /* the same of adjoining windows; TTR of a shorter text */
};

/* ids: the types of the tokens in order, small numbers below `types_limit`. window: of
** mattr and msttr, at least 1. Fails with ASSAY_ENOMEM. All 0 for no tokens. */
assay_status diversity_measure(struct diversity *out, const uint32_t *ids, size_t count,
                               uint32_t types_limit, size_t window,
                               const assay_allocator *alloc, assay_error *err);

#endif
