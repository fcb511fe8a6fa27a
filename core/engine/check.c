/*
** check.c - compares the names that a script uses (names.h) with those that there are.
** Who knows a name is asked as a script would ask, so that the messages are the same.
*/
#include "engine/check.h"

#include "base/error.h"
#include "base/suggest.h"
#include "base/table.h"
#include "engine/lua_lexer.h"
#include "engine/names.h"
#include "engine/out.h"
#include "engine/state.h"
#include "lua/binding.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ARGS = 64, MESSAGE_ROOM = 400 };

struct checking {
  const struct script *script;
  const struct check_options *options;
  check_found *found;
  void *ctx;
  struct state state;
  bool used[MOST_ARGS]; /* arguments */
  bool all_used;        /* args was given away, or asked by a name that is computed */
};

static void tell(struct checking *c, bool hint, uint32_t line, const char *message) {
  struct finding finding = {hint, line, message};
  c->found(c->ctx, &finding);
}

/* -- Names, inside a protected call -------------------------------------------------- */

/* The function's message without its position. */
static void tell_error(struct checking *c, uint32_t line) {
  const char *message = lua_tostring(c->state.L, -1);
  if (message) tell(c, false, line, message);
}

static void push_class_names(lua_State *L, const struct class *class) {
  lua_newtable(L);
  const luaL_Reg *const lists[] = {class->methods, class->getters};
  for (size_t i = 0; i < 2; i++)
    for (const luaL_Reg *f = lists[i]; f && f->name; f++) {
      lua_pushboolean(L, 1);
      lua_setfield(L, -2, f->name);
    }
}

static void push_arg_names(lua_State *L, const struct script *script) {
  lua_newtable(L);
  for (size_t i = 0; i < script->arg_count; i++) {
    lua_pushstring(L, luaL_gsub(L, script->args[i].name.ptr, "-", "_"));
    lua_remove(L, -2);
    lua_pushboolean(L, 1);
    lua_settable(L, -3);
  }
}

/* Raises when the table of names at the top lacks the name. */
static void need_name(lua_State *L, const char *what, const char *kind, assay_str name) {
  int names = lua_gettop(L);
  lua_pushlstring(L, name.ptr, name.len);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, names) == LUA_TNIL)
    raise_unknown(L, what, kind, lua_tostring(L, -2), names);
}

/* probe(checking, use): raises what a script would be told. */
static int probe(lua_State *L) {
  struct checking *c = lua_touserdata(L, 1);
  const struct name_use *use = lua_touserdata(L, 2);
  static const struct class *const classes[] = {[OWNER_DOCUMENT] = &document_class,
                                                [OWNER_HIT] = &hit_class,
                                                [OWNER_QUOTE] = &quote_class,
                                                [OWNER_OUT] = &out_class};
  luaL_checkstack(L, 16, NULL);
  switch (use->owner) {
  case OWNER_NONE:
    state_push_room(&c->state);
    lua_pushlstring(L, use->name.ptr, use->name.len);
    if (use->assigned)
      luaL_error(L, "assignment to the undeclared global '%s' (write 'local %s')",
                 lua_tostring(L, -1), lua_tostring(L, -1));
    lua_gettable(L, -2);
    return 0;
  case OWNER_GLOBAL:
  case OWNER_ASSAY:
    state_push_room(&c->state);
    if (use->owner == OWNER_ASSAY) {
      lua_getfield(L, -1, "require");
      lua_pushliteral(L, "assay");
      lua_call(L, 1, 1);
    } else {
      lua_pushlstring(L, use->base.ptr, use->base.len);
      if (lua_rawget(L, -2) != LUA_TTABLE) return 0;
    }
    lua_pushlstring(L, use->name.ptr, use->name.len);
    lua_gettable(L, -2);
    return 0;
  case OWNER_ARGS:
    push_arg_names(L, c->script);
    need_name(L, "args", "argument", use->name);
    return 0;
  case OWNER_DOCUMENT:
  case OWNER_HIT:
  case OWNER_QUOTE:
  case OWNER_OUT:
    push_class_names(L, classes[use->owner]);
    need_name(L, classes[use->owner]->name, "field", use->name);
    return 0;
  case OWNER_META:
  case OWNER_LOCAL:
    return 0;
  }
  return 0;
}

static void check_name(struct checking *c, const struct name_use *use) {
  lua_State *L = c->state.L;
  struct name_use copy = *use;
  lua_pushcfunction(L, probe);
  lua_pushlightuserdata(L, c);
  lua_pushlightuserdata(L, &copy);
  if (lua_pcall(L, 2, 0, 0) == LUA_OK) return;
  tell_error(c, use->line);
  lua_pop(L, 1);
}

/* -- Metadata ------------------------------------------------------------------------ */

/* A date brings these with it. */
static bool is_derived(assay_str name) {
  static const char *const derived[] = {"year", "month", "decade", "date"};
  for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
    if (str_equal(name, str_from(derived[i]))) return true;
  return false;
}

/* A field that is missing is nil, which is no mistake: other texts may have it. */
static void check_meta(struct checking *c, const struct name_use *use) {
  const struct check_options *o = c->options;
  char message[MESSAGE_ROOM];
  if (o->field_count == 0 || use->method || is_derived(use->name)) return;
  for (size_t i = 0; i < o->field_count; i++)
    if (str_equal(o->fields[i], use->name)) return;
  int nearest = suggest_nearest(use->name, o->fields, o->field_count);
  snprintf(message, sizeof message, "no test has the metadata field '%.*s'%s%.*s%s",
           (int)use->name.len, use->name.ptr, nearest < 0 ? "" : ", did you mean '",
           nearest < 0 ? 0 : (int)o->fields[nearest].len,
           nearest < 0 ? "" : o->fields[nearest].ptr, nearest < 0 ? "" : "'?");
  tell(c, true, use->line, message);
}

