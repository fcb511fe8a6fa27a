/* test_contract.c - accumulators leave a state, merge, and enter another. */
#include "engine/contract.h"

#include "base/alloc.h"
#include "count/counter.h"
#include "engine/state.h"
#include "lua/binding.h"
#include "unit.h"

#include <lauxlib.h>

static struct state room;
static assay_error failure;

/* Pushes what the source returns. */
static void push(const char *source) {
  assay_str text = {source, strlen(source)};
  ck_assert_msg(state_load(&room, S("t"), text, &failure) == ASSAY_OK, "%s",
                failure.message);
}

static int take(lua_State *L) {
  bundle_take(L, 1, lua_touserdata(L, 2));
  return 0;
}

/* Takes the bundle that the source returns; the message when that fails, else NULL. */
static const char *take_from(const char *source, struct bundle *bundle) {
  memset(bundle, 0, sizeof *bundle);
  lua_settop(room.L, 0);
  push(source);
  lua_pushcfunction(room.L, take);
  lua_pushvalue(room.L, 1);
  lua_pushlightuserdata(room.L, bundle);
  assay_status status = state_call(&room, 2, 0, S("t"), S(""), NULL, &failure);
  return status == ASSAY_OK ? NULL : failure.message;
}

static void setup_room(void) {
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
}

static void ck_refused(const char *source, const char *piece) {
  struct bundle bundle;
  const char *message = take_from(source, &bundle);
  ck_assert_msg(message && strstr(message, piece), "got '%s', expected '%s'",
                message ? message : "(taken)", piece);
  ck_assert_ptr_null(bundle.entries);
}

START_TEST(taken_in_the_order_of_names) {
  setup_room();
  struct bundle bundle;
  ck_assert_ptr_null(take_from("local assay = require 'assay'\n"
                               "kept = rawset(_G, 'kept', assay.counter()) and _G.kept\n"
                               "kept:add('x', 3)\n"
                               "return { zeta = kept, alpha = assay.rows { 'a' },\n"
                               "  mid = assay.grid(), grams = assay.ngrams {} }",
                               &bundle));
  ck_assert_uint_eq(bundle.count, 4);
  ck_assert_str_eq(bundle.entries[0].name, "alpha");
  ck_assert_str_eq(bundle.entries[1].name, "grams");
  ck_assert_str_eq(bundle.entries[2].name, "mid");
  ck_assert_str_eq(bundle.entries[3].name, "zeta");
  ck_assert_ptr_eq(bundle.entries[0].accumulator.class, &rows_class);
  ck_assert_int_eq(counter_get(bundle.entries[3].accumulator.object, S("x")), 3);
  /* The handles in the state are closed now. */
  push("return select(2, pcall(kept.add, kept, 'x'))");
  ck_assert_ptr_nonnull(strstr(lua_tostring(room.L, -1), "handed to the engine"));
  state_close(&room);
  ck_assert_int_eq(counter_get(bundle.entries[3].accumulator.object, S("x")), 3);
  bundle_free(&bundle);
  ck_assert_uint_eq(bundle.count, 0);
  bundle_free(&bundle);
}
END_TEST

START_TEST(nothing_else_travels) {
  setup_room();
  ck_refused("return 1", "new() must return a table of accumulators, not a number");
  ck_refused("return nil", "not a nil");
  ck_refused("return { hits = 0 }",
             "only accumulators travel between shards; 'hits' is a "
             "number");
  ck_refused("return { hits = {} }", "'hits' is a table");
  ck_refused("return { p = require 'assay'.pattern 'x' }", "'p' is a userdata");
  ck_refused("return { require 'assay'.counter() }", "need names");
  ck_refused("local c = require 'assay'.counter()\nc:close()\nreturn { c = c }",
             "the accumulator 'c' is closed");
  ck_refused("local c = require 'assay'.counter()\nreturn { a = c, b = c }",
             "new() returned the same counter under two names");
  state_close(&room);
}
END_TEST

START_TEST(names_have_a_limit) {
  setup_room();
  struct bundle bundle;
  ck_assert_ptr_null(
      take_from("return { [('n'):rep(63)] = require 'assay'.counter() }", &bundle));
  ck_assert_uint_eq(strlen(bundle.entries[0].name), 63);
  bundle_free(&bundle);
  ck_refused("return { [('n'):rep(64)] = require 'assay'.counter() }",
             "is limited to 63 bytes");
  ck_refused("return { ['a\\0' .. ('n'):rep(5000)] = require 'assay'.counter() }",
             "is limited to 63 bytes");
  ck_refused("return { ['a\\0b'] = require 'assay'.counter() }", "has a NUL in it");
  state_close(&room);
}
END_TEST

