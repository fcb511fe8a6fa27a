#ifndef ASSAY_QUOTE_CONFIDENCE_H
#define ASSAY_QUOTE_CONFIDENCE_H
/*
** confidence.h - how often a rule is right, by how the clause names the speaker. The
** numbers are shares that were counted on annotated texts and rounded to 0.05; where too
** few cases were seen they are those of a similar rule. README.md shows how they hold.
*/
#include "quote/draft.h"

/* 0..1; a rule that is not in the table is a user's pattern. */
float confidence_of(const char *rule, enum draft_who who);

/* Factors for what makes any answer less sure. */
#define CONFIDENCE_UNCLOSED 0.4F  /* nothing closes the quotation */
#define CONFIDENCE_AMBIGUOUS 0.8F /* two people bear the name, and it is given as it is */
#define CONFIDENCE_UNPROVED 0.8F  /* a name that only ever begins sentences */
#define CONFIDENCE_DENIED 0.6F    /* "does not argue": the words may be another's */
#define CONFIDENCE_BEYOND 0.75F   /* a semicolon lies between */
#define CONFIDENCE_COPIED 0.9F    /* the answer is another quotation's */
#define CONFIDENCE_LEAST 0.05F

#endif
