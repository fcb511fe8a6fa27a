/*
** run.c - workers take shards as they come; the calling thread merges their results in
** shard order, watches, and reports. Where order makes no difference, each worker merges
** what its own shards gave, and the calling thread only what the workers have in the end.
** A run stops at the first failing shard, first by order, not by time, so that errors are
** the same whatever the number of threads.
*/
#include "engine/run.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/stable_hash.h"
#include "engine/budget.h"
#include "engine/value.h"
#include "engine/worker.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 64, AHEAD = 4, WATCH_MILLISECONDS = 50 };

enum slot_state { SLOT_FREE = 0, SLOT_DONE };

struct run_thread {
  struct run *run;
  pthread_t id;
  struct bundle own; /* of its shards, where they commute; no entries: of none yet */
};

struct run {
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
  struct run_thread *threads; /* thread_count */
  struct run_result *out;
  struct run_problem *problems;
  size_t problem_cap;
};

/* -- Workers ----------------------------------------------------------------------------
 */

/* The next shard to map, or false when there is none for this thread. */
static bool run_next_shard(struct run *run, size_t *shard) {
  pthread_mutex_lock(&run->lock);
  while (run->next < run->most && run->next >= run->merged + run->slot_count &&
         !atomic_load(&run->shared.stop))
    pthread_cond_wait(&run->changed, &run->lock);
  bool more = run->next < run->most && !atomic_load(&run->shared.stop);
  if (more) *shard = run->next++;
  pthread_mutex_unlock(&run->lock);
  return more;
}

static void run_deliver(struct run *run, size_t shard, struct shard_result *result) {
  pthread_mutex_lock(&run->lock);
  if (result->status != ASSAY_OK && shard < run->most) run->most = shard + 1;
  run->results[shard % run->slot_count] = *result;
  run->slots[shard % run->slot_count] = SLOT_DONE;
  pthread_cond_broadcast(&run->changed);
  pthread_mutex_unlock(&run->lock);
}

static void run_fail(struct run *run, assay_status status, const assay_error *err) {
  pthread_mutex_lock(&run->lock);
  if (run->failed == ASSAY_OK) {
    run->failed = status;
    run->err = *err;
  }
  atomic_store(&run->shared.stop, true);
  pthread_cond_broadcast(&run->changed);
  pthread_mutex_unlock(&run->lock);
}

static assay_status merge_bundles(const struct run *run, struct bundle *into,
                                  const struct bundle *from, assay_error *err) {
  assay_status status = bundle_merge(into, from, err);
  if (status == ASSAY_ESCRIPT) error_name_source(err, run->shared.script->path);
  return status;
}

/* Keeps what a shard gave, or makes it ready for the calling thread. */
static void run_keep(struct run_thread *thread, struct shard_result *result) {
  const struct run *run = thread->run;
  const struct bundle none = {NULL, 0};
  if (result->status != ASSAY_OK) return;
  if (!run->commutes || !bundle_alike(&run->total, &result->bundle)) {
    result->status = bundle_settle(&result->bundle, &result->err);
  } else if (!thread->own.entries) {
    thread->own = result->bundle;
    result->bundle = none;
    bundle_limit(&thread->own, run->budget.of_thread);
  } else {
    result->status = merge_bundles(run, &thread->own, &result->bundle, &result->err);
    bundle_free(&result->bundle);
  }
}

static void *run_worker(void *ctx) {
  struct run_thread *thread = ctx;
  struct run *run = thread->run;
  struct worker worker;
  assay_error err;
  assay_status status = worker_open(&worker, &run->shared, &err);
  if (status != ASSAY_OK) run_fail(run, status, &err);
  size_t shard;
  while (status == ASSAY_OK && run_next_shard(run, &shard)) {
    struct shard_result result;
    worker_map(&worker, shard, &result);
    run_keep(thread, &result);
    run_deliver(run, shard, &result);
  }
  if (status == ASSAY_OK) {
    status = bundle_settle(&thread->own, &err);
    if (status != ASSAY_OK) run_fail(run, status, &err);
  }
  worker_close(&worker);
  return NULL;
}

/* -- Merging, in the calling thread
 * ------------------------------------------------------- */

