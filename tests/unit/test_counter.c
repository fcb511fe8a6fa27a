/* test_counter.c - counts by key, totals, orders, and what an overflow leaves. */
#include "count/counter.h"
#include "unit.h"

static struct counter *new_counter(void) {
  struct counter *c = NULL;
  ck_assert_int_eq(counter_new(&c, NULL, NULL), ASSAY_OK);
  return c;
}

static void add(struct counter *c, const char *key, int64_t n) {
  ck_assert_int_eq(counter_add(c, str_from(key), n, NULL), ASSAY_OK);
}

/* The keys in order, with a space between them. */
static void check_order(const struct counter *c, enum count_order by,
                        const char *expected) {
  uint32_t *ids;
  char got[256] = "";
  ck_assert_int_eq(counter_order(c, by, &ids, NULL), ASSAY_OK);
  for (size_t i = 0; i < c->keys.count; i++) {
    if (i > 0) strncat(got, " ", sizeof got - strlen(got) - 1);
    strncat(got, table_key(&c->keys, ids[i]).ptr, sizeof got - strlen(got) - 1);
  }
  counter_free_order(c, ids);
  ck_assert_str_eq(got, expected);
}

START_TEST(counts_add_up) {
  struct counter *c = new_counter();
  add(c, "peace", 2);
  add(c, "war", 1);
  add(c, "peace", 3);
  add(c, "", -4);
  ck_assert_int_eq(counter_get(c, S("peace")), 5);
  ck_assert_int_eq(counter_get(c, S("war")), 1);
  ck_assert_int_eq(counter_get(c, S("")), -4);
  ck_assert_int_eq(counter_get(c, S("Peace")), 0);
  ck_assert_int_eq(c->total, 2);
  ck_assert_uint_eq(c->keys.count, 3);
  counter_free(c);
  counter_free(NULL);
}
END_TEST

START_TEST(a_zero_makes_the_key) {
  struct counter *c = new_counter();
  add(c, "peace", 0);
  ck_assert_uint_eq(c->keys.count, 1);
  check_order(c, ORDER_BY_KEY, "peace");
  counter_free(c);
}
END_TEST

START_TEST(keys_are_copied_with_their_nuls) {
  struct counter *c = new_counter();
  char key[] = {'a', '\0', 'b'};
  ck_assert_int_eq(counter_add(c, (assay_str){key, 3}, 1, NULL), ASSAY_OK);
  key[0] = 'x';
  ck_assert_int_eq(counter_get(c, S("a\0b")), 1);
  ck_assert_int_eq(counter_get(c, S("a")), 0);
  counter_free(c);
}
END_TEST

/* The table takes 8 bytes of text at a time: keys that differ only in their last. */
START_TEST(ten_thousand_keys_are_kept_apart) {
  struct counter *c = new_counter();
  char key[] = "collective0000";
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 10000; i++) {
      for (int digit = 13, rest = i; digit >= 10; digit--, rest /= 10)
        key[digit] = (char)('0' + rest % 10);
      add(c, key, i);
    }
  ck_assert_uint_eq(c->keys.count, 10000);
  ck_assert_int_eq(counter_get(c, S("collective9999")), 2 * 9999);
  ck_assert_int_eq(counter_get(c, S("collective0001")), 2);
  ck_assert_int_eq(c->total, 99990000); /* 9999 * 10000 / 2, twice */
  counter_free(c);
}
END_TEST

START_TEST(keys_sort_by_bytes_and_numbers_by_value) {
  struct counter *c = new_counter();
  static const char *const keys[] = {"b",       "10",     "9", "\xC3\xA9", "ba",
                                     "chap 10", "chap 9", "A", "09",       ""};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) add(c, keys[i], 1);
  check_order(c, ORDER_BY_KEY, " 09 9 10 A b ba chap 9 chap 10 \xC3\xA9");
  counter_free(c);
}
END_TEST

START_TEST(counts_sort_from_the_largest_and_ties_by_key) {
  struct counter *c = new_counter();
  add(c, "war", 2);
  add(c, "peace", 2);
  add(c, "debt", INT64_MIN);
  add(c, "oil", INT64_MAX);
  add(c, "none", 0);
  add(c, "10", 2);
  add(c, "9", 2);
  check_order(c, ORDER_BY_COUNT, "oil 9 10 peace war none debt");
  counter_free(c);
}
END_TEST

START_TEST(an_empty_counter_has_an_order) {
  struct counter *c = new_counter();
  check_order(c, ORDER_BY_COUNT, "");
  counter_free(c);
}
END_TEST

