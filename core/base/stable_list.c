/*
** stable_list.c - pieces that double: as many bytes as an array that grows, and none is
** copied.
*/
#include "base/stable_list.h"

#include "base/alloc.h"

#include <string.h>

static size_t piece_items(unsigned piece) {
  return piece == 0 ? 64 : stable_list_begin(piece);
}

void stable_list_init(struct stable_list *list, size_t item_size,
                      const assay_allocator *alloc) {
  memset(list, 0, sizeof *list);
  list->alloc = alloc_or_default(alloc);
  list->item_size = item_size;
}

void stable_list_free(struct stable_list *list) {
  for (unsigned i = 0; i < STABLE_PIECES; i++)
    alloc_free(&list->alloc, list->pieces[i], piece_items(i), list->item_size);
  stable_list_init(list, list->item_size, &list->alloc);
}

void *stable_list_reserve(struct stable_list *list) {
  const size_t count = stable_list_count(list);
  if (count >= UINT32_MAX) return NULL;
  const unsigned piece = stable_list_piece(count);
  if (!list->pieces[piece]) {
    const size_t items = piece_items(piece);
    list->pieces[piece] = alloc_resize(&list->alloc, NULL, 0, items, list->item_size);
  }
  return list->pieces[piece] ? stable_list_at(list, count) : NULL;
}

void stable_list_push(struct stable_list *list) {
  const size_t count = stable_list_count(list);
  atomic_store_explicit(&list->count, count + 1, memory_order_release);
}
