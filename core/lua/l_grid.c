/* l_grid.c - how often of what: rows x columns. */
#include "count/grid.h"

#include "lua/binding.h"

static struct grid *check_grid(lua_State *L, int arg) {
  return check_accumulator(L, arg, &grid_handle_class);
}

/* assay.grid() */
int new_grid(lua_State *L) {
  struct accumulator made = {&grid_class, NULL};
  push_accumulator(L, made);
  struct accumulator_handle *handle = lua_touserdata(L, -1);
  struct grid *grid;
  assay_error err;
  if (grid_new(&grid, NULL, &err) != ASSAY_OK) return raise(L, &err);
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

static int method_merge(lua_State *L) {
  assay_error err;
  if (grid_merge(check_grid(L, 1), check_grid(L, 2), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static const luaL_Reg methods[] = {
    {"add", method_add}, {"close", accumulator_close}, {"columns", method_columns},
    {"get", method_get}, {"merge", method_merge},      {"rows", method_rows},
    {NULL, NULL}};

const struct class grid_handle_class = {"grid", methods, NULL, accumulator_close, NULL};
