/*
** dashes.c - turns of a dialogue by their dashes.
** A list has dashes at the head of its lines, too. So turns count only next to one that
** asks, exclaims or has a reporting clause, and all of them in a text that has several.
** Within a turn a dash leads to a clause when punctuation stands before it and a small
** letter behind it ("..., - said he"), when it clings to the word behind it ("-dijo
** ella-"), or when a reporting verb follows.
*/
#include "quote/dashes.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/lexicon.h"
#include "quote/paragraphs.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

enum {
  HEAD_BLANKS = 8,   /* columns before the dash that opens a turn */
  VERB_REACH = 4,    /* words of a clause in which its verb must stand */
  MENTION_WORDS = 4, /* "el hombre del sombrero" */
  DIALOGUE_TURNS = 3 /* sure turns that make all the others credible */
};

struct turn {
  uint32_t begin, end; /* behind the dash and its space; the end of the words */
  bool sure;           /* asks, exclaims, or has a clause */
  bool adjacent;       /* nothing stands between it and the turn before it */
  bool typed;          /* begins with hyphens, as the lines of a list do */
};

struct turns {
  assay_allocator alloc;
  struct turn *items;
  size_t count, cap;
};

struct clause {        /* of one turn */
  uint32_t begin, end; /* dashes and punctuation included; begin == end: none */
  assay_span cue, mention;
  bool by_lexicon;
};

static uint32_t char_at(assay_str text, size_t at, size_t *len) {
  uint32_t cp = ' ';
  *len = 1;
  if (at < text.len) *len = utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
  return cp;
}

/* The bytes of the dash at `at`: U+2013 to U+2015, two hyphens, or one after a space; 0
** when there is none. */
static size_t dash_length(assay_str text, size_t at) {
  const char *p = text.ptr + at;
  size_t left = text.len - at;
  if (left >= 3 && p[0] == '\xE2')
    return p[1] == '\x80' && p[2] >= '\x93' && p[2] <= '\x95' ? 3 : 0;
  if (left < 2 || p[0] != '-' || (at > 0 && p[-1] == '-')) return 0;
  if (p[1] == '-') return left > 2 && p[2] == '-' ? 0 : 2;
  return p[1] == ' ' && (at == 0 || (unsigned char)p[-1] <= ' ') ? 1 : 0;
}

static bool is_space(uint32_t cp) {
  return cp <= ' ' || unicode_class(cp) == CHAR_SPACE;
}

static size_t skip_space(assay_str text, size_t at, size_t end) {
  size_t len;
  while (at < end && is_space(char_at(text, at, &len))) at += len;
  return at;
}

static size_t trim_space(assay_str text, size_t begin, size_t end) {
  size_t len;
  while (end > begin && is_space(char_at(text, utf8_previous(text, end), &len)))
    end = utf8_previous(text, end);
  return end;
}

static bool is_letter(uint32_t cp) {
  return unicode_class(cp) == CHAR_LETTER;
}

/* -- Clauses ------------------------------------------------------------------------- */

/* The word at `at`, hyphens and apostrophes inside it included. */
static assay_str word_at(assay_str text, size_t at, size_t end) {
  size_t i = at, len;
  while (i < end) {
    uint32_t cp = char_at(text, i, &len);
    bool joins = cp == '-' || cp == '\'' || cp == 0x2019;
    if (!is_letter(cp) && !(joins && i > at && is_letter(char_at(text, i + len, &len))))
      break;
    char_at(text, i, &len);
    i += len;
  }
  assay_str word = {text.ptr + at, i - at};
  return word;
}

/* "dit-il", "s'écria-t-elle": the verb and the pronoun behind it. */
static bool is_inverted(assay_str word) {
  static const char *const endings[] = {"-il", "-elle", "-ils", "-elles", "-je", "-on"};
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t len = strlen(endings[i]);
    if (word.len > len && memcmp(word.ptr + word.len - len, endings[i], len) == 0)
      return true;
  }
  return false;
}

static assay_span span_of(assay_str text, assay_str word) {
  uint32_t begin = (uint32_t)(word.ptr - text.ptr);
  assay_span span = {begin, begin + (uint32_t)word.len};
  return span;
}

