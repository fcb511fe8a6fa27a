/* test_excerpt.c - the line of the source, and the caret under the name. */
#include "engine/excerpt.h"
#include "unit.h"

static const char *excerpt(const char *source, uint32_t line, const char *message) {
  static char text[2048];
  struct buffer out;
  buffer_init(&out, NULL, sizeof text - 1);
  excerpt_add(&out, (assay_str){source, strlen(source)}, line,
              (assay_str){message, strlen(message)});
  assay_str made = buffer_str(&out);
  memcpy(text, made.ptr, made.len);
  text[made.len] = '\0';
  buffer_free(&out);
  return text;
}

START_TEST(the_caret_is_under_the_name) {
  ck_assert_str_eq(excerpt("a = 1\nlocal n = doc:kwick(term)\n", 2,
                           "document has no field 'kwick', did you mean 'kwic'?"),
                   "\n    2 | local n = doc:kwick(term)"
                   "\n      |               ^^^^^");
  ck_assert_str_eq(excerpt("x = y", 1, "the global 'y' is not defined"),
                   "\n    1 | x = y\n      |     ^");
}
END_TEST

START_TEST(only_whole_words_count) {
  ck_assert_str_eq(excerpt("items, item = item", 1, "the global 'item' is not defined"),
                   "\n    1 | items, item = item\n      |        ^^^^");
  ck_assert_str_eq(excerpt("items = 1", 1, "the global 'item' is not defined"),
                   "\n    1 | items = 1");
  ck_assert_str_eq(excerpt("f(\"abc", 1, "unfinished string near '\"abc'"),
                   "\n    1 | f(\"abc\n      |   ^^^^");
}
END_TEST

START_TEST(the_second_quoted_name_when_the_first_is_not_there) {
  ck_assert_str_eq(excerpt("  args = {}", 1, "argument 'by': field 'args' is wrong"),
                   "\n    1 |   args = {}\n      |   ^^^^");
  ck_assert_str_eq(excerpt("x = 1", 1, "nothing 'quoted here"), "\n    1 | x = 1");
  ck_assert_str_eq(excerpt("x = 1", 1, "an empty '' name"), "\n    1 | x = 1");
  ck_assert_str_eq(excerpt("x = 1", 1, ""), "\n    1 | x = 1");
}
END_TEST

START_TEST(a_syntax_error_is_near_its_last_name) {
  ck_assert_str_eq(excerpt("  new = f {},", 1, "'}' expected (to close '{') near 'new'"),
                   "\n    1 |   new = f {},\n      |   ^^^");
  ck_assert_str_eq(excerpt("  new = f {}", 1, "'}' expected near <eof>"),
                   "\n    1 |   new = f {}\n      |            ^");
}
END_TEST

START_TEST(tabs_stay_tabs) {
  ck_assert_str_eq(excerpt("\tif x then\ty()", 1, "'y' is nil"),
                   "\n    1 | \tif x then\ty()\n      | \t         \t^");
}
END_TEST

START_TEST(columns_are_those_of_the_terminal) {
  /* An accented letter is one column, an ideograph two, a combining mark none. */
  ck_assert_str_eq(excerpt("s = \"\xC3\xA9\" .. oops", 1, "'oops' is nil"),
                   "\n    1 | s = \"\xC3\xA9\" .. oops\n      |            ^^^^");
  ck_assert_str_eq(excerpt("s = \"\xE6\x97\xA5\" .. oops", 1, "'oops' is nil"),
                   "\n    1 | s = \"\xE6\x97\xA5\" .. oops\n      |             ^^^^");
  ck_assert_str_eq(excerpt("s = \"e\xCC\x81\" .. oops", 1, "'oops' is nil"),
                   "\n    1 | s = \"e\xCC\x81\" .. oops\n      |            ^^^^");
  /* Before a tab, too. */
  ck_assert_str_eq(excerpt("\"\xC3\xA9\"\toops", 1, "'oops' is nil"),
                   "\n    1 | \"\xC3\xA9\"\toops\n      |    \t^^^^");
  /* The caret is as wide as the name. */
  ck_assert_str_eq(excerpt("x \xE6\x97\xA5", 1, "near '\xE6\x97\xA5'"),
                   "\n    1 | x \xE6\x97\xA5\n      |   ^^");
}
END_TEST

START_TEST(lines_are_found_and_end_anywhere) {
  ck_assert_str_eq(excerpt("a\r\nbad\r\n", 2, "'bad'"), "\n    2 | bad\n      | ^^^");
  ck_assert_str_eq(excerpt("a\nbad", 2, "'bad'"), "\n    2 | bad\n      | ^^^");
  ck_assert_str_eq(excerpt("a\n\nb", 2, "'b'"), "\n    2 | ");
  ck_assert_str_eq(excerpt("a\nb\n", 3, "'b'"), "");
  ck_assert_str_eq(excerpt("a", 0, "'a'"), "");
  ck_assert_str_eq(excerpt("", 1, "'a'"), "");
}
END_TEST

START_TEST(a_line_that_nobody_wrote_is_left_out) {
  char line[202];
  memset(line, 'x', sizeof line - 1);
  line[sizeof line - 1] = '\0';
  ck_assert_str_eq(excerpt(line, 1, "'x'"), "");
  line[200] = '\0';
  ck_assert_uint_eq(strlen(excerpt(line, 1, "'y'")), 1 + 8 + 200);
}
END_TEST

UNIT_MAIN("excerpt", the_caret_is_under_the_name, only_whole_words_count,
          the_second_quoted_name_when_the_first_is_not_there,
          a_syntax_error_is_near_its_last_name, tabs_stay_tabs,
          columns_are_those_of_the_terminal, lines_are_found_and_end_anywhere,
          a_line_that_nobody_wrote_is_left_out)
