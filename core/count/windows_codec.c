/*
** windows_codec.c - windows as sorted words and a sparse table of their pairs, and the
** class of windows. In the table row and column 0 are the node, i + 1 the i-th word.
*/
#include "count/windows_codec.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/sparse.h"
#include "count/wide.h"

static uint32_t number_of(const uint32_t *places, uint32_t id) {
  return id == WINDOWS_NODE ? 0 : places[id] + 1;
}

/* The pairs as sorted cells; ids: the words in order. */
static assay_status sorted_pairs(const struct windows *w, const uint32_t *ids,
                                 struct sparse_cell **out, assay_error *err) {
  const assay_allocator *a = &w->pairs.alloc;
  size_t words = w->words->keys.count, count = 0;
  uint32_t *places = alloc_zero(a, words + 1, sizeof *places);
  struct sparse_cell *cells = alloc_zero(a, w->pairs.count + 1, sizeof *cells);
  assay_status status = places && cells ? ASSAY_OK : error_memory(err, 0);
  for (uint32_t i = 0; status == ASSAY_OK && i < words; i++) places[ids[i]] = i;
  for (size_t i = 0; status == ASSAY_OK && i < w->pairs.slot_count; i++) {
    struct pair_slot slot = w->pairs.slots[i];
    if (slot.count == 0) continue;
    cells[count].row = number_of(places, (uint32_t)(slot.key >> 32));
    cells[count].column = number_of(places, (uint32_t)slot.key);
    cells[count++].count = slot.count;
  }
  if (status == ASSAY_OK) status = sparse_sort(cells, count, a, err);
  alloc_free(a, places, words + 1, sizeof *places);
  if (status == ASSAY_OK)
    *out = cells;
  else
    alloc_free(a, cells, w->pairs.count + 1, sizeof *cells);
  return status;
}

assay_status windows_encode(const struct windows *w, struct buffer *out,
                            assay_error *err) {
  size_t words = w->words->keys.count;
  uint32_t *ids;
  struct sparse_cell *cells;
  assay_status status = counter_order(w->words, ORDER_BY_BYTES, &ids, err);
  if (status != ASSAY_OK) return status;
  status = sorted_pairs(w, ids, &cells, err);
  if (status == ASSAY_OK) {
    varint_put(out, w->options.left);
    varint_put(out, w->options.right);
    buffer_add_char(out, w->options.cross);
    varint_put(out, (uint64_t)w->nodes);
    counter_put_names(w->words, ids, out);
    for (size_t i = 0; i < words; i++)
      varint_put(out, (uint64_t)w->words->counts[ids[i]]);
    sparse_put(out, cells, w->pairs.count, words + 1);
    alloc_free(&w->pairs.alloc, cells, w->pairs.count + 1, sizeof *cells);
  }
  counter_free_order(w->words, ids);
  return status;
}

static assay_status take_words(struct windows *w, struct codec_reader *in,
                               assay_error *err) {
  assay_status status = counter_take_names(w->words, in, err);
  if (status != ASSAY_OK) return status;
  wide total = 0;
  for (size_t i = 0; i < w->words->keys.count && !in->why; i++) {
    uint64_t count = codec_take_up_to(in, INT64_MAX);
    codec_expect(in, count > 0, "a word has no count");
    w->words->counts[i] = (int64_t)count;
    total += count;
  }
  codec_expect(in, total <= INT64_MAX, "the number of words is beyond 64 bits");
  if (!in->why) w->words->total = (int64_t)total;
  return codec_status(in, err);
}

static assay_status take_pairs(struct windows *w, struct codec_reader *in,
                               assay_error *err) {
  size_t numbers = w->words->keys.count + 1;
  for (uint32_t row = 0; row < numbers && !in->why; row++) {
    uint32_t column = UINT32_MAX;
    for (size_t left = sparse_take_row(in); left > 0; left--) {
      column = sparse_take_column(in, column, numbers);
      int64_t count = codec_take_signed(in);
      codec_expect(in, count > 0, "a pair has no count");
      codec_expect(in, row + column > 0 && (w->nodes > 0 || (row > 0 && column > 0)),
                   "a node is paired that is not there");
      if (in->why) break;
      /* 0 - 1 is WINDOWS_NODE */
      assay_status status = pair_table_add(&w->pairs, row - 1, column - 1, count, err);
      if (status != ASSAY_OK) return status;
    }
  }
  return codec_status(in, err);
}

assay_status windows_decode(struct windows **out, struct codec_reader *in,
                            const assay_allocator *alloc, assay_error *err) {
  struct windows *w = NULL;
  struct windows_options options;
  options.left = (uint32_t)codec_take_up_to(in, WINDOWS_SIZE_MAX);
  options.right = (uint32_t)codec_take_up_to(in, WINDOWS_SIZE_MAX);
  unsigned cross = codec_take_byte(in);
  uint64_t nodes = codec_take_up_to(in, INT64_MAX);
  options.cross = cross == 1;
  codec_expect(in, cross <= 1 && options.left + options.right > 0,
               "the windows are impossible");
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = windows_new(&w, &options, alloc, err);
  if (status != ASSAY_OK) return status;
  w->nodes = (int64_t)nodes;
  status = take_words(w, in, err);
  if (status == ASSAY_OK) status = take_pairs(w, in, err);
  if (status == ASSAY_OK)
    *out = w;
  else
    windows_free(w);
  return status;
}

/* The id that b has for a's. */
static uint32_t other_id(const struct windows *a, const struct windows *b, uint32_t id) {
  if (id == WINDOWS_NODE) return id;
  return table_find(&b->words->keys, table_key(&a->words->keys, id));
}

bool windows_equal(const struct windows *a, const struct windows *b) {
  bool same = a->options.left == b->options.left &&
              a->options.right == b->options.right &&
              a->options.cross == b->options.cross && a->nodes == b->nodes &&
              a->pairs.count == b->pairs.count && counter_equal(a->words, b->words);
  for (size_t i = 0; same && i < a->pairs.slot_count; i++) {
    struct pair_slot slot = a->pairs.slots[i];
    if (slot.count == 0) continue;
    same = slot.count == pair_table_get(&b->pairs,
                                        other_id(a, b, (uint32_t)(slot.key >> 32)),
                                        other_id(a, b, (uint32_t)slot.key));
  }
  return same;
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return windows_merge(into, from, err);
}

static void free_object(void *object) {
  windows_free(object);
}

static void freeze(void *object) {
  ((struct windows *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  return windows_equal(a, b);
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  return windows_encode(object, out, err);
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct windows *w = NULL;
  assay_status status = windows_decode(&w, in, alloc, err);
  if (status == ASSAY_OK) *out = w;
  return status;
}

const struct accumulator_class windows_class = {
    "windows", merge, free_object, KIND_WINDOWS, 1, encode, decode, equal, freeze};
