/*
** state.c - the closed room. The environment starts empty; what a script may use is
** listed here, name by name. The script is loaded as text only, under the chunk name
** "script", and messages are given its real name and a view of the line.
*/
#include "engine/state.h"

#include "assay_lua.h"
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/table.h"
#include "engine/excerpt.h"
#include "lua/binding.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

enum { DEFAULT_LIMIT = 1 << 30, LONGEST_TEXT = 400 };
#define CHUNK "script"

static const char room_key = 0, seed_key = 0; /* of the registry */

/* What a script may use of Lua's own library: the same names however Lua was built. Left
** out: io, os, package, debug, dofile, loadfile, string.dump, math.randomseed,
** collectgarbage; load takes text only, setmetatable refuses finalizers, print goes to
** the host. */
static const char *const allowed_globals[] = {
    "assert",   "error",    "getmetatable", "ipairs", "next",     "pairs",
    "pcall",    "rawequal", "rawget",       "rawlen", "rawset",   "select",
    "tonumber", "tostring", "type",         "xpcall", "_VERSION", NULL};

static const struct {
  const char *name;
  lua_CFunction open;
  const char *const allowed[32];
} libraries[] = {
    {LUA_MATHLIBNAME,
     luaopen_math,
     {"abs",  "acos",       "asin",      "atan", "ceil", "cos",    "deg",
      "exp",  "floor",      "fmod",      "huge", "log",  "max",    "maxinteger",
      "min",  "mininteger", "modf",      "pi",   "rad",  "random", "sin",
      "sqrt", "tan",        "tointeger", "type", "ult",  NULL}},
    {LUA_STRLIBNAME,
     luaopen_string,
     {"byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack",
      "packsize", "rep", "reverse", "sub", "unpack", "upper", NULL}},
    {LUA_TABLIBNAME,
     luaopen_table,
     {"concat", "insert", "move", "pack", "remove", "sort", "unpack", NULL}},
    {LUA_UTF8LIBNAME,
     luaopen_utf8,
     {"char", "charpattern", "codepoint", "codes", "len", "offset", NULL}},
    {LUA_COLIBNAME,
     luaopen_coroutine,
     {"close", "create", "isyieldable", "resume", "running", "status", "wrap", "yield",
      NULL}}};

/* lua_Alloc's osize is a type tag when ptr is NULL: such a block counts from 0. */
static void *limited_alloc(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct state *s = ud;
  size_t old = ptr ? osize : 0;
  if (nsize > old && nsize - old > s->limit - s->used) return NULL;
  assay_allocator a = alloc_default();
  void *moved = a.resize(a.ctx, ptr, old, nsize);
  if (moved || nsize == 0) s->used = s->used - old + nsize;
  return moved;
}

static struct state *state_of(lua_State *L) {
  void *ud;
  lua_getallocf(L, &ud);
  return ud;
}

/* print(...): one line to the host. */
static int room_print(lua_State *L) {
  struct state *s = state_of(L);
  int count = lua_gettop(L);
  luaL_Buffer line;
  luaL_buffinit(L, &line);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&line, '\t');
    luaL_tolstring(L, i, NULL);
    luaL_addvalue(&line);
  }
  luaL_pushresult(&line);
  assay_str text;
  text.ptr = lua_tolstring(L, -1, &text.len);
  if (s->print) s->print(s->print_ctx, text);
  return 0;
}

/* setmetatable(t, mt) without finalizers: Lua runs those where no limit reaches. */
static int room_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, lua_isnoneornil(L, 2) || lua_istable(L, 2), 2, "nil or table");
  lua_settop(L, 2);
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return luaL_error(L, "cannot change a protected metatable");
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL)
      return luaL_error(L, "a metatable with __gc is not possible in a script");
    lua_pop(L, 1);
  }
  lua_setmetatable(L, 1);
  return 1;
}

