/*
** mapping.c - workers take shards as they come; the calling thread merges their results
** in shard order and watches. Where order makes no difference, each worker merges what
** its own shards gave, and the calling thread only what the workers have in the end.
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

/* Shards for each thread that may be mapped and not yet merged. Batches of a feed are
** small: the calling thread is woken for several of them. */
enum { MOST_THREADS = 64, AHEAD = 4, AHEAD_FED = 16, WATCH_MILLISECONDS = 50 };

enum slot_state { SLOT_FREE = 0, SLOT_DONE };

struct mapping_thread {
  struct mapping *mapping;
  pthread_t id;
  struct bundle own; /* of its shards, where they commute; no entries: of none yet */
  struct feed_batch batch;
};

struct mapping {
  struct shared_run *shared;
  const struct run_options *options;
  size_t thread_count;
  struct budget budget;
  uint64_t bytes; /* of all documents */
  assay_allocator alloc;
  pthread_mutex_t feeding; /* from the number of a batch to its documents */
  pthread_mutex_t lock;    /* guards what follows */
  pthread_cond_t changed;  /* for workers: there is room */
  pthread_cond_t ready;    /* for the calling thread: there is something to merge */
  size_t waiting;          /* workers */
  size_t working;          /* workers not done with their shards */
  size_t done;             /* results that nobody has taken */
  size_t next;             /* shard to hand out */
  size_t merged;           /* all shards before it are merged */
  size_t most; /* shards from here on are not handed out: one before failed, or there
                 ** are no more */
  struct shard_result *results; /* by shard % slot_count */
  enum slot_state *slots;
  size_t slot_count;
  assay_status failed; /* of a worker that could not start */
  assay_error err;

  struct run_mapped *out; /* its bundle: of the shards merged; what it has stays alike */
  bool commutes;          /* the bundle, and so all shards that are like it */
  struct mapping_thread *threads; /* thread_count */
  struct run_problem *problems;
  size_t problem_cap;
};

static void mapping_delay(const struct mapping *m, size_t shard) {
  if (m->options->delay) m->options->delay(m->options->delay_ctx, shard);
}

/* -- Workers ------------------------------------------------------------------------ */

/* The next shard to map, or false when there is none for this thread. */
static bool next_shard(struct mapping *m, size_t *shard) {
  pthread_mutex_lock(&m->lock);
  while (m->next < m->most && m->next >= m->merged + m->slot_count &&
         !atomic_load(&m->shared->stop)) {
    m->waiting++;
    pthread_cond_signal(&m->ready);
    pthread_cond_wait(&m->changed, &m->lock);
    m->waiting--;
  }
  bool more = m->next < m->most && !atomic_load(&m->shared->stop);
  if (more) *shard = m->next++;
  if (!more) pthread_cond_signal(&m->ready);
  pthread_mutex_unlock(&m->lock);
  return more;
}

/* No shards from this one on. */
static void mapping_end(struct mapping *m, size_t shard) {
  pthread_mutex_lock(&m->lock);
  if (shard < m->most) m->most = shard;
  pthread_cond_broadcast(&m->changed);
  pthread_cond_signal(&m->ready);
  pthread_mutex_unlock(&m->lock);
}

/* The calling thread is woken for half of what there is room for, not for each shard:
** with small ones that would be the work. Whoever waits for room wakes it, too. */
static void mapping_deliver(struct mapping *m, size_t shard,
                            struct shard_result *result) {
  pthread_mutex_lock(&m->lock);
  if (result->status != ASSAY_OK && shard < m->most) m->most = shard + 1;
  m->results[shard % m->slot_count] = *result;
  m->slots[shard % m->slot_count] = SLOT_DONE;
  m->done++;
  if (m->done * 2 >= m->slot_count || m->next >= m->most) pthread_cond_signal(&m->ready);
  pthread_mutex_unlock(&m->lock);
}

/* Of a worker, not of a shard. One that starts when all is over is not heard. */
static void mapping_fail(struct mapping *m, assay_status status, const assay_error *err) {
  pthread_mutex_lock(&m->lock);
  if (m->failed == ASSAY_OK && !atomic_load(&m->shared->cancelled)) {
    m->failed = status;
    m->err = *err;
  }
  atomic_store(&m->shared->stop, true);
  pthread_cond_broadcast(&m->changed);
  pthread_cond_signal(&m->ready);
  pthread_mutex_unlock(&m->lock);
}

