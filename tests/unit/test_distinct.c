/* test_distinct.c - exact up to the limit, and estimates within their error beyond. */
#include "count/distinct.h"

#include "count/accumulator.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>

static struct distinct *new_distinct(size_t limit) {
  struct distinct *d = NULL;
  ck_assert_int_eq(distinct_new(&d, limit, NULL, NULL), ASSAY_OK);
  return d;
}

static void add_number(struct distinct *d, const char *name, int i) {
  char key[40];
  int len = snprintf(key, sizeof key, "%s %d", name, i);
  ck_assert_int_eq(distinct_add(d, (assay_str){key, (size_t)len}, NULL), ASSAY_OK);
}

START_TEST(keys_count_once) {
  struct distinct *d = new_distinct(3);
  struct buffer keys;
  buffer_init(&keys, NULL, BUFFER_NO_CEILING);
  for (int i = 0; i < 9; i++) {
    ck_assert_int_eq(distinct_add(d, S("war"), NULL), ASSAY_OK);
    ck_assert_int_eq(distinct_add(d, S("oil"), NULL), ASSAY_OK);
    ck_assert_int_eq(distinct_add(d, S(""), NULL), ASSAY_OK);
  }
  ck_assert(distinct_is_exact(d));
  ck_assert_int_eq(distinct_count(d), 3);
  ck_assert_int_eq(distinct_keys(d, &keys, NULL), ASSAY_OK);
  const assay_str *sorted = (const void *)keys.data;
  ck_str(sorted[0], "");
  ck_str(sorted[1], "oil");
  ck_str(sorted[2], "war");
  ck_assert_int_eq(distinct_add(d, S("peace"), NULL), ASSAY_OK);
  ck_assert(!distinct_is_exact(d));
  ck_assert_int_eq(distinct_count(d), 4);
  buffer_free(&keys);
  distinct_free(d);
  distinct_free(NULL);
}
END_TEST

/* Ten sets of each size: none may be off by more than four standard errors of 0.81 %, and
** their mean by no more than 0.7 %. */
START_TEST(estimates_are_within_their_error) {
  static const int sizes[] = {1, 10, 100, 1000, 10000, 30000, 60000};
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    double sum = 0;
    for (int set = 0; set < 10; set++) {
      struct distinct *d = new_distinct(0);
      char name[16];
      snprintf(name, sizeof name, "set %d", set);
      for (int i = 0; i < sizes[s]; i++) add_number(d, name, i);
      double off = (double)distinct_count(d) / sizes[s] - 1;
      ck_assert_double_le(fabs(off), 4 * 0.0081);
      sum += off;
      distinct_free(d);
    }
    ck_assert_double_le(fabs(sum / 10), 0.007);
  }
}
END_TEST

START_TEST(repetition_changes_no_estimate) {
  struct distinct *d = new_distinct(0);
  for (int i = 0; i < 5000; i++) add_number(d, "k", i);
  int64_t once = distinct_count(d);
  for (int i = 0; i < 5000; i++) add_number(d, "k", i);
  ck_assert_int_eq(distinct_count(d), once);
  distinct_free(d);
}
END_TEST

/* Enough keys that all registers are taken in both. */
START_TEST(merged_registers_are_those_of_all_keys) {
  for (int turn = 0; turn < 2; turn++) {
    struct distinct *all = new_distinct(10), *a = new_distinct(10), *b = new_distinct(10);
    for (int i = 0; i < 90000; i++) {
      add_number(all, "k", i);
      if (i < 60000) add_number(a, "k", i);
      if (i >= 40000) add_number(b, "k", i);
    }
    ck_assert_int_eq(turn ? distinct_merge(a, b, NULL) : distinct_merge(b, a, NULL),
                     ASSAY_OK);
    ck_assert_int_eq(distinct_count(turn ? a : b), distinct_count(all));
    ck_assert(distinct_class.equal(turn ? a : b, all));
    distinct_free(all);
    distinct_free(a);
    distinct_free(b);
  }
}
END_TEST

START_TEST(limits_are_checked) {
  struct distinct *d = NULL, *a = new_distinct(1), *b = new_distinct(2);
  assay_error err;
  ck_assert_int_eq(distinct_new(&d, DISTINCT_LIMIT_MAX + 1, NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "different keys are kept up to 16777216, not 16777217");
  ck_assert_int_eq(distinct_merge(a, b, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge sets of keys with other limits");
  distinct_free(a);
  distinct_free(b);
}
END_TEST

START_TEST(a_set_may_be_merged_with_itself) {
  struct distinct *d = new_distinct(5);
  for (int i = 0; i < 5; i++) add_number(d, "k", i);
  ck_assert_int_eq(distinct_merge(d, d, NULL), ASSAY_OK);
  ck_assert_int_eq(distinct_count(d), 5);
  distinct_free(d);
}
END_TEST

static assay_status fill(const assay_allocator *a, assay_error *err) {
  struct distinct *d = NULL;
  char key[] = "a";
  assay_status status = distinct_new(&d, 20, a, err);
  for (; key[0] <= 'z' && status == ASSAY_OK; key[0]++)
    status = distinct_add(d, (assay_str){key, 1}, err);
  distinct_free(d);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill);
}
END_TEST

UNIT_MAIN("distinct", keys_count_once, estimates_are_within_their_error,
          repetition_changes_no_estimate, merged_registers_are_those_of_all_keys,
          limits_are_checked, a_set_may_be_merged_with_itself,
          out_of_memory_leaves_nothing)
