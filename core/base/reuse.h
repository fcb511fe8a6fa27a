#ifndef ASSAY_BASE_REUSE_H
#define ASSAY_BASE_REUSE_H
/*
** reuse.h - an allocator that keeps small blocks which it is given back, for objects of
** much the same shape that come one after another, such as the documents of a worker:
** the next one has the memory of the last. A malloc that other threads use, too, takes
** longer. One thread, also for what is given back.
*/
#include "assay.h"

enum { REUSE_CLASSES = 11 }; /* of sizes: 64 bytes to 64 KiB, by powers of two */

struct reuse {
  struct reuse_block *kept[REUSE_CLASSES];
  size_t bytes; /* of the blocks kept; REUSE_MOST at most */
};
#define REUSE_MOST ((size_t)1 << 20)

void reuse_init(struct reuse *reuse);
/* Frees what is kept. All blocks must have been given back. */
void reuse_free(struct reuse *reuse);
/* Valid as long as reuse is, which must not move. A block that shrinks may stay as long
** as it was. */
assay_allocator reuse_allocator(struct reuse *reuse);

#endif
