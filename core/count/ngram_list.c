/*
** ngram_list.c - the index has n-grams by text. By count or documents, the groups come
** first, sorted by that number; n-grams that occur once are the last, and by text.
*/
#include "count/ngram_list.h"

#include "base/alloc.h"
#include "base/error.h"
#include "count/ngram_radix.h"

#include <string.h>

enum { LIST_STEP = 4096, AHEAD = 16 };

void ngram_list_free(struct ngram_list *list) {
  alloc_free(&list->alloc, list->order, list->index.group_count, sizeof *list->order);
  alloc_free(&list->alloc, list->sums, list->sum_count, sizeof *list->sums);
  ngram_index_free(&list->index);
}

/* Sorts keys of 32 bits each with an index; order gets the indices. The largest number is
** first: keys are turned round. */
static void sort_descending(const struct ngram_index *index, uint64_t *keys,
                            uint64_t *scratch, enum ngram_order by) {
  const size_t count = index->group_count;
  const unsigned index_bits = radix_bits(count);
  uint32_t most[2] = {0, 0};
  for (size_t i = 0; i < count; i++) {
    if (index->groups[i].count > most[0]) most[0] = index->groups[i].count;
    if (index->groups[i].documents > most[1]) most[1] = index->groups[i].documents;
  }
  for (size_t i = 0; i < count; i++)
    keys[i] = (uint64_t)(most[0] - index->groups[i].count) << index_bits | i;
  radix_sort(keys, scratch, count, index_bits, index_bits + radix_bits(most[0] + 1ull));
  if (by != NGRAMS_BY_DOCUMENTS) return;
  const uint64_t mask = ((uint64_t)1 << index_bits) - 1;
  for (size_t i = 0; i < count; i++) {
    const uint64_t group = keys[i] & mask;
    keys[i] = (uint64_t)(most[1] - index->groups[group].documents) << index_bits | group;
  }
  radix_sort(keys, scratch, count, index_bits, index_bits + radix_bits(most[1] + 1ull));
}

static assay_status list_sort(struct ngram_list *list, enum ngram_order by,
                              assay_error *err) {
  const size_t count = list->index.group_count;
  if (by == NGRAMS_BY_TEXT || count == 0) return ASSAY_OK;
  const assay_allocator *a = &list->alloc;
  uint64_t *keys = alloc_resize(a, NULL, 0, count, sizeof *keys);
  uint64_t *scratch = alloc_resize(a, NULL, 0, count, sizeof *scratch);
  list->order = alloc_resize(a, NULL, 0, count, sizeof *list->order);
  bool done = keys && scratch && list->order;
  if (done) {
    sort_descending(&list->index, keys, scratch, by);
    const uint64_t mask = ((uint64_t)1 << radix_bits(count)) - 1;
    for (size_t i = 0; i < count; i++) list->order[i] = (uint32_t)(keys[i] & mask);
  }
  alloc_free(a, keys, count, sizeof *keys);
  alloc_free(a, scratch, count, sizeof *scratch);
  return done ? ASSAY_OK : error_memory(err, count * sizeof *keys);
}

static uint64_t chains_size(const uint8_t *spans, size_t begin, size_t end) {
  uint64_t count = end - begin;
  for (size_t i = begin; i < end; i++)
    count += ngram_span_to(spans[i]) - ngram_span_from(spans[i]);
  return count;
}

/* Counts the n-grams, and those of the chains by steps. */
static bool list_measure(struct ngram_list *list) {
  const struct ngram_index *index = &list->index;
  const size_t chains = index->chain_count;
  list->count = index->group_count + chains;
  if (!index->chain_span) return true;
  list->sum_count = chains / LIST_STEP + 1;
  list->sums = alloc_resize(&list->alloc, NULL, 0, list->sum_count, sizeof *list->sums);
  if (!list->sums) return false;
  uint64_t sum = 0;
  for (size_t i = 0; i < list->sum_count; i++) {
    const size_t begin = i * LIST_STEP;
    const size_t end = chains - begin < LIST_STEP ? chains : begin + LIST_STEP;
    list->sums[i] = sum;
    sum += chains_size(index->chain_span, begin, end);
  }
  list->count = index->group_count + sum;
  return true;
}

