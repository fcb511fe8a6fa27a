/* test_self_test.c - the tests that a script carries, as they are read, and what is said
** of those that are written wrongly. */
#include "engine/self_test.h"

#include "engine/state.h"
#include "unit.h"

#include <stdio.h>

static struct script *script;
static struct self_tests *carried;
static assay_error failure;

/* Reads the tests of a script with an argument of some kinds; false when it fails. */
static bool open_tests(const char *list) {
  static const struct state_options limits = {.seconds = 5};
  char source[4096];
  snprintf(source, sizeof source,
           "local assay = require 'assay'\n"
           "return assay.analysis { name = 't', summary = 's',\n"
           "  new = function() return {} end, map = print, report = print,\n"
           "  args = { { 'term', help = 'h', required = true }, { 'min-docs', type = "
           "'integer', help = 'h' }, { 'n', type = 'range', help = 'h' } },\n"
           "  tests = %s }\n",
           list);
  assay_str text = {source, strlen(source)};
  ck_assert_msg(script_load_source(&script, S("t.lua"), text, NULL, &failure) == ASSAY_OK,
                "%s", failure.message);
  carried = NULL;
  return self_tests_open(&carried, script, &limits, &failure) == ASSAY_OK;
}

static void close_tests(void) {
  self_tests_close(carried);
  script_free(script);
}

#define TEST(fields)                                                                     \
  "{ { files = { ['a.txt'] = 'x' }, args = { term = 'y' }, expect = {}" fields " } }"

START_TEST(files_values_and_metadata) {
  ck_assert(open_tests(
      "{ { files = { ['b/c.txt'] = 'War.', ['a.txt'] = 'Peace.' }, expect = {},\n"
      "    meta = { ['a.txt'] = { year = 1936, who = 'Lee, \"L\"' }, ['b/c.txt'] = { "
      "year "
      "= 1937 } },\n"
      "    args = { term = 'war', min_docs = 2, n = { min = 1, max = 3 } } },\n"
      "  { files = { ['a.txt'] = '' }, expect = {}, args = { term = { 'a', 'b' }, "
      "['min-docs'] = '7' } } }"));
  ck_assert_uint_eq(self_tests_count(carried), 2);
  const struct self_test *first = self_tests_get(carried, 0);
  ck_assert_uint_eq(first->file_count, 2);
  ck_str(first->files[0].name, "a.txt"); /* by name */
  ck_str(first->files[1].name, "b/c.txt");
  ck_assert_int_eq(first->files[1].name.ptr[first->files[1].name.len], '\0');
  ck_str(first->files[1].text, "War.");
  ck_str(first->values[0], "war");
  ck_str(first->values[1], "2");
  ck_str(first->values[2], "1..3");
  const assay_str *fields;
  size_t count = self_tests_fields(carried, &fields);
  ck_assert_uint_eq(count, 2);
  ck_str(first->metadata, "file,\"who\",\"year\"\n\"a.txt\",\"Lee, \"\"L\"\"\",\"1936\"\n"
                          "\"b/c.txt\",,\"1937\"\n");
  const struct self_test *second = self_tests_get(carried, 1);
  ck_assert_ptr_null(second->metadata.ptr);
  ck_str(second->values[0], "a,b");
  ck_str(second->values[1], "7");
  ck_assert_ptr_null(second->values[2].ptr);
  close_tests();
}
END_TEST

START_TEST(no_tests_are_no_failure) {
  ck_assert(open_tests("nil"));
  ck_assert_uint_eq(self_tests_count(carried), 0);
  const assay_str *fields;
  ck_assert_uint_eq(self_tests_fields(carried, &fields), 0);
  close_tests();
  self_tests_close(NULL);
}
END_TEST

