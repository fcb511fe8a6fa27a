/* test_grid.c - cells, and sums of rows and columns that always agree with them. */
#include "count/grid.h"
#include "unit.h"

static struct grid *new_grid(const assay_allocator *a) {
  struct grid *g = NULL;
  ck_assert_int_eq(grid_new(&g, a, NULL), ASSAY_OK);
  return g;
}

static void add(struct grid *g, const char *row, const char *column, int64_t n) {
  ck_assert_int_eq(grid_add(g, str_from(row), str_from(column), n, NULL), ASSAY_OK);
}

/* The sums of rows, of columns and of all are those of the cells. Unsigned: a sum that
** is reached over a detour may leave 64 bits on the way. */
static void check_sums(const struct grid *g) {
  size_t rows = g->rows->keys.count, columns = g->columns->keys.count;
  uint64_t all = 0;
  for (uint32_t r = 0; r < rows; r++) {
    uint64_t sum = 0;
    for (uint32_t c = 0; c < columns; c++) sum += (uint64_t)grid_cell(g, r, c);
    ck_assert_int_eq(g->rows->counts[r], (int64_t)sum);
    all += sum;
  }
  for (uint32_t c = 0; c < columns; c++) {
    uint64_t sum = 0;
    for (uint32_t r = 0; r < rows; r++) sum += (uint64_t)grid_cell(g, r, c);
    ck_assert_int_eq(g->columns->counts[c], (int64_t)sum);
  }
  ck_assert_int_eq(g->rows->total, (int64_t)all);
  ck_assert_int_eq(g->columns->total, (int64_t)all);
  ck_assert_int_eq(g->cells->total, (int64_t)all);
}

START_TEST(cells_and_sums_add_up) {
  struct grid *g = new_grid(NULL);
  add(g, "1919", "peace", 2);
  add(g, "1919", "war", 3);
  add(g, "1939", "war", 10);
  add(g, "1919", "peace", 1);
  ck_assert_int_eq(grid_get(g, S("1919"), S("peace")), 3);
  ck_assert_int_eq(grid_get(g, S("1919"), S("war")), 3);
  ck_assert_int_eq(grid_get(g, S("1939"), S("war")), 10);
  ck_assert_int_eq(grid_get(g, S("1939"), S("peace")), 0);
  ck_assert_int_eq(grid_get(g, S("1949"), S("war")), 0);
  ck_assert_int_eq(grid_get(g, S("1939"), S("oil")), 0);
  ck_assert_int_eq(grid_cell(g, 1, 1), 10);
  ck_assert_int_eq(grid_cell(g, 1, 0), 0);
  ck_assert_int_eq(counter_get(g->rows, S("1919")), 6);
  ck_assert_int_eq(counter_get(g->columns, S("war")), 13);
  check_sums(g);
  grid_free(g);
  grid_free(NULL);
}
END_TEST

START_TEST(rows_and_columns_of_one_name_are_apart) {
  struct grid *g = new_grid(NULL);
  add(g, "a", "b", 1);
  add(g, "b", "a", 2);
  add(g, "a", "a", 4);
  add(g, "", "", 8);
  ck_assert_int_eq(grid_get(g, S("a"), S("b")), 1);
  ck_assert_int_eq(grid_get(g, S("b"), S("a")), 2);
  ck_assert_int_eq(grid_get(g, S("a"), S("a")), 4);
  ck_assert_int_eq(grid_get(g, S("b"), S("b")), 0);
  ck_assert_int_eq(grid_get(g, S(""), S("")), 8);
  check_sums(g);
  grid_free(g);
}
END_TEST

/* The same names have other ids in the two grids. */
START_TEST(merging_goes_by_name_not_by_id) {
  struct grid *into = new_grid(NULL), *from = new_grid(NULL);
  add(into, "x", "1", 1);
  add(into, "y", "2", 2);
  add(from, "y", "2", 20);
  add(from, "x", "1", 10);
  add(from, "z", "1", 5);
  add(from, "y", "3", 0);
  ck_assert_int_eq(grid_merge(into, from, NULL), ASSAY_OK);
  ck_assert_int_eq(grid_get(into, S("x"), S("1")), 11);
  ck_assert_int_eq(grid_get(into, S("y"), S("2")), 22);
  ck_assert_int_eq(grid_get(into, S("z"), S("1")), 5);
  ck_assert_uint_eq(into->columns->keys.count, 3);
  ck_assert_uint_eq(from->cells->keys.count, 4);
  check_sums(into);
  ck_assert_int_eq(grid_merge(into, into, NULL), ASSAY_OK);
  ck_assert_int_eq(grid_get(into, S("y"), S("2")), 44);
  check_sums(into);
  grid_free(into);
  grid_free(from);
}
END_TEST

/* After a refused addition a name may stay without a cell. */
START_TEST(names_without_a_cell_are_merged) {
  struct grid *into = new_grid(NULL), *from = new_grid(NULL);
  uint32_t id;
  add(into, "x", "1", 1);
  ck_assert_int_eq(counter_intern(from->rows, S("no row"), &id, NULL), ASSAY_OK);
  ck_assert_int_eq(counter_intern(from->columns, S("no column"), &id, NULL), ASSAY_OK);
  ck_assert_int_eq(grid_merge(into, from, NULL), ASSAY_OK);
  ck_assert_uint_eq(into->rows->keys.count, 2);
  ck_assert_uint_eq(table_find(&into->rows->keys, S("no row")), 1);
  ck_assert_uint_eq(into->columns->keys.count, 2);
  ck_assert_uint_eq(table_find(&into->columns->keys, S("no column")), 1);
  ck_assert_uint_eq(into->cells->keys.count, 1);
  check_sums(into);
  grid_free(into);
  grid_free(from);
}
END_TEST

