/*
** l_usage.c - errors that are no mistakes of the script: whoever runs it asked for
** something that there is not. The engine tells them from others by their metatable.
*/
#include "base/alloc.h"
#include "base/suggest.h"
#include "base/table.h"
#include "lua/binding.h"

static const char usage_mark = 0; /* in the registry: the metatable of these errors */

/* error.message */
static int usage_tostring(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_pushliteral(L, "message");
  lua_rawget(L, 1);
  return 1;
}

static void push_metatable(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &usage_mark) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_createtable(L, 0, 3);
  lua_pushliteral(L, "usage error");
  lua_setfield(L, -2, "__name");
  lua_pushcfunction(L, usage_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &usage_mark);
}

/* assay.usage_error(message) */
int raise_usage(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_settop(L, 1);
  lua_createtable(L, 0, 1);
  lua_insert(L, 1);
  lua_setfield(L, 1, "message");
  push_metatable(L);
  lua_setmetatable(L, 1);
  return lua_error(L);
}

int raise_short(lua_State *L, const assay_error *err) {
  lua_createtable(L, 0, 2);
  lua_pushstring(L, err->message);
  lua_setfield(L, -2, "message");
  lua_pushinteger(L, (lua_Integer)err->offset);
  lua_setfield(L, -2, "missing");
  push_metatable(L);
  lua_setmetatable(L, -2);
  return lua_error(L);
}

uint64_t usage_missing(lua_State *L, int index) {
  index = lua_absindex(L, index);
  lua_pushliteral(L, "missing");
  lua_rawget(L, index);
  const lua_Integer missing = lua_tointeger(L, -1);
  lua_pop(L, 1);
  return missing > 0 ? (uint64_t)missing : 0;
}

const char *usage_message(lua_State *L, int index) {
  index = lua_absindex(L, index);
  if (!lua_istable(L, index) || !lua_getmetatable(L, index)) return NULL;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &usage_mark);
  bool same = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  if (!same) return NULL;
  lua_pushliteral(L, "message");
  lua_rawget(L, index);
  return lua_tostring(L, -1);
}

/* assay.suggest(name, names): the nearest of the list, or nil */
int text_suggest(lua_State *L) {
  assay_str name = check_str(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  const size_t count = lua_rawlen(L, 2);
  if (count > SUGGEST_MOST)
    return luaL_error(L, "assay.suggest is limited to %d names", SUGGEST_MOST);
  luaL_checkstack(L, (int)count + 8, "too many names");
  assay_str *names = lua_newuserdatauv(L, (count + 1) * sizeof *names, 0);
  for (size_t i = 0; i < count; i++) { /* they stay on the stack, so they stay valid */
    lua_rawgeti(L, 2, (lua_Integer)i + 1);
    if (lua_type(L, -1) != LUA_TSTRING && lua_type(L, -1) != LUA_TNUMBER)
      return luaL_error(L, "names[%d] is a %s, not a text", (int)i + 1,
                        luaL_typename(L, -1));
    names[i].ptr = lua_tolstring(L, -1, &names[i].len);
  }
  int nearest = suggest_nearest(name, names, count);
  if (nearest < 0)
    lua_pushnil(L);
  else
    push_str(L, names[nearest]);
  return 1;
}