START_TEST(what_is_written_wrongly_is_said) {
  static const char *const wrong[][2] = {
      {"{ 7 }", "test 1 is a number, not a table"},
      {"{ { expect = {}, args = { term = 'x' } } }", "test 1 has no table 'files'"},
      {TEST(", file = {}"), "test 1 has no field 'file', did you mean 'files'?"},
      {"{ { files = {}, expect = {}, args = { term = 'x' } } }", "test 1 has 0 files"},
      {"{ { files = { 'x' }, expect = {}, args = { term = 'x' } } }",
       "test 1: files are names with texts"},
      {"{ { files = { a = 1 }, expect = {}, args = { term = 'x' } } }",
       "test 1: files are names with texts"},
      {"{ { files = { a = 'x' }, expect = {} } }",
       "test 1 lacks the required argument 'term'"},
      {"{ { files = { a = 'x' }, expect = {}, args = { term = 'x', trem = 'x' } } }",
       "test 1: there is no argument 'trem'"},
      {"{ { files = { a = 'x' }, expect = {}, args = { 'x' } } }",
       "test 1: args are keyed by name"},
      {"{ { files = { a = 'x' }, expect = {}, args = 'x' } }", "test 1: args is a table"},
      {"{ { files = { a = 'x' }, args = { term = 'x' } } }",
       "test 1 has no table 'expect'"},
      {TEST(", meta = 'x'"), "test 1: meta is { [\"a.txt\"] = { field = value } }"},
      {TEST(", meta = { ['a.txt'] = 1936 }"), "test 1: meta is {"},
      {TEST(", meta = { ['a.txt'] = { 1936 } }"), "test 1: a metadata field has a name"}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_msg(!open_tests(wrong[i][0]), "%s", wrong[i][0]);
    ck_assert_int_eq(failure.status, ASSAY_ESCRIPT);
    ck_assert_msg(strstr(failure.message, wrong[i][1]) != NULL, "'%s' is not in '%s'",
                  wrong[i][1], failure.message);
    close_tests();
  }
}
END_TEST

START_TEST(names_stay_below_the_folder_of_the_test) {
  static const char *const bad[] = {"", "/a", "..", "../a", "a/../b", "a/..", "a/"};
  char list[256];
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    snprintf(list, sizeof list,
             "{ { files = { ['%s'] = 'x' }, expect = {}, args = { term = 'x' } } }",
             bad[i]);
    ck_assert_msg(!open_tests(list), "%s", bad[i]);
    ck_assert_msg(strstr(failure.message, "is no name for a file of the test") != NULL,
                  "%s", failure.message);
    close_tests();
  }
  ck_assert(open_tests(
      "{ { files = { ['a..b/..c'] = 'x' }, expect = {}, args = { term = 'x' } } }"));
  close_tests();
}
END_TEST

START_TEST(a_report_is_compared_with_its_test) {
  static const assay_str columns[] = {{"hits", 4}};
  struct report *report;
  struct rows *rows;
  struct buffer out;
  bool same = false;
  const struct cell two = {.kind = CELL_INTEGER, .integer = 2};
  ck_assert(
      open_tests("{ { files = { a = 'x' }, expect = { { hits = 2 } }, args = { term "
                 "= 'x' } },\n"
                 "  { files = { a = 'x' }, expect = { { hits = 3 } }, args = { term "
                 "= 'x' } }, { files = { a = 'x' }, expect = { 9 }, args = { term = "
                 "'x' } } }"));
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_new(&rows, columns, 1, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_add(rows, &two, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(report_add_table(report, S("t"), rows, NULL, NULL), ASSAY_OK);
  buffer_init(&out, NULL, 1 << 16);
  ck_assert_int_eq(self_tests_compare(carried, 0, report, NULL, &same, &out, NULL),
                   ASSAY_OK);
  ck_assert(same);
  ck_assert_int_eq(self_tests_compare(carried, 1, report, NULL, &same, &out, NULL),
                   ASSAY_OK);
  ck_assert(!same);
  ck_str(buffer_str(&out), "row 1:\n  expected { hits = 3 }\n  got      { hits = 2 }\n");
  ck_assert_int_eq(self_tests_compare(carried, 2, report, NULL, &same, &out, &failure),
                   ASSAY_ESCRIPT);
  ck_assert_msg(strstr(failure.message, "row 1 that is expected is a number") != NULL,
                "%s", failure.message);
  buffer_free(&out);
  report_free(report);
  close_tests();
}
END_TEST

UNIT_MAIN("self_test", files_values_and_metadata, no_tests_are_no_failure,
          what_is_written_wrongly_is_said, names_stay_below_the_folder_of_the_test,
          a_report_is_compared_with_its_test)
