/* test_room.c - all that a script can reach, compared with room_reachable.txt: names,
** metatables, and what C functions and handles keep with them.
** ASSAY_UPDATE=1 writes the file anew; whoever adds a line says why it may be there. */
#include "engine/state.h"

#include "base/buffer.h"
#include "base/file.h"
#include "unit.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GOLDEN ASSAY_SOURCE_DIR "/tests/unit/room_reachable.txt"
enum { MOST_BYTES = 1 << 20, DEEP = 20 };

/* The environment, the module, and a handle of each class that a script can make. */
static const char roots[] =
    "local assay = require 'assay'\n"
    "local doc = assay.document('x', 'He said: \"We will go.\" Then we went.')\n"
    "return { {'_G', _G}, {'text', ''}, {'assay', assay}, {'document', doc},\n"
    "  {'hit', doc:find('will')()}, {'quote', doc:quotes()()},\n"
    "  {'pattern', assay.pattern('x')}, {'regex', assay.regex('x')},\n"
    "  {'date', assay.date(1936, 3, 7)}, {'lexicon', assay.lexicon{nouns = {'hunch'}}},\n"
    "  {'counter', assay.counter()}, {'grid', assay.grid()}, {'ngrams', "
    "assay.ngrams()},\n"
    "  {'rows', assay.rows{'a'}}, {'windows', assay.windows()},\n"
    "  {'moments', assay.moments()}, {'quantiles', assay.quantiles()},\n"
    "  {'distinct', assay.distinct()}, {'top', assay.top()},\n"
    "  {'sample', assay.sample{columns = {'a'}}}, {'passages', assay.passages()},\n"
    "  {'tokens', doc:tokens()}, {'sentences', doc:sentences()}, {'hits', "
    "doc:find('x')},\n"
    "  {'quotes', doc:quotes()}, {'gmatch', ('x'):gmatch('x')},\n"
    "  {'wrapped', coroutine.wrap(print)}, {'sorted', assay.sorted({})} }\n";

static struct buffer found; /* a line each */

static void visit(lua_State *L, const char *path, int depth);

/* Visits the value on the top as "path" "what" and pops it. */
static void visit_part(lua_State *L, const char *path, const char *what, int depth) {
  lua_pushfstring(L, "%s%s", path, what);
  lua_insert(L, -2);
  visit(L, lua_tostring(L, -2), depth);
  lua_pop(L, 2);
}

static void visit_table(lua_State *L, const char *path, int depth) {
  int table = lua_gettop(L);
  lua_newtable(L); /* names in order, so that the first path to a value is always one */
  size_t count = 0;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER) {
      lua_pushvalue(L, -1);
      lua_tostring(L, -1);
      lua_rawseti(L, table + 1, (lua_Integer)++count);
    } else {
      buffer_addf(&found, "%s[a %s]\n", path, luaL_typename(L, -1));
    }
  }
  luaL_requiref(L, "table", luaopen_table, 0);
  lua_getfield(L, -1, "sort");
  lua_pushvalue(L, table + 1);
  lua_call(L, 1, 0);
  lua_pop(L, 1);
  for (size_t i = 1; i <= count; i++) {
    lua_rawgeti(L, table + 1, (lua_Integer)i);
    lua_pushfstring(L, ".%s", lua_tostring(L, -1));
    lua_pushvalue(L, -2);
    if (lua_rawget(L, table) == LUA_TNIL) { /* a number that became a name */
      lua_pop(L, 1);
      lua_rawgeti(L, table, lua_tointeger(L, -2));
    }
    visit_part(L, path, lua_tostring(L, -2), depth);
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
}

static void visit_function(lua_State *L, const char *path, int depth) {
  for (int i = 1; lua_getupvalue(L, -1, i); i++) {
    char what[16];
    snprintf(what, sizeof what, "^%d", i);
    visit_part(L, path, what, depth);
  }
}

/* What can be followed was seen before? The table of what was seen is at 1. */
static bool seen(lua_State *L) {
  if (lua_islightuserdata(L, -1) || !lua_topointer(L, -1)) return false;
  lua_pushvalue(L, -1);
  bool before = lua_rawget(L, 1) != LUA_TNIL;
  lua_pop(L, 1);
  lua_pushvalue(L, -1);
  lua_pushboolean(L, 1);
  lua_rawset(L, 1);
  return before;
}

/* The value on the top, which stays. */
static void visit(lua_State *L, const char *path, int depth) {
  int type = lua_type(L, -1);
  ck_assert_int_lt(depth, DEEP);
  luaL_checkstack(L, 20, "deep");
  if (type != LUA_TSTRING && seen(L)) return;
  const char *kind = lua_iscfunction(L, -1) ? "C function" : luaL_typename(L, -1);
  buffer_addf(&found, "%s: %s\n", path, type == LUA_TLIGHTUSERDATA ? "a pointer" : kind);
  if (type == LUA_TTABLE) visit_table(L, path, depth + 1);
  if (type == LUA_TFUNCTION) visit_function(L, path, depth + 1);
  if (type == LUA_TUSERDATA)
    for (int i = 1; lua_getiuservalue(L, -1, i) != LUA_TNONE; i++)
      visit_part(L, path, " keeps", depth + 1);
  if (type == LUA_TUSERDATA) lua_pop(L, 1); /* the nil of lua_getiuservalue */
  if (type == LUA_TSTRING && strcmp(path, "text") != 0) return;
  if (lua_getmetatable(L, -1)) visit_part(L, path, " META", depth + 1);
}

static int walk(lua_State *L) { /* (seen, roots) */
  for (lua_Integer i = 1; lua_rawgeti(L, 2, i) == LUA_TTABLE; i++) {
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    visit(L, lua_tostring(L, -2), 0);
    lua_settop(L, 2);
  }
  return 0;
}

START_TEST(what_can_be_reached_is_the_golden_list) {
  struct state room;
  struct buffer golden;
  assay_error err;
  buffer_init(&found, NULL, MOST_BYTES);
  buffer_init(&golden, NULL, MOST_BYTES);
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_msg(state_load(&room, S("t.lua"), S(roots), &err) == ASSAY_OK, "%s",
                err.message);
  lua_pushcfunction(room.L, walk);
  lua_newtable(room.L);
  lua_pushvalue(room.L, -3);
  ck_assert_msg(lua_pcall(room.L, 2, 0, 0) == LUA_OK, "%s", lua_tostring(room.L, -1));
  state_close(&room);
  ck_assert_uint_eq(limits_used(&room.limits), 0);
  if (getenv("ASSAY_UPDATE"))
    ck_assert_int_eq(file_write(GOLDEN, buffer_str(&found), NULL), ASSAY_OK);
  ck_assert_int_eq(file_read(GOLDEN, MOST_BYTES, &golden, NULL), ASSAY_OK);
  buffer_add_char(&found, '\0');
  buffer_add_char(&golden, '\0');
  const char *a = buffer_str(&found).ptr, *b = buffer_str(&golden).ptr;
  while (*a && *b) {
    size_t len = strcspn(a, "\n"), other = strcspn(b, "\n");
    ck_assert_msg(len == other && memcmp(a, b, len) == 0,
                  "reachable is '%.*s', the list has '%.*s'", (int)len, a, (int)other, b);
    a += len + (a[len] == '\n');
    b += other + (b[other] == '\n');
  }
  ck_assert_msg(!*a && !*b, "one ends before the other: '%.40s' '%.40s'", a, b);
  buffer_free(&golden);
  buffer_free(&found);
}
END_TEST

UNIT_MAIN("room", what_can_be_reached_is_the_golden_list)
