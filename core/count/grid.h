#ifndef ASSAY_COUNT_GRID_H
#define ASSAY_COUNT_GRID_H
/*
** grid.h - the accumulator for how often of what: rows x columns to 64-bit counts.
** Only cells that were added take memory.
*/
#include "assay.h"
#include "count/counter.h"
#include "count/sparse.h"

struct grid {
  struct counter *rows;    /* row sums by row name */
  struct counter *columns; /* column sums by column name */
  struct counter *cells;   /* by 8 bytes: row id, column id */
  bool frozen;
};

/* Owned: free with grid_free. */
assay_status grid_new(struct grid **out, const assay_allocator *alloc, assay_error *err);
void grid_free(struct grid *g);
/* On failure the counts are as before; after ASSAY_ENOMEM a new name may stay, with 0. */
assay_status grid_add(struct grid *g, assay_str row, assay_str column, int64_t n,
                      assay_error *err);
int64_t grid_get(const struct grid *g, assay_str row, assay_str column);
/* The same by ids of g->rows->keys and g->columns->keys. */
int64_t grid_cell(const struct grid *g, uint32_t row, uint32_t column);
assay_status grid_merge(struct grid *into, const struct grid *from, assay_error *err);
/* The filled cells, a row after the other: rows and columns by key, cells with their ids.
** Owned: free with grid_free_cells. */
assay_status grid_cells(const struct grid *g, enum count_order by,
                        struct sparse_cell **cells, size_t *count, assay_error *err);
void grid_free_cells(const struct grid *g, struct sparse_cell *cells);

#endif
