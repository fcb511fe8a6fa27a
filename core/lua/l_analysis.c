/*
** l_analysis.c - assay.analysis{...}: the contract of a script, checked when it is made,
** so that a mistake is reported where the author can see it. It changes nothing in the
** table but marks it as checked.
*/
#include "lua/binding.h"

#include <string.h>

const char analysis_mark = 0;

struct field_rule {
  const char *name;
  int type; /* LUA_T... */
  bool required;
};

static const struct field_rule analysis_fields[] = {
    {"name", LUA_TSTRING, true},       {"version", LUA_TSTRING, false},
    {"summary", LUA_TSTRING, true},    {"description", LUA_TSTRING, false},
    {"args", LUA_TTABLE, false},       {"examples", LUA_TTABLE, false},
    {"new", LUA_TFUNCTION, true},      {"map", LUA_TFUNCTION, true},
    {"report", LUA_TFUNCTION, true},   {"tests", LUA_TTABLE, false},
    {"author", LUA_TSTRING, false},    {"license", LUA_TSTRING, false},
    {"categories", LUA_TTABLE, false}, {"tokens", LUA_TSTRING, false},
    {"needs", LUA_TTABLE, false},      {NULL, 0, false}};

/* needs = { new = ..., map = ... }: the pass that comes first. */
static const struct field_rule pass_fields[] = {
    {"new", LUA_TFUNCTION, true}, {"map", LUA_TFUNCTION, true}, {NULL, 0, false}};

static const struct field_rule arg_fields[] = {
    {"type", LUA_TSTRING, false},
    {"of", LUA_TSTRING, false},
    {"help", LUA_TSTRING, true},
    {"letter", LUA_TSTRING, false},
    {"required", LUA_TBOOLEAN, false},
    {"positional", LUA_TBOOLEAN, false},
    {"choices", LUA_TTABLE, false},
    {"min", LUA_TNUMBER, false},
    {"max", LUA_TNUMBER, false},
    {"default", LUA_TNONE, false}, /* any type */
    {NULL, 0, false}};

static const char *const arg_types[] = {
    "string", "pattern", "field",    "integer",   "number", "boolean", "choice", "range",
    "date",   "file",    "interval", "stopwords", "corpus", "lexicon", "list",   NULL};
/* What a list may be of. */
static const char *const item_types[] = {"string", "pattern", "integer", "number",
                                         "choice", "date",    NULL};

static void push_names(lua_State *L, const struct field_rule *rules) {
  lua_newtable(L);
  for (; rules->name; rules++) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, rules->name);
  }
}

/* Checks the fields of the table at `table` against the rules; `first` is how many values
** without a name it begins with. Misspelt names come before missing ones: they are why.
*/
static void check_fields(lua_State *L, int table, const char *what,
                         const struct field_rule *rules, lua_Integer first) {
  push_names(L, rules);
  int names = lua_gettop(L);
  for (lua_Integer i = 1; i <= first; i++) {
    lua_pushboolean(L, 1);
    lua_rawseti(L, names, i);
  }
  const char *unknown = push_unknown_key(L, table, names);
  if (unknown) raise_unknown(L, what, "field", unknown, names);
  lua_settop(L, names - 1);
  for (const struct field_rule *rule = rules; rule->name; rule++) {
    int type = lua_getfield(L, table, rule->name);
    lua_pop(L, 1);
    if (type == LUA_TNIL && rule->required)
      luaL_error(L, "%s lacks the field '%s'", what, rule->name);
    if (type != LUA_TNIL && rule->type != LUA_TNONE && type != rule->type)
      luaL_error(L, "%s: field '%s' must be a %s, not a %s", what, rule->name,
                 lua_typename(L, rule->type), lua_typename(L, type));
  }
}

static void check_arg_name(lua_State *L, const char *name) {
  size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");
  if (name[0] < 'a' || name[0] > 'z' || name[len] != '\0')
    luaL_error(L,
               "argument '%s': a name is made of lower-case letters, digits, '_' and "
               "'-', and begins with a letter",
               name);
}

