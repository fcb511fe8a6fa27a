/*
** module.c - luaopen_assay: the module table. A stock lua5.4 loads it with
** require "assay"; the engine preloads it into its closed states.
*/
#include "assay_lua.h"
#include "lua/binding.h"

static const luaL_Reg functions[] = {{"analysis", new_analysis},
                                     {"association", measure_association},
                                     {"counter", new_counter},
                                     {"date", new_date},
                                     {"decode", decode_accumulator},
                                     {"dispersion", measure_dispersion},
                                     {"distinct", new_distinct},
                                     {"diversity", measure_diversity},
                                     {"document", new_document},
                                     {"fold", text_fold},
                                     {"graphemes", text_graphemes},
                                     {"grid", new_grid},
                                     {"keyness", measure_keyness},
                                     {"language", text_language},
                                     {"lexicon", new_lexicon},
                                     {"moments", new_moments},
                                     {"ngrams", new_ngrams},
                                     {"normalize", text_normalize},
                                     {"p_value", measure_p_value},
                                     {"passages", new_passages},
                                     {"pattern", new_pattern},
                                     {"quantiles", new_quantiles},
                                     {"reader", new_reader},
                                     {"regex", new_regex},
                                     {"rows", new_rows},
                                     {"sample", new_sample},
                                     {"sentences", text_sentences},
                                     {"sorted", sorted_pairs},
                                     {"split", text_split},
                                     {"stem", text_stem},
                                     {"stopwords", text_stopwords},
                                     {"suggest", text_suggest},
                                     {"top", new_top},
                                     {"trim", text_trim},
                                     {"usage_error", raise_usage},
                                     {"width", text_columns},
                                     {"windows", new_windows},
                                     {"words", text_words},
                                     {NULL, NULL}};

/* Calls upvalue 1, a function of ours, in this frame; it has no upvalues of its own. */
static int ticked(lua_State *L) {
  session_tick(L);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static void push_functions(lua_State *L) {
  luaL_newlibtable(L, functions);
  for (const luaL_Reg *f = functions; f->name; f++) {
    lua_pushcfunction(L, f->func);
    lua_pushcclosure(L, ticked, 1);
    lua_setfield(L, -2, f->name);
  }
}

/* assay.countr: upvalue 1 is the table of names. */
static int unknown_function(lua_State *L) {
  return raise_unknown(L, "assay", "function", push_key_text(L, 2), lua_upvalueindex(1));
}

static int module_newindex(lua_State *L) {
  return luaL_error(L, "the table 'assay' is read-only");
}

static void define_classes(lua_State *L) {
  class_define(L, &corpus_class);
  class_define(L, &date_class);
  class_define(L, &document_class);
  class_define(L, &hit_class);
  class_define(L, &lexicon_class);
  class_define(L, &quote_class);
  class_define(L, &pattern_class);
  class_define(L, &regex_class);
  class_define(L, &counter_handle_class);
  class_define(L, &distinct_handle_class);
  class_define(L, &grid_handle_class);
  class_define(L, &moments_handle_class);
  class_define(L, &ngrams_handle_class);
  class_define(L, &passages_handle_class);
  class_define(L, &quantiles_handle_class);
  class_define(L, &rows_handle_class);
  class_define(L, &sample_handle_class);
  class_define(L, &top_handle_class);
  class_define(L, &sources_class);
  class_define(L, &windows_handle_class);
}

/* Pushes the module; open: with what reads files. */
static int push_module(lua_State *L, bool open) {
  luaL_checkversion(L);
  define_classes(L);
  push_functions(L);
  if (open) {
    lua_pushcfunction(L, new_corpus);
    lua_setfield(L, -2, "corpus");
  }
  lua_pushstring(L, assay_version());
  lua_setfield(L, -2, "version");
  lua_pushstring(L, assay_unicode_version());
  lua_setfield(L, -2, "unicode_version");
  lua_newtable(L);
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, unknown_function, 1);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, module_newindex);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  return 1;
}

int luaopen_assay(lua_State *L) {
  return push_module(L, true);
}

int module_open_closed(lua_State *L) {
  return push_module(L, false);
}
