/* test_stable_list.c - items stay where they are, whatever is appended. */
#include "base/stable_list.h"
#include "unit.h"

/* Pieces begin at 0, 64, 128, 256 ... and every item has a place of its own. */
START_TEST(places_are_in_a_row) {
  ck_assert_uint_eq(stable_list_piece(0), 0);
  ck_assert_uint_eq(stable_list_piece(63), 0);
  ck_assert_uint_eq(stable_list_piece(64), 1);
  ck_assert_uint_eq(stable_list_piece(127), 1);
  ck_assert_uint_eq(stable_list_piece(128), 2);
  ck_assert_uint_eq(stable_list_piece(UINT32_MAX), STABLE_PIECES - 1);
  ck_assert_uint_eq(stable_list_begin(0), 0);
  ck_assert_uint_eq(stable_list_begin(1), 64);
  ck_assert_uint_eq(stable_list_begin(2), 128);
  ck_assert_uint_eq(stable_list_begin(3), 256);
}
END_TEST

START_TEST(items_never_move) {
  enum { COUNT = 5000 };
  struct stable_list list;
  const uint32_t *places[COUNT];
  stable_list_init(&list, sizeof(uint32_t), NULL);
  for (uint32_t i = 0; i < COUNT; i++) {
    uint32_t *item = stable_list_reserve(&list);
    ck_assert_ptr_nonnull(item);
    ck_assert_ptr_eq(stable_list_reserve(&list), item); /* the same until it is pushed */
    *item = i * 3;
    ck_assert_uint_eq(stable_list_count(&list), i);
    stable_list_push(&list);
    places[i] = item;
  }
  ck_assert_uint_eq(stable_list_count(&list), COUNT);
  for (uint32_t i = 0; i < COUNT; i++) {
    ck_assert_ptr_eq(stable_list_at(&list, i), places[i]);
    ck_assert_uint_eq(*places[i], i * 3);
  }
  stable_list_free(&list);
  ck_assert_uint_eq(stable_list_count(&list), 0);
}
END_TEST

static assay_status fill(const assay_allocator *a, assay_error *err) {
  struct stable_list list;
  bool done = true;
  (void)err;
  stable_list_init(&list, 8, a);
  for (int i = 0; i < 1000 && done; i++) {
    done = stable_list_reserve(&list) != NULL;
    if (done) stable_list_push(&list);
  }
  stable_list_free(&list);
  return done ? ASSAY_OK : ASSAY_ENOMEM;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill);
}
END_TEST

UNIT_MAIN("stable_list", places_are_in_a_row, items_never_move,
          out_of_memory_leaves_nothing)
