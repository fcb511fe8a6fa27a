/*
** test_ngrams.c - against a counter that joins words to strings and looks them up one by
** one, on random texts whose sentences the test itself has made.
*/
#include "count/ngrams.h"

#include "base/buffer.h"
#include "base/table.h"
#include "unit.h"

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static assay_ngrams *new_ngrams(uint32_t min_n, uint32_t max_n) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  options.min_n = min_n;
  options.max_n = max_n;
  assay_ngrams *g = NULL;
  ck_assert_int_eq(assay_ngrams_new(&g, &options, NULL), ASSAY_OK);
  return g;
}

/* Adds a text as a document; vocabulary NULL: the document has its own. */
static void add_text(assay_ngrams *g, assay_vocabulary *vocabulary, assay_str text) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.vocabulary = vocabulary;
  assay_document *d = NULL;
  ck_assert_int_eq(assay_document_new(&d, &options, S("d"), text, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_add(g, d, NULL), ASSAY_OK);
  assay_document_free(d);
}

static void add(assay_ngrams *g, const char *text) {
  add_text(g, NULL, str_from(text));
}

/* The sorted list as "war 2/1, the war 1/1": text, count, documents. */
static void check_list(assay_ngrams *g, const char *expected) {
  struct buffer got;
  buffer_init(&got, NULL, BUFFER_NO_CEILING);
  for (size_t i = 0; i < assay_ngrams_count(g); i++) {
    assay_ngram gram;
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    if (i > 0) buffer_add_text(&got, ", ");
    buffer_add_str(&got, gram.text);
    buffer_addf(&got, " %llu/%llu", (unsigned long long)gram.count,
                (unsigned long long)gram.documents);
  }
  ck_str(buffer_str(&got), expected);
  buffer_free(&got);
}

static void check_sorted(assay_ngrams *g, const char *expected) {
  ck_assert_int_eq(assay_ngrams_sort(g, NULL), ASSAY_OK);
  check_list(g, expected);
}

START_TEST(words_count_in_any_case) {
  assay_ngrams *g = new_ngrams(1, 1);
  add(g, "Peace, peace! PEACE and war.");
  add(g, "War in 1939.");
  check_sorted(g, "peace 3/1, war 2/2, 1939 1/1, and 1/1, in 1/1");
  ck_assert_uint_eq(ngrams_words(g), 8);
  assay_ngrams_free(g);
  assay_ngrams_free(NULL);
}
END_TEST

START_TEST(none_crosses_a_sentence_end) {
  assay_ngrams *g = new_ngrams(2, 3);
  add(g, "We want peace. They want war.\n\nThe end");
  check_sorted(g, "the end 1/1, they want 1/1, they want war 1/1, want peace 1/1, "
                  "want war 1/1, we want 1/1, we want peace 1/1");
  assay_ngrams_free(g);
}
END_TEST

START_TEST(punctuation_and_line_breaks_do_not_break_one) {
  assay_ngrams *g = new_ngrams(2, 2);
  add(g, "The war, \"the\nwar\" (the war) - the war");
  check_sorted(g, "the war 4/1, war the 3/1");
  assay_ngrams_free(g);
}
END_TEST

START_TEST(typographic_apostrophes_are_one_word) {
  assay_ngrams *g = new_ngrams(1, 1);
  add(g, "Lee's lee\xE2\x80\x99s LEE'S");
  check_sorted(g, "lee's 3/1");
  assay_ngrams_free(g);
}
END_TEST

START_TEST(documents_count_once_each) {
  assay_ngrams *g = new_ngrams(1, 2);
  add(g, "war war war");
  add(g, "");
  add(g, "war");
  add(g, "... !");
  add(g, "peace");
  check_sorted(g, "war 4/2, war war 2/1, peace 1/1");
  ck_assert_uint_eq(ngrams_words(g), 5);
  assay_ngrams_free(g);
}
END_TEST

