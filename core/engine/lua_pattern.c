/*
** lua_pattern.c - a pattern becomes a list of items, each a set of bytes with a
** quantifier or something special; matching walks the list and backtracks where a
** quantifier left a choice. Every try is a step.
*/
#include "engine/lua_pattern.h"

#include <string.h>

enum item_kind {
  ITEM_SET = 0, /* one byte of a set, with its quantifier */
  ITEM_OPEN,
  ITEM_POSITION,
  ITEM_CLOSE,
  ITEM_BACK,     /* %1 */
  ITEM_BALANCED, /* %bxy */
  ITEM_FRONTIER, /* %f[set] */
  ITEM_AT_END,   /* $ at the end */
  ITEM_DONE
};

struct item {
  unsigned char kind;
  char quantifier;    /* 0, '*', '+', '-' or '?' */
  unsigned char a, b; /* of ITEM_BALANCED; of ITEM_BACK and _CLOSE a capture's number */
  unsigned char set[32];
};

struct lua_pattern {
  size_t count;
  struct item items[]; /* the last is ITEM_DONE */
};

enum { TICK_STEPS = 4096 };

size_t lua_pattern_size(size_t length) {
  return sizeof(struct lua_pattern) + (length + 1) * sizeof(struct item);
}

/* -- Sets of bytes ---------------------------------------------------------------- */

static void set_add(unsigned char set[32], unsigned char c) {
  set[c >> 3] = (unsigned char)(set[c >> 3] | 1u << (c & 7));
}

static bool set_has(const unsigned char set[32], unsigned char c) {
  return (set[c >> 3] >> (c & 7) & 1) != 0;
}

static bool is_between(unsigned char c, char low, char high) {
  return c >= (unsigned char)low && c <= (unsigned char)high;
}

static bool is_letter(unsigned char c) {
  return is_between(c, 'a', 'z') || is_between(c, 'A', 'Z');
}

static bool class_has(char class, unsigned char c) {
  bool digit = is_between(c, '0', '9');
  switch (class) {
  case 'a':
    return is_letter(c);
  case 'c':
    return c < 32 || c == 127;
  case 'd':
    return digit;
  case 'g':
    return c > 32 && c < 127;
  case 'l':
    return is_between(c, 'a', 'z');
  case 'p':
    return c > 32 && c < 127 && !is_letter(c) && !digit;
  case 's':
    return c == ' ' || (c >= 9 && c <= 13);
  case 'u':
    return is_between(c, 'A', 'Z');
  case 'w':
    return is_letter(c) || digit;
  default:
    return digit || is_between(c, 'a', 'f') || is_between(c, 'A', 'F'); /* x */
  }
}

/* What follows a '%': a class, its complement in capitals, or the byte itself. */
static void set_add_escaped(unsigned char set[32], char escaped) {
  char class = is_between((unsigned char)escaped, 'A', 'Z') ? (char)(escaped + 32)
                                                            : escaped;
  if (class == '\0' || !strchr("acdglpsuwx", class)) {
    set_add(set, (unsigned char)escaped);
    return;
  }
  for (unsigned c = 0; c < 256; c++)
    if (class_has(class, (unsigned char)c) == (class == escaped))
      set_add(set, (unsigned char)c);
}

/* -- Compiling -------------------------------------------------------------------- */

struct compiler {
  const char *at, *end;
  struct lua_pattern *out;
  unsigned char open[LUA_PATTERN_CAPTURES]; /* captures not closed yet, innermost last */
  size_t open_count, capture_count;
};

/* [a-z%d], c->at behind the '['; false without a ']'. */
static bool compile_set(struct compiler *c, unsigned char set[32]) {
  bool complement = c->at < c->end && *c->at == '^';
  if (complement) c->at++;
  const char *first = c->at;
  while (c->at < c->end && (*c->at != ']' || c->at == first)) {
    unsigned char byte = (unsigned char)*c->at++;
    if (byte == '%') {
      if (c->at == c->end) return false;
      set_add_escaped(set, *c->at++);
    } else if (c->end - c->at >= 2 && *c->at == '-' && c->at[1] != ']') {
      for (unsigned k = byte; k <= (unsigned char)c->at[1]; k++)
        set_add(set, (unsigned char)k);
      c->at += 2;
    } else {
      set_add(set, byte);
    }
  }
  if (c->at == c->end) return false;
  c->at++;
  for (int i = 0; complement && i < 32; i++) set[i] = (unsigned char)~set[i];
  return true;
}

