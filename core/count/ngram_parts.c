/*
** ngram_parts.c - one pass over the stream counts first words, neighbours in code order
** are joined to parts, a second pass deals the places out.
*/
#include "count/ngram_parts.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

enum { PART_SIZE = 32 * 1024 };

/* Calls step for each place where an n-gram may begin, between two of the stream. */
typedef void place_step(void *ctx, uint32_t place, uint32_t code);

static inline __attribute__((always_inline)) void each_place(const struct ngram_stream *s,
                                                             bool items, size_t begin,
                                                             size_t end, place_step *step,
                                                             void *ctx) {
  const uint32_t *codes = s->codes;
  if (!items) {
    for (size_t i = begin; i < end; i++)
      if (codes[i] != NGRAM_BREAK) step(ctx, (uint32_t)i, codes[i]);
    return;
  }
  for (size_t i = begin + 1; i < end; i += 3) { /* left, words, break, right */
    step(ctx, (uint32_t)i, codes[i]);
    while (codes[i] != NGRAM_BREAK) i++;
  }
}

static inline __attribute__((always_inline)) void
each_planned_place(const struct ngram_stream *s, const struct ngram_plan *plan,
                   place_step *step, void *ctx) {
  if (!plan->group_of) {
    each_place(s, plan->items, 0, s->len, step, ctx);
    return;
  }
  for (size_t d = 0; d < s->document_count; d++)
    if (plan->group_of[d] == plan->group)
      each_place(s, plan->items, s->starts[d], s->starts[d + 1], step, ctx);
}

static inline void count_place(void *ctx, uint32_t place, uint32_t code) {
  uint32_t *counts = ctx;
  (void)place;
  counts[code]++;
}

struct dealing {
  const uint32_t *part_of; /* by code */
  uint32_t *next, *places; /* next: where the next place of a part goes */
  uint32_t from, count;    /* the parts of the round */
};

static inline void deal_place(void *ctx, uint32_t place, uint32_t code) {
  const struct dealing *dealing = ctx;
  dealing->places[dealing->next[dealing->part_of[code]]++] = place;
}

static inline void deal_some(void *ctx, uint32_t place, uint32_t code) {
  const struct dealing *dealing = ctx;
  const uint32_t part = dealing->part_of[code] - dealing->from;
  if (part < dealing->count) dealing->places[dealing->next[part]++] = place;
}

/* Joins codes to parts; by_code holds counts and gets the code's part instead. */
static bool parts_divide(struct ngram_parts *p, uint32_t *by_code, size_t code_count) {
  size_t begin = 0, size = 0;
  for (size_t code = 1; code < code_count; code++) {
    size_t count = by_code[code];
    if (p->part_count == 0 || size + count > PART_SIZE) {
      void *parts = p->parts;
      if (!alloc_grow(&p->alloc, &parts, &p->part_cap, p->part_count + 1,
                      sizeof *p->parts))
        return false;
      p->parts = parts;
      struct ngram_part part = {(uint32_t)code, (uint32_t)code, begin, begin};
      p->parts[p->part_count++] = part;
      size = 0;
    }
    struct ngram_part *part = &p->parts[p->part_count - 1];
    begin += count;
    size += count;
    part->last = (uint32_t)code;
    part->end = begin;
    by_code[code] = (uint32_t)p->part_count - 1;
  }
  p->place_count = begin;
  return true;
}

/* Chooses the parts of the next round. */
static size_t next_round(const struct ngram_parts *p, size_t round) {
  size_t to = p->to + 1;
  while (to < p->part_count &&
         (round == 0 || p->parts[to].end - p->parts[p->to].begin <= round))
    to++;
  return to;
}

assay_status ngram_parts_deal(struct ngram_parts *p, const struct ngram_stream *stream,
                              const struct ngram_plan *plan, bool *more,
                              assay_error *err) {
  *more = p->to < p->part_count;
  if (!*more) return ASSAY_OK;
  const size_t from = p->to, to = next_round(p, plan->round);
  const size_t begin = p->parts[from].begin, size = p->parts[to - 1].end - begin;
  if (size > p->places_cap) {
    alloc_free(&p->alloc, p->places, p->places_cap, sizeof *p->places);
    p->places_cap = 0;
    p->places = alloc_resize(&p->alloc, NULL, 0, size, sizeof *p->places);
    if (!p->places) return error_memory(err, size * sizeof *p->places);
    p->places_cap = size;
  }
  uint32_t *next = alloc_resize(&p->alloc, NULL, 0, to - from, sizeof *next);
  if (!next) return error_memory(err, (to - from) * sizeof *next);
  for (size_t i = from; i < to; i++)
    next[i - from] = (uint32_t)(p->parts[i].begin - begin);
  struct dealing dealing = {p->part_of, next, p->places, (uint32_t)from,
                            (uint32_t)(to - from)};
  if (to - from == p->part_count)
    each_planned_place(stream, plan, deal_place, &dealing);
  else
    each_planned_place(stream, plan, deal_some, &dealing);
  alloc_free(&p->alloc, next, to - from, sizeof *next);
  p->from = from;
  p->to = to;
  return ASSAY_OK;
}

assay_status ngram_parts_make(struct ngram_parts *out, const struct ngram_stream *stream,
                              size_t code_count, const struct ngram_plan *plan,
                              assay_error *err) {
  struct ngram_parts p;
  memset(&p, 0, sizeof p);
  p.alloc = stream->alloc;
  p.code_count = code_count;
  p.part_of = alloc_zero(&p.alloc, code_count, sizeof *p.part_of);
  if (!p.part_of) return error_memory(err, code_count * sizeof *p.part_of);
  each_planned_place(stream, plan, count_place, p.part_of);
  if (!parts_divide(&p, p.part_of, code_count)) {
    ngram_parts_free(&p);
    return error_memory(err, 0);
  }
  *out = p;
  return ASSAY_OK;
}

void ngram_parts_free(struct ngram_parts *p) {
  alloc_free(&p->alloc, p->places, p->places_cap, sizeof *p->places);
  alloc_free(&p->alloc, p->part_of, p->code_count, sizeof *p->part_of);
  alloc_free(&p->alloc, p->parts, p->part_cap, sizeof *p->parts);
  p->places = NULL;
  p->part_of = NULL;
  p->parts = NULL;
}
