/* test_alloc.c - sizes that overflow ask for nothing; old sizes are always exact. */
#include "base/alloc.h"
#include "unit.h"

START_TEST(the_default_stands_in_for_none) {
  assay_allocator none = {NULL, NULL}, standard = alloc_default();
  ck_assert(alloc_or_default(NULL).resize == standard.resize);
  ck_assert(alloc_or_default(&none).resize == standard.resize);
  struct failing f = {0};
  assay_allocator given = failing_allocator(&f);
  ck_assert(alloc_or_default(&given).resize == failing_resize);
  ck_assert_ptr_eq(alloc_or_default(&given).ctx, &f);
}
END_TEST

START_TEST(the_default_keeps_the_contract) {
  assay_allocator a = alloc_default();
  char *bytes = alloc_bytes(&a, 3);
  ck_assert_ptr_nonnull(bytes);
  memcpy(bytes, "war", 3);
  bytes = alloc_resize(&a, bytes, 3, 100000, 1);
  ck_assert_mem_eq(bytes, "war", 3);
  bytes = alloc_resize(&a, bytes, 100000, 2, 1);
  ck_assert_mem_eq(bytes, "wa", 2);
  ck_assert_ptr_null(a.resize(a.ctx, bytes, 2, 0));
  ck_assert_ptr_null(a.resize(a.ctx, NULL, 0, 0));
}
END_TEST

START_TEST(impossible_sizes_ask_for_nothing) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  const size_t half = (size_t)1 << (sizeof half * 4), most = (size_t)PTRDIFF_MAX;
  ck_assert_ptr_null(alloc_bytes(&a, 0));
  ck_assert_ptr_null(alloc_bytes(&a, most + 1));
  ck_assert_ptr_null(alloc_bytes(&a, SIZE_MAX));
  ck_assert_ptr_null(alloc_zero(&a, 0, 8));
  ck_assert_ptr_null(alloc_zero(&a, 8, 0));
  ck_assert_ptr_null(alloc_zero(&a, half, half)); /* the product would wrap to 0 */
  ck_assert_ptr_null(alloc_zero(&a, half + 1, half));
  ck_assert_ptr_null(alloc_zero(&a, most / 8 + 1, 8));
  ck_assert_ptr_null(alloc_resize(&a, NULL, 0, half, half));
  ck_assert_ptr_null(alloc_resize(&a, NULL, 0, 0, 8));
  alloc_free(&a, NULL, 8, 8);
  ck_assert_uint_eq(f.calls, 0);
}
END_TEST

START_TEST(zeroed_memory_is_zero) {
  assay_allocator a = alloc_default();
  unsigned char *bytes = alloc_zero(&a, 100, 7);
  for (size_t i = 0; i < 700; i++) ck_assert_uint_eq(bytes[i], 0);
  alloc_free(&a, bytes, 100, 7);
}
END_TEST

START_TEST(a_failed_resize_leaves_the_old_block) {
  struct failing f = {.fail_at = 2, .for_good = true};
  assay_allocator a = failing_allocator(&f);
  uint32_t *items = alloc_zero(&a, 4, sizeof *items);
  items[3] = 1919;
  ck_assert_ptr_null(alloc_resize(&a, items, 4, 8, sizeof *items));
  ck_assert_ptr_null(alloc_resize(&a, items, 4, SIZE_MAX / 2, sizeof *items));
  ck_assert_uint_eq(items[3], 1919);
  ck_assert_uint_eq(f.live_bytes, 16);
  alloc_free(&a, items, 4, sizeof *items);
  ck_assert_uint_eq(f.live_blocks, 0);
  ck_assert_uint_eq(f.live_bytes, 0);
}
END_TEST

START_TEST(growth_at_least_doubles) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  void *items = NULL;
  size_t cap = 0;
  ck_assert(alloc_grow(&a, &items, &cap, 0, 4));
  ck_assert_ptr_null(items);
  ck_assert(alloc_grow(&a, &items, &cap, 1, 4));
  ck_assert_uint_eq(cap, 8);
  ck_assert(alloc_grow(&a, &items, &cap, 8, 4));
  ck_assert_uint_eq(f.calls, 1);
  ck_assert(alloc_grow(&a, &items, &cap, 9, 4));
  ck_assert_uint_eq(cap, 16);
  ck_assert(alloc_grow(&a, &items, &cap, 1000, 4));
  ck_assert_uint_eq(cap, 1000);
  ck_assert_uint_eq(f.live_bytes, 4000);
  for (size_t needed = 1001; needed <= 1000000; needed++)
    ck_assert(alloc_grow(&a, &items, &cap, needed, 4));
  ck_assert_uint_le(f.calls, 3 + 10); /* 1000 * 2^10 > 1000000 */
  alloc_free(&a, items, cap, 4);
  ck_assert_uint_eq(f.live_bytes, 0);
}
END_TEST

START_TEST(failed_growth_changes_nothing) {
  struct failing f = {.fail_at = 2};
  assay_allocator a = failing_allocator(&f);
  void *items = NULL;
  size_t cap = 0;
  ck_assert(alloc_grow(&a, &items, &cap, 3, 8));
  void *before = items;
  ck_assert(!alloc_grow(&a, &items, &cap, 9, 8));
  ck_assert(!alloc_grow(&a, &items, &cap, SIZE_MAX, 8));
  ck_assert_ptr_eq(items, before);
  ck_assert_uint_eq(cap, 8);
  alloc_free(&a, items, cap, 8);
  ck_assert_uint_eq(f.live_bytes, 0);
}
END_TEST

UNIT_MAIN("alloc", the_default_stands_in_for_none, the_default_keeps_the_contract,
          impossible_sizes_ask_for_nothing, zeroed_memory_is_zero,
          a_failed_resize_leaves_the_old_block, growth_at_least_doubles,
          failed_growth_changes_nothing)
