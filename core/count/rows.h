#ifndef ASSAY_COUNT_ROWS_H
#define ASSAY_COUNT_ROWS_H
/*
** rows.h - the accumulator for lists: concordance lines, quotations, tables of a report.
** Columns are named when it is made; rows are appended as encoded bytes, so that a
** million of them cost one growing buffer. Merging appends: shard order is row order.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "count/codec.h"

enum cell_kind {
  CELL_NONE = 0, /* no value: empty in TSV and CSV, null in JSON */
  CELL_BOOLEAN,
  CELL_INTEGER,
  CELL_NUMBER,
  CELL_TEXT,
  CELL_SPANS /* a list of pairs of integers: [[3,8],[20,31]] */
};

struct cell {
  enum cell_kind kind;
  int64_t integer; /* also 0 or 1 of a CELL_BOOLEAN */
  double number;
  assay_str text;      /* borrowed from the rows while reading */
  size_t span_count;   /* CELL_SPANS */
  assay_str span_data; /* private: see rows_span */
};

/* Rows made when they are read, for lists too long to be kept as rows. */
struct rows_source {
  void *ctx;
  /* Fills the cells of a row below the count; texts are borrowed until the next call.
  ** False when it cannot: then status says why. */
  bool (*read)(void *ctx, size_t row, struct cell *cells);
  assay_status (*status)(void *ctx, assay_error *err);
  void (*free)(void *ctx);
  /* Another ctx that reads the same rows, in another thread; NULL without memory. `join`
  ** frees it. Both are NULL where one thread has to read them. */
  void *(*fork)(void *ctx);
  void (*join)(void *ctx);
};

struct rows {
  assay_allocator alloc;
  struct arena arena; /* column names */
  assay_str *columns;
  size_t column_count;
  struct buffer data;
  size_t count; /* of rows */
  bool frozen;
  struct rows_source source; /* read is NULL: the rows are in data */
};

struct rows_cursor {
  const struct rows *rows;
  size_t at;
  void *source; /* the ctx it reads from */
};

/* Most columns of a row. */
#define ROWS_COLUMN_LIMIT 64

/* Column names are copied; 1 to ROWS_COLUMN_LIMIT of them, else ASSAY_EARG. Owned: free
** with rows_free. */
assay_status rows_new(struct rows **out, const assay_str *columns, size_t column_count,
                      const assay_allocator *alloc, assay_error *err);
/* The same with `count` rows from a source, which is taken over unless this fails. They
** can be read and nothing else: no adding, no merging. */
assay_status rows_new_from(struct rows **out, const assay_str *columns,
                           size_t column_count, const struct rows_source *source,
                           size_t count, const assay_allocator *alloc, assay_error *err);
void rows_free(struct rows *rows);
/* Appends a row of column_count cells. Texts are copied; they must not be borrowed from
** the same rows, whose bytes may move. A CELL_SPANS cell gives only its span_count; the
** pairs are in `spans`, one after the other over the row's cells, which may be NULL when
** there are none. Every not-a-number is the same one. On failure the rows are as
** before. */
assay_status rows_add(struct rows *rows, const struct cell *cells,
                      const assay_span *spans, assay_error *err);
/* Appends from's rows; the columns must be the same, else ASSAY_EARG. from may be into.
 */
assay_status rows_merge(struct rows *into, const struct rows *from, assay_error *err);
int rows_column(const struct rows *rows, assay_str name); /* index or -1 */

struct rows_cursor rows_begin(const struct rows *rows);
/* ASSAY_OK unless a source could not make a row; then reading ended there. */
assay_status rows_status(const struct rows *rows, assay_error *err);
/* Fills column_count cells with the next row; false at the end. */
bool rows_next(struct rows_cursor *cursor, struct cell *cells);
/* A cursor for one of several threads that read the same rows; false when they are not
** for that, or without memory. The caller ends it with rows_join. */
bool rows_fork(const struct rows *rows, struct rows_cursor *out);
/* Moves a forked cursor to a row. */
static inline void rows_seek(struct rows_cursor *cursor, size_t row) {
  cursor->at = row;
}
void rows_join(struct rows_cursor *cursor);
/* The bytes of a row as rows_add keeps them, for accumulators that keep rows: appended to
** out; a failure is left in out. */
void rows_put_row(struct buffer *out, const struct cell *cells, size_t column_count,
                  const assay_span *spans);
/* Appends a row of such bytes, of as many cells as there are columns. */
assay_status rows_add_bytes(struct rows *rows, assay_str row, assay_error *err);
/* The bytes of one row of column_count cells, checked. Borrowed from the reader. */
assay_str rows_take_row(struct codec_reader *in, size_t column_count);
/* Names of columns, checked, for rows_new; at most ROWS_COLUMN_LIMIT. */
size_t rows_take_columns(struct codec_reader *in, assay_str *columns);
void rows_put_columns(struct buffer *out, const assay_str *columns, size_t column_count);
bool rows_same_columns(const struct rows *a, const struct rows *b);
/* The i-th pair of a CELL_SPANS cell. */
assay_span rows_span(const struct cell *cell, size_t i);

#endif