/* Who speaks: the words behind the verb, or those before it. */
static assay_span read_mention(assay_str text, size_t begin, size_t verb, size_t after,
                               size_t end) {
  size_t len, at = skip_space(text, after, end);
  assay_span mention = {(uint32_t)at, (uint32_t)at};
  bool name = unicode_is_upper(char_at(text, at, &len)); /* then only what has capitals */
  for (size_t n = 0; n < MENTION_WORDS && at < end; n++) {
    assay_str word = word_at(text, at, end);
    if (word.len == 0 || (name && !unicode_is_upper(char_at(text, at, &len)))) break;
    mention.end = (uint32_t)(at + word.len);
    size_t next = skip_space(text, mention.end, end);
    if (next == mention.end) break;
    at = next;
  }
  if (mention.begin < mention.end || verb == begin) return mention;
  mention.begin = (uint32_t)begin;
  mention.end = (uint32_t)trim_space(text, begin, verb);
  return mention;
}

/* Reads the clause text[begin, end): its verb and who speaks. False without a verb that
** the lexicon has. */
static bool read_clause(assay_str text, size_t begin, size_t end, struct clause *out) {
  size_t at = begin;
  for (size_t n = 0; n < VERB_REACH && at < end; n++) {
    assay_str word = word_at(text, at, end);
    if (word.len == 0) return false;
    bool inverted = is_inverted(word);
    if (inverted || (lexicon_find(word).flags & LEX_VERB)) {
      out->cue = span_of(text, word);
      out->mention = read_mention(text, begin, at, at + word.len, end);
      if (inverted) { /* "-il" is the mention */
        size_t hyphen = word.len;
        while (word.ptr[hyphen - 1] != '-') hyphen--;
        out->mention.begin = out->cue.begin + (uint32_t)hyphen;
        out->mention.end = out->cue.end;
      }
      return true;
    }
    at = skip_space(text, at + word.len, end);
  }
  return false;
}

static bool ends_speech(uint32_t cp) {
  return cp == ',' || cp == '?' || cp == '!' || cp == 0x2026 || cp == '.' || cp == 0xBB;
}

/* Whether the dash at `at` within a turn leads to a reporting clause. */
static bool opens_clause(assay_str text, size_t begin, size_t at, size_t end,
                         struct clause *out) {
  size_t len, before = trim_space(text, begin, at);
  size_t dash = dash_length(text, at), word = skip_space(text, at + dash, end);
  if (before == begin || word >= end) return false;
  uint32_t last = char_at(text, utf8_previous(text, before), &len);
  bool small = unicode_is_lower(char_at(text, word, &len));
  bool clings = before < at && word == at + dash;
  size_t stop = word;
  while (stop < end && dash_length(text, stop) == 0 && text.ptr[stop] != '.' &&
         text.ptr[stop] != ',' && text.ptr[stop] != ';' && text.ptr[stop] != ':')
    stop++;
  out->by_lexicon = read_clause(text, word, stop, out);
  if (dash == 1 && !out->by_lexicon) return false;
  if (out->by_lexicon && (small || clings)) return true;
  if (!small || !(clings || ends_speech(last))) return false;
  assay_str verb = word_at(text, word, stop);
  out->cue = span_of(text, verb);
  out->mention = read_mention(text, word, word, word + verb.len, stop);
  return verb.len > 0;
}

/* Where speech goes on behind a clause that a dash opened: behind the next dash. */
static size_t clause_end(assay_str text, size_t at, size_t end) {
  size_t dash = 0;
  while (at < end && (dash = dash_length(text, at)) == 0) at++;
  if (at >= end) return end;
  at += dash;
  while (at < end && (text.ptr[at] == '.' || text.ptr[at] == ',' || text.ptr[at] == ';' ||
                      text.ptr[at] == ':'))
    at++;
  return skip_space(text, at, end);
}

