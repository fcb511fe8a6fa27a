#ifndef ASSAY_TEXT_ALIGN_H
#define ASSAY_TEXT_ALIGN_H
/*
** align.h - a quotation laid along the text that it was taken from, word by word.
** Words are keys: equal words have equal keys. From a pair of equal words the alignment
** goes on to both sides; where words differ it looks for the nearest place from which
** they are the same again. Time is linear in the quotation; no memory is taken.
*/
#include "assay.h"

enum align_flag {
  ALIGN_BRACKETED = 1, /* the word stands in square brackets: the writer's own */
  ALIGN_GAP = 2        /* an ellipsis is declared before the word */
};

struct align_words {
  const uint32_t *keys;
  const uint8_t *flags; /* enum align_flag; NULL: none */
  size_t count;
};

enum align_kind {
  ALIGN_SAME = 0,
  ALIGN_ELLIPSIS, /* left out, and an ellipsis says so */
  ALIGN_BRACKETS, /* other words, in brackets */
  ALIGN_SILENT,   /* left out without a sign */
  ALIGN_CHANGED   /* other words, or words that the source does not have */
};

struct align_step { /* half-open, in words */
  enum align_kind kind;
  assay_span quote, source;
};

#define ALIGN_STEPS 256 /* most steps of an alignment; what is beyond is left unaligned */

struct alignment {
  struct align_step steps[ALIGN_STEPS]; /* in order; together they are all of the quote */
  size_t count;
  size_t same;       /* words that are the same */
  size_t errors;     /* words changed, added or silently left out */
  assay_span source; /* from the first word that is the same to the last */
};

/* Aligns the quotation with the source from words `quote` and `source`, which are equal,
** to both sides. */
void align_from(struct alignment *out, const struct align_words *quote,
                const struct align_words *source, size_t quote_at, size_t source_at);

#endif
