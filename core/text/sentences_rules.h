#ifndef ASSAY_TEXT_SENTENCES_RULES_H
#define ASSAY_TEXT_SENTENCES_RULES_H
/*
** sentences_rules.h - the tailoring of SENTENCES_WRAPPED beyond line breaks, one question
** a function. Inside sentences.c, which knows UAX #29. All of them look at a bounded
** number of characters.
*/
#include "text/sentences_pieces.h"

/* Whether the full stop at `dot` only shortens a word, marks a German ordinal or numbers
** what follows; `next` is where the next word or its opening mark begins. */
bool rules_goes_on(const struct sentences *it, size_t dot, size_t next);
/* Whether the digits at `next` begin a sentence though a small letter comes after them:
** "He left. 12 people died." No when the word before the full stop may be short. */
bool rules_number_starts(const struct sentences *it, size_t dot, size_t next);
/* Whether a sentence begins with a small letter at `next`: "i" in English, an address, or
** any word where the sentence before began with a small letter too. */
bool rules_small_starts(const struct sentences *it, size_t dot, size_t next);
/* Whether hyphens at `next`, after a space, begin a sentence: ". - Item", ". -- Item". */
bool rules_dash_starts(const struct sentences *it, size_t dot, size_t next);
/* Whether a sentence begins right after the full stop at `dot`, with no space: a word of
** small letters before it, one that begins sentences after it: "left.The". */
bool rules_glued_start(const struct sentences *it, size_t dot);
/* Whether ! or ? at `mark` only interrupts when a small letter follows: after a closing
** mark ("Why?" he asked) or a single word ("Oh! what a day"). */
bool rules_interrupts(const struct sentences *it, size_t mark, size_t next);
/* Whether the ! or ? at `mark`, with no space after it, is inside of an address. */
bool rules_in_address(const struct sentences *it, size_t mark);
/* Whether nothing but signs stand between the sentence's begin and `at`. */
bool rules_is_wordless(const struct sentences *it, size_t at);
/* Whether a run of terminators that ends before `end` stands alone in brackets: "(?)". */
bool rules_in_brackets(const struct sentences *it, size_t end);
/* The byte after a note mark at `at`, "[12]" or superscript digits; `at` if none. */
size_t rules_skip_note(assay_str text, size_t at);
/* The byte after the digits of "peace.12 The", where a note mark lost its raising; `at`
** when the full stop before `at` may stand in a number or an abbreviation. */
size_t rules_skip_bare_note(const struct sentences *it, size_t dot, size_t at);
/* The byte after a guillemet that closes after a space, "Quoi ? »"; `at` if none. */
size_t rules_skip_spaced_close(const struct sentences *it, size_t at);

#endif
