/*
** words.c - word boundaries by UAX #29, in one forward pass.
** A segment is grown code point by code point with one class of memory (rule WB4 hides
** marks) and looks past one joining character, "don't" or "3.14", at most once; so time
** is linear. Runs of ASCII take a table and no decoding. Called by the tokenizer.
*/
#include "text/words.h"

#include "text/unicode.h"
#include "text/utf8.h"

/* What a segment holds, as bits; 1 << enum char_class and these. */
enum {
  HAS_PICTOGRAPH = 1 << 8,      /* a pictograph that is shown as an emoji */
  HAS_TEXT_PICTOGRAPH = 1 << 9, /* one that is only with U+FE0F: (c), arrows */
  HAS_EMOJI_SELECTOR = 1 << 10, /* U+FE0F */
  HAS_FLAG = 1 << 11            /* a pair of regional indicators */
};
#define HAS(class) (1u << (class))

struct scan {            /* one segment while it grows */
  const char *p, *end;   /* p: after the last code point taken */
  enum word_break class; /* of the last code point that is not hidden by WB4 */
  enum word_break last;  /* of the last code point */
  unsigned holds;
};

struct symbol { /* one code point of the text */
  uint32_t cp;
  uint16_t record;
  enum word_break class;
  size_t length;
};

void words_start(struct words *it, assay_str text) {
  it->text = text;
  it->at = 0;
}

static struct symbol symbol_at(const char *p, const char *end) {
  struct symbol s;
  s.length = utf8_decode(p, end, &s.cp, NULL);
  s.record = unicode_record(s.cp);
  s.class = unicode_word_break_of(s.record);
  return s;
}

static bool is_hidden(enum word_break class) {
  return class == WB_EXTEND || class == WB_FORMAT || class == WB_ZWJ;
}

static bool is_letter(enum word_break class) {
  return class == WB_ALETTER || class == WB_HEBREW_LETTER;
}

static bool is_newline(enum word_break class) {
  return class == WB_CR || class == WB_LF || class == WB_NEWLINE;
}

/* Below U+2600 stand the pictographs that texts use as plain signs: (c), (r), !!, TM,
** arrows, watches. They are emoji only when U+FE0F says so. */
static unsigned content_of(uint32_t cp, uint16_t record) {
  unsigned holds = HAS(unicode_class_of(record));
  if (cp == 0xFE0F) return HAS_EMOJI_SELECTOR;
  if (!unicode_is_pictographic_of(record)) return holds;
  return holds | (cp < 0x2600 ? HAS_TEXT_PICTOGRAPH : HAS_PICTOGRAPH);
}

static void scan_take(struct scan *scan, const struct symbol *s) {
  scan->p += s->length;
  scan->last = s->class;
  scan->holds |= content_of(s->cp, s->record);
  if (!is_hidden(s->class)) scan->class = s->class;
}

/* WB6, WB7b and WB12: a joining character counts only if what follows it, marks apart,
** is of the kind that stands before it. On success takes all of it (WB7, WB7c, WB11). */
static bool scan_take_joined(struct scan *scan, const struct symbol *middle) {
  const char *p = scan->p + middle->length;
  while (p < scan->end) {
    struct symbol next = symbol_at(p, scan->end);
    if (is_hidden(next.class)) {
      p += next.length;
      continue;
    }
    bool fits = scan->class == WB_NUMERIC          ? next.class == WB_NUMERIC
                : middle->class == WB_DOUBLE_QUOTE ? next.class == WB_HEBREW_LETTER
                                                   : is_letter(next.class);
    if (!fits) return false;
    scan->p = p;
    scan_take(scan, &next);
    return true;
  }
  return false;
}

/* Whether the class before (marks apart) and the class after join without looking on:
** WB5, WB8 to WB10, WB13 to WB13b. */
static bool joins(enum word_break before, enum word_break after) {
  bool run_before = is_letter(before) || before == WB_NUMERIC;
  bool run_after = is_letter(after) || after == WB_NUMERIC;
  if (run_before && run_after) return true;
  if (before == WB_KATAKANA && after == WB_KATAKANA) return true;
  if (after == WB_EXTENDNUMLET)
    return run_before || before == WB_KATAKANA || before == WB_EXTENDNUMLET;
  return before == WB_EXTENDNUMLET && (run_after || after == WB_KATAKANA);
}

/* Whether s may be the middle of a word or number that goes on. */
static bool may_join(enum word_break before, enum word_break middle) {
  if (middle == WB_MIDNUMLET || middle == WB_SINGLE_QUOTE)
    return is_letter(before) || before == WB_NUMERIC;
  if (middle == WB_MIDLETTER) return is_letter(before);
  if (middle == WB_MIDNUM) return before == WB_NUMERIC;
  return middle == WB_DOUBLE_QUOTE && before == WB_HEBREW_LETTER;
}

