/* test_term.c - what each byte of a search term is taken for. */
#include "query/term.h"
#include "unit.h"

/* The plain text and, under each byte, its mark: . plain, * any, ? one, | or. */
static void check_term(assay_str source, const char *plain, const char *marks,
                       bool exact) {
  struct term_source term;
  ck_assert_int_eq(term_read(&term, source, NULL, NULL), ASSAY_OK);
  ck_str(buffer_str(&term.plain), plain);
  ck_assert_uint_eq(term.marks.len, strlen(marks));
  for (size_t i = 0; i < term.marks.len; i++) {
    char mark = term.marks.data[i] == TERM_ANY   ? '*'
                : term.marks.data[i] == TERM_ONE ? '?'
                : term.marks.data[i] == TERM_OR  ? '|'
                                                 : '.';
    ck_assert_msg(mark == marks[i], "%s: byte %zu is '%c'", plain, i, mark);
  }
  ck_assert(term.exact == exact);
  ck_assert_uint_eq(term.offset, exact ? 5 : 0);
  term_free(&term);
}

START_TEST(plain_terms_stay_as_they_are) {
  check_term(S("peace"), "peace", ".....", false);
  check_term(S("collective  security"), "collective  security", "....................",
             false);
  check_term(S("\xC3\xA9tat"), "\xC3\xA9tat", ".....", false);
  check_term(S(""), "", "", false);
}
END_TEST

START_TEST(wildcards_and_bars_are_marked) {
  check_term(S("secur*"), "secura", ".....*", false);
  check_term(S("wom?n"), "woman", "...?.", false);
  check_term(S("*?"), "aa", "*?", false);
  check_term(S("a|b*|"), "a ba ", ".|.*|", false);
}
END_TEST

START_TEST(a_leading_case_is_taken_off) {
  check_term(S("case:Lee"), "Lee", "...", true);
  check_term(S("case:"), "", "", true);
  check_term(S("case:case:a"), "case:a", "......", true);
  check_term(S("Case:Lee"), "Case:Lee", "........", false);
  check_term(S(" case:Lee"), " case:Lee", ".........", false);
  check_term(S("case"), "case", "....", false);
}
END_TEST

START_TEST(a_backslash_makes_plain) {
  check_term(S("\\*"), "*", ".", false);
  check_term(S("a\\|b\\?"), "a|b?", "....", false);
  check_term(S("\\\\*"), "\\a", ".*", false);
  check_term(S("\\a"), "a", ".", false);
  check_term(S("\\case:a"), "case:a", "......", false);
  check_term(S("\\\xC3\xA9"), "\xC3\xA9", "..", false);
}
END_TEST

static void check_failure(assay_str source, assay_status status, uint64_t offset,
                          const char *message) {
  struct term_source term;
  assay_error err;
  ck_assert_int_eq(term_read(&term, source, NULL, &err), status);
  ck_assert_uint_eq(err.offset, offset);
  ck_assert_str_eq(err.message, message);
  term_free(&term);
}

START_TEST(failures_name_the_place) {
  const char *backslash = "nothing after the '\\' at the end of the term";
  check_failure(S("\\"), ASSAY_EPATTERN, 0, backslash);
  check_failure(S("peace\\"), ASSAY_EPATTERN, 5, backslash);
  check_failure(S("case:a\\\\\\"), ASSAY_EPATTERN, 8, backslash);
  check_failure(S("caf\xE9"), ASSAY_EPATTERN, 3, "the term is not valid UTF-8");
  check_failure(S("\xC3"), ASSAY_EPATTERN, 0, "the term is not valid UTF-8");
  check_failure(S("a\xED\xA0\x80"), ASSAY_EPATTERN, 1, "the term is not valid UTF-8");
}
END_TEST

START_TEST(a_mebibyte_is_the_limit) {
  size_t len = ((size_t)1 << 20) + 1;
  char *text = malloc(len);
  struct term_source term;
  memset(text, 'x', len);
  ck_assert_int_eq(term_read(&term, (assay_str){text, len - 1}, NULL, NULL), ASSAY_OK);
  term_free(&term);
  check_failure((assay_str){text, len}, ASSAY_ELIMIT, 0,
                "a search term is larger than its limit of 1048576 bytes");
  free(text);
}
END_TEST

/* A place in the plain text is found again in the source, whatever was taken out. */
START_TEST(places_lead_back_to_the_source) {
  struct term_source term;
  ck_assert_int_eq(term_read(&term, S("case:\\*a\\|b|c"), NULL, NULL), ASSAY_OK);
  static const size_t expected[] = {5,  7,  8, 10,
                                    11, 12, 13}; /* of "*a|b c" and its end */
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
    ck_assert_uint_eq(term_source_offset(&term, i), expected[i]);
  term_free(&term);
}
END_TEST

static assay_status read_some(const assay_allocator *a, assay_error *err) {
  struct term_source term;
  assay_status status = term_read(
      &term, S("collective security|war and peace|appeas*|concession?"), a, err);
  term_free(&term);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_some);
}
END_TEST

UNIT_MAIN("term", plain_terms_stay_as_they_are, wildcards_and_bars_are_marked,
          a_leading_case_is_taken_off, a_backslash_makes_plain, failures_name_the_place,
          a_mebibyte_is_the_limit, places_lead_back_to_the_source,
          out_of_memory_leaves_nothing)
