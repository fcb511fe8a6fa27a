/*
** write_json.c - JSON (RFC 8259) and JSON Lines. Output is always valid UTF-8 and each
** object has every column, in order; an object never has a name twice, as most readers
** would keep only the last: a second "count" becomes "count (2)".
*/
#include "base/number.h"
#include "base/table.h"
#include "engine/writer_private.h"
#include "engine/writer_scan.h"
#include "text/utf8.h"

#include <math.h>

/* -- Values ------------------------------------------------------------------------ */

/* What put_string has to look at closer: all but ASCII, too. */
static inline uint64_t json_special(uint64_t eight) {
  return scan_control(eight) | (eight & SCAN_HIGHS) | scan_byte(eight, '"') |
         scan_byte(eight, '\\');
}

static bool is_plain(char c) {
  return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

static void put_escape(struct writer *w, uint32_t cp) {
  static const char hex[] = "0123456789abcdef", short_forms[] = "btn_fr";
  char escape[6] = {'\\', 'u'};
  if (cp == '"' || cp == '\\' || (cp >= '\b' && cp <= '\r' && cp != '\v')) {
    escape[1] = cp < ' ' ? short_forms[cp - '\b'] : (char)cp;
    writer_put(w, escape, 2);
    return;
  }
  for (unsigned i = 0; i < 4; i++) escape[2 + i] = hex[cp >> (12 - 4 * i) & 0xF];
  writer_put(w, escape, sizeof escape);
}

/* U+2028 and U+2029 are escaped because older JavaScript takes them for line ends. */
static void put_string(struct writer *w, assay_str s) {
  const char *p = s.ptr, *end = p + s.len;
  writer_put_char(w, '"');
  if (writer_put_plain(w, s, json_special)) p = end;
  while (p < end) {
    const char *run = p;
    while (p < end && is_plain(*p)) p++;
    writer_put(w, run, (size_t)(p - run));
    if (p == end) break;
    uint32_t cp;
    p += utf8_decode(p, end, &cp, NULL);
    char bytes[4];
    if (cp < 0x80 || cp == 0x2028 || cp == 0x2029)
      put_escape(w, cp);
    else
      writer_put(w, bytes, utf8_encode(cp, bytes));
  }
  writer_put_char(w, '"');
}

static void put_spans(struct writer *w, const struct cell *cell) {
  char number[NUMBER_SIZE];
  writer_put_char(w, '[');
  for (size_t i = 0; i < cell->span_count; i++) {
    assay_span span = rows_span(cell, i);
    writer_put_text(w, i > 0 ? ",[" : "[");
    writer_put(w, number, number_format_integer(span.begin, number));
    writer_put_char(w, ',');
    writer_put(w, number, number_format_integer(span.end, number));
    writer_put_char(w, ']');
  }
  writer_put_char(w, ']');
}

static void put_value(struct writer *w, const struct cell *cell) {
  if (cell->kind == CELL_TEXT)
    put_string(w, cell->text);
  else if (cell->kind == CELL_SPANS)
    put_spans(w, cell);
  else if (cell->kind == CELL_NONE ||
           (cell->kind == CELL_NUMBER && !isfinite(cell->number)))
    writer_put_text(w, "null");
  else if (writer_is_number(cell))
    writer_put_number(w, cell);
  else
    writer_put_str(w, writer_cell_text(w, cell));
}

/* -- Names ------------------------------------------------------------------------- */

/* Adds the name to those of an object, changed if it is there already. Its id is its
** place in the object. */
static void add_name(struct writer *w, struct table *names, assay_str name) {
  struct buffer *b = &w->scratch;
  buffer_clear(b);
  size_t replaced = 0; /* repaired first: broken names may become the same */
  utf8_repair(name, b, &replaced);
  const size_t len = b->len;
  char number[NUMBER_SIZE];
  for (int64_t n = 2; b->failed == ASSAY_OK; n++) {
    if (table_find(names, buffer_str(b)) == TABLE_NONE) break;
    b->len = len;
    buffer_add_text(b, " (");
    buffer_add(b, number, number_format_integer(n, number));
    buffer_add_char(b, ')');
  }
  uint32_t id;
  if (b->failed != ASSAY_OK || table_intern(names, buffer_str(b), &id, NULL) != ASSAY_OK)
    writer_fail(w, ASSAY_ENOMEM);
}

static void put_rows(struct writer *w, const struct report_table *table,
                     const struct table *names, bool lines) {
  const struct rows *rows = table->rows;
  struct cell *cells = writer_cells(w, rows);
  if (!cells) return;
  bool titled = names->count > rows->column_count;
  struct rows_cursor cursor = rows_begin(rows);
  for (bool first = true; !writer_failed(w) && rows_next(&cursor, cells); first = false) {
    writer_put_text(w, first || lines ? "{" : ",\n{");
    if (titled) {
      writer_put_text(w, "\"table\":");
      put_string(w, table->title);
    }
    for (size_t i = 0; i < rows->column_count; i++) {
      if (i > 0 || titled) writer_put_char(w, ',');
      put_string(w, table_key(names, (uint32_t)(i + titled)));
      writer_put_char(w, ':');
      put_value(w, &cells[i]);
    }
    writer_put_text(w, lines ? "}\n" : "}");
  }
  writer_free_cells(w, rows, cells);
}

/* titled: objects begin with "table", for lines of several tables. */
static void put_table(struct writer *w, const struct report_table *table, bool lines,
                      bool titled) {
  struct table names;
  table_init(&names, &w->alloc);
  if (titled) add_name(w, &names, str_from("table"));
  for (size_t i = 0; i < table->rows->column_count && !writer_failed(w); i++)
    add_name(w, &names, table->rows->columns[i]);
  if (!writer_failed(w)) put_rows(w, table, &names, lines);
  table_free(&names);
}

/* -- Documents --------------------------------------------------------------------- */

static void put_array(struct writer *w, const struct report_table *table) {
  if (table->rows->count == 0) {
    writer_put_text(w, "[]");
    return;
  }
  writer_put_text(w, "[\n");
  put_table(w, table, false, false);
  writer_put_text(w, "\n]");
}

static void put_object(struct writer *w, const struct report *report) {
  struct table titles;
  table_init(&titles, &w->alloc);
  size_t count = report_table_count(report);
  for (size_t i = 0; i < count && !writer_failed(w); i++)
    add_name(w, &titles, report_table(report, i)->title);
  for (size_t i = 0; i < count && !writer_failed(w); i++) {
    writer_put_text(w, i > 0 ? ",\n" : "{\n");
    put_string(w, table_key(&titles, (uint32_t)i));
    writer_put_char(w, ':');
    put_array(w, report_table(report, i));
  }
  writer_put_text(w, "\n}");
  table_free(&titles);
}

void write_json(struct writer *w, const struct report *report) {
  size_t count = report_table_count(report);
  if (count == 0)
    writer_put_text(w, "[]");
  else if (count == 1)
    put_array(w, report_table(report, 0));
  else
    put_object(w, report);
  writer_put_char(w, '\n');
}

void write_jsonl(struct writer *w, const struct report *report) {
  size_t count = report_table_count(report);
  for (size_t i = 0; i < count && !writer_failed(w); i++)
    put_table(w, report_table(report, i), true, count > 1);
}
