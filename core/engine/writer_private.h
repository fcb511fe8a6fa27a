#ifndef ASSAY_ENGINE_WRITER_PRIVATE_H
#define ASSAY_ENGINE_WRITER_PRIVATE_H
/*
** writer_private.h - what the writers of the formats share; only they include it.
** Bytes are collected in a piece and handed to the sink when it is full. The first
** failure is remembered and makes everything after it a no-op: a format checks
** writer_failed once a row, to stop early, and report_write says what went wrong.
*/
#include "base/buffer.h"
#include "base/crew.h"
#include "base/number.h"
#include "engine/writer.h"

#include <string.h>

struct writer {
  const struct writer_options *options;
  writer_sink *sink;
  void *sink_ctx;
  assay_allocator alloc;
  char *piece; /* WRITER_PIECE bytes */
  size_t used;
  assay_status failed;      /* ASSAY_OK, ASSAY_EIO or ASSAY_ENOMEM */
  struct buffer scratch;    /* the text of one cell */
  uint64_t digit_bits;      /* those of the last number, which may come again, */
  char digits[NUMBER_SIZE]; /* and its text */
  size_t digit_count;       /* 0: there was none */
  struct crew *crew;        /* for rows; may be NULL */
};

enum { WRITER_PIECE = 64 * 1024 };

/* Hands what is collected to the sink. */
void writer_flush(struct writer *w);
/* Remembers a failure unless there is one already. */
void writer_fail(struct writer *w, assay_status status);
static inline bool writer_failed(const struct writer *w) {
  return w->failed != ASSAY_OK;
}

/* Room for at most WRITER_PIECE bytes. Those that are then in it count when they are
** added to w->used. */
static inline char *writer_room(struct writer *w, size_t size) {
  if (WRITER_PIECE - w->used < size) writer_flush(w);
  return w->piece + w->used;
}

/* What does not fit into the piece, or is empty. */
void writer_put_long(struct writer *w, const char *ptr, size_t len);
static inline void writer_put(struct writer *w, const char *ptr, size_t len) {
  if (len == 0 || len > WRITER_PIECE - w->used) {
    writer_put_long(w, ptr, len);
    return;
  }
  memcpy(w->piece + w->used, ptr, len);
  w->used += len;
}

static inline void writer_put_str(struct writer *w, assay_str s) {
  writer_put(w, s.ptr, s.len);
}

static inline void writer_put_text(struct writer *w, const char *nul_terminated) {
  writer_put(w, nul_terminated, strlen(nul_terminated));
}

static inline void writer_put_char(struct writer *w, char c) {
  *writer_room(w, 1) = c;
  w->used++;
}

/* Cells for one row of a table, to pass to writer_free_cells; NULL remembers the failure.
 */
struct cell *writer_cells(struct writer *w, const struct rows *rows);
void writer_free_cells(struct writer *w, const struct rows *rows, struct cell *cells);

/* Writes one row. Depends on nothing that was written before. */
typedef void writer_row(struct writer *w, const struct rows *rows, size_t row,
                        const struct cell *cells);
/* Writes all rows in order, with several threads if there are many rows that can be read
** so: `put` is then called in any of them, each with a writer of its own. */
void writer_put_rows(struct writer *w, const struct rows *rows, writer_row *put);

/* Whether a column is set to the right. kinds has a bit 1 << kind for each cell_kind that
** it holds: by itself a column of numbers is, in which some may be missing. */
bool writer_aligns_right(const struct column_style *style, unsigned kinds);
/* A cell as text with all its digits, spans as "3-8;20-31", "" for none. Borrowed from
** the rows, or from w until the next call. */
assay_str writer_cell_text(struct writer *w, const struct cell *cell);
/* Whether writer_digits is for this cell. */
static inline bool writer_is_number(const struct cell *cell) {
  return cell->kind == CELL_INTEGER || cell->kind == CELL_NUMBER;
}
/* Makes w->digits those of a number; returns how many. */
size_t writer_know_digits(struct writer *w, double number);
/* The text of a number, which needs no quotes in any format. There is room for
** NUMBER_SIZE bytes at `at`; returns the end of the text, which is one of them. */
static inline char *writer_digits(struct writer *w, const struct cell *cell, char *at) {
  if (cell->kind == CELL_NUMBER) {
    const size_t len = writer_know_digits(w, cell->number);
    memcpy(at, w->digits, sizeof w->digits); /* fast, as it is always as much */
    return at + len;
  }
  if (cell->integer < 0 || cell->integer > 9)
    return at + number_format_integer(cell->integer, at);
  *at = (char)('0' + cell->integer);
  return at + 1;
}
static inline void writer_put_number(struct writer *w, const struct cell *cell) {
  char *at = writer_room(w, NUMBER_SIZE);
  w->used += (size_t)(writer_digits(w, cell, at) - at);
}
/* Cuts a value at its line breaks and tabs: returns what is before the next run of them
** and moves *rest past it. *broken says that there was one: a space takes its place. */
assay_str writer_next_line(assay_str *rest, bool *broken);
/* Writes a value as one line, with a space for each run of line breaks and tabs. */
void writer_put_line(struct writer *w, assay_str value);

/* The text on one line, fit for the terminal, in *b. */
assay_str writer_clean(struct writer *w, struct buffer *b, assay_str text);
/* The longest beginning or end of at most width columns, in whole graphemes. */
assay_str writer_cut_end(assay_str s, size_t width);
assay_str writer_cut_begin(assay_str s, size_t width);
#define WRITER_ELLIPSIS "\xE2\x80\xA6" /* one column wide */

/* A chart as text with its title; width 0: 80 columns. indent stands before each line. */
void write_chart(struct writer *w, const struct report_table *table, size_t width,
                 const char *indent);

void write_table(struct writer *w, const struct report *report);
void write_delimited(struct writer *w, const struct report *report);
void write_json(struct writer *w, const struct report *report);
void write_jsonl(struct writer *w, const struct report *report);
void write_markdown(struct writer *w, const struct report *report);

#endif
