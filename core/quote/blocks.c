/*
** blocks.c - layout says that somebody else is speaking.
** A block needs an introduction: a paragraph further left that ends with a colon. A
** transcript needs two lines of the shape NAME: ...; names in capitals are enough, others
** must come back (A, B, A).
*/
#include "quote/blocks.h"

#include "quote/paragraphs.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

enum { BLOCK_INDENT = 2, NAME_LIMIT = 40, NAME_WORDS = 4 };
enum { TIME_LIMIT = 12, DIRECTION_LIMIT = 80 }; /* bytes */

/* -- Blocks -------------------------------------------------------------------------- */

static bool opens_with_mark(assay_str text, uint32_t at) {
  static const char *const marks[] = {
      "\"", "\xE2\x80\x9C", "\xE2\x80\x98", "\xE2\x80\x9E", "\xC2\xAB", "'", "&quot;"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t len = strlen(marks[i]);
    if (text.len - at >= len && memcmp(text.ptr + at, marks[i], len) == 0) return true;
  }
  return false;
}

static struct draft block_draft(assay_str text, const struct paragraph *p) {
  struct draft draft = {.begin = p->begin, .end = p->end, .parent = -1, .part_of = -1};
  while (draft.begin < draft.end && strchr(" \t>", text.ptr[draft.begin])) draft.begin++;
  while (draft.end > draft.begin && (unsigned char)text.ptr[draft.end - 1] <= ' ')
    draft.end--;
  draft.inner_begin = draft.begin;
  draft.inner_end = draft.end;
  draft.origin = DRAFT_BLOCK;
  draft.kind = ASSAY_QUOTE_BLOCK;
  draft.closed = true;
  draft.person = PERSON_NONE;
  draft.rule = "block";
  return draft;
}

static bool ends_with_colon(assay_str text, const struct paragraph *p) {
  uint32_t end = p->end;
  while (end > p->begin && (unsigned char)text.ptr[end - 1] <= ' ') end--;
  return end > p->begin && text.ptr[end - 1] == ':';
}

static assay_status find_blocks(struct drafts *drafts, assay_str text, assay_error *err) {
  struct paragraphs it;
  struct paragraph p, before = {0, 0, 0, false};
  bool introduced = false, in_block = false;
  struct draft block = {0};
  assay_status status = ASSAY_OK;
  paragraphs_start(&it, text);
  while (status == ASSAY_OK && paragraphs_next(&it, &p)) {
    bool set_off = p.cited || p.indent >= before.indent + BLOCK_INDENT;
    if (set_off && in_block) {
      block.end = block.inner_end = block_draft(text, &p).end;
      continue;
    }
    if (in_block) status = drafts_add(drafts, &block, err);
    in_block = false;
    if (set_off && introduced) {
      block = block_draft(text, &p);
      in_block = block.begin < block.end && !opens_with_mark(text, block.begin);
      if (in_block) continue; /* `before` stays the introduction */
    }
    introduced = ends_with_colon(text, &p);
    before = p;
  }
  if (in_block && status == ASSAY_OK) status = drafts_add(drafts, &block, err);
  return status;
}

/* -- Transcripts --------------------------------------------------------------------- */

struct turn { /* one line NAME: words */
  struct draft draft;
  bool capitals;
};

struct transcript {
  struct drafts *drafts;
  assay_str text;
  struct turn first, second; /* the turns that are waiting for a proof */
  int waiting;               /* how many of them there are */
  bool proved;
  assay_error *err;
};

/* Behind the time that may stand before a name: "[10:32] ", "10:32:05 ". */
static size_t skip_time(assay_str text, size_t at, size_t end) {
  size_t begin = at, digits = 0;
  bool bracket = at < end && (text.ptr[at] == '[' || text.ptr[at] == '(');
  if (bracket) at++;
  for (; at < end && strchr("0123456789:.", text.ptr[at]) && text.ptr[at]; at++) digits++;
  if (digits < 4 || at - begin > TIME_LIMIT) return begin;
  if (bracket && (at >= end || (text.ptr[at] != ']' && text.ptr[at] != ')')))
    return begin;
  if (bracket) at++;
  if (at >= end || text.ptr[at] != ' ') return begin;
  while (at < end && text.ptr[at] == ' ') at++;
  return at;
}

/* Behind a stage direction in brackets and the space after it; `at` when there is none.
** */
static size_t skip_direction(assay_str text, size_t at, size_t end) {
  if (at >= end || (text.ptr[at] != '(' && text.ptr[at] != '[')) return at;
  char close = text.ptr[at] == '(' ? ')' : ']';
  size_t limit = end - at > DIRECTION_LIMIT ? at + DIRECTION_LIMIT : end, i = at;
  while (i < limit && text.ptr[i] != close) i++;
  if (i >= limit) return at;
  for (i++; i < end && text.ptr[i] == ' ';) i++;
  return i;
}