START_TEST(merging_and_entering_another_state) {
  setup_room();
  struct bundle one, two;
  ck_assert_ptr_null(take_from("local c = require 'assay'.counter()\nc:add('x', 3)\n"
                               "return { c = c }",
                               &one));
  ck_assert_ptr_null(take_from("local c = require 'assay'.counter()\nc:add('x', 4)\n"
                               "c:add('y')\nreturn { c = c }",
                               &two));
  ck_assert_int_eq(bundle_merge(&one, &two, &failure), ASSAY_OK);
  bundle_free(&two);
  state_close(&room);
  setup_room();
  push("return function(acc) return acc.c:get('x') * 10 + acc.c:get('y') end");
  bundle_push(room.L, &one);
  ck_assert_int_eq(state_call(&room, 1, 1, S("t"), S(""), NULL, &failure), ASSAY_OK);
  ck_assert_int_eq(lua_tointeger(room.L, -1), 71);
  bundle_free(&one);
  state_close(&room); /* frees what was pushed */
}
END_TEST

START_TEST(what_was_encoded_counts_in_a_report) {
  struct bundle one, again = {NULL, 0};
  struct buffer bytes;
  setup_room();
  ck_assert_ptr_null(take_from("local c = require 'assay'.counter()\nc:add('x', 3)\n"
                               "return { c = c }",
                               &one));
  state_close(&room);
  buffer_init(&bytes, NULL, 1 << 16);
  ck_assert_int_eq(bundle_encode(&one, &bytes, &failure), ASSAY_OK);
  ck_assert_int_eq(bundle_decode(&again, buffer_str(&bytes), &failure), ASSAY_OK);
  bundle_free(&one);
  const struct state_options little = {.memory = 8 << 20};
  ck_assert_int_eq(state_open(&room, &little, NULL), ASSAY_OK);
  push("return function(acc) for i = 1, 1e6 do acc.c:add('key' .. i) end end");
  bundle_push(room.L, &again);
  ck_assert_int_eq(state_call(&room, 1, 0, S("t"), S(""), NULL, &failure), ASSAY_ESCRIPT);
  ck_assert_ptr_nonnull(strstr(failure.message, "limited to 8388608 bytes"));
  bundle_free(&again);
  state_close(&room);
  buffer_free(&bytes);
}
END_TEST

START_TEST(different_shards_do_not_merge) {
  setup_room();
  static const char *const others[] = {
      "return {}", "return { d = require 'assay'.counter() }",
      "return { c = require 'assay'.grid() }",
      "return { c = require 'assay'.counter(), d = require 'assay'.counter() }"};
  struct bundle one, other;
  ck_assert_ptr_null(take_from("return { c = require 'assay'.counter() }", &one));
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    ck_assert_ptr_null(take_from(others[i], &other));
    ck_assert_int_eq(bundle_merge(&one, &other, &failure), ASSAY_ESCRIPT);
    ck_assert_ptr_nonnull(strstr(failure.message, "different accumulators"));
    bundle_free(&other);
  }
  bundle_free(&one);
  ck_assert_ptr_null(take_from("return { r = require 'assay'.rows { 'a' } }", &one));
  ck_assert_ptr_null(take_from("return { r = require 'assay'.rows { 'b' } }", &other));
  ck_assert_int_eq(bundle_merge(&one, &other, &failure), ASSAY_ESCRIPT);
  ck_assert_str_eq(failure.message, "the accumulator 'r' differs between shards: cannot "
                                    "merge rows of other columns");
  bundle_free(&one);
  bundle_free(&other);
  state_close(&room);
}
END_TEST

static int check(lua_State *L) {
  contract_check(L, 1);
  return 0;
}

START_TEST(only_marked_tables_are_analyses) {
  static const char *const bad[] = {"return {}", "return 1", "return"};
  setup_room();
  for (size_t i = 0; i < 3; i++) {
    push(bad[i]);
    lua_pushcfunction(room.L, check);
    lua_insert(room.L, -2);
    ck_assert_int_eq(state_call(&room, 1, 0, S("t"), S(""), NULL, &failure),
                     ASSAY_ESCRIPT);
  }
  push("local t = { name = 'n', summary = 's', new = print, map = print, report = print "
       "}\n"
       "require 'assay'.analysis(t)\nreturn t");
  lua_pushcfunction(room.L, check);
  lua_insert(room.L, -2);
  ck_assert_int_eq(state_call(&room, 1, 0, S("t"), S(""), NULL, &failure), ASSAY_OK);
  state_close(&room);
}
END_TEST

UNIT_MAIN("contract", taken_in_the_order_of_names, nothing_else_travels,
          names_have_a_limit, merging_and_entering_another_state,
          what_was_encoded_counts_in_a_report, different_shards_do_not_merge,
          only_marked_tables_are_analyses)
