/*
** console.c - a state that stays open from line to line. The texts are read once, with
** the state's own vocabulary, and are the list `docs`.
*/
#include "engine/console.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "corpus/corpus.h"
#include "engine/console_show.h"
#include "engine/state.h"
#include "engine/worker.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_BYTES = 512 << 20, LISTED = 100 * 1000, LINE_LIMIT = 1 << 20 };
#define CHUNK "@script" /* the name that messages of state.c look for */

struct console {
  const struct console_options *options;
  struct state state;
  struct corpus_shard *shard; /* while the texts are read */
  assay_document *document;   /* that has no handle yet */
  size_t documents;
  void (*problem)(void *ctx, assay_str name, assay_str message);
  void *problem_ctx;
  struct buffer *out; /* of the line that runs */
};

/* Registry: the environment of lines, the list of documents. */
static const char env_key = 0, docs_key = 0;
static const assay_str name = {"line", 4};

/* -- Opening ------------------------------------------------------------------------- */

/* list(iterator): all that it gives; of several values the first. */
static int list_of(lua_State *L) {
  lua_settop(L, 3);
  lua_newtable(L);
  for (lua_Integer i = 1; i <= LISTED; i++) {
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 3);
    lua_call(L, 2, 1);
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      break;
    }
    lua_copy(L, -1, 3);
    lua_rawseti(L, 4, i);
  }
  return 1;
}

/* prepare(console): a table of globals over the room, which says what is unknown. */
static int prepare(lua_State *L) {
  struct console *c = lua_touserdata(L, 1);
  lua_newtable(L);
  int env = lua_gettop(L);
  state_push_room(&c->state);
  int room = lua_gettop(L);
  lua_getfield(L, room, "require");
  lua_pushliteral(L, "assay");
  lua_call(L, 1, 1);
  lua_setfield(L, env, "assay");
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &docs_key);
  lua_setfield(L, env, "docs");
  lua_pushcfunction(L, list_of);
  lua_setfield(L, env, "list");
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, room);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, env);
  lua_pushvalue(L, env);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &env_key);
  return 0;
}

/* add_document(console) */
static int add_document(lua_State *L) {
  struct console *c = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &docs_key);
  struct document_handle *handle = push_document(L, NULL);
  handle->document = c->document;
  c->document = NULL;
  lua_rawseti(L, -2, (lua_Integer)++c->documents);
  return 0;
}

static assay_status call(struct console *c, lua_CFunction function, assay_error *err) {
  lua_pushcfunction(c->state.L, function);
  lua_pushlightuserdata(c->state.L, c);
  return state_call(&c->state, 1, 0, name, (assay_str){"", 0}, NULL, err);
}

static assay_status read_one(struct console *c, bool *more, assay_error *err) {
  struct corpus_found found;
  assay_error reason;
  assay_status status = corpus_shard_next(c->shard, &found, more, &reason);
  if (status == ASSAY_ENOMEM) {
    if (err) *err = reason;
    return status;
  }
  if (status != ASSAY_OK) {
    c->problem(c->problem_ctx, str_from(reason.source), str_from(reason.message));
    return ASSAY_OK;
  }
  if (!*more || !found.document) return ASSAY_OK;
  c->document = found.document;
  status = call(c, add_document, err);
  assay_document_free(c->document);
  c->document = NULL;
  return status;
}

static assay_status read_shard(struct console *c, size_t index,
                               const assay_document_options *options, uint64_t *bytes,
                               assay_error *err) {
  assay_error reason;
  assay_status status = corpus_shard_open(&c->shard, c->options->run->corpus, index,
                                          options, &reason);
  if (status != ASSAY_OK) {
    c->problem(c->problem_ctx, str_from(reason.source), str_from(reason.message));
    c->shard = NULL;
    return ASSAY_OK;
  }
  for (bool more = true; more && status == ASSAY_OK;) status = read_one(c, &more, err);
  *bytes += corpus_shard_tally(c->shard)->bytes;
  corpus_shard_close(c->shard);
  c->shard = NULL;
  return status;
}

static assay_status read_texts(struct console *c, assay_error *err) {
  const struct corpus *corpus = c->options->run->corpus;
  const struct session *session = session_of(c->state.L);
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.tokenizer = session->tokenizer;
  options.vocabulary = session->vocabulary;
  uint64_t bytes = 0;
  assay_status status = ASSAY_OK;
  size_t shards = corpus ? corpus_shard_count(corpus) : 0;
  for (size_t i = 0; i < shards && status == ASSAY_OK; i++) {
    if (c->options->stop && atomic_load(c->options->stop))
      return error_set(err, ASSAY_ECANCELLED, "the reading was stopped");
    if (bytes > MOST_BYTES) {
      c->problem(c->problem_ctx, str_from(""),
                 str_from("these are 512 MiB of texts; the rest was not read"));
      break;
    }
    status = read_shard(c, i, &options, &bytes, err);
  }
  return status;
}

