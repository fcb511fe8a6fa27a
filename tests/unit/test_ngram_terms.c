/*
** test_ngram_terms.c - what is counted by terms is, whenever somebody asks, what is
** counted word by word.
*/
#include "count/ngram_settle.h"

#include "base/buffer.h"
#include "count/accumulator.h"
#include "count/ngrams.h"
#include "unit.h"

static assay_ngrams *new_words(const assay_allocator *a, assay_error *err) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL;
  if (a) options.allocator = *a;
  return assay_ngrams_new(&g, &options, err) == ASSAY_OK ? g : NULL;
}

static assay_vocabulary *new_vocabulary(void) {
  assay_vocabulary *v = NULL;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  return v;
}

static assay_status add(assay_ngrams *g, assay_vocabulary *v, bool lasting,
                        const char *text, assay_error *err) {
  const struct ngrams_scope scope = {.lasting = lasting};
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.vocabulary = v;
  assay_document *d = NULL;
  ck_assert_int_eq(assay_document_new(&d, &options, S("d"), str_from(text), NULL),
                   ASSAY_OK);
  const assay_status status = ngrams_add(g, d, &scope, err);
  assay_document_free(d);
  return status;
}

static void encode(const assay_ngrams *g, struct buffer *out) {
  const struct accumulator a = {&ngrams_class, (void *)(uintptr_t)g};
  buffer_init(out, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(accumulator_encode(&a, out, NULL), ASSAY_OK);
}

static void check_same(const assay_ngrams *a, const assay_ngrams *b) {
  struct buffer x, y;
  encode(a, &x);
  encode(b, &y);
  ck_assert_uint_eq(x.len, y.len);
  ck_assert_mem_eq(x.data, y.data, x.len);
  ck_assert_uint_eq(ngrams_words(a), ngrams_words(b));
  buffer_free(&y);
  buffer_free(&x);
}

static void check_sorted(assay_ngrams *g, const char *expected) {
  struct buffer got;
  buffer_init(&got, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(assay_ngrams_sort(g, NULL), ASSAY_OK);
  for (size_t i = 0; i < assay_ngrams_count(g); i++) {
    assay_ngram gram;
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    buffer_addf(&got, "%.*s %llu/%llu ", (int)gram.text.len, gram.text.ptr,
                (unsigned long long)gram.count, (unsigned long long)gram.documents);
  }
  ck_str(buffer_str(&got), expected);
  buffer_free(&got);
}

static const char *const texts[] = {"War, war and peace.", "Peace!", "", "A war of words",
                                    "Peace and peace; and 1939"};
enum { TEXTS = sizeof texts / sizeof *texts };

START_TEST(words_have_counts_and_documents) {
  assay_vocabulary *v = new_vocabulary();
  assay_ngrams *g = new_words(NULL, NULL);
  for (size_t i = 0; i < TEXTS; i++) ck_assert_int_eq(add(g, v, true, texts[i], NULL), 0);
  ck_assert_uint_eq(ngrams_words(g), 14);
  check_sorted(g, "peace 4/3 and 3/2 war 3/2 1939 1/1 a 1/1 of 1/1 words 1/1 ");
  /* A list is no end: what is added is counted with what was. */
  ck_assert_int_eq(add(g, v, true, "War of 1940", NULL), ASSAY_OK);
  check_sorted(g, "peace 4/3 war 4/3 and 3/2 of 2/2 1939 1/1 1940 1/1 a 1/1 words 1/1 ");
  assay_ngrams_free(g);
  assay_vocabulary_free(v);
}
END_TEST

/* Texts in turn by terms of two vocabularies and word by word. */
static void add_mixed(assay_ngrams *g, assay_vocabulary *const *v, unsigned way,
                      size_t from) {
  for (size_t i = from; i < TEXTS; i++, way /= 3)
    ck_assert_int_eq(add(g, v[way % 3 % 2], way % 3 < 2, texts[i], NULL), ASSAY_OK);
}

START_TEST(every_way_gives_the_same) {
  assay_vocabulary *const v[] = {new_vocabulary(), new_vocabulary()};
  assay_ngrams *plain = new_words(NULL, NULL);
  for (size_t i = 0; i < TEXTS; i++)
    ck_assert_int_eq(add(plain, v[0], false, texts[i], NULL), ASSAY_OK);
  for (unsigned way = 0; way < 243; way++) {
    assay_ngrams *g = new_words(NULL, NULL);
    add_mixed(g, v, way, 0);
    check_same(g, plain); /* also before anything is settled */
    ck_assert_int_eq(ngrams_settle(g, NULL), ASSAY_OK);
    check_same(g, plain);
    assay_ngrams_free(g);
  }
  assay_ngrams_free(plain);
  assay_vocabulary_free(v[0]);
  assay_vocabulary_free(v[1]);
}
END_TEST

/* Two halves in all states that they may be in: by terms, settled, ranked. */
START_TEST(merging_is_adding) {
  assay_vocabulary *const v[] = {new_vocabulary(), new_vocabulary()};
  assay_ngrams *plain = new_words(NULL, NULL);
  for (size_t i = 1; i < TEXTS; i++)
    ck_assert_int_eq(add(plain, v[0], false, texts[i], NULL), ASSAY_OK);
  add_mixed(plain, v, 0, 2);
  for (unsigned way = 0; way < 81; way++)
    for (unsigned state = 0; state < 9; state++) {
      assay_ngrams *a = new_words(NULL, NULL), *b = new_words(NULL, NULL);
      add_mixed(a, v, way, 1);
      add_mixed(b, v, way / 3, 2);
      if (state % 3 == 1) ck_assert_int_eq(ngrams_settle(a, NULL), ASSAY_OK);
      if (state % 3 == 2) ck_assert_int_eq(assay_ngrams_sort(a, NULL), ASSAY_OK);
      if (state / 3 == 1) ck_assert_int_eq(ngrams_settle(b, NULL), ASSAY_OK);
      if (state / 3 == 2) ck_assert_int_eq(assay_ngrams_sort(b, NULL), ASSAY_OK);
      ck_assert_int_eq(assay_ngrams_merge(a, b, NULL), ASSAY_OK);
      check_same(a, plain);
      check_sorted(a, "peace 5/3 and 4/2 1939 2/2 a 2/2 of 2/2 war 2/2 words 2/2 ");
      assay_ngrams_free(b);
      assay_ngrams_free(a);
    }
  assay_ngrams_free(plain);
  assay_vocabulary_free(v[0]);
  assay_vocabulary_free(v[1]);
}
END_TEST

START_TEST(merging_with_itself_doubles) {
  assay_vocabulary *v = new_vocabulary();
  assay_ngrams *g = new_words(NULL, NULL);
  ck_assert_int_eq(add(g, v, true, texts[0], NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_merge(g, g, NULL), ASSAY_OK);
  check_sorted(g, "war 4/2 and 2/2 peace 2/2 ");
  ck_assert_int_eq(assay_ngrams_merge(g, g, NULL), ASSAY_OK);
  check_sorted(g, "war 8/4 and 4/4 peace 4/4 ");
  assay_ngrams_free(g);
  assay_vocabulary_free(v);
}
END_TEST

static assay_status count_some(const assay_allocator *a, assay_error *err) {
  assay_vocabulary *const v[] = {new_vocabulary(), new_vocabulary()};
  assay_ngrams *g = new_words(a, err), *other = new_words(a, err);
  assay_status status = g && other ? ASSAY_OK : ASSAY_ENOMEM;
  for (size_t i = 0; i < TEXTS && status == ASSAY_OK; i++)
    status = add(i % 2 ? g : other, v[i / 3], true, texts[i], err);
  if (status == ASSAY_OK) status = assay_ngrams_merge(g, other, err);
  if (status == ASSAY_OK) status = assay_ngrams_sort(g, err);
  if (status == ASSAY_OK) status = assay_ngrams_sort(other, err);
  if (status == ASSAY_OK) status = assay_ngrams_merge(g, other, err);
  assay_ngrams_free(other);
  assay_ngrams_free(g);
  assay_vocabulary_free(v[0]);
  assay_vocabulary_free(v[1]);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(count_some);
}
END_TEST

/* What was moved before memory ran out is not moved again. */
START_TEST(settling_again_counts_once) {
  for (size_t fail_at = 1;; fail_at++) {
    struct failing f = {.fail_at = 0};
    assay_allocator a = failing_allocator(&f);
    assay_vocabulary *v = new_vocabulary();
    assay_ngrams *g = new_words(&a, NULL);
    for (size_t i = 0; i < TEXTS; i++)
      ck_assert_int_eq(add(g, v, true, texts[i], NULL), ASSAY_OK);
    f.fail_at = f.calls + fail_at;
    const assay_status status = ngrams_settle(g, NULL);
    f.fail_at = 0;
    check_sorted(g, "peace 4/3 and 3/2 war 3/2 1939 1/1 a 1/1 of 1/1 words 1/1 ");
    assay_ngrams_free(g);
    assay_vocabulary_free(v);
    ck_assert_uint_eq(f.live_blocks, 0);
    if (status == ASSAY_OK) break;
  }
}
END_TEST

UNIT_MAIN("ngram_terms", words_have_counts_and_documents, every_way_gives_the_same,
          merging_is_adding, merging_with_itself_doubles, out_of_memory_leaves_nothing,
          settling_again_counts_once)
