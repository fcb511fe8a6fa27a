/*
** sentences_rules.c - where a full stop, ! or ? ends no sentence though UAX #29 says so,
** and the few places where it does though UAX #29 says no. Called by sentences.c.
*/
#include "text/sentences_rules.h"

#include "text/abbreviations.h"
#include "text/utf8.h"

#include <string.h>

/* -- Letters ------------------------------------------------------------------------ */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char byte_at(assay_str text, size_t at) {
  return at < text.len ? text.ptr[at] : '\0';
}

static uint32_t code_point_at(assay_str text, size_t at, size_t *end) {
  uint32_t cp = 0;
  *end = at;
  if (at < text.len)
    *end = at + utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return cp;
}

static bool is_letter(uint32_t cp) {
  enum char_class class = unicode_class(cp);
  return class == CHAR_LETTER || class == CHAR_MARK;
}

static bool is_upper_at(assay_str text, size_t at) {
  size_t end;
  return at < text.len && unicode_is_upper(code_point_at(text, at, &end));
}

static bool is_lower_at(assay_str text, size_t at) {
  size_t end;
  return at < text.len && unicode_is_lower(code_point_at(text, at, &end));
}

/* Letters from `at` on, cut at some more bytes than the longest word that matters. */
static assay_str letters_at(assay_str text, size_t at) {
  assay_str word = {text.ptr + at, 0};
  while (word.len <= ABBREVIATION_LONGEST) {
    size_t end;
    uint32_t cp = code_point_at(text, at + word.len, &end);
    if (end == at + word.len || !is_letter(cp)) break;
    word.len = end - at;
  }
  return word;
}

/* The begin of the letters that end before `at`, not below `floor`; cut like above. */
static size_t letters_begin(assay_str text, size_t floor, size_t at) {
  size_t begin = at;
  while (begin > floor && at - begin <= ABBREVIATION_LONGEST) {
    size_t end, before = utf8_previous(text, begin);
    if (!is_letter(code_point_at(text, before, &end))) break;
    begin = before;
  }
  return begin;
}

/* The begin of one blank or no-break space that ends at `at`; `at` if there is none. */
static size_t blank_before(const struct sentences *it, size_t at) {
  struct piece blank = piece_before(it, at);
  return blank.class == SB_SP ? blank.begin : at;
}

/* -- What begins a sentence --------------------------------------------------------- */

static bool is_initial_at(assay_str text, size_t at) {
  size_t end;
  return is_upper_at(text, at) &&
         (code_point_at(text, at, &end), byte_at(text, end) == '.');
}

/* The byte after an apostrophe at `at`; `at` if none. */
static size_t skip_apostrophe(assay_str text, size_t at) {
  size_t end;
  uint32_t cp = code_point_at(text, at, &end);
  return cp == '\'' || cp == 0x2019 ? end : at;
}

static bool starts_sentence(const struct sentences *it, size_t at) {
  size_t end, after;
  uint32_t cp = code_point_at(it->text, at, &end);
  if (cp == 0xA1 || cp == 0xBF) return true; /* Spanish ! and ? that open */
  if (is_initial_at(it->text, at)) return false;
  assay_str word = letters_at(it->text, at);
  end = at + word.len;
  after = skip_apostrophe(it->text, end);
  if (after > end && word.len <= 2 && is_upper_at(it->text, at))
    return is_lower_at(it->text, after); /* "L'homme", "C'est"; not "L'Oréal" */
  return abbreviation_starts(word, it->language);
}

/* As above, after an initial or title: "J. De Vries" and "M. Le Pen" are names. */
static bool starts_after_initial(const struct sentences *it, size_t at) {
  static const char particles[][6] = {"De",  "Den", "Di",  "Da",  "Das", "Del",
                                      "Der", "Des", "Dos", "Du",  "El",  "La",
                                      "Le",  "Les", "Lo",  "Los", "Van", "Von"};
  if (!starts_sentence(it, at)) return false;
  assay_str word = letters_at(it->text, at);
  if (byte_at(it->text, at + word.len) != ' ') return true;
  if (!is_upper_at(it->text, at + word.len + 1)) return true;
  for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
    if (strlen(particles[i]) == word.len && memcmp(particles[i], word.ptr, word.len) == 0)
      return it->language == LANGUAGE_DE;
  return true;
}

