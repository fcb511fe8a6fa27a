/*
** marks.c - one forward pass over the bytes; a table of lead bytes skips the others.
** The sides of a run of marks ('"Yes,"') are those of the run, so that each mark sees
** words and space; a backward pass carries the right side through.
*/
#include "quote/marks.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/apostrophe.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

struct entity {
  const char *name; /* what follows the ampersand */
  uint32_t cp;
};

static const struct entity entities[] = {
    {"quot;", '"'},     {"apos;", '\''},    {"ldquo;", 0x201C},  {"rdquo;", 0x201D},
    {"lsquo;", 0x2018}, {"rsquo;", 0x2019}, {"bdquo;", 0x201E},  {"sbquo;", 0x201A},
    {"laquo;", 0xAB},   {"raquo;", 0xBB},   {"lsaquo;", 0x2039}, {"rsaquo;", 0x203A},
};

enum { ENTITY_LIMIT = 10 }; /* bytes of the longest number that we read, "&#x0201C;" */
enum { TWIN_LOOKAHEAD = 64, TWIN_BYTES = 2000 }; /* marks and text between two pairs */

struct scan {
  assay_str text;
  struct marks *marks;
  bool backticks; /* a pair of backticks or commas was seen, so '' may close */
};

void marks_init(struct marks *marks, const assay_allocator *alloc) {
  memset(marks, 0, sizeof *marks);
  marks->alloc = alloc_or_default(alloc);
}

void marks_free(struct marks *marks) {
  alloc_free(&marks->alloc, marks->items, marks->cap, sizeof *marks->items);
  marks->items = NULL;
  marks->count = marks->cap = 0;
}

enum mark_family mark_family(const struct mark *mark) {
  if (mark->form <= MARK_TICKS) return FAMILY_DOUBLE;
  if (mark->form <= MARK_BACKTICK) return FAMILY_SINGLE;
  if (mark->form <= MARK_GUILLEMET_RIGHT) return FAMILY_GUILLEMET;
  if (mark->form <= MARK_ANGLE_RIGHT) return FAMILY_ANGLE;
  return FAMILY_CORNER + (mark->form - MARK_CORNER_OPEN) / 2;
}

bool mark_may_open(const struct mark *mark) {
  if (mark->right == SIDE_SPACE || mark->right == SIDE_EDGE) return false;
  return mark->left <= SIDE_DASH ||
         (mark->left == SIDE_PUNCTUATION && mark->right == SIDE_LETTER);
}

bool mark_may_close(const struct mark *mark) {
  if (mark->left <= SIDE_OPENING) return false;
  if (mark->right == SIDE_DIGIT) /* of a note, as in "word'12"; not in 6'2" */
    return mark_family(mark) == FAMILY_SINGLE &&
           (mark->left == SIDE_LETTER || mark->left == SIDE_PUNCTUATION);
  return mark->right != SIDE_LETTER;
}

static enum mark_side side_of(uint32_t cp) {
  if (cp == '(' || cp == '[' || cp == '{') return SIDE_OPENING;
  if (cp == '-' || (cp >= 0x2010 && cp <= 0x2015)) return SIDE_DASH;
  switch (unicode_class(cp)) {
  case CHAR_SPACE:
    return SIDE_SPACE;
  case CHAR_LETTER:
    return cp >= 0x2E80 || (cp >= 0x0E00 && cp < 0x0F00) ? SIDE_UNSPACED : SIDE_LETTER;
  case CHAR_DIGIT:
    return SIDE_DIGIT;
  default:
    return cp < ' ' ? SIDE_SPACE : SIDE_PUNCTUATION;
  }
}

static enum mark_side side_before(assay_str text, size_t at) {
  if (at == 0) return SIDE_EDGE;
  uint32_t cp;
  utf8_decode(text.ptr + utf8_previous(text, at), text.ptr + text.len, &cp, NULL);
  return side_of(cp);
}

static enum mark_side side_after(assay_str text, size_t at) {
  if (at >= text.len) return SIDE_EDGE;
  uint32_t cp;
  utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return side_of(cp);
}

