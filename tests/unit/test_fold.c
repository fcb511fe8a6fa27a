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

static void check_as(uint32_t fold, const char *word, const char *expected) {
  struct buffer out;
  buffer_init(&out, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(fold_word((assay_str){word, strlen(word)}, fold, &out, NULL),
                   ASSAY_OK);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
}

START_TEST(nothing_is_folded_unless_asked) {
  check_as(ASSAY_FOLD_NONE, "Don\u2019t", "Don\u2019t");
  check_as(ASSAY_FOLD_NONE, "CAFE\u0301", "CAFE\u0301");
  check_as(ASSAY_FOLD_NFC, "CAFE\u0301", "CAF\u00C9");
  check_as(ASSAY_FOLD_NFC, "Don\u2019t", "Don't");
  check_as(ASSAY_FOLD_NFC, "Peace", "Peace");
  check_as(ASSAY_FOLD_DEFAULT, "CAFE\u0301", "caf\u00E9");
}
END_TEST

START_TEST(turkish_has_two_letters_i) {
  uint32_t turkish = ASSAY_FOLD_NFC | ASSAY_FOLD_TURKISH;
  check_as(turkish, "ISPARTA", "\u0131sparta");
  check_as(turkish, "\u0130zmir", "izmir");
  check_as(turkish, "I\u0307ZM\u0130R", "izmir");
  check_as(turkish, "I\u0323\u0307", "\u1ECB");             /* a mark below in between */
  check_as(turkish, "I\u0301\u0307", "\u0131\u0301\u0307"); /* one above blocks */
  check_as(turkish, "D\u0131\u015F\u0130\u015ELER\u0130", "d\u0131\u015Fi\u015Fleri");
  check_as(turkish, "ABC", "abc");
  check_as(ASSAY_FOLD_DEFAULT, "ISPARTA", "isparta");
}
END_TEST

START_TEST(marks_go_where_they_are_accents) {
  uint32_t marks = ASSAY_FOLD_DEFAULT | ASSAY_FOLD_MARKS;
  check_as(marks, "\u00C9l\u00E8ve", "eleve");
  check_as(marks, "na\u00EFve", "naive");
  check_as(marks, "\u00D8rsted", "\u00F8rsted"); /* a letter, not an o with a mark */
  check_as(marks, "\u03AC\u03BD\u03B8\u03C1\u03C9\u03C0\u03BF\u03C2",
           "\u03B1\u03BD\u03B8\u03C1\u03C9\u03C0\u03BF\u03C3");
  check_as(marks, "\u05E9\u05B8\u05DC\u05D5\u05B9\u05DD", "\u05E9\u05DC\u05D5\u05DD");
  check_as(marks, "\u0643\u064E\u062A\u064E\u0628", "\u0643\u062A\u0628");
  check_as(marks, "\u304C", "\u304C");             /* ga does not become ka */
  check_as(marks, "\u0915\u093F", "\u0915\u093F"); /* nor a vowel sign go */
  check_as(marks, "\u0E17\u0E35\u0E48", "\u0E17\u0E35\u0E48");
  check_as(ASSAY_FOLD_NFC | ASSAY_FOLD_MARKS, "\u00C9l", "El");
}
END_TEST

START_TEST(compatibility_unites_presentation_forms) {
  uint32_t nfkc = ASSAY_FOLD_DEFAULT | ASSAY_FOLD_NFKC;
  check_as(nfkc, "\uFF21\uFF22\uFF23", "abc"); /* full width */
  check_as(nfkc, "x\u00B2", "x2");
  check_as(nfkc, "\uFF76\uFF9E", "\u30AC"); /* half-width ka and its mark */
  check_as(nfkc, "\u2460", "1");
  check_as(ASSAY_FOLD_NFC | ASSAY_FOLD_NFKC, "O\uFB03CE", "OffiCE");
  check_as(ASSAY_FOLD_DEFAULT, "x\u00B2", "x\u00B2");
  check_as(nfkc | ASSAY_FOLD_MARKS, "\u1E9B\u0323", "s");
}
END_TEST

START_TEST(line_ends_go_with_their_hyphens) {
  uint32_t lines = ASSAY_FOLD_DEFAULT | FOLD_LINES;
  check_as(lines, "secu-\nrity", "security");
  check_as(lines, "Secu-\r\n  rity", "security");
  check_as(lines, "secu\u2010 \rrity", "security");
  check_as(lines, "secu\u00AD\nrity", "security");
  check_as(lines, "post-war-\ntime", "post-wartime");
  check_as(lines, "1 000", "1 000");
  check_as(lines, "a - b", "a - b");
  check_as(FOLD_LINES, "Secu-\nrit\u00C9", "Securit\u00C9"); /* whatever else is folded */
  check_as(ASSAY_FOLD_DEFAULT, "secu-\nrity", "secu-\nrity");
}
END_TEST

START_TEST(narrow_spaces_go) {
  check("mot\u202F", "mot");
  check("1\u202F000", "1000");
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

static void check_twice(assay_str word, uint32_t fold, struct buffer *once,
                        struct buffer *twice) {
  buffer_clear(once);
  buffer_clear(twice);
  bool same = fold_word(word, fold, once, NULL) == ASSAY_OK &&
              fold_word(buffer_str(once), fold, twice, NULL) == ASSAY_OK &&
              once->len == twice->len &&
              (once->len == 0 || memcmp(once->data, twice->data, once->len) == 0) &&
              utf8_valid_prefix(buffer_str(once)) == once->len;
  if (!same) ck_abort_msg("'%.*s', folding %x", (int)word.len, word.ptr, fold);
}

/* Every code point, and every one of the first planes after a letter. */
static void fold_twice(uint32_t fold) {
  struct buffer once, twice;
  buffer_init(&once, NULL, BUFFER_NO_CEILING);
  buffer_init(&twice, NULL, BUFFER_NO_CEILING);
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    char bytes[5] = "I";
    size_t len = utf8_encode(cp, bytes + 1);
    check_twice((assay_str){bytes + 1, len}, fold, &once, &twice);
    if (cp < 0x20000) check_twice((assay_str){bytes, len + 1}, fold, &once, &twice);
  }
  buffer_free(&once);
  buffer_free(&twice);
}

START_TEST(folding_twice_changes_nothing) {
  fold_twice(ASSAY_FOLD_NONE);
  fold_twice(ASSAY_FOLD_NFC);
  fold_twice(ASSAY_FOLD_DEFAULT);
  fold_twice(ASSAY_FOLD_NFC | ASSAY_FOLD_TURKISH);
  fold_twice(ASSAY_FOLD_DEFAULT | ASSAY_FOLD_MARKS);
  fold_twice(ASSAY_FOLD_DEFAULT | ASSAY_FOLD_NFKC);
  fold_twice(ASSAY_FOLD_DEFAULT | ASSAY_FOLD_NFKC | ASSAY_FOLD_MARKS);
  fold_twice(ASSAY_FOLD_NFC | ASSAY_FOLD_NFKC);
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
          nothing_is_folded_unless_asked, turkish_has_two_letters_i,
          marks_go_where_they_are_accents, compatibility_unites_presentation_forms,
          line_ends_go_with_their_hyphens, narrow_spaces_go, nul_and_marks_alone, appends,
          folding_twice_changes_nothing, a_million_marks_take_linear_time,
          width_in_columns, versions, the_ceiling_is_kept, out_of_memory_leaves_nothing)
