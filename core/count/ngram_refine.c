/*
** ngram_refine.c - runs of places that are alike in their first k words are cut by word
** k + 1. A batch of runs is sorted at once, as numbers: the run, then the word, then
** which of the batch it is. Sorting is stable, so that the places of a run stay ascending
** and its documents can be counted by looking at neighbours.
*/
#include "count/ngram_refine.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"
#include "count/ngram_radix.h"

#include <string.h>

enum { BATCH_SIZE = 32 * 1024, LARGE_RUN = 128 * 1024, AHEAD = 24 };

void ngram_refine_init(struct ngram_refine *r, const assay_allocator *alloc,
                       const struct ngram_stream *stream, const struct ngram_plan *plan,
                       const uint32_t *document_at) {
  memset(r, 0, sizeof *r);
  r->alloc = *alloc;
  r->stream = stream;
  r->plan = plan;
  r->rank_bits = radix_bits(plan->code_count);
  r->document_at = document_at;
}

void ngram_refine_free(struct ngram_refine *r) {
  const assay_allocator *a = &r->alloc;
  alloc_free(a, r->span, r->span_cap, sizeof *r->span);
  alloc_free(a, r->keys, r->batch_cap, sizeof *r->keys);
  alloc_free(a, r->scratch, r->batch_cap, sizeof *r->scratch);
  alloc_free(a, r->batch, r->batch_cap, sizeof *r->batch);
  alloc_free(a, r->runs, r->runs_cap, sizeof *r->runs);
  alloc_free(a, r->next, r->next_cap, sizeof *r->next);
  for (size_t n = 0; n < ASSAY_NGRAM_MAX; n++)
    alloc_free(a, r->found[n].groups, r->found[n].cap, sizeof *r->found[n].groups);
}

/* -- What is found ------------------------------------------------------------------ */

static size_t document_of(const struct ngram_refine *r, uint32_t place) {
  size_t d = r->document_at[place / DOCUMENT_STEP];
  while (r->stream->starts[d + 1] <= place) d++;
  return d;
}

/* Documents of ascending places. */
static uint32_t count_documents(const struct ngram_refine *r, const uint32_t *places,
                                size_t count) {
  uint32_t documents = 0, end = 0;
  for (size_t i = 0; i < count; i++) {
    if (places[i] < end) continue;
    documents++;
    end = r->stream->starts[document_of(r, places[i]) + 1];
  }
  return documents;
}

/* A stop word explains nothing: the longer n-gram is not in the list. */
static uint32_t explaining(const struct ngram_refine *r, uint32_t code) {
  return r->plan->stop && r->plan->stop[code] ? NGRAM_BREAK : code;
}

static uint32_t code_left(const struct ngram_refine *r, uint32_t place) {
  if (place == 0) return NGRAM_BREAK;
  return explaining(r, ngram_code_before(r->stream->units + place));
}

static uint32_t code_right(const struct ngram_refine *r, uint32_t place, uint32_t n) {
  const uint16_t *units = r->stream->units + place;
  return explaining(r, ngram_code(ngram_pass(units, n + r->plan->items)));
}

/* Whether all occurrences are part of the same longer n-gram. */
static bool is_explained(const struct ngram_refine *r, const uint32_t *places,
                         size_t count, uint32_t n) {
  if (n >= r->plan->max_n) return false;
  uint32_t left = code_left(r, places[0]), right = code_right(r, places[0], n);
  for (size_t i = 1; i < count && (left != NGRAM_BREAK || right != NGRAM_BREAK); i++) {
    if (code_left(r, places[i]) != left) left = NGRAM_BREAK;
    if (code_right(r, places[i], n) != right) right = NGRAM_BREAK;
  }
  return left != NGRAM_BREAK || right != NGRAM_BREAK;
}

static bool is_stopped(const struct ngram_refine *r, uint32_t place, uint32_t n) {
  const uint8_t *stop = r->plan->stop;
  const uint16_t *units = r->stream->units + place;
  return stop && (stop[ngram_code(units)] || stop[ngram_code(ngram_pass(units, n - 1))]);
}

