/* test_text_field.c - which columns and keys usually hold a text. */
#include "read/text_field.h"

#include "unit.h"

START_TEST(usual_names) {
  ck_assert_uint_gt(text_field_rank(S("text")), text_field_rank(S("content")));
  ck_assert_uint_gt(text_field_rank(S("Full_Text")), text_field_rank(S("BODY")));
  ck_assert_uint_gt(text_field_rank(S("full-text")), 0);
  ck_assert_uint_gt(text_field_rank(S("Transcript")), 0);
  ck_assert_uint_eq(text_field_rank(S("texts")), 0);
  ck_assert_uint_eq(text_field_rank(S("tex")), 0);
  ck_assert_uint_eq(text_field_rank(S("")), 0);
  ck_assert_uint_eq(text_field_rank(S("text\0\0\0")), 0);
}
END_TEST

START_TEST(names_are_equal_in_any_case) {
  ck_assert(text_field_equal(S("Text"), S("tEXT")));
  ck_assert(!text_field_equal(S("Text"), S("Texts")));
}
END_TEST

START_TEST(a_missing_name_is_told_with_those_there_are) {
  assay_str names[200];
  assay_error err;
  for (size_t i = 0; i < 200; i++) names[i] = S("a name of some length");
  names[0] = S("year");
  ck_assert_int_eq(text_field_missing(S("yaer"), "column", names, 1, &err),
                   ASSAY_EFORMAT);
  ck_assert_str_eq(err.message, "there is no column 'yaer' (did you mean 'year'? there "
                                "are: year)");
  text_field_missing(S("zzz"), "key", names, 200, &err);
  ck_assert_ptr_nonnull(strstr(err.message, "(there are: year, a name of some length, "));
  ck_assert_ptr_nonnull(strstr(err.message, ", ..)"));
}
END_TEST

UNIT_MAIN("text_field", usual_names, names_are_equal_in_any_case,
          a_missing_name_is_told_with_those_there_are)
