/* grid.c - three counters: cells by a pair of ids, and the sums of rows and columns. */
#include "count/grid.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/wide.h"

#include <string.h>

assay_status grid_new(struct grid **out, const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct grid *g = alloc_zero(&a, 1, sizeof *g);
  if (!g) return error_memory(err, sizeof *g);
  assay_status status = counter_new(&g->rows, &a, err);
  if (status == ASSAY_OK) status = counter_new(&g->columns, &a, err);
  if (status == ASSAY_OK) status = counter_new(&g->cells, &a, err);
  if (status == ASSAY_OK) {
    *out = g;
    return ASSAY_OK;
  }
  counter_free(g->rows);
  counter_free(g->columns);
  alloc_free(&a, g, 1, sizeof *g);
  return status;
}

void grid_free(struct grid *g) {
  if (!g) return;
  assay_allocator a = g->cells->keys.alloc;
  counter_free(g->rows);
  counter_free(g->columns);
  counter_free(g->cells);
  alloc_free(&a, g, 1, sizeof *g);
}

static assay_str cell_key(uint32_t pair[2], uint32_t row, uint32_t column) {
  pair[0] = row;
  pair[1] = column;
  assay_str key = {(const char *)pair, 2 * sizeof *pair};
  return key;
}

/* Undoes counter_add of a key; the name stays. */
static void take_back(struct counter *c, uint32_t id, int64_t n) {
  c->counts[id] -= n;
  c->total -= n;
}

/* Whether n can be added to all sums, asked before a name is entered. The total need not
** be asked for: it is the same for rows, columns and cells. */
static assay_status check_sums(const struct grid *g, assay_str row, assay_str column,
                               int64_t n, assay_error *err) {
  int64_t sum;
  assay_status status = count_check_frozen(g->frozen, "grid", err);
  if (status == ASSAY_OK) status = count_add(g->cells->total, n, &sum, err);
  if (status == ASSAY_OK) status = count_add(counter_get(g->rows, row), n, &sum, err);
  if (status == ASSAY_OK)
    status = count_add(counter_get(g->columns, column), n, &sum, err);
  if (status == ASSAY_OK) status = count_add(grid_get(g, row, column), n, &sum, err);
  return status;
}

assay_status grid_add(struct grid *g, assay_str row, assay_str column, int64_t n,
                      assay_error *err) {
  uint32_t pair[2], row_id, column_id;
  assay_status status = check_sums(g, row, column, n, err);
  if (status == ASSAY_OK) status = counter_add(g->rows, row, n, err);
  if (status != ASSAY_OK) return status;
  row_id = table_find(&g->rows->keys, row);
  status = counter_add(g->columns, column, n, err);
  if (status != ASSAY_OK) {
    take_back(g->rows, row_id, n);
    return status;
  }
  column_id = table_find(&g->columns->keys, column);
  status = counter_add(g->cells, cell_key(pair, row_id, column_id), n, err);
  if (status != ASSAY_OK) {
    take_back(g->rows, row_id, n);
    take_back(g->columns, column_id, n);
  }
  return status;
}

int64_t grid_cell(const struct grid *g, uint32_t row, uint32_t column) {
  uint32_t pair[2];
  return counter_get(g->cells, cell_key(pair, row, column));
}

int64_t grid_get(const struct grid *g, assay_str row, assay_str column) {
  uint32_t r = table_find(&g->rows->keys, row);
  uint32_t c = table_find(&g->columns->keys, column);
  return r == TABLE_NONE || c == TABLE_NONE ? 0 : grid_cell(g, r, c);
}

static assay_status merge_names(struct counter *into, const struct counter *from,
                                assay_error *err) {
  assay_status status = ASSAY_OK;
  uint32_t id;
  for (uint32_t i = 0; status == ASSAY_OK && i < from->keys.count; i++)
    status = counter_intern(into, table_key(&from->keys, i), &id, err);
  return status;
}

