#ifndef ASSAY_BASE_STABLE_LIST_H
#define ASSAY_BASE_STABLE_LIST_H
/*
** stable_list.h - items that never move: they are found by number while others are
** appended. One thread at a time appends; any number of threads may look at items that
** they know to be there, by stable_list_count or from the one who appended them.
*/
#include "assay.h"

#include <stdatomic.h>

enum { STABLE_PIECES = 27 }; /* 64 items, 64, 128, 256 ... 2^32 in all */

struct stable_list {
  assay_allocator alloc;
  size_t item_size;
  _Atomic(char *) pieces[STABLE_PIECES];
  atomic_size_t count;
};

void stable_list_init(struct stable_list *list, size_t item_size,
                      const assay_allocator *alloc);
void stable_list_free(struct stable_list *list);
/* Room for the item number stable_list_count, not initialised; NULL when out of memory,
** or when there are 2^32-1 already. Nobody sees it before stable_list_push. */
void *stable_list_reserve(struct stable_list *list);
/* The item for which there is room becomes the last one. */
void stable_list_push(struct stable_list *list);
static inline size_t stable_list_count(const struct stable_list *list) {
  return atomic_load_explicit(&list->count, memory_order_acquire);
}

/* Which piece an item is in, and where in it: the first 64 are in the first one; each of
** the others begins at a power of two, and has as many. */
static inline unsigned stable_list_piece(size_t i) {
  return i < 64 ? 0 : 58u - (unsigned)__builtin_clzll((unsigned long long)i);
}
static inline size_t stable_list_begin(unsigned piece) {
  return piece == 0 ? 0 : (size_t)32 << piece;
}
/* The item number i, which is there. */
static inline void *stable_list_at(const struct stable_list *list, size_t i) {
  const unsigned piece = stable_list_piece(i);
  char *items = atomic_load_explicit(&list->pieces[piece], memory_order_relaxed);
  return items + (i - stable_list_begin(piece)) * list->item_size;
}

#endif
