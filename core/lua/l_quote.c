/* l_quote.c - a quotation: whose words, which words, and why Assay thinks so. */
#include "base/table.h"
#include "corpus/document.h"
#include "lua/binding.h"
#include "quote/explain.h"
#include "quote/lexicon.h"
#include "quote/pairing.h"
#include "quote/voices.h"

struct quote_handle {
  const assay_quote *quotes; /* all of its list; borrowed from the document */
  size_t index;              /* of the quotation among them */
};

const assay_quote *quotes_of(lua_State *L, assay_document *d, size_t *count) {
  const assay_quote *quotes;
  assay_error err;
  if (assay_document_quotes(d, &quotes, count, &err) != ASSAY_OK) raise(L, &err);
  return quotes;
}

void push_quote(lua_State *L, int document_index, size_t index) {
  size_t count;
  document_index = lua_absindex(L, document_index);
  assay_document *d = check_document(L, document_index);
  push_quote_of(L, document_index, quotes_of(L, d, &count), index);
}

void push_quote_of(lua_State *L, int document_index, const assay_quote *quotes,
                   size_t index) {
  document_index = lua_absindex(L, document_index);
  struct quote_handle *handle = lua_newuserdatauv(L, sizeof *handle, 1);
  handle->quotes = quotes;
  handle->index = index;
  lua_pushvalue(L, document_index);
  lua_setiuservalue(L, -2, 1);
  class_set(L, &quote_class);
}

static bool quote_covers(const assay_quote *quote, assay_span bytes) {
  for (uint32_t i = 0; i < quote->part_count; i++)
    if (quote->parts[i].begin <= bytes.begin && bytes.end <= quote->parts[i].end)
      return true;
  return false;
}

/* Quotations nest and never cross, so the innermost one is the last that begins before
** the place and covers it. Others may stand between, in the clause that breaks one. */
void push_quote_around(lua_State *L, int document_index, assay_span bytes) {
  assay_document *d = check_document(L, document_index);
  size_t count, low = 0;
  const assay_quote *quotes = quotes_of(L, d, &count);
  for (size_t high = count; low < high;) {
    size_t middle = low + (high - low) / 2;
    if (quotes[middle].parts[0].begin <= bytes.begin)
      low = middle + 1;
    else
      high = middle;
  }
  int32_t i = (int32_t)low - 1;
  while (i >= 0 && !quote_covers(&quotes[i], bytes)) i--;
  if (i >= 0)
    push_quote(L, document_index, (size_t)i);
  else
    lua_pushnil(L);
}

const assay_quote *check_quote(lua_State *L, int arg) {
  struct quote_handle *handle = class_check(L, arg, &quote_class);
  document_of(L, arg); /* raises when it was closed */
  return &handle->quotes[handle->index];
}

/* The words of all parts with one space between them. */
static int get_text(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  assay_document *d = document_of(L, 1);
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (uint32_t i = 0; i < quote->part_count; i++) {
    assay_str part = document_slice(d, quote->parts[i]);
    if (i > 0) luaL_addchar(&text, ' ');
    luaL_addlstring(&text, part.ptr, part.len);
  }
  luaL_pushresult(&text);
  return 1;
}

static int get_kind(lua_State *L) {
  lua_pushstring(L, assay_quote_kind_name(check_quote(L, 1)->kind));
  return 1;
}

static int push_optional(lua_State *L, assay_str s) {
  if (s.len > 0)
    push_str(L, s);
  else
    lua_pushnil(L);
  return 1;
}

static int get_speaker(lua_State *L) {
  return push_optional(L, check_quote(L, 1)->speaker);
}

static int get_mention(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  return push_optional(L, document_slice(document_of(L, 1), quote->mention));
}

static int get_cue(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  return push_optional(L, document_slice(document_of(L, 1), quote->cue));
}

static int get_confidence(lua_State *L) {
  double percent = (double)check_quote(L, 1)->confidence * 100.0;
  lua_pushnumber(L, (double)(int)(percent + 0.5) / 100.0);
  return 1;
}

static int get_rule(lua_State *L) {
  lua_pushstring(L, check_quote(L, 1)->rule);
  return 1;
}

/* Whether somebody says the words; false for what marks only set apart. */
static int get_said(lua_State *L) {
  lua_pushboolean(L, check_quote(L, 1)->said);
  return 1;
}

static int get_first(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_quote(L, 1)->parts[0].begin + 1);
  return 1;
}

static int get_last(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  lua_pushinteger(L, (lua_Integer)quote->parts[quote->part_count - 1].end);
  return 1;
}

static int get_line(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_quote(L, 1)->line);
  return 1;
}

