/*
** out.c - out:table(title, source, columns), out:chart(title, source, options),
** out:note(text) and out:unread(). A source is an accumulator of rows, a counter, a grid,
** or a list of rows: keyed by column name, or lists in column order. Columns are names,
** or { "name", align =, decimals =, cut =, hidden = }.
*/
#include "engine/out.h"

#include "base/number.h"
#include "count/rows.h"
#include "lua/binding.h"

#include <limits.h>
#include <string.h>

enum { MOST_COLUMNS = 64 };

struct out_handle {
  struct report *report;
};

static struct report *check_out(lua_State *L) {
  struct out_handle *handle = class_check(L, 1, &out_class);
  return handle->report;
}

/* out:note(text) */
static int method_note(lua_State *L) {
  assay_error err;
  if (report_add_note(check_out(L), check_str(L, 2), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static int read_decimals(lua_State *L, int spec, int fallback) {
  int is_integer = 1;
  lua_Integer decimals = fallback;
  if (lua_getfield(L, spec, "decimals") != LUA_TNIL) {
    decimals = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || decimals < 0 || decimals > NUMBER_DECIMALS_MAX)
      luaL_error(L, "option 'decimals' is a whole number, 0..%d", NUMBER_DECIMALS_MAX);
  }
  lua_pop(L, 1);
  return (int)decimals;
}

/* One entry of `columns`: its name stays on the stack, its style goes to *style. */
static void read_column(lua_State *L, struct column_style *style) {
  static const char *const known[] = {"align",  "decimals", "cut",
                                      "hidden", "verbatim", NULL};
  static const char *const cuts[] = {"end", "start", NULL};
  static const char *const aligns[] = {"auto", "left", "right", NULL};
  struct column_style plain = COLUMN_STYLE_INIT;
  *style = plain;
  if (lua_type(L, -1) != LUA_TTABLE) return;
  int spec = lua_gettop(L);
  lua_rawgeti(L, spec, 1);
  lua_pushnil(L);
  lua_rawseti(L, spec, 1);
  check_options(L, spec, known);
  lua_pushvalue(L, -1);
  lua_rawseti(L, spec, 1);
  int align = option_choice(L, spec, "align", aligns);
  style->align = align == 0 ? ALIGN_AUTO : align == 1 ? ALIGN_LEFT : ALIGN_RIGHT;
  style->decimals = read_decimals(L, spec, style->decimals);
  style->keep_end = option_choice(L, spec, "cut", cuts) == 1;
  lua_getfield(L, spec, "hidden");
  style->hidden = lua_toboolean(L, -1);
  lua_pop(L, 1);
  lua_getfield(L, spec, "verbatim");
  style->verbatim = lua_toboolean(L, -1);
  lua_pop(L, 1);
  lua_remove(L, spec);
}

/* Reads the columns at arg; their names go to a new table, which is left on the stack. */
static size_t read_columns(lua_State *L, int arg, struct column_style *styles) {
  luaL_checktype(L, arg, LUA_TTABLE);
  size_t count = lua_rawlen(L, arg);
  luaL_argcheck(L, count >= 1 && count <= MOST_COLUMNS, arg, "1..64 columns");
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, arg, (lua_Integer)i + 1);
    read_column(L, &styles[i]);
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "column %d of the table has no name", (int)i + 1);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return count;
}

/* A row that is a list becomes one that is keyed by column names; on the stack top. */
static void key_row(lua_State *L, int names, size_t count) {
  lua_createtable(L, 0, (int)count);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, names, (lua_Integer)i + 1);
    lua_rawgeti(L, -3, (lua_Integer)i + 1);
    lua_rawset(L, -3);
  }
  lua_remove(L, -2);
}

/* Pushes an accumulator of rows filled from the list at `list`. */
static void collect_rows(lua_State *L, int list, int names, size_t count) {
  lua_pushcfunction(L, new_rows);
  lua_pushvalue(L, names);
  lua_call(L, 1, 1);
  int rows = lua_gettop(L);
  size_t length = lua_rawlen(L, list);
  for (size_t i = 1; i <= length; i++) {
    lua_getfield(L, rows, "add");
    lua_pushvalue(L, rows);
    if (lua_rawgeti(L, list, (lua_Integer)i) != LUA_TTABLE)
      luaL_error(L, "row %d of the table is a %s, not a table", (int)i,
                 luaL_typename(L, -1));
    lua_rawgeti(L, -1, 1);
    bool positional = !lua_isnil(L, -1) || lua_rawlen(L, -2) > 0;
    lua_pop(L, 1);
    if (lua_rawlen(L, -1) > count)
      luaL_error(L, "row %d of the table has %d values for %d columns", (int)i,
                 (int)lua_rawlen(L, -1), (int)count);
    if (positional) key_row(L, names, count);
    lua_call(L, 2, 0);
  }
}

/* Styles for an accumulator's own columns, from specs given by name. */
static void match_styles(lua_State *L, const struct rows *rows, int names, size_t given,
                         const struct column_style *styles,
                         struct column_style *matched) {
  for (size_t i = 0; i < rows->column_count; i++) {
    struct column_style plain = COLUMN_STYLE_INIT;
    matched[i] = plain;
  }
  for (size_t i = 0; i < given; i++) {
    assay_str name = {NULL, 0};
    lua_rawgeti(L, names, (lua_Integer)i + 1);
    name.ptr = lua_tolstring(L, -1, &name.len);
    int column = rows_column(rows, name);
    if (column < 0) luaL_error(L, "the rows have no column '%s'", name.ptr);
    matched[column] = styles[i];
    lua_pop(L, 1);
  }
}

