/*
** rules_before.c - everything that leads up to a quotation. One walk to the left, nearest
** cue first: a reporting verb with its subject, "according to", "in the words of", "for
** Lee,", "Lee's verdict that". The walk ends with the sentence; a semicolon ends what can
** be trusted, so what lies beyond it is only taken when nothing nearer answers.
*/
#include "quote/confidence.h"
#include "quote/lexicon.h"
#include "quote/rules.h"

#include <string.h>

enum { REACH = 64, POSSESSOR_REACH = 14, WEAK_REACH = 14 };
enum { NEGATION_REACH = 4, SUPPORT_REACH = 6 };

struct walk {
  const struct scene *s;
  const struct passage *p;
  size_t q, from; /* from: where subjects may be looked for */
  bool crossed;   /* another quotation lies between */
  bool beyond;    /* a semicolon lies between */
};

static const struct piece *at(const struct walk *w, size_t i) {
  static const struct piece none = {.type = PIECE_STOP};
  return i < w->p->count ? &w->p->items[i] : &none;
}

static bool has(const struct walk *w, size_t i, uint32_t flags) {
  return (at(w, i)->flags & flags) != 0;
}

/* "never claimed", "does not argue", "would not have called" */
static bool is_denied(const struct walk *w, size_t v) {
  for (size_t i = v; i > w->from && i + NEGATION_REACH > v; i--) {
    if (cue_word_is(w->p, i - 1, "not") || cue_word_is(w->p, i - 1, "never")) return true;
    if (!has(w, i - 1, LEX_ADVERB | LEX_HAVE | LEX_MODAL | LEX_BE)) return false;
  }
  return false;
}

static bool found(const struct walk *w, struct finding *out, const char *rule,
                  const struct who *who, size_t first, size_t last) {
  out->rule = w->crossed ? "carry-over" : rule;
  out->weight = w->beyond ? CONFIDENCE_BEYOND : 1;
  if (is_denied(w, first)) out->weight *= CONFIDENCE_DENIED;
  out->who = *who;
  out->cue.begin = at(w, first)->begin;
  out->cue.end = at(w, last)->end;
  return true;
}

static bool by_agent(const struct walk *w, size_t v, struct finding *out) {
  struct who who;
  for (size_t i = v + 1; i < w->q && i < v + 6; i++) {
    if (at(w, i)->type != PIECE_WORD) return false;
    if (!cue_word_is(w->p, i, "by")) continue;
    if (!cue_noun_phrase(w->p, i + 1, &who)) return false;
    if (has(w, v, LEX_WEAK) && who.end != w->q && !cue_word_is(w->p, who.end, "as") &&
        !cue_word_is(w->p, w->q - 1, "that"))
      return false;
    return found(w, out, "passive-by", &who, v, i);
  }
  return false;
}

/* ", she holds," is about the whole sentence. */
static bool is_parenthesis(const struct walk *w, size_t v) {
  return v >= w->from + 2 && at(w, v + 1)->type == PIECE_COMMA &&
         at(w, v - 2)->type == PIECE_COMMA &&
         (at(w, v - 1)->type == PIECE_NAME || has(w, v - 1, LEX_PRONOUN));
}

/* Weak verbs report only in a frame: next to the quotation, or with as, that, of. */
static bool in_frame(const struct walk *w, size_t v) {
  if (cue_word_is(w->p, v + 1, "that") || is_parenthesis(w, v)) return true;
  if (w->q - v > WEAK_REACH) return false;
  for (size_t i = v + 1; i + 1 < w->q; i++) /* a clause of its own lies between */
    if (at(w, i)->type == PIECE_COMMA && has(w, i + 1, LEX_CONJUNCTION)) return false;
  uint8_t last = at(w, w->q - 1)->type;
  if (has(w, v + 1, LEX_PRONOUN) &&
      has(w, v + 2, LEX_HAVE | LEX_BE | LEX_MODAL | LEX_VERB))
    return true; /* "thought he was" */
  if (v + 2 == w->q && (last == PIECE_NAME || has(w, v + 1, LEX_PRONOUN)))
    return true; /* "thought him 'a fool'" */
  if (v + 1 == w->q || last == PIECE_COMMA || last == PIECE_COLON) return true;
  for (size_t i = v + 1; i < w->q; i++)
    if (cue_word_is(w->p, i, "as") || cue_word_is(w->p, i, "that") ||
        cue_word_is(w->p, i, "of") || cue_word_is(w->p, i, "in") ||
        cue_word_is(w->p, i, "it") || cue_word_is(w->p, i, "the") ||
        cue_word_is(w->p, i, "de") || cue_word_is(w->p, i, "d") ||
        cue_word_is(w->p, i, "von") || cue_word_is(w->p, i, "di"))
      return true;
  return false;
}

