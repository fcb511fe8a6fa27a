/* windows.c - pairs of words by distance; what is asked of them is sorted when asked. */
#include "count/windows.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/meter.h"
#include "base/sort.h"
#include "corpus/document.h"
#include "count/accumulator.h"

#include <string.h>

struct window_place { /* a running word */
  uint32_t word, token;
  uint32_t unit; /* what windows may not leave */
};

assay_status windows_new(struct windows **out, const struct windows_options *options,
                         const assay_allocator *alloc, assay_error *err) {
  if (options->left > WINDOWS_SIZE_MAX || options->right > WINDOWS_SIZE_MAX ||
      options->left + options->right == 0)
    return error_set(err, ASSAY_EARG,
                     "a window is limited to %d words on either side, and has one",
                     WINDOWS_SIZE_MAX);
  assay_allocator a = alloc_or_default(alloc);
  struct windows *w = alloc_zero(&a, 1, sizeof *w);
  if (!w) return error_memory(err, sizeof *w);
  assay_status status = counter_new(&w->words, &a, err);
  if (status != ASSAY_OK) {
    alloc_free(&a, w, 1, sizeof *w);
    return status;
  }
  pair_table_init(&w->pairs, &a);
  w->options = *options;
  *out = w;
  return ASSAY_OK;
}

void windows_free(struct windows *w) {
  if (!w) return;
  assay_allocator a = w->pairs.alloc;
  alloc_free(&a, w->places, w->place_cap, sizeof *w->places);
  pair_table_free(&w->pairs);
  counter_free(w->words);
  alloc_free(&a, w, 1, sizeof *w);
}

static assay_status add_word(struct windows *w, assay_str word, int64_t n, uint32_t *id,
                             assay_error *err) {
  assay_status status = counter_intern(w->words, word, id, err);
  if (status == ASSAY_OK) status = count_add(w->words->total, n, &w->words->total, err);
  if (status == ASSAY_OK)
    status = count_add(w->words->counts[*id], n, &w->words->counts[*id], err);
  return status;
}

/* The unit of a token: another one wherever a sentence ends, unless windows may cross
** that, or something is left out. */
static uint32_t unit_of(const struct windows *w, const assay_document *d, size_t token) {
  size_t unit = w->options.cross ? 0 : document_sentence_at(d, d->begin[token]);
  return (uint32_t)(unit + document_stretch_index(d, token));
}

/* Adds the running words of a stretch, before which `left_out` others were, to w->places;
** *sentence is one at or before it. */
static assay_status add_places(struct windows *w, const assay_document *d,
                               assay_span stretch, size_t left_out, size_t *sentence,
                               size_t *count, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = stretch.begin; status == ASSAY_OK && i < stretch.end; i++) {
    if (!tokens_is_running(d->kind[i])) continue;
    while (*sentence < d->sentence_count && d->sentences[*sentence].end <= d->begin[i])
      ++*sentence;
    struct window_place *place = &w->places[(*count)++];
    place->token = (uint32_t)i;
    place->unit = (uint32_t)(left_out + (w->options.cross ? 0 : *sentence));
    status = add_word(w, assay_vocabulary_term(d->vocabulary, d->term[i]), 1,
                      &place->word, err);
  }
  return status;
}

/* Lists the running words of the document in w->places. */
static assay_status find_places(struct windows *w, assay_document *d, size_t *count,
                                assay_error *err) {
  const assay_span *sentences;
  size_t sentence_count, sentence = 0, left_out = 0;
  void *places = w->places;
  if (!alloc_grow(&w->pairs.alloc, &places, &w->place_cap, d->token_count,
                  sizeof *w->places))
    return error_memory(err, 0);
  w->places = places;
  assay_status status = assay_document_sentences(d, &sentences, &sentence_count, err);
  *count = 0;
  assay_span stretch = document_stretch(d, 0);
  for (; status == ASSAY_OK && stretch.begin < stretch.end; left_out++) {
    status = add_places(w, d, stretch, left_out, &sentence, count, err);
    stretch = document_stretch(d, stretch.end);
  }
  return status;
}

