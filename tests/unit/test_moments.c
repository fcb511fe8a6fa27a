/* test_moments.c - exact sums, and answers that are right to the last places. */
#include "count/moments.h"

#include "count/fixed.h"
#include "unit.h"

#include <float.h>
#include <math.h>

static struct moments *new_moments(void) {
  struct moments *m = NULL;
  ck_assert_int_eq(moments_new(&m, NULL, NULL), ASSAY_OK);
  return m;
}

static void add(struct moments *m, double value) {
  ck_assert_int_eq(moments_add_number(m, value, NULL), ASSAY_OK);
}

static void add_integer(struct moments *m, int64_t value) {
  ck_assert_int_eq(moments_add_integer(m, value, NULL), ASSAY_OK);
}

/* 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squared differences 32. */
START_TEST(a_textbook_example) {
  static const int values[] = {2, 4, 4, 4, 5, 5, 7, 9};
  struct moments *m = new_moments();
  for (int i = 0; i < 8; i++) add_integer(m, values[i]);
  ck_assert_int_eq(m->count, 8);
  ck_assert_int_eq(moments_sum(m).integer, 40);
  ck_assert_double_eq(moments_mean(m), 5);
  ck_assert_double_eq(moments_deviation(m), sqrt(32.0 / 7));
  ck_assert_int_eq(m->least.integer, 2);
  ck_assert_int_eq(m->greatest.integer, 9);
  moments_free(m);
  moments_free(NULL);
}
END_TEST

START_TEST(nothing_cancels) {
  struct moments *m = new_moments();
  for (int i = 1; i <= 3; i++) add(m, 1e15 + i);
  ck_assert_double_eq(moments_mean(m), 1e15 + 2);
  ck_assert_double_eq(moments_deviation(m), 1);
  moments_free(m);
  m = new_moments();
  add(m, 1e300);
  add(m, 1);
  add(m, -1e300);
  ck_assert_double_eq(moments_sum(m).number, 1);
  moments_free(m);
}
END_TEST

/* 0.1 ten times is 1.000000000000000055..., of which the nearest double is 1. */
START_TEST(sums_are_rounded_once) {
  struct moments *m = new_moments();
  for (int i = 0; i < 10; i++) add(m, 0.1);
  ck_assert(!moments_sum(m).is_integer);
  ck_assert_double_eq(moments_sum(m).number, 1);
  ck_assert_double_eq(moments_deviation(m), 0);
  moments_free(m);
  m = new_moments(); /* 2^53 + 1 is half way; a bit far below decides */
  add(m, 9007199254740992);
  add(m, 1);
  ck_assert_double_eq(moments_sum(m).number, 9007199254740992);
  add(m, DBL_TRUE_MIN);
  ck_assert_double_eq(moments_sum(m).number, 9007199254740994);
  moments_free(m);
}
END_TEST

START_TEST(the_ends_of_doubles_fit) {
  struct moments *m = new_moments();
  add(m, DBL_TRUE_MIN);
  add(m, 3 * DBL_TRUE_MIN);
  ck_assert(moments_sum(m).number == 4 * DBL_TRUE_MIN);
  ck_assert(moments_mean(m) == 2 * DBL_TRUE_MIN);
  moments_free(m);
  m = new_moments();
  for (int i = 0; i < 1000; i++) add(m, DBL_MAX);
  ck_assert(isinf(moments_sum(m).number));
  ck_assert(moments_mean(m) == DBL_MAX);
  ck_assert(moments_deviation(m) == 0);
  for (int i = 0; i < 999; i++) add(m, -DBL_MAX);
  ck_assert(moments_sum(m).number == DBL_MAX);
  moments_free(m);
  m = new_moments(); /* the variance overflows, its root does not */
  add(m, 1e300);
  add(m, -1e300);
  ck_assert_double_eq_tol(moments_deviation(m) / 1e300, sqrt(2), 1e-15);
  moments_free(m);
}
END_TEST

