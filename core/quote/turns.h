#ifndef ASSAY_QUOTE_TURNS_H
#define ASSAY_QUOTE_TURNS_H
/*
** turns.h - what a paragraph says about who speaks in it: the clauses of its quotations,
** whoever acts beside them, whoever is addressed in them.
*/
#include "quote/dialogue.h"
#include "quote/passage.h"

/* Notes the names and the "I", "he", "she" of the narration. The passage must have been
** given to people_add before. Fails with ASSAY_ENOMEM. */
assay_status turns_note_names(struct dialogue *dialogue, const struct passage *p,
                              assay_error *err);
/* Adds the passage as a turn when it has whole utterances. Its quotations must have been
** attributed, as far as their own sentences tell. Fails with ASSAY_ENOMEM. */
assay_status turns_add(struct dialogue *dialogue, struct people *people,
                       const struct passage *p, const struct drafts *drafts,
                       bool adjacent, assay_error *err);

#endif
