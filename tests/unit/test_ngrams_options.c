/*
** test_ngrams_options.c - every option against a counter that spells each n-gram out: for
** each first word it tries all choices of further ones, and keeps those that the options
** allow, as strings.
*/
#include "count/accumulator.h"
#include "count/ngram_rows.h"
#include "count/ngrams_private.h"

#include "base/buffer.h"
#include "base/table.h"
#include "unit.h"

#include <stdio.h>

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* -- A text whose structure is known ------------------------------------------------- */

struct piece {                         /* a token and what stands before it */
  const char *text, *written;          /* folded, and not */
  uint32_t sentence, paragraph, marks; /* marks: punctuation tokens before it */
  bool number, mark;
};

struct sample {
  struct piece pieces[400];
  size_t count;
  struct buffer text;
  uint32_t group;
};

static void add_piece(struct sample *s, const char *text, const char *written,
                      uint32_t sentence, uint32_t paragraph, bool number, bool mark) {
  uint32_t marks = s->count > 0 ? s->pieces[s->count - 1].marks : 0;
  if (s->count > 0) marks += s->pieces[s->count - 1].mark;
  s->pieces[s->count++] = (struct piece){text,  written, sentence, paragraph,
                                         marks, number,  mark};
}

/* Sentences of known words, some with a comma or a number inside; a paragraph ends with a
** blank line. No sentence begins or ends with a number. */
static void make_sample(struct sample *s, uint32_t *state) {
  static const char *const words[] = {"war", "peace", "oil", "treaty"};
  static const char *const firsts[] = {"War", "Peace", "Oil", "Treaty"};
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
        add_piece(s, ",", ",", sentence, paragraph, false, true);
      }
      if (i > 0) buffer_add_char(&s->text, next_random(state) % 6 == 0 ? '\n' : ' ');
      bool number = inside && next_random(state) % 6 == 0;
      const uint32_t which = next_random(state) % (number ? 2 : 4);
      const char *word = number ? numbers[which] : words[which];
      const char *written = i == 0 ? firsts[which] : word;
      buffer_add_text(&s->text, written);
      add_piece(s, word, written, sentence, paragraph, number, false);
    }
    buffer_add_char(&s->text, '.');
    add_piece(s, ".", ".", sentence, paragraph, false, true);
    bool ends = next_random(state) % 4 == 0;
    buffer_add_text(&s->text, ends ? "\n \n" : " ");
    paragraph += ends;
  }
}

/* -- The slow way -------------------------------------------------------------------- */

