/*
** sentences.c - sentence boundaries by UAX #29, and the tailoring for wrapped prose.
** Looks for what may end a sentence (a full stop, a line break) and decides there, with
** bounded looks back and one look ahead to the next letter; so time is linear.
*/
#include "text/sentences.h"

#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

/* -- Abbreviations ---------------------------------------------------------------- */

enum abbreviation_rule {
  ABBR_ALWAYS, /* no sentence ends here */
  ABBR_NAME,   /* none, unless the next word often begins one: "St. The", "Jr. He" */
  ABBR_NUMBER, /* none before a digit: "no. 5", but "He said no. Then" */
  ABBR_NUMERAL /* none before a digit or a Roman numeral: "vol. IV" */
};

/* Written with a capital: matches only with one ("Gen." but not "gen."); else any case.
** Those that UAX #29 gets right, such as "etc." before a small letter, are not here. */
static const struct abbreviation {
  char text[8];
  enum abbreviation_rule rule;
} abbreviations[] = {
    {"Mr", ABBR_ALWAYS},     {"Mrs", ABBR_ALWAYS},   {"Ms", ABBR_ALWAYS},
    {"Messrs", ABBR_ALWAYS}, {"Prof", ABBR_ALWAYS},  {"Rev", ABBR_ALWAYS},
    {"Hon", ABBR_ALWAYS},    {"Gen", ABBR_ALWAYS},   {"Col", ABBR_ALWAYS},
    {"Maj", ABBR_ALWAYS},    {"Capt", ABBR_ALWAYS},  {"Lt", ABBR_ALWAYS},
    {"Sgt", ABBR_ALWAYS},    {"Adm", ABBR_ALWAYS},   {"Gov", ABBR_ALWAYS},
    {"Sen", ABBR_ALWAYS},    {"Rep", ABBR_ALWAYS},   {"Mme", ABBR_ALWAYS},
    {"Mlle", ABBR_ALWAYS},   {"Msgr", ABBR_ALWAYS},  {"cf", ABBR_ALWAYS},
    {"vs", ABBR_ALWAYS},     {"viz", ABBR_ALWAYS},   {"e.g", ABBR_ALWAYS},
    {"i.e", ABBR_ALWAYS},    {"Dr", ABBR_NAME},      {"St", ABBR_NAME},
    {"Jr", ABBR_NAME},       {"Sr", ABBR_NAME},      {"Mt", ABBR_NAME},
    {"Ft", ABBR_NAME},       {"Bros", ABBR_NAME},    {"Co", ABBR_NAME},
    {"Inc", ABBR_NAME},      {"Ltd", ABBR_NAME},     {"ed", ABBR_NAME},
    {"eds", ABBR_NAME},      {"trans", ABBR_NAME},   {"al", ABBR_NAME},
    {"p", ABBR_NUMBER},      {"pp", ABBR_NUMBER},    {"no", ABBR_NUMBER},
    {"nos", ABBR_NUMBER},    {"c", ABBR_NUMBER},     {"ca", ABBR_NUMBER},
    {"Jan", ABBR_NUMBER},    {"Feb", ABBR_NUMBER},   {"Mar", ABBR_NUMBER},
    {"Apr", ABBR_NUMBER},    {"Jun", ABBR_NUMBER},   {"Jul", ABBR_NUMBER},
    {"Aug", ABBR_NUMBER},    {"Sep", ABBR_NUMBER},   {"Sept", ABBR_NUMBER},
    {"Oct", ABBR_NUMBER},    {"Nov", ABBR_NUMBER},   {"Dec", ABBR_NUMBER},
    {"vol", ABBR_NUMERAL},   {"vols", ABBR_NUMERAL}, {"ch", ABBR_NUMERAL},
    {"chap", ABBR_NUMERAL},  {"art", ABBR_NUMERAL},  {"sec", ABBR_NUMERAL},
    {"sect", ABBR_NUMERAL},  {"pt", ABBR_NUMERAL},   {"bk", ABBR_NUMERAL},
    {"fig", ABBR_NUMERAL},   {"figs", ABBR_NUMERAL},
};

