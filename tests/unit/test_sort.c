/* test_sort.c - against an insertion sort, which is stable and too simple to be wrong. */
#include "base/sort.h"
#include "unit.h"

#define MOST 300

struct item {
  uint32_t key, place; /* place: where it stood; not compared */
};

struct comparing {
  size_t calls;
  bool descending;
};

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static int compare_items(const void *a, const void *b, void *ctx) {
  const struct item *x = a, *y = b;
  struct comparing *comparing = ctx;
  comparing->calls++;
  int order = (x->key > y->key) - (x->key < y->key);
  return comparing->descending ? -order : order;
}

static void insertion_sort(struct item *items, size_t count, bool descending) {
  struct comparing comparing = {0, descending};
  for (size_t i = 1; i < count; i++)
    for (size_t j = i; j > 0; j--) {
      if (compare_items(&items[j - 1], &items[j], &comparing) <= 0) break;
      struct item swap = items[j];
      items[j] = items[j - 1];
      items[j - 1] = swap;
    }
}

START_TEST(random_items_sort_stably) {
  static struct item items[MOST], expected[MOST];
  uint32_t state = 1;
  for (size_t count = 0; count <= MOST; count++) {
    uint32_t keys = 1 + next_random(&state) % 40; /* few: many equals */
    struct comparing comparing = {0, count % 2 == 1};
    for (size_t i = 0; i < count; i++) {
      items[i].key = next_random(&state) % keys;
      items[i].place = (uint32_t)i;
    }
    memcpy(expected, items, sizeof items);
    insertion_sort(expected, count, comparing.descending);
    ck_assert_int_eq(
        sort_items(items, count, sizeof *items, compare_items, &comparing, NULL, NULL),
        ASSAY_OK);
    if (count > 0) ck_assert_mem_eq(items, expected, count * sizeof *items);
  }
}
END_TEST

/* 1024 items: at most 1024 * 10 comparisons, whatever the order. */
START_TEST(comparisons_stay_below_n_log_n) {
  enum { COUNT = 1024 };
  static struct item items[COUNT];
  for (int shape = 0; shape < 4; shape++) {
    uint32_t state = 7;
    for (uint32_t i = 0; i < COUNT; i++) {
      uint32_t keys[] = {i, COUNT - i, 5, next_random(&state)};
      items[i] = (struct item){keys[shape], i};
    }
    struct comparing comparing = {0, false};
    ck_assert_int_eq(
        sort_items(items, COUNT, sizeof *items, compare_items, &comparing, NULL, NULL),
        ASSAY_OK);
    ck_assert_uint_le(comparing.calls, COUNT * 10);
    for (size_t i = 1; i < COUNT; i++) ck_assert_uint_le(items[i - 1].key, items[i].key);
  }
}
END_TEST

static int compare_first_byte(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return *(const unsigned char *)a - *(const unsigned char *)b;
}

START_TEST(items_of_any_size_are_kept_whole) {
  char bytes[] = "zyxab", threes[] = "c11b22a33b11";
  ck_assert_int_eq(sort_items(bytes, 5, 1, compare_first_byte, NULL, NULL, NULL),
                   ASSAY_OK);
  ck_assert_str_eq(bytes, "abxyz");
  ck_assert_int_eq(sort_items(threes, 4, 3, compare_first_byte, NULL, NULL, NULL),
                   ASSAY_OK);
  ck_assert_str_eq(threes, "a33b22b11c11");
}
END_TEST

START_TEST(none_and_one_need_no_memory) {
  struct failing f = {.fail_at = 1, .for_good = true};
  assay_allocator a = failing_allocator(&f);
  char one[] = "x";
  ck_assert_int_eq(sort_items(NULL, 0, 1, compare_first_byte, NULL, &a, NULL), ASSAY_OK);
  ck_assert_int_eq(sort_items(one, 1, 1, compare_first_byte, NULL, &a, NULL), ASSAY_OK);
  ck_assert_uint_eq(f.calls, 0);
}
END_TEST

START_TEST(without_memory_nothing_moves) {
  struct failing f = {.fail_at = 1};
  assay_allocator a = failing_allocator(&f);
  char bytes[] = "cba";
  assay_error err;
  ck_assert_int_eq(sort_items(bytes, 3, 1, compare_first_byte, NULL, &a, &err),
                   ASSAY_ENOMEM);
  ck_assert_int_eq(err.status, ASSAY_ENOMEM);
  ck_assert_str_eq(bytes, "cba");
}
END_TEST

static assay_status sort_some(const assay_allocator *a, assay_error *err) {
  char bytes[] = "collective security";
  return sort_items(bytes, sizeof bytes - 1, 1, compare_first_byte, NULL, a, err);
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(sort_some);
}
END_TEST

UNIT_MAIN("sort", random_items_sort_stably, comparisons_stay_below_n_log_n,
          items_of_any_size_are_kept_whole, none_and_one_need_no_memory,
          without_memory_nothing_moves, out_of_memory_leaves_nothing)
