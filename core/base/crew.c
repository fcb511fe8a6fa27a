/*
** crew.c - workers take the next number until there is none. Each then looks for the next
** job for a while and ends when none comes: nothing waits idle.
*/
#define _DEFAULT_SOURCE 1 /* the number of processors */
#include "base/crew.h"

#include "base/alloc.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

/* How long a worker waits awake, and how often it looks before it asks for the time. */
enum { AWAKE_MICROSECONDS = 2000, LOOKS = 64 };

struct helper { /* a worker that is not the calling thread */
  struct crew *crew;
  size_t worker;
  unsigned seen; /* the last call it has heard */
  bool started;  /* and not joined */
  bool ended;    /* guarded by the lock */
  pthread_t id;
};

struct crew {
  size_t size;
  bool awake; /* there is a processor for each worker */
  pthread_mutex_t lock;
  pthread_cond_t left;
  atomic_uint calls;  /* changed with the lock held, and so is what follows */
  atomic_size_t busy; /* helpers at work */
  bool open;          /* there is a job */
  bool ending;
  crew_job *job;
  void *ctx;
  size_t count, next;
  size_t failed_piece; /* count: none has */
  assay_status status;
  assay_error err;
  struct helper helpers[CREW_MOST];
};

/* -- Waiting ------------------------------------------------------------------------- */

static inline void pause_a_little(void) {
#if defined __x86_64__ || defined __i386__
  __builtin_ia32_pause();
#endif
}

static int64_t microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Until there is another call than the one that was seen. */
static void await_call(const struct crew *crew, unsigned seen) {
  const int64_t end = microseconds() + AWAKE_MICROSECONDS;
  while (crew->awake && microseconds() < end)
    for (int i = 0; i < LOOKS; i++, pause_a_little())
      if (atomic_load_explicit(&crew->calls, memory_order_relaxed) != seen) return;
}

static void await_helpers(const struct crew *crew) {
  const int64_t end = microseconds() + AWAKE_MICROSECONDS;
  while (crew->awake && microseconds() < end)
    for (int i = 0; i < LOOKS; i++, pause_a_little())
      if (atomic_load_explicit(&crew->busy, memory_order_relaxed) == 0) return;
}

/* -- Work ---------------------------------------------------------------------------- */

static bool next_piece(struct crew *crew, size_t *piece) {
  pthread_mutex_lock(&crew->lock);
  const bool more = crew->next < crew->count && crew->failed_piece == crew->count;
  if (more) *piece = crew->next++;
  pthread_mutex_unlock(&crew->lock);
  return more;
}

/* Pieces begin in order, so all before a failing one have begun and will be heard. */
static void piece_failed(struct crew *crew, size_t piece, assay_status status,
                         const assay_error *err) {
  pthread_mutex_lock(&crew->lock);
  if (piece < crew->failed_piece) {
    crew->failed_piece = piece;
    crew->status = status;
    crew->err = *err;
  }
  pthread_mutex_unlock(&crew->lock);
}

static void work(struct crew *crew, size_t worker) {
  size_t piece;
  while (next_piece(crew, &piece)) {
    assay_error err;
    assay_status status = crew->job(crew->ctx, worker, piece, &err);
    if (status != ASSAY_OK) piece_failed(crew, piece, status, &err);
  }
}

/* Looks for a job to take part in; one that is done already is let pass. False when none
** comes: then the thread ends. */
static bool join_call(struct helper *helper) {
  struct crew *crew = helper->crew;
  bool joined = false;
  while (!joined && !helper->ended) {
    await_call(crew, helper->seen);
    pthread_mutex_lock(&crew->lock);
    const unsigned calls = atomic_load(&crew->calls);
    helper->ended = calls == helper->seen || crew->ending;
    helper->seen = calls;
    joined = crew->open && !helper->ended;
    if (joined) atomic_fetch_add(&crew->busy, 1);
    pthread_mutex_unlock(&crew->lock);
  }
  return joined;
}

