#ifndef ASSAY_QUOTE_INDIRECT_H
#define ASSAY_QUOTE_INDIRECT_H
/*
** indirect.h - what is reported without marks: "Lee argues that the League failed",
** "According to Lee, the League failed".
*/
#include "quote/draft.h"
#include "quote/people.h"

struct lexicon;

/* Merges the reported clauses of the text into drafts, which must be attributed: kind
** ASSAY_QUOTE_INDIRECT, on the top level, in text order among the others, whose parents
** and parts stay right. A clause that is nothing but a quotation is left out. people is
** the register of the text, lexicon a user's or NULL. Linear in the text. Fails with
** ASSAY_ENOMEM. */
assay_status indirect_find(struct drafts *drafts, struct people *people, assay_str text,
                           const struct lexicon *lexicon, assay_error *err);

#endif
