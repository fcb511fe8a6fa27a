/* test_rows.c - cells of every kind come back, merging appends, failure changes nothing.
 */
#include "count/rows.h"
#include "unit.h"

#include <float.h>
#include <math.h>

static const assay_str columns[] = {{"a", 1}, {"b", 1}};

static struct rows *two_columns(void) {
  struct rows *rows = NULL;
  ck_assert_int_eq(rows_new(&rows, columns, 2, NULL, NULL), ASSAY_OK);
  return rows;
}

static struct cell integer(int64_t value) {
  struct cell cell = {.kind = CELL_INTEGER, .integer = value};
  return cell;
}

static struct cell text(assay_str value) {
  struct cell cell = {.kind = CELL_TEXT, .text = value};
  return cell;
}

static void add_pair(struct rows *rows, int64_t a, int64_t b) {
  struct cell cells[] = {integer(a), integer(b)};
  ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
}

START_TEST(columns_are_found_by_name) {
  struct rows *rows = two_columns();
  ck_assert_int_eq(rows_column(rows, S("a")), 0);
  ck_assert_int_eq(rows_column(rows, S("b")), 1);
  ck_assert_int_eq(rows_column(rows, S("B")), -1);
  ck_assert_int_eq(rows_column(rows, S("")), -1);
  rows_free(rows);
  rows_free(NULL);
}
END_TEST

START_TEST(column_names_are_copied) {
  char name[] = "hit";
  assay_str given = {name, 3};
  struct rows *rows = NULL;
  ck_assert_int_eq(rows_new(&rows, &given, 1, NULL, NULL), ASSAY_OK);
  name[0] = 'X';
  ck_str(rows->columns[0], "hit");
  rows_free(rows);
}
END_TEST

START_TEST(no_columns_is_an_error) {
  struct rows *rows = NULL;
  assay_error err;
  ck_assert_int_eq(rows_new(&rows, columns, 0, NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "rows need at least one column");
  ck_assert_ptr_null(rows);
}
END_TEST

START_TEST(empty_rows_have_no_row) {
  struct rows *rows = two_columns();
  struct cell cells[2];
  struct rows_cursor cursor = rows_begin(rows);
  ck_assert(!rows_next(&cursor, cells));
  ck_assert_uint_eq(rows->count, 0);
  rows_free(rows);
}
END_TEST

START_TEST(integers_and_booleans_come_back) {
  static const int64_t values[] = {0, 1, -1, 127, 128, -129, INT64_MAX, INT64_MIN};
  enum { COUNT = sizeof values / sizeof *values };
  struct rows *rows = two_columns();
  for (int i = 0; i < COUNT; i++) {
    struct cell cells[] = {integer(values[i]), {.kind = CELL_BOOLEAN, .integer = i % 2}};
    ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
  }
  struct rows_cursor cursor = rows_begin(rows);
  struct cell cells[2];
  for (int i = 0; i < COUNT; i++) {
    ck_assert(rows_next(&cursor, cells));
    ck_assert_int_eq(cells[0].kind, CELL_INTEGER);
    ck_assert_int_eq(cells[0].integer, values[i]);
    ck_assert_int_eq(cells[1].kind, CELL_BOOLEAN);
    ck_assert_int_eq(cells[1].integer, i % 2);
  }
  ck_assert(!rows_next(&cursor, cells));
  rows_free(rows);
}
END_TEST

START_TEST(numbers_come_back_bit_by_bit) {
  static const double values[] = {0.0,     -0.0,     0.1,      1.0 / 3,   1e22, 5e-324,
                                  DBL_MAX, -DBL_MAX, INFINITY, -INFINITY, 100,  1e6};
  enum { COUNT = sizeof values / sizeof *values };
  struct rows *rows = two_columns();
  for (int i = 0; i < COUNT; i++) {
    struct cell cells[] = {{.kind = CELL_NUMBER, .number = values[i]},
                           {.kind = CELL_NONE}};
    ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
  }
  struct rows_cursor cursor = rows_begin(rows);
  struct cell cells[2];
  for (int i = 0; i < COUNT; i++) {
    ck_assert(rows_next(&cursor, cells));
    ck_assert_int_eq(cells[0].kind, CELL_NUMBER);
    ck_assert_mem_eq(&cells[0].number, &values[i], sizeof values[i]);
    ck_assert_int_eq(cells[1].kind, CELL_NONE);
  }
  rows_free(rows);
}
END_TEST

START_TEST(texts_are_copied_with_their_nuls) {
  struct rows *rows = two_columns();
  char word[] = "peace";
  struct cell cells[] = {text((assay_str){word, 5}), text(S("a\0b\n"))};
  ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_OK);
  word[0] = 'X';
  struct cell empty[] = {text(S("")), text((assay_str){NULL, 0})};
  ck_assert_int_eq(rows_add(rows, empty, NULL, NULL), ASSAY_OK);
  struct rows_cursor cursor = rows_begin(rows);
  ck_assert(rows_next(&cursor, cells));
  ck_str(cells[0].text, "peace");
  ck_assert_uint_eq(cells[1].text.len, 4);
  ck_assert_mem_eq(cells[1].text.ptr, "a\0b\n", 4);
  ck_assert(rows_next(&cursor, cells));
  ck_assert_int_eq(cells[0].kind, CELL_TEXT);
  ck_assert_uint_eq(cells[0].text.len, 0);
  ck_assert_uint_eq(cells[1].text.len, 0);
  rows_free(rows);
}
END_TEST

