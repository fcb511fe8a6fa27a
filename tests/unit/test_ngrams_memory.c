/*
** test_ngrams_memory.c - n-grams in little memory: the same lists as without a limit, and
** what is said when there is too little of it, or no room on the disk.
*/
#include "count/ngram_rows.h"
#include "count/ngrams_private.h"

#include "base/buffer.h"
#include "base/table.h"
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Enough words for several rounds and for pages in the file; small numbers are common. */
static void add_many(assay_ngrams *g) {
  uint32_t state = 11;
  for (uint32_t document = 0; document < 20; document++) {
    struct buffer text;
    assay_document *d = NULL;
    char label[8];
    snprintf(label, sizeof label, "%u", document % 3);
    struct ngrams_scope scope = {.group = str_from(label)};
    buffer_init(&text, NULL, BUFFER_NO_CEILING);
    for (int i = 0; i < 6000; i++) {
      uint32_t a = next_random(&state) % 3000, b = next_random(&state) % 3000;
      const char *end = i % 11 == 10 ? ".\n\n" : " ";
      if (i % 2 == 0)
        buffer_addf(&text, "the%s", end);
      else
        buffer_addf(&text, "w%u%s", a < b ? a : b, end);
    }
    ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                     ASSAY_OK);
    ck_assert_int_eq(ngrams_add(g, d, &scope, NULL), ASSAY_OK);
    if (g->memory > 0 && document == 17) /* what follows stays in memory */
      ck_assert_int_eq(ngrams_spill(g, NULL), ASSAY_OK);
    assay_document_free(d);
    buffer_free(&text);
  }
}

static assay_ngrams *many_ngrams(uint64_t memory, bool grouped) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL;
  o.max_n = 3;
  o.memory = memory;
  ck_assert_int_eq(ngrams_new(&g, &o, grouped, false, NULL), ASSAY_OK);
  add_many(g);
  return g;
}

static void check_same(assay_ngrams *a, assay_ngrams *b, size_t i) {
  assay_ngram x, y;
  ck_assert_int_eq(assay_ngrams_at(a, i, &x, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_at(b, i, &y, NULL), ASSAY_OK);
  bool same = str_equal(x.text, y.text) && x.n == y.n && x.count == y.count &&
              x.documents == y.documents;
  ck_assert_msg(same, "n-gram %zu: '%.*s', not '%.*s'", i, (int)y.text.len, y.text.ptr,
                (int)x.text.len, x.text.ptr);
}

/* The same list and totals. */
static void check_alike(assay_ngrams *all, assay_ngrams *few,
                        const struct ngrams_query *query) {
  uint64_t tokens[2], types[2];
  ck_assert_int_eq(ngrams_list(all, query, NULL), ASSAY_OK);
  ck_assert_int_eq(ngrams_list(few, query, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(all), assay_ngrams_count(few));
  for (size_t i = 0; i < assay_ngrams_count(all); i++) check_same(all, few, i);
  check_same(all, few, assay_ngrams_count(all) / 2);
  check_same(all, few, 0);
  for (uint32_t n = 1; n <= 3; n++) {
    ngrams_totals(all, n, &tokens[0], &types[0]);
    ngrams_totals(few, n, &tokens[1], &types[1]);
    ck_assert_uint_eq(tokens[0], tokens[1]);
    ck_assert_uint_eq(types[0], types[1]);
  }
}

/* In the least memory there are rounds by the second word after "the". */
START_TEST(any_limit_gives_the_same_lists) {
  const uint64_t limits[] = {5 << 20, 20 << 20, 1 << 30};
  struct table stop;
  uint32_t id;
  table_init(&stop, NULL);
  ck_assert_int_eq(table_intern(&stop, S("w7"), &id, NULL), ASSAY_OK);
  for (int grouped = 0; grouped <= 1; grouped++) {
    assay_ngrams *all = many_ngrams(0, grouped);
    for (size_t limit = 0; limit < sizeof limits / sizeof *limits; limit++) {
      assay_ngrams *few = many_ngrams(limits[limit], grouped);
      for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by++) {
        const struct ngrams_query query = {
            (enum ngram_order)by, by == NGRAMS_BY_TEXT ? 2 : 0, limit == 1 ? 2 : 0,
            grouped, limit == 1 ? &stop : NULL};
        check_alike(all, few, &query);
      }
      assay_ngrams_free(few);
    }
    assay_ngrams_free(all);
  }
  table_free(&stop);
}
END_TEST

/* 4000 times "of the", and a word that is another one each time, or there are three. */
static void add_phrases(assay_ngrams *g, uint32_t number) {
  struct buffer text;
  assay_document *d = NULL;
  assay_hit *hits = calloc(4000, sizeof *hits);
  struct ngrams_scope scope = {.around = g->around, .hits = hits, .hit_count = 4000};
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  ck_assert_ptr_nonnull(hits);
  for (uint32_t i = 0; i < 4000; i++) {
    buffer_addf(&text, "of the w%u ", number % 2 ? i % 3 : number * 100 + i % 100);
    hits[i].tokens = (assay_span){3 * i + 1, 3 * i + 2};
  }
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                   ASSAY_OK);
  ck_assert_int_eq(ngrams_add(g, d, &scope, NULL), ASSAY_OK);
  assay_document_free(d);
  buffer_free(&text);
  free(hits);
}

