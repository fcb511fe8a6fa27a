/* test_delimited.c - rows of CSV and TSV as documents. */
#include "reading.h"

static void check(assay_str bytes, const char *expected) {
  reading_check((struct reading_case){.reader = &reader_csv, .bytes = bytes}, expected);
}

START_TEST(a_row_is_a_document) {
  check(S("id,text,year\n1,hello,1933\n2,\"a, \"\"b\"\"\nc\",1934\n"),
        "2|hello|id=1|year=1933\n3|a, \"b\"\nc|id=2|year=1934\n");
  check(S("id,text\r\n1,a\r\n\r\n2,b"), "2|a|id=1\n4|b|id=2\n");
  check(S("id,text\r1,a\r2,b\r"), "2|a|id=1\n3|b|id=2\n");
  check(S("id,text\n1,\n"), "2||id=1\n");
  check(S(""), "");
  check(S("id,text\n"), "");
}
END_TEST

START_TEST(the_delimiter_is_found) {
  check(S("id;text\n1;a, b\n"), "2|a, b|id=1\n");
  check(S("id\ttext\n1\ta, b\n"), "2|a, b|id=1\n");
  check(S("id|text\n1|a, b\n"), "2|a, b|id=1\n");
  check(S("sep=#\nid#text\n1#a, b\n"), "3|a, b|id=1\n");
  check(S("text\na, b; c\n\"d, e\"\n"), "2|a, b; c\n3|d, e\n");
  reading_check(
      (struct reading_case){.reader = &reader_tsv, .bytes = S("a,b,c,d\ttext\n1\tx,y\n")},
      "2|x,y|a,b,c,d=1\n");
}
END_TEST

START_TEST(the_column_of_the_text) {
  check(S("body,Full Text\nx,y\n"), "2|y|body=x\n");
  check(S("id,Speech\n1,y\n"), "2|y|id=1\n");
  check(
      S("id,what\n1,long words\n2,more\n"),
      "2|long words|id=1|? no column has a usual name of a text: 'what' is the longest\n"
      "3|more|id=2\n");
  reading_check((struct reading_case){.reader = &reader_csv,
                                      .bytes = S("id,Note,text\n1,a,b\n"),
                                      .text_field = "note"},
                "2|a|id=1|text=b\n");
  reading_check((struct reading_case){.reader = &reader_csv,
                                      .bytes = S("id,note\n1,a\n"),
                                      .text_field = "nope"},
                "! 1: there is no column 'nope' (did you mean 'note'? there are: id, "
                "note)\n");
}
END_TEST

START_TEST(names_of_columns_are_needed) {
  check(S("1,a text\n2,another\n"),
        "! 1: the first row has values, not the names of columns: '1'\n");
  check(S("text,,text\na,b,c\n"),
        "2|a|column 2=b|text=c|? two columns are named 'text'; the first counts\n");
}
END_TEST

START_TEST(rows_that_are_wrong_cost_no_others) {
  check(S("id,text\n1,\"open\n2,b\n"), "! 2: a quote that is never closed\n3|b|id=2\n");
  check(S("id,text\n1,\"open\n2,b\n3,\"c\"\n"),
        "! 2: text follows the closing quote of a cell\n3|b|id=2\n4|c|id=3\n");
  check(S("id,text\n1\n2,b\n"),
        "! 2: no text: 1 cells, but 'text' is column 2\n3|b|id=2\n");
  check(S("id,text\n1,a,x,\n2,b,,\n"),
        "2|a|id=1|? 1 cells are left out: the row has 4, but there are 2 columns\n"
        "3|b|id=2\n");
}
END_TEST

START_TEST(encodings) {
  check(S("\xEF\xBB\xBFid,text\n1,caf\xC3\xA9\n"), "2|caf\xC3\xA9|id=1\n");
  check(S("id,text\n1,caf\xE9 \x93x\x94\n"),
        "2|caf\xC3\xA9 \xE2\x80\x9Cx\xE2\x80\x9D|id=1\n");
  check(S("\xFF\xFEi\0d\0,\0t\0e\0x\0t\0\n\0\x31\0,\0\xE9\0\n\0"), "2|\xC3\xA9|id=1\n");
}
END_TEST

START_TEST(long_values_are_no_metadata) {
  struct buffer csv, expected;
  buffer_init(&csv, NULL, BUFFER_NO_CEILING);
  buffer_init(&expected, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&csv, "text,html\na,");
  for (int i = 0; i < 4097; i++) buffer_add_char(&csv, 'x');
  buffer_add_text(&expected,
                  "2|a|? the value of 'html' is longer than 4096 bytes: no metadata\n");
  buffer_add_char(&expected, '\0');
  check(buffer_str(&csv), expected.data);
  buffer_free(&csv);
  buffer_free(&expected);
}
END_TEST

START_TEST(rows_longer_than_the_limit) {
  struct buffer csv, expected;
  buffer_init(&csv, NULL, BUFFER_NO_CEILING);
  buffer_init(&expected, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&csv, "text,n\na,1\n");
  buffer_reserve(&csv, ((size_t)65 << 20) + 100);
  memset(csv.data + csv.len, 'x', (size_t)65 << 20);
  csv.len += (size_t)65 << 20;
  buffer_add_text(&csv, "\nb,2\n\"");
  struct reading_case c = {.reader = &reader_csv, .bytes = buffer_str(&csv)};
  reading_run(&c, NULL, reading_write, &expected);
  ck_str(buffer_str(&expected),
         "2|a|n=1\n! 3: a row that is longer than the limit of 67108864 bytes\n"
         "4|b|n=2\n! 5: a quote that is never closed\n");
  buffer_free(&csv);
  buffer_free(&expected);
}
END_TEST

static const char sample[] = "id;text;when\n1;\"a \"\"b\"\"\nc\";2001-02-03\n"
                             "2;d\xC3\xA9;x;y\n\n3;\"e\" f;\n4;g;h\n";

START_TEST(damaged_files) {
  reading_survives((struct reading_case){.reader = &reader_csv, .bytes = S(sample)});
}
END_TEST

static assay_status read_sample(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_csv, .bytes = S(sample), .piece = 9};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

static assay_status read_guess(const assay_allocator *a, assay_error *err) {
  struct reading_case c = {.reader = &reader_csv, .bytes = S("a,b\n1,long\n")};
  (void)err;
  return reading_run(&c, a, NULL, NULL);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_sample);
  unit_fail_each(read_guess);
}
END_TEST

UNIT_MAIN("delimited", a_row_is_a_document, the_delimiter_is_found,
          the_column_of_the_text, names_of_columns_are_needed,
          rows_that_are_wrong_cost_no_others, encodings, long_values_are_no_metadata,
          rows_longer_than_the_limit, damaged_files, out_of_memory_leaves_nothing)
