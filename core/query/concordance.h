#ifndef ASSAY_QUERY_CONCORDANCE_H
#define ASSAY_QUERY_CONCORDANCE_H
/*
** concordance.h - the surroundings of a hit: keyword in context (KWIC).
*/
#include "assay.h"

/* The `words` running words before a hit, as bytes [begin of the first, begin of the
** hit), less the white space at its end; fewer at the document's beginning. The rest of a
** word that the hit cuts is a word. */
assay_span context_left(const assay_document *d, assay_span bytes, size_t words);
/* The same after it. */
assay_span context_right(const assay_document *d, assay_span bytes, size_t words);
/* The sentence a byte stands in, or an empty span. Fails when sentences cannot be cut. */
assay_status context_sentence(assay_document *d, uint32_t at, assay_span *sentence,
                              assay_error *err);
/* The rest of the sentence before and after a hit, without the white space beside it; of
** the first and of the last one when the hit stands in several. */
assay_status context_in_sentence(assay_document *d, assay_span bytes, assay_span *before,
                                 assay_span *after, assay_error *err);

#endif