/* -- What stands before a full stop ------------------------------------------------- */

struct before {       /* the word before a full stop */
  size_t begin, end;  /* its letters, [end] is the full stop; begin == end: none */
  bool dotted;        /* several single letters: "U.S", "z. B" */
  size_t whole_begin; /* of all that the rule speaks of */
  enum abbreviation_rule rule;
};

static bool is_single_letter(assay_str text, size_t begin, size_t end) {
  size_t after;
  return begin < end && (code_point_at(text, begin, &after), after == end);
}

/* The part before a part at `at`: "z" before "B" or " B", "c" before "-à". */
static bool part_before(const struct sentences *it, size_t at, size_t *begin,
                        size_t *end) {
  size_t p = blank_before(it, at);
  if (p == at && p > it->at && it->text.ptr[p - 1] == '-') p--;
  bool hyphen = p < at && it->text.ptr[p] == '-';
  bool stop = p > it->at && it->text.ptr[p - 1] == '.';
  if (!stop && !hyphen) return false;
  if (stop) p--;
  *end = p;
  *begin = letters_begin(it->text, it->at, p);
  return *begin < p;
}

static bool follows_letter_or_digit(const struct sentences *it, size_t at) {
  struct piece before = piece_before(it, at);
  if (before.begin == at) return false;
  enum char_class class = unicode_class(before.cp);
  return class == CHAR_LETTER || class == CHAR_DIGIT || class == CHAR_MARK;
}

/* The letters before the full stop, with as many parts before them ("e." before the "g"
** of "e.g") as the list knows; the longest that it knows gives the rule. */
static struct before word_before(const struct sentences *it, size_t dot) {
  enum { PARTS = 5 };
  struct before w = {dot, dot, false, dot, ABBREVIATION_NONE};
  size_t begin = letters_begin(it->text, it->at, dot), end = dot;
  if (begin == dot || follows_letter_or_digit(it, begin)) return w;
  w.begin = w.whole_begin = begin;
  for (int parts = 0; parts < PARTS && dot - begin <= ABBREVIATION_LONGEST; parts++) {
    assay_str word = {it->text.ptr + begin, dot - begin};
    enum abbreviation_rule rule = abbreviation_find(word, it->language);
    if (parts == 1)
      w.dotted = is_single_letter(it->text, begin, end) &&
                 is_single_letter(it->text, w.begin, dot) &&
                 (it->language != LANGUAGE_UND || end + 1 == w.begin);
    if (rule != ABBREVIATION_NONE) {
      w.rule = rule;
      w.whole_begin = begin;
    }
    if (!part_before(it, begin, &begin, &end) || follows_letter_or_digit(it, begin))
      break;
  }
  return w;
}

/* Whether the full stop follows a single capital letter. "I" is one only among others:
** "World War I. Germany", but "A. I. Herzen". */
static bool is_initial(const struct sentences *it, const struct before *w, size_t next) {
  if (!is_single_letter(it->text, w->begin, w->end)) return false;
  struct piece letter = piece_before(it, w->end);
  if (letter.class != SB_UPPER) return false;
  if (letter.cp != 'I') return true;
  struct piece before = piece_before(it, letter.begin);
  bool first = before.begin == letter.begin;
  if (!first && before.class == SB_SP) before = piece_before(it, before.begin);
  return is_initial_at(it->text, next) || (!first && before.class == SB_ATERM);
}

