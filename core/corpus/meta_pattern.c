/*
** meta_pattern.c - patterns of file names: parsed into pieces, matched with a memory of
** what failed, so that many stars cost no more than a table of pieces x bytes.
*/
#include "corpus/meta_pattern.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/path.h"
#include "base/table.h"
#include "corpus/metadata.h"

#include <string.h>

enum piece_kind {
  PIECE_LITERAL,
  PIECE_STAR,
  PIECE_TEXT,
  PIECE_INTEGER,
  PIECE_NUMBER,
  PIECE_DATE
};

struct piece {
  enum piece_kind kind;
  assay_str text; /* PIECE_LITERAL: itself; PIECE_DATE: the format */
  assay_str name; /* of the field; empty: none */
};

struct meta_pattern {
  assay_allocator alloc;
  char *source;
  size_t source_len;
  size_t slashes;
  struct piece pieces[META_PATTERN_PIECES];
  size_t count;
};

/* -- Parsing ---------------------------------------------------------------------- */

/* at: 0-based; people count from 1. */
static assay_status pattern_fail(size_t at, const char *what, assay_error *err) {
  return error_at(err, ASSAY_EARG, at, "metadata pattern: %s at %zu", what, at + 1);
}

static assay_status pattern_add(struct meta_pattern *p, struct piece piece,
                                assay_error *err) {
  if (p->count == META_PATTERN_PIECES)
    return error_set(err, ASSAY_EARG, "metadata pattern: more than %d pieces",
                     META_PATTERN_PIECES);
  p->pieces[p->count++] = piece;
  return ASSAY_OK;
}

static assay_status check_format(assay_str format, size_t at, assay_error *err) {
  for (size_t i = 0; i < format.len; i++) {
    if (format.ptr[i] == '/') return pattern_fail(at + i, "a slash in a date", err);
    if (format.ptr[i] != '%') continue;
    if (++i == format.len) return pattern_fail(at + i - 1, "nothing after '%'", err);
    if (!memchr("YymdHMbB%", format.ptr[i], 9))
      return error_at(err, ASSAY_EARG, at + i - 1,
                      "metadata pattern: unknown date part in '%.*s' at %zu (known: %%Y "
                      "%%y %%m %%d %%H %%M %%b %%B)",
                      (int)format.len, format.ptr, at + i);
  }
  return ASSAY_OK;
}

static assay_status piece_type(struct piece *piece, assay_str type, size_t at,
                               assay_error *err) {
  if (type.len > 0 && memchr(type.ptr, '%', type.len)) {
    piece->kind = PIECE_DATE;
    piece->text = type;
    return check_format(type, at, err);
  }
  if (str_equal(type, str_from("text")))
    piece->kind = PIECE_TEXT;
  else if (str_equal(type, str_from("int")))
    piece->kind = PIECE_INTEGER;
  else if (str_equal(type, str_from("number")))
    piece->kind = PIECE_NUMBER;
  else
    return error_at(err, ASSAY_EARG, at,
                    "metadata pattern: unknown type '%.*s' at %zu (known: text, int, "
                    "number, a date like %%Y-%%m-%%d)",
                    (int)type.len, type.ptr, at + 1);
  return ASSAY_OK;
}

static assay_status check_name(const struct meta_pattern *p, assay_str name, size_t at,
                               assay_error *err) {
  if (memchr(name.ptr, '{', name.len)) return pattern_fail(at, "'{' in a name", err);
  if (memchr(name.ptr, '/', name.len)) return pattern_fail(at, "'/' in a name", err);
  if (str_equal(name, str_from("file")))
    return pattern_fail(at, "the reserved name 'file'", err);
  for (size_t i = 0; i < p->count; i++)
    if (name.len > 0 && str_equal(p->pieces[i].name, name))
      return error_at(err, ASSAY_EARG, at, "metadata pattern: second field '%.*s' at %zu",
                      (int)name.len, name.ptr, at + 1);
  return ASSAY_OK;
}

