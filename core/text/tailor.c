/*
** tailor.c - the stages of tailoring and their order: first what may hold signs of any
** kind, then longer words, last elisions, so that a stage sees what those before it made.
** A stage is one forward pass that writes behind where it reads.
*/
#include "text/tailor.h"

#include "base/error.h"
#include "text/abbreviations.h"
#include "text/dictionary.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

/* -- Looking at tokens --------------------------------------------------------------- */

static bool equals(assay_str s, const char *text) {
  return s.len == strlen(text) && memcmp(s.ptr, text, s.len) == 0;
}

bool tailor_is_apostrophe(assay_str token) {
  return equals(token, "'") || equals(token, "\u2019");
}

bool tailor_is_hyphen(assay_str token) {
  return equals(token, "-") || equals(token, "\u2010") || equals(token, "\u2011") ||
         equals(token, "\uFE63") || equals(token, "\uFF0D");
}

bool tailor_in_list(assay_str word, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t at = 0;
    while (at < word.len && list[i][at]) {
      char c = word.ptr[at];
      if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
      if (c != list[i][at]) break;
      at++;
    }
    if (at == word.len && !list[i][at]) return true;
  }
  return false;
}

/* -- Joining ------------------------------------------------------------------------- */

void tailor_join(tailor_rule *rule, assay_str text, struct token_columns *t) {
  size_t out = 0;
  for (size_t i = 0; i < t->count; out++) {
    uint8_t kind = t->kind[i];
    size_t next = rule(text, t, i, &kind);
    t->begin[out] = t->begin[i];
    t->end[out] = t->end[next - 1];
    t->kind[out] = kind;
    i = next;
  }
  t->count = out;
}

/* Words and numbers with single hyphens between them, if one of a pair is a word. */
static size_t join_hyphens(assay_str text, const struct token_columns *t, size_t first,
                           uint8_t *kind) {
  size_t next = first + 1;
  if (*kind > ASSAY_TOKEN_NUMBER) return next;
  while (tailor_touches(t, next) && t->kind[next] == ASSAY_TOKEN_PUNCTUATION &&
         tailor_touches(t, next + 1) && tailor_is_running(t, next + 1) &&
         tailor_is_hyphen(tailor_text(text, t, next))) {
    if (*kind == ASSAY_TOKEN_NUMBER && t->kind[next + 1] == ASSAY_TOKEN_NUMBER) break;
    *kind = ASSAY_TOKEN_WORD;
    next += 2;
  }
  return next;
}

/* -- Words over line ends ------------------------------------------------------------ */

/* One line end with blanks around it, and nothing else. */
static bool is_line_end(assay_str text, uint32_t begin, uint32_t end) {
  size_t lines = 0;
  for (uint32_t i = begin; i < end; i++) {
    char c = text.ptr[i];
    if (c == '\n' || c == '\r')
      lines += !(c == '\n' && i > begin && text.ptr[i - 1] == '\r');
    else if (c != ' ' && c != '\t')
      return false;
  }
  return lines == 1;
}

static bool begins_small(assay_str word) {
  uint32_t cp;
  utf8_decode(word.ptr, word.ptr + word.len, &cp, NULL);
  return unicode_is_lower(cp);
}

static bool ends_with_letter(assay_str word) {
  uint32_t cp;
  size_t last = utf8_previous(word, word.len);
  utf8_decode(word.ptr + last, word.ptr + word.len, &cp, NULL);
  enum char_class class = unicode_class(cp);
  return class == CHAR_LETTER || class == CHAR_MARK;
}

static bool ends_with_soft_hyphen(assay_str word) {
  return word.len > 2 && memcmp(word.ptr + word.len - 2, "\u00AD", 2) == 0;
}

/* The token that goes on with the word `last` on the next line, or 0. */
static size_t after_line_end(assay_str text, const struct token_columns *t, size_t last) {
  size_t next = last + 1;
  assay_str word = tailor_text(text, t, last);
  if (!ends_with_soft_hyphen(word)) {
    if (!tailor_touches(t, next) || t->kind[next] != ASSAY_TOKEN_PUNCTUATION) return 0;
    assay_str hyphen = tailor_text(text, t, next++);
    if (!equals(hyphen, "-") && !equals(hyphen, "\u2010")) return 0;
    if (!ends_with_letter(word)) return 0;
  }
  if (!tailor_is_word(t, next) || !begins_small(tailor_text(text, t, next))) return 0;
  return is_line_end(text, t->end[next - 1], t->begin[next]) ? next : 0;
}

