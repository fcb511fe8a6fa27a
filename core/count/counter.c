/* counter.c - an interning table with an array of counts beside it. */
#include "count/counter.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sort.h"
#include "count/accumulator.h"

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

assay_status counter_add(struct counter *c, assay_str key, int64_t n, assay_error *err) {
  void *counts = c->counts;
  if (!alloc_grow(&c->keys.alloc, &counts, &c->cap, c->keys.count + 1, sizeof *c->counts))
    return error_memory(err, 0);
  c->counts = counts;
  int64_t total, count;
  assay_status status = count_add(c->total, n, &total, err);
  if (status != ASSAY_OK) return status;
  size_t before = c->keys.count;
  uint32_t id;
  status = table_intern(&c->keys, key, &id, err);
  if (status != ASSAY_OK) return status;
  if (id == before) c->counts[id] = 0;
  status = count_add(c->counts[id], n, &count, err);
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
  for (uint32_t id = 0; id < from->keys.count; id++) {
    assay_status status = counter_add(into, table_key(&from->keys, id), from->counts[id],
                                      err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static int compare_keys(const void *a, const void *b, void *ctx) {
  const struct counter *c = ctx;
  return file_name_compare(table_key(&c->keys, *(const uint32_t *)a),
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
  size_t count = c->keys.count;
  uint32_t *order = alloc_resize(&c->keys.alloc, NULL, 0, count + 1, sizeof *order);
  if (!order) return error_memory(err, 0);
  for (uint32_t i = 0; i < count; i++) order[i] = i;
  struct counter view = *c; /* the comparison only reads it */
  assay_status status = sort_items(order, count, sizeof *order,
                                   by == ORDER_BY_KEY ? compare_keys : compare_counts,
                                   &view, &c->keys.alloc, err);
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
