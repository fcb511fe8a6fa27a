#ifndef ASSAY_COUNT_NGRAM_COUNTS_H
#define ASSAY_COUNT_NGRAM_COUNTS_H
/*
** ngram_counts.h - how often each word occurs: all that is needed where n is 1.
*/
#include "assay.h"
#include "corpus/document.h"
#include "count/ngram_cut.h"
#include "count/ngram_words.h"
#include "count/ngrams.h"

struct word_count {
  uint64_t count;
  uint64_t documents;
};

struct ngram_counts {
  assay_allocator alloc;
  struct word_count *counts; /* by code; 0 is no word */
  size_t cap;                /* what is beyond the codes is zero */
  uint32_t *tally;           /* of the document being added, by term; zero between */
  uint32_t *terms;           /* that it has */
  size_t tally_cap, terms_cap;
};

void ngram_counts_init(struct ngram_counts *c, const assay_allocator *alloc);
void ngram_counts_free(struct ngram_counts *c);
/* Counts the words of a document that `words` has begun; *word_count gets their number.
** When it fails, a part may be counted. */
assay_status ngram_counts_add(struct ngram_counts *c, const struct ngram_cut *cut,
                              const assay_document *d, struct ngram_words *words,
                              uint64_t *word_count, assay_error *err);
/* Adds from's counts, code i as map[i], below code_count; from may be c. */
assay_status ngram_counts_merge(struct ngram_counts *c, const struct ngram_counts *from,
                                const uint32_t *map, size_t code_count, assay_error *err);
/* Room for the counts of so many codes, as a hint. Fails with ASSAY_ENOMEM. */
assay_status ngram_counts_expect(struct ngram_counts *c, size_t codes, assay_error *err);
/* Adds to the counts of one word. Fails with ASSAY_ENOMEM. */
assay_status ngram_counts_put(struct ngram_counts *c, uint32_t code, uint64_t count,
                              uint64_t documents, assay_error *err);
/* Lists the codes that pass the minima, in order; owned by the caller, code_count long.
** code_at: the codes by rank, from 1. */
assay_status ngram_counts_order(const struct ngram_counts *c, const uint32_t *code_at,
                                size_t code_count, const struct ngrams_query *query,
                                uint32_t **order, size_t *count, assay_error *err);

#endif
