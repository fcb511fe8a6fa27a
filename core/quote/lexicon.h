#ifndef ASSAY_QUOTE_LEXICON_H
#define ASSAY_QUOTE_LEXICON_H
/*
** lexicon.h - what a word can do in a clause that reports somebody's words.
** The words themselves are in lexicon.txt; lexicon_generate.lua inflects them into
** lexicon_table.c. Look-ups fold the case of ASCII, Latin-1 and Russian letters and typed
** apostrophes, and cost one probe of a hash table made beforehand.
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

/* A word by which a pattern is found; beyond what an enum may hold. */
#define LEX_ANCHOR 0x80000000u

enum lexicon_act { /* what a verb does with the words */
                   ACT_NONE = 0,
                   ACT_SAY,
                   ACT_ASK,
                   ACT_JUDGE,
                   ACT_CALL,
                   ACT_WRITE,
                   ACT_THINK,
                   ACT_SHOW,
                   ACT_DENY,
                   ACT_COUNT
};

struct lexeme {
  const char *form; /* lower case; NULL when the word is not in the lexicon */
  uint32_t flags;   /* enum lexeme_flag */
  uint8_t act;      /* enum lexicon_act, of verbs */
};

struct lexicon_pattern { /* see lexicon.txt */
  const char *rule, *text, *anchor;
};

enum { LEXICON_FORM = 48 }; /* bytes of a form, with its NUL */
/* Writes the word as look-ups compare it; its length, or 0 when it is too long. */
size_t lexicon_fold(assay_str word, char out[LEXICON_FORM]);
/* "say", "ask", ... "" for ACT_NONE. Constant. */
const char *lexicon_act_name(uint8_t act);
/* The lexeme of a word in any case; flags 0 when there is none. */
struct lexeme lexicon_find(assay_str word);
/* tis, twas, em, cause: words that lost their head to an apostrophe. */
bool lexicon_is_elision(assay_str word);
/* o, an, th: words that lost their tail. */
bool lexicon_is_clipped(assay_str word);

/* lexicon_table.c, sorted by bytes. */
extern const struct lexeme lexicon_table[];
extern const size_t lexicon_count;
extern const uint32_t lexicon_slots[];
extern const size_t lexicon_slot_count; /* a power of two */
extern const struct lexicon_pattern lexicon_patterns[];
extern const size_t lexicon_pattern_count;

#endif
