/*
** rows.c - rows of cells in one buffer: a kind byte, then a varint, 8 bytes, or a varint
** length and its bytes. The bytes are those of the encoded form, README.md. A cursor
** trusts them: rows_add wrote them, or rows_take_row checked them.
*/
#include "count/rows.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "base/varint.h"
#include "count/accumulator.h"

#include <math.h>
#include <string.h>

/* What every not-a-number becomes: processors differ in the bits they make. */
#define NAN_BITS 0x7FF8000000000000u
#define SPAN_SIZE 8 /* bytes of a pair of offsets */

static assay_status check_columns(size_t count, assay_error *err) {
  if (count == 0) return error_set(err, ASSAY_EARG, "rows need at least one column");
  if (count > ROWS_COLUMN_LIMIT)
    return error_set(err, ASSAY_EARG, "rows are limited to %d columns, not %zu",
                     ROWS_COLUMN_LIMIT, count);
  return ASSAY_OK;
}

assay_status rows_new(struct rows **out, const assay_str *columns, size_t column_count,
                      const assay_allocator *alloc, assay_error *err) {
  assay_status status = check_columns(column_count, err);
  if (status != ASSAY_OK) return status;
  assay_allocator a = alloc_or_default(alloc);
  struct rows *rows = alloc_zero(&a, 1, sizeof *rows);
  if (!rows) return error_memory(err, sizeof *rows);
  rows->alloc = a;
  arena_init(&rows->arena, &a);
  buffer_init(&rows->data, &a, BUFFER_NO_CEILING);
  rows->columns = arena_alloc(&rows->arena, column_count, sizeof *rows->columns);
  for (size_t i = 0; rows->columns && i < column_count; i++) {
    rows->columns[i] = arena_copy(&rows->arena, columns[i]);
    if (!rows->columns[i].ptr) rows->columns = NULL;
  }
  if (!rows->columns) {
    rows_free(rows);
    return error_memory(err, 0);
  }
  rows->column_count = column_count;
  *out = rows;
  return ASSAY_OK;
}

assay_status rows_new_from(struct rows **out, const assay_str *columns,
                           size_t column_count, const struct rows_source *source,
                           size_t count, const assay_allocator *alloc, assay_error *err) {
  struct rows *rows;
  assay_status status = rows_new(&rows, columns, column_count, alloc, err);
  if (status != ASSAY_OK) return status;
  rows->source = *source;
  rows->count = count;
  rows->frozen = true;
  *out = rows;
  return ASSAY_OK;
}

void rows_free(struct rows *rows) {
  if (!rows) return;
  if (rows->source.free) rows->source.free(rows->source.ctx);
  assay_allocator a = rows->alloc;
  buffer_free(&rows->data);
  arena_free(&rows->arena);
  alloc_free(&a, rows, 1, sizeof *rows);
}

static void put_spans(struct buffer *b, const assay_span *spans, size_t count) {
  varint_put(b, count);
  for (size_t i = 0; i < count; i++) {
    codec_put_fixed32(b, spans[i].begin);
    codec_put_fixed32(b, spans[i].end);
  }
}

static void put_cell(struct buffer *b, const struct cell *cell, const assay_span *spans) {
  buffer_add_char(b, (char)cell->kind);
  switch (cell->kind) {
  case CELL_NONE:
    break;
  case CELL_BOOLEAN:
    buffer_add_char(b, cell->integer != 0);
    break;
  case CELL_INTEGER:
    varint_put_signed(b, cell->integer);
    break;
  case CELL_NUMBER:
    codec_put_fixed64(b, isnan(cell->number) ? NAN_BITS : codec_bits(cell->number));
    break;
  case CELL_TEXT:
    codec_put_str(b, cell->text);
    break;
  case CELL_SPANS:
    put_spans(b, spans, cell->span_count);
    break;
  }
}

void rows_put_row(struct buffer *out, const struct cell *cells, size_t column_count,
                  const assay_span *spans) {
  for (size_t i = 0; i < column_count; i++) {
    put_cell(out, &cells[i], spans);
    if (cells[i].kind == CELL_SPANS && cells[i].span_count > 0)
      spans += cells[i].span_count;
  }
}

