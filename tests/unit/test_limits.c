/* test_limits.c - time and memory of a script: what is reached ends it, whatever it
** does. */
#include "engine/state.h"

#include "unit.h"

#include <lauxlib.h>
#include <string.h>
#include <time.h>

static assay_error failure;

static double allowed = 0.1; /* seconds */
static bool no_watchdog, trusted;

/* Runs the source with that time and 64 MiB; the seconds it took. */
static double run(const char *source, const atomic_bool *stop) {
  struct state room;
  struct timespec begin, end;
  const struct state_options options = {.memory = 64 << 20,
                                        .seconds = allowed,
                                        .stop = stop,
                                        .trusted = trusted,
                                        .no_watchdog = no_watchdog};
  assay_str text = {source, strlen(source)};
  failure.message[0] = '\0';
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  ck_assert_int_eq(state_open(&room, &options, NULL), ASSAY_OK);
  state_load(&room, S("t.lua"), text, &failure);
  state_close(&room);
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  ck_assert_uint_eq(limits_used(&room.limits), 0);
  return (double)(end.tv_sec - begin.tv_sec) +
         (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

static void ck_ends(const char *source, const char *reason) {
  run(source, NULL);
  ck_assert_msg(strstr(failure.message, reason) != NULL, "'%s' is not in '%s' of\n%s",
                reason, failure.message, source);
}

START_TEST(time_is_limited) {
  double seconds = run("while true do end", NULL);
  ck_assert(strstr(failure.message, "the time limit was reached") != NULL);
  ck_assert(strstr(failure.message, "0.1 s of processor time") != NULL);
  ck_assert(seconds >= 0.1 && seconds < 1); /* generous: machines are shared */
}
END_TEST

/* With a watchdog, and with a hook that counts. */
static void check_uncatchable(void) {
  static const char *const sources[] = {
      "while true do pcall(function() while true do end end) end",
      "xpcall(function() while true do end end, function() while true do end end)",
      "local f = coroutine.wrap(function() while true do end end) "
      "while true do pcall(f) end",
      "while true do coroutine.resume(coroutine.create(function() while true do end "
      "end)) "
      "end",
      "local t <close> = setmetatable({}, { __close = function() while true do end end "
      "}) "
      "while true do end",
      "local co = coroutine.create(function() "
      "local t <close> = setmetatable({}, { __close = function() while true do end end "
      "}) "
      "coroutine.yield() end) coroutine.resume(co) "
      "while true do pcall(coroutine.close, co) end",
      "while true do load('while true do end')() end",
      "return ('a'):rep(500):find('.-.-.-.-b')",
      "return ('a'):rep(300000):match('.-b')",
      "return ('a'):rep(500):gsub('.-.-.-.-b', '')",
      "for x in ('a'):rep(500):gmatch('.-.-.-.-b') do end",
      "table.sort({ 3, 2, 1 }, function() while true do end end)",
      "local t = setmetatable({}, { __index = function() while true do end end }) "
      "return t.x",
      "local s = ('x'):rep(2 ^ 23) while true do local t = s:upper() end",
      "local s, t = ('x'):rep(2 ^ 23), ('x'):rep(2 ^ 23) while true do local u = s < t "
      "end",
      "local s = ('x'):rep(2 ^ 22) while true do local t = s .. 'y' end",
      "while true do string.rep('', 1 << 60) end",
  };
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
    ck_ends(sources[i], "the time limit was reached");
}

START_TEST(a_limit_cannot_be_caught) {
  check_uncatchable();
}
END_TEST

START_TEST(a_limit_cannot_be_caught_without_a_watchdog) {
  no_watchdog = true;
  check_uncatchable();
}
END_TEST

START_TEST(trusted_scripts_are_limited) {
  trusted = true;
  ck_ends("while true do pcall(function() while true do end end) end",
          "the time limit was reached");
  ck_ends("local f = coroutine.wrap(function() while true do end end) "
          "while true do pcall(f) end",
          "the time limit was reached");
}
END_TEST

/* Calls one after another, each shorter than the limit; then one that is not. */
START_TEST(each_call_has_its_time) {
  struct state room;
  const struct state_options options = {.memory = 64 << 20, .seconds = 0.2};
  const assay_str work = S("for i = 1, 1e6 do end"), loop = S("while true do end");
  ck_assert_int_eq(state_open(&room, &options, NULL), ASSAY_OK);
  for (int i = 0; i < 100; i++) {
    assay_status status = state_load(&room, S("t.lua"), work, &failure);
    ck_assert_msg(status == ASSAY_OK, "%s", failure.message);
    lua_settop(room.L, 0);
  }
  ck_assert_int_eq(state_load(&room, S("t.lua"), loop, &failure), ASSAY_ESCRIPT);
  ck_assert(strstr(failure.message, "the time limit was reached") != NULL);
  limits_forgive(&room.limits, room.L);
  ck_assert_int_eq(state_load(&room, S("t.lua"), work, &failure), ASSAY_OK);
  ck_assert_int_eq(state_load(&room, S("t.lua"), loop, &failure), ASSAY_ESCRIPT);
  state_close(&room);
  ck_assert_uint_eq(limits_used(&room.limits), 0);
}
END_TEST

/* The walk to each level is as long as the level is deep. */
START_TEST(a_deep_stack_without_a_line_of_the_script_is_not_walked) {
  const char *source = "load('local function f(a, b, c, d, e, g, h, i, j, k) "
                       "return f() + 1 end f()')()";
  allowed = 5;
  ck_assert(run(source, NULL) < 2); /* else tens of seconds */
  ck_assert(strstr(failure.message, "stack overflow") != NULL);
}
END_TEST

START_TEST(memory_cannot_be_caught) {
  const double before = allowed;
  allowed = 10; /* sanitizers are slow to fill it */
  ck_ends("local t = {} for i = 1, 1e9 do t[i] = {} end", "limited to 67108864 bytes");
  ck_ends("local t = {} while true do pcall(function() "
          "for i = 1, 1e9 do t[#t + 1] = {} end end) end",
          "limited to 67108864 bytes");
  ck_ends("local s = 'x' while true do s = s .. s end", "limited to 67108864 bytes");
  allowed = before;
}
END_TEST

START_TEST(ranges_are_limited) {
  ck_ends("table.move({}, 1, 1e12, 2)", "table.move: more values than the limit");
  ck_ends("table.concat(setmetatable({}, { __index = type }), '', 1, 1e15)",
          "table.concat: more values than the limit");
  ck_ends("table.sort(setmetatable({}, { __len = function() return 1 << 30 end }))",
          "__len cannot be sorted");
  ck_ends(
      "table.insert(setmetatable({}, { __len = function() return 1 << 53 end }), 1, 1) "
      "error('fine')",
      "fine");
  ck_ends("string.rep('xx', math.maxinteger)", "resulting string too large");
}
END_TEST

START_TEST(the_host_can_stop) {
  atomic_bool stop = true;
  for (int i = 0; i < 2; i++) {
    no_watchdog = i > 0;
    allowed = 0; /* no limit */
    run("while true do pcall(function() while true do end end) end", &stop);
    ck_assert(strstr(failure.message, "the run was stopped") != NULL);
  }
}
END_TEST

START_TEST(what_ends_in_time_is_left_alone) {
  static const char *const sources[] = {
      "assert(select('#', pcall(error, 'x')) == 2)",
      "local ok, m = xpcall(error, function(m) return m .. '!' end, 'x') assert(m == "
      "'x!')",
      "local ok, a, b = pcall(function(...) return ... end, 1, 2) assert(ok and b == 2)",
      "local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) "
      "return pcall(function() return coroutine.yield(b * 2) end) end) "
      "assert(co(1) == 2 and co(5) == 10) local ok, v = co(7) assert(ok and v == 7)",
      "local co = coroutine.create(function() error({}) end) "
      "local ok, e = coroutine.resume(co) assert(not ok and type(e) == 'table') "
      "ok, e = coroutine.resume(co) assert(e == 'cannot resume dead coroutine')",
      "local ok, e = coroutine.resume(coroutine.running()) "
      "assert(e == 'cannot resume non-suspended coroutine')",
      "local t = { 1, 2, 3 } table.insert(t, 1, 0) table.insert(t, 4) "
      "assert(table.remove(t) == 4 and table.remove(t, 1) == 0 and #t == 3) "
      "assert(table.concat(t, ',') == '1,2,3' and select('#', table.unpack(t)) == 3) "
      "assert(table.remove({}) == nil and #table.move(t, 1, 3, 2, {}) == 4)",
      "local t = {} for i = 1, 101000 do t[i] = i * 7919 % 200003 end table.sort(t) "
      "for i = 2, #t do assert(t[i - 1] <= t[i]) end",
      "local out = {} for k in pairs({ b = 1, a = 2, [2.5] = 3, 10, 20 }) do "
      "out[#out + 1] = tostring(k) end assert(table.concat(out, ' ') == '1 2 2.5 a b')",
      "local t = { a = 1, b = 2, c = 3 } for k in pairs(t) do t[k] = nil end "
      "assert(next(t) == nil)",
      "assert(tostring({}) == 'table' and ('%s %s'):format({}, 1) == 'table 1')",
      "assert(not pcall(rawset, string, 'x', 1) and rawset(_G, 'x', 1) and x == 1)",
      "local names = 0 for k in pairs(string) do names = names + 1 end assert(names == "
      "16)",
  };
  allowed = 10;
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
    run(sources[i], NULL);
    ck_assert_msg(failure.message[0] == '\0', "%s\nof %s", failure.message, sources[i]);
  }
}
END_TEST

UNIT_MAIN("limits", time_is_limited, a_limit_cannot_be_caught,
          a_limit_cannot_be_caught_without_a_watchdog, trusted_scripts_are_limited,
          each_call_has_its_time, a_deep_stack_without_a_line_of_the_script_is_not_walked,
          memory_cannot_be_caught, ranges_are_limited, the_host_can_stop,
          what_ends_in_time_is_left_alone)
