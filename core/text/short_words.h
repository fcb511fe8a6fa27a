#ifndef ASSAY_TEXT_SHORT_WORDS_H
#define ASSAY_TEXT_SHORT_WORDS_H
/*
** short_words.h - terms of word forms of up to 16 bytes, nearly all of any text. A form
** is two numbers, so that looking it up compares numbers and touches no other memory.
*/
#include "assay.h"

#include <string.h>

enum { SHORT_WORD_LENGTH = 16 };

struct short_key {
  uint64_t low, high; /* the bytes, the first one lowest; zeros after the last */
  uint32_t length;    /* 1 to 16 */
};

struct short_word {
  uint64_t low, high;
  uint32_t length; /* 0: the slot is free */
  uint32_t term;
};

struct short_words { /* open addressing, a power of two, at most half full */
  assay_allocator alloc;
  struct short_word *slots;
  size_t slot_count, count;
};

void short_words_init(struct short_words *t, const assay_allocator *alloc);
void short_words_free(struct short_words *t);
/* Room for one more; false when out of memory. */
bool short_words_reserve(struct short_words *t);
/* Enters a form that is not there, after short_words_reserve. */
void short_words_add(struct short_words *t, const struct short_key *key, uint32_t term);

/* Masks of n - 8 bytes, none below 8, all from 16 on. */
extern const uint64_t short_word_masks[25];

/* The key of a form of 1 to 16 bytes. */
struct short_key short_key_of(const char *p, size_t length);
/* The same where 16 bytes may be read at p. */
static inline struct short_key short_key_from_16(const char *p, size_t length) {
  struct short_key key = {0, 0, (uint32_t)length};
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  memcpy(&key.low, p, 8);
  memcpy(&key.high, p + 8, 8);
  key.low &= short_word_masks[length + 8];
  key.high &= short_word_masks[length];
#else
  key = short_key_of(p, length);
#endif
  return key;
}

/* Where the search for a form begins; slot_count > 0. */
static inline size_t short_word_slot(const struct short_words *t,
                                     const struct short_key *key) {
  uint64_t h = (key->low ^ (uint64_t)key->length << 56) * 0x9E3779B97F4A7C15u;
  h = (h ^ h >> 32 ^ key->high) * 0xD6E8FEB86659FD93u;
  return (h ^ h >> 32) & (t->slot_count - 1);
}

static inline bool short_word_is(const struct short_word *word,
                                 const struct short_key *key) {
  return ((word->low ^ key->low) | (word->high ^ key->high) |
          (word->length ^ key->length)) == 0;
}

/* The form's entry, or NULL; `slot` is its short_word_slot. */
static inline const struct short_word *
short_words_find(const struct short_words *t, size_t slot, const struct short_key *key) {
  for (;; slot = (slot + 1) & (t->slot_count - 1)) {
    const struct short_word *word = &t->slots[slot];
    if (short_word_is(word, key)) return word;
    if (word->length == 0) return NULL;
  }
}

#endif
