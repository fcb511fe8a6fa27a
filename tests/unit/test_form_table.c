/* test_form_table.c - forms of any length, and slots that grow below those who look. */
#include "text/form_table.h"

#include "base/table.h"
#include "unit.h"

#include <stdio.h>

static void enter(struct form_table *t, assay_str form, uint32_t term) {
  ck_assert_uint_eq(form_table_find(t, form), UINT32_MAX);
  ck_assert(form_table_reserve(t));
  ck_assert_uint_eq(form_table_find(t, form), UINT32_MAX);
  form_table_add(t, form, term);
  ck_assert_uint_eq(form_table_find(t, form), term);
}

START_TEST(any_bytes_are_a_form) {
  struct form_table t;
  form_table_init(&t, NULL);
  enter(&t, S(""), 5);
  enter(&t, S("\0"), 6);
  enter(&t, S("\0\0"), 7);
  enter(&t, S("a"), UINT32_MAX - 1);
  enter(&t, S("a form of more than sixteen bytes"), 0);
  enter(&t, S("a form of more than sixteen bytez"), 0);
  ck_assert_uint_eq(form_table_find(&t, S("")), 5);
  ck_assert_uint_eq(form_table_find(&t, S("\0")), 6);
  ck_assert_uint_eq(form_table_find(&t, S("a form of more than sixteen byte")),
                    UINT32_MAX);
  form_table_free(&t);
}
END_TEST

/* Kept slots hold what was there when they were replaced. */
static void check_growth(bool shared) {
  enum { COUNT = 20000, LONGEST = 24 };
  static char texts[COUNT][LONGEST];
  struct form_table t;
  form_table_init(&t, NULL);
  t.shared = shared;
  for (uint32_t i = 0; i < COUNT; i++) {
    const int len = snprintf(texts[i], LONGEST, "%u-\u00E9", i * 7919u);
    enter(&t, (assay_str){texts[i], (size_t)len}, COUNT - i);
  }
  for (uint32_t i = 0; i < COUNT; i++)
    ck_assert_uint_eq(form_table_find(&t, str_from(texts[i])), COUNT - i);
  const struct form_slots *slots = t.slots;
  ck_assert_uint_eq(slots->count, 65536);
  ck_assert_int_eq(slots->older != NULL, shared);
  if (shared) ck_assert_uint_eq(slots->older->count, 32768);
  form_table_free(&t);
}

START_TEST(many_survive_growth) {
  check_growth(false);
  check_growth(true);
}
END_TEST

static assay_status fill(const assay_allocator *a, assay_error *err) {
  static const char text[] =
      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789"
      "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ";
  struct form_table t;
  bool done = true;
  (void)err;
  form_table_init(&t, a);
  for (uint32_t i = 0; i + 6 < sizeof text && done; i++) {
    done = form_table_reserve(&t);
    if (done) form_table_add(&t, (assay_str){text + i, 5 + i % 2}, i);
  }
  form_table_free(&t);
  return done ? ASSAY_OK : ASSAY_ENOMEM;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill);
}
END_TEST

UNIT_MAIN("form_table", any_bytes_are_a_form, many_survive_growth,
          out_of_memory_leaves_nothing)
