#ifndef ASSAY_QUOTE_APOSTROPHE_H
#define ASSAY_QUOTE_APOSTROPHE_H
/*
** apostrophe.h - which single marks are, or may be, apostrophes.
*/
#include "quote/marks.h"

/* Between two letters ("don't") or before a decade ("'30s"): never a quotation mark. */
bool apostrophe_inside_word(const struct mark *mark, assay_str text);
/* Fills mark->elision, possessive and before_function from the words beside it. */
void apostrophe_classify(struct mark *mark, assay_str text);

#endif
