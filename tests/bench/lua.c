/*
** lua.c - runs a file in a plain Lua state: the same library that scripts run in, without
** the room, counting of memory or time. The stock interpreter is often built otherwise.
**
**   bench_lua FILE
*/
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>

int main(int argc, char **argv) {
  lua_State *L = luaL_newstate();
  if (!L || argc != 2) return 2;
  luaL_openlibs(L);
  const int failed = luaL_dofile(L, argv[1]);
  if (failed) fprintf(stderr, "%s\n", lua_tostring(L, -1));
  lua_close(L);
  return failed;
}
