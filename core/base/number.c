/*
** number.c - numbers to text and back, independent of the locale. Common doubles become
** text by exact integers of 128 bits; the others go through snprintf, with strtod to
** prove that they read back: a pair that speaks the same locale; only the finished text
** is changed to '.'.
*/
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t put_text(char out[NUMBER_SIZE], const char *text) {
  size_t len = strlen(text);
  memcpy(out, text, len + 1);
  return len;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The decimal point of a locale may be any run of bytes: "," or U+066B. */
static size_t use_point(char *text) {
  char *to = text;
  bool in_point = false;
  for (const char *from = text; *from; from++) {
    bool keep = is_digit(*from) || *from == '-' || *from == '+' || *from == 'e';
    if (keep) *to++ = *from;
    if (!keep && !in_point) *to++ = '.';
    in_point = !keep;
  }
  *to = '\0';
  return (size_t)(to - text);
}

__extension__ typedef unsigned __int128 wide;

/* A number in [1e-4, 1e15): mantissa * 2^-shift, mantissa of 53 bits. */
struct binary {
  uint64_t mantissa;
  unsigned shift;
};

static wide power_of_ten(unsigned exponent) {
  wide power = 1;
  for (; exponent > 0; exponent--) power *= 10;
  return power;
}

/* The number times 10^scale as the nearest integer, ties to even. scale <= 20, so that
** nothing here needs more than 53 + 67 bits. */
static uint64_t scaled_to_nearest(const struct binary *b, wide scale) {
  const wide product = b->mantissa * scale, half = (wide)1 << (b->shift - 1);
  const uint64_t below = (uint64_t)(product >> b->shift);
  const wide rest = product - ((wide)below << b->shift);
  return below + (rest > half || (rest == half && (below & 1) != 0));
}

/* Whether digits / scale, read back, is the number: it is less than half a unit of the
** mantissa away, or just half and the mantissa is even. */
static bool reads_back(const struct binary *b, uint64_t digits, wide scale) {
  const wide exact = b->mantissa * scale, given = (wide)digits << b->shift;
  const wide twice = 2 * (given > exact ? given - exact : exact - given);
  return twice < scale || (twice == scale && (b->mantissa & 1) == 0);
}

/* digits / 10^decimals, digits > 0, without zeros at the end of a fraction. */
static size_t put_decimal(uint64_t digits, unsigned decimals, char out[NUMBER_SIZE]) {
  char text[NUMBER_SIZE];
  size_t at = sizeof text;
  for (; decimals > 0 && digits % 10 == 0; decimals--) digits /= 10;
  for (unsigned i = 0; digits > 0 || i <= decimals; i++, digits /= 10) {
    if (i > 0 && i == decimals) text[--at] = '.';
    text[--at] = (char)('0' + digits % 10);
  }
  memcpy(out, text + at, sizeof text - at);
  out[sizeof text - at] = '\0';
  return sizeof text - at;
}

/* What number_format gives, for the numbers that tables are full of, in integers; 0 for
** others. */
static size_t format_common(double value, char out[NUMBER_SIZE]) {
  static const double powers[] = {1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1, 1e2,
                                  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                  1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const uint64_t hidden = (uint64_t)1 << 52;
  if (!(value >= 1e-4 && value < 1e15)) return 0;
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  const struct binary b = {(bits & (hidden - 1)) | hidden,
                           (unsigned)(1075 - (bits >> 52))};
  if (b.mantissa == hidden) return 0; /* its neighbours are not equally far away */
  unsigned whole = 0;                 /* value >= 10^(whole - 4) */
  while (value >= powers[whole + 1]) whole++;
  for (unsigned digits = DBL_DIG;; digits++) {
    const unsigned decimals = digits + 3 - whole;
    const wide scale = power_of_ten(decimals);
    const uint64_t nearest = scaled_to_nearest(&b, scale);
    if (reads_back(&b, nearest, scale)) return put_decimal(nearest, decimals, out);
    if (digits == DBL_DECIMAL_DIG) return 0;
  }
}

size_t number_format(double value, char out[NUMBER_SIZE]) {
  if (isnan(value)) return put_text(out, "nan");
  if (isinf(value)) return put_text(out, value < 0 ? "-inf" : "inf");
  const size_t len = format_common(value, out);
  if (len > 0) return len;
  /* 15 digits always survive a double, save below its normal range: 5e-324 has one. */
  int digits = value != 0 && fabs(value) < DBL_MIN ? 1 : DBL_DIG;
  char text[2 * NUMBER_SIZE]; /* as much as compilers fear %.*g may take */
  do snprintf(text, sizeof text, "%.*g", digits, value);
  while (strtod(text, NULL) != value && digits++ < DBL_DECIMAL_DIG);
  use_point(text);
  return put_text(out, text);
}

size_t number_format_fixed(double value, int decimals, char out[NUMBER_SIZE]) {
  if (!(fabs(value) < NUMBER_FIXED_END)) return number_format(value, out);
  if (decimals < 0) decimals = 0;
  if (decimals > NUMBER_DECIMALS_MAX) decimals = NUMBER_DECIMALS_MAX;
  snprintf(out, NUMBER_SIZE, "%.*f", decimals, value);
  size_t len = use_point(out);
  if (out[0] != '-' || out[strcspn(out, "123456789")] != '\0') return len;
  memmove(out, out + 1, len);
  return len - 1;
}

size_t number_format_integer(int64_t value, char out[NUMBER_SIZE]) {
  uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  char digits[NUMBER_SIZE];
  size_t at = NUMBER_SIZE;
  do digits[--at] = (char)('0' + left % 10);
  while ((left /= 10) > 0);
  if (value < 0) digits[--at] = '-';
  memcpy(out, digits + at, NUMBER_SIZE - at);
  out[NUMBER_SIZE - at] = '\0';
  return NUMBER_SIZE - at;
}

size_t number_format_grouped(int64_t value, char out[NUMBER_SIZE]) {
  number_format_integer(value, out);
  return number_group(out);
}

size_t number_group(char text[NUMBER_SIZE]) {
  size_t len = strlen(text), begin = text[0] == '-', end = begin;
  while (is_digit(text[end])) end++;
  if (end == begin || strchr(text, 'e')) return len;
  size_t commas = (end - begin - 1) / 3;
  if (commas == 0 || len + commas >= NUMBER_SIZE) return len;
  memmove(text + end + commas, text + end, len - end + 1);
  size_t from = end, to = end + commas;
  for (unsigned done = 0; from > begin; done++) {
    if (done > 0 && done % 3 == 0) text[--to] = ',';
    text[--to] = text[--from];
  }
  return len + commas;
}

bool number_parse_integer(assay_str s, int64_t *out) {
  size_t i = s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+');
  bool negative = i > 0 && s.ptr[0] == '-';
  uint64_t most = (uint64_t)INT64_MAX + negative, sum = 0;
  if (i == s.len) return false;
  for (; i < s.len; i++) {
    if (!is_digit(s.ptr[i])) return false;
    uint64_t digit = (uint64_t)(s.ptr[i] - '0');
    if (sum > (most - digit) / 10) return false;
    sum = sum * 10 + digit;
  }
  *out = negative ? (int64_t)(0 - sum) : (int64_t)sum;
  return true;
}

struct decimal { /* mantissa * 10^exponent */
  uint64_t mantissa;
  int exponent;
  int digits; /* significant ones in mantissa */
};

/* Reads digits with at most one point; returns how many bytes, 0 when there is no digit
** or there are more than 15 significant ones. */
static size_t parse_mantissa(assay_str s, struct decimal *d) {
  bool point = false, any = false;
  size_t i = 0;
  for (; i < s.len && (is_digit(s.ptr[i]) || (s.ptr[i] == '.' && !point)); i++) {
    if (s.ptr[i] == '.') {
      point = true;
      continue;
    }
    any = true;
    d->digits += d->digits > 0 || s.ptr[i] != '0';
    d->exponent -= point;
    if (d->digits > 15 || d->exponent < -1000) return 0;
    d->mantissa = d->mantissa * 10 + (uint64_t)(s.ptr[i] - '0');
  }
  return any ? i : 0;
}

/* Exact, and so the same on every machine: a mantissa below 2^53 and a power of ten up to
** 10^22 are both representable, and one IEEE operation on them rounds once. */
static bool decimal_value(const struct decimal *d, double *out) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  double mantissa = (double)d->mantissa;
  if (d->exponent < -22 || d->exponent > 22) return false;
  *out = d->exponent < 0 ? mantissa / powers[-d->exponent]
                         : mantissa * powers[d->exponent];
  return true;
}

bool number_parse(assay_str s, double *out) {
  struct decimal d = {0, 0, 0};
  bool negative = s.len > 0 && s.ptr[0] == '-';
  if (s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+')) s.ptr++, s.len--;
  size_t used = parse_mantissa(s, &d);
  if (used == 0) return false;
  if (used < s.len) {
    int64_t exponent;
    assay_str tail = {s.ptr + used + 1, s.len - used - 1};
    if (s.ptr[used] != 'e' && s.ptr[used] != 'E') return false;
    if (!number_parse_integer(tail, &exponent) || exponent < -99 || exponent > 99)
      return false;
    d.exponent += (int)exponent;
  }
  if (!decimal_value(&d, out)) return false;
  if (negative) *out = -*out;
  return true;
}
