/*
** mapping.c - workers take shards as they come; the calling thread merges their results in
** shard order and watches. Where order makes no difference, each worker merges what its
** own shards gave, and the calling thread only what the workers have in the end.
** A run stops at the first failing shard, first by order, not by time, so that errors are
** the same whatever the number of threads.
*/
#include "engine/mapping.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "engine/budget.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 64, AHEAD = 4, WATCH_MILLISECONDS = 50 };

enum slot_state { SLOT_FREE = 0, SLOT_DONE };

struct mapping_thread {
  struct mapping *m;
  pthread_t id;
  struct bundle own; /* of its shards, where they commute; no entries: of none yet */
};

struct mapping {
  struct shared_run shared;
  size_t shard_count, thread_count;
  struct budget budget;
  uint64_t bytes; /* of all documents */
  assay_allocator alloc;
  pthread_mutex_t lock; /* guards what follows */
  pthread_cond_t changed;
  size_t next;   /* shard to hand out */
  size_t merged; /* shards merged so far */
  size_t most;   /* shards from here on are not handed out: one before failed */
  struct shard_result *results; /* by shard % (threads * AHEAD) */
  enum slot_state *slots;
  size_t slot_count;
  assay_status failed; /* of a worker that could not start */
  assay_error err;

  struct bundle total;        /* of the shards merged; what it has does not change */
  bool commutes;              /* total, and so all shards that are like it */
  struct mapping_thread *threads; /* thread_count */
  struct run_result *out;
  struct run_problem *problems;
  size_t problem_cap;
};

/* -- Workers ----------------------------------------------------------------------------
 */

/* The next shard to map, or false when there is none for this thread. */
static bool mapping_next_shard(struct mapping *m, size_t *shard) {
  pthread_mutex_lock(&m->lock);
  while (m->next < m->most && m->next >= m->merged + m->slot_count &&
         !atomic_load(&m->shared->stop))
    pthread_cond_wait(&m->changed, &m->lock);
  bool more = m->next < m->most && !atomic_load(&m->shared->stop);
  if (more) *shard = m->next++;
  pthread_mutex_unlock(&m->lock);
  return more;
}

static void mapping_deliver(struct mapping *m, size_t shard, struct shard_result *result) {
  pthread_mutex_lock(&m->lock);
  if (result->status != ASSAY_OK && shard < m->most) m->most = shard + 1;
  m->results[shard % m->slot_count] = *result;
  m->slots[shard % m->slot_count] = SLOT_DONE;
  pthread_cond_broadcast(&m->changed);
  pthread_mutex_unlock(&m->lock);
}

static void mapping_fail(struct mapping *m, assay_status status, const assay_error *err) {
  pthread_mutex_lock(&m->lock);
  if (m->failed == ASSAY_OK) {
    m->failed = status;
    m->err = *err;
  }
  atomic_store(&m->shared->stop, true);
  pthread_cond_broadcast(&m->changed);
  pthread_mutex_unlock(&m->lock);
}

static assay_status merge_bundles(const struct mapping *m, struct bundle *into,
                                  const struct bundle *from, assay_error *err) {
  assay_status status = bundle_merge(into, from, err);
  if (status == ASSAY_ESCRIPT) error_name_source(err, m->shared->script->path);
  return status;
}

/* Keeps what a shard gave, or makes it ready for the calling thread. */
static void mapping_keep(struct mapping_thread *thread, struct shard_result *result) {
  const struct mapping *m = thread->mapping;
  const struct bundle none = {NULL, 0};
  if (result->status != ASSAY_OK) return;
  if (!m->commutes || !bundle_alike(&m->total, &result->bundle)) {
    result->status = bundle_settle(&result->bundle, &result->err);
  } else if (!thread->own.entries) {
    thread->own = result->bundle;
    result->bundle = none;
    bundle_limit(&thread->own, m->budget.of_thread);
  } else {
    result->status = merge_bundles(m, &thread->own, &result->bundle, &result->err);
    bundle_free(&result->bundle);
  }
}

static void *mapping_worker(void *ctx) {
  struct mapping_thread *thread = ctx;
  struct mapping *m = thread->mapping;
  struct worker worker;
  assay_error err;
  assay_status status = worker_open(&worker, &m->shared, &err);
  if (status != ASSAY_OK) mapping_fail(m, status, &err);
  size_t shard;
  while (status == ASSAY_OK && mapping_next_shard(m, &shard)) {
    struct shard_result result;
    worker_map(&worker, shard, &result);
    mapping_keep(thread, &result);
    mapping_deliver(m, shard, &result);
  }
  if (status == ASSAY_OK) {
    status = bundle_settle(&thread->own, &err);
    if (status != ASSAY_OK) mapping_fail(m, status, &err);
  }
  worker_close(&worker);
  return NULL;
}

/* -- Merging, in the calling thread
 * ------------------------------------------------------- */

static assay_status mapping_keep_problem(struct mapping *m, const struct shard_problem *problem,
                                     assay_error *err) {
  struct run_result *out = m->out;
  void *problems = m->problems;
  if (!alloc_grow(&m->alloc, &problems, &m->problem_cap, out->problem_count + 1,
                  sizeof *m->problems))
    return error_memory(err, 0);
  m->problems = problems;
  struct run_problem *kept = &m->problems[out->problem_count];
  kept->path = arena_copy(out->arena, problem->path);
  kept->message = arena_copy(out->arena, problem->message);
  kept->unread = problem->unread;
  if (!kept->path.ptr || !kept->message.ptr) return error_memory(err, 0);
  out->problem_count++;
  return ASSAY_OK;
}

