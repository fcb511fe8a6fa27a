/*
** test_ngrams_threads.c - lists do not depend on threads, nor on the order in which they
** are read; and an accumulator that is settled needs no vocabulary.
*/
#include "base/buffer.h"
#include "base/stable_hash.h"
#include "base/table.h"
#include "count/ngrams.h"
#include "unit.h"

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Words "a0".."a2999", the first ones more frequent; a sentence ends now and then. */
static void make_text(struct buffer *b, uint32_t seed, size_t words) {
  buffer_clear(b);
  for (size_t i = 0; i < words; i++) {
    const uint32_t one = next_random(&seed) % 3000, two = next_random(&seed) % 3000;
    buffer_addf(b, "a%u%s", one < two ? one : two,
                next_random(&seed) % 19 == 0 ? ". A " : " ");
  }
}

static void add_documents(assay_ngrams *g, const assay_vocabulary *lasting, size_t count,
                          size_t words) {
  static const char *const labels[] = {"north", "south", "east"};
  struct buffer text;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  for (size_t i = 0; i < count; i++) {
    assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
    struct ngrams_scope scope = {.group = str_from(labels[i % 3]), .lasting = lasting};
    assay_document *d = NULL;
    options.vocabulary = (assay_vocabulary *)(uintptr_t)lasting;
    make_text(&text, (uint32_t)i + 1, words);
    ck_assert_int_eq(assay_document_new(&d, &options, S("d"), buffer_str(&text), NULL),
                     ASSAY_OK);
    ck_assert_int_eq(ngrams_add(g, d, &scope, NULL), ASSAY_OK);
    assay_document_free(d);
  }
  buffer_free(&text);
}

static assay_ngrams *new_ngrams(uint32_t min_n, uint32_t max_n, uint32_t skip,
                                bool grouped) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  options.min_n = min_n;
  options.max_n = max_n;
  options.skip = skip;
  assay_ngrams *g = NULL;
  ck_assert_int_eq(ngrams_new(&g, &options, grouped, false, NULL), ASSAY_OK);
  return g;
}

static uint64_t digest_of(const assay_ngram *gram, uint64_t digest) {
  digest = stable_hash_add_number(digest, stable_hash(gram->text));
  digest = stable_hash_add_number(digest, gram->n);
  digest = stable_hash_add_number(digest, gram->count);
  return stable_hash_add_number(digest, gram->documents);
}

/* Of the whole list, in order, with totals. */
static uint64_t list_digest(assay_ngrams *g, const struct ngrams_query *query,
                            size_t threads) {
  uint64_t digest = 0;
  uint32_t min_n, max_n;
  assay_ngram gram;
  struct crew *crew = crew_new(threads);
  ngrams_use_crew(g, crew);
  ck_assert_int_eq(ngrams_list(g, query, NULL), ASSAY_OK);
  for (size_t i = 0; i < assay_ngrams_count(g); i++) {
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    digest = digest_of(&gram, digest);
  }
  ngrams_range(g, &min_n, &max_n);
  for (uint32_t n = min_n; n <= max_n; n++) {
    uint64_t tokens, types;
    ngrams_totals(g, n, &tokens, &types);
    digest = stable_hash_add_number(stable_hash_add_number(digest, tokens), types);
  }
  ngrams_use_crew(g, NULL);
  crew_free(crew);
  return digest;
}

static void check_threads(assay_ngrams *g, const struct ngrams_query *query) {
  const uint64_t alone = list_digest(g, query, 1);
  ck_assert_uint_gt(assay_ngrams_count(g), 500);
  ck_assert_uint_eq(list_digest(g, query, 2), alone);
  ck_assert_uint_eq(list_digest(g, query, 7), alone);
}

static void check_queries(uint32_t min_n, uint32_t max_n, uint32_t skip, bool grouped) {
  assay_ngrams *g = new_ngrams(min_n, max_n, skip, grouped);
  add_documents(g, NULL, 30, skip > 0 ? 1000 : 2500);
  for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by += 1 + UNIT_SANITIZED)
    for (uint64_t least = 0; least <= 2; least += 2) {
      struct ngrams_query query = {.by = (enum ngram_order)by, .min_count = least};
      check_threads(g, &query);
    }
  struct ngrams_query collapsed = {.min_count = 2, .collapse = skip == 0};
  check_threads(g, &collapsed);
  assay_ngrams_free(g);
}

START_TEST(one_order) {
  check_queries(2, 2, 0, false);
}
END_TEST

START_TEST(several_orders) {
  check_queries(1, 4, 0, false);
}
END_TEST

START_TEST(groups) {
  check_queries(2, 3, 0, true);
}
END_TEST

START_TEST(skip_grams) {
  check_queries(2, 3, 1, false);
}
END_TEST

/* Every list is read from anywhere as it is from the first to the last. */
static void check_places(enum ngram_order by, uint32_t min_n, uint32_t max_n) {
  assay_ngrams *g = new_ngrams(min_n, max_n, 0, false);
  struct ngrams_query query = {.by = by};
  add_documents(g, NULL, 3, 6000);
  ck_assert_int_eq(ngrams_list(g, &query, NULL), ASSAY_OK);
  const size_t count = assay_ngrams_count(g);
  uint64_t *digests = malloc(count * sizeof *digests);
  assay_ngram gram;
  for (size_t i = 0; i < count; i++) {
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    digests[i] = digest_of(&gram, 0);
  }
  uint32_t state = 7;
  for (int i = 0; i < (UNIT_SANITIZED ? 4000 : 20000); i++) {
    const size_t at = next_random(&state) % count;
    ck_assert_int_eq(assay_ngrams_at(g, at, &gram, NULL), ASSAY_OK);
    ck_assert_uint_eq(digest_of(&gram, 0), digests[at]);
  }
  for (size_t i = count; i-- > 0;) {
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    ck_assert_uint_eq(digest_of(&gram, 0), digests[i]);
  }
  free(digests);
  assay_ngrams_free(g);
}

