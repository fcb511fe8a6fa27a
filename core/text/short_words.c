/*
** short_words.c - the table of short word forms: making, growing, entering.
*/
#include "text/short_words.h"

#include "base/alloc.h"

enum { FIRST_SLOTS = 64 };

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

#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

static uint64_t load_eight(const char *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
  return v;
}

/* 4 to 8 bytes: two loads, which may overlap. */
static uint64_t load_some(const char *p, size_t length) {
  uint32_t first, last;
  memcpy(&first, p, sizeof first);
  memcpy(&last, p + length - sizeof last, sizeof last);
  return first | (uint64_t)last << (8 * (length - sizeof last));
}

struct short_key short_key_of(const char *p, size_t length) {
  struct short_key key = {0, short_frames[length].length};
  if (length > 8) {
    key.low = load_eight(p);
    key.high |= load_eight(p + length - 8) >> (8 * (16 - length));
  } else if (length >= 4) {
    key.low = load_some(p, length);
  } else {
    for (size_t i = 0; i < length; i++)
      key.low |= (uint64_t)(unsigned char)p[i] << (8 * i);
  }
  return key;
}

#else

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

#endif

void short_words_init(struct short_words *t, const assay_allocator *alloc) {
  memset(t, 0, sizeof *t);
  t->alloc = alloc_or_default(alloc);
}

static size_t slots_size(size_t count) {
  return sizeof(struct short_slots) + count * sizeof(struct short_word);
}

static void slots_free(struct short_words *t, struct short_slots *slots) {
  if (slots) alloc_free(&t->alloc, slots, slots_size(slots->count), 1);
}

void short_words_free(struct short_words *t) {
  struct short_slots *slots = t->slots;
  while (slots) {
    struct short_slots *older = slots->older;
    slots_free(t, slots);
    slots = older;
  }
  t->slots = NULL;
  t->used = 0;
}

static void put(struct short_slots *t, const struct short_key *key, uint32_t mark) {
  size_t slot = short_word_slot(t, key);
  while (atomic_load_explicit(&t->slots[slot].mark, memory_order_relaxed) > 0)
    slot = (slot + 1) & (t->count - 1);
  atomic_store_explicit(&t->slots[slot].low, key->low, memory_order_relaxed);
  atomic_store_explicit(&t->slots[slot].high, key->high, memory_order_relaxed);
  atomic_store_explicit(&t->slots[slot].mark, mark, memory_order_release);
}

/* Enters the words of other slots that have marks of [from, to]. */
static void put_marks(struct short_slots *t, const struct short_slots *words,
                      uint32_t from, uint32_t to) {
  for (size_t i = 0; i < words->count; i++) {
    const struct short_word *word = &words->slots[i];
    const uint32_t mark = atomic_load_explicit(&word->mark, memory_order_relaxed);
    if (mark < from || mark > to) continue;
    const struct short_key key = {
        atomic_load_explicit(&word->low, memory_order_relaxed),
        atomic_load_explicit(&word->high, memory_order_relaxed)};
    put(t, &key, mark);
  }
}

/* Small terms are those of frequent words, as they came first: they go first again, so
** that they are found where the search begins. */
static void put_all(struct short_slots *t, const struct short_slots *words, size_t used) {
  const uint32_t frequent = (uint32_t)(used / 16);
  put_marks(t, words, 1, frequent);
  put_marks(t, words, frequent + 1, UINT32_MAX);
}

/* Other slots, more than there are. */
static bool replace_slots(struct short_words *t, size_t count) {
  struct short_slots *old = t->slots, *grown = NULL;
  if (count < SIZE_MAX / sizeof(struct short_word) / 2)
    grown = alloc_zero(&t->alloc, slots_size(count), 1);
  if (!grown) return false;
  grown->count = count;
  grown->shift = (unsigned)__builtin_clzll((unsigned long long)count) + 1;
  if (old) put_all(grown, old, t->used);
  if (t->shared)
    grown->older = old;
  else
    slots_free(t, old);
  atomic_store_explicit(&t->slots, grown, memory_order_release);
  return true;
}

bool short_words_expect(struct short_words *t, size_t count) {
  const struct short_slots *slots = t->slots;
  size_t wanted = slots ? slots->count : FIRST_SLOTS;
  while (wanted / 2 < count) wanted *= 2;
  return (slots && wanted == slots->count) || replace_slots(t, wanted);
}

bool short_words_reserve(struct short_words *t) {
  const struct short_slots *slots = t->slots;
  if (slots && t->used * 2 < slots->count) return true;
  return replace_slots(t, slots ? slots->count * 2 : FIRST_SLOTS);
}

void short_words_add(struct short_words *t, const struct short_key *key, uint32_t term) {
  put(t->slots, key, term + 1);
  t->used++;
}
