/*
** l_measure.c - the measures for scripts: numbers in, numbers out.
*/
#include "lua/binding.h"
#include "measure/association.h"
#include "measure/dispersion.h"
#include "measure/diversity.h"

static association_measure *check_measure(lua_State *L, int arg) {
  association_measure *measure = association_find(check_str(L, arg));
  if (measure) return measure;
  lua_newtable(L);
  for (const char *const *name = association_names(); *name; name++) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, *name);
  }
  raise_unknown(L, "assay", "measure", lua_tostring(L, arg), lua_gettop(L));
  return NULL;
}

/* assay.association(measure, together, first, second, places) */
int measure_association(lua_State *L) {
  association_measure *measure = check_measure(L, 1);
  struct contingency t;
  if (!contingency_of_pair(&t, luaL_checknumber(L, 2), luaL_checknumber(L, 3),
                           luaL_checknumber(L, 4), luaL_checknumber(L, 5)))
    return luaL_error(L, "no text has these counts: %f together, %f and %f in %f places",
                      lua_tonumber(L, 2), lua_tonumber(L, 3), lua_tonumber(L, 4),
                      lua_tonumber(L, 5));
  lua_pushnumber(L, measure(&t));
  return 1;
}

/* assay.keyness(measure, count, words, other_count, other_words) */
int measure_keyness(lua_State *L) {
  association_measure *measure = check_measure(L, 1);
  struct contingency t;
  if (!contingency_of_corpora(&t, luaL_checknumber(L, 2), luaL_checknumber(L, 3),
                              luaL_checknumber(L, 4), luaL_checknumber(L, 5)))
    return luaL_error(L, "no texts have these counts: %f of %f words, and %f of %f",
                      lua_tonumber(L, 2), lua_tonumber(L, 3), lua_tonumber(L, 4),
                      lua_tonumber(L, 5));
  lua_pushnumber(L, measure(&t));
  return 1;
}

/* assay.p_value(statistic) */
int measure_p_value(lua_State *L) {
  lua_pushnumber(L, association_p_value(luaL_checknumber(L, 1)));
  return 1;
}

static void set_number(lua_State *L, const char *name, double value) {
  lua_pushnumber(L, value);
  lua_setfield(L, -2, name);
}

/* assay.dispersion { { count, size }, ... } */
int measure_dispersion(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t count = lua_rawlen(L, 1);
  struct dispersion_part *parts = lua_newuserdatauv(L, count * sizeof *parts + 1, 0);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, 1, (lua_Integer)i + 1) != LUA_TTABLE)
      return luaL_error(L, "part %d is a %s, not { count, size }", (int)i + 1,
                        luaL_typename(L, -1));
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    if (!lua_isnumber(L, -1) || !lua_isnumber(L, -2))
      return luaL_error(L, "part %d is not { count, size }", (int)i + 1);
    parts[i].count = lua_tonumber(L, -2);
    parts[i].size = lua_tonumber(L, -1);
    lua_pop(L, 3);
  }
  struct dispersion d;
  if (!dispersion_measure(&d, parts, count)) {
    lua_pushnil(L);
    lua_pushliteral(L, "nothing is dispersed: no hits, or a part without words");
    return 2;
  }
  lua_createtable(L, 0, 6);
  set_number(L, "range", d.range);
  set_number(L, "juilland", d.juilland);
  set_number(L, "gries", d.gries);
  set_number(L, "gries_norm", d.gries_norm);
  set_number(L, "carroll", d.carroll);
  set_number(L, "rosengren", d.rosengren);
  return 1;
}

/* Fills ids, which has room for them, with the running words of a document. */
static size_t ids_of_document(const assay_document *d, uint32_t *ids) {
  assay_tokens tokens = assay_document_tokens(d);
  size_t count = 0;
  for (size_t i = 0; i < tokens.count; i++)
    if (tokens.kind[i] == ASSAY_TOKEN_WORD) ids[count++] = tokens.term[i];
  return count;
}

/* The same with a list of strings, numbered through a Lua table. */
static size_t ids_of_list(lua_State *L, int list, uint32_t *ids, uint32_t *types) {
  size_t count = lua_rawlen(L, list);
  lua_newtable(L);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TSTRING)
      luaL_error(L, "word %d is a %s", (int)i + 1, luaL_typename(L, -1));
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNIL) {
      lua_pop(L, 1);
      lua_pushinteger(L, (*types)++);
      lua_pushvalue(L, -2);
      lua_pushvalue(L, -2);
      lua_rawset(L, -5);
    }
    ids[i] = (uint32_t)lua_tointeger(L, -1);
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
  return count;
}

static void push_diversity(lua_State *L, const struct diversity *d) {
  lua_createtable(L, 0, 17);
  set_number(L, "tokens", d->tokens);
  set_number(L, "types", d->types);
  set_number(L, "ttr", d->ttr);
  set_number(L, "herdan", d->herdan);
  set_number(L, "guiraud", d->guiraud);
  set_number(L, "carroll", d->carroll);
  set_number(L, "dugast", d->dugast);
  set_number(L, "summer", d->summer);
  set_number(L, "yule_k", d->yule_k);
  set_number(L, "yule_i", d->yule_i);
  set_number(L, "simpson", d->simpson);
  set_number(L, "herdan_vm", d->herdan_vm);
  set_number(L, "maas", d->maas);
  set_number(L, "hdd", d->hdd);
  set_number(L, "mtld", d->mtld);
  set_number(L, "mattr", d->mattr);
  set_number(L, "msttr", d->msttr);
}

/* assay.diversity(document or list of words, { window = 100 }) */
int measure_diversity(lua_State *L) {
  static const char *const known[] = {"window", NULL};
  struct document_handle *handle = class_test(L, 1, &document_class);
  if (!handle) luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_newtable(L);
    lua_replace(L, 2);
  }
  check_options(L, 2, known);
  lua_Integer window = option_whole(L, 2, "window", 1, 1 << 20, 100);
  assay_document *doc = handle ? check_document(L, 1) : NULL;
  size_t most = doc ? assay_document_tokens(doc).count : lua_rawlen(L, 1);
  uint32_t *ids = lua_newuserdatauv(L, most * sizeof *ids + 1, 0), types = 0;
  size_t count;
  if (doc) {
    count = ids_of_document(doc, ids);
    for (size_t i = 0; i < count; i++)
      if (ids[i] >= types) types = ids[i] + 1;
  } else {
    count = ids_of_list(L, 1, ids, &types);
  }
  struct diversity d;
  assay_error err;
  if (diversity_measure(&d, ids, count, types, (size_t)window, NULL, &err) != ASSAY_OK)
    return raise(L, &err);
  push_diversity(L, &d);
  return 1;
}
