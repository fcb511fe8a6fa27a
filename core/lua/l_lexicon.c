/* l_lexicon.c - a user's reporting verbs, nouns and patterns, for doc:quotes. */
#include "lua/binding.h"
#include "quote/lexicon_text.h"

struct lexicon_handle {
  struct lexicon lexicon;
  bool closed;
};

static int lexicon_close(lua_State *L) {
  struct lexicon_handle *handle = lua_touserdata(L, 1);
  lexicon_free(&handle->lexicon);
  lexicon_init(&handle->lexicon, NULL);
  handle->closed = true;
  return 0;
}

static struct lexicon *push_empty(lua_State *L) {
  assay_allocator memory = session_memory(L);
  struct lexicon_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  lexicon_init(&handle->lexicon, &memory);
  handle->closed = false;
  class_set(L, &lexicon_class);
  return &handle->lexicon;
}

void push_lexicon(lua_State *L, assay_str text, assay_str source) {
  assay_error err;
  struct lexicon *lexicon = push_empty(L);
  if (lexicon_read(lexicon, text, source, &err) != ASSAY_OK) raise(L, &err);
}

const struct lexicon *check_lexicon(lua_State *L, int arg) {
  struct lexicon_handle *handle = class_check(L, arg, &lexicon_class);
  if (handle->closed) luaL_error(L, "the lexicon is closed");
  return &handle->lexicon;
}

/* Adds "class: word word" for each string of the list in the field. */
static void add_words(lua_State *L, int table, const char *field, const char *class,
                      struct buffer *text) {
  int type = lua_getfield(L, table, field);
  if (type == LUA_TNIL) {
    lua_pop(L, 1);
    return;
  }
  if (type != LUA_TTABLE) luaL_error(L, "'%s' must be a list of words", field);
  for (lua_Integer i = 1; lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "'%s' must be a list of words", field);
    buffer_addf(text, "%s: ", class);
    buffer_add_str(text, check_str(L, -1));
    buffer_add_char(text, '\n');
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
}

/* Adds "pattern rule: text" for each of { rule = "text" }, in the order of the rules'
** bytes; a list of texts has the rule "own-pattern". */
static void add_patterns(lua_State *L, int table, struct buffer *text) {
  int type = lua_getfield(L, table, "patterns");
  if (type != LUA_TNIL && type != LUA_TTABLE)
    luaL_error(L, "'patterns' must be a list, or a table of names and patterns");
  int patterns = lua_gettop(L);
  for (lua_Integer i = 1; type == LUA_TTABLE && lua_rawgeti(L, patterns, i) != LUA_TNIL;
       i++) {
    buffer_add_text(text, "pattern own-pattern: ");
    buffer_add_str(text, check_str(L, -1));
    buffer_add_char(text, '\n');
    lua_pop(L, 1);
  }
  lua_settop(L, patterns);
  lua_newtable(L); /* names that were written: each call gives the least of the others */
  while (type == LUA_TTABLE) {
    const char *rule = push_unknown_key(L, patterns, patterns + 1);
    if (!rule) break;
    buffer_addf(text, "pattern %s: ", rule);
    lua_getfield(L, patterns, rule);
    buffer_add_str(text, check_str(L, -1));
    buffer_add_char(text, '\n');
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
    lua_setfield(L, patterns + 1, rule);
    lua_settop(L, patterns + 1);
  }
  lua_settop(L, patterns - 1);
}

/* assay.lexicon{ verbs = {}, nouns = {}, patterns = {}, text = "" }, or of a text */
int new_lexicon(lua_State *L) {
  static const char *const known[] = {"verbs", "nouns", "patterns", "text", NULL};
  if (lua_type(L, 1) == LUA_TSTRING) {
    push_lexicon(L, check_str(L, 1), (assay_str){"lexicon", 7});
    return 1;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  check_options(L, 1, known);
  lua_settop(L, 1);
  struct buffer *text = push_buffer(L);
  if (lua_getfield(L, 1, "text") != LUA_TNIL) buffer_add_str(text, check_str(L, -1));
  buffer_add_char(text, '\n');
  lua_pop(L, 1);
  add_words(L, 1, "verbs", "verb say", text);
  add_words(L, 1, "nouns", "noun", text);
  add_patterns(L, 1, text);
  assay_error err;
  if (buffer_status(text, "a lexicon", &err) != ASSAY_OK) return raise(L, &err);
  push_lexicon(L, buffer_str(text), (assay_str){"lexicon", 7});
  return 1;
}

static const luaL_Reg methods[] = {{"close", lexicon_close}, {NULL, NULL}};

const struct class lexicon_class = {"lexicon", methods, NULL, lexicon_close, NULL};
