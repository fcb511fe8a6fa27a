/*
** write_delimited.c - TSV, where a value cannot hold a line break or tab, and CSV by
** RFC 4180 with LF line ends, where a value is kept exactly.
*/
#include "engine/writer_private.h"

#include <string.h>

static bool needs_quotes(assay_str value) {
  for (size_t i = 0; i < value.len; i++) {
    char c = value.ptr[i];
    if (c == ',' || c == '"' || c == '\n' || c == '\r') return true;
  }
  return false;
}

static void put_quoted(struct writer *w, assay_str value) {
  writer_put_char(w, '"');
  while (value.len > 0) {
    const char *quote = memchr(value.ptr, '"', value.len);
    size_t len = quote ? (size_t)(quote - value.ptr) + 1 : value.len;
    writer_put(w, value.ptr, len);
    if (quote) writer_put_char(w, '"');
    value.ptr += len;
    value.len -= len;
  }
  writer_put_char(w, '"');
}

/* alone: the only value of its line, which must not be empty: readers skip such lines. */
static void put_value(struct writer *w, assay_str value, bool alone) {
  if (w->options->format == FORMAT_TSV)
    writer_put_line(w, value);
  else if (needs_quotes(value) || (alone && value.len == 0))
    put_quoted(w, value);
  else
    writer_put_str(w, value);
}

static void put_table(struct writer *w, const struct rows *rows) {
  const char separator = w->options->format == FORMAT_TSV ? '\t' : ',';
  size_t columns = rows->column_count;
  struct cell *cells = writer_cells(w, rows);
  if (!cells) return;
  for (size_t i = 0; i < columns; i++) {
    if (i > 0) writer_put_char(w, separator);
    put_value(w, rows->columns[i], columns == 1);
  }
  writer_put_char(w, '\n');
  struct rows_cursor cursor = rows_begin(rows);
  while (!writer_failed(w) && rows_next(&cursor, cells)) {
    for (size_t i = 0; i < columns; i++) {
      if (i > 0) writer_put_char(w, separator);
      put_value(w, writer_cell_text(w, &cells[i]), columns == 1);
    }
    writer_put_char(w, '\n');
  }
  writer_free_cells(w, rows, cells);
}

void write_delimited(struct writer *w, const struct report *report) {
  size_t count = report_table_count(report);
  for (size_t i = 0; i < count && !writer_failed(w); i++) {
    const struct report_table *table = report_table(report, i);
    if (count > 1) {
      writer_put_text(w, i > 0 ? "\n# " : "# ");
      writer_put_line(w, table->title);
      writer_put_char(w, '\n');
    }
    put_table(w, table->rows);
  }
}
