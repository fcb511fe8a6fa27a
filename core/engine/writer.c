/*
** writer.c - the dispatch to a format's writer, the pieces that go to the sink, and what
** the formats share: a cell as text, a text as one line.
*/
#include "engine/writer.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"
#include "base/table.h"
#include "engine/writer_private.h"

#include <string.h>

/* -- Output ------------------------------------------------------------------------ */

void writer_fail(struct writer *w, assay_status status) {
  if (w->failed == ASSAY_OK) w->failed = status;
}

void writer_flush(struct writer *w) {
  assay_str piece = {w->piece, w->used};
  w->used = 0;
  if (!writer_failed(w) && piece.len > 0 && !w->sink(w->sink_ctx, piece))
    writer_fail(w, ASSAY_EIO);
}

void writer_put_long(struct writer *w, const char *ptr, size_t len) {
  while (len > 0 && !writer_failed(w)) {
    size_t room = WRITER_PIECE - w->used, part = len < room ? len : room;
    memcpy(w->piece + w->used, ptr, part);
    w->used += part;
    ptr += part;
    len -= part;
    if (w->used == WRITER_PIECE) writer_flush(w);
  }
}

/* -- Cells ------------------------------------------------------------------------- */

struct cell *writer_cells(struct writer *w, const struct rows *rows) {
  struct cell *cells = alloc_zero(&w->alloc, rows->column_count, sizeof *cells);
  if (!cells) writer_fail(w, ASSAY_ENOMEM);
  return cells;
}

void writer_free_cells(struct writer *w, const struct rows *rows, struct cell *cells) {
  alloc_free(&w->alloc, cells, rows->column_count, sizeof *cells);
}

bool writer_aligns_right(const struct column_style *style, unsigned kinds) {
  const unsigned numeric = 1u << CELL_INTEGER | 1u << CELL_NUMBER;
  if (style->align != ALIGN_AUTO) return style->align == ALIGN_RIGHT;
  return (kinds & numeric) != 0 && (kinds & ~(numeric | 1u << CELL_NONE)) == 0;
}

static void add_spans(struct buffer *b, const struct cell *cell) {
  char number[NUMBER_SIZE];
  for (size_t i = 0; i < cell->span_count; i++) {
    assay_span span = rows_span(cell, i);
    if (i > 0) buffer_add_char(b, ';');
    buffer_add(b, number, number_format_integer(span.begin, number));
    buffer_add_char(b, '-');
    buffer_add(b, number, number_format_integer(span.end, number));
  }
}

/* In lists by count the same numbers stand one after the other. The same are those of the
** same bits: of 0 there are two. */
size_t writer_know_digits(struct writer *w, double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  if (bits != w->digit_bits || w->digit_count == 0)
    w->digit_count = number_format(number, w->digits);
  w->digit_bits = bits;
  return w->digit_count;
}

assay_str writer_cell_text(struct writer *w, const struct cell *cell) {
  struct buffer *b = &w->scratch;
  char number[NUMBER_SIZE];
  buffer_clear(b);
  switch (cell->kind) {
  case CELL_NONE:
    break;
  case CELL_BOOLEAN:
    buffer_add_text(b, cell->integer ? "true" : "false");
    break;
  case CELL_INTEGER:
    buffer_add(b, number, number_format_integer(cell->integer, number));
    break;
  case CELL_NUMBER:
    return (assay_str){w->digits, writer_know_digits(w, cell->number)};
  case CELL_TEXT:
    return cell->text;
  case CELL_SPANS:
    add_spans(b, cell);
    break;
  }
  if (b->failed != ASSAY_OK) writer_fail(w, b->failed);
  return buffer_str(b);
}

/* -- One line ---------------------------------------------------------------------- */

/* Length of the line break or tab at p, 0 if there is none: TAB, LF, VT, FF, CR, U+0085,
** U+2028, U+2029. */
static size_t break_length(const char *p, const char *end) {
  if (*p >= '\t' && *p <= '\r') return 1;
  if (end - p >= 2 && memcmp(p, "\xC2\x85", 2) == 0) return 2;
  if (end - p >= 3 &&
      (memcmp(p, "\xE2\x80\xA8", 3) == 0 || memcmp(p, "\xE2\x80\xA9", 3) == 0))
    return 3;
  return 0;
}

assay_str writer_next_line(assay_str *rest, bool *broken) {
  const char *begin = rest->ptr, *end = begin + rest->len, *p = begin;
  while (p < end && break_length(p, end) == 0) p++;
  *broken = p < end;
  const char *line_end = p;
  while (*broken && line_end > begin && line_end[-1] == ' ') line_end--;
  for (size_t len; p < end; p += len) {
    len = *p == ' ' ? 1 : break_length(p, end);
    if (len == 0) break;
  }
  rest->ptr = p;
  rest->len = (size_t)(end - p);
  assay_str line = {begin, (size_t)(line_end - begin)};
  return line;
}