/* The form of a character that is a mark; false for all others. */
static bool form_of(uint32_t cp, enum mark_form *form) {
  static const struct {
    uint16_t cp;
    uint8_t form;
  } table[] = {
      {0x0022, MARK_STRAIGHT_DOUBLE},    {0x0027, MARK_STRAIGHT_SINGLE},
      {0x00AB, MARK_GUILLEMET_LEFT},     {0x00BB, MARK_GUILLEMET_RIGHT},
      {0x05F4, MARK_STRAIGHT_DOUBLE},    {0x2018, MARK_LEFT_SINGLE},
      {0x2019, MARK_RIGHT_SINGLE},       {0x201A, MARK_LOW_SINGLE},
      {0x201B, MARK_LEFT_SINGLE},        {0x201C, MARK_LEFT_DOUBLE},
      {0x201D, MARK_RIGHT_DOUBLE},       {0x201E, MARK_LOW_DOUBLE},
      {0x201F, MARK_LEFT_DOUBLE},        {0x2039, MARK_ANGLE_LEFT},
      {0x203A, MARK_ANGLE_RIGHT},        {0x275B, MARK_LEFT_SINGLE},
      {0x275C, MARK_RIGHT_SINGLE},       {0x275D, MARK_LEFT_DOUBLE},
      {0x275E, MARK_RIGHT_DOUBLE},       {0x3008, MARK_SMALL_TITLE_OPEN},
      {0x3009, MARK_SMALL_TITLE_CLOSE},  {0x300A, MARK_TITLE_OPEN},
      {0x300B, MARK_TITLE_CLOSE},        {0x300C, MARK_CORNER_OPEN},
      {0x300D, MARK_CORNER_CLOSE},       {0x300E, MARK_WHITE_CORNER_OPEN},
      {0x300F, MARK_WHITE_CORNER_CLOSE}, {0x301D, MARK_LOW_DOUBLE},
      {0x301E, MARK_RIGHT_DOUBLE},       {0x301F, MARK_RIGHT_DOUBLE},
      {0xFE41, MARK_CORNER_OPEN},        {0xFE42, MARK_CORNER_CLOSE},
      {0xFE43, MARK_WHITE_CORNER_OPEN},  {0xFE44, MARK_WHITE_CORNER_CLOSE},
      {0xFF02, MARK_STRAIGHT_DOUBLE},    {0xFF07, MARK_STRAIGHT_SINGLE},
      {0xFF62, MARK_CORNER_OPEN},        {0xFF63, MARK_CORNER_CLOSE},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table && table[i].cp <= cp; i++)
    if (table[i].cp == cp) return *form = (enum mark_form)table[i].form, true;
  return false;
}

/* Marks whose UTF-8 was read as Windows-1252 and written as UTF-8 again. */
static size_t mark_garbled(const char *p, size_t left, enum mark_form *form) {
  static const struct {
    const char *bytes;
    enum mark_form form;
  } table[] = {
      {"\xC3\xA2\xE2\x82\xAC\xC5\x93", MARK_LEFT_DOUBLE},
      {"\xC3\xA2\xE2\x82\xAC\xC2\x9D", MARK_RIGHT_DOUBLE},
      {"\xC3\xA2\xE2\x82\xAC\xC5\xBE", MARK_LOW_DOUBLE},
      {"\xC3\xA2\xE2\x82\xAC\xCB\x9C", MARK_LEFT_SINGLE},
      {"\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2", MARK_RIGHT_SINGLE},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    size_t len = strlen(table[i].bytes);
    if (left < len || memcmp(p, table[i].bytes, len) != 0) continue;
    *form = table[i].form;
    return len;
  }
  return 0;
}

/* The length of the mark in bytes, 0 when there is none. */
static size_t mark_multibyte(const char *p, size_t left, enum mark_form *form) {
  const unsigned char *b = (const unsigned char *)p;
  if (b[0] == 0xC2) return (b[1] | 0x10) == 0xBB && form_of(b[1], form) ? 2 : 0;
  if (b[0] == 0xD7) return b[1] == 0xB4 && form_of(0x05F4, form) ? 2 : 0;
  if (b[0] == 0xC3) return b[1] == 0xA2 ? mark_garbled(p, left, form) : 0;
  bool possible = b[0] == 0xE2   ? b[1] == 0x80 || b[1] == 0x9D
                  : b[0] == 0xE3 ? b[1] == 0x80
                                 : b[1] >= 0xB9 && b[1] <= 0xBD;
  if (!possible) return 0;
  uint32_t cp = (uint32_t)(b[0] & 15) << 12 | (uint32_t)(b[1] & 63) << 6 | (b[2] & 63U);
  return form_of(cp, form) ? 3 : 0;
}

