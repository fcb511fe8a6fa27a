#ifndef ASSAY_COUNT_SPARSE_H
#define ASSAY_COUNT_SPARSE_H
/*
** sparse.h - the cells of a large table of which few are filled: what grids and windows
** sort and encode. Rows and columns are numbers here; who owns the names gives them.
*/
#include "assay.h"
#include "count/codec.h"

struct sparse_cell {
  uint32_t row, column;
  int64_t count;
};

/* Sorts cells by row, then by column. */
assay_status sparse_sort(struct sparse_cell *cells, size_t count,
                         const assay_allocator *alloc, assay_error *err);
/* Writes sorted cells of row_count rows: per row how many, then for each the distance of
** its column from the one before (from -1 for the first), less 1, and the count. */
void sparse_put(struct buffer *out, const struct sparse_cell *cells, size_t count,
                size_t row_count);
/* How many cells the next row has; the number after a cell's column, from UINT32_MAX. */
size_t sparse_take_row(struct codec_reader *in);
uint32_t sparse_take_column(struct codec_reader *in, uint32_t before,
                            size_t column_count);

#endif
