/*
** spans.c - the sources of drafts, one after the other, and then their order.
*/
#include "quote/spans.h"

#include "quote/blocks.h"
#include "quote/dashes.h"
#include "quote/pairing.h"

/* Adds the draft; a reporting clause within guillemets breaks it: « Oui, dit-il, bien. »
** */
static assay_status add_in_parts(struct drafts *drafts, struct draft *draft,
                                 assay_str text, const struct pair *pair,
                                 assay_error *err) {
  assay_span words = {pair->inner_begin, pair->inner_end}, clause;
  if (pair->family != FAMILY_GUILLEMET || pair->parent >= 0 ||
      !dashes_find_incise(text, words, &clause))
    return drafts_add(drafts, draft, err);
  struct draft rest = *draft;
  draft->end = draft->inner_end = clause.begin;
  rest.begin = rest.inner_begin = clause.end;
  assay_status status = drafts_add(drafts, draft, err);
  if (status != ASSAY_OK || rest.inner_begin >= rest.inner_end) return status;
  return drafts_add(drafts, &rest, err);
}

static assay_status add_pairs(struct drafts *drafts, const struct pairs *pairs,
                              assay_str text, assay_error *err) {
  if (drafts_reserve(drafts, pairs->count, err) != ASSAY_OK) return ASSAY_ENOMEM;
  for (size_t i = 0; i < pairs->count; i++) {
    const struct pair *pair = &pairs->items[i];
    struct draft draft = {.begin = pair->begin,
                          .end = pair->end,
                          .inner_begin = pair->inner_begin,
                          .inner_end = pair->inner_end,
                          .parent = -1,
                          .part_of = -1,
                          .origin = DRAFT_MARKS,
                          .closed = pair->closed,
                          .person = PERSON_NONE};
    draft.rule = pair->closed ? "marks" : "unclosed";
    assay_status status = add_in_parts(drafts, &draft, text, pair, err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

/* Sorting is done: DRAFT_CONTINUES becomes the index of the first part. */
static void join_turns(struct drafts *drafts) {
  int32_t first = -1;
  for (size_t i = 0; i < drafts->count; i++) {
    struct draft *d = &drafts->items[i];
    if (d->origin != DRAFT_DIALOGUE) continue;
    if (d->part_of != DRAFT_CONTINUES) first = (int32_t)i;
    if (d->part_of == DRAFT_CONTINUES) d->part_of = first;
    if (d->part_of >= 0 && drafts->items[d->part_of].parent != d->parent) d->part_of = -1;
  }
}

enum { MARK_BYTES = 8 }; /* the longest mark, "&#x201C;" */

/* The draft of marks that are just inside the element [begin, end) or just around it, or
** NULL. Drafts from *next on begin after everything that was asked before. */
static struct draft *find_marked(struct drafts *drafts, size_t *next, uint32_t begin,
                                 uint32_t end) {
  while (*next < drafts->count && drafts->items[*next].begin + MARK_BYTES < begin)
    ++*next;
  for (size_t i = *next; i < drafts->count && drafts->items[i].begin <= begin; i++) {
    struct draft *d = &drafts->items[i];
    if ((d->begin == begin && d->end == end) ||
        (d->inner_begin == begin && d->inner_end == end))
      return d;
  }
  return NULL;
}

/* What <q>, <said> or <blockquote> was in the file. */
static assay_status add_markup(struct drafts *drafts, assay_str text,
                               const struct spans_markup *markup, assay_error *err) {
  assay_status status = ASSAY_OK;
  struct drafts pairs = *drafts; /* those in marks; what is added here is not looked at */
  size_t next = 0;
  for (size_t i = 0; i < markup->count && status == ASSAY_OK; i++) {
    const struct record_mark *mark = &markup->marks[i];
    bool block = mark->kind == RECORD_BLOCK_QUOTE;
    if (mark->kind != RECORD_QUOTE && !block) continue;
    struct draft draft = {.begin = mark->begin, .end = mark->end, .parent = -1};
    while (draft.begin < draft.end && (unsigned char)text.ptr[draft.begin] <= ' ')
      draft.begin++;
    while (draft.end > draft.begin && (unsigned char)text.ptr[draft.end - 1] <= ' ')
      draft.end--;
    if (draft.begin == draft.end) continue;
    pairs.items = drafts->items;
    struct draft *marked = find_marked(&pairs, &next, draft.begin, draft.end);
    if (marked) {
      marked->named = mark->who;
      continue;
    }
    draft.inner_begin = draft.begin;
    draft.inner_end = draft.end;
    draft.part_of = -1;
    draft.person = PERSON_NONE;
    draft.closed = true;
    draft.origin = block ? DRAFT_BLOCK : DRAFT_MARKS;
    draft.kind = block ? ASSAY_QUOTE_BLOCK : ASSAY_QUOTE_DIRECT;
    draft.rule = "markup";
    draft.named = mark->who;
    status = drafts_add(drafts, &draft, err);
  }
  return status;
}

assay_status spans_find(struct drafts *drafts, assay_str text,
                        const struct spans_markup *markup, assay_error *err) {
  struct marks marks;
  struct pairs pairs;
  marks_init(&marks, &drafts->alloc);
  pairs_init(&pairs, &drafts->alloc);
  assay_status status = marks_find(&marks, text, err);
  if (status == ASSAY_OK) status = pairs_find(&pairs, &marks, text, err);
  if (status == ASSAY_OK) status = add_pairs(drafts, &pairs, text, err);
  pairs_free(&pairs);
  marks_free(&marks);
  if (status == ASSAY_OK && markup) status = add_markup(drafts, text, markup, err);
  if (status == ASSAY_OK) status = blocks_find(drafts, text, err);
  if (status == ASSAY_OK) status = dashes_find(drafts, text, err);
  if (status == ASSAY_OK) status = drafts_nest(drafts, err);
  if (status == ASSAY_OK) join_turns(drafts);
  return status;
}
