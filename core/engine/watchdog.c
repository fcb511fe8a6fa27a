/*
** watchdog.c - one thread that sleeps. It does not know when a call began, only at which
** of its looks it first saw it; so it looks often enough that this makes no difference.
*/
#define _DEFAULT_SOURCE 1 /* syscall */
#include "engine/watchdog.h"

#include "base/alloc.h"

#include <sched.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/membarrier.h>
#include <sys/syscall.h>
#endif

enum {
  LOOKS = 50,         /* in the time that a call may take */
  SHORTEST = 1000000, /* nanoseconds between two looks */
  LONGEST = 50000000, /* the same; somebody may want it to stop */
  AGAIN = 2000000,    /* the call went on to another coroutine: once more */
  STACK = 128 << 10,  /* bytes */
};

/* -- All threads at a point -------------------------------------------------------- */

#if defined(__linux__) && defined(SYS_membarrier)

static bool can_order(void) {
  long known = syscall(SYS_membarrier, MEMBARRIER_CMD_QUERY, 0, 0);
  return known >= 0 && (known & MEMBARRIER_CMD_PRIVATE_EXPEDITED) &&
         (known & MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
}

/* Once for a process; takes some milliseconds the first time. */
static bool may_order(void) {
  return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
}

/* When it returns, each thread of the process has seen what this one wrote before, and
** this one sees what they wrote. */
static bool order_all(void) {
  return syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) == 0;
}

#else

static bool can_order(void) {
  return false;
}

static bool may_order(void) {
  return false;
}

static bool order_all(void) {
  return false;
}

#endif

/* -- The calls ---------------------------------------------------------------------- */

static void use_thread(struct watchdog *w) {
  pthread_t self = pthread_self();
  clockid_t clock;
  if (w->calls > 0 && pthread_equal(w->owner, self)) return;
  w->owner = self;
  const bool known = pthread_getcpuclockid(self, &clock) == 0;
  if (known) atomic_store(&w->clock, clock);
  atomic_store(&w->knows_clock, known);
}

void watchdog_begin_call(struct watchdog *w, double seconds) {
  use_thread(w);
  w->depth++;
  atomic_store_explicit(&w->most, (uint64_t)(seconds * 1e9), memory_order_relaxed);
  atomic_store(&w->call, ++w->calls);
  if (!atomic_load(&w->asleep)) return;
  pthread_mutex_lock(&w->lock);
  pthread_cond_signal(&w->wake);
  pthread_mutex_unlock(&w->lock);
}

void watchdog_end_call(struct watchdog *w) {
  const bool within = --w->depth > 0;
  atomic_store_explicit(&w->call, within ? ++w->calls : 0, memory_order_release);
}

void watchdog_hear(struct watchdog *w) {
  atomic_store(&w->heard, atomic_load(&w->call));
}

bool watchdog_is_late(const struct watchdog *w) {
  uint64_t call = atomic_load_explicit(&w->call, memory_order_relaxed);
  return call > 0 && atomic_load_explicit(&w->late, memory_order_relaxed) == call;
}

void watchdog_wait(const struct watchdog *w) {
  while (watchdog_holds(w)) sched_yield();
}

/* -- The watchdog's thread ----------------------------------------------------------- */

struct sight { /* what the last look saw */
  uint64_t call;
  uint64_t begin; /* of the call, or less than that: processor time of its thread */
  bool known;
};

/* After order_all the calling thread sees that the watchdog holds, and waits before it
** gives anything back; what it was about to give back before that it had unlinked, and
** the watchdog sees that. */
static void interrupt_call(struct watchdog *w, uint64_t call) {
  atomic_store(&w->late, call);
  atomic_store(&w->holds, true);
  const bool ordered = order_all() || (may_order() && order_all());
  if (ordered && atomic_load(&w->call) == call) w->interrupt(w->ctx);
  atomic_store_explicit(&w->holds, false, memory_order_release);
}

static uint64_t used_time(struct watchdog *w, struct sight *sight, uint64_t call) {
  struct timespec now;
  if (!atomic_load(&w->knows_clock) || clock_gettime(atomic_load(&w->clock), &now) != 0)
    return 0;
  uint64_t time = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
  if (sight->call != call || !sight->known) sight->begin = time;
  sight->known = true;
  return time - sight->begin;
}

