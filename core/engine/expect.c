/*
** expect.c - compares rows value by value. What is different is shown as Lua would write
** it, so that it can be copied into the script once it is right.
*/
#include "engine/expect.h"

#include "base/number.h"
#include "base/suggest.h"
#include "base/table.h"
#include "count/rows.h"
#include "lua/binding.h"

#include <math.h>
#include <string.h>

enum { ROWS_SHOWN = 20 };
#define TOLERANCE 1e-6

/* -- Values as Lua writes them ------------------------------------------------------- */

static void add_text(struct buffer *out, assay_str text) {
  buffer_add_char(out, '"');
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c == '"' || c == '\\')
      buffer_addf(out, "\\%c", c);
    else if (c == '\n')
      buffer_add_text(out, "\\n");
    else if (c < ' ' || c == 127)
      buffer_addf(out, "\\x%02x", c);
    else
      buffer_add_char(out, (char)c);
  }
  buffer_add_char(out, '"');
}

static void add_number(struct buffer *out, double number) {
  char text[NUMBER_SIZE];
  number_format(number, text);
  buffer_add_text(out, text);
}

static void add_cell(struct buffer *out, const struct cell *cell) {
  switch (cell->kind) {
  case CELL_NONE:
    buffer_add_text(out, "false");
    return;
  case CELL_BOOLEAN:
    buffer_add_text(out, cell->integer ? "true" : "false");
    return;
  case CELL_INTEGER:
    buffer_addf(out, "%lld", (long long)cell->integer);
    return;
  case CELL_NUMBER:
    add_number(out, cell->number);
    return;
  case CELL_TEXT:
    add_text(out, cell->text);
    return;
  case CELL_SPANS:
    buffer_add_text(out, "{ ");
    for (size_t i = 0; i < cell->span_count; i++) {
      assay_span span = rows_span(cell, i);
      buffer_addf(out, "%s{ %u, %u }", i > 0 ? ", " : "", (unsigned)span.begin,
                  (unsigned)span.end);
    }
    buffer_add_text(out, " }");
    return;
  }
}

/* The value at the index, of a row that was expected. */
static void add_value(lua_State *L, struct buffer *out, int index) {
  assay_str text = {NULL, 0};
  index = lua_absindex(L, index);
  if (lua_type(L, index) == LUA_TSTRING) {
    text.ptr = lua_tolstring(L, index, &text.len);
    add_text(out, text);
  } else if (lua_type(L, index) == LUA_TNUMBER && !lua_isinteger(L, index)) {
    add_number(out, lua_tonumber(L, index));
  } else if (lua_istable(L, index)) {
    buffer_add_text(out, "{ ");
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, index); i++) {
      if (i > 1) buffer_add_text(out, ", ");
      lua_rawgeti(L, index, i);
      if (lua_istable(L, -1))
        buffer_addf(out, "{ %s }", "...");
      else
        add_value(L, out, -1);
      lua_pop(L, 1);
    }
    buffer_add_text(out, " }");
  } else {
    text.ptr = luaL_tolstring(L, index, &text.len);
    buffer_add_str(out, text);
    lua_pop(L, 1);
  }
}

static bool is_name(assay_str s) {
  if (s.len == 0 || (s.ptr[0] >= '0' && s.ptr[0] <= '9')) return false;
  for (size_t i = 0; i < s.len; i++) {
    char c = s.ptr[i];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
          (c >= '0' && c <= '9')))
      return false;
  }
  return !str_equal(s, str_from("end"));
}

static void add_key(struct buffer *out, assay_str name) {
  if (is_name(name)) {
    buffer_add_str(out, name);
  } else {
    buffer_add_char(out, '[');
    add_text(out, name);
    buffer_add_char(out, ']');
  }
  buffer_add_text(out, " = ");
}

/* The row at the top as it was written, its keys sorted. */
static void add_expected(lua_State *L, struct buffer *out) {
  int row = lua_gettop(L);
  push_sorted_keys(L, row);
  buffer_add_char(out, '{');
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, row + 1); i++) {
    assay_str name = {NULL, 0};
    buffer_add_text(out, i > 1 ? ", " : " ");
    lua_rawgeti(L, row + 1, i);
    if (lua_type(L, -1) == LUA_TSTRING) {
      name.ptr = lua_tolstring(L, -1, &name.len);
      add_key(out, name);
    }
    lua_rawget(L, row);
    add_value(L, out, -1);
    lua_pop(L, 1);
  }
  buffer_add_text(out, " }");
  lua_settop(L, row);
}

