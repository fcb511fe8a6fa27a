/* ranking.c - a sorted array of pointers with an end. */
#include "count/ranking.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

void ranking_init(struct ranking *r, size_t size, const assay_allocator *alloc) {
  memset(r, 0, sizeof *r);
  r->alloc = alloc_or_default(alloc);
  r->size = size;
}

void ranking_free(struct ranking *r) {
  alloc_free(&r->alloc, r->items, r->cap, sizeof *r->items);
  r->items = NULL;
  r->count = r->cap = 0;
}

size_t ranking_place(const struct ranking *r, const void *item,
                     ranking_compare *compare) {
  if (r->count == r->size && compare(r->items[r->count - 1], item) <= 0) return r->size;
  size_t low = 0, high = r->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare(r->items[middle], item) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

assay_status ranking_reserve(struct ranking *r, assay_error *err) {
  void *items = r->items;
  if (!alloc_grow(&r->alloc, &items, &r->cap, r->count + 1, sizeof *r->items))
    return error_memory(err, 0);
  r->items = items;
  return ASSAY_OK;
}

void *ranking_insert(struct ranking *r, size_t place, void *item) {
  void *last = r->count == r->size ? r->items[--r->count] : NULL;
  memmove(&r->items[place + 1], &r->items[place], (r->count - place) * sizeof *r->items);
  r->items[place] = item;
  r->count++;
  return last;
}

void ranking_remove(struct ranking *r, size_t place) {
  r->count--;
  memmove(&r->items[place], &r->items[place + 1], (r->count - place) * sizeof *r->items);
}
