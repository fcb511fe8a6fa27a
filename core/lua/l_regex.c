/*
** l_regex.c - regular expressions of PCRE2 over plain strings, with its limits. Texts are
** UTF-8; positions are bytes.
*/
#include "lua/binding.h"
#include "text/regex.h"
#include "text/utf8.h"

#include <string.h>

struct regex_handle {
  struct regex *regex;
  struct regex_search *search;
};

static int regex_close(lua_State *L) {
  struct regex_handle *handle = lua_touserdata(L, 1);
  regex_search_free(handle->search);
  regex_free(handle->regex);
  handle->search = NULL;
  handle->regex = NULL;
  return 0;
}

/* assay.regex(source); the source is kept as the handle's user value. */
int new_regex(lua_State *L) {
  assay_str source = check_str(L, 1);
  assay_error err;
  struct regex_handle *handle = lua_newuserdatauv(L, sizeof *handle, 1);
  handle->regex = NULL;
  handle->search = NULL;
  class_set(L, &regex_class);
  assay_allocator memory = session_memory(L);
  if (regex_new(&handle->regex, source, &memory, &err) != ASSAY_OK ||
      regex_search_new(&handle->search, handle->regex, &memory, &err) != ASSAY_OK)
    return luaL_error(L, "cannot understand '%s': %s", source.ptr, err.message);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  return 1;
}

static struct regex_handle *check_regex(lua_State *L, int arg) {
  struct regex_handle *handle = class_check(L, arg, &regex_class);
  if (!handle->regex) luaL_error(L, "the regular expression is closed");
  return handle;
}

static assay_str check_text(lua_State *L, int arg) {
  assay_str text = check_str(L, arg);
  luaL_argcheck(L, utf8_valid_prefix(text) == text.len, arg, "not valid UTF-8");
  luaL_argcheck(L, text.len < UINT32_MAX, arg, "longer than 4 GiB");
  return text;
}

static bool find(lua_State *L, const struct regex_handle *handle, assay_str text,
                 size_t from, assay_span *match) {
  assay_error err;
  bool found = false;
  if (from > text.len) return false;
  if (regex_find(handle->search, text, from, match, &found, &err) != ASSAY_OK)
    raise(L, &err);
  return found;
}

/* Where to search on behind a match: an empty one is not found again. */
static size_t next_from(assay_str text, assay_span match) {
  size_t at = match.end;
  if (match.begin < match.end) return at;
  do at++;
  while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
  return at;
}

/* Pushes the groups, false for one that took no part; the match itself if there are none
** and it is wanted. */
static int push_groups(lua_State *L, const struct regex_handle *handle, assay_str text,
                       bool whole) {
  size_t count = regex_group_count(handle->regex), first = count == 0 && whole ? 0 : 1;
  luaL_checkstack(L, (int)count + 1, "too many groups");
  for (size_t i = first; i <= count; i++) {
    assay_span span;
    if (regex_group(handle->search, i, &span)) {
      assay_str group = {text.ptr + span.begin, span.end - span.begin};
      push_str(L, group);
    } else {
      lua_pushboolean(L, 0);
    }
  }
  return (int)(count + 1 - first);
}

static size_t check_from(lua_State *L, int arg, assay_str text) {
  lua_Integer from = luaL_optinteger(L, arg, 1);
  luaL_argcheck(L, from >= 1, arg, "a position, from 1");
  size_t at = (lua_Unsigned)from - 1 <= text.len ? (size_t)from - 1 : text.len + 1;
  while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) at++;
  return at;
}

/* re:find(text, from): first, last, groups ...; or nil */
static int method_find(lua_State *L) {
  struct regex_handle *handle = check_regex(L, 1);
  assay_str text = check_text(L, 2);
  assay_span match;
  if (!find(L, handle, text, check_from(L, 3, text), &match)) {
    lua_pushnil(L);
    return 1;
  }
  push_span(L, match);
  return 2 + push_groups(L, handle, text, false);
}

/* re:match(text, from): the groups, or the match when there are none; or nil */
static int method_match(lua_State *L) {
  struct regex_handle *handle = check_regex(L, 1);
  assay_str text = check_text(L, 2);
  assay_span match;
  if (find(L, handle, text, check_from(L, 3, text), &match))
    return push_groups(L, handle, text, true);
  lua_pushnil(L);
  return 1;
}

/* Upvalues: 1 the handle, 2 the text, 3 where to go on. */
static int gmatch_next(lua_State *L) {
  struct regex_handle *handle = check_regex(L, lua_upvalueindex(1));
  assay_str text = check_str(L, lua_upvalueindex(2));
  size_t from = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  assay_span match;
  if (!find(L, handle, text, from, &match)) return 0;
  lua_pushinteger(L, (lua_Integer)next_from(text, match));
  lua_replace(L, lua_upvalueindex(3));
  return push_groups(L, handle, text, true);
}