/* Keeps what was appended since `before`, or takes it back. */
static assay_status settle(struct rows *rows, size_t before, size_t added,
                           assay_error *err) {
  assay_status status = buffer_status(&rows->data, "a list of rows", err);
  if (status == ASSAY_OK) {
    rows->count += added;
  } else {
    rows->data.len = before;
    rows->data.failed = ASSAY_OK;
  }
  return status;
}

assay_status rows_add(struct rows *rows, const struct cell *cells,
                      const assay_span *spans, assay_error *err) {
  assay_status status = count_check_frozen(rows->frozen, "rows", err);
  if (status != ASSAY_OK) return status;
  size_t before = rows->data.len;
  rows_put_row(&rows->data, cells, rows->column_count, spans);
  return settle(rows, before, 1, err);
}

assay_status rows_add_bytes(struct rows *rows, assay_str row, assay_error *err) {
  assay_status status = count_check_frozen(rows->frozen, "rows", err);
  if (status != ASSAY_OK) return status;
  size_t before = rows->data.len;
  buffer_add_str(&rows->data, row);
  return settle(rows, before, 1, err);
}

bool rows_same_columns(const struct rows *a, const struct rows *b) {
  bool same = a->column_count == b->column_count;
  for (size_t i = 0; same && i < a->column_count; i++)
    same = str_equal(a->columns[i], b->columns[i]);
  return same;
}

assay_status rows_merge(struct rows *into, const struct rows *from, assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "rows", err);
  if (status != ASSAY_OK) return status;
  if (from->source.read)
    return error_set(err, ASSAY_EARG, "rows that are made when read cannot be merged");
  if (!rows_same_columns(into, from))
    return error_set(err, ASSAY_EARG, "cannot merge rows of other columns");
  size_t before = into->data.len;
  /* Room first: a list may be merged with itself, and growing moves its bytes. */
  if (buffer_reserve(&into->data, from->data.len))
    buffer_add_str(&into->data, buffer_str(&from->data));
  return settle(into, before, from->count, err);
}

int rows_column(const struct rows *rows, assay_str name) {
  for (size_t i = 0; i < rows->column_count; i++)
    if (str_equal(rows->columns[i], name)) return (int)i;
  return -1;
}

struct rows_cursor rows_begin(const struct rows *rows) {
  struct rows_cursor cursor = {rows, 0, rows->source.ctx};
  return cursor;
}

bool rows_fork(const struct rows *rows, struct rows_cursor *out) {
  if (!rows->source.fork) return false;
  void *source = rows->source.fork(rows->source.ctx);
  if (source) *out = (struct rows_cursor){rows, 0, source};
  return source;
}

void rows_join(struct rows_cursor *cursor) {
  cursor->rows->source.join(cursor->source);
}

static assay_str rows_take(struct rows_cursor *cursor, size_t len) {
  assay_str s = {cursor->rows->data.data + cursor->at, len};
  cursor->at += len;
  return s;
}

static void rows_get(struct rows_cursor *cursor, struct cell *cell) {
  const char *data = cursor->rows->data.data;
  memset(cell, 0, sizeof *cell);
  cell->kind = (enum cell_kind)data[cursor->at++];
  switch (cell->kind) {
  case CELL_NONE:
    break;
  case CELL_BOOLEAN:
    cell->integer = data[cursor->at++] != 0;
    break;
  case CELL_INTEGER:
    cell->integer = varint_get_signed(data, &cursor->at);
    break;
  case CELL_NUMBER:
    cell->number = codec_double(codec_load64(rows_take(cursor, 8).ptr));
    break;
  case CELL_TEXT: {
    size_t len = (size_t)varint_get(data, &cursor->at);
    cell->text = rows_take(cursor, len);
    break;
  }
  case CELL_SPANS:
    cell->span_count = (size_t)varint_get(data, &cursor->at);
    cell->span_data = rows_take(cursor, cell->span_count * SPAN_SIZE);
    break;
  }
}

