/*
** test_ngrams_options.c - every option against a counter that spells each n-gram out: for
** each first word it tries all choices of further ones, and keeps those that the options
** allow, as strings.
*/
#include "count/ngrams.h"

#include "base/buffer.h"
#include "base/table.h"
#include "unit.h"

#include <stdio.h>

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* -- A text whose structure is known ------------------------------------------------- */

struct piece { /* a token and what stands before it */
  const char *text;
  uint32_t sentence, paragraph, marks; /* marks: punctuation tokens before it */
  bool number, mark;
};

struct sample {
  struct piece pieces[400];
  size_t count;
  struct buffer text;
  uint32_t group;
};

static void add_piece(struct sample *s, const char *text, uint32_t sentence,
                      uint32_t paragraph, bool number, bool mark) {
  uint32_t marks = s->count > 0 ? s->pieces[s->count - 1].marks : 0;
  if (s->count > 0) marks += s->pieces[s->count - 1].mark;
  s->pieces[s->count++] = (struct piece){text, sentence, paragraph, marks, number, mark};
}

/* Sentences of known words, some with a comma or a number inside; a paragraph ends with a
** blank line. No sentence begins or ends with a number. */
static void make_sample(struct sample *s, uint32_t *state) {
  static const char *const words[] = {"war", "peace", "oil", "treaty"};
  static const char *const numbers[] = {"1919", "7"};
  s->count = 0;
  s->group = next_random(state) % 3;
  buffer_init(&s->text, NULL, BUFFER_NO_CEILING);
  uint32_t paragraph = 0, sentences = next_random(state) % 9;
  for (uint32_t sentence = 0; sentence < sentences; sentence++) {
    uint32_t count = 1 + next_random(state) % 8;
    for (uint32_t i = 0; i < count; i++) {
      bool inside = i > 0 && i + 1 < count;
      if (inside && next_random(state) % 5 == 0) {
        buffer_add_text(&s->text, ",");
        add_piece(s, ",", sentence, paragraph, false, true);
      }
      if (i > 0) buffer_add_char(&s->text, next_random(state) % 6 == 0 ? '\n' : ' ');
      bool number = inside && next_random(state) % 6 == 0;
      const char *word = number ? numbers[next_random(state) % 2]
                                : words[next_random(state) % 4];
      buffer_add_char(&s->text, i == 0 ? (char)(word[0] - 'a' + 'A') : word[0]);
      buffer_add_text(&s->text, word + 1);
      add_piece(s, word, sentence, paragraph, number, false);
    }
    buffer_add_char(&s->text, '.');
    add_piece(s, ".", sentence, paragraph, false, true);
    bool ends = next_random(state) % 4 == 0;
    buffer_add_text(&s->text, ends ? "\n \n" : " ");
    paragraph += ends;
  }
}

/* -- The slow way -------------------------------------------------------------------- */

struct setting {
  assay_ngrams_options options;
  bool grouped, around, collapse;
  uint64_t min_count, min_documents;
};

struct slow {
  struct table grams; /* "group/text" */
  struct {
    uint64_t count, documents;
    uint32_t n, last;
    struct table left, right; /* what stands beside it, "" for nothing */
  } of[30000];
  size_t most;
};

static bool may_follow(const struct setting *s, const struct piece *a,
                       const struct piece *b) {
  const assay_ngrams_options *o = &s->options;
  if (o->cross == ASSAY_CROSS_NOTHING && a->sentence != b->sentence) return false;
  if (o->cross == ASSAY_CROSS_SENTENCE && a->paragraph != b->paragraph) return false;
  if (o->break_at_punctuation && b->marks > a->marks + a->mark) return false;
  return true;
}

static void slow_count(struct slow *b, const struct setting *s, uint32_t group,
                       uint32_t document, const struct piece *const *kept, size_t count,
                       const size_t *chosen, uint32_t n) {
  char key[512];
  snprintf(key, sizeof key, "%u/", s->grouped ? group : 0);
  for (uint32_t i = 0; i < n; i++) {
    if (i > 0) strncat(key, " ", sizeof key - strlen(key) - 1);
    strncat(key, kept[chosen[i]]->text, sizeof key - strlen(key) - 1);
  }
  uint32_t id, beside;
  size_t before = b->grams.count;
  ck_assert_int_eq(table_intern(&b->grams, str_from(key), &id, NULL), ASSAY_OK);
  ck_assert_uint_lt(id, 30000);
  if (b->grams.count > before) {
    memset(&b->of[id], 0, sizeof b->of[id]);
    table_init(&b->of[id].left, NULL);
    table_init(&b->of[id].right, NULL);
  }
  b->of[id].n = n;
  b->of[id].count++;
  b->of[id].documents += b->of[id].last != document;
  b->of[id].last = document;
  const size_t first = chosen[0], last = chosen[n - 1];
  bool left = first > 0 && may_follow(s, kept[first - 1], kept[first]);
  bool right = last + 1 < count && may_follow(s, kept[last], kept[last + 1]);
  table_intern(&b->of[id].left, str_from(left ? kept[first - 1]->text : ""), &beside,
               NULL);
  table_intern(&b->of[id].right, str_from(right ? kept[last + 1]->text : ""), &beside,
               NULL);
}

