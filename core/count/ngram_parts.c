/*
** ngram_parts.c - one pass over the stream counts first words, neighbours in rank order
** are joined to parts, a second pass deals the places out. Both go by slices of the
** stream, of whole documents: what a slice has of each part is known before the places
** are dealt, and so is where in the part they go.
*/
#include "count/ngram_parts.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

enum { PART_SIZE = 32 * 1024, SLICES_PER_THREAD = 4 };

/* Calls step for each place where an n-gram may begin, between two of the stream. */
typedef void place_step(void *ctx, uint32_t place, uint32_t code);

static inline __attribute__((always_inline)) void
each_place(const struct ngram_stream *s, const struct ngram_plan *plan, size_t begin,
           size_t end, place_step *step, void *ctx) {
  const uint16_t *units = s->units;
  if (!plan->items && !plan->contexts) {
    for (size_t i = begin; i < end; i++)
      if (units[i] != NGRAM_BREAK && ngram_begins_code(units[i]))
        step(ctx, (uint32_t)i, ngram_code(units + i));
    return;
  }
  const uint32_t between = plan->items ? 2 : 1; /* break, right; or no right */
  const uint16_t *at = units + begin, *stop = units + end;
  while (at < stop) {
    at = ngram_pass(at, 1); /* left */
    step(ctx, (uint32_t)(at - units), ngram_code(at));
    while (*at != NGRAM_BREAK) at = ngram_pass(at, 1);
    at = ngram_pass(at, between);
  }
}

