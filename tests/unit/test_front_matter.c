/* test_front_matter.c - what stands between --- and --- at the top of a text. */
#include "read/front_matter.h"

#include "reading.h"

static void check(assay_str text, const char *expected) {
  reading_check((struct reading_case){.reader = &reader_plain, .bytes = text}, expected);
}

START_TEST(flat_values) {
  check(S("---\ntitle: A speech: part 1 # a comment\nyear: 1933\n---\ntext\n"),
        "|text\n|title=A speech: part 1|year=1933\n");
  check(S("---\r\na: \"x \\\"y\\\" # z\"\r\nb: 'it''s'\r\n...\r\ntext"),
        "|text|a=x \"y\" # z|b=it's\n");
  check(S("---\nempty:\nnull: ~\nurl: http://x.org/y\nid: \"007\"\n\n# c\nn: 0\n---\n"),
        "||url=http://x.org/y|id=007 (text)|n=0\n");
  check(S("---\ndate: 1935-03-04 10:00:00 +0100\nd: 1935-03-04T10:00\n---\n"),
        "||date=1935-03-04|d=1935-03-04\n");
}
END_TEST

START_TEST(lists) {
  check(S("---\na: [x, \"y, z\", 3]\nb:\n  - p\n  - 'q'\nc:\n- r: s\n---\n"),
        "||a=x; y, z; 3|b=p; q|? front matter: 'c' is nested and was left out\n");
  check(S("---\na: []\nb: [x\n---\n"),
        "||? front matter: 'b' is nested and was left out\n");
}
END_TEST

START_TEST(nested_values_are_left_out) {
  check(S("---\na:\n  b: c\nd: |\n  text\n  text\ne: {f: g}\nh: i\n---\nx"),
        "|x|h=i|? front matter: 'a' is nested and was left out|? front matter: 'd' is "
        "nested and was left out|? front matter: 'e' is nested and was left out\n");
}
END_TEST

START_TEST(what_is_none) {
  check(S("---\nA line of prose.\n---\n"), "|---\nA line of prose.\n---\n\n");
  check(S("---\na: b\n"), "|---\na: b\n\n");
  check(S("---\n---\nx"), "|---\n---\nx\n");
  check(S("----\na: b\n---\n"), "|----\na: b\n---\n\n");
  check(S("text\n---\na: b\n---\n"), "|text\n---\na: b\n---\n\n");
  check(S("---"), "|---\n");
}
END_TEST

START_TEST(parts_of_markdown_share_it) {
  reading_check((struct reading_case){.reader = &reader_markdown,
                                      .bytes = S("---\na: b\n---\n# One\nx\n# Two\ny\n"),
                                      .split = true},
                "1|# One\nx\n|a=b|heading=One (text)\n2|# Two\ny\n|a=b|heading=Two "
                "(text)\n");
}
END_TEST

static const char sample[] = "---\na: \"x\\\"\"\nb: ['c', d]\ne:\n - f\n---\ntext";

START_TEST(damaged_files) {
  reading_survives((struct reading_case){.reader = &reader_plain, .bytes = S(sample)});
}
END_TEST

static assay_status read_sample(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_plain, .bytes = S(sample)};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_sample);
}
END_TEST

UNIT_MAIN("front_matter", flat_values, lists, nested_values_are_left_out, what_is_none,
          parts_of_markdown_share_it, damaged_files, out_of_memory_leaves_nothing)
