#ifndef ASSAY_COUNT_NGRAM_SETTLE_H
#define ASSAY_COUNT_NGRAM_SETTLE_H
/*
** ngram_settle.h - from terms of a vocabulary to words of their own.
*/
#include "base/crew.h"
#include "count/ngram_counts.h"
#include "count/ngram_terms.h"
#include "count/ngram_words.h"

/* Moves all to words and their counts, with a crew, or NULL, for which the allocators
** must be fit; t is as new. Words that there are none of yet are ranked then. Fails as
** ngram_words_add does; then what was not moved is still there. */
assay_status ngram_settle(struct ngram_terms *t, struct ngram_words *words,
                          struct ngram_counts *counts, struct crew *crew,
                          assay_error *err);

#endif
