#ifndef ASSAY_COUNT_COUNTER_H
#define ASSAY_COUNT_COUNTER_H
/*
** counter.h - the accumulator for how often: keys (bytes) to 64-bit counts.
** A key that was added with 0 exists: a zero is a finding.
*/
#include "assay.h"
#include "base/table.h"
#include "count/codec.h"

struct counter {
  struct table keys;
  int64_t *counts; /* by key id */
  size_t cap;
  int64_t total;
  bool frozen;
};

enum count_order {
  ORDER_BY_KEY = 0, /* keys that are numbers by value: "9" before "10" */
  ORDER_BY_COUNT,   /* largest first, then by key */
  ORDER_BY_BYTES    /* of the key, as str_compare has them */
};

/* Owned: free with counter_free. */
assay_status counter_new(struct counter **out, const assay_allocator *alloc,
                         assay_error *err);
void counter_free(struct counter *c);
/* ASSAY_ELIMIT when a count or the total leaves 64 bits; then nothing changed. */
assay_status counter_add(struct counter *c, assay_str key, int64_t n, assay_error *err);
/* 0 for a key that is not there. */
int64_t counter_get(const struct counter *c, assay_str key);
assay_status counter_merge(struct counter *into, const struct counter *from,
                           assay_error *err);
/* Key ids in order; as many as c->keys.count. Owned: free with counter_free_order. */
assay_status counter_order(const struct counter *c, enum count_order by, uint32_t **ids,
                           assay_error *err);
void counter_free_order(const struct counter *c, uint32_t *ids);
/* The same keys with the same counts, whatever the order they came in. */
bool counter_equal(const struct counter *a, const struct counter *b);

/* -- For accumulators that are made of counters -- */

/* Enters a key, or finds it, and leaves the counts alone. */
assay_status counter_intern(struct counter *c, assay_str key, uint32_t *id,
                            assay_error *err);
/* Takes names that must ascend by bytes, each a key with count 0: ids follow them. */
assay_status counter_take_names(struct counter *c, struct codec_reader *in,
                                assay_error *err);
/* The names of ids in order, as counter_take_names wants them. */
void counter_put_names(const struct counter *c, const uint32_t *ids, struct buffer *out);

#endif
