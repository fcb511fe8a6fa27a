/* test_watchdog.c - a call that takes long is interrupted, and no other. */
#include "engine/watchdog.h"

#include "unit.h"

#include <time.h>

static atomic_uint interrupted;
static atomic_bool held; /* while it was interrupted */
static struct watchdog *watchdog;

static void interrupt(void *ctx) {
  atomic_store(&held, watchdog_holds(*(struct watchdog **)ctx));
  atomic_fetch_add(&interrupted, 1);
}

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Works until the call is late, or so many seconds long; whether it is late. */
static bool work(double seconds) {
  const double end = now(CLOCK_THREAD_CPUTIME_ID) + seconds;
  while (!watchdog_is_late(watchdog) && now(CLOCK_THREAD_CPUTIME_ID) < end) {}
  return watchdog_is_late(watchdog);
}

/* False where there can be none: membarrier(2) may be missing. */
static bool start(const atomic_bool *stop) {
  atomic_store(&interrupted, 0);
  watchdog = watchdog_start(stop, interrupt, &watchdog);
  return watchdog != NULL;
}

START_TEST(a_long_call_is_interrupted) {
  if (!start(NULL)) return;
  watchdog_begin_call(watchdog, 0.05);
  const double begin = now(CLOCK_THREAD_CPUTIME_ID);
  ck_assert(work(10));
  ck_assert(now(CLOCK_THREAD_CPUTIME_ID) - begin >= 0.05);
  while (atomic_load(&interrupted) < 3) sched_yield(); /* until it is heard */
  ck_assert(atomic_load(&held));
  watchdog_hear(watchdog);
  watchdog_wait(watchdog);
  watchdog_end_call(watchdog);
  ck_assert(!watchdog_is_late(watchdog));
  watchdog_end(watchdog);
}
END_TEST

START_TEST(short_calls_are_not) {
  if (!start(NULL)) return;
  for (int i = 0; i < 40; i++) {
    watchdog_begin_call(watchdog, 0.1);
    ck_assert(!work(0.01));
    watchdog_begin_call(watchdog, 0.1); /* within */
    watchdog_end_call(watchdog);
    watchdog_end_call(watchdog);
  }
  ck_assert_uint_eq(atomic_load(&interrupted), 0);
  watchdog_begin_call(watchdog, 0.02);
  ck_assert(work(10));
  watchdog_end_call(watchdog);
  watchdog_end(watchdog);
}
END_TEST

/* What counts is the processor's time, not the clock's. */
START_TEST(a_call_that_sleeps_is_not) {
  const struct timespec nap = {0, 200000000};
  if (!start(NULL)) return;
  watchdog_begin_call(watchdog, 0.05);
  nanosleep(&nap, NULL);
  ck_assert(!watchdog_is_late(watchdog));
  watchdog_end_call(watchdog);
  watchdog_end(watchdog);
}
END_TEST

START_TEST(the_host_stops_any_call) {
  atomic_bool stop = false;
  const struct timespec nap = {0, 20000000};
  if (!start(&stop)) return;
  watchdog_begin_call(watchdog, 0);
  nanosleep(&nap, NULL);
  ck_assert(!watchdog_is_late(watchdog));
  atomic_store(&stop, true);
  ck_assert(work(10));
  watchdog_end_call(watchdog);
  watchdog_end(watchdog);
}
END_TEST

/* Asleep between calls, it wakes up for the next one. */
START_TEST(it_wakes_up) {
  const struct timespec nap = {0, 300000000};
  if (!start(NULL)) return;
  nanosleep(&nap, NULL);
  watchdog_begin_call(watchdog, 0.02);
  ck_assert(work(10));
  watchdog_end_call(watchdog);
  watchdog_end(watchdog);
  watchdog_end(NULL);
}
END_TEST

UNIT_MAIN("watchdog", a_long_call_is_interrupted, short_calls_are_not,
          a_call_that_sleeps_is_not, the_host_stops_any_call, it_wakes_up)
