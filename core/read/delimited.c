/*
** delimited.c - CSV and TSV: a row is a document. The first row names the columns: one of
** them holds the text, the others are fields.
**
** The column of the text is the one asked for; else the most usual name; else, with a
** warning, the one with the longest values in the first rows. Rows are cut out of the
** stream here, and into cells by csv.c. A row that cannot be read is an error of its own,
** and the next line begins a new one: an unclosed quote costs a line, not the file.
*/
#include "base/alloc.h"
#include "base/number.h"
#include "base/table.h"
#include "read/csv.h"
#include "read/data_head.h"
#include "read/decode.h"
#include "read/reader.h"
#include "read/text_field.h"

#include <string.h>

/* Most bytes of a row. */
#define ROW_LIMIT ((size_t)64 << 20)
/* What is held at least when the columns are looked at, and how many rows of it. */
#define SAMPLE_BYTES ((size_t)256 << 10)
enum { SAMPLE_ROWS = 64, HEADER_NAME_MOST = 200 };

struct delimited {
  assay_allocator alloc;
  struct stream *stream;
  struct decoding how;
  size_t replaced;       /* of how.replaced, in earlier records */
  struct buffer pending; /* rows that are not read yet begin at `at` */
  size_t at;
  uint64_t line; /* of pending.data[at] */
  bool ended, skipping, warned;
  struct csv csv;
  struct arena arena; /* the names */
  assay_str *names;
  size_t columns, text_column;
  bool guessed;
};

static assay_status at_line(assay_status status, uint64_t line, assay_error *err) {
  if (!err) return status;
  err->line = line <= UINT32_MAX ? (uint32_t)line : 0;
  err->offset = 0;
  return status;
}

static uint64_t count_lines(assay_str s) {
  uint64_t count = 0;
  for (size_t i = 0; i < s.len; i++) {
    bool pair = s.ptr[i] == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n';
    count += (s.ptr[i] == '\n' || s.ptr[i] == '\r') && !pair;
  }
  return count;
}

/* -- Rows out of the stream ---------------------------------------------------------- */

static assay_str rest(const struct delimited *s) {
  assay_str text = buffer_str(&s->pending);
  return (assay_str){text.ptr + s->at, text.len - s->at};
}

