/*
** csv.c - a reader of delimited text. It never copies a cell: unescaping only shortens,
** so it happens in place.
*/
#include "read/csv.h"

#include "base/alloc.h"

#include <string.h>

static bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/* The first of these wins where two are equal. */
static const char delimiters[] = ",;\t|";

/* Counts c outside quotes in the first line that is not empty. */
static size_t first_line_count(const struct csv *csv, char c) {
  size_t count = 0, i = 0;
  bool quoted = false, begins = true;
  while (i < csv->len && is_line_end(csv->text[i])) i++;
  for (; i < csv->len; i++) {
    char at = csv->text[i];
    if (at == '"' && (quoted || begins)) quoted = !quoted;
    begins = strchr(delimiters, at) || at == ' ';
    if (quoted) continue;
    if (is_line_end(at)) break;
    count += at == c;
  }
  return count;
}

static char sniff_delimiter(const struct csv *csv) {
  size_t most = 0;
  char best = CSV_NO_DELIMITER;
  for (const char *c = delimiters; *c; c++) {
    size_t count = first_line_count(csv, *c);
    if (count <= most) continue;
    most = count;
    best = *c;
  }
  return best;
}

/* Moves over CR, LF or CR LF. */
static void skip_line_end(struct csv *csv) {
  bool cr = csv->text[csv->at] == '\r';
  csv->at++;
  if (cr && csv->at < csv->len && csv->text[csv->at] == '\n') csv->at++;
  csv->next_line++;
}

/* "sep=;" may name any ASCII character that can stand between cells. */
static bool may_delimit(char c) {
  return c == '\t' || (c >= ' ' && c <= '~' && c != '"');
}

void csv_start(struct csv *csv, struct buffer *text, char delimiter,
               const assay_allocator *alloc) {
  memset(csv, 0, sizeof *csv);
  csv->alloc = alloc_or_default(alloc);
  csv->text = text->data;
  csv->len = text->len;
  csv->next_line = 1;
  csv->delimiter = delimiter;
  bool named = csv->len >= 5 && memcmp(csv->text, "sep=", 4) == 0 &&
               may_delimit(csv->text[4]) && (csv->len == 5 || is_line_end(csv->text[5]));
  if (named) {
    csv->delimiter = csv->text[4];
    csv->at = 5;
  } else if (!delimiter) {
    csv->delimiter = sniff_delimiter(csv);
  }
}

void csv_go_on(struct csv *csv, char *text, size_t len, size_t line) {
  csv->text = text;
  csv->len = len;
  csv->at = 0;
  csv->next_line = line;
}

void csv_free(struct csv *csv) {
  alloc_free(&csv->alloc, csv->cells, csv->cell_cap, sizeof *csv->cells);
  csv->cells = NULL;
  csv->cell_count = csv->cell_cap = 0;
}

static assay_status csv_fail(const struct csv *csv, size_t line, const char *what,
                             assay_error *err) {
  assay_status status = error_at(err, ASSAY_EFORMAT, csv->at, "%s", what);
  if (err) err->line = (uint32_t)line;
  return status;
}

static assay_status csv_add_cell(struct csv *csv, size_t begin, size_t end,
                                 assay_error *err) {
  if (csv->cell_count >= CSV_CELL_LIMIT) {
    assay_status status = error_set(err, ASSAY_ELIMIT, "more than %d cells in a row",
                                    CSV_CELL_LIMIT);
    if (err) err->line = (uint32_t)csv->line;
    return status;
  }
  void *cells = csv->cells;
  if (!alloc_grow(&csv->alloc, &cells, &csv->cell_cap, csv->cell_count + 1,
                  sizeof *csv->cells))
    return error_memory(err, 0);
  csv->cells = cells;
  csv->cells[csv->cell_count++] = (assay_str){csv->text + begin, end - begin};
  return ASSAY_OK;
}

static bool ends_cell(const struct csv *csv) {
  return csv->at == csv->len || csv->text[csv->at] == csv->delimiter ||
         is_line_end(csv->text[csv->at]);
}

static bool is_blank_here(const struct csv *csv) {
  return !ends_cell(csv) && (csv->text[csv->at] == ' ' || csv->text[csv->at] == '\t');
}

