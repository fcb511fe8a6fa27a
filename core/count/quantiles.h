#ifndef ASSAY_COUNT_QUANTILES_H
#define ASSAY_COUNT_QUANTILES_H
/*
** quantiles.h - the accumulator for medians and percentiles of doubles.
** Up to QUANTILES_EXACT different values are kept as they are, and answers are exact.
** Beyond, a value is kept as its bucket: sign, exponent and the first `bits` bits after
** the leading one. An answer is then the middle of a bucket, off by at most 2^-(bits+1)
** of the value (below 2^-1022 by at most 2^-1023), but the least and the greatest value
** are exact. While all values are whole numbers answers are, too, and those below
** 2^(bits+1) are exact. All this depends only on what was added, so merging is exact and
** its order does not matter. Memory: at most 2^(bits+12) buckets; a millionfold range of
** values fills at most 20 * 2^bits.
*/
#include "assay.h"
#include "count/counter.h"

enum { QUANTILES_EXACT = 1024, QUANTILES_BITS_MIN = 1, QUANTILES_BITS_MAX = 12 };

struct quantiles {
  unsigned bits;
  bool bucketed;
  bool whole;             /* no value has a fraction */
  struct counter *counts; /* by 8 bytes that sort as the values do */
  double least, greatest; /* when there is a value */
  bool frozen;
};

/* Owned: free with quantiles_free. ASSAY_EARG for bits out of range. */
assay_status quantiles_new(struct quantiles **out, unsigned bits,
                           const assay_allocator *alloc, assay_error *err);
void quantiles_free(struct quantiles *q);
/* Adds a value n times, 0 or more. ASSAY_EARG for nan, inf, -inf and n below 0. */
assay_status quantiles_add(struct quantiles *q, double value, int64_t n,
                           assay_error *err);
/* ASSAY_EARG when the bits differ. */
assay_status quantiles_merge(struct quantiles *into, const struct quantiles *from,
                             assay_error *err);
/* For each share, 0 to 1, the least value that at least this share of the values does not
** exceed: 0.5 gives the lower median. There must be a value. */
assay_status quantiles_at(const struct quantiles *q, const double *shares, size_t count,
                          double *out, assay_error *err);

#endif
