/*
** rows.c - rows of cells in one buffer: a kind byte, then a varint or 8 bytes or a
** varint length and its bytes. Reading back trusts the bytes: only rows_add wrote them.
*/
#include "count/rows.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "base/varint.h"

#include <string.h>

assay_status rows_new(struct rows **out, const assay_str *columns, size_t column_count,
                      const assay_allocator *alloc, assay_error *err) {
  if (column_count == 0)
    return error_set(err, ASSAY_EARG, "rows need at least one column");
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

void rows_free(struct rows *rows) {
  if (!rows) return;
  assay_allocator a = rows->alloc;
  buffer_free(&rows->data);
  arena_free(&rows->arena);
  alloc_free(&a, rows, 1, sizeof *rows);
}

static void rows_put(struct buffer *b, const struct cell *cell, const assay_span *spans) {
  buffer_add_char(b, (char)cell->kind);
  switch (cell->kind) {
  case CELL_NONE:
    break;
  case CELL_BOOLEAN:
  case CELL_INTEGER:
    varint_put_signed(b, cell->integer);
    break;
  case CELL_NUMBER:
    buffer_add(b, (const char *)&cell->number, sizeof cell->number);
    break;
  case CELL_TEXT:
    varint_put(b, cell->text.len);
    buffer_add_str(b, cell->text);
    break;
  case CELL_SPANS:
    varint_put(b, cell->span_count);
    buffer_add(b, (const char *)spans, cell->span_count * sizeof *spans);
    break;
  }
}

assay_status rows_add(struct rows *rows, const struct cell *cells,
                      const assay_span *spans, assay_error *err) {
  size_t before = rows->data.len;
  for (size_t i = 0; i < rows->column_count; i++) {
    rows_put(&rows->data, &cells[i], spans);
    if (cells[i].kind == CELL_SPANS && cells[i].span_count > 0)
      spans += cells[i].span_count;
  }
  assay_status status = buffer_status(&rows->data, "a list of rows", err);
  if (status != ASSAY_OK) {
    rows->data.len = before;
    rows->data.failed = ASSAY_OK;
    return status;
  }
  rows->count++;
  return ASSAY_OK;
}

assay_status rows_merge(struct rows *into, const struct rows *from, assay_error *err) {
  bool same = into->column_count == from->column_count;
  for (size_t i = 0; same && i < into->column_count; i++)
    same = str_equal(into->columns[i], from->columns[i]);
  if (!same) return error_set(err, ASSAY_EARG, "cannot merge rows of other columns");
  size_t before = into->data.len;
  /* Room first: a list may be merged with itself, and growing moves its bytes. */
  if (buffer_reserve(&into->data, from->data.len))
    buffer_add_str(&into->data, buffer_str(&from->data));
  assay_status status = buffer_status(&into->data, "a list of rows", err);
  if (status != ASSAY_OK) {
    into->data.len = before;
    into->data.failed = ASSAY_OK;
    return status;
  }
  into->count += from->count;
  return ASSAY_OK;
}

int rows_column(const struct rows *rows, assay_str name) {
  for (size_t i = 0; i < rows->column_count; i++)
    if (str_equal(rows->columns[i], name)) return (int)i;
  return -1;
}

struct rows_cursor rows_begin(const struct rows *rows) {
  struct rows_cursor cursor = {rows, 0};
  return cursor;
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
  case CELL_INTEGER:
    cell->integer = varint_get_signed(data, &cursor->at);
    break;
  case CELL_NUMBER: {
    assay_str bytes = rows_take(cursor, sizeof cell->number);
    memcpy(&cell->number, bytes.ptr, sizeof cell->number);
    break;
  }
  case CELL_TEXT: {
    size_t len = (size_t)varint_get(data, &cursor->at);
    cell->text = rows_take(cursor, len);
    break;
  }
  case CELL_SPANS:
    cell->span_count = (size_t)varint_get(data, &cursor->at);
    cell->span_data = rows_take(cursor, cell->span_count * sizeof(assay_span));
    break;
  }
}

bool rows_next(struct rows_cursor *cursor, struct cell *cells) {
  if (cursor->at >= cursor->rows->data.len) return false;
  for (size_t i = 0; i < cursor->rows->column_count; i++) rows_get(cursor, &cells[i]);
  return true;
}

assay_span rows_span(const struct cell *cell, size_t i) {
  assay_span span;
  memcpy(&span, cell->span_data.ptr + i * sizeof span, sizeof span);
  return span;
}