/* load(text, name, mode, env): text only; upvalue 1 is the environment. */
static int room_load(lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  const char *name = luaL_optstring(L, 2, "=(load)");
  bool own = !lua_isnone(L, 4);
  if (luaL_loadbufferx(L, text, len, name, "t") != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  lua_pushvalue(L, own ? 4 : lua_upvalueindex(1));
  lua_setupvalue(L, -2, 1);
  return 1;
}

/* require "assay": the only module; upvalue 1. */
static int room_require(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  if (strcmp(name, "assay") != 0)
    return luaL_error(L, "module '%s' is not available to a script", name);
  lua_pushvalue(L, lua_upvalueindex(1));
  return 1;
}

/* Reading or writing a global that is not there: a misspelling, mostly. */
static int room_unknown(lua_State *L) {
  const char *name = luaL_tolstring(L, 2, NULL);
  return luaL_error(L, "the global '%s' is not defined%s", name,
                    push_suggestion(L, name, lua_upvalueindex(1)));
}

static int room_assign(lua_State *L) {
  const char *name = luaL_tolstring(L, 2, NULL);
  return luaL_error(L, "assignment to the undeclared global '%s' (write 'local %s')",
                    name, name);
}

static void room_copy_globals(lua_State *L, int env) {
  luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
  for (size_t i = 0; allowed_globals[i]; i++) {
    lua_getfield(L, -1, allowed_globals[i]);
    lua_setfield(L, env, allowed_globals[i]);
  }
  lua_pop(L, 1);
}

static void room_copy_libraries(lua_State *L, int env) {
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    luaL_requiref(L, libraries[i].name, libraries[i].open, 0);
    lua_newtable(L);
    for (size_t k = 0; libraries[i].allowed[k]; k++) {
      lua_getfield(L, -2, libraries[i].allowed[k]);
      lua_setfield(L, -2, libraries[i].allowed[k]);
    }
    lua_setfield(L, env, libraries[i].name);
    lua_pop(L, 1);
  }
}

/* ("x"):rep(3) finds the room's table of functions, not Lua's own. */
static void room_set_string_methods(lua_State *L, int env) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1); /* kept for its arithmetic: "10" + 1 */
  lua_getfield(L, env, LUA_STRLIBNAME);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 2);
}

static void room_keep_seed(lua_State *L) {
  luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
  lua_getfield(L, -1, "randomseed");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &seed_key);
  lua_pop(L, 1);
}

static void room_add_own(lua_State *L, int env) {
  lua_pushcfunction(L, room_print);
  lua_setfield(L, env, "print");
  lua_pushcfunction(L, room_setmetatable);
  lua_setfield(L, env, "setmetatable");
  lua_pushvalue(L, env);
  lua_pushcclosure(L, room_load, 1);
  lua_setfield(L, env, "load");
  luaL_requiref(L, "assay", luaopen_assay, 0);
  lua_pushcclosure(L, room_require, 1);
  lua_setfield(L, env, "require");
}

/* Pushes the environment. */
static void room_build(lua_State *L) {
  lua_settop(L, 0);
  lua_newtable(L);
  room_copy_globals(L, 1);
  room_copy_libraries(L, 1);
  room_set_string_methods(L, 1);
  room_keep_seed(L);
  room_add_own(L, 1);
  lua_pushvalue(L, 1);
  lua_setfield(L, 1, "_G");
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, room_unknown, 1);
  lua_setfield(L, 2, "__index");
  lua_pushcfunction(L, room_assign);
  lua_setfield(L, 2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, 2, "__metatable");
  lua_setmetatable(L, 1);
}

static int room_open(lua_State *L) {
  room_build(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &room_key);
  return 0;
}

assay_status state_open(struct state *s, size_t limit, assay_error *err) {
  memset(s, 0, sizeof *s);
  s->limit = limit ? limit : DEFAULT_LIMIT;
  s->L = lua_newstate(limited_alloc, s);
  if (!s->L) return error_memory(err, 0);
  lua_pushcfunction(s->L, room_open);
  if (lua_pcall(s->L, 0, 0, 0) == LUA_OK) return ASSAY_OK;
  state_close(s);
  return error_memory(err, 0);
}

const char *state_lua_version(void) {
  return LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE;
}

void state_close(struct state *s) {
  if (s->L) lua_close(s->L);
  s->L = NULL;
}

void state_seed(struct state *s, uint64_t seed) {
  lua_rawgetp(s->L, LUA_REGISTRYINDEX, &seed_key);
  lua_pushinteger(s->L, (lua_Integer)seed);
  if (lua_pcall(s->L, 1, 0, 0) != LUA_OK) lua_pop(s->L, 1); /* needs no memory */
}

