#ifndef ASSAY_COUNT_NGRAM_TERMS_H
#define ASSAY_COUNT_NGRAM_TERMS_H
/*
** ngram_terms.h - single words counted by the terms of a vocabulary that lasts, without
** a look at any word: documents of one thread, shard after shard. They become words and
** their counts when the vocabulary goes, or when somebody asks for them.
*/
#include "corpus/document.h"
#include "count/ngram_cut.h"

struct term_count {
  uint64_t count;
  uint32_t documents;
  uint32_t stamp; /* the last document that had it */
};

struct ngram_terms {
  assay_allocator alloc;
  struct term_count *items; /* by term: beside the vocabulary, which may have lent it */
  size_t cap;
  assay_allocator lender;
  uint32_t *met; /* the terms whose count is not 0, each once */
  size_t met_count, met_cap;
  uint32_t stamp;               /* of the last document */
  assay_vocabulary *vocabulary; /* NULL: nothing is counted */
};

void ngram_terms_init(struct ngram_terms *t, const assay_allocator *alloc);
void ngram_terms_free(struct ngram_terms *t);
/* The same while the vocabulary is there, which lends the items to whoever counts next.
** */
void ngram_terms_give_back(struct ngram_terms *t);
/* Whether terms of that vocabulary may be counted. */
static inline bool ngram_terms_fit(const struct ngram_terms *t,
                                   const assay_vocabulary *vocabulary) {
  return !t->vocabulary || t->vocabulary == vocabulary;
}
/* Counts a document whose vocabulary fits; *word_count gets the number of its words.
** Fails with ASSAY_ENOMEM; then nothing is counted. At most 2^32-1 documents. */
assay_status ngram_terms_add(struct ngram_terms *t, const struct ngram_cut *cut,
                             const assay_document *d, uint64_t *word_count,
                             assay_error *err);
/* Adds what was counted by a vocabulary that fits; from may be t. Fails with
** ASSAY_ENOMEM; then nothing is added. */
assay_status ngram_terms_merge(struct ngram_terms *t, const struct ngram_terms *from,
                               assay_error *err);

#endif
