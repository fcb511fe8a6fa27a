/* test_state.c - the closed room: what can be reached in it, and what it refuses. */
#include "engine/state.h"

#include "base/buffer.h"
#include "unit.h"

#include <lauxlib.h>
#include <stdio.h>

/* All that a script can reach by name. Whoever adds to it says why in engine/state.c. */
static const char golden[] =
    "_VERSION assert coroutine.close coroutine.create coroutine.isyieldable "
    "coroutine.resume coroutine.running coroutine.status coroutine.wrap coroutine.yield "
    "error getmetatable ipairs load math.abs math.acos math.asin math.atan math.ceil "
    "math.cos math.deg math.exp math.floor math.fmod math.huge math.log math.max "
    "math.maxinteger math.min math.mininteger math.modf math.pi math.rad math.random "
    "math.sin math.sqrt math.tan math.tointeger math.type math.ult next pairs pcall "
    "print "
    "rawequal rawget rawlen rawset require select setmetatable string.byte string.char "
    "string.find string.format string.gmatch string.gsub string.len string.lower "
    "string.match string.pack string.packsize string.rep string.reverse string.sub "
    "string.unpack string.upper table.concat table.insert table.move table.pack "
    "table.remove table.sort table.unpack tonumber tostring type utf8.char "
    "utf8.charpattern utf8.codepoint utf8.codes utf8.len utf8.offset xpcall";

/* Walks the environment and the metatable of strings; tables by their first name. */
static const char walk[] =
    "local names, seen = {}, { [_G] = true }\n"
    "local function visit(t, prefix)\n"
    "  seen[t] = true\n"
    "  for k, v in pairs(t) do\n"
    "    if type(v) ~= 'table' then names[#names + 1] = prefix .. k\n"
    "    elseif not seen[v] then visit(v, prefix .. k .. '.') end\n"
    "  end\n"
    "  local meta = getmetatable(t)\n"
    "  if meta then visit(meta, prefix .. 'META.') end\n"
    "end\n"
    "visit(_G, '')\n"
    "assert(getmetatable('') == false)\n"
    "for k, v in pairs(string) do assert((''):len() == 0 and ('')[k] == v) end\n"
    "table.sort(names)\n"
    "return table.concat(names, ' ')\n";

static struct state room;
static assay_error failure;

static assay_status load_text(const char *source) {
  assay_str text = {source, strlen(source)};
  return state_load(&room, S("t.lua"), text, &failure);
}

/* Runs the source in a new room; what it returned, as text, stays until the next. */
static const char *run(const char *source) {
  static char result[8192];
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  if (load_text(source) == ASSAY_OK) {
    const char *text = luaL_tolstring(room.L, -1, NULL);
    ck_assert_uint_lt(strlen(text), sizeof result);
    memcpy(result, text, strlen(text) + 1);
  } else {
    ck_assert_int_eq(failure.status, ASSAY_ESCRIPT);
    ck_assert_str_eq(failure.source, "t.lua");
    memcpy(result, failure.message, strlen(failure.message) + 1);
  }
  state_close(&room);
  return result;
}

static void ck_holds(const char *text, const char *piece) {
  ck_assert_msg(strstr(text, piece) != NULL, "'%s' is not in '%s'", piece, text);
}

START_TEST(the_environment_is_the_golden_list) {
  ck_assert_str_eq(run(walk), golden);
}
END_TEST

START_TEST(dangerous_names_are_not_defined) {
  static const char *const names[] = {"io",     "os",       "debug",          "package",
                                      "dofile", "loadfile", "collectgarbage", "warn"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char source[64], expected[64];
    snprintf(source, sizeof source, "return %s", names[i]);
    snprintf(expected, sizeof expected, "the global '%s' is not defined", names[i]);
    ck_holds(run(source), expected);
  }
  ck_holds(run("return string.dump"), "string has no function 'dump'");
  ck_holds(run("return ('').dump"), "string has no function 'dump'");
  ck_assert_str_eq(run("return getmetatable('')"), "false");
  ck_assert_str_eq(run("return '10' + ('2'):rep(2)"), "32");
  ck_holds(run("return math.randomseed"), "math has no function 'randomseed'");
  ck_holds(run("return require 'io'"), "cannot require 'io'");
  ck_assert_str_eq(run("return type(require 'assay')"), "table");
  ck_assert_str_eq(run("return _G._G == _G and getmetatable(_G)"), "false");
}
END_TEST

