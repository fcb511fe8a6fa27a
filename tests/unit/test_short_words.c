/* test_short_words.c - forms of 1 to 16 bytes as numbers. */
#include "text/short_words.h"
#include "unit.h"

#include <stdio.h>

static uint32_t find(const struct short_words *t, assay_str form) {
  const struct short_key key = short_key_of(form.ptr, form.len);
  const struct short_slots *slots = short_words_slots(t);
  return short_words_find(slots, short_word_slot(slots, &key), &key);
}

static void enter(struct short_words *t, assay_str form, uint32_t term) {
  const struct short_key key = short_key_of(form.ptr, form.len);
  ck_assert(short_words_reserve(t));
  ck_assert_uint_eq(find(t, form), UINT32_MAX);
  short_words_add(t, &key, term);
}

START_TEST(both_ways_make_the_same_key) {
  static const char text[] = "abcdefgh\0jklmnop and more";
  for (size_t begin = 0; begin < 8; begin++)
    for (size_t length = 1; length <= SHORT_WORD_LENGTH; length++) {
      const struct short_key slow = short_key_of(text + begin, length);
      const struct short_key fast = short_key_from_16(text + begin, length);
      ck_assert_uint_eq(slow.low, fast.low);
      ck_assert_uint_eq(slow.high, fast.high);
    }
}
END_TEST

/* Of each length from 1 to 16 one of nothing but NULs: bytes do not tell them apart. */
START_TEST(lengths_tell_apart) {
  static const char nuls[SHORT_WORD_LENGTH] = {0};
  struct short_words t;
  short_words_init(&t, NULL);
  for (uint32_t n = 1; n <= SHORT_WORD_LENGTH; n++) enter(&t, (assay_str){nuls, n}, n);
  enter(&t, S("a"), 0);
  enter(&t, S("a\0"), 100);
  enter(&t, S("abcdefghijklmnop"), 101);
  enter(&t, S("abcdefghijklmno"), UINT32_MAX - 1);
  for (uint32_t n = 1; n <= SHORT_WORD_LENGTH; n++)
    ck_assert_uint_eq(find(&t, (assay_str){nuls, n}), n);
  ck_assert_uint_eq(find(&t, S("a")), 0);
  ck_assert_uint_eq(find(&t, S("a\0")), 100);
  ck_assert_uint_eq(find(&t, S("a\0\0")), UINT32_MAX);
  ck_assert_uint_eq(find(&t, S("abcdefghijklmnop")), 101);
  ck_assert_uint_eq(find(&t, S("abcdefghijklmno")), UINT32_MAX - 1);
  ck_assert_uint_eq(find(&t, S("abcdefghijklmn")), UINT32_MAX);
  short_words_free(&t);
}
END_TEST

/* Terms in another order than the forms, some of them twice. */
START_TEST(many_survive_growth) {
  struct short_words t;
  char form[24];
  short_words_init(&t, NULL);
  for (uint32_t i = 0; i < 50000; i++) {
    int len = snprintf(form, sizeof form, "%u-\u00E9", i * 7919u);
    enter(&t, (assay_str){form, (size_t)len}, (50000 - i) / 2);
  }
  for (uint32_t i = 0; i < 50000; i++) {
    int len = snprintf(form, sizeof form, "%u-\u00E9", i * 7919u);
    ck_assert_uint_eq(find(&t, (assay_str){form, (size_t)len}), (50000 - i) / 2);
  }
  ck_assert_uint_eq(t.used, 50000);
  short_words_free(&t);
}
END_TEST

UNIT_MAIN("short_words", both_ways_make_the_same_key, lengths_tell_apart,
          many_survive_growth)