START_TEST(spans_are_dealt_out_over_the_row) {
  struct rows *rows = two_columns();
  assay_span spans[] = {{3, 8}, {20, 31}, {5, UINT32_MAX}};
  struct cell cells[] = {{.kind = CELL_SPANS, .span_count = 2},
                         {.kind = CELL_SPANS, .span_count = 1}};
  ck_assert_int_eq(rows_add(rows, cells, spans, NULL), ASSAY_OK);
  struct cell none[] = {{.kind = CELL_SPANS}, integer(7)};
  ck_assert_int_eq(rows_add(rows, none, NULL, NULL), ASSAY_OK);
  struct rows_cursor cursor = rows_begin(rows);
  ck_assert(rows_next(&cursor, cells));
  ck_assert_uint_eq(cells[0].span_count, 2);
  ck_assert_uint_eq(rows_span(&cells[0], 0).begin, 3);
  ck_assert_uint_eq(rows_span(&cells[0], 0).end, 8);
  ck_assert_uint_eq(rows_span(&cells[0], 1).begin, 20);
  ck_assert_uint_eq(rows_span(&cells[0], 1).end, 31);
  ck_assert_uint_eq(cells[1].span_count, 1);
  ck_assert_uint_eq(rows_span(&cells[1], 0).end, UINT32_MAX);
  ck_assert(rows_next(&cursor, cells));
  ck_assert_int_eq(cells[0].kind, CELL_SPANS);
  ck_assert_uint_eq(cells[0].span_count, 0);
  ck_assert_int_eq(cells[1].integer, 7);
  rows_free(rows);
}
END_TEST

static void check_pairs(const struct rows *rows, const char *expected) {
  struct rows_cursor cursor = rows_begin(rows);
  struct cell cells[2];
  char got[64] = "";
  for (size_t n = 0; rows_next(&cursor, cells) && n < sizeof got - 3; n += 2) {
    got[n] = (char)('0' + cells[0].integer);
    got[n + 1] = (char)('0' + cells[1].integer);
  }
  ck_assert_str_eq(got, expected);
  ck_assert_uint_eq(rows->count, strlen(expected) / 2);
}

START_TEST(merging_appends_in_order) {
  struct rows *into = two_columns(), *from = two_columns(), *empty = two_columns();
  add_pair(into, 1, 2);
  add_pair(from, 3, 4);
  add_pair(from, 5, 6);
  ck_assert_int_eq(rows_merge(into, from, NULL), ASSAY_OK);
  check_pairs(into, "123456");
  check_pairs(from, "3456");
  ck_assert_int_eq(rows_merge(into, empty, NULL), ASSAY_OK);
  check_pairs(into, "123456");
  ck_assert_int_eq(rows_merge(empty, into, NULL), ASSAY_OK);
  check_pairs(empty, "123456");
  rows_free(into);
  rows_free(from);
  rows_free(empty);
}
END_TEST

/* Failed under AddressSanitizer while the bytes were read after they had moved. */
START_TEST(a_list_may_be_merged_with_itself) {
  struct rows *rows = two_columns();
  add_pair(rows, 1, 2);
  for (int i = 0; i < 3; i++) ck_assert_int_eq(rows_merge(rows, rows, NULL), ASSAY_OK);
  check_pairs(rows, "1212121212121212");
  rows_free(rows);
}
END_TEST