/* Whether the line is a turn: up to four capitalised words, a colon, words. A time may
** stand before the name, and a stage direction on either side of the colon. */
static bool read_turn(assay_str text, size_t begin, size_t end, struct turn *out) {
  size_t at = begin, words = 0;
  bool capitals = true, word_start = true;
  while (at < end && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) at++;
  at = skip_time(text, at, end);
  size_t name = at, name_end = at;
  for (; at < end && text.ptr[at] != ':';) {
    if (words > 0 && text.ptr[at] == '(') {
      at = skip_direction(text, at, end);
      if (at >= end || text.ptr[at] != ':') return false;
      break;
    }
    uint32_t cp;
    size_t len = utf8_decode(text.ptr + at, text.ptr + end, &cp, NULL);
    bool letter = unicode_class(cp) == CHAR_LETTER;
    if (!letter && cp != ' ' && cp != '.' && cp != '-' && cp != '\'' && cp != 0x2019)
      return false;
    if (letter && word_start && (!unicode_is_upper(cp) || ++words > NAME_WORDS))
      return false;
    if (letter && !unicode_is_upper(cp)) capitals = false;
    word_start = cp == ' ';
    at += len;
    if (!word_start) name_end = at;
    if (at - name > NAME_LIMIT) return false;
  }
  if (at + 1 >= end || words == 0 || text.ptr[at + 1] != ' ') return false;
  struct draft *d = &out->draft;
  memset(d, 0, sizeof *d);
  d->mention.begin = (uint32_t)name;
  d->mention.end = (uint32_t)name_end;
  d->cue.begin = (uint32_t)at;
  d->cue.end = (uint32_t)at + 1;
  for (at++; at < end && text.ptr[at] == ' ';) at++;
  at = skip_direction(text, at, end);
  if (at >= end || opens_with_mark(text, (uint32_t)at)) return false;
  d->begin = d->inner_begin = (uint32_t)at;
  d->end = d->inner_end = (uint32_t)end;
  d->parent = d->part_of = -1;
  d->origin = DRAFT_DIALOGUE;
  d->kind = ASSAY_QUOTE_DIALOGUE;
  d->closed = d->by_mention = true;
  d->confidence = 0.9F;
  d->person = PERSON_NONE;
  d->rule = "transcript";
  out->capitals = capitals;
  return true;
}

static bool same_name(assay_str text, const struct draft *a, const struct draft *b) {
  uint32_t len = a->mention.end - a->mention.begin;
  return b->mention.end - b->mention.begin == len &&
         memcmp(text.ptr + a->mention.begin, text.ptr + b->mention.begin, len) == 0;
}

static assay_status transcript_flush(struct transcript *t) {
  assay_status status = ASSAY_OK;
  if (t->proved && t->waiting > 0)
    status = drafts_add(t->drafts, &t->first.draft, t->err);
  if (t->proved && t->waiting > 1 && status == ASSAY_OK)
    status = drafts_add(t->drafts, &t->second.draft, t->err);
  t->waiting = 0;
  return status;
}

static assay_status transcript_turn(struct transcript *t, const struct turn *turn) {
  assay_status status = ASSAY_OK;
  if (t->waiting == 1 && turn->capitals && t->first.capitals) t->proved = true;
  if (t->waiting == 2) {
    if (same_name(t->text, &t->first.draft, &turn->draft)) t->proved = true;
    if (t->proved) status = drafts_add(t->drafts, &t->first.draft, t->err);
    t->first = t->second;
    t->waiting = 1;
  }
  *(t->waiting == 0 ? &t->first : &t->second) = *turn;
  t->waiting++;
  return status;
}

/* A line that is no turn belongs to the turn before it; a blank line ends the turn, and
** a plain paragraph after that ends the transcript. */
static assay_status find_transcripts(struct drafts *drafts, assay_str text,
                                     assay_error *err) {
  struct transcript t = {.drafts = drafts, .text = text, .err = err};
  assay_status status = ASSAY_OK;
  bool blank_before = true;
  for (size_t at = 0; at < text.len && status == ASSAY_OK;) {
    size_t begin = at, end = line_end(text, at);
    at = line_after(text, end);
    while (end > begin && (unsigned char)text.ptr[end - 1] <= ' ') end--;
    struct turn turn;
    if (end == begin) {
      blank_before = true;
    } else if (read_turn(text, begin, end, &turn)) {
      status = transcript_turn(&t, &turn);
      blank_before = false;
    } else if (t.waiting > 0 && !blank_before) {
      struct draft *last = t.waiting == 2 ? &t.second.draft : &t.first.draft;
      last->end = last->inner_end = (uint32_t)end;
    } else {
      status = transcript_flush(&t);
      t.proved = false;
      blank_before = false;
    }
  }
  return status == ASSAY_OK ? transcript_flush(&t) : status;
}

assay_status blocks_find(struct drafts *drafts, assay_str text, assay_error *err) {
  assay_status status = find_blocks(drafts, text, err);
  return status == ASSAY_OK ? find_transcripts(drafts, text, err) : status;
}
