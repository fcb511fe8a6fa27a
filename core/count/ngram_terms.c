/*
** ngram_terms.c - an array beside the vocabulary. A document leaves its number with each
** of its terms, which tells whether it had the term already.
*/
#include "count/ngram_terms.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

enum { AHEAD = 64 };

void ngram_terms_init(struct ngram_terms *t, const assay_allocator *alloc) {
  memset(t, 0, sizeof *t);
  t->alloc = alloc_or_default(alloc);
}

void ngram_terms_free(struct ngram_terms *t) {
  alloc_free(&t->alloc, t->items, t->cap, sizeof *t->items);
  ngram_terms_init(t, &t->alloc);
}

static assay_status terms_reserve(struct ngram_terms *t, size_t count, assay_error *err) {
  const size_t before = t->cap;
  void *items = t->items;
  if (!alloc_grow(&t->alloc, &items, &t->cap, count, sizeof *t->items))
    return error_memory(err, count * sizeof *t->items);
  t->items = items;
  if (t->cap > before) memset(t->items + before, 0, (t->cap - before) * sizeof *t->items);
  if (count > t->used) t->used = count;
  return ASSAY_OK;
}

/* Without a branch: what is counted, and what is new in a document, is hard to foresee.
** Terms are all over the array, so those to come are fetched. */
static uint64_t count_tokens(struct ngram_terms *t, const struct ngram_cut *cut,
                             const assay_document *d, assay_span tokens) {
  struct term_count *items = t->items;
  const uint32_t *term = d->term, kinds = cut->kinds, stamp = t->stamp;
  const uint8_t *kind = d->kind;
  const size_t fetched = tokens.end > AHEAD ? tokens.end - AHEAD : 0;
  uint64_t total = 0;
  for (size_t i = tokens.begin; i < tokens.end; i++) {
    struct term_count *item = &items[term[i]];
    const uint32_t counts = kinds >> kind[i] & 1, last = item->stamp;
    __builtin_prefetch(&items[term[i < fetched ? i + AHEAD : i]]);
    item->count += counts;
    item->documents += counts & (last != stamp);
    item->stamp = last ^ ((last ^ stamp) & (0 - counts));
    total += counts;
  }
  return total;
}

assay_status ngram_terms_add(struct ngram_terms *t, const struct ngram_cut *cut,
                             const assay_document *d, uint64_t *word_count,
                             assay_error *err) {
  uint64_t total = 0;
  assay_status status = terms_reserve(t, assay_vocabulary_count(d->vocabulary), err);
  if (status != ASSAY_OK) return status;
  t->vocabulary = d->vocabulary;
  t->stamp++;
  assay_span part = document_stretch(d, 0);
  for (; part.begin < part.end; part = document_stretch(d, part.end))
    total += count_tokens(t, cut, d, part);
  *word_count = total;
  return ASSAY_OK;
}

assay_status ngram_terms_merge(struct ngram_terms *t, const struct ngram_terms *from,
                               assay_error *err) {
  const size_t used = from->used;
  assay_status status = terms_reserve(t, used, err);
  if (status != ASSAY_OK) return status;
  t->vocabulary = from->vocabulary;
  for (size_t i = 0; i < used; i++) {
    t->items[i].count += from->items[i].count;
    t->items[i].documents += from->items[i].documents;
  }
  return ASSAY_OK;
}

/* What was moved is 0, so that it is not moved again after a failure. */
assay_status ngram_terms_settle(struct ngram_terms *t, struct ngram_words *words,
                                struct ngram_counts *counts, assay_error *err) {
  const bool fresh = ngram_words_count(words) == 0;
  assay_status status = ASSAY_OK;
  for (uint32_t term = 0; term < t->used; term++) {
    struct term_count *item = &t->items[term];
    uint32_t code = 0;
    if (item->count == 0) continue;
    const assay_str word = assay_vocabulary_term(t->vocabulary, term);
    status = fresh ? ngram_words_append(words, word, &code, err)
                   : ngram_words_add(words, word, &code, err);
    if (status == ASSAY_OK)
      status = ngram_counts_put(counts, code, item->count, item->documents, err);
    if (status != ASSAY_OK) return status;
    memset(item, 0, sizeof *item);
  }
  ngram_terms_free(t);
  return ASSAY_OK;
}
