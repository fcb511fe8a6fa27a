/* moments.c - two exact sums and two ends. */
#include "count/moments.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/fixed.h"

#include <math.h>
#include <string.h>

enum {
  SUM_BIAS = 1074, /* bit 0 of the sum is 2^-SUM_BIAS */
  SQUARE_BIAS = 2 * SUM_BIAS,
  /* Bytes that true sums may take: 2^63 numbers below 2^1024, or below 2^2048. */
  MOST_SUM_BYTES = (SUM_BIAS + 1024 + 63) / 8 + 1,
  MOST_SQUARE_BYTES = (SQUARE_BIAS + 2048 + 63) / 8 + 1,
  SPREAD_LIMBS = 2 * MOMENTS_SUM_LIMBS
};

assay_status moments_new(struct moments **out, const assay_allocator *alloc,
                         assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct moments *m = alloc_zero(&a, 1, sizeof *m);
  if (!m) return error_memory(err, sizeof *m);
  m->alloc = a;
  *out = m;
  return ASSAY_OK;
}

void moments_free(struct moments *m) {
  if (!m) return;
  assay_allocator a = m->alloc;
  alloc_free(&a, m, 1, sizeof *m);
}

static void stretch(struct moments *m, struct scalar least, struct scalar greatest) {
  if (m->count == 0 || scalar_compare(least, m->least) < 0) m->least = least;
  if (m->count == 0 || scalar_compare(greatest, m->greatest) > 0) m->greatest = greatest;
}

/* Adds magnitude * 2^(shift - 1074), at the most 64 bits of it. */
static assay_status add(struct moments *m, struct scalar value, uint64_t magnitude,
                        size_t shift, bool negative, assay_error *err) {
  int64_t count;
  assay_status status = count_check_frozen(m->frozen, "moments", err);
  if (status == ASSAY_OK) status = count_add(m->count, 1, &count, err);
  if (status != ASSAY_OK) return status;
  fixed_add(m->sum, MOMENTS_SUM_LIMBS, magnitude, shift, negative);
  fixed_add(m->squares, MOMENTS_SQUARE_LIMBS, (wide)magnitude * magnitude, 2 * shift,
            false);
  stretch(m, value, value);
  m->count = count;
  m->doubles += !value.is_integer;
  return ASSAY_OK;
}

assay_status moments_add_integer(struct moments *m, int64_t value, assay_error *err) {
  uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  return add(m, scalar_integer(value), magnitude, SUM_BIAS, value < 0, err);
}

assay_status moments_add_number(struct moments *m, double value, assay_error *err) {
  struct scalar scalar;
  assay_status status = scalar_number(&scalar, value, "moments", err);
  if (status != ASSAY_OK) return status;
  uint64_t bits = codec_bits(value), mantissa = bits & (((uint64_t)1 << 52) - 1);
  size_t exponent = (size_t)(bits >> 52 & 0x7FF);
  if (exponent > 0) mantissa |= (uint64_t)1 << 52;
  return add(m, scalar, mantissa, exponent > 0 ? exponent - 1 : 0, value < 0, err);
}

assay_status moments_merge(struct moments *into, const struct moments *from,
                           assay_error *err) {
  int64_t count;
  assay_status status = count_check_frozen(into->frozen, "moments", err);
  if (status == ASSAY_OK) status = count_add(into->count, from->count, &count, err);
  if (status != ASSAY_OK) return status;
  if (from->count > 0) stretch(into, from->least, from->greatest);
  fixed_merge(into->sum, from->sum, MOMENTS_SUM_LIMBS);
  fixed_merge(into->squares, from->squares, MOMENTS_SQUARE_LIMBS);
  into->count = count;
  into->doubles += from->doubles;
  return ASSAY_OK;
}

/* The sum as an integer, when it is one of 64 bits. */
static bool integer_sum(const struct moments *m, int64_t *out) {
  uint64_t magnitude[MOMENTS_SUM_LIMBS];
  bool negative = fixed_magnitude(m->sum, MOMENTS_SUM_LIMBS, magnitude);
  size_t limb = SUM_BIAS / 64, bit = SUM_BIAS % 64;
  uint64_t value = magnitude[limb] >> bit | magnitude[limb + 1] << (64 - bit);
  if (magnitude[limb + 1] >> bit != 0) return false;
  for (size_t i = limb + 2; i < MOMENTS_SUM_LIMBS; i++)
    if (magnitude[i] != 0) return false;
  if (value > (uint64_t)INT64_MAX + negative) return false;
  *out = negative ? (int64_t)(0 - value) : (int64_t)value;
  return true;
}