/* Twice of what is held, so that looking at it again costs no more than reading it. */
static assay_status fill(struct delimited *s, assay_error *err) {
  size_t left = s->pending.len - s->at;
  size_t wanted = 2 * left > SAMPLE_BYTES ? 2 * left : SAMPLE_BYTES;
  if (left > 0 && s->at > 0) memmove(s->pending.data, s->pending.data + s->at, left);
  s->pending.len = left;
  s->at = 0;
  while (!s->ended && s->pending.len < wanted) {
    assay_str piece;
    assay_status status = stream_pull(s->stream, &piece, err);
    if (status != ASSAY_OK) return status;
    s->ended = piece.len == 0;
    buffer_add_str(&s->pending, piece);
    status = buffer_status(&s->pending, "rows", err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static void consume(struct delimited *s, size_t bytes) {
  s->line += count_lines((assay_str){s->pending.data + s->at, bytes});
  s->at += bytes;
}

/* Leaves the line that holds the byte `from` of the rest, or as much of it as is held. */
static void skip_line(struct delimited *s, size_t from) {
  assay_str text = rest(s);
  size_t i = from;
  while (i < text.len && text.ptr[i] != '\n' && text.ptr[i] != '\r') i++;
  s->skipping = i == text.len && !s->ended;
  if (i < text.len)
    i += text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n' ? 2 : 1;
  consume(s, i);
}

static assay_status unclosed(struct delimited *s, size_t quote, assay_error *err) {
  uint64_t line = s->line + count_lines((assay_str){rest(s).ptr, quote});
  size_t left = rest(s).len;
  skip_line(s, quote);
  if (left <= ROW_LIMIT)
    error_set(err, ASSAY_EFORMAT, "a quote that is never closed");
  else
    error_set(err, ASSAY_ELIMIT,
              "a quote that is not closed within the limit of %zu bytes", ROW_LIMIT);
  return at_line(left <= ROW_LIMIT ? ASSAY_EFORMAT : ASSAY_ELIMIT, line, err);
}

static assay_status broken(struct delimited *s, size_t quote, assay_error *err) {
  uint64_t line = s->line + count_lines((assay_str){rest(s).ptr, quote});
  skip_line(s, quote);
  error_set(err, ASSAY_EFORMAT, "text follows the closing quote of a cell");
  return at_line(ASSAY_EFORMAT, line, err);
}

static assay_status too_long(struct delimited *s, assay_error *err) {
  uint64_t line = s->line;
  skip_line(s, 0);
  error_set(err, ASSAY_ELIMIT, "a row that is longer than the limit of %zu bytes",
            ROW_LIMIT);
  return at_line(ASSAY_ELIMIT, line, err);
}

/* Leaves the end of a line that was given up. */
static assay_status finish_skipping(struct delimited *s, assay_error *err) {
  while (s->skipping) {
    assay_status status = fill(s, err);
    if (status != ASSAY_OK) return status;
    skip_line(s, 0);
  }
  return ASSAY_OK;
}

/* The length of the next row in the rest, 0 at the end. Fails with *more for a row that
** cannot be had; the next call goes on behind it. */
static assay_status find_row(struct delimited *s, size_t *length, bool *more,
                             assay_error *err) {
  size_t quote = 0;
  assay_status status = finish_skipping(s, err);
  *more = false;
  while (status == ASSAY_OK) {
    assay_str text = rest(s);
    bool full = text.len > ROW_LIMIT;
    if (full) text.len = ROW_LIMIT; /* whatever the pieces of the stream */
    enum csv_row found = csv_find_row(s->csv.delimiter, text, s->ended && !full, length,
                                      &quote);
    if (found == CSV_ROW_WHOLE) return ASSAY_OK;
    *more = s->ended || full || found == CSV_ROW_BROKEN;
    if (found == CSV_ROW_BROKEN) return broken(s, quote, err);
    if (*more && found == CSV_ROW_QUOTED) return unclosed(s, quote, err);
    if (*more) return too_long(s, err);
    status = fill(s, err);
  }
  return status;
}

/* The cells of the next row that is not empty, in s->csv. */
static assay_status next_row(struct delimited *s, bool *more, assay_error *err) {
  for (;;) {
    size_t length = 0;
    assay_status status = find_row(s, &length, more, err);
    if (status != ASSAY_OK || length == 0) return status;
    uint64_t line = s->line;
    char *row = s->pending.data + s->at;
    consume(s, length); /* before its quotes are taken away */
    csv_go_on(&s->csv, row, length, 1);
    status = csv_next(&s->csv, more, err);
    s->csv.line = (size_t)line;
    if (status != ASSAY_OK) {
      *more = true;
      return at_line(status, err && err->line ? line + err->line - 1 : line, err);
    }
    if (*more) return ASSAY_OK;
  }
}

/* -- Columns ------------------------------------------------------------------------- */

static assay_str trim(assay_str s) {
  while (s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t')) s.ptr++, s.len--;
  while (s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t')) s.len--;
  return s;
}

/* Columns without a name are called by their number. */
static assay_status take_names(struct delimited *s, assay_error *err) {
  s->columns = s->csv.cell_count;
  s->names = arena_alloc(&s->arena, s->columns, sizeof *s->names);
  if (!s->names) return error_memory(err, 0);
  for (size_t i = 0; i < s->columns; i++) {
    char number[NUMBER_SIZE + 8] = "column ";
    assay_str name = trim(s->csv.cells[i]);
    if (name.len == 0) {
      size_t len = number_format_integer((int64_t)i + 1, number + 7);
      name = (assay_str){number, 7 + len};
    }
    s->names[i] = arena_copy(&s->arena, name);
    if (!s->names[i].ptr) return error_memory(err, name.len);
  }
  return ASSAY_OK;
}

static bool is_number(assay_str s) {
  double ignored;
  return number_parse(s, &ignored);
}

/* Names of columns are no numbers and no paragraphs. */
static assay_status check_names(const struct delimited *s, assay_error *err) {
  for (size_t i = 0; i < s->columns; i++) {
    assay_str name = s->names[i];
    if (name.len <= HEADER_NAME_MOST && !is_number(name)) continue;
    if (name.len > 40) name.len = 40;
    return error_set(err, ASSAY_EFORMAT,
                     "the first row has values, not the names of columns: '%.*s'",
                     (int)name.len, name.ptr);
  }
  return ASSAY_OK;
}

static bool find_named(struct delimited *s, assay_str wanted) {
  for (size_t i = 0; i < s->columns; i++)
    if (text_field_equal(s->names[i], wanted)) {
      s->text_column = i;
      return true;
    }
  return false;
}

static bool find_usual(struct delimited *s) {
  unsigned best = 0;
  for (size_t i = 0; i < s->columns; i++) {
    unsigned rank = text_field_rank(s->names[i]);
    if (rank <= best) continue;
    best = rank;
    s->text_column = i;
  }
  return best > 0;
}

static void find_longest(struct delimited *s, struct csv *csv, uint64_t *totals) {
  bool more = true;
  for (size_t row = 0; row < SAMPLE_ROWS && more; row++) {
    if (csv_next(csv, &more, NULL) != ASSAY_OK || !more) break;
    for (size_t i = 0; i < csv->cell_count && i < s->columns; i++)
      totals[i] += csv->cells[i].len;
  }
  for (size_t i = 0; i < s->columns; i++)
    if (totals[i] > totals[s->text_column]) s->text_column = i;
}

/* By the first rows, of which a copy is made: reading changes them. */
static assay_status guess_column(struct delimited *s, assay_error *err) {
  struct buffer sample;
  struct csv csv;
  assay_str rows = rest(s);
  if (rows.len > SAMPLE_BYTES) rows.len = SAMPLE_BYTES;
  buffer_init(&sample, &s->alloc, BUFFER_NO_CEILING);
  buffer_add_str(&sample, rows);
  uint64_t *totals = alloc_zero(&s->alloc, s->columns, sizeof *totals);
  assay_status status = buffer_status(&sample, "the first rows", err);
  if (status == ASSAY_OK && !totals) status = error_memory(err, 0);
  if (status == ASSAY_OK) {
    csv_start(&csv, &sample, s->csv.delimiter, &s->alloc);
    find_longest(s, &csv, totals);
    csv_free(&csv);
    s->guessed = true;
  }
  alloc_free(&s->alloc, totals, s->columns, sizeof *totals);
  buffer_free(&sample);
  return status;
}

static assay_status choose_column(struct delimited *s, assay_str wanted,
                                  assay_error *err) {
  if (wanted.len > 0) {
    if (find_named(s, wanted)) return ASSAY_OK;
    return text_field_missing(wanted, "column", s->names, s->columns, err);
  }
  if (find_usual(s)) return ASSAY_OK;
  assay_status status = check_names(s, err);
  if (status != ASSAY_OK) return status;
  if (s->columns == 1) return ASSAY_OK;
  status = fill(s, err);
  return status == ASSAY_OK ? guess_column(s, err) : status;
}

static assay_status read_header(struct reading *r, assay_error *err) {
  struct delimited *s = r->state;
  bool more;
  assay_status status = fill(s, err);
  if (status != ASSAY_OK) return status;
  csv_start(&s->csv, &s->pending, r->reader == &reader_tsv ? '\t' : '\0', &s->alloc);
  s->at = s->csv.at;
  status = next_row(s, &more, err);
  if (status != ASSAY_OK) return status;
  if (!more) return ASSAY_OK;
  status = take_names(s, err);
  if (status == ASSAY_OK) status = choose_column(s, r->options->text_field, err);
  return status == ASSAY_EFORMAT ? at_line(status, s->csv.line, err) : status;
}

/* -- Records ----------------------------------------------------------------------- */

static assay_status warn_first(struct delimited *s, struct record *out,
                               assay_error *err) {
  assay_status status = ASSAY_OK;
  if (s->warned) return ASSAY_OK;
  s->warned = true;
  if (s->guessed)
    status = record_warn(out, err,
                         "no column has a usual name of a text: '%.*s' is the longest",
                         (int)s->names[s->text_column].len, s->names[s->text_column].ptr);
  for (size_t i = 0; i < s->columns && status == ASSAY_OK; i++)
    for (size_t k = 0; k < i; k++)
      if (str_equal(s->names[i], s->names[k])) {
        status = record_warn(out, err, "two columns are named '%.*s'; the first counts",
                             (int)s->names[i].len, s->names[i].ptr);
        break;
      }
  return status;
}

static assay_status add_cells(const struct delimited *s, struct record *out,
                              assay_error *err) {
  const struct csv *csv = &s->csv;
  assay_status status = ASSAY_OK;
  size_t over = 0;
  for (size_t i = 0; i < csv->cell_count && status == ASSAY_OK; i++) {
    if (i >= s->columns)
      over += trim(csv->cells[i]).len > 0;
    else if (i != s->text_column)
      status = text_field_add(out, s->names[i], trim(csv->cells[i]), false, err);
  }
  if (status == ASSAY_OK && over > 0)
    status = record_warn(out, err,
                         "%zu cells are left out: the row has %zu, but there "
                         "are %zu columns",
                         over, csv->cell_count, s->columns);
  return status;
}

static assay_status fill_record(struct delimited *s, struct record *out,
                                assay_error *err) {
  char number[NUMBER_SIZE];
  const struct csv *csv = &s->csv;
  out->line = csv->line;
  out->encoding = ENCODING_UTF8;
  out->decoding = s->how;
  out->decoding.replaced -= s->replaced;
  s->replaced = s->how.replaced;
  if (csv->cell_count <= s->text_column) {
    error_set(err, ASSAY_EFORMAT, "no text: %zu cells, but '%.*s' is column %zu",
              csv->cell_count, (int)s->names[s->text_column].len,
              s->names[s->text_column].ptr, s->text_column + 1);
    return at_line(ASSAY_EFORMAT, csv->line, err);
  }
  buffer_add_str(&out->text, csv->cells[s->text_column]);
  assay_status status = buffer_status(&out->text, "the text", err);
  size_t len = number_format_integer((int64_t)csv->line, number);
  if (status == ASSAY_OK) status = record_set_part(out, (assay_str){number, len}, err);
  if (status == ASSAY_OK) status = add_cells(s, out, err);
  return status == ASSAY_OK ? warn_first(s, out, err) : status;
}

static assay_status delimited_next(struct reading *r, struct record *out, bool *more,
                                   assay_error *err) {
  struct delimited *s = r->state;
  *more = false;
  if (!s->names) {
    assay_status status = r->done ? ASSAY_OK : read_header(r, err);
    r->done = true;
    if (status != ASSAY_OK || !s->names) return status;
  }
  assay_status status = next_row(s, more, err);
  if (status != ASSAY_OK || !*more) return status;
  return fill_record(s, out, err);
}

static void delimited_close(struct reading *r) {
  struct delimited *s = r->state;
  if (!s) return;
  csv_free(&s->csv);
  arena_free(&s->arena);
  buffer_free(&s->pending);
  stream_close(s->stream);
  alloc_free(&r->alloc, s, 1, sizeof *s);
  r->state = NULL;
}

static assay_status delimited_open(struct reading *r, assay_error *err) {
  struct delimited *s = alloc_zero(&r->alloc, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  r->state = s;
  s->alloc = r->alloc;
  s->line = 1;
  s->csv.alloc = s->alloc;
  arena_init(&s->arena, &s->alloc);
  buffer_init(&s->pending, &s->alloc, BUFFER_NO_CEILING);
  assay_status status = decode_open(&s->stream, r->stream, r->options->encoding, &s->how,
                                    &s->alloc, err);
  if (status != ASSAY_OK) delimited_close(r);
  return status;
}

/* -- Is it a table? ------------------------------------------------------------------ */

/* For what has no name that says it: any line of prose may have commas. */
static int csv_sniff(assay_str head, assay_str name) {
  char delimiter = data_head_delimiter(head);
  (void)name;
  return delimiter && delimiter != '\t' ? 50 : 0;
}

static int tsv_sniff(assay_str head, assay_str name) {
  (void)name;
  return data_head_delimiter(head) == '\t' ? 50 : 0;
}

const struct reader reader_csv = {.name = "csv",
                                  .extensions = ".csv",
                                  .sniff = csv_sniff,
                                  .open = delimited_open,
                                  .next = delimited_next,
                                  .close = delimited_close};
const struct reader reader_tsv = {.name = "tsv",
                                  .extensions = ".tsv .tab",
                                  .sniff = tsv_sniff,
                                  .open = delimited_open,
                                  .next = delimited_next,
                                  .close = delimited_close};
