/*
** out.c - out:table(title, source, columns) and out:note(text).
** A source is an accumulator of rows, or a list of rows: keyed by column name, or lists
** in column order. Columns are names, or
** { "name", align =, decimals =, cut =, hidden = }.
*/
#include "engine/out.h"

#include "base/number.h"
#include "count/rows.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_COLUMNS = 64 };

struct out_handle {
  struct report *report;
};

static const struct class out_class;

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

/* out:table(title, source, columns) */
static int method_table(lua_State *L) {
  struct report *report = check_out(L);
  assay_str title = check_str(L, 2);
  struct column_style styles[MOST_COLUMNS], matched[MOST_COLUMNS];
  size_t given = 0;
  lua_settop(L, 4);
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
  struct rows *rows = check_accumulator(L, -1, &rows_handle_class);
  match_styles(L, rows, 5, given, styles, matched);
  struct accumulator_handle *handle = test_accumulator(L, -1);
  if (handle->borrowed) return luaL_error(L, "these rows are in the report already");
  handle->borrowed = true; /* the report takes them over; the script may still read */
  assay_error err;
  if (report_add_table(report, title, rows, matched, &err) == ASSAY_OK) return 0;
  handle->accumulator.object = NULL; /* freed by the failed call */
  return raise(L, &err);
}

static const luaL_Reg methods[] = {
    {"note", method_note}, {"table", method_table}, {NULL, NULL}};

static const struct class out_class = {"out", methods, NULL, NULL, NULL};

void out_push(lua_State *L, struct report *report) {
  struct out_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  handle->report = report;
  class_define(L, &out_class);
  class_set(L, &out_class);
}
