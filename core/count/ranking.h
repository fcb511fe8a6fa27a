#ifndef ASSAY_COUNT_RANKING_H
#define ASSAY_COUNT_RANKING_H
/*
** ranking.h - the first `size` of any number of items, in order: what top and sample
** keep. An array of pointers that is always sorted; who uses it makes and frees them.
*/
#include "assay.h"

enum { RANKING_SIZE_MAX = 65536 };

struct ranking {
  assay_allocator alloc;
  void **items;
  size_t count, cap;
  size_t size; /* most items, 1 or more */
};

/* <0, 0, >0 as a ranks before, with or after b. */
typedef int ranking_compare(const void *a, const void *b);

void ranking_init(struct ranking *r, size_t size, const assay_allocator *alloc);
void ranking_free(struct ranking *r); /* not the items */
/* Where the item belongs, after those that rank with it; size when it is not wanted. */
size_t ranking_place(const struct ranking *r, const void *item, ranking_compare *compare);
/* Room for one more, so that ranking_insert cannot fail. */
assay_status ranking_reserve(struct ranking *r, assay_error *err);
/* Enters the item at a place below size. Returns the item that fell off the end, which is
** the caller's to free, or NULL. */
void *ranking_insert(struct ranking *r, size_t place, void *item);
void ranking_remove(struct ranking *r, size_t place);

#endif