/* The field of the argument, one of the NULL-terminated types, or "string"; pushed. */
static const char *read_type(lua_State *L, const char *what, int arg, const char *field,
                             const char *const *types) {
  size_t i = 0;
  if (lua_getfield(L, arg, field) != LUA_TSTRING) {
    lua_pop(L, 1);
    return lua_pushliteral(L, "string");
  }
  const char *type = lua_tostring(L, -1);
  while (types[i] && strcmp(types[i], type) != 0) i++;
  if (types[i]) return type;
  lua_newtable(L);
  for (i = 0; types[i]; i++) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, types[i]);
  }
  raise_unknown(L, what, "type", type, lua_gettop(L));
  return NULL;
}

static void check_arg_type(lua_State *L, const char *what, int arg) {
  int top = lua_gettop(L);
  const char *type = read_type(L, what, arg, "type", arg_types);
  const char *of = read_type(L, what, arg, "of", item_types);
  if (strcmp(type, "list") != 0 && lua_getfield(L, arg, "of") != LUA_TNIL)
    luaL_error(L, "%s: the type 'list' and the field 'of' belong together", what);
  bool choice = strcmp(type, "choice") == 0 || strcmp(of, "choice") == 0;
  if (choice != (lua_getfield(L, arg, "choices") == LUA_TTABLE))
    luaL_error(L, "%s: the type 'choice' and the field 'choices' belong together", what);
  lua_settop(L, top);
}

static void check_default(lua_State *L, const char *what, int arg) {
  int type = lua_getfield(L, arg, "default");
  if (type != LUA_TNIL && type != LUA_TSTRING && type != LUA_TNUMBER &&
      type != LUA_TBOOLEAN)
    luaL_error(L, "%s: field 'default' must be a string, number or boolean, not a %s",
               what, lua_typename(L, type));
  lua_pop(L, 1);
}

/* args[i]: { "name", type = ..., help = ... } */
static void check_arg(lua_State *L, int arg, lua_Integer i) {
  if (lua_type(L, arg) != LUA_TTABLE || lua_rawgeti(L, arg, 1) != LUA_TSTRING)
    luaL_error(L, "args[%I] must be a table that begins with a name", (LUAI_UACINT)i);
  const char *name = lua_tostring(L, -1);
  check_arg_name(L, name);
  const char *what = lua_pushfstring(L, "argument '%s'", name);
  check_fields(L, arg, what, arg_fields, 1);
  check_arg_type(L, what, arg);
  check_default(L, what, arg);
  lua_pop(L, 2);
}

static void check_args(lua_State *L) {
  if (lua_getfield(L, 1, "args") == LUA_TTABLE) {
    int args = lua_gettop(L);
    lua_Integer count = (lua_Integer)lua_rawlen(L, args);
    lua_pushnil(L);
    while (lua_next(L, args)) {
      lua_pop(L, 1);
      if (!lua_isinteger(L, -1))
        luaL_error(L, "args is a list: { { \"name\", help = ... }, ... }");
    }
    for (lua_Integer i = 1; i <= count; i++) {
      lua_rawgeti(L, args, i);
      check_arg(L, lua_gettop(L), i);
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}

static void check_needs(lua_State *L) {
  if (lua_getfield(L, 1, "needs") == LUA_TTABLE)
    check_fields(L, lua_gettop(L), "the first pass (needs)", pass_fields, 0);
  lua_pop(L, 1);
}

int new_analysis(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  check_fields(L, 1, "the analysis", analysis_fields, 0);
  check_args(L);
  check_needs(L);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &analysis_mark) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &analysis_mark);
  }
  lua_pushvalue(L, 1);
  lua_pushboolean(L, 1);
  lua_rawset(L, -3);
  lua_pushvalue(L, 1);
  return 1;
}
