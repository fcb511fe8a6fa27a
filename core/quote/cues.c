/*
** cues.c - a small reader of English clauses. It never looks inside a quotation, which is
** one piece, and gives up rather than guess across a sentence.
*/
#include "quote/cues.h"

#include "quote/lexicon.h"
#include "quote/names.h"

#include <string.h>

enum { NOMINAL_WORDS = 6, ANTECEDENT_PIECES = 10 };

static const struct piece *at(const struct passage *p, size_t i) {
  static const struct piece none = {.type = PIECE_STOP};
  return i < p->count ? &p->items[i] : &none;
}

static bool has(const struct passage *p, size_t i, uint32_t flags) {
  return (at(p, i)->flags & flags) != 0;
}

bool cue_word_is(const struct passage *p, size_t i, const char *word) {
  const struct piece *w = at(p, i);
  if (w->type != PIECE_WORD || (p->text.ptr[w->begin] | 32) != (*word | 32)) return false;
  size_t len = strlen(word);
  if (w->type != PIECE_WORD || w->end - w->begin != len) return false;
  for (size_t k = 0; k < len; k++) {
    char c = p->text.ptr[w->begin + k];
    if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[k]) return false;
  }
  return true;
}

static bool is_adverb(const struct passage *p, size_t i) {
  const struct piece *w = at(p, i);
  if (w->type != PIECE_WORD) return false;
  if (w->flags & LEX_ADVERB && !(w->flags & LEX_PRONOUN)) return true;
  return w->flags == 0 && !w->capital && w->end - w->begin > 4 &&
         memcmp(p->text.ptr + w->end - 2, "ly", 2) == 0;
}

/* "critics argue", "to argue", "they argue", "Lee and Carr argue". */
static bool may_precede_base(const struct passage *p, size_t i) {
  const struct piece *before = at(p, i - 1);
  if (before->type == PIECE_NAME) return i > 1 && has(p, i - 2, LEX_CONJUNCTION);
  if (before->type != PIECE_WORD) return true;
  if (before->flags & LEX_POSSESSIVE) return false;
  if (before->flags & (LEX_PRONOUN | LEX_MODAL | LEX_CONJUNCTION | LEX_RELATIVE))
    return true;
  if (cue_word_is(p, i - 1, "to") || cue_word_is(p, i - 1, "both") || is_adverb(p, i - 1))
    return true;
  return p->text.ptr[before->end - 1] == 's';
}

/* "a qualifié", "a dit": the French perfect, and not "a written": no English participle
** has just this look. */
static bool is_french_perfect(const struct passage *p, size_t i) {
  const struct piece *w = at(p, i);
  return i > 1 && (w->flags & LEX_PARTICIPLE) && !(w->flags & LEX_PAST) &&
         p->text.ptr[w->end - 1] != 'n' && cue_word_is(p, i - 1, "a") &&
         !at(p, i - 1)->capital;
}

bool cue_is_verb(const struct passage *p, size_t i) {
  const struct piece *w = at(p, i);
  if (w->type != PIECE_WORD || !(w->flags & LEX_VERB) || w->possessive) return false;
  if (i == 0) return !w->starts;
  const struct piece *before = at(p, i - 1);
  if (is_french_perfect(p, i)) return true;
  if (before->flags & LEX_NEVER_NAME && before->capital && !(w->flags & LEX_PAST))
    return false; /* "British claims" */
  if (before->possessive && before->type != PIECE_QUOTE) return false;
  if ((w->flags & LEX_BASE) && !(w->flags & LEX_PAST) && !may_precede_base(p, i))
    return false; /* "the puppet state" */
  if (before->type != PIECE_WORD) return true;
  if ((before->flags & LEX_PRONOUN) && !(before->flags & LEX_POSSESSIVE)) return true;
  return !(before->flags & (LEX_DETERMINER | LEX_POSSESSIVE | LEX_PREPOSITION)) ||
         (before->flags & LEX_RELATIVE) || cue_word_is(p, i - 1, "to");
}

bool cue_is_passive(const struct passage *p, size_t i) {
  if (!has(p, i, LEX_PARTICIPLE)) return false;
  size_t k = i;
  while (k > 0 && is_adverb(p, k - 1)) k--;
  return k > 0 && has(p, k - 1, LEX_BE);
}

size_t cue_skip_adverbs(const struct passage *p, size_t i) {
  while (is_adverb(p, i) || has(p, i, LEX_HAVE | LEX_MODAL)) i++;
  return is_french_perfect(p, i + 1) ? i + 1 : i;
}

