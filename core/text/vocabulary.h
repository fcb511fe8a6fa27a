#ifndef ASSAY_TEXT_VOCABULARY_H
#define ASSAY_TEXT_VOCABULARY_H
/*
** vocabulary.h - ids for folded forms. Each surface form is folded once, the first time
** it is seen: the price of folding is paid per type, not per token.
*/
#include "assay.h"
#include "base/buffer.h"

/* Ids run from 0 without gaps, in order of first appearance: an array of
** assay_vocabulary_count items may stand beside a vocabulary, and
** assay_vocabulary_term gives the folded form of an id. */
#define TERM_NONE UINT32_MAX

/* Id of the folded form of a surface form (valid UTF-8), made if new. Takes no memory for
** a surface form that is known. Fails with ASSAY_ENOMEM, or ASSAY_ELIMIT at 2^32-1
** forms. */
assay_status vocabulary_term(assay_vocabulary *v, assay_str surface, uint32_t *term,
                             assay_error *err);
/* The same for many: term[i] of the surface form [begin[i], end[i]) of text. A failure
** leaves some terms written. */
assay_status vocabulary_terms(assay_vocabulary *v, assay_str text, const uint32_t *begin,
                              const uint32_t *end, size_t count, uint32_t *term,
                              assay_error *err);
/* Appends the key under which a word is counted. */
assay_status vocabulary_key(assay_vocabulary *v, assay_str word, struct buffer *out,
                            assay_error *err);
/* Id of a form that is folded already, or TERM_NONE. */
uint32_t vocabulary_find(const assay_vocabulary *v, assay_str folded);

#endif
