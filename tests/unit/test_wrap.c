/* test_wrap.c - help texts in a narrow and in a wide terminal. */
#include "cli/wrap.h"
#include "unit.h"

static void ck_wrapped(assay_str text, size_t indent, size_t width, size_t at,
                       const char *expected) {
  struct buffer out;
  buffer_init(&out, NULL, 1000);
  wrap_text(&out, text, indent, width, at);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
}

static void ck_entry(assay_str head, assay_str text, const char *expected) {
  struct buffer out;
  buffer_init(&out, NULL, 1000);
  wrap_entry(&out, head, text, 10, 30);
  ck_str(buffer_str(&out), expected);
  buffer_free(&out);
}

START_TEST(lines_break_between_words) {
  ck_wrapped(S("aaaa bbbb cccc dddd eeee"), 0, 20, 0, "aaaa bbbb cccc dddd\neeee\n");
  ck_wrapped(S("aaaa bbbb cccc dddd eeeee"), 2, 24, 0,
             "  aaaa bbbb cccc dddd\n  eeeee\n");
  ck_wrapped(S("aaaa  bbbb\n cccc"), 0, 20, 0, "aaaa bbbb cccc\n");
  ck_wrapped(S(""), 4, 20, 0, "");
}
END_TEST

START_TEST(empty_lines_part_paragraphs) {
  ck_wrapped(S("aaaa\n\nbbbb\n"), 2, 40, 0, "  aaaa\n\n  bbbb\n");
}
END_TEST

START_TEST(long_words_are_not_cut) {
  ck_wrapped(S("a abcdefghijklmnopqrstuvwxyz b"), 0, 20, 0,
             "a\nabcdefghijklmnopqrstuvwxyz\nb\n");
}
END_TEST

START_TEST(a_started_line_counts) {
  ck_wrapped(S("aaaa bbbb cccc"), 0, 20, 11, "aaaa bbbb\ncccc\n");
}
END_TEST

START_TEST(characters_count_not_bytes) {
  ck_wrapped(S("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 bbbb cccc dddd"), 0, 20, 0,
             "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 bbbb cccc dddd\n");
}
END_TEST

START_TEST(entries_have_two_columns) {
  ck_entry(S("--by"), S("one two three four five six"),
           "  --by    one two three four\n          five six\n");
  ck_entry(S("--meta-pattern"), S("one"), "  --meta-pattern\n          one\n");
  ck_entry(S("--by"), S(""), "  --by\n");
}
END_TEST

UNIT_MAIN("wrap", lines_break_between_words, empty_lines_part_paragraphs,
          long_words_are_not_cut, a_started_line_counts, characters_count_not_bytes,
          entries_have_two_columns)
