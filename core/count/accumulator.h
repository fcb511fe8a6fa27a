#ifndef ASSAY_COUNT_ACCUMULATOR_H
#define ASSAY_COUNT_ACCUMULATOR_H
/*
** accumulator.h - what all accumulators have in common. They are the only values that
** travel between the workers of a run: filled per shard, merged in shard order.
** Laws (tests/unit/test_accumulator.c): merging with an empty one changes nothing;
** merging is associative; merge(map(A), map(B)) equals map(A then B).
*/
#include "assay.h"

struct accumulator_class {
  const char *name; /* "counter" */
  /* Adds from to into; from is unchanged. ASSAY_EARG when they cannot be merged; after
  ** ASSAY_ENOMEM or ASSAY_ELIMIT into may hold a part of from and is to be dropped. */
  assay_status (*merge)(void *into, const void *from, assay_error *err);
  void (*free)(void *object);
};

struct accumulator {
  const struct accumulator_class *class; /* of object */
  void *object;
};

extern const struct accumulator_class counter_class, grid_class, ngrams_class, rows_class;

/* a + b in *sum; ASSAY_ELIMIT "a count is limited to 64 bits" when it overflows. */
assay_status count_add(int64_t a, int64_t b, int64_t *sum, assay_error *err);

#endif
