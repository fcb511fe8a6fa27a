/*
** json.c - a scanner of JSON with a bit of memory per open container and no recursion.
*/
#include "read/json.h"

#include "text/utf8.h"

#include <string.h>
#if defined __SSE2__
#include <emmintrin.h>
#endif

#define ONES 0x0101010101010101u
#define HIGHS 0x8080808080808080u

void json_start(struct json *j, assay_str text) {
  memset(j, 0, sizeof *j);
  j->text = text;
}

static assay_status json_fail(const struct json *j, const char *what, assay_error *err) {
  return error_at(err, ASSAY_EFORMAT, j->at, "%s", what);
}

static assay_status ends_early(const struct json *j, assay_error *err) {
  return json_fail(j, "JSON ends in the middle", err);
}

static bool at_end(const struct json *j) {
  return j->at == j->text.len;
}

static void skip_blanks(struct json *j) {
  while (!at_end(j)) {
    char c = j->text.ptr[j->at];
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return;
    j->at++;
  }
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* -- Strings ------------------------------------------------------------------------- */

/* Which bytes of the word are a quote, a backslash or below 0x20? Exact up to the lowest
** one that is. */
static uint64_t special_bytes(uint64_t word) {
  uint64_t quote = word ^ ONES * '"', backslash = word ^ ONES * '\\';
  uint64_t below = (word - ONES * 0x20) & ~word;
  return (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | below) & HIGHS;
}

#if defined __SSE2__
/* A bit for each such byte of 16. */
static unsigned special_of_16(const char *p) {
  const __m128i v = _mm_loadu_si128((const void *)p), below = _mm_set1_epi8(0x1F);
  const __m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
  const __m128i backslash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, below), v);
  return (unsigned)_mm_movemask_epi8(
      _mm_or_si128(_mm_or_si128(quote, backslash), control));
}
#endif

/* The place of the first such byte from `at` on, or the length. */
static size_t find_special(assay_str s, size_t at) {
#if defined __SSE2__
  for (; s.len - at >= 32; at += 32) {
    unsigned found = special_of_16(s.ptr + at) | special_of_16(s.ptr + at + 16) << 16;
    if (found) return at + (size_t)__builtin_ctz(found);
  }
#endif
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  for (; s.len - at >= 8; at += 8) {
    uint64_t word, found;
    memcpy(&word, s.ptr + at, 8);
    found = special_bytes(word);
    if (found) return at + (size_t)__builtin_ctzll(found) / 8;
  }
#endif
  for (; at < s.len; at++) {
    unsigned char c = (unsigned char)s.ptr[at];
    if (c == '"' || c == '\\' || c < 0x20) return at;
  }
  return at;
}

/* The value of 4 hexadecimal digits, or -1. */
static int32_t four_digits(const char *p) {
  int32_t value = 0;
  for (int i = 0; i < 4; i++) {
    char c = p[i];
    int32_t digit = is_digit(c)            ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/* j->at is at a backslash. */
static assay_status skip_escape(struct json *j, assay_error *err) {
  const char *p = j->text.ptr + j->at + 1;
  size_t left = j->text.len - j->at - 1;
  if (left == 0) return ends_early(j, err);
  if (*p == 'u') {
    if (left < 5) return ends_early(j, err);
    if (four_digits(p + 1) < 0) return json_fail(j, "'\\u' without four digits", err);
    j->at += 6;
    return ASSAY_OK;
  }
  if (!memchr("\"\\/bfnrt", *p, 8)) return json_fail(j, "an unknown escape", err);
  j->at += 2;
  return ASSAY_OK;
}

/* j->at is behind the opening quote. */
static assay_status read_string(struct json *j, assay_str *out, bool *escaped,
                                assay_error *err) {
  size_t begin = j->at;
  *escaped = false;
  for (;;) {
    j->at = find_special(j->text, j->at);
    if (at_end(j)) return ends_early(j, err);
    char c = j->text.ptr[j->at];
    if (c == '"') break;
    if (c != '\\') return json_fail(j, "a control character in a string", err);
    assay_status status = skip_escape(j, err);
    if (status != ASSAY_OK) return status;
    *escaped = true;
  }
  *out = (assay_str){j->text.ptr + begin, j->at - begin};
  j->at++;
  return ASSAY_OK;
}

/* The character of a \u escape at p, of `left` bytes; *used of them. */
static uint32_t unescape_unit(const char *p, size_t left, size_t *used) {
  int32_t high = four_digits(p + 2), low;
  *used = 6;
  if (high < 0xD800 || high > 0xDFFF) return (uint32_t)high;
  if (high > 0xDBFF || left < 12 || p[6] != '\\' || p[7] != 'u') return UTF8_REPLACEMENT;
  low = four_digits(p + 8);
  if (low < 0xDC00 || low > 0xDFFF) return UTF8_REPLACEMENT;
  *used = 12;
  return 0x10000u + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}

void json_unescape(assay_str escaped, struct buffer *out) {
  static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
  const char *p = escaped.ptr, *end = p + escaped.len;
  while (p < end) {
    const char *stop = memchr(p, '\\', (size_t)(end - p));
    if (!stop) stop = end;
    buffer_add(out, p, (size_t)(stop - p));
    p = stop;
    if (p == end) return;
    if (p[1] == 'u') {
      char bytes[4];
      size_t used;
      uint32_t cp = unescape_unit(p, (size_t)(end - p), &used);
      buffer_add(out, bytes, utf8_encode(cp, bytes));
      p += used;
      continue;
    }
    const char *known = memchr(from, p[1], 5);
    buffer_add_char(out, known ? to[known - from] : p[1]);
    p += 2;
  }
}

/* -- Other values -------------------------------------------------------------------- */

static size_t skip_digits(struct json *j) {
  size_t begin = j->at;
  while (!at_end(j) && is_digit(j->text.ptr[j->at])) j->at++;
  return j->at - begin;
}

static bool take(struct json *j, char c) {
  if (at_end(j) || j->text.ptr[j->at] != c) return false;
  j->at++;
  return true;
}

static bool take_word(struct json *j, const char *word) {
  size_t len = strlen(word);
  if (j->text.len - j->at < len || memcmp(j->text.ptr + j->at, word, len) != 0)
    return false;
  j->at += len;
  return true;
}

static assay_status read_number(struct json *j, struct json_event *event,
                                assay_error *err) {
  size_t begin = j->at;
  event->kind = JSON_NUMBER;
  take(j, '-');
  if (take_word(j, "Infinity")) {
    event->kind = JSON_NULL;
    return ASSAY_OK;
  }
  bool zero = take(j, '0');
  if (!zero && skip_digits(j) == 0) return json_fail(j, "a digit is missing", err);
  if (zero && !at_end(j) && is_digit(j->text.ptr[j->at]))
    return json_fail(j, "a number that begins with 0", err);
  if (take(j, '.') && skip_digits(j) == 0) return json_fail(j, "a digit is missing", err);
  if (take(j, 'e') || take(j, 'E')) {
    if (!take(j, '+')) take(j, '-');
    if (skip_digits(j) == 0) return json_fail(j, "a digit is missing", err);
  }
  event->text = (assay_str){j->text.ptr + begin, j->at - begin};
  return ASSAY_OK;
}

static assay_status read_word(struct json *j, struct json_event *event,
                              assay_error *err) {
  static const struct {
    const char *word;
    enum json_kind kind;
  } words[] = {{"true", JSON_TRUE},
               {"false", JSON_FALSE},
               {"null", JSON_NULL},
               {"NaN", JSON_NULL},
               {"Infinity", JSON_NULL}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!take_word(j, words[i].word)) continue;
    event->kind = words[i].kind;
    return ASSAY_OK;
  }
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t left = j->text.len - j->at;
    if (left < strlen(words[i].word) &&
        memcmp(j->text.ptr + j->at, words[i].word, left) == 0)
      return ends_early(j, err);
  }
  return json_fail(j, "a value is missing", err);
}

