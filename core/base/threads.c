/*
** threads.c - threads that take the next number until there is none. They live as long as
** the call: nothing waits idle, and nothing has to be shut down.
*/
#include "base/threads.h"

#include <pthread.h>
#include <signal.h>

struct crew {
  thread_job *job;
  void *ctx;
  size_t jobs;
  pthread_mutex_t lock; /* guards what follows */
  size_t next;
  size_t failed_job; /* jobs: none has */
  assay_status status;
  assay_error err;
};

struct worker {
  struct crew *crew;
  size_t number;
  pthread_t id;
};

static bool crew_next(struct crew *crew, size_t *job) {
  pthread_mutex_lock(&crew->lock);
  const bool more = crew->next < crew->jobs && crew->failed_job == crew->jobs;
  if (more) *job = crew->next++;
  pthread_mutex_unlock(&crew->lock);
  return more;
}

/* Jobs begin in order, so all before a failing one have begun and will be heard. */
static void crew_fail(struct crew *crew, size_t job, assay_status status,
                      const assay_error *err) {
  pthread_mutex_lock(&crew->lock);
  if (job < crew->failed_job) {
    crew->failed_job = job;
    crew->status = status;
    crew->err = *err;
  }
  pthread_mutex_unlock(&crew->lock);
}

static void *work(void *ctx) {
  const struct worker *worker = ctx;
  struct crew *crew = worker->crew;
  size_t job;
  while (crew_next(crew, &job)) {
    assay_error err;
    assay_status status = crew->job(crew->ctx, worker->number, job, &err);
    if (status != ASSAY_OK) crew_fail(crew, job, status, &err);
  }
  return NULL;
}

/* With all signals blocked: those of the process are for the host. */
static size_t start(struct crew *crew, struct worker *workers, size_t count) {
  sigset_t all, before;
  size_t started = 1;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (; started < count; started++) {
    workers[started] = (struct worker){.crew = crew, .number = started};
    if (pthread_create(&workers[started].id, NULL, work, &workers[started]) != 0) break;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

assay_status threads_run(size_t threads, size_t jobs, thread_job *job, void *ctx,
                         assay_error *err) {
  struct worker workers[THREADS_MOST];
  struct crew crew = {.job = job, .ctx = ctx, .jobs = jobs, .failed_job = jobs};
  if (jobs == 0) return ASSAY_OK;
  if (threads > THREADS_MOST) threads = THREADS_MOST;
  if (threads > jobs) threads = jobs;
  pthread_mutex_init(&crew.lock, NULL);
  workers[0] = (struct worker){.crew = &crew, .number = 0};
  const size_t started = start(&crew, workers, threads);
  work(&workers[0]);
  for (size_t i = 1; i < started; i++) pthread_join(workers[i].id, NULL);
  pthread_mutex_destroy(&crew.lock);
  if (crew.status != ASSAY_OK && err) *err = crew.err;
  return crew.status;
}
