/*
** room.c - what a script may use of Lua, name by name.
*/
#include "engine/room.h"

#include "assay_lua.h"
#include "engine/limits.h"
#include "engine/state.h"
#include "lua/binding.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

enum { LOAD_LIMIT = 1 << 20, PRINT_LIMIT = 64 << 20 };

/* Left out: io, os, package, debug, dofile, loadfile, string.dump, math.randomseed,
** collectgarbage. Taken as Lua has them are the names below; those that may hang, tell
** addresses, or catch a limit are ours. */
static const char *const allowed_globals[] = {
    "assert", "error",  "getmetatable", "ipairs", "next",     "rawequal", "rawget",
    "rawlen", "select", "tonumber",     "type",   "_VERSION", NULL};

static const struct {
  const char *name;
  lua_CFunction open;
  const char *const allowed[32];
} libraries[] = {
    {LUA_MATHLIBNAME,
     luaopen_math,
     {"abs",  "acos",       "asin",      "atan", "ceil", "cos",    "deg",
      "exp",  "floor",      "fmod",      "huge", "log",  "max",    "maxinteger",
      "min",  "mininteger", "modf",      "pi",   "rad",  "random", "sin",
      "sqrt", "tan",        "tointeger", "type", "ult",  NULL}},
    {LUA_STRLIBNAME,
     luaopen_string,
     {"byte", "char", "len", "lower", "pack", "packsize", "reverse", "sub", "unpack",
      "upper", NULL}},
    {LUA_TABLIBNAME, luaopen_table, {"pack", NULL}},
    {LUA_UTF8LIBNAME,
     luaopen_utf8,
     {"char", "charpattern", "codepoint", "codes", "len", "offset", NULL}},
    {LUA_COLIBNAME,
     luaopen_coroutine,
     {"create", "isyieldable", "running", "status", "yield", NULL}}};

/* -- Functions of our own ------------------------------------------------------------ */

const char *room_tostring(lua_State *L, int index) {
  int type = lua_type(L, index);
  bool plain = type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER ||
               type == LUA_TSTRING;
  if (!plain && luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) {
    if (luaL_getmetafield(L, index, "__name") != LUA_TSTRING)
      lua_pushstring(L, lua_typename(L, type));
    return lua_tostring(L, -1);
  }
  if (!plain) lua_pop(L, 1);
  return luaL_tolstring(L, index, NULL);
}

static int own_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  room_tostring(L, 1);
  return 1;
}

/* print(...): one line to the host. */
static int own_print(lua_State *L) {
  struct state *s = (struct state *)limits_of(L);
  int count = lua_gettop(L);
  luaL_Buffer line;
  luaL_buffinit(L, &line);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&line, '\t');
    room_tostring(L, i);
    luaL_addvalue(&line);
  }
  luaL_pushresult(&line);
  assay_str text;
  text.ptr = lua_tolstring(L, -1, &text.len);
  if (text.len > PRINT_LIMIT - s->limits.printed)
    return luaL_error(L, "print() gave more than its limit of %d MiB", PRINT_LIMIT >> 20);
  s->limits.printed += text.len;
  if (s->print) s->print(s->print_ctx, text);
  return 0;
}

/* setmetatable(t, mt) without finalizers: Lua runs those where no limit reaches. */
static int own_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, lua_isnoneornil(L, 2) || lua_istable(L, 2), 2, "nil or table");
  lua_settop(L, 2);
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return luaL_error(L, "cannot change a protected metatable");
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL)
      return luaL_error(L, "a metatable with __gc is not possible in a script");
    lua_pop(L, 1);
  }
  lua_setmetatable(L, 1);
  return 1;
}

/* rawset(t, k, v), but not into what is read-only; upvalue 1 is the environment. */
static int own_rawset(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  luaL_checkany(L, 3);
  lua_settop(L, 3);
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL &&
      !lua_rawequal(L, 1, lua_upvalueindex(1)))
    return luaL_error(L, "rawset: the table is protected");
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 1;
}

