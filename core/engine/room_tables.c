/*
** room_tables.c - `pairs` and the functions of `table` that are ours. Lengths are those
** of the table itself, not what __len claims; ranges have a limit; long work looks at
** the clock.
*/
#include "engine/limits.h"
#include "engine/room.h"
#include "lua/binding.h"

#include <lauxlib.h>

enum { RANGE_LIMIT = 10 * 1000 * 1000, SORT_UNWATCHED = 100 * 1000, TICK = 1 << 16 };

static lua_Integer length_at(lua_State *L, int arg) {
  luaL_checktype(L, arg, LUA_TTABLE);
  return (lua_Integer)lua_rawlen(L, arg);
}

/* Lua's own order of keys changes from run to run; ours is that of assay.sorted. */
int room_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  limits_check(L);
  if (luaL_getmetafield(L, 1, "__pairs") == LUA_TNIL) return sorted_pairs(L);
  lua_pushvalue(L, 1);
  lua_call(L, 1, 3);
  return 3;
}

/* -- Lists ----------------------------------------------------------------------- */

/* Moves t[first..last] by one place up or down; the caller has checked the range. */
static void shift(lua_State *L, lua_Integer first, lua_Integer last, int by) {
  lua_Integer count = last - first + 1;
  for (lua_Integer i = 0; i < count; i++) {
    lua_Integer from = by > 0 ? last - i : first + i;
    lua_rawgeti(L, 1, from);
    lua_rawseti(L, 1, from + by);
    if (i % TICK == TICK - 1) limits_check(L);
  }
}

static int own_insert(lua_State *L) {
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return luaL_error(L, "table.insert: the table is protected");
  lua_Integer length = length_at(L, 1), at = length + 1;
  int count = lua_gettop(L);
  if (count != 2 && count != 3)
    return luaL_error(L, "wrong number of arguments to 'insert'");
  if (count == 3) {
    at = luaL_checkinteger(L, 2);
    luaL_argcheck(L, at >= 1 && at <= length + 1, 2, "position out of bounds");
    shift(L, at, length, 1);
  }
  lua_settop(L, count);
  lua_rawseti(L, 1, at);
  return 0;
}

static int own_remove(lua_State *L) {
  lua_Integer length = length_at(L, 1), at = luaL_optinteger(L, 2, length);
  if (!lua_isnoneornil(L, 2))
    luaL_argcheck(L, (at >= 1 && at <= length + 1) || (length == 0 && at == 0), 2,
                  "position out of bounds");
  lua_rawgeti(L, 1, at);
  if (at >= 1 && at <= length) {
    shift(L, at + 1, length, -1);
    lua_pushnil(L);
    lua_rawseti(L, 1, length);
  }
  return 1;
}

/* How many of first..last; an error above the limit. */
static void check_range(lua_State *L, const char *what, lua_Integer first,
                        lua_Integer last) {
  if (first > last) return;
  if ((lua_Unsigned)last - (lua_Unsigned)first >= RANGE_LIMIT)
    luaL_error(L, "%s: more values than the limit of %d", what, RANGE_LIMIT);
}

/* Calls Lua's own, upvalue 1, with the arguments on the stack. */
static int call_own(lua_State *L) {
  int count = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, LUA_MULTRET);
  return lua_gettop(L);
}

static int own_move(lua_State *L) {
  check_range(L, "table.move", luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
  return call_own(L);
}

static int own_concat(lua_State *L) {
  lua_Integer length = length_at(L, 1);
  lua_Integer first = luaL_optinteger(L, 3, 1), last = luaL_optinteger(L, 4, length);
  lua_settop(L, 2);
  check_range(L, "table.concat", first, last);
  if (lua_isnil(L, 2)) {
    lua_pushliteral(L, "");
    lua_replace(L, 2);
  }
  lua_pushinteger(L, first);
  lua_pushinteger(L, last);
  return call_own(L);
}

static int own_unpack(lua_State *L) {
  if (lua_isnoneornil(L, 3)) {
    lua_Integer length = length_at(L, 1);
    lua_settop(L, 2);
    if (lua_isnil(L, 2)) {
      lua_pushinteger(L, 1);
      lua_replace(L, 2);
    }
    lua_pushinteger(L, length);
  }
  return call_own(L);
}

/* a < b, for long lists: looks at the clock now and then. Upvalue 1 counts. */
static int watched_less(lua_State *L) {
  lua_Integer calls = lua_tointeger(L, lua_upvalueindex(1)) + 1;
  if (calls % TICK == 0) limits_check(L);
  lua_pushinteger(L, calls);
  lua_replace(L, lua_upvalueindex(1));
  lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPLT));
  return 1;
}

static int own_sort(lua_State *L) {
  lua_Integer length = length_at(L, 1);
  if (luaL_getmetafield(L, 1, "__len") != LUA_TNIL)
    return luaL_error(L, "table.sort: a table with __len cannot be sorted");
  check_range(L, "table.sort", 1, length);
  lua_settop(L, 2);
  if (lua_isnil(L, 2) && length > SORT_UNWATCHED) {
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, watched_less, 1);
    lua_replace(L, 2);
  }
  return call_own(L);
}

const luaL_Reg room_table_functions[] = {{"concat", own_concat},
                                         {"insert", own_insert},
                                         {"move", own_move},
                                         {"remove", own_remove},
                                         {"sort", own_sort},
                                         {"unpack", own_unpack},
                                         {NULL, NULL}};
