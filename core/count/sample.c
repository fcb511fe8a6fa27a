/* sample.c - a ranking of rows by hash. */
#include "count/sample.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/stable_hash.h"
#include "base/table.h"
#include "base/varint.h"
#include "count/accumulator.h"

#include <string.h>

assay_status sample_new(struct sample **out, size_t size, int64_t seed,
                        const assay_str *columns, size_t column_count,
                        const assay_allocator *alloc, assay_error *err) {
  if (size < 1 || size > RANKING_SIZE_MAX)
    return error_set(err, ASSAY_EARG, "the size of a sample is 1..%d, not %zu",
                     RANKING_SIZE_MAX, size);
  assay_allocator a = alloc_or_default(alloc);
  struct sample *s = alloc_zero(&a, 1, sizeof *s);
  if (!s) return error_memory(err, sizeof *s);
  assay_status status = rows_new(&s->shape, columns, column_count, &a, err);
  if (status != ASSAY_OK) {
    alloc_free(&a, s, 1, sizeof *s);
    return status;
  }
  ranking_init(&s->ranking, size, &a);
  s->seed = seed;
  *out = s;
  return ASSAY_OK;
}

static void free_item(const struct sample *s, struct sample_item *item) {
  if (!item) return;
  size_t size = sizeof *item + item->document_len + item->row_len;
  alloc_free(&s->ranking.alloc, item, size, 1);
}

void sample_free(struct sample *s) {
  if (!s) return;
  assay_allocator a = s->ranking.alloc;
  for (size_t i = 0; i < s->ranking.count; i++) free_item(s, s->ranking.items[i]);
  ranking_free(&s->ranking);
  rows_free(s->shape);
  alloc_free(&a, s, 1, sizeof *s);
}

static assay_str document_of(const struct sample_item *item) {
  return (assay_str){item->bytes, item->document_len};
}

static assay_str row_of(const struct sample_item *item) {
  return (assay_str){item->bytes + item->document_len, item->row_len};
}

static const struct sample_item *item_at(const struct sample *s, size_t i) {
  return s->ranking.items[i];
}

static int compare_numbers(uint64_t a, uint64_t b) {
  return (a > b) - (a < b);
}

static int compare_items(const void *a, const void *b) {
  const struct sample_item *x = a, *y = b;
  int order = compare_numbers(x->hash, y->hash);
  if (order == 0) order = str_compare(document_of(x), document_of(y));
  if (order == 0) order = compare_numbers(x->position, y->position);
  return order != 0 ? order : str_compare(row_of(x), row_of(y));
}

static uint64_t hash_of(int64_t seed, assay_str document, uint64_t position) {
  uint64_t state = stable_hash_add_number(STABLE_HASH_START, (uint64_t)seed);
  state = stable_hash_add(state, document);
  return stable_hash_finish(stable_hash_add_number(state, position));
}

/* Whether an item of this hash has no place, whatever its row. */
static bool is_out(const struct sample *s, uint64_t hash) {
  return s->ranking.count == s->ranking.size &&
         hash > item_at(s, s->ranking.count - 1)->hash;
}

/* Enters a row, if it is wanted. Does not count it. */
static assay_status enter(struct sample *s, assay_str document, uint64_t position,
                          assay_str row, assay_error *err) {
  uint64_t hash = hash_of(s->seed, document, position);
  if (is_out(s, hash)) return ASSAY_OK;
  struct sample_item *item = NULL;
  size_t size = document.len + row.len;
  assay_status status = ranking_reserve(&s->ranking, err);
  if (status != ASSAY_OK) return status;
  if (size >= row.len && size < SIZE_MAX - sizeof *item)
    item = alloc_bytes(&s->ranking.alloc, sizeof *item + size);
  if (!item) return error_memory(err, size);
  item->hash = hash;
  item->position = position;
  item->document_len = document.len;
  item->row_len = row.len;
  if (document.len > 0) memcpy(item->bytes, document.ptr, document.len);
  if (row.len > 0) memcpy(item->bytes + document.len, row.ptr, row.len);
  size_t place = ranking_place(&s->ranking, item, compare_items);
  free_item(s, place < s->ranking.size ? ranking_insert(&s->ranking, place, item) : item);
  return ASSAY_OK;
}

assay_status sample_add(struct sample *s, assay_str document, uint64_t position,
                        const struct cell *cells, const assay_span *spans,
                        assay_error *err) {
  int64_t seen;
  assay_status status = count_check_frozen(s->frozen, "sample", err);
  if (status == ASSAY_OK) status = count_add(s->seen, 1, &seen, err);
  if (status != ASSAY_OK) return status;
  struct buffer *row = &s->shape->data; /* empty, but its memory stays */
  if (!is_out(s, hash_of(s->seed, document, position))) {
    rows_put_row(row, cells, s->shape->column_count, spans);
    status = buffer_status(row, "a row", err);
    if (status == ASSAY_OK) status = enter(s, document, position, buffer_str(row), err);
    buffer_clear(row);
  }
  if (status == ASSAY_OK) s->seen = seen;
  return status;
}

