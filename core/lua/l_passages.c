/* l_passages.c - passages that several documents quote, and the same words unmarked. */
#include "count/passages.h"

#include "lua/binding.h"
#include "quote/voices.h"

static struct passages *check_passages(lua_State *L, int arg) {
  return check_accumulator(L, arg, &passages_handle_class);
}

/* assay.passages() */
int new_passages(lua_State *L) {
  struct accumulator_handle *handle = push_closed(L, &passages_class);
  struct passages *passages;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (passages_new(&passages, &memory, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = passages;
  return 1;
}

/* Whether a quotation stands by itself: not a term or title, which are the writer's own
** words, nor inside another one, which has its words, too. */
static bool stands_alone(const struct voices *voices, const assay_quote *quotes,
                         size_t i) {
  if (voices->words[i] == 0) return false;
  for (int32_t k = quotes[i].parent; k >= 0; k = quotes[k].parent)
    if (voices->words[k] > 0) return false;
  return true;
}

/* passages:add(doc): its words and what it quotes. */
static int method_add(lua_State *L) {
  struct passages *passages = check_passages(L, 1);
  assay_document *d = check_document(L, 2);
  const struct voices *voices = check_voices(L, d);
  size_t count, found = 0;
  const assay_quote *quotes = quotes_of(L, d, &count);
  struct passage_source *sources = lua_newuserdatauv(L, (count + 1) * sizeof *sources, 0);
  for (size_t i = 0; i < count; i++)
    if (stands_alone(voices, quotes, i))
      sources[found++] = (struct passage_source){quotes[i].parts, quotes[i].part_count,
                                                 quotes[i].speaker};
  assay_error err;
  if (passages_add(passages, d, sources, found, &err) != ASSAY_OK) return raise(L, &err);
  return 0;
}

/* -- Listing ------------------------------------------------------------------------ */

struct list_handle {
  struct passage_list list;
};

static int list_close(lua_State *L) {
  struct list_handle *handle = lua_touserdata(L, 1);
  passages_free_list(&handle->list);
  return 0;
}

static const struct class list_class = {"passage list", NULL, NULL, list_close, NULL};

static void set_text(lua_State *L, const char *field, const struct passages *p,
                     uint32_t id) {
  if (id == TABLE_NONE) return;
  push_str(L, table_key(&p->texts, id));
  lua_setfield(L, -2, field);
}

static void set_integer(lua_State *L, const char *field, lua_Integer n) {
  lua_pushinteger(L, n);
  lua_setfield(L, -2, field);
}

/* The folded words of an unmarked place. */
static void set_words(lua_State *L, const struct passages *p,
                      const struct passage_place *place) {
  const uint32_t *words = p->words + p->documents[place->document].words;
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (uint32_t i = place->words.begin; i < place->words.end; i++) {
    assay_str word = table_key(&p->keys, words[i]);
    if (i > place->words.begin) luaL_addchar(&text, ' ');
    luaL_addlstring(&text, word.ptr, word.len);
  }
  luaL_pushresult(&text);
  lua_setfield(L, -2, "text");
}

static void push_place(lua_State *L, const struct passages *p,
                       const struct passage_place *place) {
  lua_createtable(L, 0, 7);
  set_text(L, "file", p, p->documents[place->document].name);
  set_text(L, "text", p, place->text);
  set_text(L, "speaker", p, place->speaker);
  if (place->variant == VARIANT_UNMARKED) set_words(L, p, place);
  lua_pushstring(L, passage_variant_name(place->variant));
  lua_setfield(L, -2, "variant");
  set_integer(L, "line", place->line);
  set_integer(L, "first", (lua_Integer)place->first + 1);
  set_integer(L, "last", place->last);
}

/* upvalues: 1 the passages, 2 the list, 3 the next one */
static int next_passage(lua_State *L) {
  const struct passages *p = check_passages(L, lua_upvalueindex(1));
  const struct list_handle *handle = lua_touserdata(L, lua_upvalueindex(2));
  size_t i = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  if (i >= handle->list.count) return 0;
  lua_pushinteger(L, (lua_Integer)i + 1);
  lua_replace(L, lua_upvalueindex(3));
  const struct passage *passage = &handle->list.passages[i];
  lua_createtable(L, 0, 6);
  set_text(L, "text", p, passage->text);
  set_integer(L, "documents", passage->documents);
  set_integer(L, "quotations", passage->quotations);
  set_integer(L, "variants", passage->variants);
  set_integer(L, "unmarked", passage->unmarked);
  lua_createtable(L, (int)(passage->end - passage->begin), 0);
  for (size_t k = passage->begin; k < passage->end; k++) {
    push_place(L, p, &handle->list.places[k]);
    lua_rawseti(L, -2, (lua_Integer)(k - passage->begin) + 1);
  }
  lua_setfield(L, -2, "places");
  return 1;
}

/* for passage in passages:list{ min_words = 4, unmarked = 6, min_docs = 2 }; also gives
** how many there are. */
static int method_list(lua_State *L) {
  static const char *const known[] = {"min_words", "unmarked", "min_docs", NULL};
  struct passages_query query = {4, 6, 2};
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) {
    check_options(L, 2, known);
    query.min_words = (uint32_t)option_whole(L, 2, "min_words", 3, UINT32_MAX, 4);
    query.unmarked_words = (uint32_t)option_whole(L, 2, "unmarked", 0, 1000, 6);
    query.min_documents = (uint32_t)option_whole(L, 2, "min_docs", 1, UINT32_MAX, 2);
  }
  const struct passages *p = check_passages(L, 1);
  lua_pushvalue(L, 1);
  struct list_handle *handle = lua_newuserdatauv(L, sizeof *handle, 0);
  handle->list = (struct passage_list){.count = 0};
  class_define(L, &list_class);
  class_set(L, &list_class);
  assay_error err;
  if (passages_find(p, &query, &handle->list, &err) != ASSAY_OK) return raise(L, &err);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_passage, 3);
  lua_pushinteger(L, (lua_Integer)handle->list.count);
  return 2;
}

static int passages_len(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)check_passages(L, 1)->quote_count);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"list", method_list},
                                   {"merge", accumulator_lua_merge},
                                   {NULL, NULL}};
static const luaL_Reg meta[] = {{"__len", passages_len}, {NULL, NULL}};

const struct class passages_handle_class = {"passages", methods, NULL, accumulator_close,
                                            meta};