static size_t join_lines(assay_str text, const struct token_columns *t, size_t first,
                         uint8_t *kind) {
  size_t last = first;
  if (*kind != ASSAY_TOKEN_WORD) return first + 1;
  for (size_t next; (next = after_line_end(text, t, last)) > 0;) last = next;
  return last + 1;
}

/* -- Abbreviations ------------------------------------------------------------------- */

/* Letters with full stops between them, at most two in a piece: U.S.S.R, e.g, Ph.D. */
static bool is_dotted(assay_str word) {
  size_t letters = 0, stops = 0;
  for (size_t at = 0; at < word.len;) {
    uint32_t cp;
    at += utf8_decode(word.ptr + at, word.ptr + word.len, &cp, NULL);
    enum char_class class = unicode_class(cp);
    if (cp == '.') {
      stops++;
      letters = 0;
    } else if (class == CHAR_LETTER) {
      if (++letters > 2) return false;
    } else if (class != CHAR_MARK) {
      return false;
    }
  }
  return stops > 0;
}

/* One capital letter, as before a name; I is rather the pronoun or a numeral. */
static bool is_initial(assay_str word) {
  uint32_t cp;
  size_t len = utf8_decode(word.ptr, word.ptr + word.len, &cp, NULL);
  return len == word.len && cp != 'I' && unicode_is_upper(cp);
}

static bool is_abbreviation(assay_str word, bool before_number) {
  if (is_initial(word) || is_dotted(word)) return true;
  if (word.len > ABBREVIATION_LONGEST) return false;
  switch (abbreviation_find(word, LANGUAGE_UND)) {
  case ABBREVIATION_NONE:
    return false;
  case ABBREVIATION_NUMBER:
  case ABBREVIATION_NUMERAL:
  case ABBREVIATION_PLACE:
    return before_number;
  default:
    return true;
  }
}

/* A full stop that nothing but a space follows, or another sign that is none. */
static size_t join_abbreviations(assay_str text, const struct token_columns *t,
                                 size_t first, uint8_t *kind) {
  size_t stop = first + 1, after = first + 2;
  if (*kind != ASSAY_TOKEN_WORD || !tailor_touches(t, stop)) return stop;
  if (!tailor_is(text, t, stop, '.')) return stop;
  if (tailor_touches(t, after) &&
      (tailor_is_word(t, after) || tailor_is(text, t, after, '.')))
    return stop;
  bool before_number = after < t->count && t->kind[after] == ASSAY_TOKEN_NUMBER;
  return is_abbreviation(tailor_text(text, t, first), before_number) ? after : stop;
}

/* -- All of them --------------------------------------------------------------------- */

assay_status tailor_tokens(uint32_t cut, assay_str text, struct token_columns *t,
                           assay_error *err) {
  assay_status status = ASSAY_OK;
  if (cut & ASSAY_CUT_DICTIONARY) status = dictionary_cut(text, t, err);
  if (status != ASSAY_OK) return status;
  if (cut & ASSAY_JOIN_WEB) tailor_web(text, t);
  if (cut & ASSAY_JOIN_LINES) tailor_join(join_lines, text, t);
  if (cut & ASSAY_JOIN_NUMBERS) tailor_join(tailor_number, text, t);
  if (cut & ASSAY_JOIN_ABBREVIATIONS) tailor_join(join_abbreviations, text, t);
  if (cut & ASSAY_SPLIT_ELISIONS) status = tailor_elide(text, t, err);
  if (status != ASSAY_OK) return status;
  if (cut & ASSAY_JOIN_HYPHENS) tailor_join(join_hyphens, text, t);
  if (cut & ASSAY_JOIN_APOSTROPHES) tailor_attach(text, t);
  return ASSAY_OK;
}