/* The sum over a divisor: each is one rounding. */
static double sum_over(const struct moments *m, double divisor) {
  uint64_t magnitude[MOMENTS_SUM_LIMBS];
  bool negative = fixed_magnitude(m->sum, MOMENTS_SUM_LIMBS, magnitude);
  struct fixed_rounded r = fixed_round(magnitude, MOMENTS_SUM_LIMBS);
  double quotient = ldexp(r.mantissa / divisor, r.exponent - SUM_BIAS);
  return negative ? -quotient : quotient;
}

struct scalar moments_sum(const struct moments *m) {
  int64_t integer;
  if (m->doubles == 0 && integer_sum(m, &integer)) return scalar_integer(integer);
  struct scalar sum = {false, 0, sum_over(m, 1)};
  return sum;
}

double moments_mean(const struct moments *m) {
  return sum_over(m, (double)m->count);
}

/* count * squares - sum^2, exactly, in SPREAD_LIMBS; false when it is negative, which no
** numbers can make it. */
static bool spread(const struct moments *m, uint64_t *out) {
  uint64_t sum[MOMENTS_SUM_LIMBS], square[SPREAD_LIMBS], count = (uint64_t)m->count;
  fixed_magnitude(m->sum, MOMENTS_SUM_LIMBS, sum);
  fixed_multiply(square, sum, MOMENTS_SUM_LIMBS, sum, MOMENTS_SUM_LIMBS);
  fixed_multiply(out, m->squares, MOMENTS_SQUARE_LIMBS, &count, 1);
  return !fixed_subtract(out, square, SPREAD_LIMBS);
}

double moments_deviation(const struct moments *m) {
  uint64_t limbs[SPREAD_LIMBS];
  spread(m, limbs);
  struct fixed_rounded r = fixed_round(limbs, SPREAD_LIMBS);
  double variance = r.mantissa / (double)m->count / (double)(m->count - 1);
  int exponent = r.exponent - SQUARE_BIAS;
  bool odd = exponent % 2 != 0; /* the root halves the exponent */
  return ldexp(sqrt(odd ? 2 * variance : variance), (exponent - odd) / 2);
}

/* -- The class -- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return moments_merge(into, from, err);
}

static void free_object(void *object) {
  moments_free(object);
}

static void freeze(void *object) {
  ((struct moments *)object)->frozen = true;
}

static bool equal(const void *a, const void *b) {
  const struct moments *x = a, *y = b;
  if (x->count != y->count || x->doubles != y->doubles) return false;
  if (x->count == 0) return true;
  return scalar_compare(x->least, y->least) == 0 &&
         scalar_compare(x->greatest, y->greatest) == 0 &&
         memcmp(x->sum, y->sum, sizeof x->sum) == 0 &&
         memcmp(x->squares, y->squares, sizeof x->squares) == 0;
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct moments *m = object;
  (void)err;
  varint_put(out, (uint64_t)m->count);
  if (m->count == 0) return ASSAY_OK;
  varint_put(out, (uint64_t)m->doubles);
  scalar_put(out, m->least);
  scalar_put(out, m->greatest);
  fixed_put(out, m->sum, MOMENTS_SUM_LIMBS);
  fixed_put(out, m->squares, MOMENTS_SQUARE_LIMBS);
  return ASSAY_OK;
}

static void take(struct moments *m, struct codec_reader *in) {
  uint64_t limbs[SPREAD_LIMBS];
  m->count = (int64_t)codec_take_up_to(in, INT64_MAX);
  if (m->count == 0) return;
  m->doubles = (int64_t)codec_take_up_to(in, (uint64_t)m->count);
  m->least = scalar_take(in);
  m->greatest = scalar_take(in);
  codec_expect(in, scalar_compare(m->least, m->greatest) <= 0,
               "the least number is above the greatest");
  codec_expect(in, m->doubles > 0 || (m->least.is_integer && m->greatest.is_integer),
               "there are no doubles, but an end is one");
  codec_expect(in,
               m->doubles < m->count || !(m->least.is_integer || m->greatest.is_integer),
               "there are only doubles, but an end is none");
  fixed_take(in, m->sum, MOMENTS_SUM_LIMBS, MOST_SUM_BYTES);
  fixed_take(in, m->squares, MOMENTS_SQUARE_LIMBS, MOST_SQUARE_BYTES);
  codec_expect(in,
               !fixed_is_negative(m->squares, MOMENTS_SQUARE_LIMBS) && spread(m, limbs),
               "no numbers have these sums");
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct moments *m = NULL;
  assay_status status = moments_new(&m, alloc, err);
  if (status != ASSAY_OK) return status;
  take(m, in);
  status = codec_status(in, err);
  if (status == ASSAY_OK)
    *out = m;
  else
    moments_free(m);
  return status;
}

const struct accumulator_class moments_class = {
    "moments", merge, free_object, KIND_MOMENTS, 1, encode, decode, equal, freeze};
