/* test_arena.c - pieces are aligned, do not overlap, and go all at once. */
#include "base/arena.h"
#include "unit.h"

#include <stdalign.h>

START_TEST(pieces_are_aligned_and_apart) {
  enum { PIECES = 3000 };
  struct arena arena;
  arena_init(&arena, NULL);
  static unsigned char *pieces[PIECES];
  for (size_t i = 0; i < PIECES; i++) {
    size_t size = i % 67;
    pieces[i] = arena_alloc(&arena, size, 1);
    ck_assert_ptr_nonnull(pieces[i]);
    ck_assert_uint_eq((uintptr_t)pieces[i] % alignof(max_align_t), 0);
    memset(pieces[i], (int)(i % 251), size);
  }
  for (size_t i = 0; i < PIECES; i++)
    for (size_t j = 0; j < i % 67; j++) ck_assert_uint_eq(pieces[i][j], i % 251);
  arena_free(&arena);
}
END_TEST

START_TEST(a_request_for_nothing_gives_a_pointer) {
  struct arena arena;
  arena_init(&arena, NULL);
  ck_assert_ptr_nonnull(arena_alloc(&arena, 0, 8));
  ck_assert_ptr_nonnull(arena_alloc(&arena, 8, 0));
  ck_assert_ptr_nonnull(arena_alloc(&arena, 1024, 1)); /* fills the first block */
  ck_assert_ptr_nonnull(arena_alloc(&arena, 0, 0));
  arena_free(&arena);
}
END_TEST

START_TEST(a_large_piece_has_its_own_block) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct arena arena;
  arena_init(&arena, &a);
  char *small = arena_alloc(&arena, 5, 1);
  memcpy(small, "peace", 5);
  char *large = arena_alloc(&arena, 3000001, 1);
  memset(large, 'x', 3000001);
  ck_assert_mem_eq(small, "peace", 5);
  ck_assert_uint_eq(f.calls, 2);
  arena_free(&arena);
  ck_assert_uint_eq(f.live_blocks, 0);
  ck_assert_uint_eq(f.live_bytes, 0);
}
END_TEST

/* 1 KiB, 2 KiB ... 1 MiB are 11 blocks and 2 MiB; then one a MiB. */
START_TEST(blocks_grow_up_to_a_mebibyte) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct arena arena;
  arena_init(&arena, &a);
  for (int i = 0; i < 10 * 1024; i++) ck_assert_ptr_nonnull(arena_alloc(&arena, 1, 1024));
  ck_assert_uint_le(f.calls, 11 + 9);
  ck_assert_uint_le(f.live_bytes, 11 << 20);
  arena_free(&arena);
  ck_assert_uint_eq(f.live_bytes, 0);
}
END_TEST

START_TEST(impossible_sizes_ask_for_nothing) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct arena arena;
  arena_init(&arena, &a);
  ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX, 1));
  ck_assert_ptr_null(arena_alloc(&arena, 1, SIZE_MAX));
  ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX / 2, 4));
  ck_assert_ptr_null(arena_alloc(&arena, (size_t)PTRDIFF_MAX, 1));
  ck_assert_ptr_null(arena_copy(&arena, (assay_str){"x", SIZE_MAX}).ptr);
  ck_assert_uint_eq(f.calls, 0);
  arena_free(&arena);
}
END_TEST

START_TEST(copies_end_in_a_nul) {
  struct arena arena;
  arena_init(&arena, NULL);
  char word[] = "peace";
  assay_str copy = arena_copy(&arena, (assay_str){word, 5});
  word[0] = 'X';
  ck_str(copy, "peace");
  ck_assert_int_eq(copy.ptr[5], '\0');
  copy = arena_copy(&arena, S("a\0b"));
  ck_assert_uint_eq(copy.len, 3);
  ck_assert_mem_eq(copy.ptr, "a\0b", 4);
  copy = arena_copy(&arena, (assay_str){NULL, 0});
  ck_assert_uint_eq(copy.len, 0);
  ck_assert_str_eq(copy.ptr, "");
  arena_free(&arena);
}
END_TEST

START_TEST(it_can_be_used_again_after_free) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct arena arena;
  arena_init(&arena, &a);
  for (int round = 0; round < 3; round++) {
    ck_str(arena_copy(&arena, S("peace")), "peace");
    arena_free(&arena);
    arena_free(&arena);
    ck_assert_uint_eq(f.live_blocks, 0);
  }
}
END_TEST

/* What was there before a failure stays, and the next request may succeed. */
START_TEST(a_failure_changes_nothing) {
  struct failing f = {.fail_at = 2};
  assay_allocator a = failing_allocator(&f);
  struct arena arena;
  arena_init(&arena, &a);
  assay_str kept = arena_copy(&arena, S("peace"));
  ck_assert_ptr_null(arena_alloc(&arena, 1 << 16, 1));
  ck_assert_ptr_nonnull(arena_alloc(&arena, 16, 1)); /* from the first block */
  ck_assert_ptr_nonnull(arena_alloc(&arena, 1 << 16, 1));
  ck_str(kept, "peace");
  arena_free(&arena);
  ck_assert_uint_eq(f.live_bytes, 0);
}
END_TEST

static assay_status copy_some(const assay_allocator *a, assay_error *err) {
  (void)err;
  struct arena arena;
  arena_init(&arena, a);
  assay_status status = ASSAY_OK;
  for (int i = 0; i < 500 && status == ASSAY_OK; i++)
    if (!arena_copy(&arena, S("collective security")).ptr) status = ASSAY_ENOMEM;
  arena_free(&arena);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(copy_some);
}
END_TEST

UNIT_MAIN("arena", pieces_are_aligned_and_apart, a_request_for_nothing_gives_a_pointer,
          a_large_piece_has_its_own_block, blocks_grow_up_to_a_mebibyte,
          impossible_sizes_ask_for_nothing, copies_end_in_a_nul,
          it_can_be_used_again_after_free, a_failure_changes_nothing,
          out_of_memory_leaves_nothing)
