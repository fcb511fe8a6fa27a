/* l_distinct.c - how many different keys. */
#include "count/distinct.h"

#include "base/sort.h"
#include "lua/binding.h"

static struct distinct *check_distinct(lua_State *L, int arg) {
  return check_accumulator(L, arg, &distinct_handle_class);
}

/* assay.distinct{ limit = 10000 } */
int new_distinct(lua_State *L) {
  static const char *const known[] = {"limit", NULL};
  lua_Integer limit = DISTINCT_LIMIT;
  if (!lua_isnoneornil(L, 1)) {
    check_options(L, 1, known);
    limit = option_whole(L, 1, "limit", 0, DISTINCT_LIMIT_MAX, DISTINCT_LIMIT);
  }
  struct accumulator_handle *handle = push_closed(L, &distinct_class);
  struct distinct *distinct;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (distinct_new(&distinct, (size_t)limit, &memory, &err) != ASSAY_OK)
    return raise(L, &err);
  handle->accumulator.object = distinct;
  return 1;
}

/* distinct:add(key) */
static int method_add(lua_State *L) {
  struct distinct *distinct = check_distinct(L, 1);
  assay_error err;
  if (distinct_add(distinct, check_str(L, 2), &err) != ASSAY_OK) return raise(L, &err);
  return 0;
}

static int method_count(lua_State *L) {
  lua_pushinteger(L, distinct_count(check_distinct(L, 1)));
  return 1;
}

/* distinct:exact(): whether the count is exact, or an estimate. */
static int method_exact(lua_State *L) {
  lua_pushboolean(L, distinct_is_exact(check_distinct(L, 1)));
  return 1;
}

/* distinct:keys(): the keys, sorted; nil when they are no longer kept. */
static int method_keys(lua_State *L) {
  const struct distinct *distinct = check_distinct(L, 1);
  if (!distinct_is_exact(distinct)) {
    lua_pushnil(L);
    return 1;
  }
  struct buffer *keys = push_buffer(L); /* of Lua's, since pushing strings may raise */
  assay_error err;
  if (distinct_keys(distinct, keys, &err) != ASSAY_OK) return raise(L, &err);
  size_t count = distinct->keys.count;
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    push_str(L, ((const assay_str *)(const void *)keys->data)[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"count", method_count},
                                   {"encode", accumulator_lua_encode},
                                   {"exact", method_exact},
                                   {"freeze", accumulator_lua_freeze},
                                   {"keys", method_keys},
                                   {"merge", accumulator_lua_merge},
                                   {NULL, NULL}};

const struct class distinct_handle_class = {"distinct", methods, NULL, accumulator_close,
                                            NULL};
