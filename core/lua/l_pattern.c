/* l_pattern.c - search terms for scripts, and the matchers behind them. */
#include "lua/binding.h"

/* Patterns made from strings are kept by source; a script that makes more than this many
** starts anew. */
enum { MOST_KEPT = 256 };

static const char kept_key = 0;

static int pattern_close(lua_State *L) {
  struct pattern_handle *handle = lua_touserdata(L, 1);
  assay_matcher_free(handle->matcher);
  assay_pattern_free(handle->pattern);
  handle->matcher = NULL;
  handle->pattern = NULL;
  return 0;
}

void push_pattern(lua_State *L, assay_str source) {
  struct session *session = session_of(L);
  struct pattern_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  handle->pattern = NULL;
  handle->matcher = NULL;
  class_set(L, &pattern_class);
  assay_error err;
  assay_allocator memory = session_memory(L);
  if (assay_pattern_new(&handle->pattern, source, session->tokenizer, &memory, &err) !=
      ASSAY_OK)
    luaL_error(L, "cannot understand '%s': %s", source.ptr, err.message);
}

int new_pattern(lua_State *L) {
  push_pattern(L, check_str(L, 1));
  return 1;
}

/* Pushes the pattern of a string, compiled at its first use. */
static void push_kept(lua_State *L, int arg) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &kept_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &kept_key);
  }
  lua_pushvalue(L, arg);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pop(L, 1);
    push_pattern(L, check_str(L, arg));
    if (lua_rawlen(L, -2) >= MOST_KEPT) {
      lua_newtable(L);
      lua_pushvalue(L, -1);
      lua_rawsetp(L, LUA_REGISTRYINDEX, &kept_key);
      lua_replace(L, -3);
    }
    lua_pushvalue(L, arg);
    lua_pushvalue(L, -2);
    lua_rawset(L, -4);
    lua_pushvalue(L, arg); /* also as a list, so that its length counts them */
    lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
  }
  lua_remove(L, -2);
}

assay_matcher *check_matcher(lua_State *L, int arg) {
  if (lua_type(L, arg) == LUA_TSTRING)
    push_kept(L, arg);
  else
    lua_pushvalue(L, arg);
  struct pattern_handle *handle = class_test(L, -1, &pattern_class);
  if (!handle) luaL_typeerror(L, arg, "pattern or string");
  if (!handle->pattern) luaL_error(L, "the pattern is closed");
  if (handle->matcher) return handle->matcher;
  assay_allocator memory = session_memory(L);
  assay_error err;
  if (assay_matcher_new(&handle->matcher, handle->pattern, session_of(L)->vocabulary,
                        &memory, &err) != ASSAY_OK)
    raise(L, &err);
  return handle->matcher;
}

static int get_form(lua_State *L) {
  struct pattern_handle *handle = class_check(L, 1, &pattern_class);
  if (!handle->pattern) return luaL_error(L, "the pattern is closed");
  push_str(L, assay_pattern_form(handle->pattern));
  return 1;
}

static const luaL_Reg methods[] = {{"close", pattern_close}, {NULL, NULL}};
static const luaL_Reg getters[] = {{"form", get_form}, {NULL, NULL}};

const struct class pattern_class = {"pattern", methods, getters, pattern_close, NULL};
