#ifndef ASSAY_COUNT_NGRAM_ROUNDS_H
#define ASSAY_COUNT_NGRAM_ROUNDS_H
/*
** ngram_rounds.h - counting documents that are not all in memory: again and again they
** are read from the first to the last, and of each n-gram that begins with one of the
** words of the round the words are copied. What is copied is counted as if it were all
** there is (ngram_index.h).
*/
#include "assay.h"
#include "count/ngram_index.h"
#include "count/ngram_spill.h"

struct ngram_source { /* the documents: those of spill, then those of stream */
  const struct ngram_spill *spill;
  const struct ngram_stream *stream;
};

/* Takes n-grams in order, each with the ranks of entry->to words. */
typedef assay_status ngram_words_taker(void *ctx, const struct ngram_entry *entry,
                                       const uint32_t *words, assay_error *err);

/* memory: bytes for one round. tokens and types get the totals by order. Fails as the
** taker and as spill_reader_next do, and with ASSAY_ELIMIT when the n-grams of two first
** words take more. */
assay_status ngram_rounds_hand_out(const struct ngram_source *source,
                                   const struct ngram_plan *plan, uint64_t memory,
                                   ngram_words_taker *take, void *ctx, uint64_t *tokens,
                                   uint64_t *types, assay_error *err);

#endif