/* "#8220;", "#x201C;" after the ampersand: the code point, 0 when it is none. */
static uint32_t read_number(const char *p, size_t left, size_t *len) {
  bool hex = left > 1 && (p[1] | 32) == 'x';
  uint32_t cp = 0;
  size_t i = hex ? 2 : 1;
  for (; i < left && i < ENTITY_LIMIT && p[i] != ';'; i++) {
    int digit = p[i] >= '0' && p[i] <= '9' ? p[i] - '0' : -1;
    if (hex && (p[i] | 32) >= 'a' && (p[i] | 32) <= 'f') digit = (p[i] | 32) - 'a' + 10;
    if (digit < 0) return 0;
    cp = cp * (hex ? 16 : 10) + (uint32_t)digit;
  }
  *len = i + 1;
  return i < left && p[i] == ';' && i < ENTITY_LIMIT ? cp : 0;
}

static size_t mark_entity(const char *p, size_t left, enum mark_form *form) {
  size_t len = 0;
  if (left > 1 && p[1] == '#') {
    uint32_t cp = read_number(p + 1, left - 1, &len);
    return cp && form_of(cp, form) ? len + 1 : 0;
  }
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    len = strlen(entities[i].name);
    if (left < len + 1 || memcmp(p + 1, entities[i].name, len) != 0) continue;
    return form_of(entities[i].cp, form) ? len + 1 : 0;
  }
  return 0;
}

static bool mark_word_byte(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c < 0;
}

/* ",," and "<<", ">>" as scanners and typewriters give them: exactly two, and beside a
** letter, a figure or another mark; "a << b" is something else. */
static size_t mark_doubled(const struct scan *scan, size_t at, enum mark_form *form) {
  const char *p = scan->text.ptr + at;
  size_t left = scan->text.len - at;
  if (left < 3 || p[1] != p[0] || p[2] == p[0] || (at > 0 && p[-1] == p[0])) return 0;
  bool before = at > 0 && (unsigned char)p[-1] > ' ';
  bool after = (unsigned char)p[2] > ' ';
  if (p[0] == ',') {
    *form = MARK_LOW_DOUBLE;
    return after && !before ? 2 : 0;
  }
  *form = p[0] == '<' ? MARK_GUILLEMET_LEFT : MARK_GUILLEMET_RIGHT;
  bool joins = before && after && mark_word_byte(p[-1]) && mark_word_byte(p[2]);
  return (before || after) && !joins ? 2 : 0;
}

static size_t mark_at(const struct scan *scan, size_t at, enum mark_form *form) {
  const char *p = scan->text.ptr + at;
  size_t left = scan->text.len - at;
  bool twice = left >= 2 && p[0] == p[1];
  switch (p[0]) {
  case '"':
    *form = MARK_STRAIGHT_DOUBLE;
    return 1;
  case '\'':
    *form = twice && scan->backticks ? MARK_TICKS : MARK_STRAIGHT_SINGLE;
    return *form == MARK_TICKS ? 2 : 1;
  case '`':
    *form = twice ? MARK_BACKTICK_DOUBLE : MARK_BACKTICK;
    return twice ? 2 : 1;
  case '&':
    return mark_entity(p, left, form);
  case ',':
  case '<':
  case '>':
    return twice ? mark_doubled(scan, at, form) : 0;
  default:
    return mark_multibyte(p, left, form);
  }
}

static bool is_figure(char c) {
  return c >= '0' && c <= '9';
}

/* A straight double mark before the last letter of a word that is not Latin, as Hebrew
** writes its abbreviations. */
static bool is_abbreviation(const struct mark *m, assay_str text) {
  return m->form == MARK_STRAIGHT_DOUBLE && m->left == SIDE_LETTER && m->end < text.len &&
         (unsigned char)text.ptr[m->end] >= 0x80 &&
         side_after(text, m->end) == SIDE_LETTER;
}

/* The double mark of 6'2": figures and a single mark between figures stand before it. */
static bool is_inches(const struct mark *m, assay_str text) {
  size_t at = m->begin;
  if (m->form != MARK_STRAIGHT_DOUBLE || m->left != SIDE_DIGIT) return false;
  while (at > 0 && is_figure(text.ptr[at - 1])) at--;
  if (at >= 3 && memcmp(text.ptr + at - 3, "\xE2\x80\x99", 3) == 0)
    at -= 3;
  else if (at >= 1 && text.ptr[at - 1] == '\'')
    at--;
  else
    return false;
  return at > 0 && is_figure(text.ptr[at - 1]);
}

static bool scan_add(struct scan *scan, const struct mark *mark) {
  struct marks *marks = scan->marks;
  void *items = marks->items;
  if (!alloc_grow(&marks->alloc, &items, &marks->cap, marks->count + 1,
                  sizeof *marks->items))
    return false;
  marks->items = items;
  marks->items[marks->count++] = *mark;
  return true;
}