struct choice {
  struct slow *slow;
  const struct setting *setting;
  uint32_t group, document;
  const struct piece *const *kept;
  size_t count;
  size_t chosen[ASSAY_NGRAM_MAX];
};

static bool has_term(const struct choice *c, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (strcmp(c->kept[c->chosen[i]]->text, "peace") == 0) return true;
  return false;
}

static void slow_choose(struct choice *c, uint32_t n, uint32_t skipped) {
  const assay_ngrams_options *o = &c->setting->options;
  if (n >= o->min_n && (!c->setting->around || has_term(c, n)))
    slow_count(c->slow, c->setting, c->group, c->document, c->kept, c->count, c->chosen,
               n);
  if (n == o->max_n) return;
  for (size_t next = c->chosen[n - 1] + 1; next < c->count; next++) {
    size_t gap = next - c->chosen[n - 1] - 1;
    if (skipped + gap > o->skip) return;
    if (!may_follow(c->setting, c->kept[next - 1], c->kept[next])) return;
    c->chosen[n] = next;
    slow_choose(c, n + 1, skipped + (uint32_t)gap);
  }
}

static void slow_add(struct slow *b, const struct setting *s, const struct sample *sample,
                     uint32_t document) {
  const struct piece *kept[400];
  struct choice c = {b, s, sample->group, document, kept, 0, {0}};
  for (size_t i = 0; i < sample->count; i++) {
    const struct piece *p = &sample->pieces[i];
    if (p->mark && s->options.keep != ASSAY_KEEP_ALL) continue;
    if (p->number && s->options.keep == ASSAY_KEEP_WORDS) continue;
    kept[c.count++] = p;
  }
  for (size_t i = 0; i < c.count; i++) {
    c.chosen[0] = i;
    slow_choose(&c, 1, 0);
  }
}

static bool slow_shows(const struct slow *b, const struct setting *s, uint32_t id) {
  if (b->of[id].count < s->min_count || b->of[id].documents < s->min_documents)
    return false;
  if (!s->collapse || b->of[id].n == s->options.max_n) return true;
  const struct table *left = &b->of[id].left, *right = &b->of[id].right;
  bool one_left = left->count == 1 && table_key(left, 0).len > 0;
  bool one_right = right->count == 1 && table_key(right, 0).len > 0;
  return !one_left && !one_right;
}

/* -- The comparison ------------------------------------------------------------------ */

static void add_sample(assay_ngrams *g, const struct setting *s,
                       const struct sample *sample, assay_pattern *peace) {
  assay_document *d = NULL;
  assay_matcher *matcher = NULL;
  assay_hit hits[400];
  char label[8];
  snprintf(label, sizeof label, "%u", sample->group);
  struct ngrams_scope scope = {
      .group = str_from(label), .around = s->around, .hits = hits};
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&sample->text), NULL),
                   ASSAY_OK);
  ck_assert_int_eq(
      assay_matcher_new(&matcher, peace, assay_document_vocabulary(d), NULL, NULL),
      ASSAY_OK);
  for (bool found = s->around; found; scope.hit_count += found) {
    size_t from = scope.hit_count > 0 ? hits[scope.hit_count - 1].tokens.end : 0;
    ck_assert_int_eq(
        assay_matcher_next(matcher, d, from, &hits[scope.hit_count], &found, NULL),
        ASSAY_OK);
  }
  ck_assert_int_eq(ngrams_add(g, d, &scope, NULL), ASSAY_OK);
  assay_matcher_free(matcher);
  assay_document_free(d);
}

