#ifndef ASSAY_BASE_STABLE_HASH_H
#define ASSAY_BASE_STABLE_HASH_H
/*
** stable_hash.h - the 64-bit hash that encoded accumulators and stamps depend on. Unlike
** table_hash it may never change: FNV-1a over the bytes, then the finaliser of
** MurmurHash3, which spreads every bit of it over all 64.
*/
#include "assay.h"

#define STABLE_HASH_START 0xCBF29CE484222325u

/* FNV-1a: takes more bytes into a state that began as STABLE_HASH_START. */
uint64_t stable_hash_add(uint64_t state, assay_str bytes);
/* The same for the 8 bytes of a number, lowest first. */
uint64_t stable_hash_add_number(uint64_t state, uint64_t number);
uint64_t stable_hash_finish(uint64_t state);
/* All of it for one text. */
uint64_t stable_hash(assay_str bytes);

#endif
