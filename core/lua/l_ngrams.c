/* l_ngrams.c - n-grams of documents, taken in one call per document. */
#include "count/ngrams.h"

#include "base/error.h"
#include "base/table.h"
#include "corpus/document.h"
#include "count/ngram_rows.h"
#include "lua/binding.h"

#include <string.h>

static assay_ngrams *check_ngrams(lua_State *L, int arg) {
  return check_accumulator(L, arg, &ngrams_handle_class);
}

/* The same to change it or to list it anew. */
static assay_ngrams *check_own_ngrams(lua_State *L, int arg) {
  assay_ngrams *ngrams = check_ngrams(L, arg);
  if (ngrams_is_shared(ngrams)) luaL_error(L, "these n-grams are in a report already");
  return ngrams;
}

/* -- Making one -------------------------------------------------------------------- */

static lua_Integer option_integer(lua_State *L, int table, const char *name,
                                  lua_Integer fallback) {
  lua_Integer value = fallback;
  if (lua_getfield(L, table, name) != LUA_TNIL) {
    int is_integer;
    value = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || value < 0)
      luaL_error(L, "option '%s' is a whole number, 0 or more", name);
  }
  lua_pop(L, 1);
  return value;
}

static bool option_boolean(lua_State *L, int table, const char *name) {
  int type = lua_getfield(L, table, name);
  if (type != LUA_TNIL && type != LUA_TBOOLEAN)
    luaL_error(L, "option '%s' is true or false", name);
  bool value = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return value;
}

static uint32_t option_order(lua_State *L, const char *name, uint32_t fallback) {
  uint32_t n = fallback;
  if (lua_getfield(L, 1, name) != LUA_TNIL) {
    int is_integer;
    lua_Integer given = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || given < 1 || given > ASSAY_NGRAM_MAX)
      luaL_error(L, "option '%s' is a number of words, 1..%d", name, ASSAY_NGRAM_MAX);
    n = (uint32_t)given;
  }
  lua_pop(L, 1);
  return n;
}

static void read_options(lua_State *L, assay_ngrams_options *options) {
  static const char *const crossings[] = {"nothing", "sentence", "paragraph", NULL};
  static const char *const kept[] = {"words+numbers", "words", "all", NULL};
  static const char *const breaks[] = {"nothing", "punctuation", NULL};
  options->min_n = option_order(L, "min", 1);
  options->max_n = option_order(L, "max", options->min_n);
  options->cross = (assay_ngram_cross)option_choice(L, 1, "cross", crossings);
  options->keep = (assay_ngram_keep)option_choice(L, 1, "keep", kept);
  options->break_at_punctuation = option_choice(L, 1, "break_at", breaks) == 1;
  lua_Integer skip = option_integer(L, 1, "skip", 0);
  options->memory = (uint64_t)option_integer(L, 1, "memory", 0);
  options->skip = skip > UINT32_MAX ? UINT32_MAX : (uint32_t)skip;
}

/* assay.ngrams{ min = 2, max = 3, cross = "sentence", keep = "words", skip = 1,
** break_at = "punctuation", memory = 300000000, grouped = true, around = true }; max is
** min by default, min is 1. */
int new_ngrams(lua_State *L) {
  static const char *const known[] = {"min",  "max",    "cross",   "keep",   "break_at",
                                      "skip", "memory", "grouped", "around", NULL};
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  bool grouped = false, around = false;
  if (!lua_isnoneornil(L, 1)) {
    check_options(L, 1, known);
    read_options(L, &options);
    grouped = option_boolean(L, 1, "grouped");
    around = option_boolean(L, 1, "around");
  }
  /* Made before, so that Lua frees it after: words are borrowed from it. */
  const struct session *session = session_of(L);
  struct accumulator made = {&ngrams_class, NULL};
  push_accumulator(L, made);
  struct accumulator_handle *handle = lua_touserdata(L, -1);
  assay_ngrams *ngrams;
  assay_error err;
  if (!session->ngrams_have_budget) options.allocator = accumulator_memory(L, handle);
  if (ngrams_new(&ngrams, &options, grouped, around, &err) != ASSAY_OK)
    return raise(L, &err);
  handle->accumulator.object = ngrams;
  return 1;
}

/* -- Adding ------------------------------------------------------------------------ */

/* Pushes the hits of the pattern at the top of the stack, and what keeps it. */
static void find_hits(lua_State *L, assay_document *d,
                      const struct document_region *region, struct ngrams_scope *scope) {
  assay_matcher *matcher = check_matcher(L, lua_gettop(L));
  assay_hit *hits = NULL, hit;
  assay_error err;
  for (int pass = 0; pass < 2; pass++) { /* counts them, then keeps them */
    bool found = true;
    hit.tokens.end = 0;
    if (pass == 1) hits = lua_newuserdatauv(L, (scope->hit_count + 1) * sizeof *hits, 0);
    for (size_t i = 0; found; i++) {
      if (find_inside(matcher, d, region, hit.tokens.end, &hit, &found, &err) != ASSAY_OK)
        raise(L, &err);
      if (found && hits) hits[i] = hit;
      if (!found) scope->hit_count = i;
    }
  }
  scope->around = true;
  scope->hits = hits;
}