START_TEST(orders_and_minima_choose_the_list) {
  assay_ngrams *g = new_ngrams(1, 1);
  add(g, "b b b a");
  add(g, "c a");
  add(g, "c a d");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_COUNT, 0, 0, NULL), ASSAY_OK);
  check_list(g, "a 3/3, b 3/1, c 2/2, d 1/1");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_TEXT, 0, 0, NULL), ASSAY_OK);
  check_list(g, "a 3/3, b 3/1, c 2/2, d 1/1");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_DOCUMENTS, 0, 0, NULL), ASSAY_OK);
  check_list(g, "a 3/3, c 2/2, b 3/1, d 1/1");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_COUNT, 3, 0, NULL), ASSAY_OK);
  check_list(g, "a 3/3, b 3/1");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_TEXT, 0, 2, NULL), ASSAY_OK);
  check_list(g, "a 3/3, c 2/2");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_TEXT, 3, 3, NULL), ASSAY_OK);
  check_list(g, "a 3/3");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_TEXT, UINT64_MAX, 0, NULL), ASSAY_OK);
  check_list(g, "");
  check_sorted(g, "a 3/3, b 3/1, c 2/2, d 1/1");
  assay_ngrams_free(g);
}
END_TEST

START_TEST(texts_sort_by_bytes_and_the_shorter_first) {
  assay_ngrams *g = new_ngrams(1, 2);
  add(g, "a b");
  add(g, "a'b");
  add(g, "ab");
  add(g, "\xC3\xA9");
  add(g, "z");
  ck_assert_int_eq(ngrams_sort(g, NGRAMS_BY_TEXT, 0, 0, NULL), ASSAY_OK);
  check_list(g, "a 1/1, a b 1/1, a'b 1/1, ab 1/1, b 1/1, z 1/1, \xC3\xA9 1/1");
  assay_ngrams_free(g);
}
END_TEST

START_TEST(totals_are_tokens_and_types) {
  assay_ngrams *g = new_ngrams(2, 3);
  add(g, "a b a b a. C");
  uint64_t tokens, types;
  uint32_t min_n, max_n;
  ck_assert_int_eq(assay_ngrams_sort(g, NULL), ASSAY_OK);
  ngrams_totals(g, 2, &tokens, &types);
  ck_assert_uint_eq(tokens, 4);
  ck_assert_uint_eq(types, 2);
  ngrams_totals(g, 3, &tokens, &types);
  ck_assert_uint_eq(tokens, 3);
  ck_assert_uint_eq(types, 2);
  ngrams_range(g, &min_n, &max_n);
  ck_assert_uint_eq(min_n, 2);
  ck_assert_uint_eq(max_n, 3);
  ck_assert_uint_eq(ngrams_words(g), 6);
  assay_ngrams_free(g);
}
END_TEST

