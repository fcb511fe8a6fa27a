/* l_quantiles.c - medians and percentiles. */
#include "count/quantiles.h"

#include "lua/binding.h"

#include <math.h>

static struct quantiles *check_quantiles(lua_State *L, int arg) {
  return check_accumulator(L, arg, &quantiles_handle_class);
}

static double error_of(unsigned bits) {
  return ldexp(1, -(int)bits - 1);
}

/* The fewest bits whose error is no larger than the option. */
static unsigned option_bits(lua_State *L) {
  unsigned bits = QUANTILES_BITS_MIN;
  double wanted = 0.005;
  if (lua_getfield(L, 1, "error") != LUA_TNIL) {
    int is_number;
    wanted = lua_tonumberx(L, -1, &is_number);
    if (!is_number || !(wanted >= error_of(QUANTILES_BITS_MAX) && wanted <= 0.25))
      luaL_error(L, "option 'error' is a share of the value, 0.0002..0.25");
  }
  lua_pop(L, 1);
  while (error_of(bits) > wanted) bits++;
  return bits;
}

/* assay.quantiles{ error = 0.005 } */
int new_quantiles(lua_State *L) {
  static const char *const known[] = {"error", NULL};
  lua_settop(L, 1);
  if (lua_isnil(L, 1)) {
    lua_newtable(L);
    lua_replace(L, 1);
  }
  check_options(L, 1, known);
  unsigned bits = option_bits(L);
  struct accumulator_handle *handle = push_closed(L, &quantiles_class);
  struct quantiles *quantiles;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (quantiles_new(&quantiles, bits, &memory, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = quantiles;
  return 1;
}

/* quantiles:add(value, n): n is 1 by default. */
static int method_add(lua_State *L) {
  struct quantiles *quantiles = check_quantiles(L, 1);
  luaL_checktype(L, 2, LUA_TNUMBER);
  assay_error err;
  if (quantiles_add(quantiles, lua_tonumber(L, 2), luaL_optinteger(L, 3, 1), &err) !=
      ASSAY_OK)
    return raise(L, &err);
  return 0;
}

/* quantiles:at(0.25, 0.5, 0.75): a value each; nil without any. */
static int method_at(lua_State *L) {
  const struct quantiles *quantiles = check_quantiles(L, 1);
  int count = lua_gettop(L) - 1;
  luaL_argcheck(L, count >= 1 && count <= 100, 2, "1..100 shares");
  double *shares = lua_newuserdatauv(L, 2 * (size_t)count * sizeof *shares, 0);
  double *values = shares + count;
  for (int i = 0; i < count; i++) {
    shares[i] = luaL_checknumber(L, i + 2);
    luaL_argcheck(L, shares[i] >= 0 && shares[i] <= 1, i + 2, "a share, 0 to 1");
  }
  luaL_checkstack(L, count, "too many shares");
  bool empty = quantiles->counts->total == 0;
  assay_error err;
  if (!empty && quantiles_at(quantiles, shares, (size_t)count, values, &err) != ASSAY_OK)
    return raise(L, &err);
  for (int i = 0; i < count; i++) {
    if (empty)
      lua_pushnil(L);
    else
      lua_pushnumber(L, values[i]);
  }
  return count;
}

static int method_count(lua_State *L) {
  lua_pushinteger(L, check_quantiles(L, 1)->counts->total);
  return 1;
}

/* quantiles:error(): the greatest relative error of answers; 0 while they are exact. */
static int method_error(lua_State *L) {
  const struct quantiles *quantiles = check_quantiles(L, 1);
  lua_pushnumber(L, quantiles->bucketed ? error_of(quantiles->bits) : 0);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"at", method_at},
                                   {"close", accumulator_close},
                                   {"count", method_count},
                                   {"encode", accumulator_lua_encode},
                                   {"error", method_error},
                                   {"freeze", accumulator_lua_freeze},
                                   {"merge", accumulator_lua_merge},
                                   {NULL, NULL}};

const struct class quantiles_handle_class = {"quantiles", methods, NULL,
                                             accumulator_close, NULL};
