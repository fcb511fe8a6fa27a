/*
** ngram_rounds.c - first words are counted once; then each round takes as many of them as
** its memory allows, in the order of their codes, so that n-grams come in order. A first
** word that takes more than that has rounds of its own, by the second word.
*/
#include "count/ngram_rounds.h"

#include "base/alloc.h"
#include "base/error.h"

#include <string.h>

/* Bytes that counting takes for each place of the largest part, at most: its number
** twice, its runs of two levels, and what is found. */
enum { PART_BYTES = 40, LEAST_PART = 32 * 1024 };

struct rounds {
  const struct ngram_source *source;
  const struct ngram_plan *plan;
  assay_allocator alloc;
  const uint32_t *places; /* by the code that rounds are chosen by */
  uint32_t only;          /* first code of a round by second codes; 0: by first ones */
  uint32_t first, last;   /* codes of the round */
  struct ngram_stream copied; /* what begins with them */
  ngram_words_taker *take;
  void *ctx;
  size_t code_count;
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
  const struct ngram_stream *stream = source->stream;
  const size_t spilled = source->spill->document_count;
  struct spill_reader reader;
  assay_status status = ASSAY_OK;
  spill_reader_init(&reader, source->spill, source->words);
  for (size_t d = 0; d < spilled && status == ASSAY_OK; d++) {
    if (!is_planned(r->plan, d)) {
      status = spill_reader_skip(&reader, err);
      continue;
    }
    status = spill_reader_next(&reader, err);
    if (status == ASSAY_OK) status = step(ctx, reader.codes, reader.len, err);
  }
  spill_reader_free(&reader);
  for (size_t d = 0; d < stream->document_count && status == ASSAY_OK; d++) {
    const size_t begin = stream->starts[d], end = stream->starts[d + 1];
    if (begin < end && is_planned(r->plan, spilled + d))
      status = step(ctx, stream->codes + begin, end - begin, err);
  }
  return status;
}

/* -- Of one document ----------------------------------------------------------------- */

struct counting {
  struct rounds *rounds;
  uint32_t *places;
  uint64_t count, documents; /* of the only first word */
  uint32_t left, right;      /* that stand beside it always, or NGRAM_BREAK */
};

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

/* Counts the codes after the only first one, and that. */
static assay_status count_second(void *ctx, const uint32_t *codes, size_t len,
                                 assay_error *err) {
  struct counting *c = ctx;
  const uint32_t only = c->rounds->only;
  const uint64_t before = c->count;
  (void)err;
  if (c->rounds->plan->items) {
    for (size_t i = 1; i < len; i += 3) {
      if (codes[i] == only) c->places[codes[i + 1]]++;
      while (codes[i] != NGRAM_BREAK) i++;
    }
    return ASSAY_OK;
  }
  for (size_t i = 0; i < len; i++) {
    if (codes[i] != only) continue;
    c->places[codes[i + 1]]++;
    meet_beside(c, i > 0 ? codes[i - 1] : NGRAM_BREAK, codes[i + 1]);
  }
  c->documents += c->count > before;
  return ASSAY_OK;
}

/* Copies what stands before a place, and its words. There is room. */
static inline void copy_context(struct ngram_stream *out, const uint32_t *codes, size_t i,
                                uint32_t max_n) {
  uint32_t *to = out->codes + out->len;
  uint32_t n = 0;
  to[0] = i > 0 ? codes[i - 1] : NGRAM_BREAK;
  while (n < max_n && codes[i + n] != NGRAM_BREAK) {
    to[n + 1] = codes[i + n];
    n++;
  }
  to[n + 1] = NGRAM_BREAK;
  out->len += n + 2;
}

/* Whether what begins with these codes is of the round. */
static inline bool is_chosen(const struct rounds *r, const uint32_t *codes) {
  const uint32_t count = r->last - r->first + 1;
  if (r->only == 0) return codes[0] - r->first < count;
  return codes[0] == r->only && codes[1] - r->first < count;
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
    memcpy(out->codes + out->len, codes + i, (end - i) * sizeof *codes);
    out->len += end - i;
  }
  return out->len > before ? ngram_stream_end(out, err) : ASSAY_OK;
}

/* -- Rounds -------------------------------------------------------------------------- */

static assay_status take_copied(void *ctx, const struct ngram_entry *entry,
                                assay_error *err) {
  const struct rounds *r = ctx;
  return r->take(r->ctx, entry, r->copied.codes + entry->at, err);
}

/* Codes that are copied for a place at most. */
static size_t copied_most(const struct ngram_plan *plan) {
  return plan->max_n + (plan->items ? 3 : 2);
}

static uint64_t round_bytes(const struct ngram_plan *plan, size_t code_count,
                            uint64_t places, uint64_t largest) {
  const uint64_t each = (copied_most(plan) + 1) * sizeof(uint32_t);
  if (largest < LEAST_PART) largest = LEAST_PART;
  return places * each + largest * PART_BYTES + code_count * 3 * sizeof(uint32_t);
}

static bool fits(const struct rounds *r, uint64_t places, uint64_t largest) {
  return round_bytes(r->plan, r->code_count, places, largest) <= r->memory &&
         places * copied_most(r->plan) <= UINT32_MAX;
}

