/*
** limits.c - counting memory, looking at the clock, and errors that cannot be caught.
*/
#include "engine/limits.h"

#include <lauxlib.h>
#include <time.h>

/* One look at the clock takes about 40 ns, an instruction that handles a block of this
** many bytes about as long as INTERVAL / 2 others. */
enum { INTERVAL = 1000, LARGE_BITS = 17, COLLECT_STEP = 16 << 20 };

struct limits *limits_of(lua_State *L) {
  void *ud;
  lua_getallocf(L, &ud);
  return ud;
}

/* -- Time ------------------------------------------------------------------------- */

static uint64_t clock_now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void hook(lua_State *L, lua_Debug *ar);

static void reach(lua_State *L, enum limit limit) {
  struct limits *limits = limits_of(L);
  limits->reached = limit;
  limits->interval = 1;
  if (limits->watchdog) watchdog_hear(limits->watchdog);
  lua_sethook(L, hook, LUA_MASKCOUNT, 1);
}

/* The hook is set in this coroutine, too: what it closes on its way out may loop. */
static int raise_reached(lua_State *L) {
  static const char *const texts[] = {[LIMIT_TIME] = "the time limit was reached",
                                      [LIMIT_MEMORY] = "the memory limit was reached",
                                      [LIMIT_STOP] = "the run was stopped"};
  lua_sethook(L, hook, LUA_MASKCOUNT, 1);
  return luaL_error(L, "%s", texts[limits_of(L)->reached]);
}

/* Time by the clock is never less than the processor's, and cheaper to ask for. */
static bool time_is_over(struct limits *limits) {
  if (limits->watchdog) return watchdog_is_late(limits->watchdog);
  if (limits->seconds <= 0 || !pthread_equal(limits->thread, pthread_self()))
    return false;
  uint64_t now = clock_now(CLOCK_MONOTONIC);
  if (now < limits->look_again) return false;
  uint64_t most = (uint64_t)(limits->seconds * 1e9);
  uint64_t used = clock_now(CLOCK_THREAD_CPUTIME_ID) - limits->cpu_start;
  if (used >= most) return true;
  limits->look_again = now + (most - used);
  return false;
}

void limits_check(lua_State *L) {
  struct limits *limits = limits_of(L);
  if (!limits->reached) {
    if (limits->stop && atomic_load(limits->stop))
      reach(L, LIMIT_STOP);
    else if (time_is_over(limits))
      reach(L, LIMIT_TIME);
    else
      return;
  }
  raise_reached(L);
}

/* Handles are small, what they stand for may be large: Lua's collector does not see it.
** */
void limits_tick(lua_State *L) {
  struct limits *limits = limits_of(L);
  long long used = atomic_load_explicit(&limits->account.used, memory_order_relaxed);
  if (used > 0 && (size_t)used >= limits->collect_at) {
    lua_gc(L, LUA_GCCOLLECT);
    size_t kept = (size_t)atomic_load(&limits->account.used);
    size_t twice = kept < limits->account.most / 2
                       ? kept * 2
                       : kept + (limits->account.most - kept) / 2;
    limits->collect_at = twice > kept + COLLECT_STEP ? twice : kept + COLLECT_STEP;
  }
  limits_check(L);
}

/* Asked by a meter before it gives a large block: C that works for long takes some. */
static bool is_over(void *ctx) {
  struct limits *limits = ctx;
  if (limits->stop && atomic_load(limits->stop)) return true;
  return time_is_over(limits);
}

static void hook(lua_State *L, lua_Debug *ar) {
  struct limits *limits = limits_of(L);
  (void)ar;
  limits_check(L);
  if (limits->watchdog)
    lua_sethook(L, NULL, 0, 0); /* it was meant for a call that had just ended */
  else if (lua_gethookcount(L) != limits->interval)
    lua_sethook(L, hook, LUA_MASKCOUNT, limits->interval);
}

/* Called by the watchdog, in its thread, while the state may run. Lua allows for a hook
** that is set at any moment, as from a signal: it is fields of the state and a mark in
** each call that is active. What could go wrong from another thread is that a coroutine
** or a call is freed meanwhile, and that a mark is written into what has become the call
** of a C function, where lua_pcallk keeps its handler in that place. Therefore the
** allocator, and what calls lua_pcallk, wait for the watchdog (wait_for_watchdog). */
static void set_hook(void *ctx) {
  struct limits *limits = ctx;
  lua_State *L = atomic_load(&limits->running);
  if (L) lua_sethook(L, hook, LUA_MASKCOUNT, 1);
}

