/* l_rows.c - lists of rows with named columns: what concordances are made of. */
#include "count/rows.h"

#include "base/alloc.h"
#include "base/table.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_COLUMNS = 64, MOST_SPANS = 256 };

static struct rows *check_rows(lua_State *L, int arg) {
  return check_accumulator(L, arg, &rows_handle_class);
}

/* assay.rows{ "file", "start", "end" } */
int new_rows(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t count = lua_rawlen(L, 1);
  luaL_argcheck(L, count >= 1 && count <= MOST_COLUMNS, 1, "1..64 names of columns");
  assay_str columns[MOST_COLUMNS];
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, 1, (lua_Integer)i + 1) != LUA_TSTRING)
      return luaL_argerror(L, 1, "a column's name is a string");
    columns[i].ptr = lua_tolstring(L, -1, &columns[i].len);
    lua_pop(L, 1); /* the table keeps it */
    for (size_t k = 0; k < i; k++)
      if (str_equal(columns[k], columns[i]))
        return luaL_error(L, "the column '%s' is there twice", columns[i].ptr);
  }
  struct accumulator made = {&rows_class, NULL};
  push_accumulator(L, made);
  struct accumulator_handle *handle = lua_touserdata(L, -1);
  struct rows *rows;
  assay_error err;
  if (rows_new(&rows, columns, count, NULL, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = rows;
  return 1;
}

static assay_span read_span(lua_State *L, assay_str column) {
  lua_Integer ends[2];
  for (int i = 0; i < 2; i++) {
    lua_rawgeti(L, -1, i + 1);
    int is_integer;
    ends[i] = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || ends[i] < 0 || ends[i] > UINT32_MAX)
      luaL_error(L, "column '%s': a table is a list of pairs of offsets", column.ptr);
    lua_pop(L, 1);
  }
  assay_span span = {(uint32_t)ends[0], (uint32_t)ends[1]};
  return span;
}

/* A list of pairs at the top of the stack. */
static void read_spans(lua_State *L, assay_str column, struct cell *cell,
                       assay_span *spans, size_t *used) {
  cell->kind = CELL_SPANS;
  cell->span_count = lua_rawlen(L, -1);
  if (cell->span_count > MOST_SPANS - *used)
    luaL_error(L, "column '%s': a row is limited to %d pairs of offsets", column.ptr,
               MOST_SPANS);
  for (size_t i = 0; i < cell->span_count; i++) {
    if (lua_rawgeti(L, -1, (lua_Integer)i + 1) != LUA_TTABLE)
      luaL_error(L, "column '%s': a table is a list of pairs of offsets", column.ptr);
    spans[(*used)++] = read_span(L, column);
    lua_pop(L, 1);
  }
}

/* The value at the top of the stack as a cell. */
static void read_cell(lua_State *L, assay_str column, struct cell *cell,
                      assay_span *spans, size_t *used) {
  memset(cell, 0, sizeof *cell);
  switch (lua_type(L, -1)) {
  case LUA_TNIL:
    return;
  case LUA_TBOOLEAN:
    cell->kind = CELL_BOOLEAN;
    cell->integer = lua_toboolean(L, -1);
    return;
  case LUA_TNUMBER:
    cell->kind = lua_isinteger(L, -1) ? CELL_INTEGER : CELL_NUMBER;
    if (cell->kind == CELL_INTEGER)
      cell->integer = lua_tointeger(L, -1);
    else
      cell->number = lua_tonumber(L, -1);
    return;
  case LUA_TSTRING:
    cell->kind = CELL_TEXT;
    cell->text.ptr = lua_tolstring(L, -1, &cell->text.len);
    return;
  case LUA_TTABLE:
    read_spans(L, column, cell, spans, used);
    return;
  default:
    luaL_error(L, "column '%s': a %s is no value for a row", column.ptr,
               luaL_typename(L, -1));
  }
}

