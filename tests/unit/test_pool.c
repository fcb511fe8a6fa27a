/* test_pool.c - small blocks come from one large one and keep what is in them; others are
** malloc's. */
#include "base/pool.h"

#include "base/alloc.h"

#include "unit.h"

#include <stdint.h>

static struct pool pool;

START_TEST(blocks_do_not_overlap) {
  enum { MANY = 5000 };
  static unsigned char *blocks[MANY];
  for (size_t i = 0; i < MANY; i++) {
    const size_t size = i % 700 + 1;
    blocks[i] = pool_resize(&pool, NULL, 0, size);
    ck_assert_ptr_nonnull(blocks[i]);
    ck_assert_uint_eq((uintptr_t)blocks[i] % POOL_STEP, 0);
    memset(blocks[i], (int)(i % 251), size);
  }
  for (size_t i = 0; i < MANY; i += 2) { /* half of them are made anew */
    ck_assert_ptr_null(pool_resize(&pool, blocks[i], i % 700 + 1, 0));
    blocks[i] = NULL;
  }
  for (size_t i = 0; i < MANY; i += 2) {
    const size_t size = i % 700 + 1;
    blocks[i] = pool_resize(&pool, NULL, 0, size);
    memset(blocks[i], (int)(i % 251), size);
  }
  for (size_t i = 0; i < MANY; i++) {
    for (size_t k = 0; k < i % 700 + 1; k++) ck_assert_uint_eq(blocks[i][k], i % 251);
    pool_resize(&pool, blocks[i], i % 700 + 1, 0);
  }
  pool_free(&pool);
  ck_assert_ptr_null(pool.begin);
}
END_TEST

START_TEST(a_block_changes_its_size) {
  static const size_t sizes[] = {1, 16, 17, 511, 512, 513, 100000, 600, 40, 33, 3, 0};
  unsigned char *block = NULL;
  size_t have = 0;
  for (size_t i = 0; sizes[i] > 0; i++) {
    block = pool_resize(&pool, block, have, sizes[i]);
    ck_assert_ptr_nonnull(block);
    const size_t kept = have < sizes[i] ? have : sizes[i];
    for (size_t k = 0; k < kept; k++) ck_assert_uint_eq(block[k], k * 7 % 256);
    for (size_t k = kept; k < sizes[i]; k++) block[k] = (unsigned char)(k * 7);
    have = sizes[i];
  }
  ck_assert_ptr_null(pool_resize(&pool, block, have, 0));
  ck_assert_ptr_null(pool_resize(&pool, NULL, 0, 0));
  pool_free(&pool);
}
END_TEST

START_TEST(a_free_block_serves_again) {
  if (ALLOC_WATCHED) return; /* all blocks are malloc's */
  void *first = pool_resize(&pool, NULL, 0, 40);
  void *second = pool_resize(&pool, NULL, 0, 40);
  ck_assert(first && second && first != second);
  pool_resize(&pool, first, 40, 0);
  ck_assert_ptr_eq(pool_resize(&pool, NULL, 0, 33), first); /* of 48 bytes, too */
  ck_assert_ptr_eq(pool_resize(&pool, second, 40, 48), second);
  pool_free(&pool);
}
END_TEST

static bool is_of_pool(const void *block) {
  return (uintptr_t)block >= (uintptr_t)pool.begin &&
         (uintptr_t)block < (uintptr_t)pool.end;
}

/* Were they kept, a script could have many times what its limit allows: blocks of one
** size, then of the next. */
START_TEST(what_it_keeps_has_a_limit) {
  if (ALLOC_WATCHED) return;
  const size_t many = 2 * POOL_BYTES / 32;
  void **blocks = calloc(many, sizeof *blocks);
  ck_assert_ptr_nonnull(blocks);
  for (size_t size = 32; size <= 64; size += 16) {
    size_t pieces = 0;
    for (size_t i = 0; i < many; i++) {
      blocks[i] = pool_resize(&pool, NULL, 0, size);
      ck_assert_ptr_nonnull(blocks[i]);
      memset(blocks[i], 1, size);
      pieces += is_of_pool(blocks[i]);
    }
    ck_assert_uint_eq(pieces, size == 32 ? many / 2 : 0);
    for (size_t i = 0; i < many; i++) pool_resize(&pool, blocks[i], size, 0);
  }
  pool_free(&pool);
  free(blocks);
}
END_TEST

UNIT_MAIN("pool", blocks_do_not_overlap, a_block_changes_its_size,
          a_free_block_serves_again, what_it_keeps_has_a_limit)
