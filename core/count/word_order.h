#ifndef ASSAY_COUNT_WORD_ORDER_H
#define ASSAY_COUNT_WORD_ORDER_H
/*
** word_order.h - many words by their bytes. The first eight are a number, which decides
** nearly always without a look at the word.
*/
#include "assay.h"
#include "base/crew.h"

struct word_place {
  uint64_t begin; /* word_first_bytes */
  uint32_t id;
  uint32_t length; /* of the word; nothing here looks at it */
};

/* The first eight bytes, the first one highest; zeros after the last. Of two that differ
** the word with the smaller one comes first. */
uint64_t word_first_bytes(assay_str word);
/* Sorts places by the bytes of words[id], a prefix before what it begins, with a crew, or
** NULL, for which the allocator must be fit. Fails with ASSAY_ENOMEM; then they are all
** there, in some order. */
assay_status word_order_sort(struct word_place *places, size_t count,
                             const assay_str *words, struct crew *crew,
                             const assay_allocator *alloc, assay_error *err);

#endif
