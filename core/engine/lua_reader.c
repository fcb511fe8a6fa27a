/*
** lua_reader.c - a reader whose functions are a script's. What `read` returns stays in
** the state until the last record was taken. Errors say the line of the script; the
** caller adds the file that was read.
*/
#include "engine/lua_reader.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/table.h"
#include "engine/state.h"
#include "lua/binding.h"

#include <string.h>

enum { SOURCE_LIMIT = 1 << 20, DEFAULT_SECONDS = 60, MOST_EXTENSIONS = 32 };

struct lua_reader {
  struct reader reader; /* first: a struct reader * of ours is a struct lua_reader * */
  assay_allocator alloc;
  struct arena arena;
  assay_str path, source;
  struct state_options options;
};

struct lua_reading { /* reading->state */
  struct state state;
  lua_Integer next, count;
};

static const struct lua_reader *reader_of(const struct reader *reader) {
  return (const struct lua_reader *)(const void *)reader;
}

/* -- Inside protected calls ---------------------------------------------------------- */

static const char *keep(lua_State *L, struct arena *arena, int index) {
  assay_str text = {NULL, 0};
  text.ptr = lua_tolstring(L, index, &text.len);
  text = arena_copy(arena, text);
  if (!text.ptr) luaL_error(L, "not enough memory");
  return text.ptr;
}

/* describe(reader, table): its name, and its extensions with blanks between. */
static int describe(lua_State *L) {
  struct lua_reader *reader = lua_touserdata(L, 1);
  check_reader(L, 2);
  lua_getfield(L, 2, "name");
  reader->reader.name = keep(L, &reader->arena, -1);
  lua_getfield(L, 2, "extensions");
  size_t count = lua_rawlen(L, -1);
  if (count > MOST_EXTENSIONS)
    luaL_error(L, "a reader is limited to %d extensions", MOST_EXTENSIONS);
  lua_pushliteral(L, "");
  for (size_t i = 1; i <= count; i++) {
    if (i > 1) lua_pushliteral(L, " ");
    if (i > 1) lua_concat(L, 2);
    lua_rawgeti(L, -2, (lua_Integer)i);
    lua_concat(L, 2);
  }
  reader->reader.extensions = keep(L, &reader->arena, -1);
  if (lua_getfield(L, 2, "sniff") == LUA_TNIL) reader->reader.sniff_as = NULL;
  return 0;
}

/* call_sniff(table, head, name): 0 to 100 */
static int call_sniff(lua_State *L) {
  check_reader(L, 1);
  lua_getfield(L, 1, "sniff");
  lua_insert(L, 1);
  lua_remove(L, 2);
  lua_call(L, 2, 1);
  if (lua_isboolean(L, -1)) lua_pushinteger(L, lua_toboolean(L, -1) ? 100 : 0);
  if (!lua_isinteger(L, -1) && !lua_isnil(L, -1))
    luaL_error(L, "sniff() must return true, false or a whole number from 0 to 100");
  return 1;
}

/* call_read(table, bytes, name): the list of records; what `read` refuses is an error of
** whoever gave it such a file (assay.usage_error). */
static int call_read(lua_State *L) {
  check_reader(L, 1);
  lua_getfield(L, 1, "read");
  lua_insert(L, 1);
  lua_remove(L, 2);
  lua_call(L, 2, 2);
  if (lua_isnil(L, -2) && lua_isstring(L, -1)) {
    lua_replace(L, 1);
    lua_settop(L, 1);
    return raise_usage(L);
  }
  lua_pop(L, 1);
  if (!lua_istable(L, -1))
    luaL_error(L,
               "read() must return a list of documents, or nil and a message; it "
               "returned a %s",
               luaL_typename(L, -1));
  return 1;
}

struct taking {
  struct record *out;
  bool single; /* the only document of its file */
};

static void check_status(lua_State *L, assay_status status, const assay_error *err) {
  if (status != ASSAY_OK) raise(L, err);
}

static void take_fields(lua_State *L, struct record *out) {
  assay_error err;
  int type = lua_getfield(L, 2, "meta");
  if (type != LUA_TNIL && type != LUA_TTABLE)
    luaL_error(L, "the 'meta' of a document must be a table, not a %s",
               lua_typename(L, type));
  if (type == LUA_TNIL) return;
  int meta = lua_gettop(L);
  push_sorted_keys(L, meta);
  for (lua_Integer i = 1; lua_rawgeti(L, meta + 1, i) != LUA_TNIL; i++) {
    if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "the names in 'meta' are texts");
    assay_str name = check_str(L, -1);
    lua_pushvalue(L, -1);
    lua_rawget(L, meta);
    if (lua_istable(L, -1) || lua_isfunction(L, -1))
      luaL_error(L, "meta.%s must be a text, a number or a boolean", name.ptr);
    luaL_tolstring(L, -1, NULL);
    check_status(L, record_add_field(out, name, check_str(L, -1), false, &err), &err);
    lua_settop(L, meta + 1);
  }
}

