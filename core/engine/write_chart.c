/*
** write_chart.c - charts as text: a bar for each row, or a line of little columns for
** each series. One pass over the rows measures, the next draws; a chart of lines keeps
** its values.
*/
#include "base/alloc.h"
#include "base/number.h"
#include "base/table.h"
#include "engine/writer_private.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>

enum {
  DEFAULT_WIDTH = 80,
  LEAST_ROOM = 10, /* columns for the drawing */
  AUTO_DECIMALS = 2,
  MOST_SERIES = 64,
  EIGHTHS = 8,
  GAP = 2
};

/* U+2589 + k for a bar of 7 - k eighths, U+2581 + k for a column of k + 1 eighths. */
static const char full_block[] = "\xE2\x96\x88";

struct chart {
  struct writer *w;
  const struct report_table *table;
  const char *indent;
  size_t width;
  struct cell *cells;
  struct buffer text;
  size_t label, series, value; /* widths */
  double most;
  int decimals;
};

static double number_of(const struct cell *cell) {
  if (cell->kind == CELL_INTEGER) return (double)cell->integer;
  return cell->kind == CELL_NUMBER ? cell->number : NAN;
}

static assay_str label_of(struct chart *c, int column) {
  const struct cell *cell = &c->cells[column];
  if (cell->kind == CELL_NONE) return (assay_str){"-", 1};
  return writer_clean(c->w, &c->text, writer_cell_text(c->w, cell));
}

static size_t format_value(const struct chart *c, double value, char out[NUMBER_SIZE]) {
  if (isnan(value)) {
    out[0] = '-', out[1] = '\0';
    return 1;
  }
  number_format_fixed(value, c->decimals, out);
  return fabs(value) >= 10000 ? number_group(out) : strlen(out);
}

static void widen(size_t *most, size_t value) {
  if (*most < value) *most = value;
}

/* How far the values go, and how wide the texts are. */
static void measure(struct chart *c) {
  const struct report_chart *chart = &c->table->chart;
  const int wanted = c->table->styles[chart->y].decimals;
  char number[NUMBER_SIZE];
  struct rows_cursor cursor = rows_begin(c->table->rows);
  while (!writer_failed(c->w) && rows_next(&cursor, c->cells)) {
    const struct cell *y = &c->cells[chart->y];
    double value = number_of(y);
    bool whole = y->kind == CELL_INTEGER || floor(value) == value || isnan(value);
    if (!whole && wanted < 0) c->decimals = AUTO_DECIMALS;
    if (isfinite(value) && value > c->most) c->most = value;
    widen(&c->label, text_width(label_of(c, chart->x)));
    if (chart->by >= 0) widen(&c->series, text_width(label_of(c, chart->by)));
  }
  if (wanted >= 0) c->decimals = wanted;
  cursor = rows_begin(c->table->rows);
  while (!writer_failed(c->w) && rows_next(&cursor, c->cells))
    widen(&c->value, format_value(c, number_of(&c->cells[chart->y]), number));
}

static void put_blanks(struct writer *w, size_t count) {
  for (; count > 0; count--) writer_put_char(w, ' ');
}

/* The text in a field of so many columns, shortened if it must be. */
static void put_label(struct writer *w, assay_str text, size_t width, bool right) {
  bool cut = text_width(text) > width;
  if (cut) text = writer_cut_end(text, width - 1);
  size_t used = text_width(text) + cut;
  if (right) put_blanks(w, width - used);
  writer_put_str(w, text);
  if (cut) writer_put_text(w, WRITER_ELLIPSIS);
  if (!right) put_blanks(w, width - used);
}

static void put_color(const struct chart *c, const char *code) {
  if (c->w->options->color) writer_put_text(c->w, code);
}

static void put_title(struct chart *c) {
  assay_str title = writer_clean(c->w, &c->text, c->table->title);
  size_t width = text_width(title);
  if (width == 0 || c->indent[0] != '\0') return;
  put_color(c, "\x1B[1;4m");
  writer_put_str(c->w, title);
  put_color(c, "\x1B[0m");
  writer_put_char(c->w, '\n');
  if (c->w->options->color) return;
  for (size_t i = 0; i < width; i++) writer_put_char(c->w, '-');
  writer_put_char(c->w, '\n');
}