/* Few words that begin most n-grams, so that there are rounds by the third word, and
** n-grams that are more than any round can hold. */
START_TEST(frequent_phrases_are_counted_in_little_memory) {
  static const struct {
    uint32_t min_n, max_n, skip;
    bool around, collapse;
  } trials[] = {{1, 4, 0, false, false}, {2, 2, 0, false, false}, {3, 3, 0, false, false},
                {1, 3, 0, false, true},  {1, 2, 2, false, false}, {2, 3, 0, true, true}};
  for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
    assay_ngrams *all = NULL, *few = NULL;
    assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
    const struct ngrams_query query = {.collapse = trials[i].collapse};
    o.min_n = trials[i].min_n;
    o.max_n = trials[i].max_n;
    o.skip = trials[i].skip;
    ck_assert_int_eq(ngrams_new(&all, &o, false, trials[i].around, NULL), ASSAY_OK);
    o.memory = 5 << 20;
    ck_assert_int_eq(ngrams_new(&few, &o, false, trials[i].around, NULL), ASSAY_OK);
    for (uint32_t number = 0; number < 30; number++) {
      add_phrases(all, number);
      add_phrases(few, number);
    }
    check_alike(all, few, &query);
    assay_ngrams_free(all);
    assay_ngrams_free(few);
  }
}
END_TEST

static assay_ngrams *limited(uint64_t memory, uint32_t max_n) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL;
  o.max_n = max_n;
  o.memory = memory;
  ck_assert_int_eq(assay_ngrams_new(&g, &o, NULL), ASSAY_OK);
  return g;
}

/* A document of words that no other has. */
static assay_status add_rare(assay_ngrams *g, uint32_t number, assay_error *err) {
  struct buffer text;
  assay_document *d = NULL;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  for (uint32_t i = 0; i < 10000; i++) buffer_addf(&text, "w%u ", number * 10000 + i);
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                   ASSAY_OK);
  assay_status status = assay_ngrams_add(g, d, err);
  assay_document_free(d);
  buffer_free(&text);
  return status;
}

