/* test_json_records.c - documents from JSON and JSONL. */
#include "reading.h"

static void lines(assay_str bytes, const char *expected) {
  reading_check((struct reading_case){.reader = &reader_jsonl, .bytes = bytes}, expected);
}

static void whole(assay_str bytes, const char *expected) {
  reading_check((struct reading_case){.reader = &reader_json, .bytes = bytes}, expected);
}

START_TEST(a_line_is_a_document) {
  lines(S("{\"id\":1,\"text\":\"a\\u00e9 \\\"b\\\"\"}\n\n {\"text\":\"b\",\"ok\":true} "
          "\r\n"),
        "1|a\xC3\xA9 \"b\"|id=1\n3|b|ok=true\n");
  lines(S("\"only a text\"\n{\"text\":\"\"}"), "1|only a text\n2|\n");
  lines(S(""), "");
}
END_TEST

START_TEST(fields_are_flat) {
  lines(S("{\"text\":\"t\",\"a\":{\"b\":{\"c\":1.50}},\"d\":[\"x\",2,null,\"y\"],\"e\":[{"
          "\"n\":"
          "1},{\"n\":2}],\"z\":null}\n"),
        "1|t|a.b.c=1.50|d=x; 2; y|e.n=1; 2\n");
  lines(S("{\"text\":\"t\",\"id\":\"007\",\"year\":\"1933\",\"k\\u00e9\":\"v\"}\n"),
        "1|t|id=007 (text)|year=1933|k\xC3\xA9=v\n");
  lines(S("{\"text\":[\"one\",\"two\"],\"n\":1}\n"), "1|one\ntwo|n=1\n");
}
END_TEST

START_TEST(the_key_of_the_text) {
  lines(S("{\"message\":\"a\",\"Full_Text\":\"b\"}\n{\"message\":\"c\"}\n"),
        "1|b|message=a\n2|c\n");
  lines(S("{\"a\":\"x\",\"b\":\"longer\"}\n{\"b\":\"y\",\"a\":\"longest\"}\n"),
        "1|longer|a=x|? no usual name of a text: 'b' has the longest string\n"
        "2|y|a=longest\n");
  lines(S("{\"data\":{\"text\":\"t\"},\"id\":\"longer than it\"}\n"),
        "1|t|id=longer than it\n");
  lines(
      S("{\"text\":\"a\"}\n{\"text\":null,\"id\":\"x\"}\n{\"n\":1}\n{\"text\":\"b\"}\n"),
      "1|a\n! 2: no text: no key has a usual name\n! 3: no text: no key holds a "
      "string\n4|b\n");
  reading_check((struct reading_case){.reader = &reader_jsonl,
                                      .bytes = S("{\"text\":\"a\",\"b\":{\"c\":\"d\"}}\n"
                                                 "{\"text\":\"a\"}\n"),
                                      .text_field = "b.c"},
                "1|d|text=a\n! 2: there is no key 'b.c' (there are: text)\n");
}
END_TEST

START_TEST(bad_lines_cost_no_others) {
  lines(
      S("{\"text\":\"a\"}\n{bad}\n[1]\n{\"text\":\"b\"} x\n{\"text\":\"c\"}\n{\"text\":"),
      "1|a\n! 2: a key in quotes is missing\n! 3: this is no object\n"
      "! 4: more text after the value\n5|c\n! 6: JSON ends in the middle\n");
}
END_TEST

START_TEST(arrays_and_objects) {
  whole(S("[{\"text\":\"a\"},\n {\"text\":\"b\",\"y\":1}\n]"), "1|a\n2|b|y=1\n");
  whole(S("[\"a\",\n\"b\"]"), "1|a\n2|b\n");
  whole(S("\n{\"text\":\"a\",\n\"list\":[{\"text\":\"no\"}]}"), "2|a|list.text=no\n");
  whole(S("{\"n\":2,\"documents\":[{\"text\":\"a\"},\n{\"text\":\"b\"}],\"x\":[]}"),
        "1|a\n2|b\n");
  whole(S("[]"), "");
  whole(S("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"), "1|a\n2|b\n");
  whole(S("[{\"text\":\"a\"},7,{\"text\":\"b\"}]"), "1|a\n! 1: this is no object\n1|b\n");
}
END_TEST

