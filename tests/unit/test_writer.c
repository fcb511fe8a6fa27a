/*
** test_writer.c - what a reader sees, format by format, as golden strings.
** Reports are written here in short form: a row is "peace|3|-", see add_row.
*/
#include "engine/writer.h"
#include "unit.h"

#include "base/buffer.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

enum { MOST_COLUMNS = 8 };

static assay_str str(const char *text) {
  return (assay_str){text, strlen(text)};
}

/* Cuts "a|b|c" into at most MOST_COLUMNS parts; NULL gives none. */
static size_t cut(const char *text, assay_str parts[MOST_COLUMNS]) {
  size_t count = 0;
  while (text && count < MOST_COLUMNS) {
    size_t len = strcspn(text, "|");
    parts[count++] = (assay_str){text, len};
    text = text[len] == '|' ? text + len + 1 : NULL;
  }
  return count;
}

static struct rows *new_rows(const char *columns) {
  assay_str names[MOST_COLUMNS];
  size_t count = cut(columns, names);
  struct rows *rows = NULL;
  ck_assert_int_eq(rows_new(&rows, names, count, NULL, NULL), ASSAY_OK);
  return rows;
}

/* Digits make an integer, digits with a point or an exponent a number, "-" nothing,
** "yes" and "no" booleans, anything else a text. */
static struct cell parse_cell(assay_str part) {
  struct cell cell = {.kind = CELL_TEXT, .text = part};
  char copy[64] = "";
  if (part.len >= sizeof copy) return cell;
  memcpy(copy, part.ptr, part.len);
  if (strcmp(copy, "-") == 0) {
    cell.kind = CELL_NONE;
  } else if (strcmp(copy, "yes") == 0 || strcmp(copy, "no") == 0) {
    cell.kind = CELL_BOOLEAN;
    cell.integer = copy[0] == 'y';
  } else if (part.len > 0 && copy[strspn(copy, "-0123456789")] == '\0') {
    cell.kind = CELL_INTEGER;
    cell.integer = strtoll(copy, NULL, 10);
  } else if (part.len > 0 && copy[strspn(copy, "-+.e0123456789")] == '\0') {
    cell.kind = CELL_NUMBER;
    cell.number = strtod(copy, NULL);
  }
  return cell;
}

static void add_row(struct rows *rows, const char *text) {
  assay_str parts[MOST_COLUMNS];
  struct cell cells[MOST_COLUMNS];
  ck_assert_uint_eq(cut(text, parts), rows->column_count);
  for (size_t i = 0; i < rows->column_count; i++) cells[i] = parse_cell(parts[i]);
  ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
}

static void add_cell(struct rows *rows, struct cell cell, const assay_span *spans) {
  ck_assert_int_eq(rows_add(rows, &cell, spans, NULL), ASSAY_OK);
}

static struct report *new_report(void) {
  struct report *report = NULL;
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  return report;
}

static void add_table(struct report *report, const char *title, struct rows *rows,
                      const struct column_style *styles) {
  ck_assert_int_eq(report_add_table(report, str(title), rows, styles, NULL), ASSAY_OK);
}

/* A table of the lines up to NULL; the first names the columns. */
static void add_lines(struct report *report, const char *title,
                      const char *const *lines) {
  struct rows *rows = new_rows(lines[0]);
  for (size_t i = 1; lines[i]; i++) add_row(rows, lines[i]);
  add_table(report, title, rows, NULL);
}
#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static struct report *one_table(const char *const *lines) {
  struct report *report = new_report();
  add_lines(report, "the title", lines);
  return report;
}

static bool collect(void *ctx, assay_str bytes) {
  buffer_add_str(ctx, bytes);
  return true;
}

/* Frees the report, so that a check is one call. */
static void check_options(struct report *report, struct writer_options options,
                          const char *expected) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(report_write(report, &options, collect, &b, NULL), ASSAY_OK);
  buffer_add_char(&b, '\0');
  ck_assert_str_eq(b.data, expected);
  ck_assert_uint_eq(b.len, strlen(expected) + 1);
  buffer_free(&b);
  report_free(report);
}

static void check(struct report *report, enum format format, const char *expected) {
  check_options(report, (struct writer_options){.format = format}, expected);
}

static void check_width(struct report *report, size_t width, const char *expected) {
  check_options(report, (struct writer_options){.width = width}, expected);
}