START_TEST(misspelt_and_undeclared_globals) {
  ck_holds(run("return tostrng(1)"),
           "the global 'tostrng' is not defined, did you mean 'tostring'?");
  ck_holds(run("local a\ncount = 1"),
           "assignment to the undeclared global 'count' (write 'local count')");
  ck_assert_uint_eq(failure.line, 2);
}
END_TEST

START_TEST(bytecode_is_refused) {
  ck_assert_str_eq(run("local f, message = load('\\27Lua')\nreturn tostring(f)"), "nil");
  ck_holds(run("return select(2, load('\\27LuaS', 'x', 'b'))"), "binary chunk");
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(load_text("\x1BLuaT"), ASSAY_ESCRIPT);
  ck_holds(failure.message, "binary chunk");
  state_close(&room);
}
END_TEST

START_TEST(load_stays_in_the_room) {
  ck_holds(run("return load('return io')()"), "the global 'io' is not defined");
  ck_assert_str_eq(run("return load('return x', 'c', 't', { x = 3 })()"), "3");
  ck_holds(run("return load('return io', 'c', 't', nil)()"), "attempt to index a nil");
  ck_holds(run("return select(2, load('x ='))"), "unexpected symbol");
  ck_holds(run("return load(function() return 'return 1' end)"), "string expected");
}
END_TEST

START_TEST(finalizers_are_refused) {
  ck_holds(run("setmetatable({}, { __gc = function() end })"),
           "a metatable with __gc is not possible in a script");
  ck_holds(run("setmetatable({}, { __gc = true })"), "__gc");
  /* Added later it is never called. */
  ck_assert_str_eq(run("local called = false\n"
                       "local meta = {}\n"
                       "setmetatable({}, meta)\n"
                       "meta.__gc = function() called = true end\n"
                       "for i = 1, 1e5 do local t = { i } end\n"
                       "return called"),
                   "false");
  ck_assert_str_eq(run("return getmetatable(setmetatable({}, { __metatable = 1 }))"),
                   "1");
  ck_holds(run("setmetatable(setmetatable({}, { __metatable = 1 }), {})"), "protected");
}
END_TEST

START_TEST(the_memory_limit_is_named) {
  ck_assert_int_eq(state_open(&room, &(struct state_options){.memory = 1 << 20}, NULL),
                   ASSAY_OK);
  ck_assert_int_eq(load_text("local t = {}\nfor i = 1, 1e9 do t[i] = { i } end"),
                   ASSAY_ESCRIPT);
  ck_assert_str_eq(failure.message,
                   "not enough memory (a script is limited to 1048576 bytes)");
  ck_assert_int_eq(load_text("return ('x'):rep(1e8)"), ASSAY_ESCRIPT);
  ck_holds(failure.message, "limited to 1048576 bytes");
  /* The room is still good for something small. */
  ck_assert_int_eq(load_text("return 1 + 1"), ASSAY_OK);
  ck_assert_int_eq(lua_tointeger(room.L, -1), 2);
  ck_assert_uint_le(limits_used(&room.limits), room.limits.account.most);
  state_close(&room);
  ck_assert_uint_eq(limits_used(&room.limits), 0);
  ck_assert_int_eq(state_open(&room, &(struct state_options){.memory = 1000}, &failure),
                   ASSAY_ENOMEM);
  ck_assert_int_eq(state_open(&room, &(struct state_options){.memory = 20000}, &failure),
                   ASSAY_ENOMEM);
  ck_assert_uint_eq(limits_used(&room.limits), 0);
}
END_TEST