/* ngrams_add within a region. */
static assay_status add_inside(assay_ngrams *ngrams, assay_document *d,
                               const struct document_region *region,
                               const struct ngrams_scope *scope, assay_error *err) {
  const struct document_region *before = d->region;
  d->region = region;
  assay_status status = ngrams_add(ngrams, d, scope, err);
  d->region = before;
  return status;
}

/* Nothing that was said to add is left out of what is counted. */
static void check_scope(lua_State *L, const assay_ngrams *ngrams,
                        const struct ngrams_scope *scope) {
  if (scope->group.ptr && !ngrams_are_grouped(ngrams))
    luaL_argerror(L, 3, "these n-grams have no groups: make them with grouped = true");
  if (scope->around && !ngrams_are_around(ngrams))
    luaL_argerror(L, 3,
                  "these n-grams are not around anything: make them with "
                  "around = true");
  if (!scope->around && ngrams_are_around(ngrams))
    luaL_argerror(L, 3,
                  "these n-grams were made with around = true: say what they are "
                  "around");
}

/* ngrams:add(doc, { group = "1936", around = pattern, inside = "quotes" }): counts a
** document's n-grams. */
static int method_add(lua_State *L) {
  static const char *const known[] = {"group", "around", "inside", NULL};
  struct ngrams_scope scope = {.lasting = true}; /* the session's vocabulary */
  assay_document *d = check_document(L, 2);
  const struct document_region *region = d->region;
  if (!lua_isnoneornil(L, 3)) {
    check_options(L, 3, known);
    region = check_region(L, 3, d);
    if (lua_getfield(L, 3, "group") != LUA_TNIL) scope.group = check_str(L, -1);
    if (lua_getfield(L, 3, "around") != LUA_TNIL) find_hits(L, d, region, &scope);
  }
  assay_ngrams *ngrams = check_own_ngrams(L, 1);
  assay_error err;
  check_scope(L, ngrams, &scope);
  if (add_inside(ngrams, check_document(L, 2), region, &scope, &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

/* -- Listing ------------------------------------------------------------------------- */

static const char *const query_keys[] = {"sort",      "min",     "min_docs",
                                         "collapse",  "limit",   "names",
                                         "stopwords", "columns", NULL};

/* The keys of the set at the top of the stack, which is popped. Raises nothing, so that
** words can be freed. */
static assay_status read_stopwords(lua_State *L, struct table *words, assay_error *err) {
  assay_status status = ASSAY_OK;
  uint32_t id;
  lua_pushnil(L);
  while (status == ASSAY_OK && lua_next(L, -2)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING)
      status = table_intern(words, check_str(L, -1), &id, err);
    else
      status = error_set(err, ASSAY_EARG, "option 'stopwords' is a set of words");
  }
  lua_settop(L, 2);
  return status;
}

/* Makes the list; at the top of the stack is the set of stop words, or nil. */
static void list_without(lua_State *L, struct ngrams_query *query) {
  assay_ngrams *ngrams = check_own_ngrams(L, 1); /* a metamethod may have closed it */
  struct table words;
  assay_status status = ASSAY_OK;
  assay_error err;
  table_init(&words, NULL);
  if (lua_istable(L, -1)) {
    status = read_stopwords(L, &words, &err);
    query->stopwords = &words;
  }
  if (status == ASSAY_OK) status = ngrams_list(ngrams, query, &err);
  query->stopwords = NULL;
  table_free(&words);
  if (status != ASSAY_OK) raise(L, &err);
}

/* Makes the list that the options at 2 ask for; gives the limit. */
static lua_Integer make_list(lua_State *L) {
  static const char *const orders[] = {"count", "alpha", "docs", NULL};
  struct ngrams_query query = {.by = NGRAMS_BY_COUNT};
  lua_Integer limit = LUA_MAXINTEGER;
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    list_without(L, &query);
    return limit;
  }
  check_options(L, 2, query_keys);
  query.min_count = (uint64_t)option_integer(L, 2, "min", 0);
  query.min_documents = (uint64_t)option_integer(L, 2, "min_docs", 0);
  query.collapse = option_boolean(L, 2, "collapse");
  query.by = (enum ngram_order)option_choice(L, 2, "sort", orders);
  limit = option_integer(L, 2, "limit", LUA_MAXINTEGER);
  const int type = lua_getfield(L, 2, "stopwords");
  if (type != LUA_TNIL && type != LUA_TTABLE)
    luaL_error(L, "option 'stopwords' is a set of words");
  list_without(L, &query);
  lua_settop(L, 2);
  return limit;
}

static int next_ngram(lua_State *L) {
  assay_ngrams *ngrams = check_ngrams(L, lua_upvalueindex(1));
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
  lua_Integer limit = lua_tointeger(L, lua_upvalueindex(3));
  if (i >= limit || (size_t)i >= assay_ngrams_count(ngrams)) return 0;
  lua_pushinteger(L, i + 1);
  lua_replace(L, lua_upvalueindex(2));
  assay_ngram gram;
  assay_error err;
  if (assay_ngrams_at(ngrams, (size_t)i, &gram, &err) != ASSAY_OK) return raise(L, &err);
  push_str(L, gram.text);
  lua_pushinteger(L, (lua_Integer)gram.count);
  lua_pushinteger(L, (lua_Integer)gram.documents);
  lua_pushinteger(L, gram.n);
  return 4;
}

/* for text, count, documents, n in ngrams:list{ sort = "count", min = 1, min_docs = 1,
** collapse = true, limit = 100 } */
static int method_list(lua_State *L) {
  lua_Integer limit = make_list(L);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushinteger(L, limit);
  lua_pushcclosure(L, next_ngram, 3);
  lua_pushinteger(L, (lua_Integer)assay_ngrams_count(check_ngrams(L, 1)));
  return 2;
}

static const char *const column_names[] = {"group", "rank",        "ngram",     "n",
                                           "count", "per_million", "documents", NULL};

/* The kinds of the columns in the list at the top of the stack, and their names, which
** the table at `names` may change. What the names are kept by stays on the stack. */
static size_t read_columns(lua_State *L, int names, enum ngram_column *kinds,
                           assay_str *columns) {
  const int list = lua_gettop(L);
  const size_t count = lua_rawlen(L, list);
  if (count < 1 || count > NGRAM_COLUMNS)
    luaL_error(L, "n-grams have 1..%d columns", NGRAM_COLUMNS);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    assay_str name = check_str(L, -1);
    size_t kind = 0;
    while (column_names[kind] && strcmp(column_names[kind], name.ptr) != 0) kind++;
    if (!column_names[kind]) luaL_error(L, "n-grams have no column '%s'", name.ptr);
    kinds[i] = (enum ngram_column)kind;
    if (lua_istable(L, names) && lua_getfield(L, names, name.ptr) != LUA_TNIL)
      name = check_str(L, -1);
    columns[i] = name;
  }
  return count;
}

