/*
** short_words.c - the table of short word forms: making, growing, entering.
*/
#include "text/short_words.h"

#include "base/alloc.h"

enum { FIRST_SLOTS = 64, FIRST_SHIFT = 58 };

#define ALL ~UINT64_C(0)
#define BYTES(n) (ALL >> (64 - 8 * (n)))
#define LENGTH(n) ((UINT64_C(0xF0) + (n)) << 56)
const struct short_frame short_frames[SHORT_WORD_LENGTH + 1] = {
    {0, 0, 0},
    {BYTES(1), 0, LENGTH(1)},
    {BYTES(2), 0, LENGTH(2)},
    {BYTES(3), 0, LENGTH(3)},
    {BYTES(4), 0, LENGTH(4)},
    {BYTES(5), 0, LENGTH(5)},
    {BYTES(6), 0, LENGTH(6)},
    {BYTES(7), 0, LENGTH(7)},
    {ALL, 0, LENGTH(8)},
    {ALL, BYTES(1), LENGTH(9)},
    {ALL, BYTES(2), LENGTH(10)},
    {ALL, BYTES(3), LENGTH(11)},
    {ALL, BYTES(4), LENGTH(12)},
    {ALL, BYTES(5), LENGTH(13)},
    {ALL, BYTES(6), LENGTH(14)},
    {ALL, BYTES(7), LENGTH(15)},
    {ALL, ALL, 0}};

struct short_key short_key_of(const char *p, size_t length) {
  struct short_key key = {0, short_frames[length].length};
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

static void put(struct short_words *t, const struct short_key *key, uint32_t mark) {
  struct short_word word = {key->low, key->high, mark};
  size_t slot = short_word_slot(t, key);
  while (t->slots[slot].mark > 0) slot = (slot + 1) & (t->slot_count - 1);
  t->slots[slot] = word;
}

/* Enters the words of another table that have marks of [from, to]. */
static void put_marks(struct short_words *t, const struct short_words *words,
                      uint32_t from, uint32_t to) {
  for (size_t i = 0; i < words->slot_count; i++) {
    const struct short_word *word = &words->slots[i];
    const struct short_key key = {word->low, word->high};
    if (word->mark >= from && word->mark <= to) put(t, &key, word->mark);
  }
}

/* Small terms are those of frequent words, as they came first: they go first again, so
** that they are found where the search begins. */
static void put_all(struct short_words *t, const struct short_words *words) {
  const uint32_t frequent = (uint32_t)(words->count / 16);
  put_marks(t, words, 1, frequent);
  put_marks(t, words, frequent + 1, UINT32_MAX);
}

bool short_words_reserve(struct short_words *t) {
  if (t->count * 2 < t->slot_count) return true;
  struct short_words grown = *t;
  grown.slot_count = t->slot_count ? t->slot_count * 2 : FIRST_SLOTS;
  grown.shift = t->slot_count ? t->shift - 1 : FIRST_SHIFT;
  grown.slots = alloc_zero(&t->alloc, grown.slot_count, sizeof *grown.slots);
  if (!grown.slots) return false;
  put_all(&grown, t);
  alloc_free(&t->alloc, t->slots, t->slot_count, sizeof *t->slots);
  *t = grown;
  return true;
}

void short_words_add(struct short_words *t, const struct short_key *key, uint32_t term) {
  put(t, key, term + 1);
  t->count++;
}