/* The list has all that it should, in order, with the right numbers. */
static void check_list(assay_ngrams *g, const struct slow *b, const struct setting *s,
                       enum ngram_order by) {
  size_t expected = 0, listed = 0;
  for (uint32_t id = 0; id < b->grams.count; id++) expected += slow_shows(b, s, id);
  struct ngrams_query query = {by, s->min_count, s->min_documents, s->collapse};
  ck_assert_int_eq(ngrams_list(g, &query, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(g), expected);
  for (size_t group = 0; group < ngrams_group_count(g); group++) {
    struct ngrams_group info = ngrams_group(g, group);
    assay_ngram gram, before = {{NULL, 0}, 0, 0, 0};
    char text[512] = "";
    for (uint64_t i = 0; i < info.count; i++, listed++) {
      char key[512];
      ck_assert_int_eq(ngrams_at(g, group, i, &gram, NULL), ASSAY_OK);
      snprintf(key, sizeof key, "%.*s/%.*s", s->grouped ? (int)info.label.len : 1,
               s->grouped ? info.label.ptr : "0", (int)gram.text.len, gram.text.ptr);
      uint32_t id = table_find(&b->grams, str_from(key));
      ck_assert_msg(id != TABLE_NONE, "'%s' is not there", key);
      ck_assert_msg(slow_shows(b, s, id), "'%s' is not to be shown", key);
      ck_assert_uint_eq(gram.count, b->of[id].count);
      ck_assert_uint_eq(gram.documents, b->of[id].documents);
      ck_assert_uint_eq(gram.n, b->of[id].n);
      int order = i == 0 ? -1 : 0;
      if (order == 0 && by == NGRAMS_BY_DOCUMENTS)
        order = (gram.documents > before.documents) - (gram.documents < before.documents);
      if (order == 0 && by != NGRAMS_BY_TEXT)
        order = (gram.count > before.count) - (gram.count < before.count);
      if (order == 0) order = str_compare(str_from(text), gram.text);
      ck_assert_msg(order < 0, "'%s' stands wrong", key);
      before = gram;
      memcpy(text, gram.text.ptr, gram.text.len);
      text[gram.text.len] = '\0';
    }
  }
  ck_assert_uint_eq(listed, expected);
}

static void random_setting(struct setting *s, uint32_t *state) {
  static const assay_ngrams_options plain = ASSAY_NGRAMS_OPTIONS_INIT;
  memset(s, 0, sizeof *s);
  s->options = plain;
  s->options.max_n = 1 + next_random(state) % 5;
  s->options.min_n = 1 + next_random(state) % s->options.max_n;
  s->options.cross = (assay_ngram_cross)(next_random(state) % 3);
  s->options.keep = (assay_ngram_keep)(next_random(state) % 3);
  s->options.break_at_punctuation = s->options.keep != ASSAY_KEEP_ALL &&
                                    next_random(state) % 3 == 0;
  if (next_random(state) % 3 == 0) s->options.skip = next_random(state) % 4;
  s->grouped = next_random(state) % 3 == 0;
  s->around = next_random(state) % 3 == 0;
  s->collapse = s->options.skip == 0 && next_random(state) % 2 == 0;
  s->min_count = next_random(state) % 2 == 0 ? 0 : next_random(state) % 4;
  s->min_documents = next_random(state) % 2 == 0 ? 0 : next_random(state) % 3;
}

static void slow_free(struct slow *b) {
  for (size_t i = 0; i < b->grams.count; i++) {
    table_free(&b->of[i].left);
    table_free(&b->of[i].right);
  }
  table_free(&b->grams);
}

START_TEST(all_options_count_as_by_brute_force) {
  static struct slow b;
  static struct sample sample;
  uint32_t state = 4;
  assay_pattern *peace = NULL;
  ck_assert_int_eq(assay_pattern_new(&peace, S("peace"), NULL, NULL, NULL), ASSAY_OK);
  for (int trial = 0; trial < 1500; trial++) {
    struct setting s;
    random_setting(&s, &state);
    table_init(&b.grams, NULL);
    assay_ngrams *shards[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++)
      ck_assert_int_eq(ngrams_new(&shards[i], &s.options, s.grouped, s.around, NULL),
                       ASSAY_OK);
    uint32_t documents = next_random(&state) % 6, cut = next_random(&state) % 6;
    for (uint32_t document = 1; document <= documents; document++) {
      make_sample(&sample, &state);
      slow_add(&b, &s, &sample, document);
      add_sample(shards[document > cut], &s, &sample, peace);
      buffer_free(&sample.text);
    }
    ck_assert_int_eq(assay_ngrams_merge(shards[0], shards[1], NULL), ASSAY_OK);
    for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by++)
      check_list(shards[0], &b, &s, (enum ngram_order)by);
    assay_ngrams_free(shards[0]);
    assay_ngrams_free(shards[1]);
    slow_free(&b);
  }
  assay_pattern_free(peace);
}
END_TEST

/* -- By hand ------------------------------------------------------------------------- */

