/*
** ngram_settle.c - the first words come in the order of their bytes, so that nobody has
** to sort them later: texts are looked up, sorted, and written, all in stretches that
** threads take.
*/
#include "count/ngram_settle.h"

#include "base/alloc.h"
#include "base/error.h"
#include "text/vocabulary.h"

#include <string.h>

/* How far what is fetched is ahead; words of a stretch; more of them are worth a thread.
** */
enum { NEAR = 16, STRETCH = 8192 };

struct settling { /* terms that become the first words */
  struct ngram_terms *t;
  struct ngram_words *words;
  struct ngram_counts *counts;
  uint32_t count;
  assay_str *texts; /* of those that were met, in the same order */
  struct word_place *order;
  char *text; /* where those of the words will stand */
};

static uint32_t stretch_end(const struct settling *s, size_t stretch) {
  const size_t end = (stretch + 1) * STRETCH;
  return end < s->count ? (uint32_t)end : s->count;
}

/* Terms are all over the vocabulary: where their texts are is looked up for some of them
** at a time. */
static assay_status gather(void *ctx, size_t worker, size_t stretch, assay_error *err) {
  const struct settling *s = ctx;
  const uint32_t end = stretch_end(s, stretch);
  (void)worker, (void)err;
  for (uint32_t from = (uint32_t)(stretch * STRETCH); from < end; from += NEAR) {
    const uint32_t to = end - from < NEAR ? end : from + NEAR;
    for (uint32_t i = from; i < to; i++) {
      s->texts[i] = assay_vocabulary_term(s->t->vocabulary, s->t->met[i]);
      __builtin_prefetch(s->texts[i].ptr);
    }
    for (uint32_t i = from; i < to; i++)
      s->order[i] = (struct word_place){word_first_bytes(s->texts[i]), i,
                                        (uint32_t)s->texts[i].len};
  }
  return ASSAY_OK;
}

static size_t bytes_of(const struct settling *s, uint32_t count) {
  size_t bytes = 0;
  for (uint32_t i = 0; i < count; i++) bytes += s->order[i].length;
  return bytes;
}

static assay_status write_words(void *ctx, size_t worker, size_t stretch,
                                assay_error *err) {
  const struct settling *s = ctx;
  const struct ngram_terms *t = s->t;
  const uint32_t from = (uint32_t)(stretch * STRETCH), end = stretch_end(s, stretch);
  (void)worker;
  ngram_words_fill_range(s->words, s->text, s->texts, s->order, from, end,
                         (uint32_t)bytes_of(s, from));
  assay_status status = ASSAY_OK;
  for (uint32_t i = from; i < end && status == ASSAY_OK; i++) {
    const uint32_t coming = s->order[i + NEAR < end ? i + NEAR : i].id;
    const struct term_count *item = &t->items[t->met[s->order[i].id]];
    __builtin_prefetch(&t->items[t->met[coming]]);
    status = ngram_counts_put(s->counts, i + 1, item->count, item->documents, err);
  }
  return status;
}

/* After the room for them is there, nothing fails. */
static assay_status settle_sorted(struct settling *s, size_t bytes, struct crew *crew,
                                  assay_error *err) {
  const size_t stretches = (s->count + STRETCH - 1) / STRETCH;
  assay_status status = word_order_sort(s->order, s->count, s->texts, crew, &s->t->alloc,
                                        err);
  if (status == ASSAY_OK) status = ngram_counts_expect(s->counts, s->count, err);
  if (status == ASSAY_OK)
    status = ngram_words_fill_begin(s->words, s->count, bytes, &s->text, err);
  if (status == ASSAY_OK) status = crew_run(crew, stretches, write_words, s, err);
  if (status == ASSAY_OK) ngram_words_fill_end(s->words, s->count, bytes);
  return status;
}

/* One after the other, to words that there are. */
static assay_status settle_each(struct ngram_terms *t, struct ngram_words *words,
                                struct ngram_counts *counts, assay_error *err) {
  while (t->met_count > 0) {
    const uint32_t term = t->met[t->met_count - 1];
    struct term_count *item = &t->items[term];
    uint32_t code = 0;
    assay_status status = ngram_words_add(
        words, assay_vocabulary_term(t->vocabulary, term), &code, err);
    if (status == ASSAY_OK)
      status = ngram_counts_put(counts, code, item->count, item->documents, err);
    if (status != ASSAY_OK) return status;
    memset(item, 0, sizeof *item); /* moved, also if a later one is not */
    t->met_count--;
  }
  return ASSAY_OK;
}

static assay_status settle_first(struct ngram_terms *t, struct ngram_words *words,
                                 struct ngram_counts *counts, struct crew *crew,
                                 assay_error *err) {
  const size_t count = t->met_count;
  struct settling s = {.t = t, .words = words, .counts = counts};
  assay_status status = ASSAY_OK;
  s.count = (uint32_t)count;
  s.texts = alloc_resize(&t->alloc, NULL, 0, count, sizeof *s.texts);
  s.order = alloc_resize(&t->alloc, NULL, 0, count, sizeof *s.order);
  if (!s.texts || !s.order)
    status = error_memory(err, count * sizeof *s.texts);
  else
    status = crew_run(crew, (count + STRETCH - 1) / STRETCH, gather, &s, err);
  const size_t bytes = status == ASSAY_OK ? bytes_of(&s, s.count) : 0;
  if (status == ASSAY_OK)
    status = bytes < UINT32_MAX ? settle_sorted(&s, bytes, crew, err)
                                : settle_each(t, words, counts, err);
  alloc_free(&t->alloc, s.texts, count, sizeof *s.texts);
  alloc_free(&t->alloc, s.order, count, sizeof *s.order);
  return status;
}

assay_status ngram_settle(struct ngram_terms *t, struct ngram_words *words,
                          struct ngram_counts *counts, struct crew *crew,
                          assay_error *err) {
  if (!t->vocabulary) return ASSAY_OK;
  const bool first = t->met_count > 0 && ngram_words_count(words) == 0;
  assay_status status = first ? settle_first(t, words, counts, crew, err)
                              : settle_each(t, words, counts, err);
  if (status == ASSAY_OK) ngram_terms_give_back(t);
  return status;
}
