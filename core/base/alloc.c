/*
** alloc.c - checked sizes over a pluggable allocator.
** The default is the only caller of malloc in the core.
*/
#define _DEFAULT_SOURCE 1 /* madvise, where there is one */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Blocks from which on large pages pay: the text of a large document is filled from front
** to back, and to clear 512 small pages costs several times as much as one large. */
#define LARGE_FROM ((size_t)4 << 20)

/* Asks for large pages; only a wish. All pages of the block, so that the system keeps it
** as one piece, which realloc can move without a copy. */
static void prefer_large_pages(const char *ptr, size_t size) {
#ifdef MADV_HUGEPAGE
  long told = sysconf(_SC_PAGESIZE);
  if (told <= 0) return;
  size_t page = (size_t)told, before = (uintptr_t)ptr % page;
  size_t behind = (before + size) % page;
  char *begin = (char *)(uintptr_t)ptr - before;
  madvise(begin, before + size + (behind > 0 ? page - behind : 0), MADV_HUGEPAGE);
#else
  (void)ptr, (void)size;
#endif
}

static void *default_resize(void *ctx, void *ptr, size_t old_size, size_t new_size) {
  (void)ctx;
  if (new_size == 0) {
    free(ptr);
    return NULL;
  }
  void *resized = realloc(ptr, new_size);
  if (resized && new_size >= LARGE_FROM && new_size > old_size)
    prefer_large_pages(resized, new_size);
  return resized;
}

assay_allocator alloc_default(void) {
  assay_allocator a = {default_resize, NULL};
  return a;
}

assay_allocator alloc_or_default(const assay_allocator *given) {
  return given && given->resize ? *given : alloc_default();
}

void alloc_keep(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 8 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
#endif
}

/* The blocks are not touched; freed, they become one again, and what is made from it next
** meets the system's large pages. To clear 4 KiB takes the system 1.2 microseconds, and
** only a ninth of that as a part of 2 MiB. */
void alloc_prepare(void) {
#ifdef __GLIBC__
  enum { PIECES = 2, PIECE = 7 << 20 }; /* a larger one would get pages of its own, and */
  void *pieces[PIECES];                 /* more of them would go back at once */
  for (int i = 0; i < PIECES; i++)
    if ((pieces[i] = malloc(PIECE))) prefer_large_pages(pieces[i], PIECE);
  for (int i = 0; i < PIECES; i++) free(pieces[i]);
#endif
}

void alloc_keep_no_more(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

void alloc_give_back(size_t least) {
#if defined __GLIBC__ && __GLIBC_PREREQ(2, 33)
  const struct mallinfo2 info = mallinfo2();
  if (info.uordblks + info.hblkhd >= least) malloc_trim(0);
#elif defined __GLIBC__
  (void)least;
  malloc_trim(0);
#else
  (void)least;
#endif
}

static bool size_times(size_t count, size_t size, size_t *product) {
  if (size > 0 && count > PTRDIFF_MAX / size) return false;
  *product = count * size;
  return true;
}

void *alloc_bytes(const assay_allocator *a, size_t size) {
  if (size == 0 || size > PTRDIFF_MAX) return NULL;
  return a->resize(a->ctx, NULL, 0, size);
}

void *alloc_zero(const assay_allocator *a, size_t count, size_t size) {
  size_t bytes;
  if (!size_times(count, size, &bytes)) return NULL;
  void *ptr = alloc_bytes(a, bytes);
  if (ptr) memset(ptr, 0, bytes);
  return ptr;
}

void *alloc_resize(const assay_allocator *a, void *ptr, size_t old_count,
                   size_t new_count, size_t size) {
  size_t bytes;
  if (!size_times(new_count, size, &bytes) || bytes == 0) return NULL;
  return a->resize(a->ctx, ptr, ptr ? old_count * size : 0, bytes);
}

void alloc_free(const assay_allocator *a, void *ptr, size_t count, size_t size) {
  if (ptr) a->resize(a->ctx, ptr, count * size, 0);
}

bool alloc_grow(const assay_allocator *a, void **items, size_t *cap, size_t needed,
                size_t size) {
  if (needed <= *cap) return true;
  size_t wanted = *cap < 8 ? 8 : *cap <= SIZE_MAX / 2 ? *cap * 2 : needed;
  if (wanted < needed) wanted = needed;
  void *grown = alloc_resize(a, *items, *cap, wanted, size);
  if (!grown) return false;
  *items = grown;
  *cap = wanted;
  return true;
}