/* quote.parts: {{first, last}, ...} */
static int get_parts(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  lua_createtable(L, (int)quote->part_count, 0);
  for (uint32_t i = 0; i < quote->part_count; i++) {
    lua_createtable(L, 2, 0);
    push_span(L, quote->parts[i]);
    lua_rawseti(L, -3, 2);
    lua_rawseti(L, -2, 1);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* quote.parent: the quotation around a nested one, or nil. */
static int get_parent(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  if (quote->parent < 0) {
    lua_pushnil(L);
    return 1;
  }
  struct quote_handle *handle = class_check(L, 1, &quote_class);
  lua_getiuservalue(L, 1, 1);
  push_quote_of(L, -1, handle->quotes, (size_t)quote->parent);
  return 1;
}

/* quote.words: running words in this voice: none for a term or title, and without those
** that a quotation inside it has for itself. */
static int get_words(lua_State *L) {
  struct quote_handle *handle = class_check(L, 1, &quote_class);
  assay_document *d = document_of(L, 1);
  const struct voices *voices = check_voices(L, d);
  size_t count;
  if (handle->quotes != quotes_of(L, d, &count)) {
    lua_pushnil(L); /* voices are those of the built-in lexicon */
    return 1;
  }
  lua_pushinteger(L, (lua_Integer)voices->words[handle->index]);
  return 1;
}

/* quote.others: everybody else whom the mention could mean, or nil. */
static int get_others(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  if (quote->other_count == 0) {
    lua_pushnil(L);
    return 1;
  }
  lua_createtable(L, (int)quote->other_count, 0);
  for (uint32_t i = 0; i < quote->other_count; i++) {
    push_str(L, quote->others[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* quote.act: what the cue's verb does with the words: "say", "ask", ... or nil. */
static int get_act(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  assay_str cue = document_slice(document_of(L, 1), quote->cue);
  return push_optional(L, str_from(lexicon_act_name(lexicon_find(cue).act)));
}

/* quote:explain(): what decided, marked in the text, and the rule in a sentence. */
static int method_explain(lua_State *L) {
  const assay_quote *quote = check_quote(L, 1);
  assay_error err;
  struct buffer *text = push_buffer(L);
  if (explain_passage(document_of(L, 1), quote, text, &err) != ASSAY_OK)
    return raise(L, &err);
  push_str(L, buffer_str(text));
  lua_pushstring(L, explain_rule(quote->rule));
  return 2;
}

static const luaL_Reg methods[] = {{"explain", method_explain}, {NULL, NULL}};

/* The lists are freed by the caller, whatever Lua does in between: the table is filled in
** protected mode. */
static int fill_problems(lua_State *L) {
  assay_document *d = lua_touserdata(L, 1);
  const struct pairs *pairs = lua_touserdata(L, 2);
  lua_createtable(L, (int)pairs->problem_count, 0);
  for (size_t i = 0; i < pairs->problem_count; i++) {
    const struct mark_problem *problem = &pairs->problems[i];
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, (lua_Integer)problem->begin + 1);
    lua_setfield(L, -2, "first");
    lua_pushinteger(L, (lua_Integer)problem->end);
    lua_setfield(L, -2, "last");
    lua_pushinteger(L, (lua_Integer)document_line_at(d, problem->begin));
    lua_setfield(L, -2, "line");
    lua_pushboolean(L, problem->opens);
    lua_setfield(L, -2, "opens");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

void push_quote_problems(lua_State *L, assay_document *d) {
  struct marks marks;
  struct pairs pairs;
  assay_error err;
  int failed = LUA_OK;
  marks_init(&marks, &d->alloc);
  pairs_init(&pairs, &d->alloc);
  assay_str text = assay_document_text(d);
  assay_status status = marks_find(&marks, text, &err);
  if (status == ASSAY_OK) status = pairs_find(&pairs, &marks, text, &err);
  marks_free(&marks);
  if (status == ASSAY_OK) {
    lua_pushcfunction(L, fill_problems);
    lua_pushlightuserdata(L, d);
    lua_pushlightuserdata(L, &pairs);
    failed = lua_pcall(L, 2, 1, 0);
  }
  pairs_free(&pairs);
  if (status != ASSAY_OK) raise(L, &err);
  if (failed != LUA_OK) lua_error(L);
}

static const luaL_Reg getters[] = {{"act", get_act},
                                   {"confidence", get_confidence},
                                   {"cue", get_cue},
                                   {"first", get_first},
                                   {"kind", get_kind},
                                   {"last", get_last},
                                   {"line", get_line},
                                   {"mention", get_mention},
                                   {"others", get_others},
                                   {"parent", get_parent},
                                   {"parts", get_parts},
                                   {"rule", get_rule},
                                   {"said", get_said},
                                   {"speaker", get_speaker},
                                   {"text", get_text},
                                   {"words", get_words},
                                   {NULL, NULL}};

const struct class quote_class = {"quote", methods, getters, NULL, NULL};
