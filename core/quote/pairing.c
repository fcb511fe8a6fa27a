/*
** pairing.c - partners for marks.
** Double marks and their kin use a stack: a closer takes the nearest opener of its
** family, and a closer with none is dropped. Single marks look ahead, because ’ is also
** the apostrophe: a closer beside punctuation wins, and those that could be possessives
** ("the peasants’ hatred") or a dialect's ("wi’ me") only when there is no such one.
** What opens on the way has to be closed first.
*/
#include "quote/pairing.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/lexicon.h"
#include "quote/paragraphs.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

#define NO_MARK UINT32_MAX

enum { NEST_LIMIT = 8 }; /* quotations within quotations; deeper ones are dropped */
enum { SINGLE_LOOKAHEAD = 64 }; /* marks; keeps a text of elisions linear */
enum { SHORT_BYTES = 8 };       /* words so short may be none */
enum { CLAUSE_BYTES = 32 };     /* in which the verb of a reporting clause stands */
enum { WITHIN_LIMIT = 3 };      /* single marks within single marks */

struct pairing {
  struct pairs *out;
  const struct marks *marks;
  assay_str text;
  uint32_t *partner; /* by mark: the other mark of its pair, or NO_MARK */
  uint32_t *around;  /* by mark: opener of the innermost double pair around it */
  uint32_t *stack;   /* openers; never more than there are marks */
  bool *unclosed;    /* by mark: an opener that nothing closes */
  bool *unopened;    /* by mark: a closer that closes nothing */
  bool right_opens;  /* no U+2018 in the text: U+2019 may open, as in Swedish */
  uint32_t reopener; /* a closer at the head of a paragraph that goes on: or NO_MARK */
  assay_error *err;
};

void pairs_init(struct pairs *pairs, const assay_allocator *alloc) {
  assay_allocator chosen = alloc_or_default(alloc); /* alloc may lie in pairs */
  memset(pairs, 0, sizeof *pairs);
  pairs->alloc = chosen;
}

void pairs_free(struct pairs *pairs) {
  alloc_free(&pairs->alloc, pairs->items, pairs->cap, sizeof *pairs->items);
  alloc_free(&pairs->alloc, pairs->problems, pairs->problem_cap, sizeof *pairs->problems);
  pairs_init(pairs, &pairs->alloc);
}

/* -- Families with a stack -------------------------------------------------------- */

/* What closes what, by shape. Both directions of guillemets are in use. */
static bool forms_match(uint8_t open, uint8_t close) {
  switch (open) {
  case MARK_STRAIGHT_DOUBLE:
    return close == MARK_STRAIGHT_DOUBLE || close == MARK_RIGHT_DOUBLE;
  case MARK_LEFT_DOUBLE:
    return close <= MARK_RIGHT_DOUBLE;
  case MARK_RIGHT_DOUBLE:
    return close == MARK_RIGHT_DOUBLE || close == MARK_LEFT_DOUBLE;
  case MARK_LOW_DOUBLE:
    return close <= MARK_TICKS && close != MARK_LOW_DOUBLE;
  case MARK_BACKTICK_DOUBLE:
    return close != MARK_LEFT_DOUBLE && close != MARK_LOW_DOUBLE &&
           close != MARK_BACKTICK_DOUBLE;
  case MARK_GUILLEMET_LEFT:
    return close == MARK_GUILLEMET_RIGHT;
  case MARK_GUILLEMET_RIGHT:
    return true;
  case MARK_ANGLE_LEFT:
    return close == MARK_ANGLE_RIGHT;
  case MARK_ANGLE_RIGHT:
    return true;
  case MARK_CORNER_OPEN:
  case MARK_WHITE_CORNER_OPEN:
  case MARK_TITLE_OPEN:
  case MARK_SMALL_TITLE_OPEN:
    return close == open + 1;
  default:
    return false;
  }
}

/* Whether mark m, after the opener `top`, closes it rather than opening anew. */
static bool closes_top(const struct mark *top, const struct mark *m) {
  if (!forms_match(top->form, m->form)) return false;
  bool only_opens = mark_may_open(m) && !mark_may_close(m);
  switch (m->form) {
  case MARK_RIGHT_DOUBLE:
  case MARK_TICKS:
    return true;
  case MARK_BACKTICK_DOUBLE:
    return mark_may_close(m);
  case MARK_LEFT_DOUBLE:
    return top->form == MARK_LOW_DOUBLE ? m->left > SIDE_OPENING : mark_may_close(m);
  case MARK_STRAIGHT_DOUBLE:
    return !only_opens;
  case MARK_GUILLEMET_RIGHT:
  case MARK_ANGLE_RIGHT:
    return m->form != top->form || mark_may_close(m);
  default:
    return true;
  }
}

