#ifndef ASSAY_COUNT_NGRAM_CUT_H
#define ASSAY_COUNT_NGRAM_CUT_H
/*
** ngram_cut.h - a document as codes: which tokens count, and where no n-gram may go on.
*/
#include "assay.h"
#include "corpus/document.h"
#include "count/ngram_stream.h"
#include "count/ngram_words.h"

struct ngram_cut {
  assay_ngram_cross cross;
  uint32_t kinds;    /* bits of the token kinds that count */
  uint32_t breaking; /* bits of those that break */
};

struct ngram_cut ngram_cut_of(const assay_ngrams_options *options);
/* Appends the document, which `words` has begun, as running text. token_of, if not NULL,
** gets the index of the token of each code, by its number, and must have room for
** ngram_cut_most of them.
** *word_count gets the number of words. Fails as ngram_stream_reserve does and as
** assay_document_sentences does; the caller then takes back what was appended. */
assay_status ngram_cut_document(const struct ngram_cut *cut, assay_document *d,
                                struct ngram_words *words, struct ngram_stream *out,
                                uint32_t *token_of, uint64_t *word_count,
                                assay_error *err);
/* Codes that a document can become at most. */
size_t ngram_cut_most(const assay_document *d);

#endif
