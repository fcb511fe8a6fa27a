/* test_where.c - conditions on metadata: what they mean, and what is wrong with them. */
#include "corpus/where.h"

#include "unit.h"

#include <stdio.h>

struct pair {
  const char *name;
  struct value value;
};

/* The document that conditions are held against. */
static struct pair pairs[] = {
    {"year", {VALUE_INTEGER, {NULL, 0}, 1936, 0}},
    {"score", {VALUE_NUMBER, {NULL, 0}, 0, 2.5}},
    {"author", {VALUE_TEXT, {"Kim, Anna", 9}, 0, 0}},
    {"date", {VALUE_TEXT, {"1936-05-31", 10}, 0, 0}},
    {"source type", {VALUE_TEXT, {"web", 3}, 0, 0}},
    {"message-id", {VALUE_TEXT, {"a@b", 3}, 0, 0}},
    {"zip", {VALUE_TEXT, {"007", 3}, 0, 0}},
    {"titre", {VALUE_TEXT, {"\xC3\xA9t\xC3\xA9", 5}, 0, 0}},
};

struct document {
  const assay_str *fields;
};

static struct value look_up(void *context, size_t field) {
  const struct document *d = context;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (d->fields[field].len == strlen(pairs[i].name) &&
        memcmp(d->fields[field].ptr, pairs[i].name, d->fields[field].len) == 0)
      return pairs[i].value;
  return (struct value){VALUE_NONE, {NULL, 0}, 0, 0};
}

static assay_status ask(const char *text, const assay_allocator *a, bool *matches,
                        assay_error *err) {
  struct where *w = NULL;
  struct where_search *s = NULL;
  struct document d;
  size_t count;
  assay_status status = where_parse(&w, (assay_str){text, strlen(text)}, a, err);
  if (status == ASSAY_OK) status = where_search_new(&s, w, a, err);
  if (status == ASSAY_OK) {
    d.fields = where_fields(w, &count);
    status = where_match(s, look_up, &d, matches, err);
  }
  where_search_free(s);
  where_free(w);
  return status;
}

static bool holds(const char *text) {
  bool matches = false;
  assay_error err;
  assay_status status = ask(text, NULL, &matches, &err);
  ck_assert_msg(status == ASSAY_OK, "%s: %s", text, err.message);
  return matches;
}

static const char *problem(const char *text) {
  static assay_error err;
  bool matches;
  ck_assert_msg(ask(text, NULL, &matches, &err) != ASSAY_OK, "%s is fine", text);
  return err.message;
}

START_TEST(numbers) {
  ck_assert(holds("year >= 1936"));
  ck_assert(holds("year<=1936"));
  ck_assert(!holds("year < 1936"));
  ck_assert(!holds("year > 1936"));
  ck_assert(holds("year = 1936.0"));
  ck_assert(holds("year == \"1936\""));
  ck_assert(holds("year <> 1935"));
  ck_assert(holds("score > 2"));
  ck_assert(holds("score = 2.5"));
  ck_assert(holds("score > -1e3"));
  ck_assert(!holds("year = thirty"));
  ck_assert(holds("year != thirty"));
  ck_assert(!holds("year < thirty"));
  ck_assert(!holds("year >= thirty"));
}
END_TEST

START_TEST(dates_compare_with_what_they_begin_with) {
  ck_assert(holds("date >= 1936-05"));
  ck_assert(holds("date <= 1936-05"));
  ck_assert(holds("date = 1936-05"));
  ck_assert(!holds("date > 1936-05"));
  ck_assert(holds("date > 1936-04"));
  ck_assert(holds("date = 1936"));
  ck_assert(holds("date < 1937"));
  ck_assert(holds("date >= \"1936-05-31\""));
  ck_assert(!holds("date >= 1936-06-01"));
  ck_assert(!holds("date > 12"));
}
END_TEST

START_TEST(text) {
  ck_assert(holds("author = \"Kim, Anna\""));
  ck_assert(holds("author = 'Kim, Anna'"));
  ck_assert(!holds("author = Kim"));
  ck_assert(holds("author > Kim"));
  ck_assert(holds("titre > z"));
  ck_assert(holds("titre = \xC3\xA9t\xC3\xA9"));
  ck_assert(holds("zip = \"007\""));
  ck_assert(!holds("zip = \"7\""));
  ck_assert(holds("zip = 7"));
  ck_assert(!holds("author = \"Kim\\\"\""));
}
END_TEST

START_TEST(regular_expressions) {
  ck_assert(holds("author ~ Kim"));
  ck_assert(holds("author ~ \"^Kim,\\s\""));
  ck_assert(!holds("author ~ kim"));
  ck_assert(holds("author ~ \"(?i)kim\""));
  ck_assert(holds("author !~ \"^Anna\""));
  ck_assert(holds("year ~ \"^193\""));
  ck_assert(holds("score =~ \"\\.5$\""));
}
END_TEST