/* take_record(taking, { text =, meta =, part = }, number) */
static int take_record(lua_State *L) {
  struct taking *taking = lua_touserdata(L, 1);
  struct record *out = taking->out;
  assay_error err;
  static const char *const known[] = {"meta", "part", "text", NULL};
  if (!lua_istable(L, 2))
    luaL_error(L, "document %d of the list is a %s, not a table",
               (int)lua_tointeger(L, 3), luaL_typename(L, 2));
  check_options(L, 2, known);
  if (lua_getfield(L, 2, "text") != LUA_TSTRING)
    luaL_error(L, "document %d of the list has no text", (int)lua_tointeger(L, 3));
  buffer_add_str(&out->text, check_str(L, -1));
  check_status(L, buffer_status(&out->text, "a document", &err), &err);
  bool part = lua_getfield(L, 2, "part") != LUA_TNIL;
  if (!part) lua_pushvalue(L, 3);
  luaL_tolstring(L, -1, NULL);
  if (part || !taking->single)
    check_status(L, record_set_part(out, check_str(L, -1), &err), &err);
  take_fields(L, out);
  return 0;
}

/* -- Calls --------------------------------------------------------------------------- */

/* "reader.lua:3: attempt to index a nil value", of the first line of the message: it is
** shown among the files. */
static assay_status shorten(const struct lua_reader *reader, assay_status status,
                            assay_error *err) {
  char message[sizeof err->message];
  if (status == ASSAY_OK || status == ASSAY_ENOMEM) return status;
  if (!err) return ASSAY_EFORMAT;
  size_t len = strcspn(err->message, "\n");
  memcpy(message, err->message, len);
  message[len] = '\0';
  uint32_t line = err->line;
  if (line == 0)
    return error_set(err, ASSAY_EFORMAT, "%s: %s", reader->path.ptr, message);
  return error_set(err, ASSAY_EFORMAT, "%s:%u: %s", reader->path.ptr, (unsigned)line,
                   message);
}

static assay_status call(const struct lua_reader *reader, struct state *state, int args,
                         int results, assay_error *err) {
  return state_call(state, args, results, reader->path, reader->source, NULL, err);
}

/* A state with the reader's table on its stack. */
static assay_status open_state(const struct lua_reader *reader, struct state *state,
                               assay_error *err) {
  assay_status status = state_open(state, &reader->options, err);
  if (status != ASSAY_OK) return status;
  status = state_load(state, reader->path, reader->source, err);
  if (status != ASSAY_OK) state_close(state);
  return status;
}

/* A file that cannot be looked at is not the reader's. */
static int sniff(const struct reader *self, assay_str head, assay_str name) {
  const struct lua_reader *reader = reader_of(self);
  struct state state;
  int score = 0;
  if (open_state(reader, &state, NULL) != ASSAY_OK) return 0;
  lua_pushcfunction(state.L, call_sniff);
  lua_insert(state.L, -2);
  lua_pushlstring(state.L, head.ptr, head.len);
  lua_pushlstring(state.L, name.ptr, name.len);
  if (call(reader, &state, 3, 1, NULL) == ASSAY_OK)
    score = (int)lua_tointeger(state.L, -1);
  state_close(&state);
  return score < 0 ? 0 : score > 100 ? 100 : score;
}

static void reading_close(struct reading *r) {
  struct lua_reading *reading = r->state;
  if (!reading) return;
  state_close(&reading->state);
  alloc_free(&r->alloc, reading, 1, sizeof *reading);
  r->state = NULL;
}

static assay_status read_all(struct reading *r, struct lua_reading *reading,
                             const struct buffer *bytes, assay_error *err) {
  const struct lua_reader *reader = reader_of(r->reader);
  assay_status status = open_state(reader, &reading->state, err);
  if (status != ASSAY_OK) return shorten(reader, status, err);
  lua_State *L = reading->state.L;
  lua_pushcfunction(L, call_read);
  lua_insert(L, -2);
  lua_pushlstring(L, bytes->len > 0 ? bytes->data : "", bytes->len);
  lua_pushlstring(L, r->name.ptr, r->name.len);
  status = call(reader, &reading->state, 3, 1, err);
  if (status == ASSAY_OK) {
    reading->count = (lua_Integer)lua_rawlen(L, -1);
    return ASSAY_OK;
  }
  state_close(&reading->state);
  return shorten(reader, status, err);
}

static assay_status try_all(const struct lua_reader *reader, struct state *state,
                            assay_str bytes, assay_str file, size_t *documents,
                            assay_error *err) {
  lua_State *L = state->L;
  struct record record;
  lua_pushcfunction(L, call_read);
  lua_insert(L, -2);
  lua_pushlstring(L, bytes.ptr, bytes.len);
  lua_pushlstring(L, file.ptr, file.len);
  assay_status status = call(reader, state, 3, 1, err);
  if (status == ASSAY_EARG && err) err->status = ASSAY_EFORMAT;
  if (status != ASSAY_OK) return status == ASSAY_EARG ? ASSAY_EFORMAT : status;
  const lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
  record_init(&record, UINT32_MAX - 1, &reader->alloc);
  for (lua_Integer i = 1; i <= count && status == ASSAY_OK; i++) {
    struct taking taking = {&record, count == 1};
    record_clear(&record);
    lua_pushcfunction(L, take_record);
    lua_pushlightuserdata(L, &taking);
    lua_rawgeti(L, -3, i);
    lua_pushinteger(L, i);
    status = call(reader, state, 3, 0, err);
  }
  record_free(&record);
  if (status == ASSAY_OK) *documents = (size_t)count;
  return status;
}