static bool opens(const struct mark *m) {
  switch (m->form) {
  case MARK_LEFT_DOUBLE:
  case MARK_LOW_DOUBLE:
  case MARK_BACKTICK_DOUBLE:
  case MARK_GUILLEMET_LEFT:
  case MARK_ANGLE_LEFT:
  case MARK_CORNER_OPEN:
  case MARK_WHITE_CORNER_OPEN:
  case MARK_TITLE_OPEN:
  case MARK_SMALL_TITLE_OPEN:
    return true;
  case MARK_STRAIGHT_DOUBLE:
    return mark_may_open(m) || !mark_may_close(m) || m->right == SIDE_UNSPACED;
  case MARK_RIGHT_DOUBLE:
  case MARK_GUILLEMET_RIGHT:
  case MARK_ANGLE_RIGHT:
    return mark_may_open(m) && !mark_may_close(m);
  default:
    return false;
  }
}

static bool heads_line(const struct pairing *p, uint32_t mark) {
  size_t at = p->marks->items[mark].begin;
  while (at > 0 && (p->text.ptr[at - 1] == ' ' || p->text.ptr[at - 1] == '\t')) at--;
  return at == 0 || p->text.ptr[at - 1] == '\n';
}

/* Whether mark m only shows that the quotation of `top` goes on in a new line, as in old
** prints and in verse. */
static bool repeats_opener(const struct pairing *p, uint32_t top, uint32_t m) {
  const struct mark *marks = p->marks->items;
  return marks[m].form == MARK_LEFT_DOUBLE && marks[top].form == MARK_LEFT_DOUBLE &&
         heads_line(p, m) && heads_line(p, top);
}

static void pair_family(struct pairing *p, uint32_t from, uint32_t to,
                        enum mark_family family) {
  const struct mark *marks = p->marks->items;
  size_t depth = 0;
  for (uint32_t i = from; i < to; i++) {
    const struct mark *m = &marks[i];
    if (mark_family(m) != family) continue;
    uint32_t top = depth > 0 ? p->stack[depth - 1] : NO_MARK;
    if (i == p->reopener) {
      p->stack[depth++] = i;
    } else if (top != NO_MARK && repeats_opener(p, top, i)) {
      continue;
    } else if (top != NO_MARK && (top == p->reopener || closes_top(&marks[top], m))) {
      p->partner[top] = i;
      p->partner[i] = top;
      depth--;
    } else if (opens(m)) {
      /* A second straight opener shows that the first one was never closed. */
      if (top != NO_MARK && m->form == MARK_STRAIGHT_DOUBLE &&
          marks[top].form == MARK_STRAIGHT_DOUBLE)
        depth--;
      p->stack[depth++] = i;
    } else {
      /* After a figure a straight mark is a measure: 12". */
      p->unopened[i] = m->form != MARK_STRAIGHT_DOUBLE || m->left != SIDE_DIGIT;
    }
  }
  /* Only the last opener can be a quotation that was left open. */
  if (depth > 0 && p->partner[p->stack[depth - 1]] == NO_MARK)
    p->unclosed[p->stack[depth - 1]] = true;
}

/* For each mark the innermost double pair around it. */
static void note_around(struct pairing *p, uint32_t from, uint32_t to) {
  uint32_t around = NO_MARK;
  for (uint32_t i = from; i < to; i++) {
    uint32_t partner = p->partner[i];
    if (partner != NO_MARK && partner < i) around = p->around[partner];
    p->around[i] = around;
    if (partner != NO_MARK && partner > i) around = i;
  }
}

/* -- Single marks ------------------------------------------------------------------ */

/* A straight mark with space on both sides, as scanners leave it: ' so '. */
static bool is_isolated(const struct mark *m) {
  return m->left == SIDE_SPACE && m->right <= SIDE_SPACE;
}

