#ifndef ASSAY_BASE_POOL_H
#define ASSAY_BASE_POOL_H
/*
** pool.h - an allocator for one thread that makes and frees many small blocks, as a Lua
** state does: they are cut from one large block and go to lists by size, without a lock
** and without a header. When it is used up, and for blocks that are not small, malloc
** serves: what the pool keeps for later is never more than POOL_BYTES.
*/
#include "assay.h"

enum { POOL_STEP = 16, POOL_CLASSES = 32, POOL_LARGEST = POOL_STEP * POOL_CLASSES };
#define POOL_BYTES ((size_t)2 << 20)

struct pool {               /* all zero: empty */
  char *begin, *end;        /* the large block, had when it is needed */
  char *at;                 /* from here on nothing was cut yet */
  void *kept[POOL_CLASSES]; /* by size: blocks that were given back */
};

/* Contract of lua_Alloc; old_size is the exact size, 0 where ptr is NULL. */
void *pool_resize(struct pool *pool, void *ptr, size_t old_size, size_t new_size);
/* When all blocks were given back. It is empty then. */
void pool_free(struct pool *pool);

#endif
