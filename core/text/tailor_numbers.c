/*
** tailor_numbers.c - numbers with spaces between their thousands, with per cent and
** degree signs and with currency signs. What UAX #29 joins, 1,000.5 and 20km, is one
** token here already.
*/
#include "text/tailor.h"

#include "text/utf8.h"

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* One to three ASCII digits. */
static bool is_head(assay_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!is_digit(s.ptr[i])) return false;
  return s.len >= 1 && s.len <= 3;
}

/* Three ASCII digits: 1. With decimals after them, 000,50: 2, the last of a number. */
static int group_of(assay_str s) {
  if (s.len < 3 || !is_digit(s.ptr[0]) || !is_digit(s.ptr[1]) || !is_digit(s.ptr[2]))
    return 0;
  if (s.len == 3) return 1;
  if (s.len == 4 || (s.ptr[3] != ',' && s.ptr[3] != '.')) return 0;
  for (size_t i = 4; i < s.len; i++)
    if (!is_digit(s.ptr[i])) return 0;
  return 2;
}

/* The code point that is all of [begin, end), or 0. */
static uint32_t only(assay_str text, uint32_t begin, uint32_t end) {
  uint32_t cp;
  if (begin >= end) return 0;
  size_t len = utf8_decode(text.ptr + begin, text.ptr + end, &cp, NULL);
  return len == end - begin ? cp : 0;
}

/* A space that does not break a line: U+00A0, U+2009, U+202F. */
static bool is_fixed_space(uint32_t cp) {
  return cp == 0xA0 || cp == 0x2009 || cp == 0x202F;
}

static bool is_currency(uint32_t cp) {
  return cp == '$' || (cp >= 0xA2 && cp <= 0xA5) || (cp >= 0x20A0 && cp <= 0x20CF) ||
         cp == 0xFF04 || cp == 0xFFE1 || cp == 0xFFE5;
}

/* What may stand after a number: per cent, per mille, degrees, currencies. */
static bool is_unit(uint32_t cp) {
  return cp == '%' || cp == 0xB0 || cp == 0x2030 || cp == 0x2103 || cp == 0x2109 ||
         is_currency(cp);
}

static uint32_t sign_of(assay_str text, const struct token_columns *t, size_t i) {
  return i < t->count ? only(text, t->begin[i], t->end[i]) : 0;
}

/* The token after the number that begins with `first`. */
static size_t number_end(assay_str text, const struct token_columns *t, size_t first) {
  size_t next = first + 1;
  if (!is_head(tailor_text(text, t, first))) return next;
  while (next < t->count && t->kind[next] == ASSAY_TOKEN_NUMBER) {
    uint32_t space = only(text, t->end[next - 1], t->begin[next]);
    int group = group_of(tailor_text(text, t, next));
    if (group == 0 || (space != ' ' && !is_fixed_space(space))) break;
    next++;
    if (group == 2) break;
  }
  return next;
}

/* A unit that touches the number, or stands after a space that does not break. */
static bool is_unit_after(assay_str text, const struct token_columns *t, size_t next) {
  if (!is_unit(sign_of(text, t, next))) return false;
  return tailor_touches(t, next) ||
         is_fixed_space(only(text, t->end[next - 1], t->begin[next]));
}

size_t tailor_number(assay_str text, const struct token_columns *t, size_t first,
                     uint8_t *kind) {
  size_t number = first;
  bool before = is_currency(sign_of(text, t, first));
  if (before && tailor_touches(t, first + 1)) number++;
  if (t->kind[number] != ASSAY_TOKEN_NUMBER) return first + 1;
  size_t next = number_end(text, t, number);
  *kind = ASSAY_TOKEN_NUMBER;
  if (number == first && is_unit_after(text, t, next)) next++;
  return next;
}
