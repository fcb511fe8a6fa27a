/*
** accumulator.c - the one shape of accumulator handles. A handle owns its object until it
** is closed or the engine takes the object to another state; then it is closed. Here are
** also the methods and the arguments that several kinds share.
*/
#include "lua/binding.h"

static const struct {
  const struct accumulator_class *class;
  const struct class *handle;
} kinds[] = {{&counter_class, &counter_handle_class},
             {&distinct_class, &distinct_handle_class},
             {&grid_class, &grid_handle_class},
             {&moments_class, &moments_handle_class},
             {&ngrams_class, &ngrams_handle_class},
             {&passages_class, &passages_handle_class},
             {&quantiles_class, &quantiles_handle_class},
             {&rows_class, &rows_handle_class},
             {&sample_class, &sample_handle_class},
             {&top_class, &top_handle_class},
             {&windows_class, &windows_handle_class}};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct class *handle_class(const struct accumulator_class *class) {
  size_t i = 0;
  while (kinds[i].class != class) i++;
  return kinds[i].handle;
}

struct accumulator_handle *push_closed(lua_State *L,
                                       const struct accumulator_class *class) {
  struct accumulator_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  handle->accumulator.class = class;
  handle->accumulator.object = NULL;
  handle->borrowed = false;
  handle->meter = NULL;
  class_set(L, handle_class(class));
  return handle;
}

assay_allocator accumulator_memory(lua_State *L, struct accumulator_handle *handle) {
  struct session *session = session_of(L);
  session_tick(L);
  if (session->account) {
    handle->meter = meter_new(session->account);
    if (!handle->meter) luaL_error(L, "not enough memory");
  }
  return meter_allocator(handle->meter);
}

void push_accumulator(lua_State *L, struct accumulator accumulator) {
  push_closed(L, accumulator.class)->accumulator.object = accumulator.object;
}

struct accumulator_handle *test_accumulator(lua_State *L, int arg) {
  for (size_t i = 0; i < KINDS; i++) {
    struct accumulator_handle *handle = class_test(L, arg, kinds[i].handle);
    if (handle) return handle;
  }
  return NULL;
}

void *check_accumulator(lua_State *L, int arg, const struct class *class) {
  struct accumulator_handle *handle = class_check(L, arg, class);
  if (!handle->accumulator.object)
    luaL_error(L, "the accumulator was handed to the engine, or closed");
  return handle->accumulator.object;
}

int accumulator_close(lua_State *L) {
  struct accumulator_handle *handle = lua_touserdata(L, 1);
  if (handle->accumulator.object && !handle->borrowed)
    handle->accumulator.class->free(handle->accumulator.object);
  handle->accumulator.object = NULL;
  meter_release(handle->meter);
  handle->meter = NULL;
  return 0;
}

/* The open accumulator of any kind at arg. */
static struct accumulator check_any(lua_State *L, int arg) {
  struct accumulator_handle *handle = test_accumulator(L, arg);
  if (!handle) luaL_typeerror(L, arg, "accumulator");
  check_accumulator(L, arg, handle_class(handle->accumulator.class));
  return handle->accumulator;
}

int accumulator_lua_merge(lua_State *L) {
  struct accumulator into = check_any(L, 1);
  const void *from = check_accumulator(L, 2, handle_class(into.class));
  assay_error err;
  if (into.class->merge(into.object, from, &err) != ASSAY_OK) return raise(L, &err);
  return 0;
}

int accumulator_lua_freeze(lua_State *L) {
  struct accumulator accumulator = check_any(L, 1);
  if (!accumulator.class->freeze)
    return luaL_error(L, "%s cannot be frozen", accumulator.class->name);
  accumulator.class->freeze(accumulator.object);
  return 0;
}

int accumulator_lua_encode(lua_State *L) {
  struct accumulator accumulator = check_any(L, 1);
  struct buffer *bytes = push_buffer(L);
  assay_error err;
  if (accumulator_encode(&accumulator, bytes, &err) != ASSAY_OK) return raise(L, &err);
  push_str(L, buffer_str(bytes));
  return 1;
}

/* assay.decode(bytes): the accumulator that encode() made them from. */
int decode_accumulator(lua_State *L) {
  assay_str bytes = check_str(L, 1);
  struct accumulator_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  assay_error err;
  handle->borrowed = false;
  handle->meter = NULL;
  assay_allocator memory = accumulator_memory(L, handle);
  if (accumulator_decode(&handle->accumulator, bytes, NULL, &memory, &err) != ASSAY_OK) {
    meter_release(handle->meter);
    return raise(L, &err);
  }
  class_set(L, handle_class(handle->accumulator.class)); /* cannot raise */
  return 1;
}

lua_Integer option_whole(lua_State *L, int table, const char *name, lua_Integer least,
                         lua_Integer most, lua_Integer fallback) {
  lua_Integer value = fallback;
  if (lua_getfield(L, table, name) != LUA_TNIL) {
    int is_integer;
    value = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || value < least || value > most) {
      if (most == LUA_MAXINTEGER)
        luaL_error(L, "option '%s' is a whole number, %I or more", name, least);
      luaL_error(L, "option '%s' is a whole number, %I..%I", name, least, most);
    }
  }
  lua_pop(L, 1);
  return value;
}

struct scalar check_scalar(lua_State *L, int arg, const char *what) {
  luaL_checktype(L, arg, LUA_TNUMBER);
  if (lua_isinteger(L, arg)) return scalar_integer(lua_tointeger(L, arg));
  struct scalar scalar;
  assay_error err;
  if (scalar_number(&scalar, lua_tonumber(L, arg), what, &err) != ASSAY_OK)
    luaL_argerror(L, arg, err.message);
  return scalar;
}

void push_scalar(lua_State *L, struct scalar scalar) {
  if (scalar.is_integer)
    lua_pushinteger(L, scalar.integer);
  else
    lua_pushnumber(L, scalar.number);
}
