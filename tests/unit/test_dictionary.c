/* test_dictionary.c - runs are found by hand; words are those of ICU, where there is ICU;
** without it nothing changes. */
#include "text/dictionary.h"
#include "text/words_cut.h"
#include "unit.h"

#include <stdio.h>

static bool has_icu(void) {
  return dictionary_version()[0] != '\0';
}

/* "token|..." after the dictionary. */
static const char *cut(assay_str text) {
  static char out[1024];
  struct token_columns t;
  size_t len = 0;
  tokens_init(&t, NULL);
  ck_assert(words_cut(text, &t));
  ck_assert_int_eq(dictionary_cut(text, &t, NULL), ASSAY_OK);
  out[0] = '\0';
  for (size_t i = 0; i < t.count; i++)
    len += (size_t)snprintf(out + len, sizeof out - len, "%.*s|",
                            (int)(t.end[i] - t.begin[i]), text.ptr + t.begin[i]);
  tokens_free(&t);
  return out;
}

START_TEST(the_version_is_named) {
  if (has_icu()) ck_assert_int_eq(strncmp(dictionary_version(), "icu-", 4), 0);
}
END_TEST

START_TEST(other_scripts_are_left_alone) {
  ck_assert_str_eq(cut(S("")), "");
  ck_assert_str_eq(cut(S("Peace, \u043C\u0438\u0440 \uD55C\uAD6D\uC5B4 \U0001F600")),
                   "Peace|,|\u043C\u0438\u0440|\uD55C\uAD6D\uC5B4|\U0001F600|");
}
END_TEST

START_TEST(words_are_those_of_the_dictionary) {
  assay_str chinese = S("\u4E2D\u56FD\u4EBA\u6C11,\u4E2D\u56FD"); /* "people of China" */
  assay_str thai = S("\u0E20\u0E32\u0E29\u0E32\u0E44\u0E17\u0E22"); /* "Thai language" */
  if (has_icu()) {
    ck_assert_str_eq(cut(chinese), "\u4E2D\u56FD|\u4EBA\u6C11|,|\u4E2D\u56FD|");
    ck_assert_str_eq(cut(thai), "\u0E20\u0E32\u0E29\u0E32|\u0E44\u0E17\u0E22|");
  } else {
    ck_assert_str_eq(cut(chinese), "\u4E2D|\u56FD|\u4EBA|\u6C11|,|\u4E2D|\u56FD|");
    ck_assert_str_eq(cut(thai), "\u0E20|\u0E32|\u0E29|\u0E32|\u0E44|\u0E17|\u0E22|");
  }
}
END_TEST

/* What stands around a run makes no difference to it. */
START_TEST(only_the_run_counts) {
  char text[64];
  const char *const around[] = {"%s", "a %s b", "1%s2", "(%s)", "%s,\u0E01"};
  const char *run = "\u6771\u4EAC\u306B\u884C\u304F";
  char alone[64];
  snprintf(alone, sizeof alone, "%s", cut((assay_str){run, strlen(run)}));
  for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
    int len = snprintf(text, sizeof text, around[i], run);
    ck_assert_ptr_nonnull(strstr(cut((assay_str){text, (size_t)len}), alone));
  }
}
END_TEST

/* Longer than DICTIONARY_RUN_LIMIT: columns stay in order and cover the run. */
START_TEST(long_runs_are_taken_in_pieces) {
  enum { TIMES = 60000 };
  char *text = malloc(TIMES * 6);
  ck_assert_ptr_nonnull(text);
  for (size_t i = 0; i < TIMES; i++) memcpy(text + i * 6, "\u4E2D\u56FD", 6);
  struct token_columns t;
  assay_str all = {text, TIMES * 6};
  tokens_init(&t, NULL);
  ck_assert(words_cut(all, &t));
  ck_assert_int_eq(dictionary_cut(all, &t, NULL), ASSAY_OK);
  uint32_t at = 0;
  for (size_t i = 0; i < t.count; i++) {
    if (t.begin[i] != at || t.end[i] <= at) ck_abort_msg("token %zu", i);
    at = t.end[i];
  }
  ck_assert_uint_eq(at, TIMES * 6);
  if (has_icu()) ck_assert_uint_le(t.count, TIMES + 10);
  tokens_free(&t);
  free(text);
}
END_TEST

static assay_status cut_some(const assay_allocator *a, assay_error *err) {
  assay_str text = S("a \u4E2D\u56FD\u4EBA\u6C11 b \u0E20\u0E32\u0E29\u0E32 c");
  struct token_columns t;
  tokens_init(&t, a);
  assay_status status = ASSAY_ENOMEM;
  if (words_cut(text, &t)) status = dictionary_cut(text, &t, err);
  tokens_free(&t);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(cut_some);
}
END_TEST

UNIT_MAIN("dictionary", the_version_is_named, other_scripts_are_left_alone,
          words_are_those_of_the_dictionary, only_the_run_counts,
          long_runs_are_taken_in_pieces, out_of_memory_leaves_nothing)
