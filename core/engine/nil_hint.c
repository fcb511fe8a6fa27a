/*
** nil_hint.c - looks through the locals of the function at fault, then at what it has
** from around it. The name itself says which: no table that has it is asked.
*/
#include "engine/nil_hint.h"

#include "engine/traceback.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_VARIABLES = 60, MOST_TABLES = 8, MOST_KEYS = 256, LONGEST_NAME = 64 };

/* "... a nil value (field 'documens')" -> "documens" */
static bool find_name(const char *message, char name[LONGEST_NAME]) {
  const char *field = strstr(message, "a nil value (field '");
  const char *called = strstr(message, "a nil value (method '");
  const char *start = field ? field : called;
  if (!start) return false;
  start = strchr(start, '\'') + 1;
  const size_t len = strcspn(start, "'");
  if (len == 0 || len >= LONGEST_NAME || strcmp(start + len, "')") != 0) return false;
  memcpy(name, start, len);
  name[len] = '\0';
  return true;
}

/* No script may make this take long: the time limit does not hold here. */
static bool is_small(lua_State *L, int table) {
  size_t keys = 0;
  if (lua_rawlen(L, table) > MOST_KEYS) return false;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pop(L, 1);
    if (++keys <= MOST_KEYS) continue;
    lua_pop(L, 1);
    return false;
  }
  return true;
}

/* Pushes the suggestion out of the table at the index; false, and nothing is pushed, when
** it has none, or the name. */
static bool suggest(lua_State *L, int table, const char *name) {
  table = lua_absindex(L, table);
  if (!is_small(L, table)) return false;
  lua_pushstring(L, name);
  const bool known = lua_rawget(L, table) != LUA_TNIL;
  lua_pop(L, 1);
  if (!known && push_suggestion(L, name, table)[0]) return true;
  if (!known) lua_pop(L, 1);
  return false;
}

/* The same out of the variable at the top, which is popped. *tables: how many may still
** be looked at. */
static bool suggest_from(lua_State *L, const char *name, int *tables) {
  bool found = false;
  if (lua_istable(L, -1) && (*tables)-- > 0) {
    found = suggest(L, -1, name);
  } else if (class_test(L, -1, &document_class)) {
    if (lua_getiuservalue(L, -1, 1) == LUA_TTABLE) found = suggest(L, -1, name);
    lua_remove(L, found ? -2 : -1);
  }
  lua_remove(L, found ? -2 : -1);
  return found;
}

static bool suggest_variable(lua_State *L, const char *chunk, const char *name) {
  lua_Debug ar;
  int level = 0, tables = MOST_TABLES;
  bool found = false;
  for (;; level++) {
    if (level == TRACEBACK_LEVELS || !lua_getstack(L, level, &ar)) return false;
    lua_getinfo(L, "Sf", &ar);
    if (strcmp(ar.short_src, chunk) == 0) break;
    lua_pop(L, 1);
  }
  const int function = lua_gettop(L);
  for (int i = 1; !found && i <= MOST_VARIABLES && lua_getlocal(L, &ar, i); i++)
    found = suggest_from(L, name, &tables);
  for (int i = 1; !found && i <= MOST_VARIABLES && lua_getupvalue(L, function, i); i++)
    found = suggest_from(L, name, &tables);
  lua_remove(L, function);
  return found;
}

void nil_hint_add(lua_State *L, const char *chunk) {
  char name[LONGEST_NAME];
  if (!lua_checkstack(L, 24) || lua_type(L, -1) != LUA_TSTRING) return;
  if (!find_name(lua_tostring(L, -1), name)) return;
  if (suggest_variable(L, chunk, name)) lua_concat(L, 2);
}
