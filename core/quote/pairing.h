#ifndef ASSAY_QUOTE_PAIRING_H
#define ASSAY_QUOTE_PAIRING_H
/*
** pairing.h - which mark closes which. Marks pair within their paragraph, family by
** family; what crosses is dropped, what is left is a forest.
*/
#include "assay.h"
#include "quote/marks.h"

struct pair {
  uint32_t begin, end;             /* marks included */
  uint32_t inner_begin, inner_end; /* marks and white space at both ends left out */
  int32_t parent;                  /* index of the pair around it, or -1 */
  uint8_t family;                  /* enum mark_family */
  bool closed;                     /* false: nothing closes it; it ends its paragraph */
  bool heads;                      /* not closed, and its opener heads its paragraph */
  bool continued;                  /* its opener was repeated in further paragraphs */
};

struct mark_problem { /* a mark without a partner */
  uint32_t begin, end;
  bool opens; /* nothing closes it; false: it closes nothing */
};

struct pairs {
  assay_allocator alloc;
  struct pair *items; /* by begin, outer before inner */
  size_t count, cap;
  struct mark_problem *problems; /* by begin */
  size_t problem_count, problem_cap;
};

void pairs_init(struct pairs *pairs, const assay_allocator *alloc);
void pairs_free(struct pairs *pairs);
/* Linear in the marks and in the text. Fails with ASSAY_ENOMEM. */
assay_status pairs_find(struct pairs *pairs, const struct marks *marks, assay_str text,
                        assay_error *err);

#endif
