#ifndef ASSAY_COUNT_FIXED_H
#define ASSAY_COUNT_FIXED_H
/*
** fixed.h - sums that never round: binary fixed-point numbers, wide enough for every
** double there is, as arrays of 64-bit limbs, lowest first, in two's complement.
** Additions are exact, so their order does not matter. Who uses them chooses the weight
** of bit 0 and the number of limbs, with room for the carries.
*/
#include "assay.h"
#include "count/codec.h"
#include "count/wide.h"

/* Adds or subtracts magnitude * 2^shift; its bits must lie below the sign bit. */
void fixed_add(uint64_t *limbs, size_t count, wide magnitude, size_t shift,
               bool negative);
void fixed_merge(uint64_t *into, const uint64_t *from, size_t count);
bool fixed_is_negative(const uint64_t *limbs, size_t count);
/* The absolute value in out, and whether it was negative. */
bool fixed_magnitude(const uint64_t *limbs, size_t count, uint64_t *out);
/* out = a * b; out has a_count + b_count limbs. All are magnitudes. */
void fixed_multiply(uint64_t *out, const uint64_t *a, size_t a_count, const uint64_t *b,
                    size_t b_count);
/* a -= b, of count limbs; true when b was larger, and then a is of no use. */
bool fixed_subtract(uint64_t *a, const uint64_t *b, size_t count);

/* mantissa * 2^exponent: a magnitude rounded once to the nearest 53 bits, ties to even.
** The exponent counts from bit 0. 0 is 0 * 2^0. */
struct fixed_rounded {
  double mantissa;
  int exponent;
};
struct fixed_rounded fixed_round(const uint64_t *magnitude, size_t count);

/* A byte for the sign, 0, 1 or 2 for negative; unless 0, the number of zero bytes below,
** the number of bytes, and the bytes of the magnitude, lowest first. */
void fixed_put(struct buffer *b, const uint64_t *limbs, size_t count);
/* Magnitudes of at most most_bytes, fewer than the limbs have. */
void fixed_take(struct codec_reader *in, uint64_t *limbs, size_t count,
                size_t most_bytes);

#endif