START_TEST(the_list_is_made_by_sorting) {
  assay_ngrams *g = new_ngrams(1, 1);
  assay_ngram gram;
  assay_error err;
  add(g, "war");
  ck_assert_uint_eq(assay_ngrams_count(g), 0);
  ck_assert_int_eq(assay_ngrams_at(g, 0, &gram, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "n-gram 0 of 0 sorted ones");
  check_sorted(g, "war 1/1");
  add(g, "war"); /* the list is out of date */
  ck_assert_uint_eq(assay_ngrams_count(g), 0);
  check_sorted(g, "war 2/2");
  ck_assert_int_eq(assay_ngrams_at(g, 0, &gram, NULL), ASSAY_OK);
  ck_str(gram.text, "war");
  ck_assert_uint_eq(gram.n, 1);
  ck_assert_int_eq(assay_ngrams_at(g, 1, &gram, NULL), ASSAY_EARG);
  ck_assert_int_eq(assay_ngrams_merge(g, g, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(g), 0);
  assay_ngrams_free(g);
}
END_TEST

START_TEST(impossible_orders_are_refused) {
  static const struct {
    uint32_t min_n, max_n;
    bool possible;
  } cases[] = {{1, 1, true},  {1, 16, true}, {16, 16, true},
               {0, 1, false}, {2, 1, false}, {1, 17, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
    options.min_n = cases[i].min_n;
    options.max_n = cases[i].max_n;
    assay_ngrams *g = NULL;
    ck_assert_int_eq(assay_ngrams_new(&g, &options, NULL),
                     cases[i].possible ? ASSAY_OK : ASSAY_EARG);
    ck_assert(cases[i].possible == (g != NULL));
    assay_ngrams_free(g);
  }
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL;
  assay_error err;
  options.max_n = 17;
  ck_assert_int_eq(assay_ngrams_new(&g, &options, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "n-grams of 1..17 words: 1..16 are possible");
  options.size = 4;
  ck_assert_int_eq(assay_ngrams_new(&g, &options, NULL), ASSAY_EARG);
  ck_assert_ptr_null(g);
  ck_assert_int_eq(assay_ngrams_new(&g, NULL, NULL), ASSAY_OK);
  add(g, "a b");
  check_sorted(g, "a 1/1, b 1/1");
  assay_ngrams_free(g);
}
END_TEST

START_TEST(the_longest_order_is_counted) {
  assay_ngrams *g = new_ngrams(16, 16);
  add(g, "a b c d e f g h i j k l m n o p q");
  check_sorted(g, "a b c d e f g h i j k l m n o p 1/1, "
                  "b c d e f g h i j k l m n o p q 1/1");
  assay_ngrams_free(g);
}
END_TEST

START_TEST(merging_goes_by_word_not_by_id) {
  assay_ngrams *into = new_ngrams(1, 2), *from = new_ngrams(1, 2);
  add(into, "war and peace");
  add(from, "peace and war");
  add(from, "war and peace");
  ck_assert_int_eq(assay_ngrams_merge(into, from, NULL), ASSAY_OK);
  check_sorted(into, "and 3/3, peace 3/3, war 3/3, and peace 2/2, war and 2/2, "
                     "and war 1/1, peace and 1/1");
  ck_assert_uint_eq(ngrams_words(into), 9);
  ck_assert_uint_eq(ngrams_words(from), 6);
  add(into, "peace peace"); /* its stamp must be new here */
  ck_assert_int_eq(ngrams_sort(into, NGRAMS_BY_COUNT, 4, 0, NULL), ASSAY_OK);
  check_list(into, "peace 5/4");
  assay_ngrams_free(into);
  assay_ngrams_free(from);
}
END_TEST

START_TEST(other_orders_do_not_merge) {
  assay_ngrams *a = new_ngrams(1, 2), *b = new_ngrams(2, 2), *c = new_ngrams(1, 3);
  assay_error err;
  ck_assert_int_eq(assay_ngrams_merge(a, b, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge n-grams of 1..2 and 2..2 words");
  ck_assert_int_eq(assay_ngrams_merge(a, c, &err), ASSAY_EARG);
  assay_ngrams_free(a);
  assay_ngrams_free(b);
  assay_ngrams_free(c);
}
END_TEST

/* Failed while document frequencies wrapped round after 32 doublings. The limit on
** documents keeps the 64-bit counts as well: a document has less than 2^32 words. */
START_TEST(more_documents_than_32_bits_are_refused) {
  assay_ngrams *g = new_ngrams(1, 1), *one = new_ngrams(1, 1);
  assay_error err;
  add(g, "war war");
  add(one, "peace");
  for (int i = 0; i < 31; i++) ck_assert_int_eq(assay_ngrams_merge(g, g, NULL), ASSAY_OK);
  check_sorted(g, "war 4294967296/2147483648");
  ck_assert_int_eq(assay_ngrams_merge(g, g, &err), ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "n-grams are limited to 4294967295 documents");
  check_list(g, "war 4294967296/2147483648"); /* nothing has changed */
  for (int i = 0; i < 31; i++) {
    ck_assert_int_eq(assay_ngrams_merge(g, one, NULL), ASSAY_OK);
    ck_assert_int_eq(assay_ngrams_merge(one, one, NULL), ASSAY_OK);
  }
  assay_document *d = NULL;
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), S("oil"), NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_add(g, d, &err), ASSAY_ELIMIT); /* 2^32 - 1 so far */
  check_sorted(g, "war 4294967296/2147483648, peace 2147483647/2147483647");
  assay_document_free(d);
  assay_ngrams_free(g);
  assay_ngrams_free(one);
}
END_TEST

/* -- against brute force -- */

struct brute { /* every n-gram as a string */
  struct table grams;
  uint64_t count[20000], documents[20000];
  uint32_t last[20000], n[20000];
};

/* Counts the n-grams of one sentence of words, as they will be folded. */
static void brute_sentence(struct brute *b, const char *const *words, size_t count,
                           uint32_t min_n, uint32_t max_n, uint32_t document) {
  char text[256];
  for (size_t from = 0; from < count; from++) {
    text[0] = '\0';
    for (uint32_t n = 1; n <= max_n && from + n <= count; n++) {
      if (n > 1) strncat(text, " ", sizeof text - strlen(text) - 1);
      strncat(text, words[from + n - 1], sizeof text - strlen(text) - 1);
      if (n < min_n) continue;
      uint32_t id;
      ck_assert_int_eq(table_intern(&b->grams, str_from(text), &id, NULL), ASSAY_OK);
      ck_assert_uint_lt(id, 20000);
      b->n[id] = n;
      b->count[id]++;
      if (b->last[id] != document) b->documents[id]++;
      b->last[id] = document;
    }
  }
}

/* A random sentence: its words go to `words`, its text to `text`. The first word begins
** with a capital and neither it nor the last is a number, so that the sentence ends where
** it should. */
static size_t random_sentence(uint32_t *state, const char **words, struct buffer *text) {
  static const char *const known[] = {"war", "peace", "lee's", "treaty", "oil", "1919"};
  static const char *const gaps[] = {" ", " ", " ", "\n", ", ", " (", "; ", ") ", "  "};
  static const char *const ends[] = {". ", "! ", "?\n", "\n\n", ".\n\n", ".\" "};
  size_t count = 1 + next_random(state) % 9;
  for (size_t i = 0; i < count; i++) {
    uint32_t choices = i == 0 || i + 1 == count ? 5 : 6;
    words[i] = known[next_random(state) % choices];
    if (i > 0) buffer_add_text(text, gaps[next_random(state) % 9]);
    bool capital = i == 0 || (next_random(state) % 4 == 0 && words[i][0] > '9');
    buffer_add_char(text, capital ? (char)(words[i][0] - 'a' + 'A') : words[i][0]);
    buffer_add_text(text, words[i] + 1);
  }
  buffer_add_text(text, ends[next_random(state) % 6]);
  return count;
}

static void check_against_brute(assay_ngrams *g, const struct brute *b) {
  ck_assert_int_eq(assay_ngrams_sort(g, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(g), b->grams.count);
  uint64_t before = UINT64_MAX;
  char text[256] = "";
  for (size_t i = 0; i < b->grams.count; i++) {
    assay_ngram gram;
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    uint32_t id = table_find(&b->grams, gram.text);
    ck_assert_msg(id != TABLE_NONE, "'%.*s' is not there", (int)gram.text.len,
                  gram.text.ptr);
    ck_assert_uint_eq(gram.count, b->count[id]);
    ck_assert_uint_eq(gram.documents, b->documents[id]);
    ck_assert_uint_eq(gram.n, b->n[id]);
    ck_assert_uint_le(gram.count, before);
    if (gram.count == before) ck_assert_int_lt(str_compare(str_from(text), gram.text), 0);
    before = gram.count;
    memcpy(text, gram.text.ptr, gram.text.len);
    text[gram.text.len] = '\0';
  }
}

/* Documents that share a vocabulary and such that own one, cut into two shards. */
START_TEST(random_texts_count_as_by_brute_force) {
  static struct brute b;
  uint32_t state = 1;
  for (int trial = 0; trial < 800; trial++) {
    uint32_t max_n = 1 + next_random(&state) % 5, min_n = 1 + next_random(&state) % max_n;
    uint32_t documents = next_random(&state) % 8, cut = next_random(&state) % 8;
    memset(&b, 0, sizeof b);
    table_init(&b.grams, NULL);
    assay_vocabulary *shared = NULL;
    ck_assert_int_eq(assay_vocabulary_new(&shared, NULL, NULL, NULL), ASSAY_OK);
    assay_ngrams *shards[] = {new_ngrams(min_n, max_n), new_ngrams(min_n, max_n)};
    for (uint32_t document = 1; document <= documents; document++) {
      struct buffer text;
      const char *words[16];
      buffer_init(&text, NULL, BUFFER_NO_CEILING);
      for (uint32_t left = next_random(&state) % 6; left > 0; left--) {
        size_t count = random_sentence(&state, words, &text);
        brute_sentence(&b, words, count, min_n, max_n, document);
      }
      add_text(shards[document > cut], next_random(&state) % 2 ? shared : NULL,
               buffer_str(&text));
      buffer_free(&text);
    }
    ck_assert_int_eq(assay_ngrams_merge(shards[0], shards[1], NULL), ASSAY_OK);
    check_against_brute(shards[0], &b);
    assay_ngrams_free(shards[0]);
    assay_ngrams_free(shards[1]);
    assay_vocabulary_free(shared);
    table_free(&b.grams);
  }
}
END_TEST

/* 3000 words in every order of two: the level's slots have to grow many times. */
START_TEST(many_grams_survive_growth) {
  struct buffer text;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  for (unsigned i = 0; i < 3000; i++) buffer_addf(&text, "w%u ", i);
  for (unsigned i = 3000; i-- > 0;) buffer_addf(&text, "w%u ", i);
  assay_ngrams *g = new_ngrams(2, 2);
  add_text(g, NULL, buffer_str(&text));
  ck_assert_int_eq(assay_ngrams_sort(g, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(g), 2 * 2999 + 1);
  for (size_t i = 0; i < assay_ngrams_count(g); i++) {
    assay_ngram gram;
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    ck_assert_uint_eq(gram.count, 1);
  }
  assay_ngrams_free(g);
  buffer_free(&text);
}
END_TEST

/* -- failures -- */

static const char sample[] =
    "Collective security was a phrase. In 1935 the League, and peace, and oil, and war, "
    "and treaties and debts and tariffs and ships and guns: so many words of which "
    "everybody heard every day but nobody could say just what they might mean to him.";

static assay_status count_merge_and_sort(const assay_allocator *a, assay_error *err) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  options.max_n = 3;
  options.allocator = *a;
  assay_document *d = NULL;
  assay_ngrams *g = NULL, *twin = NULL;
  assay_ngram gram;
  assay_status status = assay_document_new(&d, NULL, S("d"), S(sample), err);
  if (status == ASSAY_OK) status = assay_ngrams_new(&g, &options, err);
  if (status == ASSAY_OK) status = assay_ngrams_new(&twin, &options, err);
  if (status == ASSAY_OK) status = assay_ngrams_add(g, d, err);
  if (status == ASSAY_OK) status = assay_ngrams_merge(twin, g, err);
  if (status == ASSAY_OK) status = assay_ngrams_sort(twin, err);
  if (status == ASSAY_OK) status = assay_ngrams_at(twin, 0, &gram, err);
  assay_ngrams_free(g);
  assay_ngrams_free(twin);
  assay_document_free(d);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(count_merge_and_sort);
}
END_TEST

/* Failed while a list that could not be sorted was given out as it was. */
START_TEST(without_memory_there_is_no_list) {
  for (size_t n = 1;; n++) {
    struct failing f = {0};
    assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
    options.allocator = failing_allocator(&f);
    assay_ngrams *g = NULL;
    ck_assert_int_eq(assay_ngrams_new(&g, &options, NULL), ASSAY_OK);
    add(g, sample);
    size_t before = f.calls;
    f.fail_at = before + n;
    bool sorted = assay_ngrams_sort(g, NULL) == ASSAY_OK;
    if (!sorted) ck_assert_uint_eq(assay_ngrams_count(g), 0);
    assay_ngrams_free(g);
    ck_assert_uint_eq(f.live_bytes, 0);
    if (sorted) break;
  }
}
END_TEST

UNIT_MAIN("ngrams", words_count_in_any_case, none_crosses_a_sentence_end,
          punctuation_and_line_breaks_do_not_break_one,
          typographic_apostrophes_are_one_word, documents_count_once_each,
          orders_and_minima_choose_the_list, texts_sort_by_bytes_and_the_shorter_first,
          totals_are_tokens_and_types, the_list_is_made_by_sorting,
          impossible_orders_are_refused, the_longest_order_is_counted,
          merging_goes_by_word_not_by_id, other_orders_do_not_merge,
          more_documents_than_32_bits_are_refused, random_texts_count_as_by_brute_force,
          many_grams_survive_growth, out_of_memory_leaves_nothing,
          without_memory_there_is_no_list)
