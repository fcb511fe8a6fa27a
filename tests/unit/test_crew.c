/* test_crew.c - every piece is done once, job after job, and the first failure is the one
** that is told. */
#include "base/crew.h"

#include "base/error.h"
#include "unit.h"

#include <stdatomic.h>
#include <time.h>

enum { MOST_PIECES = 1000 };

struct tally {
  size_t threads;
  atomic_uint done[MOST_PIECES];
  atomic_uint begun;
  atomic_bool busy[CREW_MOST]; /* by worker */
  atomic_bool wrong;
  size_t fail_from; /* pieces from this one on fail */
  size_t slow;      /* this one waits until another has failed */
  atomic_uint failed;
};

static assay_status count_piece(void *ctx, size_t worker, size_t piece,
                                assay_error *err) {
  struct tally *t = ctx;
  if (worker >= (t->threads > 0 ? t->threads : 1) || worker >= CREW_MOST) {
    atomic_store(&t->wrong, true);
    return ASSAY_OK;
  }
  if (atomic_exchange(&t->busy[worker], true)) atomic_store(&t->wrong, true);
  atomic_fetch_add(&t->begun, 1);
  atomic_fetch_add(&t->done[piece], 1);
  atomic_store(&t->busy[worker], false);
  if (piece < t->fail_from) return ASSAY_OK;
  if (piece == t->slow)
    for (long spins = 0; spins < 20000000 && atomic_load(&t->failed) == 0; spins++) {}
  atomic_fetch_add(&t->failed, 1);
  return error_set(err, ASSAY_ELIMIT, "piece %zu", piece);
}

static struct tally new_tally(size_t threads) {
  struct tally t;
  memset(&t, 0, sizeof t);
  t.threads = threads;
  t.fail_from = t.slow = SIZE_MAX;
  return t;
}

/* On threads of their own, or on those of a crew that has worked before. */
static void check_all_done(struct crew *crew, size_t pieces) {
  struct tally t = new_tally(crew_size(crew));
  ck_assert_int_eq(crew_run(crew, pieces, count_piece, &t, NULL), ASSAY_OK);
  ck_assert(!atomic_load(&t.wrong));
  for (size_t i = 0; i < MOST_PIECES; i++)
    ck_assert_uint_eq(atomic_load(&t.done[i]), i < pieces ? 1 : 0);
}

START_TEST(every_piece_is_done_once) {
  static const size_t sizes[] = {0, 1, 2, 3, 8, CREW_MOST, CREW_MOST + 7};
  static const size_t pieces[] = {0, 1, 2, 5, MOST_PIECES};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    struct crew *crew = crew_new(sizes[i]);
    for (size_t j = 0; j < sizeof pieces / sizeof *pieces; j++)
      check_all_done(crew, pieces[j]);
    crew_free(crew);
  }
}
END_TEST

START_TEST(a_size_is_kept_to) {
  ck_assert_ptr_null(crew_new(0));
  ck_assert_ptr_null(crew_new(1));
  ck_assert_uint_eq(crew_size(NULL), 1);
  struct crew *two = crew_new(2), *most = crew_new(CREW_MOST + 1);
  ck_assert_uint_eq(crew_size(two), 2);
  ck_assert_uint_eq(crew_size(most), CREW_MOST);
  crew_free(two); /* without any work */
  crew_free(most);
}
END_TEST

/* Short ones, so that some come while others of the crew still look for the last, and
** then one after a while, when all others have ended. */
START_TEST(jobs_follow_each_other) {
  const struct timespec while_they_end = {0, 5000000};
  for (size_t size = 2; size <= 4; size++) {
    struct crew *crew = crew_new(size);
    for (size_t i = 0; i < 300; i++) check_all_done(crew, i % 7);
    for (size_t i = 0; i < 5; i++) {
      nanosleep(&while_they_end, NULL);
      check_all_done(crew, 20);
    }
    crew_free(crew);
  }
}
END_TEST

struct nest {
  struct crew *crew;
  struct tally inner[4];
};

static assay_status run_inside(void *ctx, size_t worker, size_t piece, assay_error *err) {
  struct nest *nest = ctx;
  (void)worker;
  return crew_run(nest->crew, 50, count_piece, &nest->inner[piece], err);
}

START_TEST(a_crew_at_work_leaves_a_job_to_who_asks) {
  static struct nest nest;
  nest.crew = crew_new(3);
  for (size_t i = 0; i < 4; i++) nest.inner[i] = new_tally(1); /* worker 0 alone */
  ck_assert_int_eq(crew_run(nest.crew, 4, run_inside, &nest, NULL), ASSAY_OK);
  for (size_t i = 0; i < 4; i++) {
    ck_assert(!atomic_load(&nest.inner[i].wrong));
    for (size_t j = 0; j < 50; j++)
      ck_assert_uint_eq(atomic_load(&nest.inner[i].done[j]), 1);
  }
  crew_free(nest.crew);
}
END_TEST

START_TEST(the_first_failure_by_number_is_told) {
  for (size_t size = 1; size <= 4; size++) {
    struct crew *crew = crew_new(size);
    struct tally t = new_tally(size);
    assay_error err;
    t.fail_from = t.slow = 20; /* 21 fails first, where there is a thread for it */
    ck_assert_int_eq(crew_run(crew, 40, count_piece, &t, &err), ASSAY_ELIMIT);
    ck_assert_str_eq(err.message, "piece 20");
    ck_assert(!atomic_load(&t.wrong));
    for (size_t i = 0; i <= 20; i++) ck_assert_uint_eq(atomic_load(&t.done[i]), 1);
    check_all_done(crew, 40); /* and forgotten */
    crew_free(crew);
  }
}
END_TEST

START_TEST(no_piece_begins_after_a_failure) {
  struct tally t = new_tally(1);
  struct crew *crew = crew_new(4);
  t.fail_from = 3;
  ck_assert_int_eq(crew_run(NULL, MOST_PIECES, count_piece, &t, NULL), ASSAY_ELIMIT);
  ck_assert_uint_eq(atomic_load(&t.begun), 4);
  t = new_tally(4);
  t.fail_from = 0;
  ck_assert_int_eq(crew_run(crew, MOST_PIECES, count_piece, &t, NULL), ASSAY_ELIMIT);
  ck_assert_uint_le(atomic_load(&t.begun), 4);
  crew_free(crew);
}
END_TEST

UNIT_MAIN("crew", every_piece_is_done_once, a_size_is_kept_to, jobs_follow_each_other,
          a_crew_at_work_leaves_a_job_to_who_asks, the_first_failure_by_number_is_told,
          no_piece_begins_after_a_failure)
