/*
** ngram_items.c - for each first word, all ways to choose the others from those near it.
** A choice is a set of bits, counted from the first word, and so is a hit: an n-gram
** contains a hit when it has all its bits.
*/
#include "count/ngram_items.h"

enum { MOST_HITS = 64 };

struct choosing {
  const struct ngram_items *items;
  const uint32_t *codes; /* of the text */
  struct ngram_stream *out;
  uint32_t at;              /* of the first word */
  uint32_t room;            /* words from there to the next break, or as many as needed */
  uint64_t hits[MOST_HITS]; /* that an n-gram from here may contain */
  size_t hit_count;
};

uint64_t ngram_items_choices(uint32_t n, uint32_t skip) {
  uint64_t choices = 1; /* n - 1 + skip over skip */
  for (uint32_t i = 1; i <= skip && choices <= ASSAY_SKIP_GRAMS_MAX; i++)
    choices = choices * (n - 1 + i) / i;
  return choices;
}

static bool contains_hit(const struct choosing *c, uint64_t chosen) {
  for (size_t i = 0; i < c->hit_count; i++)
    if ((c->hits[i] & chosen) == c->hits[i]) return true;
  return false;
}

/* Writes the n-gram of the chosen words. Those beside it are known if it has no gap. */
static assay_status put_item(const struct choosing *c, uint64_t chosen, uint32_t n,
                             assay_error *err) {
  struct ngram_stream *out = c->out;
  const uint32_t *codes = c->codes + c->at;
  assay_status status = ngram_stream_reserve(out, n + 3, err);
  if (status != ASSAY_OK) return status;
  const bool whole = c->items->skip == 0;
  ngram_stream_put(out, whole && c->at > 0 ? codes[-1] : NGRAM_BREAK);
  for (; chosen != 0; chosen &= chosen - 1)
    ngram_stream_put(out, codes[__builtin_ctzll(chosen)]);
  ngram_stream_put(out, NGRAM_BREAK);
  ngram_stream_put(out, whole ? codes[n] : NGRAM_BREAK);
  return ASSAY_OK;
}

/* Chooses further words after the one at `last`; n are chosen, and `skipped` left out.
** Depth: max_n. */
static assay_status choose(const struct choosing *c, uint64_t chosen, uint32_t n,
                           uint32_t last, uint32_t skipped, assay_error *err) {
  assay_status status = ASSAY_OK;
  if (n >= c->items->min_n && (!c->items->around || contains_hit(c, chosen)))
    status = put_item(c, chosen, n, err);
  if (n == c->items->max_n) return status;
  for (uint32_t gap = 0; skipped + gap <= c->items->skip && status == ASSAY_OK; gap++) {
    uint32_t next = last + 1 + gap;
    if (next >= c->room) break;
    status = choose(c, chosen | (uint64_t)1 << next, n + 1, next, skipped + gap, err);
  }
  return status;
}

/* The hits that begin at or after the first word and end in reach of it. */
static void find_hits(struct choosing *c, size_t from) {
  const struct ngram_items *items = c->items;
  c->hit_count = 0;
  for (size_t i = from; i < items->hit_count && c->hit_count < MOST_HITS; i++) {
    const struct ngram_hit hit = items->hits[i];
    if (hit.first >= c->at + c->room) break;
    if (hit.last >= c->at + c->room) continue;
    const uint32_t size = hit.last - hit.first + 1;
    c->hits[c->hit_count++] = (((uint64_t)1 << size) - 1) << (hit.first - c->at);
  }
}

assay_status ngram_items_add(const struct ngram_items *items, const uint32_t *codes,
                             size_t count, struct ngram_stream *out, assay_error *err) {
  const uint32_t reach = items->max_n + items->skip; /* below 64 */
  struct choosing c = {.items = items, .codes = codes, .out = out};
  size_t hit = 0;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    if (codes[i] == NGRAM_BREAK) continue;
    c.at = (uint32_t)i;
    if (items->around) {
      while (hit < items->hit_count && items->hits[hit].first < i) hit++;
      if (hit == items->hit_count) break;
      if (items->hits[hit].first >= i + reach) continue;
    }
    for (c.room = 1; c.room < reach && codes[i + c.room] != NGRAM_BREAK;) c.room++;
    if (items->around) find_hits(&c, hit);
    if (items->around && c.hit_count == 0) continue;
    status = choose(&c, 1, 1, 0, 0, err);
  }
  return status;
}
