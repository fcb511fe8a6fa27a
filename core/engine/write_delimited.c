/*
** write_delimited.c - TSV, where a value cannot hold a line break or tab, and CSV by
** RFC 4180 with LF line ends, where a value is kept exactly.
*/
#include "engine/writer_private.h"
#include "engine/writer_scan.h"

#include <string.h>

/* Of TSV: what may be a line break or tab. */
static inline uint64_t tsv_special(uint64_t eight) {
  return scan_control(eight) | scan_break(eight);
}

/* Of CSV: what needs quotes. */
static inline uint64_t csv_special(uint64_t eight) {
  return scan_byte(eight, ',') | scan_byte(eight, '"') | scan_byte(eight, '\n') |
         scan_byte(eight, '\r');
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

/* alone: the only value of its line. */
typedef void put_value(struct writer *w, assay_str value, bool alone);

static void put_tsv(struct writer *w, assay_str value, bool alone) {
  (void)alone;
  if (!writer_put_plain(w, value, tsv_special)) writer_put_line(w, value);
}

/* A line must not be empty: readers skip it. */
static void put_csv(struct writer *w, assay_str value, bool alone) {
  const bool marked = alone && value.len == 0;
  if (marked || !writer_put_plain(w, value, csv_special)) put_quoted(w, value);
}

/* Numbers go straight to their place, where there is room for as many as follow. */
static inline void put_cells(struct writer *w, const struct cell *cells, size_t count,
                             char separator, put_value *put) {
  char *at = writer_room(w, count * NUMBER_SIZE);
  for (size_t i = 0; i < count; i++) {
    const struct cell *cell = &cells[i];
    if (writer_is_number(cell)) {
      at = writer_digits(w, cell, at);
    } else {
      w->used = (size_t)(at - w->piece);
      put(w, cell->kind == CELL_TEXT ? cell->text : writer_cell_text(w, cell),
          count == 1);
      at = writer_room(w, (count - i) * NUMBER_SIZE);
    }
    *at++ = i + 1 < count ? separator : '\n';
  }
  w->used = (size_t)(at - w->piece);
}

static void put_tsv_row(struct writer *w, const struct rows *rows, size_t row,
                        const struct cell *cells) {
  (void)row;
  put_cells(w, cells, rows->column_count, '\t', put_tsv);
}

static void put_csv_row(struct writer *w, const struct rows *rows, size_t row,
                        const struct cell *cells) {
  (void)row;
  put_cells(w, cells, rows->column_count, ',', put_csv);
}

static void put_table(struct writer *w, const struct rows *rows) {
  writer_row *put_row = w->options->format == FORMAT_TSV ? put_tsv_row : put_csv_row;
  struct cell names[ROWS_COLUMN_LIMIT];
  for (size_t i = 0; i < rows->column_count; i++)
    names[i] = (struct cell){.kind = CELL_TEXT, .text = rows->columns[i]};
  put_row(w, rows, 0, names);
  writer_put_rows(w, rows, put_row);
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
