#ifndef ASSAY_COUNT_NGRAM_READER_H
#define ASSAY_COUNT_NGRAM_READER_H
/*
** ngram_reader.h - reading the lists of an accumulator of n-grams. Each thread has a
** reader of its own; the lists do not change while there are readers.
*/
#include "assay.h"
#include "count/ngram_list.h"

struct ngrams_reader {
  assay_allocator alloc;
  char *line; /* the n-gram that was given */
  size_t line_len, line_cap;
  uint32_t line_at, line_n; /* which one that is; 0 words: none */
  struct ngram_list_reader place;
  size_t group; /* that place is in */
};

void ngrams_reader_init(struct ngrams_reader *r, const assay_allocator *alloc);
void ngrams_reader_free(struct ngrams_reader *r);
/* Room for the longest n-gram of g there can be, so that reading cannot fail for want of
** memory. Fails with ASSAY_ENOMEM. */
assay_status ngrams_reader_reserve(struct ngrams_reader *r, const assay_ngrams *g,
                                   assay_error *err);
/* Whether several threads may read the lists. */
bool ngrams_reader_may_share(const assay_ngrams *g);
/* As ngrams_at; the text is the reader's, or of a word of g. g changes only where its
** lists cannot be shared. */
assay_status ngrams_reader_at(struct ngrams_reader *r, assay_ngrams *g, size_t group,
                              uint64_t i, assay_ngram *out, assay_error *err);

#endif