static void leave_call(struct crew *crew) {
  pthread_mutex_lock(&crew->lock);
  if (atomic_fetch_sub(&crew->busy, 1) == 1) pthread_cond_signal(&crew->left);
  pthread_mutex_unlock(&crew->lock);
}

static void *help(void *ctx) {
  struct helper *helper = ctx;
  while (join_call(helper)) {
    work(helper->crew, helper->worker);
    leave_call(helper->crew);
  }
  return NULL;
}

/* -- The calling thread -------------------------------------------------------------- */

static void start_helper(struct crew *crew, size_t i) {
  struct helper *helper = &crew->helpers[i];
  if (helper->started && !helper->ended) return;
  if (helper->started) pthread_join(helper->id, NULL);
  *helper = (struct helper){.crew = crew, .worker = i + 1};
  helper->seen = atomic_load(&crew->calls) - 1; /* it takes part in this one */
  helper->started = pthread_create(&helper->id, NULL, help, helper) == 0;
}

/* With all signals blocked: those of the process are for the host. */
static void start_helpers(struct crew *crew, size_t count) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (size_t i = 0; i < count; i++) start_helper(crew, i);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* False when it is at work. */
static bool crew_call(struct crew *crew, size_t count, crew_job *job, void *ctx) {
  pthread_mutex_lock(&crew->lock);
  const bool idle = !crew->open;
  if (idle) {
    crew->open = true;
    crew->job = job;
    crew->ctx = ctx;
    crew->count = crew->failed_piece = count;
    crew->next = 0;
    crew->status = ASSAY_OK;
    atomic_fetch_add(&crew->calls, 1);
    start_helpers(crew, (count < crew->size ? count : crew->size) - 1);
  }
  pthread_mutex_unlock(&crew->lock);
  return idle;
}

static assay_status crew_finish(struct crew *crew, assay_error *err) {
  pthread_mutex_lock(&crew->lock);
  crew->open = false;
  pthread_mutex_unlock(&crew->lock);
  await_helpers(crew);
  pthread_mutex_lock(&crew->lock);
  while (atomic_load(&crew->busy) > 0) pthread_cond_wait(&crew->left, &crew->lock);
  const assay_status status = crew->status;
  if (status != ASSAY_OK && err) *err = crew->err;
  pthread_mutex_unlock(&crew->lock);
  return status;
}

static assay_status work_alone(size_t count, crew_job *job, void *ctx, assay_error *err) {
  assay_error own;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = job(ctx, 0, i, err ? err : &own);
  return status;
}

assay_status crew_run(struct crew *crew, size_t count, crew_job *job, void *ctx,
                      assay_error *err) {
  if (!crew || count < 2 || !crew_call(crew, count, job, ctx))
    return work_alone(count, job, ctx, err);
  work(crew, 0);
  return crew_finish(crew, err);
}

/* -- Its life ------------------------------------------------------------------------ */

size_t crew_size(const struct crew *crew) {
  return crew ? crew->size : 1;
}

struct crew *crew_new(size_t size) {
  const assay_allocator a = alloc_default();
  if (size < 2) return NULL;
  struct crew *crew = alloc_zero(&a, 1, sizeof *crew);
  if (!crew) return NULL;
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  crew->size = size < CREW_MOST ? size : CREW_MOST;
  crew->awake = processors > 0 && crew->size <= (size_t)processors;
  pthread_mutex_init(&crew->lock, NULL);
  pthread_cond_init(&crew->left, NULL);
  return crew;
}

void crew_free(struct crew *crew) {
  const assay_allocator a = alloc_default();
  if (!crew) return;
  pthread_mutex_lock(&crew->lock);
  crew->ending = true;
  atomic_fetch_add(&crew->calls, 1);
  pthread_mutex_unlock(&crew->lock);
  for (size_t i = 0; i < CREW_MOST; i++)
    if (crew->helpers[i].started) pthread_join(crew->helpers[i].id, NULL);
  pthread_cond_destroy(&crew->left);
  pthread_mutex_destroy(&crew->lock);
  alloc_free(&a, crew, 1, sizeof *crew);
}
