/* test_threads.c - every job is done once, and the first failure is the one that is
** told. */
#include "base/threads.h"

#include "base/error.h"
#include "unit.h"

#include <stdatomic.h>

enum { MOST_JOBS = 1000 };

struct tally {
  size_t threads;
  atomic_uint done[MOST_JOBS];
  atomic_uint begun;
  atomic_bool busy[THREADS_MOST]; /* by worker */
  atomic_bool wrong;
  size_t fail_from; /* jobs from this one on fail */
  size_t slow;      /* this one waits until another has failed */
  atomic_uint failed;
};

static assay_status count_job(void *ctx, size_t worker, size_t job, assay_error *err) {
  struct tally *t = ctx;
  if (worker >= (t->threads > 0 ? t->threads : 1) || worker >= THREADS_MOST) {
    atomic_store(&t->wrong, true);
    return ASSAY_OK;
  }
  if (atomic_exchange(&t->busy[worker], true)) atomic_store(&t->wrong, true);
  atomic_fetch_add(&t->begun, 1);
  atomic_fetch_add(&t->done[job], 1);
  atomic_store(&t->busy[worker], false);
  if (job < t->fail_from) return ASSAY_OK;
  if (job == t->slow)
    for (long spins = 0; spins < 20000000 && atomic_load(&t->failed) == 0; spins++) {}
  atomic_fetch_add(&t->failed, 1);
  return error_set(err, ASSAY_ELIMIT, "job %zu", job);
}

static struct tally new_tally(size_t threads) {
  struct tally t;
  memset(&t, 0, sizeof t);
  t.threads = threads;
  t.fail_from = t.slow = SIZE_MAX;
  return t;
}

static void check_all_done(size_t threads, size_t jobs) {
  struct tally t = new_tally(threads);
  ck_assert_int_eq(threads_run(threads, jobs, count_job, &t, NULL), ASSAY_OK);
  ck_assert(!atomic_load(&t.wrong));
  for (size_t i = 0; i < MOST_JOBS; i++)
    ck_assert_uint_eq(atomic_load(&t.done[i]), i < jobs ? 1 : 0);
}

START_TEST(every_job_is_done_once) {
  static const size_t threads[] = {0, 1, 2, 3, 8, THREADS_MOST, THREADS_MOST + 7};
  static const size_t jobs[] = {0, 1, 2, 5, MOST_JOBS};
  for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
    for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++)
      check_all_done(threads[i], jobs[j]);
}
END_TEST

START_TEST(the_first_failure_by_number_is_told) {
  for (size_t threads = 1; threads <= 4; threads++) {
    struct tally t = new_tally(threads);
    assay_error err;
    t.fail_from = t.slow = 20; /* 21 fails first, where there is a thread for it */
    ck_assert_int_eq(threads_run(threads, 40, count_job, &t, &err), ASSAY_ELIMIT);
    ck_assert_str_eq(err.message, "job 20");
    ck_assert(!atomic_load(&t.wrong));
    for (size_t i = 0; i <= 20; i++) ck_assert_uint_eq(atomic_load(&t.done[i]), 1);
  }
}
END_TEST

START_TEST(no_job_begins_after_a_failure) {
  struct tally t = new_tally(1);
  t.fail_from = 3;
  ck_assert_int_eq(threads_run(1, MOST_JOBS, count_job, &t, NULL), ASSAY_ELIMIT);
  ck_assert_uint_eq(atomic_load(&t.begun), 4);
  t = new_tally(4);
  t.fail_from = 0;
  ck_assert_int_eq(threads_run(4, MOST_JOBS, count_job, &t, NULL), ASSAY_ELIMIT);
  ck_assert_uint_le(atomic_load(&t.begun), 4);
}
END_TEST

UNIT_MAIN("threads", every_job_is_done_once, the_first_failure_by_number_is_told,
          no_job_begins_after_a_failure)
