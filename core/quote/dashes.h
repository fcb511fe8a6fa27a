#ifndef ASSAY_QUOTE_DASHES_H
#define ASSAY_QUOTE_DASHES_H
/*
** dashes.h - dialogue whose turns begin with a dash at the head of a line, as in Spanish,
** French, Polish or Russian books.
*/
#include "quote/draft.h"

/* Adds the turns to drafts; a turn that a reporting clause breaks gives several drafts,
** of which the later ones have part_of DRAFT_CONTINUES until spans_find has sorted them.
** Fails with ASSAY_ENOMEM. */
assay_status dashes_find(struct drafts *drafts, assay_str text, assay_error *err);
/* The first reporting clause without marks of its own among the words, as in
** "« Nous partons, dit Briand, demain. »", with the comma before it and what is behind
** it. */
bool dashes_find_incise(assay_str text, assay_span words, assay_span *clause);

#endif
