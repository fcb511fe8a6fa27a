/*
** self_test.c - reads the tests of a script into plain C. What is expected stays in Lua,
** where expect.c compares it.
*/
#include "engine/self_test.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/table.h"
#include "engine/contract.h"
#include "engine/expect.h"
#include "engine/state.h"
#include "lua/binding.h"

#include <string.h>

enum { MOST_TESTS = 1000, MOST_FILES = 1000, MOST_FIELDS = 64, CSV_LIMIT = 1 << 24 };

struct self_tests {
  const struct script *script;
  struct state state;
  struct arena arena;
  struct self_test *tests;
  size_t count;
  assay_str fields[MOST_FIELDS];
  size_t field_count;
};

/* Address of the registry's key for the list of tests. */
static const char tests_key = 0;

/* -- Reading, inside a protected call ------------------------------------------------ */

static assay_str keep(lua_State *L, struct self_tests *t, int index) {
  assay_str s = {NULL, 0};
  s.ptr = luaL_tolstring(L, index, &s.len);
  s = arena_copy(&t->arena, s);
  if (!s.ptr) luaL_error(L, "not enough memory");
  lua_pop(L, 1);
  return s;
}

static void *keep_array(lua_State *L, struct self_tests *t, size_t count, size_t size) {
  void *array = arena_alloc(&t->arena, count + 1, size);
  if (!array) luaL_error(L, "not enough memory");
  memset(array, 0, (count + 1) * size);
  return array;
}

/* A name below the test's own folder, and no file that Assay would take for another. */
static void check_file_name(lua_State *L, const char *name, int number) {
  bool good = name[0] != '\0' && name[0] != '/' && strcmp(name, "..") != 0 &&
              strncmp(name, "../", 3) != 0 && !strstr(name, "/../") &&
              name[strlen(name) - 1] != '/' && strlen(name) < 500;
  size_t len = strlen(name);
  if (len > 3 && strcmp(name + len - 3, "/..") == 0) good = false;
  if (!good)
    luaL_error(L, "test %d: '%s' is no name for a file of the test", number, name);
}

static void read_files(lua_State *L, struct self_tests *t, struct self_test *test,
                       int number) {
  if (lua_getfield(L, -1, "files") != LUA_TTABLE)
    luaL_error(L, "test %d has no table 'files': files = { [\"a.txt\"] = \"text\" }",
               number);
  int files = lua_gettop(L);
  push_sorted_keys(L, files);
  int keys = lua_gettop(L);
  size_t count = lua_rawlen(L, keys);
  if (count == 0 || count > MOST_FILES)
    luaL_error(L, "test %d has %d files; there are 1 to %d", number, (int)count,
               MOST_FILES);
  struct self_test_file *list = keep_array(L, t, count, sizeof *list);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, keys, (lua_Integer)i + 1);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, files) != LUA_TSTRING || lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "test %d: files are names with texts: [\"a.txt\"] = \"text\"",
                 number);
    check_file_name(L, lua_tostring(L, -2), number);
    list[i].name = keep(L, t, -2);
    list[i].text = keep(L, t, -1);
    lua_pop(L, 2);
  }
  test->files = list;
  test->file_count = count;
  lua_settop(L, files - 1);
}

static void add_field(lua_State *L, struct self_tests *t, int index) {
  assay_str name = {lua_tostring(L, index), lua_rawlen(L, index)};
  for (size_t i = 0; i < t->field_count; i++)
    if (str_equal(t->fields[i], name)) return;
  if (t->field_count == MOST_FIELDS)
    luaL_error(L, "the tests have more than %d metadata fields", MOST_FIELDS);
  t->fields[t->field_count++] = keep(L, t, index);
}

static void add_csv(struct buffer *out, assay_str value) {
  buffer_add_char(out, '"');
  for (size_t i = 0; i < value.len; i++) {
    if (value.ptr[i] == '"') buffer_add_char(out, '"');
    buffer_add_char(out, value.ptr[i]);
  }
  buffer_add_char(out, '"');
}

/* The fields of a file's metadata, at the top, in their order. */
static void collect_fields_of(lua_State *L, struct self_tests *t, int number) {
  const int fields = lua_gettop(L);
  push_sorted_keys(L, fields);
  for (lua_Integer i = 1; lua_rawgeti(L, fields + 1, i) != LUA_TNIL; i++) {
    if (lua_type(L, -1) != LUA_TSTRING)
      luaL_error(L, "test %d: a metadata field has a name", number);
    add_field(L, t, -1);
    lua_pop(L, 1);
  }
  lua_settop(L, fields);
}

