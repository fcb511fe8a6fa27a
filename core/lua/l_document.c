/*
** l_document.c - the document as scripts see it. Bulk operations are one call; iterators
** give one token, sentence, hit or quotation at a time.
*/
#include "corpus/document.h"

#include "base/table.h"
#include "corpus/metadata.h"
#include "lua/binding.h"

#include <limits.h>
#include <string.h>

static const char *const kind_names[] = {
    "word", "number", "punctuation", "symbol", "emoji", "url", "email", "tag", "mention"};

struct document_handle *push_document(lua_State *L, assay_document *document) {
  struct document_handle *handle = lua_newuserdatauv(L, sizeof *handle, 1);
  handle->document = NULL;
  class_set(L, &document_class);
  handle->document = document;
  return handle;
}

assay_document *check_document(lua_State *L, int arg) {
  struct document_handle *handle = class_check(L, arg, &document_class);
  if (!handle->document) luaL_error(L, "the document is closed");
  return handle->document;
}

static int document_close(lua_State *L) {
  struct document_handle *handle = lua_touserdata(L, 1);
  assay_document_free(handle->document);
  handle->document = NULL;
  return 0;
}

/* Tells Lua's collector of memory that it does not see: a loop over documents must not
** fill the machine before the first of them is collected. */
static void report_size(lua_State *L, const assay_document *d) {
  size_t per_token = sizeof *d->begin + sizeof *d->end + sizeof *d->term;
  size_t kilobytes = (d->text.len + d->token_count * per_token) / 1024;
  if (kilobytes > 0 && lua_gc(L, LUA_GCISRUNNING))
    lua_gc(L, LUA_GCSTEP, (int)(kilobytes < INT_MAX ? kilobytes : INT_MAX));
}

/* assay.document(name, text): a document from memory. */
int new_document(lua_State *L) {
  assay_str name = check_str(L, 1), text = check_str(L, 2);
  struct session *session = session_of(L);
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.tokenizer = session->tokenizer;
  options.vocabulary = session->vocabulary;
  struct document_handle *handle = push_document(L, NULL);
  assay_error err;
  if (assay_document_new(&handle->document, &options, name, text, &err) != ASSAY_OK)
    return raise(L, &err);
  report_size(L, handle->document);
  return 1;
}

static int get_name(lua_State *L) {
  push_str(L, assay_document_name(check_document(L, 1)));
  return 1;
}

static int get_text(lua_State *L) {
  push_str(L, assay_document_text(check_document(L, 1)));
  return 1;
}

static int get_encoding(lua_State *L) {
  lua_pushstring(L, assay_document_encoding(check_document(L, 1)));
  return 1;
}

/* doc.language: of its sentences, told or guessed: "en", "und" */
static int get_language(lua_State *L) {
  lua_pushstring(L, assay_document_language(check_document(L, 1)));
  return 1;
}

/* doc.decided_by: how its encoding was found out. */
static int get_decided_by(lua_State *L) {
  lua_pushstring(L, check_document(L, 1)->decoding.decided_by);
  return 1;
}

/* doc.replaced: broken byte sequences that became U+FFFD. */
static int get_replaced(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)assay_document_replaced(check_document(L, 1)));
  return 1;
}

static void push_value(lua_State *L, const struct value *value) {
  switch (value->kind) {
  case VALUE_NONE:
    lua_pushnil(L);
    break;
  case VALUE_TEXT:
    push_str(L, value->text);
    break;
  case VALUE_INTEGER:
    lua_pushinteger(L, (lua_Integer)value->integer);
    break;
  case VALUE_NUMBER:
    lua_pushnumber(L, value->number);
    break;
  }
}

/* doc.meta: a table of the document's fields, made once and kept with the handle. */
static int get_meta(lua_State *L) {
  assay_document *d = check_document(L, 1);
  if (lua_getiuservalue(L, 1, 1) == LUA_TTABLE) return 1;
  size_t count = 0;
  const struct field *fields = d->metadata ? metadata_fields(d->metadata, &count) : NULL;
  lua_createtable(L, 0, (int)count);
  for (size_t i = 0; i < count; i++) {
    struct value value = metadata_value(d->metadata, d->index, (int)i);
    push_str(L, fields[i].name);
    push_value(L, &value);
    lua_rawset(L, -3);
  }
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, 1, 1);
  return 1;
}

/* doc:field(name): the value as text to group by, or "(none)"; "file" is the name. */
static int method_field(lua_State *L) {
  assay_document *d = check_document(L, 1);
  assay_str name = check_str(L, 2);
  int field = d->metadata ? metadata_find(d->metadata, name) : -1;
  struct value value = {VALUE_NONE, {NULL, 0}, 0, 0};
  if (field >= 0) value = metadata_value(d->metadata, d->index, field);
  if (field < 0 && str_equal(name, str_from("file"))) {
    push_str(L, d->name);
  } else if (value.kind == VALUE_NONE) {
    lua_pushliteral(L, "(none)");
  } else {
    push_value(L, &value);
    lua_tostring(L, -1);
  }
  return 1;
}