static struct report *words_report(void) {
  return one_table(LINES("word|count|per_million|first", "peace|1935|12.5|yes",
                         "Völkerbund|7|0.25|no", "平和|-|-|-"));
}

static struct report *two_tables(void) {
  struct report *report = new_report();
  add_lines(report, "by year", LINES("year|hits", "1935|3"));
  add_lines(report, "by speaker", LINES("speaker|hits"));
  return report;
}

/* -- All formats of one report ------------------------------------------------------ */

START_TEST(table_aligns_by_display_width) {
  check(words_report(), FORMAT_TABLE,
        "word        count  per_million  first\n"
        "peace        1935        12.50  true\n"
        "Völkerbund      7         0.25  false\n"
        "平和            -            -  -\n");
}
END_TEST

START_TEST(tsv_of_a_report) {
  check(words_report(), FORMAT_TSV,
        "word\tcount\tper_million\tfirst\n"
        "peace\t1935\t12.5\ttrue\n"
        "Völkerbund\t7\t0.25\tfalse\n"
        "平和\t\t\t\n");
}
END_TEST

START_TEST(csv_of_a_report) {
  check(words_report(), FORMAT_CSV,
        "word,count,per_million,first\n"
        "peace,1935,12.5,true\n"
        "Völkerbund,7,0.25,false\n"
        "平和,,,\n");
}
END_TEST

START_TEST(json_of_a_report) {
  check(words_report(), FORMAT_JSON,
        "[\n"
        "{\"word\":\"peace\",\"count\":1935,\"per_million\":12.5,\"first\":true},\n"
        "{\"word\":\"Völkerbund\",\"count\":7,\"per_million\":0.25,\"first\":false},\n"
        "{\"word\":\"平和\",\"count\":null,\"per_million\":null,\"first\":null}\n"
        "]\n");
}
END_TEST

START_TEST(jsonl_of_a_report) {
  check(words_report(), FORMAT_JSONL,
        "{\"word\":\"peace\",\"count\":1935,\"per_million\":12.5,\"first\":true}\n"
        "{\"word\":\"Völkerbund\",\"count\":7,\"per_million\":0.25,\"first\":false}\n"
        "{\"word\":\"平和\",\"count\":null,\"per_million\":null,\"first\":null}\n");
}
END_TEST

START_TEST(markdown_of_a_report) {
  check(words_report(), FORMAT_MD,
        "## the title\n"
        "\n"
        "| word | count | per_million | first |\n"
        "| --- | ---: | ---: | --- |\n"
        "| peace | 1935 | 12.5 | true |\n"
        "| Völkerbund | 7 | 0.25 | false |\n"
        "| 平和 |  |  |  |\n");
}
END_TEST

/* -- Several tables, none, empty ones ----------------------------------------------- */

START_TEST(several_tables) {
  check(two_tables(), FORMAT_TABLE,
        "by year\n"
        "-------\n"
        "year  hits\n"
        "1935     3\n"
        "\n"
        "by speaker\n"
        "----------\n"
        "speaker  hits\n"
        "(no rows)\n");
  check(two_tables(), FORMAT_TSV,
        "# by year\n"
        "year\thits\n"
        "1935\t3\n"
        "\n"
        "# by speaker\n"
        "speaker\thits\n");
  check(two_tables(), FORMAT_CSV,
        "# by year\n"
        "year,hits\n"
        "1935,3\n"
        "\n"
        "# by speaker\n"
        "speaker,hits\n");
  check(two_tables(), FORMAT_JSON,
        "{\n"
        "\"by year\":[\n"
        "{\"year\":1935,\"hits\":3}\n"
        "],\n"
        "\"by speaker\":[]\n"
        "}\n");
  check(two_tables(), FORMAT_JSONL, "{\"table\":\"by year\",\"year\":1935,\"hits\":3}\n");
  check(two_tables(), FORMAT_MD,
        "## by year\n"
        "\n"
        "| year | hits |\n"
        "| ---: | ---: |\n"
        "| 1935 | 3 |\n"
        "\n"
        "## by speaker\n"
        "\n"
        "| speaker | hits |\n"
        "| --- | --- |\n");
}
END_TEST

