/*
** test_accumulator.c - the laws of accumulator.h for every kind, on random shards.
** Each kind says how to make one and what item i of a random run adds to it. Two are
** equal when their class says so, when their encoded bytes are the same, and, for the
** kinds that can write down what is seen of them, when the same is written.
*/
#include "count/accumulator.h"

#include "base/buffer.h"
#include "count/counter.h"
#include "count/distinct.h"
#include "count/grid.h"
#include "count/moments.h"
#include "count/ngrams.h"
#include "count/passages.h"
#include "count/quantiles.h"
#include "count/rows.h"
#include "count/sample.h"
#include "count/top.h"
#include "count/windows.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>

struct kind {
  const struct accumulator_class *class;
  void *(*make)(void);
  assay_status (*add)(void *object, uint32_t seed);
  void (*write)(void *object, struct buffer *out); /* may be NULL */
  bool ordered; /* the order of additions is a part of it */
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

static assay_status add_to_counter(void *object, uint32_t seed) {
  int64_t n = (int64_t)(next_random(&seed) % 21) - 10;
  return counter_add(object, random_word(&seed), n, NULL);
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

static assay_status add_to_grid(void *object, uint32_t seed) {
  int64_t n = (int64_t)(next_random(&seed) % 21) - 10;
  assay_str row = random_word(&seed), column = random_word(&seed);
  return grid_add(object, row, column, n, NULL);
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

static void *make_word_ngrams(void) {
  assay_ngrams *g = NULL;
  ck_assert_int_eq(assay_ngrams_new(&g, NULL, NULL), ASSAY_OK);
  return g;
}

static void *make_grouped_ngrams(void) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  options.min_n = 2;
  options.max_n = 4;
  options.cross = ASSAY_CROSS_PARAGRAPH;
  assay_ngrams *g = NULL;
  ck_assert_int_eq(ngrams_new(&g, &options, true, false, NULL), ASSAY_OK);
  return g;
}

static void *make_skip_grams(void) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  options.max_n = 2;
  options.skip = 1;
  assay_ngrams *g = NULL;
  ck_assert_int_eq(assay_ngrams_new(&g, &options, NULL), ASSAY_OK);
  return g;
}

/* A document of up to 11 random words in paragraphs. */
static assay_document *random_document(uint32_t *seed) {
  struct buffer text;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  for (uint32_t left = next_random(seed) % 12; left > 0; left--) {
    buffer_add_str(&text, random_word(seed));
    buffer_add_text(&text, next_random(seed) % 4 == 0 ? "\n\n" : " ");
  }
  assay_document *d = NULL;
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                   ASSAY_OK);
  buffer_free(&text);
  return d;
}

static assay_status add_to_ngrams(void *object, uint32_t seed) {
  assay_document *d = random_document(&seed);
  assay_status status = assay_ngrams_add(object, d, NULL);
  assay_document_free(d);
  return status;
}

