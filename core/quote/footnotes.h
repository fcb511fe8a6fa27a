#ifndef ASSAY_QUOTE_FOOTNOTES_H
#define ASSAY_QUOTE_FOOTNOTES_H
/*
** footnotes.h - the notes of a text: lines that begin with the number they answer to.
*/
#include "assay.h"

/* The value of a raised digit such as U+00B9, or -1. */
int raised_digit(uint32_t cp);

struct footnote {
  uint32_t number;
  uint32_t begin, end; /* its text, without the number */
};

struct footnotes {
  assay_allocator alloc;
  struct footnote *items; /* in text order */
  size_t count, cap;
};

void footnotes_init(struct footnotes *notes, const assay_allocator *alloc);
void footnotes_free(struct footnotes *notes);
/* Collects lines of the form "[12] ...". Fails with ASSAY_ENOMEM. */
assay_status footnotes_find(struct footnotes *notes, assay_str text, assay_error *err);
/* The first note with this number after byte `from`, or NULL. */
const struct footnote *footnotes_get(const struct footnotes *notes, uint32_t number,
                                     uint32_t from);

#endif
