/*
** pool.c - chunks, and a list of free blocks for each multiple of 16 bytes; the first
** bytes of a free block lead to the next.
*/
#include "base/pool.h"

#include "base/alloc.h"

#include <stdalign.h>
#include <string.h>

enum { CHUNK_BYTES = 32 << 10 };

struct pool_chunk {
  struct pool_chunk *next;
  alignas(max_align_t) char data[CHUNK_BYTES];
};

static bool is_small(size_t size) {
  return !ALLOC_WATCHED && size <= POOL_LARGEST;
}

static size_t class_of(size_t size) {
  return (size - 1) / POOL_STEP;
}

static bool add_chunk(struct pool *pool) {
  assay_allocator a = alloc_default();
  struct pool_chunk *chunk = alloc_bytes(&a, sizeof *chunk);
  if (!chunk) return false;
  chunk->next = pool->chunks;
  pool->chunks = chunk;
  pool->at = chunk->data;
  pool->end = chunk->data + CHUNK_BYTES;
  return true;
}

/* What a chunk has left at its end is given up: half a kilobyte at most. */
static void *take(struct pool *pool, size_t size) {
  const size_t class = class_of(size), whole = (class + 1) * POOL_STEP;
  void *block = pool->kept[class];
  if (block) {
    memcpy(&pool->kept[class], block, sizeof block);
    return block;
  }
  const size_t left = pool->at ? (size_t)(pool->end - pool->at) : 0;
  if (left < whole && !add_chunk(pool)) return NULL;
  block = pool->at;
  pool->at += whole;
  return block;
}

static void give_back(struct pool *pool, void *block, size_t size) {
  const size_t class = class_of(size);
  memcpy(block, &pool->kept[class], sizeof block);
  pool->kept[class] = block;
}

static void *take_any(struct pool *pool, size_t size) {
  assay_allocator a = alloc_default();
  return is_small(size) ? take(pool, size) : alloc_bytes(&a, size);
}

static void give_back_any(struct pool *pool, void *block, size_t size) {
  assay_allocator a = alloc_default();
  if (is_small(size))
    give_back(pool, block, size);
  else
    alloc_free(&a, block, size, 1);
}

void *pool_resize(struct pool *pool, void *ptr, size_t old_size, size_t new_size) {
  assay_allocator a = alloc_default();
  if (!ptr || old_size == 0) return new_size > 0 ? take_any(pool, new_size) : NULL;
  if (new_size == 0) {
    give_back_any(pool, ptr, old_size);
    return NULL;
  }
  if (!is_small(old_size) && !is_small(new_size))
    return alloc_resize(&a, ptr, old_size, new_size, 1);
  if (is_small(old_size) && is_small(new_size) &&
      class_of(old_size) == class_of(new_size))
    return ptr;
  void *block = take_any(pool, new_size);
  if (!block) return NULL;
  memcpy(block, ptr, old_size < new_size ? old_size : new_size);
  give_back_any(pool, ptr, old_size);
  return block;
}

void pool_free(struct pool *pool) {
  assay_allocator a = alloc_default();
  while (pool->chunks) {
    struct pool_chunk *next = pool->chunks->next;
    alloc_free(&a, pool->chunks, 1, sizeof *next);
    pool->chunks = next;
  }
  memset(pool, 0, sizeof *pool);
}
