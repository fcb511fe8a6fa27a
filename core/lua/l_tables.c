/*
** l_tables.c - counts as rows for a report: of a counter, of a grid cell by cell, or
** with a column for each of its columns, and as shares of another count.
*/
#include "base/table.h"
#include "count/counter.h"
#include "count/grid.h"
#include "count/rows.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_COLUMNS = ROWS_COLUMN_LIMIT - 2 };

static struct rows *push_rows(lua_State *L, const assay_str *names, size_t count) {
  struct accumulator_handle *handle = push_closed(L, &rows_class);
  struct rows *rows;
  assay_allocator memory = session_memory(L);
  assay_error err;
  if (rows_new(&rows, names, count, &memory, &err) != ASSAY_OK) raise(L, &err);
  handle->accumulator.object = rows;
  return rows;
}

static void add_row(lua_State *L, struct rows *rows, const struct cell *cells) {
  assay_error err;
  if (rows_add(rows, cells, NULL, &err) != ASSAY_OK) raise(L, &err);
}

static struct cell text_cell(assay_str text) {
  struct cell cell = {.kind = CELL_TEXT, .text = text};
  return cell;
}

static struct cell count_cell(int64_t count) {
  struct cell cell = {.kind = CELL_INTEGER, .integer = count};
  return cell;
}

/* Empty where there is nothing to divide by. */
static struct cell share_cell(int64_t count, int64_t of, lua_Number scale) {
  struct cell cell = {.kind = of == 0 ? CELL_NONE : CELL_NUMBER};
  if (of != 0) cell.number = (double)count * scale / (double)of;
  return cell;
}

/* A year is a number, so that it is set to the right and drawn in its place. */
static struct cell key_cell(assay_str key) {
  size_t i = 0;
  while (i < key.len && key.ptr[i] >= '0' && key.ptr[i] <= '9') i++;
  if (i == 0 || i < key.len || i > 18 || (key.ptr[0] == '0' && key.len > 1))
    return text_cell(key);
  int64_t value = 0;
  for (i = 0; i < key.len; i++) value = value * 10 + (key.ptr[i] - '0');
  return count_cell(value);
}

/* Names of columns: those of the list at `list`, which may be nil, else those given. */
static void read_names(lua_State *L, int list, assay_str *names, size_t count) {
  if (lua_isnoneornil(L, list)) return;
  luaL_checktype(L, list, LUA_TTABLE);
  if (lua_rawlen(L, list) != count) luaL_error(L, "the columns are %d names", (int)count);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TSTRING)
      luaL_error(L, "the columns are %d names", (int)count);
    names[i].ptr = lua_tolstring(L, -1, &names[i].len);
    lua_pop(L, 1); /* the list keeps it */
  }
}

/* The ids of the keys in memory of Lua's, which is pushed; at most `most`. */
static const uint32_t *push_order(lua_State *L, const struct counter *counter,
                                  enum count_order by, size_t most, size_t *count) {
  uint32_t *order;
  assay_error err;
  *count = counter->keys.count;
  uint32_t *ids = lua_newuserdatauv(L, (*count + 1) * sizeof *ids, 0);
  if (counter_order(counter, by, &order, &err) != ASSAY_OK) raise(L, &err);
  if (*count > 0) memcpy(ids, order, *count * sizeof *ids);
  counter_free_order(counter, order);
  if (*count > most) *count = most;
  return ids;
}

static struct counter *check_counter(lua_State *L, int arg) {
  return check_accumulator(L, arg, &counter_handle_class);
}

/* counter:rows{ top = n, columns = { "key", "count" } }: by key, or the largest. */
int counter_rows(lua_State *L) {
  static const char *const known[] = {"columns", "top", NULL};
  const struct counter *counter = check_counter(L, 1);
  assay_str names[] = {{"key", 3}, {"count", 5}};
  lua_Integer most = -1;
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) {
    check_options(L, 2, known);
    most = option_whole(L, 2, "top", 0, LUA_MAXINTEGER, -1);
    lua_getfield(L, 2, "columns");
    read_names(L, 3, names, 2);
  }
  lua_settop(L, 3);
  struct rows *rows = push_rows(L, names, 2);
  size_t count;
  const uint32_t *ids = push_order(L, counter, most < 0 ? ORDER_BY_KEY : ORDER_BY_COUNT,
                                   most < 0 ? SIZE_MAX : (size_t)most, &count);
  for (size_t i = 0; i < count; i++) {
    struct cell cells[] = {key_cell(table_key(&counter->keys, ids[i])),
                           count_cell(counter->counts[ids[i]])};
    add_row(L, rows, cells);
  }
  lua_pop(L, 1);
  return 1;
}

/* counter:per(other, scale, columns): key, count, the other's, count * scale / it */
int counter_per(lua_State *L) {
  const struct counter *counter = check_counter(L, 1), *other = check_counter(L, 2);
  lua_Number scale = luaL_optnumber(L, 3, 1);
  assay_str names[] = {{"key", 3}, {"count", 5}, {"of", 2}, {"per", 3}};
  read_names(L, 4, names, 4);
  lua_settop(L, 4);
  struct rows *rows = push_rows(L, names, 4);
  size_t count;
  const uint32_t *ids = push_order(L, counter, ORDER_BY_KEY, SIZE_MAX, &count);
  for (size_t i = 0; i < count; i++) {
    assay_str key = table_key(&counter->keys, ids[i]);
    int64_t n = counter->counts[ids[i]], of = counter_get(other, key);
    struct cell cells[] = {key_cell(key), count_cell(n), count_cell(of),
                           share_cell(n, of, scale)};
    add_row(L, rows, cells);
  }
  lua_pop(L, 1);
  return 1;
}

