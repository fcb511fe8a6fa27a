#ifndef ASSAY_COUNT_TOP_H
#define ASSAY_COUNT_TOP_H
/*
** top.h - the accumulator for the `size` keys of the greatest values: the longest
** sentences, the documents that match best.
** A key that is added again keeps its greatest value; values are not summed. That is what
** makes it mergeable exactly: a key that falls off cannot come back but by a greater
** value, which is then added. (The most frequent keys are another question, for which a
** part of the counts is not enough: a counter answers it.)
** Order: greatest value first; equal ones by the bytes of the key.
*/
#include "assay.h"
#include "count/ranking.h"
#include "count/scalar.h"

struct top {
  struct ranking ranking; /* of struct top_item */
  bool frozen;
};

struct top_item {
  struct scalar value;
  size_t key_len;
  char key[]; /* with a NUL after it */
};

/* Owned: free with top_free. ASSAY_EARG unless size is 1..RANKING_SIZE_MAX. */
assay_status top_new(struct top **out, size_t size, const assay_allocator *alloc,
                     assay_error *err);
void top_free(struct top *t);
/* value: from scalar_integer or scalar_number. */
assay_status top_add(struct top *t, assay_str key, struct scalar value, assay_error *err);
/* ASSAY_EARG when the sizes differ. */
assay_status top_merge(struct top *into, const struct top *from, assay_error *err);
static inline const struct top_item *top_at(const struct top *t, size_t i) {
  return t->ranking.items[i];
}
assay_str top_key(const struct top_item *item);

#endif