START_TEST(an_empty_table) {
  check(one_table(LINES("word|count")), FORMAT_TABLE, "word  count\n(no rows)\n");
  check(one_table(LINES("word|count")), FORMAT_TSV, "word\tcount\n");
  check(one_table(LINES("word|count")), FORMAT_CSV, "word,count\n");
  check(one_table(LINES("word|count")), FORMAT_JSON, "[]\n");
  check(one_table(LINES("word|count")), FORMAT_JSONL, "");
}
END_TEST

START_TEST(an_empty_report) {
  check(new_report(), FORMAT_TABLE, "");
  check(new_report(), FORMAT_TSV, "");
  check(new_report(), FORMAT_CSV, "");
  check(new_report(), FORMAT_JSON, "[]\n");
  check(new_report(), FORMAT_JSONL, "");
  check(new_report(), FORMAT_MD, "");
}
END_TEST

START_TEST(notes_are_not_written) {
  struct report *report = one_table(LINES("a", "1"));
  ck_assert_int_eq(report_add_note(report, S("matching: any case"), NULL), ASSAY_OK);
  check(report, FORMAT_TSV, "a\n1\n");
}
END_TEST

/* -- Difficult values --------------------------------------------------------------- */

static struct report *difficult(void) {
  return one_table(LINES("say \"it\"|b", "a,b|plain", "he said \"no\"|two\nlines",
                         "tab\there|  spaces  ", "a \r\n\t b|\\back"));
}

START_TEST(difficult_values_in_a_table) {
  check(difficult(), FORMAT_TABLE,
        "say \"it\"      b\n"
        "a,b           plain\n"
        "he said \"no\"  two lines\n"
        "tab here        spaces  \n"
        "a b           \\back\n");
}
END_TEST

START_TEST(difficult_values_in_tsv) {
  check(difficult(), FORMAT_TSV,
        "say \"it\"\tb\n"
        "a,b\tplain\n"
        "he said \"no\"\ttwo lines\n"
        "tab here\t  spaces  \n"
        "a b\t\\back\n");
}
END_TEST

START_TEST(difficult_values_in_csv) {
  check(difficult(), FORMAT_CSV,
        "\"say \"\"it\"\"\",b\n"
        "\"a,b\",plain\n"
        "\"he said \"\"no\"\"\",\"two\nlines\"\n"
        "tab\there,  spaces  \n"
        "\"a \r\n\t b\",\\back\n");
}
END_TEST

START_TEST(difficult_values_in_json) {
  check(difficult(), FORMAT_JSONL,
        "{\"say \\\"it\\\"\":\"a,b\",\"b\":\"plain\"}\n"
        "{\"say \\\"it\\\"\":\"he said \\\"no\\\"\",\"b\":\"two\\nlines\"}\n"
        "{\"say \\\"it\\\"\":\"tab\\there\",\"b\":\"  spaces  \"}\n"
        "{\"say \\\"it\\\"\":\"a \\r\\n\\t b\",\"b\":\"\\\\back\"}\n");
}
END_TEST

START_TEST(markdown_escapes_its_markup) {
  struct rows *rows = new_rows("value");
  static const char *const values[] = {"a|b",          "*bold*",  "<b>",
                                       "two\r\nlines", "a_b _c_", "\\|"};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    add_cell(rows, (struct cell){.kind = CELL_TEXT, .text = str(values[i])}, NULL);
  struct report *report = new_report();
  add_table(report, "", rows, NULL);
  check(report, FORMAT_MD,
        "| value |\n"
        "| --- |\n"
        "| a\\|b |\n"
        "| \\*bold\\* |\n"
        "| \\<b> |\n"
        "| two lines |\n"
        "| a_b \\_c\\_ |\n"
        "| \\\\\\| |\n");
}
END_TEST

START_TEST(an_empty_value_alone_is_a_line_of_csv) {
  check(one_table(LINES("note", "x", "-", "y")), FORMAT_CSV, "note\nx\n\"\"\ny\n");
  check(one_table(LINES("note|n", "|1")), FORMAT_CSV, "note,n\n,1\n");
}
END_TEST

