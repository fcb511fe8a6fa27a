/* test_vocabulary.c - folded forms get ids in order of first appearance; known words cost
** no memory. */
#include "text/vocabulary.h"
#include "unit.h"

#include <pthread.h>
#include <stdio.h>

static uint32_t term_of(assay_vocabulary *v, assay_str surface) {
  uint32_t term = TERM_NONE;
  ck_assert_int_eq(vocabulary_term(v, surface, &term, NULL), ASSAY_OK);
  return term;
}

START_TEST(surfaces_of_one_folding_share_a_term) {
  assay_vocabulary *v;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_vocabulary_count(v), 0);
  ck_assert_uint_eq(term_of(v, S("Caf\u00E9")), 0);
  ck_assert_uint_eq(term_of(v, S("peace")), 1);
  ck_assert_uint_eq(term_of(v, S("CAFE\u0301")), 0);
  ck_assert_uint_eq(term_of(v, S("Caf\u00E9")), 0);
  ck_assert_uint_eq(term_of(v, S("PEACE")), 1);
  ck_assert_uint_eq(term_of(v, S("\u00AD")), 2);
  ck_assert_uint_eq(assay_vocabulary_count(v), 3);
  ck_str(assay_vocabulary_term(v, 0), "caf\u00E9");
  ck_str(assay_vocabulary_term(v, 1), "peace");
  ck_str(assay_vocabulary_term(v, 2), "");
  ck_str(assay_vocabulary_term(v, 3), "");
  ck_str(assay_vocabulary_term(v, TERM_NONE), "");
  assay_vocabulary_free(v);
  assay_vocabulary_free(NULL);
}
END_TEST

START_TEST(folded_forms_are_found) {
  assay_vocabulary *v;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(vocabulary_find(v, S("peace")), TERM_NONE);
  term_of(v, S("Peace"));
  ck_assert_uint_eq(vocabulary_find(v, S("peace")), 0);
  ck_assert_uint_eq(vocabulary_find(v, S("Peace")), TERM_NONE);
  ck_assert_uint_eq(assay_vocabulary_count(v), 1);
  assay_vocabulary_free(v);
}
END_TEST

/* A folded form of ASCII is a surface form at once, one that was never met. */
START_TEST(folded_forms_are_surfaces) {
  assay_vocabulary *v;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  ck_assert_uint_eq(term_of(v, S("PEACE")), 0);
  ck_assert_uint_eq(term_of(v, S("INTERNATIONALLY!")), 1); /* 16 bytes */
  ck_assert_uint_eq(term_of(v, S("INTERNATIONALISED")), 2);
  ck_assert_uint_eq(term_of(v, S("\u00C9t\u00E9")), 3);
  ck_assert_uint_eq(vocabulary_find(v, S("peace")), 0);
  ck_assert_uint_eq(vocabulary_find(v, S("PEACE")), TERM_NONE);
  ck_assert_uint_eq(vocabulary_find(v, S("internationally!")), 1);
  ck_assert_uint_eq(vocabulary_find(v, S("internationalised")), 2);
  ck_assert_uint_eq(vocabulary_find(v, S("\u00E9t\u00E9")), 3);
  ck_assert_uint_eq(term_of(v, S("peace")), 0);
  ck_assert_uint_eq(term_of(v, S("Peace")), 0);
  ck_assert_uint_eq(term_of(v, S("internationally!")), 1);
  ck_assert_uint_eq(term_of(v, S("internationalised")), 2);
  ck_assert_uint_eq(term_of(v, S("\u00E9t\u00E9")), 3);
  ck_assert_uint_eq(assay_vocabulary_count(v), 4);
  assay_vocabulary_free(v);
}
END_TEST

/* Stems are no surfaces: the stem of "generously" is "generous", that of "generous" is
** not. */
START_TEST(stems_are_not_surfaces) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  assay_tokenizer *t = NULL;
  assay_vocabulary *v;
  options.stem = S("en");
  if (assay_tokenizer_new(&t, &options, NULL) != ASSAY_OK) return; /* built without */
  ck_assert_int_eq(assay_vocabulary_new(&v, t, NULL, NULL), ASSAY_OK);
  const uint32_t first = term_of(v, S("university"));
  ck_str(assay_vocabulary_term(v, first), "univers");
  const uint32_t second = term_of(v, S("univers"));
  ck_assert_str_eq(assay_vocabulary_term(v, second).ptr, "univ");
  ck_assert_uint_eq(vocabulary_find(v, S("univers")), first);
  assay_vocabulary_free(v);
  assay_tokenizer_free(t);
}
END_TEST

