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
  enum mark_form form;
};

static const struct entity entities[] = {
    {"quot;", MARK_STRAIGHT_DOUBLE},  {"#34;", MARK_STRAIGHT_DOUBLE},
    {"apos;", MARK_STRAIGHT_SINGLE},  {"#39;", MARK_STRAIGHT_SINGLE},
    {"ldquo;", MARK_LEFT_DOUBLE},     {"#8220;", MARK_LEFT_DOUBLE},
    {"#x201C;", MARK_LEFT_DOUBLE},    {"rdquo;", MARK_RIGHT_DOUBLE},
    {"#8221;", MARK_RIGHT_DOUBLE},    {"#x201D;", MARK_RIGHT_DOUBLE},
    {"lsquo;", MARK_LEFT_SINGLE},     {"#8216;", MARK_LEFT_SINGLE},
    {"#x2018;", MARK_LEFT_SINGLE},    {"rsquo;", MARK_RIGHT_SINGLE},
    {"#8217;", MARK_RIGHT_SINGLE},    {"#x2019;", MARK_RIGHT_SINGLE},
    {"bdquo;", MARK_LOW_DOUBLE},      {"#8222;", MARK_LOW_DOUBLE},
    {"sbquo;", MARK_LOW_SINGLE},      {"#8218;", MARK_LOW_SINGLE},
    {"laquo;", MARK_GUILLEMET_LEFT},  {"#171;", MARK_GUILLEMET_LEFT},
    {"raquo;", MARK_GUILLEMET_RIGHT}, {"#187;", MARK_GUILLEMET_RIGHT},
    {"lsaquo;", MARK_ANGLE_LEFT},     {"#8249;", MARK_ANGLE_LEFT},
    {"rsaquo;", MARK_ANGLE_RIGHT},    {"#8250;", MARK_ANGLE_RIGHT},
};

struct scan {
  assay_str text;
  struct marks *marks;
  bool backticks; /* a pair of backticks was seen, so '' may close */
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
  return mark->form <= MARK_CORNER_CLOSE ? FAMILY_CORNER : FAMILY_WHITE_CORNER;
}

bool mark_may_open(const struct mark *mark) {
  if (mark->right == SIDE_SPACE || mark->right == SIDE_EDGE) return false;
  return mark->left <= SIDE_DASH ||
         (mark->left == SIDE_PUNCTUATION && mark->right == SIDE_LETTER);
}

bool mark_may_close(const struct mark *mark) {
  if (mark->left <= SIDE_OPENING) return false;
  return mark->right != SIDE_LETTER && mark->right != SIDE_DIGIT;
}

static enum mark_side side_of(uint32_t cp) {
  if (cp == '(' || cp == '[' || cp == '{') return SIDE_OPENING;
  if (cp == '-' || (cp >= 0x2010 && cp <= 0x2015)) return SIDE_DASH;
  switch (unicode_class(cp)) {
  case CHAR_SPACE:
    return SIDE_SPACE;
  case CHAR_LETTER:
    return SIDE_LETTER;
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

/* The length of the mark at `at` in bytes, 0 when there is none. */
static size_t mark_multibyte(const unsigned char *p, size_t left, enum mark_form *form) {
  if (left >= 2 && p[0] == 0xC2) {
    *form = p[1] == 0xAB ? MARK_GUILLEMET_LEFT : MARK_GUILLEMET_RIGHT;
    return p[1] == 0xAB || p[1] == 0xBB ? 2 : 0;
  }
  if (left < 3) return 0;
  uint32_t tail = (uint32_t)p[1] << 8 | p[2];
  if (p[0] == 0xEF) {
    *form = MARK_STRAIGHT_DOUBLE; /* U+FF02 */
    return tail == 0xBC82 ? 3 : 0;
  }
  if (p[0] == 0xE3) {
    *form = (enum mark_form)(MARK_CORNER_OPEN + (tail - 0x808C));
    return tail >= 0x808C && tail <= 0x808F ? 3 : 0;
  }
  switch (tail) {
  case 0x8098:
    *form = MARK_LEFT_SINGLE;
    return 3;
  case 0x8099:
    *form = MARK_RIGHT_SINGLE;
    return 3;
  case 0x809A:
    *form = MARK_LOW_SINGLE;
    return 3;
  case 0x809B:
    *form = MARK_LEFT_SINGLE;
    return 3;
  case 0x809C:
    *form = MARK_LEFT_DOUBLE;
    return 3;
  case 0x809D:
    *form = MARK_RIGHT_DOUBLE;
    return 3;
  case 0x809E:
    *form = MARK_LOW_DOUBLE;
    return 3;
  case 0x809F:
    *form = MARK_LEFT_DOUBLE;
    return 3;
  case 0x80B9:
    *form = MARK_ANGLE_LEFT;
    return 3;
  case 0x80BA:
    *form = MARK_ANGLE_RIGHT;
    return 3;
  default:
    return 0;
  }
}

static size_t mark_entity(const char *p, size_t left, enum mark_form *form) {
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    size_t len = strlen(entities[i].name);
    if (left < len + 1 || memcmp(p + 1, entities[i].name, len) != 0) continue;
    *form = entities[i].form;
    return len + 1;
  }
  return 0;
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
  default:
    return mark_multibyte((const unsigned char *)p, left, form);
  }
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

assay_status marks_find(struct marks *marks, assay_str text, assay_error *err) {
  static const bool leads[256] = {
      ['"'] = true,  ['\''] = true, ['`'] = true,  ['&'] = true,
      [0xC2] = true, [0xE2] = true, [0xE3] = true, [0xEF] = true};
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
    if (apostrophe_inside_word(&m, text)) continue;
    if (form == MARK_BACKTICK_DOUBLE) scan.backticks = true;
    if (!scan_add(&scan, &m)) return error_memory(err, 0);
  }
  marks_finish(marks, text);
  return ASSAY_OK;
}