assay_status rows_status(const struct rows *rows, assay_error *err) {
  if (!rows->source.status) return ASSAY_OK;
  return rows->source.status(rows->source.ctx, err);
}

bool rows_next(struct rows_cursor *cursor, struct cell *cells) {
  const struct rows *rows = cursor->rows;
  if (rows->source.read) {
    if (cursor->at >= rows->count) return false;
    return rows->source.read(cursor->source, cursor->at++, cells);
  }
  if (cursor->at >= rows->data.len) return false;
  for (size_t i = 0; i < cursor->rows->column_count; i++) rows_get(cursor, &cells[i]);
  return true;
}

assay_span rows_span(const struct cell *cell, size_t i) {
  const char *bytes = cell->span_data.ptr + i * SPAN_SIZE;
  assay_span span = {codec_load32(bytes), codec_load32(bytes + 4)};
  return span;
}

/* -- Bytes that nobody vouches for -- */

static void check_cell(struct codec_reader *in) {
  switch (codec_take_byte(in)) {
  case CELL_NONE:
    break;
  case CELL_BOOLEAN:
    codec_expect(in, codec_take_byte(in) <= 1, "a truth value is neither 0 nor 1");
    break;
  case CELL_INTEGER:
    codec_take_signed(in);
    break;
  case CELL_NUMBER: {
    uint64_t bits = codec_take_fixed64(in);
    codec_expect(in, !isnan(codec_double(bits)) || bits == NAN_BITS,
                 "a not-a-number has other bits than it should");
    break;
  }
  case CELL_TEXT:
    codec_take_str(in);
    break;
  case CELL_SPANS:
    codec_take_bytes(in, codec_take_count(in, SPAN_SIZE) * SPAN_SIZE);
    break;
  default:
    codec_expect(in, false, "a cell is of an unknown kind");
  }
}

assay_str rows_take_row(struct codec_reader *in, size_t column_count) {
  size_t start = in->at;
  for (size_t i = 0; i < column_count && !in->why; i++) check_cell(in);
  assay_str row = {in->data + start, in->at - start};
  return row;
}

size_t rows_take_columns(struct codec_reader *in, assay_str *columns) {
  size_t count = (size_t)codec_take_up_to(in, ROWS_COLUMN_LIMIT);
  codec_expect(in, count > 0, "there is no column");
  for (size_t i = 0; i < count; i++) columns[i] = codec_take_str(in);
  return in->why ? 0 : count;
}

void rows_put_columns(struct buffer *out, const assay_str *columns, size_t column_count) {
  varint_put(out, column_count);
  for (size_t i = 0; i < column_count; i++) codec_put_str(out, columns[i]);
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return rows_merge(into, from, err);
}

static void free_object(void *object) {
  rows_free(object);
}

static void freeze(void *object) {
  ((struct rows *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  const struct rows *x = a, *y = b;
  if (x->source.read || y->source.read) return x == y;
  return rows_same_columns(x, y) && x->count == y->count &&
         str_equal(buffer_str(&x->data), buffer_str(&y->data));
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct rows *rows = object;
  if (rows->source.read)
    return error_set(err, ASSAY_EARG,
                     "rows that are made when they are read have no "
                     "encoded form");
  rows_put_columns(out, rows->columns, rows->column_count);
  varint_put(out, rows->count);
  buffer_add_str(out, buffer_str(&rows->data));
  return ASSAY_OK;
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  assay_str columns[ROWS_COLUMN_LIMIT];
  size_t column_count = rows_take_columns(in, columns);
  size_t count = codec_take_count(in, 1), start = in->at;
  for (size_t i = 0; i < count && !in->why; i++) rows_take_row(in, column_count);
  struct rows *rows = NULL;
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = rows_new(&rows, columns, column_count, alloc, err);
  if (status != ASSAY_OK) return status;
  buffer_add(&rows->data, in->data + start, in->at - start);
  status = settle(rows, 0, count, err);
  if (status == ASSAY_OK)
    *out = rows;
  else
    rows_free(rows);
  return status;
}

const struct accumulator_class rows_class = {"rows", merge,  free_object, KIND_ROWS, 1,
                                             encode, decode, equal,       freeze};
