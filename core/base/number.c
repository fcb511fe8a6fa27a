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

/* -- Digits ------------------------------------------------------------------------ */

enum { WIDEST = 24 }; /* digits of put_padded, more than 64 bits have */

static const uint64_t powers_of_ten[] = {1u,
                                         10u,
                                         100u,
                                         1000u,
                                         10000u,
                                         100000u,
                                         1000000u,
                                         10000000u,
                                         100000000u,
                                         1000000000u,
                                         10000000000u,
                                         100000000000u,
                                         1000000000000u,
                                         10000000000000u,
                                         100000000000000u,
                                         1000000000000000u,
                                         10000000000000000u,
                                         100000000000000000u,
                                         1000000000000000000u,
                                         10000000000000000000u};
#define EIGHT_DIGITS 100000000u /* from here on a number has more */

/* The digits of a number below EIGHT_DIGITS, one a byte, the first one lowest: halves
** into quarters into digits, all at a time. Multiplying by 10486 / 2^20 and 103 / 2^10
** divides by 100 and 10, exactly for such small numbers. */
static uint64_t eight_digits(uint64_t number) {
  const uint64_t fours = number / 10000 | number % 10000 << 32;
  const uint64_t hundreds = fours * 10486 >> 20 & 0x0000007F0000007Fu;
  const uint64_t twos = hundreds | (fours - 100 * hundreds) << 16;
  const uint64_t tens = twos * 103 >> 10 & 0x000F000F000F000Fu;
  return tens | (twos - 10 * tens) << 8;
}

/* Digits as text, whatever the byte order of the machine. */
static void put_eight(uint64_t digits, char *out) {
  const uint64_t text = digits | 0x3030303030303030u;
  for (unsigned i = 0; i < 8; i++) out[i] = (char)(text >> 8 * i & 0xFF);
}

/* Of a number below EIGHT_DIGITS. By comparing, and not from its digits: neighbours in a
** table mostly are as long as each other, so that processors guess this and go on. */
static inline size_t count_digits(uint64_t number) {
  size_t count = 1;
  while (count < 8 && number >= powers_of_ten[count]) count++;
  return count;
}

/* A number below EIGHT_DIGITS; returns its length. Up to 7 bytes after it are
** overwritten.
 */
static inline size_t put_short(uint64_t number, char *out) {
  const size_t count = count_digits(number);
  put_eight(eight_digits(number) >> 8 * (8 - count), out);
  return count;
}

/* One of at least EIGHT_DIGITS. */
static size_t put_long(uint64_t number, char *out) {
  const uint64_t high = number / EIGHT_DIGITS;
  size_t len = 0;
  if (high >= EIGHT_DIGITS) {
    len = put_short(high / EIGHT_DIGITS, out);
    put_eight(eight_digits(high % EIGHT_DIGITS), out + len);
    len += 8;
  } else {
    len = put_short(high, out);
  }
  put_eight(eight_digits(number % EIGHT_DIGITS), out + len);
  return len + 8;
}

/* With zeros before it. */
static void put_padded(uint64_t number, char out[WIDEST]) {
  const uint64_t rest = number / EIGHT_DIGITS;
  put_eight(eight_digits(rest / EIGHT_DIGITS), out);
  put_eight(eight_digits(rest % EIGHT_DIGITS), out + 8);
  put_eight(eight_digits(number % EIGHT_DIGITS), out + 16);
}

/* number / 10^decimals, at most 20 of them; of its decimals at least `least` stay, the
** others unless they are zeros at the end. */
static size_t put_decimal(uint64_t number, unsigned decimals, unsigned least,
                          char out[NUMBER_SIZE]) {
  char text[WIDEST];
  const size_t point = WIDEST - decimals;
  size_t begin = 0, end = WIDEST;
  put_padded(number, text);
  while (begin + 1 < point && text[begin] == '0') begin++;
  while (end > point + least && text[end - 1] == '0') end--;
  size_t len = point - begin;
  memcpy(out, text + begin, len);
  if (end > point) {
    out[len++] = '.';
    memcpy(out + len, text + point, end - point);
    len += end - point;
  }
  out[len] = '\0';
  return len;
}

/* -- Decimals ---------------------------------------------------------------------- */

__extension__ typedef unsigned __int128 wide;

/* A number: mantissa * 2^-shift, mantissa of 53 bits, shift of 1 to 1074. */
struct binary {
  uint64_t mantissa;
  unsigned shift;
};