START_TEST(known_words_take_no_memory) {
  struct failing f = {.fail_at = 0};
  assay_allocator a = failing_allocator(&f);
  assay_vocabulary *v;
  char word[32];
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, &a, NULL), ASSAY_OK);
  for (int n = 0; n < 2000; n++) {
    int len = snprintf(word, sizeof word, "W\u00F6rd%d", n);
    uint32_t term = term_of(v, (assay_str){word, (size_t)len});
    size_t calls = f.calls;
    ck_assert_uint_eq(term_of(v, (assay_str){word, (size_t)len}), term);
    ck_assert_uint_eq(f.calls, calls);
  }
  assay_vocabulary_free(v);
  ck_assert_uint_eq(f.live_blocks, 0);
}
END_TEST

/* After a failure the same word succeeds, and ids still have no gaps. The first
** three allocations make the vocabulary. */
START_TEST(a_failure_does_no_harm) {
  for (size_t fail_at = 4; fail_at < 60; fail_at++) {
    struct failing f = {.fail_at = fail_at};
    assay_allocator a = failing_allocator(&f);
    assay_vocabulary *v;
    char word[32];
    ck_assert_int_eq(assay_vocabulary_new(&v, NULL, &a, NULL), ASSAY_OK);
    for (uint32_t n = 0; n < 200; n++) {
      int len = snprintf(word, sizeof word, "Word%u", n);
      assay_str surface = {word, (size_t)len};
      uint32_t term = 77;
      if (vocabulary_term(v, surface, &term, NULL) != ASSAY_OK) {
        ck_assert_uint_eq(term, 77);
        ck_assert_int_eq(vocabulary_term(v, surface, &term, NULL), ASSAY_OK);
      }
      ck_assert_uint_eq(term, n);
    }
    ck_assert_uint_eq(assay_vocabulary_count(v), 200);
    assay_vocabulary_free(v);
    ck_assert_uint_eq(f.live_bytes, 0);
  }
}
END_TEST

static assay_status add_some(const assay_allocator *a, assay_error *err) {
  assay_vocabulary *v = NULL;
  uint32_t term;
  char word[32];
  assay_status status = assay_vocabulary_new(&v, NULL, a, err);
  for (int n = 0; n < 100 && status == ASSAY_OK; n++) {
    int len = snprintf(word, sizeof word, "\u00C9t\u00C9%d", n);
    status = vocabulary_term(v, (assay_str){word, (size_t)len}, &term, err);
  }
  assay_vocabulary_free(v);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(add_some);
}
END_TEST

