/* test_ngram_words_union.c - ranked words of two lists become one ranked list. */
#include "count/ngram_words_union.h"

#include "base/table.h"
#include "unit.h"

static assay_status add_ranked(struct ngram_words *w, const char *const *words,
                               size_t count, const assay_allocator *a, assay_error *err) {
  uint32_t code;
  assay_status status = ASSAY_OK;
  ngram_words_init(w, a);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = ngram_words_add(w, str_from(words[i]), &code, err);
  return status == ASSAY_OK ? ngram_words_rank(w, err) : status;
}

static const char *const left[] = {"war", "a", "peace", "internationally", "law"};
static const char *const right[] = {"internationale", "law", "", "war", "zeal"};
static const char *const both[] = {
    "", "a", "internationale", "internationally", "law", "peace", "war", "zeal"};
enum { LEFT = 5, RIGHT = 5, BOTH = 8 };

START_TEST(both_lists_become_one) {
  struct ngram_words w, from;
  uint32_t map[RIGHT + 1], code;
  ck_assert_int_eq(add_ranked(&w, left, LEFT, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(add_ranked(&from, right, RIGHT, NULL, NULL), ASSAY_OK);
  ck_assert(ngram_words_are_ranked(&w));
  ck_assert_int_eq(ngram_words_unite(&w, &from, map, NULL), ASSAY_OK);
  ck_assert(ngram_words_are_ranked(&w));
  ck_assert_uint_eq(ngram_words_count(&w), BOTH);
  for (uint32_t rank = 1; rank <= BOTH; rank++) {
    ck_str(ngram_words_text(&w, w.code_at[rank]), both[rank - 1]);
    ck_assert_uint_eq(w.rank_of[w.code_at[rank]], rank);
    ck_assert_int_eq(ngram_words_add(&w, str_from(both[rank - 1]), &code, NULL),
                     ASSAY_OK);
    ck_assert_uint_eq(code, w.code_at[rank]); /* none is new */
  }
  for (uint32_t i = 0; i < LEFT; i++) ck_str(ngram_words_text(&w, i + 1), left[i]);
  for (uint32_t i = 0; i < RIGHT; i++) ck_str(ngram_words_text(&w, map[i + 1]), right[i]);
  ck_assert_uint_eq(map[0], 0);
  ck_assert_uint_eq(ngram_words_count(&from), RIGHT);
  ck_str(ngram_words_text(&from, 3), "");
  ngram_words_free(&from);
  ngram_words_free(&w);
}
END_TEST

START_TEST(the_same_words_stay) {
  struct ngram_words w, from;
  uint32_t map[LEFT + 1];
  ck_assert_int_eq(add_ranked(&w, left, LEFT, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(add_ranked(&from, left, LEFT, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(ngram_words_unite(&w, &from, map, NULL), ASSAY_OK);
  ck_assert_uint_eq(ngram_words_count(&w), LEFT);
  for (uint32_t i = 0; i <= LEFT; i++) ck_assert_uint_eq(map[i], i);
  ngram_words_free(&from);
  ngram_words_free(&w);
}
END_TEST

START_TEST(words_that_are_not_ranked_say_so) {
  struct ngram_words w;
  uint32_t code;
  ngram_words_init(&w, NULL);
  ck_assert(!ngram_words_are_ranked(&w));
  ngram_words_free(&w);
  ck_assert_int_eq(add_ranked(&w, left, LEFT, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(ngram_words_add(&w, S("new"), &code, NULL), ASSAY_OK);
  ck_assert(!ngram_words_are_ranked(&w));
  ngram_words_free(&w);
}
END_TEST

static assay_status unite_some(const assay_allocator *a, assay_error *err) {
  struct ngram_words w, from;
  uint32_t map[RIGHT + 1];
  assay_status status = add_ranked(&w, left, LEFT, a, err);
  assay_status other = add_ranked(&from, right, RIGHT, NULL, err);
  if (status == ASSAY_OK && other == ASSAY_OK) {
    status = ngram_words_unite(&w, &from, map, err);
    if (status != ASSAY_OK) { /* as before */
      ck_assert_uint_eq(ngram_words_count(&w), LEFT);
      ck_str(ngram_words_text(&w, w.code_at[1]), "a");
      ck_str(ngram_words_text(&w, w.code_at[LEFT]), "war");
    }
  }
  ngram_words_free(&from);
  ngram_words_free(&w);
  return status;
}

START_TEST(out_of_memory_leaves_the_words) {
  unit_fail_each(unite_some);
}
END_TEST

UNIT_MAIN("ngram_words_union", both_lists_become_one, the_same_words_stay,
          words_that_are_not_ranked_say_so, out_of_memory_leaves_the_words)
