/* l_hit.c - a place where a pattern was found: its text, its context, its quotation. */
#include "corpus/document.h"
#include "lua/binding.h"
#include "query/concordance.h"

enum { DEFAULT_CONTEXT = 8, WIDEST_CONTEXT = 1000 };

void push_hit(lua_State *L, int document_index, const assay_hit *hit) {
  document_index = lua_absindex(L, document_index);
  struct hit_handle *handle = lua_newuserdatauv(L, sizeof *handle, 1);
  handle->hit = *hit;
  lua_pushvalue(L, document_index);
  lua_setiuservalue(L, -2, 1);
  class_set(L, &hit_class);
}

assay_document *document_of(lua_State *L, int arg) {
  lua_getiuservalue(L, arg, 1);
  struct document_handle *handle = lua_touserdata(L, -1);
  lua_pop(L, 1);
  if (!handle->document) luaL_error(L, "the document is closed");
  return handle->document;
}

static assay_hit *check_hit(lua_State *L, int arg) {
  struct hit_handle *handle = class_check(L, arg, &hit_class);
  return &handle->hit;
}

static int get_text(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  push_str(L, document_slice(document_of(L, 1), hit->bytes));
  return 1;
}

static int get_first(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_hit(L, 1)->bytes.begin + 1);
  return 1;
}

static int get_last(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_hit(L, 1)->bytes.end);
  return 1;
}

static int get_line(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  assay_document *d = document_of(L, 1);
  lua_pushinteger(L, (lua_Integer)document_line_at(d, hit->bytes.begin));
  return 1;
}

static size_t check_words(lua_State *L, int arg) {
  lua_Integer words = luaL_optinteger(L, arg, DEFAULT_CONTEXT);
  luaL_argcheck(L, words >= 0 && words <= WIDEST_CONTEXT, arg, "0..1000 words");
  return (size_t)words;
}

/* hit:left(words): the words before it, 8 by default, without the space at their end. */
static int method_left(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  assay_document *d = document_of(L, 1);
  push_str(L, document_slice(d, context_left(d, hit->bytes, check_words(L, 2))));
  return 1;
}

static int method_right(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  assay_document *d = document_of(L, 1);
  push_str(L, document_slice(d, context_right(d, hit->bytes, check_words(L, 2))));
  return 1;
}

static int method_sentence(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  assay_document *d = document_of(L, 1);
  assay_span sentence;
  assay_error err;
  if (context_sentence(d, hit->bytes.begin, &sentence, &err) != ASSAY_OK)
    return raise(L, &err);
  push_str(L, document_slice(d, sentence));
  return 1;
}

/* hit:around(): the rest of its sentence, before and after it. */
static int method_around(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  assay_document *d = document_of(L, 1);
  assay_span before, after;
  assay_error err;
  if (context_in_sentence(d, hit->bytes, &before, &after, &err) != ASSAY_OK)
    return raise(L, &err);
  push_str(L, document_slice(d, before));
  push_str(L, document_slice(d, after));
  return 2;
}

/* hit:quote(): the innermost quotation it stands in, or nil in the writer's own prose. */
static int method_quote(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  lua_getiuservalue(L, 1, 1);
  push_quote_around(L, -1, hit->bytes);
  return 1;
}

/* hit:voice(): the quotation whose words it is, or nil where they are the writer's; terms
** and titles are no voices. */
static int method_voice(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  lua_getiuservalue(L, 1, 1);
  push_voice(L, -1, hit->tokens);
  return 1;
}

static int hit_tostring(lua_State *L) {
  assay_hit *hit = check_hit(L, 1);
  assay_document *d = document_of(L, 1);
  push_str(L, document_slice(d, hit->bytes));
  lua_pushfstring(L, "hit '%s' in '%s'", lua_tostring(L, -1), d->name.ptr);
  return 1;
}

static const luaL_Reg methods[] = {
    {"around", method_around},    {"left", method_left},
    {"paragraph", hit_paragraph}, {"quote", method_quote},
    {"right", method_right},      {"sentence", method_sentence},
    {"voice", method_voice},      {NULL, NULL}};
static const luaL_Reg getters[] = {{"first", get_first},
                                   {"last", get_last},
                                   {"line", get_line},
                                   {"text", get_text},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__tostring", hit_tostring}, {NULL, NULL}};

const struct class hit_class = {"hit", methods, getters, NULL, meta};
