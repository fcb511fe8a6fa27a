/*
** rules_after.c - rules about what follows the quotation.
*/
#include "quote/lexicon.h"
#include "quote/rules.h"

#include <string.h>

enum { ACCORDING_REACH = 8, AUTHOR_PIECES = 24, SUBJECT_REACH = 14 };

static const struct piece *at(const struct scene *s, size_t i) {
  static const struct piece none = {.type = PIECE_STOP};
  return i < s->passage->count ? &s->passage->items[i] : &none;
}

static bool has(const struct scene *s, size_t i, uint32_t flags) {
  return (at(s, i)->flags & flags) != 0;
}

static bool found(struct finding *out, const char *rule, const struct who *who,
                  uint32_t cue_begin, uint32_t cue_end) {
  out->rule = rule;
  out->weight = 1;
  out->who = *who;
  out->cue.begin = cue_begin;
  out->cue.end = cue_end;
  return true;
}

bool rule_according_after(const struct scene *s, struct finding *out) {
  const struct passage *p = s->passage;
  struct who who;
  for (size_t i = s->quote + 1; i < s->to && i <= s->quote + ACCORDING_REACH; i++) {
    uint8_t type = at(s, i)->type;
    if (type == PIECE_QUOTE || type == PIECE_SEMICOLON || type == PIECE_COLON) break;
    if (!cue_word_is(p, i, "according") || !cue_word_is(p, i + 1, "to")) continue;
    /* ", and, according to Lee, ..." belongs to what follows. */
    if (i > s->quote + 1 && has(s, i - 1, LEX_CONJUNCTION)) return false;
    if (i > s->quote + 2 && has(s, i - 2, LEX_CONJUNCTION)) return false;
    if (!cue_noun_phrase(p, i + 2, &who)) return false;
    return found(out, "according-to-after", &who, at(s, i)->begin, at(s, i + 1)->end);
  }
  return false;
}

/* The verb may have adverbs and an auxiliary before it, an object after it. */
static bool reports(const struct scene *s, size_t i) {
  return cue_is_verb(s->passage, i) && !has(s, i, LEX_ING) &&
         !cue_is_passive(s->passage, i);
}

bool rule_verb_name_after(const struct scene *s, struct finding *out) {
  size_t v = s->after;
  struct who who;
  while (has(s, v, LEX_ADVERB) && v < s->after + 2) v++;
  v = cue_skip_adverbs(s->passage, v); /* "a déclaré Lee", "ha detto Lee" */
  if (v >= s->to || !reports(s, v) || at(s, v)->capital) return false;
  if (!cue_noun_phrase(s->passage, v + 1, &who)) return false;
  cue_prefer_apposition(s->passage, s->passage->count, false, &who);
  bool detached = s->comma_after || s->open_ended || at(s, s->quote)->terminal;
  if (who.type != WHO_NAME && !detached) return false;
  /* "'peace' says a lot": the quotation is the subject. */
  if (who.type == WHO_NAME && at(s, who.piece)->possessive) return false;
  return found(out, "verb-name-after", &who, at(s, v)->begin, at(s, v)->end);
}

/* The verb whose subject ends before i: directly, after adverbs, or after an apposition
** between commas. */
static size_t verb_after_subject(const struct scene *s, size_t i) {
  size_t v = cue_skip_adverbs(s->passage, i);
  if (reports(s, v)) return v;
  if (has(s, v, LEX_BE) && has(s, v + 1, LEX_PARTICIPLE) &&
      cue_word_is(s->passage, v + 2, "to")) { /* "is said to have told" */
    v += has(s, v + 3, LEX_HAVE) ? 4 : 3;
    return cue_is_verb(s->passage, v) ? v : SIZE_MAX;
  }
  if (at(s, i)->type != PIECE_COMMA) return SIZE_MAX;
  for (size_t k = i + 1; k < s->to && k < i + SUBJECT_REACH; k++) {
    if (at(s, k)->type == PIECE_QUOTE) return SIZE_MAX;
    if (at(s, k)->type != PIECE_COMMA) continue;
    v = cue_skip_adverbs(s->passage, k + 1);
    return reports(s, v) ? v : SIZE_MAX;
  }
  return SIZE_MAX;
}

static bool is_plural_verb(const struct scene *s, size_t i) {
  size_t v = cue_skip_adverbs(s->passage, i);
  return reports(s, v) && has(s, v, LEX_BASE | LEX_PAST) &&
         !cue_word_is(s->passage, v - 1, "has");
}