/* at: of '{'; end: of '}'. */
static assay_status parse_field(struct meta_pattern *p, size_t at, size_t end,
                                assay_error *err) {
  assay_str inside = {p->source + at + 1, end - at - 1};
  const char *colon = memchr(inside.ptr, ':', inside.len);
  size_t name_len = colon ? (size_t)(colon - inside.ptr) : inside.len;
  struct piece piece = {PIECE_TEXT, {NULL, 0}, {NULL, 0}};
  piece.name = metadata_trim((assay_str){inside.ptr, name_len});
  if (str_equal(piece.name, str_from("_"))) piece.name.len = 0;
  assay_status status = check_name(p, piece.name, at + 1, err);
  if (status == ASSAY_OK && colon) {
    assay_str type = {colon + 1, inside.len - name_len - 1};
    status = piece_type(&piece, type, at + name_len + 2, err);
  }
  return status == ASSAY_OK ? pattern_add(p, piece, err) : status;
}

/* One piece at *at. */
static assay_status parse_piece(struct meta_pattern *p, size_t *at, assay_error *err) {
  const char *source = p->source;
  size_t begin = *at;
  if (source[begin] == '}') return pattern_fail(begin, "no '{' for '}'", err);
  if (source[begin] == '{') {
    const char *close = memchr(source + begin, '}', p->source_len - begin);
    if (!close) return pattern_fail(begin, "no '}' for '{'", err);
    *at = (size_t)(close - source) + 1;
    return parse_field(p, begin, *at - 1, err);
  }
  struct piece piece = {PIECE_LITERAL, {source + begin, 0}, {NULL, 0}};
  if (source[begin] == '*') {
    piece.kind = PIECE_STAR;
    while (*at < p->source_len && source[*at] == '*') ++*at;
  } else {
    while (*at < p->source_len && !memchr("{}*", source[*at], 3)) {
      p->slashes += source[*at] == '/';
      ++*at;
    }
    piece.text.len = *at - begin;
  }
  return pattern_add(p, piece, err);
}

static assay_status pattern_parse(struct meta_pattern *p, assay_error *err) {
  bool named = false;
  for (size_t at = 0; at < p->source_len;) {
    assay_status status = parse_piece(p, &at, err);
    if (status != ASSAY_OK) return status;
    named = named || p->pieces[p->count - 1].name.len > 0;
  }
  if (named) return ASSAY_OK;
  return error_set(err, ASSAY_EARG, "metadata pattern: no field like {year} in '%.*s'",
                   (int)p->source_len, p->source);
}

assay_status meta_pattern_new(struct meta_pattern **out, assay_str source,
                              const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  if (source.len > META_PATTERN_NAME)
    return error_set(err, ASSAY_EARG, "metadata pattern: longer than %d bytes",
                     META_PATTERN_NAME);
  struct meta_pattern *p = alloc_zero(&a, 1, sizeof *p);
  if (!p) return error_memory(err, sizeof *p);
  p->alloc = a;
  p->source_len = source.len;
  p->source = alloc_bytes(&a, source.len + 1);
  assay_status status = p->source ? ASSAY_OK : error_memory(err, source.len);
  if (status == ASSAY_OK) {
    if (source.len > 0) memcpy(p->source, source.ptr, source.len);
    p->source[source.len] = '\0';
    status = pattern_parse(p, err);
  }
  if (status != ASSAY_OK) {
    meta_pattern_free(p);
    return status;
  }
  *out = p;
  return ASSAY_OK;
}

void meta_pattern_free(struct meta_pattern *p) {
  if (!p) return;
  alloc_free(&p->alloc, p->source, p->source_len + 1, 1);
  assay_allocator alloc = p->alloc;
  alloc_free(&alloc, p, 1, sizeof *p);
}

/* -- Dates ------------------------------------------------------------------------ */

struct moment { /* 0: not given; hours and minutes are only checked */
  int year, month, day;
};

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Reads between least and most digits at *at. */
static bool read_digits(assay_str s, size_t *at, size_t least, size_t most, int *out) {
  size_t i = 0;
  int value = 0;
  for (; i < most && *at + i < s.len && is_digit(s.ptr[*at + i]); i++)
    value = value * 10 + (s.ptr[*at + i] - '0');
  if (i < least) return false;
  *at += i;
  *out = value;
  return true;
}