/* Raises: the row at arg has a key that is no column. */
static void raise_unknown_column(lua_State *L, int arg, const struct rows *rows) {
  lua_newtable(L);
  int names = lua_gettop(L);
  for (size_t i = 0; i < rows->column_count; i++) {
    push_str(L, rows->columns[i]);
    lua_pushboolean(L, 1);
    lua_rawset(L, names);
  }
  const char *name = push_unknown_key(L, arg, names);
  raise_unknown(L, "this list of rows", "column", name, names);
}

static void check_keys(lua_State *L, int arg, const struct rows *rows) {
  lua_pushnil(L);
  while (lua_next(L, arg)) {
    lua_pop(L, 1);
    assay_str key = {NULL, 0};
    if (lua_type(L, -1) == LUA_TSTRING) key.ptr = lua_tolstring(L, -1, &key.len);
    if (!key.ptr || rows_column(rows, key) < 0) raise_unknown_column(L, arg, rows);
  }
}

/* rows:add{ file = doc.name, start = 12, ["end"] = 31 }; a missing column is empty. */
static int method_add(lua_State *L) {
  struct rows *rows = check_rows(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  struct cell cells[MOST_COLUMNS];
  assay_span spans[MOST_SPANS];
  size_t used = 0;
  check_keys(L, 2, rows);
  luaL_checkstack(L, (int)rows->column_count + 8, "too many columns");
  for (size_t i = 0; i < rows->column_count; i++) {
    push_str(L, rows->columns[i]);
    lua_rawget(L, 2); /* raw: a metamethod could close the rows. It stays on the stack */
    read_cell(L, rows->columns[i], &cells[i], spans, &used);
  }
  assay_error err;
  if (rows_add(rows, cells, spans, &err) != ASSAY_OK) return raise(L, &err);
  return 0;
}

static void push_cell(lua_State *L, const struct cell *cell) {
  switch (cell->kind) {
  case CELL_NONE:
    lua_pushnil(L);
    return;
  case CELL_BOOLEAN:
    lua_pushboolean(L, cell->integer != 0);
    return;
  case CELL_INTEGER:
    lua_pushinteger(L, cell->integer);
    return;
  case CELL_NUMBER:
    lua_pushnumber(L, cell->number);
    return;
  case CELL_TEXT:
    push_str(L, cell->text);
    return;
  case CELL_SPANS:
    break;
  }
  lua_createtable(L, (int)cell->span_count, 0);
  for (size_t i = 0; i < cell->span_count; i++) {
    assay_span span = rows_span(cell, i);
    lua_createtable(L, 2, 0);
    lua_pushinteger(L, span.begin);
    lua_rawseti(L, -2, 1);
    lua_pushinteger(L, span.end);
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static int next_row(lua_State *L) {
  struct rows_cursor cursor = rows_begin(check_rows(L, lua_upvalueindex(1)));
  struct cell cells[MOST_COLUMNS];
  cursor.at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  if (!rows_next(&cursor, cells)) return 0;
  lua_createtable(L, 0, (int)cursor.rows->column_count);
  for (size_t i = 0; i < cursor.rows->column_count; i++) {
    push_str(L, cursor.rows->columns[i]);
    push_cell(L, &cells[i]);
    lua_rawset(L, -3);
  }
  lua_pushinteger(L, (lua_Integer)cursor.at);
  lua_replace(L, lua_upvalueindex(2));
  return 1;
}

/* for row in rows:each() */
static int method_each(lua_State *L) {
  check_rows(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_row, 2);
  return 1;
}

static int method_merge(lua_State *L) {
  assay_error err;
  if (rows_merge(check_rows(L, 1), check_rows(L, 2), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static int rows_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_rows(L, 1)->count);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"each", method_each},
                                   {"merge", method_merge},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__len", rows_len}, {NULL, NULL}};

const struct class rows_handle_class = {"rows", methods, NULL, accumulator_close, meta};