START_TEST(integers_stay_integers_while_they_fit) {
  struct moments *m = new_moments();
  ck_assert(moments_sum(m).is_integer);
  add_integer(m, INT64_MAX);
  add_integer(m, INT64_MIN);
  ck_assert_int_eq(moments_sum(m).integer, -1);
  add_integer(m, INT64_MIN);
  ck_assert(!moments_sum(m).is_integer);
  ck_assert_double_eq(moments_sum(m).number, -9223372036854775809.0);
  add_integer(m, INT64_MAX);
  add_integer(m, 3);
  ck_assert_int_eq(moments_sum(m).integer, 1);
  ck_assert_int_eq(m->least.integer, INT64_MIN);
  ck_assert_int_eq(m->greatest.integer, INT64_MAX);
  add(m, 0.5);
  ck_assert_double_eq(moments_sum(m).number, 1.5);
  moments_free(m);
}
END_TEST

START_TEST(only_finite_numbers_are_taken) {
  struct moments *m = new_moments();
  assay_error err;
  ck_assert_int_eq(moments_add_number(m, NAN, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "moments take finite numbers only, not nan");
  ck_assert_int_eq(moments_add_number(m, -INFINITY, &err), ASSAY_EARG);
  ck_assert_int_eq(m->count, 0);
  add(m, -0.0);
  ck_assert(!signbit(m->least.number) && !signbit(m->greatest.number));
  moments_free(m);
}
END_TEST

START_TEST(scalars_compare_by_value) {
  static const double numbers[] = {
      -9223372036854775808.0, -1.5, -1, 0, 0.5, 1, 9007199254740993.0,
      9223372036854775808.0,  1e300};
  static const int64_t integers[] = {INT64_MIN,        -2,       -1, 0, 1, 2,
                                     9007199254740993, INT64_MAX};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    for (size_t k = 0; k < sizeof integers / sizeof *integers; k++) {
      struct scalar a, b = scalar_integer(integers[k]);
      ck_assert_int_eq(scalar_number(&a, numbers[i], "", NULL), ASSAY_OK);
      long double x = numbers[i], y = (long double)integers[k]; /* 64 bits are exact */
      int expected = x < y ? -1 : x > y ? 1 : -1; /* equal: the integer is greater */
      ck_assert_int_eq(scalar_compare(a, b), expected);
      ck_assert_int_eq(scalar_compare(b, a), -expected);
    }
}
END_TEST

/* Against 64-bit arithmetic on small limbs, with carries and signs all the way. */
START_TEST(fixed_numbers_add_and_subtract) {
  uint64_t limbs[4] = {0}, magnitude[4];
  fixed_add(limbs, 4, 1, 200, true);
  ck_assert(fixed_is_negative(limbs, 4));
  fixed_add(limbs, 4, 1, 0, false);
  ck_assert(fixed_magnitude(limbs, 4, magnitude)); /* 2^200 - 1 */
  ck_assert(magnitude[0] == UINT64_MAX && magnitude[3] == 0xFF);
  fixed_add(limbs, 4, 1, 200, false);
  ck_assert(!fixed_magnitude(limbs, 4, magnitude));
  ck_assert(magnitude[0] == 1 && !magnitude[1] && !magnitude[2] && !magnitude[3]);
  uint64_t product[4], a[2] = {UINT64_MAX, UINT64_MAX};
  fixed_multiply(product, a, 2, a, 2); /* 2^256 - 2^129 + 1 */
  ck_assert(product[0] == 1 && product[1] == 0);
  ck_assert(product[2] == UINT64_MAX - 1 && product[3] == UINT64_MAX);
  ck_assert(!fixed_subtract(product, product, 4));
  ck_assert(fixed_subtract(product, a, 2));
}
END_TEST

UNIT_MAIN("moments", a_textbook_example, nothing_cancels, sums_are_rounded_once,
          the_ends_of_doubles_fit, integers_stay_integers_while_they_fit,
          only_finite_numbers_are_taken, scalars_compare_by_value,
          fixed_numbers_add_and_subtract)
