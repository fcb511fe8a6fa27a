#ifndef ASSAY_QUOTE_LEXICON_TEXT_H
#define ASSAY_QUOTE_LEXICON_TEXT_H
/*
** lexicon_text.h - words and patterns of a user's own, beside the built-in ones. The
** format is that of lexicon.txt, which this reader understands too:
**     verb say: opine posit/posited
**     noun: finding hunch
**     +verb say: hävdar hävdade
**     pattern according-to: if we believe NAME ... QUOTE
** A lexicon is made once and then only read, by any number of threads.
*/
#include "base/arena.h"
#include "base/table.h"
#include "quote/lexicon.h"

enum {
  LEXICON_BYTES = 1 << 20, /* of one text */
  LEXICON_PATTERNS = 256,
  LEXICON_PATTERN_WORDS = 16,
  LEXICON_RULE = 32 /* bytes of a pattern's name */
};

struct lexicon_entry {
  uint32_t flags;
  uint8_t act;
};

struct lexicon {
  assay_allocator alloc;
  struct table words; /* folded */
  struct lexicon_entry *entries;
  size_t cap;
  struct arena strings;
  struct lexicon_pattern *patterns;
  size_t pattern_count, pattern_cap;
  uint64_t stamp; /* of everything that was read; never 0 then */
};

void lexicon_init(struct lexicon *lexicon, const assay_allocator *alloc);
void lexicon_free(struct lexicon *lexicon);
/* Adds what the text says; source names it in messages, as in "my.txt:3: unknown class
** 'vreb'". Fails with ASSAY_EFORMAT, ASSAY_ELIMIT or ASSAY_ENOMEM; what stood before the
** fault may then be added already. */
assay_status lexicon_read(struct lexicon *lexicon, assay_str text, assay_str source,
                          assay_error *err);
/* The word in the user's lexicon and the built-in one together; lexicon may be NULL. */
struct lexeme lexicon_look(const struct lexicon *lexicon, assay_str word);

#endif
