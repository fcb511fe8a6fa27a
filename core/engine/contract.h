#ifndef ASSAY_ENGINE_CONTRACT_H
#define ASSAY_ENGINE_CONTRACT_H
/*
** contract.h - the four functions of an analysis as the engine calls them. All of this
** runs inside a protected call: it may raise.
*/
#include "assay.h"
#include "base/crew.h"
#include "count/accumulator.h"

#include <lua.h>

/* Accumulators by name, sorted: what new() returned and map() filled, for one shard. */
struct bundle {
  struct bundle_entry {
    char name[64];
    struct accumulator accumulator;
    struct meter *meter; /* held, so that a report can count it again; may be NULL */
  } * entries;
  size_t count;
};

/* Raises unless the value at index came from assay.analysis. */
void contract_check(lua_State *L, int index);
/* Takes the accumulators out of the table at index, whose handles become closed. Raises
** when the table holds anything else. */
void bundle_take(lua_State *L, int index, struct bundle *out);
/* Pushes a table with handles for the accumulators, which it takes over. */
void bundle_push(lua_State *L, struct bundle *bundle);
/* Merges entry by entry; fails when the shards made different accumulators. */
assay_status bundle_merge(struct bundle *into, const struct bundle *from,
                          assay_error *err);
/* Whether both have the same accumulators, by name and kind. */
bool bundle_alike(const struct bundle *a, const struct bundle *b);
/* Whether merging in another order gives the same. */
bool bundle_commutes(const struct bundle *bundle);
/* From now on it needs no vocabulary, and takes no more memory than what it has. Fails
** with ASSAY_ENOMEM. */
assay_status bundle_settle(struct bundle *bundle, assay_error *err);
/* Frees it while the vocabulary is there, and gives that what others may use again. */
void bundle_give_back(struct bundle *bundle);
/* Divides so many bytes among its n-grams, for them to keep to; 0: no limit. */
void bundle_limit(struct bundle *bundle, uint64_t memory);
/* A crew, borrowed, that may help its accumulators; NULL: none. */
void bundle_use_crew(struct bundle *bundle, struct crew *crew);
/* From now on the accumulators are read only. */
void bundle_freeze(struct bundle *bundle);
/* The encoded form of all: their count, then name and accumulator (core/count/README.md)
** of each. Equal bundles give equal bytes. */
assay_status bundle_encode(const struct bundle *bundle, struct buffer *out,
                           assay_error *err);
/* The same to where it need not be in memory; what was written stays on failure. */
assay_status bundle_write(const struct bundle *bundle, struct codec_sink *out,
                          assay_error *err);
/* Takes the bundle that the reader is at. Trusts nothing; *out is to be freed also on
** failure. What is malformed is remembered by the reader (codec.h), or ASSAY_EFORMAT. */
assay_status bundle_take_encoded(struct bundle *out, struct codec_reader *in,
                                 assay_error *err);
/* The same where it is all of the bytes. */
assay_status bundle_decode(struct bundle *out, assay_str bytes, assay_error *err);
void bundle_free(struct bundle *bundle);

#endif