static bool keep_group(struct ngram_refine *r, uint32_t n,
                       const struct found_group *found) {
  struct found_level *level = &r->found[n - 1];
  void *groups = level->groups;
  if (level->count == level->cap && !alloc_grow(&r->alloc, &groups, &level->cap,
                                                level->count + 1, sizeof *level->groups))
    return false;
  level->groups = groups;
  level->groups[level->count++] = *found;
  return true;
}

/* An n-gram with the occurrences at slots [slot, slot + count). */
static bool find_group(struct ngram_refine *r, uint32_t n, uint32_t slot,
                       uint32_t count) {
  const struct ngram_plan *plan = r->plan;
  const uint32_t *places = r->places + slot;
  r->tokens[n - 1] += count;
  r->types[n - 1]++;
  if (n < plan->min_n || count < plan->min_count) return true;
  if (is_stopped(r, places[0], n)) return true;
  if (plan->collapse && is_explained(r, places, count, n)) return true;
  uint32_t documents = count_documents(r, places, count);
  if (documents < plan->min_documents) return true;
  const struct found_group found = {slot, places[0], count, documents};
  return keep_group(r, n, &found);
}

/* The n-grams of a lone place that stop words leave: with gaps, so they are no chain. */
static bool find_between_stops(struct ngram_refine *r, uint32_t from, uint32_t to,
                               uint32_t slot) {
  const uint32_t place = r->places[slot];
  const struct found_group found = {slot, place, 1, 1};
  for (uint32_t n = from; n <= to; n++) {
    if (is_stopped(r, place, n)) continue;
    if (r->plan->collapse && is_explained(r, &place, 1, n)) continue;
    if (!keep_group(r, n, &found)) return false;
  }
  return true;
}

/* A place that is alone from order n on; the last word of that, or what ends it, stands
** `offset` units after the place. */
static bool find_single(struct ngram_refine *r, uint32_t n, uint32_t offset,
                        uint32_t slot) {
  const struct ngram_plan *plan = r->plan;
  const uint32_t place = r->places[slot];
  uint32_t from = n, to = n;
  if (plan->items || n < plan->max_n) { /* else there is no need to look */
    const uint16_t *next = r->stream->units + place + offset;
    if (*next != NGRAM_BREAK) next = ngram_pass(next, 1);
    for (; (plan->items || to < plan->max_n) && *next != NGRAM_BREAK; to++)
      next = ngram_pass(next, 1);
    if (plan->items) from = to;
  }
  for (uint32_t i = from; i <= to; i++) {
    r->tokens[i - 1]++;
    r->types[i - 1]++;
  }
  if (from < plan->min_n) from = plan->min_n;
  if (from > to || plan->min_count > 1 || plan->min_documents > 1) return true;
  if (plan->stop) return find_between_stops(r, from, to, slot);
  if (plan->collapse) {
    if (is_explained(r, &place, 1, to)) return true;
    from = to;
  }
  r->span[slot] = ngram_span(from, to);
  return true;
}

/* -- One level ----------------------------------------------------------------------- */

static bool keep_run(struct ngram_refine *r, uint32_t begin, uint32_t size,
                     uint32_t offset) {
  void *next = r->next;
  if (r->next_count == r->next_cap &&
      !alloc_grow(&r->alloc, &next, &r->next_cap, r->next_count + 1, sizeof *r->next))
    return false;
  r->next = next;
  r->next[r->next_count++] = (struct run_of_places){begin, size, offset};
  return true;
}

/* Places at slots [slot, slot + size) have the same first `level` words; the last of them
** has this rank, and stands `offset` units after each place. */
static bool take_run(struct ngram_refine *r, uint32_t level, uint32_t rank,
                     uint32_t offset, uint32_t slot, uint32_t size) {
  const bool items = r->plan->items;
  if (rank == NGRAM_BREAK) { /* running text: they end here; items: they are complete */
    if (!items) return true;
    if (size > 1) return find_group(r, level - 1, slot, size);
    return find_single(r, level - 1, offset, slot);
  }
  if (size == 1) return find_single(r, level, offset, slot);
  if (!items && !find_group(r, level, slot, size)) return false;
  if (!items && level == r->plan->max_n) return true;
  const uint32_t passed = ngram_units(r->stream->units + r->places[slot] + offset);
  return keep_run(r, slot, size, offset + passed);
}