/* The word that other languages begin "as Lee writes" with. */
static bool is_as(const struct walk *w, size_t i) {
  static const char *const words[] = {
      "wie", "comme", "como", "come", "seg\xC3\xBAn", "\xD0\xBA\xD0\xB0\xD0\xBA", NULL};
  if (has(w, i, LEX_PRONOUN | LEX_DETERMINER) && i > w->from) i--; /* "comme l'écrit" */
  for (size_t k = 0; words[k]; k++)
    if (cue_word_is(w->p, i, words[k])) return true;
  return cue_word_is(w->p, i, "\xD0\x9A\xD0\xB0\xD0\xBA");
}

/* ", noted Lee,": an aside with its subject behind it; "come scrive Lee". */
static bool at_aside(const struct walk *w, size_t v, struct finding *out) {
  struct who who;
  if (v == w->from) return false;
  bool as = is_as(w, v - 1);
  bool finite = has(w, v, LEX_PAST) || !has(w, v, LEX_BASE | LEX_ING | LEX_PARTICIPLE);
  if (!as && (at(w, v - 1)->type != PIECE_COMMA || !finite)) return false;
  if (!cue_noun_phrase(w->p, v + 1, &who) || who.type != WHO_NAME) return false;
  if (at(w, who.piece)->possessive || has(w, who.piece, LEX_PLACE)) return false;
  return (as || at(w, who.end)->type == PIECE_COMMA) &&
         found(w, out, as ? "as-x-puts-it" : "verb-name-before", &who, v, v);
}

/* "'x', as Lee puts it, or 'y'": the clause at i belongs to what it follows. */
static bool follows_quote(const struct walk *w, size_t i) {
  while (i > w->from && at(w, i - 1)->type == PIECE_COMMA) i--;
  return i > w->from && at(w, i - 1)->type == PIECE_QUOTE;
}

static bool at_verb(const struct walk *w, size_t v, struct finding *out) {
  struct who who;
  bool relative;
  if (!cue_is_verb(w->p, v)) return false;
  if (has(w, v, LEX_PARTICIPLE) && by_agent(w, v, out)) return true;
  if (cue_is_passive(w->p, v)) return false;
  if (at_aside(w, v, out)) return true;
  if (!cue_subject(w->p, w->from, v, &who, &relative)) return false;
  bool as = who.piece > w->from && cue_word_is(w->p, who.piece - 1, "as") &&
            !(who.piece > w->from + 1 && cue_word_is(w->p, who.piece - 2, "such"));
  bool leads = as && !follows_quote(w, who.piece - 1);
  if (has(w, v, LEX_WEAK) && !leads && !in_frame(w, v)) return false;
  if (who.type == WHO_NAME && has(w, who.piece, LEX_PLACE) && has(w, v, LEX_WEAK))
    return false;
  if (has(w, v, LEX_ING) && who.type == WHO_NOMINAL) return false;
  const char *rule = as                   ? "as-x-puts-it"
                     : relative           ? "relative-who"
                     : has(w, v, LEX_ING) ? "participle"
                                          : "verb-before";
  return found(w, out, rule, &who, v, v);
}

