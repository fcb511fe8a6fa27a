/*
** l_sorted.c - the keys of a table in an order that does not change from run to run.
*/
#include "base/alloc.h"
#include "base/sort.h"
#include "lua/binding.h"

#include <string.h>

struct key {
  enum { KEY_NUMBER = 0, KEY_STRING, KEY_OTHER } kind;
  bool is_integer;
  lua_Integer integer;
  lua_Number number;
  assay_str text;
  lua_Integer place; /* in the list of keys as they came: the last word */
};

static int compare_numbers(const struct key *a, const struct key *b) {
  if (a->is_integer && b->is_integer)
    return (a->integer > b->integer) - (a->integer < b->integer);
  return (a->number > b->number) - (a->number < b->number);
}

static int compare_texts(assay_str a, assay_str b) {
  int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
  return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_keys(const void *x, const void *y, void *ctx) {
  const struct key *a = x, *b = y;
  int order = 0;
  (void)ctx;
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  if (a->kind == KEY_NUMBER) order = compare_numbers(a, b);
  if (a->kind == KEY_STRING) order = compare_texts(a->text, b->text);
  return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

static struct key read_key(lua_State *L, int index, lua_Integer place) {
  struct key key = {.kind = KEY_OTHER, .place = place};
  if (lua_type(L, index) == LUA_TNUMBER) {
    key.kind = KEY_NUMBER;
    key.is_integer = lua_isinteger(L, index);
    key.integer = lua_tointeger(L, index);
    key.number = lua_tonumber(L, index);
  } else if (lua_type(L, index) == LUA_TSTRING) {
    key.kind = KEY_STRING;
    key.text.ptr = lua_tolstring(L, index, &key.text.len);
  }
  return key;
}

static int list_size(lua_Integer count) { /* a hint only */
  return count < 1 << 24 ? (int)count : 1 << 24;
}

/* Pushes the keys of the table as a list, as they come; their number. */
static lua_Integer push_keys(lua_State *L, int table) {
  lua_Integer count = 0;
  lua_newtable(L);
  int list = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_rawseti(L, list, ++count);
  }
  return count;
}

void push_sorted_keys(lua_State *L, int table) {
  table = lua_absindex(L, table);
  lua_Integer count = push_keys(L, table);
  int list = lua_gettop(L);
  struct key *keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys + 1, 0);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, list, i + 1);
    keys[i] = read_key(L, -1, i);
    lua_pop(L, 1); /* the list holds it */
  }
  assay_allocator a = alloc_default();
  if (sort_items(keys, (size_t)count, sizeof *keys, compare_keys, NULL, &a, NULL) !=
      ASSAY_OK)
    luaL_error(L, "not enough memory");
  lua_createtable(L, list_size(count), 0);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, list, keys[i].place + 1);
    lua_rawseti(L, -2, i + 1);
  }
  lua_replace(L, list);
  lua_settop(L, list);
}

/* Upvalues: 1 the sorted keys, 2 how many were given. Keys that went meanwhile are left
** out. */
static int next_sorted(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
  while (lua_rawgeti(L, lua_upvalueindex(1), ++i) != LUA_TNIL) {
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) return 2;
    lua_pop(L, 2);
  }
  return 1;
}

/* assay.sorted(t): for key, value in assay.sorted(t) do */
int sorted_pairs(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  push_sorted_keys(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_sorted, 2);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}
