/*
** ngram_bounded.c - which n-gram goes to which queue, and how they come back: queues and
** large ones are merged by their keys, of which none is in both.
*/
#include "count/ngram_bounded.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"

#include <string.h>

enum {
  MOST_COUNT = 255, /* that has a queue, in the order of counts */
  MOST_PAIR = 62,   /* of documents and count each, in the order of documents */
  NO_QUEUE = -1
};

static size_t queue_count(enum ngram_order by) {
  if (by == NGRAMS_BY_TEXT) return 1;
  return by == NGRAMS_BY_COUNT ? MOST_COUNT : MOST_PAIR * (MOST_PAIR + 1) / 2;
}

/* Queues stand in the order of the list: the largest numbers first. */
static int queue_of(enum ngram_order by, uint64_t count, uint64_t documents) {
  if (by == NGRAMS_BY_TEXT) return 0;
  if (by == NGRAMS_BY_COUNT)
    return count > MOST_COUNT ? NO_QUEUE : MOST_COUNT - (int)count;
  if (count > MOST_PAIR) return NO_QUEUE; /* documents are not more */
  /* Before those of d documents are those of more: 1 for 62, 2 for 61 ... */
  const int above = MOST_PAIR - (int)documents;
  return above * (above + 1) / 2 + (MOST_PAIR - (int)count);
}

/* <0 when a is first in the list; 0 for equal numbers, which stay by text. */
static int compare_keys(enum ngram_order by, const struct ngram_entry *a,
                        const struct ngram_entry *b) {
  if (by == NGRAMS_BY_TEXT) return 0;
  if (by == NGRAMS_BY_DOCUMENTS && a->documents != b->documents)
    return a->documents > b->documents ? -1 : 1;
  return a->count == b->count ? 0 : a->count > b->count ? -1 : 1;
}

static int compare_entries(const void *a, const void *b, void *ctx) {
  const struct ngram_bounded *bounded = ctx;
  return compare_keys(bounded->by, a, b);
}

static assay_status take_large(struct ngram_bounded *b, const struct ngram_entry *entry,
                               const uint32_t *words, assay_error *err) {
  void *large = b->large, *kept_words = b->large_words;
  if (b->large_words_count > UINT32_MAX - ASSAY_NGRAM_MAX)
    return error_set(err, ASSAY_ELIMIT, "frequent n-grams are limited to %u words in all",
                     UINT32_MAX);
  if (!alloc_grow(&b->alloc, &large, &b->large_cap, b->large_count + 1, sizeof *b->large))
    return error_memory(err, 0);
  b->large = large;
  if (!alloc_grow(&b->alloc, &kept_words, &b->large_words_cap,
                  b->large_words_count + entry->to, sizeof *b->large_words))
    return error_memory(err, 0);
  b->large_words = kept_words;
  struct ngram_entry kept = *entry;
  kept.at = (uint32_t)b->large_words_count;
  b->large[b->large_count++] = kept;
  memcpy(b->large_words + kept.at, words, entry->to * sizeof *words);
  b->large_words_count += entry->to;
  return ASSAY_OK;
}

static assay_status take(void *ctx, const struct ngram_entry *entry,
                         const uint32_t *words, assay_error *err) {
  struct ngram_bounded *b = ctx;
  b->count += entry->to - entry->n + 1;
  const int queue = queue_of(b->by, entry->count, entry->documents);
  if (queue == NO_QUEUE) return take_large(b, entry, words, err);
  return ngram_store_put(&b->store, (size_t)queue, entry, words, err);
}

struct taking { /* n-grams of a stream, whose words are there */
  struct ngram_bounded *bounded;
  const uint16_t *units;
  const uint32_t *rank_of;
};

static assay_status take_from_stream(void *ctx, const struct ngram_entry *entry,
                                     assay_error *err) {
  const struct taking *taking = ctx;
  uint32_t words[ASSAY_NGRAM_MAX];
  ngram_read(taking->units + entry->at, entry->to, words);
  for (uint32_t i = 0; i < entry->to; i++) words[i] = taking->rank_of[words[i]];
  return take(taking->bounded, entry, words, err);
}