static bool at_according(const struct walk *w, size_t i, struct finding *out) {
  struct who who;
  if (!cue_word_is(w->p, i, "according") || !cue_word_is(w->p, i + 1, "to")) return false;
  if (!cue_noun_phrase(w->p, i + 2, &who)) return false;
  cue_prefer_apposition(w->p, w->q, true, &who);
  return found(w, out, "according-to", &who, i, i + 1);
}

/* The possessor of the noun at i: Lee's (own) phrase, his phrase. */
static bool possessor(const struct walk *w, size_t i, struct who *who) {
  for (size_t k = i; k > w->from && k + 3 > i; k--) {
    const struct piece *x = at(w, k - 1);
    if (x->type == PIECE_NAME && x->possessive) return cue_noun_phrase(w->p, k - 1, who);
    if (x->type == PIECE_WORD && (x->flags & LEX_POSSESSIVE)) {
      if (cue_word_is(w->p, k - 1, "its")) return false;
      who->piece = k - 1;
      who->end = k;
      who->type = WHO_PRONOUN;
      who->mention.begin = x->begin;
      who->mention.end = x->end;
      return true;
    }
    if (x->type != PIECE_WORD || (x->flags & (LEX_PREPOSITION | LEX_FUNCTION)))
      return false;
  }
  return false;
}

/* "takes the view that": what makes a sentence of a noun of speech. */
static bool is_support(const struct walk *w, size_t i) {
  static const char *const verbs[] = {
      "make",  "makes",     "made",    "making",  "take",    "takes", "took",   "taken",
      "hold",  "holds",     "held",    "express", "reach",   "comes", "came",   "come",
      "adopt", "expresses", "reached", "reaches", "adopted", "draws", "drew",   "draw",
      "forms", "formed",    "advance", "adopts",  "offers",  "gives", "offered"};
  for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
    if (cue_word_is(w->p, i, verbs[k])) return true;
  return false;
}

/* "Lee takes the view that", "is of the opinion that": who has the opinion that is named
** at `noun`; *verb is where the phrase begins. */
static bool supported(const struct walk *w, size_t noun, struct who *who, size_t *verb) {
  bool relative;
  for (size_t v = noun; v > w->from && v + SUPPORT_REACH > noun; v--) {
    if (at(w, v - 1)->type != PIECE_WORD) return false;
    bool of = cue_word_is(w->p, v - 1, "of") && has(w, v - 2, LEX_BE);
    if (!of && !is_support(w, v - 1)) continue;
    *verb = of ? v - 2 : v - 1;
    return cue_subject(w->p, w->from, v - 1, who, &relative) && who->type != WHO_NOMINAL;
  }
  return false;
}

static bool leads_in(const struct walk *w, size_t i) {
  static const char *const words[] = {"in", "to", "from", "on"};
  for (size_t k = 0; k < sizeof words / sizeof *words; k++)
    if (cue_word_is(w->p, i, words[k])) return true;
  return false;
}

