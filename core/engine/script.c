/*
** script.c - reads the table that a script returns into plain C, so that help, checking
** and completion need no Lua.
*/
#include "engine/script.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/stable_hash.h"
#include "base/suggest.h"
#include "base/table.h"
#include "engine/contract.h"
#include "engine/state.h"
#include "lua/binding.h"

#include <string.h>

enum {
  SOURCE_LIMIT = 1 << 20,
  MOST_ARGS = 64,
  MOST_EXAMPLES = 32,
  MOST_CHOICES = 64,
  LOAD_SECONDS = 10
};

struct loaded_script {
  struct script script; /* first: a struct script * is a struct loaded_script * */
  assay_allocator alloc;
  struct arena arena;
  struct modules modules;
};

static const struct {
  const char *name, *placeholder;
} types[] = {[ARG_STRING] = {"string", "TEXT"},
             [ARG_PATTERN] = {"pattern", "TERM"},
             [ARG_FIELD] = {"field", "FIELD"},
             [ARG_INTEGER] = {"integer", "N"},
             [ARG_NUMBER] = {"number", "NUMBER"},
             [ARG_BOOLEAN] = {"boolean", ""},
             [ARG_CHOICE] = {"choice", "CHOICE"},
             [ARG_RANGE] = {"range", "N..M"},
             [ARG_STOPWORDS] = {"stopwords", "LIST"},
             [ARG_CORPUS] = {"corpus", "PATH"},
             [ARG_LEXICON] = {"lexicon", "FILE"},
             [ARG_INTERVAL] = {"interval", "X..Y"},
             [ARG_DATE] = {"date", "DATE"},
             [ARG_LIST] = {"list", "A,B,..."},
             [ARG_FILE] = {"file", "FILE"}};

const char *script_arg_placeholder(enum arg_type type) {
  return types[type].placeholder;
}

/* -- Reading, inside a protected call: everything may raise -------------------------- */

struct reading {
  struct loaded_script *loaded;
};

static assay_str keep_str(lua_State *L, struct arena *arena, int index) {
  assay_str s = {NULL, 0};
  s.ptr = luaL_tolstring(L, index, &s.len);
  s = arena_copy(arena, s);
  if (!s.ptr) luaL_error(L, "not enough memory");
  lua_pop(L, 1);
  return s;
}

/* The field as text; ptr NULL when it is nil. */
static assay_str keep_field(lua_State *L, struct arena *arena, int table,
                            const char *name) {
  assay_str s = {NULL, 0};
  if (lua_getfield(L, table, name) != LUA_TNIL) s = keep_str(L, arena, -1);
  lua_pop(L, 1);
  return s;
}

static void *keep_array(lua_State *L, struct arena *arena, size_t count, size_t size) {
  void *array = arena_alloc(arena, count, size);
  if (!array) luaL_error(L, "not enough memory");
  if (count > 0) memset(array, 0, count * size);
  return array;
}

static bool read_flag(lua_State *L, int table, const char *name) {
  lua_getfield(L, table, name);
  bool flag = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return flag;
}

static bool read_bound(lua_State *L, int table, const char *name, double *bound) {
  bool given = lua_getfield(L, table, name) == LUA_TNUMBER;
  if (given) *bound = lua_tonumber(L, -1);
  lua_pop(L, 1);
  return given;
}

static size_t read_length(lua_State *L, int table, size_t most, const char *what) {
  size_t count = lua_rawlen(L, table);
  if (count > most) luaL_error(L, "an analysis is limited to %d %s", (int)most, what);
  return count;
}

static void read_choices(lua_State *L, struct arena *arena, int table,
                         struct script_arg *arg) {
  if (lua_getfield(L, table, "choices") == LUA_TTABLE) {
    int list = lua_gettop(L);
    size_t count = read_length(L, list, MOST_CHOICES, "choices");
    assay_str *choices = keep_array(L, arena, count, sizeof *choices);
    for (size_t i = 0; i < count; i++) {
      lua_rawgeti(L, list, (lua_Integer)i + 1);
      choices[i] = keep_str(L, arena, -1);
      lua_pop(L, 1);
    }
    arg->choices = choices;
    arg->choice_count = count;
  }
  lua_pop(L, 1);
}

