/*
** ngram_rows.c - row numbers become groups and places in their lists.
*/
#include "count/ngram_rows.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"
#include "count/ngram_reader.h"

#include <string.h>

struct ngram_rows {
  assay_allocator alloc;
  assay_ngrams *ngrams;
  struct ngrams_reader reader;
  enum ngram_column kinds[NGRAM_COLUMNS];
  size_t column_count;
  uint64_t limit;
  size_t group;          /* that the last row was of */
  uint64_t first, count; /* its rows */
  struct cell label;     /* of it: text, or a number if it looks like one */
  double words;
  uint64_t counted; /* in the last row, and what that is per million */
  double per_million;
  assay_status failed;
  assay_error err;
};

static void rows_end(void *ctx) {
  struct ngram_rows *rows = ctx;
  assay_allocator a = rows->alloc;
  ngrams_reader_free(&rows->reader);
  alloc_free(&a, rows, 1, sizeof *rows);
}

static void source_free(void *ctx) {
  struct ngram_rows *rows = ctx;
  assay_ngrams_free(rows->ngrams);
  rows_end(rows);
}

/* Reads the same lists; the rows that it comes from are the owner. */
static void *source_fork(void *ctx) {
  const struct ngram_rows *rows = ctx;
  assay_allocator a = rows->alloc;
  struct ngram_rows *forked = alloc_zero(&a, 1, sizeof *forked);
  if (!forked) return NULL;
  *forked = *rows;
  ngrams_reader_init(&forked->reader, &a);
  if (ngrams_reader_reserve(&forked->reader, rows->ngrams, NULL) == ASSAY_OK)
    return forked;
  rows_end(forked);
  return NULL;
}

/* Digits without a leading zero, so that years are numbers in every format. */
static struct cell label_cell(assay_str label) {
  struct cell cell = {.kind = CELL_TEXT, .text = label};
  int64_t number = 0;
  bool digits = label.len > 0 && label.len <= 15 &&
                (label.ptr[0] != '0' || label.len == 1);
  for (size_t i = 0; i < label.len && digits; i++) {
    digits = label.ptr[i] >= '0' && label.ptr[i] <= '9';
    number = number * 10 + (label.ptr[i] - '0');
  }
  if (digits) cell = (struct cell){.kind = CELL_INTEGER, .integer = number};
  return cell;
}

static void enter_group(struct ngram_rows *rows, size_t group, uint64_t first) {
  const struct ngrams_group found = ngrams_group(rows->ngrams, group);
  rows->group = group;
  rows->first = first;
  rows->count = found.count < rows->limit ? found.count : rows->limit;
  rows->label = label_cell(found.label);
  rows->words = (double)found.words;
  rows->counted = 0;
  rows->per_million = 0;
}

/* In lists by count the same stand one after the other. */
static double per_million(struct ngram_rows *rows, uint64_t count) {
  if (count != rows->counted) rows->per_million = (double)count * 1e6 / rows->words;
  rows->counted = count;
  return rows->per_million;
}

static void fill_cell(struct ngram_rows *rows, enum ngram_column kind, uint64_t rank,
                      const assay_ngram *gram, struct cell *cell) {
  uint64_t number = 0;
  switch (kind) {
  case NGRAM_GROUP:
    *cell = rows->label;
    return;
  case NGRAM_TEXT:
    cell->kind = CELL_TEXT;
    cell->text = gram->text;
    return;
  case NGRAM_PER_MILLION:
    cell->kind = CELL_NUMBER;
    cell->number = per_million(rows, gram->count);
    return;
  case NGRAM_RANK:
    number = rank;
    break;
  case NGRAM_N:
    number = gram->n;
    break;
  case NGRAM_COUNT:
    number = gram->count;
    break;
  case NGRAM_DOCUMENTS:
    number = gram->documents;
    break;
  }
  cell->kind = CELL_INTEGER;
  cell->integer = (int64_t)number;
}

static bool source_read(void *ctx, size_t row, struct cell *cells) {
  struct ngram_rows *rows = ctx;
  if (row < rows->first) enter_group(rows, 0, 0);
  while (row >= rows->first + rows->count)
    enter_group(rows, rows->group + 1, rows->first + rows->count);
  assay_ngram gram;
  if (rows->failed == ASSAY_OK)
    rows->failed = ngrams_reader_at(&rows->reader, rows->ngrams, rows->group,
                                    row - rows->first, &gram, &rows->err);
  if (rows->failed != ASSAY_OK) return false;
  for (size_t i = 0; i < rows->column_count; i++)
    fill_cell(rows, rows->kinds[i], row - rows->first + 1, &gram, &cells[i]);
  return true;
}

static assay_status source_status(void *ctx, assay_error *err) {
  const struct ngram_rows *rows = ctx;
  if (rows->failed != ASSAY_OK && err) *err = rows->err;
  return rows->failed;
}

assay_status ngram_rows_new(struct rows **out, assay_ngrams *g, const assay_str *columns,
                            const enum ngram_column *kinds, size_t column_count,
                            uint64_t limit, assay_error *err) {
  if (column_count > NGRAM_COLUMNS)
    return error_set(err, ASSAY_EARG, "n-grams have %d columns", NGRAM_COLUMNS);
  assay_allocator a = alloc_default();
  struct ngram_rows *rows = alloc_zero(&a, 1, sizeof *rows);
  if (!rows) return error_memory(err, sizeof *rows);
  rows->alloc = a;
  rows->ngrams = g;
  rows->column_count = column_count;
  rows->limit = limit;
  memcpy(rows->kinds, kinds, column_count * sizeof *kinds);
  uint64_t count = 0;
  for (size_t i = ngrams_group_count(g); i-- > 0;) {
    enter_group(rows, i, 0);
    count += rows->count;
  }
  struct rows_source source = {
      .ctx = rows, .read = source_read, .status = source_status, .free = source_free};
  if (ngrams_reader_may_share(g)) {
    source.fork = source_fork;
    source.join = rows_end;
  }
  ngrams_reader_init(&rows->reader, &a);
  assay_status status = ngrams_reader_reserve(&rows->reader, g, err);
  if (status == ASSAY_OK)
    status = rows_new_from(out, columns, column_count, &source, (size_t)count, &a, err);
  if (status == ASSAY_OK)
    ngrams_share(g);
  else
    rows_end(rows);
  return status;
}
