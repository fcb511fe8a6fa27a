/* test_dispersion.c - golden values: the R package tlda, for the worked example of Gries
** 2008: five parts of 9, 10, 10, 10 and 11 words, with 1, 2, 3, 4 and 5 hits. */
#include "measure/dispersion.h"

#include "unit.h"

START_TEST(the_worked_example) {
  const struct dispersion_part parts[] = {{1, 9}, {2, 10}, {3, 10}, {4, 10}, {5, 11}};
  struct dispersion d;
  ck_assert(dispersion_measure(&d, parts, 5));
  ck_assert_double_eq(d.range, 5);
  ck_assert_double_eq_tol(d.juilland, .7851504535, 1e-10);
  ck_assert_double_eq_tol(d.gries, .18, 1e-10);
  ck_assert_double_eq_tol(d.gries_norm, .2195121951, 1e-10);
  ck_assert_double_eq_tol(d.carroll, .9379213033, 1e-10);
  ck_assert_double_eq_tol(d.rosengren, .9498163423, 1e-10);
}
END_TEST

START_TEST(even_and_clumped) {
  const struct dispersion_part even[] = {{2, 10}, {4, 20}, {6, 30}};
  const struct dispersion_part clumped[] = {{0, 10}, {8, 10}, {0, 10}, {0, 10}};
  struct dispersion d;
  ck_assert(dispersion_measure(&d, even, 3));
  ck_assert_double_eq_tol(d.juilland, 1, 1e-12);
  ck_assert_double_eq_tol(d.gries, 0, 1e-12);
  ck_assert_double_eq_tol(d.carroll, 1, 1e-12);
  ck_assert_double_eq_tol(d.rosengren, 1, 1e-12);
  ck_assert(dispersion_measure(&d, clumped, 4));
  ck_assert_double_eq(d.range, 1);
  ck_assert_double_eq_tol(d.juilland, 0, 1e-12);
  ck_assert_double_eq_tol(d.gries, .75, 1e-12);
  ck_assert_double_eq_tol(d.gries_norm, 1, 1e-12);
  ck_assert_double_eq_tol(d.carroll, 0, 1e-12);
  ck_assert_double_eq_tol(d.rosengren, .25, 1e-12);
}
END_TEST

START_TEST(what_cannot_be_measured) {
  const struct dispersion_part none[] = {{0, 10}, {0, 10}}, empty[] = {{1, 10}, {0, 0}};
  const struct dispersion_part one[] = {{3, 10}};
  struct dispersion d;
  ck_assert(!dispersion_measure(&d, none, 2));
  ck_assert(!dispersion_measure(&d, empty, 2));
  ck_assert(!dispersion_measure(&d, none, 0));
  ck_assert(dispersion_measure(&d, one, 1));
  ck_assert_double_eq(d.juilland, 1);
  ck_assert_double_eq(d.gries, 0);
}
END_TEST

UNIT_MAIN("dispersion", the_worked_example, even_and_clumped, what_cannot_be_measured)