static const char *compile_open(struct compiler *c, struct item *item) {
  if (c->capture_count == LUA_PATTERN_CAPTURES) return "too many captures";
  if (c->at < c->end && *c->at == ')') {
    c->at++;
    item->kind = ITEM_POSITION;
  } else {
    item->kind = ITEM_OPEN;
    c->open[c->open_count++] = (unsigned char)c->capture_count;
  }
  c->capture_count++;
  return NULL;
}

static const char *compile_close(struct compiler *c, struct item *item) {
  if (c->open_count == 0) return "invalid pattern capture";
  item->kind = ITEM_CLOSE;
  item->a = c->open[--c->open_count];
  return NULL;
}

static const char *compile_back(struct compiler *c, struct item *item) {
  unsigned char number = (unsigned char)(*c->at++ - '1');
  bool usable = number < c->capture_count; /* also not one that is open still */
  for (size_t i = 0; i < c->open_count; i++) usable = usable && c->open[i] != number;
  if (!usable) return "invalid capture index in pattern";
  item->kind = ITEM_BACK;
  item->a = number;
  return NULL;
}

/* What follows a '%' outside of a set. */
static const char *compile_escaped(struct compiler *c, struct item *item) {
  if (c->at == c->end) return "malformed pattern (ends with '%')";
  if (is_between((unsigned char)*c->at, '1', '9')) return compile_back(c, item);
  if (*c->at == '0') return "invalid capture index %0 in pattern";
  char escaped = *c->at++;
  if (escaped == 'b') {
    if (c->end - c->at < 2) return "malformed pattern (missing arguments to '%b')";
    item->kind = ITEM_BALANCED;
    item->a = (unsigned char)*c->at++;
    item->b = (unsigned char)*c->at++;
  } else if (escaped == 'f') {
    if (c->at == c->end || *c->at++ != '[') return "missing '[' after '%f' in pattern";
    item->kind = ITEM_FRONTIER;
    if (!compile_set(c, item->set)) return "malformed pattern (missing ']')";
  } else {
    set_add_escaped(item->set, escaped);
  }
  return NULL;
}

static const char *compile_item(struct compiler *c, struct item *item) {
  const char *reason = NULL;
  unsigned char byte = (unsigned char)*c->at++;
  switch (byte) {
  case '(':
    return compile_open(c, item);
  case ')':
    return compile_close(c, item);
  case '%':
    reason = compile_escaped(c, item);
    break;
  case '.':
    memset(item->set, 0xFF, sizeof item->set);
    break;
  case '[':
    if (!compile_set(c, item->set)) reason = "malformed pattern (missing ']')";
    break;
  case '$':
    if (c->at == c->end) {
      item->kind = ITEM_AT_END;
      return NULL;
    } /* fall through */
  default:
    set_add(item->set, byte);
  }
  if (reason || item->kind != ITEM_SET || c->at == c->end) return reason;
  if (*c->at == '*' || *c->at == '+' || *c->at == '-' || *c->at == '?')
    item->quantifier = *c->at++;
  return NULL;
}

const char *lua_pattern_compile(struct lua_pattern *out, assay_str source) {
  struct compiler c = {.at = source.ptr, .end = source.ptr + source.len, .out = out};
  const char *reason = NULL;
  out->count = 0;
  while (c.at < c.end && !reason) {
    struct item *item = &out->items[out->count++];
    memset(item, 0, sizeof *item);
    reason = compile_item(&c, item);
  }
  if (!reason && c.open_count > 0) reason = "unfinished capture";
  memset(&out->items[out->count], 0, sizeof *out->items);
  out->items[out->count++].kind = ITEM_DONE;
  return reason;
}

/* -- Matching --------------------------------------------------------------------- */

struct matching {
  const struct lua_pattern *pattern;
  struct lua_match *m;
  size_t depth;
  bool too_complex;
};

#define NO_MATCH SIZE_MAX

static size_t match_from(struct matching *w, const struct item *item, size_t at);

static void step(struct matching *w) {
  if (++w->m->steps % TICK_STEPS == 0 && w->m->tick) w->m->tick(w->m->ctx);
}

static bool fits(const struct matching *w, const struct item *item, size_t at) {
  return at < w->m->subject.len &&
         set_has(item->set, (unsigned char)w->m->subject.ptr[at]);
}

/* What comes after a choice: a level deeper, as it may fail and be tried elsewhere. */
static size_t match_rest(struct matching *w, const struct item *item, size_t at) {
  if (w->depth == LUA_PATTERN_DEPTH) {
    w->too_complex = true;
    return NO_MATCH;
  }
  w->depth++;
  size_t end = match_from(w, item, at);
  w->depth--;
  return end;
}