assay_status windows_add(struct windows *w, assay_document *d, assay_error *err) {
  size_t count, span = w->options.right;
  assay_status status = count_check_frozen(w->frozen, "windows", err);
  if (status == ASSAY_OK && w->options.left != w->options.right)
    status = error_set(err, ASSAY_EARG,
                       "without nodes a window is as large on the left, %u, as on the "
                       "right, %u",
                       w->options.left, w->options.right);
  if (status == ASSAY_OK) status = find_places(w, d, &count, err);
  if (status != ASSAY_OK) return status;
  for (size_t i = 0; i < count; i++) {
    const struct window_place *first = &w->places[i];
    if (meter_is_over(&w->pairs.alloc)) return error_memory(err, 0);
    size_t end = count - i > span ? i + span : count - 1;
    for (size_t k = i + 1; k <= end && w->places[k].unit == first->unit; k++) {
      status = pair_table_add(&w->pairs, first->word, w->places[k].word, 1, err);
      if (status != ASSAY_OK) return status;
    }
  }
  return ASSAY_OK;
}

/* The first place at or after a token, from `from` on. */
static size_t place_at(const struct windows *w, size_t count, size_t from,
                       uint32_t token) {
  while (from < count && w->places[from].token < token) from++;
  return from;
}

/* Counts around a node that lies before place `begin` and after those below `end`. */
static assay_status add_node(struct windows *w, const assay_document *d, assay_span node,
                             size_t begin, size_t end, size_t count, assay_error *err) {
  assay_status status = ASSAY_OK;
  if (meter_is_over(&w->pairs.alloc)) return error_memory(err, 0);
  uint32_t unit = unit_of(w, d, node.begin);
  size_t last = begin > w->options.left ? begin - w->options.left : 0;
  for (size_t i = begin; status == ASSAY_OK && i > last; i--) {
    if (w->places[i - 1].unit != unit) break;
    status = pair_table_add(&w->pairs, w->places[i - 1].word, WINDOWS_NODE, 1, err);
  }
  unit = unit_of(w, d, node.end - 1u);
  last = count - end > w->options.right ? end + w->options.right : count;
  for (size_t i = end; status == ASSAY_OK && i < last; i++) {
    if (w->places[i].unit != unit) break;
    status = pair_table_add(&w->pairs, WINDOWS_NODE, w->places[i].word, 1, err);
  }
  if (status == ASSAY_OK) status = count_add(w->nodes, 1, &w->nodes, err);
  return status;
}

assay_status windows_add_around(struct windows *w, assay_document *d,
                                const assay_span *nodes, size_t node_count,
                                assay_error *err) {
  size_t count = 0, at = 0;
  assay_status status = count_check_frozen(w->frozen, "windows", err);
  if (status == ASSAY_OK) status = find_places(w, d, &count, err);
  for (size_t i = 0; status == ASSAY_OK && i < node_count; i++) {
    at = place_at(w, count, at, nodes[i].begin);
    size_t end = place_at(w, count, at, nodes[i].end);
    status = add_node(w, d, nodes[i], at, end, count, err);
  }
  return status;
}

static uint32_t mapped(const uint32_t *ids, uint32_t id) {
  return id == WINDOWS_NODE ? WINDOWS_NODE : ids[id];
}

/* Merges words and pairs; ids gets, by from's ids, into's. */
static assay_status merge_counts(struct windows *into, const struct windows *from,
                                 uint32_t *ids, assay_error *err) {
  assay_status status = count_add(into->nodes, from->nodes, &into->nodes, err);
  for (uint32_t id = 0; status == ASSAY_OK && id < from->words->keys.count; id++)
    status = add_word(into, table_key(&from->words->keys, id), from->words->counts[id],
                      &ids[id], err);
  for (size_t i = 0; status == ASSAY_OK && i < from->pairs.slot_count; i++) {
    struct pair_slot slot = from->pairs.slots[i];
    if (slot.count == 0) continue;
    status = pair_table_add(&into->pairs, mapped(ids, (uint32_t)(slot.key >> 32)),
                            mapped(ids, (uint32_t)slot.key), slot.count, err);
  }
  return status;
}

static bool same_options(const struct windows *a, const struct windows *b) {
  return a->options.left == b->options.left && a->options.right == b->options.right &&
         a->options.cross == b->options.cross;
}

assay_status windows_merge(struct windows *into, const struct windows *from,
                           assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "windows", err);
  if (status != ASSAY_OK) return status;
  if (!same_options(into, from))
    return error_set(err, ASSAY_EARG, "cannot merge windows of other sizes");
  const assay_allocator *a = &into->pairs.alloc;
  size_t count = from->words->keys.count;
  uint32_t *ids = alloc_zero(a, count + 1, sizeof *ids);
  if (!ids) return error_memory(err, 0);
  status = merge_counts(into, from, ids, err);
  alloc_free(a, ids, count + 1, sizeof *ids);
  return status;
}

