/* test_marks.c - what counts as a mark, where it lies, and which apostrophes go. */
#include "quote/marks.h"
#include "unit.h"

static size_t find(struct marks *marks, const char *text) {
  marks_init(marks, NULL);
  assay_str s = {text, strlen(text)};
  ck_assert_int_eq(marks_find(marks, s, NULL), ASSAY_OK);
  return marks->count;
}

static size_t count(const char *text) {
  struct marks marks;
  size_t n = find(&marks, text);
  marks_free(&marks);
  return n;
}

START_TEST(every_form_is_found_with_its_bytes) {
  static const struct {
    const char *text;
    enum mark_form form;
    uint32_t len;
  } forms[] = {
      {"\"", MARK_STRAIGHT_DOUBLE, 1},     {"'", MARK_STRAIGHT_SINGLE, 1},
      {"“", MARK_LEFT_DOUBLE, 3},          {"”", MARK_RIGHT_DOUBLE, 3},
      {"„", MARK_LOW_DOUBLE, 3},           {"‘", MARK_LEFT_SINGLE, 3},
      {"’", MARK_RIGHT_SINGLE, 3},         {"‚", MARK_LOW_SINGLE, 3},
      {"«", MARK_GUILLEMET_LEFT, 2},       {"»", MARK_GUILLEMET_RIGHT, 2},
      {"‹", MARK_ANGLE_LEFT, 3},           {"›", MARK_ANGLE_RIGHT, 3},
      {"「", MARK_CORNER_OPEN, 3},         {"」", MARK_CORNER_CLOSE, 3},
      {"『", MARK_WHITE_CORNER_OPEN, 3},   {"』", MARK_WHITE_CORNER_CLOSE, 3},
      {"``", MARK_BACKTICK_DOUBLE, 2},     {"`", MARK_BACKTICK, 1},
      {"&ldquo;", MARK_LEFT_DOUBLE, 7},    {"&rsquo;", MARK_RIGHT_SINGLE, 7},
      {"&quot;", MARK_STRAIGHT_DOUBLE, 6}, {"&#8216;", MARK_LEFT_SINGLE, 7},
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    struct marks marks;
    ck_assert_msg(find(&marks, forms[i].text) == 1, "%s", forms[i].text);
    ck_assert_msg(marks.items[0].form == forms[i].form, "%s", forms[i].text);
    ck_assert_uint_eq(marks.items[0].begin, 0);
    ck_assert_uint_eq(marks.items[0].end, forms[i].len);
    marks_free(&marks);
  }
}
END_TEST

START_TEST(apostrophes_inside_words_are_no_marks) {
  ck_assert_uint_eq(count("Ellery’s don't l’été didn&rsquo;t"), 0);
  ck_assert_uint_eq(count("in the ’30s and the '20s, the ‘90s too"), 0);
  ck_assert_uint_eq(count("naïve’té"), 0);
}
END_TEST

START_TEST(doubtful_ones_are_kept_and_described) {
  struct marks marks;
  ck_assert_uint_eq(find(&marks, "the powers’ reply"), 1);
  ck_assert(marks.items[0].possessive && !marks.items[0].before_function);
  marks_free(&marks);
  ck_assert_uint_eq(find(&marks, "the powers’ and"), 1);
  ck_assert(marks.items[0].possessive && marks.items[0].before_function);
  marks_free(&marks);
  ck_assert_uint_eq(find(&marks, "’Twas so"), 1);
  ck_assert(marks.items[0].elision);
  marks_free(&marks);
}
END_TEST

START_TEST(sides_look_through_a_run_of_marks) {
  struct marks marks;
  ck_assert_uint_eq(find(&marks, "a ‘“x”’."), 4);
  ck_assert_uint_eq(marks.items[1].left, SIDE_SPACE);
  ck_assert_uint_eq(marks.items[0].right, SIDE_LETTER);
  ck_assert_uint_eq(marks.items[3].left, SIDE_LETTER);
  ck_assert_uint_eq(marks.items[2].right, SIDE_PUNCTUATION);
  marks_free(&marks);
}
END_TEST

START_TEST(no_other_byte_is_a_mark) {
  ck_assert_uint_eq(count("& &amp; &ld x – — … é 、。 ©"), 0);
  ck_assert_uint_eq(count(""), 0);
}
END_TEST

static assay_status find_some(const assay_allocator *a, assay_error *err) {
  struct marks marks;
  marks_init(&marks, a);
  assay_status status = marks_find(&marks, S("\"a\" 'b' “c” ‘d’ «e» \"f\" \"g\""), err);
  marks_free(&marks);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(find_some);
}
END_TEST

UNIT_MAIN("marks", every_form_is_found_with_its_bytes,
          apostrophes_inside_words_are_no_marks, doubtful_ones_are_kept_and_described,
          sides_look_through_a_run_of_marks, no_other_byte_is_a_mark,
          out_of_memory_leaves_nothing)