static bool starts_with_any_case(assay_str s, size_t at, const char *word, size_t len) {
  if (s.len - at < len) return false;
  for (size_t i = 0; i < len; i++)
    if (lower(s.ptr[at + i]) != word[i]) return false;
  return true;
}

static bool read_month_name(assay_str s, size_t *at, int *month) {
  static const char *const names[] = {"january",   "february", "march",    "april",
                                      "may",       "june",     "july",     "august",
                                      "september", "october",  "november", "december"};
  for (int i = 0; i < 12; i++) {
    size_t len = strlen(names[i]);
    bool whole = starts_with_any_case(s, *at, names[i], len);
    if (!whole && !starts_with_any_case(s, *at, names[i], 3)) continue;
    *at += whole ? len : 3;
    *month = i + 1;
    return true;
  }
  return false;
}

static bool read_date_part(char part, assay_str s, size_t *at, struct moment *m) {
  int n;
  switch (part) {
  case 'Y':
    return read_digits(s, at, 4, 4, &m->year) && m->year > 0;
  case 'y':
    if (!read_digits(s, at, 2, 2, &n)) return false;
    m->year = n >= 69 ? 1900 + n : 2000 + n;
    return true;
  case 'm':
    return read_digits(s, at, 1, 2, &m->month) && m->month >= 1 && m->month <= 12;
  case 'd':
    return read_digits(s, at, 1, 2, &m->day) && m->day >= 1 && m->day <= 31;
  case 'H':
    return read_digits(s, at, 1, 2, &n) && n <= 23;
  case 'M':
    return read_digits(s, at, 1, 2, &n) && n <= 59;
  default: /* b, B */
    return read_month_name(s, at, &m->month);
  }
}

/* Reads a date at s[at]; returns where it ends, or 0 when there is none. */
static size_t read_date(assay_str format, assay_str s, size_t at, struct moment *m) {
  memset(m, 0, sizeof *m);
  for (size_t i = 0; i < format.len; i++) {
    bool part = format.ptr[i] == '%' && format.ptr[i + 1] != '%';
    if (format.ptr[i] == '%') i++;
    if (part) {
      if (!read_date_part(format.ptr[i], s, &at, m)) return 0;
    } else {
      if (at == s.len || s.ptr[at] != format.ptr[i]) return 0;
      at++;
    }
  }
  bool whole = m->year > 0 && m->month > 0 && m->day > 0;
  return !whole || metadata_is_day(m->year, m->month, m->day) ? at : 0;
}

static void put_digits(char *out, int value, int digits) {
  for (int i = digits - 1; i >= 0; i--, value /= 10) out[i] = (char)('0' + value % 10);
}

/* Writes the date as far as it is known, in m->date; false without a year. */
static bool date_value(const struct moment *moment, struct meta_match *m) {
  size_t len = 4;
  if (moment->year == 0) return false;
  put_digits(m->date, moment->year, 4);
  if (moment->month > 0) {
    m->date[len] = '-';
    put_digits(m->date + len + 1, moment->month, 2);
    len += 3;
    if (moment->day > 0) {
      m->date[len] = '-';
      put_digits(m->date + len + 1, moment->day, 2);
      len += 3;
    }
  }
  m->value = (assay_str){m->date, len};
  return true;
}

/* -- Matching --------------------------------------------------------------------- */

struct matching {
  const struct meta_pattern *pattern;
  assay_str name;
  size_t ends[META_PATTERN_PIECES]; /* where each piece of the match ends */
  /* Bit (piece, at): the pieces from there on do not match name from `at` on. */
  uint8_t failed[META_PATTERN_PIECES * (META_PATTERN_NAME + 8) / 8];
};

static size_t digits_end(assay_str s, size_t at) {
  while (at < s.len && is_digit(s.ptr[at])) at++;
  return at;
}

/* The longest number at `at`; 0 when there is none. */
static size_t number_end(assay_str s, size_t at) {
  size_t end = digits_end(s, at);
  if (end == at) return 0;
  if (end < s.len && s.ptr[end] == '.') {
    size_t fraction = digits_end(s, end + 1);
    if (fraction > end + 1) return fraction;
  }
  return end;
}

