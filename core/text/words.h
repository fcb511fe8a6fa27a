#ifndef ASSAY_TEXT_WORDS_H
#define ASSAY_TEXT_WORDS_H
/*
** words.h - word boundaries by UAX #29, revision of the tables' Unicode version.
** No tailoring: that is the business of the tokenizer, which names its rule.
*/
#include "assay.h"

/* The kind of a segment follows from what it holds, first that applies: a letter, kana or
** ideograph: word; a digit: number; a pictograph or a pair of regional indicators: emoji;
** punctuation; any symbol. Pictographs below U+2600, such as the copyright sign, are
** emoji only with U+FE0F after them. What holds none of these - white space, controls,
** lone marks and format characters - is space. Time is linear in the text. */

struct words { /* a stack iterator; no memory of its own */
  assay_str text;
  size_t at; /* where the next segment begins */
};

struct word_segment {
  size_t begin, end;     /* bytes, half-open */
  assay_token_kind kind; /* undefined for space */
  bool space;            /* white space, controls: no token */
};

/* text must be valid UTF-8 and outlive the iterator. */
void words_start(struct words *it, assay_str text);
/* Every segment in order, white space included; false at the end. */
bool words_next(struct words *it, struct word_segment *out);
/* The kind of any piece of valid UTF-8 by the same rule; *space as in word_segment. */
assay_token_kind words_kind(assay_str text, bool *space);

#endif