/* set_tokenizer(tokenizer) */
static int set_tokenizer(lua_State *L) {
  session_set_tokenizer(L, lua_touserdata(L, 1), NULL);
  return 0;
}

static assay_status use_tokenizer(struct console *c, assay_error *err) {
  assay_tokenizer *tokenizer = NULL;
  const struct shared_run run = {.script = c->options->script,
                                 .options = c->options->run};
  assay_status status = worker_tokenizer(&run, &tokenizer, err);
  if (status != ASSAY_OK) return status;
  lua_pushcfunction(c->state.L, set_tokenizer);
  lua_pushlightuserdata(c->state.L, tokenizer);
  status = state_call(&c->state, 1, 0, name, (assay_str){"", 0}, NULL, err);
  if (status != ASSAY_OK) assay_tokenizer_free(tokenizer);
  return status;
}

static assay_status console_begin(struct console *c, assay_error *err) {
  const struct run_options *run = c->options->run;
  const struct state_options limits = {
      .memory = run->memory_limit, .stop = c->options->stop, .trusted = run->trusted};
  assay_status status = state_open(&c->state, &limits, err);
  if (status != ASSAY_OK) return status;
  c->state.print = run->print;
  c->state.print_ctx = run->print_ctx;
  status = use_tokenizer(c, err);
  if (status == ASSAY_OK) status = call(c, prepare, err);
  if (status == ASSAY_OK) status = read_texts(c, err);
  c->state.limits.seconds = run->time_limit; /* of each line, not of the reading */
  return status;
}

assay_status console_open(struct console **out, const struct console_options *options,
                          void (*problem)(void *ctx, assay_str name, assay_str message),
                          void *ctx, assay_error *err) {
  assay_allocator a = alloc_default();
  struct console *c = alloc_zero(&a, 1, sizeof *c);
  if (!c) return error_memory(err, sizeof *c);
  c->options = options;
  c->problem = problem;
  c->problem_ctx = ctx;
  assay_status status = console_begin(c, err);
  if (status == ASSAY_OK)
    *out = c;
  else
    console_close(c);
  return status;
}

void console_close(struct console *c) {
  if (!c) return;
  assay_allocator a = alloc_default();
  state_close(&c->state);
  alloc_free(&a, c, 1, sizeof *c);
}

size_t console_documents(const struct console *c) {
  return c->documents;
}

/* -- Lines --------------------------------------------------------------------------- */

static bool begins(assay_str s, const char *start) {
  size_t len = strlen(start);
  return s.len >= len && memcmp(s.ptr, start, len) == 0;
}

static assay_str trim_start(assay_str s) {
  while (s.len > 0 && (*s.ptr == ' ' || *s.ptr == '\t')) s.ptr++, s.len--;
  return s;
}

/* A local would be gone with its line: it becomes a global. */
static assay_str skip_local(assay_str text) {
  if (!begins(text, "local ")) return text;
  assay_str rest = {text.ptr + 6, text.len - 6};
  return trim_start(rest);
}

/* Leaves the function, with the globals of lines, or the error. */
static int compile(struct console *c, const char *before, assay_str text) {
  lua_State *L = c->state.L;
  struct buffer chunk;
  buffer_init(&chunk, NULL, LINE_LIMIT);
  buffer_add_text(&chunk, before);
  buffer_add_str(&chunk, text);
  int code = chunk.failed == ASSAY_OK
                 ? luaL_loadbufferx(L, chunk.data, chunk.len, CHUNK, "t")
                 : LUA_ERRMEM;
  if (chunk.failed != ASSAY_OK) lua_pushliteral(L, "the line is too long");
  buffer_free(&chunk);
  if (code != LUA_OK) return code;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &env_key);
  lua_setupvalue(L, -2, 1);
  return LUA_OK;
}

/* Whether the error at the top says that the text ended too early. */
static bool ends_early(lua_State *L) {
  static const char end[] = "<eof>";
  assay_str message = {NULL, 0};
  message.ptr = lua_tolstring(L, -1, &message.len);
  return message.ptr && message.len >= sizeof end - 1 &&
         memcmp(message.ptr + message.len - (sizeof end - 1), end, sizeof end - 1) == 0;
}

