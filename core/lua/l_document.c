/*
** l_document.c - the document as scripts see it. Bulk operations are one call; iterators
** give one token, sentence, hit or quotation at a time.
*/
#include "corpus/document.h"

#include "base/stable_hash.h"
#include "base/table.h"
#include "corpus/metadata.h"
#include "corpus/quality.h"
#include "lua/binding.h"
#include "quote/quotes.h"

#include <limits.h>
#include <string.h>

static const char *const kind_names[] = {
    "word", "number", "punctuation", "symbol", "emoji", "url", "email", "tag", "mention"};

struct document_handle *push_document(lua_State *L, assay_document *document) {
  struct document_handle *handle = lua_newuserdatauv(L, sizeof *handle, 2);
  handle->document = NULL;
  class_set(L, &document_class);
  handle->document = document;
  return handle;
}

static const char lent_key = 0; /* of the registry */

struct document_handle *lend_document(lua_State *L) {
  struct document_handle *handle = lua_newuserdatauv(L, sizeof *handle, 2);
  handle->document = NULL;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &lent_key) == LUA_TNIL) {
    lua_pop(L, 1);
    class_define_unfinalized(L, &document_class, &lent_key);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lent_key);
  }
  lua_setmetatable(L, -2);
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

void document_report_size(lua_State *L, const assay_document *d) {
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
  options.allocator = session_memory(L);
  struct document_handle *handle = push_document(L, NULL);
  assay_error err;
  if (assay_document_new(&handle->document, &options, name, text, &err) != ASSAY_OK)
    return raise(L, &err);
  document_report_size(L, handle->document);
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

/* doc.format: the reader that read it: "plain", "docx"; "" for a document from memory. */
static int get_format(lua_State *L) {
  lua_pushstring(L, check_document(L, 1)->origin.format);
  return 1;
}

/* doc.source_line: the line of its file where it begins, or nil. */
static int get_source_line(lua_State *L) {
  const assay_document *d = check_document(L, 1);
  if (d->origin.line > 0)
    lua_pushinteger(L, (lua_Integer)d->origin.line);
  else
    lua_pushnil(L);
  return 1;
}

/* doc.warnings: what its reader noticed, a list of texts. */
static int get_warnings(lua_State *L) {
  const assay_document *d = check_document(L, 1);
  lua_createtable(L, (int)d->origin.warning_count, 0);
  for (size_t i = 0; i < d->origin.warning_count; i++) {
    push_str(L, d->origin.warnings[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* doc.removed: what --clean took out, a list of {line, text, reason}. */
static int get_removed(lua_State *L) {
  const assay_document *d = check_document(L, 1);
  lua_createtable(L, (int)d->origin.removed_count, 0);
  for (size_t i = 0; i < d->origin.removed_count; i++) {
    const struct record_removed *removed = &d->origin.removed[i];
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, (lua_Integer)removed->line);
    lua_setfield(L, -2, "line");
    push_str(L, removed->text);
    lua_setfield(L, -2, "text");
    lua_pushstring(L, removed->reason);
    lua_setfield(L, -2, "reason");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* doc.bytes: of its text. */
static int get_bytes(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_document(L, 1)->text.len);
  return 1;
}

/* doc.misread: words that look as if a machine had misread them. */
static int get_misread(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)quality_misread(check_document(L, 1)));
  return 1;
}

/* doc.digest: 16 hexadecimal digits that equal texts share. */
static int get_digest(lua_State *L) {
  char digits[17];
  uint64_t hash = stable_hash(assay_document_text(check_document(L, 1)));
  for (int i = 15; i >= 0; i--, hash >>= 4) digits[i] = "0123456789abcdef"[hash & 15];
  lua_pushlstring(L, digits, 16);
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

/* Sets the values of a row of the corpus in the table on the top. */
static void set_row(lua_State *L, const struct metadata *metadata, size_t row) {
  size_t count = 0;
  const struct field *fields = metadata ? metadata_fields(metadata, &count) : NULL;
  for (size_t i = 0; i < count; i++) {
    struct value value = metadata_value(metadata, row, (int)i);
    if (value.kind == VALUE_NONE) continue;
    push_str(L, fields[i].name);
    push_value(L, &value);
    lua_rawset(L, -3);
  }
}

/* doc.meta: a table of the document's fields, made once and kept with the handle. What
** counts more is set later. */
static int get_meta(lua_State *L) {
  assay_document *d = check_document(L, 1);
  if (lua_getiuservalue(L, 1, 1) == LUA_TTABLE) return 1;
  const struct fields *own = &d->origin.fields;
  lua_createtable(L, 0, (int)own->count);
  for (size_t i = 0; i < own->count; i++) {
    push_str(L, own->items[i].name);
    push_value(L, &own->items[i].value);
    lua_rawset(L, -3);
  }
  set_row(L, d->metadata, d->row);
  set_row(L, d->member_metadata, d->member_row);
  lua_pushvalue(L, -1);
  lua_setiuservalue(L, 1, 1);
  return 1;
}

/* doc:field(name): the value as text to group by, or "(none)"; "file" is the name, unless
** there is a field of that name. */
static int method_field(lua_State *L) {
  assay_document *d = check_document(L, 1);
  assay_str name = check_str(L, 2);
  struct value value = document_field(d, name);
  if (value.kind == VALUE_NONE && str_equal(name, str_from("file"))) {
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
  assay_document *d = check_document(L, 1);
  const struct document_region *region = check_region_only(L, 2, d);
  lua_pushinteger(L, (lua_Integer)(region ? region->word_count : d->word_count));
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
  assay_span rest = document_stretch(d, i);
  if (rest.begin == rest.end) return 0;
  if (rest.begin > i) {
    i = rest.begin;
    lua_pushinteger(L, (lua_Integer)i + 1);
    lua_replace(L, lua_upvalueindex(2));
  }
  assay_span bytes = {d->begin[i], d->end[i]};
  push_str(L, document_slice(d, bytes));
  lua_pushstring(L, kind_names[d->kind[i]]);
  push_span(L, bytes);
  if (!d->origin.lemma) return 4;
  push_str(L, document_lemma(d, i));
  push_str(L, document_tag(d, i));
  return 6;
}

/* doc:tokens(): for text, kind, first, last, lemma, tag in doc:tokens(); the last two
** only where the format has them */
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

/* doc:sentence_count(): without a copy of any. */
static int method_sentence_count(lua_State *L) {
  const assay_span *sentences;
  size_t count;
  assay_error err;
  if (assay_document_sentences(check_document(L, 1), &sentences, &count, &err) !=
      ASSAY_OK)
    return raise(L, &err);
  lua_pushinteger(L, (lua_Integer)count);
  return 1;
}

/* doc:sentences(): for text, first, last in doc:sentences() */
static int method_sentences(lua_State *L) {
  return push_iterator(L, next_sentence);
}

/* upvalues: 1 the document, 2 the token to go on at, 3 the pattern, which may have been
** closed meanwhile, 4 the region, which lives as long as the document */
static int next_hit(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  assay_matcher *matcher = check_matcher(L, lua_upvalueindex(3));
  size_t from = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  assay_hit hit;
  bool found;
  assay_error err;
  const struct document_region *region = lua_touserdata(L, lua_upvalueindex(4));
  if (find_inside(matcher, d, region, from, &hit, &found, &err) != ASSAY_OK)
    return raise(L, &err);
  if (!found) return 0;
  lua_pushinteger(L, hit.tokens.end);
  lua_replace(L, lua_upvalueindex(2));
  push_hit(L, lua_upvalueindex(1), &hit);
  return 1;
}

/* doc:find(pattern, { inside = "quotes" }): for hit in doc:find(pattern) */
static int method_find(lua_State *L) {
  assay_document *d = check_document(L, 1);
  const struct document_region *region = check_region_only(L, 3, d);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  check_matcher(L, 2); /* pushes the pattern */
  lua_pushlightuserdata(L, (void *)(uintptr_t)region);
  lua_pushcclosure(L, next_hit, 4);
  return 1;
}

/* doc:count(pattern, { inside = "quotes" }): the number of hits, in one call. */
static int method_count(lua_State *L) {
  assay_document *d = check_document(L, 1);
  const struct document_region *region = check_region_only(L, 3, d);
  assay_matcher *matcher = check_matcher(L, 2);
  assay_hit hit = {{0, 0}, {0, 0}};
  bool found = true;
  assay_error err;
  lua_Integer count = -1;
  for (; found; count++)
    if (find_inside(matcher, d, region, hit.tokens.end, &hit, &found, &err) != ASSAY_OK)
      return raise(L, &err);
  lua_pushinteger(L, count);
  return 1;
}

/* upvalues: 1 the document, 2 the next quotation, 3 the lexicon or nil, 4 whether with
** reported clauses */
static int next_quote(lua_State *L) {
  assay_document *d = check_document(L, lua_upvalueindex(1));
  size_t count, i = iterator_next(L);
  const assay_quote *quotes;
  const struct lexicon *lexicon = lua_isnil(L, lua_upvalueindex(3))
                                      ? NULL
                                      : check_lexicon(L, lua_upvalueindex(3));
  assay_error err;
  assay_status status = lua_toboolean(L, lua_upvalueindex(4))
                            ? quotes_with_reports(d, lexicon, &quotes, &count, &err)
                            : quotes_with_lexicon(d, lexicon, &quotes, &count, &err);
  if (status != ASSAY_OK) return raise(L, &err);
  if (i >= count) return 0;
  push_quote_of(L, lua_upvalueindex(1), quotes, i);
  return 1;
}

/* doc:quotes{ lexicon = lexicon, indirect = true }: for quote in doc:quotes() */
static int method_quotes(lua_State *L) {
  static const char *const known[] = {"lexicon", "indirect", NULL};
  check_document(L, 1);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) check_options(L, 2, known);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  if (lua_isnil(L, 2)) {
    lua_settop(L, 6);
  } else {
    if (lua_getfield(L, 2, "lexicon") != LUA_TNIL) check_lexicon(L, -1);
    lua_getfield(L, 2, "indirect");
    luaL_argcheck(L, lua_isnil(L, -1) || lua_isboolean(L, -1), 2,
                  "indirect must be true or false");
  }
  lua_pushcclosure(L, next_quote, 4);
  return 1;
}

/* doc:quote_problems(): the marks that have no partner, as a table. */
static int method_quote_problems(lua_State *L) {
  push_quote_problems(L, check_document(L, 1));
  return 1;
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

static const luaL_Reg methods[] = {{"close", document_close},
                                   {"count", method_count},
                                   {"headings", document_headings},
                                   {"paragraph_count", document_paragraph_count},
                                   {"paragraphs", document_paragraphs},
                                   {"sections", document_sections},
                                   {"field", method_field},
                                   {"find", method_find},
                                   {"line", method_line},
                                   {"quote_problems", method_quote_problems},
                                   {"quotes", method_quotes},
                                   {"sentence_count", method_sentence_count},
                                   {"sentences", method_sentences},
                                   {"token_count", method_token_count},
                                   {"tokens", method_tokens},
                                   {NULL, NULL}};
static const luaL_Reg getters[] = {{"bytes", get_bytes},
                                   {"decided_by", get_decided_by},
                                   {"digest", get_digest},
                                   {"encoding", get_encoding},
                                   {"format", get_format},
                                   {"language", get_language},
                                   {"meta", get_meta},
                                   {"misread", get_misread},
                                   {"name", get_name},
                                   {"replaced", get_replaced},
                                   {"source_line", get_source_line},
                                   {"text", get_text},
                                   {"warnings", get_warnings},
                                   {"removed", get_removed},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__tostring", document_tostring}, {NULL, NULL}};

const struct class document_class = {"document", methods, getters, document_close, meta};
