/*
** ngram_counts.c - an array of counts beside the words. A document is counted by term
** first: four bytes each, which stay in the cache, and no word to look for.
*/
#include "count/ngram_counts.h"

#include "base/alloc.h"
#include "base/error.h"
#include "count/ngram_radix.h"

#include <string.h>

enum { NEAR = 16 }; /* how far what is fetched is ahead */

void ngram_counts_init(struct ngram_counts *c, const assay_allocator *alloc) {
  memset(c, 0, sizeof *c);
  c->alloc = alloc_or_default(alloc);
}

void ngram_counts_free(struct ngram_counts *c) {
  alloc_free(&c->alloc, c->counts, c->cap, sizeof *c->counts);
  alloc_free(&c->alloc, c->tally, c->tally_cap, sizeof *c->tally);
  alloc_free(&c->alloc, c->terms, c->terms_cap, sizeof *c->terms);
  ngram_counts_init(c, &c->alloc);
}

static assay_status counts_reserve(struct ngram_counts *c, size_t code_count,
                                   assay_error *err) {
  size_t before = c->cap;
  void *counts = c->counts;
  if (!alloc_grow(&c->alloc, &counts, &c->cap, code_count, sizeof *c->counts))
    return error_memory(err, code_count * sizeof *c->counts);
  c->counts = counts;
  if (c->cap > before)
    memset(c->counts + before, 0, (c->cap - before) * sizeof *c->counts);
  return ASSAY_OK;
}

/* A tally for each term, and room for all of them and one more. */
static assay_status counts_reserve_tally(struct ngram_counts *c, size_t terms,
                                         assay_error *err) {
  const size_t before = c->tally_cap;
  void *tally = c->tally, *list = c->terms;
  bool done = alloc_grow(&c->alloc, &tally, &c->tally_cap, terms, sizeof *c->tally);
  c->tally = tally;
  if (c->tally_cap > before)
    memset(c->tally + before, 0, (c->tally_cap - before) * sizeof *c->tally);
  done = done && alloc_grow(&c->alloc, &list, &c->terms_cap, terms + 1, sizeof *c->terms);
  c->terms = list;
  return done ? ASSAY_OK : error_memory(err, terms * sizeof *c->tally);
}

/* Counts the terms of tokens; *met of them are listed, and get more. Without a branch:
** whether a word is a new one is hard to foresee. */
static uint64_t tally_tokens(struct ngram_counts *c, const struct ngram_cut *cut,
                             const assay_document *d, assay_span tokens, size_t *met) {
  uint32_t *tally = c->tally, *terms = c->terms;
  const uint32_t kinds = cut->kinds;
  uint64_t total = 0;
  size_t count = *met;
  for (size_t i = tokens.begin; i < tokens.end; i++) {
    const uint32_t term = d->term[i], counts = kinds >> d->kind[i] & 1;
    const uint32_t before = tally[term];
    terms[count] = term;
    count += counts & (before == 0);
    tally[term] = before + counts;
    total += counts;
  }
  *met = count;
  return total;
}

static assay_status counts_take_term(struct ngram_counts *c, struct ngram_words *words,
                                     uint32_t term, assay_error *err) {
  assay_status status = ASSAY_OK;
  if (!words->only || words->known[term].code == 0)
    status = ngram_words_meet(words, term, err);
  const uint32_t code = words->known[term].code;
  if (status == ASSAY_OK && code >= c->cap) status = counts_reserve(c, code + 1ull, err);
  if (status != ASSAY_OK) return status;
  c->counts[code].count += c->tally[term];
  c->counts[code].documents++;
  return ASSAY_OK;
}

assay_status ngram_counts_add(struct ngram_counts *c, const struct ngram_cut *cut,
                              const assay_document *d, struct ngram_words *words,
                              uint64_t *word_count, assay_error *err) {
  size_t met = 0;
  uint64_t total = 0;
  assay_status status = counts_reserve_tally(c, assay_vocabulary_count(words->vocabulary),
                                             err);
  if (status != ASSAY_OK) return status;
  assay_span part = document_stretch(d, 0);
  for (; part.begin < part.end; part = document_stretch(d, part.end))
    total += tally_tokens(c, cut, d, part, &met);
  for (size_t i = 0; i < met; i++) {
    if (status == ASSAY_OK) status = counts_take_term(c, words, c->terms[i], err);
    c->tally[c->terms[i]] = 0;
  }
  if (status == ASSAY_OK) *word_count = total;
  return status;
}

