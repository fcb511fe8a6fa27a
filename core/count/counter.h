#ifndef ASSAY_COUNT_COUNTER_H
#define ASSAY_COUNT_COUNTER_H
/*
** counter.h - the accumulator for how often: keys (bytes) to 64-bit counts.
** A key that was added with 0 exists: a zero is a finding.
*/
#include "assay.h"
#include "base/table.h"

struct counter {
  struct table keys;
  int64_t *counts; /* by key id */
  size_t cap;
  int64_t total;
};

enum count_order {
  ORDER_BY_KEY = 0,
  ORDER_BY_COUNT
}; /* counts: largest first, then key */

/* Owned: free with counter_free. */
assay_status counter_new(struct counter **out, const assay_allocator *alloc,
                         assay_error *err);
void counter_free(struct counter *c);
assay_status counter_add(struct counter *c, assay_str key, int64_t n, assay_error *err);
/* 0 for a key that is not there. */
int64_t counter_get(const struct counter *c, assay_str key);
assay_status counter_merge(struct counter *into, const struct counter *from,
                           assay_error *err);
/* Key ids in order; as many as c->keys.count. Owned: free with counter_free_order. Keys
** that are numbers sort by value: "9" before "10". */
assay_status counter_order(const struct counter *c, enum count_order by, uint32_t **ids,
                           assay_error *err);
void counter_free_order(const struct counter *c, uint32_t *ids);

#endif