static size_t match_greedy(struct matching *w, const struct item *item, size_t at,
                           size_t least, size_t most) {
  size_t count = 0;
  for (; count < most && fits(w, item, at + count); count++) step(w);
  for (; count >= least; count--) {
    step(w);
    size_t end = match_rest(w, item + 1, at + count);
    if (end != NO_MATCH || w->too_complex) return end;
    if (count == 0) break;
  }
  return NO_MATCH;
}

static size_t match_lazy(struct matching *w, const struct item *item, size_t at) {
  for (;; at++) {
    step(w);
    size_t end = match_rest(w, item + 1, at);
    if (end != NO_MATCH || w->too_complex) return end;
    if (!fits(w, item, at)) return NO_MATCH;
  }
}

/* The byte behind "(...)" at `at`, brackets counted; they may be the same byte. */
static size_t match_balanced(struct matching *w, const struct item *item, size_t at) {
  assay_str s = w->m->subject;
  size_t nesting = 1;
  if (at >= s.len || (unsigned char)s.ptr[at] != item->a) return NO_MATCH;
  while (++at < s.len) {
    step(w);
    unsigned char c = (unsigned char)s.ptr[at];
    if (c == item->b) {
      if (--nesting == 0) return at + 1;
    } else if (c == item->a) {
      nesting++;
    }
  }
  return NO_MATCH;
}

static bool at_frontier(const struct matching *w, const struct item *item, size_t at) {
  assay_str s = w->m->subject;
  unsigned char before = at == 0 ? 0 : (unsigned char)s.ptr[at - 1];
  unsigned char here = at == s.len ? 0 : (unsigned char)s.ptr[at];
  return !set_has(item->set, before) && set_has(item->set, here);
}

static size_t match_back(struct matching *w, const struct item *item, size_t at) {
  const struct lua_capture *c = &w->m->captures[item->a];
  assay_str s = w->m->subject;
  size_t length = c->length;
  if (c->is_position || s.len - at < length) return NO_MATCH; /* as in Lua */
  w->m->steps += length / 64;
  step(w);
  return memcmp(s.ptr + c->begin, s.ptr + at, length) == 0 ? at + length : NO_MATCH;
}

static size_t match_open(struct matching *w, const struct item *item, size_t at) {
  struct lua_match *m = w->m;
  m->captures[m->capture_count] = (struct lua_capture){at, 0,
                                                       item->kind == ITEM_POSITION};
  m->capture_count++;
  size_t end = match_rest(w, item + 1, at);
  if (end == NO_MATCH) m->capture_count--;
  return end;
}

static size_t match_close(struct matching *w, const struct item *item, size_t at) {
  struct lua_capture *c = &w->m->captures[item->a];
  size_t before = c->length;
  c->length = at - c->begin;
  size_t end = match_rest(w, item + 1, at);
  if (end == NO_MATCH) c->length = before;
  return end;
}

/* The end of a match of the items from `item` on, or NO_MATCH. Items that leave no
** choice are walked in this loop. */
static size_t match_from(struct matching *w, const struct item *item, size_t at) {
  for (;; item++) {
    step(w);
    switch (item->kind) {
    case ITEM_DONE:
      return at;
    case ITEM_OPEN:
    case ITEM_POSITION:
      return match_open(w, item, at);
    case ITEM_CLOSE:
      return match_close(w, item, at);
    case ITEM_BACK:
      at = match_back(w, item, at);
      break;
    case ITEM_BALANCED:
      at = match_balanced(w, item, at);
      break;
    case ITEM_FRONTIER:
      if (!at_frontier(w, item, at)) return NO_MATCH;
      break;
    case ITEM_AT_END:
      if (at != w->m->subject.len) return NO_MATCH;
      break;
    default:
      switch (item->quantifier) {
      case '*':
        return match_greedy(w, item, at, 0, SIZE_MAX - 1);
      case '+':
        return match_greedy(w, item, at, 1, SIZE_MAX - 1);
      case '?':
        return match_greedy(w, item, at, 0, 1);
      case '-':
        return match_lazy(w, item, at);
      default:
        at = fits(w, item, at) ? at + 1 : NO_MATCH;
      }
    }
    if (at == NO_MATCH) return NO_MATCH;
  }
}

enum lua_match_result lua_pattern_match(const struct lua_pattern *p, struct lua_match *m,
                                        size_t at) {
  struct matching w = {p, m, 0, false};
  m->capture_count = 0;
  size_t end = match_from(&w, p->items, at);
  if (w.too_complex) return LUA_MATCH_TOO_COMPLEX;
  if (end == NO_MATCH) return LUA_MATCH_NO;
  m->begin = at;
  m->end = end;
  return LUA_MATCH_YES;
}
