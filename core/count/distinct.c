/*
** distinct.c - a set, then HyperLogLog. The estimate is that of O. Ertl, "New cardinality
** estimation algorithms for HyperLogLog sketches" (2017), section 4: no tables of
** corrections, no logarithms, the same on every machine.
*/
#include "count/distinct.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/stable_hash.h"
#include "base/varint.h"
#include "count/accumulator.h"

#include <math.h>
#include <string.h>

enum { INDEX_BITS = 14, RANKS = 64 - INDEX_BITS + 1 /* the highest rank */ };

assay_status distinct_new(struct distinct **out, size_t limit,
                          const assay_allocator *alloc, assay_error *err) {
  if (limit > DISTINCT_LIMIT_MAX)
    return error_set(err, ASSAY_EARG, "different keys are kept up to %d, not %zu",
                     DISTINCT_LIMIT_MAX, limit);
  assay_allocator a = alloc_or_default(alloc);
  struct distinct *d = alloc_zero(&a, 1, sizeof *d);
  if (!d) return error_memory(err, sizeof *d);
  table_init(&d->keys, &a);
  d->limit = (uint32_t)limit;
  *out = d;
  return ASSAY_OK;
}

void distinct_free(struct distinct *d) {
  if (!d) return;
  assay_allocator a = d->keys.alloc;
  alloc_free(&a, d->registers, DISTINCT_REGISTERS, 1);
  table_free(&d->keys);
  alloc_free(&a, d, 1, sizeof *d);
}

/* The first 14 bits of the hash choose a register; the rank is the place of the first 1
** among the others. */
static void enter(struct distinct *d, assay_str key) {
  uint64_t hash = stable_hash_finish(stable_hash_add(STABLE_HASH_START, key));
  uint64_t rest = hash << INDEX_BITS;
  uint8_t rank = (uint8_t)(rest ? __builtin_clzll(rest) + 1 : RANKS);
  uint8_t *held = &d->registers[hash >> (64 - INDEX_BITS)];
  if (rank > *held) *held = rank;
}

static assay_status use_registers(struct distinct *d, assay_error *err) {
  assay_allocator a = d->keys.alloc;
  d->registers = alloc_zero(&a, DISTINCT_REGISTERS, 1);
  if (!d->registers) return error_memory(err, DISTINCT_REGISTERS);
  for (uint32_t id = 0; id < d->keys.count; id++) enter(d, table_key(&d->keys, id));
  table_free(&d->keys);
  table_init(&d->keys, &a);
  return ASSAY_OK;
}

static assay_status add(struct distinct *d, assay_str key, assay_error *err) {
  assay_status status = ASSAY_OK;
  uint32_t id;
  if (!d->registers && d->keys.count >= d->limit &&
      table_find(&d->keys, key) == TABLE_NONE)
    status = use_registers(d, err);
  if (status != ASSAY_OK) return status;
  if (!d->registers) return table_intern(&d->keys, key, &id, err);
  enter(d, key);
  return ASSAY_OK;
}

assay_status distinct_add(struct distinct *d, assay_str key, assay_error *err) {
  assay_status status = count_check_frozen(d->frozen, "distinct", err);
  return status == ASSAY_OK ? add(d, key, err) : status;
}

assay_status distinct_merge(struct distinct *into, const struct distinct *from,
                            assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "distinct", err);
  if (status != ASSAY_OK || into == from) return status;
  if (into->limit != from->limit)
    return error_set(err, ASSAY_EARG, "cannot merge sets of keys with other limits");
  if (from->registers && !into->registers) status = use_registers(into, err);
  for (uint32_t id = 0; status == ASSAY_OK && id < from->keys.count; id++)
    status = add(into, table_key(&from->keys, id), err);
  for (size_t i = 0; status == ASSAY_OK && from->registers && i < DISTINCT_REGISTERS; i++)
    if (from->registers[i] > into->registers[i]) into->registers[i] = from->registers[i];
  return status;
}

static int compare_keys(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return str_compare(*(const assay_str *)a, *(const assay_str *)b);
}

assay_status distinct_keys(const struct distinct *d, struct buffer *out,
                           assay_error *err) {
  if (d->keys.count == 0) return ASSAY_OK;
  buffer_add(out, (const char *)d->keys.keys, d->keys.count * sizeof *d->keys.keys);
  assay_status status = buffer_status(out, "a list of keys", err);
  if (status != ASSAY_OK) return status;
  return sort_items(out->data, d->keys.count, sizeof *d->keys.keys, compare_keys, NULL,
                    &out->alloc, err);
}

/* Products have statements of their own, so that no compiler fuses them with sums. */
static double sigma(double x) {
  double y = 1, z = x, before;
  do {
    x *= x;
    double step = x * y;
    before = z;
    z += step;
    y += y;
  } while (z != before);
  return z;
}