START_TEST(any_place_of_a_list) {
  for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by++) {
    check_places((enum ngram_order)by, 2, 2);
    check_places((enum ngram_order)by, 1, 3);
  }
}
END_TEST

/* So many words that those of a minimum are kept without an index. */
START_TEST(a_minimum_leaves_the_others_as_they_are) {
  assay_ngrams *g = new_ngrams(1, 2, 0, false);
  add_documents(g, NULL, 60, 18000);
  for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by += 1 + UNIT_SANITIZED) {
    struct ngrams_query query = {.by = (enum ngram_order)by};
    uint64_t expected = 0, found = 0;
    assay_ngram gram;
    ck_assert_int_eq(ngrams_list(g, &query, NULL), ASSAY_OK);
    for (size_t i = 0; i < assay_ngrams_count(g); i++) {
      ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
      if (gram.count >= 2 && gram.documents >= 2) expected = digest_of(&gram, expected);
    }
    query.min_count = query.min_documents = 2;
    struct crew *crew = crew_new((size_t)by + 1);
    ngrams_use_crew(g, crew);
    ck_assert_int_eq(ngrams_list(g, &query, NULL), ASSAY_OK);
    ck_assert_uint_gt(assay_ngrams_count(g), 80000);
    for (size_t i = 0; i < assay_ngrams_count(g); i++) {
      ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
      found = digest_of(&gram, found);
    }
    ck_assert_uint_eq(found, expected);
    ngrams_use_crew(g, NULL);
    crew_free(crew);
  }
  assay_ngrams_free(g);
}
END_TEST

static assay_vocabulary *new_vocabulary(void) {
  assay_vocabulary *v = NULL;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  return v;
}

/* Two halves merged, each from a vocabulary that is gone by then; or one for both. */
static uint64_t settled_digest(uint32_t n, bool same, bool early) {
  const struct ngrams_query query = {.by = NGRAMS_BY_COUNT};
  assay_vocabulary *v = new_vocabulary(), *w = same ? v : new_vocabulary();
  assay_ngrams *one = new_ngrams(n, n, 0, false), *two = new_ngrams(n, n, 0, false);
  add_documents(one, v, 4, 3000);
  add_documents(two, w, 6, 3000);
  if (early) {
    ck_assert_int_eq(ngrams_settle(one, NULL), ASSAY_OK);
    ck_assert_int_eq(ngrams_settle(two, NULL), ASSAY_OK);
  } else {
    ck_assert_int_eq(assay_ngrams_merge(one, two, NULL), ASSAY_OK);
    ck_assert_int_eq(ngrams_settle(one, NULL), ASSAY_OK);
  }
  assay_vocabulary_free(v);
  if (!same) assay_vocabulary_free(w);
  if (early) ck_assert_int_eq(assay_ngrams_merge(one, two, NULL), ASSAY_OK);
  const uint64_t digest = list_digest(one, &query, 1);
  assay_ngrams_free(two);
  assay_ngrams_free(one);
  return digest;
}

START_TEST(settled_words_need_no_vocabulary) {
  for (uint32_t n = 1; n <= 2; n++) {
    const struct ngrams_query query = {.by = NGRAMS_BY_COUNT};
    assay_ngrams *plain = new_ngrams(n, n, 0, false);
    add_documents(plain, NULL, 4, 3000);
    add_documents(plain, NULL, 6, 3000);
    const uint64_t expected = list_digest(plain, &query, 1);
    assay_ngrams_free(plain);
    for (int i = 0; i < 4; i++)
      ck_assert_uint_eq(settled_digest(n, i % 2 == 0, i / 2 == 0), expected);
  }
}
END_TEST

static assay_status settle_with(const assay_allocator *a, assay_error *err) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_document_options from = ASSAY_DOCUMENT_OPTIONS_INIT;
  const struct ngrams_scope scope = {.lasting = true};
  assay_ngrams *one = NULL, *two = NULL;
  assay_document *d = NULL;
  options.allocator = *a;
  from.vocabulary = new_vocabulary();
  ck_assert_int_eq(assay_document_new(&d, &from, S("d"), S("war and peace"), NULL),
                   ASSAY_OK);
  assay_status status = assay_ngrams_new(&one, &options, err);
  if (status == ASSAY_OK) status = assay_ngrams_new(&two, &options, err);
  if (status == ASSAY_OK) status = ngrams_add(one, d, &scope, err);
  if (status == ASSAY_OK) status = assay_ngrams_merge(two, one, err);
  if (status == ASSAY_OK) status = ngrams_settle(two, err);
  struct crew *crew = crew_new(2);
  if (status == ASSAY_OK) ngrams_use_crew(two, crew);
  if (status == ASSAY_OK) status = assay_ngrams_sort(two, err);
  if (status == ASSAY_OK) ck_assert_uint_eq(assay_ngrams_count(two), 3);
  assay_document_free(d);
  assay_vocabulary_free(from.vocabulary);
  assay_ngrams_free(one);
  assay_ngrams_free(two);
  crew_free(crew);
  return status;
}

START_TEST(out_of_memory) {
  unit_fail_each(settle_with);
}
END_TEST

UNIT_MAIN("ngrams_threads", one_order, several_orders, groups, skip_grams,
          any_place_of_a_list, a_minimum_leaves_the_others_as_they_are,
          settled_words_need_no_vocabulary, out_of_memory)