/* "Whereas Lee calls it 'x', Pym sees 'y'": the verb has a quotation of its own, and this
** one has another clause. */
static bool introduces_next(const struct scene *s, size_t v) {
  struct finding own;
  size_t i = v + 1;
  while (i < v + 4 && at(s, i)->type == PIECE_WORD) i++;
  return at(s, i)->type == PIECE_QUOTE && rule_before(s, &own) &&
         own.who.type == WHO_NAME;
}

bool rule_name_verb_after(const struct scene *s, struct finding *out) {
  struct who who;
  bool terminal = at(s, s->quote)->terminal;
  if (!s->comma_after && !s->open_ended) return false;
  size_t i = s->after;
  if (has(s, i, LEX_CONJUNCTION) || !cue_noun_phrase(s->passage, i, &who)) return false;
  if (who.type == WHO_NAME && at(s, who.piece)->possessive) return false;
  if (cue_word_is(s->passage, who.end, "and") && at(s, who.end + 1)->type == PIECE_NAME &&
      who.type == WHO_NAME && !at(s, who.end + 1)->possessive &&
      is_plural_verb(s, who.end + 2)) { /* "'x', Lee and Pym argue" */
    who.end += 2;
    who.mention.end = at(s, who.end - 1)->end;
  }
  size_t v = verb_after_subject(s, who.end);
  if (v == SIZE_MAX || introduces_next(s, v)) return false;
  /* The clause leads up to the next quotation, or reports something else. */
  if (at(s, v + 1)->type == PIECE_COLON || cue_word_is(s->passage, v + 1, "that"))
    return false;
  if (terminal && !s->comma_after && at(s, v + 1)->type == PIECE_QUOTE) return false;
  return found(out, "name-verb-after", &who, at(s, v)->begin, at(s, v)->end);
}

/* "Lee's claim that they 'x' was attacked by Kim": the clause is about the claim. */
static bool in_claim(const struct scene *s) {
  for (size_t i = s->quote; i > s->from + 1; i--) {
    uint8_t type = at(s, i - 1)->type;
    if (type == PIECE_COMMA || type == PIECE_SEMICOLON || type == PIECE_COLON)
      return false;
    if (!cue_word_is(s->passage, i - 1, "that")) continue;
    return has(s, i - 2, LEX_NOUN) || at(s, i - 2)->type == PIECE_NAME;
  }
  return false;
}

/* "was condemned as 'x' by Lee": the participle stands before. */
static size_t participle_before(const struct scene *s) {
  for (size_t i = s->quote; i > s->from && i + 6 > s->quote; i--) {
    if (at(s, i - 1)->type != PIECE_WORD) break;
    if (has(s, i - 1, LEX_VERB) && cue_is_passive(s->passage, i - 1)) return i - 1;
  }
  return SIZE_MAX;
}

bool rule_passive_after(const struct scene *s, struct finding *out) {
  struct who who;
  size_t v = cue_word_is(s->passage, s->quote + 1, "by") ? participle_before(s)
                                                         : SIZE_MAX;
  if (v != SIZE_MAX && cue_noun_phrase(s->passage, s->quote + 2, &who) &&
      who.type == WHO_NAME)
    return found(out, "passive-by-after", &who, at(s, v)->begin, at(s, v)->end);
  for (size_t i = s->after; i < s->to && i < s->after + 4; i++) {
    if (at(s, i)->type != PIECE_WORD) return false;
    if (!has(s, i, LEX_PARTICIPLE) || !cue_word_is(s->passage, i + 1, "by")) continue;
    if (!cue_noun_phrase(s->passage, i + 2, &who) || in_claim(s)) return false;
    return found(out, "passive-by-after", &who, at(s, i)->begin, at(s, i + 1)->end);
  }
  return false;
}

/* "von Lee", read as one name. */
static bool german_agent(const struct scene *s, size_t i) {
  const char *text = s->passage->text.ptr + at(s, i)->begin;
  return at(s, i)->end - at(s, i)->begin > 4 && memcmp(text, "von ", 4) == 0 &&
         i > s->from && !at(s, i)->possessive;
}