/* -- Containers ---------------------------------------------------------------------- */

static bool in_object(const struct json *j) {
  size_t top = j->depth - 1;
  return j->is_object[top / 64] >> top % 64 & 1;
}

static assay_status open_container(struct json *j, bool object, assay_error *err) {
  if (j->depth == JSON_DEPTH)
    return error_at(err, ASSAY_ELIMIT, j->at,
                    "JSON is nested deeper than the limit of %d", JSON_DEPTH);
  uint64_t bit = (uint64_t)1 << j->depth % 64;
  uint64_t *word = &j->is_object[j->depth / 64];
  *word = object ? *word | bit : *word & ~bit;
  j->depth++;
  j->first = true;
  return ASSAY_OK;
}

static void value_is_over(struct json *j) {
  j->first = false;
  j->ended = j->depth == 0;
}

static assay_status read_value(struct json *j, struct json_event *event,
                               assay_error *err) {
  if (at_end(j)) return ends_early(j, err);
  char c = j->text.ptr[j->at];
  assay_status status;
  if (c == '{' || c == '[') {
    event->kind = c == '{' ? JSON_OBJECT : JSON_ARRAY;
    status = open_container(j, c == '{', err);
    if (status == ASSAY_OK) j->at++;
    return status;
  }
  if (c == '"') {
    event->kind = JSON_STRING;
    j->at++;
    status = read_string(j, &event->text, &event->escaped, err);
  } else if (c == '-' || is_digit(c)) {
    status = read_number(j, event, err);
  } else {
    status = read_word(j, event, err);
  }
  if (status == ASSAY_OK) value_is_over(j);
  return status;
}

static assay_status read_key(struct json *j, struct json_event *event, assay_error *err) {
  if (at_end(j)) return ends_early(j, err);
  if (!take(j, '"')) return json_fail(j, "a key in quotes is missing", err);
  assay_status status = read_string(j, &event->key, &event->key_escaped, err);
  if (status != ASSAY_OK) return status;
  event->has_key = true;
  skip_blanks(j);
  if (at_end(j)) return ends_early(j, err);
  if (!take(j, ':')) return json_fail(j, "a ':' is missing", err);
  skip_blanks(j);
  return ASSAY_OK;
}

assay_status json_next(struct json *j, struct json_event *event, assay_error *err) {
  memset(event, 0, sizeof *event);
  if (j->ended) return ASSAY_OK; /* JSON_END */
  skip_blanks(j);
  if (j->depth == 0) return read_value(j, event, err);
  if (at_end(j)) return ends_early(j, err);
  bool object = in_object(j);
  if (take(j, object ? '}' : ']')) {
    event->kind = object ? JSON_OBJECT_END : JSON_ARRAY_END;
    j->depth--;
    value_is_over(j);
    return ASSAY_OK;
  }
  if (!j->first) {
    if (!take(j, ','))
      return json_fail(
          j, object ? "a ',' or a '}' is missing" : "a ',' or a ']' is missing", err);
    skip_blanks(j);
  }
  assay_status status = object ? read_key(j, event, err) : ASSAY_OK;
  return status == ASSAY_OK ? read_value(j, event, err) : status;
}

assay_status json_skip(struct json *j, assay_error *err) {
  for (size_t outside = j->depth - 1; j->depth > outside;) {
    struct json_event event;
    assay_status status = json_next(j, &event, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}
