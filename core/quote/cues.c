/*
** cues.c - a small reader of English clauses. It never looks inside a quotation, which is
** one piece, and gives up rather than guess across a sentence.
*/
#include "quote/cues.h"

#include "quote/lexicon.h"
#include "quote/names.h"

#include <string.h>

enum { NOMINAL_WORDS = 6, ANTECEDENT_PIECES = 10, APPOSITION_REACH = 6 };

static const struct piece *at(const struct passage *p, size_t i) {
  static const struct piece none = {.type = PIECE_STOP};
  return i < p->count ? &p->items[i] : &none;
}

static bool has(const struct passage *p, size_t i, uint32_t flags) {
  return (at(p, i)->flags & flags) != 0;
}

bool cue_same_word(const struct passage *p, size_t i, const char *word) {
  const struct piece *w = &p->items[i];
  size_t len = strlen(word);
  if (w->end - w->begin != len) return false;
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

static bool is_single_name(const struct passage *p, size_t i) {
  return at(p, i)->type == PIECE_NAME && !at(p, i)->possessive;
}

/* "such as Lee", "like Lee" behind the noun that ends before i: the piece of the name, or
** 0. */
static size_t example(const struct passage *p, size_t i) {
  size_t name = cue_word_is(p, i, "such") && cue_word_is(p, i + 1, "as") ? i + 2 : 0;
  if (name == 0 && cue_word_is(p, i, "like")) name = i + 1;
  return name > 0 && i > 0 && is_single_name(p, name) &&
                 p->text.ptr[at(p, i - 1)->end - 1] == 's'
             ? name
             : 0;
}

/* "historians such as Lee", before i: the noun's number is the verb's. */
static bool ends_example(const struct passage *p, size_t i) {
  return (i > 2 && example(p, i - 2) == i - 1) || (i > 3 && example(p, i - 3) == i - 1);
}

/* "critics argue", "to argue", "they argue", "Lee and Carr argue", "critics like Lee
** argue". */
static bool may_precede_base(const struct passage *p, size_t i) {
  const struct piece *before = at(p, i - 1);
  if (before->type == PIECE_NAME)
    return (i > 1 && has(p, i - 2, LEX_CONJUNCTION)) || ends_example(p, i);
  if (before->type != PIECE_WORD) return true;
  if (before->flags & LEX_POSSESSIVE) return false;
  if (before->flags & (LEX_PRONOUN | LEX_MODAL | LEX_CONJUNCTION | LEX_RELATIVE))
    return true;
  if (cue_word_is(p, i - 1, "to") || cue_word_is(p, i - 1, "both") ||
      cue_word_is(p, i - 1, "not") || is_adverb(p, i - 1))
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

/* "right in arguing", "quotes Lee as saying": what governs a gerund that reports. */
static bool is_gerund(const struct passage *p, size_t i) {
  return has(p, i, LEX_ING) &&
         (cue_word_is(p, i - 1, "in") || cue_word_is(p, i - 1, "by") ||
          cue_word_is(p, i - 1, "as"));
}

bool cue_is_verb(const struct passage *p, size_t i) {
  const struct piece *w = at(p, i);
  if (w->type != PIECE_WORD || !(w->flags & LEX_VERB) || w->possessive) return false;
  if (i == 0)
    return !w->starts || ((w->flags & LEX_PARTICIPLE) && cue_word_is(p, 1, "by"));
  const struct piece *before = at(p, i - 1);
  if (is_french_perfect(p, i)) return true;
  if (i > 1 && cue_word_is(p, i - 1, "both") && at(p, i - 2)->type == PIECE_NAME)
    return true;
  if (before->end - before->begin == 1 && cue_word_is(p, i - 1, "l")) return true;
  if (before->flags & LEX_NEVER_NAME && before->capital && !(w->flags & LEX_PAST) &&
      at(p, i + 1)->type != PIECE_NAME)
    return false; /* "British claims" */
  if (before->possessive && before->type != PIECE_QUOTE) return false;
  if ((w->flags & LEX_BASE) && !(w->flags & LEX_PAST) && !may_precede_base(p, i))
    return false; /* "the puppet state" */
  if (before->type != PIECE_WORD) return true;
  if ((before->flags & LEX_PRONOUN) && !(before->flags & LEX_POSSESSIVE)) return true;
  if (is_gerund(p, i)) return true;
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

/* "the Cambridge historian" */
static bool is_modifier(const struct passage *p, size_t name) {
  if (name > 0 && has(p, name - 1, LEX_ROLE)) return false;
  if (at(p, name)->plural && !has(p, name + 1, LEX_ROLE | LEX_NOUN)) return false;
  return !at(p, name)->possessive && is_content(p, name + 1) &&
         !at(p, name + 1)->capital && !is_adverb(p, name + 1);
}

/* "and others", "et al." behind the name that ends before i: the piece after it, or i. */
static size_t behind_others(const struct passage *p, size_t i) {
  if (cue_word_is(p, i, "and") && cue_word_is(p, i + 1, "others")) return i + 2;
  if (!cue_word_is(p, i, "et") || !cue_word_is(p, i + 1, "al")) return i;
  bool stop = at(p, i + 2)->type == PIECE_OTHER &&
              at(p, i + 2)->begin == at(p, i + 1)->end;
  return stop ? i + 3 : i + 2;
}

/* What may follow "Lee and Pym" if the two are one: no verb of Pym's own. */
static bool ends_phrase(const struct passage *p, size_t i) {
  if (at(p, i)->type == PIECE_NAME) return false;
  if (at(p, i)->type != PIECE_WORD) return true;
  const uint32_t verb = LEX_VERB | LEX_BE | LEX_HAVE | LEX_MODAL;
  const uint32_t task = LEX_PREPOSITION | LEX_RELATIVE | LEX_FUNCTION;
  return !has(p, i, verb) && has(p, i, task);
}

/* "Lee" that begins at who becomes "Lee and Pym" or "Lee and others". */
static void add_partner(const struct passage *p, struct who *who) {
  size_t i = who->end, others = behind_others(p, i);
  if (who->type != WHO_NAME || at(p, who->piece)->possessive) return;
  if (others > i)
    who->end = others;
  else if (cue_word_is(p, i, "and") && is_single_name(p, i + 1) && ends_phrase(p, i + 2))
    who->end = i + 2;
  who->mention.end = at(p, who->end - 1)->end;
}

size_t cue_people(const struct passage *p, const struct who *who, size_t names[2]) {
  size_t n = who->end - who->piece;
  names[0] = who->piece;
  names[1] = who->end - 1;
  if (n == 1 || behind_others(p, who->piece + 1) == who->end) return 1;
  return n == 3 && cue_word_is(p, who->piece + 1, "and") ? 2 : 0;
}

static bool is_pronoun_alone(const struct passage *p, size_t i) {
  return has(p, i, LEX_PRONOUN) && !has(p, i + 1, LEX_ROLE) &&
         !(has(p, i, LEX_DETERMINER) &&
           (is_content(p, i + 1) || at(p, i + 1)->type == PIECE_NAME));
}

/* The phrase at i without what may follow it. */
static bool bare_phrase(const struct passage *p, size_t i, struct who *who) {
  size_t start = i;
  bool article = has(p, i, LEX_DETERMINER) && at(p, i)->type == PIECE_WORD;
  if (article) i++;
  size_t words = 0;
  bool modified = false; /* "the Cambridge historian" */
  while (words < NOMINAL_WORDS) {
    bool name = article && at(p, i)->type == PIECE_NAME && is_modifier(p, i);
    if (!name && (!is_content(p, i) || is_adverb(p, i))) break;
    if (words > 0 && example(p, i) > 0) break;
    modified |= name;
    i++;
    words++;
    if (at(p, i - 1)->possessive && !article) return false;
  }
  size_t named = words > 0 ? example(p, i) : 0;
  if (named > 0) {
    who_set(p, who, named, named + 1, WHO_NAME);
    return true;
  }
  if (modified && !has(p, i - 1, LEX_ROLE | LEX_NOUN)) return false;
  if (at(p, i)->type == PIECE_NAME && !(article && is_modifier(p, i)) &&
      (words == 0 || has(p, i - 1, LEX_ROLE) || article)) {
    who_set(p, who, i, i + 1, WHO_NAME);
    return true;
  }
  if (!article || words == 0) return false;
  who_set(p, who, start, i, WHO_NOMINAL);
  return true;
}

bool cue_noun_phrase(const struct passage *p, size_t i, struct who *who) {
  if (is_pronoun_alone(p, i)) {
    who_set(p, who, i, i + 1, WHO_PRONOUN);
    return true;
  }
  if (!bare_phrase(p, i, who)) return false;
  add_partner(p, who);
  return true;
}

/* Behind "in London", if that is what stands at i. */
static size_t skip_place(const struct passage *p, size_t i, size_t to) {
  if (!has(p, i, LEX_PREPOSITION)) return i;
  size_t end = i + 1;
  while (end < i + 5 && end < to && at(p, end)->type != PIECE_COMMA) end++;
  return end;
}

void cue_prefer_apposition(const struct passage *p, size_t to, bool loose,
                           struct who *who) {
  struct who named;
  bool office = who->type == WHO_NOMINAL ||
                (who->type == WHO_NAME && who->end == who->piece + 1 &&
                 has(p, who->piece, LEX_ROLE) && !at(p, who->piece)->possessive);
  size_t comma = office ? skip_place(p, who->end, to) : to;
  if (at(p, comma)->type != PIECE_COMMA) return;
  for (size_t i = comma + 1; i < to && i < comma + APPOSITION_REACH; i++) {
    if (at(p, i)->type == PIECE_COMMA || has(p, i, LEX_RELATIVE)) return;
    if (!loose && has(p, i, LEX_PREPOSITION | LEX_CONJUNCTION)) return;
    if (at(p, i)->type != PIECE_NAME || !cue_noun_phrase(p, i, &named)) continue;
    uint8_t next = at(p, named.end)->type;
    if (next == PIECE_COMMA || next == PIECE_STOP) *who = named;
    return;
  }
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
    return i > from + 2 && has(p, i - 3, LEX_PREPOSITION) && /* "in Rome and Berlin" */
           !cue_word_is(p, i - 3, "as");
  if (i > from + 1 && example(p, i - 1) == i) return false; /* "historians like Lee" */
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
        nominal.type == WHO_NOMINAL &&
        (at(p, nominal.end)->type == PIECE_COMMA ||
         (has(p, nominal.end, LEX_PREPOSITION) && has(p, nominal.end - 1, LEX_ROLE)))) {
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
    if (i > from && cue_word_is(p, i - 1, "not")) continue; /* "Lee, not Pym, who" */
    who_set(p, who, i, i + 1, WHO_NAME);
    return true;
  }
  return false;
}

/* Whether a name at i begins its clause, so that what stands before it is no part of the
** phrase. */
static bool begins_clause(const struct passage *p, size_t from, size_t i) {
  while (i > from && has(p, i - 1, LEX_ROLE | LEX_DETERMINER | LEX_NEVER_NAME)) i--;
  if (i == from || at(p, i - 1)->type != PIECE_WORD)
    return i == from || at(p, i - 1)->type != PIECE_NAME;
  if (has(p, i - 1, LEX_PREPOSITION)) return cue_word_is(p, i - 1, "as");
  return has(p, i - 1, LEX_FUNCTION | LEX_RELATIVE | LEX_ADVERB);
}

/* A verb that can have two subjects: "Lee and Pym argue". */
static bool is_plural_verb(const struct passage *p, size_t v) {
  for (size_t i = v; i + 3 > v && i > 0; i--)
    if (cue_word_is(p, i, "has") || cue_word_is(p, i, "is") || cue_word_is(p, i, "was") ||
        cue_word_is(p, i, "does"))
      return false;
  return (at(p, v)->flags & (LEX_BASE | LEX_PAST | LEX_PARTICIPLE)) != 0;
}

/* The name whose "and others", "et al." ends before i, or i. */
static size_t before_others(const struct passage *p, size_t from, size_t i) {
  for (size_t words = 2; words < 4; words++)
    if (i > from + words && is_single_name(p, i - words - 1) &&
        behind_others(p, i - words) == i)
      return i - words - 1;
  return i;
}

/* The subject that ends with the name before i: "Lee and Pym argue". */
static void add_partner_before(const struct passage *p, size_t from, size_t v,
                               struct who *who) {
  size_t i = who->piece;
  if (i < from + 2 || !cue_word_is(p, i - 1, "and") || !is_single_name(p, i - 2)) return;
  if (!is_plural_verb(p, v) || !begins_clause(p, from, i - 2)) return;
  size_t end = who->end;
  who_set(p, who, i - 2, i - 1, WHO_NAME);
  who->end = end;
  who->mention.end = at(p, end - 1)->end;
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
    bool others = has(p, i - 1, LEX_ROLE | LEX_MALE | LEX_FEMALE) &&
                  !has(p, i - 1, LEX_NOUN); /* "Lee's critics": not Lee */
    who_set(p, who, k - 1, others ? i : k, others ? WHO_NOMINAL : WHO_NAME);
    return true;
  }
  if (before->type == PIECE_NAME && k > from + 1 && has(p, i - 1, LEX_NOUN | LEX_ROLE)) {
    k--; /* "a Foreign Office memorandum" */
    before = at(p, k - 1);
  }
  if (!has(p, k - 1, LEX_DETERMINER) || before->type != PIECE_WORD) return false;
  if (k - 1 > from && has(p, k - 2, LEX_PREPOSITION)) return false;
  who_set(p, who, k - 1, i, WHO_NOMINAL);
  return true;
}

/* "does not argue" */
static bool is_denial(const struct passage *p, size_t from, size_t i) {
  return i > from && cue_word_is(p, i, "not") && has(p, i - 1, LEX_MODAL | LEX_HAVE);
}

/* "la ha descrito", "l'ha definita", "l'écrit": the object before a Romance verb. */
static bool is_clitic(const struct passage *p, size_t from, size_t i) {
  static const char *const words[] = {"l", "la", "le", "lo", "les", "las", "los", "li"};
  if (i == from || at(p, i - 1)->type != PIECE_NAME || at(p, i)->capital) return false;
  for (size_t k = 0; k < sizeof words / sizeof *words; k++)
    if (cue_word_is(p, i, words[k])) return true;
  return false;
}

/* "Lee himself argued", "Lee and Kim both argue" */
static bool is_emphatic(const struct passage *p, size_t from, size_t i) {
  static const char *const words[] = {"himself", "herself", "themselves", "both", "each"};
  if (i == from || at(p, i - 1)->type != PIECE_NAME) return false;
  for (size_t k = 0; k < sizeof words / sizeof *words; k++)
    if (cue_word_is(p, i, words[k])) return true;
  return false;
}

/* "An article by Lee argues" */
static bool is_author(const struct passage *p, size_t from, size_t name) {
  return name > from + 1 && cue_word_is(p, name - 1, "by") &&
         has(p, name - 2, LEX_NOUN | LEX_WORK);
}

/* "Lee's Peacemakers argues": a title without marks, and its author before it. */
static bool is_work_of(const struct passage *p, size_t from, size_t name) {
  const uint32_t person = LEX_TITLE | LEX_MALE | LEX_FEMALE | LEX_ROLE;
  return name > from && at(p, name - 1)->type == PIECE_NAME &&
         at(p, name - 1)->possessive && !has(p, name, person) &&
         !has(p, name - 1, LEX_PLACE);
}

/* The first piece of "has never been able to" before the verb v. */
static size_t predicate_begin(const struct passage *p, size_t from, size_t v) {
  size_t i = v;
  if (is_french_perfect(p, v)) i--;
  while (i > from &&
         (is_adverb(p, i - 1) || has(p, i - 1, LEX_HAVE | LEX_MODAL | LEX_BE) ||
          cue_word_is(p, i - 1, "to") || is_denial(p, from, i - 1) ||
          is_clitic(p, from, i - 1) || is_emphatic(p, from, i - 1)))
    i--;
  return i;
}

bool cue_subject(const struct passage *p, size_t from, size_t v, struct who *who,
                 bool *relative) {
  *relative = false;
  size_t i = predicate_begin(p, from, v);
  bool bare = true; /* "ministers agreed", but not "seems to agree" */
  for (size_t k = i; k < v; k++) bare &= !cue_word_is(p, k, "to");
  if (i > from + 1 && has(p, v, LEX_ING) && cue_word_is(p, i - 1, "as") &&
      is_single_name(p, i - 2)) { /* "quotes Lee as saying" */
    who_set(p, who, i - 2, i - 1, WHO_NAME);
    return true;
  }
  if (i == from) return false;
  const struct piece *w = at(p, i - 1);
  size_t led = before_others(p, from, i);
  if (led < i) {
    who_set(p, who, led, led + 1, WHO_NAME);
    add_partner(p, who);
    return true;
  }
  if (w->type == PIECE_NAME && !w->possessive &&
      (is_author(p, from, i - 1) || !is_governed(p, from, i - 1))) {
    size_t name = is_work_of(p, from, i - 1) ? i - 2 : i - 1;
    who_set(p, who, name, name + 1, WHO_NAME);
    add_partner_before(p, from, v, who);
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
    if (bare && is_content(p, i - 1) && p->text.ptr[w->end - 1] == 's' &&
        !w->possessive) {
      who_set(p, who, i - 1, i, WHO_NOMINAL); /* "ministers agreed" */
      return true;
    }
  }
  if (!cue_main_subject(p, from, i, who)) return false;
  cue_prefer_apposition(p, v, false, who);
  /* ", nicknamed the 'x'" is no predicate of the subject unless an aside ended there:
  ** "Lee, a veteran, called". */
  bool past = has(p, v, LEX_PARTICIPLE) && w->type == PIECE_COMMA;
  size_t end = who->end;
  while (is_content(p, end)) end++; /* "the Courant's own reporter, whom" */
  uint8_t next = at(p, end)->type;
  return !past || next == PIECE_COMMA || next == PIECE_OPEN || next == PIECE_DASH;
}
