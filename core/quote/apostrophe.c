/*
** apostrophe.c - the words beside a single mark, and what they say about it.
** Nothing here vetoes a quotation by itself: an elision with a sure closer still opens,
** a possessive with no other closer still closes. Pairing weighs.
*/
#include "quote/apostrophe.h"

#include "quote/lexicon.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

enum { WORD_LIMIT = 24 }; /* longer words are none of those we look for */

static bool is_letter_at(assay_str text, size_t at) {
  if (at >= text.len) return false;
  uint32_t cp;
  utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return unicode_class(cp) == CHAR_LETTER;
}

static bool is_digit(assay_str text, size_t at) {
  return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static bool is_decade(assay_str text, size_t at) {
  return is_digit(text, at) && is_digit(text, at + 1) && at + 2 < text.len &&
         text.ptr[at + 2] == 's' && !is_letter_at(text, at + 3);
}

/* '68, with no figure or letter after it: a year that lost its century. */
static bool is_short_year(assay_str text, size_t at) {
  return is_digit(text, at) && is_digit(text, at + 1) && !is_digit(text, at + 2) &&
         !is_letter_at(text, at + 2);
}

/* The single mark that ends before `at` or begins there; 0 when there is none. */
static size_t single_mark_length(assay_str text, size_t at) {
  if (at < text.len && text.ptr[at] == '\'') return 1;
  bool curly = at + 3 <= text.len && memcmp(text.ptr + at, "\xE2\x80", 2) == 0 &&
               (text.ptr[at + 2] == '\x98' || text.ptr[at + 2] == '\x99');
  return curly ? 3 : 0;
}

static bool is_n(assay_str text, size_t at) {
  return at < text.len && (text.ptr[at] | 32) == 'n';
}

static bool is_space(assay_str text, size_t at) {
  return at < text.len && text.ptr[at] == ' ';
}

static assay_str word_before(assay_str text, size_t end);

/* rock 'n' roll: an n alone between two single marks and two words. */
static bool is_shortened_and(const struct mark *mark, assay_str text) {
  size_t begin = mark->begin, end = mark->end, len = single_mark_length(text, end + 1);
  if (is_n(text, end) && len > 0) {
    end += 1 + len;
  } else {
    if (begin < 2 || !is_n(text, begin - 1)) return false;
    bool straight = text.ptr[begin - 2] == '\'';
    if (!straight && (begin < 4 || single_mark_length(text, begin - 4) != 3))
      return false;
    begin -= straight ? 2 : 4;
  }
  if (begin == 0 || !is_space(text, begin - 1)) return false;
  assay_str before = word_before(text, begin - 1);
  return is_space(text, end) && is_letter_at(text, end + 1) && before.len > 0 &&
         (lexicon_find(before).flags &
          (LEX_DETERMINER | LEX_TERM | LEX_NOUN | LEX_PREPOSITION)) == 0;
}

bool apostrophe_inside_word(const struct mark *mark, assay_str text) {
  if (mark_family(mark) != FAMILY_SINGLE || mark->form == MARK_LOW_SINGLE ||
      mark->form == MARK_BACKTICK)
    return false;
  if (is_decade(text, mark->end) || is_shortened_and(mark, text)) return true;
  return mark->left == SIDE_LETTER && is_letter_at(text, mark->end) &&
         is_letter_at(text, utf8_previous(text, mark->begin));
}

/* The ASCII word that begins at `at`; empty when it is long or not ASCII. */
static assay_str word_from(assay_str text, size_t at) {
  size_t end = at;
  while (end < text.len && end - at < WORD_LIMIT && is_letter_at(text, end)) end++;
  assay_str word = {text.ptr + at, end - at};
  return word;
}

static assay_str word_before(assay_str text, size_t end) {
  size_t at = end;
  while (at > 0 && end - at < WORD_LIMIT) {
    unsigned char c = (unsigned char)text.ptr[at - 1];
    if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c < 0x80) break;
    at--;
  }
  assay_str word = {text.ptr + at, end - at};
  return word;
}

/* goin' and its like: a verb that loses its g. */
static bool is_clipped(assay_str word) {
  if (word.len >= 4 && memcmp(word.ptr + word.len - 2, "in", 2) == 0) return true;
  return lexicon_is_clipped(word);
}

static bool mark_ends_at(assay_str text, const char *p) {
  size_t at = (size_t)(p - text.ptr);
  return single_mark_length(text, at - 1) == 1 ||
         (at >= 3 && single_mark_length(text, at - 3) == 3);
}

static void classify_closer(struct mark *mark, assay_str text) {
  assay_str word = word_before(text, mark->begin);
  char last = word.len > 0 ? word.ptr[word.len - 1] : ' ';
  bool alone = word.ptr > text.ptr && mark_ends_at(text, word.ptr); /* the letter 'a' */
  mark->possessive = last == 's' || last == 'S' || last == 'z' || last == 'x' ||
                     (!alone && is_clipped(word));
  size_t at = mark->end;
  while (at < text.len && at - mark->end < 4 && text.ptr[at] <= ' ' && text.ptr[at] > 0)
    at++;
  struct lexeme next = lexicon_find(word_from(text, at));
  mark->before_function = mark->right != SIDE_SPACE ||
                          (next.flags & (LEX_FUNCTION | LEX_PRONOUN | LEX_BE | LEX_HAVE |
                                         LEX_MODAL | LEX_PREPOSITION)) != 0 ||
                          ((next.flags & LEX_VERB) && !(next.flags & LEX_BASE));
}

void apostrophe_classify(struct mark *mark, assay_str text) {
  if (mark->form == MARK_LOW_SINGLE || mark->form == MARK_BACKTICK) return;
  if (mark->left <= SIDE_DASH && is_letter_at(text, mark->end))
    mark->elision = lexicon_is_elision(word_from(text, mark->end));
  if (mark->left <= SIDE_DASH && is_short_year(text, mark->end)) mark->elision = true;
  if (mark->left == SIDE_LETTER) classify_closer(mark, text);
}
