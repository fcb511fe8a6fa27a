/*
** l_sources.c - what an argument of type "corpus" is in a script: texts that quotations
** are compared with. The sources are the engine's, working memory is the handle's.
*/
#include "corpus/document.h"
#include "lua/binding.h"
#include "query/verify.h"

#include <string.h>

struct sources_handle {
  const struct sources *sources;
  struct verifier verifier;
};

void push_sources(lua_State *L, const struct sources *sources) {
  struct sources_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  handle->sources = sources;
  verifier_init(&handle->verifier, sources, NULL);
  class_set(L, &sources_class);
}

static struct sources_handle *check_sources(lua_State *L, int arg) {
  return class_check(L, arg, &sources_class);
}

static int sources_close(lua_State *L) {
  struct sources_handle *handle = lua_touserdata(L, 1);
  verifier_free(&handle->verifier);
  return 0;
}

static void set_str(lua_State *L, const char *field, assay_str s) {
  push_str(L, s);
  lua_setfield(L, -2, field);
}

static void set_integer(lua_State *L, const char *field, size_t n) {
  lua_pushinteger(L, (lua_Integer)n);
  lua_setfield(L, -2, field);
}

/* Where it was found, in the table on the top. */
static void set_place(lua_State *L, const struct sources *s,
                      const struct verification *found) {
  assay_span bytes = sources_bytes(s, found->place);
  set_str(L, "file", sources_name(s, found->place.document));
  set_integer(L, "line", sources_line(s, found->place));
  set_integer(L, "first", bytes.begin + (size_t)1);
  set_integer(L, "last", bytes.end);
  set_str(L, "text", sources_text(s, found->place));
  set_str(L, "difference", found->difference);
  if (found->author.len > 0) set_str(L, "author", found->author);
}

/* sources:verify(quote, { author = "author" }): a table that says whether the sources
** have the words, where, and what differs. */
static int method_verify(lua_State *L) {
  static const char *const known[] = {"author", NULL};
  struct sources_handle *handle = check_sources(L, 1);
  const assay_quote *quote = check_quote(L, 2);
  assay_document *d = document_of(L, 2);
  assay_str author = {"author", 6};
  if (!lua_isnoneornil(L, 3)) {
    check_options(L, 3, known);
    if (lua_getfield(L, 3, "author") != LUA_TNIL) author = check_str(L, -1);
    quote = check_quote(L, 2); /* again: a metamethod may have closed the document */
    d = document_of(L, 2);
  }
  struct verification found;
  assay_error err;
  if (verify_quote(&handle->verifier, d, quote, author, &found, &err) != ASSAY_OK)
    return raise(L, &err);
  lua_createtable(L, 0, 12);
  set_str(L, "verdict",
          (assay_str){verdict_name(found.verdict), strlen(verdict_name(found.verdict))});
  set_str(L, "wording",
          (assay_str){verdict_name(found.wording), strlen(verdict_name(found.wording))});
  set_integer(L, "words", found.words);
  if (found.verdict == VERDICT_NOT_FOUND) return 1;
  set_integer(L, "same", found.same);
  set_integer(L, "left_out", found.left_out);
  set_place(L, handle->sources, &found);
  return 1;
}

/* sources:words(): running words in all of them. */
static int method_words(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)sources_word_count(check_sources(L, 1)->sources));
  return 1;
}

/* sources:unread(): documents that could not be read. */
static int method_unread(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)sources_unread_count(check_sources(L, 1)->sources));
  return 1;
}

static int sources_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)sources_document_count(check_sources(L, 1)->sources));
  return 1;
}

static const luaL_Reg methods[] = {{"unread", method_unread},
                                   {"verify", method_verify},
                                   {"words", method_words},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__len", sources_len}, {NULL, NULL}};

const struct class sources_class = {"sources", methods, NULL, sources_close, meta};