static assay_ngrams *of_text(const assay_ngrams_options *options, const char *text) {
  assay_ngrams *g = NULL;
  assay_document *d = NULL;
  ck_assert_int_eq(assay_ngrams_new(&g, options, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), str_from(text), NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_add(g, d, NULL), ASSAY_OK);
  assay_document_free(d);
  return g;
}

static void check_texts(assay_ngrams *g, const struct ngrams_query *query,
                        const char *expected) {
  struct buffer got;
  assay_ngram gram;
  buffer_init(&got, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(ngrams_list(g, query, NULL), ASSAY_OK);
  for (size_t i = 0; i < assay_ngrams_count(g); i++) {
    ck_assert_int_eq(assay_ngrams_at(g, i, &gram, NULL), ASSAY_OK);
    if (i > 0) buffer_add_text(&got, ", ");
    buffer_add_str(&got, gram.text);
  }
  ck_str(buffer_str(&got), expected);
  buffer_free(&got);
  assay_ngrams_free(g);
}

START_TEST(what_an_ngram_may_run_across) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  const struct ngrams_query query = {NGRAMS_BY_TEXT, 0, 0, false};
  const char *text = "A b. C\nd\r\n \t\r\nE";
  o.min_n = o.max_n = 2;
  check_texts(of_text(&o, text), &query, "a b, c d");
  o.cross = ASSAY_CROSS_SENTENCE;
  check_texts(of_text(&o, text), &query, "a b, b c, c d");
  o.cross = ASSAY_CROSS_PARAGRAPH;
  check_texts(of_text(&o, text), &query, "a b, b c, c d, d e");
}
END_TEST

START_TEST(what_is_kept_and_what_breaks) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  const struct ngrams_query query = {NGRAMS_BY_TEXT, 0, 0, false};
  const char *text = "In 1919, oil";
  o.min_n = o.max_n = 2;
  check_texts(of_text(&o, text), &query, "1919 oil, in 1919");
  o.break_at_punctuation = true;
  check_texts(of_text(&o, text), &query, "in 1919");
  o.keep = ASSAY_KEEP_WORDS;
  check_texts(of_text(&o, text), &query, "");
  o.break_at_punctuation = false;
  check_texts(of_text(&o, text), &query, "in oil");
  o.keep = ASSAY_KEEP_ALL;
  check_texts(of_text(&o, text), &query, ", oil, 1919 ,, in 1919");
}
END_TEST

START_TEST(words_may_be_left_out) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  const struct ngrams_query query = {NGRAMS_BY_TEXT, 0, 0, false};
  o.min_n = o.max_n = 3;
  o.skip = 1;
  check_texts(of_text(&o, "a b c d"), &query, "a b c, a b d, a c d, b c d");
}
END_TEST

START_TEST(explained_ones_are_hidden) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  const struct ngrams_query query = {NGRAMS_BY_COUNT, 2, 0, true};
  o.max_n = 3;
  check_texts(of_text(&o, "a b c, x a b c, y b"), &query, "b, a b c");
}
END_TEST

