#ifndef ASSAY_BASE_TABLE_H
#define ASSAY_BASE_TABLE_H
/*
** table.h - byte strings to consecutive ids 0, 1, 2 ... in order of first appearance.
** The one hash table of the engine: vocabularies, counters and grids are arrays beside
** it, indexed by id. Nothing is ever removed.
*/
#include "assay.h"
#include "base/arena.h"

#define TABLE_NONE UINT32_MAX

struct table_slot {
  uint32_t hash; /* high half of the key's hash */
  uint32_t id;   /* TABLE_NONE: free */
};

struct table {
  assay_allocator alloc;
  struct arena text;        /* the keys' bytes */
  struct table_slot *slots; /* open addressing, a power of two, at most half full */
  size_t slot_count;
  assay_str *keys; /* by id */
  size_t count, cap;
};

void table_init(struct table *t, const assay_allocator *alloc);
void table_free(struct table *t);
/* The id of a key, made if new. A known key takes no memory and cannot fail. Fails with
** ASSAY_ENOMEM, or ASSAY_ELIMIT at 2^32-1 keys. */
assay_status table_intern(struct table *t, assay_str key, uint32_t *id, assay_error *err);
/* The id of a key, or TABLE_NONE. */
uint32_t table_find(const struct table *t, assay_str key);
/* The key of an id below t->count. Borrowed; has a NUL after it. */
assay_str table_key(const struct table *t, uint32_t id);
/* 64-bit hash of bytes; the same on every machine of either byte order. */
uint64_t table_hash(assay_str key);
/* bytes compared as unsigned, shorter first: code point order for UTF-8. */
int str_compare(assay_str a, assay_str b);
bool str_equal(assay_str a, assay_str b);
/* A string constant as assay_str. */
assay_str str_from(const char *nul_terminated);

#endif