/* The row that came out; of a row that was expected by name at the top, only those
** columns. */
static void add_row(lua_State *L, struct buffer *out, const struct rows *rows,
                    const struct cell *cells, bool expected) {
  bool list = expected && lua_rawlen(L, -1) > 0, any = false;
  buffer_add_char(out, '{');
  for (size_t i = 0; i < rows->column_count; i++) {
    if (expected && !list) {
      lua_pushlstring(L, rows->columns[i].ptr, rows->columns[i].len);
      bool named = lua_rawget(L, -2) != LUA_TNIL;
      lua_pop(L, 1);
      if (!named) continue;
    }
    buffer_add_text(out, any ? ", " : " ");
    any = true;
    if (!list) add_key(out, rows->columns[i]);
    add_cell(out, &cells[i]);
  }
  buffer_add_text(out, " }\n");
}

/* -- Comparing ----------------------------------------------------------------------- */

static bool spans_equal(lua_State *L, const struct cell *cell) {
  if (lua_rawlen(L, -1) != cell->span_count) return false;
  bool equal = true;
  for (size_t i = 0; i < cell->span_count && equal; i++) {
    assay_span span = rows_span(cell, i);
    equal = lua_rawgeti(L, -1, (lua_Integer)i + 1) == LUA_TTABLE;
    if (equal) {
      lua_rawgeti(L, -1, 1);
      lua_rawgeti(L, -2, 2);
      equal = lua_tointeger(L, -2) == span.begin && lua_tointeger(L, -1) == span.end;
      lua_pop(L, 2);
    }
    lua_pop(L, 1);
  }
  return equal;
}

static bool numbers_equal(double a, double b) {
  double most = fabs(a) > fabs(b) ? fabs(a) : fabs(b);
  return a == b || fabs(a - b) <= TOLERANCE * most;
}

/* The value on the top. */
static bool is_equal(lua_State *L, const struct cell *cell) {
  assay_str text = {NULL, 0};
  switch (lua_type(L, -1)) {
  case LUA_TBOOLEAN:
    if (cell->kind == CELL_NONE) return !lua_toboolean(L, -1);
    return cell->kind == CELL_BOOLEAN && lua_toboolean(L, -1) == (cell->integer != 0);
  case LUA_TNUMBER:
    if (cell->kind == CELL_INTEGER && lua_isinteger(L, -1))
      return lua_tointeger(L, -1) == cell->integer;
    return (cell->kind == CELL_INTEGER || cell->kind == CELL_NUMBER) &&
           numbers_equal(lua_tonumber(L, -1), cell->kind == CELL_NUMBER
                                                  ? cell->number
                                                  : (double)cell->integer);
  case LUA_TSTRING:
    text.ptr = lua_tolstring(L, -1, &text.len);
    return cell->kind == CELL_TEXT && str_equal(text, cell->text);
  case LUA_TTABLE:
    return cell->kind == CELL_SPANS && spans_equal(L, cell);
  default:
    return false;
  }
}

/* A row that was expected, on the top, names only columns that there are. */
static bool names_columns(lua_State *L, struct expectation *e, const struct rows *rows) {
  bool all = true;
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING) continue;
    assay_str name = {lua_tostring(L, -1), lua_rawlen(L, -1)};
    if (rows_column(rows, name) >= 0) continue;
    int nearest = suggest_nearest(name, rows->columns, rows->column_count);
    buffer_addf(e->out, "there is no column '%s'", name.ptr);
    if (nearest >= 0)
      buffer_addf(e->out, ", did you mean '%.*s'?", (int)rows->columns[nearest].len,
                  rows->columns[nearest].ptr);
    buffer_add_char(e->out, '\n');
    all = false;
  }
  return all;
}

/* The row that was expected is on the top. */
static bool row_equal(lua_State *L, const struct rows *rows, const struct cell *cells) {
  size_t listed = lua_rawlen(L, -1);
  bool equal = listed <= rows->column_count;
  for (size_t i = 0; i < rows->column_count && equal; i++) {
    if (listed > 0) {
      lua_rawgeti(L, -1, (lua_Integer)i + 1);
    } else {
      lua_pushlstring(L, rows->columns[i].ptr, rows->columns[i].len);
      lua_rawget(L, -2);
    }
    equal = lua_isnil(L, -1) || is_equal(L, &cells[i]);
    lua_pop(L, 1);
  }
  return equal;
}

static void tell_row(lua_State *L, struct expectation *e, const struct rows *rows,
                     const struct cell *cells, size_t number) {
  bool expected = lua_istable(L, -1);
  e->same = false;
  if (number > ROWS_SHOWN) return;
  buffer_addf(e->out, "row %zu:\n", number);
  if (expected) {
    buffer_add_text(e->out, "  expected ");
    add_expected(L, e->out);
    buffer_add_char(e->out, '\n');
  }
  buffer_add_text(e->out, expected ? "  got      " : "  not expected ");
  add_row(L, e->out, rows, cells, expected);
}

