/* l_top.c - the keys of the greatest values. */
#include "count/top.h"

#include "lua/binding.h"

static struct top *check_top(lua_State *L, int arg) {
  return check_accumulator(L, arg, &top_handle_class);
}

/* assay.top{ size = 10 } */
int new_top(lua_State *L) {
  static const char *const known[] = {"size", NULL};
  lua_Integer size = 10;
  if (!lua_isnoneornil(L, 1)) {
    check_options(L, 1, known);
    size = option_whole(L, 1, "size", 1, RANKING_SIZE_MAX, size);
  }
  struct accumulator_handle *handle = push_closed(L, &top_class);
  struct top *top;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (top_new(&top, (size_t)size, &memory, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = top;
  return 1;
}

/* top:add(key, value) */
static int method_add(lua_State *L) {
  struct top *top = check_top(L, 1);
  assay_str key = check_str(L, 2);
  struct scalar value = check_scalar(L, 3, "top lists");
  assay_error err;
  if (top_add(top, key, value, &err) != ASSAY_OK) return raise(L, &err);
  return 0;
}

static int next_item(lua_State *L) {
  const struct top *top = check_top(L, lua_upvalueindex(1));
  size_t i = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  if (i >= top->ranking.count) return 0;
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_replace(L, lua_upvalueindex(2));
  push_str(L, top_key(top_at(top, i)));
  push_scalar(L, top_at(top, i)->value);
  return 2;
}

/* for key, value in top:each() */
static int method_each(lua_State *L) {
  check_top(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_item, 2);
  return 1;
}

static int top_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_top(L, 1)->ranking.count);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"each", method_each},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"merge", accumulator_lua_merge},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__len", top_len}, {NULL, NULL}};

const struct class top_handle_class = {"top", methods, NULL, accumulator_close, meta};