static assay_status run_keep_problem(struct run *run, const struct shard_problem *problem,
                                     assay_error *err) {
  struct run_result *out = run->out;
  void *problems = run->problems;
  if (!alloc_grow(&run->alloc, &problems, &run->problem_cap, out->problem_count + 1,
                  sizeof *run->problems))
    return error_memory(err, 0);
  run->problems = problems;
  struct run_problem *kept = &run->problems[out->problem_count];
  kept->path = arena_copy(out->arena, problem->path);
  kept->message = arena_copy(out->arena, problem->message);
  kept->unread = problem->unread;
  if (!kept->path.ptr || !kept->message.ptr) return error_memory(err, 0);
  out->problem_count++;
  return ASSAY_OK;
}

static assay_status run_merge(struct run *run, const struct shard_result *result,
                              assay_error *err) {
  if (result->status != ASSAY_OK) {
    if (err) *err = result->err;
    return result->status;
  }
  assay_status status = ASSAY_OK;
  if (result->bundle.entries)
    status = merge_bundles(run, &run->total, &result->bundle, err);
  for (size_t i = 0; i < result->problem_count && status == ASSAY_OK; i++)
    status = run_keep_problem(run, &result->problems[i], err);
  if (status == ASSAY_OK) status = corpus_tally_add(&run->out->tally, &result->tally, err);
  run->out->documents += result->documents;
  run->out->words += result->words;
  run->out->replaced += result->replaced;
  if (run->shared.options->digest)
    run->out->digest = stable_hash_add_number(run->out->digest, result->digest);
  return status;
}

static void run_watch_now(struct run *run) {
  const struct run_options *options = run->shared.options;
  if (!options->watch) return;
  struct run_progress progress = {0, 0, 0, 0};
  progress.documents = corpus_count(options->corpus);
  progress.documents_done = atomic_load(&run->shared.documents_done);
  progress.bytes_done = atomic_load(&run->shared.bytes_done);
  progress.bytes = run->bytes;
  if (options->watch(options->watch_ctx, &progress)) return;
  atomic_store(&run->shared.stop, true);
  atomic_store(&run->shared.cancelled, true);
}

/* Waits until the next shard in order is there; called with the lock held, which it
** gives up while it waits or watches. False when the run was stopped. */
static bool run_wait(struct run *run, size_t shard) {
  while (run->slots[shard % run->slot_count] != SLOT_DONE) {
    if (atomic_load(&run->shared.stop)) return false;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += WATCH_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&run->changed, &run->lock, &until);
    pthread_mutex_unlock(&run->lock);
    run_watch_now(run);
    pthread_mutex_lock(&run->lock);
  }
  return true;
}

static assay_status run_collect(struct run *run, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t shard = 0; shard < run->shard_count && status == ASSAY_OK; shard++) {
    struct shard_result result;
    pthread_mutex_lock(&run->lock);
    bool there = run_wait(run, shard);
    if (there) {
      result = run->results[shard % run->slot_count];
      run->slots[shard % run->slot_count] = SLOT_FREE;
      memset(&run->results[shard % run->slot_count], 0, sizeof result);
    }
    pthread_mutex_unlock(&run->lock);
    if (!there) return error_set(err, ASSAY_ECANCELLED, "the run was stopped");
    status = run_merge(run, &result, err);
    shard_result_free(&result);
    pthread_mutex_lock(&run->lock);
    run->merged = shard + 1;
    pthread_cond_broadcast(&run->changed);
    pthread_mutex_unlock(&run->lock);
  }
  return status;
}

/* What the workers kept. The first one's takes the place of the total, which has had no
** shard then: nothing is copied. */
static assay_status run_merge_own(struct run *run, assay_error *err) {
  assay_status status = ASSAY_OK;
  bool first = true;
  for (size_t i = 0; i < run->thread_count && status == ASSAY_OK; i++) {
    struct bundle *own = &run->threads[i].own;
    if (!own->entries) continue;
    if (first) {
      const struct bundle total = run->total;
      run->total = *own;
      *own = total;
    }
    first = false;
    bundle_limit(&run->total, run->budget.of_report);
    status = merge_bundles(run, &run->total, own, err);
    bundle_free(own);
  }
  return status;
}

/* -- The run
 * ----------------------------------------------------------------------------------- */