static bool at_noun(const struct walk *w, size_t i, struct finding *out) {
  struct who who;
  bool term = has(w, i, LEX_TERM) && i + 2 == w->q && cue_word_is(w->p, i + 1, "of") &&
              at(w, i - 1)->type == PIECE_NAME; /* "Lee's concept of 'x'" */
  if ((!has(w, i, LEX_NOUN) && !term) || cue_is_verb(w->p, i)) return false;
  if (cue_word_is(w->p, i + 1, "as")) return false; /* "rejects Lee's view as 'x'" */
  size_t start = i;
  while (start > w->from && at(w, start - 1)->type == PIECE_WORD &&
         !has(w, start - 1, LEX_PREPOSITION) && i - start < 3)
    start--;
  size_t lead = start;
  while (lead > w->from && lead + 3 > start && at(w, lead - 1)->type == PIECE_NAME)
    lead--;
  bool in = lead > w->from && leads_in(w, lead - 1);
  if (in && cue_word_is(w->p, i + 1, "of") && cue_noun_phrase(w->p, i + 2, &who) &&
      !(who.type == WHO_NOMINAL && has(w, who.end - 1, LEX_NOUN)))
    return found(w, out, "in-words-of", &who, lead - 1, i + 1);
  bool of = cue_word_is(w->p, i + 1, "by") || cue_word_is(w->p, i + 1, "of");
  if (of && cue_noun_phrase(w->p, i + 2, &who) && who.type == WHO_NAME &&
      cue_word_is(w->p, who.end, "that")) /* "a claim by Lee that" */
    return found(w, out, "noun-of-name", &who, i, i);
  size_t verb;
  if (cue_word_is(w->p, i + 1, "that") && supported(w, i, &who, &verb))
    return found(w, out, "verb-before", &who, verb, i);
  const struct piece *next = at(w, i + 1);
  bool leads = in || next->type != PIECE_WORD ||
               (next->flags & (LEX_BE | LEX_PREPOSITION | LEX_HAVE)) ||
               cue_word_is(w->p, i + 1, "that");
  if (w->q - i > POSSESSOR_REACH || !leads || !possessor(w, i, &who)) return false;
  return found(w, out, "noun-of-name", &who, i, i);
}

/* A place where a clause begins, so that "for Lee" can be its frame. */
static bool begins_clause(const struct walk *w, size_t i) {
  if (i == w->from || at(w, i)->starts) return true;
  uint8_t type = at(w, i - 1)->type;
  return type == PIECE_COMMA || type == PIECE_SEMICOLON || type == PIECE_COLON ||
         type == PIECE_DASH || type == PIECE_OPEN || type == PIECE_QUOTE ||
         has(w, i - 1, LEX_CONJUNCTION) || cue_word_is(w->p, i - 1, "that");
}

static bool at_for(const struct walk *w, size_t i, struct finding *out) {
  struct who who;
  bool whom = cue_word_is(w->p, i + 1, "whom");
  bool to = cue_word_is(w->p, i, "to") && /* "To Lee, it was 'x'" */
            (at(w, i)->starts || (i > 0 && at(w, i - 1)->type == PIECE_SEMICOLON));
  if (!cue_word_is(w->p, i, "for") && !to && !(whom && cue_word_is(w->p, i, "to")))
    return false;
  if (!begins_clause(w, i)) return false;
  if (whom) {
    for (size_t k = i; k > w->from && k + 4 > i; k--)
      if (at(w, k - 1)->type == PIECE_NAME && cue_noun_phrase(w->p, k - 1, &who))
        return found(w, out, "for-x", &who, i, i + 1);
    return false;
  }
  if (!cue_noun_phrase(w->p, i + 1, &who) || who.type == WHO_NOMINAL) return false;
  if (to && at(w, who.end)->type != PIECE_COMMA &&
      !(has(w, who.end, LEX_PRONOUN) && has(w, who.end + 1, LEX_BE)))
    return false;
  if (who.type == WHO_NAME &&
      (has(w, who.piece, LEX_PLACE) || at(w, who.piece)->possessive))
    return false;
  return found(w, out, "for-x", &who, i, i);
}

/* After another quotation: a new subject with the verb left out ("and Lee 'reckless'").
 */
static bool at_gap(const struct walk *w, size_t previous, struct finding *out) {
  struct who who;
  const struct draft *d = &w->s->drafts->items[at(w, previous)->index];
  size_t i = previous + 1;
  if (d->cue.begin == d->cue.end) return false;
  while (at(w, i)->type == PIECE_COMMA || at(w, i)->type == PIECE_SEMICOLON ||
         has(w, i, LEX_CONJUNCTION))
    i++;
  if (i > previous + 1 && cue_word_is(w->p, i, "by")) i++; /* "and by Lee as 'x'" */
  if (i == previous + 1 || at(w, i)->type != PIECE_NAME) return false;
  if (!cue_noun_phrase(w->p, i, &who) || at(w, i)->possessive) return false;
  out->rule = "gapped-verb";
  out->weight = 1;
  out->who = who;
  out->cue = d->cue;
  return true;
}