assay_status grid_merge(struct grid *into, const struct grid *from, assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "grid", err);
  /* names first: one may have no cell */
  if (status == ASSAY_OK) status = merge_names(into->rows, from->rows, err);
  if (status == ASSAY_OK) status = merge_names(into->columns, from->columns, err);
  if (status != ASSAY_OK) return status;
  for (uint32_t id = 0; id < from->cells->keys.count; id++) {
    uint32_t pair[2];
    memcpy(pair, table_key(&from->cells->keys, id).ptr, sizeof pair);
    status = grid_add(into, table_key(&from->rows->keys, pair[0]),
                      table_key(&from->columns->keys, pair[1]), from->cells->counts[id],
                      err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

/* -- Cells in order -- */

static void turn_around(const uint32_t *ids, uint32_t *places, size_t count) {
  for (uint32_t i = 0; i < count; i++) places[ids[i]] = i;
}

/* Cells numbered by the places of their names, which places hold by id. */
static void fill_cells(const struct grid *g, const uint32_t *row_places,
                       const uint32_t *column_places, struct sparse_cell *cells) {
  for (uint32_t id = 0; id < g->cells->keys.count; id++) {
    uint32_t pair[2];
    memcpy(pair, table_key(&g->cells->keys, id).ptr, sizeof pair);
    cells[id].row = row_places[pair[0]];
    cells[id].column = column_places[pair[1]];
    cells[id].count = g->cells->counts[id];
  }
}

/* The cells, sorted and numbered by the places of names in `rows` and `columns`, ids in
** the order wanted. */
static assay_status sorted_cells(const struct grid *g, const uint32_t *rows,
                                 const uint32_t *columns, struct sparse_cell **out,
                                 assay_error *err) {
  const assay_allocator *a = &g->cells->keys.alloc;
  size_t row_count = g->rows->keys.count, column_count = g->columns->keys.count;
  size_t count = g->cells->keys.count;
  uint32_t *row_places = alloc_zero(a, row_count + 1, sizeof *row_places);
  uint32_t *column_places = alloc_zero(a, column_count + 1, sizeof *column_places);
  struct sparse_cell *cells = alloc_zero(a, count + 1, sizeof *cells);
  assay_status status = ASSAY_OK;
  if (row_places && column_places && cells) {
    turn_around(rows, row_places, row_count);
    turn_around(columns, column_places, column_count);
    fill_cells(g, row_places, column_places, cells);
    status = sparse_sort(cells, count, a, err);
  } else {
    status = error_memory(err, 0);
  }
  if (status == ASSAY_OK)
    *out = cells;
  else
    grid_free_cells(g, cells);
  alloc_free(a, column_places, column_count + 1, sizeof *column_places);
  alloc_free(a, row_places, row_count + 1, sizeof *row_places);
  return status;
}

void grid_free_cells(const struct grid *g, struct sparse_cell *cells) {
  alloc_free(&g->cells->keys.alloc, cells, g->cells->keys.count + 1, sizeof *cells);
}

assay_status grid_cells(const struct grid *g, enum count_order by,
                        struct sparse_cell **out, size_t *count, assay_error *err) {
  uint32_t *rows = NULL, *columns = NULL;
  struct sparse_cell *cells = NULL;
  assay_status status = counter_order(g->rows, by, &rows, err);
  if (status == ASSAY_OK) status = counter_order(g->columns, by, &columns, err);
  if (status == ASSAY_OK) status = sorted_cells(g, rows, columns, &cells, err);
  if (status == ASSAY_OK) {
    *count = g->cells->keys.count;
    for (size_t i = 0; i < *count; i++) {
      cells[i].row = rows[cells[i].row];
      cells[i].column = columns[cells[i].column];
    }
    *out = cells;
  }
  if (columns) counter_free_order(g->columns, columns);
  if (rows) counter_free_order(g->rows, rows);
  return status;
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return grid_merge(into, from, err);
}

static void free_object(void *object) {
  grid_free(object);
}

static void freeze(void *object) {
  ((struct grid *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  const struct grid *x = a, *y = b;
  bool same = counter_equal(x->rows, y->rows) && counter_equal(x->columns, y->columns) &&
              x->cells->keys.count == y->cells->keys.count;
  for (uint32_t id = 0; same && id < x->cells->keys.count; id++) {
    uint32_t pair[2];
    memcpy(pair, table_key(&x->cells->keys, id).ptr, sizeof pair);
    uint32_t row = table_find(&y->rows->keys, table_key(&x->rows->keys, pair[0]));
    uint32_t column = table_find(&y->columns->keys,
                                 table_key(&x->columns->keys, pair[1]));
    uint32_t cell = table_find(&y->cells->keys, cell_key(pair, row, column));
    same = cell != TABLE_NONE && x->cells->counts[id] == y->cells->counts[cell];
  }
  return same;
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct grid *g = object;
  uint32_t *rows = NULL, *columns = NULL;
  struct sparse_cell *cells = NULL;
  assay_status status = counter_order(g->rows, ORDER_BY_BYTES, &rows, err);
  if (status == ASSAY_OK)
    status = counter_order(g->columns, ORDER_BY_BYTES, &columns, err);
  if (status == ASSAY_OK) status = sorted_cells(g, rows, columns, &cells, err);
  if (status == ASSAY_OK) {
    counter_put_names(g->rows, rows, out);
    counter_put_names(g->columns, columns, out);
    sparse_put(out, cells, g->cells->keys.count, g->rows->keys.count);
    grid_free_cells(g, cells);
  }
  if (columns) counter_free_order(g->columns, columns);
  if (rows) counter_free_order(g->rows, rows);
  return status;
}

/* The sum as a count, or a failure. */
static int64_t narrow(struct codec_reader *in, wide_signed sum) {
  codec_expect(in, sum >= INT64_MIN && sum <= INT64_MAX, "a sum is beyond 64 bits");
  return in->why ? 0 : (int64_t)sum;
}

/* Takes the cells of a row; adds them to the sums of their columns. */
static assay_status take_row(struct grid *g, uint32_t row, wide_signed *columns,
                             struct codec_reader *in, assay_error *err) {
  wide_signed sum = 0;
  uint32_t column = UINT32_MAX;
  for (size_t left = sparse_take_row(in); left > 0; left--) {
    column = sparse_take_column(in, column, g->columns->keys.count);
    int64_t count = codec_take_signed(in);
    if (in->why) break;
    uint32_t pair[2], id;
    assay_status status = counter_intern(g->cells, cell_key(pair, row, column), &id, err);
    if (status != ASSAY_OK) return status;
    g->cells->counts[id] = count;
    columns[column] += count;
    sum += count;
  }
  g->rows->counts[row] = narrow(in, sum);
  return codec_status(in, err);
}

/* Sums are made in 128 bits: on the way they may leave 64 bits and come back. */
static assay_status take_cells(struct grid *g, struct codec_reader *in,
                               assay_error *err) {
  const assay_allocator *a = &g->cells->keys.alloc;
  size_t column_count = g->columns->keys.count;
  wide_signed *columns = alloc_zero(a, column_count + 1, sizeof *columns), total = 0;
  if (!columns) return error_memory(err, 0);
  assay_status status = ASSAY_OK;
  for (uint32_t row = 0; status == ASSAY_OK && row < g->rows->keys.count; row++)
    status = take_row(g, row, columns, in, err);
  for (uint32_t id = 0; id < column_count; id++) {
    g->columns->counts[id] = narrow(in, columns[id]);
    total += columns[id];
  }
  g->rows->total = g->columns->total = g->cells->total = narrow(in, total);
  alloc_free(a, columns, column_count + 1, sizeof *columns);
  return status == ASSAY_OK ? codec_status(in, err) : status;
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct grid *g = NULL;
  assay_status status = grid_new(&g, alloc, err);
  if (status != ASSAY_OK) return status;
  status = counter_take_names(g->rows, in, err);
  if (status == ASSAY_OK) status = counter_take_names(g->columns, in, err);
  if (status == ASSAY_OK) status = take_cells(g, in, err);
  if (status == ASSAY_OK)
    *out = g;
  else
    grid_free(g);
  return status;
}

const struct accumulator_class grid_class = {"grid", merge,  free_object, KIND_GRID, 1,
                                             encode, decode, equal,       freeze};