/* Words with a capital that are seldom names but often begin a sentence. */
static const char starters[][10] = {
    "A",      "After",    "All",     "Although", "An",   "And",   "As",     "At",
    "Before", "But",      "By",      "For",      "From", "He",    "Her",    "Here",
    "His",    "How",      "However", "I",        "If",   "In",    "It",     "Its",
    "Many",   "Moreover", "My",      "No",       "Not",  "Now",   "On",     "Our",
    "She",    "Since",    "So",      "Some",     "Such", "That",  "The",    "Their",
    "Then",   "There",    "These",   "They",     "This", "Those", "Though", "Thus",
    "To",     "Today",    "We",      "What",     "When", "Where", "While",  "Who",
    "Why",    "With",     "Yet",     "You",
};

#define LONGEST_WORD 10 /* no abbreviation or starter is longer */

/* -- Reading ------------------------------------------------------------------------ */

/* A code point and the marks on it (rule SB5); wrapped, a line break of either sort. */
struct piece {
  size_t begin, end; /* begin == text.len: the end of the text */
  uint32_t cp;
  enum sentence_break class;
};

static bool is_separator(enum sentence_break class) {
  return class == SB_SEP || class == SB_CR || class == SB_LF;
}

static bool is_terminator(enum sentence_break class) {
  return class == SB_ATERM || class == SB_STERM;
}

static enum sentence_break class_at(assay_str text, size_t at, uint32_t *cp,
                                    size_t *end) {
  *end = at + utf8_decode(text.ptr + at, text.ptr + text.len, cp, NULL);
  return unicode_sentence_break(*cp);
}

/* The byte after the line break at `at`; CR LF is one. */
static size_t line_break_end(assay_str text, size_t at) {
  uint32_t cp;
  size_t end;
  enum sentence_break class = class_at(text, at, &cp, &end);
  return class == SB_CR && end < text.len && text.ptr[end] == '\n' ? end + 1 : end;
}

/* The first byte at or after `at` that is no white space. *breaks counts the lines. */
static size_t skip_space(assay_str text, size_t at, size_t *breaks) {
  while (at < text.len) {
    uint32_t cp;
    size_t end;
    enum sentence_break class = class_at(text, at, &cp, &end);
    if (is_separator(class)) {
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
  size_t breaks = 0, after = skip_space(text, piece.begin, &breaks);
  if (breaks > 1 || piece.cp == 0x2029) {
    piece.class = SB_SEP;
    piece.end = after;
  } else {
    piece.class = SB_SP;
    piece.end = line_break_end(text, piece.begin);
  }
  return piece;
}

static struct piece piece_at(const struct sentences *it, size_t at) {
  struct piece piece = {at, at, 0, SB_OTHER};
  if (at >= it->text.len) return piece;
  piece.class = class_at(it->text, at, &piece.cp, &piece.end);
  if (is_separator(piece.class)) {
    if (it->rule == SENTENCES_WRAPPED) return wrapped_break(it->text, piece);
    piece.end = line_break_end(it->text, at);
    return piece;
  }
  while (piece.end < it->text.len) {
    uint32_t cp;
    size_t end;
    enum sentence_break class = class_at(it->text, piece.end, &cp, &end);
    if (class != SB_EXTEND && class != SB_FORMAT) break;
    piece.end = end;
  }
  return piece;
}

/* The piece before `at`, not reaching below the sentence's begin. */
static struct piece piece_before(const struct sentences *it, size_t at) {
  struct piece piece = {at, at, 0, SB_OTHER};
  while (piece.begin > it->at) {
    size_t end;
    piece.begin = utf8_previous(it->text, piece.begin);
    piece.class = class_at(it->text, piece.begin, &piece.cp, &end);
    if (piece.class != SB_EXTEND && piece.class != SB_FORMAT) break;
  }
  return piece;
}

/* The first byte at or after `at` that may end a sentence. */
static size_t skip_dull(assay_str text, size_t at) {
  while (at < text.len) {
    unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0x80) {
      if (c == '.' || c == '!' || c == '?' || c == '\n' || c == '\r') break;
      at++;
      continue;
    }
    uint32_t cp;
    size_t end;
    enum sentence_break class = class_at(text, at, &cp, &end);
    if (is_terminator(class) || is_separator(class)) break;
    at = end;
  }
  return at;
}

/* -- The tailoring ------------------------------------------------------------------ */

static bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char byte_at(assay_str text, size_t at) {
  return at < text.len ? text.ptr[at] : '\0';
}

/* Letters from `at` on, cut at one more than the longest word that matters. */
static assay_str letters_at(assay_str text, size_t at) {
  assay_str word = {text.ptr + at, 0};
  while (word.len <= LONGEST_WORD && is_ascii_letter(byte_at(text, at + word.len)))
    word.len++;
  return word;
}

static bool is_initial_at(assay_str text, size_t at) {
  char c = byte_at(text, at);
  return c >= 'A' && c <= 'Z' && byte_at(text, at + 1) == '.';
}

static bool starts_sentence(assay_str text, size_t at) {
  assay_str word = letters_at(text, at);
  if (is_initial_at(text, at)) return false;
  for (size_t i = 0; i < sizeof starters / sizeof *starters; i++)
    if (strlen(starters[i]) == word.len && memcmp(starters[i], word.ptr, word.len) == 0)
      return true;
  return false;
}

static bool is_roman_at(assay_str text, size_t at) {
  assay_str word = letters_at(text, at);
  size_t len = 0;
  while (len < word.len && memchr("IVXLC", word.ptr[len], 5)) len++;
  return len > 0 && len == word.len;
}

static const struct abbreviation *abbreviation_of(assay_str word) {
  for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
    const struct abbreviation *entry = &abbreviations[i];
    bool capital = lower(entry->text[0]) != entry->text[0];
    if (strlen(entry->text) != word.len) continue;
    if (capital && entry->text[0] != word.ptr[0]) continue;
    size_t same = 0;
    while (same < word.len && lower(entry->text[same]) == lower(word.ptr[same])) same++;
    if (same == word.len) return entry;
  }
  return NULL;
}