static bool opens_single(const struct mark *m) {
  if (m->form == MARK_STRAIGHT_SINGLE && is_isolated(m)) return true;
  switch (m->form) {
  case MARK_LOW_SINGLE:
  case MARK_LEFT_SINGLE:
    return m->right > SIDE_SPACE || is_isolated(m);
  case MARK_BACKTICK:
    return mark_may_open(m);
  case MARK_STRAIGHT_SINGLE:
    return mark_may_open(m) && !mark_may_close(m);
  case MARK_RIGHT_SINGLE:
    return m->left <= SIDE_OPENING && m->right == SIDE_LETTER;
  default:
    return false;
  }
}

static bool closes_single(const struct mark *open, const struct mark *m) {
  if (!mark_may_close(m) && !is_isolated(m)) return false;
  bool straight = open->form == MARK_STRAIGHT_SINGLE;
  if (straight && is_isolated(open) && !is_isolated(m)) return false;
  switch (m->form) {
  case MARK_RIGHT_SINGLE:
    return true;
  case MARK_LEFT_SINGLE:
    return open->form != MARK_STRAIGHT_SINGLE && open->form != MARK_BACKTICK;
  case MARK_STRAIGHT_SINGLE:
    return open->form != MARK_LOW_SINGLE;
  default:
    return false;
  }
}

/* How sure a closer is: 4 has punctuation beside it, 3 can only be an apostrophe of a
** dialect ("wi' me"), 2 may be one, 1 very likely is. */
static int closer_strength(const struct mark *m) {
  if (!m->possessive || m->left != SIDE_LETTER || m->form == MARK_LEFT_SINGLE)
    return (m->left == SIDE_LETTER || m->left == SIDE_DIGIT) && m->right == SIDE_SPACE
               ? 3
               : 4;
  return m->before_function ? 2 : 1;
}

/* Whether m opens a quotation within one in single marks: 'He said 'no' to me.' U+2019
** does when it faces the wrong way, as typists and converters leave it. */
static bool opens_within(const struct mark *m) {
  if (m->elision || is_isolated(m)) return false;
  if (m->form == MARK_RIGHT_SINGLE)
    return m->left <= SIDE_DASH && m->right == SIDE_LETTER;
  return opens_single(m);
}

/* Whether a reporting verb is among the first words at `at`. */
static bool is_clause_at(assay_str text, size_t at) {
  size_t end = at + CLAUSE_BYTES < text.len ? at + CLAUSE_BYTES : text.len;
  while (at < end) {
    size_t begin = at;
    while (at < end && ((text.ptr[at] | 32) >= 'a' && (text.ptr[at] | 32) <= 'z')) at++;
    assay_str word = {text.ptr + begin, at - begin};
    if (word.len > 0 && (lexicon_find(word).flags & LEX_VERB)) return true;
    if (at == begin) at++;
  }
  return false;
}

/* A quotation within a quotation may have lost its opener; then more marks close than
** open, and the last of them before the next opener closes the whole. A reporting clause
** behind the first shows that another quotation begins unmarked instead. */
static uint32_t last_closer(const struct pairing *p, uint32_t open, uint32_t close,
                            uint32_t to) {
  const struct mark *marks = p->marks->items;
  uint32_t last = close;
  for (uint32_t i = close + 1; i < to; i++) {
    const struct mark *m = &marks[i];
    if (mark_family(m) != FAMILY_SINGLE) {
      if (p->partner[i] != NO_MARK && p->partner[i] == p->around[open]) break;
      continue;
    }
    if (p->around[i] != p->around[open]) continue;
    bool faces_right = m->left <= SIDE_DASH && m->form != MARK_RIGHT_SINGLE;
    if (faces_right || opens_single(m) || opens_within(m)) break;
    if (!closes_single(&marks[open], m) || closer_strength(m) < 4) continue;
    if (last == close && is_clause_at(p->text, marks[close].end)) break;
    last = i;
  }
  return last;
}