/* The end of a piece that can match in one way only at `at`; 0: it does not. */
static size_t fixed_end(const struct piece *piece, assay_str name, size_t at) {
  struct moment moment;
  if (piece->kind == PIECE_DATE) return read_date(piece->text, name, at, &moment);
  if (name.len - at < piece->text.len) return 0;
  bool same = memcmp(name.ptr + at, piece->text.ptr, piece->text.len) == 0;
  return same ? at + piece->text.len : 0;
}

static bool match_from(struct matching *m, size_t piece, size_t at);

/* Tries every end of a text from the shortest on. */
static bool match_text(struct matching *m, size_t piece, size_t at, bool empty) {
  for (size_t end = empty ? at : at + 1; end <= m->name.len; end++) {
    if (end > at && m->name.ptr[end - 1] == '/') return false;
    m->ends[piece] = end;
    if (match_from(m, piece + 1, end)) return true;
  }
  return false;
}

/* Tries every end of digits from the longest on. */
static bool match_digits(struct matching *m, size_t piece, size_t at, size_t longest) {
  for (size_t end = longest; end > at; end--) {
    if (m->name.ptr[end - 1] == '.') continue;
    m->ends[piece] = end;
    if (match_from(m, piece + 1, end)) return true;
  }
  return false;
}

static bool match_piece(struct matching *m, size_t piece, size_t at) {
  const struct piece *p = &m->pattern->pieces[piece];
  switch (p->kind) {
  case PIECE_STAR:
  case PIECE_TEXT:
    return match_text(m, piece, at, p->kind == PIECE_STAR);
  case PIECE_INTEGER:
    return match_digits(m, piece, at, digits_end(m->name, at));
  case PIECE_NUMBER:
    return match_digits(m, piece, at, number_end(m->name, at));
  case PIECE_LITERAL:
  case PIECE_DATE:
    break;
  }
  size_t end = fixed_end(p, m->name, at);
  m->ends[piece] = end;
  return end > 0 && match_from(m, piece + 1, end);
}

/* Recursion is as deep as there are pieces, at most META_PATTERN_PIECES. */
static bool match_from(struct matching *m, size_t piece, size_t at) {
  if (piece == m->pattern->count) return at == m->name.len;
  size_t bit = piece * (m->name.len + 1) + at;
  if (m->failed[bit / 8] & (1u << bit % 8)) return false;
  if (match_piece(m, piece, at)) return true;
  m->failed[bit / 8] |= (uint8_t)(1u << bit % 8);
  return false;
}

static size_t matching_report(const struct matching *m, struct meta_match *matches) {
  size_t count = 0, begin = 0;
  for (size_t i = 0; i < m->pattern->count; begin = m->ends[i++]) {
    const struct piece *piece = &m->pattern->pieces[i];
    if (piece->name.len == 0) continue;
    struct meta_match *match = &matches[count++];
    struct moment moment;
    match->field = piece->name;
    match->value = (assay_str){m->name.ptr + begin, m->ends[i] - begin};
    if (piece->kind != PIECE_DATE) continue;
    read_date(piece->text, m->name, begin, &moment);
    date_value(&moment, match);
  }
  return count;
}

static bool match_name(const struct meta_pattern *p, assay_str name,
                       struct meta_match *matches, size_t *count) {
  struct matching m;
  if (name.len > META_PATTERN_NAME) return false;
  m.pattern = p;
  m.name = name;
  memset(m.failed, 0, (p->count * (name.len + 1) + 7) / 8);
  if (!match_from(&m, 0, 0)) return false;
  *count = matching_report(&m, matches);
  return true;
}

bool meta_pattern_match(const struct meta_pattern *p, assay_str path,
                        struct meta_match matches[META_PATTERN_PIECES], size_t *count) {
  assay_str tail;
  if (!path_tail(path, p->slashes + 1, &tail)) return false;
  assay_str bare = {tail.ptr, tail.len - path_extension(tail).len};
  if (bare.len < tail.len && match_name(p, bare, matches, count)) return true;
  /* Without a dot of its own the pattern does not mean the extension: '{a}_{b}' is not to
  ** find a b of ".txt" in "x_.txt". */
  bool dotted = memchr(p->source, '.', p->source_len) != NULL;
  return (dotted || bare.len == tail.len) && match_name(p, tail, matches, count);
}