/* The word of ASCII letters before a full stop, with "e." before the "g" of "e.g."; empty
** when it is the tail of a longer word. */
static assay_str word_before(const struct sentences *it, size_t dot) {
  const char *text = it->text.ptr;
  assay_str none = {text + dot, 0};
  size_t begin = dot;
  while (begin > it->at && is_ascii_letter(text[begin - 1]) &&
         dot - begin <= LONGEST_WORD)
    begin--;
  if (dot - begin > LONGEST_WORD) return none;
  if (dot - begin == 1 && begin >= it->at + 2 && text[begin - 1] == '.' &&
      is_ascii_letter(text[begin - 2]))
    begin -= 2;
  if (begin > it->at) {
    uint32_t cp;
    size_t end;
    class_at(it->text, utf8_previous(it->text, begin), &cp, &end);
    enum char_class before = unicode_class(cp);
    if (before == CHAR_LETTER || before == CHAR_DIGIT || before == CHAR_MARK) return none;
  }
  assay_str word = {text + begin, dot - begin};
  return word;
}

/* Whether the full stop at `dot` follows a single capital letter. "I" is one only among
** others: "World War I. Germany", but "A. I. Herzen". */
static bool is_initial(const struct sentences *it, size_t dot, size_t next) {
  struct piece letter = piece_before(it, dot);
  if (letter.class != SB_UPPER) return false;
  struct piece before = piece_before(it, letter.begin);
  bool first = letter.begin == it->at;
  if (!first) {
    enum char_class class = unicode_class(before.cp);
    if (class == CHAR_LETTER || class == CHAR_DIGIT || class == CHAR_MARK) return false;
  }
  if (letter.cp != 'I') return true;
  if (!first && before.class == SB_SP) before = piece_before(it, before.begin);
  return is_initial_at(it->text, next) || (!first && before.class == SB_ATERM);
}

/* Whether the full stop at `dot` only shortens a word; `next` is where the next word or
** its opening mark begins. */
static bool is_abbreviation(const struct sentences *it, size_t dot, size_t next) {
  struct piece opening = piece_at(it, next);
  if (opening.class == SB_CLOSE) next = opening.end;
  assay_str word = word_before(it, dot);
  const struct abbreviation *entry = abbreviation_of(word);
  bool digit = is_digit(byte_at(it->text, next));
  if (entry && entry->rule == ABBR_ALWAYS) return true;
  if (entry && entry->rule == ABBR_NUMBER && digit) return true;
  if (entry && entry->rule == ABBR_NUMERAL && (digit || is_roman_at(it->text, next)))
    return true;
  bool dotted = word.len == 3 && word.ptr[1] == '.';
  if ((entry && entry->rule == ABBR_NAME) || dotted || is_initial(it, dot, next))
    return !starts_sentence(it->text, next);
  return false;
}

