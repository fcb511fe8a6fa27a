/*
** console_show.c - makes a table of a report from a value, and lets the writer of reports
** align it. At most ROWS_SHOWN rows, and it says how many there are more.
*/
#include "engine/console_show.h"

#include "base/table.h"
#include "count/rows.h"
#include "engine/report.h"
#include "engine/room.h"
#include "engine/writer.h"
#include "lua/binding.h"

#include <string.h>

enum {
  ROWS_SHOWN = 40,
  COLUMNS_SHOWN = 16,
  TEXT_SHOWN = 2000,
  CELL_SHOWN = 300,
  PAIRS_SHOWN = 12 /* of a table in a cell */
};

/* -- Single values ------------------------------------------------------------------- */

static size_t cut_text(assay_str text, size_t most) {
  size_t len = text.len < most ? text.len : most;
  while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
    len--;
  return len;
}

static void show_string(struct buffer *out, assay_str text) {
  size_t len = cut_text(text, TEXT_SHOWN);
  buffer_add_char(out, '"');
  buffer_add(out, text.ptr, len);
  buffer_add_char(out, '"');
  if (len < text.len) buffer_addf(out, " ... (%zu bytes)", text.len);
  buffer_add_char(out, '\n');
}

static void show_plain(lua_State *L, int index, struct buffer *out) {
  assay_str text = {NULL, 0};
  room_tostring(L, index);
  text.ptr = lua_tolstring(L, -1, &text.len);
  buffer_add_str(out, text);
  buffer_add_char(out, '\n');
  lua_pop(L, 1);
}

/* -- Tables -------------------------------------------------------------------------- */

/* What is built in C and must not be lost when Lua raises: a userdata that frees it. */
struct grid {
  struct rows *rows;
};

static int grid_free(lua_State *L) {
  struct grid *grid = lua_touserdata(L, 1);
  rows_free(grid->rows);
  grid->rows = NULL;
  return 0;
}

static const struct class shown_class = {"shown table", NULL, NULL, grid_free, NULL};

/* Pushes an empty grid with these columns. */
static struct grid *push_grid(lua_State *L, const assay_str *columns, size_t count) {
  assay_error err;
  struct grid *grid = lua_newuserdatauv(L, sizeof *grid, 0);
  grid->rows = NULL;
  class_define(L, &shown_class);
  class_set(L, &shown_class);
  if (rows_new(&grid->rows, columns, count, NULL, &err) != ASSAY_OK) raise(L, &err);
  return grid;
}

/* Pushes what a cell has of a table: "(3)" of a list, "author: Lee, year: 1936". */
static void push_brief(lua_State *L, int table) {
  if (lua_rawlen(L, table) > 0 || (lua_pushnil(L), !lua_next(L, table))) {
    lua_pushfstring(L, "(%d)", (int)lua_rawlen(L, table));
    return;
  }
  lua_pop(L, 2);
  push_sorted_keys(L, table);
  const int keys = lua_gettop(L);
  const lua_Integer count = (lua_Integer)lua_rawlen(L, keys);
  lua_pushliteral(L, "");
  for (lua_Integer i = 1; i <= count && i <= PAIRS_SHOWN; i++) {
    lua_rawgeti(L, keys, i);
    lua_pushvalue(L, -1);
    lua_rawget(L, table);
    room_tostring(L, -2);
    room_tostring(L, -2);
    lua_pushfstring(L, "%s%s: %s", i > 1 ? ", " : "", lua_tostring(L, -2),
                    lua_tostring(L, -1));
    lua_replace(L, -5);
    lua_pop(L, 3);
    lua_concat(L, 2);
  }
  if (count > PAIRS_SHOWN) lua_pushliteral(L, ", ...");
  if (count > PAIRS_SHOWN) lua_concat(L, 2);
  lua_replace(L, keys);
}