START_TEST(json_escapes_controls_and_repairs_utf8) {
  struct rows *rows = new_rows("s");
  /* Two broken places: a byte that no sequence has, and the first two bytes of three. */
  assay_str value = S("\0\x01\b\f\v\x1F\x7F/ \xE2\x80\xA8\xE2\x80\xA9 \xFFx "
                      "\xF0\x9F\x98\x80 \xC3\xA9\xE2\x82");
  add_cell(rows, (struct cell){.kind = CELL_TEXT, .text = value}, NULL);
  struct report *report = new_report();
  add_table(report, "", rows, NULL);
  check(report, FORMAT_JSONL,
        "{\"s\":\"\\u0000\\u0001\\b\\f\\u000b\\u001f\x7F/ \\u2028\\u2029 \xEF\xBF\xBDx "
        "\xF0\x9F\x98\x80 \xC3\xA9\xEF\xBF\xBD\"}\n");
}
END_TEST

START_TEST(json_names_are_unique) {
  check(one_table(LINES("n|n|n (2)|n", "1|2|3|4")), FORMAT_JSONL,
        "{\"n\":1,\"n (2)\":2,\"n (2) (2)\":3,\"n (3)\":4}\n");
  check(one_table(LINES("\xFE|\xFF", "1|2")), FORMAT_JSONL,
        "{\"\xEF\xBF\xBD\":1,\"\xEF\xBF\xBD (2)\":2}\n");
  struct report *report = new_report();
  add_lines(report, "t", LINES("table", "1"));
  add_lines(report, "t", LINES("a", "2"));
  check(report, FORMAT_JSONL,
        "{\"table\":\"t\",\"table (2)\":1}\n{\"table\":\"t\",\"a\":2}\n");
  report = new_report();
  add_lines(report, "t", LINES("a", "1"));
  add_lines(report, "t", LINES("a", "2"));
  check(report, FORMAT_JSON, "{\n\"t\":[\n{\"a\":1}\n],\n\"t (2)\":[\n{\"a\":2}\n]\n}\n");
}
END_TEST

static struct report *spans_report(void) {
  struct rows *rows = new_rows("at");
  assay_span spans[] = {{3, 8}, {20, 31}};
  add_cell(rows, (struct cell){.kind = CELL_SPANS, .span_count = 2}, spans);
  add_cell(rows, (struct cell){.kind = CELL_SPANS, .span_count = 1}, spans);
  add_cell(rows, (struct cell){.kind = CELL_SPANS}, NULL);
  struct report *report = new_report();
  add_table(report, "", rows, NULL);
  return report;
}

START_TEST(spans_in_every_format) {
  check(spans_report(), FORMAT_TABLE, "at\n3-8;20-31\n3-8\n\n");
  check(spans_report(), FORMAT_TSV, "at\n3-8;20-31\n3-8\n\n");
  check(spans_report(), FORMAT_CSV, "at\n3-8;20-31\n3-8\n\"\"\n");
  check(spans_report(), FORMAT_JSON,
        "[\n{\"at\":[[3,8],[20,31]]},\n{\"at\":[[3,8]]},\n{\"at\":[]}\n]\n");
  check(spans_report(), FORMAT_MD, "| at |\n| --- |\n| 3-8;20-31 |\n| 3-8 |\n|  |\n");
}
END_TEST

static struct report *number_report(const double *values, size_t count, int decimals) {
  struct rows *rows = new_rows("n");
  for (size_t i = 0; i < count; i++)
    add_cell(rows, (struct cell){.kind = CELL_NUMBER, .number = values[i]}, NULL);
  struct column_style style = {ALIGN_AUTO, decimals, false, false, false};
  struct report *report = new_report();
  add_table(report, "", rows, &style);
  return report;
}

START_TEST(numbers_read_back_from_every_format) {
  static const double values[] = {0.1,  1.0 / 3, 1e22, 5e-324, DBL_MAX,
                                  -0.0, 100,     1e6,  NAN,    -INFINITY};
  enum { COUNT = sizeof values / sizeof *values };
  check(number_report(values, COUNT, -1), FORMAT_TSV,
        "n\n0.1\n0.3333333333333333\n1e+22\n5e-324\n1.7976931348623157e+308\n-0\n100\n"
        "1000000\nnan\n-inf\n");
  check(number_report(values, COUNT, 2), FORMAT_CSV,
        "n\n0.1\n0.3333333333333333\n1e+22\n5e-324\n1.7976931348623157e+308\n-0\n100\n"
        "1000000\nnan\n-inf\n");
  check(number_report(values + 3, COUNT - 3, 2), FORMAT_JSONL,
        "{\"n\":5e-324}\n{\"n\":1.7976931348623157e+308}\n{\"n\":-0}\n{\"n\":100}\n"
        "{\"n\":1000000}\n{\"n\":null}\n{\"n\":null}\n");
}
END_TEST