/* Counts as they are what is all in memory. */
static assay_status find_in_stream(struct ngram_bounded *b,
                                   const struct ngram_source *source,
                                   const struct ngram_plan *plan, uint64_t *tokens,
                                   uint64_t *types, assay_error *err) {
  struct taking taking = {b, source->stream->units, plan->rank_of};
  return ngram_index_hand_out(source->stream, plan, take_from_stream, &taking, tokens,
                              types, err);
}

void ngram_bounded_free(struct ngram_bounded *b) {
  ngram_store_free(&b->store);
  alloc_free(&b->alloc, b->large_words, b->large_words_cap, sizeof *b->large_words);
  alloc_free(&b->alloc, b->large, b->large_cap, sizeof *b->large);
  alloc_free(&b->alloc, b->reader, 1, sizeof *b->reader);
}

assay_status ngram_bounded_make(struct ngram_bounded *out,
                                const struct ngram_source *source,
                                const struct ngram_plan *plan, enum ngram_order by,
                                uint64_t round_memory, size_t page_memory,
                                uint64_t *tokens, uint64_t *types, assay_error *err) {
  struct ngram_bounded b;
  memset(&b, 0, sizeof b);
  b.alloc = source->stream->alloc;
  b.by = by;
  assay_status status = ngram_store_init(&b.store, &b.alloc, queue_count(by), page_memory,
                                         err);
  if (status != ASSAY_OK) return status;
  b.reader = alloc_zero(&b.alloc, 1, sizeof *b.reader);
  if (!b.reader) status = error_memory(err, sizeof *b.reader);
  if (status == ASSAY_OK && round_memory == 0)
    status = find_in_stream(&b, source, plan, tokens, types, err);
  else if (status == ASSAY_OK)
    status = ngram_rounds_hand_out(source, plan, round_memory, take, &b, tokens, types,
                                   err);
  if (status == ASSAY_OK)
    status = sort_items(b.large, b.large_count, sizeof *b.large, compare_entries, &b,
                        &b.alloc, err);
  if (status == ASSAY_OK) status = ngram_store_finish(&b.store, err);
  if (status == ASSAY_OK)
    *out = b;
  else
    ngram_bounded_free(&b);
  return status;
}

/* The next of large ones and queues becomes what is being given out. */
static assay_status take_next(struct ngram_bounded *b, assay_error *err) {
  assay_status status = ASSAY_OK;
  if (!b->has_queued)
    b->has_queued = ngram_store_next(&b->store, b->reader, &b->queued, &status, err);
  if (status != ASSAY_OK) return status;
  const bool left = b->large_at < b->large_count;
  const struct ngram_entry *large = left ? &b->large[b->large_at] : NULL;
  const bool from_large = left &&
                          (!b->has_queued || compare_keys(b->by, large, &b->queued) < 0);
  b->pending = from_large ? *large : b->queued;
  const uint32_t *words = from_large ? b->large_words + large->at
                                     : b->reader->state.words;
  memcpy(b->words, words, b->pending.to * sizeof *words);
  b->number++;
  b->large_at += from_large;
  b->has_queued = b->has_queued && from_large;
  return ASSAY_OK;
}

static assay_status step(struct ngram_bounded *b, struct ngram_entry *out,
                         assay_error *err) {
  if (!b->has_pending) {
    assay_status status = take_next(b, err);
    if (status != ASSAY_OK) return status;
  }
  *out = b->pending;
  out->to = out->n;
  out->at = b->number;
  b->has_pending = b->pending.n++ < b->pending.to;
  return ASSAY_OK;
}

assay_status ngram_bounded_at(struct ngram_bounded *b, uint64_t i,
                              struct ngram_entry *out, const uint32_t **words,
                              assay_error *err) {
  if (i < b->at) {
    b->at = 0;
    b->large_at = 0;
    b->has_queued = b->has_pending = b->reader->loaded = false;
    b->reader->queue = b->reader->page = b->reader->at = 0;
  }
  for (; b->at <= i; b->at++) {
    assay_status status = step(b, out, err);
    if (status != ASSAY_OK) return status;
  }
  *words = b->words;
  return ASSAY_OK;
}