static size_t run_choose_threads(const struct run_options *options, size_t shards) {
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  size_t threads = options->threads;
  if (threads == 0) threads = processors > 0 ? (size_t)processors : 1;
  if (threads > MOST_THREADS) threads = MOST_THREADS;
  if (threads > shards) threads = shards;
  return threads;
}

/* Starts the workers with all signals blocked: those of the process are for the host. */
static size_t run_start(struct run *run) {
  sigset_t all, before;
  size_t started = 0;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (started < run->thread_count) {
    struct run_thread *thread = &run->threads[started];
    thread->run = run;
    if (pthread_create(&thread->id, NULL, run_worker, thread) != 0) break;
    started++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

static assay_status run_map(struct run *run, assay_error *err) {
  run->commutes = bundle_commutes(&run->total);
  bundle_limit(&run->total, run->budget.of_thread);
  size_t started = run_start(run);
  assay_status status = ASSAY_OK;
  if (started == 0 && run->shard_count > 0)
    status = error_set(err, ASSAY_EIO, "cannot start a thread");
  if (status == ASSAY_OK) status = run_collect(run, err);
  pthread_mutex_lock(&run->lock);
  atomic_store(&run->shared.stop, true);
  if (status != ASSAY_OK) atomic_store(&run->shared.cancelled, true);
  pthread_cond_broadcast(&run->changed);
  pthread_mutex_unlock(&run->lock);
  for (size_t i = 0; i < started; i++) pthread_join(run->threads[i].id, NULL);
  if (run->failed != ASSAY_OK) {
    if (err) *err = run->err;
    status = run->failed;
  }
  alloc_give_back();
  bundle_limit(&run->total, run->budget.of_report);
  return status == ASSAY_OK ? run_merge_own(run, err) : status;
}

static uint64_t report_rows(const struct report *report) {
  uint64_t rows = 0;
  for (size_t i = 0; i < report_table_count(report); i++)
    rows += report_table(report, i)->rows->count;
  return rows;
}

static assay_status run_keep_rule(struct run *run, const assay_tokenizer *tokenizer,
                                  assay_error *err) {
  run->out->rule = arena_copy(run->out->arena, assay_tokenizer_rule(tokenizer));
  return run->out->rule.ptr ? ASSAY_OK : error_memory(err, 0);
}

/* Before the workers, who share them. */
static assay_status run_open_sources(struct run *run, assay_error *err) {
  const struct script *script = run->shared.script;
  assay_tokenizer *tokenizer = NULL;
  bool any = false;
  for (size_t i = 0; i < script->arg_count; i++)
    any |= script->args[i].type == ARG_CORPUS;
  assay_status status = any ? worker_tokenizer(&run->shared, &tokenizer, err) : ASSAY_OK;
  if (any && status == ASSAY_OK)
    status = value_open_sources(&run->shared.sources, script, run->shared.options->values,
                                tokenizer, err);
  assay_tokenizer_free(tokenizer);
  return status;
}

/* new() for the total, the shards, then report(), with one worker of its own for the
 * ends. */
static assay_status run_through(struct run *run, struct worker *main, assay_error *err) {
  int64_t hits = -1;
  const struct run_options *options = run->shared.options;
  const struct metadata *metadata = corpus_metadata(options->corpus);
  assay_status status = value_check_fields(run->shared.script, options->values, metadata,
                                           NULL, err);
  if (status == ASSAY_EARG && corpus_has_own_fields(options->corpus))
    status = ASSAY_OK; /* what is not known yet may be in the documents */
  if (status == ASSAY_OK) status = run_open_sources(run, err);
  if (status == ASSAY_OK) status = worker_open(main, &run->shared, err);
  if (status == ASSAY_OK) status = run_keep_rule(run, main->tokenizer, err);
  /* Twice: a new() that hands out the same accumulators again fails at once, and not only
  ** where one thread maps two shards. */
  for (int i = 0; i < 2 && status == ASSAY_OK; i++) {
    bundle_free(&run->total);
    status = worker_new_bundle(main, &run->total, err);
  }
  if (status == ASSAY_OK) status = run_map(run, err);
  if (status == ASSAY_OK) /* fields that documents brought themselves are known now */
    status = value_check_fields(run->shared.script, options->values, metadata,
                                &run->out->tally.fields, err);
  bundle_use_threads(&run->total, run->thread_count);
  report_use_threads(run->out->report, run->thread_count);
  if (status == ASSAY_OK)
    status = worker_report(main, &run->total, run->out->report, &hits, err);
  if (status == ASSAY_OK)
    run->out->hits = hits >= 0 ? (uint64_t)hits : report_rows(run->out->report);
  return status;
}

static assay_status run_allocate(struct run *run, assay_error *err) {
  const struct run_options *options = run->shared.options;
  assay_status status = budget_divide(&run->budget, options->memory, run->thread_count,
                                      options->corpus, err);
  if (status != ASSAY_OK) return status;
  run->thread_count = run->budget.threads;
  run->slot_count = (run->thread_count + 1) * AHEAD;
  run->results = alloc_zero(&run->alloc, run->slot_count, sizeof *run->results);
  run->slots = alloc_zero(&run->alloc, run->slot_count, sizeof *run->slots);
  run->threads = alloc_zero(&run->alloc, run->thread_count + 1, sizeof *run->threads);
  run->out->arena = alloc_zero(&run->alloc, 1, sizeof *run->out->arena);
  if (!run->results || !run->slots || !run->threads || !run->out->arena)
    return error_memory(err, 0);
  arena_init(run->out->arena, &run->alloc);
  return report_new(&run->out->report, &run->alloc, err);
}

static void run_release(struct run *run) {
  for (size_t i = 0; run->results && i < run->slot_count; i++)
    shard_result_free(&run->results[i]);
  alloc_free(&run->alloc, run->results, run->slot_count, sizeof *run->results);
  alloc_free(&run->alloc, run->slots, run->slot_count, sizeof *run->slots);
  for (size_t i = 0; run->threads && i < run->thread_count; i++)
    bundle_free(&run->threads[i].own);
  alloc_free(&run->alloc, run->threads, run->thread_count + 1, sizeof *run->threads);
  bundle_free(&run->total);
  value_free_sources(run->shared.sources, run->shared.script);
  pthread_cond_destroy(&run->changed);
  pthread_mutex_destroy(&run->lock);
  pthread_mutex_destroy(&run->shared.print_lock);
}

static void run_init(struct run *run, const struct script *script,
                     const struct run_options *options, struct run_result *out) {
  memset(run, 0, sizeof *run);
  run->shared.script = script;
  run->shared.options = options;
  run->alloc = alloc_default();
  run->shard_count = corpus_shard_count(options->corpus);
  run->thread_count = run_choose_threads(options, run->shard_count);
  run->most = run->shard_count;
  for (size_t i = 0; i < corpus_count(options->corpus); i++)
    run->bytes += corpus_bytes(options->corpus, i);
  run->out = out;
  pthread_condattr_t clock;
  pthread_condattr_init(&clock);
  pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
  pthread_mutex_init(&run->lock, NULL);
  pthread_mutex_init(&run->shared.print_lock, NULL);
  pthread_cond_init(&run->changed, &clock);
  pthread_condattr_destroy(&clock);
}

assay_status run_script(const struct script *script, const struct run_options *options,
                        struct run_result *out, assay_error *err) {
  struct run run;
  struct worker main;
  struct run_result result;
  memset(&result, 0, sizeof result);
  corpus_tally_init(&result.tally);
  memset(&main, 0, sizeof main);
  run_init(&run, script, options, &result);
  assay_status status = run_allocate(&run, err);
  if (status == ASSAY_OK) status = run_through(&run, &main, err);
  if (status == ASSAY_OK && result.problem_count > 0) {
    struct run_problem *problems = arena_alloc(result.arena, result.problem_count,
                                               sizeof *problems);
    if (problems)
      memcpy(problems, run.problems, result.problem_count * sizeof *problems);
    else
      status = error_memory(err, 0);
    result.problems = problems;
  }
  worker_close(&main);
  alloc_free(&run.alloc, run.problems, run.problem_cap, sizeof *run.problems);
  run_release(&run);
  if (status == ASSAY_OK)
    *out = result;
  else
    run_result_free(&result);
  return status;
}

void run_result_free(struct run_result *result) {
  assay_allocator a = alloc_default();
  report_free(result->report);
  corpus_tally_free(&result->tally);
  if (result->arena) arena_free(result->arena);
  alloc_free(&a, result->arena, 1, sizeof *result->arena);
  memset(result, 0, sizeof *result);
}
