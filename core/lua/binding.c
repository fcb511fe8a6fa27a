/*
** binding.c - classes of handles, and errors that help.
*/
#include "lua/binding.h"

#include "base/suggest.h"
#include "base/table.h"
#include "count/ngrams.h"

#include <string.h>

enum { MOST_NAMES = 128 };

const char *push_key_text(lua_State *L, int index) {
  int type = lua_type(L, index);
  if (type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TBOOLEAN)
    return luaL_tolstring(L, index, NULL);
  return lua_pushstring(L, lua_typename(L, type));
}

/* handle.name: upvalue 1 the methods, 2 the getters, 3 all names, 4 the class's name, 5
** the session: what scripts do most often should not have to look it up. */
static int class_index(lua_State *L) {
  const struct session *session = lua_touserdata(L, lua_upvalueindex(5));
  lua_settop(L, 2);
  if (session->tick) session->tick(L);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) {
    lua_CFunction getter = lua_tocfunction(L, -1);
    lua_settop(L, 1);
    return getter(L); /* in this frame, so that errors have the script's line */
  }
  return raise_unknown(L, lua_tostring(L, lua_upvalueindex(4)), "field",
                       push_key_text(L, 2), lua_upvalueindex(3));
}

static void set_names(lua_State *L, int table, const luaL_Reg *functions) {
  table = lua_absindex(L, table);
  for (; functions && functions->name; functions++) {
    lua_pushboolean(L, 1);
    lua_setfield(L, table, functions->name);
  }
}

/* handle:close() of whatever a script gives it; upvalue 1 is the class. */
static int checked_close(lua_State *L) {
  const struct class *class = lua_touserdata(L, lua_upvalueindex(1));
  class_check(L, 1, class);
  return class->close(L);
}

/* Into the table on the top. */
static void set_methods(lua_State *L, const struct class *class) {
  for (const luaL_Reg *f = class->methods; f && f->name; f++) {
    if (f->func == class->close) {
      lua_pushlightuserdata(L, (void *)(uintptr_t) class);
      lua_pushcclosure(L, checked_close, 1);
    } else {
      lua_pushcfunction(L, f->func);
    }
    lua_setfield(L, -2, f->name);
  }
}

void class_define(lua_State *L, const struct class *class) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, class) == LUA_TNIL) {
    lua_createtable(L, 1, 8);
    lua_pushlightuserdata(L, (void *)(uintptr_t) class);
    lua_rawseti(L, -2, 1);
    lua_pushstring(L, class->name);
    lua_setfield(L, -2, "__name");
    lua_newtable(L);
    set_methods(L, class);
    lua_newtable(L);
    luaL_setfuncs(L, class->getters ? class->getters : none, 0);
    lua_newtable(L);
    set_names(L, -1, class->methods);
    set_names(L, -1, class->getters);
    lua_pushstring(L, class->name);
    lua_pushlightuserdata(L, session_of(L));
    lua_pushcclosure(L, class_index, 5);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    if (class->meta) luaL_setfuncs(L, class->meta, 0);
    if (class->close) {
      lua_pushcfunction(L, class->close);
      lua_setfield(L, -2, "__gc");
      lua_pushcfunction(L, class->close);
      lua_setfield(L, -2, "__close");
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, class);
  }
  lua_pop(L, 1);
}

void class_set(lua_State *L, const struct class *class) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, class);
  lua_setmetatable(L, -2);
}

/* A metatable of ours has the address of its class at 1, which nobody else has. */
void *class_test(lua_State *L, int arg, const struct class *class) {
  void *object = lua_touserdata(L, arg);
  if (!object || !lua_getmetatable(L, arg)) return NULL;
  bool same = lua_rawgeti(L, -1, 1) == LUA_TLIGHTUSERDATA &&
              lua_touserdata(L, -1) == (const void *)class;
  lua_pop(L, 2);
  return same ? object : NULL;
}

void class_define_unfinalized(lua_State *L, const struct class *class, const void *key) {
  lua_newtable(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, class);
  for (lua_pushnil(L); lua_next(L, -2);) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -5);
  }
  lua_pop(L, 1);
  lua_pushnil(L);
  lua_setfield(L, -2, "__gc");
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

void *class_check(lua_State *L, int arg, const struct class *class) {
  void *p = class_test(L, arg, class);
  if (!p) luaL_typeerror(L, arg, class->name);
  return p;
}