/* "Here Lee's anger gets the better of him:" */
static bool first_owner(const struct walk *w, size_t to, struct who *who) {
  for (size_t i = w->from; i < to; i++)
    if (at(w, i)->type == PIECE_NAME)
      return at(w, i)->possessive && !has(w, i + 1, LEX_ROLE) &&
             cue_noun_phrase(w->p, i, who);
  return false;
}

/* Nothing but a colon: the sentence's main subject is about to speak. */
static bool at_colon(const struct walk *w, struct finding *out) {
  struct who who;
  size_t i = w->q;
  if (i == w->from || at(w, i - 1)->type != PIECE_COLON) return false;
  if (i > w->from + 2 && at(w, i - 2)->type == PIECE_NAME && at(w, i - 2)->possessive &&
      has(w, i - 3, LEX_BE) && cue_noun_phrase(w->p, i - 2, &who))
    return found(w, out, "colon", &who, i - 1, i - 1); /* "The words are Lee's:" */
  if (!cue_main_subject(w->p, w->from, i - 1, &who) && !first_owner(w, i - 1, &who))
    return false;
  if (who.type == WHO_NAME && has(w, who.piece, LEX_PLACE)) return false;
  /* "Model answer:" is a heading. */
  if (who.piece == w->from && who.end + 2 == i) return false;
  return found(w, out, "colon", &who, i - 1, i - 1);
}

/* "kept by a Miss Fairlie:" - any participle with an agent, when nothing better spoke. */
static bool at_by(const struct walk *w, size_t i, struct finding *out) {
  struct who who;
  if (i == w->from || !cue_word_is(w->p, i, "by") || has(w, i - 1, LEX_VERB))
    return false;
  if (at(w, w->q - 1)->type != PIECE_COLON && !cue_word_is(w->p, w->q - 1, "that"))
    return false;
  if (!cue_noun_phrase(w->p, i + 1, &who) || who.type != WHO_NAME) return false;
  return found(w, out, "by-agent", &who, i - 1, i);
}

/* "In Lee's 'The Long Road', where ... 'x'": the author of the work. */
static bool at_work(const struct walk *w, size_t i, struct finding *out) {
  struct who who;
  if (w->s->drafts->items[at(w, i)->index].kind != ASSAY_QUOTE_TITLE) return false;
  if (i == w->from || at(w, i - 1)->type != PIECE_NAME || !at(w, i - 1)->possessive)
    return false;
  if (!cue_noun_phrase(w->p, i - 1, &who)) return false;
  return found(w, out, "in-work-of", &who, i, i);
}

/* "Lee's Stalin was 'x'": his picture of somebody. */
static bool at_portrait(const struct walk *w, size_t i, struct finding *out) {
  struct who who;
  if (i < w->from + 2 || i + 6 < w->q || !has(w, i, LEX_BE)) return false;
  const struct piece *owner = at(w, i - 2), *drawn = at(w, i - 1);
  if (owner->type != PIECE_NAME || !owner->possessive || (owner->flags & LEX_PLACE))
    return false;
  if (drawn->type != PIECE_NAME || drawn->possessive || (drawn->flags & LEX_PLACE))
    return false;
  return cue_noun_phrase(w->p, i - 2, &who) &&
         found(w, out, "portrait", &who, i - 2, i - 1);
}

/* A phrase that frames the whole sentence; it outranks "ministers agreed that". */
static bool at_frame(const struct walk *w, size_t i, struct finding *out) {
  return at_according(w, i, out) || at_noun(w, i, out) || at_for(w, i, out);
}

static bool at_piece(const struct walk *w, size_t i, struct finding *out) {
  return at_verb(w, i, out) || at_according(w, i, out) || at_noun(w, i, out) ||
         at_for(w, i, out) || at_by(w, i, out) || at_portrait(w, i, out);
}

/* Where the part of the sentence that holds i begins: after a semicolon. */
static size_t part_begin(const struct scene *s, size_t i) {
  while (i > s->from && s->passage->items[i - 1].type != PIECE_SEMICOLON) i--;
  return i;
}