/* ", dit-il.", "! fit Jean": a clause without a dash, up to the punctuation behind it. */
static bool bare_clause(assay_str text, size_t begin, size_t at, size_t end,
                        struct clause *out) {
  size_t len, word = skip_space(text, at + 1, end), stop;
  if (at == begin || word == at + 1 || !unicode_is_lower(char_at(text, word, &len)))
    return false;
  for (stop = word; stop < end && !strchr(".,;:!?", text.ptr[stop]);) stop++;
  if (!read_clause(text, word, stop, out) || out->cue.begin != word) return false;
  assay_str verb = {text.ptr + word, out->cue.end - word};
  if (!is_inverted(verb) && !unicode_is_upper(char_at(text, out->mention.begin, &len)))
    return false;
  out->by_lexicon = true;
  out->begin = (uint32_t)at;
  out->end = (uint32_t)stop;
  return true;
}

/* The first clause in text[begin, end) of a turn; begin == end when there is none. */
static struct clause next_clause(assay_str text, size_t begin, size_t end) {
  struct clause c = {0};
  for (size_t at = begin; at < end; at++) {
    char byte = text.ptr[at];
    size_t dash = byte == '\xE2' || byte == '-' ? dash_length(text, at) : 0;
    if (dash > 0 && opens_clause(text, begin, at, end, &c)) {
      c.begin = (uint32_t)at;
      c.end = (uint32_t)clause_end(text, at + dash, end);
      return c;
    }
    if ((byte == ',' || byte == '!' || byte == '?') &&
        bare_clause(text, begin, at, end, &c)) {
      size_t stop = c.end; /* speech goes on in the next sentence */
      while (stop < end && text.ptr[stop] != '.') stop++;
      c.end = (uint32_t)skip_space(text, stop + (stop < end), end);
      return c;
    }
  }
  struct clause none = {.begin = (uint32_t)end, .end = (uint32_t)end};
  return none;
}

bool dashes_find_incise(assay_str text, assay_span words, assay_span *clause) {
  for (size_t at = words.begin; at < words.end; at++) {
    struct clause c = {0};
    char byte = text.ptr[at];
    if ((byte != ',' && byte != '!' && byte != '?') ||
        !bare_clause(text, words.begin, at, words.end, &c))
      continue;
    clause->begin = (uint32_t)trim_space(text, words.begin, at + (byte != ','));
    clause->end = (uint32_t)skip_space(text, c.end + (c.end < words.end), words.end);
    return true;
  }
  return false;
}

/* -- Turns --------------------------------------------------------------------------- */

