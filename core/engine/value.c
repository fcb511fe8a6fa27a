/* value.c - checking and converting the values of arguments. */
#include "engine/value.h"

#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/table.h"
#include "lua/binding.h"
#include "text/stopwords.h"
#include "text/utf8.h"

#include <string.h>

enum { MOST_FIELDS_SHOWN = 64, MOST_STOPWORD_BYTES = 16 << 20 };

bool value_range(assay_str text, int64_t *first, int64_t *last) {
  for (size_t i = 0; i + 1 < text.len; i++) {
    if (text.ptr[i] != '.' || text.ptr[i + 1] != '.') continue;
    assay_str left = {text.ptr, i}, right = {text.ptr + i + 2, text.len - i - 2};
    return number_parse_integer(left, first) && number_parse_integer(right, last) &&
           *first <= *last;
  }
  *last = 0;
  bool single = number_parse_integer(text, first);
  if (single) *last = *first;
  return single;
}

static assay_status check_bounds(const struct script_arg *arg, double value,
                                 assay_error *err) {
  char low[NUMBER_SIZE], high[NUMBER_SIZE];
  number_format(arg->min, low);
  number_format(arg->max, high);
  if (arg->has_min && value < arg->min)
    return error_set(err, ASSAY_EARG, "must be at least %s", low);
  if (arg->has_max && value > arg->max)
    return error_set(err, ASSAY_EARG, "must be at most %s", high);
  return ASSAY_OK;
}

static assay_status check_choice(const struct script_arg *arg, assay_str text,
                                 assay_error *err) {
  for (size_t i = 0; i < arg->choice_count; i++)
    if (str_equal(arg->choices[i], text)) return ASSAY_OK;
  struct buffer list;
  buffer_init(&list, NULL, 4096);
  for (size_t i = 0; i < arg->choice_count; i++) {
    if (i > 0) buffer_add_text(&list, ", ");
    buffer_add_str(&list, arg->choices[i]);
  }
  int nearest = suggest_nearest(text, arg->choices, arg->choice_count);
  error_set(err, ASSAY_EARG, "must be one of: %.*s%s%s%s", (int)list.len,
            buffer_str(&list).ptr, nearest < 0 ? "" : "; did you mean '",
            nearest < 0 ? "" : arg->choices[nearest].ptr, nearest < 0 ? "" : "'?");
  buffer_free(&list);
  return ASSAY_EARG;
}

static assay_status check_pattern(assay_str text, assay_error *err) {
  assay_pattern *pattern;
  assay_status status = assay_pattern_new(&pattern, text, NULL, NULL, err);
  if (status == ASSAY_OK) assay_pattern_free(pattern);
  return status;
}

static assay_status check_range(const struct script_arg *arg, assay_str text,
                                assay_error *err) {
  int64_t first, last;
  if (!value_range(text, &first, &last))
    return error_set(err, ASSAY_EARG, "must be a number or a range such as 2..3");
  assay_status status = check_bounds(arg, (double)first, err);
  return status == ASSAY_OK ? check_bounds(arg, (double)last, err) : status;
}

/* A name without a dot or a slash is that of a list; anything else is a file's. The path
** is copied, because text need not end with a NUL. */
static assay_status read_stopwords(assay_str text, struct buffer *out, assay_error *err) {
  struct buffer path;
  buffer_init(&path, &out->alloc, FILE_PATH_LIMIT);
  buffer_add_str(&path, text);
  buffer_add_char(&path, '\0');
  assay_status status = buffer_status(&path, "the name of a file", err);
  if (status == ASSAY_OK) status = file_read(path.data, MOST_STOPWORD_BYTES, out, err);
  buffer_free(&path);
  return status;
}

static bool is_file_name(assay_str text) {
  return memchr(text.ptr, '.', text.len) || memchr(text.ptr, '/', text.len);
}

static assay_status check_stopwords(assay_str text, assay_error *err) {
  const struct stopwords *list;
  struct buffer words;
  assay_error reason;
  if (!is_file_name(text)) {
    if (stopwords_find(text, &list, &reason) == ASSAY_OK) return ASSAY_OK;
    return error_set(err, ASSAY_EARG, "%s; or name a file: ./LIST", reason.message);
  }
  buffer_init(&words, NULL, MOST_STOPWORD_BYTES);
  assay_status status = read_stopwords(text, &words, &reason);
  if (status == ASSAY_OK && utf8_valid_prefix(buffer_str(&words)) != words.len)
    status = error_set(&reason, ASSAY_EARG, "not valid UTF-8");
  buffer_free(&words);
  return status == ASSAY_OK ? ASSAY_OK : error_set(err, ASSAY_EARG, "%s", reason.message);
}

assay_status script_check_value(const struct script_arg *arg, assay_str text,
                                assay_error *err) {
  int64_t integer;
  double number;
  switch (arg->type) {
  case ARG_STRING:
  case ARG_FIELD:
    return ASSAY_OK;
  case ARG_PATTERN:
    return check_pattern(text, err);
  case ARG_INTEGER:
    if (!number_parse_integer(text, &integer))
      return error_set(err, ASSAY_EARG, "must be a whole number");
    return check_bounds(arg, (double)integer, err);
  case ARG_NUMBER:
    if (!number_parse(text, &number))
      return error_set(err, ASSAY_EARG, "must be a number");
    return check_bounds(arg, number, err);
  case ARG_BOOLEAN:
    if (str_equal(text, str_from("true")) || str_equal(text, str_from("false")))
      return ASSAY_OK;
    return error_set(err, ASSAY_EARG, "is a flag, it takes no value");
  case ARG_CHOICE:
    return check_choice(arg, text, err);
  case ARG_RANGE:
    return check_range(arg, text, err);
  case ARG_STOPWORDS:
    return check_stopwords(text, err);
  }
  return ASSAY_OK;
}