/* Forms of 0 to 40 bytes, with NULs, in upper and lower case, again and again, and up to
** the last byte of the text: many at a time get the terms that each alone gets. */
START_TEST(many_get_the_same_terms_as_one_by_one) {
  enum { FORMS = 4000 };
  static char text[FORMS * 41];
  static uint32_t begin[FORMS], end[FORMS], terms[FORMS];
  uint32_t at = 0;
  for (uint32_t i = 0; i < FORMS; i++) {
    uint32_t length = i % 41, which = i % 7 == 0 ? i : i % 60;
    begin[i] = at;
    for (uint32_t k = 0; k < length; k++)
      text[at++] = "aAbB\0z"[(which + k * which / 3) % 6];
    end[i] = at;
  }
  assay_vocabulary *many, *one;
  ck_assert_int_eq(assay_vocabulary_new(&many, NULL, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_vocabulary_new(&one, NULL, NULL, NULL), ASSAY_OK);
  char *exact = malloc(at); /* so that a byte too many is noticed */
  ck_assert_ptr_nonnull(exact);
  memcpy(exact, text, at);
  assay_str all = {exact, at};
  ck_assert_int_eq(vocabulary_terms(many, all, begin, end, FORMS, terms, NULL), ASSAY_OK);
  for (uint32_t i = 0; i < FORMS; i++) {
    assay_str form = {exact + begin[i], end[i] - begin[i]};
    ck_assert_uint_eq(terms[i], term_of(one, form));
  }
  ck_assert_uint_eq(assay_vocabulary_count(many), assay_vocabulary_count(one));
  for (uint32_t i = 0; i < assay_vocabulary_count(one); i++) {
    assay_str a = assay_vocabulary_term(many, i), b = assay_vocabulary_term(one, i);
    ck_assert(a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0);
  }
  ck_assert_int_eq(vocabulary_terms(many, all, begin, end, 0, terms, NULL), ASSAY_OK);
  free(exact);
  assay_vocabulary_free(many);
  assay_vocabulary_free(one);
}
END_TEST

/* -- Threads ------------------------------------------------------------------------- */

enum { THREADS = 4, SPELLINGS = 9000, LONGEST = 64 };

struct learning { /* what one thread has */
  assay_vocabulary *v;
  uint32_t seed;
  char text[SPELLINGS * LONGEST];
  uint32_t begin[SPELLINGS], end[SPELLINGS], terms[SPELLINGS];
  bool failed;
};

/* Number n in one of its spellings; all of them fold to the first one. Some are ASCII and
** short, some long, some neither. */
static size_t spell(uint32_t n, uint32_t spelling, char out[LONGEST]) {
  static const char *const forms[3][2] = {
      {"word%u", "Word%u"},
      {"a rather long word with the number %u", "A rather long WORD with the number %u"},
      {"\u00E9t\u00E9%u", "\u00C9t\u00E9%u"}};
  return (size_t)snprintf(out, LONGEST, forms[n % 3][spelling], n);
}

static uint32_t number_at(uint32_t seed, uint32_t i) {
  return (i * 7u + seed * 13u + i / 3) % 4000;
}

static void learning_prepare(struct learning *l, assay_vocabulary *v, uint32_t seed) {
  uint32_t at = 0;
  l->v = v;
  l->seed = seed;
  l->failed = false;
  for (uint32_t i = 0; i < SPELLINGS; i++) {
    l->begin[i] = at;
    at += (uint32_t)spell(number_at(seed, i), (i + seed) % 2, l->text + at);
    l->end[i] = at;
  }
}

/* Many at a time and one by one, and in between what the others have met. */
static void *learn_all(void *ctx) {
  struct learning *l = ctx;
  const assay_str text = {l->text, l->end[SPELLINGS - 1]};
  for (uint32_t from = 0; from < SPELLINGS && !l->failed; from += 300) {
    assay_str one = {l->text + l->begin[from], l->end[from] - l->begin[from]};
    l->failed = vocabulary_term(l->v, one, &l->terms[from], NULL) != ASSAY_OK ||
                vocabulary_terms(l->v, text, l->begin + from, l->end + from, 300,
                                 l->terms + from, NULL) != ASSAY_OK ||
                assay_vocabulary_term(l->v, l->terms[from]).len == 0 ||
                assay_vocabulary_count(l->v) <= l->terms[from];
  }
  return NULL;
}

static void check_learned(const struct learning *l) {
  ck_assert(!l->failed);
  for (uint32_t i = 0; i < SPELLINGS; i++) {
    char folded[LONGEST];
    const size_t length = spell(number_at(l->seed, i), 0, folded);
    const assay_str term = assay_vocabulary_term(l->v, l->terms[i]);
    ck_assert_uint_eq(term.len, length);
    ck_assert_mem_eq(term.ptr, folded, length);
    ck_assert_uint_eq(vocabulary_find(l->v, term), l->terms[i]);
  }
}

START_TEST(threads_agree) {
  static struct learning all[THREADS];
  pthread_t threads[THREADS];
  for (int round = 0; round < 5; round++) {
    assay_vocabulary *v = NULL;
    ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
    vocabulary_share(v);
    for (uint32_t i = 0; i < THREADS; i++) learning_prepare(&all[i], v, i);
    for (int i = 0; i < THREADS; i++)
      ck_assert_int_eq(pthread_create(&threads[i], NULL, learn_all, &all[i]), 0);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++) check_learned(&all[i]);
    ck_assert_uint_eq(assay_vocabulary_count(v), 4000); /* each number once */
    assay_vocabulary_free(v);
  }
}
END_TEST

/* What was given back is there again, and zero; this thread's own comes first. */
START_TEST(arrays_beside_are_lent) {
  assay_vocabulary *v = NULL;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  ck_assert_ptr_null(vocabulary_take_beside(v).zeros);
  const assay_allocator *a = vocabulary_allocator(v);
  struct beside made = {a->resize(a->ctx, NULL, 0, 200), 200};
  ck_assert_ptr_nonnull(made.zeros);
  memset(made.zeros, 0, made.size);
  vocabulary_keep_beside(v, made);
  const struct beside again = vocabulary_take_beside(v);
  ck_assert_ptr_eq(again.zeros, made.zeros);
  ck_assert_uint_eq(again.size, 200);
  for (size_t i = 0; i < again.size; i++)
    ck_assert_int_eq(((const char *)again.zeros)[i], 0);
  ck_assert_ptr_null(vocabulary_take_beside(v).zeros);
  vocabulary_keep_beside(v, again);
  assay_vocabulary_free(v); /* and what it keeps */
}
END_TEST

UNIT_MAIN("vocabulary", surfaces_of_one_folding_share_a_term, folded_forms_are_found,
          folded_forms_are_surfaces, stems_are_not_surfaces, known_words_take_no_memory,
          a_failure_does_no_harm, out_of_memory_leaves_nothing,
          many_get_the_same_terms_as_one_by_one, threads_agree, arrays_beside_are_lent)