/* The byte after a note mark at `at`, "[12]" or superscript digits; `at` if none. */
static size_t skip_note(assay_str text, size_t at) {
  size_t p = at;
  if (byte_at(text, p) == '[') {
    do p++;
    while (p - at <= 4 && is_digit(byte_at(text, p)));
    return p - at > 1 && byte_at(text, p) == ']' ? p + 1 : at;
  }
  while (p < text.len) {
    uint32_t cp;
    size_t end = p + utf8_decode(text.ptr + p, text.ptr + text.len, &cp, NULL);
    bool superscript = cp == 0xB9 || cp == 0xB2 || cp == 0xB3 || cp == 0x2070 ||
                       (cp >= 0x2074 && cp <= 0x2079);
    if (!superscript) break;
    p = end;
  }
  return p;
}

/* The byte after the digits of "peace.12 The", where a note mark lost its raising; `at`
** when the full stop before `at` may stand in a number or an abbreviation. */
static size_t skip_bare_note(const struct sentences *it, size_t dot, size_t at) {
  assay_str text = it->text, word = word_before(it, dot);
  if (word.len < 3 || word.ptr[1] == '.' || abbreviation_of(word)) return at;
  size_t p = at, breaks = 0;
  while (p - at < 4 && is_digit(byte_at(text, p))) p++;
  if (p == at || p - at > 3) return at;
  size_t after = skip_space(text, p, &breaks);
  if (after == text.len) return p;
  struct piece next = piece_at(it, after);
  bool begins = next.class == SB_UPPER || next.class == SB_CLOSE;
  return after > p && begins ? p : at;
}

/* -- UAX #29 ------------------------------------------------------------------------ */

/* SB8: whether a small letter comes before any other letter, terminator or separator. */
static bool lower_follows(const struct sentences *it, size_t at) {
  while (at < it->text.len) {
    struct piece piece = piece_at(it, at);
    if (piece.class == SB_LOWER) return true;
    if (piece.class == SB_UPPER || piece.class == SB_OLETTER ||
        is_terminator(piece.class) || is_separator(piece.class))
      return false;
    at = piece.end;
  }
  return false;
}

/* Past closing marks (SB9) and, wrapped, note marks. */
static struct piece skip_close(const struct sentences *it, size_t at) {
  for (;;) {
    if (it->rule == SENTENCES_WRAPPED) at = skip_note(it->text, at);
    struct piece piece = piece_at(it, at);
    if (piece.class != SB_CLOSE) return piece;
    at = piece.end;
  }
}

/* Whether the sentence ends after a terminator; *at is where it ends or goes on. */
static bool ends_after(const struct sentences *it, const struct piece *term, size_t *at) {
  bool wrapped = it->rule == SENTENCES_WRAPPED;
  struct piece next = piece_at(it, term->end);
  *at = term->end;
  if (term->class == SB_ATERM) {
    enum sentence_break before = piece_before(it, term->begin).class;
    size_t after_note = term->end;
    if (wrapped && next.class == SB_NUMERIC && term->cp == '.')
      after_note = skip_bare_note(it, term->begin, term->end);
    if (next.class == SB_NUMERIC && after_note == term->end) return false; /* SB6 */
    if (next.class == SB_UPPER && (before == SB_UPPER || before == SB_LOWER))
      return false; /* SB7 */
    *at = after_note;
  }
  next = skip_close(it, *at);
  while (next.class == SB_SP) next = piece_at(it, next.end);
  *at = next.begin;
  if (next.begin == it->text.len) return true;
  if (is_separator(next.class)) { /* SB9 to SB11 */
    *at = next.end;
    return true;
  }
  if (next.class == SB_SCONTINUE || is_terminator(next.class)) return false; /* SB8a */
  if ((wrapped || term->class == SB_ATERM) && lower_follows(it, next.begin))
    return false; /* SB8 */
  return !(wrapped && term->cp == '.' && is_abbreviation(it, term->begin, next.begin));
}

void sentences_start(struct sentences *it, assay_str text, enum sentence_rule rule) {
  it->text = text;
  it->at = 0;
  it->rule = rule;
}

bool sentences_next(struct sentences *it, size_t *begin, size_t *end) {
  if (it->at >= it->text.len) return false;
  size_t at = it->at, breaks = 0;
  bool done = false;
  if (it->rule == SENTENCES_WRAPPED) at = skip_space(it->text, at, &breaks);
  while (!done && (at = skip_dull(it->text, at)) < it->text.len) {
    struct piece piece = piece_at(it, at);
    at = piece.end;
    if (is_terminator(piece.class)) done = ends_after(it, &piece, &at);
    if (is_separator(piece.class)) done = true; /* SB4 */
  }
  *begin = it->at;
  *end = it->at = at;
  return true;
}
