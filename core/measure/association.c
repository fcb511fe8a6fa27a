/*
** association.c - arithmetic on four counts.
*/
#include "measure/association.h"

#include <math.h>
#include <string.h>

bool contingency_of_pair(struct contingency *out, double o, double f1, double f2,
                         double n) {
  if (!(o >= 0 && f1 >= o && f2 >= o && n >= f1 + f2 - o)) return false;
  *out = (struct contingency){o, f1 - o, f2 - o, n - f1 - f2 + o};
  return true;
}

bool contingency_of_corpora(struct contingency *out, double a, double n1, double b,
                            double n2) {
  if (!(a >= 0 && b >= 0 && n1 >= a && n2 >= b)) return false;
  *out = (struct contingency){a, b, n1 - a, n2 - b};
  return true;
}

struct margins {
  double a, b; /* all with A, all with B */
  double total;
};

static struct margins margins_of(const struct contingency *t) {
  struct margins m = {t->with_both + t->only_a, t->with_both + t->only_b, 0};
  m.total = m.a + t->only_b + t->neither;
  return m;
}

/* How often they would meet by chance. */
static double expected(const struct contingency *t) {
  struct margins m = margins_of(t);
  return m.total > 0 ? m.a * m.b / m.total : 0;
}

static double term(double observed, double by_chance) {
  return observed > 0 ? observed * log(observed / by_chance) : 0;
}

double association_log_likelihood(const struct contingency *t) {
  struct margins m = margins_of(t);
  double other_a = m.total - m.a, other_b = m.total - m.b;
  if (m.total <= 0) return 0;
  double sum = term(t->with_both, m.a * m.b / m.total) +
               term(t->only_a, m.a * other_b / m.total) +
               term(t->only_b, other_a * m.b / m.total) +
               term(t->neither, other_a * other_b / m.total);
  return sum > 0 ? 2 * sum : 0;
}

double association_log_likelihood2(const struct contingency *t) {
  struct margins m = margins_of(t);
  if (m.total <= 0) return 0;
  double sum = term(t->with_both, m.a * m.b / m.total) +
               term(t->only_a, m.a * (m.total - m.b) / m.total);
  return sum > 0 ? 2 * sum : 0;
}

double association_chi_squared(const struct contingency *t) {
  struct margins m = margins_of(t);
  double cross = t->with_both * t->neither - t->only_a * t->only_b;
  double product = m.a * m.b * (m.total - m.a) * (m.total - m.b);
  return product > 0 ? m.total * cross * cross / product : 0;
}

double association_pmi(const struct contingency *t) {
  double by_chance = expected(t);
  return by_chance > 0 ? log2(t->with_both / by_chance) : 0;
}

double association_mi3(const struct contingency *t) {
  double o = t->with_both, by_chance = expected(t);
  return by_chance > 0 ? log2(o * o * o / by_chance) : 0;
}

double association_dice(const struct contingency *t) {
  struct margins m = margins_of(t);
  return m.a + m.b > 0 ? 2 * t->with_both / (m.a + m.b) : 0;
}

double association_log_dice(const struct contingency *t) {
  return 14 + log2(association_dice(t));
}

double association_t_score(const struct contingency *t) {
  return t->with_both > 0 ? (t->with_both - expected(t)) / sqrt(t->with_both) : 0;
}

double association_log_ratio(const struct contingency *t) {
  double n1 = t->with_both + t->only_b, n2 = t->only_a + t->neither;
  double a = t->with_both > 0 ? t->with_both : 0.5, b = t->only_a > 0 ? t->only_a : 0.5;
  return n1 > 0 && n2 > 0 ? log2(a / n1 / (b / n2)) : 0;
}

double association_p_value(double statistic) {
  return statistic > 0 ? erfc(sqrt(statistic / 2)) : 1;
}

/* -- By name ------------------------------------------------------------------------ */

static const char *const names[] = {
    "log_likelihood", "log_likelihood2", "chi_squared", "pmi", "mi3", "log_dice",
    "dice",           "t_score",         "log_ratio",   NULL};
static association_measure *const measures[] = {association_log_likelihood,
                                                association_log_likelihood2,
                                                association_chi_squared,
                                                association_pmi,
                                                association_mi3,
                                                association_log_dice,
                                                association_dice,
                                                association_t_score,
                                                association_log_ratio};

association_measure *association_find(assay_str name) {
  for (size_t i = 0; names[i]; i++)
    if (strlen(names[i]) == name.len && memcmp(names[i], name.ptr, name.len) == 0)
      return measures[i];
  return NULL;
}

const char *const *association_names(void) {
  return names;
}
