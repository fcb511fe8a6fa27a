/*
** room_strings.c - the functions of `string` that are ours: those over patterns, matched
** by engine/lua_pattern.c, and those that could make much of little, or tell addresses.
*/
#include "engine/limits.h"
#include "engine/lua_pattern.h"
#include "engine/room.h"

#include <lauxlib.h>
#include <string.h>

static assay_str text_at(lua_State *L, int arg) {
  assay_str s;
  s.ptr = luaL_checklstring(L, arg, &s.len);
  return s;
}

static void tick(void *ctx) {
  limits_check(ctx);
}

/* -- Searching ------------------------------------------------------------------- */

struct search {
  assay_str subject;
  const struct lua_pattern *pattern; /* in a userdata on the stack */
  bool anchored;
  struct lua_match match;
};

/* Compiles the pattern at arg; its memory stays on the stack. */
static void search_start(lua_State *L, struct search *s, assay_str subject, int arg,
                         bool anchors) {
  assay_str source = text_at(L, arg);
  memset(s, 0, sizeof *s);
  s->subject = subject;
  s->anchored = anchors && source.len > 0 && source.ptr[0] == '^';
  if (s->anchored) source.ptr++, source.len--;
  struct lua_pattern *p = lua_newuserdatauv(L, lua_pattern_size(source.len), 0);
  const char *reason = lua_pattern_compile(p, source);
  if (reason) luaL_error(L, "%s", reason);
  s->pattern = p;
  s->match.subject = subject;
  s->match.tick = tick;
  s->match.ctx = L;
}

/* The first match from byte `from` on; where the subject ends in the middle of one, no
** byte behind it is looked at. */
static bool search_from(lua_State *L, struct search *s, size_t from) {
  for (size_t at = from; at <= s->subject.len; at++) {
    enum lua_match_result result = lua_pattern_match(s->pattern, &s->match, at);
    if (result == LUA_MATCH_TOO_COMPLEX) luaL_error(L, "pattern too complex");
    if (result == LUA_MATCH_YES) return true;
    if (s->anchored) break;
  }
  return false;
}

static void push_capture(lua_State *L, const struct search *s, size_t i) {
  const struct lua_match *m = &s->match;
  const struct lua_capture *c = &m->captures[i];
  if (i == 0 && m->capture_count == 0)
    lua_pushlstring(L, s->subject.ptr + m->begin, m->end - m->begin);
  else if (c->is_position)
    lua_pushinteger(L, (lua_Integer)c->begin + 1);
  else
    lua_pushlstring(L, s->subject.ptr + c->begin, c->length);
}

/* whole: the match itself stands for missing captures. */
static int push_captures(lua_State *L, const struct search *s, bool whole) {
  size_t count = s->match.capture_count;
  if (count == 0 && whole) count = 1;
  luaL_checkstack(L, (int)count, "too many captures");
  for (size_t i = 0; i < count; i++) push_capture(L, s, i);
  return (int)count;
}

/* The position at arg as bytes from 0; len + 1 when it lies behind the subject. */
static size_t start_at(lua_State *L, int arg, size_t len) {
  lua_Integer at = luaL_optinteger(L, arg, 1);
  if (at > 0)
    return (size_t)at - 1 < len ? (size_t)at - 1 : (size_t)at - 1 == len ? len : len + 1;
  if (at == 0 || at < -(lua_Integer)len) return 0;
  return len - (size_t)-at;
}

static bool is_plain(assay_str pattern) {
  for (size_t i = 0; i < pattern.len; i++)
    if (pattern.ptr[i] == '\0' || strchr("^$*+?.([%-", pattern.ptr[i])) return false;
  return true;
}

/* Where piece begins in s, from `from` on; SIZE_MAX when nowhere. */
static size_t find_plain(lua_State *L, assay_str s, assay_str piece, size_t from) {
  size_t compared = 0;
  if (piece.len == 0) return from;
  while (from + piece.len <= s.len) {
    const char *first = memchr(s.ptr + from, piece.ptr[0], s.len - piece.len + 1 - from);
    if (!first) break;
    from = (size_t)(first - s.ptr);
    if (memcmp(first, piece.ptr, piece.len) == 0) return from;
    compared += piece.len;
    if (compared > 1 << 20) limits_check(L), compared = 0;
    from++;
  }
  return SIZE_MAX;
}

