#ifndef ASSAY_QUOTE_ATTRIBUTION_H
#define ASSAY_QUOTE_ATTRIBUTION_H
/*
** attribution.h - who says each quotation of a text, and of which kind it is.
*/
#include "quote/draft.h"
#include "quote/people.h"

struct lexicon;

/* Fills kind, confidence, mention, cue, person, rule and part_of of every draft; people
** becomes the register of the text. lexicon is a user's or NULL; names of its rules are
** borrowed from it. Fails with ASSAY_ENOMEM. */
assay_status attribution_run(struct drafts *drafts, struct people *people, assay_str text,
                             const struct lexicon *lexicon, assay_error *err);

#endif