/* -- Bars -------------------------------------------------------------------------- */

static void put_bar(const struct chart *c, double value, size_t room) {
  if (!(value > 0) || !(c->most > 0)) return;
  double part = value < c->most ? value / c->most : 1;
  size_t eighths = (size_t)(part * (double)(room * EIGHTHS) + 0.5);
  if (eighths == 0) eighths = 1;
  put_color(c, "\x1B[36m");
  for (size_t i = 0; i < eighths / EIGHTHS; i++) writer_put_text(c->w, full_block);
  if (eighths % EIGHTHS > 0) {
    char partial[] = "\xE2\x96\x88";
    partial[2] = (char)(0x90 - (int)(eighths % EIGHTHS));
    writer_put_text(c->w, partial);
  }
  put_color(c, "\x1B[0m");
}

static void put_bars(struct chart *c) {
  const struct report_chart *chart = &c->table->chart;
  size_t taken = c->label + GAP + c->value + GAP;
  char number[NUMBER_SIZE];
  if (chart->by >= 0) taken += c->series + GAP;
  size_t room = c->width > taken + LEAST_ROOM ? c->width - taken : LEAST_ROOM;
  struct rows_cursor cursor = rows_begin(c->table->rows);
  while (!writer_failed(c->w) && rows_next(&cursor, c->cells)) {
    const bool right = c->cells[chart->x].kind == CELL_INTEGER;
    double value = number_of(&c->cells[chart->y]);
    writer_put_text(c->w, c->indent);
    put_label(c->w, label_of(c, chart->x), c->label, right);
    put_blanks(c->w, GAP);
    if (chart->by >= 0) {
      put_label(c->w, label_of(c, chart->by), c->series, false);
      put_blanks(c->w, GAP);
    }
    size_t len = format_value(c, value, number);
    put_blanks(c->w, c->value - (len < c->value ? len : c->value));
    writer_put_text(c->w, number);
    if (value > 0 && c->most > 0) put_blanks(c->w, GAP);
    put_bar(c, value, room);
    writer_put_char(c->w, '\n');
  }
}

/* -- Lines ------------------------------------------------------------------------- */

struct lines {
  struct table xs, series;
  double *values; /* series x xs; NaN where there is none */
};

/* Enters the names of points and series; false without memory. */
static bool read_names(struct chart *c, struct lines *lines) {
  const struct report_chart *chart = &c->table->chart;
  uint32_t id;
  bool fine = chart->by >= 0 ||
              table_intern(&lines->series, (assay_str){"", 0}, &id, NULL) == ASSAY_OK;
  struct rows_cursor cursor = rows_begin(c->table->rows);
  while (fine && rows_next(&cursor, c->cells)) {
    fine = table_intern(&lines->xs, label_of(c, chart->x), &id, NULL) == ASSAY_OK;
    if (fine && chart->by >= 0 && lines->series.count < MOST_SERIES)
      fine = table_intern(&lines->series, label_of(c, chart->by), &id, NULL) == ASSAY_OK;
  }
  return fine;
}

static void read_values(struct chart *c, struct lines *lines) {
  const struct report_chart *chart = &c->table->chart;
  const size_t count = (size_t)lines->xs.count * lines->series.count;
  for (size_t i = 0; i < count; i++) lines->values[i] = NAN;
  struct rows_cursor cursor = rows_begin(c->table->rows);
  while (rows_next(&cursor, c->cells)) {
    const uint32_t x = table_find(&lines->xs, label_of(c, chart->x));
    const uint32_t s = chart->by < 0 ? 0
                                     : table_find(&lines->series, label_of(c, chart->by));
    if (s != TABLE_NONE)
      lines->values[(size_t)s * lines->xs.count + x] = number_of(&c->cells[chart->y]);
  }
}

/* The mean of the values of a line from `begin` up to `end`; NaN without any. */
static double mean_of(const double *values, size_t begin, size_t end) {
  double sum = 0;
  size_t count = 0;
  for (size_t i = begin; i < end; i++) {
    if (!isfinite(values[i])) continue;
    sum += values[i];
    count++;
  }
  return count > 0 ? sum / (double)count : NAN;
}

