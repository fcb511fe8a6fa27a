/*
** voices.c - one sweep over tokens and the parts of quotations, which nest and never
** cross: the parts that are open at a token are a stack.
*/
#include "quote/voices.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/table.h"
#include "quote/kinds.h"

#include <string.h>

struct part { /* of a quotation */
  assay_span bytes;
  int32_t quote;
};

struct sweep {
  assay_document *document;
  const assay_quote *quotes;
  size_t quote_count;
  struct part *parts; /* by beginning, those around others first */
  size_t part_count, next;
  uint32_t *open; /* indices of parts, innermost last */
  size_t open_count;
  struct voices *voices;
  uint32_t *words;
  struct voice_run *runs;
  assay_span *stretches[2]; /* of narration, of quotations */
  size_t counts[2];
};

/* The quotation whose words those directly in quotation i are. */
static int32_t voice_of(const assay_quote *quotes, int32_t i) {
  while (i >= 0) {
    const assay_quote *quote = &quotes[i];
    bool none = quote->kind == ASSAY_QUOTE_NESTED && quote->speaker.len == 0;
    bool own = quote->said && strcmp(quote->rule, kind_rule_announced) != 0;
    if (own && !(none && quote->parent >= 0)) return i;
    i = quote->parent < i ? quote->parent : VOICE_WRITER;
  }
  return VOICE_WRITER;
}

static int compare_parts(const void *a, const void *b, void *ctx) {
  const struct part *x = a, *y = b;
  (void)ctx;
  if (x->bytes.begin != y->bytes.begin) return x->bytes.begin < y->bytes.begin ? -1 : 1;
  if (x->bytes.end != y->bytes.end) return x->bytes.end > y->bytes.end ? -1 : 1;
  return x->quote < y->quote ? -1 : x->quote > y->quote;
}

static assay_status sweep_collect(struct sweep *s, assay_error *err) {
  struct arena *arena = &s->document->arena;
  for (size_t i = 0; i < s->quote_count; i++) s->part_count += s->quotes[i].part_count;
  /* A stretch of quotation needs a part, one of narration lies between two such. */
  size_t most = s->part_count + 1;
  const assay_allocator *a = &s->document->alloc;
  s->parts = alloc_zero(a, most, sizeof *s->parts);
  s->open = alloc_zero(a, most, sizeof *s->open);
  s->words = arena_alloc(arena, s->quote_count, sizeof *s->words);
  s->runs = arena_alloc(arena, 2 * most, sizeof *s->runs);
  s->stretches[0] = arena_alloc(arena, 2 * most, sizeof(assay_span));
  s->stretches[1] = arena_alloc(arena, 2 * most, sizeof(assay_span));
  if (!s->parts || !s->open || !s->words || !s->runs || !s->stretches[0] ||
      !s->stretches[1])
    return error_memory(err, 0);
  memset(s->words, 0, s->quote_count * sizeof *s->words);
  size_t count = 0;
  for (size_t i = 0; i < s->quote_count; i++)
    for (uint32_t k = 0; k < s->quotes[i].part_count; k++)
      s->parts[count++] = (struct part){s->quotes[i].parts[k], (int32_t)i};
  return sort_items(s->parts, count, sizeof *s->parts, compare_parts, NULL, a, err);
}

static void sweep_close(struct sweep *s, uint32_t at) {
  while (s->open_count > 0 && s->parts[s->open[s->open_count - 1]].bytes.end <= at)
    s->open_count--;
}

/* Whose word token i is. */
static int32_t sweep_token(struct sweep *s, size_t i) {
  const assay_document *d = s->document;
  while (s->next < s->part_count && s->parts[s->next].bytes.begin <= d->begin[i]) {
    sweep_close(s, s->parts[s->next].bytes.begin);
    s->open[s->open_count++] = (uint32_t)s->next++;
  }
  sweep_close(s, d->begin[i]);
  for (size_t k = s->open_count; k > 0; k--) {
    const struct part *part = &s->parts[s->open[k - 1]];
    if (part->bytes.end >= d->end[i]) return voice_of(s->quotes, part->quote);
  }
  return VOICE_WRITER;
}

