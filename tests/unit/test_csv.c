/* test_csv.c - rows of delimited text: RFC 4180, what spreadsheets write, what is wrong.
 */
#include "read/csv.h"

#include "base/table.h"
#include "unit.h"

#include <stdio.h>

/* Rewrites a CSV as "cell|cell" with ";" after each row; on failure "line N: why". */
static const char *rewrite(assay_str source, char delimiter) {
  static char out[1024];
  struct buffer text, result;
  struct csv csv;
  assay_error err;
  bool found = true;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  buffer_init(&result, NULL, BUFFER_NO_CEILING);
  buffer_add_str(&text, source);
  csv_start(&csv, &text, delimiter, NULL);
  assay_status status = ASSAY_OK;
  while (found && status == ASSAY_OK) {
    status = csv_next(&csv, &found, &err);
    for (size_t i = 0; status == ASSAY_OK && found && i < csv.cell_count; i++) {
      buffer_add_str(&result, csv.cells[i]);
      buffer_add_char(&result, i + 1 < csv.cell_count ? '|' : ';');
    }
  }
  if (status != ASSAY_OK) buffer_addf(&result, "line %u: %s", err.line, err.message);
  snprintf(out, sizeof out, "%.*s", (int)result.len, result.data ? result.data : "");
  csv_free(&csv);
  buffer_free(&text);
  buffer_free(&result);
  return out;
}

#define check_csv(source, expected) ck_assert_str_eq(rewrite(S(source), 0), expected)

START_TEST(rows_and_cells) {
  check_csv("", "");
  check_csv("a,b\n1,2\n", "a|b;1|2;");
  check_csv("a,b\r\n1,2", "a|b;1|2;");
  check_csv("a,b\r1,2\r", "a|b;1|2;");
  check_csv("a,b,\n1,,", "a|b|;1||;");
  check_csv("a", "a;");
  check_csv(",a\n", "|a;");
  check_csv("\n\na,b\n \n,,\n1,2\n\n", "a|b;1|2;");
}
END_TEST

START_TEST(quoted_cells) {
  check_csv("a,b\n\"1,5\",\"x\"\n", "a|b;1,5|x;");
  check_csv("\"say \"\"no\"\"\",b\n", "say \"no\"|b;");
  check_csv("\"\",\"\"\"\"\n", "|\";");
  check_csv("a,\"two\nlines\"\nc,d", "a|two\nlines;c|d;");
  check_csv("a,\"two\r\nlines\"\r\nc,d", "a|two\r\nlines;c|d;");
  check_csv("a, \"b\" ,c", "a|b|c;");
  check_csv("it's 5\" long,b", "it's 5\" long|b;");
}
END_TEST

START_TEST(the_delimiter_is_sniffed_in_the_first_line) {
  check_csv("a;b\n1,5;2\n", "a|b;1,5|2;");
  check_csv("a\tb\n1,5\t2\n", "a|b;1,5|2;");
  check_csv("a,b;c\n", "a|b;c;");
  check_csv("\"a;b;c\",d\n", "a;b;c|d;");
  check_csv("\"a,\n,,\";d\n1;2", "a,\n,,|d;1|2;");
  check_csv("sep=;\na,b;c\n", "a,b|c;");
  check_csv("sep=\t\r\na,b\tc\n", "a,b|c;");
  ck_assert_str_eq(rewrite(S("a,b\tc\n"), '\t'), "a,b|c;");
  ck_assert_str_eq(rewrite(S("a,,,b\t\tc\n"), '\t'), "a,,,b||c;");
}
END_TEST

START_TEST(errors_name_the_line) {
  check_csv("a,b\n1,\"2\n3,4\n", "a|b;line 2: unclosed quote");
  check_csv("a,b\n\"1\n\n\",\"2", "a|b;line 4: unclosed quote");
  check_csv("a\n\"1\"2\n", "a;line 2: text after a closing quote");
  check_csv("a\r\n\"1\r\n\" x\r\n", "a;line 3: text after a closing quote");
  check_csv("sep=,\n\"", "line 2: unclosed quote");
}
END_TEST

START_TEST(the_number_of_cells_is_limited) {
  static char wide[5000];
  memset(wide, ',', sizeof wide);
  wide[0] = 'a';
  ck_assert_str_eq(rewrite((assay_str){wide, 4097}, ','),
                   "line 1: more than 4096 cells in a row");
  ck_assert_ptr_null(strstr(rewrite((assay_str){wide, 4096}, ','), "more than"));
}
END_TEST

START_TEST(lines_are_counted_through_quotes) {
  struct buffer text;
  struct csv csv;
  bool found;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&text, "a\r\n\"x\r\ny\"\n\nb\n");
  csv_start(&csv, &text, ',', NULL);
  const size_t lines[] = {1, 2, 5};
  for (size_t i = 0; i < 3; i++) {
    ck_assert_int_eq(csv_next(&csv, &found, NULL), ASSAY_OK);
    ck_assert(found);
    ck_assert_uint_eq(csv.line, lines[i]);
  }
  ck_assert_int_eq(csv_next(&csv, &found, NULL), ASSAY_OK);
  ck_assert(!found);
  csv_free(&csv);
  buffer_free(&text);
}
END_TEST

static assay_status read_rows(const assay_allocator *a, assay_error *err) {
  char source[] = "a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17\n";
  struct buffer text;
  struct csv csv;
  bool found = true;
  memset(&text, 0, sizeof text);
  text.data = source;
  text.len = sizeof source - 1;
  csv_start(&csv, &text, 0, a);
  assay_status status = ASSAY_OK;
  while (found && status == ASSAY_OK) status = csv_next(&csv, &found, err);
  csv_free(&csv);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(read_rows);
}
END_TEST

UNIT_MAIN("csv", rows_and_cells, quoted_cells, the_delimiter_is_sniffed_in_the_first_line,
          errors_name_the_line, the_number_of_cells_is_limited,
          lines_are_counted_through_quotes, out_of_memory_leaves_nothing)
