/*
** l_reader.c - assay.reader{...}: the table of a script that reads a format, checked when
** it is made. The engine calls its functions (engine/lua_reader.h).
*/
#include "lua/binding.h"

#include <string.h>

static const char reader_mark = 0;

static void check_type(lua_State *L, const char *field, int type, bool required) {
  int found = lua_getfield(L, 1, field);
  if (found == LUA_TNIL && required)
    luaL_error(L, "the reader lacks the field '%s'", field);
  if (found != LUA_TNIL && found != type)
    luaL_error(L, "the reader: field '%s' must be a %s, not a %s", field,
               lua_typename(L, type), lua_typename(L, found));
  lua_pop(L, 1);
}

static void check_extensions(lua_State *L) {
  lua_getfield(L, 1, "extensions");
  size_t count = lua_rawlen(L, -1);
  for (size_t i = 1; i <= count; i++) {
    const char *text = lua_rawgeti(L, -1, (lua_Integer)i) == LUA_TSTRING
                           ? lua_tostring(L, -1)
                           : "";
    size_t len = strspn(text + (text[0] == '.'), "abcdefghijklmnopqrstuvwxyz0123456789");
    if (text[0] != '.' || len == 0 || text[len + 1] != '\0' || len > 14)
      luaL_error(L, "the reader: extensions[%d] must be a text such as \".log\"", (int)i);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* assay.reader{ name =, extensions =, sniff =, read = } */
int new_reader(lua_State *L) {
  static const char *const known[] = {"extensions", "name", "read", "sniff", NULL};
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  check_options(L, 1, known);
  check_type(L, "name", LUA_TSTRING, true);
  check_type(L, "extensions", LUA_TTABLE, true);
  check_type(L, "sniff", LUA_TFUNCTION, false);
  check_type(L, "read", LUA_TFUNCTION, true);
  check_extensions(L);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &reader_mark) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &reader_mark);
  }
  lua_pushvalue(L, 1);
  lua_pushboolean(L, 1);
  lua_rawset(L, -3);
  lua_pushvalue(L, 1);
  return 1;
}

void check_reader(lua_State *L, int index) {
  bool marked = false;
  index = lua_absindex(L, index);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &reader_mark) == LUA_TTABLE) {
    lua_pushvalue(L, index);
    marked = lua_rawget(L, -2) == LUA_TBOOLEAN;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  if (!marked)
    luaL_error(
        L, "a reader must end with 'return assay.reader{...}'; this one returned a %s",
        luaL_typename(L, index));
}
