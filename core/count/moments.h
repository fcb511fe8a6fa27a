#ifndef ASSAY_COUNT_MOMENTS_H
#define ASSAY_COUNT_MOMENTS_H
/*
** moments.h - the accumulator for how large and how spread: number, sum, mean, standard
** deviation, least and greatest of integers and doubles.
** The sum and the sum of squares are exact (fixed.h), so results depend neither on the
** order of the numbers nor on how they were cut into shards. Answers are rounded when
** they are asked for: sum once, mean twice, the deviation within 2 units in the last
** place of the true one. Nothing cancels: 1e9+1, 1e9+2, 1e9+3 deviate by exactly 1.
*/
#include "assay.h"
#include "count/scalar.h"

/* Bit 0 of the sum is 2^-1074, of the squares 2^-2148; the largest double is below
** 2^1024, and there are at most 2^63 of them. */
enum { MOMENTS_SUM_LIMBS = 34, MOMENTS_SQUARE_LIMBS = 67 };

struct moments {
  assay_allocator alloc;
  int64_t count;
  int64_t doubles;               /* how many of them were no integers by type */
  struct scalar least, greatest; /* when count > 0 */
  uint64_t sum[MOMENTS_SUM_LIMBS];
  uint64_t squares[MOMENTS_SQUARE_LIMBS];
  bool frozen;
};

/* Owned: free with moments_free. */
assay_status moments_new(struct moments **out, const assay_allocator *alloc,
                         assay_error *err);
void moments_free(struct moments *m);
assay_status moments_add_integer(struct moments *m, int64_t value, assay_error *err);
/* ASSAY_EARG for nan, inf and -inf. */
assay_status moments_add_number(struct moments *m, double value, assay_error *err);
assay_status moments_merge(struct moments *into, const struct moments *from,
                           assay_error *err);
/* An integer when only integers were added and it has 64 bits, else a double; inf beyond
** the range of doubles. */
struct scalar moments_sum(const struct moments *m);
/* count must be above 0; for the deviation of a sample, with count - 1, above 1. */
double moments_mean(const struct moments *m);
double moments_deviation(const struct moments *m);

#endif
