#ifndef ASSAY_TEXT_SENTENCES_H
#define ASSAY_TEXT_SENTENCES_H
/*
** sentences.h - sentence boundaries by UAX #29.
** Plain UAX #29 is what the conformance test runs. SENTENCES_WRAPPED is tailored to prose
** as people keep it in files, and follows UAX #29 where these do not speak:
** - a blank line (two line breaks with only blanks between) ends a sentence, a single
**   line break does not, so that hard-wrapped text keeps its sentences;
** - no sentence ends after the abbreviations in sentences.c ("Mr.", "vol. 2"), after an
**   initial ("E. H. Carr") or "U.S.", unless a word such as "The" follows the latter;
** - a note mark after the full stop ("[12]", superscript digits, "peace.12 The") belongs
**   to the sentence;
** - ! and ? end no sentence when a lower-case word follows ("Why?" he asked).
** A closing quotation mark or bracket belongs to the sentence that it closes.
*/
#include "assay.h"

enum sentence_rule {
  SENTENCES_UAX29 = 0, /* every line separator ends a sentence */
  SENTENCES_WRAPPED    /* tailored as above */
};

struct sentences { /* a stack iterator; no memory of its own */
  assay_str text;
  size_t at;
  enum sentence_rule rule;
};

/* text must be valid UTF-8 and outlive the iterator. */
void sentences_start(struct sentences *it, assay_str text, enum sentence_rule rule);
/* The next sentence with all its trailing space; false at the end. Wrapped, white space
** at the beginning of the text belongs to the first sentence. Time is linear. */
bool sentences_next(struct sentences *it, size_t *begin, size_t *end);

#endif