START_TEST(numbers_that_come_again) {
  static const double values[] = {0.25, 0.25, 0.0, -0.0, 0.0, NAN, NAN, 0.25, -0.25};
  enum { COUNT = sizeof values / sizeof *values };
  check(number_report(values, COUNT, -1), FORMAT_TSV,
        "n\n0.25\n0.25\n0\n-0\n0\nnan\nnan\n0.25\n-0.25\n");
}
END_TEST

/* -- Tables: numbers ---------------------------------------------------------------- */

START_TEST(decimals_align_at_the_point) {
  static const double values[] = {1, 2.5, 10.25, 0.126, -3};
  check(number_report(values, 5, -1), FORMAT_TABLE,
        "    n\n 1.00\n 2.50\n10.25\n 0.13\n-3.00\n");
  check(number_report(values, 2, -1), FORMAT_TABLE, "  n\n1.0\n2.5\n");
  check(number_report(values, 1, -1), FORMAT_TABLE, "n\n1\n");
}
END_TEST

START_TEST(decimals_of_the_style) {
  static const double values[] = {1, 0.00049, 1e22, NAN};
  check(number_report(values, 2, 4), FORMAT_TABLE, "     n\n1.0000\n0.0005\n");
  check(number_report(values, 2, 0), FORMAT_TABLE, "n\n1\n0\n");
  check(number_report(values, 4, 1), FORMAT_TABLE, "    n\n  1.0\n  0.0\n1e+22\n  nan\n");
}
END_TEST

START_TEST(integers_among_decimals_get_decimals_too) {
  check(one_table(LINES("n", "7", "2.5", "-")), FORMAT_TABLE, "  n\n7.0\n2.5\n  -\n");
}
END_TEST

START_TEST(thousands_are_separated_from_ten_thousand) {
  check(one_table(LINES("year|words", "1935|1234567", "2024|9999", "-44|-12")),
        FORMAT_TABLE,
        "year      words\n"
        "1935  1,234,567\n"
        "2024      9,999\n"
        " -44        -12\n");
  check(one_table(LINES("rate", "12345.6", "-1000")), FORMAT_TABLE,
        "    rate\n12,345.6\n-1,000.0\n");
}
END_TEST

START_TEST(alignment_of_the_style_wins) {
  struct rows *rows = new_rows("left|n");
  add_row(rows, "of the|1");
  add_row(rows, "in|22");
  struct column_style styles[] = {{ALIGN_RIGHT, -1, false, false, false},
                                  {ALIGN_LEFT, -1, false, false, false}};
  struct report *report = new_report();
  add_table(report, "", rows, styles);
  check(report, FORMAT_TABLE, "  left  n\nof the  1\n    in  22\n");
  rows = new_rows("left|n");
  report = new_report();
  add_table(report, "", rows, styles);
  check(report, FORMAT_MD, "| left | n |\n| ---: | --- |\n");
}
END_TEST

START_TEST(numbers_beside_texts_stay_left) {
  check(one_table(LINES("value|n", "12|1", "many|2")), FORMAT_TABLE,
        "value  n\n12     1\nmany   2\n");
}
END_TEST

/* -- Tables: shortening ------------------------------------------------------------- */

START_TEST(the_widest_text_is_cut_first) {
  struct report *report = one_table(
      LINES("doc|n|text", "essay one|12|collective security for all"));
  /* 9 + 2 + 2 + 2 + 27 = 42 */
  check_width(report, 42,
              "doc         n  text\n"
              "essay one  12  collective security for all\n");
  report = one_table(LINES("doc|n|text", "essay one|12|collective security for all"));
  check_width(report, 30,
              "doc         n  text\n"
              "essay one  12  collective sec…\n");
}
END_TEST

