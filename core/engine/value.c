/* value.c - the values of arguments as Lua has them, and what they name. */
#include "engine/value.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/table.h"
#include "lua/binding.h"
#include "quote/lexicon_text.h"
#include "text/stopwords.h"
#include "text/utf8.h"

#include <string.h>

enum { MOST_FIELDS_SHOWN = 64 };

/* Names of fields, those of the corpus first; at most MOST_FIELDS_SHOWN of them. */
static size_t field_names(const struct metadata *metadata, const struct table *own,
                          assay_str out[MOST_FIELDS_SHOWN]) {
  size_t count, found = 0;
  const struct field *fields = metadata_fields(metadata, &count);
  for (size_t i = 0; i < count && found < MOST_FIELDS_SHOWN; i++)
    out[found++] = fields[i].name;
  for (uint32_t i = 0; own && i < own->count && found < MOST_FIELDS_SHOWN; i++)
    if (metadata_find(metadata, table_key(own, i)) < 0) out[found++] = table_key(own, i);
  return found;
}

static assay_status fail_field(const struct metadata *metadata, const struct table *own,
                               assay_str name, assay_error *err) {
  assay_str known[MOST_FIELDS_SHOWN];
  size_t count = field_names(metadata, own, known);
  if (count == 0)
    return error_set(err, ASSAY_EARG,
                     "no document has the field '%.*s': there is no metadata (see --meta "
                     "and --meta-pattern)",
                     (int)name.len, name.ptr);
  struct buffer list;
  buffer_init(&list, NULL, 4096);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) buffer_add_text(&list, ", ");
    buffer_add_str(&list, known[i]);
  }
  int nearest = suggest_nearest(name, known, count);
  error_set(err, ASSAY_EARG, "no document has the field '%.*s'%s%.*s%s; there are: %.*s",
            (int)name.len, name.ptr, nearest < 0 ? "" : ", did you mean '",
            nearest < 0 ? 0 : (int)known[nearest].len,
            nearest < 0 ? "" : known[nearest].ptr, nearest < 0 ? "" : "'?", (int)list.len,
            buffer_str(&list).ptr);
  buffer_free(&list);
  return ASSAY_EARG;
}

assay_status value_check_fields(const struct script *script, const assay_str *values,
                                const struct metadata *metadata, const struct table *own,
                                assay_error *err) {
  for (size_t i = 0; values && i < script->arg_count; i++) {
    bool asked = script->args[i].type == ARG_FIELD && values[i].ptr;
    if (!asked || str_equal(values[i], str_from("file"))) continue;
    if (metadata_find(metadata, values[i]) >= 0) continue;
    if (own && table_find(own, values[i]) != TABLE_NONE) continue;
    return fail_field(metadata, own, values[i], err);
  }
  return ASSAY_OK;
}

/* "--sources 'x': there are no texts to read (x: no such file or folder)" */
static assay_status fail_sources(const struct script_arg *arg, assay_str path,
                                 const struct corpus *corpus, assay_error *err) {
  size_t count;
  const struct corpus_note *notes = corpus_notes(corpus, &count);
  assay_str why = count > 0 ? notes[0].message : str_from("");
  return error_set(err, ASSAY_EARG, "--%.*s '%.*s': there are no texts to read%s%.*s%s",
                   (int)arg->name.len, arg->name.ptr, (int)path.len, path.ptr,
                   why.len > 0 ? " (" : "", (int)why.len, why.ptr,
                   why.len > 0 ? ")" : "");
}

/* The path is copied, because text need not end with a NUL. */
static assay_status open_sources(struct sources **out, const struct script_arg *arg,
                                 assay_str text, const struct corpus *like,
                                 const assay_tokenizer *tokenizer, assay_error *err) {
  struct buffer path;
  struct corpus *corpus = NULL;
  struct corpus_options options;
  memset(&options, 0, sizeof options);
  if (like) options = corpus_reading(like);
  buffer_init(&path, NULL, FILE_PATH_LIMIT);
  buffer_add_str(&path, text);
  buffer_add_char(&path, '\0');
  assay_status status = buffer_status(&path, "the name of a folder", err);
  const char *input = path.data;
  if (status == ASSAY_OK) status = corpus_open(&corpus, &options, &input, 1, err);
  if (status == ASSAY_OK && corpus_count(corpus) == 0) {
    status = fail_sources(arg, text, corpus, err);
    corpus_free(corpus);
  } else if (status == ASSAY_OK) {
    status = sources_new(out, corpus, tokenizer, NULL, err);
  }
  buffer_free(&path);
  return status;
}