/* The mark that closes the single opener, or NO_MARK; *next is where to go on. An opener
** on the way has to be closed first; when that leaves nothing for the outer one, it was
** an apostrophe ('wi' all my 'eart,'), unless it is U+2018. */
static uint32_t find_closer(const struct pairing *p, uint32_t open, uint32_t to,
                            uint32_t *next) {
  const struct mark *marks = p->marks->items;
  uint32_t best = NO_MARK;
  int strength = 0, depth = 0;
  /* What looks like an apostrophe opens only for a sure closer. */
  bool apostrophe = marks[open].elision ||
                    (marks[open].form == MARK_RIGHT_SINGLE && !p->right_opens);
  bool proper = apostrophe; /* an opener on the way cannot be one in its place */
  if (to - open > SINGLE_LOOKAHEAD) to = open + SINGLE_LOOKAHEAD;
  for (uint32_t i = open + 1; i < to; i++) {
    const struct mark *m = &marks[i];
    if (mark_family(m) != FAMILY_SINGLE) {
      /* The double quotation that holds the opener ends here. */
      if (p->partner[i] != NO_MARK && p->partner[i] == p->around[open]) break;
      continue;
    }
    if (p->around[i] != p->around[open]) continue;
    if (closes_single(&marks[open], m)) {
      int s = closer_strength(m);
      if (s == 4 && depth == 0) {
        i = last_closer(p, open, i, to);
        *next = i + 1;
        return i;
      }
      bool within = depth > 0;
      depth -= within && s >= 3;
      if (within && (s < 3 || best != NO_MARK || proper)) continue;
      /* Of several doubtful ones the first before a function word, else the last. */
      if (s > strength || (s == strength && s == 1)) best = i, strength = s;
    } else if (opens_within(m)) {
      if (best != NO_MARK && m->form == MARK_LEFT_SINGLE) break;
      if (m->form == MARK_LEFT_SINGLE) proper = true;
      if (++depth > WITHIN_LIMIT) break;
    }
  }
  if (apostrophe && strength < 3) best = NO_MARK;
  *next = best != NO_MARK ? best + 1 : open + 1;
  return best;
}

static void pair_singles(struct pairing *p, uint32_t from, uint32_t to, int depth) {
  const struct mark *marks = p->marks->items;
  for (uint32_t i = from; i < to;) {
    uint32_t next = i + 1;
    if (mark_family(&marks[i]) == FAMILY_SINGLE && opens_single(&marks[i])) {
      uint32_t close = find_closer(p, i, to, &next);
      if (close != NO_MARK) {
        p->partner[i] = close;
        p->partner[close] = i;
        if (depth < WITHIN_LIMIT) pair_singles(p, i + 1, close, depth + 1);
      } else if (depth == 0 && !marks[i].elision && marks[i].form != MARK_RIGHT_SINGLE &&
                 !is_isolated(&marks[i])) {
        p->unclosed[i] = true;
      }
    }
    i = next;
  }
}

/* -- From partners to pairs -------------------------------------------------------- */

static bool is_space_at(assay_str text, size_t at, size_t *len) {
  uint32_t cp;
  *len = utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return cp <= ' ' || unicode_class(cp) == CHAR_SPACE;
}

static void pair_trim(struct pair *pair, assay_str text) {
  size_t len;
  while (pair->inner_begin < pair->inner_end &&
         is_space_at(text, pair->inner_begin, &len))
    pair->inner_begin += (uint32_t)len;
  while (pair->inner_begin < pair->inner_end) {
    size_t last = utf8_previous(text, pair->inner_end);
    if (!is_space_at(text, last, &len)) break;
    pair->inner_end = (uint32_t)last;
  }
}

static assay_status pairs_add(struct pairing *p, const struct pair *pair) {
  struct pairs *out = p->out;
  void *items = out->items;
  if (!alloc_grow(&out->alloc, &items, &out->cap, out->count + 1, sizeof *out->items))
    return error_memory(p->err, 0);
  out->items = items;
  out->items[out->count++] = *pair;
  return ASSAY_OK;
}

/* Where the quotation that opens at mark i ends in its paragraph. */
static struct pair pair_of(const struct pairing *p, uint32_t i, uint32_t end) {
  const struct mark *marks = p->marks->items;
  uint32_t close = p->partner[i];
  struct pair pair = {.begin = marks[i].begin, .inner_begin = marks[i].end, .parent = -1};
  pair.family = (uint8_t)mark_family(&marks[i]);
  pair.closed = close != NO_MARK;
  pair.end = pair.closed ? marks[close].end : end;
  pair.inner_end = pair.closed ? marks[close].begin : end;
  return pair;
}

