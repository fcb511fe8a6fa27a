#ifndef ASSAY_READ_CSV_H
#define ASSAY_READ_CSV_H
/*
** csv.h - rows of a CSV or TSV text (RFC 4180), cut in place.
** Quoted cells may hold delimiters, line ends and doubled quotes; lines end with LF, CR
** or CR LF; blank lines and lines of empty cells are skipped. A first line "sep=;", which
** spreadsheets write, names the delimiter.
*/
#include "assay.h"
#include "base/buffer.h"

/* Most cells in a row. */
#define CSV_CELL_LIMIT 4096
/* What cannot stand between cells: each line is one. */
#define CSV_NO_DELIMITER '\n'

struct csv {
  char *text; /* borrowed, changed by reading: doubled quotes become one */
  size_t len, at;
  size_t next_line; /* 1-based line of the byte `at` */
  char delimiter;
  assay_allocator alloc;
  assay_str *cells; /* of the last row, pieces of text; owned */
  size_t cell_count, cell_cap;
  size_t line; /* 1-based line where the last row begins */
};

/* Starts reading text, which must be valid UTF-8 without BOM and outlive the cells.
** delimiter 0: the one of , ; TAB | that the first line has most of; CSV_NO_DELIMITER
** where it has none: then a line is a cell. */
void csv_start(struct csv *csv, struct buffer *text, char delimiter,
               const assay_allocator *alloc);
void csv_free(struct csv *csv);
/* Reads the next row into csv->cells; *found is false at the end. The cells of earlier
** rows stay valid, the array does not.
** ASSAY_EFORMAT with err->line: "unclosed quote", "text after a closing quote". */
assay_status csv_next(struct csv *csv, bool *found, assay_error *err);
/* Goes on with another text, whose first line is that one. */
void csv_go_on(struct csv *csv, char *text, size_t len, size_t line);

/* For a text that comes in pieces: where does the row that it begins with end? */
enum csv_row {
  CSV_ROW_WHOLE,  /* *end is behind its line end */
  CSV_ROW_CUT,    /* it may go on behind the text */
  CSV_ROW_QUOTED, /* the same, inside a quoted cell, which begins at *quote */
  CSV_ROW_BROKEN  /* text follows the closing quote of the cell that begins at *quote */
};

/* last: nothing follows the text. */
enum csv_row csv_find_row(char delimiter, assay_str text, bool last, size_t *end,
                          size_t *quote);

#endif
