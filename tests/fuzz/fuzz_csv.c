/* fuzz_csv.c - cells lie in the text; what was read, written again, reads the same. */
#include "fuzz.h"
#include "read/csv.h"

static void check_cells(const struct csv *csv) {
  FUZZ_CHECK(csv->cell_count > 0 && csv->cell_count <= CSV_CELL_LIMIT);
  for (size_t i = 0; i < csv->cell_count; i++) {
    assay_str cell = csv->cells[i];
    FUZZ_CHECK(cell.ptr >= csv->text && cell.ptr + cell.len <= csv->text + csv->len);
  }
}

static void write_row(const struct csv *csv, struct buffer *out) {
  for (size_t i = 0; i < csv->cell_count; i++) {
    if (i > 0) buffer_add_char(out, csv->delimiter);
    buffer_add_char(out, '"');
    for (size_t k = 0; k < csv->cells[i].len; k++) {
      char c = csv->cells[i].ptr[k];
      if (c == '"') buffer_add_char(out, '"');
      buffer_add_char(out, c);
    }
    buffer_add_char(out, '"');
  }
  buffer_add_char(out, '\n');
}

/* Reads all rows up to the first error and writes them to out; returns the delimiter. */
static char rewrite(struct buffer *text, char delimiter, struct buffer *out) {
  struct csv csv;
  bool found = true;
  assay_error err;
  csv_start(&csv, text, delimiter, NULL);
  for (size_t line = 0;;) {
    assay_status status = csv_next(&csv, &found, &err);
    if (status != ASSAY_OK) {
      FUZZ_CHECK(status == ASSAY_EFORMAT || status == ASSAY_ELIMIT);
      FUZZ_CHECK(err.line > 0);
      break;
    }
    if (!found) break;
    FUZZ_CHECK(csv.line > line);
    line = csv.line;
    check_cells(&csv);
    write_row(&csv, out);
  }
  csv_free(&csv);
  return csv.delimiter;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buffer text = fuzz_utf8(fuzz_str(data, size)), once, copy, twice;
  buffer_init(&once, NULL, BUFFER_NO_CEILING);
  buffer_init(&copy, NULL, BUFFER_NO_CEILING);
  buffer_init(&twice, NULL, BUFFER_NO_CEILING);
  char delimiter = rewrite(&text, 0, &once);
  buffer_add_str(&copy, buffer_str(&once));
  rewrite(&copy, delimiter, &twice);
  FUZZ_CHECK(once.len == twice.len &&
             (once.len == 0 || memcmp(once.data, twice.data, once.len) == 0));
  buffer_free(&twice);
  buffer_free(&copy);
  buffer_free(&once);
  buffer_free(&text);
  return 0;
}
