#ifndef ASSAY_COUNT_NGRAM_LIST_H
#define ASSAY_COUNT_NGRAM_LIST_H
/*
** ngram_list.h - the n-grams of an index in one order. Reading goes fast forward; going
** anywhere else costs a search.
*/
#include "assay.h"
#include "count/ngram_index.h"
#include "count/ngrams.h"

/* Where a reader stands: what it will give next. All zeros: the first. Several may read
** a list at a time. */
struct ngram_list_reader {
  uint64_t at; /* number of the n-gram */
  size_t group, chain;
  uint32_t n; /* of the chain; 0: its first */
};

struct ngram_list {
  assay_allocator alloc;
  struct ngram_index index;
  const uint16_t *units; /* of the stream; only to have them in time */
  uint32_t min_n;
  uint32_t *order; /* indices of groups; NULL: as they are, among the chains */
  uint64_t *sums;  /* n-grams of the chains before each LIST_STEP-th; NULL: one each */
  size_t sum_count;
  uint64_t count; /* of n-grams */
};

/* Takes the index over, also on failure (ASSAY_ENOMEM). */
assay_status ngram_list_make(struct ngram_list *out, struct ngram_index *index,
                             const struct ngram_stream *stream, uint32_t min_n,
                             enum ngram_order by, assay_error *err);
void ngram_list_free(struct ngram_list *list);
/* The i-th n-gram, i < count. */
void ngram_list_at(const struct ngram_list *list, struct ngram_list_reader *reader,
                   uint64_t i, struct ngram_entry *out);

#endif
