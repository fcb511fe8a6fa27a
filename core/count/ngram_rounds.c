/*
** ngram_rounds.c - first words are counted once; then each round takes as many of them as
** its memory allows, in the order of their ranks, so that n-grams come in order. A first
** word that takes more than that has rounds of its own, by the second word, and so on.
*/
#include "count/ngram_rounds.h"

#include "base/alloc.h"
#include "base/error.h"
#include "count/ngrams.h"

#include <string.h>

/* Bytes that counting takes for each place of the largest part, at most: its number
** twice, its runs of two levels, and what is found. */
enum { PART_BYTES = 40, LEAST_PART = 32 * 1024 };

struct rounds {
  const struct ngram_source *source;
  const struct ngram_plan *plan;
  assay_allocator alloc;
  const uint32_t *places; /* by the code that rounds are chosen by */
  uint32_t begun;         /* codes that all begin with in rounds by the code after them */
  uint32_t prefix[ASSAY_NGRAM_MAX]; /* those */
  uint32_t first, last;             /* ranks of the round */
  struct ngram_stream copied;       /* what begins with them */
  ngram_words_taker *take;
  void *ctx;
  uint64_t memory;
  uint64_t *tokens, *types;
};

/* -- All documents ------------------------------------------------------------------- */

typedef assay_status document_step(void *ctx, const uint32_t *codes, size_t len,
                                   assay_error *err);

static bool is_planned(const struct ngram_plan *plan, size_t document) {
  return !plan->group_of || plan->group_of[document] == plan->group;
}

static assay_status each_document(const struct rounds *r, document_step *step, void *ctx,
                                  assay_error *err) {
  const struct ngram_source *source = r->source;
  const size_t count = source->spill->document_count + source->stream->document_count;
  struct spill_reader reader;
  assay_status status = ASSAY_OK;
  spill_reader_init(&reader, source->spill, source->stream);
  for (size_t d = 0; d < count && status == ASSAY_OK; d++) {
    if (!is_planned(r->plan, d)) {
      status = spill_reader_skip(&reader, err);
      continue;
    }
    status = spill_reader_next(&reader, err);
    if (status == ASSAY_OK && reader.len > 0)
      status = step(ctx, reader.codes, reader.len, err);
  }
  spill_reader_free(&reader);
  return status;
}

/* -- Of one document ----------------------------------------------------------------- */

struct counting {
  struct rounds *rounds;
  uint32_t *places;
  uint64_t count, documents; /* of the n-gram that the prefix is */
  uint32_t left, right;      /* that stand beside it always, or NGRAM_BREAK */
};

static inline bool has_prefix(const struct rounds *r, const uint32_t *codes) {
  for (uint32_t i = 0; i < r->begun; i++) /* documents end with a break, no prefix does */
    if (codes[i] != r->prefix[i]) return false;
  return true;
}

/* Counts first codes. */
static assay_status count_first(void *ctx, const uint32_t *codes, size_t len,
                                assay_error *err) {
  const struct counting *c = ctx;
  (void)err;
  if (!c->rounds->plan->items) {
    for (size_t i = 0; i < len; i++) c->places[codes[i]]++;
    return ASSAY_OK;
  }
  for (size_t i = 1; i < len; i += 3) {
    c->places[codes[i]]++;
    while (codes[i] != NGRAM_BREAK) i++;
  }
  return ASSAY_OK;
}

static void meet_beside(struct counting *c, uint32_t left, uint32_t right) {
  if (c->count++ == 0) {
    c->left = left;
    c->right = right;
  }
  if (c->left != left) c->left = NGRAM_BREAK;
  if (c->right != right) c->right = NGRAM_BREAK;
}

/* Counts the codes after the prefix, and that. */
static assay_status count_next(void *ctx, const uint32_t *codes, size_t len,
                               assay_error *err) {
  struct counting *c = ctx;
  const struct rounds *r = c->rounds;
  const uint64_t before = c->count;
  const bool items = r->plan->items;
  (void)err;
  for (size_t i = items; i < len; i += items ? 3 : 1) {
    if (has_prefix(r, codes + i)) {
      const uint32_t next = codes[i + r->begun];
      if (next != NGRAM_BREAK) c->places[next]++;
      if (!items || next == NGRAM_BREAK)
        meet_beside(c, i > 0 ? codes[i - 1] : NGRAM_BREAK, codes[i + r->begun + items]);
    }
    while (items && codes[i] != NGRAM_BREAK) i++;
  }
  c->documents += c->count > before;
  return ASSAY_OK;
}

