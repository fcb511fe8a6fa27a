/*
** sentences.c - sentence boundaries by UAX #29, and the tailoring for wrapped prose.
** Looks for what may end a sentence (a full stop, a line break) and decides there, with
** bounded looks back and one look ahead to the next letter; so time is linear. The
** decisions of the tailoring are in sentences_rules.c.
*/
#include "text/sentences.h"

#include "text/sentences_pieces.h"
#include "text/sentences_rules.h"
#include "text/sentences_scan.h"

#define ELLIPSIS 0x2026u

/* SB8: whether a small letter comes before any other letter, terminator or separator. */
static bool lower_follows(const struct sentences *it, size_t at) {
  while (at < it->text.len) {
    struct piece piece = piece_at(it, at);
    if (piece.class == SB_LOWER) return true;
    if (piece.class == SB_UPPER || piece.class == SB_OLETTER ||
        piece_is_terminator(piece.class) || piece_is_separator(piece.class))
      return false;
    at = piece.end;
  }
  return false;
}

/* Past closing marks (SB9) and, wrapped, note marks. */
static struct piece skip_close(const struct sentences *it, size_t at) {
  for (;;) {
    if (it->rule == SENTENCES_WRAPPED) at = rules_skip_note(it->text, at);
    struct piece piece = piece_at(it, at);
    if (piece.class != SB_CLOSE) return piece;
    at = piece.end;
  }
}

/* Whether the sentence ends after a terminator; *at is where it ends or goes on. */
static bool ends_after(const struct sentences *it, const struct piece *term, size_t *at) {
  struct piece next = piece_at(it, term->end);
  *at = term->end;
  if (term->class == SB_ATERM) {
    enum sentence_break before = piece_before(it, term->begin).class;
    if (next.class == SB_NUMERIC) return false; /* SB6 */
    if (next.class == SB_UPPER && (before == SB_UPPER || before == SB_LOWER))
      return false; /* SB7 */
  }
  next = skip_close(it, *at);
  next = piece_after_space(it, next.begin);
  *at = next.begin;
  if (next.begin == it->text.len) return true;
  if (piece_is_separator(next.class)) { /* SB9 to SB11 */
    *at = next.end;
    return true;
  }
  if (next.class == SB_SCONTINUE || piece_is_terminator(next.class))
    return false;                                                     /* SB8a */
  return !(term->class == SB_ATERM && lower_follows(it, next.begin)); /* SB8 */
}

/* -- Wrapped ------------------------------------------------------------------------- */

/* SB6 and SB7: what stands right after a full stop. *end moves past a bare note mark. */
static bool wrapped_is_inside(const struct sentences *it, const struct piece *term,
                              size_t *end, bool *glued) {
  struct piece next = piece_at(it, term->end);
  bool stop = term->cp == '.';
  *glued = false;
  if (next.class == SB_NUMERIC) {
    if (stop) *end = rules_skip_bare_note(it, term->begin, term->end);
    return *end == term->end;
  }
  if (next.class != SB_UPPER) return false;
  enum sentence_break before = piece_before(it, term->begin).class;
  bool word = before == SB_UPPER || before == SB_LOWER;
  *glued = stop && word && rules_glued_start(it, term->begin);
  return (word || term->cp == ELLIPSIS) && !*glued;
}

/* SB8: whether a small letter that follows keeps the sentence together. */
static bool wrapped_lower_goes_on(const struct sentences *it, size_t dot,
                                  const struct piece *next) {
  if (next->class == SB_NUMERIC) return !rules_number_starts(it, dot, next->begin);
  return !rules_small_starts(it, dot, next->begin);
}

/* SB8, SB8a and the tailoring, once it is known that `next`, no separator, comes after
** closing marks and spaces. */
static bool wrapped_goes_on(const struct sentences *it, const struct piece *term,
                            const struct piece *next) {
  bool stop = term->cp == '.', spaced = next->begin > term->end;
  if (piece_is_terminator(next->class) || next->cp == ELLIPSIS) return true;
  if (next->class == SB_SCONTINUE)
    return !(stop && spaced && rules_dash_starts(it, term->begin, next->begin));
  if (rules_is_wordless(it, term->begin)) return true;
  if (term->class == SB_STERM && !spaced && rules_in_address(it, term->begin))
    return true;
  bool lower = lower_follows(it, next->begin);
  if (lower && term->class == SB_STERM)
    return rules_interrupts(it, term->begin, next->begin);
  if (lower && !(stop && spaced)) return true;
  if (lower && wrapped_lower_goes_on(it, term->begin, next)) return true;
  return stop && rules_goes_on(it, term->begin, next->begin);
}

static bool wrapped_ends_after(const struct sentences *it, const struct piece *term,
                               size_t *at) {
  size_t end = term->end;
  bool glued = false;
  *at = term->end;
  if (term->class == SB_ATERM && wrapped_is_inside(it, term, &end, &glued)) return false;
  if (glued) return true;
  if (rules_in_brackets(it, term->end)) return false;
  struct piece next = skip_close(it, end);
  next = piece_after_space(it, next.begin);
  size_t closed = rules_skip_spaced_close(it, next.begin);
  if (closed > next.begin) next = piece_after_space(it, closed);
  *at = next.begin;
  if (next.begin == it->text.len) return true;
  if (piece_is_separator(next.class)) {
    *at = next.end;
    return true;
  }
  return !wrapped_goes_on(it, term, &next);
}

/* -- The iterator ------------------------------------------------------------------- */

void sentences_start(struct sentences *it, assay_str text, enum sentence_rule rule) {
  it->text = text;
  it->at = it->first = 0;
  it->rule = rule;
  it->language = LANGUAGE_UND;
}

void sentences_start_in(struct sentences *it, assay_str text, enum language language) {
  sentences_start(it, text, SENTENCES_WRAPPED);
  it->language = language;
}

bool sentences_next(struct sentences *it, size_t *begin, size_t *end) {
  if (it->at >= it->text.len) return false;
  size_t at = it->at, breaks = 0;
  bool done = false, wrapped = it->rule == SENTENCES_WRAPPED;
  if (wrapped) at = piece_skip_space(it->text, at, &breaks);
  it->first = at;
  while (!done && (at = sentences_scan(it->text, at)) < it->text.len) {
    struct piece piece = piece_at(it, at);
    at = piece.end;
    if (wrapped && piece.cp == ELLIPSIS) piece.class = SB_ATERM;
    if (piece_is_separator(piece.class))
      done = true; /* SB4 */
    else if (piece_is_terminator(piece.class))
      done = wrapped ? wrapped_ends_after(it, &piece, &at) : ends_after(it, &piece, &at);
  }
  *begin = it->at;
  *end = it->at = at;
  return true;
}
