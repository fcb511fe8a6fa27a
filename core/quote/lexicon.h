#ifndef ASSAY_QUOTE_LEXICON_H
#define ASSAY_QUOTE_LEXICON_H
/*
** lexicon.h - what a word can do in a clause that reports somebody's words.
** The words themselves are in lexicon.txt; lexicon_generate.lua inflects them into
** lexicon_table.c. Look-ups fold ASCII case only and cost a binary search.
*/
#include "assay.h"

enum lexeme_flag {
  LEX_VERB = 1 << 0,        /* reports: say, argue, describe */
  LEX_WEAK = 1 << 1,        /* ... only in a frame: "sees X as", "thinks that" */
  LEX_NAMING = 1 << 2,      /* gives a name: call, dub, christen */
  LEX_PAST = 1 << 3,        /* forms of a verb; several may be set */
  LEX_PARTICIPLE = 1 << 4,  /* described */
  LEX_ING = 1 << 5,         /* describing */
  LEX_NOUN = 1 << 6,        /* of reporting: view, verdict, phrase, letter */
  LEX_TERM = 1 << 7,        /* what is mentioned follows: word, term, so-called */
  LEX_WORK = 1 << 8,        /* a title follows: book, article, entitled */
  LEX_SLOGAN = 1 << 9,      /* slogan, motto, banner */
  LEX_ROLE = 1 << 10,       /* may stand before a name: historian, president */
  LEX_TITLE = 1 << 11,      /* Mr, Dr, Sir */
  LEX_PARTICLE = 1 << 12,   /* inside a name: von, de */
  LEX_PRONOUN = 1 << 13,    /* subject or object */
  LEX_POSSESSIVE = 1 << 14, /* his, her, their */
  LEX_MALE = 1 << 15,       /* he, Mr, forenames */
  LEX_FEMALE = 1 << 16,
  LEX_RELATIVE = 1 << 17, /* who, whom, which, that */
  LEX_DETERMINER = 1 << 18,
  LEX_PREPOSITION = 1 << 19,
  LEX_FUNCTION = 1 << 20, /* conjunctions and other little words */
  LEX_ADVERB = 1 << 21,
  LEX_BE = 1 << 22,
  LEX_HAVE = 1 << 23,
  LEX_MODAL = 1 << 24,
  LEX_ABBREVIATION = 1 << 25, /* its full stop ends no sentence */
  LEX_PLACE = 1 << 26,        /* speaks only as an institution */
  LEX_NEVER_NAME = 1 << 27,   /* capitalised without being a name: Monday, Chapter */
  LEX_FIRST_PERSON = 1 << 28,
  LEX_BASE = 1 << 30,       /* describe */
  LEX_CONJUNCTION = 1 << 29 /* and, or, but */
};

struct lexeme {
  const char *form; /* lower case; NULL when the word is not in the lexicon */
  uint32_t flags;   /* enum lexeme_flag */
};

/* The lexeme of a word in any ASCII case; flags 0 when there is none. */
struct lexeme lexicon_find(assay_str word);
/* tis, twas, em, cause: words that lost their head to an apostrophe. */
bool lexicon_is_elision(assay_str word);
/* o, an, th: words that lost their tail. */
bool lexicon_is_clipped(assay_str word);

/* lexicon_table.c, sorted by bytes. */
extern const struct lexeme lexicon_table[];
extern const size_t lexicon_count;

#endif