START_TEST(cut_in_the_middle) {
  whole(S("[{\"text\":\"a\"},\n{\"text\":\"b\"},\n{\"te"),
        "1|a\n2|b\n! 3: JSON ends in the middle\n");
  whole(S("{\"documents\":[{\"text\":\"a\"},\n{\"text\""),
        "1|a\n! 2: JSON ends in the middle\n");
  whole(S("[{\"text\":\"a\"}] x"), "1|a\n! 1: more text after the JSON\n");
  whole(S("[{\"text\":\"a\"}"), "1|a\n! 1: JSON ends in the middle\n");
}
END_TEST

START_TEST(a_whole_file_on_one_line) {
  lines(S("{\"documents\":[{\"text\":\"a\"},{\"text\":\"b\"}]}\n"), "1|a\n1|b\n");
  lines(S("[{\"text\":\"a\"},{\"text\":\"b\"}]"), "1|a\n1|b\n");
}
END_TEST

START_TEST(long_values_are_no_metadata) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&b, "{\"text\":\"a\",\"l\":[");
  for (int i = 0; i < 2000; i++) buffer_add_text(&b, "\"ab\",");
  buffer_add_text(&b, "1]}\n");
  lines(buffer_str(&b),
        "1|a|? the value of 'l' is longer than 4096 bytes: no metadata\n");
  buffer_free(&b);
}
END_TEST

static int sniff(const struct reader *r, assay_str head) {
  return r->sniff(head, S(""));
}

START_TEST(what_it_looks_like) {
  ck_assert_int_eq(sniff(&reader_jsonl, S("{\"a\":1}\n{\"a\":2}\n")), 100);
  ck_assert_int_eq(sniff(&reader_jsonl, S("{\"a\":1,\n\"b\":2}\n")), 0);
  ck_assert_int_eq(sniff(&reader_jsonl, S("{curly} text\n{\n")), 0);
  ck_assert_int_gt(sniff(&reader_json, S(" {\n \"a\":1")), 50);
  ck_assert_int_gt(sniff(&reader_json, S("[ {\"a\":1")), 50);
  ck_assert_int_eq(sniff(&reader_json, S("[1] A note")), 0);
  ck_assert_int_eq(sniff(&reader_json, S("{")), 0);
  ck_assert_int_eq(sniff(&reader_json, S("")), 0);
}
END_TEST

static const char sample[] = "{\"text\":\"a\\n\\ud83d\\ude00\",\"b\":{\"c\":[1,\"x\"]}}\n"
                             "{\"t\":1,}\n{\"body\":\"b\xC3\xA9\"}\n";
static const char array[] = "{\"x\":[{\"text\":\"a\",\"l\":[\"p\",\"q\"]},\n\"s\"]}";

START_TEST(damaged_files) {
  reading_survives((struct reading_case){.reader = &reader_jsonl, .bytes = S(sample)});
  reading_survives((struct reading_case){.reader = &reader_json, .bytes = S(array)});
}
END_TEST

static assay_status read_lines(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_jsonl, .bytes = S(sample), .piece = 9};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

static assay_status read_whole(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_json, .bytes = S(array)};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_lines);
  unit_fail_each(read_whole);
}
END_TEST

UNIT_MAIN("json_records", a_line_is_a_document, fields_are_flat, the_key_of_the_text,
          bad_lines_cost_no_others, arrays_and_objects, cut_in_the_middle,
          a_whole_file_on_one_line, long_values_are_no_metadata, what_it_looks_like,
          damaged_files, out_of_memory_leaves_nothing)
