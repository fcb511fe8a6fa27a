/* scalar.c - integers and doubles in one order. */
#include "count/scalar.h"

#include "base/error.h"
#include "base/varint.h"

#include <math.h>

struct scalar scalar_integer(int64_t value) {
  struct scalar s = {true, value, 0};
  return s;
}

assay_status scalar_number(struct scalar *out, double value, const char *what,
                           assay_error *err) {
  if (!isfinite(value))
    return error_set(err, ASSAY_EARG, "%s take finite numbers only, not %s", what,
                     isnan(value) ? "nan"
                     : value > 0  ? "inf"
                                  : "-inf");
  struct scalar s = {false, 0, value == 0 ? 0 : value};
  *out = s;
  return ASSAY_OK;
}

/* 2^63 is a double, the largest integer is none. What is cut off a double that fits is a
** double again, so nothing here rounds. */
static int compare_mixed(int64_t integer, double number) {
  if (number >= 9223372036854775808.0) return -1;
  if (number < -9223372036854775808.0) return 1;
  int64_t whole = (int64_t)number;
  if (integer != whole) return integer < whole ? -1 : 1;
  double rest = number - (double)whole;
  return rest > 0 ? -1 : 1; /* equal: the integer is the greater one */
}

int scalar_compare(struct scalar a, struct scalar b) {
  if (a.is_integer && b.is_integer)
    return (a.integer > b.integer) - (a.integer < b.integer);
  if (a.is_integer) return compare_mixed(a.integer, b.number);
  if (b.is_integer) return -compare_mixed(b.integer, a.number);
  return (a.number > b.number) - (a.number < b.number);
}

void scalar_put(struct buffer *b, struct scalar s) {
  buffer_add_char(b, s.is_integer);
  if (s.is_integer)
    varint_put_signed(b, s.integer);
  else
    codec_put_double(b, s.number);
}

struct scalar scalar_take(struct codec_reader *in) {
  struct scalar s = {false, 0, 0};
  unsigned kind = codec_take_byte(in);
  codec_expect(in, kind <= 1, "a number is neither a double nor an integer");
  s.is_integer = kind == 1;
  if (s.is_integer)
    s.integer = codec_take_signed(in);
  else
    s.number = codec_take_finite(in);
  return s;
}
