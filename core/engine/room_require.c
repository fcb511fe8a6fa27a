/*
** room_require.c - require: "assay", and the modules of the folder lib, each run once in
** a state, in the script's own environment and within its limits.
*/
#include "engine/room.h"
#include "engine/state.h"

#include <string.h>

enum { LOADED = lua_upvalueindex(1), ENVIRONMENT = lua_upvalueindex(2) };
enum { LUAS_OWN = lua_upvalueindex(3) };

static const struct module *find_module(lua_State *L, assay_str name) {
  struct state *s = (struct state *)limits_of(L);
  assay_error err;
  const struct module *module = modules_find(s->modules, name, &err);
  if (!module) luaL_error(L, "cannot require '%s': %s", name.ptr, err.message);
  return module;
}

/* Leaves the function; errors name the file as lib/NAME.lua. */
static void load_module(lua_State *L, const struct module *module) {
  const char *chunk = lua_pushfstring(L, "@lib/%s.lua", module->name.ptr + 4);
  if (luaL_loadbufferx(L, module->source.ptr, module->source.len, chunk, "t") != LUA_OK)
    luaL_error(L, "%s", lua_tostring(L, -1));
  lua_remove(L, -2);
  lua_pushvalue(L, ENVIRONMENT);
  lua_setupvalue(L, -2, 1);
}

static int call_luas_own(lua_State *L) {
  lua_pushvalue(L, LUAS_OWN);
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* require(name): upvalues are the modules that are loaded, by name, with false for one
** that is being loaded; the environment; and, with --trust, Lua's own require. */
int room_require(lua_State *L) {
  assay_str name;
  name.ptr = luaL_checklstring(L, 1, &name.len);
  lua_settop(L, 1);
  if (!lua_isnone(L, LUAS_OWN) && strncmp(name.ptr, "lib.", 4) != 0)
    return call_luas_own(L);
  lua_pushvalue(L, 1);
  int found = lua_rawget(L, LOADED);
  if (found == LUA_TBOOLEAN && !lua_toboolean(L, -1))
    return luaL_error(L, "module '%s' requires itself, or could not be loaded", name.ptr);
  if (found != LUA_TNIL) return 1;
  load_module(L, find_module(L, name));
  lua_pushvalue(L, 1);
  lua_pushboolean(L, 0);
  lua_rawset(L, LOADED);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, LOADED);
  return 1;
}
