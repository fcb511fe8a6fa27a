#ifndef ASSAY_TEXT_VOCABULARY_H
#define ASSAY_TEXT_VOCABULARY_H
/*
** vocabulary.h - ids for folded forms. Each surface form is folded once, the first time
** it is seen: the price of folding is paid per type, not per token.
*/
#include "assay.h"
#include "base/buffer.h"
#include "text/forms.h"

/* Ids run from 0 without gaps, in order of first appearance: an array of
** assay_vocabulary_count items may stand beside a vocabulary, and
** assay_vocabulary_term gives the folded form of an id. */

/* Room for so many surface forms at once, as a hint; false when out of memory. */
bool vocabulary_expect(assay_vocabulary *v, size_t forms);
/* From now on any number of threads may use it at once, but for freeing. Words that are
** known cost no more. Its allocator must be for all threads. Ids are in the order in
** which the threads met the forms. */
void vocabulary_share(assay_vocabulary *v);

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

/* -- Arrays beside a vocabulary ------------------------------------------------------ */

/* Zeros that somebody had before: who counts for a while only, again and again, need not
** clear as many as there are terms. */
struct beside {
  void *zeros; /* of vocabulary_allocator */
  size_t size; /* bytes */
};
/* Some that nobody has; {NULL, 0} when there are none. Owned. */
struct beside vocabulary_take_beside(assay_vocabulary *v);
/* Takes them over; all are zero again. */
void vocabulary_keep_beside(assay_vocabulary *v, struct beside beside);
const assay_allocator *vocabulary_allocator(const assay_vocabulary *v);

#endif