static void wait_for_watchdog(const struct limits *limits) {
  const struct watchdog *watchdog = limits->watchdog;
  if (watchdog && watchdog_holds(watchdog)) watchdog_wait(watchdog);
}

static void limits_reset(struct limits *limits, lua_State *L) {
  limits->running = L;
  limits->interval = INTERVAL;
  limits->collect_at = COLLECT_STEP;
  if (limits->watchdog)
    lua_sethook(L, NULL, 0, 0);
  else
    lua_sethook(L, hook, LUA_MASKCOUNT, INTERVAL);
}

void limits_watch(struct limits *limits, lua_State *L, bool alone) {
  limits->thread = pthread_self();
  limits->account.is_over = is_over;
  limits->account.ctx = limits;
  limits->watchdog = alone ? NULL : watchdog_start(limits->stop, set_hook, limits);
  limits_reset(limits, L);
}

void limits_unwatch(struct limits *limits) {
  watchdog_end(limits->watchdog);
  limits->watchdog = NULL;
  limits->running = NULL;
}

void limits_forgive(struct limits *limits, lua_State *L) {
  limits->reached = LIMIT_NONE;
  limits->too_deep = false;
  limits->printed = 0;
  limits_reset(limits, L);
  lua_gc(L, LUA_GCCOLLECT);
}

void limits_begin(struct limits *limits) {
  if (limits->watchdog) {
    watchdog_begin_call(limits->watchdog, limits->seconds);
    return;
  }
  limits->thread = pthread_self();
  if (limits->seconds <= 0) return;
  limits->cpu_start = clock_now(CLOCK_THREAD_CPUTIME_ID);
  limits->look_again = clock_now(CLOCK_MONOTONIC) + (uint64_t)(limits->seconds * 1e9);
}

void limits_end(struct limits *limits) {
  if (limits->watchdog) watchdog_end_call(limits->watchdog);
}

/* -- Memory ----------------------------------------------------------------------- */

static int size_bits(size_t size) {
  int bits = 0;
  while (size >>= 1) bits++;
  return bits < LIMITS_CLASSES ? bits : LIMITS_CLASSES - 1;
}

/* Large blocks make single instructions slow: "a" .. large, large < other. The hook is
** set again only to come sooner: each setting begins the count anew, and a script that
** makes and drops large blocks would never be looked at. */
static void choose_interval(struct limits *limits) {
  int k = LIMITS_CLASSES - 1;
  while (k >= LARGE_BITS && limits->blocks[k] == 0) k--;
  int interval = k < LARGE_BITS ? INTERVAL : INTERVAL >> (k - LARGE_BITS + 1);
  if (interval < 1 || limits->reached) interval = 1;
  limits->interval = interval;
  lua_State *running = limits->running;
  if (running && lua_gethookcount(running) > interval)
    lua_sethook(running, hook, LUA_MASKCOUNT, interval);
}

static void count_block(struct limits *limits, size_t old, size_t size) {
  const size_t large = (size_t)1 << LARGE_BITS;
  if (limits->watchdog || (old < large && size < large)) return;
  if (old >= large) limits->blocks[size_bits(old)]--;
  if (size >= large) limits->blocks[size_bits(size)]++;
  choose_interval(limits);
}

/* A value that calls itself ("t.__call = t") makes Lua put it before its arguments again
** and again, out of reach of any hook, until a million slots are full: minutes. It shows
** when a stack is doubled of which the running function has most. */
static bool grows_without_end(struct limits *limits, const void *ptr, size_t size) {
  enum { SLOT = 16, MANY = 1 << 14, TOO_MANY = 1 << 17 };
  lua_State *running = limits->running;
  if (ptr || size < 2 * MANY * SLOT || !running) return false;
  size_t slots = (size_t)lua_gettop(running);
  if (slots < MANY || size / SLOT < 2 * slots) return false;
  return slots >= TOO_MANY || is_over(limits);
}

size_t limits_used(const struct limits *limits) {
  long long by_meters = atomic_load(&limits->account.used);
  return limits->account.own + (by_meters > 0 ? (size_t)by_meters : 0);
}