assay_status lua_reader_try(const struct lua_reader *reader, assay_str bytes,
                            assay_str file, size_t *documents, assay_error *err) {
  struct state state;
  assay_status status = open_state(reader, &state, err);
  if (status != ASSAY_OK) return status;
  lua_pushcfunction(state.L, call_sniff);
  lua_pushvalue(state.L, -2);
  lua_pushlstring(state.L, bytes.ptr, bytes.len);
  lua_pushlstring(state.L, file.ptr, file.len);
  if (reader->reader.sniff_as)
    status = call(reader, &state, 3, 0, err);
  else
    lua_pop(state.L, 4);
  if (status == ASSAY_OK) status = try_all(reader, &state, bytes, file, documents, err);
  state_close(&state);
  return status;
}

assay_str lua_reader_source(const struct lua_reader *reader) {
  return reader->source;
}

static assay_status reading_open(struct reading *r, assay_error *err) {
  struct buffer bytes;
  struct lua_reading *reading = alloc_zero(&r->alloc, 1, sizeof *reading);
  if (!reading) return error_memory(err, sizeof *reading);
  size_t limit = r->options->text_limit;
  buffer_init(&bytes, &r->alloc, limit > 0 ? limit : UINT32_MAX - 1);
  assay_status status = reading_take_all(r, &bytes, err);
  if (status == ASSAY_OK) status = read_all(r, reading, &bytes, err);
  buffer_free(&bytes);
  if (status == ASSAY_OK)
    r->state = reading;
  else
    alloc_free(&r->alloc, reading, 1, sizeof *reading);
  return status;
}

static assay_status reading_next(struct reading *r, struct record *out, bool *more,
                                 assay_error *err) {
  struct lua_reading *reading = r->state;
  struct taking taking = {out, reading->count == 1};
  lua_State *L = reading->state.L;
  *more = reading->next < reading->count;
  if (!*more) return ASSAY_OK;
  out->encoding = ENCODING_AUTO;
  lua_pushcfunction(L, take_record);
  lua_pushlightuserdata(L, &taking);
  lua_rawgeti(L, -3, ++reading->next);
  lua_pushinteger(L, reading->next);
  assay_status status = call(reader_of(r->reader), &reading->state, 3, 0, err);
  return shorten(reader_of(r->reader), status, err);
}

/* -- Loading ------------------------------------------------------------------------- */

static assay_status load(struct lua_reader *reader, assay_error *err) {
  struct state state;
  assay_status status = open_state(reader, &state, err);
  if (status != ASSAY_OK) return status;
  lua_pushcfunction(state.L, describe);
  lua_insert(state.L, -2);
  lua_pushlightuserdata(state.L, reader);
  lua_insert(state.L, -2);
  status = call(reader, &state, 2, 0, err);
  state_close(&state);
  return status;
}

assay_status lua_reader_load(struct lua_reader **out, const char *path,
                             const struct script_limits *limits,
                             const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct buffer source;
  struct lua_reader *reader = alloc_zero(&a, 1, sizeof *reader);
  if (!reader) return error_memory(err, sizeof *reader);
  reader->alloc = a;
  reader->reader.sniff_as = sniff;
  reader->reader.open = reading_open;
  reader->reader.next = reading_next;
  reader->reader.close = reading_close;
  reader->options.seconds = limits && limits->seconds > 0 ? limits->seconds
                                                          : DEFAULT_SECONDS;
  if (limits) reader->options.memory = limits->memory;
  if (limits) reader->options.trusted = limits->trusted;
  arena_init(&reader->arena, &a);
  buffer_init(&source, &a, SOURCE_LIMIT);
  assay_status status = file_read(path, SOURCE_LIMIT, &source, err);
  if (status == ASSAY_OK) {
    reader->path = arena_copy(&reader->arena, str_from(path));
    reader->source = arena_copy(&reader->arena, buffer_str(&source));
    status = reader->path.ptr && reader->source.ptr ? load(reader, err)
                                                    : error_memory(err, source.len);
  }
  buffer_free(&source);
  if (status == ASSAY_OK)
    *out = reader;
  else
    lua_reader_free(reader);
  return status;
}

void lua_reader_free(struct lua_reader *reader) {
  if (!reader) return;
  assay_allocator a = reader->alloc;
  arena_free(&reader->arena);
  alloc_free(&a, reader, 1, sizeof *reader);
}

const struct reader *lua_reader_interface(const struct lua_reader *reader) {
  return &reader->reader;
}
