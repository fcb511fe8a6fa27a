#ifndef ASSAY_COUNT_NGRAMS_H
#define ASSAY_COUNT_NGRAMS_H
/*
** ngrams.h - the accumulator for n-grams; its public half is in assay.h.
** An n-gram is its (n-1)-gram plus a word: a pair of 32-bit ids. So a gram of any order
** takes one slot, and orders 1..n are counted in one pass.
*/
#include "assay.h"

enum ngram_order { NGRAMS_BY_COUNT = 0, NGRAMS_BY_TEXT, NGRAMS_BY_DOCUMENTS };

/* assay_ngrams_sort in another order, of those with count >= min_count and documents >=
** min_documents; assay_ngrams_count and _at then speak of these. */
assay_status ngrams_sort(assay_ngrams *g, enum ngram_order by, uint64_t min_count,
                         uint64_t min_documents, assay_error *err);
/* Words counted so far: the sum of all unigrams. */
uint64_t ngrams_words(const assay_ngrams *g);
/* Orders counted. */
void ngrams_range(const assay_ngrams *g, uint32_t *min_n, uint32_t *max_n);
/* Sum of the counts of the n-grams of order n, and how many different ones there are. */
void ngrams_totals(const assay_ngrams *g, uint32_t n, uint64_t *tokens, uint64_t *types);

#endif
