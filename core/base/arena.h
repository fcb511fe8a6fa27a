#ifndef ASSAY_BASE_ARENA_H
#define ASSAY_BASE_ARENA_H
/*
** arena.h - memory that is freed all at once: the pieces of one document, one corpus.
*/
#include "assay.h"

struct arena_block;

struct arena {
  assay_allocator alloc;
  struct arena_block *block; /* newest first */
  size_t used;               /* bytes used in the newest block */
};

void arena_init(struct arena *arena, const assay_allocator *alloc);
void arena_free(struct arena *arena);
/* Forgets all pieces and keeps the newest block for the next ones. */
void arena_clear(struct arena *arena);
/* count * size bytes, aligned for any type, not initialised; NULL when out of memory.
** Borrowed from the arena. A request for 0 bytes gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);
/* A copy of the bytes with a NUL after it; ptr is NULL when out of memory. */
assay_str arena_copy(struct arena *arena, assay_str s);

#endif