/* "Lee hat es als 'x' bezeichnet", "wurde von Lee als 'x' bezeichnet": German puts the
** participle behind the words. */
bool rule_verb_final(const struct scene *s, struct finding *out) {
  const struct passage *p = s->passage;
  size_t v = s->quote + 1;
  struct who who;
  if (!has(s, v, LEX_VERB) || has(s, v, LEX_BASE | LEX_ING | LEX_PAST)) return false;
  uint8_t next = at(s, v + 1)->type;
  if (next == PIECE_NAME || next == PIECE_QUOTE || has(s, v + 1, LEX_PRONOUN))
    return false;
  for (size_t i = s->quote; i > s->from && i + SUBJECT_REACH > s->quote; i--) {
    if (at(s, i - 1)->type == PIECE_QUOTE || at(s, i - 1)->type == PIECE_COMMA)
      return false;
    bool agent = at(s, i - 1)->type == PIECE_NAME && german_agent(s, i - 1);
    if (!agent && !has(s, i - 1, LEX_HAVE)) continue;
    bool relative;
    if (agent ? !cue_noun_phrase(p, i - 1, &who)
              : !cue_noun_phrase(p, i, &who) || who.type != WHO_NAME)
      if (agent || !cue_subject(p, s->from, i - 1, &who, &relative)) return false;
    return found(out, agent ? "passive-by" : "verb-before", &who, at(s, v)->begin,
                 at(s, v)->end);
  }
  return false;
}

/* " - Lee's words.": the possessor of a noun of reporting that ends the sentence. */
static bool possessed_words(const struct scene *s, struct finding *out) {
  size_t i = s->after;
  struct who who;
  if (!s->comma_after || at(s, i)->type != PIECE_NAME || !at(s, i)->possessive)
    return false;
  if (!has(s, i + 1, LEX_NOUN) || i + 2 < s->to) return false;
  return cue_noun_phrase(s->passage, i, &who) &&
         found(out, "noun-of-name", &who, at(s, i + 1)->begin, at(s, i + 1)->end);
}

/* "'x' is Lee's." */
static bool owned(const struct scene *s, struct finding *out) {
  size_t i = s->quote + 1;
  struct who who;
  if (!has(s, i, LEX_BE) || at(s, i + 1)->type != PIECE_NAME || !at(s, i + 1)->possessive)
    return false;
  uint8_t next = at(s, i + 2)->type;
  if (next != PIECE_STOP && next != PIECE_COMMA && next != PIECE_SEMICOLON) return false;
  return cue_noun_phrase(s->passage, i + 1, &who) &&
         found(out, "coined-by", &who, at(s, i)->begin, at(s, i)->end);
}

/* "'x' that Lee describes", "'x' of which Lee speaks" */
static bool relative_clause(const struct scene *s, struct finding *out) {
  size_t i = s->after;
  struct who who;
  if (at(s, s->quote)->terminal) return false;
  if (has(s, i, LEX_PREPOSITION) && cue_word_is(s->passage, i + 1, "which")) i++;
  if (!cue_word_is(s->passage, i, "which") && !cue_word_is(s->passage, i, "that"))
    return false;
  if (!cue_noun_phrase(s->passage, i + 1, &who) || who.type != WHO_NAME) return false;
  if (at(s, who.piece)->possessive || has(s, who.piece, LEX_PLACE)) return false;
  size_t v = cue_skip_adverbs(s->passage, who.end);
  return reports(s, v) &&
         found(out, "name-verb-after", &who, at(s, v)->begin, at(s, v)->end);
}

bool rule_phrase_after(const struct scene *s, struct finding *out) {
  const struct passage *p = s->passage;
  size_t i = s->after;
  struct who who;
  if (at(s, i)->type == PIECE_OPEN) i++; /* "'x' (as Lee puts it)" */
  if (cue_word_is(p, i, "as") && cue_noun_phrase(p, i + 1, &who) &&
      who.type != WHO_NOMINAL) {
    size_t v = cue_skip_adverbs(p, who.end);
    if (reports(s, v))
      return found(out, "as-x-puts-it", &who, at(s, v)->begin, at(s, v)->end);
  }
  if (cue_word_is(p, i, "to") && cue_word_is(p, i + 1, "quote") &&
      cue_noun_phrase(p, i + 2, &who))
    return found(out, "to-quote-x", &who, at(s, i)->begin, at(s, i + 1)->end);
  if (possessed_words(s, out) || owned(s, out) || relative_clause(s, out)) return true;
  bool borrowed = cue_word_is(p, i, "to") && /* "to use Lee's phrase" */
                  (cue_word_is(p, i + 1, "use") || cue_word_is(p, i + 1, "borrow") ||
                   cue_word_is(p, i + 1, "adopt"));
  if (borrowed) i++;
  if (!borrowed && !cue_word_is(p, i, "in") && !cue_word_is(p, i, "of")) return false;
  if (!borrowed && has(s, i + 1, LEX_DETERMINER) && has(s, i + 2, LEX_NOUN) &&
      cue_word_is(p, i + 3, "of") && cue_noun_phrase(p, i + 4, &who))
    return found(out, "in-words-of", &who, at(s, i)->begin, at(s, i + 3)->end);
  if (at(s, i + 1)->type == PIECE_NAME && at(s, i + 1)->possessive &&
      (has(s, i + 2, LEX_NOUN) || has(s, i + 3, LEX_NOUN)) &&
      cue_noun_phrase(p, i + 1, &who)) {
    size_t noun = has(s, i + 2, LEX_NOUN) ? i + 2 : i + 3;
    return found(out, "noun-of-name", &who, at(s, noun)->begin, at(s, noun)->end);
  }
  return false;
}

