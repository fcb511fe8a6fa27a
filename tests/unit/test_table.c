/* test_table.c - interning: ids in order of first appearance, keys kept exactly. */
#include "base/table.h"
#include "unit.h"

#include <stdio.h>

START_TEST(ids_follow_first_appearance) {
  struct table t;
  table_init(&t, NULL);
  uint32_t id;
  ck_assert_int_eq(table_intern(&t, S("peace"), &id, NULL), ASSAY_OK);
  ck_assert_uint_eq(id, 0);
  ck_assert_int_eq(table_intern(&t, S(""), &id, NULL), ASSAY_OK);
  ck_assert_uint_eq(id, 1);
  ck_assert_int_eq(table_intern(&t, S("a\0b"), &id, NULL), ASSAY_OK);
  ck_assert_uint_eq(id, 2);
  ck_assert_int_eq(table_intern(&t, S("peace"), &id, NULL), ASSAY_OK);
  ck_assert_uint_eq(id, 0);
  ck_assert_uint_eq(table_find(&t, S("a\0b")), 2);
  ck_assert_uint_eq(table_find(&t, S("a")), TABLE_NONE);
  ck_assert_uint_eq(table_key(&t, 2).len, 3);
  table_free(&t);
}
END_TEST

START_TEST(many_keys_survive_growth) {
  struct table t;
  table_init(&t, NULL);
  char key[32];
  for (uint32_t i = 0; i < 100000; i++) {
    int len = snprintf(key, sizeof key, "key%u", i * 7919u);
    uint32_t id;
    ck_assert_int_eq(table_intern(&t, (assay_str){key, (size_t)len}, &id, NULL),
                     ASSAY_OK);
    ck_assert_uint_eq(id, i);
  }
  for (uint32_t i = 0; i < 100000; i++) {
    int len = snprintf(key, sizeof key, "key%u", i * 7919u);
    ck_assert_uint_eq(table_find(&t, (assay_str){key, (size_t)len}), i);
  }
  table_free(&t);
}
END_TEST

static assay_status intern_some(const assay_allocator *a, assay_error *err) {
  struct table t;
  table_init(&t, a);
  assay_status status = ASSAY_OK;
  char key[] = "k00";
  for (int i = 0; i < 80 && status == ASSAY_OK; i++) {
    key[1] = (char)('0' + i / 10);
    key[2] = (char)('0' + i % 10);
    uint32_t id;
    status = table_intern(&t, S("k"), &id, err);
    if (status == ASSAY_OK) status = table_intern(&t, (assay_str){key, 3}, &id, err);
  }
  table_free(&t);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(intern_some);
}
END_TEST

START_TEST(comparison_is_by_bytes_then_length) {
  ck_assert_int_lt(str_compare(S("a"), S("ab")), 0);
  ck_assert_int_lt(str_compare(S("z"), S("\xC3\xA9")), 0);
  ck_assert_int_eq(str_compare(S(""), S("")), 0);
  ck_assert_int_gt(str_compare(S("b"), S("ab")), 0);
}
END_TEST

START_TEST(a_known_key_takes_no_memory) {
  struct failing f = {.fail_at = 0};
  assay_allocator a = failing_allocator(&f);
  struct table t;
  uint32_t id;
  char key[16];
  table_init(&t, &a);
  for (uint32_t i = 0; i < 1000; i++) {
    int len = snprintf(key, sizeof key, "%u", i);
    assay_str s = {key, (size_t)len};
    ck_assert_int_eq(table_intern(&t, s, &id, NULL), ASSAY_OK);
    size_t calls = f.calls; /* the table may be as full as it gets */
    ck_assert_int_eq(table_intern(&t, s, &id, NULL), ASSAY_OK);
    ck_assert_uint_eq(id, i);
    ck_assert_uint_eq(f.calls, calls);
  }
  table_free(&t);
}
END_TEST

UNIT_MAIN("table", ids_follow_first_appearance, many_keys_survive_growth,
          out_of_memory_leaves_nothing, comparison_is_by_bytes_then_length,
          a_known_key_takes_no_memory)
