#ifndef ASSAY_QUOTE_ATTRIBUTION_H
#define ASSAY_QUOTE_ATTRIBUTION_H
/*
** attribution.h - who says each quotation of a text, and of which kind it is.
*/
#include "quote/draft.h"
#include "quote/people.h"

/* Fills kind, confidence, mention, cue, person, rule and part_of of every draft; people
** becomes the register of the text. Fails with ASSAY_ENOMEM. */
assay_status attribution_run(struct drafts *drafts, struct people *people, assay_str text,
                             assay_error *err);

#endif
