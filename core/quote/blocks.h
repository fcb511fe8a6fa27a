#ifndef ASSAY_QUOTE_BLOCKS_H
#define ASSAY_QUOTE_BLOCKS_H
/*
** blocks.h - quotations without marks: indented blocks, lines cited with '>', and
** transcripts whose lines begin with NAME and a colon.
*/
#include "quote/draft.h"

/* Adds what it finds to drafts. Fails with ASSAY_ENOMEM. */
assay_status blocks_find(struct drafts *drafts, assay_str text, assay_error *err);

#endif
