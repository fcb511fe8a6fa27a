/*
** indirect.c - reported clauses. A reporting verb with a subject leads to one by "that"
** and its kin, by a pronoun ("said he would"), or, in German, by a comma and the mood of
** reported speech; "according to" and its kin lead to the rest of their sentence, or
** stand behind it. A clause ends where its sentence does, at a semicolon, or at ", but".
*/
#include "quote/indirect.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/cues.h"
#include "quote/lexicon.h"
#include "quote/paragraphs.h"

#include <string.h>

enum { SENTENCE_REACH = 96, MOOD_REACH = 8, SOURCE_WORDS = 5 }; /* pieces */

#define SURE 0.9F
#define NOMINAL 0.6F
#define PRONOUN 0.5F

struct reported {
  size_t from, to; /* pieces of the clause, half-open */
  struct who who;
  assay_span cue;
  const char *rule;
};

static bool is_word(const struct passage *p, size_t i, const char *const *words) {
  if (i >= p->count) return false;
  for (; *words; words++)
    if (cue_word_is(p, i, *words)) return true;
  return false;
}

static bool is_type(const struct passage *p, size_t i, enum piece_type type) {
  return i < p->count && p->items[i].type == type;
}

static size_t sentence_end(const struct passage *p, size_t i) {
  size_t stop = p->count - i > SENTENCE_REACH ? i + SENTENCE_REACH : p->count;
  while (i < stop && p->items[i].type != PIECE_STOP) i++;
  return i;
}

/* The end of the clause that begins at i: a citation at its end is left out. */
static size_t clause_end(const struct passage *p, size_t i) {
  static const char *const turns[] = {"but",  "yet",  "whereas", "although", "though",
                                      "aber", "doch", "mais",    "pero",     NULL};
  size_t end = sentence_end(p, i), depth = 0, at = i;
  for (; at < end; at++) {
    uint8_t type = p->items[at].type;
    if (type == PIECE_OPEN) depth++;
    if (type == PIECE_CLOSE && depth-- == 0) break;
    if (type == PIECE_SEMICOLON && depth == 0) break;
    if (type == PIECE_COMMA && depth == 0 && is_word(p, at + 1, turns)) break;
  }
  while (at > i &&
         (p->items[at - 1].type == PIECE_NOTE || is_type(p, at - 1, PIECE_COMMA)))
    at--;
  if (at > i + 2 && is_type(p, at - 1, PIECE_CLOSE) && is_type(p, at - 2, PIECE_NUMBER)) {
    while (at > i && p->items[at - 1].type != PIECE_OPEN) at--;
    if (at > i) at--;
  }
  return at;
}

/* Where the clause begins behind the verb v, or 0. */
static size_t behind_verb(const struct passage *p, size_t v, size_t end) {
  static const char *const that[] = {"that",
                                     "dass",
                                     "da\xC3\x9F",
                                     "que",
                                     "che",
                                     "qu",
                                     "ch",
                                     "\u017Ce",
                                     "whether",
                                     "ob",
                                     "why",
                                     "how",
                                     "\xD1\x87\xD1\x82\xD0\xBE",
                                     NULL};
  static const char *const mood[] = {
      "sei",  "seien", "habe",         "werde",        "wolle",        "solle",
      "gebe", "gehe",  "k\xC3\xB6nne", "m\xC3\xBCsse", "d\xC3\xBCrfe", NULL};
  size_t i = cue_skip_adverbs(p, v + 1), word = i;
  if (is_type(p, word, PIECE_COMMA)) word++;
  if (word < end && is_word(p, word, that)) return word + 1;
  if (word < end && word > i) { /* "Lee sagt, die Liga sei ..." */
    for (size_t k = word; k < end && k < word + MOOD_REACH; k++)
      if (is_word(p, k, mood)) return word;
    return 0;
  }
  /* "said he would": a pronoun and its verb */
  if (i + 1 < end && (p->items[i].flags & LEX_PRONOUN) &&
      (p->items[i + 1].flags & (LEX_MODAL | LEX_BE | LEX_HAVE | LEX_VERB)) &&
      !(p->items[v].flags & LEX_WEAK))
    return i;
  /* "qu’il": the apostrophe makes one word of it */
  if (i < end && p->items[i].type == PIECE_WORD) {
    const char *s = p->text.ptr + p->items[i].begin;
    uint32_t len = p->items[i].end - p->items[i].begin;
    if (len > 3 && s[0] == 'q' && s[1] == 'u' && (s[2] == '\'' || s[2] == '\xE2'))
      return i;
  }
  return 0;
}