/* -- Lists -- */

static int compare_words(const struct windows *w, uint32_t a, uint32_t b) {
  return file_name_compare(table_key(&w->words->keys, a), table_key(&w->words->keys, b));
}

static int compare_counts(uint64_t a, uint64_t b) { /* largest first */
  return (a < b) - (a > b);
}

static uint64_t both(const struct window_neighbour *n) {
  return (uint64_t)n->before + (uint64_t)n->after;
}

static int neighbours_by_word(const void *a, const void *b, void *ctx) {
  const struct window_neighbour *x = a, *y = b;
  return compare_words(ctx, x->word, y->word);
}

static int neighbours_by_count(const void *a, const void *b, void *ctx) {
  const struct window_neighbour *x = a, *y = b;
  int order = compare_counts(both(x), both(y));
  return order != 0 ? order : compare_words(ctx, x->word, y->word);
}

static int pairs_by_words(const void *a, const void *b, void *ctx) {
  const struct window_pair *x = a, *y = b;
  int order = compare_words(ctx, x->first, y->first);
  return order != 0 ? order : compare_words(ctx, x->second, y->second);
}

static int pairs_by_count(const void *a, const void *b, void *ctx) {
  const struct window_pair *x = a, *y = b;
  int order = compare_counts((uint64_t)x->count, (uint64_t)y->count);
  return order != 0 ? order : pairs_by_words(a, b, ctx);
}

static assay_status sort_list(const struct windows *w, struct buffer *list, size_t size,
                              sort_compare *compare, assay_error *err) {
  assay_status status = buffer_status(list, "a list of neighbours", err);
  struct windows view = *w; /* the comparison only reads it */
  if (status == ASSAY_OK && list->len > 0)
    status = sort_items(list->data, list->len / size, size, compare, &view, &list->alloc,
                        err);
  return status;
}

/* before and after by word. */
static void collect(const struct windows *w, uint32_t node,
                    struct window_neighbour *by_word) {
  for (size_t i = 0; i < w->pairs.slot_count; i++) {
    struct pair_slot slot = w->pairs.slots[i];
    uint32_t first = (uint32_t)(slot.key >> 32), second = (uint32_t)slot.key;
    if (slot.count == 0) continue;
    if (second == node && first != WINDOWS_NODE) by_word[first].before += slot.count;
    if (first == node && second != WINDOWS_NODE) by_word[second].after += slot.count;
  }
}

assay_status windows_near(const struct windows *w, uint32_t node, enum count_order by,
                          struct buffer *out, assay_error *err) {
  const assay_allocator *a = &w->pairs.alloc;
  size_t count = w->words->keys.count;
  struct window_neighbour *by_word = alloc_zero(a, count + 1, sizeof *by_word);
  if (!by_word) return error_memory(err, 0);
  collect(w, node, by_word);
  for (uint32_t id = 0; id < count; id++) {
    by_word[id].word = id;
    if (by_word[id].before > 0 || by_word[id].after > 0)
      buffer_add(out, (const char *)&by_word[id], sizeof *by_word);
  }
  alloc_free(a, by_word, count + 1, sizeof *by_word);
  return sort_list(w, out, sizeof *by_word,
                   by == ORDER_BY_COUNT ? neighbours_by_count : neighbours_by_word, err);
}

assay_status windows_pairs(const struct windows *w, enum count_order by,
                           struct buffer *out, assay_error *err) {
  for (size_t i = 0; i < w->pairs.slot_count; i++) {
    struct pair_slot slot = w->pairs.slots[i];
    struct window_pair pair;
    memset(&pair, 0, sizeof pair);
    pair.first = (uint32_t)(slot.key >> 32);
    pair.second = (uint32_t)slot.key;
    pair.count = slot.count;
    if (slot.count == 0 || pair.first == WINDOWS_NODE || pair.second == WINDOWS_NODE)
      continue;
    buffer_add(out, (const char *)&pair, sizeof pair);
  }
  return sort_list(w, out, sizeof(struct window_pair),
                   by == ORDER_BY_COUNT ? pairs_by_count : pairs_by_words, err);
}
