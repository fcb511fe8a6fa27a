#ifndef ASSAY_LUA_H
#define ASSAY_LUA_H
/*
** assay_lua.h - the Lua interface of Assay, for hosts that have a Lua 5.4 state.
** The functions themselves are described in scripts/assay.d.lua.
*/
#include "assay.h"

#include <lua.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Pushes the module table, as `require "assay"` gives it. Sets no global. To make the
** module available in a state of your own:
**     luaL_requiref(L, "assay", luaopen_assay, 0); lua_pop(L, 1);
** One state belongs to one thread at a time. */
ASSAY_API int luaopen_assay(lua_State *L);

#ifdef __cplusplus
}
#endif
#endif
