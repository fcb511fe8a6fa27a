#ifndef ASSAY_ENGINE_ROOM_H
#define ASSAY_ENGINE_ROOM_H
/*
** room.h - the environment of a script, built from an empty table by an allow-list. A
** test compares all that can be reached in it with a golden list. Its functions need a
** state whose allocator is limits_alloc (limits.h).
*/
#include <lauxlib.h>
#include <lua.h>

/* Pushes the environment of the closed room: Lua's libraries without io, os, package,
** debug and what else reaches out of the script, with own functions where Lua's may
** hang, and require "assay". */
void room_build(lua_State *L);
/* Pushes the one of --trust: all of Lua's standard libraries, and require "assay". */
void room_build_trusted(lua_State *L);
/* Pushes the value as text, as tostring does, but without addresses. */
const char *room_tostring(lua_State *L, int index);

/* Lua's own functions that are replaced; each library's are in a file of that name. */
extern const luaL_Reg room_string_functions[], room_table_functions[];
int room_pairs(lua_State *L); /* in the order of keys: numbers, then strings by bytes */
int room_rep(lua_State *L);
/* Upvalues: the modules that are loaded, by name; the environment of those that are not;
** with --trust Lua's own. */
int room_require(lua_State *L);
/* string.format, upvalue 1 is Lua's own. */
int room_format(lua_State *L);

#endif