static bool begins_paragraph(const struct pairing *p, uint32_t mark, uint32_t begin) {
  size_t len;
  uint32_t at = begin;
  while (at < p->marks->items[mark].begin && is_space_at(p->text, at, &len))
    at += (uint32_t)len;
  return at == p->marks->items[mark].begin;
}

struct pending { /* an unclosed quotation that the next paragraph may go on with */
  size_t pair;   /* index in out->items; out->items[...].closed is false */
  uint32_t mark; /* its opener in the first paragraph */
  uint8_t form;
  bool any;
};

/* The opener of the last unclosed quotation of a paragraph, with no pair of its family
** after it; NO_MARK when there is none. */
static uint32_t last_unclosed(const struct pairing *p, uint32_t from, uint32_t to) {
  const struct mark *marks = p->marks->items;
  bool later[FAMILY_COUNT] = {false};
  for (uint32_t i = to; i-- > from;) {
    enum mark_family family = mark_family(&marks[i]);
    if (p->unclosed[i] && !later[family]) return i;
    if (p->partner[i] != NO_MARK || p->unclosed[i]) later[family] = true;
  }
  return NO_MARK;
}

/* Goes on with the pending quotation when the paragraph repeats its opener; returns the
** opener that is used up, or NO_MARK. */
static uint32_t continue_pending(struct pairing *p, struct pending *pending,
                                 uint32_t from, uint32_t to,
                                 const struct paragraph *paragraph) {
  const struct mark *marks = p->marks->items;
  if (!pending->any || from == to ||
      (marks[from].form != pending->form && from != p->reopener) ||
      !begins_paragraph(p, from, paragraph->begin) ||
      (p->partner[from] == NO_MARK && !p->unclosed[from])) {
    pending->any = false;
    return NO_MARK;
  }
  struct pair rest = pair_of(p, from, paragraph->end);
  struct pair *whole = &p->out->items[pending->pair];
  whole->end = rest.end;
  whole->inner_end = rest.inner_end;
  whole->closed = rest.closed;
  whole->continued = true;
  p->unclosed[from] = false; /* one problem for all paragraphs, if there is one */
  if (rest.closed) p->unclosed[pending->mark] = false;
  pending->any = !rest.closed;
  return from;
}

static assay_status pair_paragraph(struct pairing *p, struct pending *pending,
                                   uint32_t from, uint32_t to,
                                   const struct paragraph *paragraph) {
  static const enum mark_family stacked[] = {
      FAMILY_DOUBLE,       FAMILY_GUILLEMET, FAMILY_ANGLE,      FAMILY_CORNER,
      FAMILY_WHITE_CORNER, FAMILY_TITLE,     FAMILY_SMALL_TITLE};
  bool present[FAMILY_COUNT] = {false};
  for (uint32_t i = from; i < to; i++) present[mark_family(&p->marks->items[i])] = true;
  p->reopener = NO_MARK;
  if (pending->any && from < to && pending->form == MARK_GUILLEMET_LEFT &&
      p->marks->items[from].form == MARK_GUILLEMET_RIGHT &&
      begins_paragraph(p, from, paragraph->begin))
    p->reopener = from;
  for (size_t i = 0; i < sizeof stacked / sizeof *stacked; i++)
    if (present[stacked[i]]) pair_family(p, from, to, stacked[i]);
  note_around(p, from, to);
  if (present[FAMILY_SINGLE]) pair_singles(p, from, to, 0);

  uint32_t used = continue_pending(p, pending, from, to, paragraph);
  uint32_t open = last_unclosed(p, from, to);
  for (uint32_t i = from; i < to; i++) {
    bool closed = p->partner[i] != NO_MARK && p->partner[i] > i;
    if (i == used || (!closed && i != open)) continue;
    struct pair pair = pair_of(p, i, paragraph->end);
    pair.heads = !closed && begins_paragraph(p, i, paragraph->begin);
    if (closed && pair.inner_end - pair.inner_begin <= SHORT_BYTES) {
      pair_trim(&pair, p->text);
      if (pair.inner_begin >= pair.inner_end)
        continue; /* spares a text of marks memory */
    }
    if (pairs_add(p, &pair) != ASSAY_OK) return ASSAY_ENOMEM;
    if (closed) continue;
    pending->pair = p->out->count - 1;
    pending->mark = i;
    pending->form = p->marks->items[i].form;
    pending->any = true;
  }
  return ASSAY_OK;
}

