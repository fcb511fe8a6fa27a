/*
** quantiles.c - a counter whose keys are doubles. Buckets are made by cutting bits off,
** not with logarithms, so they are the same on every machine.
*/
#include "count/quantiles.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/scalar.h"

#include <math.h>
#include <string.h>

enum { KEY_SIZE = 8 };
#define SIGN ((uint64_t)1 << 63)

assay_status quantiles_new(struct quantiles **out, unsigned bits,
                           const assay_allocator *alloc, assay_error *err) {
  if (bits < QUANTILES_BITS_MIN || bits > QUANTILES_BITS_MAX)
    return error_set(err, ASSAY_EARG, "quantiles keep %d..%d bits, not %u",
                     QUANTILES_BITS_MIN, QUANTILES_BITS_MAX, bits);
  assay_allocator a = alloc_or_default(alloc);
  struct quantiles *q = alloc_zero(&a, 1, sizeof *q);
  if (!q) return error_memory(err, sizeof *q);
  assay_status status = counter_new(&q->counts, &a, err);
  if (status != ASSAY_OK) {
    alloc_free(&a, q, 1, sizeof *q);
    return status;
  }
  q->bits = bits;
  q->whole = true;
  *out = q;
  return ASSAY_OK;
}

void quantiles_free(struct quantiles *q) {
  if (!q) return;
  assay_allocator a = q->counts->keys.alloc;
  counter_free(q->counts);
  alloc_free(&a, q, 1, sizeof *q);
}

/* The end of the value's bucket that is nearer to 0. */
static double bucket_of(const struct quantiles *q, double value) {
  uint64_t bits = codec_bits(value) >> (52 - q->bits) << (52 - q->bits);
  return bits == SIGN ? 0 : codec_double(bits);
}

/* The middle of the bucket, or of the whole numbers in it. All of this is exact. */
static double bucket_middle(const struct quantiles *q, double bucket) {
  if (bucket == 0) return 0;
  double middle = codec_double(codec_bits(bucket) | (uint64_t)1 << (51 - q->bits));
  double half = fabs(middle - bucket), step = half > 0.5 ? floor(half - 0.5) : 0;
  if (!q->whole) return middle;
  return bucket < 0 ? bucket - step : bucket + step;
}

/* Bytes, highest first, that compare as the values do: doubles of one sign compare as
** their bits, and those of negative ones turned around. */
static assay_str key_of(char key[KEY_SIZE], double value) {
  uint64_t bits = codec_bits(value);
  bits = bits & SIGN ? ~bits : bits | SIGN;
  for (unsigned i = 0; i < KEY_SIZE; i++) key[i] = (char)(bits >> (56 - 8 * i));
  return (assay_str){key, KEY_SIZE};
}

static double value_of(assay_str key) {
  uint64_t bits = 0;
  for (size_t i = 0; i < KEY_SIZE; i++) bits = bits << 8 | (unsigned char)key.ptr[i];
  return codec_double(bits & SIGN ? bits ^ SIGN : ~bits);
}

static double value_at(const struct quantiles *q, uint32_t id) {
  return value_of(table_key(&q->counts->keys, id));
}

/* Counts into buckets from now on. */
static assay_status use_buckets(struct quantiles *q, assay_error *err) {
  struct counter *counts = NULL;
  assay_status status = counter_new(&counts, &q->counts->keys.alloc, err);
  if (status != ASSAY_OK) return status;
  for (uint32_t id = 0; status == ASSAY_OK && id < q->counts->keys.count; id++) {
    char key[KEY_SIZE];
    status = counter_add(counts, key_of(key, bucket_of(q, value_at(q, id))),
                         q->counts->counts[id], err);
  }
  if (status != ASSAY_OK) {
    counter_free(counts);
    return status;
  }
  counter_free(q->counts);
  q->counts = counts;
  q->bucketed = true;
  return ASSAY_OK;
}

