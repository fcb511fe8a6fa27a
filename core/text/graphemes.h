#ifndef ASSAY_TEXT_GRAPHEMES_H
#define ASSAY_TEXT_GRAPHEMES_H
/*
** graphemes.h - extended grapheme clusters by UAX #29, which are what readers take for
** one character: a letter with its accents, a Hangul syllable, a flag, a family.
*/
#include "assay.h"

struct graphemes { /* a stack iterator; no memory of its own */
  assay_str text;
  size_t at; /* where the next one begins */
};

/* text must be valid UTF-8 and outlive the iterator. */
void graphemes_start(struct graphemes *it, assay_str text);
/* The next grapheme [*begin, *end), in bytes; false at the end. Time is linear. */
bool graphemes_next(struct graphemes *it, size_t *begin, size_t *end);

/* The last boundary at or before byte `at`: where to cut a text so that no grapheme falls
** apart. `at` is at most text.len and may be inside of a character. It looks back as far
** as the run of flags or marks around `at` reaches, so walk a whole text with the
** iterator. */
size_t grapheme_floor(assay_str text, size_t at);
/* Whether a text may be cut at byte `at`. */
bool grapheme_boundary(assay_str text, size_t at);

#endif
