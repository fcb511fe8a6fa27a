/* test_lua_pattern.c - our pattern matcher against Lua's own, and what only ours
** refuses. */
#include "engine/lua_pattern.h"

#include "engine/state.h"
#include "unit.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

/* 60,000 calls with patterns and subjects that are made of few pieces, so that they often
** match. One line a call; an error is one that the pattern has, or one on the way. */
static const char calls[] =
    "local seed = 12345\n"
    "local function random(n)\n"
    "  seed = (seed * 1103515245 + 12345) % 2147483648\n"
    "  return seed // 65536 % n + 1\n"
    "end\n"
    "local pieces = { 'a', 'b', '.', '%a', '%d', '%S', '[ab]', '[^a]', '[a-c1]', '(', "
    "')',\n"
    "  '()', '*', '+', '-', '?', '^', '$', '%1', '%b()', '%f[%w]', '%', '[', ']', '%%',\n"
    "  '[]]', '[%]a]', '[a-]', ' ' }\n"
    "local letters = { 'a', 'b', 'c', '1', ' ', '(', ')', ']', '-', '%' }\n"
    "local function make(from, most)\n"
    "  local out = {}\n"
    "  for i = 1, random(most) do out[i] = from[random(#from)] end\n"
    "  return table.concat(out)\n"
    "end\n"
    "local function gather(s, p)\n"
    "  local out = {}\n"
    "  for a, b in s:gmatch(p) do out[#out + 1] = tostring(a) .. ';' .. tostring(b) end\n"
    "  return table.concat(out, ',')\n"
    "end\n"
    "local function show(ok, ...)\n"
    "  local out = { ok and 'ok' or 'error' }\n"
    "  if ok then for i = 1, select('#', ...) do out[#out + 1] = tostring((select(i, "
    "...))) end end\n"
    "  return table.concat(out, '|')\n"
    "end\n"
    "local lines = {}\n"
    "for i = 1, 15000 do\n"
    "  local s, p, from = make(letters, 12), make(pieces, 6), random(4)\n"
    "  local head = '<' .. s .. '> <' .. p .. '> '\n"
    "  lines[#lines + 1] = head .. show(pcall(string.find, s, p, from))\n"
    "  lines[#lines + 1] = head .. show(pcall(string.match, s, p, -from))\n"
    "  lines[#lines + 1] = head .. show(pcall(string.gsub, s, p, '<%0%%>', 3))\n"
    "  lines[#lines + 1] = head .. show(pcall(gather, s, p))\n"
    "end\n"
    "return table.concat(lines, '\\n')\n";

static void ck_same_line(const char *ours, const char *theirs, size_t len, size_t other) {
  /* Ours looks at all of a pattern first; Lua's may fail to match before it finds the
  ** mistake. */
  if (len > 5 && memcmp(ours + len - 5, "error", 5) == 0) return;
  ck_assert_msg(len == other && memcmp(ours, theirs, len) == 0, "%.*s\nbut Lua: %.*s",
                (int)len, ours, (int)other, theirs);
}

START_TEST(results_are_those_of_lua) {
  struct state room;
  lua_State *L = luaL_newstate();
  luaL_openlibs(L);
  ck_assert_int_eq(luaL_dostring(L, calls), LUA_OK);
  const char *theirs = lua_tostring(L, -1);
  ck_assert_int_eq(state_open(&room, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(state_load(&room, S("t.lua"), S(calls), NULL), ASSAY_OK);
  const char *ours = lua_tostring(room.L, -1);
  size_t matched = 0, lines = 0;
  while (*ours) {
    size_t len = strcspn(ours, "\n"), other = strcspn(theirs, "\n");
    ck_same_line(ours, theirs, len, other);
    matched += len > 3 && memcmp(ours + len - 3, "nil", 3) != 0;
    lines++;
    ours += len + (ours[len] == '\n');
    theirs += other + (theirs[other] == '\n');
  }
  ck_assert_uint_eq(lines, 60000);
  ck_assert_uint_gt(matched, 20000);
  state_close(&room);
  lua_close(L);
}
END_TEST

static const char *reason(const char *pattern) {
  static char memory[1 << 16];
  assay_str source = {pattern, strlen(pattern)};
  ck_assert_uint_le(lua_pattern_size(source.len), sizeof memory);
  void *p = memory;
  return lua_pattern_compile(p, source);
}

START_TEST(mistakes_are_named) {
  ck_assert_ptr_null(reason("(%a+)=(.-)$"));
  ck_assert_str_eq(reason("%"), "malformed pattern (ends with '%')");
  ck_assert_str_eq(reason("[a"), "malformed pattern (missing ']')");
  ck_assert_str_eq(reason("%bx"), "malformed pattern (missing arguments to '%b')");
  ck_assert_str_eq(reason("%fa"), "missing '[' after '%f' in pattern");
  ck_assert_str_eq(reason("(a"), "unfinished capture");
  ck_assert_str_eq(reason("a)"), "invalid pattern capture");
  ck_assert_str_eq(reason("%1"), "invalid capture index in pattern");
  ck_assert_str_eq(reason("(a%1)"), "invalid capture index in pattern");
  ck_assert_str_eq(
      reason("()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()"
             "()"),
      "too many captures");
}
END_TEST

static size_t ticks;

static void count_tick(void *ctx) {
  (void)ctx;
  ticks++;
}

/* Thirteen seconds in Lua's own matcher: here the clock is looked at on the way. */
START_TEST(backtracking_ticks) {
  static char subject[500], memory[1 << 12];
  memset(subject, 'a', sizeof subject);
  void *p = memory;
  struct lua_match m = {.subject = {subject, sizeof subject}, .tick = count_tick};
  ticks = 0;
  ck_assert_ptr_null(lua_pattern_compile(p, S(".-.-b")));
  ck_assert_int_eq(lua_pattern_match(p, &m, 0), LUA_MATCH_NO);
  ck_assert_uint_ge(ticks, m.steps / 4096);
  ck_assert_uint_ge(m.steps, 500 * 500 / 2);
}
END_TEST

START_TEST(what_nests_too_deep_is_told) {
  static char source[1000], subject[1000], memory[1 << 17];
  for (int i = 0; i < 1000; i += 2) source[i] = 'a', source[i + 1] = '?';
  memset(subject, 'a', sizeof subject);
  void *p = memory;
  struct lua_match m = {.subject = {subject, sizeof subject}};
  assay_str text = {source, sizeof source};
  ck_assert_uint_le(lua_pattern_size(text.len), sizeof memory);
  ck_assert_ptr_null(lua_pattern_compile(p, text));
  ck_assert_int_eq(lua_pattern_match(p, &m, 0), LUA_MATCH_TOO_COMPLEX);
}
END_TEST

UNIT_MAIN("lua_pattern", results_are_those_of_lua, mistakes_are_named, backtracking_ticks,
          what_nests_too_deep_is_told)
