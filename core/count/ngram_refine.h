#ifndef ASSAY_COUNT_NGRAM_REFINE_H
#define ASSAY_COUNT_NGRAM_REFINE_H
/*
** ngram_refine.h - the second step of counting: the places of one part are sorted by
** their words, level by level, and the n-grams found are handed out in order.
*/
#include "assay.h"
#include "count/ngram_index.h"
#include "count/ngram_parts.h"

struct run_of_places { /* that are alike so far: slots of the part */
  uint32_t begin, size;
  uint32_t offset; /* of what comes next, in units from each place */
};

struct found_group { /* an n-gram, at the slot of its first place */
  uint32_t slot, at, count, documents;
};

struct found_level {
  struct found_group *groups;
  size_t count, cap, taken;
};

/* What one thread needs to refine part after part. */
struct ngram_refine {
  assay_allocator alloc;
  const struct ngram_stream *stream;
  const struct ngram_plan *plan;
  unsigned rank_bits;
  const uint32_t *document_at; /* of every DOCUMENT_STEP-th place */

  uint32_t *places; /* of the part */
  size_t size;
  uint8_t *span; /* by slot: of the chain that begins there, or SPAN_NONE */
  size_t span_cap;
  uint64_t *keys, *scratch; /* of the batch being sorted */
  uint32_t *batch;          /* its places before sorting */
  size_t batch_cap;
  struct run_of_places *runs, *next; /* of two and more; of this level, of the next */
  size_t run_count, next_count, runs_cap, next_cap;
  struct found_level found[ASSAY_NGRAM_MAX]; /* by order - 1 */
  uint64_t tokens[ASSAY_NGRAM_MAX], types[ASSAY_NGRAM_MAX];
};

enum { DOCUMENT_STEP = 256 };
#define SPAN_NONE ((uint8_t)15) /* from 16 to 1: no chain has it */

void ngram_refine_init(struct ngram_refine *r, const assay_allocator *alloc,
                       const struct ngram_stream *stream, const struct ngram_plan *plan,
                       const uint32_t *document_at);
void ngram_refine_free(struct ngram_refine *r);
/* Sorts the part's places where they are, and fills span and found. */
assay_status ngram_refine_part(struct ngram_refine *r, const struct ngram_part *part,
                               uint32_t *places, assay_error *err);

#endif