assay_status sample_merge(struct sample *into, const struct sample *from,
                          assay_error *err) {
  int64_t seen;
  assay_status status = count_check_frozen(into->frozen, "sample", err);
  if (status != ASSAY_OK) return status;
  if (into->ranking.size != from->ranking.size || into->seed != from->seed ||
      !rows_same_columns(into->shape, from->shape))
    return error_set(err, ASSAY_EARG,
                     "cannot merge samples of another size, seed or columns");
  if (into == from)
    return error_set(err, ASSAY_EARG, "cannot merge a sample with itself");
  status = count_add(into->seen, from->seen, &seen, err);
  for (size_t i = 0; status == ASSAY_OK && i < from->ranking.count; i++) {
    const struct sample_item *item = item_at(from, i);
    status = enter(into, document_of(item), item->position, row_of(item), err);
  }
  if (status == ASSAY_OK) into->seen = seen;
  return status;
}

static int compare_places(const void *a, const void *b, void *ctx) {
  const struct sample_item *x = *(void *const *)a, *y = *(void *const *)b;
  (void)ctx;
  int order = file_name_compare(document_of(x), document_of(y));
  if (order == 0) order = compare_numbers(x->position, y->position);
  return order != 0 ? order : str_compare(row_of(x), row_of(y));
}

assay_status sample_rows(const struct sample *s, struct rows **out, assay_error *err) {
  const assay_allocator *a = &s->ranking.alloc;
  size_t count = s->ranking.count;
  struct rows *rows = NULL;
  void **items = alloc_zero(a, count + 1, sizeof *items);
  if (!items) return error_memory(err, 0);
  if (count > 0) memcpy(items, s->ranking.items, count * sizeof *items);
  assay_status status = sort_items(items, count, sizeof *items, compare_places, NULL, a,
                                   err);
  if (status == ASSAY_OK)
    status = rows_new(&rows, s->shape->columns, s->shape->column_count, a, err);
  for (size_t i = 0; status == ASSAY_OK && i < count; i++)
    status = rows_add_bytes(rows, row_of(items[i]), err);
  if (status == ASSAY_OK)
    *out = rows;
  else
    rows_free(rows);
  alloc_free(a, items, count + 1, sizeof *items);
  return status;
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return sample_merge(into, from, err);
}

static void free_object(void *object) {
  sample_free(object);
}

static void freeze(void *object) {
  ((struct sample *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  const struct sample *x = a, *y = b;
  bool same = x->ranking.size == y->ranking.size && x->seed == y->seed &&
              x->seen == y->seen && x->ranking.count == y->ranking.count &&
              rows_same_columns(x->shape, y->shape);
  for (size_t i = 0; same && i < x->ranking.count; i++)
    same = compare_items(item_at(x, i), item_at(y, i)) == 0;
  return same;
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct sample *s = object;
  (void)err;
  varint_put(out, s->ranking.size);
  varint_put_signed(out, s->seed);
  varint_put(out, (uint64_t)s->seen);
  rows_put_columns(out, s->shape->columns, s->shape->column_count);
  varint_put(out, s->ranking.count);
  for (size_t i = 0; i < s->ranking.count; i++) {
    const struct sample_item *item = item_at(s, i);
    codec_put_str(out, document_of(item));
    varint_put(out, item->position);
    buffer_add_str(out, row_of(item));
  }
  return ASSAY_OK;
}

static assay_status take_items(struct sample *s, struct codec_reader *in,
                               assay_error *err) {
  size_t count = codec_take_count(in, 3);
  size_t expected = (uint64_t)s->seen < s->ranking.size ? (size_t)s->seen
                                                        : s->ranking.size;
  codec_expect(in, count == expected, "there are not as many rows as there should be");
  for (size_t i = 0; i < count && !in->why; i++) {
    assay_str document = codec_take_str(in);
    uint64_t position = codec_take_varint(in);
    assay_str row = rows_take_row(in, s->shape->column_count);
    if (in->why) break;
    assay_status status = enter(s, document, position, row, err);
    if (status != ASSAY_OK) return status;
    const struct sample_item *last = item_at(s, i);
    codec_expect(in,
                 last->position == position && str_equal(document_of(last), document) &&
                     str_equal(row_of(last), row),
                 "the rows are not in the order of their hashes");
  }
  return codec_status(in, err);
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct sample *s = NULL;
  assay_str columns[ROWS_COLUMN_LIMIT];
  size_t size = (size_t)codec_take_up_to(in, RANKING_SIZE_MAX);
  int64_t seed = codec_take_signed(in);
  uint64_t seen = codec_take_up_to(in, INT64_MAX);
  size_t column_count = rows_take_columns(in, columns);
  codec_expect(in, size > 0, "the size is 0");
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK)
    status = sample_new(&s, size, seed, columns, column_count, alloc, err);
  if (status != ASSAY_OK) return status;
  s->seen = (int64_t)seen;
  status = take_items(s, in, err);
  if (status == ASSAY_OK)
    *out = s;
  else
    sample_free(s);
  return status;
}

const struct accumulator_class sample_class = {
    "sample", merge, free_object, KIND_SAMPLE, 1, encode, decode, equal, freeze};
