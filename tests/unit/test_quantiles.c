/* test_quantiles.c - exact ranks, the promised error, and ends that are never passed. */
#include "count/quantiles.h"

#include "unit.h"

#include <float.h>
#include <math.h>

static struct quantiles *new_quantiles(unsigned bits) {
  struct quantiles *q = NULL;
  ck_assert_int_eq(quantiles_new(&q, bits, NULL, NULL), ASSAY_OK);
  return q;
}

static void add(struct quantiles *q, double value, int64_t n) {
  ck_assert_int_eq(quantiles_add(q, value, n, NULL), ASSAY_OK);
}

static double at(const struct quantiles *q, double share) {
  double value;
  ck_assert_int_eq(quantiles_at(q, &share, 1, &value, NULL), ASSAY_OK);
  return value;
}

/* 1..100: the share p asks for the value of rank 100 p, also where 0.07 * 100 is
** 7.000000000000001 and 0.29 * 100 is 28.999999999999996. */
START_TEST(ranks_are_exact) {
  struct quantiles *q = new_quantiles(7);
  for (int i = 100; i >= 1; i--) add(q, i, 1);
  for (int i = 1; i <= 100; i++) ck_assert_double_eq(at(q, i / 100.0), i);
  ck_assert_double_eq(at(q, 0), 1);
  ck_assert_double_eq(at(q, 0.501), 51);
  ck_assert_double_eq(at(q, 1), 100);
  quantiles_free(q);
  quantiles_free(NULL);
}
END_TEST

START_TEST(values_weigh_as_often_as_they_are_added) {
  struct quantiles *q = new_quantiles(7);
  add(q, -2.5, 3);
  add(q, 7, 1);
  add(q, 9, 0);
  ck_assert_double_eq(at(q, 0.75), -2.5);
  ck_assert_double_eq(at(q, 0.76), 7);
  ck_assert_int_eq(q->counts->total, 4);
  quantiles_free(q);
}
END_TEST

/* Random values of many sizes, both signs: no answer is off by more than 2^-(bits+1). */
START_TEST(the_error_is_what_is_promised) {
  enum { COUNT = 5000 };
  static double values[COUNT];
  for (unsigned bits = 1; bits <= 12; bits++) {
    struct quantiles *q = new_quantiles(bits);
    uint32_t state = bits;
    for (int i = 0; i < COUNT; i++) {
      state = state * 1664525u + 1013904223u;
      double value = ldexp(1 + (state >> 8) / 16777216.0, (int)(state % 41) - 20);
      size_t k = (size_t)i; /* insertion sort */
      if (state & 1 << 30) value = -value;
      for (; k > 0 && values[k - 1] > value; k--) values[k] = values[k - 1];
      values[k] = value;
      add(q, value, 1);
    }
    ck_assert(q->bucketed);
    for (int i = 1; i <= 100; i++) {
      double truth = values[i * COUNT / 100 - 1], got = at(q, i / 100.0);
      ck_assert_double_le(fabs(got - truth), ldexp(fabs(truth), -(int)bits - 1));
    }
    ck_assert_double_eq(at(q, 0), values[0]);
    ck_assert_double_eq(at(q, 1), values[COUNT - 1]);
    quantiles_free(q);
  }
}
END_TEST

/* Below 2^(bits+1) every whole number has a bucket of its own. */
START_TEST(small_whole_numbers_stay_exact) {
  struct quantiles *q = new_quantiles(7);
  for (int i = -2000; i <= 2000; i++) add(q, i, 1);
  ck_assert(q->bucketed && q->whole);
  for (int i = -255; i <= 255; i++) ck_assert_double_eq(at(q, (i + 2001) / 4001.0), i);
  for (int i = 0; i <= 100; i++) {
    double value = at(q, i / 100.0);
    ck_assert_double_eq(value, floor(value));
  }
  add(q, 0.5, 1);
  ck_assert(!q->whole);
  quantiles_free(q);
}
END_TEST

START_TEST(the_limit_of_exact_values_is_where_it_is_said) {
  struct quantiles *q = new_quantiles(1);
  for (int i = 0; i < 3 * QUANTILES_EXACT; i++) add(q, i % QUANTILES_EXACT + 0.25, 1);
  ck_assert(!q->bucketed);
  add(q, -1, 1);
  ck_assert(q->bucketed);
  ck_assert_uint_lt(q->counts->keys.count, 30);
  ck_assert_int_eq(q->counts->total, 3 * QUANTILES_EXACT + 1);
  quantiles_free(q);
}
END_TEST

START_TEST(the_ends_of_doubles_have_buckets) {
  struct quantiles *q = new_quantiles(4);
  for (int i = 0; i < 2000; i++) add(q, i, 1);
  add(q, DBL_MAX, 1);
  add(q, -DBL_MAX, 1);
  add(q, -DBL_TRUE_MIN, 1);
  add(q, -0.0, 1);
  ck_assert_double_eq(at(q, 1), DBL_MAX);
  ck_assert_double_eq(at(q, 0), -DBL_MAX);
  ck_assert_double_eq(at(q, 2.0 / 2004), 0);
  quantiles_free(q);
}
END_TEST

START_TEST(what_cannot_be_is_refused) {
  struct quantiles *q = NULL, *other = new_quantiles(5);
  double value, share = 1.1;
  assay_error err;
  ck_assert_int_eq(quantiles_new(&q, 0, NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "quantiles keep 1..12 bits, not 0");
  ck_assert_int_eq(quantiles_new(&q, 13, NULL, NULL), ASSAY_EARG);
  q = new_quantiles(4);
  ck_assert_int_eq(quantiles_add(q, NAN, 1, NULL), ASSAY_EARG);
  ck_assert_int_eq(quantiles_add(q, 1, -1, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "a value cannot be added -1 times");
  ck_assert_int_eq(quantiles_merge(q, other, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge quantiles of other errors");
  ck_assert_int_eq(quantiles_at(q, &share, 1, &value, NULL), ASSAY_EARG);
  share = 0.5;
  ck_assert_int_eq(quantiles_at(q, &share, 1, &value, NULL), ASSAY_EARG);
  add(q, 1, INT64_MAX);
  ck_assert_int_eq(quantiles_add(q, 2, 1, NULL), ASSAY_ELIMIT);
  ck_assert_double_eq(at(q, 1), 1);
  quantiles_free(q);
  quantiles_free(other);
}
END_TEST

static assay_status fill(const assay_allocator *a, assay_error *err) {
  struct quantiles *q = NULL;
  double share = 0.5, value;
  assay_status status = quantiles_new(&q, 3, a, err);
  for (int i = 0; i < 1100 && status == ASSAY_OK; i++)
    status = quantiles_add(q, i, 1, err);
  if (status == ASSAY_OK) status = quantiles_at(q, &share, 1, &value, err);
  quantiles_free(q);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill);
}
END_TEST

UNIT_MAIN("quantiles", ranks_are_exact, values_weigh_as_often_as_they_are_added,
          the_error_is_what_is_promised, small_whole_numbers_stay_exact,
          the_limit_of_exact_values_is_where_it_is_said, the_ends_of_doubles_have_buckets,
          what_cannot_be_is_refused, out_of_memory_leaves_nothing)
