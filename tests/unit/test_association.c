/* test_association.c - golden values: NLTK 3.8, association-measures (fau-klue), quanteda
** 4.3.1, and for what none of them has the formula, by hand. */
#include "measure/association.h"

#include "unit.h"

#include <math.h>

static struct contingency pair(double o, double f1, double f2, double n) {
  struct contingency t;
  ck_assert(contingency_of_pair(&t, o, f1, f2, n));
  return t;
}

START_TEST(collocation) {
  struct contingency t = pair(30, 120, 400, 1e6);
  ck_assert_double_eq_tol(association_log_likelihood(&t), 336.8565026, 1e-6);
  ck_assert_double_eq_tol(association_chi_squared(&t), 18699.77098, 1e-5);
  ck_assert_double_eq_tol(association_pmi(&t), 9.287712380, 1e-9);
  ck_assert_double_eq_tol(association_log_dice(&t), 10.884522783, 1e-9);
  ck_assert_double_eq_tol(association_dice(&t), .1153846154, 1e-9);
  ck_assert_double_eq_tol(association_t_score(&t), 5.468462014, 1e-9);
  ck_assert_double_eq_tol(association_mi3(&t), 19.101493571, 1e-9);
}
END_TEST

START_TEST(published) { /* Manning & Schuetze, chapter 5, as NLTK repeats them */
  struct contingency companies = pair(8, 15828, 4675, 14307668);
  ck_assert_double_eq_tol(association_chi_squared(&companies), 1.5489, 1e-4);
  ck_assert_double_eq_tol(association_t_score(&companies), .999932, 1e-6);
  struct contingency name = pair(20, 42, 20, 14307668);
  ck_assert_double_eq_tol(association_pmi(&name), 18.38, .005);
  struct contingency swiss = pair(110, 2552, 221, 31777); /* Dunning 1993, "the swiss" */
  ck_assert_double_eq_tol(association_log_likelihood(&swiss), 270.72, .005);
}
END_TEST

START_TEST(keyness) {
  struct contingency t;
  ck_assert(contingency_of_corpora(&t, 100, 10000, 20, 20000));
  ck_assert_double_eq_tol(association_log_likelihood(&t), 128.3490874, 1e-6);
  ck_assert_double_eq_tol(association_log_likelihood2(&t), 127.8063719, 1e-6);
  ck_assert_double_eq_tol(association_chi_squared(&t), 135.542168675, 1e-8);
  ck_assert_double_eq_tol(association_log_ratio(&t), 3.321928095, 1e-9); /* log2 10 */
  ck_assert(contingency_of_corpora(&t, 8, 1000, 0, 1000));
  ck_assert_double_eq(association_log_ratio(&t), 4); /* 8 against one half */
}
END_TEST

START_TEST(edges) {
  struct contingency t;
  ck_assert(!contingency_of_pair(&t, 5, 4, 9, 100)); /* together more often than at all */
  ck_assert(!contingency_of_pair(&t, 1, 60, 60, 100));
  ck_assert(!contingency_of_corpora(&t, 11, 10, 0, 10));
  ck_assert(contingency_of_corpora(&t, 0, 0, 0, 0));
  ck_assert_double_eq(association_log_likelihood(&t), 0);
  ck_assert_double_eq(association_chi_squared(&t), 0);
  t = pair(0, 10, 10, 1000);
  ck_assert(isinf(association_pmi(&t)));
  ck_assert_double_eq(association_t_score(&t), 0);
  t = pair(5, 10, 50, 100); /* exactly as often as by chance */
  ck_assert_double_eq(association_log_likelihood(&t), 0);
  ck_assert_double_eq(association_pmi(&t), 0);
}
END_TEST

START_TEST(p_values) { /* of the table of chi-squared with one degree of freedom */
  ck_assert_double_eq_tol(association_p_value(3.841459), .05, 1e-7);
  ck_assert_double_eq_tol(association_p_value(6.634897), .01, 1e-7);
  ck_assert_double_eq_tol(association_p_value(10.827566), .001, 1e-8);
  ck_assert_double_eq(association_p_value(0), 1);
}
END_TEST

START_TEST(names) {
  size_t count = 0;
  for (; association_names()[count]; count++) {
    const char *name = association_names()[count];
    assay_str s = {name, strlen(name)};
    ck_assert(association_find(s) != NULL);
  }
  ck_assert_uint_eq(count, 9);
  ck_assert(association_find(S("pmi")) == association_pmi);
  ck_assert(association_find(S("pm")) == NULL);
}
END_TEST

UNIT_MAIN("association", collocation, published, keyness, edges, p_values, names)