#define HIDDEN_BIT ((uint64_t)1 << 52)

/* Of a number in [DBL_MIN, 1e15]. */
static struct binary binary_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return (struct binary){(bits & (HIDDEN_BIT - 1)) | HIDDEN_BIT,
                         (unsigned)(1075 - (bits >> 52))};
}

/* 10^exponent, at most 10^20. */
static wide power_of_ten(unsigned exponent) {
  return exponent < 20 ? powers_of_ten[exponent] : (wide)powers_of_ten[19] * 10;
}

/* The number times scale as the nearest integer, ties to even. scale <= 10^20, so that
** nothing here needs more than 53 + 67 bits. */
static uint64_t scaled_to_nearest(struct binary b, wide scale) {
  const wide product = b.mantissa * scale, half = (wide)1 << (b.shift - 1);
  const uint64_t below = (uint64_t)(product >> b.shift);
  const wide rest = product - ((wide)below << b.shift);
  return below + (rest > half || (rest == half && (below & 1) != 0));
}

/* Whether digits / scale, read back, is the number: it is less than half a unit of the
** mantissa away, or just half and the mantissa is even. */
static bool reads_back(struct binary b, uint64_t digits, wide scale) {
  const wide exact = b.mantissa * scale, given = (wide)digits << b.shift;
  const wide twice = 2 * (given > exact ? given - exact : exact - given);
  return twice < scale || (twice == scale && (b.mantissa & 1) == 0);
}

/* What number_format gives, for the numbers that tables are full of, in integers; 0 for
** others. */
static size_t format_common(double value, char out[NUMBER_SIZE]) {
  static const double powers[] = {1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1, 1e2,
                                  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                  1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  if (!(value >= 1e-4 && value < 1e15)) return 0;
  const struct binary b = binary_of(value);
  if (b.mantissa == HIDDEN_BIT) return 0; /* its neighbours are not equally far away */
  unsigned whole = 0;                     /* value >= 10^(whole - 4) */
  while (value >= powers[whole + 1]) whole++;
  for (unsigned digits = DBL_DIG;; digits++) {
    const unsigned decimals = digits + 3 - whole;
    const wide scale = power_of_ten(decimals);
    const uint64_t nearest = scaled_to_nearest(b, scale);
    if (reads_back(b, nearest, scale)) return put_decimal(nearest, decimals, 0, out);
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

/* What number_format_fixed gives, in integers, for numbers that fit them; 0 for others.
** */
static size_t fixed_common(double value, unsigned decimals, char out[NUMBER_SIZE]) {
  const double magnitude = fabs(value);
  const uint64_t scale = powers_of_ten[decimals];
  if (!(magnitude * (double)scale < 1e18)) return 0;
  uint64_t nearest = 0;
  if (magnitude >= 1e-10) /* what is less is 0 with so few decimals */
    nearest = scaled_to_nearest(binary_of(magnitude), scale);
  const size_t sign = value < 0 && nearest > 0;
  out[0] = '-';
  return sign + put_decimal(nearest, decimals, decimals, out + sign);
}

size_t number_format_fixed(double value, int decimals, char out[NUMBER_SIZE]) {
  if (!(fabs(value) < NUMBER_FIXED_END)) return number_format(value, out);
  if (decimals < 0) decimals = 0;
  if (decimals > NUMBER_DECIMALS_MAX) decimals = NUMBER_DECIMALS_MAX;
  const size_t common = fixed_common(value, (unsigned)decimals, out);
  if (common > 0) return common;
  snprintf(out, NUMBER_SIZE, "%.*f", decimals, value);
  size_t len = use_point(out);
  if (out[0] != '-' || out[strcspn(out, "123456789")] != '\0') return len;
  memmove(out, out + 1, len);
  return len - 1;
}

static size_t put_any(int64_t value, char *out) {
  const uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  const size_t sign = value < 0;
  out[0] = '-';
  if (magnitude < EIGHT_DIGITS) return sign + put_short(magnitude, out + sign);
  return sign + put_long(magnitude, out + sign);
}

size_t number_format_integer(int64_t value, char out[NUMBER_SIZE]) {
  const bool is_short = value >= 0 && value < (int64_t)EIGHT_DIGITS;
  const size_t len = is_short ? put_short((uint64_t)value, out) : put_any(value, out);
  out[len] = '\0';
  return len;
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