static bool is_vowel(uint32_t cp) {
  static const uint16_t cyrillic[] = {0x430, 0x435, 0x438, 0x439, 0x43E, 0x443, 0x44A,
                                      0x44B, 0x44C, 0x44D, 0x44E, 0x44F, 0x451};
  if (cp < 0x80) return memchr("aeiouyAEIOUY", (int)cp, 12) != NULL;
  for (size_t i = 0; i < sizeof cyrillic / sizeof *cyrillic; i++)
    if (cp == cyrillic[i]) return true;
  return cp < 0x430 || cp > 0x44F; /* other letters: taken for vowels */
}

/* Whether a word is short in a way that no word of the languages is: three to five
** letters, none a vowel, all small. Not after a number: "5 kms." */
static bool is_consonants(const struct sentences *it, const struct before *w) {
  size_t letters = 0;
  if (it->language == LANGUAGE_UND) return false;
  for (size_t at = w->begin; at < w->end; letters++) {
    uint32_t cp = code_point_at(it->text, at, &at);
    if (is_vowel(cp) || !unicode_is_lower(cp)) return false;
  }
  if (letters < 3 || letters > 5) return false;
  size_t before = blank_before(it, w->begin);
  return !(before > it->at && is_digit(it->text.ptr[before - 1]));
}

static bool is_roman(const char *p, size_t len) {
  size_t n = 0;
  while (n < len && memchr("IVXLC", p[n], 5)) n++;
  return n > 0 && n == len;
}

/* "XIV. König": German writes ordinals with a full stop, Roman ones too. */
static bool is_german_ordinal(const struct sentences *it, const struct before *w) {
  if (it->language != LANGUAGE_DE) return false;
  if (w->begin < w->end) return is_roman(it->text.ptr + w->begin, w->end - w->begin);
  size_t begin = w->end;
  while (begin > it->at && is_digit(it->text.ptr[begin - 1]) && w->end - begin < 3)
    begin--;
  if (w->end - begin < 1 || w->end - begin > 2) return false;
  struct piece before = piece_before(it, begin);
  return before.begin == begin || before.class == SB_SP || before.class == SB_CLOSE ||
         before.class == SB_SCONTINUE;
}

/* "1. Introduction", "IV. Results", "A. First": a number before a sentence is none. */
static bool is_enumerator(const struct sentences *it, size_t dot) {
  struct piece first = piece_at(it, it->first);
  if (first.class == SB_CLOSE) first = piece_at(it, first.end);
  const char *p = it->text.ptr + first.begin;
  if (first.begin >= dot || dot - first.begin > 5) return false;
  size_t len = dot - first.begin, digits = 0;
  while (digits < len && is_digit(p[digits])) digits++;
  return (digits == len && len <= 3) || is_roman(p, len) ||
         (is_single_letter(it->text, first.begin, dot) && is_letter(first.cp));
}

static bool follows_number(const struct sentences *it, size_t at) {
  size_t before = blank_before(it, at);
  return before < at && before > it->at && is_digit(it->text.ptr[before - 1]);
}

/* Whether the full stop is inside "z. B." or "v. Chr.": with the word after it, which has
** a full stop too, it is in the list. */
static bool is_inside(const struct sentences *it, const struct before *w, size_t next) {
  size_t end = next + letters_at(it->text, next).len;
  if (end == next || byte_at(it->text, end) != '.') return false;
  assay_str both = {it->text.ptr + w->begin, end - w->begin};
  return abbreviation_find(both, it->language) != ABBREVIATION_NONE;
}

static bool is_abbreviation(const struct sentences *it, const struct before *w,
                            size_t next) {
  bool digit = is_digit(byte_at(it->text, next));
  bool initial = w->whole_begin == w->begin && is_initial(it, w, next);
  if (is_inside(it, w, next)) return true;
  if (w->rule == ABBREVIATION_END) return false;
  if (w->rule == ABBREVIATION_ALWAYS) return !initial || !starts_after_initial(it, next);
  if (w->rule == ABBREVIATION_PLACE) return !follows_number(it, w->whole_begin);
  if (w->rule == ABBREVIATION_NUMBER && digit) return true;
  if (w->rule == ABBREVIATION_NUMERAL) {
    assay_str word = letters_at(it->text, next);
    if (digit || is_roman(word.ptr, word.len)) return true;
  }
  if (initial && !w->dotted) return !starts_after_initial(it, next);
  if (w->rule == ABBREVIATION_NAME || w->dotted || is_german_ordinal(it, w) ||
      (w->rule == ABBREVIATION_NONE && is_consonants(it, w)))
    return !starts_sentence(it, next);
  return false;
}

