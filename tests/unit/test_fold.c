/* test_fold.c - folding keys by hand, and their laws over all code points. */
#include "text/fold.h"
#include "text/utf8.h"
#include "unit.h"

static void check(const char *word, const char *expected) {
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(fold_key((assay_str){word, strlen(word)}, &out, NULL), ASSAY_OK);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
}

START_TEST(case_is_folded) {
  check("", "");
  check("Peace", "peace");
  check("[\\]^_`@{", "[\\]^_`@{"); /* the neighbours of the letters */
  check("AZaz", "azaz");
  check("\u00C9COLE", "\u00E9cole");
  check("Stra\u00DFe", "strasse");
  check("STRASSE", "strasse");
  check("\u039F\u0394\u039F\u03A3", "\u03BF\u03B4\u03BF\u03C3");
  check("\u03BF\u03B4\u03BF\u03C2", "\u03BF\u03B4\u03BF\u03C3"); /* final sigma */
  check("\u0130", "i\u0307");
  check("\uFB01", "fi");
  check("\u01C4\u01C5\u01C6", "\u01C6\u01C6\u01C6");
}
END_TEST

START_TEST(composition_is_one) {
  check("Cafe\u0301", "caf\u00E9");
  check("CAF\u00C9", "caf\u00E9");
  check("\u212B", "\u00E5"); /* angstrom sign */
  check("a\u0323\u0307", "\u1EA1\u0307");
  check("a\u0307\u0323", "\u1EA1\u0307");
  check("\u1112\u1161\u11AB", "\uD55C");
  /* three spellings of one Greek letter; its iota folds to a letter of its own */
  check("\u1FB4", "\u03AC\u03B9");
  check("\u03B1\u0301\u0345", "\u03AC\u03B9");
  check("\u03B1\u0345\u0301", "\u03AC\u03B9");
}
END_TEST

START_TEST(apostrophes_and_hyphens_are_one) {
  check("Don\u2019t", "don't");
  check("Don\u2018t", "don't");
  check("Rus\u02B9", "rus'");
  check("Hawai\u02BBi", "hawai'i");
  check("o\u02BCclock", "o'clock");
  check("don\uFF07t", "don't");
  check("\u0149", "'n");
  check("post\u2010war", "post-war");
  check("post\u2011war", "post-war");
  check("post\uFE63war\uFF0D", "post-war-");
  check("co\u00ADoperate", "cooperate");
  check("e\u00AD\u0301", "\u00E9");
  check("\u2014\u2032", "\u2014\u2032"); /* a dash and a prime are none */
}
END_TEST

START_TEST(nul_and_marks_alone) {
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(fold_key(S("A\0\u00C9"), &out, NULL), ASSAY_OK);
  ck_assert_uint_eq(out.len, 4);
  ck_assert_mem_eq(out.data, "a\0\u00E9", 4);
  buffer_free(&out);
  check("\u0301", "\u0301");
  check("\u0301\u0323", "\u0323\u0301");
}
END_TEST

START_TEST(appends) {
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&out, "Key: ");
  ck_assert_int_eq(fold_key(S("ABC"), &out, NULL), ASSAY_OK);
  ck_assert_int_eq(fold_key(S("\u00C9"), &out, NULL), ASSAY_OK);
  ck_str(buffer_str(&out), "Key: abc\u00E9");
  buffer_free(&out);
}
END_TEST

START_TEST(folding_twice_changes_nothing) {
  struct buffer once, twice;
  buffer_init(&once, NULL, BUFFER_NO_CEILING);
  buffer_init(&twice, NULL, BUFFER_NO_CEILING);
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    char bytes[4];
    size_t len = utf8_encode(cp, bytes);
    buffer_clear(&once);
    buffer_clear(&twice);
    ck_assert_int_eq(fold_key((assay_str){bytes, len}, &once, NULL), ASSAY_OK);
    ck_assert_int_eq(fold_key(buffer_str(&once), &twice, NULL), ASSAY_OK);
    if (once.len != twice.len ||
        (once.len && memcmp(once.data, twice.data, once.len) != 0))
      ck_abort_msg("U+%04X", cp);
    if (utf8_valid_prefix(buffer_str(&once)) != once.len) ck_abort_msg("U+%04X", cp);
  }
  buffer_free(&once);
  buffer_free(&twice);
}
END_TEST

/* Marks of two classes in turn are the worst case for sorting them. */
START_TEST(a_million_marks_take_linear_time) {
  size_t times = 500000;
  char *text = malloc(times * 4 + 1);
  ck_assert_ptr_nonnull(text);
  text[0] = 'q';
  for (size_t i = 0; i < times; i++) memcpy(text + 1 + i * 4, "\u0301\u0323", 4);
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(fold_key((assay_str){text, times * 4 + 1}, &out, NULL), ASSAY_OK);
  ck_assert_uint_eq(out.len, times * 4 + 1);
  ck_assert_mem_eq(out.data, "q\u0323\u0323", 5);
  ck_assert_mem_eq(out.data + out.len - 4, "\u0301\u0301", 4);
  buffer_free(&out);
  free(text);
}
END_TEST

START_TEST(width_in_columns) {
  ck_assert_uint_eq(text_width(S("")), 0);
  ck_assert_uint_eq(text_width(S("peace")), 5);
  ck_assert_uint_eq(text_width(S("cafe\u0301")), 4);
  ck_assert_uint_eq(text_width(S("\u65E5\u672C")), 4);
  ck_assert_uint_eq(text_width(S("a\tb\n\x7F")), 2);
}
END_TEST

START_TEST(versions) {
  ck_assert_str_eq(fold_unicode_version(), assay_folding_unicode_version());
  ck_assert_int_gt((int)strlen(fold_unicode_version()), 4);
}
END_TEST

START_TEST(the_ceiling_is_kept) {
  struct buffer out;
  assay_error err;
  buffer_init(&out, NULL, 3);
  ck_assert_int_eq(fold_key(S("abcd"), &out, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "folded word is larger than its limit of 3 bytes");
  buffer_clear(&out);
  ck_assert_int_eq(fold_key(S("\u00E9\u00E9"), &out, &err), ASSAY_ELIMIT);
  buffer_free(&out);
}
END_TEST

static assay_status fold_some(const assay_allocator *a, assay_error *err) {
  char word[500]; /* more than fits the stack: e, acute, dot below, ... */
  for (size_t i = 0; i < 100; i++) memcpy(word + 5 * i, "E\u0301\u0323", 5);
  struct buffer out;
  buffer_init(&out, a, BUFFER_NO_CEILING);
  assay_status status = fold_key((assay_str){word, sizeof word}, &out, err);
  if (status == ASSAY_OK) status = fold_key(S("Peace"), &out, err);
  buffer_free(&out);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fold_some);
}
END_TEST

UNIT_MAIN("fold", case_is_folded, composition_is_one, apostrophes_and_hyphens_are_one,
          nul_and_marks_alone, appends, folding_twice_changes_nothing,
          a_million_marks_take_linear_time, width_in_columns, versions,
          the_ceiling_is_kept, out_of_memory_leaves_nothing)
