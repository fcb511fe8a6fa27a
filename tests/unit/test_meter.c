/* test_meter.c - blocks count in an account, leave it with their meter, and end it. */
#include "base/meter.h"

#include "unit.h"

static struct meter_account account;

static void *take(assay_allocator a, size_t size) {
  return a.resize(a.ctx, NULL, 0, size);
}

static void give_back(assay_allocator a, void *block, size_t size) {
  a.resize(a.ctx, block, size, 0);
}

static void setup(size_t most) {
  memset(&account, 0, sizeof account);
  account.most = most;
}

START_TEST(blocks_count_until_they_are_freed) {
  setup(SIZE_MAX);
  struct meter *meter = meter_new(&account);
  assay_allocator a = meter_allocator(meter);
  void *block = take(a, 100);
  ck_assert_ptr_nonnull(block);
  ck_assert_int_eq(atomic_load(&account.used), 100);
  block = a.resize(a.ctx, block, 100, 300);
  ck_assert_int_eq(atomic_load(&account.used), 300);
  block = a.resize(a.ctx, block, 300, 50);
  ck_assert_int_eq(atomic_load(&account.used), 50);
  give_back(a, block, 50);
  ck_assert_int_eq(atomic_load(&account.used), 0);
  meter_release(meter);
}
END_TEST

START_TEST(what_is_too_much_is_refused_and_noted) {
  setup(1000);
  account.own = 300;
  struct meter *one = meter_new(&account), *other = meter_new(&account);
  assay_allocator a = meter_allocator(one), b = meter_allocator(other);
  ck_assert(meter_allows(&account, 700) && !meter_allows(&account, 701));
  void *block = take(a, 400);
  ck_assert(!atomic_load(&account.refused));
  ck_assert_ptr_null(take(b, 301)); /* 300 + 400 + 301 */
  ck_assert(atomic_load(&account.refused));
  ck_assert_ptr_null(a.resize(a.ctx, block, 400, 701));
  ck_assert_int_eq(atomic_load(&account.used), 400); /* the old block is still there */
  void *rest = take(b, 300);
  ck_assert_ptr_nonnull(rest);
  ck_assert(!meter_allows(&account, 1));
  block = a.resize(a.ctx, block, 400, 200); /* less is always given */
  ck_assert_ptr_nonnull(block);
  give_back(a, block, 200);
  give_back(b, rest, 300);
  meter_release(one);
  meter_release(other);
}
END_TEST

/* What two owners share counts for both, and who is refused in it is refused in both. */
START_TEST(what_is_beside_counts_too) {
  struct meter_account shared;
  memset(&shared, 0, sizeof shared);
  shared.most = 500;
  setup(1000);
  account.own = 300;
  account.beside = &shared;
  struct meter *meter = meter_new(&shared);
  assay_allocator a = meter_allocator(meter);
  ck_assert(meter_allows(&account, 700) && !meter_allows(&account, 701));
  void *block = take(a, 400);
  ck_assert_ptr_nonnull(block);
  ck_assert(meter_allows(&account, 300) && !meter_allows(&account, 301));
  ck_assert(meter_allows(&shared, 100)); /* what is the owner's does not count there */
  ck_assert(!meter_refused(&account));
  ck_assert_ptr_null(take(a, 101));
  ck_assert(meter_refused(&shared) && meter_refused(&account));
  ck_assert(!atomic_load(&account.refused));
  give_back(a, block, 400);
  ck_assert(meter_allows(&account, 700) && !meter_allows(&account, 701));
  meter_release(meter);
}
END_TEST

START_TEST(a_detached_meter_counts_nowhere) {
  setup(1000);
  struct meter *meter = meter_new(&account);
  assay_allocator a = meter_allocator(meter);
  void *block = take(a, 600);
  meter_detach(meter);
  ck_assert_int_eq(atomic_load(&account.used), 0);
  block = a.resize(a.ctx, block, 600, 5000); /* the limit is not its own any more */
  ck_assert_ptr_nonnull(block);
  ck_assert_int_eq(atomic_load(&account.used), 0);
  meter_attach(meter, &account); /* from now on; what was before does not count */
  ck_assert_int_eq(atomic_load(&account.used), 0);
  void *more = take(a, 10);
  ck_assert_int_eq(atomic_load(&account.used), 10);
  give_back(a, block, 5000); /* below zero, which allows no more than all */
  ck_assert_int_eq(atomic_load(&account.used), 10 - 5000);
  ck_assert(meter_allows(&account, 1000) && !meter_allows(&account, 1001));
  give_back(a, more, 10);
  meter_release(meter);
  ck_assert_int_eq(atomic_load(&account.used), 0);
}
END_TEST

START_TEST(a_block_outlives_who_held_its_meter) {
  setup(SIZE_MAX);
  struct meter *meter = meter_new(&account);
  assay_allocator a = meter_allocator(meter);
  char *block = take(a, 100);
  meter_release(meter);
  ck_assert_int_eq(atomic_load(&account.used), 0);
  block[99] = 'x';
  block = a.resize(a.ctx, block, 100, 200);
  ck_assert_int_eq(block[99], 'x');
  give_back(a, block, 200); /* the last block frees the meter: a leak would be told */
}
END_TEST

static bool is_over(void *ctx) {
  return *(bool *)ctx;
}

START_TEST(large_blocks_ask_whether_time_is_over) {
  bool over = true;
  setup(SIZE_MAX);
  account.is_over = is_over;
  account.ctx = &over;
  struct meter *meter = meter_new(&account);
  assay_allocator a = meter_allocator(meter);
  void *small = take(a, 100);
  ck_assert_ptr_nonnull(small);
  ck_assert_ptr_null(take(a, 1 << 20));
  ck_assert(atomic_load(&account.refused));
  over = false;
  void *large = take(a, 1 << 20);
  ck_assert_ptr_nonnull(large);
  give_back(a, large, 1 << 20);
  give_back(a, small, 100);
  meter_release(meter);
}
END_TEST

START_TEST(no_meter_is_malloc) {
  assay_allocator a = meter_allocator(NULL);
  void *block = take(a, 10);
  ck_assert_ptr_nonnull(block);
  give_back(a, block, 10);
  meter_release(NULL);
  meter_detach(NULL);
  meter_attach(NULL, &account);
  struct meter *meter = meter_new(NULL); /* counts in no account */
  a = meter_allocator(meter);
  block = take(a, 10);
  give_back(a, block, 10);
  meter_release(meter);
}
END_TEST

START_TEST(long_work_asks_whether_time_is_over) {
  bool over = false;
  setup(SIZE_MAX);
  struct meter *meter = meter_new(&account), *free_one = meter_new(NULL);
  assay_allocator a = meter_allocator(meter), b = meter_allocator(free_one);
  ck_assert(!meter_is_over(&a)); /* nobody knows */
  account.is_over = is_over;
  account.ctx = &over;
  ck_assert(!meter_is_over(&a));
  ck_assert(!atomic_load(&account.refused));
  over = true;
  ck_assert(meter_is_over(&a));
  ck_assert(atomic_load(&account.refused));
  ck_assert(!meter_is_over(&b));
  meter_release(meter);
  meter_release(free_one);
}
END_TEST

UNIT_MAIN("meter", blocks_count_until_they_are_freed,
          what_is_too_much_is_refused_and_noted, what_is_beside_counts_too,
          a_detached_meter_counts_nowhere, a_block_outlives_who_held_its_meter,
          large_blocks_ask_whether_time_is_over, long_work_asks_whether_time_is_over,
          no_meter_is_malloc)