/* Behind the dash that opens a turn on the line [begin, end), or SIZE_MAX. */
static size_t turn_begin(assay_str text, size_t begin, size_t end) {
  size_t at = begin, len;
  while (at < end && at - begin < HEAD_BLANKS &&
         (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
    at++;
  size_t dash = dash_length(text, at);
  if (dash == 0) return SIZE_MAX;
  at = skip_space(text, at + dash, end);
  uint32_t first = char_at(text, at, &len);
  bool words = is_letter(first) || first == 0xBF || first == 0xA1 || first == 0xAB ||
               first == 0x2026;
  return at < end && words ? at : SIZE_MAX;
}

static bool ends_sentence(assay_str text, size_t begin, size_t end) {
  size_t len;
  if (end <= begin) return false;
  uint32_t last = char_at(text, utf8_previous(text, end), &len);
  return last == '.' || last == '?' || last == '!' || last == 0x2026 || last == 0xBB ||
         last == ':';
}

static bool is_sure(assay_str text, const struct turn *turn) {
  char last = text.ptr[turn->end - 1];
  if (!turn->typed && (last == '?' || last == '!')) return true;
  struct clause c = next_clause(text, turn->begin, turn->end);
  return c.begin < c.end && (!turn->typed || c.by_lexicon);
}

static assay_status turns_add(struct turns *turns, const struct turn *turn,
                              assay_error *err) {
  void *items = turns->items;
  if (!alloc_grow(&turns->alloc, &items, &turns->cap, turns->count + 1,
                  sizeof *turns->items))
    return error_memory(err, 0);
  turns->items = items;
  turns->items[turns->count++] = *turn;
  return ASSAY_OK;
}

static assay_status collect(struct turns *turns, assay_str text, assay_error *err) {
  assay_status status = ASSAY_OK;
  bool adjacent = false, open = false; /* open: the last turn may go on */
  for (size_t at = 0; at < text.len && status == ASSAY_OK;) {
    size_t begin = at, end = line_end(text, at), len;
    at = line_after(text, end);
    size_t first = skip_space(text, begin, end);
    size_t words = first < end ? turn_begin(text, begin, end) : SIZE_MAX;
    end = trim_space(text, begin, end);
    struct turn *last = turns->count > 0 ? &turns->items[turns->count - 1] : NULL;
    if (first >= end) {
      open = false;
    } else if (words != SIZE_MAX) {
      struct turn turn = {(uint32_t)words, (uint32_t)end, false, adjacent,
                          text.ptr[first] == '-'};
      status = turns_add(turns, &turn, err);
      open = adjacent = true;
    } else if (open && (!ends_sentence(text, last->begin, last->end) ||
                        unicode_is_lower(char_at(text, first, &len)))) {
      last->end = (uint32_t)end;
    } else {
      open = adjacent = false;
    }
  }
  return status;
}

static assay_status add_part(struct drafts *drafts, assay_str text, struct draft *d,
                             size_t begin, size_t end, assay_error *err) {
  end = trim_space(text, begin, end);
  if (begin >= end) return ASSAY_OK;
  d->begin = d->inner_begin = (uint32_t)begin;
  d->end = d->inner_end = (uint32_t)end;
  assay_status status = drafts_add(drafts, d, err);
  d->part_of = DRAFT_CONTINUES;
  return status;
}

static assay_status add_turn(struct drafts *drafts, assay_str text,
                             const struct turn *turn, assay_error *err) {
  struct clause c = next_clause(text, turn->begin, turn->end);
  struct draft d = {.parent = -1, .part_of = -1, .person = PERSON_NONE};
  size_t len, at = turn->begin;
  assay_status status = ASSAY_OK;
  d.origin = DRAFT_DIALOGUE;
  d.kind = ASSAY_QUOTE_DIALOGUE;
  d.closed = true;
  d.rule = "dash";
  d.confidence = 0.6F;
  if (c.begin < c.end) {
    d.cue = c.cue;
    d.mention = c.mention;
    d.confidence = c.by_lexicon ? 0.9F : 0.7F;
    d.by_mention = c.mention.begin < c.mention.end &&
                   unicode_is_upper(char_at(text, c.mention.begin, &len));
  }
  while (status == ASSAY_OK && at < turn->end) {
    status = add_part(drafts, text, &d, at, c.begin, err);
    at = c.end;
    c = next_clause(text, at, turn->end);
  }
  return status;
}

assay_status dashes_find(struct drafts *drafts, assay_str text, assay_error *err) {
  struct turns turns = {.alloc = drafts->alloc};
  size_t sure = 0;
  assay_status status = collect(&turns, text, err);
  for (size_t i = 0; i < turns.count; i++) {
    turns.items[i].sure = is_sure(text, &turns.items[i]);
    sure += turns.items[i].sure && !turns.items[i].typed;
  }
  for (size_t i = 0; i < turns.count && status == ASSAY_OK;) {
    size_t end = i + 1;
    size_t group = turns.items[i].sure;
    bool typed = turns.items[i].typed;
    for (; end < turns.count && turns.items[end].adjacent; end++) {
      group += turns.items[end].sure;
      typed = typed || turns.items[end].typed;
    }
    bool several = end > i + 1;
    struct clause c = next_clause(text, turns.items[i].begin, turns.items[i].end);
    bool credible = sure >= DIALOGUE_TURNS || (several && group > 0) || c.begin < c.end;
    if (typed) credible = several && 2 * group >= end - i; /* else it may be a list */
    for (; i < end && status == ASSAY_OK; i++)
      if (credible && (turns.items[i].sure ||
                       ends_sentence(text, turns.items[i].begin, turns.items[i].end)))
        status = add_turn(drafts, text, &turns.items[i], err);
  }
  alloc_free(&turns.alloc, turns.items, turns.cap, sizeof *turns.items);
  return status;
}