/* Walks from the quotation to the left; beyond a semicolon only when asked to. */
static bool walk_left(const struct scene *s, bool beyond, struct finding *out) {
  struct walk w = {s, s->passage, s->quote, part_begin(s, s->quote), false, false};
  struct finding nominal = {.rule = NULL}; /* the best so far, if a name may do better */
  size_t stop = s->quote > s->from + REACH ? s->quote - REACH : s->from;
  if (w.from < stop) w.from = stop;
  for (size_t i = s->quote; i-- > stop;) {
    const struct piece *x = &s->passage->items[i];
    if (x->type == PIECE_CLOSE) { /* an aside says nothing about the sentence */
      size_t open = i;
      while (open > stop && s->passage->items[open].type != PIECE_OPEN) open--;
      if (s->passage->items[open].type == PIECE_OPEN) i = open;
    } else if (x->type == PIECE_SEMICOLON) {
      if (!w.beyond && !nominal.rule && at_colon(&w, out)) return true;
      if (!beyond || nominal.rule) break;
      w.beyond = true;
      w.from = part_begin(s, i);
      if (w.from < stop) w.from = stop;
    } else if (x->type == PIECE_QUOTE) {
      if (nominal.rule) break;
      if (at_gap(&w, i, out) || (!w.crossed && at_colon(&w, out))) return true;
      if (at_work(&w, i, out)) return true;
      w.crossed = true;
    } else if (nominal.rule) {
      if (x->type == PIECE_COLON) break;
      bool own = nominal.who.type == WHO_PRONOUN; /* "noted in his diary" */
      if (own ? at_piece(&w, i, out) && out->who.type != WHO_PRONOUN
              : at_frame(&w, i, out) && out->who.type == WHO_NAME)
        return true;
    } else if (at_piece(&w, i, out)) {
      bool own = out->who.type == WHO_PRONOUN && has(&w, out->who.piece, LEX_POSSESSIVE);
      if (out->who.type != WHO_NOMINAL && !own) return true;
      nominal = *out;
    }
  }
  if (nominal.rule) *out = nominal;
  return nominal.rule || at_colon(&w, out);
}

bool rule_before(const struct scene *s, struct finding *out) {
  return walk_left(s, false, out);
}

bool rule_before_semicolon(const struct scene *s, struct finding *out) {
  return walk_left(s, true, out);
}

/* The verb stands at the quotation's shoulder: "Lee said 'x', he meant it". */
bool rule_verb_adjacent(const struct scene *s, struct finding *out) {
  struct walk w = {s, s->passage, s->quote, part_begin(s, s->quote), false, false};
  size_t v = s->quote;
  if (v > w.from && cue_word_is(s->passage, v - 1, "that")) v--;
  if (v == w.from || !cue_is_verb(s->passage, v - 1) || has(&w, v - 1, LEX_ING))
    return false;
  return at_verb(&w, v - 1, out) && out->who.type != WHO_NOMINAL;
}

/* "Lee's 'gathering storm'": his, unless it is a name or a word by itself. */
bool rule_possessor(const struct scene *s, struct finding *out) {
  const struct passage *p = s->passage;
  const struct draft *d = &s->drafts->items[p->items[s->quote].index];
  struct walk w = {s, p, s->quote, s->from, false, false};
  struct who who;
  size_t i = s->quote;
  if (i == s->from || at(&w, i - 1)->type != PIECE_NAME || !at(&w, i - 1)->possessive ||
      has(&w, i - 1, LEX_PLACE))
    return false;
  assay_str words = {p->text.ptr + d->inner_begin, d->inner_end - d->inner_begin};
  bool several = memchr(words.ptr, ' ', words.len) != NULL;
  if (!several || *words.ptr < 'a' || *words.ptr > 'z') return false;
  return cue_noun_phrase(p, i - 1, &who) &&
         found(&w, out, "possessor", &who, i - 1, i - 1);
}
