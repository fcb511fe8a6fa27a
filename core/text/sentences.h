#ifndef ASSAY_TEXT_SENTENCES_H
#define ASSAY_TEXT_SENTENCES_H
/*
** sentences.h - sentence boundaries by UAX #29.
** Plain UAX #29 is what the conformance test runs. SENTENCES_WRAPPED is tailored to prose
** as people keep it in files, and follows UAX #29 where these do not speak:
** - a blank line (two line breaks with only blanks between) ends a sentence, a single
**   line break does not, so that hard-wrapped text keeps its sentences;
** - no sentence ends after an abbreviation of the language (abbreviations.txt: "Mr.",
**   "vol. 2", "z. B."), an initial ("E. H. Carr"), "U.S.", a German ordinal or a number
**   that opens a sentence ("1. The"); after most of these one does end when the next word
**   often begins sentences: "in the U.S. The";
** - U+2026 ends a sentence as three full stops do, and neither does at its begin; one in
**   brackets, "(?)" or "[...]", ends none;
** - in a known language a number may begin a sentence ("He left. 12 people"), as may a
**   word without a space before it ("He left.The others"), an address, the English "i",
**   a list's hyphen, and a small letter where the sentence before began with one;
** - a note mark after the full stop ("[12]", superscript digits, "peace.12 The") belongs
**   to the sentence, and so does a guillemet after a space ("Quoi ? »");
** - ! and ? end no sentence when a lower-case word follows a closing mark ("Why?" he
**   asked) or when they follow a single word ("Oh! what a day").
** A closing quotation mark or bracket belongs to the sentence that it closes.
*/
#include "assay.h"
#include "text/language.h"

enum sentence_rule {
  SENTENCES_UAX29 = 0, /* every line separator ends a sentence */
  SENTENCES_WRAPPED    /* tailored as above */
};

struct sentences { /* a stack iterator; no memory of its own */
  assay_str text;
  size_t at;    /* where the next sentence begins */
  size_t first; /* inside: after the white space at `at` */
  enum sentence_rule rule;
  enum language language; /* whose abbreviations count; und: those of all */
};

/* text must be valid UTF-8 and outlive the iterator. The language is und. */
void sentences_start(struct sentences *it, assay_str text, enum sentence_rule rule);
/* SENTENCES_WRAPPED in a language, for example language_guess(text). */
void sentences_start_in(struct sentences *it, assay_str text, enum language language);
/* The next sentence with all its trailing space; false at the end. Wrapped, white space
** at the beginning of the text belongs to the first sentence. Time is linear. */
bool sentences_next(struct sentences *it, size_t *begin, size_t *end);

#endif
