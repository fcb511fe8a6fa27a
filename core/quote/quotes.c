/*
** quotes.c - the quotations of a document: marks, pairs, blocks, attribution, and at the
** end one array in the document's arena. Everything on the way is temporary.
*/
#include "quote/quotes.h"
#include "assay.h"
#include "base/alloc.h"
#include "base/error.h"
#include "corpus/document.h"
#include "quote/attribution.h"
#include "quote/indirect.h"
#include "quote/kinds.h"
#include "quote/lexicon_text.h"
#include "quote/spans.h"

#include <string.h>

enum { BEARERS = 8 }; /* of one name that are listed */

struct quote_list {
  const assay_quote *items;
  size_t count;
  uint64_t lexicon;              /* stamp of the user's, 0 for none */
  bool reports;                  /* with reported clauses */
  const struct quote_list *next; /* made with another lexicon */
};

struct making { /* what is alive while the quotations are made */
  assay_document *document;
  const struct lexicon *lexicon; /* a user's, or NULL */
  bool reports;
  struct drafts drafts;
  struct people people;
  uint32_t *index;  /* by draft: its quotation */
  uint32_t *parts;  /* by draft: how many parts its quotation has */
  assay_str *names; /* by person: the name in the arena, made when needed */
  assay_error *err;
};

const char *assay_quote_kind_name(assay_quote_kind kind) {
  static const char *const names[] = {"direct", "mixed", "nested", "block",   "dialogue",
                                      "term",   "title", "slogan", "indirect"};
  size_t i = (size_t)kind;
  return i < sizeof names / sizeof *names ? names[i] : "unknown";
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

/* "Olga Marden and Hugo Pym"; ptr is NULL when out of memory. */
static assay_str two_names(struct making *m, assay_str first, uint32_t second) {
  static const char and[] = " and ";
  assay_str other = people_name(&m->people, second), both = {NULL, 0};
  size_t len = first.len + sizeof and-1 + other.len;
  char *bytes = arena_alloc(&m->document->arena, len, 1);
  if (!bytes) return both;
  memcpy(bytes, first.ptr, first.len);
  memcpy(bytes + first.len, and, sizeof and-1);
  memcpy(bytes + first.len + sizeof and-1, other.ptr, other.len);
  both.ptr = bytes;
  both.len = len;
  return both;
}

static bool set_speaker(struct making *m, const struct draft *d, assay_quote *out) {
  out->speaker.ptr = "";
  out->speaker.len = 0;
  if (d->named.len > 0) {
    out->speaker = arena_copy(&m->document->arena, d->named);
  } else if (d->person != PERSON_NONE) {
    assay_str *name = &m->names[d->person];
    if (!name->ptr)
      *name = arena_copy(&m->document->arena, people_name(&m->people, d->person));
    out->speaker = *name;
    if (name->ptr && d->partner > 0) out->speaker = two_names(m, *name, d->partner - 1);
  } else if (d->by_mention) {
    out->speaker = copy_spaced(m, d->mention);
  }
  return out->speaker.ptr != NULL;
}

/* Whom else an ambiguous name could mean. */
static bool set_others(struct making *m, const struct draft *d, assay_quote *out) {
  uint32_t bearers[BEARERS];
  out->others = NULL;
  out->other_count = 0;
  if (d->person == PERSON_NONE || !m->people.items[d->person].ambiguous) return true;
  size_t n = people_bearers(&m->people, d->person, bearers, BEARERS);
  assay_str *others = arena_alloc(&m->document->arena, n, sizeof *others);
  if (!others) return false;
  for (size_t i = 0; i < n; i++) {
    others[i] = arena_copy(&m->document->arena, people_name(&m->people, bearers[i]));
    if (!others[i].ptr) return false;
  }
  out->others = others;
  out->other_count = (uint32_t)n;
  return true;
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

/* Names of a user's rules go with his lexicon; copy them. */
static const char *copy_rule(struct making *m, const char *rule) {
  const struct lexicon *lexicon = m->lexicon;
  for (size_t i = 0; lexicon && i < lexicon->pattern_count; i++)
    if (lexicon->patterns[i].rule == rule)
      return arena_copy(&m->document->arena, str_from(rule)).ptr;
  return rule;
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
  out->said = d->said;
  if (d->named.len > 0) { /* the file says so, and knows better than a guess */
    if (d->cue.begin == d->cue.end) out->mention = d->cue;
    out->rule = "markup";
    out->confidence = 1.0F;
  }
}

/* How many lines end in [begin, end), by the rule of document_line_at. */
static uint32_t count_lines(assay_str text, uint32_t begin, uint32_t end) {
  uint32_t lines = 0, returns = 0;
  for (uint32_t i = begin; i < end; i++) {
    lines += text.ptr[i] == '\n';
    returns += text.ptr[i] == '\r';
  }
  for (uint32_t i = begin; returns > 0 && i < end; i++)
    if (text.ptr[i] == '\r') {
      lines += !(i + 1 < text.len && text.ptr[i + 1] == '\n');
      returns--;
    }
  return lines;
}

/* One pass over the text for all of them. */
static void set_lines(assay_str text, assay_quote *quotes, size_t count) {
  uint32_t line = 1, at = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t begin = quotes[i].parts[0].begin;
    line += count_lines(text, at, begin);
    if (begin > at) at = begin;
    quotes[i].line = line;
  }
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
      quote->rule = copy_rule(m, quote->rule);
      if (!set_speaker(m, d, quote) || !set_others(m, d, quote) || !quote->rule)
        return error_memory(m->err, 0);
    }
    assay_span span = {d->inner_begin, d->inner_end};
    parts[(size_t)(quote->parts - parts) + quote->part_count++] = span;
  }
  set_lines(assay_document_text(m->document), quotes, count);
  list->items = quotes;
  list->count = count;
  return ASSAY_OK;
}