/* The same for documents from the host, which have to be taken in the order of the
** shards. */
static bool next_batch(struct mapping_thread *thread, struct worker *worker,
                       size_t *shard) {
  struct mapping *m = thread->mapping;
  const assay_allocator texts = reuse_allocator(&worker->memory);
  assay_error err;
  feed_batch_clear(&thread->batch);
  pthread_mutex_lock(&m->feeding);
  bool more = next_shard(m, shard);
  if (more) {
    assay_status status = feed_take(m->options->feed, &thread->batch, &texts, &err);
    more = status == ASSAY_OK && thread->batch.count > 0;
    if (status != ASSAY_OK)
      mapping_fail(m, status, &err);
    else if (!more)
      mapping_end(m, *shard);
  }
  pthread_mutex_unlock(&m->feeding);
  return more;
}

static assay_status merge_bundles(const struct mapping *m, struct bundle *into,
                                  const struct bundle *from, assay_error *err) {
  assay_status status = bundle_merge(into, from, err);
  if (status == ASSAY_ESCRIPT) error_name_source(err, m->shared->script->path);
  return status;
}

/* Keeps what a shard gave, or makes it small, as it may wait for its turn. */
static void mapping_keep(struct mapping_thread *thread, struct shard_result *result) {
  const struct mapping *m = thread->mapping;
  const struct bundle none = {NULL, 0};
  if (result->status != ASSAY_OK) return;
  if (!m->commutes || !bundle_alike(&m->out->bundle, &result->bundle)) {
    result->status = bundle_settle(&result->bundle, &result->err);
  } else if (!thread->own.entries) {
    thread->own = result->bundle;
    result->bundle = none;
    bundle_limit(&thread->own, m->budget.of_thread);
  } else {
    result->status = merge_bundles(m, &thread->own, &result->bundle, &result->err);
    bundle_give_back(&result->bundle);
  }
}

static void map_shards(struct mapping_thread *thread, struct worker *worker) {
  struct mapping *m = thread->mapping;
  const bool fed = m->options->feed != NULL;
  size_t shard;
  while (fed ? next_batch(thread, worker, &shard) : next_shard(m, &shard)) {
    struct shard_result result;
    mapping_delay(m, shard);
    worker_map(worker, shard, fed ? &thread->batch : NULL, &result);
    mapping_keep(thread, &result);
    mapping_deliver(m, shard, &result);
  }
  feed_batch_clear(&thread->batch); /* the texts are in memory of the worker */
}

static void *mapping_worker(void *ctx) {
  struct mapping_thread *thread = ctx;
  struct mapping *m = thread->mapping;
  struct worker worker;
  assay_error err;
  if (m->options->alone && m->options->memory == 0) alloc_prepare();
  assay_status status = worker_open(&worker, m->shared, &err);
  if (status == ASSAY_OK)
    map_shards(thread, &worker);
  else
    mapping_fail(m, status, &err);
  pthread_mutex_lock(&m->lock);
  m->working--;
  pthread_cond_signal(&m->ready);
  pthread_mutex_unlock(&m->lock);
  worker_close(&worker); /* while the calling thread merges */
  return NULL;
}

/* -- Merging, in the calling thread -------------------------------------------------- */

static assay_status keep_problem(struct mapping *m, const struct run_problem *problem,
                                 assay_error *err) {
  struct run_mapped *out = m->out;
  void *problems = m->problems;
  if (!alloc_grow(&m->alloc, &problems, &m->problem_cap, out->problem_count + 1,
                  sizeof *m->problems))
    return error_memory(err, 0);
  m->problems = problems;
  struct run_problem *kept = &m->problems[out->problem_count];
  *kept = *problem;
  kept->path = arena_copy(out->arena, problem->path);
  kept->message = arena_copy(out->arena, problem->message);
  if (!kept->path.ptr || !kept->message.ptr) return error_memory(err, 0);
  out->problem_count++;
  return ASSAY_OK;
}

static assay_status merge_shard(struct mapping *m, const struct shard_result *result,
                                assay_error *err) {
  struct run_mapped *out = m->out;
  if (result->status != ASSAY_OK) {
    if (err) *err = result->err;
    return result->status;
  }
  assay_status status = ASSAY_OK;
  if (result->bundle.entries)
    status = merge_bundles(m, &out->bundle, &result->bundle, err);
  for (size_t i = 0; i < result->problem_count && status == ASSAY_OK; i++)
    status = keep_problem(m, &result->problems[i], err);
  if (status == ASSAY_OK) status = corpus_tally_add(&out->tally, &result->tally, err);
  if (status == ASSAY_OK && m->options->digest)
    status = run_mapped_add_digest(out, result->digest, err);
  out->documents += result->documents;
  out->words += result->words;
  out->replaced += result->replaced;
  return status;
}