static void put_column(const struct chart *c, double value) {
  if (isnan(value)) {
    writer_put_char(c->w, ' ');
    return;
  }
  double part = value > 0 && c->most > 0 ? value / c->most : 0;
  int eighth = (int)(part * EIGHTHS + 0.5);
  char block[] = "\xE2\x96\x81";
  block[2] = (char)(0x80 + (eighth < 1 ? 1 : eighth > EIGHTHS ? EIGHTHS : eighth));
  writer_put_text(c->w, block);
}

static void put_line(struct chart *c, const struct lines *lines, uint32_t s,
                     size_t columns) {
  const double *values = lines->values + (size_t)s * lines->xs.count;
  double most = NAN;
  char number[NUMBER_SIZE];
  writer_put_text(c->w, c->indent);
  if (c->series > 0) {
    put_label(c->w, table_key(&lines->series, s), c->series, false);
    put_blanks(c->w, GAP);
  }
  put_color(c, "\x1B[36m");
  for (size_t i = 0; i < columns; i++)
    put_column(c, mean_of(values, i * lines->xs.count / columns,
                          (i + 1) * lines->xs.count / columns));
  put_color(c, "\x1B[0m");
  for (size_t i = 0; i < lines->xs.count; i++)
    if (isfinite(values[i]) && !(most >= values[i])) most = values[i];
  format_value(c, most, number);
  writer_put_text(c->w, "  up to ");
  writer_put_text(c->w, number);
  writer_put_char(c->w, '\n');
}

/* "1919      1939": where the line begins and ends. */
static void put_axis(struct chart *c, const struct lines *lines, size_t columns) {
  assay_str first = table_key(&lines->xs, 0),
            last = table_key(&lines->xs, (uint32_t)(lines->xs.count - 1));
  size_t used = text_width(first) + text_width(last);
  writer_put_text(c->w, c->indent);
  if (c->series > 0) put_blanks(c->w, c->series + GAP);
  writer_put_str(c->w, first);
  if (lines->xs.count > 1) {
    put_blanks(c->w, columns > used + 1 ? columns - used : 1);
    writer_put_str(c->w, last);
  }
  writer_put_char(c->w, '\n');
}

static void put_lines(struct chart *c) {
  struct lines lines = {.values = NULL};
  const assay_allocator *a = &c->w->alloc;
  table_init(&lines.xs, a);
  table_init(&lines.series, a);
  bool fine = read_names(c, &lines);
  const size_t xs = lines.xs.count, series = lines.series.count;
  if (fine && xs > 0) lines.values = alloc_zero(a, xs * series, sizeof *lines.values);
  if (!fine || (xs > 0 && !lines.values)) writer_fail(c->w, ASSAY_ENOMEM);
  if (lines.values) {
    size_t taken = c->value + GAP + sizeof "up to" + (c->series ? c->series + GAP : 0);
    size_t room = c->width > taken + LEAST_ROOM ? c->width - taken : LEAST_ROOM;
    size_t columns = xs < room ? xs : room;
    read_values(c, &lines);
    for (uint32_t s = 0; s < lines.series.count; s++) put_line(c, &lines, s, columns);
    put_axis(c, &lines, columns);
  }
  alloc_free(a, lines.values, xs * series, sizeof *lines.values);
  table_free(&lines.xs);
  table_free(&lines.series);
}

/* -- The whole --------------------------------------------------------------------- */

void write_chart(struct writer *w, const struct report_table *table, size_t width,
                 const char *indent) {
  struct chart c = {.w = w, .table = table, .indent = indent};
  c.width = (width > 0 ? width : DEFAULT_WIDTH) - strlen(indent);
  buffer_init(&c.text, &w->alloc, BUFFER_NO_CEILING);
  c.cells = writer_cells(w, table->rows);
  if (c.cells) {
    put_title(&c);
    measure(&c);
    size_t widest = c.width / 3 > LEAST_ROOM ? c.width / 3 : LEAST_ROOM;
    if (c.label > widest) c.label = widest;
    if (c.series > widest) c.series = widest;
    if (table->rows->count == 0)
      writer_put_text(w, "(no rows)\n");
    else if (table->chart.kind == CHART_BARS)
      put_bars(&c);
    else
      put_lines(&c);
  }
  writer_free_cells(w, table->rows, c.cells);
  buffer_free(&c.text);
}
