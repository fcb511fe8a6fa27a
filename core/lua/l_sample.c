/* l_sample.c - a fair few of many rows. */
#include "count/sample.h"

#include "lua/binding.h"

static struct sample *check_sample(lua_State *L, int arg) {
  return check_accumulator(L, arg, &sample_handle_class);
}

/* assay.sample{ columns = { "file", "hit" }, size = 100, seed = 1 } */
int new_sample(lua_State *L) {
  static const char *const known[] = {"columns", "seed", "size", NULL};
  assay_str columns[ROWS_COLUMN_LIMIT];
  check_options(L, 1, known);
  lua_settop(L, 1);
  lua_Integer size = option_whole(L, 1, "size", 1, RANKING_SIZE_MAX, 100);
  lua_Integer seed = option_whole(L, 1, "seed", LUA_MININTEGER, LUA_MAXINTEGER, 1);
  if (lua_getfield(L, 1, "columns") != LUA_TTABLE)
    return luaL_error(L, "option 'columns' is a list of names of columns");
  size_t count = read_row_columns(L, 2, columns);
  struct accumulator_handle *handle = push_closed(L, &sample_class);
  struct sample *sample;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (sample_new(&sample, (size_t)size, seed, columns, count, &memory, &err) != ASSAY_OK)
    return raise(L, &err);
  handle->accumulator.object = sample;
  return 1;
}

/* sample:add(doc, position, { file = doc.name, hit = hit.text }) */
static int method_add(lua_State *L) {
  struct sample *sample = check_sample(L, 1);
  assay_document *document = check_document(L, 2);
  lua_Integer position = luaL_checkinteger(L, 3);
  struct cell cells[ROWS_COLUMN_LIMIT];
  assay_span spans[ROW_SPANS_MAX];
  read_row(L, 4, sample->shape, cells, spans);
  assay_error err;
  if (sample_add(sample, assay_document_name(document), (uint64_t)position, cells, spans,
                 &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

/* sample:rows(): the rows that were chosen, as assay.rows, by document and position. */
static int method_rows(lua_State *L) {
  const struct sample *sample = check_sample(L, 1);
  struct accumulator_handle *handle = push_closed(L, &rows_class);
  struct rows *rows;
  assay_error err;
  if (sample_rows(sample, &rows, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = rows;
  return 1;
}

/* sample:seen(): how many rows it was chosen from. */
static int method_seen(lua_State *L) {
  lua_pushinteger(L, check_sample(L, 1)->seen);
  return 1;
}

static int sample_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_sample(L, 1)->ranking.count);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"merge", accumulator_lua_merge},
                                   {"rows", method_rows},
                                   {"seen", method_seen},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__len", sample_len}, {NULL, NULL}};

const struct class sample_handle_class = {"sample", methods, NULL, accumulator_close,
                                          meta};
