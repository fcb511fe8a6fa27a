#ifndef ASSAY_COUNT_DISTINCT_H
#define ASSAY_COUNT_DISTINCT_H
/*
** distinct.h - the accumulator for how many different: keys, each counted once.
** Up to `limit` different keys are kept, and the number is exact. Beyond, only 16384
** registers are (HyperLogLog), and the number is estimated: the standard error is 1.04 /
** sqrt(16384) = 0.81 %, so 95 of 100 estimates are within 1.6 %, 997 within 2.5 % of
** 1000. Which of the two holds depends only on what was added, so merging is exact and
** its order does not matter.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/table.h"

enum {
  DISTINCT_LIMIT = 10000, /* by default */
  DISTINCT_LIMIT_MAX = 1 << 24,
  DISTINCT_REGISTERS = 1 << 14
};

struct distinct {
  struct table keys;  /* while registers is NULL */
  uint8_t *registers; /* per register the highest rank of a hash, 0 for none */
  uint32_t limit;
  bool frozen;
};

/* Owned: free with distinct_free. ASSAY_EARG above DISTINCT_LIMIT_MAX. */
assay_status distinct_new(struct distinct **out, size_t limit,
                          const assay_allocator *alloc, assay_error *err);
void distinct_free(struct distinct *d);
assay_status distinct_add(struct distinct *d, assay_str key, assay_error *err);
/* ASSAY_EARG when the limits differ. */
assay_status distinct_merge(struct distinct *into, const struct distinct *from,
                            assay_error *err);
static inline bool distinct_is_exact(const struct distinct *d) {
  return !d->registers;
}
/* Appends the keys, as an array of assay_str sorted by bytes, while they are kept; out is
** used for this alone. The texts are borrowed. */
assay_status distinct_keys(const struct distinct *d, struct buffer *out,
                           assay_error *err);
/* The number, or its estimate. */
int64_t distinct_count(const struct distinct *d);

#endif