/* The source at 3 as rows, pushed: counters and grids become some. Their columns may be
** named at 4, which is then done with. */
static void push_counts(lua_State *L, const char *method) {
  lua_getfield(L, 3, method);
  lua_pushvalue(L, 3);
  if (lua_istable(L, 4) && class_test(L, 3, &counter_handle_class)) {
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, 4);
    lua_setfield(L, -2, "columns");
    lua_pushnil(L);
    lua_replace(L, 4);
    lua_call(L, 2, 1);
  } else {
    lua_call(L, 1, 1);
  }
  lua_replace(L, 3);
}

struct drawn_rows {
  struct rows *rows;
  struct column_style styles[MOST_COLUMNS];
};

/* Rows and styles of the source at 3 and the columns at 4; the stack ends behind them,
** and the handle is on its top. grids: what is called for a grid. */
static void read_source(lua_State *L, const char *grids, struct drawn_rows *out) {
  struct column_style styles[MOST_COLUMNS];
  size_t given = 0;
  lua_settop(L, 4);
  if (class_test(L, 3, &counter_handle_class)) push_counts(L, "rows");
  if (class_test(L, 3, &grid_handle_class)) push_counts(L, grids);
  bool list = lua_istable(L, 3);
  if (!list) check_accumulator(L, 3, &rows_handle_class);
  if (list || !lua_isnil(L, 4))
    given = read_columns(L, 4, styles);
  else
    lua_pushnil(L);
  if (list)
    collect_rows(L, 3, 5, given);
  else
    lua_pushvalue(L, 3);
  out->rows = check_accumulator(L, -1, &rows_handle_class);
  match_styles(L, out->rows, 5, given, styles, out->styles);
}

/* Gives the rows of the handle on the top to the report; the script may still read
** them. */
static int add_to_report(lua_State *L, struct report *report, assay_str title,
                         const struct drawn_rows *drawn,
                         const struct report_chart *chart) {
  struct accumulator_handle *handle = test_accumulator(L, -1);
  if (handle->borrowed) return luaL_error(L, "these rows are in the report already");
  handle->borrowed = true;
  assay_error err;
  if (report_add_chart(report, title, drawn->rows, drawn->styles, chart, &err) ==
      ASSAY_OK)
    return 0;
  handle->accumulator.object = NULL; /* freed by the failed call */
  return raise(L, &err);
}

/* out:table(title, source, columns) */
static int method_table(lua_State *L) {
  struct report *report = check_out(L);
  assay_str title = check_str(L, 2);
  const struct report_chart none = {.kind = CHART_NONE};
  struct drawn_rows drawn;
  read_source(L, "pivot", &drawn);
  return add_to_report(L, report, title, &drawn, &none);
}

/* The column that an option names; fallback without one, -1 for a column that is not
** there. */
static int option_column(lua_State *L, int options, const char *name,
                         const struct rows *rows, int fallback) {
  assay_str column = {NULL, 0};
  int found = fallback;
  if (lua_getfield(L, options, name) != LUA_TNIL) {
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "option '%s' is the name of a column", name);
    column.ptr = lua_tolstring(L, -1, &column.len);
    found = rows_column(rows, column);
    if (found < 0) luaL_error(L, "the rows have no column '%s'", column.ptr);
  }
  lua_pop(L, 1);
  return found;
}

/* out:chart(title, source, { x =, y =, by =, kind = "bars", columns = }) */
static int method_chart(lua_State *L) {
  static const char *const known[] = {"by", "columns", "kind", "x", "y", NULL};
  static const char *const kinds[] = {"bars", "line", NULL};
  struct report *report = check_out(L);
  assay_str title = check_str(L, 2);
  struct drawn_rows drawn;
  struct report_chart chart = {.kind = CHART_BARS};
  lua_settop(L, 4);
  if (lua_isnil(L, 4)) {
    lua_newtable(L);
    lua_replace(L, 4);
  }
  check_options(L, 4, known);
  lua_copy(L, 4, 1); /* out stays with the caller */
  lua_getfield(L, 1, "columns");
  lua_replace(L, 4);
  bool grid = class_test(L, 3, &grid_handle_class) != NULL;
  read_source(L, "per", &drawn);
  int columns = (int)drawn.rows->column_count;
  if (columns < 2) return luaL_error(L, "a chart needs rows of two columns or more");
  chart.x = option_column(L, 1, "x", drawn.rows, 0);
  chart.y = option_column(L, 1, "y", drawn.rows, grid ? 2 : columns - 1);
  chart.by = option_column(L, 1, "by", drawn.rows, grid ? 1 : -1);
  if (option_choice(L, 1, "kind", kinds) == 1) chart.kind = CHART_LINE;
  return add_to_report(L, report, title, &drawn, &chart);
}

/* out:unread() -> { { file =, reason = }, ... } */
static int method_unread(lua_State *L) {
  const struct report *report = check_out(L);
  size_t count = report_unread_count(report);
  lua_createtable(L, count < INT_MAX ? (int)count : 0, 0);
  for (size_t i = 0; i < count; i++) {
    struct report_unread unread = report_unread(report, i);
    lua_createtable(L, 0, 2);
    lua_pushlstring(L, unread.file.ptr, unread.file.len);
    lua_setfield(L, -2, "file");
    lua_pushlstring(L, unread.reason.ptr, unread.reason.len);
    lua_setfield(L, -2, "reason");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static const luaL_Reg methods[] = {{"chart", method_chart},
                                   {"note", method_note},
                                   {"table", method_table},
                                   {"unread", method_unread},
                                   {NULL, NULL}};

const struct class out_class = {"out", methods, NULL, NULL, NULL};

void out_push(lua_State *L, struct report *report) {
  struct out_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  handle->report = report;
  class_define(L, &out_class);
  class_set(L, &out_class);
}