static assay_status add(struct quantiles *q, double value, int64_t n, assay_error *err) {
  char key[KEY_SIZE];
  assay_status status = ASSAY_OK;
  if (!q->bucketed && q->counts->keys.count >= QUANTILES_EXACT &&
      table_find(&q->counts->keys, key_of(key, value)) == TABLE_NONE)
    status = use_buckets(q, err);
  if (status != ASSAY_OK) return status;
  if (q->bucketed) value = bucket_of(q, value);
  return counter_add(q->counts, key_of(key, value), n, err);
}

static bool is_whole(double value) {
  return floor(value) == value;
}

static void stretch(struct quantiles *q, bool first, double least, double greatest) {
  if (first || least < q->least) q->least = least;
  if (first || greatest > q->greatest) q->greatest = greatest;
}

assay_status quantiles_add(struct quantiles *q, double value, int64_t n,
                           assay_error *err) {
  struct scalar scalar;
  int64_t total;
  assay_status status = count_check_frozen(q->frozen, "quantiles", err);
  if (status == ASSAY_OK) status = scalar_number(&scalar, value, "quantiles", err);
  if (status == ASSAY_OK && n < 0)
    status = error_set(err, ASSAY_EARG, "a value cannot be added %lld times",
                       (long long)n);
  if (status == ASSAY_OK) status = count_add(q->counts->total, n, &total, err);
  if (status != ASSAY_OK || n == 0) return status;
  bool first = q->counts->total == 0;
  status = add(q, scalar.number, n, err);
  if (status != ASSAY_OK) return status;
  stretch(q, first, scalar.number, scalar.number);
  q->whole = q->whole && is_whole(scalar.number);
  return ASSAY_OK;
}

assay_status quantiles_merge(struct quantiles *into, const struct quantiles *from,
                             assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "quantiles", err);
  if (status != ASSAY_OK) return status;
  if (into->bits != from->bits)
    return error_set(err, ASSAY_EARG, "cannot merge quantiles of other errors");
  bool first = into->counts->total == 0;
  if (from->bucketed && !into->bucketed) status = use_buckets(into, err);
  const struct counter *counts = from->counts; /* which may be into's */
  for (uint32_t id = 0; status == ASSAY_OK && id < counts->keys.count; id++)
    status = add(into, value_at(from, id), counts->counts[id], err);
  if (status != ASSAY_OK || counts->total == 0) return status;
  stretch(into, first, from->least, from->greatest);
  into->whole = into->whole && from->whole;
  return ASSAY_OK;
}

/* The rank, from 1, of the value that a share asks for. A product that is off a whole
** number by no more than its rounding is that number: 0.07 * 100 is 7. */
static double rank_of(double share, int64_t total) {
  double rank = share * (double)total, whole = round(rank);
  if (fabs(rank - whole) > whole * 0x1p-50) whole = ceil(rank);
  return whole < 1 ? 1 : whole;
}

static double value_at_rank(const struct quantiles *q, const uint32_t *ids, double rank) {
  size_t i = 0, last = q->counts->keys.count - 1;
  if (rank <= 1) return q->least;
  if (rank >= (double)q->counts->total) return q->greatest;
  int64_t seen = q->counts->counts[ids[0]];
  while (i < last && (double)seen < rank) seen += q->counts->counts[ids[++i]];
  double value = value_at(q, ids[i]);
  if (q->bucketed) value = bucket_middle(q, value);
  if (value < q->least) value = q->least;
  return value > q->greatest ? q->greatest : value;
}

assay_status quantiles_at(const struct quantiles *q, const double *shares, size_t count,
                          double *out, assay_error *err) {
  for (size_t i = 0; i < count; i++)
    if (!(shares[i] >= 0 && shares[i] <= 1))
      return error_set(err, ASSAY_EARG, "a quantile is asked for by a share, 0 to 1");
  if (q->counts->total == 0)
    return error_set(err, ASSAY_EARG, "there are no quantiles of no values");
  uint32_t *ids;
  assay_status status = counter_order(q->counts, ORDER_BY_BYTES, &ids, err);
  if (status != ASSAY_OK) return status;
  for (size_t i = 0; i < count; i++)
    out[i] = value_at_rank(q, ids, rank_of(shares[i], q->counts->total));
  counter_free_order(q->counts, ids);
  return ASSAY_OK;
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return quantiles_merge(into, from, err);
}

