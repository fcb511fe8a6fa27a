/* test_number.c - shortest and fixed decimals, thousands separators. */
#include "base/number.h"
#include "unit.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>

static void check_shortest(double value, const char *expected) {
  char out[NUMBER_SIZE];
  size_t len = number_format(value, out);
  ck_assert_str_eq(out, expected);
  ck_assert_uint_eq(len, strlen(expected));
}

START_TEST(shortest_form_of_known_values) {
  check_shortest(0, "0");
  check_shortest(-0.0, "-0");
  check_shortest(0.1, "0.1");
  check_shortest(0.1 + 0.2, "0.30000000000000004");
  check_shortest(1.0 / 3, "0.3333333333333333");
  check_shortest(100, "100");
  check_shortest(-2.5, "-2.5");
  check_shortest(1e6, "1000000");
  check_shortest(1e22, "1e+22");
  check_shortest(1e-5, "1e-05");
  check_shortest(9007199254740993.0, "9007199254740992");
  check_shortest(5e-324, "5e-324");
  check_shortest(DBL_MIN, "2.2250738585072014e-308");
  check_shortest(DBL_MAX, "1.7976931348623157e+308");
  check_shortest(-DBL_MAX, "-1.7976931348623157e+308");
  check_shortest(NAN, "nan");
  check_shortest(-NAN, "nan");
  check_shortest(INFINITY, "inf");
  check_shortest(-INFINITY, "-inf");
}
END_TEST

START_TEST(every_number_reads_back) {
  uint64_t bits = 1;
  for (int i = 0; i < 200000; i++) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    char out[NUMBER_SIZE];
    ck_assert_uint_lt(number_format(value, out), NUMBER_SIZE);
    double back = strtod(out, NULL);
    ck_assert_msg(memcmp(&back, &value, sizeof back) == 0, "%s", out);
  }
}
END_TEST

/* What printf gives with the fewest of 15 to 17 digits that reads back. */
static void check_against_printf(double value) {
  char expected[64], out[NUMBER_SIZE];
  int digits = DBL_DIG;
  do snprintf(expected, sizeof expected, "%.*g", digits, value);
  while (strtod(expected, NULL) != value && digits++ < DBL_DECIMAL_DIG);
  number_format(value, out);
  ck_assert_str_eq(out, expected);
}

START_TEST(the_shortest_that_reads_back) {
  static const double edges[] = {1e-4,
                                 0.00010000000000000002,
                                 9.999999999999999e-05,
                                 0.001,
                                 0.1,
                                 0.5,
                                 1,
                                 2,
                                 0.9999999999999999,
                                 1.0000000000000002,
                                 1e14,
                                 1e15,
                                 9.5,
                                 4503.5,
                                 999999999999999.9,
                                 999999999999999.8,
                                 1024.5,
                                 1048576};
  uint64_t bits = 7;
  for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
    check_against_printf(edges[i]);
  for (int i = 0; i < 100000; i++) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    const uint64_t count = bits >> 44, total = 18800000 + (bits >> 20 & 1023);
    check_against_printf((double)count * 1e6 / (double)total);
    check_against_printf((double)(bits >> 11) / 1e3);
    check_against_printf((double)(bits >> 40) / 1e4);
    check_against_printf((double)(bits >> 11) * 0x1p-66);
  }
}
END_TEST

static void check_fixed(double value, int decimals, const char *expected) {
  char out[NUMBER_SIZE];
  size_t len = number_format_fixed(value, decimals, out);
  ck_assert_str_eq(out, expected);
  ck_assert_uint_eq(len, strlen(expected));
}

START_TEST(fixed_decimals) {
  check_fixed(2.5, 2, "2.50");
  check_fixed(2, 0, "2");
  check_fixed(0.126, 2, "0.13");
  check_fixed(0.996, 2, "1.00");
  check_fixed(-1.5, 1, "-1.5");
  check_fixed(0, 3, "0.000");
  check_fixed(999999999999999.0, 9, "999999999999999.000000000");
}
END_TEST

