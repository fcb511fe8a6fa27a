/*
** state.c - opening, loading and calling. The script is loaded as text only, under the
** chunk name "script"; messages are given its real name and a view of the line.
*/
#include "engine/state.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "engine/excerpt.h"
#include "engine/nil_hint.h"
#include "engine/room.h"
#include "lua/binding.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

enum { LONGEST_TEXT = 400, MOST_LINES = 10000000 };
#define CHUNK "script"

static const char room_key = 0, seed_key = 0; /* of the registry */

static void keep_seed(lua_State *L) {
  luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
  lua_getfield(L, -1, "randomseed");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &seed_key);
  lua_pop(L, 1);
}

/* open_room(trusted) */
static int open_room(lua_State *L) {
  keep_seed(L);
  if (lua_toboolean(L, 1))
    room_build_trusted(L);
  else
    room_build(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &room_key);
  session_charge(L, &limits_of(L)->account);
  session_of(L)->tick = limits_tick;
  return 0;
}

assay_status state_open(struct state *s, const struct state_options *options,
                        assay_error *err) {
  static const struct state_options defaults;
  if (!options) options = &defaults;
  memset(s, 0, sizeof *s);
  s->limits.account.most = options->memory ? options->memory : STATE_MEMORY;
  s->limits.account.beside = options->beside;
  s->trusted = options->trusted;
  s->modules = options->modules;
  s->L = lua_newstate(limits_alloc, s);
  if (!s->L) {
    pool_free(&s->limits.pool);
    return error_memory(err, 0);
  }
  lua_pushcfunction(s->L, open_room);
  lua_pushboolean(s->L, options->trusted);
  if (lua_pcall(s->L, 1, 0, 0) != LUA_OK) {
    state_close(s);
    return error_memory(err, 0);
  }
  s->limits.seconds = options->seconds;
  s->limits.stop = options->stop;
  limits_watch(&s->limits, s->L, options->no_watchdog);
  return ASSAY_OK;
}

const char *state_lua_version(void) {
  return LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE;
}

void state_close(struct state *s) {
  limits_unwatch(&s->limits);
  if (s->L) lua_close(s->L);
  s->L = NULL;
  pool_free(&s->limits.pool);
}

void state_push_room(struct state *s) {
  lua_rawgetp(s->L, LUA_REGISTRYINDEX, &room_key);
}

void state_seed(struct state *s, uint64_t seed) {
  lua_rawgetp(s->L, LUA_REGISTRYINDEX, &seed_key);
  lua_pushinteger(s->L, (lua_Integer)seed);
  if (lua_pcall(s->L, 1, 0, 0) != LUA_OK) lua_pop(s->L, 1); /* needs no memory */
}

/* The text of an error value: a table may have __tostring or a field `message`. */
static void push_error_text(lua_State *L) {
  if (lua_isstring(L, 1) || luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
    luaL_tolstring(L, 1, NULL);
    return;
  }
  if (lua_istable(L, 1)) {
    lua_pushliteral(L, "message");
    if (lua_rawget(L, 1) == LUA_TSTRING) return;
  }
  lua_pushfstring(L, "an error value that is %s%s", lua_isnil(L, 1) ? "" : "a ",
                  luaL_typename(L, 1));
}

/* The message handler: an error value becomes a text, and one without a position gets
** that of the script's function that was running; errors of Lua's library may have none.
*/
static int add_position(lua_State *L) {
  struct state *s = (struct state *)limits_of(L);
  lua_Debug ar;
  s->usage = usage_message(L, 1) != NULL;
  s->missing = s->usage ? usage_missing(L, 1) : 0;
  if (s->usage) return 1;
  traceback_write(L, CHUNK, s->trace, sizeof s->trace);
  push_error_text(L);
  nil_hint_add(L, CHUNK);
  if (strncmp(lua_tostring(L, -1), CHUNK ":", sizeof CHUNK) == 0) return 1;
  for (int level = 1; level < TRACEBACK_LEVELS && lua_getstack(L, level, &ar); level++) {
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
    if (number < MOST_LINES) number = number * 10 + (uint32_t)(message.ptr[i] - '0');
  if (number >= MOST_LINES) return message;
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
  for (size_t i = 0; i < len; i++) { /* what takes messages ends them at a NUL */
    if (text.ptr[i])
      buffer_add_char(out, text.ptr[i]);
    else
      buffer_add_text(out, "\\0");
  }
  if (len < text.len) buffer_add_text(out, "...");
}

/* How much was allowed, where that was the reason. */
static void add_limit(struct buffer *out, const struct state *s, int code) {
  bool memory = code == LUA_ERRMEM || s->limits.reached == LIMIT_MEMORY ||
                (!s->limits.reached && meter_refused(&s->limits.account));
  if (memory)
    buffer_addf(out, " (a script is limited to %zu bytes)", s->limits.account.most);
  else if (s->limits.reached == LIMIT_TIME)
    buffer_addf(out, " (a call may take %.6g s of processor time)", s->limits.seconds);
}

/* The error value on the top of the stack, popped, as an assay_error. */
static assay_status state_error(struct state *s, int code, assay_str name,
                                assay_str source, const char *during, assay_error *err) {
  uint32_t line = 0;
  assay_str text = {"(an error value without text)", 29};
  if (lua_type(s->L, -1) == LUA_TSTRING || lua_type(s->L, -1) == LUA_TNUMBER)
    text.ptr = lua_tolstring(s->L, -1, &text.len);
  if (s->usage) {
    const assay_status status = s->missing > 0 ? ASSAY_ELIMIT : ASSAY_EARG;
    error_at(err, status, s->missing, "%.*s", (int)text.len, text.ptr);
    lua_pop(s->L, 1);
    return status;
  }
  bool too_deep = code == LUA_ERRMEM && s->limits.too_deep;
  if (too_deep) text = (assay_str){LIMITS_TOO_DEEP, sizeof LIMITS_TOO_DEEP - 1};
  s->limits.too_deep = false;
  text = split_position(text, &line);
  struct buffer message;
  buffer_init(&message, NULL, 1 << 16);
  add_shortened(&message, text);
  if (!too_deep) add_limit(&message, s, code);
  if (during && s->what.len > 0)
    buffer_addf(&message, " (%s '%.*s')", during, (int)s->what.len, s->what.ptr);
  else if (during)
    buffer_addf(&message, " (%s)", during);
  if (line > 0) excerpt_add(&message, source, line, text);
  buffer_add_text(&message, s->trace);
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
  limits_begin(&s->limits);
  s->trace[0] = '\0';
  s->usage = false;
  int code = lua_pcall(s->L, args, results, handler);
  limits_end(&s->limits);
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
  s->trace[0] = '\0';
  s->usage = false;
  int code = luaL_loadbufferx(L, text.ptr, text.len, "@" CHUNK, "t");
  if (code != LUA_OK) return state_error(s, code, name, source, NULL, err);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &room_key);
  lua_setupvalue(L, -2, 1);
  assay_status status = state_call(s, 0, 1, name, source, NULL, err);
  if (status != ASSAY_EARG) return status;
  if (err) err->status = ASSAY_ESCRIPT; /* nobody has asked for anything yet */
  error_name_source(err, name);
  return ASSAY_ESCRIPT;
}