START_TEST(errors_have_line_and_caret) {
  ck_assert_str_eq(run("local a = 1\nlocal b = = 2"),
                   "unexpected symbol near '='\n    2 | local b = = 2"
                   "\n      |         ^");
  ck_assert_uint_eq(failure.line, 2);
  ck_assert_str_eq(run("local doc\nreturn doc.name"),
                   "attempt to index a nil value (local 'doc')\n    2 | return doc.name"
                   "\n      |        ^^^");
}
END_TEST

START_TEST(errors_of_any_kind_have_a_line) {
  ck_holds(run("error('no position', 0)"),
           "no position\n    1 | error('no position', 0)");
  ck_assert_uint_eq(failure.line, 1);
  /* Raised by Lua's library for the script: nearest line of the script. */
  ck_holds(run("local t = { {}, {} }\n\ntable.sort(t)"), "attempt to compare two table");
  ck_assert_uint_eq(failure.line, 3);
  ck_holds(run("\nerror({})"), "an error value that is a table");
  ck_assert_uint_eq(failure.line, 2);
  ck_holds(run("error()"), "an error value that is nil");
  ck_holds(run("error(setmetatable({}, { __tostring = function() return 'mine' end }))"),
           "mine");
  ck_holds(run("error(12)"), "12");
  ck_holds(run("local function f() return f() + 1 end\nf()"), "stack overflow");
}
END_TEST

START_TEST(long_messages_leave_room_for_the_line) {
  const char *message = run("error(('\xC3\xA9'):rep(5000))");
  ck_holds(message, "...\n    1 | error(");
  ck_assert_uint_lt(strlen(message), 500);
}
END_TEST

START_TEST(a_mark_and_a_first_line_for_the_shell_are_passed) {
  ck_assert_str_eq(run("\xEF\xBB\xBFreturn 1"), "1");
  ck_assert_str_eq(run("#!/usr/bin/env assay run\nreturn 2"), "2");
  ck_assert_str_eq(run("\xEF\xBB\xBF#!x\nreturn 3"), "3");
  ck_assert_str_eq(run("#"), "nil");
  ck_holds(run("#!x\nreturn nothing"), "'nothing'");
  ck_assert_uint_eq(failure.line, 2);
}
END_TEST

static void keep_line(void *ctx, assay_str line) {
  struct buffer *out = ctx;
  buffer_add_str(out, line);
  buffer_add_char(out, '\n');
}

START_TEST(print_goes_to_the_host) {
  struct buffer out;
  buffer_init(&out, NULL, 1000);
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(load_text("print('nobody listens')"), ASSAY_OK);
  room.print = keep_line;
  room.print_ctx = &out;
  ck_assert_int_eq(load_text("print('a', 1, nil, true) print() print('b\\nc')"),
                   ASSAY_OK);
  ck_str(buffer_str(&out), "a\t1\tnil\ttrue\n\nb\nc\n");
  buffer_free(&out);
  state_close(&room);
}
END_TEST

START_TEST(random_numbers_depend_on_the_seed_alone) {
  static const char source[] = "return ('%d %d'):format(math.random(1 << 40), "
                               "math.random(1 << 40))";
  char first[64];
  snprintf(first, sizeof first, "%s", run(source));
  ck_assert_str_eq(run(source), first);
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(load_text("return math.random"), ASSAY_OK);
  int random = lua_gettop(room.L);
  lua_Number drawn[3];
  for (size_t i = 0; i < 3; i++) {
    state_seed(&room, i == 2 ? 7 : 8 - i);
    lua_pushvalue(room.L, random);
    ck_assert_int_eq(lua_pcall(room.L, 0, 1, 0), LUA_OK);
    drawn[i] = lua_tonumber(room.L, -1);
  }
  ck_assert(drawn[0] != drawn[1]); /* seeds 8 and 7 */
  ck_assert(drawn[1] == drawn[2]);
  state_close(&room);
}
END_TEST

