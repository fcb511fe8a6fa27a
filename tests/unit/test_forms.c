/* test_forms.c - surface forms lead to the terms of their folded forms; one that is its
** own folded form is entered once. */
#include "text/forms.h"
#include "unit.h"

#include <stdio.h>

static uint32_t enter(struct forms *f, assay_str surface, assay_str folded) {
  uint32_t term = TERM_NONE;
  ck_assert_uint_eq(forms_find(f, surface), TERM_NONE);
  ck_assert_int_eq(forms_enter(f, surface, folded, &term, NULL), ASSAY_OK);
  ck_assert_uint_eq(forms_find(f, surface), term);
  ck_assert_uint_eq(forms_find_folded(f, folded), term);
  return term;
}

/* Short and long, ASCII and not, and none at all. */
START_TEST(surfaces_lead_to_terms) {
  struct forms f;
  ck_assert_int_eq(forms_init(&f, false, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(enter(&f, S("War"), S("war")), 0);
  ck_assert_uint_eq(enter(&f, S("\u00C9t\u00E9"), S("\u00E9t\u00E9")), 1);
  ck_assert_uint_eq(enter(&f, S("INTERNATIONALISED"), S("internationalised")), 2);
  ck_assert_uint_eq(enter(&f, S("\u00AD"), S("")), 3);
  ck_assert_uint_eq(enter(&f, S("WAR"), S("war")), 0);
  ck_assert_uint_eq(enter(&f, S("\u00C9T\u00C9"), S("\u00E9t\u00E9")), 1);
  ck_assert_uint_eq(enter(&f, S("Internationalised"), S("internationalised")), 2);
  ck_assert_uint_eq(forms_count(&f), 4);
  ck_str(forms_term(&f, 0), "war");
  ck_str(forms_term(&f, 2), "internationalised");
  ck_str(forms_term(&f, 3), "");
  ck_str(forms_term(&f, 4), "");
  /* Folded ASCII is a surface form without having been one; other folded forms are not.
  ** */
  ck_assert_uint_eq(forms_find(&f, S("war")), 0);
  ck_assert_uint_eq(forms_find(&f, S("internationalised")), 2);
  ck_assert_uint_eq(forms_find(&f, S("\u00E9t\u00E9")), TERM_NONE);
  /* A surface form is no folded form. */
  ck_assert_uint_eq(forms_find_folded(&f, S("War")), TERM_NONE);
  ck_assert_uint_eq(forms_find_folded(&f, S("Internationalised")), TERM_NONE);
  ck_assert_uint_eq(forms_find_folded(&f, S("\u00C9t\u00E9")), TERM_NONE);
  forms_free(&f);
}
END_TEST

/* With stems "generous" leads to "gener", and "generously" to "generous". */
START_TEST(stems_are_no_surfaces) {
  struct forms f;
  ck_assert_int_eq(forms_init(&f, true, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(enter(&f, S("generously"), S("generous")), 0);
  ck_assert_uint_eq(forms_find(&f, S("generous")), TERM_NONE);
  ck_assert_uint_eq(enter(&f, S("generous"), S("gener")), 1);
  ck_assert_uint_eq(forms_find_folded(&f, S("generous")), 0);
  forms_free(&f);
}
END_TEST

/* What is expected finds room at once, and more than that as well. */
START_TEST(more_come_than_expected) {
  struct forms f;
  char form[48];
  ck_assert_int_eq(forms_init(&f, false, NULL, NULL), ASSAY_OK);
  ck_assert(forms_expect(&f, 1000));
  const struct short_slots *slots = short_words_slots(&f.shorts);
  ck_assert_uint_eq(slots->count, 2048);
  ck_assert(forms_expect(&f, 10));
  ck_assert_ptr_eq(short_words_slots(&f.shorts), slots);
  forms_share(&f);
  for (uint32_t i = 0; i < 4000; i++) {
    const char *way = i % 2 == 0 ? "%u" : "a form that is long: %u";
    const int len = snprintf(form, sizeof form, way, i);
    const assay_str text = {form, (size_t)len};
    ck_assert_uint_eq(enter(&f, text, text), i);
  }
  ck_assert_ptr_eq(short_words_slots(&f.shorts)->older, slots);
  ck_str(forms_term(&f, 3998), "3998");
  ck_str(forms_term(&f, 3999), "a form that is long: 3999");
  forms_free(&f);
}
END_TEST

static assay_status enter_some(const assay_allocator *a, assay_error *err) {
  static const char *const surfaces[] = {"War", "\u00C9t\u00E9", "INTERNATIONALISED",
                                         "peace"};
  static const char *const folded[] = {"war", "\u00E9t\u00E9", "internationalised",
                                       "peace"};
  struct forms f;
  uint32_t term;
  assay_status status = forms_init(&f, false, a, err);
  for (size_t i = 0; i < 4 && status == ASSAY_OK; i++)
    status = forms_enter(&f, (assay_str){surfaces[i], strlen(surfaces[i])},
                         (assay_str){folded[i], strlen(folded[i])}, &term, err);
  forms_free(&f);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(enter_some);
}
END_TEST

UNIT_MAIN("forms", surfaces_lead_to_terms, stems_are_no_surfaces, more_come_than_expected,
          out_of_memory_leaves_nothing)