/* The value at the top as a cell; its text stays on the stack, one value more. */
static struct cell make_cell(lua_State *L) {
  struct cell cell = {.kind = CELL_TEXT};
  int value = lua_gettop(L);
  lua_pushnil(L);
  switch (lua_type(L, value)) {
  case LUA_TNIL:
    cell.kind = CELL_NONE;
    return cell;
  case LUA_TBOOLEAN:
    cell.kind = CELL_BOOLEAN;
    cell.integer = lua_toboolean(L, value);
    return cell;
  case LUA_TNUMBER:
    cell.kind = lua_isinteger(L, value) ? CELL_INTEGER : CELL_NUMBER;
    cell.integer = lua_isinteger(L, value) ? lua_tointeger(L, value) : 0;
    cell.number = lua_tonumber(L, value);
    return cell;
  case LUA_TTABLE:
    push_brief(L, value);
    break;
  default:
    room_tostring(L, value);
  }
  lua_replace(L, value + 1);
  cell.text.ptr = lua_tolstring(L, value + 1, &cell.text.len);
  cell.text.len = cut_text(cell.text, CELL_SHOWN);
  return cell;
}

/* The same where numbers stand among other things: as they are written in Lua. */
static struct cell make_plain_cell(lua_State *L) {
  if (lua_type(L, -1) != LUA_TNUMBER) return make_cell(L);
  room_tostring(L, -1);
  lua_replace(L, -2);
  return make_cell(L);
}

static void add_row(lua_State *L, struct grid *grid, const struct cell *cells) {
  assay_error err;
  if (rows_add(grid->rows, cells, NULL, &err) != ASSAY_OK) raise(L, &err);
}

static bool write_piece(void *ctx, assay_str bytes) {
  struct buffer *out = ctx;
  buffer_add_str(out, bytes);
  return out->failed == ASSAY_OK;
}

/* Of a path the end says more. */
static bool is_path(assay_str column) {
  return str_equal(column, str_from("name")) || str_equal(column, str_from("file"));
}

/* Writes the rows, which it takes over. */
static void write_rows(lua_State *L, struct rows *rows, size_t width,
                       struct buffer *out) {
  struct report *report = NULL;
  struct column_style styles[ROWS_COLUMN_LIMIT];
  for (size_t i = 0; i < rows->column_count; i++) {
    styles[i] = (struct column_style)COLUMN_STYLE_INIT;
    styles[i].keep_end = is_path(rows->columns[i]);
  }
  const struct writer_options options = {.format = FORMAT_TABLE, .width = width};
  assay_error err;
  assay_status status = report_new(&report, NULL, &err);
  if (status == ASSAY_OK)
    status = report_add_table(report, (assay_str){"", 0}, rows, styles, &err);
  else
    rows_free(rows);
  if (status == ASSAY_OK) status = report_write(report, &options, write_piece, out, &err);
  report_free(report);
  if (status != ASSAY_OK) raise(L, &err);
}

/* Writes the grid at the top and pops it. */
static void show_grid(lua_State *L, size_t total, size_t width, struct buffer *out) {
  struct grid *grid = lua_touserdata(L, -1);
  struct rows *rows = grid->rows;
  size_t shown = rows->count;
  grid->rows = NULL;
  write_rows(L, rows, width, out);
  if (total > shown) buffer_addf(out, "... and %zu more\n", total - shown);
  lua_pop(L, 1);
}

/* -- Handles ------------------------------------------------------------------------- */

/* Pushes the names of a handle's fields as a list, sorted; false when it has none. */
static bool push_fields(lua_State *L, int handle) {
  if (luaL_getmetafield(L, handle, "__index") != LUA_TFUNCTION) return false;
  if (!lua_getupvalue(L, -1, 2) || !lua_istable(L, -1)) {
    lua_pop(L, lua_istable(L, -1) ? 2 : 1);
    return false;
  }
  push_sorted_keys(L, lua_gettop(L));
  lua_replace(L, -3);
  lua_pop(L, 1);
  bool any = lua_rawlen(L, -1) > 0;
  if (!any) lua_pop(L, 1);
  return any;
}

/* field, value for each field of the handle */
static void show_handle(lua_State *L, int handle, size_t width, struct buffer *out) {
  const assay_str columns[] = {{"field", 5}, {"value", 5}};
  int fields = lua_gettop(L);
  struct grid *grid = push_grid(L, columns, 2);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, fields); i++) {
    int top = lua_gettop(L);
    struct cell cells[2];
    lua_rawgeti(L, fields, i);
    cells[0] = make_cell(L);
    lua_pushvalue(L, top + 1);
    lua_gettable(L, handle);
    cells[1] = make_plain_cell(L);
    add_row(L, grid, cells);
    lua_settop(L, top);
  }
  show_grid(L, 0, width, out);
  lua_pop(L, 1);
}