START_TEST(equal_texts_are_cut_equally) {
  struct report *report = one_table(
      LINES("a|b|c", "abcdefghijklmnop|abcdefghijklmnop|x"));
  /* 25 columns less two gaps and x: 20 for two texts. */
  check_width(report, 25,
              "a           b           c\n"
              "abcdefghi…  abcdefghi…  x\n");
  report = one_table(LINES("a|b|c", "abcdefghijklmnop|abcdefghijklmnop|x"));
  check_width(report, 26,
              "a            b           c\n"
              "abcdefghij…  abcdefghi…  x\n");
}
END_TEST

START_TEST(nothing_is_cut_below_eight_columns_and_no_number_ever) {
  struct report *report = one_table(
      LINES("text|documents_with_it", "abcdefghij|123456", "abc|7"));
  check_width(report, 5,
              "text      documents_with_it\n"
              "abcdefg…            123,456\n"
              "abc                       7\n");
  report = one_table(LINES("mixed|t", "123456789012|abcdefghij", "a rather long text|x"));
  check_width(report, 10,
              "mixed            t\n"
              "123,456,789,012  abcdefg…\n"
              "a rather long …  x\n");
}
END_TEST

START_TEST(a_left_context_keeps_its_end) {
  struct rows *rows = new_rows("left|hit|right");
  add_row(rows, "the idea of collective|security|is a noble thing to have");
  struct column_style styles[] = {
      {ALIGN_RIGHT, -1, true, false, false}, COLUMN_STYLE_INIT, COLUMN_STYLE_INIT};
  struct report *report = new_report();
  add_table(report, "", rows, styles);
  check_width(report, 40,
              "          left  hit       right\n"
              "…of collective  security  is a noble th…\n");
}
END_TEST

/* Offsets are for programs: a table for people leaves them out, TSV does not. */
START_TEST(hidden_columns_are_for_programs) {
  struct rows *rows = new_rows("start|hit|end");
  add_row(rows, "3|peace|8");
  struct column_style hidden = {ALIGN_AUTO, -1, false, true, false};
  struct column_style styles[] = {hidden, COLUMN_STYLE_INIT, hidden};
  struct report *report = new_report();
  add_table(report, "", rows, styles);
  check_width(report, 40, "hit\npeace\n");
  rows = new_rows("start|hit|end");
  add_row(rows, "3|peace|8");
  report = new_report();
  add_table(report, "", rows, styles);
  check_options(report, (struct writer_options){.format = FORMAT_TSV},
                "start\thit\tend\n3\tpeace\t8\n");
}
END_TEST

START_TEST(wide_characters_are_not_halved) {
  struct report *report = one_table(LINES("t", "集団安全保障体制"));
  check_width(report, 10, "t\n集団安全…\n");
  report = one_table(LINES("t", "集団安全保障体制"));
  check_width(report, 9, "t\n集団安全…\n");
  struct rows *rows = new_rows("t");
  add_row(rows, "集団安全保障体制");
  struct column_style style = {ALIGN_LEFT, -1, true, false, false};
  report = new_report();
  add_table(report, "", rows, &style);
  check_width(report, 8, "t\n…障体制\n");
}
END_TEST

/* e + U+0301, one column each pair. */
START_TEST(marks_stay_with_their_letter) {
  const char *const text = "abcdefe\xCC\x81xyz";
  check_width(one_table(LINES("t", text)), 8, "t\nabcdefe\xCC\x81…\n");
  struct rows *rows = new_rows("t");
  add_row(rows, "xyze\xCC\x81"
                "abcdefg");
  struct column_style style = {ALIGN_LEFT, -1, true, false, false};
  struct report *report = new_report();
  add_table(report, "", rows, &style);
  check_width(report, 8, "t\n…abcdefg\n");
}
END_TEST

START_TEST(width_zero_cuts_nothing) {
  char text[501];
  memset(text, 'x', 500);
  text[500] = '\0';
  char expected[600];
  snprintf(expected, sizeof expected, "t\n%s\n", text);
  check_width(one_table(LINES("t", text)), 0, expected);
}
END_TEST

/* -- Tables: colours and escapes ---------------------------------------------------- */