static void mapping_watch(struct mapping *m) {
  const struct run_options *options = m->options;
  if (!options->watch) return;
  struct run_progress progress = {0, 0, 0, 0};
  progress.documents = options->corpus ? corpus_count(options->corpus) : 0;
  progress.documents_done = atomic_load(&m->shared->documents_done);
  progress.bytes_done = atomic_load(&m->shared->bytes_done);
  progress.bytes = m->bytes;
  if (options->watch(options->watch_ctx, &progress)) return;
  atomic_store(&m->shared->stop, true);
  atomic_store(&m->shared->cancelled, true);
}

/* Waits until the next shard in order is there; called with the lock held, which it
** gives up while it waits or watches. False when the run was stopped, or there are no
** more shards. */
static bool wait_for(struct mapping *m, size_t shard) {
  while (m->slots[shard % m->slot_count] != SLOT_DONE) {
    if (atomic_load(&m->shared->stop) || shard >= m->most) return false;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += WATCH_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&m->ready, &m->lock, &until);
    pthread_mutex_unlock(&m->lock);
    mapping_watch(m);
    pthread_mutex_lock(&m->lock);
  }
  return true;
}

/* The result of the next shard in order, or *more false at the end. */
static assay_status collect_shard(struct mapping *m, size_t shard, bool *more,
                                  struct shard_result *out, assay_error *err) {
  const size_t slot = shard % m->slot_count;
  pthread_mutex_lock(&m->lock);
  *more = wait_for(m, shard);
  const bool stopped = !*more && shard < m->most;
  if (*more) {
    *out = m->results[slot];
    m->slots[slot] = SLOT_FREE;
    m->done--;
    memset(&m->results[slot], 0, sizeof *out);
  }
  pthread_mutex_unlock(&m->lock);
  return stopped ? error_set(err, ASSAY_ECANCELLED, "the run was stopped") : ASSAY_OK;
}

static assay_status mapping_collect(struct mapping *m, size_t first, assay_error *err) {
  assay_status status = ASSAY_OK;
  bool more = true;
  for (size_t shard = first; status == ASSAY_OK; shard++) {
    struct shard_result result;
    status = collect_shard(m, shard, &more, &result, err);
    if (!more) break;
    mapping_delay(m, shard);
    status = merge_shard(m, &result, err);
    shard_result_free(&result);
    pthread_mutex_lock(&m->lock);
    m->merged = shard + 1;
    if (m->waiting > 0) pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
  }
  return status;
}

/* What the workers kept. The first one's takes the place of the total, which has had no
** shard then: nothing is copied. */
static assay_status merge_own(struct mapping *m, assay_error *err) {
  assay_status status = ASSAY_OK;
  bool first = true;
  for (size_t i = 0; i < m->thread_count && status == ASSAY_OK; i++) {
    struct bundle *own = &m->threads[i].own;
    if (!own->entries) continue;
    if (first) {
      const struct bundle total = m->out->bundle;
      m->out->bundle = *own;
      *own = total;
    }
    first = false;
    bundle_limit(&m->out->bundle, m->budget.of_report);
    status = merge_bundles(m, &m->out->bundle, own, err);
    bundle_free(own);
  }
  return status;
}

/* -- The whole ---------------------------------------------------------------------- */

