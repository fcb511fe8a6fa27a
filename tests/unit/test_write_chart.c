/* test_write_chart.c - charts as a reader sees them; their rows in every other format. */
#include "engine/writer.h"
#include "unit.h"

#include "base/buffer.h"
#include "base/table.h"

#include <math.h>
#include <stdio.h>

struct point {
  const char *x;
  double y;
  const char *by;
};

/* Columns x, y, by; whole numbers are integers. */
static struct report *chart_of(const struct point *points, size_t count, int kind,
                               bool grouped) {
  struct report *report = NULL;
  struct rows *rows = NULL;
  struct report_chart chart = {.x = 0, .y = 1, .by = grouped ? 2 : -1};
  assay_str names[] = {S("year"), S("hits"), S("who")};
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_new(&rows, names, 3, NULL, NULL), ASSAY_OK);
  for (size_t i = 0; i < count; i++) {
    struct cell cells[] = {{.kind = CELL_TEXT, .text = str_from(points[i].x)},
                           {.kind = CELL_NUMBER, .number = points[i].y},
                           {.kind = points[i].by ? CELL_TEXT : CELL_NONE,
                            .text = str_from(points[i].by ? points[i].by : "")}};
    if (isfinite(points[i].y) && points[i].y == floor(points[i].y)) {
      cells[1].kind = CELL_INTEGER;
      cells[1].integer = (int64_t)points[i].y;
    }
    ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
  }
  if (kind == CHART_BARS)
    chart.kind = CHART_BARS;
  else
    chart.kind = CHART_LINE;
  ck_assert_int_eq(report_add_chart(report, S("hits by year"), rows, NULL, &chart, NULL),
                   ASSAY_OK);
  return report;
}

static bool collect(void *ctx, assay_str bytes) {
  buffer_add_str(ctx, bytes);
  return ((struct buffer *)ctx)->failed == ASSAY_OK;
}

/* Frees the report. */
static void check(struct report *report, struct writer_options options,
                  const char *expected) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(report_write(report, &options, collect, &b, NULL), ASSAY_OK);
  buffer_add_char(&b, '\0');
  ck_assert_str_eq(b.data, expected);
  buffer_free(&b);
  report_free(report);
}

static const struct point years[] = {{"1935", 8, NULL},   {"1936", 4, NULL},
                                     {"1937", 0, NULL},   {"1938", -1, NULL},
                                     {"1939", NAN, NULL}, {"1940", 0.01, NULL}};

/* Width 24 leaves 10 columns, 80 eighths: 8 is 80, 4 is 40, and what is more than zero
** has one. */
START_TEST(bars) {
  check(chart_of(years, 6, CHART_BARS, false), (struct writer_options){.width = 23},
        "hits by year\n"
        "------------\n"
        "1935   8.00  ██████████\n"
        "1936   4.00  █████\n"
        "1937   0.00\n"
        "1938  -1.00\n"
        "1939      -\n"
        "1940   0.01  ▏\n");
}
END_TEST

START_TEST(bars_have_eighths) {
  const struct point points[] = {{"a", 80, NULL}, {"b", 15, NULL}, {"c", 7, NULL}};
  check(chart_of(points, 3, CHART_BARS, false), (struct writer_options){.width = 17},
        "hits by year\n"
        "------------\n"
        "a  80  ██████████\n"
        "b  15  █▉\n"
        "c   7  ▉\n");
}
END_TEST

START_TEST(bars_of_groups_and_long_labels) {
  const struct point points[] = {{"the year of the Treaty", 20000, "Lee"},
                                 {"1936", 10000, "平和"}};
  check(chart_of(points, 2, CHART_BARS, true), (struct writer_options){.width = 36},
        "hits by year\n"
        "------------\n"
        "the year of…  Lee   20,000  ██████████\n"
        "1936          平和  10,000  █████\n");
}
END_TEST