static assay_status mapping_merge(struct mapping *m, const struct shard_result *result,
                              assay_error *err) {
  if (result->status != ASSAY_OK) {
    if (err) *err = result->err;
    return result->status;
  }
  assay_status status = ASSAY_OK;
  if (result->bundle.entries)
    status = merge_bundles(m, &m->total, &result->bundle, err);
  for (size_t i = 0; i < result->problem_count && status == ASSAY_OK; i++)
    status = mapping_keep_problem(m, &result->problems[i], err);
  if (status == ASSAY_OK) status = corpus_tally_add(&m->out->tally, &result->tally, err);
  m->out->documents += result->documents;
  m->out->words += result->words;
  m->out->replaced += result->replaced;
  if (m->shared->options->digest)
    m->out->digest = stable_hash_add_number(m->out->digest, result->digest);
  return status;
}

static void mapping_watch_now(struct mapping *m) {
  const struct run_options *options = m->shared->options;
  if (!options->watch) return;
  struct run_progress progress = {0, 0, 0, 0};
  progress.documents = corpus_count(options->corpus);
  progress.documents_done = atomic_load(&m->shared->documents_done);
  progress.bytes_done = atomic_load(&m->shared->bytes_done);
  progress.bytes = m->bytes;
  if (options->watch(options->watch_ctx, &progress)) return;
  atomic_store(&m->shared->stop, true);
  atomic_store(&m->shared->cancelled, true);
}

/* Waits until the next shard in order is there; called with the lock held, which it
** gives up while it waits or watches. False when the run was stopped. */
static bool mapping_wait(struct mapping *m, size_t shard) {
  while (m->slots[shard % m->slot_count] != SLOT_DONE) {
    if (atomic_load(&m->shared->stop)) return false;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += WATCH_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&m->changed, &m->lock, &until);
    pthread_mutex_unlock(&m->lock);
    mapping_watch_now(m);
    pthread_mutex_lock(&m->lock);
  }
  return true;
}

static assay_status mapping_collect(struct mapping *m, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t shard = 0; shard < m->shard_count && status == ASSAY_OK; shard++) {
    struct shard_result result;
    pthread_mutex_lock(&m->lock);
    bool there = mapping_wait(m, shard);
    if (there) {
      result = m->results[shard % m->slot_count];
      m->slots[shard % m->slot_count] = SLOT_FREE;
      memset(&m->results[shard % m->slot_count], 0, sizeof result);
    }
    pthread_mutex_unlock(&m->lock);
    if (!there) return error_set(err, ASSAY_ECANCELLED, "the run was stopped");
    status = mapping_merge(m, &result, err);
    shard_result_free(&result);
    pthread_mutex_lock(&m->lock);
    m->merged = shard + 1;
    pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
  }
  return status;
}

/* What the workers kept. The first one's takes the place of the total, which has had no
** shard then: nothing is copied. */
static assay_status mapping_merge_own(struct mapping *m, assay_error *err) {
  assay_status status = ASSAY_OK;
  bool first = true;
  for (size_t i = 0; i < m->thread_count && status == ASSAY_OK; i++) {
    struct bundle *own = &m->threads[i].own;
    if (!own->entries) continue;
    if (first) {
      const struct bundle total = m->total;
      m->total = *own;
      *own = total;
    }
    first = false;
    bundle_limit(&m->total, m->budget.of_report);
    status = merge_bundles(m, &m->total, own, err);
    bundle_free(own);
  }
  return status;
}

/* -- The run
 * ----------------------------------------------------------------------------------- */

static size_t mapping_threads(const struct run_options *options, size_t shards) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  size_t threads = options->threads;
  if (threads == 0) threads = processors > 0 ? (size_t)processors : 1;
  if (threads > MOST_THREADS) threads = MOST_THREADS;
  if (threads > shards) threads = shards;
  return threads;
}

/* Starts the workers with all signals blocked: those of the process are for the host. */
static size_t mapping_start(struct mapping *m) {
  sigset_t all, before;
  size_t started = 0;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (started < m->thread_count) {
    struct mapping_thread *thread = &m->threads[started];
    thread->mapping = run;
    if (pthread_create(&thread->id, NULL, mapping_worker, thread) != 0) break;
    started++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

static assay_status mapping_go(struct mapping *m, assay_error *err) {
  m->commutes = bundle_commutes(&m->total);
  bundle_limit(&m->total, m->budget.of_thread);
  size_t started = mapping_start(m);
  assay_status status = ASSAY_OK;
  if (started == 0 && m->shard_count > 0)
    status = error_set(err, ASSAY_EIO, "cannot start a thread");
  if (status == ASSAY_OK) status = mapping_collect(m, err);
  pthread_mutex_lock(&m->lock);
  atomic_store(&m->shared->stop, true);
  if (status != ASSAY_OK) atomic_store(&m->shared->cancelled, true);
  pthread_cond_broadcast(&m->changed);
  pthread_mutex_unlock(&m->lock);
  for (size_t i = 0; i < started; i++) pthread_join(m->threads[i].id, NULL);
  if (m->failed != ASSAY_OK) {
    if (err) *err = m->err;
    status = m->failed;
  }
  alloc_give_back();
  bundle_limit(&m->total, m->budget.of_report);
  return status == ASSAY_OK ? mapping_merge_own(m, err) : status;
}

