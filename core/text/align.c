/*
** align.c - two walks from the pair of equal words, one to the right and one to the left.
** A walk sees only words ahead of it, counted from 0, so that one code serves both.
*/
#include "text/align.h"

#include <string.h>

enum {
  MOST_CHANGED = 8,    /* words in place of others, on either side */
  MOST_SILENT = 100,   /* words left out without a sign */
  MOST_DECLARED = 2000 /* and where an ellipsis says so */
};

struct walk {
  const struct align_words *quote, *source;
  size_t quote_at, source_at; /* of the first word ahead, to the right; to the left one
                              ** more than that */
  size_t quote_count, source_count; /* of words ahead */
  bool left;
  struct align_step steps[ALIGN_STEPS / 2]; /* in words ahead */
  size_t count;
};

static size_t quote_index(const struct walk *w, size_t i) {
  return w->left ? w->quote_at - 1 - i : w->quote_at + i;
}

static uint32_t source_key(const struct walk *w, size_t i) {
  return w->source->keys[w->left ? w->source_at - 1 - i : w->source_at + i];
}

static bool is_bracketed(const struct walk *w, size_t i) {
  const uint8_t *flags = w->quote->flags;
  return flags && i < w->quote_count && (flags[quote_index(w, i)] & ALIGN_BRACKETED);
}

/* Whether an ellipsis is declared between the word before and this one. */
static bool has_gap(const struct walk *w, size_t i) {
  size_t index = quote_index(w, i) + (w->left ? 1 : 0);
  return w->quote->flags && index < w->quote->count &&
         (w->quote->flags[index] & ALIGN_GAP) != 0;
}

/* How many words are the same from there on, counted up to `most`. */
static size_t same_words(const struct walk *w, size_t i, size_t j, size_t most) {
  size_t same = 0;
  while (same < most && i + same < w->quote_count && j + same < w->source_count &&
         w->quote->keys[quote_index(w, i + same)] == source_key(w, j + same))
    same++;
  return same;
}

/* Words from i on that must be the same for the place to be trusted: `most`, or as many
** as there are before the next sign of an alteration. */
static size_t words_needed(const struct walk *w, size_t i, size_t most) {
  size_t needed = 0;
  while (needed < most && i + needed < w->quote_count && !is_bracketed(w, i + needed) &&
         !(needed > 0 && has_gap(w, i + needed)))
    needed++;
  return needed;
}

static bool agrees(const struct walk *w, size_t i, size_t j, size_t most) {
  size_t needed = words_needed(w, i, most);
  return needed > 0 && same_words(w, i, j, needed) == needed;
}

static void walk_step(struct walk *w, enum align_kind kind, size_t i, size_t i_end,
                      size_t j, size_t j_end) {
  struct align_step *step = &w->steps[w->count++];
  step->kind = kind;
  step->quote = (assay_span){(uint32_t)i, (uint32_t)i_end};
  step->source = (assay_span){(uint32_t)j, (uint32_t)j_end};
}

/* Behind a declared ellipsis: the nearest place where `skip` words further the quotation
** goes on. A short piece must be near, or it could be found anywhere. */
static bool find_declared(struct walk *w, size_t i, size_t j, size_t skip) {
  static const size_t reach[] = {0, 30, 300, MOST_DECLARED};
  size_t most = reach[words_needed(w, i + skip, 3)];
  for (size_t b = 0; b <= most && j + b < w->source_count; b++) {
    if (!agrees(w, i + skip, j + b, 3)) continue;
    if (skip > 0) {
      bool own = is_bracketed(w, i);
      walk_step(w, own ? ALIGN_BRACKETS : ALIGN_CHANGED, i, i + skip, j, j);
    }
    if (b > 0) walk_step(w, ALIGN_ELLIPSIS, i + skip, i + skip, j, j + b);
    return true;
  }
  return false;
}

static size_t bracketed_words(const struct walk *w, size_t i) {
  size_t count = 0;
  while (is_bracketed(w, i + count) && !(count > 0 && has_gap(w, i + count))) count++;
  return count;
}

static bool find_brackets(struct walk *w, size_t i, size_t j) {
  size_t own = bracketed_words(w, i);
  if (own == 0) return false;
  if (i + own == w->quote_count) {
    walk_step(w, ALIGN_BRACKETS, i, i + own, j, j);
    return true;
  }
  if (has_gap(w, i + own)) return find_declared(w, i, j, own);
  for (size_t b = 0; b <= MOST_CHANGED + own && j + b < w->source_count; b++) {
    if (!agrees(w, i + own, j + b, 2)) continue;
    walk_step(w, ALIGN_BRACKETS, i, i + own, j, j + b);
    return true;
  }
  return false;
}

