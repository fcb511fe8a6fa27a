/* test_tokens.c - columns grow, keep what they hold, and give back what they do not
** need. */
#include "text/tokens.h"
#include "unit.h"

static void check_filled(const struct token_columns *t, size_t count) {
  ck_assert_uint_eq(t->count, count);
  for (size_t i = 0; i < count; i++) {
    ck_assert_uint_eq(t->begin[i], 3 * i);
    ck_assert_uint_eq(t->end[i], 3 * i + 2);
    ck_assert_uint_eq(t->kind[i], i % 3);
  }
}

static bool fill(struct token_columns *t, size_t count) {
  for (size_t i = t->count; i < count; i++)
    if (!tokens_add(t, 3 * i, 3 * i + 2, (assay_token_kind)(i % 3))) return false;
  return true;
}

START_TEST(tokens_survive_growth_and_shrinking) {
  struct token_columns t;
  tokens_init(&t, NULL);
  ck_assert(fill(&t, 10000));
  check_filled(&t, 10000);
  tokens_shrink(&t);
  ck_assert_uint_eq(t.cap, 10000);
  check_filled(&t, 10000);
  ck_assert(fill(&t, 10100));
  check_filled(&t, 10100);
  tokens_free(&t);
}
END_TEST

START_TEST(a_token_takes_nine_bytes) {
  struct failing f = {.fail_at = 0};
  assay_allocator a = failing_allocator(&f);
  struct token_columns t;
  tokens_init(&t, &a);
  ck_assert(fill(&t, 1000));
  tokens_shrink(&t);
  ck_assert_uint_eq(f.live_bytes, 9000);
  t.count = 0;
  tokens_shrink(&t);
  ck_assert_uint_eq(f.live_blocks, 0);
  tokens_free(&t);
}
END_TEST

START_TEST(only_longer_tokens_are_taken_out) {
  struct token_columns t;
  tokens_init(&t, NULL);
  ck_assert_uint_eq(tokens_drop_longer(&t, 2), 0);
  ck_assert(fill(&t, 5000));
  ck_assert_uint_eq(tokens_drop_longer(&t, 2), 0);
  check_filled(&t, 5000);
  /* At both ends of a stride of 1024, inside one, and the last. */
  static const size_t longer[] = {0, 1023, 1024, 1025, 3000, 4999};
  for (size_t i = 0; i < 6; i++) t.end[longer[i]] += 1;
  ck_assert_uint_eq(tokens_drop_longer(&t, 3), 0);
  ck_assert_uint_eq(tokens_drop_longer(&t, 2), 6);
  ck_assert_uint_eq(t.count, 4994);
  size_t skipped = 0;
  for (size_t i = 0; i < t.count; i++) {
    while (skipped < 6 && longer[skipped] == i + skipped) skipped++;
    ck_assert_uint_eq(t.begin[i], 3 * (i + skipped));
    ck_assert_uint_eq(t.end[i], 3 * (i + skipped) + 2);
    ck_assert_uint_eq(t.kind[i], (i + skipped) % 3);
  }
  ck_assert_uint_eq(skipped, 5); /* the last is behind all that stay */
  ck_assert_uint_eq(tokens_drop_longer(&t, 1), 4994);
  ck_assert_uint_eq(t.count, 0);
  tokens_free(&t);
}
END_TEST

START_TEST(impossible_room_is_refused) {
  struct token_columns t;
  tokens_init(&t, NULL);
  ck_assert(fill(&t, 5));
  ck_assert(!tokens_reserve(&t, SIZE_MAX));
  ck_assert(!tokens_reserve(&t, SIZE_MAX / 4));
  check_filled(&t, 5);
  tokens_free(&t);
}
END_TEST

/* What was there stays there; after a failure the next try may succeed. */
static assay_status grow_some(const assay_allocator *a, assay_error *err) {
  (void)err;
  struct token_columns t;
  tokens_init(&t, a);
  bool first = fill(&t, 1000), second = fill(&t, 1000);
  check_filled(&t, t.count);
  if (first || second) ck_assert_uint_eq(t.count, 1000);
  tokens_shrink(&t);
  check_filled(&t, t.count);
  tokens_free(&t);
  return first && second ? ASSAY_OK : ASSAY_ENOMEM;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(grow_some);
}
END_TEST

UNIT_MAIN("tokens", tokens_survive_growth_and_shrinking, a_token_takes_nine_bytes,
          only_longer_tokens_are_taken_out, impossible_room_is_refused,
          out_of_memory_leaves_nothing)