static const struct grid *check_grid(lua_State *L, int arg) {
  return check_accumulator(L, arg, &grid_handle_class);
}

/* The filled cells in a buffer of Lua's, which is pushed. */
static size_t push_cells(lua_State *L, const struct grid *grid,
                         const struct sparse_cell **out) {
  struct sparse_cell *cells;
  size_t count;
  assay_error err;
  struct buffer *copy = push_buffer(L);
  if (grid_cells(grid, ORDER_BY_KEY, &cells, &count, &err) != ASSAY_OK) raise(L, &err);
  buffer_add(copy, (const char *)cells, count * sizeof *cells);
  grid_free_cells(grid, cells);
  if (buffer_status(copy, "a list of cells", &err) != ASSAY_OK) raise(L, &err);
  *out = (const struct sparse_cell *)(const void *)copy->data;
  return count;
}

/* grid:per(counter, scale, columns): row, column, count, the counter's count of the row,
** count * scale / it; without a counter only the first three */
int grid_per(lua_State *L) {
  const struct grid *grid = check_grid(L, 1);
  const struct counter *other = lua_isnoneornil(L, 2) ? NULL : check_counter(L, 2);
  lua_Number scale = luaL_optnumber(L, 3, 1);
  size_t columns = other ? 5 : 3, count;
  assay_str names[] = {{"row", 3}, {"column", 6}, {"count", 5}, {"of", 2}, {"per", 3}};
  read_names(L, 4, names, columns);
  lua_settop(L, 4);
  struct rows *rows = push_rows(L, names, columns);
  const struct sparse_cell *filled;
  count = push_cells(L, grid, &filled);
  for (size_t i = 0; i < count; i++) {
    assay_str row = table_key(&grid->rows->keys, filled[i].row);
    int64_t of = other ? counter_get(other, row) : 0;
    struct cell cells[] = {key_cell(row),
                           key_cell(table_key(&grid->columns->keys, filled[i].column)),
                           count_cell(filled[i].count), count_cell(of),
                           share_cell(filled[i].count, of, scale)};
    add_row(L, rows, cells);
  }
  lua_pop(L, 1);
  return 1;
}

struct pivot {
  const struct grid *grid;
  const struct counter *per; /* NULL: counts themselves */
  lua_Number scale;
  const uint32_t *columns; /* ids, the largest first */
  size_t column_count;
  bool rest; /* a last column with the sum of all others */
};

static struct cell pivot_cell(const struct pivot *p, uint32_t row, int64_t count) {
  if (!p->per) return count_cell(count);
  assay_str key = table_key(&p->grid->rows->keys, row);
  return share_cell(count, counter_get(p->per, key), p->scale);
}

static void pivot_row(lua_State *L, const struct pivot *p, struct rows *rows,
                      uint32_t row) {
  struct cell cells[ROWS_COLUMN_LIMIT];
  int64_t left = p->grid->rows->counts[row];
  cells[0] = key_cell(table_key(&p->grid->rows->keys, row));
  for (size_t i = 0; i < p->column_count; i++) {
    int64_t count = grid_cell(p->grid, row, p->columns[i]);
    left -= count;
    cells[1 + i] = pivot_cell(p, row, count);
  }
  if (p->rest) cells[1 + p->column_count] = pivot_cell(p, row, left);
  add_row(L, rows, cells);
}

/* grid:pivot{ row = "row", columns = 10, rest = "others", per = counter, scale = 1e6 } */
int grid_pivot(lua_State *L) {
  static const char *const known[] = {"columns", "per", "rest", "row", "scale", NULL};
  struct pivot p = {.grid = check_grid(L, 1), .scale = 1};
  lua_Integer most = 10;
  assay_str names[ROWS_COLUMN_LIMIT] = {{"row", 3}}, rest = {"others", 6};
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_newtable(L);
    lua_replace(L, 2);
  }
  check_options(L, 2, known);
  most = option_whole(L, 2, "columns", 1, MOST_COLUMNS, most);
  if (lua_getfield(L, 2, "row") != LUA_TNIL) names[0] = check_str(L, -1);
  if (lua_getfield(L, 2, "rest") != LUA_TNIL) rest = check_str(L, -1);
  if (lua_getfield(L, 2, "scale") != LUA_TNIL) p.scale = luaL_checknumber(L, -1);
  if (lua_getfield(L, 2, "per") != LUA_TNIL) p.per = check_counter(L, -1);
  const struct counter *columns = p.grid->columns;
  p.columns = push_order(L, columns, ORDER_BY_COUNT, (size_t)most, &p.column_count);
  p.rest = p.column_count < columns->keys.count;
  for (size_t i = 0; i < p.column_count; i++)
    names[1 + i] = table_key(&columns->keys, p.columns[i]);
  if (p.rest) names[1 + p.column_count] = rest;
  struct rows *rows = push_rows(L, names, 1 + p.column_count + p.rest);
  size_t count;
  const uint32_t *ids = push_order(L, p.grid->rows, ORDER_BY_KEY, SIZE_MAX, &count);
  for (size_t i = 0; i < count; i++) pivot_row(L, &p, rows, ids[i]);
  lua_pop(L, 1);
  return 1;
}