/* value, count of a counter, the most frequent first */
static void show_counter(lua_State *L, int handle, size_t width, struct buffer *out) {
  const assay_str columns[] = {{"value", 5}, {"count", 5}};
  size_t total = (size_t)luaL_len(L, handle);
  lua_getfield(L, handle, "top");
  lua_pushvalue(L, handle);
  lua_pushinteger(L, ROWS_SHOWN);
  lua_call(L, 2, 1);
  int keys = lua_gettop(L);
  struct grid *grid = push_grid(L, columns, 2);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, keys); i++) {
    int top = lua_gettop(L);
    struct cell cells[2];
    lua_rawgeti(L, keys, i);
    cells[0] = make_cell(L);
    lua_getfield(L, handle, "get");
    lua_pushvalue(L, handle);
    lua_pushvalue(L, top + 1);
    lua_call(L, 2, 1);
    cells[1] = make_cell(L);
    add_row(L, grid, cells);
    lua_settop(L, top);
  }
  show_grid(L, total, width, out);
  lua_pop(L, 1);
}

static void show_rows_handle(lua_State *L, const struct rows *from, size_t width,
                             struct buffer *out) {
  struct cell cells[ROWS_COLUMN_LIMIT];
  assay_span spans[ROW_SPANS_MAX];
  assay_error err;
  struct grid *grid = push_grid(L, from->columns, from->column_count);
  struct rows_cursor cursor = rows_begin(from);
  for (size_t n = 0; n < ROWS_SHOWN && rows_next(&cursor, cells); n++) {
    size_t used = 0;
    for (size_t i = 0; i < from->column_count; i++)
      for (size_t k = 0; cells[i].kind == CELL_SPANS && k < cells[i].span_count; k++)
        if (used < ROW_SPANS_MAX) spans[used++] = rows_span(&cells[i], k);
    if (rows_add(grid->rows, cells, spans, &err) != ASSAY_OK) raise(L, &err);
  }
  show_grid(L, from->count, width, out);
}

static void show_userdata(lua_State *L, int index, size_t width, struct buffer *out) {
  struct accumulator_handle *handle = test_accumulator(L, index);
  bool open = handle && handle->accumulator.object;
  if (open && class_test(L, index, &rows_handle_class))
    show_rows_handle(L, handle->accumulator.object, width, out);
  else if (open && class_test(L, index, &counter_handle_class))
    show_counter(L, index, width, out);
  else if (class_test(L, index, &document_class) && push_fields(L, index))
    show_handle(L, index, width, out);
  else if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    lua_pop(L, 1);
    show_plain(L, index, out);
  } else if (push_fields(L, index))
    show_handle(L, index, width, out);
  else
    show_plain(L, index, out);
}

/* -- Tables of Lua ------------------------------------------------------------------- */

/* Adds names at the top, a list, to the columns; pops it. Texts stay alive in `names`. */
static size_t merge_columns(lua_State *L, int names, assay_str *columns, size_t count) {
  int list = lua_gettop(L);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, list); i++) {
    assay_str name = {NULL, 0};
    lua_rawgeti(L, list, i);
    name.ptr = luaL_tolstring(L, -1, &name.len);
    lua_pushvalue(L, -1);
    bool known = lua_rawget(L, names) != LUA_TNIL;
    lua_pop(L, 1);
    if (!known && count < COLUMNS_SHOWN) {
      columns[count++] = name;
      lua_pushvalue(L, -2);
      lua_rawset(L, names); /* names[text] = the key itself */
    }
    lua_settop(L, list);
  }
  lua_pop(L, 1);
  return count;
}

static bool push_names(lua_State *L, const char *const *names) {
  lua_newtable(L);
  for (lua_Integer i = 1; *names; i++) {
    lua_pushstring(L, *names++);
    lua_rawseti(L, -2, i);
  }
  return true;
}

/* Pushes the keys of what stands in a list: of a table, or the fields of a handle; where
** there are too many to read, those that people ask for. */
static bool push_keys(lua_State *L, int item) {
  static const char *const of_documents[] = {"name", "format", "language", "bytes",
                                             "meta", "text",   NULL};
  static const char *const of_quotes[] = {"line",       "kind", "speaker", "cue",
                                          "confidence", "text", NULL};
  if (lua_istable(L, item)) {
    push_sorted_keys(L, item);
    return true;
  }
  if (class_test(L, item, &document_class)) return push_names(L, of_documents);
  if (class_test(L, item, &quote_class)) return push_names(L, of_quotes);
  return lua_isuserdata(L, item) && push_fields(L, item);
}