/* lua_Alloc's osize is a type tag when ptr is NULL: such a block counts from 0. */
void *limits_alloc(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct limits *limits = ud;
  size_t old = ptr ? osize : 0;
  wait_for_watchdog(limits);
  if (nsize > old && !meter_allows(&limits->account, nsize - old)) return NULL;
  if (grows_without_end(limits, ptr, nsize)) {
    limits->too_deep = true;
    return NULL;
  }
  void *moved = pool_resize(&limits->pool, ptr, old, nsize);
  if (!moved && nsize > 0) return NULL;
  limits->account.own = limits->account.own - old + nsize;
  count_block(limits, old, nsize);
  return moved;
}

/* -- What cannot catch a limit ----------------------------------------------------- */

/* Raises again what ended a protected call, if it was a limit. */
static void refuse_to_catch(lua_State *L, int status) {
  struct limits *limits = limits_of(L);
  if (status == LUA_ERRMEM && limits->too_deep && !limits->reached) {
    limits->too_deep = false;
    lua_pop(L, 1);
    lua_pushliteral(L, LIMITS_TOO_DEEP);
    return;
  }
  bool refused = status == LUA_ERRMEM || meter_refused(&limits->account);
  if (!limits->reached && refused) limits_check(L); /* was it time? */
  if (!limits->reached && refused) reach(L, LIMIT_MEMORY);
  if (limits->reached) raise_reached(L);
}

static int finish_pcall(lua_State *L, int status, lua_KContext below) {
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)below;
  refuse_to_catch(L, status);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

int limits_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  wait_for_watchdog(limits_of(L));
  lua_pushboolean(L, 1);
  lua_insert(L, 1); /* true, function, arguments */
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall);
  return finish_pcall(L, status, 0);
}

/* The handler runs after the stack is unwound, not within the hook that raised, where no
** further hook would stop it. Stack: handler, then as for pcall. */
static int finish_xpcall(lua_State *L, int status, lua_KContext below) {
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)below;
  refuse_to_catch(L, status);
  lua_pushvalue(L, 1);
  lua_insert(L, -2);
  refuse_to_catch(L, lua_pcall(L, 1, 1, 0)); /* its own error takes the place */
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

int limits_xpcall(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  wait_for_watchdog(limits_of(L));
  lua_pushvalue(L, 2); /* function, handler, arguments ..., handler */
  lua_insert(L, 1);
  lua_remove(L, 3); /* handler, function, arguments */
  lua_pushboolean(L, 1);
  lua_insert(L, 2); /* handler, true, function, arguments */
  int status = lua_pcallk(L, count - 2, LUA_MULTRET, 0, 1, finish_xpcall);
  return finish_xpcall(L, status, 1);
}

/* -- Coroutines --------------------------------------------------------------------- */

/* Resumes co with the `count` values on the top of L; moves its results, or its error, to
** L. The number of results, or -1. */
static int resume(lua_State *L, lua_State *co, int count) {
  struct limits *limits = limits_of(L);
  int results = 0;
  limits_check(L);
  if (!lua_checkstack(co, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, co, count);
  if (!limits->watchdog) lua_sethook(co, hook, LUA_MASKCOUNT, limits->interval);
  limits->running = co;
  int status = lua_resume(co, L, count, &results);
  limits->running = L;
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(co, L, 1);
    refuse_to_catch(L, status);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(co, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(co, L, results);
  return results;
}

int limits_resume(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  int results = resume(L, co, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  if (results < 0) results = 1;
  lua_insert(L, -1 - results);
  return results + 1;
}

/* The function that coroutine.wrap gives; upvalue 1 is the coroutine. */
static int call_wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int results = resume(L, co, lua_gettop(L));
  if (results >= 0) return results;
  int status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {
    limits_of(L)->running = co;
    lua_resetthread(co); /* closes variables */
    limits_of(L)->running = L;
  }
  refuse_to_catch(L, LUA_OK);
  if (lua_type(L, -1) == LUA_TSTRING) { /* as Lua does: where it was called */
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

int limits_wrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

/* Its variables are closed while the hook knows that it runs. */
int limits_close(lua_State *L) {
  struct limits *limits = limits_of(L);
  lua_State *co = lua_tothread(L, 1);
  int count = lua_gettop(L);
  limits_check(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  if (co && co != L) {
    if (!limits->watchdog) lua_sethook(co, hook, LUA_MASKCOUNT, limits->interval);
    limits->running = co;
  }
  int status = lua_pcall(L, count, LUA_MULTRET, 0);
  limits->running = L;
  refuse_to_catch(L, status);
  return status == LUA_OK ? lua_gettop(L) : lua_error(L);
}
