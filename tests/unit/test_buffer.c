/* test_buffer.c - bytes arrive in order, the ceiling is exact, failure is remembered. */
#include "base/buffer.h"
#include "unit.h"

#include <limits.h>

START_TEST(additions_arrive_in_order) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  ck_str(buffer_str(&b), "");
  ck_assert_ptr_nonnull(buffer_str(&b).ptr);
  buffer_add(&b, "peace!", 5);
  buffer_add_char(&b, ' ');
  buffer_add_str(&b, S("and"));
  buffer_add_str(&b, (assay_str){NULL, 0});
  buffer_add_text(&b, "");
  buffer_add_text(&b, " war");
  buffer_addf(&b, " %d%%", 100);
  buffer_addf(&b, "%s", "");
  ck_str(buffer_str(&b), "peace and war 100%");
  ck_assert_int_eq(buffer_status(&b, "a text", NULL), ASSAY_OK);
  buffer_free(&b);
}
END_TEST

START_TEST(nuls_are_bytes_like_others) {
  struct buffer b;
  buffer_init(&b, NULL, BUFFER_NO_CEILING);
  buffer_add_str(&b, S("a\0b"));
  buffer_add_char(&b, '\0');
  ck_assert_uint_eq(b.len, 4);
  ck_assert_mem_eq(b.data, "a\0b\0", 4);
  buffer_free(&b);
}
END_TEST

START_TEST(the_ceiling_is_exact) {
  struct buffer b;
  assay_error err;
  buffer_init(&b, NULL, 5);
  buffer_add_text(&b, "peace");
  ck_assert_int_eq(buffer_status(&b, "a word", &err), ASSAY_OK);
  buffer_add_char(&b, 's');
  ck_assert_int_eq(buffer_status(&b, "a word", &err), ASSAY_ELIMIT);
  ck_assert_int_eq(err.status, ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "a word is larger than its limit of 5 bytes");
  ck_str(buffer_str(&b), "peace");
  buffer_free(&b);
}
END_TEST

/* Failed while the NUL that vsnprintf writes was counted as a byte of the text. */
START_TEST(a_formatted_text_may_reach_the_ceiling) {
  struct buffer b;
  buffer_init(&b, NULL, 5);
  buffer_addf(&b, "%s", "peace");
  ck_assert_int_eq(buffer_status(&b, "a word", NULL), ASSAY_OK);
  ck_str(buffer_str(&b), "peace");
  buffer_addf(&b, "%s", "");
  ck_assert_int_eq(buffer_status(&b, "a word", NULL), ASSAY_OK);
  buffer_addf(&b, "%s", "s");
  ck_assert_int_eq(buffer_status(&b, "a word", NULL), ASSAY_ELIMIT);
  ck_str(buffer_str(&b), "peace");
  buffer_free(&b);
}
END_TEST

/* Failed while an output that printf cannot measure was dropped without a word. */
START_TEST(a_formatted_text_beyond_int_is_a_failure) {
  struct buffer b;
  buffer_init(&b, NULL, 100);
  volatile int widest = INT_MAX; /* volatile: compilers warn of it otherwise */
  buffer_addf(&b, "%*d%*d", widest, 1, widest, 1);
  ck_assert_int_eq(buffer_status(&b, "a text", NULL), ASSAY_ELIMIT);
  ck_assert_uint_eq(b.len, 0);
  buffer_free(&b);
}
END_TEST

START_TEST(a_failure_is_remembered_until_clear) {
  struct buffer b;
  buffer_init(&b, NULL, 5);
  buffer_add_text(&b, "war");
  buffer_add_text(&b, "peace");
  buffer_add_char(&b, 'x'); /* would fit */
  buffer_addf(&b, "%d", 1);
  ck_str(buffer_str(&b), "war");
  ck_assert(!buffer_reserve(&b, 0));
  ck_assert_int_eq(buffer_status(&b, "a word", NULL), ASSAY_ELIMIT);
  buffer_clear(&b);
  ck_str(buffer_str(&b), "");
  buffer_add_text(&b, "peace");
  ck_str(buffer_str(&b), "peace");
  ck_assert_int_eq(buffer_status(&b, "a word", NULL), ASSAY_OK);
  buffer_free(&b);
}
END_TEST