static bool is_denied(const struct passage *p, size_t v) {
  static const char *const words[] = {"not",    "never", "nicht", "nie", "pas",
                                      "jamais", "no",    "nunca", "non", NULL};
  if (v > 0 && is_word(p, v - 1, words)) return true;
  if (v == 0 || p->items[v - 1].type != PIECE_WORD) return false;
  const struct piece *w = &p->items[v - 1];
  assay_str s = {p->text.ptr + w->begin, w->end - w->begin};
  return s.len > 3 && s.ptr[s.len - 1] == 't' && s.ptr[s.len - 2] != 'o' &&
         (s.ptr[s.len - 2] == '\'' || s.ptr[s.len - 2] == '\x99');
}

/* "Lee argues that ...": the verb is piece v. */
static bool by_verb(const struct passage *p, size_t from, size_t v,
                    struct reported *out) {
  bool relative;
  size_t end = sentence_end(p, v);
  if (p->items[v].type != PIECE_WORD || !cue_is_verb(p, v) || is_denied(p, v))
    return false;
  out->from = behind_verb(p, v, end);
  if (out->from == 0 || out->from >= end) return false;
  if (!cue_subject(p, from, v, &out->who, &relative)) return false;
  out->to = clause_end(p, out->from);
  out->cue.begin = p->items[v].begin;
  out->cue.end = p->items[v].end;
  out->rule = "indirect-that";
  return out->to > out->from;
}

/* How many pieces a source phrase has at i ("according to"), 0 for none. */
static size_t source_phrase(const struct passage *p, size_t i) {
  static const char *const one[] = {"laut", "selon", "seg\xC3\xBAn", "secondo", NULL};
  static const char *const by[] = {"according", NULL}, *const to[] = {"to", NULL};
  static const char *const po[] = {"\xD0\xBF\xD0\xBE", "\xD0\x9F\xD0\xBE", NULL};
  static const char *const words[] = {"\xD1\x81\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xB0\xD0\xBC",
                                      "\xD0\xBC\xD0\xBD\xD0\xB5\xD0\xBD\xD0\xB8\xD1\x8E",
                                      NULL};
  if (is_word(p, i, by) && is_word(p, i + 1, to)) return 2;
  if (is_word(p, i, po) && is_word(p, i + 1, words)) return 2;
  return is_word(p, i, one) ? 1 : 0;
}

/* "According to Lee, ...", "..., according to Lee." */
static bool by_source(const struct passage *p, size_t from, size_t i,
                      struct reported *out) {
  size_t words = source_phrase(p, i), end = sentence_end(p, i);
  if (words == 0 || !cue_noun_phrase(p, i + words, &out->who)) return false;
  size_t after = out->who.end;
  while (after < end && after < out->who.end + SOURCE_WORDS &&
         p->items[after].type != PIECE_COMMA)
    after++;
  out->cue.begin = p->items[i].begin;
  out->cue.end = p->items[i + words - 1].end;
  out->rule = "indirect-according";
  if (i == from) {
    out->from = is_type(p, after, PIECE_COMMA) ? after + 1 : out->who.end;
    out->to = clause_end(p, out->from);
  } else {
    out->from = from;
    out->to = is_type(p, i - 1, PIECE_COMMA) ? i - 1 : i;
  }
  return out->to > out->from && out->from < end;
}

/* Whether the clause holds words of its own, and not a quotation alone. */
static bool has_words(const struct passage *p, const struct reported *r) {
  size_t words = 0;
  for (size_t i = r->from; i < r->to; i++) {
    uint8_t type = p->items[i].type;
    if (type == PIECE_WORD || type == PIECE_NAME || type == PIECE_NUMBER) words++;
  }
  return words > 1;
}

static void set_speaker(struct draft *d, const struct passage *p, struct people *people,
                        const struct who *who) {
  d->mention = who->mention;
  d->confidence = SURE;
  if (who->type == WHO_PRONOUN) {
    d->confidence = PRONOUN;
  } else if (who->type == WHO_NOMINAL || who->end - who->piece > 1) {
    d->confidence = NOMINAL;
    d->by_mention = true;
  } else {
    uint32_t person = people_find(people, p, who->piece);
    d->by_mention = person == PERSON_NONE;
    if (person != PERSON_NONE) d->person = people_resolve(people, person);
  }
}

