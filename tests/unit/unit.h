#ifndef ASSAY_TESTS_UNIT_H
#define ASSAY_TESTS_UNIT_H
/*
** unit.h - what every unit test needs: Check, strings, and an allocator that fails.
** A test file defines one suite and ends with UNIT_MAIN("name", test_a, test_b, ...).
*/
#include "assay.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* 1 in builds with a sanitizer, where long tests do less: a part of what they try by
** chance, never a case of its own. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define UNIT_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UNIT_SANITIZED 1
#endif
#ifndef UNIT_SANITIZED
#define UNIT_SANITIZED 0
#endif

/* A string constant as assay_str; NULs inside count. */
#define S(literal) ((assay_str){literal, sizeof(literal) - 1})

/* Compares an assay_str with a string constant. */
#define ck_str(actual, expected)                                                         \
  do {                                                                                   \
    assay_str ck_s = (actual);                                                           \
    ck_assert_msg(ck_s.len == strlen(expected) &&                                        \
                      memcmp(ck_s.ptr, expected, ck_s.len) == 0,                         \
                  "got '%.*s', expected '%s'", (int)ck_s.len, ck_s.ptr, expected);       \
  } while (0)

/* An allocator that fails at its n-th allocation, once or from then on, and counts what
** is alive. fail_at 0 never fails. */
struct failing {
  size_t fail_at, calls;
  bool for_good;
  size_t live_bytes, live_blocks;
};

static inline void *failing_resize(void *ctx, void *ptr, size_t old_size,
                                   size_t new_size) {
  struct failing *f = ctx;
  if (new_size == 0) {
    if (ptr) f->live_blocks--, f->live_bytes -= old_size;
    free(ptr);
    return NULL;
  }
  f->calls++;
  if (f->fail_at > 0 &&
      (f->calls == f->fail_at || (f->for_good && f->calls > f->fail_at)))
    return NULL;
  void *moved = realloc(ptr, new_size);
  if (!ptr) f->live_blocks++;
  f->live_bytes += new_size - old_size;
  return moved;
}

static inline assay_allocator failing_allocator(struct failing *f) {
  assay_allocator a = {failing_resize, f};
  return a;
}

/* Runs `body` with the 1st, 2nd, ... allocation failing until it succeeds, once for a
** single failure and once for failure for good. body(allocator, err) returns a status:
** ASSAY_OK or ASSAY_ENOMEM, nothing else, and must leave nothing alive. */
static inline void unit_fail_each(assay_status (*body)(const assay_allocator *,
                                                       assay_error *)) {
  for (int for_good = 0; for_good <= 1; for_good++) {
    for (size_t n = 1;; n++) {
      struct failing f = {.fail_at = n, .for_good = for_good != 0};
      assay_allocator a = failing_allocator(&f);
      assay_error err;
      assay_status status = body(&a, &err);
      ck_assert_msg(f.live_blocks == 0, "allocation %zu failed: %zu blocks leaked", n,
                    f.live_blocks);
      ck_assert_uint_eq(f.live_bytes, 0);
      if (f.calls < n) {
        ck_assert_int_eq(status, ASSAY_OK);
        break;
      }
      ck_assert_msg(status == ASSAY_ENOMEM || status == ASSAY_OK,
                    "allocation %zu failed: status %d", n, status);
    }
  }
}

/* Defines `int function(void)`, which runs START_TEST functions: an exit status. */
#define UNIT_RUN(function, name, ...)                                                    \
  static int function(void) {                                                            \
    const TTest *tests[] = {__VA_ARGS__};                                                \
    Suite *suite = suite_create(name);                                                   \
    TCase *tcase = tcase_create(name);                                                   \
    tcase_set_timeout(tcase, 120);                                                       \
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)                            \
      tcase_add_test(tcase, tests[i]);                                                   \
    suite_add_tcase(suite, tcase);                                                       \
    SRunner *runner = srunner_create(suite);                                             \
    srunner_run_all(runner, CK_ENV);                                                     \
    int failed = srunner_ntests_failed(runner);                                          \
    srunner_free(runner);                                                                \
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                         \
  }

/* UNIT_MAIN's arguments are START_TEST functions. */
#define UNIT_MAIN(name, ...)                                                             \
  UNIT_RUN(unit_run_all, name, __VA_ARGS__)                                              \
  int main(void) {                                                                       \
    return unit_run_all();                                                               \
  }

#endif
