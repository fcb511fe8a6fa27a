/*
** pool.c - one large block, and a list of free pieces of it for each multiple of 16
** bytes; the first bytes of a free piece lead to the next.
*/
#include "base/pool.h"

#include "base/alloc.h"

#include <stdint.h>
#include <string.h>

static size_t class_of(size_t size) {
  return (size - 1) / POOL_STEP;
}

static bool is_piece(const struct pool *pool, const void *ptr) {
  const uintptr_t at = (uintptr_t)ptr;
  return at >= (uintptr_t)pool->begin && at < (uintptr_t)pool->end;
}

static bool has_room(struct pool *pool, size_t size) {
  assay_allocator a = alloc_default();
  if (!pool->begin) {
    pool->begin = pool->at = alloc_bytes(&a, POOL_BYTES);
    pool->end = pool->begin ? pool->begin + POOL_BYTES : NULL;
  }
  return pool->begin && (size_t)(pool->end - pool->at) >= size;
}

/* NULL when the pool is used up, or does not serve such sizes. */
static void *take_piece(struct pool *pool, size_t size) {
  if (ALLOC_WATCHED || size > POOL_LARGEST) return NULL;
  const size_t class = class_of(size), whole = (class + 1) * POOL_STEP;
  void *piece = pool->kept[class];
  if (piece) {
    memcpy(&pool->kept[class], piece, sizeof piece);
    return piece;
  }
  if (!has_room(pool, whole)) return NULL;
  piece = pool->at;
  pool->at += whole;
  return piece;
}

static void give_back(struct pool *pool, void *piece, size_t size) {
  const size_t class = class_of(size);
  memcpy(piece, &pool->kept[class], sizeof piece);
  pool->kept[class] = piece;
}

static void *take(struct pool *pool, size_t size) {
  assay_allocator a = alloc_default();
  if (size == 0) return NULL;
  void *piece = take_piece(pool, size);
  return piece ? piece : alloc_bytes(&a, size);
}

static void *resize_piece(struct pool *pool, void *ptr, size_t old_size,
                          size_t new_size) {
  if (new_size > 0 && class_of(old_size) == class_of(new_size)) return ptr;
  void *block = take(pool, new_size);
  if (new_size > 0 && !block) return new_size < old_size ? ptr : NULL;
  if (block) memcpy(block, ptr, old_size < new_size ? old_size : new_size);
  give_back(pool, ptr, old_size);
  return block;
}

void *pool_resize(struct pool *pool, void *ptr, size_t old_size, size_t new_size) {
  assay_allocator a = alloc_default();
  if (!ptr || old_size == 0) return take(pool, new_size);
  if (is_piece(pool, ptr)) return resize_piece(pool, ptr, old_size, new_size);
  if (new_size > 0) return alloc_resize(&a, ptr, old_size, new_size, 1);
  alloc_free(&a, ptr, old_size, 1);
  return NULL;
}

void pool_free(struct pool *pool) {
  assay_allocator a = alloc_default();
  alloc_free(&a, pool->begin, POOL_BYTES, 1);
  memset(pool, 0, sizeof *pool);
}
