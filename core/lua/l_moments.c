/* l_moments.c - how large and how spread: count, sum, mean, deviation and the ends. */
#include "count/moments.h"

#include "lua/binding.h"

static struct moments *check_moments(lua_State *L, int arg) {
  return check_accumulator(L, arg, &moments_handle_class);
}

/* assay.moments() */
int new_moments(lua_State *L) {
  struct accumulator_handle *handle = push_closed(L, &moments_class);
  struct moments *moments;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (moments_new(&moments, &memory, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = moments;
  return 1;
}

/* moments:add(value) */
static int method_add(lua_State *L) {
  struct moments *moments = check_moments(L, 1);
  struct scalar value = check_scalar(L, 2, "moments");
  assay_error err;
  assay_status status = value.is_integer
                            ? moments_add_integer(moments, value.integer, &err)
                            : moments_add_number(moments, value.number, &err);
  return status == ASSAY_OK ? 0 : raise(L, &err);
}

static int method_count(lua_State *L) {
  lua_pushinteger(L, check_moments(L, 1)->count);
  return 1;
}

/* moments:sum(): an integer when all were and it fits. */
static int method_sum(lua_State *L) {
  push_scalar(L, moments_sum(check_moments(L, 1)));
  return 1;
}

/* moments:mean(): nil without a number. */
static int method_mean(lua_State *L) {
  const struct moments *moments = check_moments(L, 1);
  if (moments->count > 0)
    lua_pushnumber(L, moments_mean(moments));
  else
    lua_pushnil(L);
  return 1;
}

/* moments:sd(): the standard deviation of a sample; nil for fewer than two numbers. */
static int method_sd(lua_State *L) {
  const struct moments *moments = check_moments(L, 1);
  if (moments->count > 1)
    lua_pushnumber(L, moments_deviation(moments));
  else
    lua_pushnil(L);
  return 1;
}

static int method_min(lua_State *L) {
  const struct moments *moments = check_moments(L, 1);
  if (moments->count > 0)
    push_scalar(L, moments->least);
  else
    lua_pushnil(L);
  return 1;
}

static int method_max(lua_State *L) {
  const struct moments *moments = check_moments(L, 1);
  if (moments->count > 0)
    push_scalar(L, moments->greatest);
  else
    lua_pushnil(L);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"count", method_count},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"max", method_max},
                                   {"mean", method_mean},
                                   {"merge", accumulator_lua_merge},
                                   {"min", method_min},
                                   {"sd", method_sd},
                                   {"sum", method_sum},
                                   {NULL, NULL}};

const struct class moments_handle_class = {"moments", methods, NULL, accumulator_close,
                                           NULL};
