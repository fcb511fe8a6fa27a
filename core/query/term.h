#ifndef ASSAY_QUERY_TERM_H
#define ASSAY_QUERY_TERM_H
/*
** term.h - the syntax of search terms: collective security, secur*, wom?n,
** appeas*|concession*, case:Lee. A backslash takes the meaning off the next character.
*/
#include "assay.h"
#include "base/buffer.h"

/* A source taken apart: plain is what the tokenizer sees, with an 'a' in place of each
** wildcard; marks says, byte by byte, what stands there; ESCAPED is plain behind a
** backslash. */
enum term_mark { TERM_PLAIN = 0, TERM_ESCAPED, TERM_ANY, TERM_ONE, TERM_OR };

struct term_source {
  struct buffer plain, marks;
  size_t offset; /* of plain in the source: what case: took */
  bool exact;    /* case: */
};

/* Fails with ASSAY_EPATTERN; err->offset is in source. Free with term_free in any case.
 */
assay_status term_read(struct term_source *term, assay_str source,
                       const assay_allocator *alloc, assay_error *err);
/* Where byte `at` of plain, or its end, stands in the source. */
size_t term_source_offset(const struct term_source *term, size_t at);
void term_free(struct term_source *term);

#endif
