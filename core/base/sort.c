/*
** sort.c - bottom-up merge sort: stable, n log n whatever the input, no recursion.
*/
#include "base/sort.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

struct sorting {
  size_t size;
  sort_compare *compare;
  void *ctx;
};

/* Merges the runs [from, middle) and [middle, to) of src into dst. */
static void merge_runs(const struct sorting *s, const char *src, char *dst, size_t from,
                       size_t middle, size_t to) {
  size_t a = from, b = middle, size = s->size;
  for (size_t i = from; i < to; i++) {
    bool left = a < middle &&
                (b >= to || s->compare(src + a * size, src + b * size, s->ctx) <= 0);
    memcpy(dst + i * size, src + (left ? a++ : b++) * size, size);
  }
}

assay_status sort_items(void *items, size_t count, size_t size, sort_compare *compare,
                        void *ctx, const assay_allocator *alloc, assay_error *err) {
  if (count < 2) return ASSAY_OK;
  assay_allocator a = alloc_or_default(alloc);
  struct sorting s = {size, compare, ctx};
  char *spare = alloc_resize(&a, NULL, 0, count, size);
  if (!spare) return error_memory(err, 0);
  char *src = items, *dst = spare;
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t from = 0; from < count; from += 2 * width) {
      size_t middle = count - from > width ? from + width : count;
      size_t to = count - from > 2 * width ? from + 2 * width : count;
      merge_runs(&s, src, dst, from, middle, to);
    }
    char *swap = src;
    src = dst;
    dst = swap;
  }
  if (src != items) memcpy(items, src, count * size);
  alloc_free(&a, spare, count, size);
  return ASSAY_OK;
}