static void check_fixed_against_printf(double value) {
  char expected[64], out[NUMBER_SIZE];
  for (int decimals = 0; decimals <= NUMBER_DECIMALS_MAX; decimals++) {
    const int len = snprintf(expected, sizeof expected, "%.*f", decimals, value);
    const bool zero = expected[0] == '-' && !strpbrk(expected, "123456789");
    ck_assert_uint_eq(number_format_fixed(value, decimals, out), (size_t)(len - zero));
    ck_assert_str_eq(out, expected + zero);
  }
}

/* Ties go to the even digit where a double has them exactly; tiny ones vanish. */
START_TEST(fixed_decimals_as_printf_has_them) {
  static const double edges[] = {0.5,
                                 1.5,
                                 2.5,
                                 0.125,
                                 0.375,
                                 1e-10,
                                 9.9e-11,
                                 5e-10,
                                 5e-324,
                                 0x1p-1022,
                                 999999.5,
                                 1e9,
                                 999999999.9999999,
                                 1e14 + 0.5,
                                 0.9999999999,
                                 4503599627370495.5 / 8};
  uint64_t bits = 11;
  for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
    check_fixed_against_printf(edges[i]);
    check_fixed_against_printf(-edges[i]);
  }
  for (int i = 0; i < 20000; i++) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    check_fixed_against_printf((double)(bits >> 40) / (double)(1 + (bits & 1023)));
    check_fixed_against_printf((double)(int64_t)(bits >> 44) / -1024);
    check_fixed_against_printf((double)(bits >> 11) * 0x1p-80);
    check_fixed_against_printf((double)(bits >> 11) * 0x1p-12);
  }
}
END_TEST

START_TEST(what_rounds_to_zero_has_no_sign) {
  check_fixed(-0.0, 2, "0.00");
  check_fixed(-0.001, 2, "0.00");
  check_fixed(-0.4, 0, "0");
  check_fixed(-0.006, 2, "-0.01");
}
END_TEST

START_TEST(decimals_out_of_range_are_clamped) {
  check_fixed(1.25, -3, "1");
  check_fixed(1.25, 1000, "1.250000000");
}
END_TEST

START_TEST(fixed_gives_up_on_what_is_too_large) {
  check_fixed(1e15, 2, "1e+15");
  check_fixed(-1e300, 2, "-1e+300");
  check_fixed(NAN, 2, "nan");
  check_fixed(-INFINITY, 2, "-inf");
}
END_TEST

static void check_grouped(int64_t value, const char *expected) {
  char out[NUMBER_SIZE];
  size_t len = number_format_grouped(value, out);
  ck_assert_str_eq(out, expected);
  ck_assert_uint_eq(len, strlen(expected));
}

START_TEST(integers_with_separators) {
  check_grouped(0, "0");
  check_grouped(7, "7");
  check_grouped(999, "999");
  check_grouped(-999, "-999");
  check_grouped(1000, "1,000");
  check_grouped(-1000, "-1,000");
  check_grouped(1234567, "1,234,567");
  check_grouped(123456, "123,456");
  check_grouped(INT64_MAX, "9,223,372,036,854,775,807");
  check_grouped(INT64_MIN, "-9,223,372,036,854,775,808");
}
END_TEST

static void check_integer(int64_t value) {
  char expected[32], out[NUMBER_SIZE];
  const int len = snprintf(expected, sizeof expected, "%lld", (long long)value);
  ck_assert_uint_eq(number_format_integer(value, out), (size_t)len);
  ck_assert_str_eq(out, expected);
}

START_TEST(integers_without) {
  char out[NUMBER_SIZE];
  ck_assert_uint_eq(number_format_integer(INT64_MIN, out), 20);
  ck_assert_str_eq(out, "-9223372036854775808");
  ck_assert_uint_eq(number_format_integer(0, out), 1);
  ck_assert_str_eq(out, "0");
}
END_TEST

