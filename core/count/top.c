/* top.c - a ranking of keys by value, each key once. */
#include "count/top.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "base/varint.h"
#include "count/accumulator.h"

#include <string.h>

assay_status top_new(struct top **out, size_t size, const assay_allocator *alloc,
                     assay_error *err) {
  if (size < 1 || size > RANKING_SIZE_MAX)
    return error_set(err, ASSAY_EARG, "the size of a top list is 1..%d, not %zu",
                     RANKING_SIZE_MAX, size);
  assay_allocator a = alloc_or_default(alloc);
  struct top *t = alloc_zero(&a, 1, sizeof *t);
  if (!t) return error_memory(err, sizeof *t);
  ranking_init(&t->ranking, size, &a);
  *out = t;
  return ASSAY_OK;
}

static void free_item(const struct top *t, struct top_item *item) {
  if (item) alloc_free(&t->ranking.alloc, item, sizeof *item + item->key_len + 1, 1);
}

void top_free(struct top *t) {
  if (!t) return;
  assay_allocator a = t->ranking.alloc;
  for (size_t i = 0; i < t->ranking.count; i++) free_item(t, t->ranking.items[i]);
  ranking_free(&t->ranking);
  alloc_free(&a, t, 1, sizeof *t);
}

assay_str top_key(const struct top_item *item) {
  return (assay_str){item->key, item->key_len};
}

static int compare(struct scalar value, assay_str key, const struct top_item *item) {
  int order = scalar_compare(item->value, value);
  return order != 0 ? order : str_compare(key, top_key(item));
}

static int compare_items(const void *a, const void *b) {
  const struct top_item *x = a;
  return compare(x->value, top_key(x), b);
}

/* Where the key stands, or count. */
static size_t find_key(const struct top *t, assay_str key) {
  size_t i = 0;
  while (i < t->ranking.count && !str_equal(top_key(top_at(t, i)), key)) i++;
  return i;
}

/* Whether the list need not change: it is full of better ones. */
static bool is_out(const struct top *t, assay_str key, struct scalar value) {
  size_t count = t->ranking.count;
  return count == t->ranking.size && compare(value, key, top_at(t, count - 1)) >= 0;
}

static assay_status new_item(const struct top *t, assay_str key, struct scalar value,
                             struct top_item **out, assay_error *err) {
  struct top_item *item = NULL;
  if (key.len < SIZE_MAX - sizeof *item)
    item = alloc_bytes(&t->ranking.alloc, sizeof *item + key.len + 1);
  if (!item) return error_memory(err, key.len);
  item->value = value;
  item->key_len = key.len;
  if (key.len > 0) memcpy(item->key, key.ptr, key.len);
  item->key[key.len] = '\0';
  *out = item;
  return ASSAY_OK;
}

assay_status top_add(struct top *t, assay_str key, struct scalar value,
                     assay_error *err) {
  assay_status status = count_check_frozen(t->frozen, "top", err);
  if (status != ASSAY_OK || is_out(t, key, value)) return status;
  size_t old = find_key(t, key);
  bool known = old < t->ranking.count;
  if (known && scalar_compare(top_at(t, old)->value, value) >= 0) return ASSAY_OK;
  struct top_item *item = NULL;
  status = ranking_reserve(&t->ranking, err);
  if (status == ASSAY_OK) status = new_item(t, key, value, &item, err);
  if (status != ASSAY_OK) return status;
  if (known) {
    free_item(t, t->ranking.items[old]);
    ranking_remove(&t->ranking, old);
  }
  size_t place = ranking_place(&t->ranking, item, compare_items);
  free_item(t, ranking_insert(&t->ranking, place, item));
  return ASSAY_OK;
}

assay_status top_merge(struct top *into, const struct top *from, assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "top", err);
  if (status != ASSAY_OK || into == from) return status;
  if (into->ranking.size != from->ranking.size)
    return error_set(err, ASSAY_EARG, "cannot merge top lists of other sizes");
  for (size_t i = 0; status == ASSAY_OK && i < from->ranking.count; i++)
    status = top_add(into, top_key(top_at(from, i)), top_at(from, i)->value, err);
  return status;
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return top_merge(into, from, err);
}

static void free_object(void *object) {
  top_free(object);
}

static void freeze(void *object) {
  ((struct top *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  const struct top *x = a, *y = b;
  bool same = x->ranking.size == y->ranking.size && x->ranking.count == y->ranking.count;
  for (size_t i = 0; same && i < x->ranking.count; i++)
    same = compare_items(top_at(x, i), top_at(y, i)) == 0;
  return same;
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct top *t = object;
  (void)err;
  varint_put(out, t->ranking.size);
  varint_put(out, t->ranking.count);
  for (size_t i = 0; i < t->ranking.count; i++) {
    scalar_put(out, top_at(t, i)->value);
    codec_put_str(out, top_key(top_at(t, i)));
  }
  return ASSAY_OK;
}

static assay_status take_items(struct top *t, struct codec_reader *in, assay_error *err) {
  size_t count = codec_take_count(in, 3);
  codec_expect(in, count <= t->ranking.size, "there are more keys than the size");
  for (size_t i = 0; i < count && !in->why; i++) {
    struct scalar value = scalar_take(in);
    assay_str key = codec_take_str(in);
    codec_expect(in, i == 0 || compare(value, key, top_at(t, i - 1)) > 0,
                 "the keys are not sorted");
    if (in->why) break;
    assay_status status = top_add(t, key, value, err);
    if (status != ASSAY_OK) return status;
    codec_expect(in, t->ranking.count == i + 1, "a key is there twice");
  }
  return codec_status(in, err);
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct top *t = NULL;
  size_t size = (size_t)codec_take_up_to(in, RANKING_SIZE_MAX);
  codec_expect(in, size > 0, "the size is 0");
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = top_new(&t, size, alloc, err);
  if (status != ASSAY_OK) return status;
  status = take_items(t, in, err);
  if (status == ASSAY_OK)
    *out = t;
  else
    top_free(t);
  return status;
}

const struct accumulator_class top_class = {"top",  merge,  free_object, KIND_TOP, 1,
                                            encode, decode, equal,       freeze};
