/* l_windows.c - what stands near what, counted in one call per document. */
#include "count/windows.h"

#include "lua/binding.h"

#include <string.h>

static struct windows *check_windows(lua_State *L, int arg) {
  return check_accumulator(L, arg, &windows_handle_class);
}

/* assay.windows{ left = 5, right = 5, within = "sentence" } */
int new_windows(lua_State *L) {
  static const char *const known[] = {"left", "right", "within", NULL};
  static const char *const within[] = {"sentence", "document", NULL};
  struct windows_options options = {5, 5, false};
  if (!lua_isnoneornil(L, 1)) {
    check_options(L, 1, known);
    options.left = (uint32_t)option_whole(L, 1, "left", 0, WINDOWS_SIZE_MAX, 5);
    options.right = (uint32_t)option_whole(L, 1, "right", 0, WINDOWS_SIZE_MAX, 5);
    options.cross = option_choice(L, 1, "within", within) == 1;
  }
  struct accumulator_handle *handle = push_closed(L, &windows_class);
  struct windows *windows;
  assay_allocator memory = accumulator_memory(L, handle);
  assay_error err;
  if (windows_new(&windows, &options, &memory, &err) != ASSAY_OK) return raise(L, &err);
  handle->accumulator.object = windows;
  return 1;
}

/* Appends the tokens of all hits of the pattern at arg. */
static void find_nodes(lua_State *L, int arg, const assay_document *document,
                       struct buffer *nodes) {
  assay_matcher *matcher = check_matcher(L, arg);
  assay_hit hit = {{0, 0}, {0, 0}};
  bool found = true;
  assay_error err;
  while (found) {
    if (assay_matcher_next(matcher, document, hit.tokens.end, &hit, &found, &err) !=
        ASSAY_OK)
      raise(L, &err);
    if (found) buffer_add(nodes, (const char *)&hit.tokens, sizeof hit.tokens);
  }
  if (buffer_status(nodes, "a list of hits", &err) != ASSAY_OK) raise(L, &err);
}

/* windows:add(doc): all pairs; windows:add(doc, pattern): around the hits. */
static int method_add(lua_State *L) {
  struct windows *windows = check_windows(L, 1);
  assay_document *document = check_document(L, 2);
  assay_error err;
  assay_status status;
  if (lua_isnoneornil(L, 3)) {
    status = windows_add(windows, document, &err);
  } else {
    struct buffer *nodes = push_buffer(L);
    find_nodes(L, 3, document, nodes);
    status = windows_add_around(windows, document, (const void *)nodes->data,
                                nodes->len / sizeof(assay_span), &err);
  }
  return status == ASSAY_OK ? 0 : raise(L, &err);
}

/* The options of a list: arguments 2, which becomes a table. */
struct list_options {
  enum count_order by;
  lua_Integer min, limit;
};

static struct list_options read_options(lua_State *L, const char *const *known) {
  static const char *const orders[] = {"count", "alpha", NULL};
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_newtable(L);
    lua_replace(L, 2);
  }
  check_options(L, 2, known);
  struct list_options options;
  options.by = option_choice(L, 2, "sort", orders) == 0 ? ORDER_BY_COUNT : ORDER_BY_KEY;
  options.min = option_whole(L, 2, "min", 0, LUA_MAXINTEGER, 0);
  options.limit = option_whole(L, 2, "limit", 0, LUA_MAXINTEGER, LUA_MAXINTEGER);
  return options;
}

/* Pushes an iterator over the list at the top: upvalues are the handle, the list, where
** it stands, the least count, how many more. */
static int push_iterator(lua_State *L, lua_CFunction next,
                         const struct list_options *options) {
  lua_pushvalue(L, 1);
  lua_insert(L, -2);
  lua_pushinteger(L, 0);
  lua_pushinteger(L, options->min);
  lua_pushinteger(L, options->limit);
  lua_pushcclosure(L, next, 5);
  return 1;
}

/* Copies the next item; false at the end. */
static bool next_item(lua_State *L, void *item, size_t size) {
  const struct buffer *list = lua_touserdata(L, lua_upvalueindex(2));
  size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  if (at >= list->len) return false;
  memcpy(item, list->data + at, size);
  lua_pushinteger(L, (lua_Integer)at + (lua_Integer)size);
  lua_replace(L, lua_upvalueindex(3));
  return true;
}

