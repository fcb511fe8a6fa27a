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
  alloc_free(&list->alloc, list->marks, list->mark_cap, sizeof *list->marks);
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

static uint64_t list_size(const struct ngram_index *index) {
  uint64_t count = index->group_count + index->chain_count;
  for (size_t i = 0; index->chain_span && i < index->chain_count; i++)
    count += ngram_span_to(index->chain_span[i]) - ngram_span_from(index->chain_span[i]);
  return count;
}

assay_status ngram_list_make(struct ngram_list *out, struct ngram_index *index,
                             const struct ngram_stream *stream, uint32_t min_n,
                             enum ngram_order by, assay_error *err) {
  struct ngram_list list;
  memset(&list, 0, sizeof list);
  list.alloc = index->alloc;
  list.index = *index;
  list.codes = stream->codes;
  list.min_n = min_n;
  list.count = list_size(index);
  assay_status status = list_sort(&list, by, err);
  list.mark_cap = (size_t)(list.count / LIST_STEP) + 1;
  list.marks = alloc_resize(&list.alloc, NULL, 0, list.mark_cap, sizeof *list.marks);
  if (status == ASSAY_OK && !list.marks) status = error_memory(err, 0);
  if (status == ASSAY_OK)
    *out = list;
  else
    ngram_list_free(&list);
  return status;
}

/* The n-gram at the mark, which moves on. There is one. */
static inline void list_step(struct ngram_list *list, struct ngram_entry *out) {
  const struct ngram_index *index = &list->index;
  struct ngram_mark *mark = &list->mark;
  if (mark->group < index->group_count && mark->n == 0) {
    size_t i = list->order ? list->order[mark->group] : mark->group;
    const struct ngram_group *group = &index->groups[i];
    if (list->order || group->before <= mark->chain) {
      *out = (struct ngram_entry){group->at, index->group_n[i], index->group_n[i],
                                  group->count, group->documents};
      mark->group++;
      return;
    }
  }
  uint32_t from = list->min_n, to = list->min_n;
  if (index->chain_span) {
    from = ngram_span_from(index->chain_span[mark->chain]);
    to = ngram_span_to(index->chain_span[mark->chain]);
  }
  uint32_t n = mark->n > 0 ? mark->n : from;
  *out = (struct ngram_entry){index->chains[mark->chain], n, n, 1, 1};
  mark->n = n < to ? n + 1 : 0;
  mark->chain += n == to;
}

/* Goes to the last mark at or before i, unless it is on the way there. */
static void list_seek(struct ngram_list *list, uint64_t i) {
  size_t mark = (size_t)(i / LIST_STEP);
  if (mark >= list->mark_count) mark = list->mark_count - 1;
  if (list->mark_count == 0 || (i >= list->at && list->at >= mark * LIST_STEP)) return;
  list->mark = list->marks[mark];
  list->at = (uint64_t)mark * LIST_STEP;
}

/* Places are all over the stream: what is read some steps later is fetched now. Not in a
** function of its own: compilers take one that only prefetches for one without effect. */
void ngram_list_at(struct ngram_list *list, uint64_t i, struct ngram_entry *out) {
  const struct ngram_index *index = &list->index;
  const struct ngram_mark *mark = &list->mark;
  if (i != list->at) list_seek(list, i);
  while (list->at <= i) {
    if (list->at == (uint64_t)list->mark_count * LIST_STEP)
      list->marks[list->mark_count++] = list->mark;
    if (mark->chain + AHEAD < index->chain_count)
      __builtin_prefetch(&list->codes[index->chains[mark->chain + AHEAD]]);
    if (mark->group + 2 * AHEAD < index->group_count) {
      size_t near = mark->group + AHEAD, far = mark->group + 2 * AHEAD;
      if (list->order) near = list->order[near];
      if (list->order) far = list->order[far];
      __builtin_prefetch(&list->codes[index->groups[near].at]);
      __builtin_prefetch(&index->groups[far]);
    }
    list_step(list, out);
    list->at++;
  }
}
