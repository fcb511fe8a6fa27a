/*
** ngram_index.c - part after part is refined, and what is found there is appended. The
** places of chains move to the front of the array that they were sorted in. Several
** threads take stretches of parts, each stretch with an index of its own; the indices are
** joined in the order of the stretches.
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

static bool index_reserve_groups(struct ngram_index *index, size_t needed) {
  void *groups = index->groups, *orders = index->group_n;
  if (needed > index->group_cap && !alloc_grow(&index->alloc, &groups, &index->group_cap,
                                               needed, sizeof *index->groups))
    return false;
  index->groups = groups;
  if (needed > index->group_n_cap &&
      !alloc_grow(&index->alloc, &orders, &index->group_n_cap, needed, 1))
    return false;
  index->group_n = orders;
  return true;
}

static bool index_add_group(struct ngram_index *index, const struct found_group *found,
                            size_t before, uint32_t n) {
  if (!index_reserve_groups(index, index->group_count + 1)) return false;
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

enum { AHEAD = 8 };

/* What was found in a part goes to an index, or else to a taker. */
struct finding {
  struct ngram_index *index;
  uint32_t
      *chains;    /* of the index: the front of the places, which they cannot overtake: */
  uint8_t *spans; /* there is one round, or there are no chains; NULL: of one order */
  ngram_taker *take;
  void *ctx;
};

