#ifndef ASSAY_COUNT_NGRAM_PARTS_H
#define ASSAY_COUNT_NGRAM_PARTS_H
/*
** ngram_parts.h - the first step of counting: the places where n-grams begin, in parts by
** their first word, each small enough to be sorted in the processor's cache.
*/
#include "assay.h"
#include "count/ngram_index.h"

struct ngram_part {
  uint32_t first, last; /* ranks of the first words */
  size_t begin, end;    /* of its places */
};

struct ngram_parts {
  assay_allocator alloc;
  struct ngram_part *parts; /* by rank */
  size_t part_count, part_cap;
  uint32_t *part_of; /* by code */
  size_t code_count;
  size_t slice_count;     /* pieces of the stream that are dealt independently */
  uint32_t *slice_places; /* how many each has of each part: by slice, then part */
  uint32_t *places;       /* of the parts [from, to), ascending within each */
  size_t from, to, places_cap;
  size_t place_count; /* of all parts */
};

/* Divides the first words; no places are there yet. Owned: free with ngram_parts_free.
** Fails with ASSAY_ENOMEM. */
assay_status ngram_parts_make(struct ngram_parts *out, const struct ngram_stream *stream,
                              const struct ngram_plan *plan, assay_error *err);
/* Deals out the places of the parts after the last round, about plan->round of them, at
** least one part; all when that is 0. *more is false when none was left. */
assay_status ngram_parts_deal(struct ngram_parts *p, const struct ngram_stream *stream,
                              const struct ngram_plan *plan, bool *more,
                              assay_error *err);
/* The places of a part of this round. */
static inline uint32_t *ngram_parts_places(const struct ngram_parts *p, size_t part) {
  size_t at = p->parts[part].begin - p->parts[p->from].begin;
  return p->places ? p->places + at : NULL;
}
void ngram_parts_free(struct ngram_parts *parts);

#endif
