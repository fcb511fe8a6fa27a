/*
** sentences_pieces.c - reads characters and the marks on them, and tells a blank line
** from a line break inside a paragraph.
*/
#include "text/sentences_pieces.h"

#include "text/utf8.h"

static enum sentence_break class_at(assay_str text, size_t at, uint32_t *cp,
                                    size_t *end) {
  unsigned char c = (unsigned char)text.ptr[at];
  if (c < 0x80) {
    *cp = c;
    *end = at + 1;
  } else {
    *end = at + utf8_decode(text.ptr + at, text.ptr + text.len, cp, NULL);
  }
  return unicode_sentence_break_of(unicode_record(*cp));
}

/* The byte after the line break at `at`; CR LF is one. */
static size_t line_break_end(assay_str text, size_t at) {
  uint32_t cp;
  size_t end;
  enum sentence_break class = class_at(text, at, &cp, &end);
  return class == SB_CR && end < text.len && text.ptr[end] == '\n' ? end + 1 : end;
}

size_t piece_skip_space(assay_str text, size_t at, size_t *breaks) {
  while (at < text.len) {
    uint32_t cp;
    size_t end;
    enum sentence_break class = class_at(text, at, &cp, &end);
    if (piece_is_separator(class)) {
      end = line_break_end(text, at);
      ++*breaks;
    } else if (class != SB_SP) {
      break;
    }
    at = end;
  }
  return at;
}

/* Wrapped: a blank line or U+2029 is a separator that takes all white space after it,
** any other line break a space. */
static struct piece wrapped_break(assay_str text, struct piece piece) {
  size_t breaks = 0, after = piece_skip_space(text, piece.begin, &breaks);
  if (breaks > 1 || piece.cp == 0x2029) {
    piece.class = SB_SEP;
    piece.end = after;
  } else {
    piece.class = SB_SP;
    piece.end = line_break_end(text, piece.begin);
  }
  return piece;
}

struct piece piece_at(const struct sentences *it, size_t at) {
  struct piece piece = {at, at, 0, SB_OTHER};
  if (at >= it->text.len) return piece;
  piece.class = class_at(it->text, at, &piece.cp, &piece.end);
  if (piece_is_separator(piece.class)) {
    if (it->rule == SENTENCES_WRAPPED) return wrapped_break(it->text, piece);
    piece.end = line_break_end(it->text, at);
    return piece;
  }
  while (piece.end < it->text.len && (unsigned char)it->text.ptr[piece.end] >= 0x80) {
    uint32_t cp;
    size_t end;
    enum sentence_break class = class_at(it->text, piece.end, &cp, &end);
    if (class != SB_EXTEND && class != SB_FORMAT) break;
    piece.end = end;
  }
  return piece;
}

struct piece piece_before(const struct sentences *it, size_t at) {
  struct piece piece = {at, at, 0, SB_OTHER};
  while (piece.begin > it->at) {
    size_t end;
    piece.begin = utf8_previous(it->text, piece.begin);
    piece.class = class_at(it->text, piece.begin, &piece.cp, &end);
    if (piece.class != SB_EXTEND && piece.class != SB_FORMAT) break;
  }
  return piece;
}

struct piece piece_after_space(const struct sentences *it, size_t at) {
  struct piece piece = piece_at(it, at);
  while (piece.class == SB_SP) piece = piece_at(it, piece.end);
  return piece;
}