static assay_status make_quotes(struct making *m, struct quote_list *list) {
  const assay_allocator *a = &m->document->alloc;
  assay_str text = assay_document_text(m->document);
  struct spans_markup markup;
  markup.marks = document_marks(m->document, &markup.count);
  assay_status status = spans_find(&m->drafts, text, &markup, m->err);
  if (status != ASSAY_OK || (m->drafts.count == 0 && !m->reports)) return status;
  status = attribution_run(&m->drafts, &m->people, text, m->lexicon, m->err);
  if (status != ASSAY_OK) return status;
  kinds_settle(&m->drafts, text);
  if (m->reports)
    status = indirect_find(&m->drafts, &m->people, text, m->lexicon, m->err);
  size_t n = m->drafts.count, people = m->people.count;
  if (status != ASSAY_OK || n == 0) return status;
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

/* Makes the list that `wanted` describes. */
static assay_status add_list(assay_document *document, const struct lexicon *lexicon,
                             const struct quote_list *wanted, assay_error *err) {
  struct making m = {.document = document, .lexicon = lexicon, .err = err};
  struct quote_list made = *wanted;
  m.reports = wanted->reports;
  made.next = document->quotes;
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

static assay_status get_list(assay_document *document, const struct lexicon *lexicon,
                             bool reports, const assay_quote **quotes, size_t *count,
                             assay_error *err) {
  if (lexicon && lexicon->stamp == 0) lexicon = NULL;
  struct quote_list wanted = {.lexicon = lexicon ? lexicon->stamp : 0,
                              .reports = reports};
  const struct quote_list *list = document->quotes;
  while (list && (list->lexicon != wanted.lexicon || list->reports != reports))
    list = list->next;
  if (!list) {
    assay_status status = add_list(document, lexicon, &wanted, err);
    if (status != ASSAY_OK) return status;
    list = document->quotes;
  }
  *quotes = list->items;
  *count = list->count;
  return ASSAY_OK;
}

assay_status quotes_with_lexicon(assay_document *document, const struct lexicon *lexicon,
                                 const assay_quote **quotes, size_t *count,
                                 assay_error *err) {
  return get_list(document, lexicon, false, quotes, count, err);
}

assay_status quotes_with_reports(assay_document *document, const struct lexicon *lexicon,
                                 const assay_quote **quotes, size_t *count,
                                 assay_error *err) {
  return get_list(document, lexicon, true, quotes, count, err);
}

assay_status assay_document_quotes(assay_document *document, const assay_quote **quotes,
                                   size_t *count, assay_error *err) {
  return get_list(document, NULL, false, quotes, count, err);
}

assay_status assay_document_reports(assay_document *document, const assay_quote **quotes,
                                    size_t *count, assay_error *err) {
  return get_list(document, NULL, true, quotes, count, err);
}
