#ifndef ASSAY_COUNT_NGRAM_LIST_H
#define ASSAY_COUNT_NGRAM_LIST_H
/*
** ngram_list.h - the n-grams of an index in one order, read from the first to the last.
** Reading goes fast forward; a step back costs a few thousand steps forward at most.
*/
#include "assay.h"
#include "count/ngram_index.h"
#include "count/ngrams.h"

/* Where a reader stands: what it will give next. */
struct ngram_mark {
  size_t group, chain;
  uint32_t n; /* of the chain; 0: its first */
};

struct ngram_list {
  assay_allocator alloc;
  struct ngram_index index;
  const uint32_t *codes; /* of the stream; only to have them in time */
  uint32_t min_n;
  uint32_t *order; /* indices of groups; NULL: as they are, among the chains */
  uint64_t count;  /* of n-grams */
  uint64_t at;     /* what is read next */
  struct ngram_mark mark;
  struct ngram_mark *marks; /* at every LIST_STEP-th n-gram so far */
  size_t mark_count, mark_cap;
};

/* Takes the index over, also on failure (ASSAY_ENOMEM). */
assay_status ngram_list_make(struct ngram_list *out, struct ngram_index *index,
                             const struct ngram_stream *stream, uint32_t min_n,
                             enum ngram_order by, assay_error *err);
void ngram_list_free(struct ngram_list *list);
/* The i-th n-gram, i < count. */
void ngram_list_at(struct ngram_list *list, uint64_t i, struct ngram_entry *out);

#endif
