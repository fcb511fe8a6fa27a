/*
** write_table.c - aligned columns for a terminal. One pass over the rows measures, the
** next prints, so that memory is a few numbers per column. Widths are display columns.
*/
#include "base/alloc.h"
#include "base/number.h"
#include "base/table.h"
#include "engine/writer_private.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

/* GROUP_DIGITS: separators come in with five digits, 10,000, so that years have none. */
enum { GAP = 2, NARROWEST = 8, AUTO_DECIMALS = 2, GROUP_DIGITS = 5 };

struct column {
  const struct column_style *style;
  unsigned kinds;        /* bit 1 << cell_kind for each that it holds */
  size_t other;          /* widest cell that is no number; the header */
  size_t odd;            /* widest number that is not digits with a point */
  size_t whole, grouped; /* widest part before the point, without and with separators */
  int decimals;          /* of every number in it */
  bool is_large;         /* has thousands separators */
  bool is_hit;
  size_t width, floor; /* floor: the least width to which it may be shortened */
};

struct layout {
  struct writer *w;
  const struct rows *rows;
  struct column *columns;
  struct cell *cells;
  struct buffer text; /* a cell, cleaned */
  bool begun;         /* a column of this line was put */
  size_t blanks;      /* owed before the next visible character of the line */
};

/* -- Numbers ----------------------------------------------------------------------- */

static bool is_numeric(const struct cell *cell) {
  return cell->kind == CELL_INTEGER || cell->kind == CELL_NUMBER;
}

/* A number as its column shows it; all decimals are kept so that the points align. */
static assay_str number_text(struct layout *t, const struct column *column,
                             const struct cell *cell) {
  struct buffer *b = &t->text;
  char number[NUMBER_SIZE];
  if (cell->kind == CELL_INTEGER)
    number_format_integer(cell->integer, number);
  else
    number_format_fixed(cell->number, column->decimals, number);
  if (column->is_large) number_group(number);
  buffer_clear(b);
  buffer_add_text(b, number);
  if (cell->kind == CELL_INTEGER && column->decimals > 0)
    buffer_addf(b, ".%0*d", column->decimals, 0);
  if (b->failed != ASSAY_OK) writer_fail(t->w, b->failed);
  return buffer_str(b);
}

static void widen(size_t *most, size_t value) {
  if (*most < value) *most = value;
}

/* Those that the style asks for; 0 if it leaves that to the numbers. */
static int fixed_decimals(const struct column_style *style) {
  int most = NUMBER_DECIMALS_MAX, asked = style->decimals;
  return asked < 0 ? 0 : asked > most ? most : asked;
}

static void measure_number(struct column *column, const struct cell *cell) {
  char number[NUMBER_SIZE];
  int wanted = column->style->decimals;
  size_t len;
  if (cell->kind == CELL_INTEGER)
    len = number_format_integer(cell->integer, number);
  else
    len = number_format_fixed(cell->number, wanted < 0 ? AUTO_DECIMALS : wanted, number);
  size_t whole = strspn(number, "-0123456789");
  if (number[whole] != '\0' && number[whole] != '.') { /* 1e+22, nan, inf */
    widen(&column->odd, len);
    return;
  }
  while (wanted < 0 && len > whole && number[len - 1] == '0') len--;
  int decimals = len > whole ? (int)(len - whole) - 1 : 0;
  if (column->decimals < decimals) column->decimals = decimals;
  number[whole] = '\0';
  widen(&column->whole, whole);
  widen(&column->grouped, number_group(number));
  size_t digits = whole - (number[0] == '-');
  if (digits >= GROUP_DIGITS) column->is_large = true;
}

/* -- Measuring --------------------------------------------------------------------- */

/* What a cell that is no number shows. */
static assay_str cell_text(struct layout *t, const struct cell *cell) {
  if (cell->kind == CELL_NONE) return (assay_str){"-", 1};
  if (cell->kind != CELL_TEXT) return writer_cell_text(t->w, cell);
  return writer_clean(t->w, &t->text, cell->text);
}

