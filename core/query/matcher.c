/*
** matcher.c - runs a pattern's program over the term column of a document.
** What a test says of a word form is worked out once and remembered, so that a token
** costs one look at one byte; only where a hit may begin does the program run.
*/
#include "query/pattern.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "corpus/document.h"
#include "text/vocabulary.h"

#include <string.h>

enum verdict { UNKNOWN = 0, NO, YES };

struct assay_matcher {
  assay_allocator alloc;
  const assay_pattern *pattern;
  const assay_vocabulary *vocabulary;
  uint8_t *verdicts; /* enum verdict, by term * (test_count + 1) + test; the last one says
                     ** whether a hit can begin with the term */
  size_t term_cap;
  uint32_t *now, *next; /* steps to run at this token and at the next */
  uint32_t *seen;       /* by step: the token + 1 for which it was added last */
};

/* Room for `terms` rows of verdicts, new ones UNKNOWN. */
static bool matcher_grow(assay_matcher *m, size_t terms) {
  size_t width = m->pattern->test_count + 1, before = m->term_cap;
  void *verdicts = m->verdicts;
  if (!alloc_grow(&m->alloc, &verdicts, &m->term_cap, terms, width)) return false;
  m->verdicts = verdicts;
  if (m->term_cap > before)
    memset(m->verdicts + before * width, UNKNOWN, (m->term_cap - before) * width);
  return true;
}

assay_status assay_matcher_new(assay_matcher **out, const assay_pattern *pattern,
                               const assay_vocabulary *vocabulary,
                               const assay_allocator *allocator, assay_error *err) {
  assay_allocator a = alloc_or_default(allocator);
  assay_matcher *m = alloc_zero(&a, 1, sizeof *m);
  if (!m) return error_memory(err, sizeof *m);
  m->alloc = a;
  m->pattern = pattern;
  m->vocabulary = vocabulary;
  m->now = alloc_zero(&a, pattern->step_count, 3 * sizeof *m->now);
  if (!m->now) {
    assay_matcher_free(m);
    return error_memory(err, 0);
  }
  m->next = m->now + pattern->step_count;
  m->seen = m->next + pattern->step_count;
  *out = m;
  return ASSAY_OK;
}

void assay_matcher_free(assay_matcher *m) {
  if (!m) return;
  assay_allocator a = m->alloc;
  alloc_free(&a, m->verdicts, m->term_cap, m->pattern->test_count + 1);
  alloc_free(&a, m->now, m->pattern->step_count, 3 * sizeof *m->now);
  alloc_free(&a, m, 1, sizeof *m);
}

static bool test_form(const struct token_test *test, assay_str form) {
  return test->wild ? pattern_wild_match(test->folded, form)
                    : str_equal(test->folded, form);
}

/* Whether a token passes a test; by its form first, which is known after the first time.
 */
static bool matcher_test(assay_matcher *m, const assay_document *d, size_t token,
                         uint32_t index) {
  const struct token_test *test = &m->pattern->tests[index];
  uint32_t term = d->term[token];
  if (test->wild && !tokens_is_running(d->kind[token])) return false;
  uint8_t *verdict = &m->verdicts[term * (m->pattern->test_count + 1) + index];
  if (*verdict == UNKNOWN)
    *verdict = test_form(test, assay_vocabulary_term(m->vocabulary, term)) ? YES : NO;
  if (*verdict == NO || !test->exact.ptr) return *verdict == YES;
  assay_span bytes = {d->begin[token], d->end[token]};
  assay_str surface = document_slice(d, bytes);
  return test->wild ? pattern_wild_match(test->exact, surface)
                    : str_equal(test->exact, surface);
}

/* Adds a step and all that follow it without a token; stamps keep each step single. */
static void matcher_add(assay_matcher *m, uint32_t *list, size_t *count, uint32_t step,
                        uint32_t stamp) {
  const struct step *steps = m->pattern->steps;
  for (; m->seen[step] != stamp; step++) {
    m->seen[step] = stamp;
    if (steps[step].kind == STEP_JUMP) {
      step = steps[step].a - 1;
    } else if (steps[step].kind == STEP_SPLIT) {
      matcher_add(m, list, count, steps[step].a, stamp);
    } else {
      list[(*count)++] = step;
      return;
    }
  }
}

/* Runs the program from token `at`, below `end`; the end of the longest hit, or `at` for
** none. */
static size_t matcher_run(assay_matcher *m, const assay_document *d, size_t at,
                          size_t end) {
  size_t longest = at, count = 0;
  uint32_t *now = m->now, *next = m->next;
  memset(m->seen, 0, m->pattern->step_count * sizeof *m->seen);
  matcher_add(m, now, &count, 0, 1);
  for (size_t token = at; count > 0; token++) {
    size_t next_count = 0;
    uint32_t stamp = (uint32_t)(token - at) + 2;
    for (size_t i = 0; i < count; i++) {
      const struct step *step = &m->pattern->steps[now[i]];
      if (step->kind == STEP_MATCH)
        longest = token;
      else if (token < end && matcher_test(m, d, token, step->a))
        matcher_add(m, next, &next_count, now[i] + 1, stamp);
    }
    uint32_t *swap = now;
    now = next;
    next = swap;
    count = next_count;
  }
  return longest;
}

/* Whether a hit can begin with this term, whatever follows. */
static bool matcher_may_begin(assay_matcher *m, const assay_document *d, size_t token) {
  size_t tests = m->pattern->test_count, count = 0;
  uint8_t *verdict = &m->verdicts[d->term[token] * (tests + 1) + tests];
  if (*verdict != UNKNOWN) return *verdict == YES;
  *verdict = NO;
  memset(m->seen, 0, m->pattern->step_count * sizeof *m->seen);
  matcher_add(m, m->now, &count, 0, 1);
  assay_str form = assay_vocabulary_term(m->vocabulary, d->term[token]);
  for (size_t i = 0; i < count && *verdict == NO; i++) {
    const struct step *step = &m->pattern->steps[m->now[i]];
    if (step->kind == STEP_TEST && test_form(&m->pattern->tests[step->a], form))
      *verdict = YES;
  }
  return *verdict == YES;
}

/* The first hit within a stretch of tokens. */
static bool matcher_find(assay_matcher *m, const assay_document *d, assay_span tokens,
                         assay_hit *hit) {
  for (size_t at = tokens.begin; at < tokens.end; at++) {
    if (!matcher_may_begin(m, d, at)) continue;
    size_t end = matcher_run(m, d, at, tokens.end);
    if (end == at) continue;
    hit->tokens = (assay_span){(uint32_t)at, (uint32_t)end};
    hit->bytes = (assay_span){d->begin[at], d->end[end - 1]};
    return true;
  }
  return false;
}

assay_status assay_matcher_next(assay_matcher *m, const assay_document *d, size_t from,
                                assay_hit *hit, bool *found, assay_error *err) {
  if (d->vocabulary != m->vocabulary)
    return error_set(err, ASSAY_EARG, "the matcher was made for another vocabulary");
  if (!matcher_grow(m, assay_vocabulary_count(m->vocabulary)))
    return error_memory(err, 0);
  *found = false;
  assay_span stretch = document_stretch(d, from);
  for (; stretch.begin < stretch.end; stretch = document_stretch(d, stretch.end))
    if (matcher_find(m, d, stretch, hit)) {
      *found = true;
      return ASSAY_OK;
    }
  return ASSAY_OK;
}