static int find_or_match(lua_State *L, bool find) {
  assay_str subject = text_at(L, 1), source = text_at(L, 2);
  size_t from = start_at(L, 3, subject.len);
  struct search s;
  if (from > subject.len) {
    luaL_pushfail(L);
    return 1;
  }
  if (find && (lua_toboolean(L, 4) || is_plain(source))) {
    size_t at = find_plain(L, subject, source, from);
    if (at == SIZE_MAX) {
      luaL_pushfail(L);
      return 1;
    }
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_pushinteger(L, (lua_Integer)at + (lua_Integer)source.len);
    return 2;
  }
  search_start(L, &s, subject, 2, true);
  if (!search_from(L, &s, from)) {
    luaL_pushfail(L);
    return 1;
  }
  if (!find) return push_captures(L, &s, true);
  lua_pushinteger(L, (lua_Integer)s.match.begin + 1);
  lua_pushinteger(L, (lua_Integer)s.match.end);
  return push_captures(L, &s, false) + 2;
}

static int own_find(lua_State *L) {
  return find_or_match(L, true);
}

static int own_match(lua_State *L) {
  return find_or_match(L, false);
}

/* The iterator of gmatch. Upvalues: 1 the subject, 2 the struct search, 3 where to go on,
** 4 the end of the last match or -1, 5 the compiled pattern. */
static int gmatch_next(lua_State *L) {
  struct search *s = lua_touserdata(L, lua_upvalueindex(2));
  size_t from = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  s->match.ctx = L; /* the coroutine that goes on may be another one */
  while (from <= s->subject.len && search_from(L, s, from)) {
    if ((lua_Integer)s->match.end == last) { /* empty, at the end of the last one */
      from = s->match.begin + 1;
      continue;
    }
    lua_pushinteger(L, (lua_Integer)s->match.end);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(L, s, true);
  }
  lua_pushinteger(L, (lua_Integer)s->subject.len + 1);
  lua_replace(L, lua_upvalueindex(3));
  return 0;
}

static int own_gmatch(lua_State *L) {
  assay_str subject = text_at(L, 1);
  text_at(L, 2);
  size_t from = start_at(L, 3, subject.len);
  lua_settop(L, 2);
  struct search *s = lua_newuserdatauv(L, sizeof *s, 0);
  search_start(L, s, subject, 2, false);
  lua_insert(L, 3); /* subject, source, compiled, search */
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 4);
  lua_pushinteger(L, (lua_Integer)from);
  lua_pushinteger(L, -1);
  lua_pushvalue(L, 3);
  lua_pushcclosure(L, gmatch_next, 5);
  return 1;
}

/* -- Replacing ------------------------------------------------------------------- */

/* "%1 and %%" */
static void add_template(lua_State *L, luaL_Buffer *out, const struct search *s,
                         assay_str template) {
  const struct lua_match *m = &s->match;
  for (size_t i = 0; i < template.len; i++) {
    if (template.ptr[i] != '%') {
      luaL_addchar(out, template.ptr[i]);
      continue;
    }
    char c = ++i < template.len ? template.ptr[i] : '\0';
    if (c == '%') {
      luaL_addchar(out, '%');
    } else if (c == '0') {
      luaL_addlstring(out, s->subject.ptr + m->begin, m->end - m->begin);
    } else if (c >= '1' && c <= '9') {
      size_t k = (size_t)(c - '1');
      if (k >= m->capture_count && !(k == 0 && m->capture_count == 0))
        luaL_error(L, "invalid capture index %%%d in replacement string", (int)k + 1);
      push_capture(L, s, k);
      luaL_tolstring(L, -1, NULL); /* a position is a number */
      lua_remove(L, -2);
      luaL_addvalue(out);
    } else {
      luaL_error(L, "invalid use of '%%' in replacement string");
    }
  }
}