static void who_set(const struct passage *p, struct who *who, size_t piece, size_t end,
                    enum who_type type) {
  who->piece = piece;
  who->end = end;
  who->type = type;
  who->mention.begin = type == WHO_NAME ? name_mention_begin(p, piece)
                                        : at(p, piece)->begin;
  who->mention.end = at(p, end - 1)->end;
}

/* A word that can stand inside "the old man": nothing with a grammatical task. */
static bool is_content(const struct passage *p, size_t i) {
  const struct piece *w = at(p, i);
  const uint32_t task = LEX_PREPOSITION | LEX_CONJUNCTION | LEX_FUNCTION | LEX_BE |
                        LEX_HAVE | LEX_MODAL | LEX_RELATIVE | LEX_PRONOUN |
                        LEX_DETERMINER;
  if (w->type != PIECE_WORD || (w->flags & task)) return false;
  return !(w->flags & LEX_VERB) || (w->flags & (LEX_NOUN | LEX_ROLE)) != 0;
}

static bool is_modifier(const struct passage *p, size_t name) {
  return !at(p, name)->possessive && is_content(p, name + 1) &&
         !at(p, name + 1)->capital && !is_adverb(p, name + 1);
}

bool cue_noun_phrase(const struct passage *p, size_t i, struct who *who) {
  size_t start = i;
  if (has(p, i, LEX_PRONOUN) && !has(p, i + 1, LEX_ROLE) &&
      !(has(p, i, LEX_DETERMINER) &&
        (is_content(p, i + 1) || at(p, i + 1)->type == PIECE_NAME))) {
    who_set(p, who, i, i + 1, WHO_PRONOUN);
    return true;
  }
  bool article = has(p, i, LEX_DETERMINER) && at(p, i)->type == PIECE_WORD;
  if (article) i++;
  size_t words = 0;
  bool modified = false; /* "the Cambridge historian" */
  while (words < NOMINAL_WORDS) {
    bool name = article && at(p, i)->type == PIECE_NAME && is_modifier(p, i);
    if (!name && (!is_content(p, i) || is_adverb(p, i))) break;
    modified |= name;
    i++;
    words++;
    if (at(p, i - 1)->possessive && !article) return false;
  }
  if (modified && !has(p, i - 1, LEX_ROLE)) return false;
  if (at(p, i)->type == PIECE_NAME && !(article && is_modifier(p, i)) &&
      (words == 0 || has(p, i - 1, LEX_ROLE) || article)) {
    who_set(p, who, i, i + 1, WHO_NAME);
    return true;
  }
  if (!article || words == 0) return false;
  who_set(p, who, start, i, WHO_NOMINAL);
  return true;
}

/* Whether a preposition governs the noun phrase at i ("of the Council"). */
static bool is_governed(const struct passage *p, size_t from, size_t i) {
  bool name = at(p, i)->type == PIECE_NAME;
  while (i > from && at(p, i - 1)->type == PIECE_WORD &&
         (has(p, i - 1, LEX_DETERMINER | LEX_POSSESSIVE | LEX_ROLE | LEX_NEVER_NAME) ||
          (!name && is_content(p, i - 1) && !at(p, i - 1)->possessive)))
    i--;
  if (name && i > from + 1 && has(p, i - 1, LEX_CONJUNCTION) &&
      at(p, i - 2)->type == PIECE_NAME)
    return i > from + 2 && has(p, i - 3, LEX_PREPOSITION); /* "in Rome and Berlin" */
  return i > from && has(p, i - 1, LEX_PREPOSITION) && !cue_word_is(p, i - 1, "as");
}

bool cue_main_subject(const struct passage *p, size_t from, size_t to, struct who *who) {
  bool found = false;
  while (from < to && (has(p, from, LEX_CONJUNCTION) || is_adverb(p, from))) from++;
  for (size_t i = from; i < to; i++) {
    const struct piece *w = at(p, i);
    bool name = w->type == PIECE_NAME;
    bool pronoun = w->type == PIECE_WORD && (w->flags & LEX_PRONOUN) &&
                   !(w->flags & (LEX_POSSESSIVE | LEX_DETERMINER)) &&
                   !cue_word_is(p, i, "it");
    struct who nominal;
    if (i == from && has(p, i, LEX_DETERMINER) && cue_noun_phrase(p, i, &nominal) &&
        nominal.type == WHO_NOMINAL && at(p, nominal.end)->type == PIECE_COMMA) {
      *who = nominal; /* "My grandmother, who was there, used to say" */
      found = true;
    }
    if ((!name && !pronoun) || is_governed(p, from, i)) continue;
    const uint32_t speech = LEX_NOUN | LEX_ROLE;
    if (name && w->possessive && !has(p, i + 1, speech) && !has(p, i + 2, speech))
      continue;
    if (name && w->possessive && has(p, i + 1, LEX_ROLE) && !has(p, i + 1, LEX_NOUN))
      continue; /* "Lee's biographer, Kim, ...": not Lee */
    if (name && i > from && has(p, i - 1, LEX_DETERMINER) && is_modifier(p, i)) continue;
    bool fresh = i > from + 1 && has(p, i - 1, LEX_CONJUNCTION) &&
                 (at(p, i - 2)->type == PIECE_COMMA || at(p, i - 2)->type == PIECE_QUOTE);
    if (found && !fresh) continue;
    who_set(p, who, i, i + 1, name ? WHO_NAME : WHO_PRONOUN);
    found = true;
  }
  return found;
}