static assay_status fail_field(const struct metadata *metadata, assay_str name,
                               assay_error *err) {
  size_t count;
  const struct field *fields = metadata_fields(metadata, &count);
  if (count == 0)
    return error_set(err, ASSAY_EARG,
                     "no document has the field '%.*s': there is no metadata (see --meta "
                     "and --meta-pattern)",
                     (int)name.len, name.ptr);
  assay_str known[MOST_FIELDS_SHOWN];
  struct buffer list;
  buffer_init(&list, NULL, 4096);
  for (size_t i = 0; i < count && i < MOST_FIELDS_SHOWN; i++) {
    known[i] = fields[i].name;
    if (i > 0) buffer_add_text(&list, ", ");
    buffer_add_str(&list, known[i]);
  }
  int nearest = suggest_nearest(name, known,
                                count < MOST_FIELDS_SHOWN ? count : MOST_FIELDS_SHOWN);
  error_set(err, ASSAY_EARG, "no document has the field '%.*s'%s%.*s%s; there are: %.*s",
            (int)name.len, name.ptr, nearest < 0 ? "" : ", did you mean '",
            nearest < 0 ? 0 : (int)known[nearest].len,
            nearest < 0 ? "" : known[nearest].ptr, nearest < 0 ? "" : "'?", (int)list.len,
            buffer_str(&list).ptr);
  buffer_free(&list);
  return ASSAY_EARG;
}

assay_status value_check_fields(const struct script *script, const assay_str *values,
                                const struct metadata *metadata, assay_error *err) {
  for (size_t i = 0; values && i < script->arg_count; i++) {
    bool asked = script->args[i].type == ARG_FIELD && values[i].ptr;
    if (!asked || str_equal(values[i], str_from("file"))) continue;
    if (metadata_find(metadata, values[i]) < 0)
      return fail_field(metadata, values[i], err);
  }
  return ASSAY_OK;
}

/* A table with the set as `words` and the list's name and hash as `stamp`. */
static void push_stopword_table(lua_State *L, assay_str text) {
  assay_error err;
  lua_createtable(L, 0, 2);
  if (is_file_name(text)) {
    struct buffer *words = push_buffer(L);
    if (read_stopwords(text, words, &err) != ASSAY_OK) raise(L, &err);
    push_stopwords(L, buffer_str(words));
    lua_remove(L, -3);
  } else {
    lua_pushcfunction(L, text_stopwords);
    push_str(L, text);
    lua_call(L, 1, 2);
  }
  lua_setfield(L, -3, "stamp");
  lua_setfield(L, -2, "words");
}

/* Pushes the value of a text that script_check_value accepted. */
static void push_value(lua_State *L, const struct script_arg *arg, assay_str text) {
  int64_t first = 0, last = 0;
  double number = 0;
  switch (arg->type) {
  case ARG_PATTERN:
    push_pattern(L, text);
    return;
  case ARG_INTEGER:
    number_parse_integer(text, &first);
    lua_pushinteger(L, first);
    return;
  case ARG_NUMBER:
    number_parse(text, &number);
    lua_pushnumber(L, number);
    return;
  case ARG_BOOLEAN:
    lua_pushboolean(L, str_equal(text, str_from("true")));
    return;
  case ARG_RANGE:
    value_range(text, &first, &last);
    lua_createtable(L, 0, 2);
    lua_pushinteger(L, first);
    lua_setfield(L, -2, "min");
    lua_pushinteger(L, last);
    lua_setfield(L, -2, "max");
    return;
  case ARG_STOPWORDS:
    push_stopword_table(L, text);
    return;
  case ARG_STRING:
  case ARG_FIELD:
  case ARG_CHOICE:
    push_str(L, text);
    return;
  }
}

/* args.x for an x without value: upvalue 1 has the names of all arguments. */
static int unknown_arg(lua_State *L) {
  lua_settop(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
    lua_pushnil(L);
    return 1;
  }
  return raise_unknown(L, "args", "argument", luaL_tolstring(L, 2, NULL),
                       lua_upvalueindex(1));
}

/* The argument's name with '_' for '-', as Lua writes it. */
static void push_name(lua_State *L, assay_str name) {
  push_str(L, name);
  luaL_gsub(L, lua_tostring(L, -1), "-", "_");
  lua_remove(L, -2);
}

void value_push_args(lua_State *L, const struct script *script, const assay_str *values) {
  luaL_checkstack(L, 8, NULL);
  lua_newtable(L);
  int args = lua_gettop(L);
  lua_newtable(L);
  int names = lua_gettop(L);
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    assay_str text = values && values[i].ptr ? values[i] : arg->fallback;
    push_name(L, arg->name);
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, names);
    if (text.ptr)
      push_value(L, arg, text);
    else if (arg->type == ARG_BOOLEAN)
      lua_pushboolean(L, 0);
    else
      lua_pushnil(L);
    lua_rawset(L, args);
  }
  lua_createtable(L, 0, 1);
  lua_insert(L, names);
  lua_pushcclosure(L, unknown_arg, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, args);
}