bool rules_goes_on(const struct sentences *it, size_t dot, size_t next) {
  struct piece opening = piece_at(it, next);
  if (opening.class == SB_CLOSE) next = opening.end;
  if (is_enumerator(it, dot)) return true;
  struct before w = word_before(it, dot);
  return is_abbreviation(it, &w, next);
}

/* Whether the word before the full stop is an ordinary one: long enough, not listed. */
static bool is_ordinary(const struct sentences *it, size_t dot, size_t least) {
  struct before w = word_before(it, dot);
  return w.end - w.begin >= least && w.rule == ABBREVIATION_NONE && !w.dotted &&
         !is_consonants(it, &w);
}

static bool is_year_at(assay_str text, size_t at) {
  size_t digits = 0;
  while (digits < 5 && is_digit(byte_at(text, at + digits))) digits++;
  return digits == 4 && (text.ptr[at] == '1' || text.ptr[at] == '2');
}

bool rules_number_starts(const struct sentences *it, size_t dot, size_t next) {
  size_t begin = letters_begin(it->text, it->at, dot);
  size_t least = is_year_at(it->text, next) ? 3 : is_lower_at(it->text, begin) ? 4 : 5;
  if (it->language == LANGUAGE_UND) least += is_year_at(it->text, next) ? 1 : 3;
  return is_digit(byte_at(it->text, next)) && is_ordinary(it, dot, least);
}

static bool has_prefix(assay_str text, size_t at, const char *prefix) {
  size_t len = strlen(prefix);
  return text.len - at >= len && memcmp(text.ptr + at, prefix, len) == 0;
}

bool rules_small_starts(const struct sentences *it, size_t dot, size_t next) {
  bool url = has_prefix(it->text, next, "http://") ||
             has_prefix(it->text, next, "https://") || has_prefix(it->text, next, "www.");
  char after = byte_at(it->text, next + 1);
  bool i = it->language == LANGUAGE_EN && byte_at(it->text, next) == 'i' &&
           (after == ' ' || after == '\'');
  struct piece first = piece_at(it, it->first);
  bool small = first.class == SB_LOWER && is_lower_at(it->text, next);
  return (url || i || small) && is_ordinary(it, dot, 3);
}

bool rules_dash_starts(const struct sentences *it, size_t dot, size_t next) {
  assay_str text = it->text;
  size_t at = next, breaks = 0;
  bool bullets = it->language == LANGUAGE_EN || it->language == LANGUAGE_DE ||
                 it->language == LANGUAGE_NL; /* elsewhere they are for dialogue */
  if (!bullets) return false;
  if (byte_at(text, dot + 1) != ' ' && byte_at(text, dot + 1) != '\n') return false;
  while (byte_at(text, at) == '-' && at - next < 4) at++;
  size_t word = piece_skip_space(text, at, &breaks);
  if (at == next || (word == at && at - next < 2)) return false;
  return is_upper_at(text, word) && !rules_goes_on(it, dot, word);
}

bool rules_glued_start(const struct sentences *it, size_t dot) {
  size_t begin = letters_begin(it->text, it->at, dot);
  if (dot - begin < 3 || !is_lower_at(it->text, begin)) return false;
  if (begin > it->at && byte_at(it->text, begin - 1) != ' ') return false;
  assay_str word = letters_at(it->text, dot + 1);
  char after = byte_at(it->text, dot + 1 + word.len);
  return (after == ' ' || after == '\'') && abbreviation_starts(word, it->language);
}

/* -- ! and ? ------------------------------------------------------------------------- */