START_TEST(lines) {
  const struct point points[] = {
      {"1935", 8, "Lee"}, {"1936", 4, "Lee"}, {"1935", 1, "Kim"}, {"1938", 2, "Kim"}};
  check(chart_of(points, 4, CHART_LINE, true), (struct writer_options){.width = 40},
        "hits by year\n"
        "------------\n"
        "Lee  █▄   up to 8\n"
        "Kim  ▁ ▂  up to 2\n"
        "     1935 1938\n");
  check(chart_of(points, 2, CHART_LINE, false), (struct writer_options){.width = 40},
        "hits by year\n"
        "------------\n"
        "█▄  up to 8\n"
        "1935 1936\n");
}
END_TEST

/* Twenty points in ten columns: each is the mean of two. */
START_TEST(long_lines_are_averaged) {
  struct point points[20];
  char names[20][4];
  for (int i = 0; i < 20; i++) {
    snprintf(names[i], sizeof names[i], "%d", i);
    points[i] = (struct point){names[i], i < 10 ? 2.0 : 4.0, NULL};
  }
  check(chart_of(points, 20, CHART_LINE, false), (struct writer_options){.width = 12},
        "hits by year\n"
        "------------\n"
        "▄▄▄▄▄█████  up to 4\n"
        "0       19\n");
}
END_TEST

START_TEST(other_formats) {
  check(chart_of(years, 2, CHART_BARS, false),
        (struct writer_options){.format = FORMAT_TSV},
        "year\thits\twho\n1935\t8\t\n1936\t4\t\n");
  check(chart_of(years, 2, CHART_BARS, false),
        (struct writer_options){.format = FORMAT_JSONL},
        "{\"year\":\"1935\",\"hits\":8,\"who\":null}\n"
        "{\"year\":\"1936\",\"hits\":4,\"who\":null}\n");
  check(chart_of(years, 2, CHART_LINE, false),
        (struct writer_options){.format = FORMAT_MD},
        "## hits by year\n"
        "\n"
        "| year | hits | who |\n"
        "| --- | ---: | --- |\n"
        "| 1935 | 8 |  |\n"
        "| 1936 | 4 |  |\n"
        "\n"
        "    █▄  up to 8\n"
        "    1935 1936\n");
}
END_TEST

START_TEST(colors_and_controls) {
  const struct point points[] = {{"\x1B[2J", 1, NULL}};
  check(chart_of(points, 1, CHART_BARS, false),
        (struct writer_options){.width = 20, .color = true, .escape = true},
        "\x1B[1;4mhits by year\x1B[0m\n"
        "\\x1B[2J  1  \x1B[36m██████████\x1B[0m\n");
}
END_TEST

START_TEST(no_rows) {
  check(chart_of(years, 0, CHART_LINE, true), (struct writer_options){.width = 20},
        "hits by year\n------------\n(no rows)\n");
}
END_TEST

static assay_status write_both(const assay_allocator *alloc, assay_error *err) {
  struct report *report = NULL;
  struct rows *rows = NULL;
  struct buffer b;
  struct writer_options options = {.width = 40};
  const struct report_chart kinds[] = {{CHART_BARS, 0, 1, -1}, {CHART_LINE, 0, 1, 0}};
  assay_str names[] = {S("x"), S("y")};
  struct cell cells[] = {{.kind = CELL_TEXT, .text = S("a")},
                         {.kind = CELL_INTEGER, .integer = 1}};
  assay_status status = report_new(&report, alloc, err);
  for (size_t i = 0; i < 2 && status == ASSAY_OK; i++) {
    status = rows_new(&rows, names, 2, alloc, err);
    if (status == ASSAY_OK) {
      status = rows_add(rows, cells, NULL, err);
      if (status != ASSAY_OK) rows_free(rows);
    }
    if (status == ASSAY_OK)
      status = report_add_chart(report, S("t"), rows, NULL, &kinds[i], err);
  }
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  if (status == ASSAY_OK) status = report_write(report, &options, collect, &b, err);
  buffer_free(&b);
  report_free(report);
  return status;
}

START_TEST(out_of_memory) {
  unit_fail_each(write_both);
}
END_TEST

UNIT_MAIN("write_chart", bars, bars_have_eighths, bars_of_groups_and_long_labels, lines,
          long_lines_are_averaged, other_formats, colors_and_controls, no_rows,
          out_of_memory)
