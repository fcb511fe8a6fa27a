/*
** write_delimited.c - TSV, where a value cannot hold a line break or tab, and CSV by
** RFC 4180 with LF line ends, where a value is kept exactly.
*/
#include "base/number.h"
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

/* Whether a value of TSV is as it should be: no control characters, and none of the bytes
** that begin U+0085, U+2028 and U+2029. Eight bytes at a time; may be wrongly false. */
static bool is_plain(assay_str value) {
  const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
  uint64_t found = 0;
  size_t i = 0;
  for (; i + 8 <= value.len; i += 8) {
    uint64_t v;
    memcpy(&v, value.ptr + i, sizeof v);
    const uint64_t c2 = v ^ ones * 0xC2, e2 = v ^ ones * 0xE2;
    found |= (v - ones * 0x20) & ~v;
    found |= ((c2 - ones) & ~c2) | ((e2 - ones) & ~e2);
  }
  for (; i < value.len; i++) {
    const unsigned char c = (unsigned char)value.ptr[i];
    if (c < 0x20 || c == 0xC2 || c == 0xE2) return false;
  }
  return (found & highs) == 0;
}

/* alone: the only value of its line, which must not be empty: readers skip such lines. */
static void put_value(struct writer *w, assay_str value, bool alone) {
  if (w->options->format == FORMAT_TSV && is_plain(value))
    writer_put_str(w, value);
  else if (w->options->format == FORMAT_TSV)
    writer_put_line(w, value);
  else if (needs_quotes(value) || (alone && value.len == 0))
    put_quoted(w, value);
  else
    writer_put_str(w, value);
}

static char separator_of(const struct writer *w) {
  return w->options->format == FORMAT_TSV ? '\t' : ',';
}

/* Integers are short, and many. */
static void put_integer(struct writer *w, int64_t value) {
  char number[NUMBER_SIZE];
  if (value >= 0 && value < 10)
    writer_put_char(w, (char)('0' + value));
  else
    writer_put(w, number, number_format_integer(value, number));
}

static void put_row(struct writer *w, const struct rows *rows, size_t row,
                    const struct cell *cells) {
  const char separator = separator_of(w);
  const size_t columns = rows->column_count;
  (void)row;
  for (size_t i = 0; i < columns; i++) {
    if (i > 0) writer_put_char(w, separator);
    if (cells[i].kind == CELL_INTEGER)
      put_integer(w, cells[i].integer);
    else
      put_value(w, writer_cell_text(w, &cells[i]), columns == 1);
  }
  writer_put_char(w, '\n');
}

static void put_table(struct writer *w, const struct rows *rows) {
  const char separator = separator_of(w);
  const size_t columns = rows->column_count;
  for (size_t i = 0; i < columns; i++) {
    if (i > 0) writer_put_char(w, separator);
    put_value(w, rows->columns[i], columns == 1);
  }
  writer_put_char(w, '\n');
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
