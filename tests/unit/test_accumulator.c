/*
** test_accumulator.c - the laws of accumulator.h for every kind, on random shards.
** Each kind says how to make one, what item i of a random run adds to it, and how to
** write down all that can be seen of it; two are equal when the same is written.
*/
#include "count/accumulator.h"

#include "base/buffer.h"
#include "count/counter.h"
#include "count/grid.h"
#include "count/ngrams.h"
#include "count/rows.h"
#include "unit.h"

struct kind {
  const struct accumulator_class *class;
  void *(*make)(void);
  void (*add)(void *object, uint32_t seed);
  void (*write)(void *object, struct buffer *out);
};

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static assay_str random_word(uint32_t *state) {
  static const char *const words[] = {"war", "peace", "oil",   "League",
                                      "10",  "9",     "Lee's", "\xC3\xA9tat"};
  const char *word = words[next_random(state) % (sizeof words / sizeof *words)];
  return (assay_str){word, strlen(word)};
}

/* -- counter -- */

static void *make_counter(void) {
  struct counter *c = NULL;
  ck_assert_int_eq(counter_new(&c, NULL, NULL), ASSAY_OK);
  return c;
}

static void add_to_counter(void *object, uint32_t seed) {
  int64_t n = (int64_t)(next_random(&seed) % 21) - 10;
  ck_assert_int_eq(counter_add(object, random_word(&seed), n, NULL), ASSAY_OK);
}

static void write_order(const struct counter *c, enum count_order by,
                        struct buffer *out) {
  uint32_t *ids;
  ck_assert_int_eq(counter_order(c, by, &ids, NULL), ASSAY_OK);
  for (size_t i = 0; i < c->keys.count; i++) {
    buffer_add_str(out, table_key(&c->keys, ids[i]));
    buffer_addf(out, "=%lld (id %u), ", (long long)c->counts[ids[i]], ids[i]);
  }
  counter_free_order(c, ids);
}

static void write_counter(void *object, struct buffer *out) {
  const struct counter *c = object;
  write_order(c, ORDER_BY_KEY, out);
  write_order(c, ORDER_BY_COUNT, out);
  buffer_addf(out, "total %lld", (long long)c->total);
}

/* -- grid -- */

static void *make_grid(void) {
  struct grid *g = NULL;
  ck_assert_int_eq(grid_new(&g, NULL, NULL), ASSAY_OK);
  return g;
}

static void add_to_grid(void *object, uint32_t seed) {
  int64_t n = (int64_t)(next_random(&seed) % 21) - 10;
  assay_str row = random_word(&seed), column = random_word(&seed);
  ck_assert_int_eq(grid_add(object, row, column, n, NULL), ASSAY_OK);
}

static void write_grid(void *object, struct buffer *out) {
  const struct grid *g = object;
  write_counter(g->rows, out);
  write_counter(g->columns, out);
  for (uint32_t r = 0; r < g->rows->keys.count; r++)
    for (uint32_t c = 0; c < g->columns->keys.count; c++)
      buffer_addf(out, "%lld ", (long long)grid_cell(g, r, c));
  buffer_addf(out, "%zu cells, total %lld", g->cells->keys.count,
              (long long)g->cells->total);
}

/* -- n-grams; every item is a document with a vocabulary of its own -- */

static void *make_ngrams(void) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  options.max_n = 3;
  assay_ngrams *g = NULL;
  ck_assert_int_eq(assay_ngrams_new(&g, &options, NULL), ASSAY_OK);
  return g;
}

static void add_to_ngrams(void *object, uint32_t seed) {
  struct buffer text;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  for (uint32_t left = next_random(&seed) % 12; left > 0; left--) {
    buffer_add_str(&text, random_word(&seed));
    buffer_add_text(&text, next_random(&seed) % 4 == 0 ? "\n\n" : " ");
  }
  assay_document *d = NULL;
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                   ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_add(object, d, NULL), ASSAY_OK);
  assay_document_free(d);
  buffer_free(&text);
}

