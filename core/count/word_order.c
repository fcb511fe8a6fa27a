/*
** word_order.c - by the first byte into 256 heaps, each of these by the next one, and so
** on, until a heap is small enough to be sorted by insertion. Words that begin with the
** same eight bytes are compared.
*/
#include "count/word_order.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/table.h"

#include <string.h>

/* Few are sorted by insertion; many are worth the start of a thread. */
enum { FEW = 24, MANY = 10000, TOP_SHIFT = 56 };

struct ordering {
  const assay_str *words;
  struct word_place *places, *scratch; /* equally long */
  size_t ends[256];                    /* where the heap of each first byte ends */
  const assay_allocator *alloc;
};

uint64_t word_first_bytes(assay_str word) {
  uint64_t begin = 0;
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (word.len >= 8) {
    memcpy(&begin, word.ptr, sizeof begin);
    return __builtin_bswap64(begin);
  }
#endif
  const size_t len = word.len < 8 ? word.len : 8;
  for (size_t i = 0; i < len; i++)
    begin |= (uint64_t)(unsigned char)word.ptr[i] << (TOP_SHIFT - 8 * i);
  return begin;
}

static int compare_places(const void *a, const void *b, void *ctx) {
  const struct ordering *o = ctx;
  const struct word_place *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  return str_compare(o->words[x->id], o->words[y->id]);
}

static void sort_few(struct ordering *o, struct word_place *places, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const struct word_place place = places[i];
    size_t at = i;
    for (; at > 0 && compare_places(&place, &places[at - 1], o) < 0; at--)
      places[at] = places[at - 1];
    places[at] = place;
  }
}

/* By one byte. ends[b] becomes where the places of byte b end. */
static void move_by_byte(const struct ordering *o, struct word_place *places,
                         size_t count, unsigned shift, size_t ends[256]) {
  struct word_place *scratch = o->scratch + (places - o->places);
  memset(ends, 0, 256 * sizeof *ends);
  for (size_t i = 0; i < count; i++) ends[places[i].begin >> shift & 0xFF]++;
  size_t sum = 0;
  for (size_t b = 0; b < 256; b++) {
    const size_t here = ends[b];
    ends[b] = sum;
    sum += here;
  }
  for (size_t i = 0; i < count; i++)
    scratch[ends[places[i].begin >> shift & 0xFF]++] = places[i];
  memcpy(places, scratch, count * sizeof *places);
}

/* Of places that are alike in all bytes above; calls itself 7 deep at most. */
static assay_status sort_heap(struct ordering *o, struct word_place *places, size_t count,
                              unsigned shift, assay_error *err) {
  size_t ends[256], begin = 0;
  assay_status status = ASSAY_OK;
  if (count <= FEW) {
    sort_few(o, places, count);
    return ASSAY_OK;
  }
  move_by_byte(o, places, count, shift, ends);
  for (size_t b = 0; b < 256 && status == ASSAY_OK; b++) {
    struct word_place *heap = places + begin;
    const size_t size = ends[b] - begin;
    begin = ends[b];
    if (size < 2) continue;
    status = shift > 0
                 ? sort_heap(o, heap, size, shift - 8, err)
                 : sort_items(heap, size, sizeof *heap, compare_places, o, o->alloc, err);
  }
  return status;
}

/* A job for each first byte. */
static assay_status sort_first(void *ctx, size_t worker, size_t byte, assay_error *err) {
  struct ordering *o = ctx;
  const size_t begin = byte > 0 ? o->ends[byte - 1] : 0;
  (void)worker;
  return sort_heap(o, o->places + begin, o->ends[byte] - begin, TOP_SHIFT - 8, err);
}

assay_status word_order_sort(struct word_place *places, size_t count,
                             const assay_str *words, struct crew *crew,
                             const assay_allocator *alloc, assay_error *err) {
  if (count < 2) return ASSAY_OK;
  const assay_allocator a = alloc_or_default(alloc);
  struct ordering o = {.words = words, .places = places, .alloc = &a};
  o.scratch = alloc_resize(&a, NULL, 0, count, sizeof *places);
  if (!o.scratch) return error_memory(err, count * sizeof *places);
  move_by_byte(&o, places, count, TOP_SHIFT, o.ends);
  const assay_status status = crew_run(count < MANY ? NULL : crew, 256, sort_first, &o,
                                       err);
  alloc_free(&a, o.scratch, count, sizeof *places);
  return status;
}
