#ifndef ASSAY_TEXT_SHORT_WORDS_H
#define ASSAY_TEXT_SHORT_WORDS_H
/*
** short_words.h - terms of word forms of up to 16 bytes, nearly all of any text. A form
** is two numbers, so that looking it up compares numbers and touches no other memory.
** The length of shorter ones stands in the last byte, as a value with which no UTF-8
** ends.
** One thread at a time enters forms; any number look for them meanwhile, if the table is
** shared. A form that is just being entered is there or not.
*/
#include "assay.h"

#include <stdatomic.h>
#include <string.h>

enum { SHORT_WORD_LENGTH = 16 };

struct short_key {
  uint64_t low, high; /* the bytes, the first one lowest; zeros after the last */
};

struct short_word {
  _Atomic uint64_t low, high;
  _Atomic uint32_t mark; /* the term + 1, written last; 0: the slot is free */
};

struct short_slots { /* open addressing, a power of two, at most half full */
  size_t count;
  unsigned shift;            /* of a hash, to get a slot */
  struct short_slots *older; /* that somebody may still look at */
  struct short_word slots[];
};

struct short_words {
  assay_allocator alloc;
  _Atomic(struct short_slots *) slots;
  size_t used;
  bool shared; /* slots that became too few are kept to the end: fewer than there are */
};

void short_words_init(struct short_words *t, const assay_allocator *alloc);
void short_words_free(struct short_words *t);
/* Room for as many in all, or for one more; false when out of memory. */
bool short_words_expect(struct short_words *t, size_t count);
bool short_words_reserve(struct short_words *t);
/* Enters a form that is not there, after short_words_reserve. */
void short_words_add(struct short_words *t, const struct short_key *key, uint32_t term);

/* By length: what of the two numbers is of the form, and what stands for its length. */
struct short_frame {
  uint64_t low, high, length;
};
extern const struct short_frame short_frames[SHORT_WORD_LENGTH + 1];

/* The key of a form of 1 to 16 bytes of valid UTF-8. */
struct short_key short_key_of(const char *p, size_t length);
/* The same where 16 bytes may be read at p. */
static inline struct short_key short_key_from_16(const char *p, size_t length) {
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  const struct short_frame *frame = &short_frames[length];
  struct short_key key;
  memcpy(&key.low, p, 8);
  memcpy(&key.high, p + 8, 8);
  key.low &= frame->low;
  key.high = (key.high & frame->high) | frame->length;
  return key;
#else
  return short_key_of(p, length);
#endif
}

/* The slots as they are now; there are some after the first short_words_reserve. Where
** they are not shared, valid until the next one. */
static inline const struct short_slots *short_words_slots(const struct short_words *t) {
  return atomic_load_explicit(&t->slots, memory_order_acquire);
}
/* Where the search for a form begins. */
static inline size_t short_word_slot(const struct short_slots *t,
                                     const struct short_key *key) {
  const uint64_t h = key->low * 0x9E3779B97F4A7C15u ^ key->high;
  return (size_t)((h ^ h >> 32) * 0xD6E8FEB86659FD93u >> t->shift);
}

/* The form's term, or UINT32_MAX if it is not there; `slot` is its short_word_slot. */
static inline uint32_t short_words_find(const struct short_slots *t, size_t slot,
                                        const struct short_key *key) {
  for (;; slot = (slot + 1) & (t->count - 1)) {
    const struct short_word *word = &t->slots[slot];
    const uint64_t low = atomic_load_explicit(&word->low, memory_order_relaxed);
    const uint64_t high = atomic_load_explicit(&word->high, memory_order_relaxed);
    const uint32_t mark = atomic_load_explicit(&word->mark, memory_order_acquire);
    if (((low ^ key->low) | (high ^ key->high)) == 0) return mark - 1;
    if (mark == 0) return UINT32_MAX;
  }
}

#endif
