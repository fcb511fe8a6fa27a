#ifndef ASSAY_COUNT_NGRAM_BOUNDED_H
#define ASSAY_COUNT_NGRAM_BOUNDED_H
/*
** ngram_bounded.h - a list of n-grams in little memory. They come by text; in the order
** of counts they are put into queues, one for each small count, which are then read one
** after the other. The few with large counts are sorted in memory. Nothing of the stream
** is needed to read the list: n-grams are kept with their words.
*/
#include "assay.h"
#include "count/ngram_index.h"
#include "count/ngram_rounds.h"
#include "count/ngram_store.h"
#include "count/ngrams.h"

struct ngram_bounded {
  assay_allocator alloc;
  enum ngram_order by;
  struct ngram_store store;
  struct ngram_entry *large; /* those of no queue, sorted; at: of their words */
  size_t large_count, large_cap;
  uint32_t *large_words; /* their ranks */
  size_t large_words_count, large_words_cap;
  uint64_t count; /* of n-grams */

  uint64_t at; /* what is read next */
  size_t large_at;
  struct store_reader *reader;
  struct ngram_entry queued, pending; /* next of the queues; being given out */
  bool has_queued, has_pending;
  uint32_t number;                 /* of pending */
  uint32_t words[ASSAY_NGRAM_MAX]; /* of pending: ranks */
};

/* Bytes for a round of counting, and for what has been found; round_memory 0: all of the
** source is in its stream, and counting takes what plan->round says. Owned: free with
** ngram_bounded_free. Fails as ngram_rounds_hand_out and ngram_store_put do. */
assay_status ngram_bounded_make(struct ngram_bounded *out,
                                const struct ngram_source *source,
                                const struct ngram_plan *plan, enum ngram_order by,
                                uint64_t round_memory, size_t page_memory,
                                uint64_t *tokens, uint64_t *types, assay_error *err);
void ngram_bounded_free(struct ngram_bounded *b);
/* The i-th n-gram, i < count, and the ranks of its words, borrowed until the next call;
** out->at is a number of its own for each n-gram and those that it begins. A step back
** begins anew. Fails with ASSAY_EIO. */
assay_status ngram_bounded_at(struct ngram_bounded *b, uint64_t i,
                              struct ngram_entry *out, const uint32_t **words,
                              assay_error *err);

#endif