/* Carries the right side back through runs of marks, then tells apostrophes. */
static void marks_finish(struct marks *marks, assay_str text) {
  for (size_t i = marks->count; i-- > 0;) {
    struct mark *m = &marks->items[i];
    bool joined = i + 1 < marks->count && marks->items[i + 1].begin == m->end;
    m->right = (uint8_t)(joined ? marks->items[i + 1].right : side_after(text, m->end));
  }
  for (size_t i = 0; i < marks->count; i++)
    if (mark_family(&marks->items[i]) == FAMILY_SINGLE)
      apostrophe_classify(&marks->items[i], text);
}

/* -- Two single marks in place of a double one -------------------------------------- */

/* Whether marks i and i + 1, and no third, stand close together and have one form. */
static bool is_twin(const struct marks *marks, size_t i) {
  const struct mark *m = &marks->items[i];
  if (i + 1 >= marks->count || m->form < MARK_STRAIGHT_SINGLE ||
      m->form > MARK_LOW_SINGLE || m[1].form != m->form || m[1].begin != m->end)
    return false;
  bool before = i > 0 && m[-1].form == m->form && m[-1].end == m->begin;
  bool after = i + 2 < marks->count && m[2].form == m->form && m[2].begin == m[1].end;
  return !before && !after;
}

/* The first of the two marks that close what two openers at i began; 0 when a single one
** closes it, as in ''a' b', or nothing does. */
static size_t find_twin(const struct marks *marks, size_t i) {
  size_t to = marks->count - i > TWIN_LOOKAHEAD ? i + TWIN_LOOKAHEAD : marks->count;
  for (size_t j = i + 2; j < to; j++) {
    const struct mark *m = &marks->items[j];
    if (mark_family(m) != FAMILY_SINGLE) continue;
    if (m->begin - marks->items[i].end > TWIN_BYTES) return 0;
    if (is_twin(marks, j)) return mark_may_close(m) ? j : 0;
    if (mark_may_close(m) && !m->possessive) return 0;
  }
  return 0;
}

static bool has_blank_line(assay_str text, size_t begin, size_t end) {
  size_t lines = 0;
  for (size_t i = begin; i < end && lines < 2; i++) {
    if (text.ptr[i] == '\n')
      lines++;
    else if ((unsigned char)text.ptr[i] > ' ')
      lines = 0;
  }
  return lines == 2;
}

/* Makes one mark of two: ''a'', or the same with U+2018, U+2019, U+201A. */
static void marks_join_twins(struct marks *marks, assay_str text) {
  size_t kept = 0, close = 0;
  for (size_t i = 0; i < marks->count; i++) {
    struct mark m = marks->items[i];
    bool opens = is_twin(marks, i) && mark_may_open(&m) && !mark_may_close(&m);
    size_t found = opens && close <= i ? find_twin(marks, i) : 0;
    if (found > 0 && has_blank_line(text, m.end, marks->items[found].begin)) found = 0;
    if (found > 0) close = found;
    if (found > 0 || (close > 0 && i == close)) {
      m.form = found > 0 ? MARK_BACKTICK_DOUBLE : MARK_TICKS;
      m.end = marks->items[++i].end;
    }
    marks->items[kept++] = m;
  }
  marks->count = kept;
}

/* Bytes with which a mark may begin. */
static const unsigned char leads[256] = {
    ['"'] = 1,  ['\''] = 1, ['`'] = 1,  ['&'] = 1,  [','] = 1,  ['<'] = 1, ['>'] = 1,
    [0xC2] = 1, [0xC3] = 1, [0xD7] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1};

assay_status marks_find(struct marks *marks, assay_str text, assay_error *err) {
  struct scan scan = {text, marks, false};
  for (size_t at = 0; at < text.len;) {
    enum mark_form form;
    size_t len = leads[(unsigned char)text.ptr[at]] ? mark_at(&scan, at, &form) : 0;
    if (len == 0) {
      at++;
      continue;
    }
    struct mark m = {.begin = (uint32_t)at, .end = (uint32_t)(at + len)};
    m.form = (uint8_t)form;
    const struct mark *last = marks->count ? &marks->items[marks->count - 1] : NULL;
    m.left = (uint8_t)(last && last->end == at ? last->left : side_before(text, at));
    at += len;
    if (is_abbreviation(&m, text) || is_inches(&m, text) ||
        apostrophe_inside_word(&m, text))
      continue;
    if (form == MARK_BACKTICK_DOUBLE ||
        (form == MARK_LOW_DOUBLE && text.ptr[m.begin] == ','))
      scan.backticks = true;
    if (!scan_add(&scan, &m)) return error_memory(err, 0);
  }
  marks_finish(marks, text);
  marks_join_twins(marks, text);
  return ASSAY_OK;
}
