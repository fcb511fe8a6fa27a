/* test_align.c - a quotation along its source: each kind of step, limits, both ends. */
#include "text/align.h"

#include "base/table.h"
#include "unit.h"

#include <stdio.h>

enum { MOST = 4096 };

/* Words of lower-case letters are keys; [ ] and ... are signs of alteration. */
struct text {
  struct table *table;
  uint32_t keys[MOST];
  uint8_t flags[MOST];
  size_t count;
};

static void read_words(struct text *t, struct table *table, const char *words) {
  bool brackets = false, gap = false;
  t->count = 0;
  t->table = table;
  for (const char *p = words; *p;) {
    if (*p == ' ') {
      p++;
    } else if (*p == '[' || *p == ']') {
      brackets = *p++ == '[';
    } else if (*p == '.') {
      p += 3;
      gap = true;
    } else {
      size_t len = strcspn(p, " []");
      assay_status status = table_intern(table, (assay_str){p, len}, &t->keys[t->count],
                                         NULL);
      ck_assert_int_eq(status, ASSAY_OK);
      t->flags[t->count++] = (uint8_t)((brackets ? ALIGN_BRACKETED : 0) |
                                       (gap ? ALIGN_GAP : 0));
      gap = false;
      p += len;
    }
  }
}

/* The steps as text: "=3 ~0:2" is three words the same, then two left out silently. */
static void check_from(const char *quote, const char *source, size_t quote_at,
                       size_t source_at, const char *expected) {
  static const char signs[] = {'=', '.', '[', '~', '!'};
  struct table table;
  static struct text q, s;
  struct alignment a;
  char got[512] = "";
  size_t used = 0, words = 0, at = 0;
  table_init(&table, NULL);
  read_words(&q, &table, quote);
  read_words(&s, &table, source);
  struct align_words x = {q.keys, q.flags, q.count}, y = {s.keys, NULL, s.count};
  align_from(&a, &x, &y, quote_at, source_at);
  for (size_t i = 0; i < a.count; i++) {
    const struct align_step *step = &a.steps[i];
    ck_assert_uint_eq(step->quote.begin, words);
    words = step->quote.end;
    if (i > 0) ck_assert_uint_eq(step->source.begin, at);
    at = step->source.end;
    unsigned own = step->quote.end - step->quote.begin;
    unsigned left = step->source.end - step->source.begin;
    int n = step->kind == ALIGN_SAME
                ? snprintf(got + used, sizeof got - used, " =%u", own)
                : snprintf(got + used, sizeof got - used, " %c%u:%u", signs[step->kind],
                           own, left);
    used += (size_t)n;
  }
  ck_assert_uint_eq(words, q.count);
  ck_assert_str_eq(used > 0 ? got + 1 : got, expected);
  table_free(&table);
}

static void check(const char *quote, const char *source, const char *expected) {
  check_from(quote, source, 0, 0, expected);
}

START_TEST(same_words_are_one_step) {
  check("the league failed", "the league failed", "=3");
  check("the league failed", "the league failed in the end", "=3");
  check_from("the league failed", "so the league failed", 1, 2, "=3");
  check_from("the league failed", "so the league failed", 2, 3, "=3");
}
END_TEST

START_TEST(left_out_words_are_silent_or_declared) {
  check("a b e f", "a b c d e f", "=2 ~0:2 =2");
  check("a b ... e f", "a b c d e f", "=2 .0:2 =2");
  check("a b ... c d", "a b c d", "=4");
  check_from("a b e f", "a b c d e f", 3, 5, "=2 ~0:2 =2");
  check_from("a b ... e f", "a b c d e f", 3, 5, "=2 .0:2 =2");
}
END_TEST

START_TEST(words_in_brackets_are_the_writers) {
  check("a b [x] c d", "a b p q c d", "=2 [1:2 =2");
  check("a b [sic] c d", "a b c d", "=2 [1:0 =2");
  check("a b c [x]", "a b c d", "=3 [1:0");
  check_from("[x] b c d", "a b c d", 1, 1, "[1:0 =3");
  check("a b [x] ... e f", "a b c d e f", "=2 [1:0 .0:2 =2");
}
END_TEST

START_TEST(other_words_are_changes) {
  check("a b x c d", "a b y c d", "=2 !1:1 =2");
  check("a b x y c d", "a b c d", "=2 !2:0 =2");
  check("a b x", "a b y z", "=2 !1:1");
  check("a b x", "a b", "=2 !1:0");
  check_from("x b c d", "y b c d", 3, 3, "!1:1 =3");
}
END_TEST

START_TEST(a_far_piece_must_be_long) {
  char source[2048] = "a b";
  for (int i = 0; i < 200; i++) strncat(source, " n", 3);
  check("a b ... c", "a b n n c", "=2 .0:2 =1");
  strncat(source, " c d e", 8);
  check("a b ... c", source, "=2 !1:1"); /* one word may stand anywhere */
  check("a b ... c d e", source, "=2 .0:200 =3");
  check("a b c d e", source, "=2 !3:3"); /* 200 words are not left out silently */
}
END_TEST

START_TEST(many_changes_end_the_alignment) {
  char quote[MOST] = "", source[MOST] = "";
  for (int i = 0; i < 300; i++) {
    strncat(quote, "a b x ", 8);
    strncat(source, "a b y ", 8);
  }
  struct table table;
  static struct text q, s;
  struct alignment a;
  table_init(&table, NULL);
  read_words(&q, &table, quote);
  read_words(&s, &table, source);
  struct align_words x = {q.keys, q.flags, q.count}, y = {s.keys, NULL, s.count};
  align_from(&a, &x, &y, 450, 450);
  ck_assert_uint_le(a.count, ALIGN_STEPS);
  ck_assert_uint_eq(a.steps[0].quote.begin, 0);
  ck_assert_uint_eq(a.steps[a.count - 1].quote.end, 900);
  ck_assert_uint_gt(a.same, 100);
  table_free(&table);
}
END_TEST

UNIT_MAIN("align", same_words_are_one_step, left_out_words_are_silent_or_declared,
          words_in_brackets_are_the_writers, other_words_are_changes,
          a_far_piece_must_be_long, many_changes_end_the_alignment)