/* Copies what stands before a place, and its words. There is room. */
static inline void copy_context(struct ngram_stream *out, const uint32_t *codes, size_t i,
                                uint32_t max_n) {
  ngram_stream_put(out, i > 0 ? codes[i - 1] : NGRAM_BREAK);
  for (uint32_t n = 0; n < max_n && codes[i + n] != NGRAM_BREAK; n++)
    ngram_stream_put(out, codes[i + n]);
  ngram_stream_put(out, NGRAM_BREAK);
}

/* Whether what begins with these codes is of the round. */
static inline bool is_chosen(const struct rounds *r, const uint32_t *codes) {
  const uint32_t count = r->last - r->first + 1, *rank_of = r->plan->rank_of;
  return has_prefix(r, codes) && rank_of[codes[r->begun]] - r->first < count;
}

static assay_status copy_contexts(void *ctx, const uint32_t *codes, size_t len,
                                  assay_error *err) {
  struct rounds *r = ctx;
  struct ngram_stream *out = &r->copied;
  const uint32_t max_n = r->plan->max_n;
  const size_t before = out->len;
  for (size_t i = 0; i < len; i++)
    if (is_chosen(r, codes + i)) copy_context(out, codes, i, max_n);
  return out->len > before ? ngram_stream_end(out, err) : ASSAY_OK;
}

static assay_status copy_items(void *ctx, const uint32_t *codes, size_t len,
                               assay_error *err) {
  struct rounds *r = ctx;
  struct ngram_stream *out = &r->copied;
  const size_t before = out->len;
  for (size_t i = 0, end; i < len; i = end) {
    for (end = i + 1; codes[end] != NGRAM_BREAK;) end++;
    end += 2;
    if (!is_chosen(r, codes + i + 1)) continue;
    for (size_t j = i; j < end; j++) ngram_stream_put(out, codes[j]);
  }
  return out->len > before ? ngram_stream_end(out, err) : ASSAY_OK;
}

/* -- Rounds -------------------------------------------------------------------------- */

static assay_status take_copied(void *ctx, const struct ngram_entry *entry,
                                assay_error *err) {
  const struct rounds *r = ctx;
  uint32_t words[ASSAY_NGRAM_MAX];
  ngram_read(r->copied.units + entry->at, entry->to, words);
  for (uint32_t i = 0; i < entry->to; i++) words[i] = r->plan->rank_of[words[i]];
  return r->take(r->ctx, entry, words, err);
}

/* Codes that are copied for a place at most. */
static size_t copied_most(const struct ngram_plan *plan) {
  return plan->max_n + (plan->items ? 3 : 2);
}

static uint64_t round_bytes(const struct ngram_plan *plan, uint64_t places,
                            uint64_t largest) {
  const uint64_t each = (copied_most(plan) + 1) * sizeof(uint32_t);
  if (largest < LEAST_PART) largest = LEAST_PART;
  return places * each + largest * PART_BYTES + plan->code_count * 3 * sizeof(uint32_t);
}

static bool fits(const struct rounds *r, uint64_t places, uint64_t largest) {
  return round_bytes(r->plan, places, largest) <= r->memory &&
         places * copied_most(r->plan) <= UINT32_MAX / 2;
}

/* Places of the code that has this rank. */
static uint64_t places_of(const struct rounds *r, uint32_t rank) {
  return r->places[r->plan->code_at[rank]];
}

/* Chooses the ranks of the next round, from r->first on: one at least. Returns how many
** places it has. */
static uint64_t choose_round(struct rounds *r) {
  uint64_t sum = places_of(r, r->first), largest = sum;
  for (r->last = r->first; r->last + 1 < r->plan->code_count; r->last++) {
    const uint64_t here = places_of(r, r->last + 1);
    if (here > largest) largest = here;
    if (!fits(r, sum + here, r->begun > 0 ? sum + here : largest)) break;
    sum += here;
  }
  return sum;
}

static assay_status hand_out_round(struct rounds *r, uint64_t places, assay_error *err) {
  uint64_t tokens[ASSAY_NGRAM_MAX], types[ASSAY_NGRAM_MAX];
  struct ngram_plan plan = *r->plan;
  plan.group_of = NULL;
  plan.round = 0;
  plan.contexts = !plan.items;
  plan.begun = r->begun;
  ngram_stream_init(&r->copied, &r->alloc);
  assay_status status = ngram_stream_reserve(&r->copied,
                                             (size_t)places * copied_most(&plan), err);
  if (status == ASSAY_OK)
    status = each_document(r, plan.items ? copy_items : copy_contexts, r, err);
  if (status == ASSAY_OK)
    status = ngram_index_hand_out(&r->copied, &plan, take_copied, r, tokens, types, err);
  for (size_t i = 0; i < ASSAY_NGRAM_MAX && status == ASSAY_OK; i++) {
    r->tokens[i] += tokens[i];
    r->types[i] += types[i];
  }
  ngram_stream_free(&r->copied);
  return status;
}

