#ifndef ASSAY_TEXT_WORDS_PATCH_H
#define ASSAY_TEXT_WORDS_PATCH_H
/*
** words_patch.h - the masks of a block of 64 bytes, and the part of them that comes from
** characters beyond ASCII.
*/
#include <stdint.h>

/* Bit i is about byte i. A character of several bytes has all its bits set alike. */
struct block {
  uint64_t letter;    /* letters, and what belongs to one: marks, the sign in l’été */
  uint64_t digit;     /* digits */
  uint64_t underline; /* WB_EXTENDNUMLET */
  uint64_t kana;      /* WB_KATAKANA */
  uint64_t mid_letter; /* ASCII that joins letters: ' . : */
  uint64_t mid_number; /* ASCII that joins digits: ' . , ; */
  uint64_t tail;       /* goes with the byte before: continuation bytes, marks, signs
                       ** like that in l’été */
  uint64_t token;      /* belongs to a token; the rest is space */
  uint64_t as_word;    /* makes its token a word, beside letter and kana */
  uint64_t as_number;  /* makes its token a number, beside digit */
  uint64_t as_emoji;   /* makes its token an emoji */
  uint64_t symbol;     /* makes its token a symbol if it is alone in it */
  uint64_t high;       /* beyond ASCII */
  uint64_t white;      /* ASCII white space and controls */
  unsigned known;      /* bytes before this one are understood; 64: all */
};

/* Enters the characters beyond ASCII into the masks. Expects `tail` to hold the
** continuation bytes. Stops at the first character that the masks cannot express, or
** that needs to know what comes after the block, and sets `known` to where it begins. */
void words_patch(const char *p, struct block *b);

#endif