static void write_ngrams(void *object, struct buffer *out) {
  assay_ngrams *g = object;
  for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by++) {
    ck_assert_int_eq(ngrams_sort(g, (enum ngram_order)by, 0, 0, NULL), ASSAY_OK);
    for (size_t i = 0; i < assay_ngrams_count(g); i++) {
      assay_ngram gram;
      ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
      buffer_add_str(out, gram.text);
      buffer_addf(out, "=%llu in %llu, ", (unsigned long long)gram.count,
                  (unsigned long long)gram.documents);
    }
  }
  for (uint32_t n = 1; n <= 3; n++) {
    uint64_t tokens, types;
    ngrams_totals(g, n, &tokens, &types);
    buffer_addf(out, "%llu of %llu, ", (unsigned long long)tokens,
                (unsigned long long)types);
  }
  buffer_addf(out, "%llu words", (unsigned long long)ngrams_words(g));
}

/* -- rows -- */

static void *make_rows(void) {
  static const assay_str columns[] = {{"word", 4}, {"n", 1}};
  struct rows *rows = NULL;
  ck_assert_int_eq(rows_new(&rows, columns, 2, NULL, NULL), ASSAY_OK);
  return rows;
}

static void add_to_rows(void *object, uint32_t seed) {
  struct cell cells[] = {{.kind = CELL_TEXT, .text = random_word(&seed)},
                         {.kind = CELL_INTEGER, .integer = next_random(&seed)}};
  ck_assert_int_eq(rows_add(object, cells, NULL, NULL), ASSAY_OK);
}

static void write_rows(void *object, struct buffer *out) {
  const struct rows *rows = object;
  struct rows_cursor cursor = rows_begin(rows);
  struct cell cells[2];
  while (rows_next(&cursor, cells)) {
    buffer_add_str(out, cells[0].text);
    buffer_addf(out, "=%lld, ", (long long)cells[1].integer);
  }
  buffer_addf(out, "%zu rows", rows->count);
}

static const struct kind kinds[] = {
    {&counter_class, make_counter, add_to_counter, write_counter},
    {&grid_class, make_grid, add_to_grid, write_grid},
    {&ngrams_class, make_ngrams, add_to_ngrams, write_ngrams},
    {&rows_class, make_rows, add_to_rows, write_rows}};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* -- the laws -- */

/* What items [from, to) make; item i adds the same wherever it is added. */
static void *map(const struct kind *kind, uint32_t from, uint32_t to) {
  void *object = kind->make();
  for (uint32_t i = from; i < to; i++) kind->add(object, i * 2654435761u);
  return object;
}

static void merge(const struct kind *kind, void *into, const void *from) {
  ck_assert_int_eq(kind->class->merge(into, from, NULL), ASSAY_OK);
}

static void check_equal(const struct kind *kind, void *a, void *b) {
  struct buffer x, y;
  buffer_init(&x, NULL, BUFFER_NO_CEILING);
  buffer_init(&y, NULL, BUFFER_NO_CEILING);
  kind->write(a, &x);
  kind->write(b, &y);
  buffer_add_char(&x, '\0');
  buffer_add_char(&y, '\0');
  ck_assert_msg(strcmp(x.data, y.data) == 0, "%s: '%s' is not '%s'", kind->class->name,
                x.data, y.data);
  buffer_free(&x);
  buffer_free(&y);
}

START_TEST(merging_with_an_empty_one_changes_nothing) {
  const struct kind *kind = &kinds[_i];
  for (uint32_t trial = 0; trial < 50; trial++) {
    void *filled = map(kind, trial * 10, trial * 11 + 1), *empty = kind->make();
    void *same = map(kind, trial * 10, trial * 11 + 1);
    merge(kind, filled, empty);
    check_equal(kind, filled, same);
    merge(kind, empty, filled);
    check_equal(kind, empty, same);
    check_equal(kind, filled, same); /* from is unchanged */
    kind->class->free(filled);
    kind->class->free(empty);
    kind->class->free(same);
  }
}
END_TEST

START_TEST(merging_two_shards_is_mapping_both) {
  const struct kind *kind = &kinds[_i];
  uint32_t state = 3;
  for (uint32_t trial = 0; trial < 100; trial++) {
    uint32_t from = trial * 100, to = from + next_random(&state) % 60;
    uint32_t cut = from + (to > from ? next_random(&state) % (to - from + 1) : 0);
    void *a = map(kind, from, cut), *b = map(kind, cut, to), *ab = map(kind, from, to);
    merge(kind, a, b);
    check_equal(kind, a, ab);
    kind->class->free(a);
    kind->class->free(b);
    kind->class->free(ab);
  }
}
END_TEST

