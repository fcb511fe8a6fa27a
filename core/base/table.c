/*
** table.c - interning: open addressing with linear probing over 8-byte slots.
** Ids follow the order of first appearance, so the hash function never shows in output.
*/
#include "base/table.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

/* Folded 64 x 64 -> 128 bit multiplication, the mixing step of the wyhash family. */
static uint64_t mix(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load_little(const unsigned char *p, size_t len) {
  uint64_t v = 0;
  for (size_t i = 0; i < len; i++) v |= (uint64_t)p[i] << (8 * i);
  return v;
}

uint64_t table_hash(assay_str key) {
  const uint64_t k0 = 0x9E3779B97F4A7C15u, k1 = 0xD6E8FEB86659FD93u;
  const unsigned char *p = (const unsigned char *)key.ptr;
  uint64_t h = k0 ^ key.len;
  size_t left = key.len;
  for (; left >= 8; p += 8, left -= 8) h = mix(h ^ load_little(p, 8), k1);
  if (left > 0) h = mix(h ^ load_little(p, left), k1);
  return mix(h, k0);
}

int str_compare(assay_str a, assay_str b) {
  size_t len = a.len < b.len ? a.len : b.len;
  int order = len > 0 ? memcmp(a.ptr, b.ptr, len) : 0;
  if (order != 0) return order;
  return (a.len > b.len) - (a.len < b.len);
}

bool str_equal(assay_str a, assay_str b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

assay_str str_from(const char *nul_terminated) {
  assay_str s = {nul_terminated, strlen(nul_terminated)};
  return s;
}

void table_init(struct table *t, const assay_allocator *alloc) {
  memset(t, 0, sizeof *t);
  t->alloc = alloc_or_default(alloc);
  arena_init(&t->text, alloc);
}

void table_free(struct table *t) {
  arena_free(&t->text);
  alloc_free(&t->alloc, t->slots, t->slot_count, sizeof *t->slots);
  alloc_free(&t->alloc, t->keys, t->cap, sizeof *t->keys);
  t->slots = NULL;
  t->keys = NULL;
  t->slot_count = t->count = t->cap = 0;
}

/* The slot of the key, or the free slot where it belongs. slot_count > 0. */
static struct table_slot *table_probe(const struct table *t, assay_str key,
                                      uint64_t hash) {
  size_t mask = t->slot_count - 1;
  uint32_t tag = (uint32_t)(hash >> 32);
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    struct table_slot *slot = &t->slots[i];
    if (slot->id == TABLE_NONE) return slot;
    if (slot->hash == tag && str_equal(t->keys[slot->id], key)) return slot;
  }
}

static bool table_rehash(struct table *t) {
  size_t wanted = t->slot_count ? t->slot_count * 2 : 64;
  struct table_slot *slots = alloc_zero(&t->alloc, wanted, sizeof *slots);
  if (!slots) return false;
  for (size_t i = 0; i < wanted; i++) slots[i].id = TABLE_NONE;
  for (uint32_t id = 0; id < t->count; id++) {
    uint64_t hash = table_hash(t->keys[id]);
    size_t i = hash & (wanted - 1);
    while (slots[i].id != TABLE_NONE) i = (i + 1) & (wanted - 1);
    slots[i].hash = (uint32_t)(hash >> 32);
    slots[i].id = id;
  }
  alloc_free(&t->alloc, t->slots, t->slot_count, sizeof *slots);
  t->slots = slots;
  t->slot_count = wanted;
  return true;
}

uint32_t table_find(const struct table *t, assay_str key) {
  if (t->slot_count == 0) return TABLE_NONE;
  return table_probe(t, key, table_hash(key))->id;
}

assay_status table_intern(struct table *t, assay_str key, uint32_t *id,
                          assay_error *err) {
  if (t->count * 2 >= t->slot_count && !table_rehash(t)) return error_memory(err, 0);
  uint64_t hash = table_hash(key);
  struct table_slot *slot = table_probe(t, key, hash);
  if (slot->id == TABLE_NONE) {
    if (t->count >= TABLE_NONE)
      return error_set(err, ASSAY_ELIMIT, "more than 4294967295 distinct keys");
    void *keys = t->keys;
    if (!alloc_grow(&t->alloc, &keys, &t->cap, t->count + 1, sizeof *t->keys))
      return error_memory(err, 0);
    t->keys = keys;
    assay_str copy = arena_copy(&t->text, key);
    if (!copy.ptr) return error_memory(err, key.len);
    t->keys[t->count] = copy;
    slot->hash = (uint32_t)(hash >> 32);
    slot->id = (uint32_t)t->count++;
  }
  *id = slot->id;
  return ASSAY_OK;
}

assay_str table_key(const struct table *t, uint32_t id) {
  return t->keys[id];
}
