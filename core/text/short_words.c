/*
** short_words.c - the table of short word forms: making, growing, entering.
*/
#include "text/short_words.h"

#include "base/alloc.h"

#define BYTES(n) (~UINT64_C(0) >> (64 - 8 * (n)))
#define ALL ~UINT64_C(0)
const uint64_t short_word_masks[25] = {
    0,        0,        0,        0,        0,        0,        0,        0,   0,
    BYTES(1), BYTES(2), BYTES(3), BYTES(4), BYTES(5), BYTES(6), BYTES(7), ALL, ALL,
    ALL,      ALL,      ALL,      ALL,      ALL,      ALL,      ALL};

struct short_key short_key_of(const char *p, size_t length) {
  struct short_key key = {0, 0, (uint32_t)length};
  for (size_t i = 0; i < length; i++) {
    uint64_t byte = (uint64_t)(unsigned char)p[i] << (8 * (i % 8));
    if (i < 8)
      key.low |= byte;
    else
      key.high |= byte;
  }
  return key;
}

void short_words_init(struct short_words *t, const assay_allocator *alloc) {
  memset(t, 0, sizeof *t);
  t->alloc = alloc_or_default(alloc);
}

void short_words_free(struct short_words *t) {
  alloc_free(&t->alloc, t->slots, t->slot_count, sizeof *t->slots);
  t->slots = NULL;
  t->slot_count = t->count = 0;
}

static void put(struct short_words *t, const struct short_key *key, uint32_t term) {
  struct short_word word = {key->low, key->high, key->length, term};
  size_t slot = short_word_slot(t, key);
  while (t->slots[slot].length > 0) slot = (slot + 1) & (t->slot_count - 1);
  t->slots[slot] = word;
}

bool short_words_reserve(struct short_words *t) {
  if (t->count * 2 < t->slot_count) return true;
  struct short_words grown = *t;
  grown.slot_count = t->slot_count ? t->slot_count * 2 : 64;
  grown.slots = alloc_zero(&t->alloc, grown.slot_count, sizeof *grown.slots);
  if (!grown.slots) return false;
  for (size_t i = 0; i < t->slot_count; i++) {
    const struct short_word *word = &t->slots[i];
    struct short_key key = {word->low, word->high, word->length};
    if (word->length > 0) put(&grown, &key, word->term);
  }
  alloc_free(&t->alloc, t->slots, t->slot_count, sizeof *t->slots);
  *t = grown;
  return true;
}

void short_words_add(struct short_words *t, const struct short_key *key, uint32_t term) {
  put(t, key, term);
  t->count++;
}
