/* l_counter.c - how often: keys to counts. */
#include "count/counter.h"

#include "base/table.h"
#include "lua/binding.h"

#include <string.h>

static struct counter *check_counter(lua_State *L, int arg) {
  return check_accumulator(L, arg, &counter_handle_class);
}

/* assay.counter() */
int new_counter(lua_State *L) {
  struct accumulator made = {&counter_class, NULL};
  push_accumulator(L, made);
  struct accumulator_handle *handle = lua_touserdata(L, -1);
  struct counter *counter;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (counter_new(&counter, &memory, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = counter;
  return 1;
}

/* counter:add(key, n): n is 1 by default; 0 makes the key known. */
static int method_add(lua_State *L) {
  struct counter *counter = check_counter(L, 1);
  assay_str key = check_str(L, 2);
  assay_error err;
  if (counter_add(counter, key, luaL_optinteger(L, 3, 1), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static int method_get(lua_State *L) {
  struct counter *counter = check_counter(L, 1);
  lua_pushinteger(L, counter_get(counter, check_str(L, 2)));
  return 1;
}

static int method_total(lua_State *L) {
  lua_pushinteger(L, check_counter(L, 1)->total);
  return 1;
}

/* Pushes the keys, in order, at most `most` of them. */
static int push_keys(lua_State *L, struct counter *counter, enum count_order by,
                     lua_Integer most) {
  uint32_t *order;
  assay_error err;
  size_t count = counter->keys.count;
  /* The order is copied to memory of Lua's, since pushing strings may raise. */
  uint32_t *ids = lua_newuserdatauv(L, (count + 1) * sizeof *ids, 0);
  if (counter_order(counter, by, &order, &err) != ASSAY_OK) return raise(L, &err);
  if (count > 0) memcpy(ids, order, count * sizeof *ids);
  counter_free_order(counter, order);
  if ((lua_Unsigned)most < count) count = (size_t)most;
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    push_str(L, table_key(&counter->keys, ids[i]));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* counter:keys(): all keys, sorted; numbers by value. */
static int method_keys(lua_State *L) {
  return push_keys(L, check_counter(L, 1), ORDER_BY_KEY, LUA_MAXINTEGER);
}

/* counter:top(n): the keys with the largest counts, ties sorted by key. */
static int method_top(lua_State *L) {
  struct counter *counter = check_counter(L, 1);
  lua_Integer most = luaL_optinteger(L, 2, LUA_MAXINTEGER);
  luaL_argcheck(L, most >= 0, 2, "a number of keys, 0 or more");
  return push_keys(L, counter, ORDER_BY_COUNT, most);
}

static int counter_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_counter(L, 1)->keys.count);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"get", method_get},
                                   {"keys", method_keys},
                                   {"merge", accumulator_lua_merge},
                                   {"per", counter_per},
                                   {"rows", counter_rows},
                                   {"top", method_top},
                                   {"total", method_total},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__len", counter_len}, {NULL, NULL}};

const struct class counter_handle_class = {"counter", methods, NULL, accumulator_close,
                                           meta};
