#ifndef ASSAY_QUOTE_QUOTES_H
#define ASSAY_QUOTE_QUOTES_H
/*
** quotes.h - the quotations of a document with a lexicon of one's own. The public half is
** in assay.h.
*/
#include "assay.h"

struct lexicon;

/* As assay_document_quotes, with the words and patterns of a user; NULL or an empty
** lexicon gives the same list. One list is kept for each different lexicon, by what was
** read into it, so that earlier answers stay valid; all are borrowed from the document.
** The lexicon may be freed afterwards. */
assay_status quotes_with_lexicon(assay_document *document, const struct lexicon *lexicon,
                                 const assay_quote **quotes, size_t *count,
                                 assay_error *err);

/* The same with reported clauses among them. */
assay_status quotes_with_reports(assay_document *document, const struct lexicon *lexicon,
                                 const assay_quote **quotes, size_t *count,
                                 assay_error *err);

#endif
