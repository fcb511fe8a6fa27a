/* l_quote.c - a quotation: whose words, which words, and why Assay thinks so. */
#include "corpus/document.h"
#include "lua/binding.h"

struct quote_handle {
  size_t index; /* of the quotation in its document */
};

const assay_quote *quotes_of(lua_State *L, assay_document *d, size_t *count) {
  const assay_quote *quotes;
  assay_error err;
  if (assay_document_quotes(d, &quotes, count, &err) != ASSAY_OK) raise(L, &err);
  return quotes;
}

void push_quote(lua_State *L, int document_index, size_t index) {
  document_index = lua_absindex(L, document_index);
  struct quote_handle *handle = lua_newuserdatauv(L, sizeof *handle, 1);
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

static const assay_quote *check_quote(lua_State *L, int arg) {
  struct quote_handle *handle = class_check(L, arg, &quote_class);
  size_t count;
  return &quotes_of(L, document_of(L, arg), &count)[handle->index];
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
  const assay_quote *quote = check_quote(L, 1);
  assay_document *d = document_of(L, 1);
  lua_pushinteger(L, (lua_Integer)document_line_at(d, quote->parts[0].begin));
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
  lua_getiuservalue(L, 1, 1);
  push_quote(L, -1, (size_t)quote->parent);
  return 1;
}

static const luaL_Reg getters[] = {{"confidence", get_confidence},
                                   {"cue", get_cue},
                                   {"first", get_first},
                                   {"kind", get_kind},
                                   {"last", get_last},
                                   {"line", get_line},
                                   {"mention", get_mention},
                                   {"parent", get_parent},
                                   {"parts", get_parts},
                                   {"rule", get_rule},
                                   {"speaker", get_speaker},
                                   {"text", get_text},
                                   {NULL, NULL}};

const struct class quote_class = {"quote", NULL, getters, NULL, NULL};
