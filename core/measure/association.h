#ifndef ASSAY_MEASURE_ASSOCIATION_H
#define ASSAY_MEASURE_ASSOCIATION_H
/*
** association.h - how much two things go together, from a table of four counts. The same
** table serves collocation (does "nations" follow "united" more often than chance?) and
** keyness (is "war" commoner in these texts than in those?).
**
** Every measure takes the observed counts and returns a number; log is the natural
** logarithm unless it says log2. Golden values: tests/unit/test_association.c.
*/
#include "assay.h"

struct contingency { /*             with B     without B */
  double with_both;  /* with A     with_both   only_a    */
  double only_a;     /* without A  only_b      neither   */
  double only_b;
  double neither;
};

/* Two words: o times together, f1 and f2 times at all, in n places. False when no such
** text exists (o above f1, ...). */
bool contingency_of_pair(struct contingency *out, double o, double f1, double f2,
                         double n);
/* A word a times in n1 words, and b times in n2 others. */
bool contingency_of_corpora(struct contingency *out, double a, double n1, double b,
                            double n2);

/* Dunning 1993: 2 sum O ln(O/E) over the four cells. Never negative. */
double association_log_likelihood(const struct contingency *t);
/* Rayson & Garside 2000: over the two cells of the word only, as in keyness. */
double association_log_likelihood2(const struct contingency *t);
/* Pearson, without a correction. */
double association_chi_squared(const struct contingency *t);
/* Church & Hanks 1990: log2(O/E); -infinity when they never meet. */
double association_pmi(const struct contingency *t);
/* Daille 1994: log2(O^3/E). */
double association_mi3(const struct contingency *t);
/* Rychly 2008: 14 + log2(2 O / (f1 + f2)). */
double association_log_dice(const struct contingency *t);
double association_dice(const struct contingency *t);
/* (O - E) / sqrt(O); 0 when they never meet. */
double association_t_score(const struct contingency *t);
/* Hardie 2014: log2 of the ratio of the two relative frequencies; a count of 0 is taken
** as 0.5, so that it stays finite. */
double association_log_ratio(const struct contingency *t);
/* The probability of a log-likelihood or chi-squared at least so large by chance, one
** degree of freedom. */
double association_p_value(double statistic);

/* By name: "log_likelihood", "chi_squared", "pmi", ...; NULL for another. */
typedef double association_measure(const struct contingency *t);
association_measure *association_find(assay_str name);
/* NULL-terminated. */
const char *const *association_names(void);

#endif