/* Some of what was added goes to a temporary file on the way. */
static assay_status add_to_grouped_ngrams(void *object, uint32_t seed) {
  char label[8];
  snprintf(label, sizeof label, "%u", seed % 3);
  const struct ngrams_scope scope = {.group = str_from(label)};
  assay_document *d = random_document(&seed);
  assay_status status = ngrams_add(object, d, &scope, NULL);
  if (status == ASSAY_OK && next_random(&seed) % 8 == 0)
    status = ngrams_spill(object, NULL);
  assay_document_free(d);
  return status;
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

static assay_status add_to_rows(void *object, uint32_t seed) {
  struct cell cells[] = {{.kind = CELL_TEXT, .text = random_word(&seed)},
                         {.kind = CELL_INTEGER, .integer = next_random(&seed)}};
  return rows_add(object, cells, NULL, NULL);
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

/* -- windows; an item is a document, counted both ways -- */

static void *make_windows(void) {
  const struct windows_options options = {2, 2, false};
  struct windows *w = NULL;
  ck_assert_int_eq(windows_new(&w, &options, NULL, NULL), ASSAY_OK);
  return w;
}

static assay_status add_to_windows(void *object, uint32_t seed) {
  assay_document *d = random_document(&seed);
  size_t tokens = assay_document_tokens(d).count;
  assay_status status = windows_add(object, d, NULL);
  assay_span nodes[2] = {{0, 1}, {0, 0}};
  nodes[1].begin = (uint32_t)tokens - 1;
  nodes[1].end = (uint32_t)tokens;
  if (status == ASSAY_OK && tokens >= 2)
    status = windows_add_around(object, d, nodes, 2, NULL);
  assay_document_free(d);
  return status;
}

/* -- moments: integers of all sizes, and doubles that no sum of doubles would keep -- */

static void *make_moments(void) {
  struct moments *m = NULL;
  ck_assert_int_eq(moments_new(&m, NULL, NULL), ASSAY_OK);
  return m;
}

static int64_t random_integer(uint32_t *seed) {
  uint64_t bits = (uint64_t)next_random(seed) << 40 ^ (uint64_t)next_random(seed) << 20 ^
                  next_random(seed);
  return (int64_t)(bits << 1) >> next_random(seed) % 63;
}

static double random_number(uint32_t *seed) {
  double value = (double)next_random(seed) - 8388608;
  return ldexp(value, (int)(next_random(seed) % 2000) - 1000);
}

static assay_status add_to_moments(void *object, uint32_t seed) {
  if (next_random(&seed) % 3 > 0)
    return moments_add_integer(object, random_integer(&seed), NULL);
  return moments_add_number(object, random_number(&seed), NULL);
}

/* -- quantiles: 60 items pass the limit of exact ones -- */

static void *make_quantiles(void) {
  struct quantiles *q = NULL;
  ck_assert_int_eq(quantiles_new(&q, 5, NULL, NULL), ASSAY_OK);
  return q;
}

static assay_status add_to_quantiles(void *object, uint32_t seed) {
  assay_status status = ASSAY_OK;
  for (int i = 0; i < 25 && status == ASSAY_OK; i++) {
    double value = (double)(int)(next_random(&seed) % 4000) - 1000;
    if (next_random(&seed) % 8 == 0) value /= 3;
    status = quantiles_add(object, value, 1 + next_random(&seed) % 3, NULL);
  }
  return status;
}

/* -- distinct: with a limit that about half of the runs pass -- */

static void *make_distinct(void) {
  struct distinct *d = NULL;
  ck_assert_int_eq(distinct_new(&d, 25, NULL, NULL), ASSAY_OK);
  return d;
}

static assay_status add_to_distinct(void *object, uint32_t seed) {
  char key[] = {(char)('a' + next_random(&seed) % 26), (char)next_random(&seed)};
  return distinct_add(object, (assay_str){key, 1 + next_random(&seed) % 2}, NULL);
}

/* -- top: keys come again, with greater and with lesser values -- */

static void *make_top(void) {
  struct top *t = NULL;
  ck_assert_int_eq(top_new(&t, 5, NULL, NULL), ASSAY_OK);
  return t;
}

static assay_status add_to_top(void *object, uint32_t seed) {
  struct scalar value = scalar_integer(next_random(&seed) % 9);
  if (next_random(&seed) % 2 == 0)
    ck_assert_int_eq(
        scalar_number(&value, (double)(next_random(&seed) % 18) / 2, "", NULL), ASSAY_OK);
  return top_add(object, random_word(&seed), value, NULL);
}

/* -- sample: places come again, with the same and with other rows -- */

static void *make_sample(void) {
  static const assay_str columns[] = {{"word", 4}, {"n", 1}};
  struct sample *s = NULL;
  ck_assert_int_eq(sample_new(&s, 8, 7, columns, 2, NULL, NULL), ASSAY_OK);
  return s;
}

static assay_status add_to_sample(void *object, uint32_t seed) {
  assay_span spans[] = {{1, next_random(&seed) % 2}};
  struct cell cells[] = {{.kind = CELL_TEXT, .text = random_word(&seed)},
                         {.kind = CELL_SPANS, .span_count = 1}};
  uint64_t position = next_random(&seed) % 5;
  return sample_add(object, random_word(&seed), position, cells, spans, NULL);
}

/* -- passages: a document, of which up to two quotations are a word or more -- */

static void *make_passages(void) {
  struct passages *p = NULL;
  ck_assert_int_eq(passages_new(&p, NULL, NULL), ASSAY_OK);
  return p;
}

static assay_status add_to_passages(void *object, uint32_t seed) {
  assay_document *d = random_document(&seed);
  const assay_tokens tokens = assay_document_tokens(d);
  const size_t count = tokens.count;
  assay_span parts[3];
  struct passage_source quotes[2];
  size_t quote_count = 0;
  if (count >= 2) {
    const size_t middle = 1 + next_random(&seed) % (count - 1);
    parts[0] = (assay_span){tokens.begin[0], tokens.end[0]};
    parts[1] = (assay_span){tokens.begin[middle], tokens.end[count - 1]};
    parts[2] = parts[1];
    quotes[0] = (struct passage_source){parts, 1 + next_random(&seed) % 2, S("")};
    quotes[1] = (struct passage_source){parts + 2, 1, random_word(&seed)};
    quote_count = next_random(&seed) % 3;
  }
  assay_status status = passages_add(object, d, quotes, quote_count, NULL);
  assay_document_free(d);
  return status;
}

static void write_passages(void *object, struct buffer *out) {
  const struct passages *p = object;
  for (size_t i = 0; i < p->document_count; i++)
    buffer_addf(out, "%u words, ", p->documents[i].word_count);
  for (size_t i = 0; i < p->word_count; i++) {
    buffer_add_str(out, table_key(&p->keys, p->words[i]));
    buffer_add_char(out, ' ');
  }
  for (size_t i = 0; i < p->quote_count; i++) {
    const struct passage_quote *q = &p->quotes[i];
    buffer_addf(out, "; %u [%u, %u) %u words: ", q->document, q->first, q->last,
                q->words);
    buffer_add_str(out, table_key(&p->texts, q->text));
    if (q->speaker != TABLE_NONE) buffer_add_str(out, table_key(&p->texts, q->speaker));
  }
}

static const struct kind kinds[] = {
    {&counter_class, make_counter, add_to_counter, write_counter, false},
    {&grid_class, make_grid, add_to_grid, write_grid, false},
    {&ngrams_class, make_ngrams, add_to_ngrams, write_ngrams, false},
    {&rows_class, make_rows, add_to_rows, write_rows, true},
    {&windows_class, make_windows, add_to_windows, NULL, false},
    {&moments_class, make_moments, add_to_moments, NULL, false},
    {&quantiles_class, make_quantiles, add_to_quantiles, NULL, false},
    {&distinct_class, make_distinct, add_to_distinct, NULL, false},
    {&top_class, make_top, add_to_top, NULL, false},
    {&sample_class, make_sample, add_to_sample, NULL, false},
    {&passages_class, make_passages, add_to_passages, write_passages, true},
    /* Other shapes of a kind that stands above. */
    {&ngrams_class, make_word_ngrams, add_to_ngrams, NULL, false},
    {&ngrams_class, make_grouped_ngrams, add_to_grouped_ngrams, NULL, false},
    {&ngrams_class, make_skip_grams, add_to_ngrams, NULL, false}};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* -- the laws -- */

static void add(const struct kind *kind, void *object, uint32_t item) {
  ck_assert_int_eq(kind->add(object, item * 2654435761u), ASSAY_OK);
}

/* What items [from, to) make; item i adds the same wherever it is added. */
static void *map(const struct kind *kind, uint32_t from, uint32_t to) {
  void *object = kind->make();
  for (uint32_t i = from; i < to; i++) add(kind, object, i);
  return object;
}

static void merge(const struct kind *kind, void *into, const void *from) {
  ck_assert_int_eq(kind->class->merge(into, from, NULL), ASSAY_OK);
}

static struct buffer encoded(const struct kind *kind, void *object) {
  struct accumulator accumulator = {kind->class, object};
  struct buffer bytes;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(accumulator_encode(&accumulator, &bytes, NULL), ASSAY_OK);
  return bytes;
}

static bool same_bytes(const struct buffer *a, const struct buffer *b) {
  return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

/* Whether their class finds them equal; the bytes must agree with it. */
static bool are_equal(const struct kind *kind, void *a, void *b) {
  struct buffer x = encoded(kind, a), y = encoded(kind, b);
  bool equal = kind->class->equal(a, b);
  ck_assert_int_eq(equal, kind->class->equal(b, a));
  ck_assert_msg(equal == same_bytes(&x, &y), "%s: equality %d, but bytes %d",
                kind->class->name, equal, !equal);
  buffer_free(&x);
  buffer_free(&y);
  return equal;
}

static void check_written(const struct kind *kind, void *a, void *b) {
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

static void check_equal(const struct kind *kind, void *a, void *b) {
  if (kind->write) check_written(kind, a, b);
  if (kind->class->encode)
    ck_assert_msg(are_equal(kind, a, b), "%s: not equal", kind->class->name);
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
  for (uint32_t i = 40; i < 50; i++) add(kind, a, i);
  b = map(kind, 50, 60);
  merge(kind, a, b);
  check_equal(kind, a, all);
  kind->class->free(a);
  kind->class->free(b);
  kind->class->free(all);
}
END_TEST

START_TEST(merging_is_commutative_but_for_rows) {
  const struct kind *kind = &kinds[_i];
  if (kind->ordered || !kind->class->encode) return;
  for (uint32_t trial = 0; trial < 60; trial++) {
    uint32_t from = trial * 100, cut = from + trial / 2, to = from + trial;
    void *a = map(kind, from, cut), *b = map(kind, cut, to);
    void *c = map(kind, from, cut), *d = map(kind, cut, to);
    merge(kind, a, b);
    merge(kind, d, c);
    ck_assert(are_equal(kind, a, d));
    kind->class->free(a);
    kind->class->free(b);
    kind->class->free(c);
    kind->class->free(d);
  }
}
END_TEST

/* Item i of 60 in an order that a number without common divisor with 61 gives. */
START_TEST(the_order_of_additions_does_not_matter_but_for_rows) {
  const struct kind *kind = &kinds[_i];
  if (kind->ordered || !kind->class->encode) return;
  for (uint32_t step = 2; step < 60; step += 3) {
    void *straight = map(kind, 1, 61), *mixed = kind->make();
    for (uint32_t i = 1; i < 61; i++) add(kind, mixed, i * step % 61);
    ck_assert(are_equal(kind, straight, mixed));
    kind->class->free(straight);
    kind->class->free(mixed);
  }
}
END_TEST

START_TEST(equal_ones_and_only_they_have_equal_bytes) {
  const struct kind *kind = &kinds[_i];
  if (!kind->class->encode) return;
  uint32_t different = 0;
  for (uint32_t trial = 0; trial < 100; trial++) {
    void *a = map(kind, trial, trial + trial % 40);
    void *b = map(kind, trial, trial + trial % 40 + trial % 3);
    different += !are_equal(kind, a, b);
    kind->class->free(a);
    kind->class->free(b);
  }
  ck_assert_uint_gt(different, 0);
}
END_TEST

static void *decoded(const struct kind *kind, const struct buffer *bytes) {
  struct accumulator out = {NULL, NULL};
  assay_error err;
  assay_status status = accumulator_decode(&out, buffer_str(bytes), NULL, NULL, &err);
  ck_assert_msg(status == ASSAY_OK, "%s", err.message);
  ck_assert_ptr_eq(out.class, kind->class);
  return out.object;
}

START_TEST(decoding_gives_what_was_encoded) {
  const struct kind *kind = &kinds[_i];
  if (!kind->class->encode) return;
  for (uint32_t trial = 0; trial < 60; trial++) {
    void *a = map(kind, trial * 60, trial * 61), *b = map(kind, trial, trial + 9);
    struct buffer bytes = encoded(kind, a);
    void *again = decoded(kind, &bytes);
    ck_assert(are_equal(kind, a, again));
    merge(kind, a, b); /* and it goes on counting */
    merge(kind, again, b);
    add(kind, a, 77);
    add(kind, again, 77);
    ck_assert(are_equal(kind, a, again));
    buffer_free(&bytes);
    kind->class->free(a);
    kind->class->free(b);
    kind->class->free(again);
  }
}
END_TEST

/* A changed byte anywhere is noticed, and so is every other length. */
START_TEST(damaged_bytes_are_refused) {
  const struct kind *kind = &kinds[_i];
  if (!kind->class->encode) return;
  void *a = map(kind, 0, 12);
  struct buffer bytes = encoded(kind, a);
  struct accumulator out = {NULL, NULL};
  for (size_t len = 0; len < bytes.len; len++) {
    assay_str cut = {bytes.data, len};
    ck_assert_int_eq(accumulator_decode(&out, cut, NULL, NULL, NULL), ASSAY_EFORMAT);
  }
  for (size_t i = 0; i < bytes.len; i++) {
    bytes.data[i] = (char)(bytes.data[i] ^ 1 << i % 8);
    ck_assert_int_eq(accumulator_decode(&out, buffer_str(&bytes), NULL, NULL, NULL),
                     ASSAY_EFORMAT);
    bytes.data[i] = (char)(bytes.data[i] ^ 1 << i % 8);
  }
  ck_assert_ptr_null(out.object);
  size_t used = 0, len = bytes.len;
  buffer_add_text(&bytes, "next");
  ck_assert_int_eq(accumulator_decode(&out, buffer_str(&bytes), NULL, NULL, NULL),
                   ASSAY_EFORMAT);
  ck_assert_int_eq(accumulator_decode(&out, buffer_str(&bytes), &used, NULL, NULL),
                   ASSAY_OK);
  ck_assert_uint_eq(used, len);
  kind->class->free(out.object);
  kind->class->free(a);
  buffer_free(&bytes);
}
END_TEST

START_TEST(frozen_ones_stay_as_they_are) {
  const struct kind *kind = &kinds[_i];
  if (!kind->class->freeze) return;
  void *a = map(kind, 0, 20), *b = map(kind, 0, 20), *into = map(kind, 20, 30);
  kind->class->freeze(a);
  kind->class->freeze(a);
  assay_error err;
  ck_assert_int_eq(kind->add(a, 5), ASSAY_EARG);
  ck_assert_int_eq(kind->class->merge(a, b, &err), ASSAY_EARG);
  char expected[80] = "cannot add: the accumulator (";
  strncat(expected, kind->class->name, 30);
  ck_assert_str_eq(err.message, strcat(expected, ") is frozen"));
  check_equal(kind, a, b);
  merge(kind, into, a); /* what is frozen may be read */
  kind->class->free(a);
  kind->class->free(b);
  kind->class->free(into);
}
END_TEST

/* -- out of memory -- */

static const struct kind *failing_kind;
static struct buffer failing_bytes;

static assay_status decode_merge_and_encode(const assay_allocator *a, assay_error *err) {
  const struct kind *kind = failing_kind;
  struct accumulator one = {NULL, NULL}, two = {NULL, NULL};
  struct buffer bytes;
  buffer_init(&bytes, a, BUFFER_NO_CEILING);
  assay_status status = accumulator_decode(&one, buffer_str(&failing_bytes), NULL, a,
                                           err);
  if (status == ASSAY_OK)
    status = accumulator_decode(&two, buffer_str(&failing_bytes), NULL, a, err);
  if (status == ASSAY_OK) status = kind->class->merge(one.object, two.object, err);
  if (status == ASSAY_OK) status = accumulator_encode(&one, &bytes, err);
  ck_assert(status == ASSAY_OK || bytes.len == 0);
  kind->class->free(one.object);
  kind->class->free(two.object);
  buffer_free(&bytes);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  failing_kind = &kinds[_i];
  if (!failing_kind->class->encode) return;
  for (uint32_t count = 0; count <= 60; count += 30) {
    void *object = map(failing_kind, 0, count);
    failing_bytes = encoded(failing_kind, object);
    unit_fail_each(decode_merge_and_encode);
    buffer_free(&failing_bytes);
    failing_kind->class->free(object);
  }
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
  static const char *const names[] = {"counter", "grid",    "ngrams",    "rows",
                                      "windows", "moments", "quantiles", "distinct",
                                      "top",     "sample",  "passages"};
  for (int i = 0; i < (int)(sizeof names / sizeof *names); i++) {
    ck_assert_str_eq(kinds[i].class->name, names[i]);
    ck_assert_int_eq(kinds[i].class->kind, i + 1);
  }
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
  tcase_add_loop_test(laws, merging_is_commutative_but_for_rows, 0, KINDS);
  tcase_add_loop_test(laws, the_order_of_additions_does_not_matter_but_for_rows, 0,
                      KINDS);
  tcase_add_loop_test(laws, equal_ones_and_only_they_have_equal_bytes, 0, KINDS);
  tcase_add_loop_test(laws, decoding_gives_what_was_encoded, 0, KINDS);
  tcase_add_loop_test(laws, damaged_bytes_are_refused, 0, KINDS);
  tcase_add_loop_test(laws, frozen_ones_stay_as_they_are, 0, KINDS);
  tcase_add_loop_test(laws, out_of_memory_leaves_nothing, 0, KINDS);
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