static assay_status add(struct drafts *out, const struct passage *p,
                        struct people *people, const struct reported *r,
                        assay_error *err) {
  struct draft d = {.parent = -1, .part_of = -1, .person = PERSON_NONE};
  d.begin = d.inner_begin = p->items[r->from].begin;
  d.end = d.inner_end = p->items[r->to - 1].end;
  d.origin = DRAFT_INDIRECT;
  d.kind = ASSAY_QUOTE_INDIRECT;
  d.closed = d.said = true;
  d.cue = r->cue;
  d.rule = r->rule;
  set_speaker(&d, p, people, &r->who);
  return drafts_add(out, &d, err);
}

static assay_status read_passage(struct drafts *out, const struct passage *p,
                                 struct people *people, assay_error *err) {
  size_t from = 0; /* of the sentence, or of what no clause has yet */
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < p->count && status == ASSAY_OK; i++) {
    struct reported r;
    uint8_t type = p->items[i].type;
    if (type == PIECE_STOP || type == PIECE_SEMICOLON) from = i + 1;
    if (type != PIECE_WORD) continue;
    size_t reach = i > from + SENTENCE_REACH ? i - SENTENCE_REACH : from;
    if (!by_source(p, reach, i, &r) && !by_verb(p, reach, i, &r)) continue;
    if (!has_words(p, &r)) continue;
    status = add(out, p, people, &r, err);
    if (r.to > i) from = r.to, i = r.to - 1;
    if (r.to <= i) from = i + 1;
  }
  return status;
}

/* Puts `more` among the drafts, by begin; both are in order. */
static assay_status merge(struct drafts *drafts, const struct drafts *more,
                          assay_error *err) {
  const assay_allocator *a = &drafts->alloc;
  size_t n = drafts->count, count = n + more->count;
  struct draft *items = alloc_zero(a, count, sizeof *items);
  int32_t *moved = alloc_zero(a, n + 1, sizeof *moved);
  if (!items || !moved) {
    alloc_free(a, items, count, sizeof *items);
    alloc_free(a, moved, n + 1, sizeof *moved);
    return error_memory(err, count * sizeof *items);
  }
  size_t i = 0, k = 0;
  for (size_t at = 0; at < count; at++) {
    bool old = k == more->count ||
               (i < n && drafts->items[i].inner_begin <= more->items[k].inner_begin);
    if (old) moved[i] = (int32_t)at;
    items[at] = old ? drafts->items[i++] : more->items[k++];
  }
  for (size_t at = 0; at < count; at++) {
    struct draft *d = &items[at];
    if (d->origin == DRAFT_INDIRECT) continue;
    if (d->parent >= 0) d->parent = moved[d->parent];
    if (d->part_of >= 0) d->part_of = moved[d->part_of];
  }
  alloc_free(a, moved, n + 1, sizeof *moved);
  alloc_free(a, drafts->items, drafts->cap, sizeof *drafts->items);
  drafts->items = items;
  drafts->count = drafts->cap = count;
  return ASSAY_OK;
}

static int32_t skip_inner(const struct drafts *drafts, size_t *next, uint32_t begin) {
  while (*next < drafts->count && drafts->items[*next].end <= begin) ++*next;
  return *next < drafts->count ? (int32_t)*next : -1;
}

assay_status indirect_find(struct drafts *drafts, struct people *people, assay_str text,
                           const struct lexicon *lexicon, assay_error *err) {
  struct drafts more;
  struct passage passage;
  struct paragraphs it;
  struct paragraph paragraph;
  size_t next = 0;
  uint32_t at = 0; /* nothing before it is looked at: a quotation may span paragraphs */
  assay_status status = ASSAY_OK;
  drafts_init(&more, &drafts->alloc);
  passage_init(&passage, text, &drafts->alloc);
  passage.lexicon = lexicon;
  paragraphs_start(&it, text);
  while (status == ASSAY_OK && paragraphs_next(&it, &paragraph)) {
    if (at < paragraph.begin) at = paragraph.begin;
    while (status == ASSAY_OK && at < paragraph.end) {
      int32_t around = skip_inner(drafts, &next, at);
      if (around >= 0 && drafts->items[around].begin < at) {
        at = drafts->items[around].end;
        continue;
      }
      status = passage_read(&passage, at, paragraph.end, drafts, next, -1, err);
      at = passage.end;
      if (status == ASSAY_OK) status = read_passage(&more, &passage, people, err);
    }
  }
  if (status == ASSAY_OK && more.count > 0) status = merge(drafts, &more, err);
  passage_free(&passage);
  drafts_free(&more);
  return status;
}
