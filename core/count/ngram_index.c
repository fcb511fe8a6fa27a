/*
** ngram_index.c - part after part is refined, and what is found there is appended. The
** places of chains move to the front of the array that they were sorted in.
*/
#include "count/ngram_index.h"

#include "base/alloc.h"
#include "base/error.h"
#include "count/ngram_parts.h"
#include "count/ngram_refine.h"

#include <string.h>

void ngram_index_free(struct ngram_index *index) {
  const assay_allocator *a = &index->alloc;
  alloc_free(a, index->groups, index->group_cap, sizeof *index->groups);
  alloc_free(a, index->group_n, index->group_n_cap, sizeof *index->group_n);
  alloc_free(a, index->chains, index->chain_cap, sizeof *index->chains);
  alloc_free(a, index->chain_span, index->span_cap, sizeof *index->chain_span);
}

static bool index_add_group(struct ngram_index *index, const struct found_group *found,
                            size_t before, uint32_t n) {
  size_t needed = index->group_count + 1;
  void *groups = index->groups, *orders = index->group_n;
  if (needed > index->group_cap && !alloc_grow(&index->alloc, &groups, &index->group_cap,
                                               needed, sizeof *index->groups))
    return false;
  index->groups = groups;
  if (needed > index->group_n_cap &&
      !alloc_grow(&index->alloc, &orders, &index->group_n_cap, needed, 1))
    return false;
  index->group_n = orders;
  struct ngram_group group = {found->at, (uint32_t)before, found->count,
                              found->documents};
  index->groups[index->group_count] = group;
  index->group_n[index->group_count++] = (uint8_t)n;
  return true;
}

/* The found group of the first slot, the shortest of those; 0 when none is left. */
static uint32_t first_found(const struct ngram_refine *r, uint32_t *slot) {
  uint32_t best = 0;
  for (uint32_t n = r->plan->min_n; n <= r->plan->max_n; n++) {
    const struct found_level *level = &r->found[n - 1];
    if (level->taken == level->count) continue;
    uint32_t here = level->groups[level->taken].slot;
    if (best > 0 && here >= *slot) continue;
    best = n;
    *slot = here;
  }
  return best;
}

/* What was found in a part goes to an index, or else to a taker. */
struct finding {
  struct ngram_index *index;
  ngram_taker *take;
  void *ctx;
};

/* Chains go to the front of the places, which they cannot overtake: with an index there
** is one round, or there are no chains. */
static assay_status take_chains(const struct finding *f, const struct ngram_refine *r,
                                uint32_t *places, uint32_t slot, uint32_t stop,
                                assay_error *err) {
  struct ngram_index *index = f->index;
  assay_status status = ASSAY_OK;
  for (; slot < stop && status == ASSAY_OK; slot++) {
    const uint8_t span = r->span[slot];
    if (span == SPAN_NONE) continue;
    if (index) {
      if (index->chain_span) index->chain_span[index->chain_count] = span;
      places[index->chain_count++] = r->places[slot];
    } else {
      struct ngram_entry entry = {r->places[slot], ngram_span_from(span),
                                  ngram_span_to(span), 1, 1};
      status = f->take(f->ctx, &entry, err);
    }
  }
  return status;
}

static assay_status take_group(const struct finding *f, const struct found_group *found,
                               uint32_t n, assay_error *err) {
  struct ngram_index *index = f->index;
  if (index)
    return index_add_group(index, found, index->chain_count, n) ? ASSAY_OK
                                                                : error_memory(err, 0);
  struct ngram_entry entry = {found->at, n, n, found->count, found->documents};
  return f->take(f->ctx, &entry, err);
}

/* What was found in a part, in order. */
static assay_status take_part(const struct finding *f, struct ngram_refine *r,
                              uint32_t *places, assay_error *err) {
  uint32_t slot = 0, next = 0, n;
  assay_status status = ASSAY_OK;
  while (status == ASSAY_OK && (n = first_found(r, &next)) > 0) {
    struct found_level *level = &r->found[n - 1];
    status = take_chains(f, r, places, slot, next, err);
    slot = next;
    if (status == ASSAY_OK)
      status = take_group(f, &level->groups[level->taken++], n, err);
  }
  if (status == ASSAY_OK)
    status = take_chains(f, r, places, slot, (uint32_t)r->size, err);
  return status;
}

/* The document of every DOCUMENT_STEP-th place. */
static uint32_t *document_steps(const struct ngram_stream *s, size_t count) {
  uint32_t *steps = alloc_resize(&s->alloc, NULL, 0, count, sizeof *steps);
  size_t d = 0;
  for (size_t i = 0; steps && i < count; i++) {
    while (d + 1 < s->document_count && s->starts[d + 1] <= i * DOCUMENT_STEP) d++;
    steps[i] = (uint32_t)d;
  }
  return steps;
}