bool rules_is_wordless(const struct sentences *it, size_t at) {
  enum { FEW = 32 };
  if (at - it->at > FEW) return false;
  for (size_t p = it->at; p < at;) {
    enum char_class class = unicode_class(code_point_at(it->text, p, &p));
    if (class == CHAR_LETTER || class == CHAR_DIGIT || class == CHAR_SYMBOL) return false;
  }
  return true;
}

bool rules_interrupts(const struct sentences *it, size_t mark, size_t next) {
  enum { FEW = 24 };
  struct piece after = piece_after_space(it, piece_at(it, mark).end);
  if (after.begin < next) return true; /* a closing mark */
  struct piece first = piece_at(it, it->first);
  if (next == mark + 1 || mark - first.begin > FEW) return false;
  return memchr(it->text.ptr + first.begin, ' ', mark - first.begin) == NULL;
}

bool rules_in_address(const struct sentences *it, size_t mark) {
  enum { NEAR = 64 };
  assay_str text = it->text;
  for (size_t p = mark + 1; p < text.len && p - mark < NEAR; p++) {
    if ((unsigned char)text.ptr[p] <= ' ') break;
    if (text.ptr[p] == '/') return true;
    if (text.ptr[p] == '=' || text.ptr[p] == '&') return p > mark + 1;
  }
  for (size_t p = mark; p > it->at && mark - p < NEAR; p--) {
    if ((unsigned char)text.ptr[p - 1] <= ' ') break;
    if (text.ptr[p - 1] == '/') return true;
  }
  return false;
}

bool rules_in_brackets(const struct sentences *it, size_t end) {
  char closing = byte_at(it->text, end);
  if (closing != ')' && closing != ']') return false;
  for (size_t begin = end; begin > it->at && end - begin < 10;) {
    struct piece before = piece_before(it, begin);
    if (before.cp == '(' || before.cp == '[') return begin < end;
    if (!piece_is_terminator(before.class) && before.cp != 0x2026) return false;
    begin = before.begin;
  }
  return false;
}

/* -- Notes, and marks after a space ------------------------------------------------- */

size_t rules_skip_note(assay_str text, size_t at) {
  size_t p = at;
  if (byte_at(text, p) == '[') {
    do p++;
    while (p - at <= 4 && is_digit(byte_at(text, p)));
    return p - at > 1 && byte_at(text, p) == ']' ? p + 1 : at;
  }
  while (p < text.len && (unsigned char)text.ptr[p] >= 0x80) {
    size_t end;
    uint32_t cp = code_point_at(text, p, &end);
    bool superscript = cp == 0xB9 || cp == 0xB2 || cp == 0xB3 || cp == 0x2070 ||
                       (cp >= 0x2074 && cp <= 0x2079);
    if (!superscript) break;
    p = end;
  }
  return p;
}

size_t rules_skip_bare_note(const struct sentences *it, size_t dot, size_t at) {
  assay_str text = it->text;
  struct before w = word_before(it, dot);
  if (w.end - w.begin < 3 || w.dotted || w.rule != ABBREVIATION_NONE) return at;
  size_t p = at, breaks = 0;
  while (p - at < 4 && is_digit(byte_at(text, p))) p++;
  if (p == at || p - at > 3) return at;
  size_t after = piece_skip_space(text, p, &breaks);
  if (after == text.len) return p;
  struct piece next = piece_at(it, after);
  bool begins = next.class == SB_UPPER || next.class == SB_CLOSE;
  return after > p && begins ? p : at;
}

size_t rules_skip_spaced_close(const struct sentences *it, size_t at) {
  struct piece close = piece_at(it, at);
  if (close.cp != 0xBB && close.cp != 0x203A) return at;
  struct piece after = piece_at(it, close.end);
  bool alone = after.begin == it->text.len || after.class == SB_SP ||
               piece_is_separator(after.class) || after.class == SB_SCONTINUE;
  return alone ? close.end : at;
}
