#ifndef ASSAY_BASE_SUGGEST_H
#define ASSAY_BASE_SUGGEST_H
/*
** suggest.h - "did you mean": the known name nearest to one that is not known.
*/
#include "assay.h"

/* Words and candidates longer than this are never near anything. */
#define SUGGEST_LONGEST 64

/* The least number of inserted, deleted, replaced or swapped neighbouring bytes that turn
** a into b (optimal string alignment), upper and lower case of a-z being the same.
** limit + 1 when it is more than limit, or when one is longer than SUGGEST_LONGEST. */
unsigned suggest_distance(assay_str a, assay_str b, unsigned limit);
/* Index of the candidate nearest to word: at most 1 edit away for words of up to 4
** bytes, 2 for up to 8, 3 beyond, and fewer edits than word has bytes. The first one wins
** a tie. When none is that near, the first that begins with word (of 2 bytes or more);
** -1 when there is none. Allocates nothing. */
int suggest_nearest(assay_str word, const assay_str *candidates, size_t count);

#endif