/* The fields of all files of the test, as columns; meta is at the index. */
static void collect_fields(lua_State *L, struct self_tests *t, int meta, int number) {
  push_sorted_keys(L, meta);
  const int files = lua_gettop(L);
  for (lua_Integer i = 1; lua_rawgeti(L, files, i) != LUA_TNIL; i++) {
    const bool is_name = lua_type(L, -1) == LUA_TSTRING;
    if (lua_rawget(L, meta) != LUA_TTABLE || !is_name)
      luaL_error(L, "test %d: meta is { [\"a.txt\"] = { field = value } }", number);
    collect_fields_of(L, t, number);
    lua_pop(L, 1);
  }
  lua_settop(L, files - 1);
}

static void write_csv(lua_State *L, struct self_tests *t, int meta, struct buffer *out) {
  push_sorted_keys(L, meta);
  int keys = lua_gettop(L);
  buffer_add_text(out, "file");
  for (size_t i = 0; i < t->field_count; i++) {
    buffer_add_char(out, ',');
    add_csv(out, t->fields[i]);
  }
  for (lua_Integer k = 1; k <= (lua_Integer)lua_rawlen(L, keys); k++) {
    assay_str value = {NULL, 0};
    lua_rawgeti(L, keys, k);
    value.ptr = lua_tolstring(L, -1, &value.len);
    buffer_add_char(out, '\n');
    add_csv(out, value);
    lua_rawget(L, meta);
    for (size_t i = 0; i < t->field_count; i++) {
      buffer_add_char(out, ',');
      lua_pushlstring(L, t->fields[i].ptr, t->fields[i].len);
      if (lua_rawget(L, -2) != LUA_TNIL) {
        value.ptr = luaL_tolstring(L, -1, &value.len);
        add_csv(out, value);
        lua_pop(L, 1);
      }
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  buffer_add_char(out, '\n');
  lua_pop(L, 1);
}

static void read_meta(lua_State *L, struct self_tests *t, struct self_test *test,
                      int number) {
  int type = lua_getfield(L, -1, "meta");
  if (type != LUA_TNIL && type != LUA_TTABLE)
    luaL_error(L, "test %d: meta is { [\"a.txt\"] = { field = value } }", number);
  if (type == LUA_TTABLE) {
    int meta = lua_gettop(L);
    collect_fields(L, t, meta, number);
    struct buffer *csv = push_buffer(L);
    csv->ceiling = CSV_LIMIT;
    write_csv(L, t, meta, csv);
    if (csv->failed != ASSAY_OK)
      luaL_error(L, "test %d: the metadata are too long", number);
    test->metadata = arena_copy(&t->arena, buffer_str(csv));
    if (!test->metadata.ptr) luaL_error(L, "not enough memory");
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* { min = 2, max = 3 } -> "2..3"; { "a", "b" } -> "a,b" */
static void push_list_text(lua_State *L, int table) {
  if (lua_getfield(L, table, "min") != LUA_TNIL &&
      lua_getfield(L, table, "max") != LUA_TNIL) {
    const int max = lua_gettop(L);
    const char *first = luaL_tolstring(L, max - 1, NULL);
    const char *last = luaL_tolstring(L, max, NULL);
    lua_pushfstring(L, "%s..%s", first, last);
    return;
  }
  luaL_Buffer text;
  luaL_buffinit(L, &text);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, table); i++) {
    if (i > 1) luaL_addchar(&text, ',');
    lua_rawgeti(L, table, i);
    luaL_tolstring(L, -1, NULL);
    lua_remove(L, -2);
    luaL_addvalue(&text);
  }
  luaL_pushresult(&text);
}

/* args is on the top. Values are texts, as on the command line. */
static void read_values(lua_State *L, struct self_tests *t, assay_str *values,
                        int number) {
  int args = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, args)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "test %d: args are keyed by name: args = { term = \"war\" }", number);
    assay_str name = {lua_tostring(L, -2), lua_rawlen(L, -2)};
    int found = script_find_arg(t->script, name);
    if (found < 0) luaL_error(L, "test %d: there is no argument '%s'", number, name.ptr);
    int value = lua_gettop(L);
    if (lua_istable(L, value)) {
      push_list_text(L, value);
      values[found] = keep(L, t, -1);
    } else {
      values[found] = keep(L, t, value);
    }
    lua_settop(L, value - 1);
  }
}

static void read_args(lua_State *L, struct self_tests *t, struct self_test *test,
                      int number) {
  assay_str *values = keep_array(L, t, t->script->arg_count, sizeof *values);
  int type = lua_getfield(L, -1, "args");
  if (type != LUA_TNIL && type != LUA_TTABLE)
    luaL_error(L, "test %d: args is a table: args = { term = \"war\" }", number);
  if (type == LUA_TTABLE) read_values(L, t, values, number);
  lua_pop(L, 1);
  for (size_t i = 0; i < t->script->arg_count; i++) {
    const struct script_arg *arg = &t->script->args[i];
    if (arg->required && !arg->fallback.ptr && !values[i].ptr)
      luaL_error(L, "test %d lacks the required argument '%s'", number, arg->name.ptr);
  }
  test->values = values;
}