START_TEST(missing_values) {
  ck_assert(holds("author"));
  ck_assert(!holds("publisher"));
  ck_assert(holds("not publisher"));
  ck_assert(!holds("publisher = x"));
  ck_assert(!holds("publisher != x"));
  ck_assert(!holds("publisher !~ x"));
  ck_assert(!holds("publisher not in (x)"));
  ck_assert(holds("not publisher = x"));
}
END_TEST

START_TEST(lists_and_names) {
  ck_assert(holds("`source type` in (news, web)"));
  ck_assert(holds("[source type] in (\"web\")"));
  ck_assert(!holds("`source type` not in (news, web)"));
  ck_assert(holds("year in (1930, 1936)"));
  ck_assert(holds("message-id = \"a@b\""));
  ck_assert(holds("date in (1936)"));
}
END_TEST

START_TEST(joined) {
  ck_assert(holds("year = 1 or year = 1936 and author"));
  ck_assert(!holds("(year = 1 or year = 1936) and publisher"));
  ck_assert(holds("year = 1936 or publisher and publisher"));
  ck_assert(holds("NOT year = 1 AND not (publisher OR year = 2)"));
  ck_assert(holds("!publisher && (year = 1 || score)"));
  ck_assert(holds("not not year"));
  ck_assert(holds("year = 1 or year = 2 or year = 3 or year = 1936"));
  ck_assert(!holds("year and score and author and publisher and date"));
}
END_TEST

START_TEST(mistakes_are_placed) {
  ck_assert_str_eq(problem(""), "where: a field is missing at the end");
  ck_assert_str_eq(problem("year >="), "where: a value is missing at the end");
  ck_assert_str_eq(problem("year >= and x"),
                   "where: a value is missing at 9, before 'and x'");
  ck_assert_str_eq(problem("(year = 1"), "where: a ')' is missing at the end");
  ck_assert_str_eq(problem("year = 1 score = 2"),
                   "where: 'and' or 'or' is missing at 10, before 'score = 2'");
  ck_assert_str_eq(problem("year = \"1"),
                   "where: a quote is not closed at 8, before '\"1'");
  ck_assert_str_eq(problem("year ^ 1"), "where: an unknown sign at 6, before '^ 1'");
  ck_assert_str_eq(problem("year in 1"),
                   "where: a '(' is missing after 'in' at 9, before '1'");
  ck_assert_str_eq(problem("year in (1"), "where: a ',' or a ')' is missing at the end");
  ck_assert_str_eq(problem("year not 1"),
                   "where: 'in' is missing after 'not' at 10, before '1'");
  ck_assert_ptr_nonnull(strstr(problem("author ~ \"(\""), "at 10"));
  ck_assert_str_eq(problem("a = \xFF"), "where: no valid UTF-8 at 5");
}
END_TEST

START_TEST(limits_are_named) {
  char deep[3 * WHERE_DEPTH_LIMIT];
  memset(deep, '(', sizeof deep - 1);
  deep[sizeof deep - 1] = '\0';
  ck_assert_str_eq(problem(deep), "where: nested deeper than the limit of 64");
  struct buffer {
    char text[WHERE_BYTE_LIMIT + 2];
  } *b = malloc(sizeof *b);
  memset(b->text, 'a', sizeof b->text - 1);
  b->text[sizeof b->text - 1] = '\0';
  ck_assert_str_eq(problem(b->text), "where: longer than the limit of 65536 bytes");
  for (size_t i = 0; i + 5 < sizeof b->text; i += 5) memcpy(b->text + i, "a or ", 5);
  b->text[WHERE_BYTE_LIMIT - 5] = '\0';
  ck_assert_str_eq(problem(b->text), "where: more conditions than the limit of 4096");
  free(b);
}
END_TEST

START_TEST(unknown_fields_get_a_suggestion) {
  const assay_str known[] = {S("author"), S("year")};
  struct where *w;
  assay_error err;
  ck_assert_int_eq(where_parse(&w, S("author and yaer > 1"), NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(where_check_fields(w, known, 2, &err), ASSAY_EPATTERN);
  ck_assert_str_eq(err.message,
                   "where: there is no field 'yaer' at 12 (did you mean 'year'?)");
  ck_assert_uint_eq(err.offset, 11);
  where_free(w);
  ck_assert_int_eq(where_parse(&w, S("author and year > 1"), NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(where_check_fields(w, known, 2, &err), ASSAY_OK);
  where_free(w);
}
END_TEST

static assay_status ask_all(const assay_allocator *a, assay_error *err) {
  bool matches;
  return ask("not (`source type` in (news, \"w\") or author ~ K) and year > 1", a,
             &matches, err);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(ask_all);
}
END_TEST

UNIT_MAIN("where", numbers, dates_compare_with_what_they_begin_with, text,
          regular_expressions, missing_values, lists_and_names, joined,
          mistakes_are_placed, limits_are_named, unknown_fields_get_a_suggestion,
          out_of_memory_leaves_nothing)
