/* grid.c - three counters: cells by a pair of ids, and the sums of rows and columns. */
#include "count/grid.h"

#include "base/alloc.h"
#include "base/error.h"

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

assay_status grid_add(struct grid *g, assay_str row, assay_str column, int64_t n,
                      assay_error *err) {
  uint32_t pair[2], row_id, column_id;
  assay_status status = counter_add(g->rows, row, n, err);
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

assay_status grid_merge(struct grid *into, const struct grid *from, assay_error *err) {
  for (uint32_t id = 0; id < from->cells->keys.count; id++) {
    uint32_t pair[2];
    memcpy(pair, table_key(&from->cells->keys, id).ptr, sizeof pair);
    assay_status status = grid_add(into, table_key(&from->rows->keys, pair[0]),
                                   table_key(&from->columns->keys, pair[1]),
                                   from->cells->counts[id], err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}