void writer_put_line(struct writer *w, assay_str value) {
  bool broken = true;
  while (broken) {
    writer_put_str(w, writer_next_line(&value, &broken));
    if (broken) writer_put_char(w, ' ');
  }
}

/* -- Texts as they are ------------------------------------------------------------- */

/* The column of a report's only table that is to be written as it is, or -1. */
static int verbatim_column(const struct report *report) {
  if (report_table_count(report) != 1) return -1;
  const struct report_table *table = report_table(report, 0);
  for (size_t i = 0; i < table->rows->column_count; i++)
    if (table->styles[i].verbatim) return (int)i;
  return -1;
}

/* For a terminal, what would move its cursor or change its colours becomes a question
** mark: controls other than tabs and line ends, U+0080 to U+009F. */
static void put_verbatim(struct writer *w, assay_str text) {
  if (!w->options->escape) {
    writer_put_str(w, text);
    return;
  }
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    bool c1 = c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0;
    bool control = (c < ' ' && c != '\n' && c != '\t') || c == 0x7F;
    i += c1;
    writer_put_char(w, c1 || control ? '?' : text.ptr[i]);
  }
}

static void write_verbatim(struct writer *w, const struct report *report, int column) {
  struct cell cells[ROWS_COLUMN_LIMIT];
  const struct rows *rows = report_table(report, 0)->rows;
  struct rows_cursor cursor = rows_begin(rows);
  for (size_t row = 0; rows_next(&cursor, cells) && !writer_failed(w); row++) {
    if (rows->count > 1) {
      writer_put_text(w, row > 0 ? "\n==> " : "==> ");
      put_verbatim(w, cells[0].text);
      writer_put_text(w, " <==\n");
    }
    put_verbatim(w, cells[column].text);
    size_t len = cells[column].text.len;
    bool ended = len > 0 && cells[column].text.ptr[len - 1] == '\n';
    if (rows->count > 1 && !ended) writer_put_char(w, '\n');
  }
}

/* -- Dispatch ---------------------------------------------------------------------- */

static void write_format(struct writer *w, const struct report *report) {
  int verbatim = verbatim_column(report);
  bool plain = w->options->format == FORMAT_TABLE || w->options->format == FORMAT_TSV;
  if (plain && verbatim >= 0) {
    write_verbatim(w, report, verbatim);
    return;
  }
  switch (w->options->format) {
  case FORMAT_TABLE:
    write_table(w, report);
    break;
  case FORMAT_TSV:
  case FORMAT_CSV:
    write_delimited(w, report);
    break;
  case FORMAT_JSON:
    write_json(w, report);
    break;
  case FORMAT_JSONL:
    write_jsonl(w, report);
    break;
  case FORMAT_MD:
    write_markdown(w, report);
    break;
  }
}

assay_status report_write(const struct report *report,
                          const struct writer_options *options, writer_sink *sink,
                          void *ctx, assay_error *err) {
  struct writer w = {.options = options, .sink = sink, .sink_ctx = ctx};
  w.alloc = report_allocator(report);
  w.crew = report_crew(report);
  w.piece = alloc_bytes(&w.alloc, WRITER_PIECE);
  if (!w.piece) return error_memory(err, WRITER_PIECE);
  buffer_init(&w.scratch, &w.alloc, BUFFER_NO_CEILING);
  write_format(&w, report);
  writer_flush(&w);
  buffer_free(&w.scratch);
  alloc_free(&w.alloc, w.piece, WRITER_PIECE, 1);
  for (size_t i = 0; i < report_table_count(report); i++) {
    assay_status status = rows_status(report_table(report, i)->rows, err);
    if (status != ASSAY_OK) return status;
  }
  if (w.failed == ASSAY_EIO) return error_set(err, ASSAY_EIO, "cannot write the output");
  return w.failed == ASSAY_OK ? ASSAY_OK : error_memory(err, 0);
}

bool format_from_name(assay_str name, enum format *out) {
  static const struct {
    const char *name;
    enum format format;
  } known[] = {{"table", FORMAT_TABLE}, {"txt", FORMAT_TABLE},    {"tsv", FORMAT_TSV},
               {"tab", FORMAT_TSV},     {"csv", FORMAT_CSV},      {"json", FORMAT_JSON},
               {"jsonl", FORMAT_JSONL}, {"ndjson", FORMAT_JSONL}, {"md", FORMAT_MD},
               {"markdown", FORMAT_MD}};
  char lower[16];
  if (name.len >= sizeof lower) return false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
  }
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!str_equal((assay_str){lower, name.len}, str_from(known[i].name))) continue;
    *out = known[i].format;
    return true;
  }
  return false;
}