static double tau(double x) {
  double y = 1, z = 1 - x, before;
  if (x == 0 || x == 1) return 0;
  do {
    x = sqrt(x);
    y /= 2;
    double rest = 1 - x, step = rest * rest;
    step *= y;
    before = z;
    z -= step;
  } while (z != before);
  return z / 3;
}

int64_t distinct_count(const struct distinct *d) {
  if (!d->registers) return (int64_t)d->keys.count;
  uint32_t held[RANKS + 1] = {0};
  const double m = DISTINCT_REGISTERS;
  for (size_t i = 0; i < DISTINCT_REGISTERS; i++) held[d->registers[i]]++;
  if (held[0] == DISTINCT_REGISTERS) return 0;
  double z = m * tau(1 - held[RANKS] / m);
  for (int rank = RANKS - 1; rank >= 1; rank--) {
    z += held[rank];
    z /= 2;
  }
  double low = m * sigma(held[0] / m);
  z += low;
  double estimate = 0.72134752044448170368 * m * m / z; /* 1 / (2 ln 2) */
  return estimate < 9e18 ? (int64_t)(estimate + 0.5) : INT64_MAX;
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return distinct_merge(into, from, err);
}

static void free_object(void *object) {
  distinct_free(object);
}

static void freeze(void *object) {
  ((struct distinct *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  const struct distinct *x = a, *y = b;
  if (x->limit != y->limit || !x->registers != !y->registers) return false;
  if (x->registers) return memcmp(x->registers, y->registers, DISTINCT_REGISTERS) == 0;
  bool same = x->keys.count == y->keys.count;
  for (uint32_t id = 0; same && id < x->keys.count; id++)
    same = table_find(&y->keys, table_key(&x->keys, id)) != TABLE_NONE;
  return same;
}

static assay_status encode_keys(const struct distinct *d, struct buffer *out,
                                assay_error *err) {
  struct buffer keys;
  buffer_init(&keys, &d->keys.alloc, BUFFER_NO_CEILING);
  assay_status status = distinct_keys(d, &keys, err);
  varint_put(out, d->keys.count);
  for (size_t i = 0; status == ASSAY_OK && i < d->keys.count; i++)
    codec_put_str(out, ((const assay_str *)(const void *)keys.data)[i]);
  buffer_free(&keys);
  return status;
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct distinct *d = object;
  varint_put(out, d->limit);
  buffer_add_char(out, d->registers != NULL);
  if (!d->registers) return encode_keys(d, out, err);
  buffer_add(out, (const char *)d->registers, DISTINCT_REGISTERS);
  return ASSAY_OK;
}

static assay_status take_keys(struct distinct *d, struct codec_reader *in,
                              assay_error *err) {
  size_t count = codec_take_count(in, 1);
  codec_expect(in, count <= d->limit, "there are more keys than the limit");
  for (size_t i = 0; i < count && !in->why; i++) {
    assay_str key = codec_take_str(in);
    codec_expect(in, i == 0 || str_compare(table_key(&d->keys, (uint32_t)i - 1), key) < 0,
                 "the keys are not sorted");
    uint32_t id;
    if (in->why) break;
    assay_status status = table_intern(&d->keys, key, &id, err);
    if (status != ASSAY_OK) return status;
  }
  return codec_status(in, err);
}

static assay_status take_registers(struct distinct *d, struct codec_reader *in,
                                   assay_error *err) {
  assay_str bytes = codec_take_bytes(in, DISTINCT_REGISTERS);
  bool any = false;
  for (size_t i = 0; i < bytes.len; i++) {
    any = any || bytes.ptr[i] != 0;
    codec_expect(in, (unsigned char)bytes.ptr[i] <= RANKS, "a register is too large");
  }
  codec_expect(in, any, "no register is filled");
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = use_registers(d, err);
  if (status == ASSAY_OK) memcpy(d->registers, bytes.ptr, DISTINCT_REGISTERS);
  return status;
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct distinct *d = NULL;
  size_t limit = (size_t)codec_take_up_to(in, DISTINCT_LIMIT_MAX);
  unsigned form = codec_take_byte(in);
  codec_expect(in, form <= 1, "neither keys nor registers follow");
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = distinct_new(&d, limit, alloc, err);
  if (status != ASSAY_OK) return status;
  status = form == 0 ? take_keys(d, in, err) : take_registers(d, in, err);
  if (status == ASSAY_OK)
    *out = d;
  else
    distinct_free(d);
  return status;
}

const struct accumulator_class distinct_class = {
    "distinct", merge, free_object, KIND_DISTINCT, 1, encode, decode, equal, freeze};