/* ngrams:rows{ columns = { "group", "ngram", "count" }, names = { group = "year" }, and
** what list takes }: rows for out:table, made when they are written. limit is one of each
** group. Also gives how many n-grams the list has. */
static int method_rows(lua_State *L) {
  enum ngram_column kinds[NGRAM_COLUMNS] = {NGRAM_TEXT, NGRAM_N, NGRAM_COUNT,
                                            NGRAM_DOCUMENTS};
  assay_str columns[NGRAM_COLUMNS];
  size_t count = 4;
  for (size_t i = 0; i < count; i++) columns[i] = str_from(column_names[kinds[i]]);
  lua_settop(L, 2);
  lua_Integer limit = make_list(L);
  if (lua_istable(L, 2)) {
    lua_getfield(L, 2, "names");
    if (lua_getfield(L, 2, "columns") == LUA_TTABLE)
      count = read_columns(L, 3, kinds, columns);
  }
  struct accumulator made = {&rows_class, NULL};
  push_accumulator(L, made);
  struct accumulator_handle *handle = lua_touserdata(L, -1);
  assay_ngrams *ngrams = check_ngrams(L, 1);
  const size_t listed = assay_ngrams_count(ngrams), stopped = ngrams_stopped(ngrams);
  struct rows *rows;
  assay_error err;
  if (ngram_rows_new(&rows, ngrams, columns, kinds, count, (uint64_t)limit, &err) !=
      ASSAY_OK)
    return raise(L, &err);
  handle->accumulator.object = rows;
  lua_pushinteger(L, (lua_Integer)rows->count);
  lua_pushinteger(L, (lua_Integer)listed);
  lua_pushinteger(L, (lua_Integer)stopped);
  return 4;
}

/* ngrams:words(): running words counted. */
static int method_words(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)ngrams_words(check_ngrams(L, 1)));
  return 1;
}

/* ngrams:totals(n): how many n-grams of order n in all, and how many different ones. */
static int method_totals(lua_State *L) {
  assay_ngrams *ngrams = check_ngrams(L, 1);
  uint32_t min_n, max_n;
  uint64_t tokens, types;
  ngrams_range(ngrams, &min_n, &max_n);
  lua_Integer n = luaL_optinteger(L, 2, min_n);
  luaL_argcheck(L, n >= min_n && n <= max_n, 2, "these n-grams have other orders");
  assay_error err;
  if (ngrams_sum_up(ngrams, &err) != ASSAY_OK) return raise(L, &err);
  ngrams_totals(ngrams, (uint32_t)n, &tokens, &types);
  lua_pushinteger(L, (lua_Integer)tokens);
  lua_pushinteger(L, (lua_Integer)types);
  return 2;
}

static int method_merge(lua_State *L) {
  assay_error err;
  if (assay_ngrams_merge(check_own_ngrams(L, 1), check_ngrams(L, 2), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"list", method_list},
                                   {"merge", method_merge},
                                   {"rows", method_rows},
                                   {"totals", method_totals},
                                   {"words", method_words},
                                   {NULL, NULL}};

const struct class ngrams_handle_class = {"ngrams", methods, NULL, accumulator_close,
                                          NULL};
