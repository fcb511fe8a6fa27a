#ifndef ASSAY_QUOTE_PARAGRAPHS_H
#define ASSAY_QUOTE_PARAGRAPHS_H
/*
** paragraphs.h - paragraphs as a reader sees them: a blank line ends one, and so does the
** end of a line too long to be wrapped by hand.
*/
#include "assay.h"

struct paragraph {
  uint32_t begin, end; /* without the line break at its end */
  uint32_t indent;     /* columns before its least indented line; a tab counts 4 */
  bool cited;          /* every line begins with '>' */
};

struct paragraphs { /* a stack iterator; no memory of its own */
  assay_str text;
  size_t at;
};

void paragraphs_start(struct paragraphs *it, assay_str text);
/* The next paragraph that is not blank; false at the end. */
bool paragraphs_next(struct paragraphs *it, struct paragraph *out);
/* End of the line that begins at `at`, its line break left out. */
size_t line_end(assay_str text, size_t at);
/* Where the line after it begins; text.len at the end. */
size_t line_after(assay_str text, size_t end);

#endif
