/* test_graphemes.c - Unicode's GraphemeBreakTest.txt forwards and by looking back, and
** where a text may be cut. */
#include "break_test.h"
#include "text/graphemes.h"

static bool is_boundary(const struct break_line *line, size_t at) {
  for (size_t i = 0; i < line->count; i++)
    if (line->boundaries[i] == at) return true;
  return false;
}

START_TEST(every_line_of_grapheme_break_test) {
  if (break_other_version("GraphemeBreakTest.txt")) return;
  FILE *file = break_open("GraphemeBreakTest.txt");
  char line[4096];
  struct break_line want;
  int samples = 0;
  while (fgets(line, sizeof line, file)) {
    if (!break_parse(line, &want)) continue;
    samples++;
    assay_str text = {want.text, want.len};
    struct graphemes it;
    size_t begin, end, i = 0;
    graphemes_start(&it, text);
    while (graphemes_next(&it, &begin, &end)) {
      ck_assert_msg(i + 1 < want.count, "too many graphemes: %s", line);
      ck_assert_msg(begin == want.boundaries[i] && end == want.boundaries[i + 1],
                    "grapheme %zu is [%zu, %zu): %s", i, begin, end, line);
      i++;
    }
    ck_assert_msg(i + 1 == want.count, "too few graphemes: %s", line);
    for (size_t at = 0; at <= want.len; at++)
      ck_assert_msg(grapheme_boundary(text, at) == is_boundary(&want, at),
                    "boundary at %zu: %s", at, line);
  }
  fclose(file);
  ck_assert_int_gt(samples, 600); /* 602 in Unicode 15.0 */
}
END_TEST

START_TEST(the_floor_is_where_a_text_may_be_cut) {
  assay_str text = S("ae\u0301\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7!");
  /*                  0 1 2     4         8         12        16        20 */
  ck_assert_uint_eq(grapheme_floor(text, 0), 0);
  ck_assert_uint_eq(grapheme_floor(text, 3), 1);
  ck_assert_uint_eq(grapheme_floor(text, 8), 4);
  ck_assert_uint_eq(grapheme_floor(text, 12), 12);
  ck_assert_uint_eq(grapheme_floor(text, 17), 12);
  ck_assert_uint_eq(grapheme_floor(text, 21), 21);
  ck_assert_uint_eq(grapheme_floor(S(""), 0), 0);
  ck_assert(grapheme_boundary(S("\r\n"), 0));
  ck_assert(!grapheme_boundary(S("\r\n"), 1));
}
END_TEST

START_TEST(long_runs_take_linear_time) {
  static const char *const units[] = {"\u0301",  "\U0001F1E9", "\U0001F468\u200D",
                                      "\r\n",    "\u1100",     "\u0600",
                                      "a\u0301", "\u200D"};
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    size_t len = strlen(units[u]), times = 1000000;
    char *text = malloc(len * times);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < times; i++) memcpy(text + i * len, units[u], len);
    struct graphemes it;
    size_t begin, end, last = 0;
    graphemes_start(&it, (assay_str){text, len * times});
    while (graphemes_next(&it, &begin, &end)) {
      ck_assert(begin == last && end > begin);
      last = end;
    }
    ck_assert_uint_eq(last, len * times);
    free(text);
  }
}
END_TEST

BREAK_MAIN("graphemes", "GraphemeBreakTest.txt", every_line_of_grapheme_break_test,
           the_floor_is_where_a_text_may_be_cut, long_runs_take_linear_time)
