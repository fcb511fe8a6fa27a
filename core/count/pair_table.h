#ifndef ASSAY_COUNT_PAIR_TABLE_H
#define ASSAY_COUNT_PAIR_TABLE_H
/*
** pair_table.h - counts of ordered pairs of 32-bit ids: a hash table of 16 bytes a slot.
** No pair has a count of 0. The order of the slots means nothing.
*/
#include "assay.h"

struct pair_slot {
  uint64_t key;  /* first << 32 | second */
  int64_t count; /* 0: free */
};

struct pair_table {
  assay_allocator alloc;
  struct pair_slot *slots; /* a power of two, at most 3/4 full */
  size_t slot_count, count;
};

void pair_table_init(struct pair_table *p, const assay_allocator *alloc);
void pair_table_free(struct pair_table *p);
/* n must be above 0. A known pair takes no memory. On failure nothing changed. */
assay_status pair_table_add(struct pair_table *p, uint32_t first, uint32_t second,
                            int64_t n, assay_error *err);
int64_t pair_table_get(const struct pair_table *p, uint32_t first, uint32_t second);

#endif
