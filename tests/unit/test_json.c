/* test_json.c - the scanner of JSON: what RFC 8259 takes and refuses, and the limits. */
#include "read/json.h"

#include "base/buffer.h"
#include "unit.h"

#include <stdio.h>

/* NULL when all of the text is one value, else why not. */
static const char *problem_of(assay_str text) {
  static assay_error err;
  struct json j;
  struct json_event event;
  json_start(&j, text);
  do {
    if (json_next(&j, &event, &err) != ASSAY_OK) return err.message;
  } while (event.kind != JSON_END);
  while (j.at < text.len && strchr(" \t\r\n", text.ptr[j.at])) j.at++;
  return j.at == text.len ? NULL : "more";
}

#define accepts(literal)                                                                 \
  ck_assert_msg(!problem_of(S(literal)), "%s", problem_of(S(literal)))
#define refuses(literal, why)                                                            \
  do {                                                                                   \
    const char *got = problem_of(S(literal));                                            \
    ck_assert_msg(got &&strcmp(got, why) == 0, "%s: %s", literal, got ? got : "fine");   \
  } while (0)

START_TEST(what_is_json) {
  accepts("{}");
  accepts(" [ ] ");
  accepts("[[],{},[{}]]");
  accepts("null");
  accepts("true");
  accepts("\"\"");
  accepts("-0");
  accepts("[0,1,-1,0.5,1e5,1E+5,1.25e-3,123456789012345678901234567890]");
  accepts("{\"a\" : 1 ,\n\"b\":[true,false,null],\"\":{\"c\":\"d\"}}");
  accepts("{\"a\":1,\"a\":2}");
  accepts("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"");
  accepts("[\"\x7F\xC3\xA9\xE2\x80\xA8\"]");
  accepts("[NaN,Infinity,-Infinity]");
}
END_TEST

START_TEST(what_is_none) {
  refuses("", "JSON ends in the middle");
  refuses("{", "JSON ends in the middle");
  refuses("[1", "JSON ends in the middle");
  refuses("[1,", "JSON ends in the middle");
  refuses("{\"a\"", "JSON ends in the middle");
  refuses("{\"a\":", "JSON ends in the middle");
  refuses("\"a", "JSON ends in the middle");
  refuses("\"a\\", "JSON ends in the middle");
  refuses("\"a\\u00", "JSON ends in the middle");
  refuses("tru", "JSON ends in the middle");
  refuses("[1,]", "a value is missing");
  refuses("[,1]", "a value is missing");
  refuses("[1 2]", "a ',' or a ']' is missing");
  refuses("{\"a\":1 \"b\":2}", "a ',' or a '}' is missing");
  refuses("{\"a\" 1}", "a ':' is missing");
  refuses("{\"a\":1,}", "a key in quotes is missing");
  refuses("{a:1}", "a key in quotes is missing");
  refuses("{1:1}", "a key in quotes is missing");
  refuses("[1}", "a ',' or a ']' is missing");
  refuses("{\"a\":1]", "a ',' or a '}' is missing");
  refuses("['a']", "a value is missing");
  refuses("[True]", "a value is missing");
  refuses("[nul]", "a value is missing");
  refuses("1 1", "more");
  refuses("[]]", "more");
  refuses("\xEF\xBB\xBF{}", "a value is missing");
}
END_TEST

START_TEST(numbers_that_are_none) {
  refuses("[01]", "a number that begins with 0");
  refuses("[-]", "a digit is missing");
  refuses("[1.]", "a digit is missing");
  refuses("[.5]", "a value is missing");
  refuses("[1e]", "a digit is missing");
  refuses("[1e+]", "a digit is missing");
  refuses("[+1]", "a value is missing");
  refuses("[0x1]", "a ',' or a ']' is missing");
  refuses("[1.5.5]", "a ',' or a ']' is missing");
}
END_TEST

START_TEST(strings_that_are_none) {
  refuses("[\"a\nb\"]", "a control character in a string");
  refuses("[\"a\0b\"]", "a control character in a string");
  refuses("[\"\x1F\"]", "a control character in a string");
  refuses("[\"0123456789\tx\"]", "a control character in a string");
  refuses("[\"\\x\"]", "an unknown escape");
  refuses("[\"\\u12g4\"]", "'\\u' without four digits");
}
END_TEST

static const char *unescape(assay_str s) {
  static char out[64];
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  json_unescape(s, &b);
  snprintf(out, sizeof out, "%.*s", (int)b.len, b.data ? b.data : "");
  buffer_free(&b);
  return out;
}

START_TEST(escapes) {
  ck_assert_str_eq(unescape(S("a\\\"b\\\\c\\/")), "a\"b\\c/");
  ck_assert_str_eq(unescape(S("\\b\\f\\n\\r\\t")), "\b\f\n\r\t");
  ck_assert_str_eq(unescape(S("\\u0041\\u00e9\\u20AC")), "A\xC3\xA9\xE2\x82\xAC");
  ck_assert_str_eq(unescape(S("x\\ud83d\\ude00y")), "x\xF0\x9F\x98\x80y");
  ck_assert_str_eq(unescape(S("\\ud83d")), "\xEF\xBF\xBD");
  ck_assert_str_eq(unescape(S("\\ude00\\ud83d")), "\xEF\xBF\xBD\xEF\xBF\xBD");
  ck_assert_str_eq(unescape(S("\\ud83d\\u0041")), "\xEF\xBF\xBD"
                                                  "A");
}
END_TEST

START_TEST(nesting_has_a_limit) {
  char deep[2 * JSON_DEPTH + 4];
  memset(deep, '[', JSON_DEPTH);
  memset(deep + JSON_DEPTH, ']', JSON_DEPTH);
  ck_assert_ptr_null(problem_of((assay_str){deep, 2 * JSON_DEPTH}));
  memset(deep, '[', JSON_DEPTH + 1);
  memset(deep + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
  ck_assert_str_eq(problem_of((assay_str){deep, 2 * JSON_DEPTH + 2}),
                   "JSON is nested deeper than the limit of 256");
}
END_TEST

START_TEST(events_and_places) {
  struct json j;
  struct json_event e;
  assay_error err;
  json_start(&j, S("{\"k\":[1,{\"x\":\"y\"}],\"b\":tru}"));
  ck_assert_int_eq(json_next(&j, &e, NULL), ASSAY_OK);
  ck_assert_int_eq(e.kind, JSON_OBJECT);
  ck_assert_int_eq(json_next(&j, &e, NULL), ASSAY_OK);
  ck_assert_int_eq(e.kind, JSON_ARRAY);
  ck_str(e.key, "k");
  ck_assert_int_eq(json_skip(&j, NULL), ASSAY_OK);
  ck_assert_uint_eq(j.at, 18);
  ck_assert_uint_eq(j.depth, 1);
  ck_assert_int_eq(json_next(&j, &e, &err), ASSAY_EFORMAT);
  ck_assert_uint_eq(err.offset, 23);
}
END_TEST

UNIT_MAIN("json", what_is_json, what_is_none, numbers_that_are_none,
          strings_that_are_none, escapes, nesting_has_a_limit, events_and_places)