/* All lengths, and both sides of where they begin. */
START_TEST(integers_as_printf_has_them) {
  uint64_t bits = 3;
  for (int64_t power = 1; power <= INT64_MAX / 10; power *= 10)
    for (int64_t near = -2; near <= 2; near++) {
      check_integer(power + near);
      check_integer(-power - near);
    }
  for (int i = 0; i < 200000; i++) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    check_integer(i);
    check_integer((int64_t)(bits >> 1 >> (bits & 63)));
    check_integer((int64_t) ~(bits >> 1 >> (bits & 63)));
  }
}
END_TEST

START_TEST(separators_leave_decimals_and_exponents_alone) {
  static const char *const cases[][2] = {
      {"12345.60", "12,345.60"},
      {"-1234.5678", "-1,234.5678"},
      {"123.4567", "123.4567"},
      {"1e+22", "1e+22"},
      {"1.7976931348623157e+308", "1.7976931348623157e+308"},
      {"nan", "nan"},
      {"-inf", "-inf"},
      {"", ""},
      {"-", "-"},
      {"-999999999999999.000000000", "-999,999,999,999,999.000000000"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[NUMBER_SIZE] = "";
    memcpy(text, cases[i][0], strlen(cases[i][0]) + 1);
    ck_assert_uint_eq(number_group(text), strlen(cases[i][1]));
    ck_assert_str_eq(text, cases[i][1]);
  }
}
END_TEST

/* Skipped where no locale with another decimal point is installed. */
START_TEST(the_locale_does_not_show) {
  static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8",
                                      "de_DE",       "ps_AF",       "nl_NL.UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!setlocale(LC_NUMERIC, names[i])) continue;
    check_shortest(0.1, "0.1");
    check_shortest(1.0 / 3, "0.3333333333333333");
    check_shortest(-1.5e-300, "-1.5e-300");
    check_fixed(-1234.5, 2, "-1234.50");
    check_fixed(-0.001, 2, "0.00");
  }
  setlocale(LC_NUMERIC, "C");
}
END_TEST

/* Only what is exact is read: 15 digits, powers of ten up to 22. */
START_TEST(reading_takes_all_of_the_text_or_nothing) {
  double number = 7;
  int64_t integer = 7;
  ck_assert(number_parse(S("-0.5"), &number) && number == -0.5);
  ck_assert(number_parse(S("1e6"), &number) && number == 1e6);
  ck_assert(number_parse(S("123456789012345"), &number) && number == 123456789012345.0);
  ck_assert(!number_parse(S("1234567890123456"), &number));
  ck_assert(!number_parse(S("1e23"), &number));
  ck_assert(!number_parse(S("1,5"), &number));
  ck_assert(!number_parse(S(""), &number));
  ck_assert(!number_parse(S("."), &number));
  ck_assert(!number_parse(S("1 "), &number));
  ck_assert(number_parse_integer(S("-9223372036854775808"), &integer));
  ck_assert_int_eq(integer, INT64_MIN);
  ck_assert(!number_parse_integer(S("9223372036854775808"), &integer));
  ck_assert(!number_parse_integer(S("1.0"), &integer));
  ck_assert(!number_parse_integer(S("+"), &integer));
}
END_TEST

UNIT_MAIN("number", reading_takes_all_of_the_text_or_nothing,
          shortest_form_of_known_values, every_number_reads_back,
          the_shortest_that_reads_back, fixed_decimals, fixed_decimals_as_printf_has_them,
          what_rounds_to_zero_has_no_sign, decimals_out_of_range_are_clamped,
          fixed_gives_up_on_what_is_too_large, integers_with_separators, integers_without,
          integers_as_printf_has_them, separators_leave_decimals_and_exponents_alone,
          the_locale_does_not_show)