/* Failed while the row's sum kept what the column's sum had refused. */
START_TEST(overflow_leaves_the_old_counts) {
  struct grid *g = new_grid(NULL);
  assay_error err;
  add(g, "a", "x", INT64_MAX);
  ck_assert_int_eq(grid_add(g, S("a"), S("x"), 1, &err), ASSAY_ELIMIT); /* the total */
  ck_assert_str_eq(err.message, "a count is limited to 64 bits");
  check_sums(g);
  add(g, "b", "y", -5);
  ck_assert_int_eq(grid_add(g, S("b"), S("x"), 1, &err), ASSAY_ELIMIT); /* column */
  check_sums(g);
  ck_assert_int_eq(grid_add(g, S("a"), S("y"), 1, &err), ASSAY_ELIMIT); /* row */
  check_sums(g);
  add(g, "a", "y", -5);
  add(g, "b", "x", -5);
  ck_assert_int_eq(grid_add(g, S("a"), S("x"), 1, &err), ASSAY_ELIMIT); /* cell */
  check_sums(g);
  ck_assert_int_eq(grid_get(g, S("a"), S("x")), INT64_MAX);
  ck_assert_int_eq(counter_get(g->rows, S("a")), INT64_MAX - 5);
  ck_assert_int_eq(counter_get(g->columns, S("x")), INT64_MAX - 5);
  grid_free(g);
}
END_TEST

static assay_status fill_and_merge(const assay_allocator *a, assay_error *err) {
  struct grid *g = NULL, *twin = NULL;
  char row[] = "a";
  assay_status status = grid_new(&g, a, err);
  if (status == ASSAY_OK) status = grid_new(&twin, a, err);
  for (; row[0] <= 'z' && status == ASSAY_OK; row[0]++)
    status = grid_add(g, (assay_str){row, 1}, S("column"), 1, err);
  if (status == ASSAY_OK) status = grid_merge(twin, g, err);
  grid_free(g);
  grid_free(twin);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill_and_merge);
}
END_TEST

/* Failed while the row's sum stayed when there was no memory for the column. */
START_TEST(out_of_memory_leaves_the_old_counts) {
  for (size_t n = 5;; n++) { /* the grid itself takes 4 */
    struct failing f = {.fail_at = n};
    assay_allocator a = failing_allocator(&f);
    struct grid *g = new_grid(&a);
    char row[] = "a", column[] = "A";
    for (int i = 0; i < 200; i++) {
      row[0] = (char)('a' + i % 17);
      column[0] = (char)('A' + i % 23);
      (void)grid_add(g, (assay_str){row, 1}, (assay_str){column, 1}, 1, NULL);
    }
    check_sums(g);
    ck_assert_int_eq(g->cells->total, f.calls < n ? 200 : 199);
    grid_free(g);
    ck_assert_uint_eq(f.live_bytes, 0);
    if (f.calls < n) break;
  }
}
END_TEST

START_TEST(cells_come_in_the_order_of_keys) {
  struct grid *g = new_grid(NULL);
  add(g, "10", "b", 1);
  add(g, "9", "b", 2);
  add(g, "10", "a", 3);
  struct sparse_cell *cells;
  size_t count;
  ck_assert_int_eq(grid_cells(g, ORDER_BY_KEY, &cells, &count, NULL), ASSAY_OK);
  ck_assert_uint_eq(count, 3);
  for (size_t i = 0; i < 3; i++) {
    static const int64_t counts[] = {2, 3, 1};
    ck_assert_int_eq(cells[i].count, counts[i]);
    ck_assert_int_eq(grid_cell(g, cells[i].row, cells[i].column), counts[i]);
  }
  grid_free_cells(g, cells);
  grid_free(g);
}
END_TEST

/* What would overflow leaves not even a name. */
START_TEST(a_refused_addition_leaves_no_name) {
  struct grid *g = new_grid(NULL);
  add(g, "a", "x", INT64_MAX);
  ck_assert_int_eq(grid_add(g, S("b"), S("x"), 1, NULL), ASSAY_ELIMIT);
  ck_assert_int_eq(grid_add(g, S("a"), S("y"), 1, NULL), ASSAY_ELIMIT);
  ck_assert_uint_eq(g->rows->keys.count, 1);
  ck_assert_uint_eq(g->columns->keys.count, 1);
  check_sums(g);
  grid_free(g);
}
END_TEST

UNIT_MAIN("grid", cells_come_in_the_order_of_keys, a_refused_addition_leaves_no_name,
          cells_and_sums_add_up, rows_and_columns_of_one_name_are_apart,
          merging_goes_by_name_not_by_id, names_without_a_cell_are_merged,
          overflow_leaves_the_old_counts, out_of_memory_leaves_nothing,
          out_of_memory_leaves_the_old_counts)