/* Chooses the codes of the next round, from r->first on: one at least. Returns how many
** places it has. */
static uint64_t choose_round(struct rounds *r) {
  uint64_t sum = r->places[r->first], largest = sum;
  for (r->last = r->first; r->last + 1 < r->code_count; r->last++) {
    const uint64_t here = r->places[r->last + 1];
    if (here > largest) largest = here;
    if (!fits(r, sum + here, r->only ? sum + here : largest)) break;
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
  plan.begun = r->only > 0;
  ngram_stream_init(&r->copied, &r->alloc);
  assay_status status = ngram_stream_reserve(&r->copied,
                                             (size_t)places * copied_most(&plan), err);
  if (status == ASSAY_OK)
    status = each_document(r, plan.items ? copy_items : copy_contexts, r, err);
  if (status == ASSAY_OK)
    status = ngram_index_hand_out(&r->copied, r->code_count, &plan, take_copied, r,
                                  tokens, types, err);
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

/* The n-gram of the only first word. */
static assay_status hand_out_only(struct rounds *r, const struct counting *c,
                                  assay_error *err) {
  const struct ngram_plan *plan = r->plan;
  const struct ngram_entry entry = {0, 1, 1, c->count, c->documents};
  const bool explained = explains(plan, c->left) || explains(plan, c->right);
  r->tokens[0] += c->count;
  r->types[0]++;
  if (plan->min_n > 1 || c->count < plan->min_count) return ASSAY_OK;
  if (c->documents < plan->min_documents) return ASSAY_OK;
  if (plan->stop && plan->stop[r->only]) return ASSAY_OK;
  if (plan->collapse && explained && plan->max_n > 1) return ASSAY_OK;
  return r->take(r->ctx, &entry, &r->only, err);
}

static assay_status too_little(const struct rounds *r, uint64_t places,
                               assay_error *err) {
  const uint64_t needed = round_bytes(r->plan, r->code_count, places, places);
  return error_set(err, ASSAY_ELIMIT,
                   "counting n-grams needs %llu bytes of memory for those of the most "
                   "frequent words, %llu are left of what is allowed",
                   (unsigned long long)needed, (unsigned long long)r->memory);
}

/* Rounds of what begins with r->first alone. */
static assay_status hand_out_by_second(struct rounds *whole, assay_error *err) {
  struct rounds r = *whole;
  struct counting c = {.rounds = &r};
  r.only = whole->first;
  c.places = alloc_zero(&r.alloc, r.code_count, sizeof *c.places);
  if (!c.places) return error_memory(err, r.code_count * sizeof *c.places);
  assay_status status = each_document(&r, count_second, &c, err);
  r.places = c.places;
  if (status == ASSAY_OK && !r.plan->items) status = hand_out_only(&r, &c, err);
  /* What has no second word is counted: it is a word alone, unless it is an item. */
  r.first = r.plan->items ? 0 : 1;
  if (r.plan->max_n == 1 && !r.plan->items) r.first = (uint32_t)r.code_count;
  for (; status == ASSAY_OK && r.first < r.code_count; r.first = r.last + 1) {
    const uint64_t places = choose_round(&r);
    if (places > 0 && !fits(&r, places, places)) status = too_little(&r, places, err);
    if (places > 0 && status == ASSAY_OK) status = hand_out_round(&r, places, err);
  }
  alloc_free(&r.alloc, c.places, r.code_count, sizeof *c.places);
  return status;
}

static assay_status hand_out_rounds(struct rounds *r, assay_error *err) {
  assay_status status = ASSAY_OK;
  for (r->first = 1; status == ASSAY_OK && r->first < r->code_count;
       r->first = r->last + 1) {
    const uint64_t places = choose_round(r);
    if (places == 0) continue;
    status = fits(r, places, r->places[r->first]) ? hand_out_round(r, places, err)
                                                  : hand_out_by_second(r, err);
  }
  return status;
}

assay_status ngram_rounds_hand_out(const struct ngram_source *source,
                                   const struct ngram_plan *plan, uint64_t memory,
                                   ngram_words_taker *take, void *ctx, uint64_t *tokens,
                                   uint64_t *types, assay_error *err) {
  struct rounds r = {.source = source, .plan = plan, .take = take, .ctx = ctx};
  struct counting c = {.rounds = &r};
  r.alloc = source->stream->alloc;
  r.code_count = ngram_words_count(source->words) + 1;
  r.memory = memory;
  r.tokens = tokens;
  r.types = types;
  memset(tokens, 0, ASSAY_NGRAM_MAX * sizeof *tokens);
  memset(types, 0, ASSAY_NGRAM_MAX * sizeof *types);
  c.places = alloc_zero(&r.alloc, r.code_count, sizeof *c.places);
  if (!c.places) return error_memory(err, r.code_count * sizeof *c.places);
  assay_status status = each_document(&r, count_first, &c, err);
  r.places = c.places;
  if (status == ASSAY_OK) status = hand_out_rounds(&r, err);
  alloc_free(&r.alloc, c.places, r.code_count, sizeof *c.places);
  return status;
}
