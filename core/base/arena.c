/*
** arena.c - a list of blocks, each at least as large as all before it up to a ceiling.
*/
#include "base/arena.h"

#include "base/alloc.h"

#include <stdalign.h>
#include <string.h>

enum { FIRST_BLOCK = 1024, LARGEST_BLOCK = 1 << 20 };

struct arena_block {
  struct arena_block *next;
  size_t size; /* of data */
  alignas(max_align_t) char data[];
};

void arena_init(struct arena *arena, const assay_allocator *alloc) {
  arena->alloc = alloc_or_default(alloc);
  arena->block = NULL;
  arena->used = 0;
}

void arena_free(struct arena *arena) {
  while (arena->block) {
    struct arena_block *next = arena->block->next;
    alloc_free(&arena->alloc, arena->block, 1, sizeof *next + arena->block->size);
    arena->block = next;
  }
  arena->used = 0;
}

void arena_clear(struct arena *arena) {
  struct arena_block *kept = arena->block;
  if (!kept) return;
  arena->block = kept->next;
  arena_free(arena);
  kept->next = NULL;
  arena->block = kept;
}

static bool arena_add_block(struct arena *arena, size_t needed) {
  size_t size = arena->block ? arena->block->size * 2 : FIRST_BLOCK;
  if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
  if (size < needed) size = needed;
  struct arena_block *block = alloc_bytes(&arena->alloc, sizeof *block + size);
  if (!block) return false;
  block->next = arena->block;
  block->size = size;
  arena->block = block;
  arena->used = 0;
  return true;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size) {
  const size_t align = alignof(max_align_t);
  if (size > 0 && count > (PTRDIFF_MAX - align) / size / 2) return NULL;
  size_t bytes = (count * size + align - 1) / align * align;
  if (!arena->block || arena->block->size - arena->used < bytes)
    if (!arena_add_block(arena, bytes)) return NULL;
  void *ptr = arena->block->data + arena->used;
  arena->used += bytes;
  return ptr;
}

assay_str arena_copy(struct arena *arena, assay_str s) {
  assay_str copy = {NULL, 0};
  char *ptr = s.len < PTRDIFF_MAX / 4 ? arena_alloc(arena, s.len + 1, 1) : NULL;
  if (!ptr) return copy;
  if (s.len > 0) memcpy(ptr, s.ptr, s.len);
  ptr[s.len] = '\0';
  copy.ptr = ptr;
  copy.len = s.len;
  return copy;
}
