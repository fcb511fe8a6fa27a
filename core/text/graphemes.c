/*
** graphemes.c - grapheme boundaries by the pair of classes around them, and two bits of
** memory: the emoji before a joiner (GB11), and the parity of flags (GB12, GB13).
*/
#include "text/graphemes.h"

#include "text/unicode.h"
#include "text/utf8.h"

/* What of the text before a boundary matters besides the last class. */
struct memory {
  enum grapheme_break last;
  bool pictograph; /* a pictograph, then any Extend, then at most one ZWJ */
  bool half_flag;  /* an odd number of regional indicators */
};

static enum grapheme_break class_at(assay_str text, size_t at, size_t *end) {
  uint32_t cp;
  *end = at + utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return unicode_grapheme_break(cp);
}

static struct memory memory_of(enum grapheme_break first) {
  struct memory m = {first, first == GB_PICTOGRAPHIC, first == GB_REGIONAL};
  return m;
}

static void memory_add(struct memory *m, enum grapheme_break next) {
  bool goes_on = next == GB_EXTEND || next == GB_ZWJ;
  m->pictograph = next == GB_PICTOGRAPHIC ||
                  (m->pictograph && goes_on && m->last != GB_ZWJ);
  m->half_flag = next == GB_REGIONAL && !m->half_flag;
  m->last = next;
}

static bool is_control(enum grapheme_break class) {
  return class == GB_CONTROL || class == GB_CR || class == GB_LF;
}

/* GB6 to GB8: Hangul syllables of L, V and T. */
static bool joins_hangul(enum grapheme_break before, enum grapheme_break after) {
  switch (before) {
  case GB_L:
    return after == GB_L || after == GB_V || after == GB_LV || after == GB_LVT;
  case GB_LV:
  case GB_V:
    return after == GB_V || after == GB_T;
  case GB_LVT:
  case GB_T:
    return after == GB_T;
  default:
    return false;
  }
}

/* Whether the rules that look at two classes only join them. */
static bool joins(enum grapheme_break before, enum grapheme_break after) {
  if (before == GB_CR && after == GB_LF) return true;        /* GB3 */
  if (is_control(before) || is_control(after)) return false; /* GB4, GB5 */
  return after == GB_EXTEND || after == GB_ZWJ || after == GB_SPACING_MARK ||
         before == GB_PREPEND || joins_hangul(before, after); /* GB9 to GB9b */
}

static bool memory_joins(const struct memory *m, enum grapheme_break after) {
  if (m->last == GB_ZWJ && after == GB_PICTOGRAPHIC) return m->pictograph; /* GB11 */
  if (m->last == GB_REGIONAL && after == GB_REGIONAL) return m->half_flag;
  return joins(m->last, after);
}

void graphemes_start(struct graphemes *it, assay_str text) {
  it->text = text;
  it->at = 0;
}

static bool is_plain_ascii(char c) {
  return (unsigned char)c < 0x80 && c != '\r';
}

bool graphemes_next(struct graphemes *it, size_t *begin, size_t *end) {
  assay_str text = it->text;
  size_t at = it->at;
  if (at >= text.len) return false;
  *begin = at;
  if (is_plain_ascii(text.ptr[at]) &&
      (at + 1 == text.len || (unsigned char)text.ptr[at + 1] < 0x80)) {
    *end = it->at = at + 1;
    return true;
  }
  struct memory m = memory_of(class_at(text, at, &at));
  while (at < text.len) {
    size_t after;
    enum grapheme_break next = class_at(text, at, &after);
    if (!memory_joins(&m, next)) break;
    memory_add(&m, next);
    at = after;
  }
  *end = it->at = at;
  return true;
}

/* A boundary at or before `at`: the last one that two classes alone make certain. */
static size_t certain_boundary(assay_str text, size_t at) {
  size_t end;
  while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) at--;
  enum grapheme_break after = class_at(text, at, &end);
  while (at > 0) {
    size_t previous = utf8_previous(text, at);
    enum grapheme_break before = class_at(text, previous, &end);
    bool doubtful = (before == GB_ZWJ && after == GB_PICTOGRAPHIC) ||
                    (before == GB_REGIONAL && after == GB_REGIONAL);
    if (!doubtful && !joins(before, after)) break;
    at = previous;
    after = before;
  }
  return at;
}

/* The grapheme that holds byte `at`, which is less than text.len. */
static void grapheme_at(assay_str text, size_t at, size_t *begin, size_t *end) {
  struct graphemes it = {text, certain_boundary(text, at)};
  *begin = *end = 0;
  while (*end <= at && graphemes_next(&it, begin, end)) continue;
}

size_t grapheme_floor(assay_str text, size_t at) {
  size_t begin = at, end;
  if (at < text.len) grapheme_at(text, at, &begin, &end);
  return begin;
}

bool grapheme_boundary(assay_str text, size_t at) {
  return grapheme_floor(text, at) == at;
}