/* Documents of a slice: from the one that begins at or after its share of the codes. */
static size_t slice_document(const struct ngram_stream *s, size_t slice, size_t slices) {
  const uint64_t at = (uint64_t)s->len * slice / slices;
  size_t low = 0, high = s->document_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (s->starts[middle] < at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Of one slice of so many. */
static inline __attribute__((always_inline)) void
each_planned_place(const struct ngram_stream *s, const struct ngram_plan *plan,
                   size_t slice, size_t slices, place_step *step, void *ctx) {
  const size_t from = slice_document(s, slice, slices);
  const size_t to = slice_document(s, slice + 1, slices);
  if (!plan->group_of) {
    if (from < to) each_place(s, plan, s->starts[from], s->starts[to], step, ctx);
    return;
  }
  for (size_t d = from; d < to; d++)
    if (plan->group_of[d] == plan->group)
      each_place(s, plan, s->starts[d], s->starts[d + 1], step, ctx);
}

static inline void count_place(void *ctx, uint32_t place, uint32_t code) {
  uint32_t *counts = ctx;
  (void)place;
  counts[code]++;
}

struct counting {
  const struct ngram_stream *stream;
  const struct ngram_plan *plan;
  uint32_t *counts; /* by slice, then code */
  size_t code_count, slices;
};

static assay_status count_slice(void *ctx, size_t worker, size_t slice,
                                assay_error *err) {
  const struct counting *c = ctx;
  (void)worker;
  (void)err;
  each_planned_place(c->stream, c->plan, slice, c->slices, count_place,
                     c->counts + slice * c->code_count);
  return ASSAY_OK;
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

struct deal {
  const struct ngram_parts *parts;
  const struct ngram_stream *stream;
  const struct ngram_plan *plan;
  uint32_t *next; /* by slice, then part of the round */
  size_t from, to;
};

static assay_status deal_slice(void *ctx, size_t worker, size_t slice, assay_error *err) {
  const struct deal *deal = ctx;
  const struct ngram_parts *p = deal->parts;
  const size_t count = deal->to - deal->from;
  struct dealing dealing = {p->part_of, deal->next + slice * count, p->places,
                            (uint32_t)deal->from, (uint32_t)count};
  (void)worker;
  (void)err;
  if (count == p->part_count)
    each_planned_place(deal->stream, deal->plan, slice, p->slice_count, deal_place,
                       &dealing);
  else
    each_planned_place(deal->stream, deal->plan, slice, p->slice_count, deal_some,
                       &dealing);
  return ASSAY_OK;
}

/* Joins ranks to parts; by_code holds counts and gets the code's part instead. */
static bool parts_divide(struct ngram_parts *p, uint32_t *by_code,
                         const uint32_t *code_at) {
  size_t begin = 0, size = 0;
  for (size_t rank = 1; rank < p->code_count; rank++) {
    const uint32_t code = code_at[rank];
    const size_t count = by_code[code];
    if (p->part_count == 0 || size + count > PART_SIZE) {
      void *parts = p->parts;
      if (!alloc_grow(&p->alloc, &parts, &p->part_cap, p->part_count + 1,
                      sizeof *p->parts))
        return false;
      p->parts = parts;
      struct ngram_part part = {(uint32_t)rank, (uint32_t)rank, begin, begin};
      p->parts[p->part_count++] = part;
      size = 0;
    }
    struct ngram_part *part = &p->parts[p->part_count - 1];
    begin += count;
    size += count;
    part->last = (uint32_t)rank;
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
  const size_t rows = (to - from) * p->slice_count;
  uint32_t *next = alloc_resize(&p->alloc, NULL, 0, rows, sizeof *next);
  if (!next) return error_memory(err, rows * sizeof *next);
  for (size_t i = from; i < to; i++) {
    uint32_t at = (uint32_t)(p->parts[i].begin - begin);
    for (size_t slice = 0; slice < p->slice_count; slice++) {
      next[slice * (to - from) + i - from] = at;
      at += p->slice_places[slice * p->part_count + i];
    }
  }
  struct deal deal = {p, stream, plan, next, from, to};
  assay_status status = crew_run(plan->crew, p->slice_count, deal_slice, &deal, err);
  alloc_free(&p->alloc, next, rows, sizeof *next);
  p->from = from;
  p->to = to;
  return status;
}

/* From the counts of each slice by code: of all by code, in *part_of, then parts, then
** those of each slice by part. */
static bool parts_from_counts(struct ngram_parts *p, const uint32_t *counts,
                              const uint32_t *code_at) {
  const size_t codes = p->code_count;
  for (size_t slice = 0; slice < p->slice_count; slice++)
    for (size_t code = 1; code < codes; code++)
      p->part_of[code] += counts[slice * codes + code];
  if (!parts_divide(p, p->part_of, code_at)) return false;
  if (p->part_count == 0) return true;
  p->slice_places = alloc_zero(&p->alloc, p->slice_count * p->part_count,
                               sizeof *p->slice_places);
  if (!p->slice_places) return false;
  for (size_t slice = 0; slice < p->slice_count; slice++)
    for (size_t code = 1; code < codes; code++)
      p->slice_places[slice * p->part_count + p->part_of[code]] +=
          counts[slice * codes + code];
  return true;
}

assay_status ngram_parts_make(struct ngram_parts *out, const struct ngram_stream *stream,
                              const struct ngram_plan *plan, assay_error *err) {
  const size_t code_count = plan->code_count;
  struct ngram_parts p;
  memset(&p, 0, sizeof p);
  p.alloc = stream->alloc;
  p.code_count = code_count;
  const size_t threads = crew_size(plan->crew);
  p.slice_count = threads > 1 ? threads * SLICES_PER_THREAD : 1;
  p.part_of = alloc_zero(&p.alloc, code_count, sizeof *p.part_of);
  uint32_t *counts = alloc_zero(&p.alloc, code_count * p.slice_count, sizeof *counts);
  struct counting counting = {stream, plan, counts, code_count, p.slice_count};
  bool done = p.part_of && counts &&
              crew_run(plan->crew, p.slice_count, count_slice, &counting, err) ==
                  ASSAY_OK &&
              parts_from_counts(&p, counts, plan->code_at);
  alloc_free(&p.alloc, counts, code_count * p.slice_count, sizeof *counts);
  if (!done) {
    ngram_parts_free(&p);
    return error_memory(err, code_count * sizeof *p.part_of);
  }
  *out = p;
  return ASSAY_OK;
}

void ngram_parts_free(struct ngram_parts *p) {
  alloc_free(&p->alloc, p->places, p->places_cap, sizeof *p->places);
  alloc_free(&p->alloc, p->part_of, p->code_count, sizeof *p->part_of);
  alloc_free(&p->alloc, p->slice_places, p->slice_count * p->part_count,
             sizeof *p->slice_places);
  alloc_free(&p->alloc, p->parts, p->part_cap, sizeof *p->parts);
  p->slice_places = NULL;
  p->places = NULL;
  p->part_of = NULL;
  p->parts = NULL;
}