/* Adds what a match becomes; false when it stays as it is. */
static bool add_replacement(lua_State *L, luaL_Buffer *out, const struct search *s) {
  const struct lua_match *m = &s->match;
  int type = lua_type(L, 3);
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(L, s, true), 1);
  } else if (type == LUA_TTABLE) {
    push_capture(L, s, 0);
    lua_gettable(L, 3);
  } else {
    add_template(L, out, s, text_at(L, 3));
    return true;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(out, s->subject.ptr + m->begin, m->end - m->begin);
    return false;
  }
  if (!lua_isstring(L, -1))
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  luaL_addvalue(out);
  return true;
}

static int own_gsub(lua_State *L) {
  assay_str subject = text_at(L, 1);
  int type = lua_type(L, 3);
  luaL_argexpected(L,
                   type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION ||
                       type == LUA_TTABLE,
                   3, "string/function/table");
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)subject.len + 1), count = 0;
  lua_settop(L, 4);
  struct search s;
  luaL_Buffer out;
  bool changed = false;
  size_t at = 0, last = SIZE_MAX; /* the end of the last match */
  search_start(L, &s, subject, 2, true);
  luaL_buffinit(L, &out);
  while (count < most && at <= subject.len) {
    bool there = search_from(L, &s, at);
    size_t begin = there ? s.match.begin : subject.len;
    if (there && s.match.end == last && begin == at) { /* empty behind a match */
      if (at < subject.len) luaL_addchar(&out, subject.ptr[at]);
      at++;
      if (s.anchored) break;
      continue;
    }
    luaL_addlstring(&out, subject.ptr + at, begin - at);
    at = begin;
    if (!there) break;
    count++;
    changed |= add_replacement(L, &out, &s);
    at = last = s.match.end;
    if (s.anchored) break;
  }
  if (at < subject.len) luaL_addlstring(&out, subject.ptr + at, subject.len - at);
  luaL_pushresult(&out);
  if (!changed) lua_pushvalue(L, 1);
  lua_pushinteger(L, count);
  return 2;
}

/* -- Making strings -------------------------------------------------------------- */

int room_rep(lua_State *L) {
  assay_str s = text_at(L, 1), separator = {"", 0};
  lua_Integer n = luaL_checkinteger(L, 2);
  if (!lua_isnoneornil(L, 3)) separator = text_at(L, 3);
  size_t each = s.len + separator.len;
  if (n <= 0 || each == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if ((lua_Unsigned)n > (SIZE_MAX / 2) / each)
    return luaL_error(L, "resulting string too large");
  luaL_Buffer out;
  char *to = luaL_buffinitsize(L, &out, (size_t)n * each - separator.len);
  for (lua_Integer i = 0; i < n; i++) {
    memcpy(to, s.ptr, s.len);
    to += s.len;
    if (i + 1 == n) break;
    memcpy(to, separator.ptr, separator.len);
    to += separator.len;
  }
  luaL_pushresultsize(&out, (size_t)n * each - separator.len);
  return 1;
}

/* Tables and functions among the arguments become the text that tostring gives. */
int room_format(lua_State *L) {
  assay_str format = text_at(L, 1);
  int arg = 1, count = lua_gettop(L);
  for (size_t i = 0; i + 1 < format.len; i++) {
    if (format.ptr[i] != '%') continue;
    if (format.ptr[++i] == '%') continue;
    while (i < format.len && format.ptr[i] != '\0' &&
           strchr("-+ #0123456789.", format.ptr[i]))
      i++;
    char c = i < format.len ? format.ptr[i] : '\0';
    if (c == 'p')
      return luaL_error(L, "string.format: '%%p' is not possible in a script");
    if (++arg > count || c != 's') continue;
    room_tostring(L, arg);
    lua_replace(L, arg);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, 1);
  return 1;
}

const luaL_Reg room_string_functions[] = {{"find", own_find}, {"gmatch", own_gmatch},
                                          {"gsub", own_gsub}, {"match", own_match},
                                          {"rep", room_rep},  {NULL, NULL}};
