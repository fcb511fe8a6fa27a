/* test_kinds.c - the look of the words. The kinds themselves: test_attribution.c. */
#include "quote/kinds.h"
#include "unit.h"

static struct shape shape(const char *words) {
  struct shape out;
  assay_str s = {words, strlen(words)};
  shape_read(s, &out);
  return out;
}

START_TEST(words_are_counted) {
  ck_assert_uint_eq(shape("").words, 0);
  ck_assert_uint_eq(shape("...").words, 0);
  ck_assert_uint_eq(shape("don't go").words, 2);
  ck_assert_uint_eq(shape("élan vital").words, 2);
}
END_TEST

START_TEST(titles_look_like_titles) {
  ck_assert(shape("The Price of Salt").title_case);
  ck_assert(shape("Peace And Bread").title_case);
  ck_assert(!shape("The price of salt").title_case);
  ck_assert(!shape("Ruritania").title_case);
}
END_TEST

START_TEST(ends_and_verbs_are_seen) {
  ck_assert(shape("Stand firm!").terminal);
  ck_assert(!shape("stand firm").terminal);
  struct shape clause = shape("it was late"), phrase = shape("a bitter cup");
  ck_assert(shape_has_verb(&clause));
  ck_assert(!shape_has_verb(&phrase));
  ck_assert(shape("A cup").capital && !shape("a cup").capital);
}
END_TEST

START_TEST(kinds_have_names) {
  ck_assert_str_eq(assay_quote_kind_name(ASSAY_QUOTE_DIRECT), "direct");
  ck_assert_str_eq(assay_quote_kind_name(ASSAY_QUOTE_SLOGAN), "slogan");
  ck_assert_str_eq(assay_quote_kind_name((assay_quote_kind)99), "unknown");
}
END_TEST

UNIT_MAIN("kinds", words_are_counted, titles_look_like_titles, ends_and_verbs_are_seen,
          kinds_have_names)
