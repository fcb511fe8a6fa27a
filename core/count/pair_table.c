/* pair_table.c - open addressing with linear probing. */
#include "count/pair_table.h"

#include "base/alloc.h"
#include "base/error.h"
#include "count/accumulator.h"

#include <string.h>

void pair_table_init(struct pair_table *p, const assay_allocator *alloc) {
  memset(p, 0, sizeof *p);
  p->alloc = alloc_or_default(alloc);
}

void pair_table_free(struct pair_table *p) {
  alloc_free(&p->alloc, p->slots, p->slot_count, sizeof *p->slots);
  p->slots = NULL;
  p->slot_count = p->count = 0;
}

static uint64_t key_of(uint32_t first, uint32_t second) {
  return (uint64_t)first << 32 | second;
}

/* The slot of the key, or the free one where it belongs; there are slots. */
static struct pair_slot *find(const struct pair_table *p, uint64_t key) {
  uint64_t hash = (key ^ key >> 29) * 0x9E3779B97F4A7C15u;
  size_t mask = p->slot_count - 1, i = (hash >> 20) & mask;
  while (p->slots[i].count != 0 && p->slots[i].key != key) i = (i + 1) & mask;
  return &p->slots[i];
}

static assay_status grow(struct pair_table *p, assay_error *err) {
  struct pair_table larger = *p;
  larger.slot_count = p->slot_count > 0 ? p->slot_count * 2 : 64;
  larger.slots = alloc_zero(&p->alloc, larger.slot_count, sizeof *larger.slots);
  if (!larger.slots) return error_memory(err, 0);
  for (size_t i = 0; i < p->slot_count; i++)
    if (p->slots[i].count != 0) *find(&larger, p->slots[i].key) = p->slots[i];
  alloc_free(&p->alloc, p->slots, p->slot_count, sizeof *p->slots);
  *p = larger;
  return ASSAY_OK;
}

assay_status pair_table_add(struct pair_table *p, uint32_t first, uint32_t second,
                            int64_t n, assay_error *err) {
  uint64_t key = key_of(first, second);
  struct pair_slot *slot = p->slot_count > 0 ? find(p, key) : NULL;
  if (slot && slot->count != 0) return count_add(slot->count, n, &slot->count, err);
  if (p->count + 1 > p->slot_count / 4 * 3) {
    assay_status status = grow(p, err);
    if (status != ASSAY_OK) return status;
    slot = find(p, key);
  }
  slot->key = key;
  slot->count = n;
  p->count++;
  return ASSAY_OK;
}

int64_t pair_table_get(const struct pair_table *p, uint32_t first, uint32_t second) {
  return p->slot_count > 0 ? find(p, key_of(first, second))->count : 0;
}