/* load(text, name, mode, env): text only; upvalue 1 is the environment. */
static int own_load(lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  const char *name = luaL_optstring(L, 2, "=(load)");
  bool own = !lua_isnone(L, 4);
  limits_check(L);
  if (len > LOAD_LIMIT)
    return luaL_error(L, "load: %d bytes are more than the limit of %d", (int)len,
                      LOAD_LIMIT);
  if (luaL_loadbufferx(L, text, len, name, "t") != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  lua_pushvalue(L, own ? 4 : lua_upvalueindex(1));
  lua_setupvalue(L, -2, 1);
  return 1;
}

/* Reading or writing a global that is not there: a misspelling, mostly. */
static int unknown_global(lua_State *L) {
  const char *name = room_tostring(L, 2);
  return luaL_error(L, "the global '%s' is not defined%s", name,
                    push_suggestion(L, name, lua_upvalueindex(1)));
}

static int assign_global(lua_State *L) {
  const char *name = room_tostring(L, 2);
  return luaL_error(L, "assignment to the undeclared global '%s' (write 'local %s')",
                    name, name);
}

/* -- Read-only tables ------------------------------------------------------------ */

/* string.frmat: upvalue 1 is the table of names, 2 the library's name. */
static int unknown_name(lua_State *L) {
  return raise_unknown(L, lua_tostring(L, lua_upvalueindex(2)), "function",
                       room_tostring(L, 2), lua_upvalueindex(1));
}

/* string.foo = ...: upvalue 1 is the library's name. */
static int read_only(lua_State *L) {
  return luaL_error(L, "the table '%s' is read-only",
                    lua_tostring(L, lua_upvalueindex(1)));
}

/* pairs(string): upvalue 1 is the table of names. */
static int pairs_of_hidden(lua_State *L) {
  lua_settop(L, 0);
  lua_pushvalue(L, lua_upvalueindex(1));
  return room_pairs(L);
}

/* What is said when a name is not in the library's table on the top. */
static void complain_of_unknown(lua_State *L, const char *name) {
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, -2);
  lua_pushstring(L, name);
  lua_pushcclosure(L, unknown_name, 2);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

/* Replaces the library's table on the top by one that shows it, read-only. */
static void freeze(lua_State *L, const char *name) {
  int real = lua_gettop(L);
  lua_newtable(L);
  lua_createtable(L, 0, 4);
  lua_pushvalue(L, real);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, name);
  lua_pushcclosure(L, read_only, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushvalue(L, real);
  lua_pushcclosure(L, pairs_of_hidden, 1);
  lua_setfield(L, -2, "__pairs");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_replace(L, real);
}

/* -- Building -------------------------------------------------------------------- */

static void copy_globals(lua_State *L, int env) {
  luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
  for (size_t i = 0; allowed_globals[i]; i++) {
    lua_getfield(L, -1, allowed_globals[i]);
    lua_setfield(L, env, allowed_globals[i]);
  }
  lua_pop(L, 1);
}

/* Adds to the table on the top a function with Lua's own of that name as its upvalue. */
static void add_wrapped(lua_State *L, int library, const char *name,
                        lua_CFunction function) {
  lua_getfield(L, library, name);
  lua_pushcclosure(L, function, 1);
  lua_setfield(L, -2, name);
}

/* The same, for the library's functions that are ours. */
static void add_own_functions(lua_State *L, int library, const char *name) {
  if (strcmp(name, LUA_STRLIBNAME) == 0) {
    luaL_setfuncs(L, room_string_functions, 0);
    add_wrapped(L, library, "format", room_format);
  } else if (strcmp(name, LUA_TABLIBNAME) == 0) {
    for (const luaL_Reg *f = room_table_functions; f->name; f++)
      add_wrapped(L, library, f->name, f->func);
  } else if (strcmp(name, LUA_COLIBNAME) == 0) {
    lua_pushcfunction(L, limits_resume);
    lua_setfield(L, -2, "resume");
    lua_pushcfunction(L, limits_wrap);
    lua_setfield(L, -2, "wrap");
    add_wrapped(L, library, "close", limits_close);
  }
}

/* ("x"):rep(3) finds the room's functions, not Lua's own; the table at the top. */
static void set_string_methods(lua_State *L) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1); /* kept for its arithmetic: "10" + 1 */
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}