assay_status ngram_list_make(struct ngram_list *out, struct ngram_index *index,
                             const struct ngram_stream *stream, uint32_t min_n,
                             enum ngram_order by, assay_error *err) {
  struct ngram_list list;
  memset(&list, 0, sizeof list);
  list.alloc = index->alloc;
  list.index = *index;
  list.units = stream->units;
  list.min_n = min_n;
  assay_status status = list_measure(&list) ? ASSAY_OK : error_memory(err, 0);
  if (status == ASSAY_OK) status = list_sort(&list, by, err);
  if (status == ASSAY_OK)
    *out = list;
  else
    ngram_list_free(&list);
  return status;
}

/* The n-gram where the reader stands, which moves on. There is one. */
static inline void list_step(const struct ngram_list *list,
                             struct ngram_list_reader *reader, struct ngram_entry *out) {
  const struct ngram_index *index = &list->index;
  reader->at++;
  if (reader->group < index->group_count && reader->n == 0) {
    size_t i = list->order ? list->order[reader->group] : reader->group;
    const struct ngram_group *group = &index->groups[i];
    if (list->order || group->before <= reader->chain) {
      *out = (struct ngram_entry){group->at, index->group_n[i], index->group_n[i],
                                  group->count, group->documents};
      reader->group++;
      return;
    }
  }
  uint32_t from = list->min_n, to = list->min_n;
  if (index->chain_span) {
    from = ngram_span_from(index->chain_span[reader->chain]);
    to = ngram_span_to(index->chain_span[reader->chain]);
  }
  uint32_t n = reader->n > 0 ? reader->n : from;
  *out = (struct ngram_entry){index->chains[reader->chain], n, n, 1, 1};
  reader->n = n < to ? n + 1 : 0;
  reader->chain += n == to;
}

/* N-grams of the chains before this one. */
static uint64_t chain_place(const struct ngram_list *list, size_t chain) {
  if (!list->sums) return chain;
  const size_t step = chain / LIST_STEP;
  return list->sums[step] + chains_size(list->index.chain_span, step * LIST_STEP, chain);
}

/* Goes to the i-th n-gram of the chains. */
static void seek_chain(const struct ngram_list *list, uint64_t i,
                       struct ngram_list_reader *reader) {
  reader->chain = (size_t)i;
  reader->n = 0;
  if (!list->sums) return;
  size_t low = 0, high = list->sum_count;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (list->sums[middle] <= i)
      low = middle;
    else
      high = middle;
  }
  const uint8_t *spans = list->index.chain_span;
  uint64_t left = i - list->sums[low];
  size_t chain = low * LIST_STEP;
  for (; chain < list->index.chain_count; chain++) {
    const uint32_t size = ngram_span_to(spans[chain]) - ngram_span_from(spans[chain]) + 1;
    if (left < size) break;
    left -= size;
  }
  reader->chain = chain;
  if (left > 0) reader->n = ngram_span_from(spans[chain]) + (uint32_t)left;
}

/* Groups among the first i n-grams, where they stand among the chains. */
static size_t groups_before(const struct ngram_list *list, uint64_t i) {
  size_t low = 0, high = list->index.group_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (middle + chain_place(list, list->index.groups[middle].before) < i)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void list_seek(const struct ngram_list *list, uint64_t i,
                      struct ngram_list_reader *reader) {
  const size_t all = list->index.group_count;
  size_t groups = i < all ? (size_t)i : all;
  if (!list->order) groups = groups_before(list, i);
  seek_chain(list, i - groups, reader);
  reader->group = groups;
  reader->at = i;
}

/* Places are all over the stream: what is read some steps later is fetched now. Not in a
** function of its own: compilers take one that only prefetches for one without effect. */
void ngram_list_at(const struct ngram_list *list, struct ngram_list_reader *reader,
                   uint64_t i, struct ngram_entry *out) {
  const struct ngram_index *index = &list->index;
  if (i != reader->at) list_seek(list, i, reader);
  if (reader->chain + AHEAD < index->chain_count)
    __builtin_prefetch(&list->units[index->chains[reader->chain + AHEAD]]);
  if (reader->group + 2 * AHEAD < index->group_count) {
    size_t near = reader->group + AHEAD, far = reader->group + 2 * AHEAD;
    if (list->order) near = list->order[near];
    if (list->order) far = list->order[far];
    __builtin_prefetch(&list->units[index->groups[near].at]);
    __builtin_prefetch(&index->groups[far]);
  }
  list_step(list, reader, out);
}