size_t mapping_threads(const struct run_options *options, size_t shards) {
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
    thread->mapping = m;
    feed_batch_init(&thread->batch);
    pthread_mutex_lock(&m->lock);
    m->working++;
    pthread_mutex_unlock(&m->lock);
    if (pthread_create(&thread->id, NULL, mapping_worker, thread) != 0) {
      pthread_mutex_lock(&m->lock);
      m->working--;
      pthread_mutex_unlock(&m->lock);
      break;
    }
    started++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

static assay_status mapping_go(struct mapping *m, assay_error *err) {
  const size_t first = m->next;
  m->commutes = bundle_commutes(&m->out->bundle);
  bundle_limit(&m->out->bundle, m->budget.of_thread);
  const bool nothing = first >= m->most;
  size_t started = mapping_start(m);
  assay_status status = ASSAY_OK;
  if (started == 0 && !nothing)
    status = error_set(err, ASSAY_EIO, "cannot start a thread");
  if (status == ASSAY_OK) status = mapping_collect(m, first, err);
  pthread_mutex_lock(&m->lock);
  atomic_store(&m->shared->stop, true);
  if (status != ASSAY_OK) atomic_store(&m->shared->cancelled, true);
  pthread_cond_broadcast(&m->changed);
  while (m->working > 0) pthread_cond_wait(&m->ready, &m->lock);
  pthread_mutex_unlock(&m->lock);
  if (m->failed != ASSAY_OK) {
    if (err) *err = m->err;
    status = m->failed;
  }
  bundle_limit(&m->out->bundle, m->budget.of_report);
  if (status == ASSAY_OK) status = merge_own(m, err);
  m->out->crew = crew_new(m->thread_count);
  bundle_use_crew(&m->out->bundle, m->out->crew);
  if (status == ASSAY_OK) status = bundle_settle(&m->out->bundle, err);
  for (size_t i = 0; i < started; i++) pthread_join(m->threads[i].id, NULL);
  return status;
}

static assay_status mapping_allocate(struct mapping *m, assay_error *err) {
  const struct run_options *options = m->options;
  m->budget = (struct budget){m->thread_count, options->memory, options->memory};
  assay_status status = ASSAY_OK;
  if (options->corpus)
    status = budget_divide(&m->budget, options->memory, m->thread_count, options->corpus,
                           err);
  if (status != ASSAY_OK) return status;
  m->thread_count = m->budget.threads;
  m->slot_count = (m->thread_count + 1) * (options->feed ? AHEAD_FED : AHEAD);
  m->results = alloc_zero(&m->alloc, m->slot_count, sizeof *m->results);
  m->slots = alloc_zero(&m->alloc, m->slot_count, sizeof *m->slots);
  m->threads = alloc_zero(&m->alloc, m->thread_count + 1, sizeof *m->threads);
  return m->results && m->slots && m->threads ? ASSAY_OK : error_memory(err, 0);
}

static void mapping_release(struct mapping *m) {
  for (size_t i = 0; m->results && i < m->slot_count; i++)
    shard_result_free(&m->results[i]);
  alloc_free(&m->alloc, m->results, m->slot_count, sizeof *m->results);
  alloc_free(&m->alloc, m->slots, m->slot_count, sizeof *m->slots);
  for (size_t i = 0; m->threads && i < m->thread_count; i++) {
    bundle_free(&m->threads[i].own);
    if (m->threads[i].mapping) feed_batch_free(&m->threads[i].batch);
  }
  alloc_free(&m->alloc, m->threads, m->thread_count + 1, sizeof *m->threads);
  alloc_free(&m->alloc, m->problems, m->problem_cap, sizeof *m->problems);
  pthread_cond_destroy(&m->changed);
  pthread_cond_destroy(&m->ready);
  pthread_mutex_destroy(&m->lock);
  pthread_mutex_destroy(&m->feeding);
}

/* Of count shards those that are the run's. */
static void choose_share(struct mapping *m, size_t count) {
  const struct run_share share = m->options->share;
  m->next = share.of == 0 ? 0 : count * (share.number - 1) / share.of;
  m->most = share.of == 0 ? count : count * share.number / share.of;
  m->merged = m->next;
}

static void mapping_init(struct mapping *m, struct shared_run *shared,
                         struct run_mapped *out) {
  const struct corpus *corpus = shared->options->corpus;
  memset(m, 0, sizeof *m);
  m->shared = shared;
  m->options = shared->options;
  m->out = out;
  m->alloc = alloc_default();
  choose_share(m, corpus ? corpus_shard_count(corpus) : SIZE_MAX);
  m->thread_count = mapping_threads(m->options, m->most - m->next);
  m->bytes = corpus ? corpus_all_bytes(corpus) : 0;
  pthread_condattr_t clock;
  pthread_condattr_init(&clock);
  pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
  pthread_mutex_init(&m->lock, NULL);
  pthread_mutex_init(&m->feeding, NULL);
  pthread_cond_init(&m->changed, NULL);
  pthread_cond_init(&m->ready, &clock);
  pthread_condattr_destroy(&clock);
}

static assay_status keep_problems(struct mapping *m, assay_error *err) {
  struct run_mapped *out = m->out;
  struct run_problem *problems = arena_alloc(out->arena, out->problem_count,
                                             sizeof *problems);
  if (!problems) return error_memory(err, 0);
  if (out->problem_count > 0)
    memcpy(problems, m->problems, out->problem_count * sizeof *problems);
  out->problems = problems;
  return ASSAY_OK;
}

assay_status mapping_run(struct shared_run *shared, struct worker *main,
                         struct run_mapped *out, assay_error *err) {
  struct mapping m;
  mapping_init(&m, shared, out);
  assay_status status = mapping_allocate(&m, err);
  /* Twice: a new() that hands out the same accumulators again fails at once, and not only
  ** where one thread maps two shards. */
  for (int i = 0; i < 2 && status == ASSAY_OK; i++) {
    bundle_free(&out->bundle);
    status = worker_new_bundle(main, &out->bundle, err);
  }
  if (status == ASSAY_OK) status = mapping_go(&m, err);
  if (status == ASSAY_OK) status = keep_problems(&m, err);
  if (status != ASSAY_OK) out->problem_count = 0;
  out->memory = m.budget.of_report;
  mapping_release(&m);
  return status;
}