static void copy_libraries(lua_State *L, int env) {
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    luaL_requiref(L, libraries[i].name, libraries[i].open, 0);
    int library = lua_gettop(L);
    lua_newtable(L);
    for (size_t k = 0; libraries[i].allowed[k]; k++) {
      lua_getfield(L, library, libraries[i].allowed[k]);
      lua_setfield(L, -2, libraries[i].allowed[k]);
    }
    add_own_functions(L, library, libraries[i].name);
    complain_of_unknown(L, libraries[i].name);
    freeze(L, libraries[i].name);
    if (libraries[i].open == luaopen_string) set_string_methods(L);
    lua_setfield(L, env, libraries[i].name);
    lua_settop(L, library - 1);
  }
}

static void add_require(lua_State *L, int env) {
  lua_newtable(L);
  luaL_requiref(L, "assay", module_open_closed, 0);
  freeze(L, "assay");
  lua_setfield(L, -2, "assay");
  lua_pushvalue(L, env);
  lua_pushcclosure(L, room_require, 2);
  lua_setfield(L, env, "require");
}

static void add_own(lua_State *L, int env) {
  static const luaL_Reg own[] = {{"pairs", room_pairs},
                                 {"pcall", limits_pcall},
                                 {"print", own_print},
                                 {"setmetatable", own_setmetatable},
                                 {"tostring", own_tostring},
                                 {"xpcall", limits_xpcall},
                                 {NULL, NULL}};
  lua_pushvalue(L, env);
  luaL_setfuncs(L, own, 0);
  lua_pushvalue(L, env);
  lua_pushcclosure(L, own_load, 1);
  lua_setfield(L, env, "load");
  lua_pushvalue(L, env);
  lua_pushcclosure(L, own_rawset, 1);
  lua_setfield(L, env, "rawset");
  lua_pop(L, 1);
  add_require(L, env);
}

static void close_globals(lua_State *L, int env) {
  lua_pushvalue(L, env);
  lua_setfield(L, env, "_G");
  lua_newtable(L);
  lua_pushvalue(L, env);
  lua_pushcclosure(L, unknown_global, 1);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, assign_global);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, env);
}

void room_build(lua_State *L) {
  lua_newtable(L);
  int env = lua_gettop(L);
  copy_globals(L, env);
  copy_libraries(L, env);
  add_own(L, env);
  close_globals(L, env);
}

/* What could catch a limit, or run where the watchdog does not see it, is ours also where
** the script is trusted. The environment is on the top. */
static void keep_limits(lua_State *L) {
  static const luaL_Reg own[] = {
      {"pcall", limits_pcall}, {"xpcall", limits_xpcall}, {NULL, NULL}};
  static const luaL_Reg coroutines[] = {
      {"resume", limits_resume}, {"wrap", limits_wrap}, {NULL, NULL}};
  luaL_setfuncs(L, own, 0);
  lua_getfield(L, -1, LUA_COLIBNAME);
  luaL_setfuncs(L, coroutines, 0);
  add_wrapped(L, lua_gettop(L), "close", limits_close);
  lua_pop(L, 1);
}

void room_build_trusted(lua_State *L) {
  luaL_openlibs(L);
  luaL_requiref(L, "assay", module_open_closed, 0);
  lua_pop(L, 1);
  lua_pushglobaltable(L);
  lua_pushcfunction(L, own_print); /* what is printed is kept apart from the results */
  lua_setfield(L, -2, "print");
  keep_limits(L);
  lua_newtable(L);
  lua_pushvalue(L, -2);
  lua_getfield(L, -3, "require");
  lua_pushcclosure(L, room_require, 3);
  lua_setfield(L, -2, "require");
}