/* -- Arguments ----------------------------------------------------------------------- */

static void mark_used(struct checking *c, assay_str name) {
  int found = script_find_arg(c->script, name);
  if (found >= 0 && found < MOST_ARGS) c->used[found] = true;
}

static void visit(void *ctx, const struct name_use *use) {
  struct checking *c = ctx;
  if (use->owner == OWNER_ARGS && use->name.len == 0) {
    c->all_used = true;
    return;
  }
  if (use->owner == OWNER_ARGS || use->owner == OWNER_LOCAL) mark_used(c, use->name);
  if (use->owner == OWNER_META)
    check_meta(c, use);
  else if (use->owner != OWNER_LOCAL)
    check_name(c, use);
}

/* The line on which an argument is declared: where its name stands as a text. */
static uint32_t arg_line(const struct script *script, assay_str name) {
  struct lexer lexer = lexer_begin(script->source);
  for (;;) {
    struct token t = lexer_next(&lexer);
    if (t.kind == TOKEN_END) return 0;
    if (t.kind == TOKEN_STRING && str_equal(t.text, name)) return t.line;
  }
}

static void check_unused(struct checking *c) {
  char message[MESSAGE_ROOM];
  for (size_t i = 0; i < c->script->arg_count && i < MOST_ARGS && !c->all_used; i++) {
    assay_str name = c->script->args[i].name;
    if (c->used[i]) continue;
    snprintf(message, sizeof message, "the argument '%.*s' is never read", (int)name.len,
             name.ptr);
    tell(c, false, arg_line(c->script, name), message);
  }
}

/* -- Hints --------------------------------------------------------------------------- */

static void check_manners(struct checking *c) {
  const struct script *s = c->script;
  char message[MESSAGE_ROOM];
  for (size_t i = 0; i < s->arg_count; i++)
    if (s->args[i].help.len == 0) {
      snprintf(message, sizeof message, "the argument '%.*s' has no help",
               (int)s->args[i].name.len, s->args[i].name.ptr);
      tell(c, true, arg_line(s, s->args[i].name), message);
    }
  if (s->summary.len == 0 || str_equal(s->summary, str_from(" ")))
    tell(c, true, 0, "its summary is empty: one line for 'assay scripts'");
  if (s->version.len == 0) tell(c, true, 0, "it has no version: version = \"1.0\"");
  if (s->example_count == 0)
    tell(c, true, 0,
         "it has no examples: examples = { { \"command\", \"what it shows\" } }");
  if (c->options->test_count == 0)
    tell(c, true, 0,
         "it has no tests: tests = { { files = { ... }, expect = { ... } } }");
}

assay_status check_script(const struct script *script,
                          const struct check_options *options, check_found *found,
                          void *ctx, assay_error *err) {
  struct checking c = {.script = script, .options = options, .found = found, .ctx = ctx};
  const struct state_options limits = {.seconds = 10};
  assay_status status = state_open(&c.state, &limits, err);
  if (status != ASSAY_OK) return status;
  status = names_scan(script->source, visit, &c, err);
  if (status == ASSAY_OK) check_unused(&c);
  if (status == ASSAY_OK) check_manners(&c);
  state_close(&c.state);
  return status;
}

assay_status check_names(assay_str source, check_found *found, void *ctx,
                         assay_error *err) {
  static const struct check_options none;
  const struct script script = {.source = source};
  struct checking c = {
      .script = &script, .options = &none, .found = found, .ctx = ctx, .all_used = true};
  const struct state_options limits = {.seconds = 10};
  assay_status status = state_open(&c.state, &limits, err);
  if (status != ASSAY_OK) return status;
  status = names_scan(source, visit, &c, err);
  state_close(&c.state);
  return status;
}

/* -- Values to try ------------------------------------------------------------------- */

assay_str check_value(const struct script_arg *arg) {
  static const char *const values[] = {
      [ARG_STRING] = "peace",    [ARG_PATTERN] = "peace|war",
      [ARG_FIELD] = "year",      [ARG_INTEGER] = "2",
      [ARG_NUMBER] = "0.5",      [ARG_BOOLEAN] = "true",
      [ARG_CHOICE] = "",         [ARG_RANGE] = "1..2",
      [ARG_INTERVAL] = "0.1..2", [ARG_DATE] = "1936-03-07",
      [ARG_LIST] = "",           [ARG_FILE] = "words.txt",
      [ARG_STOPWORDS] = "en",    [ARG_CORPUS] = "sample.txt",
      [ARG_LEXICON] = ""};
  static const char *const more[] = {"1", "10", "100", "1..1", "10..20"};
  const assay_str none = {NULL, 0};
  if (arg->fallback.ptr && arg->type != ARG_BOOLEAN) return arg->fallback;
  if (arg->choice_count > 0) return arg->choices[arg->choice_count - 1];
  if ((size_t)arg->type >= sizeof values / sizeof *values) return none;
  struct script_arg item = *arg;
  item.type = arg->of;
  if (arg->type == ARG_LIST) return arg->of == ARG_LIST ? none : check_value(&item);
  assay_str value = str_from(values[arg->type]);
  if (value.len == 0) return none;
  if (arg->type == ARG_FILE || script_check_value(arg, value, NULL) == ASSAY_OK)
    return value;
  for (size_t i = 0; i < sizeof more / sizeof *more; i++)
    if (script_check_value(arg, str_from(more[i]), NULL) == ASSAY_OK)
      return str_from(more[i]);
  return none;
}