static void free_object(void *object) {
  quantiles_free(object);
}

static void freeze(void *object) {
  ((struct quantiles *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  const struct quantiles *x = a, *y = b;
  return x->bits == y->bits && x->bucketed == y->bucketed && x->whole == y->whole &&
         counter_equal(x->counts, y->counts) &&
         (x->counts->total == 0 || (x->least == y->least && x->greatest == y->greatest));
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct quantiles *q = object;
  uint32_t *ids;
  assay_status status = counter_order(q->counts, ORDER_BY_BYTES, &ids, err);
  if (status != ASSAY_OK) return status;
  buffer_add_char(out, (char)q->bits);
  buffer_add_char(out, q->bucketed);
  varint_put(out, q->counts->keys.count);
  for (size_t i = 0; i < q->counts->keys.count; i++) {
    codec_put_double(out, value_at(q, ids[i]));
    varint_put(out, (uint64_t)q->counts->counts[ids[i]]);
  }
  if (q->bucketed) {
    buffer_add_char(out, q->whole);
    codec_put_double(out, q->least);
    codec_put_double(out, q->greatest);
  }
  counter_free_order(q->counts, ids);
  return ASSAY_OK;
}

static assay_status take_values(struct quantiles *q, struct codec_reader *in,
                                assay_error *err) {
  size_t count = codec_take_count(in, KEY_SIZE + 1);
  double value = -INFINITY;
  for (size_t i = 0; i < count && !in->why; i++) {
    double before = value;
    value = codec_take_finite(in);
    uint64_t n = codec_take_up_to(in, INT64_MAX);
    codec_expect(in, before < value && n > 0,
                 "the values are not sorted, or have no count");
    codec_expect(in, !q->bucketed || bucket_of(q, value) == value, "a bucket is none");
    if (in->why) break;
    if (i == 0) q->least = value;
    if (!q->bucketed) q->whole = q->whole && is_whole(value);
    q->greatest = value;
    char key[KEY_SIZE];
    assay_status status = counter_add(q->counts, key_of(key, value), (int64_t)n, err);
    if (status != ASSAY_OK) return status;
  }
  return codec_status(in, err);
}

/* What is only there with buckets, and what only follows from them. */
static void take_ends(struct quantiles *q, struct codec_reader *in) {
  double first = q->least, last = q->greatest;
  codec_expect(in, q->bucketed || q->counts->keys.count <= QUANTILES_EXACT,
               "there are too many values for none to be in a bucket");
  if (!q->bucketed) return;
  codec_expect(in, q->counts->total > QUANTILES_EXACT,
               "there are too few values for any to be in a bucket");
  unsigned whole = codec_take_byte(in);
  q->whole = whole == 1;
  q->least = codec_take_finite(in);
  q->greatest = codec_take_finite(in);
  codec_expect(in,
               q->least <= q->greatest && bucket_of(q, q->least) == first &&
                   bucket_of(q, q->greatest) == last,
               "the least or the greatest value is in no bucket");
  codec_expect(in,
               whole <= 1 && (!q->whole || (is_whole(q->least) && is_whole(q->greatest))),
               "whole numbers have fractions");
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct quantiles *q = NULL;
  unsigned bits = codec_take_byte(in), form = codec_take_byte(in);
  codec_expect(in, bits >= QUANTILES_BITS_MIN && bits <= QUANTILES_BITS_MAX && form <= 1,
               "the kind of buckets is unknown");
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = quantiles_new(&q, bits, alloc, err);
  if (status != ASSAY_OK) return status;
  q->bucketed = form == 1;
  status = take_values(q, in, err);
  if (status == ASSAY_OK) {
    take_ends(q, in);
    status = codec_status(in, err);
  }
  if (status == ASSAY_OK)
    *out = q;
  else
    quantiles_free(q);
  return status;
}

const struct accumulator_class quantiles_class = {
    "quantiles", merge, free_object, KIND_QUANTILES, 1, encode, decode, equal, freeze};