static bool reserve_batch(struct ngram_refine *r, size_t count) {
  if (count <= r->batch_cap) return true;
  uint64_t *keys = alloc_resize(&r->alloc, NULL, 0, count, sizeof *keys);
  uint64_t *scratch = alloc_resize(&r->alloc, NULL, 0, count, sizeof *scratch);
  uint32_t *batch = alloc_resize(&r->alloc, NULL, 0, count, sizeof *batch);
  if (!keys || !scratch || !batch) {
    alloc_free(&r->alloc, keys, count, sizeof *keys);
    alloc_free(&r->alloc, scratch, count, sizeof *scratch);
    alloc_free(&r->alloc, batch, count, sizeof *batch);
    return false;
  }
  alloc_free(&r->alloc, r->keys, r->batch_cap, sizeof *keys);
  alloc_free(&r->alloc, r->scratch, r->batch_cap, sizeof *scratch);
  alloc_free(&r->alloc, r->batch, r->batch_cap, sizeof *batch);
  r->keys = keys;
  r->scratch = scratch;
  r->batch = batch;
  r->batch_cap = count;
  return true;
}

/* Sorts runs [from, to), `count` places in all, by the word after `level` words, and cuts
** them. A batch is one run or small, so that its keys have room: 32 bits of the word and
** 32 of the index, or 15 bits each of run and index. */
static bool refine_batch(struct ngram_refine *r, uint32_t level, size_t from, size_t to,
                         size_t count) {
  if (!reserve_batch(r, count)) return false;
  const unsigned index_bits = radix_bits(count), word_bits = r->rank_bits;
  const unsigned run_bits = radix_bits(to - from);
  const uint32_t *rank_of = r->plan->rank_of;
  uint64_t *keys = r->keys;
  const uint32_t *batch = r->batch;
  size_t i = 0;
  for (size_t run = from; run < to; run++) {
    const struct run_of_places here = r->runs[run];
    memcpy(r->batch + i, r->places + here.begin, here.size * sizeof *batch);
    i += here.size;
  }
  i = 0;
  for (size_t run = from; run < to; run++) {
    const struct run_of_places here = r->runs[run];
    const uint16_t *units = r->stream->units + here.offset;
    const uint64_t high = run_bits > 0 ? (uint64_t)(run - from) << word_bits : 0;
    for (uint32_t j = 0; j < here.size; j++, i++) {
      __builtin_prefetch(r->stream->units + batch[i + AHEAD < count ? i + AHEAD : i]);
      keys[i] = (high | rank_of[ngram_code(units + batch[i])]) << index_bits | i;
    }
  }
  radix_sort(r->keys, r->scratch, count, index_bits, index_bits + word_bits + run_bits);
  const uint64_t index_mask = ((uint64_t)1 << index_bits) - 1;
  const uint64_t word_mask = ((uint64_t)1 << word_bits) - 1;
  i = 0;
  for (size_t run = from; run < to; run++) {
    const uint32_t begin = r->runs[run].begin, size = r->runs[run].size,
                   offset = r->runs[run].offset;
    for (uint32_t j = 0; j < size; j++)
      r->places[begin + j] = r->batch[r->keys[i + j] & index_mask];
    for (uint32_t j = 0; j < size;) {
      uint64_t word = r->keys[i + j] >> index_bits;
      uint32_t k = j + 1;
      while (k < size && r->keys[i + k] >> index_bits == word) k++;
      if (!take_run(r, level + 1, (uint32_t)(word & word_mask), offset, begin + j, k - j))
        return false;
      j = k;
    }
    i += size;
  }
  return true;
}

/* Deals a run out by word, in the order of words: less memory for each place than sorting
** takes, and some for each word. */
static bool deal_run(struct ngram_refine *r, uint32_t level, struct run_of_places run,
                     uint32_t *ends, uint32_t *room) {
  const size_t ranks = r->plan->code_count;
  const uint32_t *rank_of = r->plan->rank_of;
  const uint16_t *units = r->stream->units + run.offset;
  uint32_t *places = r->places + run.begin;
  for (size_t i = 0; i < run.size; i++) ends[rank_of[ngram_code(units + places[i])]]++;
  uint32_t sum = 0;
  for (size_t rank = 0; rank < ranks; rank++) {
    uint32_t here = ends[rank];
    ends[rank] = sum;
    sum += here;
  }
  for (size_t i = 0; i < run.size; i++)
    room[ends[rank_of[ngram_code(units + places[i])]]++] = places[i];
  memcpy(places, room, run.size * sizeof *places);
  for (uint32_t rank = 0, from = 0; rank < ranks; from = ends[rank++])
    if (ends[rank] > from &&
        !take_run(r, level + 1, rank, run.offset, run.begin + from, ends[rank] - from))
      return false;
  return true;
}