static enum arg_type read_type(lua_State *L, struct arena *arena, int table,
                               const char *field) {
  assay_str name = keep_field(L, arena, table, field);
  for (size_t i = 0; name.ptr && i < sizeof types / sizeof *types; i++)
    if (str_equal(name, str_from(types[i].name))) return (enum arg_type)i;
  return ARG_STRING;
}

static void read_arg(lua_State *L, struct arena *arena, int table,
                     struct script_arg *arg) {
  lua_rawgeti(L, table, 1);
  arg->name = keep_str(L, arena, -1);
  lua_pop(L, 1);
  arg->type = read_type(L, arena, table, "type");
  arg->of = read_type(L, arena, table, "of");
  arg->help = keep_field(L, arena, table, "help");
  arg->fallback = keep_field(L, arena, table, "default");
  assay_str letter = keep_field(L, arena, table, "letter");
  if (letter.ptr && letter.len != 1)
    luaL_error(L, "argument '%s': the letter is one character", arg->name.ptr);
  arg->letter = letter.ptr ? letter.ptr[0] : '\0';
  arg->required = read_flag(L, table, "required");
  arg->positional = read_flag(L, table, "positional");
  arg->has_min = read_bound(L, table, "min", &arg->min);
  arg->has_max = read_bound(L, table, "max", &arg->max);
  read_choices(L, arena, table, arg);
  assay_error err;
  if (arg->fallback.ptr && script_check_value(arg, arg->fallback, &err) != ASSAY_OK)
    luaL_error(L, "argument '%s': its default is wrong: %s", arg->name.ptr, err.message);
}

static bool same_name(assay_str a, assay_str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++) {
    char x = a.ptr[i] == '_' ? '-' : a.ptr[i], y = b.ptr[i] == '_' ? '-' : b.ptr[i];
    if (x != y) return false;
  }
  return true;
}

static void read_args(lua_State *L, struct loaded_script *loaded, int table) {
  if (lua_getfield(L, table, "args") == LUA_TTABLE) {
    int list = lua_gettop(L);
    size_t count = read_length(L, list, MOST_ARGS, "arguments");
    struct script_arg *args = keep_array(L, &loaded->arena, count, sizeof *args);
    for (size_t i = 0; i < count; i++) {
      lua_rawgeti(L, list, (lua_Integer)i + 1);
      read_arg(L, &loaded->arena, lua_gettop(L), &args[i]);
      lua_pop(L, 1);
      for (size_t k = 0; k < i; k++)
        if (same_name(args[k].name, args[i].name))
          luaL_error(L, "argument '%s' is there twice", args[i].name.ptr);
    }
    loaded->script.args = args;
    loaded->script.arg_count = count;
  }
  lua_pop(L, 1);
}

/* examples[i]: { "assay run my.lua ...", "what it shows" } */
static void read_examples(lua_State *L, struct loaded_script *loaded, int table) {
  if (lua_getfield(L, table, "examples") == LUA_TTABLE) {
    int list = lua_gettop(L);
    size_t count = read_length(L, list, MOST_EXAMPLES, "examples");
    struct script_example *examples = keep_array(L, &loaded->arena, count,
                                                 sizeof *examples);
    for (size_t i = 0; i < count; i++) {
      if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TTABLE)
        luaL_error(L, "examples[%d] must be { command, what it shows }", (int)i + 1);
      lua_rawgeti(L, -1, 1);
      lua_rawgeti(L, -2, 2);
      examples[i].command = keep_str(L, &loaded->arena, -2);
      examples[i].text = keep_str(L, &loaded->arena, -1);
      lua_pop(L, 3);
    }
    loaded->script.examples = examples;
    loaded->script.example_count = count;
  }
  lua_pop(L, 1);
}

/* read_script(analysis): light userdata upvalue, so called as a C function with two
** arguments: the struct reading and the analysis. */
static int read_script(lua_State *L) {
  struct reading *reading = lua_touserdata(L, 1);
  struct loaded_script *loaded = reading->loaded;
  contract_check(L, 2);
  loaded->script.name = keep_field(L, &loaded->arena, 2, "name");
  loaded->script.version = keep_field(L, &loaded->arena, 2, "version");
  loaded->script.summary = keep_field(L, &loaded->arena, 2, "summary");
  loaded->script.description = keep_field(L, &loaded->arena, 2, "description");
  loaded->script.tokens = keep_field(L, &loaded->arena, 2, "tokens");
  loaded->script.needs = lua_getfield(L, 2, "needs") == LUA_TTABLE;
  lua_pop(L, 1);
  read_args(L, loaded, 2);
  read_examples(L, loaded, 2);
  return 0;
}