/* The name that "who" at i refers back to. */
static bool antecedent(const struct passage *p, size_t from, size_t i, struct who *who) {
  size_t stop = i > from + ANTECEDENT_PIECES ? i - ANTECEDENT_PIECES : from;
  while (i-- > stop) {
    const struct piece *w = at(p, i);
    if (w->type == PIECE_STOP || w->type == PIECE_QUOTE) return false;
    if (w->type != PIECE_NAME || w->possessive || (w->flags & LEX_PLACE)) continue;
    who_set(p, who, i, i + 1, WHO_NAME);
    return true;
  }
  return false;
}

/* "the older school" that ends before i; a name that possesses it is the speaker. */
static bool nominal_before(const struct passage *p, size_t from, size_t i,
                           struct who *who) {
  size_t stop = i > from + NOMINAL_WORDS ? i - NOMINAL_WORDS : from;
  size_t k = i;
  while (k > stop && is_content(p, k - 1)) k--;
  if (k == i || k == from) return false;
  const struct piece *before = at(p, k - 1);
  if (before->type == PIECE_NAME && before->possessive) {
    who_set(p, who, k - 1, k, WHO_NAME);
    return true;
  }
  if (!has(p, k - 1, LEX_DETERMINER) || before->type != PIECE_WORD) return false;
  if (k - 1 > from && has(p, k - 2, LEX_PREPOSITION)) return false;
  who_set(p, who, k - 1, i, WHO_NOMINAL);
  return true;
}

/* "Lee himself argued", "Lee and Kim both argue" */
static bool is_emphatic(const struct passage *p, size_t from, size_t i) {
  static const char *const words[] = {"himself", "herself", "themselves", "both", "each"};
  if (i == from || at(p, i - 1)->type != PIECE_NAME) return false;
  for (size_t k = 0; k < sizeof words / sizeof *words; k++)
    if (cue_word_is(p, i, words[k])) return true;
  return false;
}

bool cue_subject(const struct passage *p, size_t from, size_t v, struct who *who,
                 bool *relative) {
  size_t i = v;
  *relative = false;
  if (is_french_perfect(p, v)) i--;
  while (i > from &&
         (is_adverb(p, i - 1) || has(p, i - 1, LEX_HAVE | LEX_MODAL | LEX_BE) ||
          cue_word_is(p, i - 1, "to") || is_emphatic(p, from, i - 1)))
    i--;
  if (i == from) return false;
  const struct piece *w = at(p, i - 1);
  if (w->type == PIECE_NAME && !w->possessive && !is_governed(p, from, i - 1)) {
    who_set(p, who, i - 1, i, WHO_NAME);
    return true;
  }
  if (w->type == PIECE_WORD) {
    if (has(p, i - 1, LEX_RELATIVE) && !cue_word_is(p, i - 1, "that")) {
      *relative = true;
      return antecedent(p, from, i - 1, who);
    }
    if (has(p, i - 1, LEX_PRONOUN) && !(w->flags & (LEX_POSSESSIVE | LEX_DETERMINER))) {
      who_set(p, who, i - 1, i, WHO_PRONOUN);
      return true;
    }
    if (nominal_before(p, from, i, who)) return true;
    if (is_content(p, i - 1) && p->text.ptr[w->end - 1] == 's' && !w->possessive) {
      who_set(p, who, i - 1, i, WHO_NOMINAL); /* "ministers agreed" */
      return true;
    }
  }
  if (!cue_main_subject(p, from, i, who)) return false;
  /* ", nicknamed the 'x'" is no predicate of the subject unless an aside ended there:
  ** "Lee, a veteran, called". */
  bool past = has(p, v, LEX_PARTICIPLE) && w->type == PIECE_COMMA;
  size_t end = who->end;
  while (is_content(p, end)) end++; /* "the Courant's own reporter, whom" */
  uint8_t next = at(p, end)->type;
  return !past || next == PIECE_COMMA || next == PIECE_OPEN || next == PIECE_DASH;
}