/* The outermost part around a token that is quoted: quotations side by side are two
** stretches, those inside each other are one. */
static uint32_t sweep_outermost(const struct sweep *s) {
  return s->open_count > 0 ? s->open[0] : UINT32_MAX;
}

static void sweep_tokens(struct sweep *s) {
  const assay_document *d = s->document;
  size_t words[2] = {0, 0};
  size_t run_count = 0;
  int before = -1;
  uint32_t part_before = UINT32_MAX;
  for (size_t i = 0; i < d->token_count; i++) {
    int32_t voice = sweep_token(s, i);
    int side = voice >= 0;
    uint32_t part = side ? sweep_outermost(s) : UINT32_MAX;
    if (side != before || part != part_before)
      s->stretches[side][s->counts[side]++] = (assay_span){(uint32_t)i, (uint32_t)i};
    s->stretches[side][s->counts[side] - 1].end = (uint32_t)i + 1;
    if (run_count == 0 || s->runs[run_count - 1].quote != voice)
      s->runs[run_count++] = (struct voice_run){(uint32_t)i, voice};
    before = side;
    part_before = part;
    if (!tokens_is_running(d->kind[i])) continue;
    words[side]++;
    if (side) s->words[voice]++;
  }
  s->voices->narration = (struct document_region){s->stretches[0], s->counts[0],
                                                  words[0]};
  s->voices->quotes = (struct document_region){s->stretches[1], s->counts[1], words[1]};
  s->voices->words = s->words;
  s->voices->runs = s->runs;
  s->voices->run_count = run_count;
}

assay_status voices_of(assay_document *d, const struct voices **out, assay_error *err) {
  struct sweep s = {.document = d};
  if (!d->voices) {
    assay_status status = assay_document_quotes(d, &s.quotes, &s.quote_count, err);
    if (status != ASSAY_OK) return status;
    s.voices = arena_alloc(&d->arena, 1, sizeof *s.voices);
    status = s.voices ? sweep_collect(&s, err) : error_memory(err, 0);
    if (status == ASSAY_OK) {
      sweep_tokens(&s);
      d->voices = s.voices;
    }
    alloc_free(&d->alloc, s.open, s.part_count + 1, sizeof *s.open);
    alloc_free(&d->alloc, s.parts, s.part_count + 1, sizeof *s.parts);
    if (status != ASSAY_OK) return status;
  }
  *out = d->voices;
  return ASSAY_OK;
}

static int32_t voice_of_token(const struct voices *voices, uint32_t token) {
  size_t low = 0, high = voices->run_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (voices->runs[middle].token <= token)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? voices->runs[low - 1].quote : VOICE_WRITER;
}

/* A quotation has a higher index than the one around it, and the writer has the least. */
int32_t voices_at(const struct voices *voices, assay_span tokens) {
  int32_t first = voice_of_token(voices, tokens.begin);
  int32_t last = voice_of_token(voices, tokens.end - 1);
  return first < last ? first : last;
}

assay_status voices_region(assay_document *d, enum voice_region region,
                           const struct document_region **out, assay_error *err) {
  const struct voices *voices;
  if (region == REGION_ALL) {
    *out = NULL;
    return ASSAY_OK;
  }
  assay_status status = voices_of(d, &voices, err);
  if (status == ASSAY_OK)
    *out = region == REGION_QUOTES ? &voices->quotes : &voices->narration;
  return status;
}

static const char *const names[] = {"all", "quotes", "narration"};

bool voices_region_named(assay_str name, enum voice_region *out) {
  for (int i = REGION_QUOTES; i <= REGION_NARRATION; i++) {
    if (!str_equal(name, str_from(names[i]))) continue;
    *out = (enum voice_region)i;
    return true;
  }
  return false;
}

const char *voices_region_name(enum voice_region region) {
  return names[region];
}