/* The least change after which two words are the same. */
static bool find_changed(struct walk *w, size_t i, size_t j) {
  for (size_t cost = 1; cost <= 2 * MOST_CHANGED; cost++) {
    for (size_t a = 0; a <= cost && a <= MOST_CHANGED; a++) {
      size_t b = cost - a;
      if (b > MOST_CHANGED || i + a > w->quote_count) continue;
      if (!agrees(w, i + a, j + b, 2)) continue;
      walk_step(w, a == 0 ? ALIGN_SILENT : ALIGN_CHANGED, i, i + a, j, j + b);
      return true;
    }
  }
  return false;
}

static bool find_silent(struct walk *w, size_t i, size_t j) {
  for (size_t b = MOST_CHANGED + 1; b <= MOST_SILENT && j + b < w->source_count; b++) {
    if (!agrees(w, i, j + b, 3)) continue;
    walk_step(w, ALIGN_SILENT, i, i, j, j + b);
    return true;
  }
  return false;
}

/* A few changed words before a declared ellipsis. */
static bool find_before_gap(struct walk *w, size_t i, size_t j) {
  for (size_t a = 1; a <= 3 && i + a < w->quote_count; a++)
    if (has_gap(w, i + a)) return find_declared(w, i, j, a);
  return false;
}

/* The last words of a quotation that differ: as many of the source are what they were. */
static void walk_rest(struct walk *w, size_t i, size_t j) {
  size_t left = w->quote_count - i, there = w->source_count - j;
  size_t own = left > MOST_CHANGED ? 0 : left < there ? left : there;
  walk_step(w, ALIGN_CHANGED, i, w->quote_count, j, j + own);
}

static void walk(struct walk *w) {
  size_t i = 0, j = 0;
  while (i < w->quote_count) {
    size_t same = same_words(w, i, j, SIZE_MAX);
    if (same > 0) walk_step(w, ALIGN_SAME, i, i + same, j, j + same);
    i += same;
    j += same;
    if (i == w->quote_count) return;
    size_t room = ALIGN_STEPS / 2 - 4; /* a turn of the loop takes three steps */
    bool found = w->count < room && ((has_gap(w, i) && find_declared(w, i, j, 0)) ||
                                     find_brackets(w, i, j) || find_before_gap(w, i, j) ||
                                     find_changed(w, i, j) || find_silent(w, i, j));
    if (!found) {
      walk_rest(w, i, j);
      return;
    }
    i = w->steps[w->count - 1].quote.end;
    j = w->steps[w->count - 1].source.end;
  }
}

static assay_span turned(assay_span ahead, size_t at) {
  assay_span span = {(uint32_t)(at - ahead.end), (uint32_t)(at - ahead.begin)};
  return span;
}

static assay_span moved(assay_span ahead, size_t at) {
  assay_span span = {(uint32_t)(at + ahead.begin), (uint32_t)(at + ahead.end)};
  return span;
}

/* Adds a step; what is the same on both sides of the first pair is one step. */
static void add_step(struct alignment *out, struct align_step step) {
  size_t words = step.quote.end - step.quote.begin;
  size_t source_words = step.source.end - step.source.begin;
  if (step.kind == ALIGN_SAME) {
    if (out->same == 0) out->source.begin = step.source.begin;
    out->source.end = step.source.end;
    out->same += words;
  } else if (step.kind >= ALIGN_SILENT) {
    out->errors += words > source_words ? words : source_words;
  }
  struct align_step *last = out->count > 0 ? &out->steps[out->count - 1] : NULL;
  if (last && last->kind == ALIGN_SAME && step.kind == ALIGN_SAME) {
    last->quote.end = step.quote.end;
    last->source.end = step.source.end;
  } else {
    out->steps[out->count++] = step;
  }
}

void align_from(struct alignment *out, const struct align_words *quote,
                const struct align_words *source, size_t quote_at, size_t source_at) {
  struct walk w = {.quote = quote, .source = source, .left = true};
  w.quote_at = w.quote_count = quote_at;
  w.source_at = w.source_count = source_at;
  walk(&w);
  out->count = out->same = out->errors = 0;
  out->source = (assay_span){(uint32_t)source_at, (uint32_t)source_at};
  for (size_t i = w.count; i > 0; i--) {
    struct align_step step = w.steps[i - 1];
    step.quote = turned(step.quote, quote_at);
    step.source = turned(step.source, source_at);
    add_step(out, step);
  }
  w.left = false;
  w.count = 0;
  w.quote_count = quote->count - quote_at;
  w.source_count = source->count - source_at;
  walk(&w);
  for (size_t i = 0; i < w.count; i++) {
    struct align_step step = w.steps[i];
    step.quote = moved(step.quote, quote_at);
    step.source = moved(step.source, source_at);
    add_step(out, step);
  }
}