static void set_width(struct column *column) {
  const unsigned numeric = 1u << CELL_INTEGER | 1u << CELL_NUMBER;
  size_t digits = column->is_large ? column->grouped : column->whole;
  if (digits > 0 && column->decimals > 0) digits += 1 + (size_t)column->decimals;
  widen(&digits, column->odd);
  column->width = column->other > digits ? column->other : digits;
  bool has_text = (column->kinds & ~(numeric | 1u << CELL_NONE)) != 0;
  column->floor = digits > NARROWEST ? digits : NARROWEST;
  if (column->floor > column->width || (digits > 0 && !has_text))
    column->floor = column->width;
}

static void measure_columns(struct layout *t) {
  size_t count = t->rows->column_count;
  for (size_t i = 0; i < count; i++)
    widen(&t->columns[i].other,
          text_width(writer_clean(t->w, &t->text, t->rows->columns[i])));
  struct rows_cursor cursor = rows_begin(t->rows);
  while (!writer_failed(t->w) && rows_next(&cursor, t->cells)) {
    for (size_t i = 0; i < count; i++) {
      struct column *column = &t->columns[i];
      if (column->style->hidden) continue;
      column->kinds |= 1u << t->cells[i].kind;
      if (is_numeric(&t->cells[i]))
        measure_number(column, &t->cells[i]);
      else
        widen(&column->other, text_width(cell_text(t, &t->cells[i])));
    }
  }
  for (size_t i = 0; i < count; i++) set_width(&t->columns[i]);
}

static size_t lowered(const struct column *column, size_t level) {
  if (column->width <= level) return column->width;
  return column->floor > level ? column->floor : level;
}

static size_t width_at(const struct layout *t, size_t level) {
  size_t total = 0;
  for (size_t i = 0; i < t->rows->column_count; i++) {
    if (t->columns[i].style->hidden) continue;
    total += lowered(&t->columns[i], level) + (total > 0 ? GAP : 0);
  }
  return total;
}

/* Lowers the widest texts to one level, as high as the terminal allows; what is left over
** goes to the first of them. */
static void shrink_columns(struct layout *t) {
  size_t width = t->w->options->width, low = NARROWEST, high = width;
  if (width == 0 || width_at(t, SIZE_MAX) <= width) return;
  while (low < high) {
    size_t middle = high - (high - low) / 2;
    if (width_at(t, middle) <= width)
      low = middle;
    else
      high = middle - 1;
  }
  size_t total = width_at(t, low), left = total < width ? width - total : 0;
  for (size_t i = 0; i < t->rows->column_count; i++) {
    struct column *column = &t->columns[i];
    bool more = left > 0 && !column->style->hidden && column->width > low &&
                column->floor <= low;
    column->width = lowered(column, low) + more;
    left -= more;
  }
}

/* -- Printing ---------------------------------------------------------------------- */

static void put_visible(struct layout *t, assay_str text, const char *color) {
  if (text.len == 0) return;
  for (; t->blanks > 0; t->blanks--) writer_put_char(t->w, ' ');
  if (color) writer_put_text(t->w, color);
  writer_put_str(t->w, text);
  if (color) writer_put_text(t->w, "\x1B[0m");
}

/* Blanks are owed until something follows, so that no line ends in them. */
static void put_padded(struct layout *t, size_t i, assay_str text, bool keep_end,
                       const char *color) {
  const struct column *column = &t->columns[i];
  bool right = writer_aligns_right(column->style, column->kinds);
  size_t width = text_width(text), cut = 0;
  if (width > column->width) {
    cut = 1;
    text = keep_end ? writer_cut_begin(text, column->width - 1)
                    : writer_cut_end(text, column->width - 1);
    width = text_width(text) + 1;
  }
  size_t padding = column->width > width ? column->width - width : 0;
  if (t->begun) t->blanks += GAP;
  t->begun = true;
  if (right) t->blanks += padding;
  assay_str mark = {WRITER_ELLIPSIS, cut ? sizeof WRITER_ELLIPSIS - 1 : 0};
  if (keep_end) put_visible(t, mark, color);
  put_visible(t, text, color);
  if (!keep_end) put_visible(t, mark, color);
  if (!right) t->blanks += padding;
}

