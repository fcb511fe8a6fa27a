/*
** l_corpus.c - files and folders as documents, for a stock interpreter: scripts that
** Assay runs get theirs through `map`, and have no files. A document keeps its corpus,
** whose metadata it borrows.
*/
#include "corpus/corpus.h"

#include "base/table.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_PATHS = 10000 };

struct corpus_handle {
  struct corpus *corpus; /* freed by __gc only: documents may be there */
  bool closed;
};

struct reading_handle { /* the state of corpus:documents() */
  struct corpus_shard *shard;
  size_t next;
};

static struct corpus_handle *check_handle(lua_State *L, int arg) {
  struct corpus_handle *handle = class_check(L, arg, &corpus_class);
  if (handle->closed) luaL_error(L, "the corpus is closed");
  return handle;
}

static int corpus_gc(lua_State *L) {
  struct corpus_handle *handle = lua_touserdata(L, 1);
  corpus_free(handle->corpus);
  handle->corpus = NULL;
  handle->closed = true;
  return 0;
}

/* corpus:close(): nothing more can be read; the memory goes with the last document. */
static int method_close(lua_State *L) {
  struct corpus_handle *handle = class_check(L, 1, &corpus_class);
  handle->closed = true;
  return 0;
}

/* -- Opening ------------------------------------------------------------------------ */

/* The field of the options as text, kept in the table at `kept`; NULL for nil. */
static const char *option_text(lua_State *L, int options, const char *name, int kept) {
  const char *text = NULL;
  int type = lua_getfield(L, options, name);
  if (type != LUA_TNIL && type != LUA_TSTRING)
    luaL_error(L, "option '%s' is a text, not a %s", name, lua_typename(L, type));
  if (type == LUA_TSTRING) {
    text = lua_tostring(L, -1);
    lua_pushvalue(L, -1);
    lua_setfield(L, kept, name);
  }
  lua_pop(L, 1);
  return text;
}

static bool option_flag(lua_State *L, int options, const char *name) {
  int type = lua_getfield(L, options, name);
  bool flag = lua_toboolean(L, -1);
  if (type != LUA_TNIL && type != LUA_TBOOLEAN)
    luaL_error(L, "option '%s' is true or false", name);
  lua_pop(L, 1);
  return flag;
}

static struct corpus_options read_options(lua_State *L, int options, int kept) {
  static const char *const known[] = {
      "clean",        "encoding", "format",     "hidden", "meta",
      "meta_pattern", "split",    "text_field", "where",  NULL};
  struct corpus_options out = {.encoding = ENCODING_AUTO};
  if (lua_isnil(L, options)) return out;
  check_options(L, options, known);
  const char *encoding = option_text(L, options, "encoding", kept);
  if (encoding && !encoding_from_name(str_from(encoding), &out.encoding))
    luaL_error(L, "there is no encoding '%s'", encoding);
  out.clean = option_flag(L, options, "clean");
  out.hidden = option_flag(L, options, "hidden");
  out.split = option_flag(L, options, "split");
  out.format = option_text(L, options, "format", kept);
  out.meta_file = option_text(L, options, "meta", kept);
  out.meta_pattern = option_text(L, options, "meta_pattern", kept);
  out.text_field = option_text(L, options, "text_field", kept);
  out.where = option_text(L, options, "where", kept);
  return out;
}

/* The path or the list of paths at 1, in memory of Lua's, which is pushed; the table at
** `kept` has their texts. */
static const char *const *push_paths(lua_State *L, int kept, size_t *count) {
  bool list = lua_istable(L, 1);
  if (!list) luaL_checkstring(L, 1);
  *count = list ? lua_rawlen(L, 1) : 1;
  luaL_argcheck(L, *count >= 1 && *count <= MOST_PATHS, 1, "1..10000 paths");
  const char **paths = lua_newuserdatauv(L, *count * sizeof *paths, 0);
  for (size_t i = 0; i < *count; i++) {
    if (list)
      lua_rawgeti(L, 1, (lua_Integer)i + 1);
    else
      lua_pushvalue(L, 1);
    luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, 1, "a list of paths");
    paths[i] = lua_tostring(L, -1);
    lua_rawseti(L, kept, (lua_Integer)i + 1);
  }
  return paths;
}

/* assay.corpus(paths, options): or nil and a message where there is nothing to read. */
int new_corpus(lua_State *L) {
  lua_settop(L, 2);
  struct corpus_handle *handle = lua_newuserdatauv(L, sizeof *handle, 1);
  handle->corpus = NULL;
  handle->closed = false;
  class_set(L, &corpus_class);
  lua_newtable(L); /* the texts that the corpus borrows */
  lua_pushvalue(L, 4);
  lua_setiuservalue(L, 3, 1);
  struct corpus_options options = read_options(L, 2, 4);
  size_t count, note_count;
  const char *const *paths = push_paths(L, 4, &count);
  assay_error err;
  assay_status status = corpus_open(&handle->corpus, &options, paths, count, &err);
  if (status != ASSAY_OK) return raise(L, &err);
  if (corpus_count(handle->corpus) > 0) {
    lua_settop(L, 3);
    return 1;
  }
  const struct corpus_note *notes = corpus_notes(handle->corpus, &note_count);
  lua_pushnil(L);
  for (size_t i = 0; i < note_count; i++) {
    if (notes[i].kind != NOTE_PROBLEM) continue;
    push_str(L, notes[i].path);
    lua_pushliteral(L, ": ");
    push_str(L, notes[i].message);
    lua_concat(L, 3);
    return 2;
  }
  lua_pushliteral(L, "there are no texts to read");
  return 2;
}