START_TEST(wrong_options_are_refused) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL, *other = NULL;
  assay_error err;
  o.keep = ASSAY_KEEP_ALL;
  o.break_at_punctuation = true;
  ck_assert_int_eq(assay_ngrams_new(&g, &o, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "n-grams cannot both hold punctuation and break at it");
  o.keep = ASSAY_KEEP_RUNNING;
  o.max_n = 16;
  o.skip = 16;
  ck_assert_int_eq(assay_ngrams_new(&g, &o, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message,
                   "skip-grams of 16 words with 16 left out: a word may begin "
                   "10000 at most");
  o.max_n = 2;
  ck_assert_int_eq(assay_ngrams_new(&g, &o, &err), ASSAY_OK);
  ck_assert_int_eq(ngrams_list(g, &(struct ngrams_query){.collapse = true}, &err),
                   ASSAY_EARG);
  ck_assert_str_eq(err.message, "skip-grams cannot be collapsed");
  o.skip = 15;
  ck_assert_int_eq(assay_ngrams_new(&other, &o, &err), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_merge(g, other, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge n-grams of other options");
  assay_ngrams_free(other);
  assay_ngrams_free(g);
}
END_TEST

/* -- Limited memory ------------------------------------------------------------------ */

/* Enough words for several rounds and for pages in the file; small numbers are common. */
static void add_many(assay_ngrams *g) {
  uint32_t state = 11;
  for (uint32_t document = 0; document < 40; document++) {
    struct buffer text;
    assay_document *d = NULL;
    char label[8];
    snprintf(label, sizeof label, "%u", document % 3);
    struct ngrams_scope scope = {.group = str_from(label)};
    buffer_init(&text, NULL, BUFFER_NO_CEILING);
    for (int i = 0; i < 6000; i++) {
      uint32_t a = next_random(&state) % 3000, b = next_random(&state) % 3000;
      buffer_addf(&text, "w%u%s", a < b ? a : b, i % 11 == 10 ? ".\n\n" : " ");
    }
    ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                     ASSAY_OK);
    ck_assert_int_eq(ngrams_add(g, d, &scope, NULL), ASSAY_OK);
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

START_TEST(limited_memory_gives_the_same_lists) {
  for (int grouped = 0; grouped <= 1; grouped++) {
    assay_ngrams *all = many_ngrams(0, grouped), *few = many_ngrams(6 << 20, grouped);
    for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by++) {
      struct ngrams_query query = {(enum ngram_order)by, by == NGRAMS_BY_TEXT ? 2 : 0, 0,
                                   grouped};
      ck_assert_int_eq(ngrams_list(all, &query, NULL), ASSAY_OK);
      ck_assert_int_eq(ngrams_list(few, &query, NULL), ASSAY_OK);
      ck_assert_uint_eq(assay_ngrams_count(all), assay_ngrams_count(few));
      for (size_t i = 0; i < assay_ngrams_count(all); i++) check_same(all, few, i);
      check_same(all, few, assay_ngrams_count(all) / 2);
      check_same(all, few, 0);
      uint64_t tokens[2], types[2];
      for (uint32_t n = 1; n <= 3; n++) {
        ngrams_totals(all, n, &tokens[0], &types[0]);
        ngrams_totals(few, n, &tokens[1], &types[1]);
        ck_assert_uint_eq(tokens[0], tokens[1]);
        ck_assert_uint_eq(types[0], types[1]);
      }
    }
    assay_ngrams_free(all);
    assay_ngrams_free(few);
  }
}
END_TEST

START_TEST(too_little_memory_is_said) {
  assay_ngrams *g = many_ngrams(1 << 20, false);
  assay_error err;
  ck_assert_int_eq(assay_ngrams_sort(g, &err), ASSAY_ELIMIT);
  ck_assert_ptr_nonnull(strstr(err.message, "n-grams of 240000 words need"));
  ck_assert_ptr_nonnull(strstr(err.message, "1048576 are allowed"));
  assay_ngrams_free(g);
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_named) {
  assay_ngrams *g = many_ngrams(6 << 20, false);
  assay_error err;
  ck_assert_int_eq(setenv("TMPDIR", "/nonexistent", 1), 0);
  ck_assert_int_eq(assay_ngrams_sort(g, &err), ASSAY_EIO);
  ck_assert_str_eq(err.source, "/nonexistent");
  ck_assert_uint_eq(assay_ngrams_count(g), 0);
  unsetenv("TMPDIR");
  ck_assert_int_eq(assay_ngrams_sort(g, &err), ASSAY_OK);
  assay_ngrams_free(g);
}
END_TEST

static assay_status grouped_around_and_listed(const assay_allocator *a,
                                              assay_error *err) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL, *twin = NULL;
  assay_document *d = NULL;
  o.max_n = 4;
  o.allocator = *a;
  assay_hit hits[] = {{{2, 3}, {0, 0}}, {{5, 7}, {0, 0}}};
  struct ngrams_scope scope = {
      .group = S("x"), .around = true, .hits = hits, .hit_count = 2};
  struct ngrams_query query = {NGRAMS_BY_DOCUMENTS, 1, 1, true};
  assay_status status = assay_document_new(
      &d, NULL, S("d"), S("so many words of which everybody heard every day"), err);
  if (status == ASSAY_OK) status = ngrams_new(&g, &o, true, true, err);
  if (status == ASSAY_OK) status = ngrams_new(&twin, &o, true, true, err);
  if (status == ASSAY_OK) status = ngrams_add(g, d, &scope, err);
  if (status == ASSAY_OK) status = assay_ngrams_merge(twin, g, err);
  if (status == ASSAY_OK) status = ngrams_list(twin, &query, err);
  assay_ngrams_free(twin);
  assay_ngrams_free(g);
  assay_document_free(d);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(grouped_around_and_listed);
}
END_TEST

UNIT_MAIN("ngrams_options", all_options_count_as_by_brute_force,
          what_an_ngram_may_run_across, what_is_kept_and_what_breaks,
          words_may_be_left_out, explained_ones_are_hidden, wrong_options_are_refused,
          limited_memory_gives_the_same_lists, too_little_memory_is_said,
          a_folder_that_cannot_be_written_is_named, out_of_memory_leaves_nothing)