/* A list of tables or of handles: one row each. */
static void show_records(lua_State *L, int list, size_t width, struct buffer *out) {
  assay_str columns[COLUMNS_SHOWN];
  size_t count = 0, total = lua_rawlen(L, list);
  lua_Integer shown = total < ROWS_SHOWN ? (lua_Integer)total : ROWS_SHOWN;
  lua_newtable(L);
  int names = lua_gettop(L);
  for (lua_Integer i = 1; i <= shown; i++) {
    lua_rawgeti(L, list, i);
    if (push_keys(L, names + 1)) count = merge_columns(L, names, columns, count);
    lua_settop(L, names);
  }
  if (count == 0) {
    buffer_addf(out, "(%zu empty tables)\n", total);
    lua_pop(L, 1);
    return;
  }
  struct grid *grid = push_grid(L, columns, count);
  for (lua_Integer i = 1; i <= shown; i++) {
    struct cell cells[COLUMNS_SHOWN];
    int top = lua_gettop(L);
    lua_rawgeti(L, list, i);
    bool record = lua_istable(L, -1) || lua_isuserdata(L, -1);
    for (size_t k = 0; k < count; k++) {
      lua_pushlstring(L, columns[k].ptr, columns[k].len);
      lua_rawget(L, names);
      if (record && lua_istable(L, top + 1))
        lua_rawget(L, top + 1);
      else if (record)
        lua_gettable(L, top + 1);
      cells[k] = make_cell(L);
    }
    add_row(L, grid, cells);
    lua_settop(L, top);
  }
  show_grid(L, total, width, out);
  lua_pop(L, 1);
}

/* Whether whole numbers and others stand side by side. */
static bool is_mixed(lua_State *L, int table) {
  bool whole = false, other = false;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    if (lua_isinteger(L, -1))
      whole = true;
    else
      other = true;
    lua_pop(L, 1);
  }
  return whole && other;
}

/* key, value */
static void show_pairs(lua_State *L, int table, size_t width, struct buffer *out) {
  const assay_str columns[] = {{"key", 3}, {"value", 5}};
  const bool mixed = is_mixed(L, table);
  push_sorted_keys(L, table);
  int keys = lua_gettop(L);
  size_t total = lua_rawlen(L, keys);
  struct grid *grid = push_grid(L, columns, 2);
  for (size_t i = 1; i <= total && i <= ROWS_SHOWN; i++) {
    int top = lua_gettop(L);
    struct cell cells[2];
    lua_rawgeti(L, keys, (lua_Integer)i);
    cells[0] = make_cell(L);
    lua_pushvalue(L, top + 1);
    lua_rawget(L, table);
    cells[1] = mixed ? make_plain_cell(L) : make_cell(L);
    add_row(L, grid, cells);
    lua_settop(L, top);
  }
  show_grid(L, total, width, out);
  lua_pop(L, 1);
}

static void show_table(lua_State *L, int table, size_t width, struct buffer *out) {
  lua_pushnil(L);
  if (!lua_next(L, table)) {
    buffer_add_text(out, "{}\n");
    return;
  }
  lua_pop(L, 2);
  bool records = lua_rawgeti(L, table, 1) == LUA_TTABLE;
  if (lua_isuserdata(L, -1) && push_fields(L, lua_gettop(L))) {
    records = true;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  if (records)
    show_records(L, table, width, out);
  else
    show_pairs(L, table, width, out);
}

void console_show(lua_State *L, int index, size_t width, struct buffer *out) {
  assay_str text = {NULL, 0};
  index = lua_absindex(L, index);
  luaL_checkstack(L, 64, NULL);
  switch (lua_type(L, index)) {
  case LUA_TSTRING:
    text.ptr = lua_tolstring(L, index, &text.len);
    show_string(out, text);
    return;
  case LUA_TTABLE:
    show_table(L, index, width, out);
    return;
  case LUA_TFUNCTION:
    buffer_add_text(out, "function (of an iterator, list(...) shows what it gives)\n");
    return;
  case LUA_TUSERDATA:
    show_userdata(L, index, width, out);
    return;
  default:
    show_plain(L, index, out);
  }
}
