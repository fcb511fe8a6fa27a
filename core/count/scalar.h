#ifndef ASSAY_COUNT_SCALAR_H
#define ASSAY_COUNT_SCALAR_H
/*
** scalar.h - a number as scripts have them: a 64-bit integer or a finite double, compared
** by their exact values. Of an integer and a double of the same value the integer is the
** greater one, so that there is one order.
*/
#include "assay.h"
#include "count/codec.h"

struct scalar {
  bool is_integer;
  int64_t integer; /* 0 unless is_integer */
  double number;   /* 0 if is_integer; never -0 */
};

struct scalar scalar_integer(int64_t value);
/* -0 becomes 0. ASSAY_EARG unless it is finite; what: "moments". */
assay_status scalar_number(struct scalar *out, double value, const char *what,
                           assay_error *err);
int scalar_compare(struct scalar a, struct scalar b);
/* A byte, 0 or 1, then the double or the integer. */
void scalar_put(struct buffer *b, struct scalar s);
struct scalar scalar_take(struct codec_reader *in);

#endif