static uint64_t between(uint64_t least, uint64_t x, uint64_t most) {
  return x < least ? least : x > most ? most : x;
}

/* Nanoseconds to the next look; 0: nothing runs, nor did it at the last look. */
static uint64_t look(struct watchdog *w, struct sight *sight) {
  const uint64_t call = atomic_load(&w->call), most = atomic_load(&w->most);
  const uint64_t often = most > 0 ? between(SHORTEST, most / LOOKS, LONGEST) : LONGEST;
  const bool idle = call == 0 && sight->call == 0;
  const uint64_t used = call > 0 ? used_time(w, sight, call) : 0;
  const bool first = sight->call != call;
  sight->call = call;
  if (call == 0) return idle ? 0 : often;
  if (atomic_load(&w->heard) == call) return LONGEST;
  if ((w->stop && atomic_load(w->stop)) || (most > 0 && used >= most)) {
    interrupt_call(w, call);
    return AGAIN;
  }
  if (first || most == 0) return often;
  return between(SHORTEST / 10, most - used, LONGEST);
}

/* Until a call begins; called with the lock held. */
static void sleep_long(struct watchdog *w) {
  atomic_store(&w->asleep, true);
  while (!w->closing && atomic_load(&w->call) == 0) pthread_cond_wait(&w->wake, &w->lock);
  atomic_store(&w->asleep, false);
}

static void sleep_for(struct watchdog *w, uint64_t nanoseconds) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  nanoseconds += (uint64_t)until.tv_nsec;
  until.tv_sec += (time_t)(nanoseconds / 1000000000u);
  until.tv_nsec = (long)(nanoseconds % 1000000000u);
  pthread_cond_timedwait(&w->wake, &w->lock, &until);
}

static void *run_watchdog(void *ctx) {
  struct watchdog *w = ctx;
  struct sight sight = {0, 0, false};
  may_order(); /* now, as it takes time; what fails is tried again when it is needed */
  pthread_mutex_lock(&w->lock);
  while (!w->closing) {
    pthread_mutex_unlock(&w->lock);
    const uint64_t wait = look(w, &sight);
    pthread_mutex_lock(&w->lock);
    if (w->closing) break;
    if (wait > 0)
      sleep_for(w, wait);
    else
      sleep_long(w);
  }
  pthread_mutex_unlock(&w->lock);
  return NULL;
}

/* -- Its life ---------------------------------------------------------------------- */

static bool start_thread(struct watchdog *w) {
  pthread_attr_t attributes;
  sigset_t all, before;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_attr_setstacksize(&attributes, STACK);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const bool started = pthread_create(&w->thread, &attributes, run_watchdog, w) == 0 ||
                       pthread_create(&w->thread, NULL, run_watchdog, w) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  return started;
}

static void free_watchdog(struct watchdog *w) {
  assay_allocator a = alloc_default();
  pthread_cond_destroy(&w->wake);
  pthread_mutex_destroy(&w->lock);
  alloc_free(&a, w, 1, sizeof *w);
}

struct watchdog *watchdog_start(const atomic_bool *stop, void (*interrupt)(void *ctx),
                                void *ctx) {
  assay_allocator a = alloc_default();
  struct watchdog *w = can_order() ? alloc_zero(&a, 1, sizeof *w) : NULL;
  pthread_condattr_t clock;
  if (!w) return NULL;
  may_order(); /* takes no time as long as this is the only thread of the process */
  w->stop = stop;
  w->interrupt = interrupt;
  w->ctx = ctx;
  pthread_condattr_init(&clock);
  pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
  pthread_mutex_init(&w->lock, NULL);
  pthread_cond_init(&w->wake, &clock);
  pthread_condattr_destroy(&clock);
  if (start_thread(w)) return w;
  free_watchdog(w);
  return NULL;
}

void watchdog_end(struct watchdog *w) {
  if (!w) return;
  pthread_mutex_lock(&w->lock);
  w->closing = true;
  pthread_cond_signal(&w->wake);
  pthread_mutex_unlock(&w->lock);
  pthread_join(w->thread, NULL);
  free_watchdog(w);
}