START_TEST(calls_leave_the_stack_as_promised) {
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(load_text("return function(a, b) return a + b, 'more' end"), ASSAY_OK);
  lua_pushvalue(room.L, -1);
  lua_pushinteger(room.L, 2);
  lua_pushinteger(room.L, 3);
  ck_assert_int_eq(state_call(&room, 2, 1, S("t.lua"), S(""), NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(lua_gettop(room.L), 2);
  ck_assert_int_eq(lua_tointeger(room.L, -1), 5);
  lua_pop(room.L, 1);
  lua_pushboolean(room.L, 1);
  lua_pushinteger(room.L, 3);
  assay_status status = state_call(&room, 2, 1, S("t.lua"), S("x\n"), "while adding",
                                   &failure);
  ck_assert_int_eq(status, ASSAY_ESCRIPT);
  ck_assert_int_eq(lua_gettop(room.L), 0);
  ck_holds(failure.message, "attempt to perform arithmetic on a boolean value");
  ck_holds(failure.message, "(while adding)");
  state_close(&room);
}
END_TEST

/* Calls what the source returns; the status, the message in `failure`. */
static assay_status call_of(const char *source) {
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_msg(load_text(source) == ASSAY_OK, "%s", failure.message);
  assay_status status = state_call(&room, 0, 0, S("t.lua"), S("x\n"), "while reporting",
                                   &failure);
  state_close(&room);
  return status;
}

START_TEST(fields_that_are_nil_may_have_been_misspelt) {
  ck_holds(run("local t = { hits = 1 }\nreturn t.hitz.x"),
           "(field 'hitz'), did you mean 'hits'?");
  ck_holds(run("local t = { hits = 1 }\nlocal function f() return t:hit() end\n"
               "return f()"),
           "(method 'hit'), did you mean 'hits'?");
  static const char *const none[] = {
      "local t = { hits = 1 }\nreturn t.zzzz.x", "local t = {}\nreturn t.hitz.x",
      "local t = { hits = 1 }\nerror(\"x (field 'hitz')\")",
      "local t = {}\nfor i = 1, 1000 do t['hit' .. i] = i end\nreturn t.hits.x"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    const char *message = run(none[i]);
    ck_assert_msg(!strstr(message, "did you mean"), "%s", message);
  }
}
END_TEST

START_TEST(usage_errors_have_their_message_and_no_line) {
#define RAISE "local assay = require 'assay'; "
  ck_assert_int_eq(call_of(RAISE "return function() assay.usage_error('no x') end"),
                   ASSAY_EARG);
  ck_assert_str_eq(failure.message, "no x");
  ck_assert_str_eq(failure.source, "");
  ck_assert_uint_eq(failure.line, 0);
  ck_assert_int_eq(call_of(RAISE "return function()\n"
                                 "  local ok, e = pcall(assay.usage_error, 'no y')\n"
                                 "  coroutine.wrap(function() error(e) end)() end"),
                   ASSAY_EARG);
  ck_assert_str_eq(failure.message, "no y");
  ck_assert_int_eq(call_of(RAISE "return function()\n"
                                 "  local _, e = pcall(assay.usage_error, 'no z')\n"
                                 "  error(tostring(e)) end"),
                   ASSAY_ESCRIPT);
  ck_holds(failure.message, "no z (while reporting)");
  ck_assert_int_eq(call_of("return function() error({ message = 'no z' }) end"),
                   ASSAY_ESCRIPT);
  ck_assert_int_eq(call_of(RAISE "return function() assay.usage_error({}) end"),
                   ASSAY_ESCRIPT);
  ck_holds(failure.message, "string expected, got table");
  ck_holds(run(RAISE "assay.usage_error('too early')"), "too early");
}
END_TEST

UNIT_MAIN("state", the_environment_is_the_golden_list, dangerous_names_are_not_defined,
          misspelt_and_undeclared_globals, bytecode_is_refused, load_stays_in_the_room,
          finalizers_are_refused, the_memory_limit_is_named, errors_have_line_and_caret,
          errors_of_any_kind_have_a_line, long_messages_leave_room_for_the_line,
          a_mark_and_a_first_line_for_the_shell_are_passed, print_goes_to_the_host,
          random_numbers_depend_on_the_seed_alone, calls_leave_the_stack_as_promised,
          fields_that_are_nil_may_have_been_misspelt,
          usage_errors_have_their_message_and_no_line)
