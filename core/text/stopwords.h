#ifndef ASSAY_TEXT_STOPWORDS_H
#define ASSAY_TEXT_STOPWORDS_H
/*
** stopwords.h - lists of words that carry grammar rather than meaning, our own, named and
** versioned. Nothing is ever left out of a count unless somebody asks for it by name.
** The lists are stopwords/CODE.txt; stopwords_generate.lua makes the table of them.
*/
#include "assay.h"

struct stopwords {
  const char *code, *name; /* "en", "english" */
  assay_str words; /* folded, in byte order, a LF after each; no word is there twice */
  size_t count;
};

/* The lists changed: raise it. */
#define STOPWORDS_VERSION 1

/* The list of a code or an English name, in any case. Constant. Fails with ASSAY_EARG;
** the message lists the codes. */
assay_status stopwords_find(assay_str name, const struct stopwords **out,
                            assay_error *err);
/* The next word of a list at byte *at, from 0 on; false at the end. */
bool stopwords_next(const struct stopwords *list, size_t *at, assay_str *word);
/* The list's name for stamps, "en/1:8f3a09c2d5e67b41": code, version and stable_hash of
** words, as 16 hexadecimal digits. */
#define STOPWORDS_STAMP_SIZE 32
void stopwords_stamp(const struct stopwords *list, char out[STOPWORDS_STAMP_SIZE]);

/* -- Inside -------------------------------------------------------------------------- */

extern const struct stopwords stopwords_table[]; /* by code */
extern const size_t stopwords_total;

#endif