static assay_status take_chains(const struct finding *f, const struct ngram_refine *r,
                                uint32_t slot, uint32_t stop, assay_error *err) {
  struct ngram_index *index = f->index;
  assay_status status = ASSAY_OK;
  for (; slot < stop && status == ASSAY_OK; slot++) {
    const uint8_t span = r->span[slot];
    if (span == SPAN_NONE) continue;
    if (index) {
      if (f->spans) f->spans[index->chain_count] = span;
      f->chains[index->chain_count++] = r->places[slot];
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

/* What was found in a part, in order. A taker reads the words of each: they are fetched
** some steps before. */
static assay_status take_part(const struct finding *f, struct ngram_refine *r,
                              assay_error *err) {
  uint32_t slot = 0, next = 0, n;
  assay_status status = ASSAY_OK;
  while (status == ASSAY_OK && (n = first_found(r, &next)) > 0) {
    struct found_level *level = &r->found[n - 1];
    if (!f->index && level->taken + AHEAD < level->count)
      __builtin_prefetch(r->stream->units + level->groups[level->taken + AHEAD].at);
    status = take_chains(f, r, slot, next, err);
    slot = next;
    if (status == ASSAY_OK)
      status = take_group(f, &level->groups[level->taken++], n, err);
  }
  if (status == ASSAY_OK) status = take_chains(f, r, slot, (uint32_t)r->size, err);
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

/* The parts [from, to) of a round, and what was found there. */
struct stretch {
  size_t from, to;
  struct ngram_index index;
};

struct search {
  struct finding finding;
  struct ngram_parts *parts;
  struct crew *crew;
  size_t threads;               /* of it */
  struct ngram_refine *refines; /* by worker */
  struct stretch *stretches;    /* NULL: one thread, which finds for all */
  size_t stretch_count;
};

static assay_status find_in_parts(const struct finding *f, struct ngram_refine *r,
                                  const struct ngram_parts *parts, size_t from, size_t to,
                                  assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = from; i < to && status == ASSAY_OK; i++) {
    status = ngram_refine_part(r, &parts->parts[i], ngram_parts_places(parts, i), err);
    if (status == ASSAY_OK) status = take_part(f, r, err);
  }
  return status;
}

/* Where the places of a part are in the array of the round. */
static size_t place_offset(const struct ngram_parts *parts, size_t part) {
  return parts->parts[part].begin - parts->parts[parts->from].begin;
}

static assay_status find_in_stretch(void *ctx, size_t worker, size_t number,
                                    assay_error *err) {
  const struct search *s = ctx;
  struct stretch *stretch = &s->stretches[number];
  if (stretch->from == stretch->to) return ASSAY_OK;
  struct finding finding = s->finding;
  const size_t offset = place_offset(s->parts, stretch->from);
  finding.index = &stretch->index;
  finding.chains = s->parts->places + offset;
  if (finding.spans) finding.spans += offset;
  return find_in_parts(&finding, &s->refines[worker], s->parts, stretch->from,
                       stretch->to, err);
}

/* Divides the parts of the round, by their places. */
static void divide_round(const struct search *s) {
  const struct ngram_parts *p = s->parts;
  const size_t begin = p->parts[p->from].begin, all = p->parts[p->to - 1].end - begin;
  size_t part = p->from;
  for (size_t i = 0; i < s->stretch_count; i++) {
    const uint64_t stop = begin + (uint64_t)all * (i + 1) / s->stretch_count;
    struct stretch *stretch = &s->stretches[i];
    stretch->from = part;
    while (part < p->to && (i + 1 == s->stretch_count || p->parts[part].end <= stop))
      part++;
    stretch->to = part;
    stretch->index.group_count = stretch->index.chain_count = 0;
  }
}

static assay_status join_stretches(struct search *s, assay_error *err) {
  const struct ngram_parts *p = s->parts;
  struct ngram_index *index = s->finding.index;
  size_t groups = index->group_count;
  for (size_t i = 0; i < s->stretch_count; i++)
    groups += s->stretches[i].index.group_count;
  if (!index_reserve_groups(index, groups)) return error_memory(err, 0);
  for (size_t i = 0; i < s->stretch_count; i++) {
    const struct ngram_index *from = &s->stretches[i].index;
    const size_t chains = index->chain_count,
                 offset = place_offset(p, s->stretches[i].from);
    for (size_t j = 0; j < from->group_count; j++) {
      struct ngram_group *group = &index->groups[index->group_count + j];
      *group = from->groups[j];
      group->before += (uint32_t)chains;
    }
    if (from->group_count > 0)
      memcpy(index->group_n + index->group_count, from->group_n, from->group_count);
    index->group_count += from->group_count;
    if (from->chain_count == 0) continue;
    memmove(p->places + chains, p->places + offset,
            from->chain_count * sizeof *p->places);
    if (s->finding.spans)
      memmove(s->finding.spans + chains, s->finding.spans + offset, from->chain_count);
    index->chain_count += from->chain_count;
  }
  return ASSAY_OK;
}

/* What stretches found goes to the taker. They have groups only. */
static assay_status hand_out_stretches(const struct search *s, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < s->stretch_count; i++) {
    const struct ngram_index *index = &s->stretches[i].index;
    for (size_t j = 0; j < index->group_count && status == ASSAY_OK; j++) {
      const struct ngram_group *group = &index->groups[j];
      if (j + AHEAD < index->group_count)
        __builtin_prefetch(s->refines->stream->units + group[AHEAD].at);
      struct ngram_entry entry = {group->at, index->group_n[j], index->group_n[j],
                                  group->count, group->documents};
      status = s->finding.take(s->finding.ctx, &entry, err);
    }
  }
  return status;
}

static assay_status find_in_round(struct search *s, assay_error *err) {
  const struct ngram_parts *p = s->parts;
  s->finding.chains = p->places;
  if (!s->stretches)
    return find_in_parts(&s->finding, s->refines, p, p->from, p->to, err);
  divide_round(s);
  assay_status status = crew_run(s->crew, s->stretch_count, find_in_stretch, s, err);
  if (status != ASSAY_OK) return status;
  return s->finding.take ? hand_out_stretches(s, err) : join_stretches(s, err);
}

static assay_status find_in_rounds(struct search *s, const struct ngram_stream *stream,
                                   const struct ngram_plan *plan, assay_error *err) {
  bool more = true;
  assay_status status = ASSAY_OK;
  while (more && status == ASSAY_OK) {
    status = ngram_parts_deal(s->parts, stream, plan, &more, err);
    if (more && status == ASSAY_OK) status = find_in_round(s, err);
  }
  return status;
}

/* Each thread takes a few stretches, as some take longer than others. */
enum { STRETCHES_PER_THREAD = 8 };

static bool search_begin(struct search *s, const assay_allocator *a,
                         const struct ngram_stream *stream, const struct ngram_plan *plan,
                         const uint32_t *document_at) {
  s->refines = alloc_zero(a, s->threads, sizeof *s->refines);
  if (s->threads > 1) {
    s->stretch_count = s->threads * STRETCHES_PER_THREAD;
    s->stretches = alloc_zero(a, s->stretch_count, sizeof *s->stretches);
  }
  if (!s->refines || (s->stretch_count > 0 && !s->stretches)) return false;
  for (size_t i = 0; i < s->threads; i++)
    ngram_refine_init(&s->refines[i], a, stream, plan, document_at);
  for (size_t i = 0; i < s->stretch_count; i++) s->stretches[i].index.alloc = *a;
  return true;
}

static void search_end(struct search *s, const assay_allocator *a) {
  for (size_t i = 0; s->refines && i < s->threads; i++)
    if (s->refines[i].stream) ngram_refine_free(&s->refines[i]);
  for (size_t i = 0; s->stretches && i < s->stretch_count; i++)
    if (s->stretches[i].index.alloc.resize) ngram_index_free(&s->stretches[i].index);
  alloc_free(a, s->refines, s->threads, sizeof *s->refines);
  alloc_free(a, s->stretches, s->stretch_count, sizeof *s->stretches);
}

static assay_status find_all(const struct finding *f, struct crew *crew,
                             const struct ngram_stream *stream,
                             const struct ngram_plan *plan, struct ngram_parts *parts,
                             uint64_t *tokens, uint64_t *types, assay_error *err) {
  const assay_allocator *a = &stream->alloc;
  const size_t steps = stream->len / DOCUMENT_STEP + 1;
  struct search search = {.finding = *f, .parts = parts, .crew = crew};
  uint32_t *document_at = document_steps(stream, steps);
  search.threads = crew_size(crew);
  assay_status status = document_at ? ASSAY_OK : error_memory(err, 0);
  if (status == ASSAY_OK && !search_begin(&search, a, stream, plan, document_at))
    status = error_memory(err, 0);
  if (status == ASSAY_OK) status = find_in_rounds(&search, stream, plan, err);
  for (size_t n = 0; n < ASSAY_NGRAM_MAX && status == ASSAY_OK; n++) {
    tokens[n] = types[n] = 0;
    for (size_t i = 0; i < search.threads; i++) {
      tokens[n] += search.refines[i].tokens[n];
      types[n] += search.refines[i].types[n];
    }
  }
  search_end(&search, a);
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
                               const struct ngram_stream *stream,
                               const struct ngram_plan *plan, struct ngram_parts *parts,
                               assay_error *err) {
  const bool chains = plan->min_count <= 1 && plan->min_documents <= 1;
  if (chains && plan->min_n < plan->max_n && parts->place_count > 0) {
    index->chain_span = alloc_bytes(&index->alloc, parts->place_count);
    if (!index->chain_span) return error_memory(err, parts->place_count);
    index->span_cap = parts->place_count;
  }
  struct finding finding = {.index = index, .spans = index->chain_span};
  struct ngram_plan chosen = *plan;
  if (chains) chosen.round = 0; /* their places stay where they are sorted */
  return find_all(&finding, plan->crew, stream, &chosen, parts, index->tokens,
                  index->types, err);
}

assay_status ngram_index_build(struct ngram_index *out, const struct ngram_stream *stream,
                               const struct ngram_plan *plan, assay_error *err) {
  struct ngram_index index;
  struct ngram_parts parts;
  memset(&index, 0, sizeof index);
  index.alloc = stream->alloc;
  assay_status status = ngram_parts_make(&parts, stream, plan, err);
  if (status != ASSAY_OK) return status;
  status = index_make(&index, stream, plan, &parts, err);
  if (status == ASSAY_OK) index_adopt(&index, &parts);
  ngram_parts_free(&parts);
  if (status == ASSAY_OK)
    *out = index;
  else
    ngram_index_free(&index);
  return status;
}

assay_status ngram_index_hand_out(const struct ngram_stream *stream,
                                  const struct ngram_plan *plan, ngram_taker *take,
                                  void *ctx, uint64_t *tokens, uint64_t *types,
                                  assay_error *err) {
  struct ngram_parts parts;
  assay_status status = ngram_parts_make(&parts, stream, plan, err);
  if (status != ASSAY_OK) return status;
  struct finding finding = {.take = take, .ctx = ctx};
  const bool chains = plan->min_count <= 1 && plan->min_documents <= 1;
  struct crew *crew = chains ? NULL : plan->crew;
  status = find_all(&finding, crew, stream, plan, &parts, tokens, types, err);
  ngram_parts_free(&parts);
  return status;
}
