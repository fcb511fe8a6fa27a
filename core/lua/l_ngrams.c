/* l_ngrams.c - n-grams of documents, counted in one call per document. */
#include "count/ngrams.h"

#include "lua/binding.h"

#include <string.h>

static assay_ngrams *check_ngrams(lua_State *L, int arg) {
  return check_accumulator(L, arg, &ngrams_handle_class);
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

/* assay.ngrams{ min = 2, max = 3 }; max is min by default, min is 1. */
int new_ngrams(lua_State *L) {
  static const char *const known[] = {"min", "max", NULL};
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  if (!lua_isnoneornil(L, 1)) {
    check_options(L, 1, known);
    options.min_n = option_order(L, "min", 1);
    options.max_n = option_order(L, "max", options.min_n);
  }
  struct accumulator made = {&ngrams_class, NULL};
  push_accumulator(L, made);
  struct accumulator_handle *handle = lua_touserdata(L, -1);
  assay_ngrams *ngrams;
  assay_error err;
  if (assay_ngrams_new(&ngrams, &options, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = ngrams;
  return 1;
}

/* ngrams:add(doc): counts a document's n-grams; none crosses a sentence end. */
static int method_add(lua_State *L) {
  assay_error err;
  if (assay_ngrams_add(check_ngrams(L, 1), check_document(L, 2), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static lua_Integer option_integer(lua_State *L, const char *name, lua_Integer fallback) {
  lua_Integer value = fallback;
  if (lua_getfield(L, 2, name) != LUA_TNIL) {
    int is_integer;
    value = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer || value < 0)
      luaL_error(L, "option '%s' is a whole number, 0 or more", name);
  }
  lua_pop(L, 1);
  return value;
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
** limit = 100 } */
static int method_list(lua_State *L) {
  static const char *const known[] = {"sort", "min", "min_docs", "limit", NULL};
  static const char *const orders[] = {"count", "alpha", "docs", NULL};
  lua_Integer min = 0, min_docs = 0, limit = LUA_MAXINTEGER;
  int by = NGRAMS_BY_COUNT;
  if (!lua_isnoneornil(L, 2)) {
    check_options(L, 2, known);
    min = option_integer(L, "min", 0);
    min_docs = option_integer(L, "min_docs", 0);
    limit = option_integer(L, "limit", LUA_MAXINTEGER);
    by = option_choice(L, 2, "sort", orders);
  }
  assay_ngrams *ngrams = check_ngrams(L, 1); /* now: a metamethod may have closed it */
  assay_error err;
  if (ngrams_sort(ngrams, (enum ngram_order)by, (uint64_t)min, (uint64_t)min_docs,
                  &err) != ASSAY_OK)
    return raise(L, &err);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushinteger(L, limit);
  lua_pushcclosure(L, next_ngram, 3);
  lua_pushinteger(L, (lua_Integer)assay_ngrams_count(ngrams));
  return 2;
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
  ngrams_totals(ngrams, (uint32_t)n, &tokens, &types);
  lua_pushinteger(L, (lua_Integer)tokens);
  lua_pushinteger(L, (lua_Integer)types);
  return 2;
}

static int method_merge(lua_State *L) {
  assay_error err;
  if (assay_ngrams_merge(check_ngrams(L, 1), check_ngrams(L, 2), &err) != ASSAY_OK)
    return raise(L, &err);
  return 0;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"list", method_list},
                                   {"merge", method_merge},
                                   {"totals", method_totals},
                                   {"words", method_words},
                                   {NULL, NULL}};

const struct class ngrams_handle_class = {"ngrams", methods, NULL, accumulator_close,
                                          NULL};