/* -- Reading ------------------------------------------------------------------------- */

static int reading_close(lua_State *L) {
  struct reading_handle *reading = lua_touserdata(L, 1);
  corpus_shard_close(reading->shard);
  reading->shard = NULL;
  return 0;
}

static const struct class reading_class = {"reading", NULL, NULL, reading_close, NULL};

/* What cannot be read is kept in the corpus's list of problems, which is made then. */
static void keep_problem(lua_State *L, const char *path, const char *message) {
  lua_getiuservalue(L, lua_upvalueindex(1), 1);
  if (lua_getfield(L, -1, "problems") != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "problems");
  }
  lua_createtable(L, 0, 2);
  lua_pushstring(L, path);
  lua_setfield(L, -2, "path");
  lua_pushstring(L, message);
  lua_setfield(L, -2, "message");
  lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  lua_pop(L, 2);
}

static void open_shard(lua_State *L, struct reading_handle *reading,
                       const struct corpus *corpus) {
  struct session *session = session_of(L);
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.tokenizer = session->tokenizer;
  options.vocabulary = session->vocabulary;
  options.allocator = session_memory(L);
  assay_error err;
  assay_status status = corpus_shard_open(&reading->shard, corpus, reading->next++,
                                          &options, &err);
  if (status == ASSAY_ENOMEM) raise(L, &err);
  if (status != ASSAY_OK) keep_problem(L, err.source, err.message);
}

/* upvalues: 1 the corpus, 2 the reading */
static int next_document(lua_State *L) {
  struct corpus_handle *handle = check_handle(L, lua_upvalueindex(1));
  struct reading_handle *reading = lua_touserdata(L, lua_upvalueindex(2));
  struct document_handle *document = push_document(L, NULL);
  for (;;) {
    struct corpus_found found = {.document = NULL};
    bool more = false;
    assay_error err;
    if (!reading->shard && reading->next >= corpus_shard_count(handle->corpus)) return 0;
    if (!reading->shard) open_shard(L, reading, handle->corpus);
    if (!reading->shard) continue;
    assay_status status = corpus_shard_next(reading->shard, &found, &more, &err);
    if (status == ASSAY_ENOMEM) return raise(L, &err);
    if (status != ASSAY_OK) keep_problem(L, err.source, err.message);
    if (found.document) {
      document->document = found.document;
      lua_pushvalue(L, lua_upvalueindex(1));
      lua_setiuservalue(L, -2, 2);
      document_report_size(L, found.document);
      return 1;
    }
    if (more) continue;
    corpus_shard_close(reading->shard);
    reading->shard = NULL;
  }
}

/* for doc in corpus:documents(): in the order of the paths; a break closes the file. */
static int method_documents(lua_State *L) {
  check_handle(L, 1);
  lua_settop(L, 1);
  class_define(L, &reading_class);
  struct reading_handle *reading = lua_newuserdatauv(L, sizeof *reading, 0);
  reading->shard = NULL;
  reading->next = 0;
  class_set(L, &reading_class);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, next_document, 2);
  lua_pushnil(L);
  lua_pushnil(L);
  lua_pushvalue(L, 2);
  return 4;
}

/* corpus:problems(): { { path =, message = }, ... }: so far */
static int method_problems(lua_State *L) {
  struct corpus_handle *handle = check_handle(L, 1);
  size_t count;
  const struct corpus_note *notes = corpus_notes(handle->corpus, &count);
  lua_Integer n = 0;
  lua_newtable(L);
  for (size_t i = 0; i < count; i++) {
    if (notes[i].kind != NOTE_PROBLEM) continue;
    lua_createtable(L, 0, 2);
    push_str(L, notes[i].path);
    lua_setfield(L, -2, "path");
    push_str(L, notes[i].message);
    lua_setfield(L, -2, "message");
    lua_rawseti(L, -2, ++n);
  }
  lua_getiuservalue(L, 1, 1);
  if (lua_getfield(L, -1, "problems") == LUA_TTABLE)
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++)
      lua_rawseti(L, -4, ++n);
  lua_settop(L, 2);
  return 1;
}

/* corpus:fields(): names of metadata that is known before a document is read */
static int method_fields(lua_State *L) {
  struct corpus_handle *handle = check_handle(L, 1);
  size_t count;
  const struct field *fields = metadata_fields(corpus_metadata(handle->corpus), &count);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    push_str(L, fields[i].name);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* #corpus: files */
static int corpus_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)corpus_count(check_handle(L, 1)->corpus));
  return 1;
}

static const luaL_Reg methods[] = {{"close", method_close},
                                   {"documents", method_documents},
                                   {"fields", method_fields},
                                   {"problems", method_problems},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {
    {"__len", corpus_len}, {"__gc", corpus_gc}, {"__close", method_close}, {NULL, NULL}};

const struct class corpus_class = {"corpus", methods, NULL, NULL, meta};