START_TEST(overflow_leaves_the_old_counts) {
  struct counter *c = new_counter();
  assay_error err;
  add(c, "oil", INT64_MAX);
  ck_assert_int_eq(counter_add(c, S("oil"), 1, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "a count is limited to 64 bits");
  ck_assert_int_eq(counter_add(c, S("war"), 1, &err), ASSAY_ELIMIT); /* the total */
  ck_assert_uint_eq(c->keys.count, 1);
  add(c, "debt", -5);
  ck_assert_int_eq(counter_add(c, S("oil"), 1, &err), ASSAY_ELIMIT); /* the count */
  ck_assert_int_eq(counter_get(c, S("oil")), INT64_MAX);
  ck_assert_int_eq(c->total, INT64_MAX - 5);
  add(c, "oil", INT64_MIN);
  ck_assert_int_eq(counter_get(c, S("oil")), -1);
  ck_assert_int_eq(c->total, -6);
  ck_assert_int_eq(counter_add(c, S("debt"), INT64_MIN, &err), ASSAY_ELIMIT);
  ck_assert_int_eq(counter_get(c, S("debt")), -5);
  counter_free(c);
}
END_TEST

START_TEST(merging_adds_and_appends) {
  struct counter *into = new_counter(), *from = new_counter();
  add(into, "war", 1);
  add(into, "peace", 2);
  add(from, "oil", 0);
  add(from, "peace", -3);
  ck_assert_int_eq(counter_merge(into, from, NULL), ASSAY_OK);
  ck_assert_int_eq(counter_get(into, S("war")), 1);
  ck_assert_int_eq(counter_get(into, S("peace")), -1);
  ck_assert_int_eq(into->total, 0);
  ck_str(table_key(&into->keys, 2), "oil");
  ck_assert_uint_eq(from->keys.count, 2);
  ck_assert_int_eq(counter_get(from, S("peace")), -3);
  counter_free(into);
  counter_free(from);
}
END_TEST

START_TEST(a_counter_may_be_merged_with_itself) {
  struct counter *c = new_counter();
  char key[] = "a";
  for (key[0] = 'a'; key[0] <= 'z'; key[0]++) add(c, key, key[0]);
  ck_assert_int_eq(counter_merge(c, c, NULL), ASSAY_OK);
  ck_assert_uint_eq(c->keys.count, 26);
  ck_assert_int_eq(counter_get(c, S("z")), 2 * 'z');
  counter_free(c);
}
END_TEST

START_TEST(a_merge_that_overflows_says_so) {
  struct counter *into = new_counter(), *from = new_counter();
  add(into, "oil", INT64_MAX);
  add(into, "debt", INT64_MIN);
  add(from, "oil", 1);
  ck_assert_int_eq(counter_merge(into, from, NULL), ASSAY_ELIMIT);
  ck_assert_int_eq(counter_get(into, S("oil")), INT64_MAX);
  ck_assert_int_eq(into->total, -1);
  counter_free(into);
  counter_free(from);
}
END_TEST

static assay_status fill_merge_and_order(const assay_allocator *a, assay_error *err) {
  struct counter *c = NULL, *twin = NULL;
  uint32_t *ids = NULL;
  char key[] = "a";
  assay_status status = counter_new(&c, a, err);
  if (status == ASSAY_OK) status = counter_new(&twin, a, err);
  for (; key[0] <= 'z' && status == ASSAY_OK; key[0]++)
    status = counter_add(c, (assay_str){key, 1}, 1, err);
  if (status == ASSAY_OK) status = counter_merge(twin, c, err);
  if (status == ASSAY_OK) status = counter_order(twin, ORDER_BY_COUNT, &ids, err);
  if (ids) counter_free_order(twin, ids);
  counter_free(c);
  counter_free(twin);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill_merge_and_order);
}
END_TEST

/* After any failure the counts are what the successful additions made them. */
START_TEST(out_of_memory_leaves_the_old_counts) {
  for (size_t n = 2; n < 20; n++) {
    struct failing f = {.fail_at = n};
    assay_allocator a = failing_allocator(&f);
    struct counter *c = NULL;
    ck_assert_int_eq(counter_new(&c, &a, NULL), ASSAY_OK);
    int64_t added = 0;
    char key[] = "k00";
    for (int i = 0; i < 100; i++) {
      key[1] = (char)('0' + i / 10);
      key[2] = (char)('0' + i % 10);
      bool done = counter_add(c, (assay_str){key, 3}, 1, NULL) == ASSAY_OK;
      added += done;
      ck_assert_int_eq(counter_get(c, (assay_str){key, 3}), done);
    }
    ck_assert_int_eq(c->total, added);
    ck_assert_int_eq((int64_t)c->keys.count, added);
    counter_free(c);
    ck_assert_uint_eq(f.live_bytes, 0);
  }
}
END_TEST

UNIT_MAIN("counter", counts_add_up, a_zero_makes_the_key, keys_are_copied_with_their_nuls,
          ten_thousand_keys_are_kept_apart, keys_sort_by_bytes_and_numbers_by_value,
          counts_sort_from_the_largest_and_ties_by_key, an_empty_counter_has_an_order,
          overflow_leaves_the_old_counts, merging_adds_and_appends,
          a_counter_may_be_merged_with_itself, a_merge_that_overflows_says_so,
          out_of_memory_leaves_nothing, out_of_memory_leaves_the_old_counts)