static int method_token_count(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)assay_document_word_count(check_document(L, 1)));
  return 1;
}

/* The state of an iterator: upvalue 1 the document's handle, 2 the next index. */
static size_t iterator_next(lua_State *L) {
  lua_Integer next = lua_tointeger(L, lua_upvalueindex(2));
  lua_pushinteger(L, next + 1);
  lua_replace(L, lua_upvalueindex(2));
  return (size_t)next;
}

static int push_iterator(lua_State *L, lua_CFunction next) {
  check_document(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next, 2);
  return 1;
}

static int next_token(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  size_t i = iterator_next(L);
  if (i >= d->token_count) return 0;
  assay_span bytes = {d->begin[i], d->end[i]};
  push_str(L, document_slice(d, bytes));
  lua_pushstring(L, kind_names[d->kind[i]]);
  push_span(L, bytes);
  return 4;
}

/* doc:tokens(): for text, kind, first, last in doc:tokens() */
static int method_tokens(lua_State *L) {
  return push_iterator(L, next_token);
}

static int next_sentence(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  const assay_span *sentences;
  size_t count, i = iterator_next(L);
  assay_error err;
  if (assay_document_sentences(d, &sentences, &count, &err) != ASSAY_OK)
    return raise(L, &err);
  if (i >= count) return 0;
  push_str(L, document_slice(d, sentences[i]));
  push_span(L, sentences[i]);
  return 3;
}

/* doc:sentences(): for text, first, last in doc:sentences() */
static int method_sentences(lua_State *L) {
  return push_iterator(L, next_sentence);
}

/* upvalues: 1 the document, 2 the token to go on at, 3 the pattern, which may have been
** closed meanwhile */
static int next_hit(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  assay_matcher *matcher = check_matcher(L, lua_upvalueindex(3));
  size_t from = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  assay_hit hit;
  bool found;
  assay_error err;
  if (assay_matcher_next(matcher, d, from, &hit, &found, &err) != ASSAY_OK)
    return raise(L, &err);
  if (!found) return 0;
  lua_pushinteger(L, hit.tokens.end);
  lua_replace(L, lua_upvalueindex(2));
  push_hit(L, lua_upvalueindex(1), &hit);
  return 1;
}

/* doc:find(pattern): for hit in doc:find(pattern) */
static int method_find(lua_State *L) {
  check_document(L, 1);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  check_matcher(L, 2); /* pushes the pattern */
  lua_pushcclosure(L, next_hit, 3);
  return 1;
}

/* doc:count(pattern): the number of hits, in one call. */
static int method_count(lua_State *L) {
  assay_document *d = check_document(L, 1);
  assay_matcher *matcher = check_matcher(L, 2);
  assay_hit hit = {{0, 0}, {0, 0}};
  bool found = true;
  assay_error err;
  lua_Integer count = -1;
  for (; found; count++)
    if (assay_matcher_next(matcher, d, hit.tokens.end, &hit, &found, &err) != ASSAY_OK)
      return raise(L, &err);
  lua_pushinteger(L, count);
  return 1;
}

static int next_quote(lua_State *L) {
  size_t count, i = iterator_next(L);
  quotes_of(L, check_document(L, lua_upvalueindex(1)), &count);
  if (i >= count) return 0;
  push_quote(L, lua_upvalueindex(1), i);
  return 1;
}

/* doc:quotes(): for quote in doc:quotes() */
static int method_quotes(lua_State *L) {
  return push_iterator(L, next_quote);
}

/* doc:line(byte): the 1-based line of a byte. */
static int method_line(lua_State *L) {
  assay_document *d = check_document(L, 1);
  lua_Integer at = luaL_checkinteger(L, 2);
  luaL_argcheck(L, at >= 1 && (size_t)at <= d->text.len + 1, 2, "outside the text");
  lua_pushinteger(L, (lua_Integer)document_line_at(d, (uint32_t)(at - 1)));
  return 1;
}

static int document_tostring(lua_State *L) {
  struct document_handle *handle = class_check(L, 1, &document_class);
  if (!handle->document)
    lua_pushliteral(L, "document (closed)");
  else
    lua_pushfstring(L, "document '%s'", assay_document_name(handle->document).ptr);
  return 1;
}

static const luaL_Reg methods[] = {
    {"close", document_close},       {"count", method_count},
    {"field", method_field},         {"find", method_find},
    {"line", method_line},           {"quotes", method_quotes},
    {"sentences", method_sentences}, {"token_count", method_token_count},
    {"tokens", method_tokens},       {NULL, NULL}};
static const luaL_Reg getters[] = {{"decided_by", get_decided_by},
                                   {"encoding", get_encoding},
                                   {"language", get_language},
                                   {"meta", get_meta},
                                   {"name", get_name},
                                   {"replaced", get_replaced},
                                   {"text", get_text},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__tostring", document_tostring}, {NULL, NULL}};

const struct class document_class = {"document", methods, getters, document_close, meta};
