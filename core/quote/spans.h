#ifndef ASSAY_QUOTE_SPANS_H
#define ASSAY_QUOTE_SPANS_H
/*
** spans.h - everything in a text that looks like a quotation, before anybody asks whose
** words it is: pairs of marks, blocks, transcripts, and what the file's markup calls one.
*/
#include "quote/draft.h"
#include "read/record.h"

/* What the format of the file marked as quoted; borrowed. */
struct spans_markup {
  const struct record_mark *marks;
  size_t count;
};

/* Appends to drafts, sorts and nests them. markup may be NULL. Linear in the text. Fails
** with ASSAY_ENOMEM. */
assay_status spans_find(struct drafts *drafts, assay_str text,
                        const struct spans_markup *markup, assay_error *err);

#endif
