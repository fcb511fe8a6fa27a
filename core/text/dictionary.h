#ifndef ASSAY_TEXT_DICTIONARY_H
#define ASSAY_TEXT_DICTIONARY_H
/*
** dictionary.h - words of scripts that put no spaces between them: Han, Hiragana,
** Katakana, Thai, Lao, Khmer and Myanmar. UAX #29 has no words there: it gives a token
** for each ideograph, each Hiragana, each Thai letter. ICU has dictionaries; a build
** without it leaves the tokens as they are.
*/
#include "text/tokens.h"

/* "icu-72.1", or "" in a build without ICU: then dictionary_cut does nothing.
** Constant. */
const char *dictionary_version(void);
/* Replaces the tokens of each run of those scripts by the words of the dictionary. A
** run is what touches and holds nothing else, marks apart; one of more than
** DICTIONARY_RUN_LIMIT bytes is taken in pieces. Other tokens are as they were, and a
** text without such scripts costs one look at each. Time is linear. Fails with
** ASSAY_ENOMEM; ASSAY_EFORMAT when ICU does not find its data. */
assay_status dictionary_cut(assay_str text, struct token_columns *tokens,
                            assay_error *err);

#define DICTIONARY_RUN_LIMIT 65536

/* -- Inside: dictionary_icu.c, which knows ICU or does without ----------------------- */

struct dictionary; /* of one thread */

/* Owned: close with dictionary_close. *out is NULL in a build without ICU. */
assay_status dictionary_open(struct dictionary **out, const assay_allocator *alloc,
                             assay_error *err);
void dictionary_close(struct dictionary *d);
/* Goes to a run of valid UTF-8, which must stay while dictionary_next is asked. */
assay_status dictionary_set(struct dictionary *d, assay_str run, assay_error *err);
/* The byte after the next word; false after the last one. */
bool dictionary_next(struct dictionary *d, size_t *end);

#endif
