/* test_expect.c - rows that a script's test expects against those of a report: which are
** equal, and how differences are told. */
#include "engine/expect.h"

#include "engine/state.h"
#include "unit.h"

#include <lauxlib.h>
#include <stdio.h>

static struct state room;
static struct report *report;
static struct buffer out;
static assay_error failure;

/* words: { "peace", 2 }, { nothing, 0.1 }; spans: { true, [1,3) [5,8) } */
static void make_report(void) {
  static const assay_str words[] = {{"word", 4}, {"share", 5}};
  static const assay_str spans[] = {{"is", 2}, {"the parts", 9}};
  const assay_span parts[] = {{1, 3}, {5, 8}};
  struct rows *rows;
  struct cell cells[2] = {{.kind = CELL_TEXT, .text = S("peace")},
                          {.kind = CELL_INTEGER, .integer = 2}};
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_new(&rows, words, 2, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
  cells[0] = (struct cell){.kind = CELL_NONE};
  cells[1] = (struct cell){.kind = CELL_NUMBER, .number = 0.1};
  ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(report_add_table(report, S("words"), rows, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_new(&rows, spans, 2, NULL, NULL), ASSAY_OK);
  cells[0] = (struct cell){.kind = CELL_BOOLEAN, .integer = 1};
  cells[1] = (struct cell){.kind = CELL_SPANS, .span_count = 2};
  ck_assert_int_eq(rows_add(rows, cells, parts, NULL), ASSAY_OK);
  ck_assert_int_eq(report_add_table(report, S("spans"), rows, NULL, NULL), ASSAY_OK);
}

/* compare(expectation, expected) */
static int compare(lua_State *L) {
  expect_compare(L, lua_touserdata(L, 1));
  return 0;
}

/* What is told of the difference, or "same", or the error of a wrong expectation. */
static const char *against(const char *expected, const assay_error *failed) {
  static char told[4096];
  char source[2048];
  struct expectation e = {failed ? NULL : report, failed, &out, true};
  buffer_clear(&out);
  snprintf(source, sizeof source, "return %s", expected);
  assay_str text = {source, strlen(source)};
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_msg(state_load(&room, S("t"), text, &failure) == ASSAY_OK, "%s",
                failure.message);
  lua_pushcfunction(room.L, compare);
  lua_insert(room.L, -2);
  lua_pushlightuserdata(room.L, &e);
  lua_insert(room.L, -2);
  assay_status status = state_call(&room, 2, 0, S("t"), S(""), NULL, &failure);
  state_close(&room);
  assay_str result = buffer_str(&out);
  snprintf(told, sizeof told, "%.*s", (int)result.len, result.ptr);
  if (status != ASSAY_OK) return failure.message;
  return e.same ? "same" : told;
}

static void begin(void) {
  buffer_init(&out, NULL, 1 << 16);
  make_report();
}

static void end(void) {
  report_free(report);
  buffer_free(&out);
}

#define ALL "{ \"peace\", 2 }, { false, 0.1 }, { true, { { 1, 3 }, { 5, 8 } } }"

START_TEST(equal_rows) {
  begin();
  ck_assert_str_eq(against("{ " ALL " }", NULL), "same");
  ck_assert_str_eq(
      against("{ { word = 'peace', share = 2 }, { word = false, share = .1 },"
              " { is = true, ['the parts'] = { { 1, 3 }, { 5, 8 } } } }",
              NULL),
      "same");
  ck_assert_str_eq(against("{ { word = 'peace' }, { share = 0.1 }, {} }", NULL), "same");
  ck_assert_str_eq(against("{ { 'peace' }, {}, {} }", NULL),
                   "same"); /* the first column */
  /* Six digits; a whole number is that of any type. */
  ck_assert_str_eq(against("{ { share = 2.0 }, { share = 0.10000005 }, {} }", NULL),
                   "same");
  end();
}
END_TEST

START_TEST(what_is_different_is_shown_as_lua) {
  begin();
  ck_assert_str_eq(against("{ { 'peace', 3 }, {}, {} }", NULL),
                   "row 1:\n  expected { \"peace\", 3 }\n  got      { \"peace\", 2 }\n");
  ck_assert_str_eq(against("{ { word = 'War\\n\\\"1\\\"' }, {}, {} }", NULL),
                   "row 1:\n  expected { word = \"War\\n\\\"1\\\"\" }\n"
                   "  got      { word = \"peace\" }\n");
  ck_assert_str_eq(against("{ {}, { share = 0.1001 }, {} }", NULL),
                   "row 2:\n  expected { share = 0.1001 }\n  got      { share = 0.1 }\n");
  ck_assert_str_eq(against("{ {}, { 'x' }, {} }", NULL),
                   "row 2:\n  expected { \"x\" }\n  got      { false, 0.1 }\n");
  ck_assert_str_eq(
      against("{ {}, {}, { is = false, ['the parts'] = { { 1, 3 } } } }", NULL),
      "row 3:\n  expected { is = false, [\"the parts\"] = { { ... } } }\n"
      "  got      { is = true, [\"the parts\"] = { { 1, 3 }, { 5, 8 } } }\n");
  ck_assert_str_eq(against("{ { '2' }, {}, {} }", NULL),
                   "row 1:\n  expected { \"2\" }\n  got      { \"peace\", 2 }\n");
  end();
}
END_TEST

START_TEST(rows_too_many_and_too_few) {
  begin();
  ck_assert_str_eq(
      against("{ {}, {} }", NULL),
      "row 3:\n  not expected { is = true, [\"the parts\"] = { { 1, 3 }, { 5, "
      "8 } } }\n3 rows, expected 2\n");
  ck_assert_str_eq(against("{ {}, {}, {}, { word = 'war' } }", NULL),
                   "3 rows, expected 4\nrow 4:\n  missing  { word = \"war\" }\n");
  end();
}
END_TEST

START_TEST(columns_that_there_are_not) {
  begin();
  ck_assert_str_eq(against("{ { wrd = 'peace' }, {}, {} }", NULL),
                   "there is no column 'wrd', did you mean 'word'?\n");
  ck_assert_str_eq(against("{ { zzzzzz = 'peace' }, {}, {} }", NULL),
                   "there is no column 'zzzzzz'\n");
  end();
}
END_TEST

START_TEST(tables_by_number_and_title) {
  begin();
  ck_assert_str_eq(against("{ tables = { { {}, {} }, { { true } } } }", NULL), "same");
  ck_assert_str_eq(against("{ tables = { spans = { { true } } } }", NULL), "same");
  ck_assert_str_eq(against("{ tables = { spans = { { false } } } }", NULL),
                   "table spans:\nrow 1:\n  expected { false }\n"
                   "  got      { true, { { 1, 3 }, { 5, 8 } } }\n");
  ck_assert_str_eq(against("{ tables = { span = {}, words = { {}, {} } } }", NULL),
                   "table span:\nthere is no such table\ntable words:\nas expected\n");
  ck_assert_str_eq(against("{ tables = { [3] = {} } }", NULL),
                   "table 3:\nthere is no such table\n");
  end();
}
END_TEST

START_TEST(failures_of_the_run) {
  const assay_error failed = {
      .status = ASSAY_ESCRIPT, .line = 7, .message = "no hits (x)"};
  begin();
  ck_assert_str_eq(against("{ error = 'no hits' }", &failed), "same");
  ck_assert_str_eq(against("{ error = 'no peace' }", &failed),
                   "expected an error with \"no peace\"\ngot      line 7: no hits (x)\n");
  ck_assert_str_eq(against("{ {} }", &failed), "the run failed: line 7: no hits (x)\n");
  ck_assert_str_eq(against("{ error = 'no hits' }", NULL),
                   "expected an error with \"no hits\"\ngot no error\n");
  end();
}
END_TEST

static void ck_wrong(const char *expected, const char *piece) {
  const char *message = against(expected, NULL);
  ck_assert_msg(strstr(message, piece) != NULL, "'%s' is not in '%s'", piece, message);
}

START_TEST(expectations_that_are_written_wrongly) {
  begin();
  ck_wrong("{ 1, 2, 3 }", "row 1 that is expected is a number, not a table");
  ck_wrong("{ {}, {}, {}, 'x' }", "row 4 that is expected is a string, not a table");
  ck_wrong("{ tables = { words = 3 } }", "tables = { rows, rows }, or { title = rows }");
  end();
}
END_TEST

UNIT_MAIN("expect", equal_rows, what_is_different_is_shown_as_lua,
          rows_too_many_and_too_few, columns_that_there_are_not,
          tables_by_number_and_title, failures_of_the_run,
          expectations_that_are_written_wrongly)
