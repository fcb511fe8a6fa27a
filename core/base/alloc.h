#ifndef ASSAY_BASE_ALLOC_H
#define ASSAY_BASE_ALLOC_H
/*
** alloc.h - the only door to memory.
** Sizes are products and sums that somebody else's file decides, so every one is
** checked. Objects keep an assay_allocator by value and pass its address down.
*/
#include "assay.h"

/* True where AddressSanitizer watches: it is to see what is used after it was freed, so
** nobody keeps blocks for later. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ALLOC_WATCHED true
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ALLOC_WATCHED true
#endif
#ifndef ALLOC_WATCHED
#define ALLOC_WATCHED false
#endif

/* malloc, realloc and free. */
assay_allocator alloc_default(void);
/* *given, or the default where given is NULL or has no function. */
assay_allocator alloc_or_default(const assay_allocator *given);

/* size bytes, not initialised. NULL when out of memory or size is 0. */
void *alloc_bytes(const assay_allocator *a, size_t size);
/* count * size bytes set to zero; NULL also when the product overflows. */
void *alloc_zero(const assay_allocator *a, size_t count, size_t size);
/* Grows or shrinks an array in place or by moving it. NULL leaves the old one alone. */
void *alloc_resize(const assay_allocator *a, void *ptr, size_t old_count,
                   size_t new_count, size_t size);
/* Frees a block of count * size bytes; ptr may be NULL. */
void alloc_free(const assay_allocator *a, void *ptr, size_t count, size_t size);

/* For a process that is ours alone: malloc keeps more of what is freed, so that documents
** that come and go do not cost the system's pages each time. While no other thread has
** memory made. */
void alloc_keep(void);
/* For the same process, by a thread that documents will pass through: where malloc has a
** part of the memory for each thread, its first 14 MB come in large pages. Nothing is
** used before it is needed. */
void alloc_prepare(void);
/* For the same process, when the documents are gone: arrays that grow from now on are
** moved by the system, and leave no holes behind. */
void alloc_keep_no_more(void);
/* Gives memory that malloc keeps for later back to the system, where that can be done and
** at least so many bytes are in use: it takes a millisecond or two. */
void alloc_give_back(size_t least);

/* Makes room for `needed` items in an array of *cap: at least doubles it.
** False when out of memory; then nothing changed. */
bool alloc_grow(const assay_allocator *a, void **items, size_t *cap, size_t needed,
                size_t size);

#endif
