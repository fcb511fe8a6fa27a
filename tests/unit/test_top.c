/* test_top.c - the keys of the greatest values, against a brute-force list. */
#include "count/top.h"

#include "unit.h"

static struct top *new_top(size_t size) {
  struct top *t = NULL;
  ck_assert_int_eq(top_new(&t, size, NULL, NULL), ASSAY_OK);
  return t;
}

static void add(struct top *t, const char *key, int64_t value) {
  assay_str name = {key, strlen(key)};
  ck_assert_int_eq(top_add(t, name, scalar_integer(value), NULL), ASSAY_OK);
}

/* The keys with a space between them. */
static void check(const struct top *t, const char *expected) {
  char got[256] = "";
  for (size_t i = 0; i < t->ranking.count; i++) {
    if (i > 0) strncat(got, " ", sizeof got - strlen(got) - 1);
    strncat(got, top_at(t, i)->key, sizeof got - strlen(got) - 1);
  }
  ck_assert_str_eq(got, expected);
}

START_TEST(the_greatest_values_stay) {
  struct top *t = new_top(3);
  check(t, "");
  add(t, "c", 1);
  add(t, "b", 1);
  check(t, "b c");
  add(t, "a", -5);
  add(t, "d", 7);
  check(t, "d b c");
  add(t, "aa", 1);
  check(t, "d aa b");
  add(t, "z", 1);
  check(t, "d aa b");
  top_free(t);
  top_free(NULL);
}
END_TEST

START_TEST(a_key_keeps_its_greatest_value) {
  struct top *t = new_top(2);
  add(t, "a", 1);
  add(t, "b", 2);
  add(t, "a", 3);
  check(t, "a b");
  add(t, "a", 0);
  add(t, "b", 2);
  check(t, "a b");
  ck_assert_int_eq(top_at(t, 0)->value.integer, 3);
  add(t, "c", 9);
  check(t, "c a");
  add(t, "b", 9); /* back again */
  check(t, "b c");
  top_free(t);
}
END_TEST

/* 26 keys, 2000 additions: sort the greatest value of each key by hand. */
START_TEST(it_is_what_sorting_gives) {
  for (uint32_t size = 1; size <= 30; size += 7) {
    struct top *t = new_top(size);
    int64_t best[26];
    uint32_t state = size;
    for (int k = 0; k < 26; k++) best[k] = INT64_MIN;
    for (int i = 0; i < 2000; i++) {
      state = state * 1664525u + 1013904223u;
      char key[] = {(char)('a' + (state >> 8) % 26), '\0'};
      int64_t value = (state >> 16) % 1000 - 500;
      add(t, key, value);
      if (value > best[key[0] - 'a']) best[key[0] - 'a'] = value;
    }
    ck_assert_uint_eq(t->ranking.count, size < 26 ? size : 26);
    for (size_t i = 0; i < t->ranking.count; i++) {
      int greatest = 0;
      for (int k = 1; k < 26; k++)
        if (best[k] > best[greatest]) greatest = k;
      ck_assert_int_eq(top_at(t, i)->key[0], 'a' + greatest);
      ck_assert_int_eq(top_at(t, i)->value.integer, best[greatest]);
      best[greatest] = INT64_MIN;
    }
    top_free(t);
  }
}
END_TEST

START_TEST(sizes_are_checked) {
  struct top *t = NULL, *a = new_top(1), *b = new_top(2);
  assay_error err;
  ck_assert_int_eq(top_new(&t, 0, NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "the size of a top list is 1..65536, not 0");
  ck_assert_int_eq(top_new(&t, 65537, NULL, NULL), ASSAY_EARG);
  ck_assert_int_eq(top_merge(a, b, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge top lists of other sizes");
  add(a, "x", 1);
  ck_assert_int_eq(top_merge(a, a, NULL), ASSAY_OK);
  check(a, "x");
  top_free(a);
  top_free(b);
}
END_TEST

static assay_status fill(const assay_allocator *a, assay_error *err) {
  struct top *t = NULL;
  char key[] = "a";
  assay_status status = top_new(&t, 10, a, err);
  for (; key[0] <= 'z' && status == ASSAY_OK; key[0]++)
    status = top_add(t, (assay_str){key, 1}, scalar_integer(key[0]), err);
  top_free(t);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill);
}
END_TEST

UNIT_MAIN("top", the_greatest_values_stay, a_key_keeps_its_greatest_value,
          it_is_what_sorting_gives, sizes_are_checked, out_of_memory_leaves_nothing)