int raise(lua_State *L, const assay_error *err) {
  if (err->status == ASSAY_ENOMEM || err->status == ASSAY_ELIMIT)
    session_tick(L); /* the host's limits */
  if (err->status == ASSAY_ELIMIT && session_of(L)->ngrams_have_budget &&
      strncmp(err->message, NGRAM_TOO_LITTLE, sizeof NGRAM_TOO_LITTLE - 1) == 0)
    return raise_short(L, err);
  if (err->status == ASSAY_ENOMEM) return luaL_error(L, "not enough memory");
  if (err->source[0]) return luaL_error(L, "%s: %s", err->source, err->message);
  return luaL_error(L, "%s", err->message);
}

/* The string keys of the table at `names`, sorted so that messages never vary. */
static size_t collect_names(lua_State *L, int names, assay_str *out) {
  size_t count = 0;
  lua_pushnil(L);
  while (lua_next(L, names)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING || count >= MOST_NAMES) continue;
    assay_str name = {NULL, 0};
    name.ptr = lua_tolstring(L, -1, &name.len);
    size_t at = count++;
    for (; at > 0 && str_compare(name, out[at - 1]) < 0; at--) out[at] = out[at - 1];
    out[at] = name;
  }
  return count;
}

const char *push_suggestion(lua_State *L, const char *name, int names) {
  assay_str known[MOST_NAMES];
  size_t count = collect_names(L, names, known);
  int nearest = suggest_nearest(str_from(name), known, count);
  if (nearest < 0) return lua_pushliteral(L, "");
  return lua_pushfstring(L, ", did you mean '%s'?", known[nearest].ptr);
}

int raise_unknown(lua_State *L, const char *what, const char *kind, const char *name,
                  int names) {
  return luaL_error(L, "%s has no %s '%s'%s", what, kind, name,
                    push_suggestion(L, name, names));
}

const char *push_unknown_key(lua_State *L, int table, int known) {
  table = lua_absindex(L, table);
  known = lua_absindex(L, known);
  lua_pushnil(L);
  int least = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    bool is_known = lua_rawget(L, known) != LUA_TNIL;
    lua_pop(L, 1);
    if (is_known) continue;
    const char *key = push_key_text(L, -1);
    if (lua_isnil(L, least) || strcmp(key, lua_tostring(L, least)) < 0)
      lua_copy(L, -1, least);
    lua_pop(L, 1);
  }
  return lua_tostring(L, least);
}

void check_options(lua_State *L, int arg, const char *const *names) {
  luaL_checktype(L, arg, LUA_TTABLE);
  lua_newtable(L);
  for (; *names; names++) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, *names);
  }
  const char *unknown = push_unknown_key(L, arg, -1);
  if (unknown) raise_unknown(L, "this table", "option", unknown, lua_gettop(L) - 1);
  lua_pop(L, 2);
}

int option_choice(lua_State *L, int table, const char *name, const char *const *choices) {
  table = lua_absindex(L, table);
  int type = lua_getfield(L, table, name), found = -1;
  if (type == LUA_TNIL) found = 0;
  for (int i = 0; found < 0 && type == LUA_TSTRING && choices[i]; i++)
    if (strcmp(lua_tostring(L, -1), choices[i]) == 0) found = i;
  if (found < 0) {
    luaL_Buffer list;
    luaL_buffinit(L, &list);
    for (int i = 0; choices[i]; i++) {
      if (i > 0) luaL_addstring(&list, ", ");
      luaL_addstring(&list, choices[i]);
    }
    luaL_pushresult(&list);
    luaL_error(L, "option '%s' must be one of: %s", name, lua_tostring(L, -1));
  }
  lua_pop(L, 1);
  return found;
}

assay_str check_str(lua_State *L, int arg) {
  assay_str s;
  s.ptr = luaL_checklstring(L, arg, &s.len);
  return s;
}

void push_str(lua_State *L, assay_str s) {
  lua_pushlstring(L, s.ptr ? s.ptr : "", s.len);
}

void push_span(lua_State *L, assay_span bytes) {
  lua_pushinteger(L, (lua_Integer)bytes.begin + 1);
  lua_pushinteger(L, (lua_Integer)bytes.end);
}

static int buffer_close(lua_State *L) {
  buffer_free(lua_touserdata(L, 1));
  return 0;
}

struct buffer *push_buffer(lua_State *L) {
  static const struct class buffer_class = {"buffer", NULL, NULL, buffer_close, NULL};
  struct buffer *buffer = lua_newuserdatauv(L, sizeof *buffer, 0);
  assay_allocator memory = session_memory(L);
  buffer_init(buffer, &memory, BUFFER_NO_CEILING);
  class_define(L, &buffer_class);
  class_set(L, &buffer_class);
  return buffer;
}
