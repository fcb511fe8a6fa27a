/* l_rows.c - lists of rows with named columns: what concordances are made of. */
#include "count/rows.h"

#include "base/table.h"
#include "lua/binding.h"

#include <string.h>

static struct rows *check_rows(lua_State *L, int arg) {
  return check_accumulator(L, arg, &rows_handle_class);
}

size_t read_row_columns(lua_State *L, int arg, assay_str *columns) {
  luaL_checktype(L, arg, LUA_TTABLE);
  size_t count = lua_rawlen(L, arg);
  luaL_argcheck(L, count >= 1 && count <= ROWS_COLUMN_LIMIT, arg,
                "1..64 names of columns");
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, arg, (lua_Integer)i + 1) != LUA_TSTRING)
      luaL_argerror(L, arg, "a column's name is a string");
    columns[i].ptr = lua_tolstring(L, -1, &columns[i].len);
    lua_pop(L, 1); /* the table keeps it */
    for (size_t k = 0; k < i; k++)
      if (str_equal(columns[k], columns[i]))
        luaL_error(L, "the column '%s' is there twice", columns[i].ptr);
  }
  return count;
}

/* assay.rows{ "file", "start", "end" } */
int new_rows(lua_State *L) {
  assay_str columns[ROWS_COLUMN_LIMIT];
  size_t count = read_row_columns(L, 1, columns);
  struct accumulator_handle *handle = push_closed(L, &rows_class);
  struct rows *rows;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (rows_new(&rows, columns, count, &memory, &err) != ASSAY_OK) return raise(L, &err);
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
  if (cell->span_count > ROW_SPANS_MAX - *used)
    luaL_error(L, "column '%s': a row is limited to %d pairs of offsets", column.ptr,
               ROW_SPANS_MAX);
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

void read_row(lua_State *L, int arg, const struct rows *shape, struct cell *cells,
              assay_span spans[ROW_SPANS_MAX]) {
  size_t used = 0;
  luaL_checktype(L, arg, LUA_TTABLE);
  check_keys(L, arg, shape);
  luaL_checkstack(L, (int)shape->column_count + 8, "too many columns");
  for (size_t i = 0; i < shape->column_count; i++) {
    push_str(L, shape->columns[i]);
    lua_rawget(L,
               arg); /* raw: a metamethod could close the rows. It stays on the stack */
    read_cell(L, shape->columns[i], &cells[i], spans, &used);
  }
}

/* rows:add{ file = doc.name, start = 12, ["end"] = 31 }; a missing column is empty. */
static int method_add(lua_State *L) {
  struct rows *rows = check_rows(L, 1);
  struct cell cells[ROWS_COLUMN_LIMIT];
  assay_span spans[ROW_SPANS_MAX];
  read_row(L, 2, rows, cells, spans);
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
  struct cell cells[ROWS_COLUMN_LIMIT];
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

static int rows_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_rows(L, 1)->count);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"each", method_each},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"merge", accumulator_lua_merge},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__len", rows_len}, {NULL, NULL}};

const struct class rows_handle_class = {"rows", methods, NULL, accumulator_close, meta};