/* for a, b in re:gmatch(text) do */
static int method_gmatch(lua_State *L) {
  check_regex(L, 1);
  check_text(L, 2);
  lua_settop(L, 2);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, gmatch_next, 3);
  return 1;
}

/* Pushes what the match becomes, as text: "$1 of $2", a table's or a function's value. */
static void push_replacement(lua_State *L, const struct regex_handle *handle,
                             assay_str text, assay_span match) {
  assay_str all = {text.ptr + match.begin, match.end - match.begin};
  if (lua_isfunction(L, 3)) {
    lua_pushvalue(L, 3);
    lua_call(L, push_groups(L, handle, text, true), 1);
  } else if (lua_istable(L, 3)) {
    int count = push_groups(L, handle, text, true);
    lua_settop(L, lua_gettop(L) - count + 1);
    lua_gettable(L, 3);
  } else {
    struct buffer *out = push_buffer(L);
    assay_str template = check_str(L, 3);
    for (size_t i = 0; i < template.len; i++) {
      char c = template.ptr[i], next = i + 1 < template.len ? template.ptr[i + 1] : '\0';
      assay_span group;
      if (c != '$') {
        buffer_add_char(out, c);
      } else if (next == '$') {
        buffer_add_char(out, c);
        i++;
      } else if (next >= '0' && next <= '9') {
        i++;
        if (regex_group(handle->search, (size_t)(next - '0'), &group))
          buffer_add(out, text.ptr + group.begin, group.end - group.begin);
        else if ((size_t)(next - '0') > regex_group_count(handle->regex))
          luaL_error(L, "the replacement names group %c, which is not there", next);
      } else {
        luaL_error(L, "a '$' in the replacement is followed by a digit or by '$'");
      }
    }
    push_str(L, buffer_str(out));
    lua_remove(L, -2);
  }
  if (lua_toboolean(L, -1)) {
    if (!lua_isstring(L, -1))
      luaL_error(L, "the replacement is a %s, not a text", luaL_typename(L, -1));
    return;
  }
  lua_pop(L, 1);
  push_str(L, all);
}

/* re:replace(text, by, most): the new text and how many were replaced */
static int method_replace(lua_State *L) {
  struct regex_handle *handle = check_regex(L, 1);
  assay_str text = check_text(L, 2);
  int type = lua_type(L, 3);
  luaL_argexpected(L, type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE,
                   3, "string/function/table");
  lua_Integer most = luaL_optinteger(L, 4, LUA_MAXINTEGER), count = 0;
  struct buffer *out = push_buffer(L);
  size_t from = 0, kept = 0;
  assay_span match;
  while (count < most && find(L, handle, text, from, &match)) {
    buffer_add(out, text.ptr + kept, match.begin - kept);
    push_replacement(L, handle, text, match);
    buffer_add_str(out, check_str(L, -1));
    lua_pop(L, 1);
    kept = match.end;
    from = next_from(text, match);
    count++;
  }
  buffer_add(out, text.ptr + kept, text.len - kept);
  assay_error err;
  if (buffer_status(out, "the replaced text", &err) != ASSAY_OK) return raise(L, &err);
  push_str(L, buffer_str(out));
  lua_pushinteger(L, count);
  return 2;
}

/* re:split(text): the list of what lies between the matches */
static int method_split(lua_State *L) {
  struct regex_handle *handle = check_regex(L, 1);
  assay_str text = check_text(L, 2);
  size_t from = 0, kept = 0;
  lua_Integer count = 0;
  assay_span match;
  lua_newtable(L);
  while (find(L, handle, text, from, &match)) {
    from = next_from(text, match);
    if (match.begin == match.end && (match.begin == 0 || match.end == text.len)) continue;
    assay_str piece = {text.ptr + kept, match.begin - kept};
    push_str(L, piece);
    lua_rawseti(L, -2, ++count);
    kept = match.end;
  }
  assay_str piece = {text.ptr + kept, text.len - kept};
  push_str(L, piece);
  lua_rawseti(L, -2, ++count);
  return 1;
}

static int get_source(lua_State *L) {
  check_regex(L, 1);
  lua_getiuservalue(L, 1, 1);
  return 1;
}

static const luaL_Reg methods[] = {{"close", regex_close},
                                   {"find", method_find},
                                   {"gmatch", method_gmatch},
                                   {"match", method_match},
                                   {"replace", method_replace},
                                   {"split", method_split},
                                   {NULL, NULL}};
static const luaL_Reg getters[] = {{"source", get_source}, {NULL, NULL}};

const struct class regex_class = {"regex", methods, getters, regex_close, NULL};
