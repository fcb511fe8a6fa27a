/*
** write_markdown.c - GitHub tables. What Markdown would take for markup is escaped, so
** that a value looks as it is.
*/
#include "base/alloc.h"
#include "engine/writer_private.h"
#include "engine/writer_scan.h"

#include <string.h>

enum { CHART_WIDTH = 76 };

static const char markup[] = "|\\`*<[&~_";

static bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (unsigned char)c >= 0x80;
}

/* An underscore inside a word is no markup: "per_million" stays readable. */
static bool needs_escape(assay_str s, size_t i) {
  if (s.ptr[i] == '_')
    return i == 0 || i + 1 == s.len || !is_word(s.ptr[i - 1]) || !is_word(s.ptr[i + 1]);
  return memchr(markup, s.ptr[i], sizeof markup - 1) != NULL;
}

static void put_escaped(struct writer *w, assay_str s) {
  for (size_t i = 0, run = 0; i <= s.len; i++) {
    if (i < s.len && !needs_escape(s, i)) continue;
    writer_put(w, s.ptr + run, i - run);
    if (i < s.len) writer_put_char(w, '\\');
    run = i;
  }
}

/* What may be markup or a line break. */
static inline uint64_t markdown_special(uint64_t eight) {
  uint64_t found = scan_control(eight) | scan_break(eight);
  for (size_t i = 0; i < sizeof markup - 1; i++) found |= scan_byte(eight, markup[i]);
  return found;
}

static void put_value(struct writer *w, assay_str value) {
  bool broken = !writer_put_plain(w, value, markdown_special);
  while (broken) {
    put_escaped(w, writer_next_line(&value, &broken));
    if (broken) writer_put_char(w, ' ');
  }
}

/* The kinds that each column holds, as bits, go into kinds[]. */
static void find_kinds(const struct rows *rows, struct cell *cells, unsigned *kinds) {
  struct rows_cursor cursor = rows_begin(rows);
  while (rows_next(&cursor, cells))
    for (size_t i = 0; i < rows->column_count; i++) kinds[i] |= 1u << cells[i].kind;
}

static void put_head(struct writer *w, const struct report_table *table,
                     const unsigned *kinds) {
  const struct rows *rows = table->rows;
  writer_put_char(w, '|');
  for (size_t i = 0; i < rows->column_count; i++) {
    writer_put_char(w, ' ');
    put_value(w, rows->columns[i]);
    writer_put_text(w, " |");
  }
  writer_put_text(w, "\n|");
  for (size_t i = 0; i < rows->column_count; i++)
    writer_put_text(w, writer_aligns_right(&table->styles[i], kinds[i]) ? " ---: |"
                                                                        : " --- |");
  writer_put_char(w, '\n');
}

static void put_rows(struct writer *w, const struct rows *rows, struct cell *cells) {
  struct rows_cursor cursor = rows_begin(rows);
  while (!writer_failed(w) && rows_next(&cursor, cells)) {
    writer_put_char(w, '|');
    for (size_t i = 0; i < rows->column_count; i++) {
      writer_put_char(w, ' ');
      if (writer_is_number(&cells[i]))
        writer_put_number(w, &cells[i]);
      else
        put_value(w, writer_cell_text(w, &cells[i]));
      writer_put_text(w, " |");
    }
    writer_put_char(w, '\n');
  }
}

static void put_table(struct writer *w, const struct report_table *table) {
  const struct rows *rows = table->rows;
  struct cell *cells = writer_cells(w, rows);
  if (!cells) return;
  unsigned *kinds = alloc_zero(&w->alloc, rows->column_count, sizeof *kinds);
  if (kinds) {
    find_kinds(rows, cells, kinds);
    put_head(w, table, kinds);
    put_rows(w, rows, cells);
  } else {
    writer_fail(w, ASSAY_ENOMEM);
  }
  alloc_free(&w->alloc, kinds, rows->column_count, sizeof *kinds);
  writer_free_cells(w, rows, cells);
}

void write_markdown(struct writer *w, const struct report *report) {
  size_t count = report_table_count(report);
  for (size_t i = 0; i < count && !writer_failed(w); i++) {
    const struct report_table *table = report_table(report, i);
    if (i > 0) writer_put_char(w, '\n');
    if (table->title.len > 0) {
      writer_put_text(w, "## ");
      put_value(w, table->title);
      writer_put_text(w, "\n\n");
    }
    put_table(w, table);
    if (table->chart.kind == CHART_NONE) continue;
    writer_put_char(w, '\n');
    write_chart(w, table, CHART_WIDTH, "    ");
  }
}