static assay_status find_in_rounds(const struct finding *f, struct ngram_refine *r,
                                   struct ngram_parts *parts, assay_error *err) {
  bool more = true;
  assay_status status = ASSAY_OK;
  while (more && status == ASSAY_OK) {
    status = ngram_parts_deal(parts, r->stream, r->plan, &more, err);
    for (size_t i = parts->from; more && i < parts->to && status == ASSAY_OK; i++) {
      status = ngram_refine_part(r, &parts->parts[i], ngram_parts_places(parts, i), err);
      if (status == ASSAY_OK) status = take_part(f, r, parts->places, err);
    }
  }
  return status;
}

static assay_status find_all(const struct finding *f, const struct ngram_stream *stream,
                             size_t code_count, const struct ngram_plan *plan,
                             struct ngram_parts *parts, uint64_t *tokens, uint64_t *types,
                             assay_error *err) {
  const assay_allocator *a = &stream->alloc;
  const size_t steps = stream->len / DOCUMENT_STEP + 1;
  uint32_t *document_at = document_steps(stream, steps);
  if (!document_at) return error_memory(err, 0);
  struct ngram_refine refine;
  ngram_refine_init(&refine, a, stream, plan, code_count, document_at);
  assay_status status = find_in_rounds(f, &refine, parts, err);
  memcpy(tokens, refine.tokens, sizeof refine.tokens);
  memcpy(types, refine.types, sizeof refine.types);
  ngram_refine_free(&refine);
  alloc_free(a, document_at, steps, sizeof *document_at);
  return status;
}

/* Gives back what an array has too much. */
static void shrink(const assay_allocator *a, void **items, size_t *cap, size_t count,
                   size_t size) {
  if (count + 1 >= *cap) return;
  void *fewer = alloc_resize(a, *items, *cap, count + 1, size);
  if (!fewer) return;
  *items = fewer;
  *cap = count + 1;
}

/* The array of places becomes that of chains. */
static void index_adopt(struct ngram_index *index, struct ngram_parts *parts) {
  void *chains = parts->places, *spans = index->chain_span;
  index->chain_cap = parts->places_cap;
  parts->places = NULL;
  shrink(&index->alloc, &chains, &index->chain_cap, index->chain_count, sizeof(uint32_t));
  shrink(&index->alloc, &spans, &index->span_cap, index->chain_count, 1);
  index->chains = chains;
  index->chain_span = spans;
}

static assay_status index_make(struct ngram_index *index,
                               const struct ngram_stream *stream, size_t code_count,
                               const struct ngram_plan *plan, struct ngram_parts *parts,
                               assay_error *err) {
  const bool chains = plan->min_count <= 1 && plan->min_documents <= 1;
  if (chains && plan->min_n < plan->max_n && parts->place_count > 0) {
    index->chain_span = alloc_bytes(&index->alloc, parts->place_count);
    if (!index->chain_span) return error_memory(err, parts->place_count);
    index->span_cap = parts->place_count;
  }
  struct finding finding = {index, NULL, NULL};
  struct ngram_plan chosen = *plan;
  if (chains) chosen.round = 0; /* their places stay where they are sorted */
  return find_all(&finding, stream, code_count, &chosen, parts, index->tokens,
                  index->types, err);
}

assay_status ngram_index_build(struct ngram_index *out, const struct ngram_stream *stream,
                               size_t code_count, const struct ngram_plan *plan,
                               assay_error *err) {
  struct ngram_index index;
  struct ngram_parts parts;
  memset(&index, 0, sizeof index);
  index.alloc = stream->alloc;
  assay_status status = ngram_parts_make(&parts, stream, code_count, plan, err);
  if (status != ASSAY_OK) return status;
  status = index_make(&index, stream, code_count, plan, &parts, err);
  if (status == ASSAY_OK) index_adopt(&index, &parts);
  ngram_parts_free(&parts);
  if (status == ASSAY_OK)
    *out = index;
  else
    ngram_index_free(&index);
  return status;
}

assay_status ngram_index_hand_out(const struct ngram_stream *stream, size_t code_count,
                                  const struct ngram_plan *plan, ngram_taker *take,
                                  void *ctx, uint64_t *tokens, uint64_t *types,
                                  assay_error *err) {
  struct ngram_parts parts;
  assay_status status = ngram_parts_make(&parts, stream, code_count, plan, err);
  if (status != ASSAY_OK) return status;
  struct finding finding = {NULL, take, ctx};
  status = find_all(&finding, stream, code_count, plan, &parts, tokens, types, err);
  ngram_parts_free(&parts);
  return status;
}