assay_status ngram_counts_merge(struct ngram_counts *c, const struct ngram_counts *from,
                                const uint32_t *map, size_t code_count,
                                assay_error *err) {
  uint32_t most = 0;
  size_t used = code_count < from->cap ? code_count : from->cap;
  for (size_t i = 1; i < used; i++)
    if (map[i] > most) most = map[i];
  assay_status status = counts_reserve(c, most + 1ull, err);
  for (size_t i = 1; i < used && status == ASSAY_OK; i++) {
    c->counts[map[i]].count += from->counts[i].count;
    c->counts[map[i]].documents += from->counts[i].documents;
  }
  return status;
}

assay_status ngram_counts_expect(struct ngram_counts *c, size_t codes, assay_error *err) {
  return counts_reserve(c, codes + 1, err);
}

assay_status ngram_counts_put(struct ngram_counts *c, uint32_t code, uint64_t count,
                              uint64_t documents, assay_error *err) {
  assay_status status = ASSAY_OK;
  if (code >= c->cap) status = counts_reserve(c, code + 1ull, err);
  if (status != ASSAY_OK) return status;
  c->counts[code].count += count;
  c->counts[code].documents += documents;
  return ASSAY_OK;
}

/* Stable, the largest number first; `documents`: that number, else the count. keys[i]
** holds a code in its low 32 bits. */
static void sort_descending(const struct ngram_counts *c, uint64_t *keys,
                            uint64_t *scratch, size_t count, bool documents) {
  uint64_t larger = 1;
  for (unsigned half = 0; half < 64 && larger > 0; half += 32) {
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++) {
      const struct word_count *w = &c->counts[(uint32_t)keys[i]];
      const uint64_t number = documents ? w->documents : w->count;
      all |= number >> half;
      keys[i] = (~(number >> half) & UINT32_MAX) << 32 | (uint32_t)keys[i];
    }
    larger = all >> 32;
    /* Above the highest bit of all numbers the keys have only ones. */
    radix_sort(keys, scratch, count, 32, 32 + radix_bits((all & UINT32_MAX) + 1));
  }
}

assay_status ngram_counts_order(const struct ngram_counts *c, const uint32_t *code_at,
                                size_t code_count, const struct ngrams_query *query,
                                uint32_t **order, size_t *count, assay_error *err) {
  size_t found = 0;
  uint64_t *keys = alloc_resize(&c->alloc, NULL, 0, code_count, 2 * sizeof *keys);
  uint32_t *made = alloc_resize(&c->alloc, NULL, 0, code_count, sizeof *made);
  if (keys && made) {
    for (size_t rank = 1; rank < code_count; rank++) {
      const uint32_t code = code_at[rank];
      __builtin_prefetch(&c->counts[code_at[rank + NEAR < code_count ? rank + NEAR : 0]]);
      if (code >= c->cap) continue;
      const struct word_count *w = &c->counts[code];
      if (w->count == 0 || w->count < query->min_count) continue;
      if (w->documents >= query->min_documents) keys[found++] = code;
    }
    uint64_t *scratch = keys + code_count;
    if (query->by != NGRAMS_BY_TEXT) sort_descending(c, keys, scratch, found, false);
    if (query->by == NGRAMS_BY_DOCUMENTS) sort_descending(c, keys, scratch, found, true);
    for (size_t i = 0; i < found; i++) made[i] = (uint32_t)keys[i];
  }
  alloc_free(&c->alloc, keys, code_count, 2 * sizeof *keys);
  if (!keys || !made) {
    alloc_free(&c->alloc, made, code_count, sizeof *made);
    return error_memory(err, code_count * 2 * sizeof *keys);
  }
  *order = made;
  *count = found;
  return ASSAY_OK;
}
