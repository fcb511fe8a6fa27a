/* l_grid.c - how often of what: rows x columns. */
#include "count/grid.h"

#include "lua/binding.h"

#include <string.h>

static struct grid *check_grid(lua_State *L, int arg) {
  return check_accumulator(L, arg, &grid_handle_class);
}

/* assay.grid() */
int new_grid(lua_State *L) {
  struct accumulator made = {&grid_class, NULL};
  push_accumulator(L, made);
  struct accumulator_handle *handle = lua_touserdata(L, -1);
  struct grid *grid;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (grid_new(&grid, &memory, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = grid;
  return 1;
}

/* grid:add(row, column, n): n is 1 by default. */
static int method_add(lua_State *L) {
  struct grid *grid = check_grid(L, 1);
  assay_str row = check_str(L, 2), column = check_str(L, 3);
  assay_error err;
  if (grid_add(grid, row, column, luaL_optinteger(L, 4, 1), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static int method_get(lua_State *L) {
  struct grid *grid = check_grid(L, 1);
  lua_pushinteger(L, grid_get(grid, check_str(L, 2), check_str(L, 3)));
  return 1;
}

/* A new counter with the sums of rows or columns. */
static int push_sums(lua_State *L, const struct counter *sums) {
  new_counter(L);
  struct counter *counter = check_accumulator(L, -1, &counter_handle_class);
  assay_error err;
  if (counter_merge(counter, sums, &err) != ASSAY_OK) return raise(L, &err);
  return 1;
}

static int method_rows(lua_State *L) {
  return push_sums(L, check_grid(L, 1)->rows);
}

static int method_columns(lua_State *L) {
  return push_sums(L, check_grid(L, 1)->columns);
}

static int next_cell(lua_State *L) {
  const struct grid *grid = check_grid(L, lua_upvalueindex(1));
  const struct buffer *cells = lua_touserdata(L, lua_upvalueindex(2));
  size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  struct sparse_cell cell;
  if (at >= cells->len) return 0;
  memcpy(&cell, cells->data + at, sizeof cell);
  lua_pushinteger(L, (lua_Integer)at + (lua_Integer)sizeof cell);
  lua_replace(L, lua_upvalueindex(3));
  push_str(L, table_key(&grid->rows->keys, cell.row));
  push_str(L, table_key(&grid->columns->keys, cell.column));
  lua_pushinteger(L, cell.count);
  return 3;
}

/* for row, column, count in grid:each(): the cells that were added to, by row, then by
** column, sorted as keys are. */
static int method_each(lua_State *L) {
  struct grid *grid = check_grid(L, 1);
  lua_pushvalue(L, 1);
  struct buffer *copy = push_buffer(L); /* of Lua's, since what follows may raise */
  struct sparse_cell *cells;
  size_t count;
  assay_error err;
  if (grid_cells(grid, ORDER_BY_KEY, &cells, &count, &err) != ASSAY_OK)
    return raise(L, &err);
  buffer_add(copy, (const char *)cells, count * sizeof *cells);
  grid_free_cells(grid, cells);
  if (buffer_status(copy, "a list of cells", &err) != ASSAY_OK) return raise(L, &err);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_cell, 3);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"each", method_each},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"columns", method_columns},
                                   {"get", method_get},
                                   {"merge", accumulator_lua_merge},
                                   {"per", grid_per},
                                   {"pivot", grid_pivot},
                                   {"rows", method_rows},
                                   {NULL, NULL}};

const struct class grid_handle_class = {"grid", methods, NULL, accumulator_close, NULL};
