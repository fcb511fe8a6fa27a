/*
** ngram_terms.c - an array beside the vocabulary. A document leaves its number with each
** of its terms, which tells whether it had the term already.
*/
#include "count/ngram_terms.h"

#include "base/alloc.h"
#include "base/error.h"
#include "text/vocabulary.h"

#include <string.h>

enum { AHEAD = 64, NEAR = 16 }; /* how far what is fetched is ahead */

void ngram_terms_init(struct ngram_terms *t, const assay_allocator *alloc) {
  memset(t, 0, sizeof *t);
  t->alloc = alloc_or_default(alloc);
}

void ngram_terms_free(struct ngram_terms *t) {
  alloc_free(&t->lender, t->items, t->cap, sizeof *t->items);
  alloc_free(&t->alloc, t->met, t->met_cap, sizeof *t->met);
  ngram_terms_init(t, &t->alloc);
}

/* Only items that were met are not zero. */
void ngram_terms_give_back(struct ngram_terms *t) {
  const struct beside beside = {t->items, t->cap * sizeof *t->items};
  for (size_t i = 0; i < t->met_count; i++)
    memset(&t->items[t->met[i]], 0, sizeof *t->items);
  if (t->items) vocabulary_keep_beside(t->vocabulary, beside);
  t->items = NULL;
  t->cap = 0;
  ngram_terms_free(t);
}

static assay_status reserve_items(struct ngram_terms *t, size_t count, assay_error *err) {
  if (!t->items) {
    const struct beside beside = vocabulary_take_beside(t->vocabulary);
    t->lender = *vocabulary_allocator(t->vocabulary);
    t->items = beside.zeros;
    t->cap = beside.size / sizeof *t->items;
  }
  const size_t before = t->cap;
  void *items = t->items;
  if (!alloc_grow(&t->lender, &items, &t->cap, count, sizeof *t->items))
    return error_memory(err, count * sizeof *t->items);
  t->items = items;
  if (t->cap > before) memset(t->items + before, 0, (t->cap - before) * sizeof *t->items);
  return ASSAY_OK;
}

/* Room for as many tokens more of that vocabulary. One more may be written, and does not
** count. */
static assay_status terms_reserve(struct ngram_terms *t, assay_vocabulary *vocabulary,
                                  size_t tokens, assay_error *err) {
  const size_t terms = assay_vocabulary_count(vocabulary);
  const size_t left = terms - t->met_count;
  void *met = t->met;
  if (!t->vocabulary) t->vocabulary = vocabulary;
  if (!alloc_grow(&t->alloc, &met, &t->met_cap,
                  t->met_count + (tokens < left ? tokens : left) + 1, sizeof *t->met))
    return error_memory(err, 0);
  t->met = met;
  return reserve_items(t, terms, err);
}

struct counting { /* what the loop over tokens keeps at hand */
  struct term_count *items;
  uint32_t *met;
  size_t met_count;
  uint32_t stamp;
  uint64_t total;
};

/* Without a branch: what is counted, and what is new in a document, is hard to foresee.
** An item that was met has a stamp. */
static inline void count_token(struct counting *c, uint32_t term, uint32_t counts) {
  struct term_count *item = &c->items[term];
  const uint32_t last = item->stamp, change = (last ^ c->stamp) & (0 - counts);
  c->met[c->met_count] = term;
  c->met_count += counts & (last == 0);
  item->count += counts;
  item->documents += change != 0;
  item->stamp = last ^ change;
  c->total += counts;
}

/* Terms are all over the array, so those to come are fetched. */
static uint64_t count_tokens(struct ngram_terms *t, const struct ngram_cut *cut,
                             const assay_document *d, assay_span tokens) {
  struct counting c = {t->items, t->met, t->met_count, t->stamp, 0};
  const uint32_t *term = d->term, kinds = cut->kinds;
  const uint8_t *kind = d->kind;
  size_t i = tokens.begin;
  for (; i + AHEAD < tokens.end; i++) {
    __builtin_prefetch(&c.items[term[i + AHEAD]]);
    count_token(&c, term[i], kinds >> kind[i] & 1);
  }
  for (; i < tokens.end; i++) count_token(&c, term[i], kinds >> kind[i] & 1);
  t->met_count = c.met_count;
  return c.total;
}

assay_status ngram_terms_add(struct ngram_terms *t, const struct ngram_cut *cut,
                             const assay_document *d, uint64_t *word_count,
                             assay_error *err) {
  uint64_t total = 0;
  assay_status status = terms_reserve(t, d->vocabulary, d->token_count, err);
  if (status != ASSAY_OK) return status;
  t->stamp++;
  assay_span part = document_stretch(d, 0);
  for (; part.begin < part.end; part = document_stretch(d, part.end))
    total += count_tokens(t, cut, d, part);
  *word_count = total;
  return ASSAY_OK;
}

assay_status ngram_terms_merge(struct ngram_terms *t, const struct ngram_terms *from,
                               assay_error *err) {
  const size_t count = from->met_count;
  assay_status status = terms_reserve(t, from->vocabulary, count, err);
  if (status != ASSAY_OK) return status;
  if (t->stamp == 0) t->stamp = 1;
  for (size_t i = 0; i < count; i++) {
    const uint32_t term = from->met[i];
    struct term_count *item = &t->items[term];
    const uint32_t coming = from->met[i + NEAR < count ? i + NEAR : i];
    __builtin_prefetch(&t->items[coming]);
    __builtin_prefetch(&from->items[coming]);
    if (item->stamp == 0) t->met[t->met_count++] = term;
    if (item->stamp == 0) item->stamp = t->stamp;
    item->count += from->items[term].count;
    item->documents += from->items[term].documents;
  }
  return ASSAY_OK;
}
