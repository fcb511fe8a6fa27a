/* sparse.c - filled cells in order, and their columns as gaps. */
#include "count/sparse.h"

#include "base/sort.h"
#include "base/varint.h"

static int compare_cells(const void *a, const void *b, void *ctx) {
  const struct sparse_cell *x = a, *y = b;
  (void)ctx;
  if (x->row != y->row) return x->row < y->row ? -1 : 1;
  return (x->column > y->column) - (x->column < y->column);
}

assay_status sparse_sort(struct sparse_cell *cells, size_t count,
                         const assay_allocator *alloc, assay_error *err) {
  return sort_items(cells, count, sizeof *cells, compare_cells, NULL, alloc, err);
}

void sparse_put(struct buffer *out, const struct sparse_cell *cells, size_t count,
                size_t row_count) {
  size_t at = 0;
  for (uint32_t row = 0; row < row_count; row++) {
    size_t end = at;
    while (end < count && cells[end].row == row) end++;
    varint_put(out, end - at);
    uint32_t before = UINT32_MAX; /* -1 */
    for (; at < end; at++) {
      varint_put(out, (uint32_t)(cells[at].column - before - 1));
      varint_put_signed(out, cells[at].count);
      before = cells[at].column;
    }
  }
}

size_t sparse_take_row(struct codec_reader *in) {
  return codec_take_count(in, 2);
}

uint32_t sparse_take_column(struct codec_reader *in, uint32_t before,
                            size_t column_count) {
  uint64_t column = codec_take_up_to(in, UINT32_MAX) + (uint32_t)(before + 1);
  codec_expect(in, column < column_count, "a column is out of range");
  return in->why ? 0 : (uint32_t)column;
}