START_TEST(merging_is_associative) {
  const struct kind *kind = &kinds[_i];
  uint32_t state = 5;
  for (uint32_t trial = 0; trial < 100; trial++) {
    uint32_t x = trial * 100, y = x + next_random(&state) % 30;
    uint32_t z = y + next_random(&state) % 30, end = z + next_random(&state) % 30;
    void *left = map(kind, x, y), *right = map(kind, y, z);
    void *a = map(kind, x, y), *b = map(kind, y, z), *c = map(kind, z, end);
    merge(kind, left, b); /* (a + b) + c */
    merge(kind, left, c);
    merge(kind, right, c); /* a + (b + c) */
    merge(kind, a, right);
    check_equal(kind, left, a);
    kind->class->free(left);
    kind->class->free(right);
    kind->class->free(a);
    kind->class->free(b);
    kind->class->free(c);
  }
}
END_TEST

/* What was merged may be added to, and what was added to may be merged again. */
START_TEST(merged_ones_go_on_counting) {
  const struct kind *kind = &kinds[_i];
  void *a = map(kind, 0, 20), *b = map(kind, 20, 40), *all = map(kind, 0, 60);
  merge(kind, a, b);
  kind->class->free(b);
  for (uint32_t i = 40; i < 50; i++) kind->add(a, i * 2654435761u);
  b = map(kind, 50, 60);
  merge(kind, a, b);
  check_equal(kind, a, all);
  kind->class->free(a);
  kind->class->free(b);
  kind->class->free(all);
}
END_TEST

/* -- count_add -- */

START_TEST(sums_are_exact_or_refused) {
  static const struct {
    int64_t a, b, sum;
    assay_status status;
  } cases[] = {{0, 0, 0, ASSAY_OK},
               {1, -2, -1, ASSAY_OK},
               {INT64_MAX, 0, INT64_MAX, ASSAY_OK},
               {INT64_MAX - 1, 1, INT64_MAX, ASSAY_OK},
               {INT64_MIN, INT64_MAX, -1, ASSAY_OK},
               {INT64_MIN + 1, -1, INT64_MIN, ASSAY_OK},
               {0, INT64_MIN, INT64_MIN, ASSAY_OK},
               {INT64_MAX, 1, 0, ASSAY_ELIMIT},
               {1, INT64_MAX, 0, ASSAY_ELIMIT},
               {INT64_MAX, INT64_MAX, 0, ASSAY_ELIMIT},
               {INT64_MIN, -1, 0, ASSAY_ELIMIT},
               {-1, INT64_MIN, 0, ASSAY_ELIMIT},
               {INT64_MIN, INT64_MIN, 0, ASSAY_ELIMIT}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int64_t sum = 77;
    assay_error err;
    ck_assert_int_eq(count_add(cases[i].a, cases[i].b, &sum, &err), cases[i].status);
    ck_assert_int_eq(sum, cases[i].status == ASSAY_OK ? cases[i].sum : 77);
    if (cases[i].status != ASSAY_OK)
      ck_assert_str_eq(err.message, "a count is limited to 64 bits");
  }
}
END_TEST

START_TEST(classes_have_names) {
  ck_assert_str_eq(counter_class.name, "counter");
  ck_assert_str_eq(grid_class.name, "grid");
  ck_assert_str_eq(ngrams_class.name, "ngrams");
  ck_assert_str_eq(rows_class.name, "rows");
  for (int i = 0; i < KINDS; i++) kinds[i].class->free(NULL);
}
END_TEST

/* Not UNIT_MAIN: the laws run once for every kind. */
int main(void) {
  Suite *suite = suite_create("accumulator");
  TCase *laws = tcase_create("laws"), *others = tcase_create("others");
  tcase_set_timeout(laws, 120);
  tcase_add_loop_test(laws, merging_with_an_empty_one_changes_nothing, 0, KINDS);
  tcase_add_loop_test(laws, merging_two_shards_is_mapping_both, 0, KINDS);
  tcase_add_loop_test(laws, merging_is_associative, 0, KINDS);
  tcase_add_loop_test(laws, merged_ones_go_on_counting, 0, KINDS);
  tcase_add_test(others, sums_are_exact_or_refused);
  tcase_add_test(others, classes_have_names);
  suite_add_tcase(suite, laws);
  suite_add_tcase(suite, others);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_ENV);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
