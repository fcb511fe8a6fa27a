/*
** traceback.c - walks the call stack past everything that is not the script's: functions
** of Lua and of the interface are in nobody's file.
*/
#include "engine/traceback.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CALLS = 8, LONGEST_NAME = 40 };

/* The next level at or above *level that runs a function of the chunk. */
static bool next_own(lua_State *L, const char *chunk, int *level, lua_Debug *ar) {
  for (; *level < TRACEBACK_LEVELS && lua_getstack(L, *level, ar); ++*level) {
    lua_getinfo(L, "nSlt", ar);
    if (strcmp(ar->short_src, chunk) == 0 && ar->currentline > 0) return true;
  }
  return false;
}

static void write_call(const lua_Debug *callee, int caller_line, char *out, size_t size) {
  char name[LONGEST_NAME + 16] = "a function";
  if (callee->name && !callee->istailcall)
    snprintf(name, sizeof name, "%s '%.*s'",
             strcmp(callee->namewhat, "method") == 0 ? "method" : "function",
             LONGEST_NAME, callee->name);
  snprintf(out, size, "\n  in %s (line %d), called from line %d", name,
           callee->linedefined, caller_line);
}

void traceback_write(lua_State *L, const char *chunk, char *out, size_t size) {
  lua_Debug callee, caller;
  int level = 0, calls = 0;
  out[0] = '\0';
  if (!next_own(L, chunk, &level, &callee)) return;
  for (level++; next_own(L, chunk, &level, &caller); level++) {
    size_t used = strlen(out);
    if (calls++ == MOST_CALLS || size - used < 120) {
      snprintf(out + used, size - used, "\n  ...");
      return;
    }
    write_call(&callee, caller.currentline, out + used, size - used);
    callee = caller;
  }
}