/* The message handler: an error value becomes a text, and one without a position gets
** that of the script's function that was running; errors of Lua's library may have none.
*/
static int add_position(lua_State *L) {
  lua_Debug ar;
  if (lua_isstring(L, 1) || luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL)
    luaL_tolstring(L, 1, NULL);
  else
    lua_pushfstring(L, "an error value that is a %s", luaL_typename(L, 1));
  if (strncmp(lua_tostring(L, -1), CHUNK ":", sizeof CHUNK) == 0) return 1;
  for (int level = 1; lua_getstack(L, level, &ar); level++) {
    lua_getinfo(L, "Sl", &ar);
    if (strcmp(ar.short_src, CHUNK) != 0 || ar.currentline < 1) continue;
    lua_pushfstring(L, "%s:%d: ", CHUNK, ar.currentline);
    lua_insert(L, -2);
    lua_concat(L, 2);
    break;
  }
  return 1;
}

/* "script:14: message" -> line 14 and the message; any other text is left as it is. */
static assay_str split_position(assay_str message, uint32_t *line) {
  const size_t prefix = sizeof CHUNK; /* with the ':' in place of the NUL */
  *line = 0;
  if (message.len <= prefix || memcmp(message.ptr, CHUNK ":", prefix) != 0)
    return message;
  uint32_t number = 0;
  size_t i = prefix;
  for (; i < message.len && message.ptr[i] >= '0' && message.ptr[i] <= '9'; i++)
    number = number * 10 + (uint32_t)(message.ptr[i] - '0');
  if (i == prefix || i + 1 >= message.len || message.ptr[i] != ':') return message;
  *line = number;
  assay_str rest = {message.ptr + i + 2, message.len - i - 2};
  return rest;
}

/* A text short enough to leave room for what is added to it. */
static void add_shortened(struct buffer *out, assay_str text) {
  size_t len = text.len <= LONGEST_TEXT ? text.len : LONGEST_TEXT;
  while (len < text.len && len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
    len--;
  buffer_add(out, text.ptr, len);
  if (len < text.len) buffer_add_text(out, "...");
}

/* The error value on the top of the stack, popped, as an assay_error. */
static assay_status state_error(struct state *s, int code, assay_str name,
                                assay_str source, const char *during, assay_error *err) {
  uint32_t line = 0;
  assay_str text = {"(an error value without text)", 29};
  if (lua_type(s->L, -1) == LUA_TSTRING || lua_type(s->L, -1) == LUA_TNUMBER)
    text.ptr = lua_tolstring(s->L, -1, &text.len);
  text = split_position(text, &line);
  struct buffer message;
  buffer_init(&message, NULL, 1 << 16);
  add_shortened(&message, text);
  if (code == LUA_ERRMEM)
    buffer_addf(&message, " (a script is limited to %zu bytes)", s->limit);
  if (during) buffer_addf(&message, " (%s)", during);
  if (line > 0) excerpt_add(&message, source, line, text);
  assay_str whole = buffer_str(&message);
  error_set(err, ASSAY_ESCRIPT, "%.*s", (int)whole.len, whole.ptr);
  if (err) err->line = line;
  error_name_source(err, name);
  buffer_free(&message);
  lua_pop(s->L, 1);
  return ASSAY_ESCRIPT;
}

assay_status state_call(struct state *s, int args, int results, assay_str name,
                        assay_str source, const char *during, assay_error *err) {
  int handler = lua_gettop(s->L) - args;
  lua_pushcfunction(s->L, add_position);
  lua_insert(s->L, handler);
  int code = lua_pcall(s->L, args, results, handler);
  lua_remove(s->L, handler);
  if (code == LUA_OK) return ASSAY_OK;
  return state_error(s, code, name, source, during, err);
}

/* As Lua reads files: a byte-order mark goes, and so does a first line that begins with
** '#'; its line end stays, so that lines keep their numbers. */
static assay_str skip_preamble(assay_str source) {
  if (source.len >= 3 && memcmp(source.ptr, "\xEF\xBB\xBF", 3) == 0)
    source.ptr += 3, source.len -= 3;
  if (source.len == 0 || source.ptr[0] != '#') return source;
  while (source.len > 0 && source.ptr[0] != '\n') source.ptr++, source.len--;
  return source;
}

assay_status state_load(struct state *s, assay_str name, assay_str source,
                        assay_error *err) {
  lua_State *L = s->L;
  assay_str text = skip_preamble(source);
  state_seed(s, 0);
  int code = luaL_loadbufferx(L, text.ptr, text.len, "@" CHUNK, "t");
  if (code != LUA_OK) return state_error(s, code, name, source, NULL, err);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &room_key);
  lua_setupvalue(L, -2, 1);
  return state_call(s, 0, 1, name, source, NULL, err);
}