static void end_line(struct layout *t) {
  t->blanks = 0;
  t->begun = false;
  writer_put_char(t->w, '\n');
}

static void put_header(struct layout *t) {
  const char *bold = t->w->options->color ? "\x1B[1m" : NULL;
  for (size_t i = 0; i < t->rows->column_count; i++)
    if (!t->columns[i].style->hidden)
      put_padded(t, i, writer_clean(t->w, &t->text, t->rows->columns[i]), false, bold);
  end_line(t);
}

static void put_cell(struct layout *t, size_t i) {
  const struct column *column = &t->columns[i];
  const struct cell *cell = &t->cells[i];
  const char *color = NULL;
  if (t->w->options->color && cell->kind == CELL_NONE)
    color = "\x1B[2m";
  else if (t->w->options->color && column->is_hit)
    color = "\x1B[1;31m";
  assay_str text = is_numeric(cell) ? number_text(t, column, cell) : cell_text(t, cell);
  put_padded(t, i, text, column->style->keep_end, color);
}

static void put_rows(struct layout *t) {
  put_header(t);
  struct rows_cursor cursor = rows_begin(t->rows);
  while (!writer_failed(t->w) && rows_next(&cursor, t->cells)) {
    for (size_t i = 0; i < t->rows->column_count; i++)
      if (!t->columns[i].style->hidden) put_cell(t, i);
    end_line(t);
  }
  if (t->rows->count == 0) writer_put_text(t->w, "(no rows)\n");
}

static void put_title(struct layout *t, assay_str title) {
  assay_str text = writer_clean(t->w, &t->text, title);
  size_t width = text_width(text);
  if (width == 0) return;
  put_visible(t, text, t->w->options->color ? "\x1B[1;4m" : NULL);
  end_line(t);
  if (t->w->options->color) return;
  for (size_t i = 0; i < width; i++) writer_put_char(t->w, '-');
  end_line(t);
}

static void put_table(struct writer *w, const struct report_table *table, bool titled) {
  struct layout t = {.w = w, .rows = table->rows};
  size_t count = table->rows->column_count;
  buffer_init(&t.text, &w->alloc, BUFFER_NO_CEILING);
  t.columns = alloc_zero(&w->alloc, count, sizeof *t.columns);
  if (!t.columns) writer_fail(w, ASSAY_ENOMEM);
  t.cells = t.columns ? writer_cells(w, table->rows) : NULL;
  if (t.cells) {
    for (size_t i = 0; i < count; i++) {
      t.columns[i].style = &table->styles[i];
      t.columns[i].decimals = fixed_decimals(&table->styles[i]);
      t.columns[i].is_hit = str_equal(table->rows->columns[i], str_from("hit"));
    }
    measure_columns(&t);
    shrink_columns(&t);
    if (titled) put_title(&t, table->title);
    put_rows(&t);
  }
  writer_free_cells(w, table->rows, t.cells);
  alloc_free(&w->alloc, t.columns, count, sizeof *t.columns);
  buffer_free(&t.text);
}

void write_table(struct writer *w, const struct report *report) {
  size_t count = report_table_count(report);
  for (size_t i = 0; i < count && !writer_failed(w); i++) {
    const struct report_table *table = report_table(report, i);
    if (i > 0) writer_put_char(w, '\n');
    if (table->chart.kind == CHART_NONE)
      put_table(w, table, count > 1);
    else
      write_chart(w, table, w->options->width, "");
  }
}