/* A cell that begins with a quote; `at` is behind it. */
static assay_status csv_quoted_cell(struct csv *csv, assay_error *err) {
  size_t begin = csv->at, end = begin, opened = csv->next_line;
  for (;; csv->at++) {
    if (csv->at == csv->len) return csv_fail(csv, opened, "unclosed quote", err);
    char c = csv->text[csv->at];
    if (c == '"') {
      if (csv->at + 1 == csv->len || csv->text[csv->at + 1] != '"') break;
      csv->at++;
    }
    bool crlf = c == '\r' && csv->at + 1 < csv->len && csv->text[csv->at + 1] == '\n';
    csv->next_line += is_line_end(c) && !crlf;
    csv->text[end++] = c;
  }
  csv->at++;
  while (is_blank_here(csv)) csv->at++;
  if (!ends_cell(csv))
    return csv_fail(csv, csv->next_line, "text after a closing quote", err);
  return csv_add_cell(csv, begin, end, err);
}

static assay_status csv_cell(struct csv *csv, assay_error *err) {
  size_t begin = csv->at;
  while (is_blank_here(csv)) csv->at++;
  if (csv->at < csv->len && csv->text[csv->at] == '"') {
    csv->at++;
    return csv_quoted_cell(csv, err);
  }
  while (!ends_cell(csv)) csv->at++;
  return csv_add_cell(csv, begin, csv->at, err);
}

static assay_status csv_row(struct csv *csv, assay_error *err) {
  csv->cell_count = 0;
  csv->line = csv->next_line;
  for (;;) {
    assay_status status = csv_cell(csv, err);
    if (status != ASSAY_OK) return status;
    if (csv->at == csv->len) return ASSAY_OK;
    if (is_line_end(csv->text[csv->at])) {
      skip_line_end(csv);
      return ASSAY_OK;
    }
    csv->at++; /* the delimiter; a cell follows even at the end */
  }
}

static bool row_is_empty(const struct csv *csv) {
  for (size_t i = 0; i < csv->cell_count; i++)
    for (size_t k = 0; k < csv->cells[i].len; k++)
      if (csv->cells[i].ptr[k] != ' ' && csv->cells[i].ptr[k] != '\t') return false;
  return true;
}

assay_status csv_next(struct csv *csv, bool *found, assay_error *err) {
  while (csv->at < csv->len) {
    assay_status status = csv_row(csv, err);
    if (status != ASSAY_OK) return status;
    if (row_is_empty(csv)) continue;
    *found = true;
    return ASSAY_OK;
  }
  *found = false;
  return ASSAY_OK;
}

/* -- Where a row ends -------------------------------------------------------------- */

/* Moves *at behind a cell's closing quote; false: there is none, or only the text that
** follows could tell. *at is behind the opening quote. */
static bool skip_quoted(assay_str text, size_t *at, bool last) {
  for (;;) {
    const char *quote = *at < text.len ? memchr(text.ptr + *at, '"', text.len - *at)
                                       : NULL;
    if (!quote) return false;
    *at = (size_t)(quote - text.ptr) + 1;
    if (*at == text.len) return last;
    if (text.ptr[*at] != '"') return true;
    ++*at;
  }
}

enum csv_row csv_find_row(char delimiter, assay_str text, bool last, size_t *end,
                          size_t *quote) {
  size_t at = 0;
  for (bool begins = true; at < text.len;) {
    char c = text.ptr[at++];
    if (is_line_end(c)) {
      if (c == '\r' && at == text.len && !last) return CSV_ROW_CUT;
      *end = at + (c == '\r' && at < text.len && text.ptr[at] == '\n');
      return CSV_ROW_WHOLE;
    }
    if (c == delimiter) {
      begins = true;
    } else if (begins && c == '"') {
      *quote = at - 1;
      if (!skip_quoted(text, &at, last)) return CSV_ROW_QUOTED;
      while (at < text.len && text.ptr[at] != delimiter &&
             (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
      bool over = at == text.len || text.ptr[at] == delimiter ||
                  is_line_end(text.ptr[at]);
      if (!over) return CSV_ROW_BROKEN;
      begins = false;
    } else if (c != ' ' && c != '\t') {
      begins = false;
    }
  }
  *end = text.len;
  return last ? CSV_ROW_WHOLE : CSV_ROW_CUT;
}
