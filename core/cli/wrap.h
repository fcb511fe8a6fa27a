#ifndef ASSAY_CLI_WRAP_H
#define ASSAY_CLI_WRAP_H
/*
** wrap.h - running text and two-column lists that fit a terminal.
*/
#include "assay.h"
#include "base/buffer.h"

/* Appends text in lines of at most width columns, each indented. A run of white space is
** one space; an empty line in the text stays one. Ends with a line break, except for an
** empty text. `at` columns of the first line are already taken (0: none, and it is
** indented, too). */
void wrap_text(struct buffer *out, assay_str text, size_t indent, size_t width,
               size_t at);
/* One entry of a list: "  head      text, wrapped in its own column". The text begins at
** column `indent`, on the next line where the head is too long. */
void wrap_entry(struct buffer *out, assay_str head, assay_str text, size_t indent,
                size_t width);

#endif