assay_status value_open_sources(struct sources ***out, const struct script *script,
                                const assay_str *values, const struct corpus *like,
                                const assay_tokenizer *tokenizer, assay_error *err) {
  assay_allocator a = alloc_default();
  struct sources **sources = alloc_zero(&a, script->arg_count + 1, sizeof *sources);
  assay_status status = sources ? ASSAY_OK : error_memory(err, 0);
  for (size_t i = 0; status == ASSAY_OK && i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    assay_str text = values && values[i].ptr ? values[i] : arg->fallback;
    if (arg->type == ARG_CORPUS && text.ptr)
      status = open_sources(&sources[i], arg, text, like, tokenizer, err);
  }
  if (status == ASSAY_OK)
    *out = sources;
  else
    value_free_sources(sources, script);
  return status;
}

void value_free_sources(struct sources **sources, const struct script *script) {
  assay_allocator a = alloc_default();
  for (size_t i = 0; sources && i < script->arg_count; i++) sources_free(sources[i]);
  alloc_free(&a, sources, script->arg_count + 1, sizeof *sources);
}

/* A table with the set as `words` and the list's name and hash as `stamp`. */
static void push_stopword_table(lua_State *L, assay_str text) {
  assay_error err;
  lua_createtable(L, 0, 2);
  if (value_names_file(text)) {
    struct buffer *words = push_buffer(L);
    if (value_read_file(text, words, &err) != ASSAY_OK) raise(L, &err);
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

static void push_lexicon_file(lua_State *L, assay_str path) {
  assay_error err;
  struct buffer *text = push_buffer(L);
  if (value_read_file(path, text, &err) != ASSAY_OK) raise(L, &err);
  push_lexicon(L, buffer_str(text), path);
  lua_remove(L, -2);
}

/* The file as { name =, text =, lines = { ... } }; line ends are left out. */
static void push_file(lua_State *L, assay_str name) {
  assay_error err;
  struct buffer *text = push_buffer(L);
  if (value_read_text(name, text, &err) != ASSAY_OK) raise(L, &err);
  lua_createtable(L, 0, 3);
  push_str(L, name);
  lua_setfield(L, -2, "name");
  push_str(L, buffer_str(text));
  lua_setfield(L, -2, "text");
  lua_newtable(L);
  size_t at = 0;
  for (lua_Integer i = 1; at < text->len; i++) {
    const char *line = text->data + at, *end = memchr(line, '\n', text->len - at);
    size_t len = end ? (size_t)(end - line) : text->len - at;
    at += len + 1;
    if (len > 0 && line[len - 1] == '\r') len--;
    lua_pushlstring(L, line, len);
    lua_rawseti(L, -2, i);
  }
  lua_setfield(L, -2, "lines");
  lua_remove(L, -2);
}

/* { min =, max = } of two values on the top. */
static void push_ends(lua_State *L) {
  lua_createtable(L, 0, 2);
  lua_insert(L, -2);
  lua_setfield(L, -2, "max");
  lua_insert(L, -2);
  lua_setfield(L, -2, "min");
}

static void push_value(lua_State *L, const struct script_arg *arg, assay_str text);

static void push_list(lua_State *L, const struct script_arg *arg, assay_str text) {
  struct script_arg one = *arg;
  assay_str item;
  one.type = arg->of;
  lua_newtable(L);
  for (lua_Integer i = 1; value_next_item(&text, &item); i++) {
    push_value(L, &one, item);
    lua_rawseti(L, -2, i);
  }
}

/* Pushes the value of a text that script_check_value accepted. */
static void push_value(lua_State *L, const struct script_arg *arg, assay_str text) {
  int64_t first = 0, last = 0;
  double number = 0, most = 0;
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
    lua_pushinteger(L, first);
    lua_pushinteger(L, last);
    push_ends(L);
    return;
  case ARG_INTERVAL:
    value_interval(text, &number, &most);
    lua_pushnumber(L, number);
    lua_pushnumber(L, most);
    push_ends(L);
    return;
  case ARG_DATE:
    lua_pushcfunction(L, new_date);
    push_str(L, text);
    lua_call(L, 1, 1);
    return;
  case ARG_LIST:
    push_list(L, arg, text);
    return;
  case ARG_FILE:
    push_file(L, text);
    return;
  case ARG_STOPWORDS:
    push_stopword_table(L, text);
    return;
  case ARG_LEXICON:
    push_lexicon_file(L, text);
    return;
  case ARG_STRING:
  case ARG_FIELD:
  case ARG_CHOICE:
  case ARG_CORPUS:
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
  return raise_unknown(L, "args", "argument", push_key_text(L, 2), lua_upvalueindex(1));
}

/* The argument's name with '_' for '-', as Lua writes it. */
static void push_name(lua_State *L, assay_str name) {
  push_str(L, name);
  luaL_gsub(L, lua_tostring(L, -1), "-", "_");
  lua_remove(L, -2);
}

void value_push_args(lua_State *L, const struct script *script, const assay_str *values,
                     struct sources *const *sources) {
  luaL_checkstack(L, 16, NULL);
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
    if (arg->type == ARG_CORPUS && sources && sources[i])
      push_sources(L, sources[i]);
    else if (text.ptr)
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