static bool refine_large(struct ngram_refine *r, uint32_t level, size_t run) {
  const assay_allocator *a = &r->alloc;
  const size_t size = r->runs[run].size;
  uint32_t *ends = alloc_zero(a, r->plan->code_count, sizeof *ends);
  uint32_t *room = alloc_resize(a, NULL, 0, size, sizeof *room);
  bool done = ends && room && deal_run(r, level, r->runs[run], ends, room);
  alloc_free(a, room, size, sizeof *room);
  alloc_free(a, ends, r->plan->code_count, sizeof *ends);
  return done;
}

static bool refine_level(struct ngram_refine *r, uint32_t level) {
  r->next_count = 0;
  for (size_t from = 0, to; from < r->run_count; from = to) {
    size_t count = r->runs[from].size;
    for (to = from + 1; to < r->run_count && count + r->runs[to].size <= BATCH_SIZE; to++)
      count += r->runs[to].size;
    if (count >= LARGE_RUN && to == from + 1 ? !refine_large(r, level, from)
                                             : !refine_batch(r, level, from, to, count))
      return false;
  }
  struct run_of_places *runs = r->runs;
  size_t cap = r->runs_cap;
  r->runs = r->next;
  r->runs_cap = r->next_cap;
  r->run_count = r->next_count;
  r->next = runs;
  r->next_cap = cap;
  return true;
}

/* One run of all places is what level 0 has; a part of one word is at level 1 already,
** one of several that all begin with is at theirs. */
static bool refine_all(struct ngram_refine *r, const struct ngram_part *part) {
  const uint32_t levels = r->plan->max_n + r->plan->items, size = (uint32_t)r->size;
  const uint32_t begun = r->plan->begun;
  const bool one_word = begun == 0 && part->first == part->last;
  const uint16_t *units = r->stream->units + r->places[0];
  const uint32_t offset = (uint32_t)(ngram_pass(units, begun) - units);
  r->next_count = 0;
  bool done = one_word ? take_run(r, 1, part->first, 0, 0, size)
                       : keep_run(r, 0, size, offset);
  struct run_of_places *runs = r->runs;
  size_t cap = r->runs_cap;
  r->runs = r->next;
  r->runs_cap = r->next_cap;
  r->run_count = r->next_count;
  r->next = runs;
  r->next_cap = cap;
  for (uint32_t level = one_word ? 1 : begun; done && level < levels && r->run_count > 0;
       level++)
    done = refine_level(r, level);
  return done;
}

static int compare_slots(const void *a, const void *b, void *ctx) {
  const struct found_group *x = a, *y = b;
  (void)ctx;
  return x->slot < y->slot ? -1 : x->slot > y->slot;
}

/* What was found of lone places was found before its level. */
static assay_status sort_found(struct ngram_refine *r, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t n = 0; n < ASSAY_NGRAM_MAX && status == ASSAY_OK; n++)
    status = sort_items(r->found[n].groups, r->found[n].count, sizeof *r->found[n].groups,
                        compare_slots, NULL, &r->alloc, err);
  return status;
}

assay_status ngram_refine_part(struct ngram_refine *r, const struct ngram_part *part,
                               uint32_t *places, assay_error *err) {
  r->places = places;
  r->size = part->end - part->begin;
  for (size_t n = 0; n < ASSAY_NGRAM_MAX; n++) r->found[n].count = r->found[n].taken = 0;
  if (r->size == 0) return ASSAY_OK;
  void *span = r->span;
  if (!alloc_grow(&r->alloc, &span, &r->span_cap, r->size, sizeof *r->span))
    return error_memory(err, r->size);
  r->span = span;
  memset(r->span, SPAN_NONE, r->size);
  if (!refine_all(r, part)) return error_memory(err, 0);
  return r->plan->stop ? sort_found(r, err) : ASSAY_OK;
}