START_TEST(too_little_memory_is_said) {
  for (uint32_t max_n = 1; max_n <= 3; max_n += 2) {
    assay_ngrams *g = limited(6 << 20, max_n);
    assay_error err;
    assay_status status = ASSAY_OK;
    uint32_t added = 0;
    while (status == ASSAY_OK && added < 20) status = add_rare(g, added++, &err);
    ck_assert_int_eq(status, ASSAY_ELIMIT);
    ck_assert_ptr_eq(strstr(err.message, NGRAM_TOO_LITTLE), err.message);
    ck_assert_ptr_nonnull(strstr(err.message, "different, take"));
    ck_assert(err.offset > 0 && err.offset < 1 << 20); /* bytes that are missing */
    ck_assert_uint_eq(ngrams_words(g), (added - 1) * 10000);
    assay_ngrams_free(g);
  }
}
END_TEST

/* What is added after a list was made has new codes and changes the ranks of others. */
START_TEST(words_may_be_ranked_between_spills) {
  assay_ngrams *all = limited(0, 3), *few = limited(0, 3);
  for (uint32_t i = 0; i < 3; i++) {
    ck_assert_int_eq(add_rare(all, 3 - i, NULL), ASSAY_OK);
    ck_assert_int_eq(add_rare(few, 3 - i, NULL), ASSAY_OK);
    ck_assert_int_eq(assay_ngrams_sort(few, NULL), ASSAY_OK);
    if (i < 2) ck_assert_int_eq(ngrams_spill(few, NULL), ASSAY_OK);
  }
  ngrams_limit(few, 16 << 20);
  ck_assert_int_eq(assay_ngrams_merge(all, all, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_merge(few, few, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_sort(all, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_sort(few, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(all), assay_ngrams_count(few));
  for (size_t i = 0; i < assay_ngrams_count(all); i++) check_same(all, few, i);
  assay_ngrams_free(all);
  assay_ngrams_free(few);
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_named) {
  assay_ngrams *g = limited(16 << 20, 2);
  assay_error err;
  ck_assert_int_eq(add_rare(g, 0, NULL), ASSAY_OK);
  ck_assert_int_eq(setenv("TMPDIR", "/nonexistent", 1), 0);
  ck_assert_int_eq(ngrams_spill(g, &err), ASSAY_OK); /* keeps a little in memory */
  ck_assert_int_eq(ngrams_spill(g, &err), ASSAY_EIO);
  ck_assert_str_eq(err.source, "/nonexistent");
  unsetenv("TMPDIR");
  ck_assert_int_eq(ngrams_spill(g, &err), ASSAY_OK); /* nothing was lost */
  ck_assert_int_eq(assay_ngrams_sort(g, &err), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(g), 10000 + 9999);
  assay_ngrams_free(g);
}
END_TEST

/* A disk without room, or as near as a test comes to it. */
START_TEST(a_full_disk_is_said_and_leaves_everything_as_it_was) {
  assay_ngrams *g = limited(16 << 20, 2);
  assay_error err;
  struct rlimit before, none;
  ck_assert_int_eq(add_rare(g, 0, NULL), ASSAY_OK);
  ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
  none = before;
  none.rlim_cur = 0;
  signal(SIGXFSZ, SIG_IGN);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
  assay_status first = ngrams_spill(g, &err); /* keeps a little in memory */
  assay_status second = ngrams_spill(g, &err);
  assay_status third = add_rare(g, 1, &err);
  if (third == ASSAY_OK) third = ngrams_spill(g, &err);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
  ck_assert_int_eq(first, ASSAY_OK);
  ck_assert_int_eq(second, ASSAY_EIO);
  ck_assert_int_eq(third, ASSAY_EIO);
  ck_assert_ptr_nonnull(strstr(err.message, "cannot write a temporary file"));
  ck_assert_int_eq(assay_ngrams_sort(g, &err), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(g), 20000 + 19998);
  assay_ngrams_free(g);
}
END_TEST

UNIT_MAIN("ngrams_memory", any_limit_gives_the_same_lists,
          frequent_phrases_are_counted_in_little_memory, too_little_memory_is_said,
          words_may_be_ranked_between_spills, a_folder_that_cannot_be_written_is_named,
          a_full_disk_is_said_and_leaves_everything_as_it_was)