static assay_status pair_text(struct pairing *p) {
  struct paragraphs it;
  struct paragraph paragraph;
  struct pending pending = {0};
  uint32_t from = 0, count = (uint32_t)p->marks->count;
  paragraphs_start(&it, p->text);
  while (from < count && paragraphs_next(&it, &paragraph)) {
    uint32_t to = from;
    while (to < count && p->marks->items[to].begin < paragraph.end) to++;
    if (pair_paragraph(p, &pending, from, to, &paragraph) != ASSAY_OK)
      return ASSAY_ENOMEM;
    from = to;
  }
  return ASSAY_OK;
}

/* Drops what is empty, what crosses, and single marks that nothing closed; sets parents.
** The stack reuses p->stack: there are at least twice as many marks as pairs. */
static void nest(struct pairing *p) {
  struct pairs *out = p->out;
  size_t kept = 0, depth = 0;
  for (size_t i = 0; i < out->count; i++) {
    struct pair pair = out->items[i];
    pair_trim(&pair, p->text);
    if (pair.inner_begin >= pair.inner_end) continue;
    if (!pair.closed && pair.family == FAMILY_SINGLE && !pair.continued && !pair.heads)
      continue;
    while (depth > 0 && out->items[p->stack[depth - 1]].end <= pair.begin) depth--;
    if (depth > 0 && pair.end > out->items[p->stack[depth - 1]].end) continue;
    if (depth >= NEST_LIMIT) continue;
    pair.parent = depth > 0 ? (int32_t)p->stack[depth - 1] : -1;
    p->stack[depth++] = (uint32_t)kept;
    out->items[kept++] = pair;
  }
  out->count = kept;
}

static assay_status problems_add(struct pairing *p, uint32_t mark, bool opens) {
  struct pairs *out = p->out;
  void *items = out->problems;
  if (!alloc_grow(&out->alloc, &items, &out->problem_cap, out->problem_count + 1,
                  sizeof *out->problems))
    return error_memory(p->err, 0);
  out->problems = items;
  const struct mark *m = &p->marks->items[mark];
  struct mark_problem problem = {m->begin, m->end, opens};
  out->problems[out->problem_count++] = problem;
  return ASSAY_OK;
}

static assay_status note_problems(struct pairing *p) {
  assay_status status = ASSAY_OK;
  for (uint32_t i = 0; i < p->marks->count && status == ASSAY_OK; i++)
    if (p->unclosed[i] || p->unopened[i]) status = problems_add(p, i, p->unclosed[i]);
  return status;
}

static bool has_left_single(const struct marks *marks) {
  for (size_t i = 0; i < marks->count; i++)
    if (marks->items[i].form == MARK_LEFT_SINGLE) return true;
  return false;
}

assay_status pairs_find(struct pairs *pairs, const struct marks *marks, assay_str text,
                        assay_error *err) {
  if (marks->count == 0) return ASSAY_OK;
  const assay_allocator *a = &pairs->alloc;
  size_t n = marks->count;
  struct pairing p = {.out = pairs, .marks = marks, .text = text, .err = err};
  assay_status status = ASSAY_ENOMEM;
  p.right_opens = !has_left_single(marks);
  p.partner = alloc_zero(a, n, sizeof *p.partner);
  p.around = alloc_zero(a, n, sizeof *p.around);
  p.stack = alloc_zero(a, n, sizeof *p.stack);
  p.unclosed = alloc_zero(a, n, sizeof *p.unclosed);
  p.unopened = alloc_zero(a, n, sizeof *p.unopened);
  if (!p.partner || !p.around || !p.stack || !p.unclosed || !p.unopened) {
    error_memory(err, n * sizeof *p.partner);
    goto done;
  }
  for (size_t i = 0; i < n; i++) p.partner[i] = p.around[i] = NO_MARK;
  status = pair_text(&p);
  if (status == ASSAY_OK) nest(&p); /* they are in order, as their openers were */
  if (status == ASSAY_OK) status = note_problems(&p);
done:
  alloc_free(a, p.partner, n, sizeof *p.partner);
  alloc_free(a, p.around, n, sizeof *p.around);
  alloc_free(a, p.stack, n, sizeof *p.stack);
  alloc_free(a, p.unclosed, n, sizeof *p.unclosed);
  alloc_free(a, p.unopened, n, sizeof *p.unopened);
  return status;
}
