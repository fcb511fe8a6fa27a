#ifndef ASSAY_BASE_SORT_H
#define ASSAY_BASE_SORT_H
/*
** sort.h - a stable sort whose comparison has a context, which qsort lacks.
*/
#include "assay.h"

/* <0, 0, >0 as a sorts before, with or after b. */
typedef int sort_compare(const void *a, const void *b, void *ctx);

/* Merge sort of count items; needs as much memory again while it runs. */
assay_status sort_items(void *items, size_t count, size_t size, sort_compare *compare,
                        void *ctx, const assay_allocator *alloc, assay_error *err);

#endif