/* Whether an item of that count is to be given, and counts it. */
static bool is_wanted(lua_State *L, uint64_t count) {
  if (count < (uint64_t)lua_tointeger(L, lua_upvalueindex(4))) return false;
  lua_pushinteger(L, lua_tointeger(L, lua_upvalueindex(5)) - 1);
  lua_replace(L, lua_upvalueindex(5));
  return true;
}

static bool is_over(lua_State *L) {
  return lua_tointeger(L, lua_upvalueindex(5)) == 0;
}

static int next_neighbour(lua_State *L) {
  const struct windows *windows = check_windows(L, lua_upvalueindex(1));
  struct window_neighbour near;
  while (!is_over(L) && next_item(L, &near, sizeof near)) {
    if (!is_wanted(L, (uint64_t)near.before + (uint64_t)near.after)) continue;
    push_str(L, table_key(&windows->words->keys, near.word));
    lua_pushinteger(L, near.before);
    lua_pushinteger(L, near.after);
    lua_pushinteger(L, windows->words->counts[near.word]);
    return 4;
  }
  return 0;
}

/* for word, before, after, frequency in windows:near{ word =, sort =, min =, limit = }:
** around the nodes, or around a word. */
static int method_near(lua_State *L) {
  static const char *const known[] = {"word", "sort", "min", "limit", NULL};
  struct list_options options = read_options(L, known);
  struct windows *windows = check_windows(L, 1);
  uint32_t node = WINDOWS_NODE;
  bool known_word = true;
  if (lua_getfield(L, 2, "word") != LUA_TNIL) {
    if (lua_type(L, -1) != LUA_TSTRING) return luaL_error(L, "option 'word' is a string");
    node = table_find(&windows->words->keys, check_str(L, -1));
    known_word = node != TABLE_NONE;
  }
  windows = check_windows(L, 1); /* again: a metamethod may have closed it */
  struct buffer *list = push_buffer(L);
  assay_error err;
  if (known_word && windows_near(windows, node, options.by, list, &err) != ASSAY_OK)
    return raise(L, &err);
  return push_iterator(L, next_neighbour, &options);
}

static int next_pair(lua_State *L) {
  const struct windows *windows = check_windows(L, lua_upvalueindex(1));
  struct window_pair pair;
  while (!is_over(L) && next_item(L, &pair, sizeof pair)) {
    if (!is_wanted(L, (uint64_t)pair.count)) continue;
    push_str(L, table_key(&windows->words->keys, pair.first));
    push_str(L, table_key(&windows->words->keys, pair.second));
    lua_pushinteger(L, pair.count);
    return 3;
  }
  return 0;
}

/* for first, second, count in windows:pairs{ sort =, min =, limit = } */
static int method_pairs(lua_State *L) {
  static const char *const known[] = {"sort", "min", "limit", NULL};
  struct list_options options = read_options(L, known);
  struct windows *windows = check_windows(L, 1);
  struct buffer *list = push_buffer(L);
  assay_error err;
  if (windows_pairs(windows, options.by, list, &err) != ASSAY_OK) return raise(L, &err);
  return push_iterator(L, next_pair, &options);
}

/* windows:frequency(word): in the documents that were added. */
static int method_frequency(lua_State *L) {
  const struct windows *windows = check_windows(L, 1);
  lua_pushinteger(L, counter_get(windows->words, check_str(L, 2)));
  return 1;
}

static int method_nodes(lua_State *L) {
  lua_pushinteger(L, check_windows(L, 1)->nodes);
  return 1;
}

/* windows:words(): running words in the documents that were added. */
static int method_words(lua_State *L) {
  lua_pushinteger(L, check_windows(L, 1)->words->total);
  return 1;
}

static const luaL_Reg methods[] = {{"add", method_add},
                                   {"close", accumulator_close},
                                   {"encode", accumulator_lua_encode},
                                   {"freeze", accumulator_lua_freeze},
                                   {"frequency", method_frequency},
                                   {"merge", accumulator_lua_merge},
                                   {"near", method_near},
                                   {"nodes", method_nodes},
                                   {"pairs", method_pairs},
                                   {"words", method_words},
                                   {NULL, NULL}};

const struct class windows_handle_class = {"windows", methods, NULL, accumulator_close,
                                           NULL};
