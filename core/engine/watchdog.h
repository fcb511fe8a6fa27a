#ifndef ASSAY_ENGINE_WATCHDOG_H
#define ASSAY_ENGINE_WATCHDOG_H
/*
** watchdog.h - a thread that sees how long calls take, so that the calls themselves need
** not look at a clock. It reads the processor time of the thread that a call is in, and
** interrupts a call that took more than it may, or that somebody wants to end.
**
** What interrupts reaches into memory that the call uses. While it does, the watchdog
** holds: the call must not free that memory, and asks watchdog_wait before it does. The
** call pays for that with one read; that the read can be so cheap is the doing of
** membarrier(2), so there is a watchdog on Linux only. Signals are not used.
**
** begin, end, late and wait are for the thread of the calls, one at a time.
*/
#include "assay.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

struct watchdog {
  pthread_t thread;
  pthread_mutex_t lock; /* guards closing, and going to sleep */
  pthread_cond_t wake;
  bool closing;
  const atomic_bool *stop;      /* ends any call; may be NULL */
  void (*interrupt)(void *ctx); /* in the watchdog's thread, as it holds */
  void *ctx;                    /* of interrupt */
  atomic_uint_fast64_t call;    /* the number of the one that runs; 0: none */
  atomic_uint_fast64_t late;    /* the number of the one that is to end */
  atomic_uint_fast64_t heard;   /* the number of the one that knows */
  atomic_uint_fast64_t most;    /* nanoseconds of a call; 0: any */
  _Atomic clockid_t clock;      /* of the thread that calls */
  atomic_bool asleep, holds, knows_clock;
  uint64_t calls; /* begun; of the calling thread, like what follows */
  unsigned depth; /* of calls within calls */
  pthread_t owner;
};

/* Starts the thread, with all signals blocked. NULL where there can be none. Owned. */
struct watchdog *watchdog_start(const atomic_bool *stop, void (*interrupt)(void *ctx),
                                void *ctx);
/* Ends the thread; between calls. NULL: nothing happens. */
void watchdog_end(struct watchdog *w);
/* A call begins, within another or not, and may take so many seconds; 0: any number. */
void watchdog_begin_call(struct watchdog *w, double seconds);
void watchdog_end_call(struct watchdog *w);
/* The call that runs knows that it is to end: it is not interrupted again. */
void watchdog_hear(struct watchdog *w);
/* Is the call that runs to end? From any thread. */
bool watchdog_is_late(const struct watchdog *w);
/* Waits as long as the watchdog holds. Before memory is given back. */
void watchdog_wait(const struct watchdog *w);

static inline bool watchdog_holds(const struct watchdog *w) {
  return atomic_load_explicit(&w->holds, memory_order_acquire);
}

#endif
