/*
** quotes.c - the quotations of a document: marks, pairs, blocks, attribution, and at the
** end one array in the document's arena. Everything on the way is temporary.
*/
#include "assay.h"
#include "base/alloc.h"
#include "base/error.h"
#include "corpus/document.h"
#include "quote/attribution.h"
#include "quote/blocks.h"
#include "quote/pairing.h"

#include <string.h>

struct quote_list {
  const assay_quote *items;
  size_t count;
};

struct making { /* what is alive while the quotations are made */
  assay_document *document;
  struct drafts drafts;
  struct people people;
  uint32_t *index;  /* by draft: its quotation */
  uint32_t *parts;  /* by draft: how many parts its quotation has */
  assay_str *names; /* by person: the name in the arena, made when needed */
  assay_error *err;
};

const char *assay_quote_kind_name(assay_quote_kind kind) {
  static const char *const names[] = {"direct",   "mixed", "nested", "block",
                                      "dialogue", "term",  "title",  "slogan"};
  size_t i = (size_t)kind;
  return i < sizeof names / sizeof *names ? names[i] : "unknown";
}

static assay_status add_pairs(struct making *m, const struct pairs *pairs) {
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
    assay_status status = drafts_add(&m->drafts, &draft, m->err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static assay_status find_drafts(struct making *m, assay_str text) {
  struct marks marks;
  struct pairs pairs;
  marks_init(&marks, &m->document->alloc);
  pairs_init(&pairs, &m->document->alloc);
  assay_status status = marks_find(&marks, text, m->err);
  if (status == ASSAY_OK) status = pairs_find(&pairs, &marks, text, m->err);
  if (status == ASSAY_OK) status = add_pairs(m, &pairs);
  pairs_free(&pairs);
  marks_free(&marks);
  if (status == ASSAY_OK) status = blocks_find(&m->drafts, text, m->err);
  return status == ASSAY_OK ? drafts_nest(&m->drafts, m->err) : status;
}

/* A copy with single spaces for line breaks; ptr NULL when out of memory. */
static assay_str copy_spaced(struct making *m, assay_span span) {
  assay_str source = document_slice(m->document, span);
  char *out = arena_alloc(&m->document->arena, source.len + 1, 1);
  assay_str s = {out, 0};
  for (size_t i = 0; out && i < source.len; i++) {
    bool space = (unsigned char)source.ptr[i] <= ' ';
    if (space && s.len > 0 && out[s.len - 1] == ' ') continue;
    out[s.len++] = space ? ' ' : source.ptr[i];
  }
  return s;
}

static bool set_speaker(struct making *m, const struct draft *d, assay_quote *out) {
  out->speaker.ptr = "";
  out->speaker.len = 0;
  if (d->person != PERSON_NONE) {
    assay_str *name = &m->names[d->person];
    if (!name->ptr)
      *name = arena_copy(&m->document->arena, people_name(&m->people, d->person));
    out->speaker = *name;
  } else if (d->by_mention) {
    out->speaker = copy_spaced(m, d->mention);
  }
  return out->speaker.ptr != NULL;
}

/* Gives every draft that is no later part its place, and counts the parts. */
static size_t number_quotes(struct making *m) {
  size_t count = 0;
  for (size_t i = 0; i < m->drafts.count; i++) {
    int32_t whole = m->drafts.items[i].part_of;
    size_t root = whole >= 0 ? (size_t)whole : i;
    if (whole < 0) m->index[i] = (uint32_t)count++;
    if (whole >= 0) m->index[i] = m->index[root];
    m->parts[root]++;
  }
  return count;
}

static void set_quote(struct making *m, size_t i, assay_quote *out, assay_span *parts) {
  const struct draft *d = &m->drafts.items[i];
  out->parts = parts;
  out->part_count = 0;
  out->parent = d->parent >= 0 ? (int32_t)m->index[d->parent] : -1;
  out->kind = d->kind;
  out->confidence = d->confidence;
  out->mention = d->mention;
  out->cue = d->cue;
  out->rule = d->rule;
}

static assay_status make_list(struct making *m, struct quote_list *list) {
  struct arena *arena = &m->document->arena;
  size_t n = m->drafts.count, count = number_quotes(m);
  assay_quote *quotes = arena_alloc(arena, count, sizeof *quotes);
  assay_span *parts = arena_alloc(arena, n, sizeof *parts);
  if (!quotes || !parts) return error_memory(m->err, 0);
  for (size_t i = 0, used = 0; i < n; i++) {
    const struct draft *d = &m->drafts.items[i];
    assay_quote *quote = &quotes[m->index[i]];
    if (d->part_of < 0) {
      set_quote(m, i, quote, parts + used);
      used += m->parts[i];
      if (!set_speaker(m, d, quote)) return error_memory(m->err, 0);
    }
    assay_span span = {d->inner_begin, d->inner_end};
    parts[(size_t)(quote->parts - parts) + quote->part_count++] = span;
  }
  list->items = quotes;
  list->count = count;
  return ASSAY_OK;
}

static assay_status make_quotes(struct making *m, struct quote_list *list) {
  const assay_allocator *a = &m->document->alloc;
  assay_str text = assay_document_text(m->document);
  assay_status status = find_drafts(m, text);
  size_t n = m->drafts.count, people = 0;
  if (status != ASSAY_OK || n == 0) return status;
  status = attribution_run(&m->drafts, &m->people, text, m->err);
  if (status != ASSAY_OK) return status;
  people = m->people.count;
  m->index = alloc_zero(a, n, sizeof *m->index);
  m->parts = alloc_zero(a, n, sizeof *m->parts);
  m->names = alloc_zero(a, people + 1, sizeof *m->names);
  status = m->index && m->parts && m->names ? make_list(m, list)
                                            : error_memory(m->err, n * sizeof *m->index);
  alloc_free(a, m->index, n, sizeof *m->index);
  alloc_free(a, m->parts, n, sizeof *m->parts);
  alloc_free(a, m->names, people + 1, sizeof *m->names);
  return status;
}

static assay_status fill_cache(assay_document *document, assay_error *err) {
  struct making m = {.document = document, .err = err};
  struct quote_list made = {NULL, 0};
  drafts_init(&m.drafts, &document->alloc);
  people_init(&m.people, &document->alloc);
  assay_status status = make_quotes(&m, &made);
  people_free(&m.people);
  drafts_free(&m.drafts);
  if (status != ASSAY_OK) return status;
  struct quote_list *list = arena_alloc(&document->arena, 1, sizeof *list);
  if (!list) return error_memory(err, sizeof *list);
  *list = made;
  document->quotes = list;
  return ASSAY_OK;
}

assay_status assay_document_quotes(assay_document *document, const assay_quote **quotes,
                                   size_t *count, assay_error *err) {
  if (!document->quotes) {
    assay_status status = fill_cache(document, err);
    if (status != ASSAY_OK) return status;
  }
  *quotes = document->quotes->items;
  *count = document->quotes->count;
  return ASSAY_OK;
}