struct setting {
  assay_ngrams_options options;
  bool grouped, around, collapse, stopwords;
  bool folded; /* else words are counted as they are written */
  uint64_t min_count, min_documents, limit;
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

static const char *text_of(const struct setting *s, const struct piece *piece) {
  return s->folded ? piece->text : piece->written;
}

static void slow_count(struct slow *b, const struct setting *s, uint32_t group,
                       uint32_t document, const struct piece *const *kept, size_t count,
                       const size_t *chosen, uint32_t n) {
  char key[512];
  snprintf(key, sizeof key, "%u/", s->grouped ? group : 0);
  for (uint32_t i = 0; i < n; i++) {
    if (i > 0) strncat(key, " ", sizeof key - strlen(key) - 1);
    strncat(key, text_of(s, kept[chosen[i]]), sizeof key - strlen(key) - 1);
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
  table_intern(&b->of[id].left, str_from(left ? text_of(s, kept[first - 1]) : ""),
               &beside, NULL);
  table_intern(&b->of[id].right, str_from(right ? text_of(s, kept[last + 1]) : ""),
               &beside, NULL);
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

static const char *const stop_words[] = {"oil", "7"};

static bool is_stop_word(assay_str word) {
  for (size_t i = 0; i < 2; i++)
    if (str_equal(word, str_from(stop_words[i]))) return true;
  return false;
}

/* Whether it begins or ends with a stop word. */
static bool is_stopped(assay_str text) {
  assay_str first = text, last = text;
  for (first.len = 0; first.len < text.len && text.ptr[first.len] != ' ';) first.len++;
  while (text.len > 0 && text.ptr[text.len - 1] != ' ') text.len--;
  last.ptr += text.len;
  last.len -= text.len;
  return is_stop_word(first) || is_stop_word(last);
}

static bool slow_shows(const struct slow *b, const struct setting *s, uint32_t id) {
  if (b->of[id].count < s->min_count || b->of[id].documents < s->min_documents)
    return false;
  const assay_str key = table_key(&b->grams, id);
  if (s->stopwords && is_stopped((assay_str){key.ptr + 2, key.len - 2})) return false;
  if (!s->collapse || b->of[id].n == s->options.max_n) return true;
  const struct table *left = &b->of[id].left, *right = &b->of[id].right;
  bool one_left = left->count == 1 && table_key(left, 0).len > 0;
  bool one_right = right->count == 1 && table_key(right, 0).len > 0;
  if (s->stopwords && one_left) one_left = !is_stop_word(table_key(left, 0));
  if (s->stopwords && one_right) one_right = !is_stop_word(table_key(right, 0));
  return !one_left && !one_right;
}

/* -- The comparison ------------------------------------------------------------------ */

struct tools {
  assay_pattern *peace;
  assay_tokenizer *as_written;
};

static void add_sample(assay_ngrams *g, const struct setting *s,
                       const struct sample *sample, const struct tools *tools) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  assay_document *d = NULL;
  assay_matcher *matcher = NULL;
  assay_hit hits[400];
  char label[8];
  snprintf(label, sizeof label, "%u", sample->group);
  struct ngrams_scope scope = {
      .group = str_from(label), .around = s->around, .hits = hits};
  if (!s->folded) options.tokenizer = tools->as_written;
  ck_assert_int_eq(
      assay_document_new(&d, &options, S("d"), buffer_str(&sample->text), NULL),
      ASSAY_OK);
  if (s->around)
    ck_assert_int_eq(assay_matcher_new(&matcher, tools->peace,
                                       assay_document_vocabulary(d), NULL, NULL),
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

/* The first of each group as rows. */
static void check_limit(assay_ngrams *g, const struct setting *s) {
  const assay_str columns[] = {S("ngram"), S("rank"), S("count")};
  const enum ngram_column kinds[] = {NGRAM_TEXT, NGRAM_RANK, NGRAM_COUNT};
  struct rows *rows = NULL;
  struct cell cells[3];
  assay_ngram gram;
  ck_assert_int_eq(ngram_rows_new(&rows, g, columns, kinds, 3, s->limit, NULL), ASSAY_OK);
  struct rows_cursor cursor = rows_begin(rows);
  for (size_t group = 0; group < ngrams_group_count(g); group++) {
    const uint64_t count = ngrams_group(g, group).count;
    for (uint64_t i = 0; i < count && i < s->limit; i++) {
      ck_assert(rows_next(&cursor, cells));
      ck_assert_int_eq(ngrams_at(g, group, i, &gram, NULL), ASSAY_OK);
      ck_assert(str_equal(cells[0].text, gram.text));
      ck_assert_int_eq(cells[1].integer, (int64_t)i + 1);
      ck_assert_int_eq(cells[2].integer, (int64_t)gram.count);
    }
  }
  ck_assert(!rows_next(&cursor, cells));
  rows_free(rows);
}

/* The list has all that it should, in order, with the right numbers. */
static void check_list(assay_ngrams *g, const struct slow *b, const struct setting *s,
                       enum ngram_order by) {
  size_t expected = 0, listed = 0;
  struct table stop;
  uint32_t id_of_stop;
  table_init(&stop, NULL);
  for (size_t i = 0; i < 2; i++)
    ck_assert_int_eq(table_intern(&stop, str_from(stop_words[i]), &id_of_stop, NULL),
                     ASSAY_OK);
  for (uint32_t id = 0; id < b->grams.count; id++) expected += slow_shows(b, s, id);
  const struct ngrams_query query = {by, s->min_count, s->min_documents, s->collapse,
                                     s->stopwords ? &stop : NULL};
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
  check_limit(g, s);
  table_free(&stop);
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
  s->stopwords = next_random(state) % 3 == 0;
  s->min_count = next_random(state) % 2 == 0 ? 0 : next_random(state) % 4;
  s->min_documents = next_random(state) % 2 == 0 ? 0 : next_random(state) % 3;
  s->folded = s->around || next_random(state) % 4 > 0;
  s->limit = next_random(state) % 2 == 0 ? UINT64_MAX : next_random(state) % 9;
}

static void slow_free(struct slow *b) {
  for (size_t i = 0; i < b->grams.count; i++) {
    table_free(&b->of[i].left);
    table_free(&b->of[i].right);
  }
  table_free(&b->grams);
}

static struct buffer encoded(assay_ngrams *g) {
  const struct accumulator accumulator = {&ngrams_class, g};
  struct buffer bytes;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(accumulator_encode(&accumulator, &bytes, NULL), ASSAY_OK);
  return bytes;
}

/* The same, by way of its bytes. */
static assay_ngrams *decoded(assay_ngrams *g) {
  struct accumulator again;
  assay_error err;
  struct buffer bytes = encoded(g);
  assay_status status = accumulator_decode(&again, buffer_str(&bytes), NULL, NULL, &err);
  ck_assert_msg(status == ASSAY_OK, "%s", err.message);
  struct buffer twice = encoded(again.object);
  ck_assert(str_equal(buffer_str(&bytes), buffer_str(&twice)));
  buffer_free(&bytes);
  buffer_free(&twice);
  return again.object;
}

/* So many words come first, which do not occur, that some of the others have long codes.
*/
static void begin_with_words(assay_ngrams *g, uint32_t words) {
  char word[16];
  uint32_t code;
  for (uint32_t i = 0; i < words; i++) {
    const int len = snprintf(word, sizeof word, "r%u", i);
    ck_assert_int_eq(
        ngram_words_add(&g->words, (assay_str){word, (size_t)len}, &code, NULL),
        ASSAY_OK);
  }
}

/* Documents so few would not leave memory by themselves. */
static void spill_or_not(assay_ngrams *g, uint32_t *state) {
  if (next_random(state) % 4 == 0) ck_assert_int_eq(ngrams_spill(g, NULL), ASSAY_OK);
}

static void compare_trials(uint32_t state, int trials, uint32_t words) {
  static struct slow b;
  static struct sample sample;
  assay_tokenizer_options written = ASSAY_TOKENIZER_OPTIONS_INIT;
  struct tools tools = {NULL, NULL};
  written.fold = ASSAY_FOLD_NONE;
  ck_assert_int_eq(assay_tokenizer_new(&tools.as_written, &written, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_pattern_new(&tools.peace, S("peace"), NULL, NULL, NULL),
                   ASSAY_OK);
  for (int trial = 0; trial < trials; trial++) {
    struct setting s;
    random_setting(&s, &state);
    table_init(&b.grams, NULL);
    assay_ngrams *shards[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++)
      ck_assert_int_eq(ngrams_new(&shards[i], &s.options, s.grouped, s.around, NULL),
                       ASSAY_OK);
    begin_with_words(shards[0], words);
    begin_with_words(shards[1], words / 2);
    uint32_t documents = next_random(&state) % 6, cut = next_random(&state) % 6;
    for (uint32_t document = 1; document <= documents; document++) {
      make_sample(&sample, &state);
      slow_add(&b, &s, &sample, document);
      add_sample(shards[document > cut], &s, &sample, &tools);
      spill_or_not(shards[document > cut], &state);
      buffer_free(&sample.text);
    }
    if (trial % 3 == 0) ngrams_limit(shards[0], (5 << 20) + words * 200);
    ck_assert_int_eq(assay_ngrams_merge(shards[0], shards[1], NULL), ASSAY_OK);
    spill_or_not(shards[0], &state);
    for (int by = NGRAMS_BY_COUNT; by <= NGRAMS_BY_DOCUMENTS; by++)
      check_list(shards[0], &b, &s, (enum ngram_order)by);
    assay_ngrams *again = decoded(shards[0]);
    check_list(again, &b, &s, NGRAMS_BY_TEXT);
    assay_ngrams_free(again);
    assay_ngrams_free(shards[0]);
    assay_ngrams_free(shards[1]);
    slow_free(&b);
  }
  assay_pattern_free(tools.peace);
  assay_tokenizer_free(tools.as_written);
}

START_TEST(all_options_count_as_by_brute_force) {
  compare_trials(4, UNIT_SANITIZED ? 300 : 1500, 0);
}
END_TEST

START_TEST(long_codes_count_as_short_ones) {
  compare_trials(5, UNIT_SANITIZED ? 6 : 30, NGRAM_LONG - 4);
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
  const struct ngrams_query query = {.by = NGRAMS_BY_TEXT};
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
  const struct ngrams_query query = {.by = NGRAMS_BY_TEXT};
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
  const struct ngrams_query query = {.by = NGRAMS_BY_TEXT};
  o.min_n = o.max_n = 3;
  o.skip = 1;
  check_texts(of_text(&o, "a b c d"), &query, "a b c, a b d, a c d, b c d");
}
END_TEST

START_TEST(explained_ones_are_hidden) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  const struct ngrams_query query = {.min_count = 2, .collapse = true};
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

/* -- From C -------------------------------------------------------------------------- */

START_TEST(groups_hits_and_stopwords_are_public) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams_scope scope = ASSAY_NGRAMS_SCOPE_INIT;
  assay_ngrams_query query = ASSAY_NGRAMS_QUERY_INIT;
  const assay_hit hits[] = {{{2, 3}, {0, 0}}};
  const assay_str stop = S("of");
  assay_ngrams *g = NULL;
  assay_document *d = NULL;
  assay_ngrams_group group;
  assay_ngram gram;
  assay_error err;
  o.max_n = 3;
  o.grouped = o.around = true;
  ck_assert_int_eq(assay_ngrams_new(&g, &o, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), S("League of Nations"), NULL),
                   ASSAY_OK);
  scope.hits = hits;
  scope.hit_count = 1;
  scope.group = S("1937");
  ck_assert_int_eq(assay_ngrams_add_scope(g, d, &scope, NULL), ASSAY_OK);
  scope.group = S("1936");
  ck_assert_int_eq(assay_ngrams_add_scope(g, d, &scope, NULL), ASSAY_OK);
  query.order = ASSAY_NGRAMS_BY_TEXT;
  query.stopwords = &stop;
  query.stopword_count = 1;
  ck_assert_int_eq(assay_ngrams_list(g, &query, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_group_count(g), 2);
  ck_assert_int_eq(assay_ngrams_group_at(g, 1, &group, NULL), ASSAY_OK);
  ck_str(group.label, "1937");
  ck_assert_uint_eq(group.first, 2);
  ck_assert_uint_eq(group.count, 2);
  ck_assert_uint_eq(group.words, 3);
  ck_assert_int_eq(assay_ngrams_at(g, group.first, &gram, NULL), ASSAY_OK);
  ck_str(gram.text, "league of nations");
  ck_assert_int_eq(assay_ngrams_at(g, group.first + 1, &gram, NULL), ASSAY_OK);
  ck_str(gram.text, "nations");
  ck_assert_int_eq(assay_ngrams_group_at(g, 2, &group, &err), ASSAY_EARG);
  query.size--;
  ck_assert_int_eq(assay_ngrams_list(g, &query, &err), ASSAY_EARG);
  scope.size--;
  ck_assert_int_eq(assay_ngrams_add_scope(g, d, &scope, &err), ASSAY_EARG);
  assay_document_free(d);
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
  struct ngrams_query query = {NGRAMS_BY_DOCUMENTS, 1, 1, true, NULL};
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

/* Spilled, merged, encoded, decoded and listed in rounds. */
static assay_status spilled_and_encoded(const assay_allocator *a, assay_error *err) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL, *twin = NULL;
  assay_document *d = NULL;
  struct accumulator again = {&ngrams_class, NULL};
  struct buffer bytes;
  struct ngrams_query query = {NGRAMS_BY_COUNT, 0, 0, false, NULL};
  struct ngrams_scope scope = {.group = S("x")};
  o.max_n = 3;
  o.allocator = *a;
  buffer_init(&bytes, a, BUFFER_NO_CEILING);
  assay_status status = assay_document_new(&d, NULL, S("d"), S("a b a c. d a b"), err);
  if (status == ASSAY_OK) status = ngrams_new(&g, &o, true, false, err);
  if (status == ASSAY_OK) status = ngrams_new(&twin, &o, true, false, err);
  if (status == ASSAY_OK) status = ngrams_add(g, d, &scope, err);
  if (status == ASSAY_OK) status = ngrams_spill(g, err);
  if (status == ASSAY_OK) status = ngrams_add(g, d, &scope, err);
  if (status == ASSAY_OK) status = assay_ngrams_merge(twin, g, err);
  if (status == ASSAY_OK) status = ngrams_list(g, &query, err);
  const struct accumulator encoding = {&ngrams_class, twin};
  if (status == ASSAY_OK) status = accumulator_encode(&encoding, &bytes, err);
  if (status == ASSAY_OK)
    status = accumulator_decode(&again, buffer_str(&bytes), NULL, a, err);
  assay_ngrams_free(again.object);
  buffer_free(&bytes);
  assay_ngrams_free(twin);
  assay_ngrams_free(g);
  assay_document_free(d);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(grouped_around_and_listed);
  unit_fail_each(spilled_and_encoded);
}
END_TEST

UNIT_MAIN("ngrams_options", all_options_count_as_by_brute_force,
          long_codes_count_as_short_ones, what_an_ngram_may_run_across,
          what_is_kept_and_what_breaks, words_may_be_left_out, explained_ones_are_hidden,
          wrong_options_are_refused, groups_hits_and_stopwords_are_public,
          out_of_memory_leaves_nothing)
