#ifndef ASSAY_TEXT_STEM_H
#define ASSAY_TEXT_STEM_H
/*
** stem.h - words to stems, by the Snowball algorithms of libstemmer where it was found.
*/
#include "assay.h"
#include "base/buffer.h"

struct stemmer; /* of one thread */

/* How many languages there are stemmers for; 0 in a build without libstemmer. */
size_t stem_count(void);
/* The English name, constant, of a language given by that name or its ISO 639-1 code
** in any case. Fails with ASSAY_EARG; the message lists the languages, or says what a
** build without libstemmer needs. */
assay_status stem_language(assay_str name, const char **out, assay_error *err);
/* language: as stem_language gives it. Owned: free with stemmer_free. libstemmer takes
** its own memory. */
assay_status stemmer_new(struct stemmer **out, const char *language,
                         const assay_allocator *alloc, assay_error *err);
void stemmer_free(struct stemmer *s);
/* Shortens the folded word that begins at byte `from` of key and goes to its end. A
** word that holds a digit, or a sign other than an apostrophe or a hyphen, stays
** whole: it is a number, an address or an abbreviation. */
assay_status stemmer_apply(struct stemmer *s, struct buffer *key, size_t from,
                           assay_error *err);

#endif