START_TEST(colors) {
  struct writer_options options = {.color = true};
  check_options(one_table(LINES("left|hit|n", "of|peace|-", "a|war|3")), options,
                "\x1B[1mleft\x1B[0m  \x1B[1mhit\x1B[0m    \x1B[1mn\x1B[0m\n"
                "of    \x1B[1;31mpeace\x1B[0m  \x1B[2m-\x1B[0m\n"
                "a     \x1B[1;31mwar\x1B[0m    3\n");
  struct report *report = new_report();
  add_lines(report, "one", LINES("a", "1"));
  add_lines(report, "two", LINES("a", "2"));
  check_options(report, options,
                "\x1B[1;4mone\x1B[0m\n\x1B[1ma\x1B[0m\n1\n"
                "\n\x1B[1;4mtwo\x1B[0m\n\x1B[1ma\x1B[0m\n2\n");
}
END_TEST

/* Among them ESC ] that sets a title, U+009B (CSI), the same as a lone byte, U+202E
** (right-to-left override). */
START_TEST(controls_are_shown_on_request) {
  struct rows *rows = new_rows("n\x1B[2Jame");
  static const char *const values[] = {
      "\x1B]0;x\x07\x7F", "\xC2\x9B",     "x\xE2\x80\xAEy", "\x9B",
      "\xE2\x81\xA6",     "\xE2\x80\x8F", "é\t\nü",         "a\xE2\x80\xA8z"};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    add_cell(rows, (struct cell){.kind = CELL_TEXT, .text = str(values[i])}, NULL);
  struct report *report = new_report();
  add_table(report, "", rows, NULL);
  check_options(report, (struct writer_options){.escape = true},
                "n\\x1B[2Jame\n"
                "\\x1B]0;x\\x07\\x7F\n"
                "\\x9B\n"
                "x\\u{202E}y\n"
                "\\x9B\n"
                "\\u{2066}\n"
                "\\u{200F}\n"
                "é ü\n"
                "a z\n");
}
END_TEST

START_TEST(controls_pass_when_not_asked_for) {
  check(one_table(LINES("a", "x\x1By")), FORMAT_TABLE, "a\nx\x1By\n");
}
END_TEST

START_TEST(titles_and_headers_stay_on_their_line) {
  struct report *report = new_report();
  add_lines(report, "a\nb", LINES("x\ty", "1"));
  add_lines(report, "c", LINES("z", "1"));
  check(report, FORMAT_TSV, "# a b\nx y\n1\n\n# c\nz\n1\n");
}
END_TEST

/* -- The sink, memory --------------------------------------------------------------- */

static struct report *large_report(void) {
  struct rows *rows = new_rows("n|text");
  for (int i = 0; i < 20000; i++) add_row(rows, "1234567|some text of a certain length");
  struct report *report = new_report();
  add_table(report, "", rows, NULL);
  return report;
}

struct counting {
  size_t calls, bytes, largest, refuse_at;
};

static bool count_bytes(void *ctx, assay_str bytes) {
  struct counting *c = ctx;
  c->calls++;
  c->bytes += bytes.len;
  if (bytes.len > c->largest) c->largest = bytes.len;
  return c->calls != c->refuse_at;
}

START_TEST(output_comes_in_pieces) {
  struct report *report = large_report();
  struct writer_options options = {.format = FORMAT_TSV};
  struct counting c = {0};
  ck_assert_int_eq(report_write(report, &options, count_bytes, &c, NULL), ASSAY_OK);
  /* A line is 7 + 1 + 29 + 1 bytes, the header 7. */
  ck_assert_uint_eq(c.bytes, 20000 * 38 + 7);
  ck_assert_uint_le(c.largest, 64 * 1024);
  ck_assert_uint_eq(c.calls, 12);
  report_free(report);
}
END_TEST

START_TEST(a_sink_that_refuses_stops_the_writing) {
  struct report *report = large_report();
  for (int format = FORMAT_TABLE; format <= FORMAT_MD; format++) {
    struct writer_options options = {.format = (enum format)format};
    struct counting c = {.refuse_at = 2};
    assay_error err;
    ck_assert_int_eq(report_write(report, &options, count_bytes, &c, &err), ASSAY_EIO);
    ck_assert_str_eq(err.message, "cannot write the output");
    ck_assert_uint_eq(c.calls, 2);
  }
  report_free(report);
}
END_TEST

static bool ignore(void *ctx, assay_str bytes) {
  (void)ctx;
  return bytes.len > 0;
}