/* -- Loading ----------------------------------------------------------------------------
 */

static assay_status script_read(struct loaded_script *loaded,
                                const struct script_limits *limits, assay_error *err) {
  struct state state;
  struct reading reading = {loaded};
  struct state_options options = {.seconds = LOAD_SECONDS};
  if (limits && limits->seconds > 0 && limits->seconds < LOAD_SECONDS)
    options.seconds = limits->seconds;
  if (limits) options.memory = limits->memory;
  if (limits) options.trusted = limits->trusted;
  options.modules = loaded->script.modules;
  assay_status status = state_open(&state, &options, err);
  if (status != ASSAY_OK) return status;
  struct script *script = &loaded->script;
  status = state_load(&state, script->path, script->source, err);
  if (status == ASSAY_OK) {
    lua_pushcfunction(state.L, read_script);
    lua_insert(state.L, -2);
    lua_pushlightuserdata(state.L, &reading);
    lua_insert(state.L, -2);
    status = state_call(&state, 2, 0, script->path, script->source, NULL, err);
  }
  state_close(&state);
  loaded->modules.complete = true;
  return status;
}

/* path: of the file, NULL for a script from memory. */
static assay_status script_make(struct script **out, const char *path, assay_str name,
                                assay_str source, const struct script_limits *limits,
                                const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct loaded_script *loaded = alloc_zero(&a, 1, sizeof *loaded);
  if (!loaded) return error_memory(err, sizeof *loaded);
  loaded->alloc = a;
  arena_init(&loaded->arena, &a);
  loaded->script.path = arena_copy(&loaded->arena, name);
  loaded->script.source = arena_copy(&loaded->arena, source);
  assay_status status = ASSAY_OK;
  if (!loaded->script.path.ptr || !loaded->script.source.ptr)
    status = error_memory(err, source.len);
  if (path) loaded->script.modules = &loaded->modules;
  if (path && status == ASSAY_OK)
    status = modules_init(&loaded->modules, &loaded->arena, path, err);
  if (status == ASSAY_OK) status = script_read(loaded, limits, err);
  if (status != ASSAY_OK) {
    script_free(&loaded->script);
    return status;
  }
  *out = &loaded->script;
  return ASSAY_OK;
}

assay_status script_load_source(struct script **out, assay_str name, assay_str source,
                                const assay_allocator *alloc, assay_error *err) {
  return script_make(out, NULL, name, source, NULL, alloc, err);
}

assay_status script_load_limited(struct script **out, const char *path,
                                 const struct script_limits *limits,
                                 const assay_allocator *alloc, assay_error *err) {
  struct buffer source;
  buffer_init(&source, alloc, SOURCE_LIMIT);
  assay_status status = file_read(path, SOURCE_LIMIT, &source, err);
  if (status == ASSAY_OK)
    status = script_make(out, path, str_from(path), buffer_str(&source), limits, alloc,
                         err);
  error_name_source(status == ASSAY_OK ? NULL : err, str_from(path));
  buffer_free(&source);
  return status;
}

assay_status script_load(struct script **out, const char *path,
                         const assay_allocator *alloc, assay_error *err) {
  return script_load_limited(out, path, NULL, alloc, err);
}

void script_free(struct script *script) {
  if (!script) return;
  struct loaded_script *loaded = (struct loaded_script *)script;
  assay_allocator a = loaded->alloc;
  arena_free(&loaded->arena);
  alloc_free(&a, loaded, 1, sizeof *loaded);
}

uint64_t script_digest(const struct script *script) {
  uint64_t digest = stable_hash(script->source);
  for (size_t i = 0; script->modules && i < script->modules->count; i++) {
    uint64_t module = stable_hash(script->modules->list[i].source);
    digest = stable_hash_finish(stable_hash_add_number(digest, module));
  }
  return digest;
}

int script_find_arg(const struct script *script, assay_str name) {
  for (size_t i = 0; i < script->arg_count; i++)
    if (same_name(script->args[i].name, name)) return (int)i;
  return -1;
}