/* The rows of one table against expected[*at + 1 ...], the list at `list`. */
static void compare_table(lua_State *L, struct expectation *e, const struct rows *rows,
                          int list, size_t *at) {
  struct cell cells[ROWS_COLUMN_LIMIT];
  struct rows_cursor cursor = rows_begin(rows);
  bool known = true;
  while (rows_next(&cursor, cells)) {
    ++*at;
    int type = lua_rawgeti(L, list, (lua_Integer)*at);
    if (type != LUA_TNIL && type != LUA_TTABLE)
      luaL_error(L, "row %d that is expected is a %s, not a table", (int)*at,
                 luaL_typename(L, -1));
    if (type == LUA_TTABLE && known) known = names_columns(L, e, rows);
    if (!known) e->same = false;
    if (type == LUA_TNIL || !row_equal(L, rows, cells)) tell_row(L, e, rows, cells, *at);
    lua_pop(L, 1);
  }
}

/* What is left of the list at `list` was expected and did not come. */
static void tell_missing(lua_State *L, struct expectation *e, int list, size_t rows) {
  size_t expected = lua_rawlen(L, list);
  if (rows != expected)
    buffer_addf(e->out, "%zu row%s, expected %zu\n", rows, rows == 1 ? "" : "s",
                expected);
  for (size_t i = rows + 1; i <= expected; i++) {
    e->same = false;
    if (i > ROWS_SHOWN) continue;
    if (lua_rawgeti(L, list, (lua_Integer)i) != LUA_TTABLE)
      luaL_error(L, "row %d that is expected is a %s, not a table", (int)i,
                 luaL_typename(L, -1));
    buffer_addf(e->out, "row %zu:\n  missing  ", i);
    add_expected(L, e->out);
    buffer_add_char(e->out, '\n');
    lua_pop(L, 1);
  }
}

static const struct report_table *find_table(lua_State *L, const struct report *report) {
  if (lua_isinteger(L, -2)) {
    lua_Integer i = lua_tointeger(L, -2);
    bool there = i >= 1 && i <= (lua_Integer)report_table_count(report);
    return there ? report_table(report, (size_t)i - 1) : NULL;
  }
  assay_str title = {NULL, 0};
  if (lua_type(L, -2) == LUA_TSTRING) title.ptr = lua_tolstring(L, -2, &title.len);
  for (size_t i = 0; title.ptr && i < report_table_count(report); i++)
    if (str_equal(report_table(report, i)->title, title)) return report_table(report, i);
  return NULL;
}

static void compare_tables(lua_State *L, struct expectation *e, int tables) {
  push_sorted_keys(L, tables);
  int keys = lua_gettop(L);
  for (lua_Integer k = 1; k <= (lua_Integer)lua_rawlen(L, keys); k++) {
    size_t at = 0;
    lua_rawgeti(L, keys, k);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, tables) != LUA_TTABLE)
      luaL_error(L, "tables = { rows, rows }, or { title = rows }");
    const struct report_table *table = find_table(L, e->report);
    buffer_addf(e->out, "table %s:\n", luaL_tolstring(L, -2, NULL));
    lua_pop(L, 1);
    size_t before = e->out->len;
    if (table) compare_table(L, e, table->rows, keys + 2, &at);
    if (!table) buffer_add_text(e->out, "there is no such table\n");
    if (!table) e->same = false;
    if (table) tell_missing(L, e, keys + 2, at);
    if (e->out->len == before) buffer_add_text(e->out, "as expected\n");
    lua_settop(L, keys);
  }
}

static void compare_failure(lua_State *L, struct expectation *e, int expect) {
  bool expected = lua_getfield(L, expect, "error") == LUA_TSTRING;
  const char *part = expected ? lua_tostring(L, -1) : NULL;
  if (expected && e->failure && strstr(e->failure->message, part)) return;
  e->same = false;
  if (expected) {
    buffer_add_text(e->out, "expected an error with ");
    add_value(L, e->out, -1);
    buffer_add_char(e->out, '\n');
  }
  if (!e->failure) {
    buffer_add_text(e->out, "got no error\n");
    return;
  }
  buffer_add_text(e->out, expected ? "got      " : "the run failed: ");
  if (e->failure->line > 0) buffer_addf(e->out, "line %u: ", (unsigned)e->failure->line);
  buffer_addf(e->out, "%s\n", e->failure->message);
}

void expect_compare(lua_State *L, struct expectation *e) {
  int expect = lua_gettop(L);
  luaL_checkstack(L, 32, NULL);
  bool error = lua_getfield(L, expect, "error") != LUA_TNIL;
  bool tables = lua_getfield(L, expect, "tables") == LUA_TTABLE;
  if (e->failure || error) {
    compare_failure(L, e, expect);
  } else if (tables) {
    compare_tables(L, e, lua_gettop(L));
  } else {
    size_t at = 0;
    for (size_t i = 0; i < report_table_count(e->report); i++)
      compare_table(L, e, report_table(e->report, i)->rows, expect, &at);
    tell_missing(L, e, expect, at);
  }
  lua_settop(L, expect);
}
