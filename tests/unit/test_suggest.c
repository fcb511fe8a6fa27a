/* test_suggest.c - edit distance and the nearest name. */
#include "base/suggest.h"
#include "unit.h"

static const assay_str commands[] = {
    {"report", 6}, {"files", 5},  {"terms", 5},   {"kwic", 4},        {"words", 5},
    {"ngrams", 6}, {"quotes", 6}, {"keyness", 7}, {"collocates", 10}, {"similar", 7},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const char *nearest(const char *word) {
  int i = suggest_nearest((assay_str){word, strlen(word)}, commands, COMMANDS);
  return i < 0 ? "none" : commands[i].ptr;
}

START_TEST(distance_counts_edits) {
  ck_assert_uint_eq(suggest_distance(S("kwic"), S("kwic"), 3), 0);
  ck_assert_uint_eq(suggest_distance(S("kwik"), S("kwic"), 3), 1);
  ck_assert_uint_eq(suggest_distance(S("kwwic"), S("kwic"), 3), 1);
  ck_assert_uint_eq(suggest_distance(S("kic"), S("kwic"), 3), 1);
  ck_assert_uint_eq(suggest_distance(S("kiwc"), S("kwic"), 3), 1);
  ck_assert_uint_eq(suggest_distance(S("kitten"), S("sitting"), 3), 3);
  ck_assert_uint_eq(suggest_distance(S(""), S("abc"), 3), 3);
  ck_assert_uint_eq(suggest_distance(S("abc"), S(""), 3), 3);
  ck_assert_uint_eq(suggest_distance(S(""), S(""), 3), 0);
  ck_assert_uint_eq(suggest_distance(S("KWIC"), S("kwic"), 0), 0);
}
END_TEST

/* Optimal string alignment, not full Damerau-Levenshtein, which says 2. */
START_TEST(swapped_letters_are_not_edited_again) {
  ck_assert_uint_eq(suggest_distance(S("ca"), S("abc"), 5), 3);
  ck_assert_uint_eq(suggest_distance(S("abcd"), S("badc"), 5), 2);
}
END_TEST

START_TEST(distance_stops_at_the_limit) {
  ck_assert_uint_eq(suggest_distance(S("kitten"), S("sitting"), 2), 3);
  ck_assert_uint_eq(suggest_distance(S("abc"), S("xyz"), 0), 1);
  ck_assert_uint_eq(suggest_distance(S("a"), S("abcdefgh"), 3), 4);
  ck_assert_uint_eq(suggest_distance(S("abcdef"), S("badcfe"), 3), 3);
}
END_TEST

START_TEST(long_words_are_far_from_everything) {
  char longest[SUGGEST_LONGEST + 1];
  memset(longest, 'a', sizeof longest);
  assay_str fits = {longest, SUGGEST_LONGEST}, too_long = {longest, sizeof longest};
  ck_assert_uint_eq(suggest_distance(fits, fits, 3), 0);
  ck_assert_uint_eq(suggest_distance(too_long, too_long, 3), 4);
  ck_assert_uint_eq(suggest_distance(fits, too_long, 3), 4);
}
END_TEST

START_TEST(nearest_command) {
  ck_assert_str_eq(nearest("kwik"), "kwic");
  ck_assert_str_eq(nearest("KWIC"), "kwic");
  ck_assert_str_eq(nearest("term"), "terms");
  ck_assert_str_eq(nearest("qoutes"), "quotes");
  ck_assert_str_eq(nearest("colocate"), "collocates");
  ck_assert_str_eq(nearest("keynes"), "keyness");
}
END_TEST

START_TEST(far_words_get_no_suggestion) {
  ck_assert_str_eq(nearest("zzz"), "none");
  ck_assert_str_eq(nearest("quick"), "none");
  ck_assert_str_eq(nearest(""), "none");
  ck_assert_str_eq(nearest("k"), "none");
  ck_assert_int_eq(suggest_nearest(S("kwic"), NULL, 0), -1);
}
END_TEST

START_TEST(allowed_distance_grows_with_length) {
  assay_str four[] = {S("abxy")}, eight[] = {S("abcdefxy")}, nine[] = {S("abcdefxyz")};
  ck_assert_int_eq(suggest_nearest(S("abcd"), four, 1), -1);
  ck_assert_int_eq(suggest_nearest(S("abcdefgh"), eight, 1), 0);
  ck_assert_int_eq(suggest_nearest(S("abcdefghi"), nine, 1), 0);
  assay_str eight_by_3[] = {S("abcdexyz")}, nine_by_4[] = {S("abcdewxyz")};
  ck_assert_int_eq(suggest_nearest(S("abcdefgh"), eight_by_3, 1), -1);
  ck_assert_int_eq(suggest_nearest(S("abcdefghi"), nine_by_4, 1), -1);
}
END_TEST

START_TEST(one_letter_is_not_replaced_by_another) {
  assay_str letters[] = {S("x"), S("n")};
  ck_assert_int_eq(suggest_nearest(S("m"), letters, 2), -1);
  ck_assert_int_eq(suggest_nearest(S("N"), letters, 2), 1);
}
END_TEST

START_TEST(first_of_equals_wins_and_nearer_beats_earlier) {
  assay_str equals[] = {S("words"), S("wordy")};
  ck_assert_int_eq(suggest_nearest(S("word"), equals, 2), 0);
  assay_str nearer[] = {S("quatas"), S("quotas"), S("quotes")};
  ck_assert_int_eq(suggest_nearest(S("quotez"), nearer, 3), 2);
}
END_TEST

START_TEST(beginnings_count_when_nothing_is_near) {
  ck_assert_str_eq(nearest("coll"), "collocates");
  ck_assert_str_eq(nearest("SIM"), "similar");
  ck_assert_str_eq(nearest("re"), "report");
}
END_TEST

UNIT_MAIN("suggest", distance_counts_edits, swapped_letters_are_not_edited_again,
          distance_stops_at_the_limit, long_words_are_far_from_everything,
          nearest_command, far_words_get_no_suggestion,
          allowed_distance_grows_with_length, one_letter_is_not_replaced_by_another,
          first_of_equals_wins_and_nearer_beats_earlier,
          beginnings_count_when_nothing_is_near)