START_TEST(other_columns_are_refused) {
  struct rows *rows = two_columns(), *other = NULL, *fewer = NULL;
  assay_str names[] = {S("a"), S("c")};
  ck_assert_int_eq(rows_new(&other, names, 2, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_new(&fewer, names, 1, NULL, NULL), ASSAY_OK);
  add_pair(other, 1, 2);
  assay_error err;
  ck_assert_int_eq(rows_merge(rows, other, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge rows of other columns");
  ck_assert_int_eq(rows_merge(rows, fewer, &err), ASSAY_EARG);
  ck_assert_uint_eq(rows->count, 0);
  rows_free(rows);
  rows_free(other);
  rows_free(fewer);
}
END_TEST

START_TEST(a_failed_row_is_taken_back) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct rows *rows = NULL;
  ck_assert_int_eq(rows_new(&rows, columns, 2, &a, NULL), ASSAY_OK);
  add_pair(rows, 1, 2);
  static const char large[100000];
  struct cell cells[] = {integer(3), text((assay_str){large, sizeof large})};
  f.fail_at = f.calls + 1;
  ck_assert_int_eq(rows_add(rows, cells, NULL, NULL), ASSAY_ENOMEM);
  check_pairs(rows, "12");
  add_pair(rows, 3, 4);
  check_pairs(rows, "1234");
  rows_free(rows);
  ck_assert_uint_eq(f.live_blocks, 0);
}
END_TEST

START_TEST(columns_are_limited) {
  assay_str names[ROWS_COLUMN_LIMIT + 1];
  char letters[ROWS_COLUMN_LIMIT + 1];
  struct rows *rows = NULL;
  assay_error err;
  for (int i = 0; i <= ROWS_COLUMN_LIMIT; i++) {
    letters[i] = (char)('0' + i);
    names[i] = (assay_str){&letters[i], 1};
  }
  ck_assert_int_eq(rows_new(&rows, names, ROWS_COLUMN_LIMIT + 1, NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "rows are limited to 64 columns, not 65");
  ck_assert_int_eq(rows_new(&rows, names, ROWS_COLUMN_LIMIT, NULL, NULL), ASSAY_OK);
  rows_free(rows);
}
END_TEST

/* What one processor writes every other reads: 1.5 is 0x3FF8000000000000. */
START_TEST(bytes_do_not_depend_on_the_machine) {
  struct rows *rows = two_columns();
  assay_span span = {1, 0x01020304};
  struct cell cells[] = {{.kind = CELL_NUMBER, .number = 1.5},
                         {.kind = CELL_SPANS, .span_count = 1}};
  ck_assert_int_eq(rows_add(rows, cells, &span, NULL), ASSAY_OK);
  static const char expected[] = "\x03\0\0\0\0\0\0\xF8\x3F"
                                 "\x05\x01\x01\0\0\0\x04\x03\x02\x01";
  ck_assert_uint_eq(rows->data.len, sizeof expected - 1);
  ck_assert_mem_eq(rows->data.data, expected, sizeof expected - 1);
  rows_free(rows);
  rows = two_columns(); /* and every not-a-number is one */
  struct rows *other = two_columns();
  struct cell nan[] = {{.kind = CELL_NUMBER, .number = NAN}, {.kind = CELL_NONE}};
  struct cell negative[] = {{.kind = CELL_NUMBER, .number = -NAN}, {.kind = CELL_NONE}};
  ck_assert_int_eq(rows_add(rows, nan, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(rows_add(other, negative, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(rows->data.len, other->data.len);
  ck_assert_mem_eq(rows->data.data, other->data.data, rows->data.len);
  rows_free(rows);
  rows_free(other);
}
END_TEST

static assay_status fill_and_merge(const assay_allocator *a, assay_error *err) {
  struct rows *rows = NULL, *twin = NULL;
  assay_status status = rows_new(&rows, columns, 2, a, err);
  if (status == ASSAY_OK) status = rows_new(&twin, columns, 2, a, err);
  struct cell cells[] = {integer(1000), text(S("collective security"))};
  for (int i = 0; i < 20 && status == ASSAY_OK; i++)
    status = rows_add(rows, cells, NULL, err);
  if (status == ASSAY_OK) status = rows_merge(twin, rows, err);
  rows_free(rows);
  rows_free(twin);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill_and_merge);
}
END_TEST

UNIT_MAIN("rows", columns_are_found_by_name, column_names_are_copied,
          no_columns_is_an_error, empty_rows_have_no_row, integers_and_booleans_come_back,
          numbers_come_back_bit_by_bit, texts_are_copied_with_their_nuls,
          spans_are_dealt_out_over_the_row, merging_appends_in_order,
          a_list_may_be_merged_with_itself, other_columns_are_refused,
          columns_are_limited, bytes_do_not_depend_on_the_machine,
          a_failed_row_is_taken_back, out_of_memory_leaves_nothing)
