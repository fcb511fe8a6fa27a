#ifndef ASSAY_QUOTE_EXPLAIN_H
#define ASSAY_QUOTE_EXPLAIN_H
/*
** explain.h - why a quotation has its speaker, for a reader: the rule in one plain
** sentence, and the place in the text with what decided marked in it.
*/
#include "assay.h"
#include "base/buffer.h"

/* What the rule of that name looks at. Constant; for a rule that is not built in, a
** sentence that says so. */
const char *explain_rule(const char *rule);
/* Adds the sentences that hold the quotation, its cue and its mention, on one line and
** marked:
**     <speaker>Olga Marden</speaker> <cue>calls</cue> it ‘<quote>a bitter cup</quote>’.
** Long quotations are shortened in their middle; a mention that stands far away comes
** first, in its own sentence. Fails with ASSAY_ENOMEM, or ASSAY_ELIMIT of the buffer. */
assay_status explain_passage(assay_document *document, const assay_quote *quote,
                             struct buffer *out, assay_error *err);

#endif
