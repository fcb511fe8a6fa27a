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

/* 8 bytes as a little-endian number. */
static uint64_t load_eight(const char *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  return v;
}

/* All of fewer than 8 bytes. */
static uint64_t load_few(const char *p, size_t len) {
  uint64_t v = 0;
  for (size_t i = 0; i < len; i++) v |= (uint64_t)(unsigned char)p[i] << (8 * i);
  return v;
}

/* Eight bytes at a time; the last eight may overlap those before. */
uint64_t table_hash(assay_str key) {
  const uint64_t k0 = 0x9E3779B97F4A7C15u, k1 = 0xD6E8FEB86659FD93u;
  uint64_t h = k0 ^ key.len;
  if (key.len >= 8) {
    const char *p = key.ptr, *last = key.ptr + key.len - 8;
    for (; p < last; p += 8) h = mix(h ^ load_eight(p), k1);
    h = mix(h ^ load_eight(last), k1);
  } else if (key.len > 0) {
    h = mix(h ^ load_few(key.ptr, key.len), k1);
  }
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

/* The slot of the key, or the free slot where it belongs. slot_count > 0. The search
** begins where the tag says, which slots keep: growing needs no key. */
static struct table_slot *table_probe(const struct table *t, assay_str key,
                                      uint64_t hash) {
  size_t mask = t->slot_count - 1;
  uint32_t tag = (uint32_t)(hash >> 32);
  for (size_t i = tag & mask;; i = (i + 1) & mask) {
    struct table_slot *slot = &t->slots[i];
    if (slot->id == TABLE_NONE) return slot;
    if (slot->hash == tag && str_equal(t->keys[slot->id], key)) return slot;
  }
}

static bool table_rehash(struct table *t) {
  size_t wanted = t->slot_count ? t->slot_count * 2 : 64;
  struct table_slot *slots = alloc_resize(&t->alloc, NULL, 0, wanted, sizeof *slots);
  if (!slots) return false;
  memset(slots, 0xFF, wanted * sizeof *slots); /* all are TABLE_NONE */
  for (size_t old = 0; old < t->slot_count; old++) {
    const struct table_slot slot = t->slots[old];
    if (slot.id == TABLE_NONE) continue;
    size_t i = slot.hash & (wanted - 1);
    while (slots[i].id != TABLE_NONE) i = (i + 1) & (wanted - 1);
    slots[i] = slot;
  }
  alloc_free(&t->alloc, t->slots, t->slot_count, sizeof *slots);
  t->slots = slots;
  t->slot_count = wanted;
  return true;
}

static uint32_t table_find_hashed(const struct table *t, assay_str key, uint64_t hash) {
  if (t->slot_count == 0) return TABLE_NONE;
  return table_probe(t, key, hash)->id;
}

uint32_t table_find(const struct table *t, assay_str key) {
  return table_find_hashed(t, key, table_hash(key));
}

static assay_status append_key(struct table *t, assay_str key, uint32_t *id,
                               assay_error *err) {
  if (t->count >= TABLE_NONE)
    return error_set(err, ASSAY_ELIMIT, "more than 4294967295 distinct keys");
  void *keys = t->keys;
  if (!alloc_grow(&t->alloc, &keys, &t->cap, t->count + 1, sizeof *t->keys))
    return error_memory(err, 0);
  t->keys = keys;
  assay_str copy = arena_copy(&t->text, key);
  if (!copy.ptr) return error_memory(err, key.len);
  t->keys[t->count] = copy;
  *id = (uint32_t)t->count++;
  return ASSAY_OK;
}

/* Enters a key that is not there. */
static assay_status table_add(struct table *t, assay_str key, uint64_t hash, uint32_t *id,
                              assay_error *err) {
  if (t->count * 2 >= t->slot_count && !table_rehash(t)) return error_memory(err, 0);
  assay_status status = append_key(t, key, id, err);
  if (status != ASSAY_OK) return status;
  struct table_slot *slot = table_probe(t, key, hash);
  slot->hash = (uint32_t)(hash >> 32);
  slot->id = *id;
  return ASSAY_OK;
}

assay_status table_intern(struct table *t, assay_str key, uint32_t *id,
                          assay_error *err) {
  uint64_t hash = table_hash(key);
  uint32_t found = table_find_hashed(t, key, hash);
  if (found == TABLE_NONE) return table_add(t, key, hash, id, err);
  *id = found;
  return ASSAY_OK;
}

assay_str table_key(const struct table *t, uint32_t id) {
  return t->keys[id];
}
