/* test_reuse.c - what was given back is had again, and large blocks are not kept. */
#include "base/reuse.h"

#include "base/alloc.h"

#include "unit.h"

#include <stdint.h>

static struct reuse reuse;

static void *take(assay_allocator a, size_t size) {
  return a.resize(a.ctx, NULL, 0, size);
}

static void give_back(assay_allocator a, void *block, size_t size) {
  ck_assert_ptr_null(a.resize(a.ctx, block, size, 0));
}

START_TEST(a_block_serves_again) {
  reuse_init(&reuse);
  assay_allocator a = reuse_allocator(&reuse);
  char *first = take(a, 1000), *second = take(a, 1000);
  ck_assert(first && second && first != second);
  ck_assert_uint_eq((uintptr_t)first % _Alignof(max_align_t), 0);
  memset(first, 'a', 1000);
  memset(second, 'b', 1000);
  ck_assert_int_eq(first[999], 'a');
  give_back(a, first, 1000);
  if (!ALLOC_WATCHED) {
    ck_assert_uint_eq(reuse.bytes, 1024);
    ck_assert_ptr_eq(take(a, 600), first); /* of the same power of two */
    ck_assert_uint_eq(reuse.bytes, 0);
    give_back(a, first, 600);
  }
  give_back(a, second, 1000);
  reuse_free(&reuse);
  ck_assert_uint_eq(reuse.bytes, 0);
}
END_TEST

START_TEST(a_block_changes_its_size) {
  static const size_t sizes[] = {1, 64, 65, 3000, 20, 65536, 65537, 300000, 70000, 10, 0};
  reuse_init(&reuse);
  assay_allocator a = reuse_allocator(&reuse);
  char *block = NULL;
  size_t have = 0;
  for (size_t i = 0; sizes[i] > 0; i++) {
    block = a.resize(a.ctx, block, have, sizes[i]);
    ck_assert_ptr_nonnull(block);
    size_t kept = have < sizes[i] ? have : sizes[i];
    for (size_t k = 0; k < kept; k++) ck_assert_int_eq(block[k], (char)(k * 7));
    for (size_t k = kept; k < sizes[i]; k++) block[k] = (char)(k * 7);
    have = sizes[i];
  }
  give_back(a, block, have);
  reuse_free(&reuse);
}
END_TEST

START_TEST(not_everything_is_kept) {
  enum { MANY = 40 };
  void *blocks[MANY];
  reuse_init(&reuse);
  assay_allocator a = reuse_allocator(&reuse);
  void *large = take(a, 65537);
  give_back(a, large, 65537);
  ck_assert_uint_eq(reuse.bytes, 0);
  for (int i = 0; i < MANY; i++) blocks[i] = take(a, 65536);
  for (int i = 0; i < MANY; i++) give_back(a, blocks[i], 65536);
  ck_assert_uint_le(reuse.bytes, REUSE_MOST);
  ck_assert_ptr_null(take(a, SIZE_MAX - 8));
  ck_assert_ptr_null(a.resize(a.ctx, NULL, 0, 0));
  reuse_free(&reuse);
}
END_TEST

UNIT_MAIN("reuse", a_block_serves_again, a_block_changes_its_size, not_everything_is_kept)
