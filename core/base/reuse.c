/*
** reuse.c - lists of blocks, one for each power of two. A block begins with its own size,
** so that one that shrinks can stay where it is. Blocks larger than the largest class
** have that size, too, and are not kept.
*/
#include "base/reuse.h"

#include "base/alloc.h"

#include <stdalign.h>
#include <string.h>

enum { LEAST = 64, LARGEST = LEAST << (REUSE_CLASSES - 1) };

struct reuse_block {
  size_t size; /* of data */
  struct reuse_block *next;
  alignas(max_align_t) char data[];
};

static size_t class_of(size_t size) {
  size_t class = 0;
  while ((size_t)LEAST << class < size) class ++;
  return class;
}

static struct reuse_block *block_of(void *data) {
  return (void *)((char *)data - offsetof(struct reuse_block, data));
}

static void give_back(struct reuse_block *block) {
  assay_allocator a = alloc_default();
  alloc_free(&a, block, 1, sizeof *block + block->size);
}

static struct reuse_block *reuse_take(struct reuse *reuse, size_t size) {
  assay_allocator a = alloc_default();
  struct reuse_block *block = NULL;
  if (size <= LARGEST) {
    const size_t class = class_of(size);
    size = (size_t)LEAST << class;
    block = reuse->kept[class];
    if (block) {
      reuse->kept[class] = block->next;
      reuse->bytes -= size;
      return block;
    }
  }
  if (size > PTRDIFF_MAX - sizeof *block) return NULL;
  block = alloc_bytes(&a, sizeof *block + size);
  if (block) block->size = size;
  return block;
}

static void reuse_keep(struct reuse *reuse, struct reuse_block *block) {
  if (ALLOC_WATCHED || block->size > LARGEST || block->size > REUSE_MOST - reuse->bytes) {
    give_back(block);
    return;
  }
  const size_t class = class_of(block->size);
  block->next = reuse->kept[class];
  reuse->kept[class] = block;
  reuse->bytes += block->size;
}

/* A large block changes its size where it is, if it can. */
static void *resize_large(struct reuse_block *block, size_t size) {
  assay_allocator a = alloc_default();
  if (size > PTRDIFF_MAX - sizeof *block) return NULL;
  block = alloc_resize(&a, block, sizeof *block + block->size, sizeof *block + size, 1);
  if (!block) return NULL;
  block->size = size;
  return block->data;
}

static void *reuse_resize(void *ctx, void *ptr, size_t old_size, size_t new_size) {
  struct reuse *reuse = ctx;
  struct reuse_block *old = ptr ? block_of(ptr) : NULL;
  if (old && new_size == 0) {
    reuse_keep(reuse, old);
    return NULL;
  }
  if (new_size == 0) return NULL;
  if (old && old->size > LARGEST && new_size > LARGEST)
    return resize_large(old, new_size);
  if (old && new_size <= old->size && old->size <= LARGEST) return ptr;
  struct reuse_block *block = reuse_take(reuse, new_size);
  if (!block || !old) return block ? block->data : NULL;
  memcpy(block->data, ptr, old_size < new_size ? old_size : new_size);
  reuse_keep(reuse, old);
  return block->data;
}

void reuse_init(struct reuse *reuse) {
  memset(reuse, 0, sizeof *reuse);
}

void reuse_free(struct reuse *reuse) {
  for (size_t class = 0; class < REUSE_CLASSES; class ++)
    while (reuse->kept[class]) {
      struct reuse_block *block = reuse->kept[class];
      reuse->kept[class] = block->next;
      give_back(block);
    }
  reuse->bytes = 0;
}

assay_allocator reuse_allocator(struct reuse *reuse) {
  assay_allocator a = {reuse_resize, reuse};
  return a;
}
