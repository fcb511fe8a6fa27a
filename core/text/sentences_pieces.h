#ifndef ASSAY_TEXT_SENTENCES_PIECES_H
#define ASSAY_TEXT_SENTENCES_PIECES_H
/*
** sentences_pieces.h - what sentences.c and sentences_rules.c read of the text: a
** character with the marks on it, forwards or backwards.
*/
#include "text/sentences.h"
#include "text/unicode.h"

/* A code point and the marks on it (rule SB5); wrapped, a line break of either sort. */
struct piece {
  size_t begin, end; /* begin == text.len: the end of the text */
  uint32_t cp;
  enum sentence_break class;
};

/* The piece at `at`, which is at most the text's length. Wrapped, a blank line is a
** separator that takes all white space after it, any other line break a space. */
struct piece piece_at(const struct sentences *it, size_t at);
/* The piece before `at`, not reaching below the sentence's begin; none: class SB_OTHER,
** begin == end == at. */
struct piece piece_before(const struct sentences *it, size_t at);
/* The first piece at or after `at` that is no space. */
struct piece piece_after_space(const struct sentences *it, size_t at);
/* The first byte at or after `at` that is no white space. *breaks counts the lines. */
size_t piece_skip_space(assay_str text, size_t at, size_t *breaks);

static inline bool piece_is_separator(enum sentence_break class) {
  return class == SB_SEP || class == SB_CR || class == SB_LF;
}

static inline bool piece_is_terminator(enum sentence_break class) {
  return class == SB_ATERM || class == SB_STERM;
}

#endif
