/* test_diversity.c - golden values: LexicalRichness 0.5.1 over the first 120 words of one
** of the essays in corpora/; the rest by hand. */
#include "measure/diversity.h"

#include "unit.h"

#include <math.h>
#include <string.h>

static const char essay[] =
    "the last chance to stop hitler how accurate is this description of the rhineland "
    "crisis of march on the morning of saturday march a small german force marched over "
    "the rhine bridges into a zone from which it was excluded by two treaties it met "
    "flowers no shot was fired no sanction was applied and after a fortnight s talk in "
    "london no demand was even made that the soldiers should go back ever since the "
    "rhineland has been remembered as the moment when hitler could have been stopped for "
    "nothing this essay will suggest that the description is half right it was a chance "
    "it was probably not the last and it would certainly not have been for nothing";

/* Numbers the words of a text in order of appearance. */
static size_t number(const char *text, uint32_t *ids, uint32_t *types) {
  assay_str seen[200];
  size_t count = 0;
  *types = 0;
  while (*text) {
    size_t len = strcspn(text, " ");
    uint32_t id = 0;
    while (id < *types && !(seen[id].len == len && memcmp(seen[id].ptr, text, len) == 0))
      id++;
    if (id == *types) seen[(*types)++] = (assay_str){text, len};
    ids[count++] = id;
    text += len + (text[len] == ' ');
  }
  return count;
}

static struct diversity measure(const char *text, size_t window) {
  uint32_t ids[200], types;
  struct diversity d;
  size_t count = number(text, ids, &types);
  ck_assert_int_eq(diversity_measure(&d, ids, count, types, window, NULL, NULL),
                   ASSAY_OK);
  return d;
}

START_TEST(an_essay) {
  struct diversity d = measure(essay, 50);
  ck_assert_double_eq(d.tokens, 120);
  ck_assert_double_eq(d.types, 80);
  ck_assert_double_eq_tol(d.ttr, .6666666667, 1e-10);
  ck_assert_double_eq_tol(d.guiraud, 7.302967433, 1e-9);
  ck_assert_double_eq_tol(d.carroll, 5.163977795, 1e-9);
  ck_assert_double_eq_tol(d.herdan, .9153074031, 1e-10);
  ck_assert_double_eq_tol(d.mtld, 84.8163723, 1e-7);
  ck_assert_double_eq_tol(d.hdd, .8232601285, 1e-10);
  ck_assert_double_eq_tol(d.mattr, .8242253521, 1e-10);
  ck_assert_double_eq_tol(d.msttr, .84, 1e-10);
  ck_assert_double_eq_tol(d.yule_k, 125, 1e-9);
  ck_assert_double_eq_tol(d.yule_i, 29.09090909, 1e-8);
  ck_assert_double_eq_tol(d.simpson, .012605042, 1e-9);
  ck_assert_double_eq_tol(d.herdan_vm, .0912870929, 1e-10);
  /* Its Dugast and Maas are of natural logarithms, its Maas without the root. */
  ck_assert_double_eq_tol(d.dugast, 56.52786572 / log(10), 1e-6);
  ck_assert_double_eq_tol(d.maas * d.maas, .01769039 * log(10), 1e-7);
}
END_TEST

START_TEST(by_hand) {
  struct diversity d = measure("a a b a", 2);
  ck_assert_double_eq(d.types, 2);
  ck_assert_double_eq(d.ttr, .5);
  ck_assert_double_eq(d.hdd, 0);                    /* fewer than 42 */
  ck_assert_double_eq_tol(d.mattr, 2.5 / 3, 1e-12); /* aa ab ba */
  ck_assert_double_eq_tol(d.msttr, .75, 1e-12);     /* aa ba */
  ck_assert_double_eq_tol(d.simpson, .5, 1e-12);    /* 3 of 6 pairs */
  d = measure("a b c", 10);
  ck_assert_double_eq(d.mattr, 1);
  ck_assert_double_eq(d.mtld, 3); /* no factor is complete: the length */
}
END_TEST

START_TEST(little_and_nothing) {
  struct diversity d = measure("", 10);
  ck_assert_double_eq(d.tokens, 0);
  ck_assert_double_eq(d.mtld, 0);
  d = measure("a", 1);
  ck_assert_double_eq(d.ttr, 1);
  ck_assert_double_eq(d.simpson, 0);
  d = measure("a a", 1);
  ck_assert(isfinite(d.herdan) && isfinite(d.summer) && isfinite(d.maas));
}
END_TEST

static assay_status with_allocator(const assay_allocator *alloc, assay_error *err) {
  const uint32_t ids[] = {0, 1, 0};
  struct diversity d;
  return diversity_measure(&d, ids, 3, 2, 2, alloc, err);
}

START_TEST(without_memory) {
  unit_fail_each(with_allocator);
}
END_TEST

UNIT_MAIN("diversity", an_essay, by_hand, little_and_nothing, without_memory)
