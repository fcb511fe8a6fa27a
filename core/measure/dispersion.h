#ifndef ASSAY_MEASURE_DISPERSION_H
#define ASSAY_MEASURE_DISPERSION_H
/*
** dispersion.h - how evenly a word is spread over the parts of a corpus: everywhere, or
** all in one speech? Parts may differ in size. Golden values:
** tests/unit/test_dispersion.c.
*/
#include "assay.h"

struct dispersion_part {
  double count; /* of the word in this part */
  double size;  /* words of the part, above 0 */
};

struct dispersion {
  double range;      /* parts with the word */
  double juilland;   /* D, Juilland & Chang-Rodriguez 1964: 1 is even. Population standard
                    ** deviation of relative frequencies. */
  double gries;      /* DP, Gries 2008: 0 is even */
  double gries_norm; /* DPnorm, Lijffijt & Gries 2012: 1 is the worst there can be */
  double carroll;    /* D2, Carroll 1970: 1 is even */
  double rosengren;  /* S, Rosengren 1971: 1 is even */
};

/* False, and *out untouched, without parts, with a part of no size, or without the word.
** */
bool dispersion_measure(struct dispersion *out, const struct dispersion_part *parts,
                        size_t count);

#endif