/* "'x' (Stephen Lee)": a forename or a title tells that it is a person. */
static bool in_brackets(const struct scene *s, size_t i, struct finding *out) {
  struct who who;
  if (at(s, i)->type != PIECE_OPEN || at(s, i + 1)->type != PIECE_NAME) return false;
  if (!at(s, i + 1)->plural || !has(s, i + 1, LEX_MALE | LEX_FEMALE | LEX_TITLE))
    return false;
  return at(s, i + 2)->type == PIECE_CLOSE && cue_noun_phrase(s->passage, i + 1, &who) &&
         found(out, "signature", &who, at(s, i)->begin, at(s, i)->end);
}

bool rule_signature_after(const struct scene *s, struct finding *out) {
  size_t i = s->quote + 1;
  struct who who;
  if (at(s, i)->type == PIECE_STOP) i++;
  if (in_brackets(s, i, out)) return true;
  if (at(s, i)->type != PIECE_DASH || at(s, i + 1)->type != PIECE_NAME) return false;
  if (at(s, i + 2)->type != PIECE_STOP && at(s, i + 2)->type != PIECE_COMMA) return false;
  if (!cue_noun_phrase(s->passage, i + 1, &who)) return false;
  return found(out, "signature", &who, at(s, i)->begin, at(s, i)->end);
}

/* A number of four digits, perhaps with a letter: 1987, 1994a. */
static bool is_year(const struct scene *s, size_t i) {
  const struct piece *w = at(s, i);
  return w->type == PIECE_NUMBER && w->end - w->begin >= 4 && w->end - w->begin <= 9;
}

static bool is_page(const struct scene *s, size_t i) {
  return at(s, i)->type == PIECE_NUMBER && !is_year(s, i);
}

/* "(Lee, p. 12)", "(Lee, The Long Road, p. 12)", "(see Lee 12-13)": the page stands
** before the bracket that closes. Without "p." only the name and the number are let
** pass. */
static bool names_page(const struct scene *s, size_t name, size_t close) {
  if (has(s, name, LEX_PLACE) || at(s, close)->type != PIECE_CLOSE) return false;
  if (!is_page(s, close - 1)) return false;
  bool said = false, words = false;
  for (size_t i = name + 1; i < close; i++) {
    const struct piece *w = at(s, i);
    if (w->type == PIECE_WORD && w->end - w->begin <= 2 &&
        (s->passage->text.ptr[w->begin] | 32) == 'p')
      said = true;
    else if (w->type == PIECE_WORD || w->type == PIECE_NAME)
      words = true;
  }
  return said || !words;
}

bool rule_author_date(const struct scene *s, struct finding *out) {
  size_t i = s->quote + 1;
  while (at(s, i)->type == PIECE_COMMA || at(s, i)->type == PIECE_NOTE) i++;
  if (at(s, i)->type == PIECE_STOP && at(s, i + 1)->type == PIECE_OPEN) i++;
  if (at(s, i)->type != PIECE_OPEN) return false;
  size_t open = i, first = SIZE_MAX, last = 0;
  for (i++; i < s->passage->count && i < open + AUTHOR_PIECES; i++) {
    if (at(s, i)->type == PIECE_CLOSE || at(s, i)->type == PIECE_QUOTE) break;
    if (is_year(s, i)) break;
    if (at(s, i)->type != PIECE_NAME) continue;
    if (first == SIZE_MAX) first = i;
    last = i;
  }
  if (first == SIZE_MAX || has(s, first - 1, LEX_DETERMINER)) return false;
  if (!is_year(s, i)) {
    if (!names_page(s, first, i)) return false;
    last = first; /* what follows is a title */
  }
  size_t close = i;
  while (close < s->passage->count && close < open + AUTHOR_PIECES &&
         at(s, close)->type != PIECE_CLOSE)
    close++;
  if (at(s, close)->type != PIECE_CLOSE) close = i; /* nothing closes it */
  struct who who = {first, last + 1, WHO_NAME, {at(s, first)->begin, at(s, last)->end}};
  return found(out, "author-date", &who, at(s, open)->begin, at(s, close)->end);
}
