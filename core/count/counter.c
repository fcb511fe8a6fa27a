/* counter.c - an interning table with an array of counts beside it. */
#include "count/counter.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/wide.h"

assay_status counter_new(struct counter **out, const assay_allocator *alloc,
                         assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct counter *c = alloc_zero(&a, 1, sizeof *c);
  if (!c) return error_memory(err, sizeof *c);
  table_init(&c->keys, &a);
  *out = c;
  return ASSAY_OK;
}

void counter_free(struct counter *c) {
  if (!c) return;
  assay_allocator a = c->keys.alloc;
  alloc_free(&a, c->counts, c->cap, sizeof *c->counts);
  table_free(&c->keys);
  alloc_free(&a, c, 1, sizeof *c);
}

assay_status counter_intern(struct counter *c, assay_str key, uint32_t *id,
                            assay_error *err) {
  void *counts = c->counts;
  if (!alloc_grow(&c->keys.alloc, &counts, &c->cap, c->keys.count + 1, sizeof *c->counts))
    return error_memory(err, 0);
  c->counts = counts;
  size_t before = c->keys.count;
  assay_status status = table_intern(&c->keys, key, id, err);
  if (status == ASSAY_OK && *id == before) c->counts[*id] = 0;
  return status;
}

assay_status counter_add(struct counter *c, assay_str key, int64_t n, assay_error *err) {
  int64_t total, count;
  assay_status status = count_check_frozen(c->frozen, "counter", err);
  if (status == ASSAY_OK) status = count_add(c->total, n, &total, err);
  if (status == ASSAY_OK) status = count_add(counter_get(c, key), n, &count, err);
  if (status != ASSAY_OK) return status;
  uint32_t id = 0;
  status = counter_intern(c, key, &id, err);
  if (status != ASSAY_OK) return status;
  c->counts[id] = count;
  c->total = total;
  return ASSAY_OK;
}

int64_t counter_get(const struct counter *c, assay_str key) {
  uint32_t id = table_find(&c->keys, key);
  return id == TABLE_NONE ? 0 : c->counts[id];
}

assay_status counter_merge(struct counter *into, const struct counter *from,
                           assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "counter", err);
  if (status != ASSAY_OK) return status;
  for (uint32_t id = 0; id < from->keys.count; id++) {
    status = counter_add(into, table_key(&from->keys, id), from->counts[id], err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static int compare_keys(const void *a, const void *b, void *ctx) {
  const struct counter *c = ctx;
  return file_name_compare(table_key(&c->keys, *(const uint32_t *)a),
                           table_key(&c->keys, *(const uint32_t *)b));
}

static int compare_bytes(const void *a, const void *b, void *ctx) {
  const struct counter *c = ctx;
  return str_compare(table_key(&c->keys, *(const uint32_t *)a),
                     table_key(&c->keys, *(const uint32_t *)b));
}

static int compare_counts(const void *a, const void *b, void *ctx) {
  const struct counter *c = ctx;
  int64_t x = c->counts[*(const uint32_t *)a], y = c->counts[*(const uint32_t *)b];
  if (x != y) return x > y ? -1 : 1;
  return compare_keys(a, b, ctx);
}

assay_status counter_order(const struct counter *c, enum count_order by, uint32_t **ids,
                           assay_error *err) {
  sort_compare *const compare[] = {compare_keys, compare_counts, compare_bytes};
  size_t count = c->keys.count;
  uint32_t *order = alloc_resize(&c->keys.alloc, NULL, 0, count + 1, sizeof *order);
  if (!order) return error_memory(err, 0);
  for (uint32_t i = 0; i < count; i++) order[i] = i;
  struct counter view = *c; /* the comparison only reads it */
  assay_status status = sort_items(order, count, sizeof *order, compare[by], &view,
                                   &c->keys.alloc, err);
  if (status != ASSAY_OK) {
    counter_free_order(c, order);
    return status;
  }
  *ids = order;
  return ASSAY_OK;
}

void counter_free_order(const struct counter *c, uint32_t *ids) {
  alloc_free(&c->keys.alloc, ids, c->keys.count + 1, sizeof *ids);
}

bool counter_equal(const struct counter *a, const struct counter *b) {
  bool same = a->keys.count == b->keys.count && a->total == b->total;
  for (uint32_t id = 0; same && id < a->keys.count; id++) {
    uint32_t other = table_find(&b->keys, table_key(&a->keys, id));
    same = other != TABLE_NONE && a->counts[id] == b->counts[other];
  }
  return same;
}

void counter_put_names(const struct counter *c, const uint32_t *ids, struct buffer *out) {
  varint_put(out, c->keys.count);
  for (size_t i = 0; i < c->keys.count; i++)
    codec_put_str(out, table_key(&c->keys, ids[i]));
}

/* A key that must come after all that are there; false when it does not. */
static assay_status take_name(struct counter *c, struct codec_reader *in,
                              assay_error *err) {
  assay_str key = codec_take_str(in);
  size_t count = c->keys.count;
  codec_expect(
      in, count == 0 || str_compare(table_key(&c->keys, (uint32_t)(count - 1)), key) < 0,
      "the keys are not sorted");
  uint32_t id;
  return in->why ? ASSAY_OK : counter_intern(c, key, &id, err);
}

assay_status counter_take_names(struct counter *c, struct codec_reader *in,
                                assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t left = codec_take_count(in, 1); left > 0 && !in->why; left--) {
    status = take_name(c, in, err);
    if (status != ASSAY_OK) return status;
  }
  return codec_status(in, err);
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return counter_merge(into, from, err);
}

static void free_object(void *object) {
  counter_free(object);
}

static void freeze(void *object) {
  ((struct counter *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  return counter_equal(a, b);
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct counter *c = object;
  uint32_t *ids = NULL;
  assay_status status = counter_order(c, ORDER_BY_BYTES, &ids, err);
  if (status != ASSAY_OK) return status;
  varint_put(out, c->keys.count);
  for (size_t i = 0; i < c->keys.count; i++) {
    codec_put_str(out, table_key(&c->keys, ids[i]));
    varint_put_signed(out, c->counts[ids[i]]);
  }
  counter_free_order(c, ids);
  return ASSAY_OK;
}

/* The total is summed in 128 bits: on the way it may leave 64 bits and come back. */
static assay_status take_counts(struct counter *c, struct codec_reader *in,
                                assay_error *err) {
  wide_signed total = 0;
  for (size_t left = codec_take_count(in, 2); left > 0 && !in->why; left--) {
    assay_status status = take_name(c, in, err);
    if (status != ASSAY_OK) return status;
    int64_t count = codec_take_signed(in);
    if (in->why) break;
    c->counts[c->keys.count - 1] = count;
    total += count;
  }
  codec_expect(in, total >= INT64_MIN && total <= INT64_MAX,
               "the total is beyond 64 bits");
  if (!in->why) c->total = (int64_t)total;
  return codec_status(in, err);
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct counter *c = NULL;
  assay_status status = counter_new(&c, alloc, err);
  if (status != ASSAY_OK) return status;
  status = take_counts(c, in, err);
  if (status == ASSAY_OK)
    *out = c;
  else
    counter_free(c);
  return status;
}

const struct accumulator_class counter_class = {
    "counter", merge, free_object, KIND_COUNTER, 1, encode, decode, equal, freeze};