/* Takes the next code point, or several, if there is no boundary before it. */
static bool scan_step(struct scan *scan) {
  struct symbol s = symbol_at(scan->p, scan->end);
  if (is_newline(s.class)) return false;                                     /* WB3b */
  bool take = (scan->last == WB_ZWJ && unicode_is_pictographic_of(s.record)) /* WB3c */
              || (scan->last == WB_WSEGSPACE && s.class == WB_WSEGSPACE)     /* WB3d */
              || is_hidden(s.class)                                          /* WB4 */
              || joins(scan->class, s.class);
  if (!take && may_join(scan->class, s.class)) {
    if (scan_take_joined(scan, &s)) return true;
    take = scan->class == WB_HEBREW_LETTER && s.class == WB_SINGLE_QUOTE; /* WB7a */
  }
  if (!take && scan->class == WB_REGIONAL && s.class == WB_REGIONAL &&
      !(scan->holds & HAS_FLAG)) { /* WB15, WB16 */
    scan->holds |= HAS_FLAG;
    take = true;
  }
  if (take) scan_take(scan, &s);
  return take;
}

static void scan_rest(struct scan *scan) {
  while (scan->p < scan->end && scan_step(scan)) continue;
}

/* A segment from its first code point, by the full rules. */
static void scan_segment(struct scan *scan) {
  struct symbol first = symbol_at(scan->p, scan->end);
  scan_take(scan, &first);
  /* A mark that begins a segment hides nothing and stands for itself. */
  scan->class = first.class;
  if (first.class == WB_CR && scan->p < scan->end && *scan->p == '\n') scan->p++;
  if (is_newline(first.class)) return;
  scan_rest(scan);
}

/* ASCII: l letter, d digit, u underline, j joins letters or digits, L letters only,
** D digits only, s space, . anything that stands alone. The table of classes says the
** same, and a test compares them. */
static const char ascii_kind[128] = "................................"
                                    "s......j....D.j.ddddddddddLD...."
                                    ".llllllllllllllllllllllllll....u"
                                    ".llllllllllllllllllllllllll....";

static char kind_at(const char *p) {
  return (unsigned char)*p < 128 ? ascii_kind[(unsigned char)*p] : 'x';
}

/* Takes letters, digits and underlines, and the signs between them that join; stops
** before what it does not know. True when the segment ends there for certain. */
static bool scan_ascii_word(struct scan *scan) {
  const char *p = scan->p, *end = scan->end;
  unsigned holds = 0;
  bool ended = true;
  char kind = '.';
  for (; p < end; p++) {
    char next = kind_at(p);
    if (next == 'l')
      holds |= HAS(CHAR_LETTER);
    else if (next == 'd')
      holds |= HAS(CHAR_DIGIT);
    else if (next == 'u')
      holds |= HAS(CHAR_PUNCTUATION);
    else {
      bool middle = next == 'j' || (next == 'L' && kind == 'l') ||
                    (next == 'D' && kind == 'd');
      if (next != 'x' && (!middle || p + 1 == end)) break;
      char after = next == 'x' ? 'x' : kind_at(p + 1);
      ended = after != 'x';
      if (!ended || kind == 'u' || after != kind) break;
      p++;
    }
    kind = kind_at(p);
  }
  scan->p = p;
  scan->holds = holds;
  scan->class = kind == 'l' ? WB_ALETTER : kind == 'd' ? WB_NUMERIC : WB_EXTENDNUMLET;
  scan->last = scan->class;
  return ended;
}

static assay_token_kind kind_of(unsigned holds, bool *space) {
  *space = false;
  if (holds & HAS(CHAR_LETTER)) return ASSAY_TOKEN_WORD;
  if (holds & HAS(CHAR_DIGIT)) return ASSAY_TOKEN_NUMBER;
  if (holds & (HAS_PICTOGRAPH | HAS_FLAG)) return ASSAY_TOKEN_EMOJI;
  if ((holds & HAS_TEXT_PICTOGRAPH) && (holds & HAS_EMOJI_SELECTOR))
    return ASSAY_TOKEN_EMOJI;
  if (holds & HAS(CHAR_PUNCTUATION)) return ASSAY_TOKEN_PUNCTUATION;
  *space = (holds & HAS(CHAR_SYMBOL)) == 0;
  return ASSAY_TOKEN_SYMBOL;
}

assay_token_kind words_kind(assay_str text, bool *space) {
  unsigned holds = 0;
  enum word_break last = WB_OTHER;
  for (size_t at = 0; at < text.len;) {
    struct symbol s = symbol_at(text.ptr + at, text.ptr + text.len);
    holds |= content_of(s.cp, s.record);
    if (last == WB_REGIONAL && s.class == WB_REGIONAL) holds |= HAS_FLAG;
    if (!is_hidden(s.class)) last = s.class;
    at += s.length;
  }
  return kind_of(holds, space);
}

bool words_next(struct words *it, struct word_segment *out) {
  if (it->at >= it->text.len) return false;
  struct scan scan = {it->text.ptr + it->at, it->text.ptr + it->text.len, WB_OTHER,
                      WB_OTHER, 0};
  char kind = kind_at(scan.p);
  bool lone = kind == 's' || kind == '.' || kind == 'j' || kind == 'L' || kind == 'D';
  char next = scan.end - scan.p > 1 ? kind_at(scan.p + 1) : '.';
  if (kind == 'l' || kind == 'd' || kind == 'u') {
    if (!scan_ascii_word(&scan)) scan_rest(&scan);
  } else if (lone && next != 'x' && !(kind == 's' && next == 's') && *scan.p != '\r') {
    scan.holds = HAS(unicode_class((unsigned char)*scan.p));
    scan.p++;
  } else {
    scan_segment(&scan);
  }
  out->begin = it->at;
  out->end = it->at = (size_t)(scan.p - it->text.ptr);
  out->kind = kind_of(scan.holds, &out->space);
  return true;
}