static void check_keys(lua_State *L, int number) {
  static const char *const known[] = {"files", "meta", "args", "expect", NULL};
  lua_newtable(L);
  for (size_t i = 0; known[i]; i++) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, known[i]);
  }
  int names = lua_gettop(L);
  const char *unknown = push_unknown_key(L, names - 1, names);
  if (unknown)
    raise_unknown(L, lua_pushfstring(L, "test %d", number), "field", unknown, names);
  lua_settop(L, names - 1);
}

static void read_test(lua_State *L, struct self_tests *t, struct self_test *test,
                      int number) {
  if (lua_type(L, -1) != LUA_TTABLE)
    luaL_error(L, "test %d is a %s, not a table", number, luaL_typename(L, -1));
  check_keys(L, number);
  read_files(L, t, test, number);
  read_meta(L, t, test, number);
  read_args(L, t, test, number);
  if (lua_getfield(L, -1, "expect") != LUA_TTABLE)
    luaL_error(L, "test %d has no table 'expect': the rows that have to come out",
               number);
  lua_pop(L, 1);
}

/* read_tests(self_tests, analysis) */
static int read_tests(lua_State *L) {
  struct self_tests *t = lua_touserdata(L, 1);
  contract_check(L, 2);
  luaL_checkstack(L, 32, NULL);
  if (lua_getfield(L, 2, "tests") != LUA_TTABLE) return 0;
  size_t count = lua_rawlen(L, -1);
  if (count > MOST_TESTS) luaL_error(L, "there are more than %d tests", MOST_TESTS);
  t->tests = keep_array(L, t, count, sizeof *t->tests);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 3, (lua_Integer)i + 1);
    read_test(L, t, &t->tests[i], (int)i + 1);
    lua_settop(L, 3);
  }
  t->count = count;
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tests_key);
  return 0;
}

/* -- Outside ------------------------------------------------------------------------- */

static assay_status read_all(struct self_tests *t, const struct state_options *limits,
                             assay_error *err) {
  struct state_options options = *limits;
  options.modules = t->script->modules;
  assay_status status = state_open(&t->state, &options, err);
  if (status == ASSAY_OK)
    status = state_load(&t->state, t->script->path, t->script->source, err);
  if (status != ASSAY_OK) return status;
  lua_pushcfunction(t->state.L, read_tests);
  lua_insert(t->state.L, -2);
  lua_pushlightuserdata(t->state.L, t);
  lua_insert(t->state.L, -2);
  return state_call(&t->state, 2, 0, t->script->path, t->script->source, NULL, err);
}

assay_status self_tests_open(struct self_tests **out, const struct script *script,
                             const struct state_options *limits, assay_error *err) {
  assay_allocator a = alloc_default();
  struct self_tests *t = alloc_zero(&a, 1, sizeof *t);
  if (!t) return error_memory(err, sizeof *t);
  t->script = script;
  arena_init(&t->arena, &a);
  assay_status status = read_all(t, limits, err);
  if (status == ASSAY_OK)
    *out = t;
  else
    self_tests_close(t);
  return status;
}

void self_tests_close(struct self_tests *tests) {
  if (!tests) return;
  assay_allocator a = alloc_default();
  state_close(&tests->state);
  arena_free(&tests->arena);
  alloc_free(&a, tests, 1, sizeof *tests);
}

size_t self_tests_count(const struct self_tests *tests) {
  return tests->count;
}

const struct self_test *self_tests_get(const struct self_tests *tests, size_t i) {
  return &tests->tests[i];
}

size_t self_tests_fields(const struct self_tests *tests, const assay_str **names) {
  *names = tests->fields;
  return tests->field_count;
}

/* compare(expectation, number) */
static int compare(lua_State *L) {
  struct expectation *e = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &tests_key);
  lua_rawgeti(L, -1, lua_tointeger(L, 2));
  lua_getfield(L, -1, "expect");
  expect_compare(L, e);
  return 0;
}

assay_status self_tests_compare(struct self_tests *t, size_t i,
                                const struct report *report, const assay_error *failure,
                                bool *same, struct buffer *out, assay_error *err) {
  struct expectation e = {.report = report, .failure = failure, .out = out, .same = true};
  lua_pushcfunction(t->state.L, compare);
  lua_pushlightuserdata(t->state.L, &e);
  lua_pushinteger(t->state.L, (lua_Integer)i + 1);
  assay_status status = state_call(&t->state, 2, 0, t->script->path, t->script->source,
                                   NULL, err);
  if (status == ASSAY_OK) *same = e.same;
  return status;
}