START_TEST(out_of_memory_is_remembered) {
  struct failing f = {.fail_at = 2};
  assay_allocator a = failing_allocator(&f);
  struct buffer b;
  assay_error err;
  buffer_init(&b, &a, BUFFER_NO_CEILING);
  buffer_add_text(&b, "war");
  buffer_add_text(&b, "collective security");
  buffer_add_text(&b, "peace");
  ck_str(buffer_str(&b), "war");
  ck_assert_int_eq(buffer_status(&b, "a text", &err), ASSAY_ENOMEM);
  ck_assert_str_eq(err.message, "out of memory");
  buffer_free(&b);
  ck_assert_uint_eq(f.live_bytes, 0);
}
END_TEST

START_TEST(impossible_sizes_are_limits) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct buffer b;
  buffer_init(&b, &a, BUFFER_NO_CEILING);
  buffer_add_text(&b, "war");
  size_t calls = f.calls;
  ck_assert(!buffer_reserve(&b, SIZE_MAX));
  ck_assert_int_eq(b.failed, ASSAY_ELIMIT);
  b.failed = ASSAY_OK;
  ck_assert(!buffer_reserve(&b, BUFFER_NO_CEILING - 2));
  ck_assert_int_eq(b.failed, ASSAY_ELIMIT);
  ck_assert_uint_eq(f.calls, calls);
  buffer_free(&b);
}
END_TEST

START_TEST(clear_keeps_the_memory_and_free_gives_it_back) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct buffer b;
  buffer_init(&b, &a, BUFFER_NO_CEILING);
  buffer_add_text(&b, "collective security");
  size_t calls = f.calls;
  buffer_clear(&b);
  buffer_add_text(&b, "collective security");
  ck_assert_uint_eq(f.calls, calls);
  buffer_free(&b);
  ck_assert_uint_eq(f.live_bytes, 0);
  buffer_add_text(&b, "war");
  ck_str(buffer_str(&b), "war");
  buffer_free(&b);
  buffer_free(&b);
  ck_assert_uint_eq(f.live_blocks, 0);
}
END_TEST

START_TEST(it_may_be_made_anew_with_its_own_allocator) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct buffer b;
  buffer_init(&b, &a, 7);
  buffer_init(&b, &b.alloc, b.ceiling);
  ck_assert_uint_eq(b.ceiling, 7);
  buffer_add_text(&b, "war");
  ck_assert_uint_eq(f.live_blocks, 1);
  buffer_free(&b);
}
END_TEST

START_TEST(room_that_was_reserved_needs_no_memory) {
  struct failing f = {0};
  assay_allocator a = failing_allocator(&f);
  struct buffer b;
  buffer_init(&b, &a, BUFFER_NO_CEILING);
  ck_assert(buffer_reserve(&b, 1000));
  ck_assert_uint_eq(b.len, 0);
  for (int i = 0; i < 1000; i++) buffer_add_char(&b, 'x');
  ck_assert_uint_eq(f.calls, 1);
  ck_assert_uint_eq(b.len, 1000);
  buffer_free(&b);
}
END_TEST

static assay_status add_some(const assay_allocator *a, assay_error *err) {
  struct buffer b;
  buffer_init(&b, a, BUFFER_NO_CEILING);
  for (int i = 0; i < 300; i++) {
    buffer_add_text(&b, "peace");
    buffer_addf(&b, " %d ", i);
  }
  assay_status status = buffer_status(&b, "a text", err);
  buffer_free(&b);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(add_some);
}
END_TEST

UNIT_MAIN("buffer", additions_arrive_in_order, nuls_are_bytes_like_others,
          the_ceiling_is_exact, a_formatted_text_may_reach_the_ceiling,
          a_formatted_text_beyond_int_is_a_failure, a_failure_is_remembered_until_clear,
          out_of_memory_is_remembered, impossible_sizes_are_limits,
          clear_keeps_the_memory_and_free_gives_it_back,
          it_may_be_made_anew_with_its_own_allocator,
          room_that_was_reserved_needs_no_memory, out_of_memory_leaves_nothing)