static assay_status write_format(const assay_allocator *a, enum format format,
                                 assay_error *err) {
  static const assay_str names[] = {{"text", 4}, {"at", 2}, {"text", 4}};
  struct report *report = NULL;
  struct rows *rows = NULL;
  assay_span spans[] = {{3, 8}, {20, 31}};
  struct cell cells[] = {{.kind = CELL_TEXT, .text = S("collective\nsecurity")},
                         {.kind = CELL_SPANS, .span_count = 2},
                         {.kind = CELL_INTEGER, .integer = 7}};
  struct writer_options options = {.format = format, .width = 20, .escape = true};
  assay_status status = report_new(&report, a, err);
  for (int i = 0; i < 2 && status == ASSAY_OK; i++) {
    status = rows_new(&rows, names, 3, a, err);
    if (status != ASSAY_OK) break;
    assay_status added = rows_add(rows, cells, spans, err);
    status = report_add_table(report, S("title"), rows, NULL, err);
    if (status == ASSAY_OK) status = added;
  }
  if (status == ASSAY_OK) status = report_write(report, &options, ignore, NULL, err);
  report_free(report);
  return status;
}

#define FAIL_EACH(name, format)                                                          \
  static assay_status name(const assay_allocator *a, assay_error *err) {                 \
    return write_format(a, format, err);                                                 \
  }
FAIL_EACH(write_as_table, FORMAT_TABLE)
FAIL_EACH(write_as_tsv, FORMAT_TSV)
FAIL_EACH(write_as_csv, FORMAT_CSV)
FAIL_EACH(write_as_json, FORMAT_JSON)
FAIL_EACH(write_as_jsonl, FORMAT_JSONL)
FAIL_EACH(write_as_markdown, FORMAT_MD)

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(write_as_table);
  unit_fail_each(write_as_tsv);
  unit_fail_each(write_as_csv);
  unit_fail_each(write_as_json);
  unit_fail_each(write_as_jsonl);
  unit_fail_each(write_as_markdown);
}
END_TEST

START_TEST(formats_by_name) {
  static const struct {
    const char *name;
    enum format format;
  } known[] = {{"table", FORMAT_TABLE}, {"tsv", FORMAT_TSV},     {"CSV", FORMAT_CSV},
               {"json", FORMAT_JSON},   {"jsonl", FORMAT_JSONL}, {"ndjson", FORMAT_JSONL},
               {"md", FORMAT_MD},       {"Markdown", FORMAT_MD}, {"txt", FORMAT_TABLE}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    enum format format = FORMAT_TABLE;
    ck_assert_msg(format_from_name(str(known[i].name), &format), "%s", known[i].name);
    ck_assert_int_eq(format, known[i].format);
  }
  static const char *const unknown[] = {"", "csvs", "cs", "xlsx",
                                        "a-name-of-30-characters"};
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
    enum format format = FORMAT_MD;
    ck_assert_msg(!format_from_name(str(unknown[i]), &format), "%s", unknown[i]);
    ck_assert_int_eq(format, FORMAT_MD);
  }
}
END_TEST

UNIT_MAIN("writer", table_aligns_by_display_width, tsv_of_a_report, csv_of_a_report,
          json_of_a_report, jsonl_of_a_report, markdown_of_a_report, several_tables,
          an_empty_table, an_empty_report, notes_are_not_written,
          difficult_values_in_a_table, difficult_values_in_tsv, difficult_values_in_csv,
          difficult_values_in_json, markdown_escapes_its_markup,
          an_empty_value_alone_is_a_line_of_csv, json_escapes_controls_and_repairs_utf8,
          json_names_are_unique, spans_in_every_format,
          numbers_read_back_from_every_format, numbers_that_come_again,
          decimals_align_at_the_point, decimals_of_the_style,
          integers_among_decimals_get_decimals_too,
          thousands_are_separated_from_ten_thousand, alignment_of_the_style_wins,
          numbers_beside_texts_stay_left, the_widest_text_is_cut_first,
          equal_texts_are_cut_equally,
          nothing_is_cut_below_eight_columns_and_no_number_ever,
          a_left_context_keeps_its_end, hidden_columns_are_for_programs,
          wide_characters_are_not_halved, marks_stay_with_their_letter,
          width_zero_cuts_nothing, colors, controls_are_shown_on_request,
          controls_pass_when_not_asked_for, titles_and_headers_stay_on_their_line,
          output_comes_in_pieces, a_sink_that_refuses_stops_the_writing,
          out_of_memory_leaves_nothing, formats_by_name)
