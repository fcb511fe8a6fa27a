#ifndef ASSAY_QUOTE_PASSAGE_H
#define ASSAY_QUOTE_PASSAGE_H
/*
** passage.h - a stretch of text as the pieces that attribution reads: words with their
** lexicon flags, whole names, punctuation, and each quotation as one opaque piece.
** The document's tokens are not used: a user's token rule must not change who said what.
*/
#include "assay.h"
#include "quote/draft.h"

enum piece_type {
  PIECE_WORD,
  PIECE_NAME, /* title, forenames, particles, surname: one piece */
  PIECE_NUMBER,
  PIECE_QUOTE,
  PIECE_COMMA,
  PIECE_COLON,
  PIECE_SEMICOLON,
  PIECE_STOP, /* end of a sentence */
  PIECE_OPEN, /* ( [ */
  PIECE_CLOSE,
  PIECE_DASH,
  PIECE_NOTE, /* reference to a note: [3] or a raised number */
  PIECE_OTHER
};

struct piece {
  uint32_t begin, end; /* bytes; a possessive ending is left out */
  uint32_t flags;      /* enum lexeme_flag */
  uint32_t index;      /* PIECE_QUOTE: the draft; PIECE_NOTE: its number;
                       ** PIECE_NAME: the person, after people_add */
  uint8_t type;        /* enum piece_type */
  bool capital;        /* begins with a capital letter */
  bool initial;        /* one capital letter with a full stop */
  bool possessive;     /* Lee's */
  bool starts;         /* first word of a sentence */
  bool terminal;       /* PIECE_QUOTE: its words end with . ? or ! */
  bool plural;         /* PIECE_NAME of several words */
  bool fresh;          /* a word that this passage did not have in its memo */
};

struct lexicon;

struct word_memo { /* what the lexicon said of a word of at most 16 bytes */
  uint64_t head;   /* its first 8 bytes, filled up with zeros; 0 for none */
  uint64_t tail;   /* the others */
  uint32_t flags;
};

struct passage {
  assay_allocator alloc;
  assay_str text;
  const struct lexicon *lexicon; /* a user's, beside the built-in one; may be NULL */
  struct piece *items;
  size_t count, cap;
  uint32_t begin, end;    /* what was read */
  size_t next_draft;      /* first draft not before `end` */
  struct word_memo *memo; /* 1 << memo_bits of them, by a hash of the word */
  unsigned memo_bits;
};

enum { PASSAGE_LIMIT = 1 << 15 }; /* pieces; a longer paragraph is read in several */

void passage_init(struct passage *p, assay_str text, const assay_allocator *alloc);
void passage_free(struct passage *p);
/* Reads text[begin, end) with the drafts from index `from` on whose parent is `parent` as
** single pieces, and makes names of capitalised words. Stops early, at p->end, when
** PASSAGE_LIMIT is reached. Fails with ASSAY_ENOMEM. */
assay_status passage_read(struct passage *p, uint32_t begin, uint32_t end,
                          const struct drafts *drafts, size_t from, int32_t parent,
                          assay_error *err);

#endif