/* evaluate(console, function): calls it and shows what it returns. */
static int evaluate(lua_State *L) {
  struct console *c = lua_touserdata(L, 1);
  lua_call(L, 0, LUA_MULTRET);
  int last = lua_gettop(L);
  for (int i = 2; i <= last; i++) console_show(L, i, c->options->width, c->out);
  return 0;
}

static int raise_message(lua_State *L) {
  lua_settop(L, 2);
  return lua_error(L);
}

assay_status console_run(struct console *c, assay_str text, bool *more,
                         struct buffer *out, assay_error *err) {
  lua_State *L = c->state.L;
  assay_str line = trim_start(text);
  *more = false;
  lua_settop(L, 0);
  if (line.len > 0 && line.ptr[0] == '=') line.ptr++, line.len--;
  line = skip_local(line);
  if (line.len == 0) return ASSAY_OK;
  int code = compile(c, "return ", line);
  bool early = code != LUA_OK && ends_early(L);
  if (code != LUA_OK && !early) {
    lua_pop(L, 1);
    code = compile(c, "", line);
    early = code != LUA_OK && ends_early(L);
  }
  if (early) {
    *more = true;
    lua_settop(L, 0);
    return ASSAY_OK;
  }
  c->out = out;
  lua_pushcfunction(L, code == LUA_OK ? evaluate : raise_message);
  lua_insert(L, 1);
  lua_pushlightuserdata(L, c);
  lua_insert(L, 2);
  assay_status status = state_call(&c->state, 2, 0, name, line, NULL, err);
  lua_settop(L, 0);
  if (c->state.limits.reached != LIMIT_NONE) limits_forgive(&c->state.limits, L);
  return status == ASSAY_OK ? buffer_status(out, "what a line shows", err) : status;
}

/* -- Completion ---------------------------------------------------------------------- */

static bool is_word(char ch) {
  return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_' ||
         (ch >= '0' && ch <= '9');
}

static bool is_path(char ch) {
  return is_word(ch) || ch == '.' || ch == ':' || ch == '[' || ch == ']';
}

struct completion {
  struct console *console;
  assay_str path, part; /* "docs[1]:" and "fi" */
  console_offer *offer;
  void *ctx;
};

/* Adds the text keys of the table at the top to the set at `set`; pops it. */
static void add_keys(lua_State *L, int set) {
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING) continue;
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, set);
  }
  lua_pop(L, 1);
}

/* The names of what is at the top: keys of tables and of those behind them, methods and
** fields of handles; pops it. */
static void add_names(lua_State *L, int set) {
  for (int depth = 0; depth < 4; depth++) {
    int type = lua_type(L, -1);
    if (type == LUA_TTABLE) {
      lua_pushvalue(L, -1);
      add_keys(L, set);
    }
    if (!lua_getmetatable(L, -1)) break;
    lua_pushliteral(L, "__index");
    int behind = lua_rawget(L, -2);
    if (behind == LUA_TFUNCTION && type == LUA_TUSERDATA && lua_getupvalue(L, -1, 3)) {
      if (lua_istable(L, -1))
        add_keys(L, set);
      else
        lua_pop(L, 1);
    }
    if (behind != LUA_TTABLE) {
      lua_pop(L, 2);
      break;
    }
    lua_replace(L, -3);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* complete(completion) */
static int complete(lua_State *L) {
  struct completion *m = lua_touserdata(L, 1);
  lua_newtable(L);
  if (m->path.len > 0) {
    assay_str path = {m->path.ptr, m->path.len - 1};
    if (compile(m->console, "return ", path) != LUA_OK) return 0;
    lua_call(L, 0, 1);
  } else {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &env_key);
  }
  add_names(L, 2);
  push_sorted_keys(L, 2);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++) {
    assay_str word = {NULL, 0};
    lua_rawgeti(L, -1, i);
    word.ptr = lua_tolstring(L, -1, &word.len);
    if (word.len >= m->part.len && memcmp(word.ptr, m->part.ptr, m->part.len) == 0)
      m->offer(m->ctx, word);
    lua_pop(L, 1);
  }
  return 0;
}

size_t console_complete(struct console *c, assay_str line, console_offer *offer,
                        void *ctx) {
  size_t part = line.len, path;
  while (part > 0 && is_word(line.ptr[part - 1])) part--;
  for (path = part; path > 0 && is_path(line.ptr[path - 1]);) path--;
  struct completion m = {.console = c,
                         .path = {line.ptr + path, part - path},
                         .part = {line.ptr + part, line.len - part},
                         .offer = offer,
                         .ctx = ctx};
  lua_pushcfunction(c->state.L, complete);
  lua_pushlightuserdata(c->state.L, &m);
  state_call(&c->state, 1, 0, name, (assay_str){"", 0}, NULL, NULL);
  return m.part.len;
}