/* Whether a word beside an n-gram makes a longer one of the list. */
static bool explains(const struct ngram_plan *plan, uint32_t code) {
  return code != NGRAM_BREAK && !(plan->stop && plan->stop[code]);
}

/* The n-gram that the prefix is. */
static assay_status hand_out_prefix(struct rounds *r, const struct counting *c,
                                    assay_error *err) {
  const struct ngram_plan *plan = r->plan;
  const uint32_t n = r->begun;
  const struct ngram_entry entry = {0, n, n, c->count, c->documents};
  const bool explained = explains(plan, c->left) || explains(plan, c->right);
  uint32_t ranks[ASSAY_NGRAM_MAX];
  r->tokens[n - 1] += c->count;
  r->types[n - 1]++;
  if (n < plan->min_n || c->count < plan->min_count) return ASSAY_OK;
  if (c->documents < plan->min_documents) return ASSAY_OK;
  if (plan->stop && (plan->stop[r->prefix[0]] || plan->stop[r->prefix[n - 1]]))
    return ASSAY_OK;
  if (plan->collapse && explained && plan->max_n > n) return ASSAY_OK;
  for (uint32_t i = 0; i < n; i++) ranks[i] = plan->rank_of[r->prefix[i]];
  return r->take(r->ctx, &entry, ranks, err);
}

static assay_status hand_out_by_next(const struct rounds *whole, assay_error *err);

/* All rounds by the code after the prefix. */
static assay_status hand_out_rounds(struct rounds *r, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (r->first = 1; status == ASSAY_OK && r->first < r->plan->code_count;
       r->first = r->last + 1) {
    const uint64_t places = choose_round(r), first = places_of(r, r->first);
    if (places == 0) continue;
    status = fits(r, places, r->begun > 0 ? places : first)
                 ? hand_out_round(r, places, err)
                 : hand_out_by_next(r, err);
  }
  return status;
}

/* What begins with the prefix and the code of rank whole->first. Calls itself no deeper
** than n-grams are long. */
static assay_status hand_out_by_next(const struct rounds *whole, assay_error *err) {
  const size_t codes = whole->plan->code_count;
  struct rounds r = *whole;
  struct counting c = {.rounds = &r};
  r.prefix[r.begun++] = whole->plan->code_at[whole->first];
  c.places = alloc_zero(&r.alloc, codes, sizeof *c.places);
  if (!c.places) return error_memory(err, codes * sizeof *c.places);
  assay_status status = each_document(&r, count_next, &c, err);
  r.places = c.places;
  if (status == ASSAY_OK && c.count > 0) status = hand_out_prefix(&r, &c, err);
  if (status == ASSAY_OK && r.begun < r.plan->max_n) status = hand_out_rounds(&r, err);
  alloc_free(&r.alloc, c.places, codes, sizeof *c.places);
  return status;
}

/* Rounds that are too small would go on for ever. */
static assay_status check_memory(const struct rounds *r, assay_error *err) {
  const uint64_t needed = round_bytes(r->plan, LEAST_PART / 4, LEAST_PART);
  if (needed <= r->memory) return ASSAY_OK;
  const unsigned long long missing = needed - r->memory;
  return error_at(err, ASSAY_ELIMIT, missing,
                  NGRAM_TOO_LITTLE
                  "%llu bytes: counting takes %llu for %zu different words",
                  missing, (unsigned long long)needed, r->plan->code_count - 1);
}

assay_status ngram_rounds_hand_out(const struct ngram_source *source,
                                   const struct ngram_plan *plan, uint64_t memory,
                                   ngram_words_taker *take, void *ctx, uint64_t *tokens,
                                   uint64_t *types, assay_error *err) {
  struct rounds r = {.source = source, .plan = plan, .take = take, .ctx = ctx};
  struct counting c = {.rounds = &r};
  r.alloc = source->stream->alloc;
  r.memory = memory;
  r.tokens = tokens;
  r.types = types;
  memset(tokens, 0, ASSAY_NGRAM_MAX * sizeof *tokens);
  memset(types, 0, ASSAY_NGRAM_MAX * sizeof *types);
  assay_status status = check_memory(&r, err);
  if (status != ASSAY_OK) return status;
  c.places = alloc_zero(&r.alloc, plan->code_count, sizeof *c.places);
  if (!c.places) return error_memory(err, plan->code_count * sizeof *c.places);
  status = each_document(&r, count_first, &c, err);
  r.places = c.places;
  if (status == ASSAY_OK) status = hand_out_rounds(&r, err);
  alloc_free(&r.alloc, c.places, plan->code_count, sizeof *c.places);
  return status;
}
