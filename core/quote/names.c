/*
** names.c - joining the pieces of names, one pass, no list of names needed.
** A capital at the start of a sentence proves nothing by itself: such a word becomes a
** name (piece.starts stays set), and the register of people decides whether it is one.
*/
#include "quote/names.h"

#include "quote/lexicon.h"

enum {
  LITTLE = LEX_PRONOUN | LEX_POSSESSIVE | LEX_DETERMINER | LEX_PREPOSITION |
           LEX_CONJUNCTION | LEX_FUNCTION | LEX_ADVERB | LEX_BE | LEX_HAVE | LEX_MODAL |
           LEX_RELATIVE,
  ANNOUNCES = LEX_TERM | LEX_WORK | LEX_SLOGAN
};

static const struct piece *piece_at(const struct passage *p, size_t i) {
  static const struct piece none = {.type = PIECE_STOP};
  return i < p->count ? &p->items[i] : &none;
}

/* A capitalised word that can stand in a name. */
static bool is_name_word(const struct piece *w) {
  if (w->type != PIECE_WORD || !w->capital) return false;
  if (w->initial) return true;                            /* "A." is no article */
  if (w->starts && (w->flags & LEX_ANCHOR)) return false; /* "Selon", "Laut" */
  if (w->flags & LEX_PARTICLE) return true;
  if (w->flags & (LEX_PRONOUN | LEX_POSSESSIVE)) return false;
  return (w->flags & LITTLE) == 0 || (w->flags & (LEX_MALE | LEX_FEMALE)) != 0;
}

static bool may_end(const struct piece *w) {
  return is_name_word(w) && !w->initial &&
         ((w->flags & LEX_PARTICLE) == 0 || (w->flags & LITTLE) == 0);
}

static bool is_lower_particle(const struct passage *p, size_t i) {
  const struct piece *w = piece_at(p, i), *next = piece_at(p, i + 1);
  return w->type == PIECE_WORD && !w->capital && !w->possessive &&
         (w->flags & LEX_PARTICLE) != 0 &&
         (is_name_word(next) ||
          (next->type == PIECE_WORD && (next->flags & LEX_PARTICLE) != 0 &&
           is_name_word(piece_at(p, i + 2))));
}

static bool is_full_stop(const struct passage *p, const struct piece *w) {
  return w->type == PIECE_OTHER && p->text.ptr[w->begin] == '.';
}

/* "Der Historiker": an article that a role follows. */
static bool is_article(const struct passage *p, size_t i) {
  return p->items[i].starts && (p->items[i].flags & LEX_DETERMINER) &&
         (piece_at(p, i + 1)->flags & LEX_ROLE);
}

/* The index after the name that begins at i, or i when none does. */
static size_t name_end(const struct passage *p, size_t i) {
  size_t at = i, end = i;
  if (is_article(p, i)) return i;
  while (at < p->count) {
    const struct piece *w = piece_at(p, at);
    if (is_name_word(w)) {
      at++;
      if ((w->initial || (w->flags & LEX_ABBREVIATION)) &&
          is_full_stop(p, piece_at(p, at)) && piece_at(p, at)->begin == w->end) {
        at++; /* an initial's or a title's full stop; no name ends there */
        continue;
      }
      if (may_end(w)) end = at;
      if (w->possessive) break;
    } else if (is_lower_particle(p, at) && (at > i || (w->flags & LITTLE) == 0)) {
      at++;
    } else {
      break;
    }
  }
  return end;
}

/* "von Hugo Pym", "en palabras de Pym": before a whole name and after a noun of speech,
** a particle is a preposition. */
static bool is_preposition(const struct passage *p, size_t i, size_t end) {
  size_t words = 0;
  if (!is_lower_particle(p, i)) return false;
  const struct piece *before = i > 0 ? &p->items[i - 1] : NULL;
  if (before && before->type == PIECE_WORD && !before->possessive &&
      ((before->flags & (LEX_NOUN | LEX_TERM)) ||
       (before->capital && !before->starts && (before->flags & LEX_FUNCTION))))
    return true;
  for (size_t k = i; k < end; k++) words += p->items[k].capital;
  return words > 1;
}

/* "Pipes argues", "Read was": a verb's form that is a surname, as a verb follows. */
static bool is_subject(const struct passage *p, size_t i) {
  const struct piece *next = piece_at(p, i + 1);
  if (p->items[i].flags & LEX_ING) return false;
  if (next->type == PIECE_COLON) return !(p->items[i].flags & LEX_BASE);
  if (next->type != PIECE_WORD || next->capital) return false;
  if (next->flags & (LEX_BE | LEX_HAVE | LEX_MODAL)) return true;
  return (next->flags & LEX_VERB) && !(next->flags & (LEX_BASE | LEX_ING | LEX_NOUN));
}

/* One capitalised word that is only that: Monday, a sentence's first word that reports or
** refers ("Note", "Reading"). */
static bool is_no_name(const struct passage *p, size_t i, size_t end) {
  const struct piece *w = &p->items[i];
  if (end - i > 1) return false;
  if (w->flags & LEX_NEVER_NAME && !(w->flags & (LEX_MALE | LEX_FEMALE))) return true;
  if (w->flags & (LEX_PARTICLE | LEX_TITLE) && (w->flags & LITTLE)) return true;
  if (!w->starts || (w->flags & (LEX_MALE | LEX_FEMALE))) return false;
  if (w->flags & (LEX_NOUN | LEX_TERM | LEX_WORK)) return true;
  return (w->flags & LEX_VERB) && !is_subject(p, i);
}

/* Where the name itself begins in the words [i, end): behind "Historian", "Foreign
** Minister". A title alone ("President Pym") is part of the name. */
static size_t behind_office(const struct passage *p, size_t i, size_t end) {
  size_t begin = i;
  for (size_t k = i; k + 1 < end; k++) {
    uint32_t flags = p->items[k].flags;
    if (!(flags & LEX_ROLE) || p->items[k].possessive) continue;
    const uint32_t own = LEX_TITLE | LEX_MALE | LEX_FEMALE;
    bool office = k > i && !(p->items[k - 1].flags & own) && p->items[k - 1].capital &&
                  p->items[k - 1].type == PIECE_WORD;
    if ((flags & LEX_TITLE) == 0 || office) begin = k + 1;
  }
  return begin;
}

/* "Great Britain", "the Soviet Union": nothing but places and words that are no names. */
static bool is_place(const struct passage *p, size_t i, size_t end) {
  for (size_t k = i; k < end; k++) {
    uint32_t flags = p->items[k].flags;
    if (!(flags & (LEX_PLACE | LEX_NEVER_NAME)) || (flags & (LEX_MALE | LEX_FEMALE)))
      return false;
  }
  return true;
}

static struct piece join(const struct passage *p, size_t i, size_t end) {
  struct piece name = p->items[i];
  name.type = PIECE_NAME;
  name.end = p->items[end - 1].end;
  name.possessive = p->items[end - 1].possessive;
  name.initial = false;
  name.plural = end - i > 1;
  name.flags = 0;
  for (size_t k = i; k < end; k++)
    name.flags |= p->items[k].flags & (LEX_TITLE | LEX_MALE | LEX_FEMALE | LEX_PLACE);
  if (end - i > 1 && !is_place(p, i, end)) name.flags &= ~(uint32_t)LEX_PLACE;
  if (end - i == 1)
    name.flags |= p->items[i].flags & ANNOUNCES;    /* "dem Motto" is a noun */
  name.flags |= p->items[end - 1].flags & LEX_ROLE; /* an office */
  return name;
}

/* Behind "(1939)", "(1939: 12)", "(1892-1982)" at i, or i: what is added to a name. */
static size_t behind_year(const struct passage *p, size_t i) {
  enum { MOST = 8 };
  const struct piece *year = piece_at(p, i + 1);
  if (piece_at(p, i)->type != PIECE_OPEN || year->type != PIECE_NUMBER) return i;
  if (year->end - year->begin < 4) return i;
  for (size_t k = i + 2; k < i + MOST; k++) {
    const struct piece *w = piece_at(p, k);
    if (w->type == PIECE_CLOSE) return k + 1;
    bool page = w->type == PIECE_WORD && w->end - w->begin <= 2; /* "pp" */
    if (!page && w->type != PIECE_NUMBER && w->type != PIECE_COLON &&
        w->type != PIECE_COMMA && w->type != PIECE_DASH && w->type != PIECE_OTHER)
      return i;
  }
  return i;
}

void names_join(struct passage *p) {
  size_t kept = 0;
  for (size_t i = 0; i < p->count;) {
    const struct piece *w = &p->items[i];
    if (!w->capital && !(w->flags & LEX_PARTICLE)) { /* most words */
      if (kept < i) p->items[kept] = *w;
      kept++;
      i++;
      continue;
    }
    size_t end = name_end(p, i);
    if (end > i && (is_no_name(p, i, end) || is_preposition(p, i, end))) end = i;
    for (size_t name = end > i ? behind_office(p, i, end) : i; i < name; i++)
      p->items[kept++] = p->items[i];
    p->items[kept++] = end > i ? join(p, i, end) : p->items[i];
    i = end > i ? behind_year(p, end) : i + 1;
  }
  p->count = kept;
}

uint32_t name_mention_begin(const struct passage *p, size_t name) {
  size_t i = name;
  while (i > 0 && i + 3 > name && p->items[i - 1].type == PIECE_WORD &&
         !p->items[i - 1].possessive &&
         ((p->items[i - 1].flags & LEX_ROLE) != 0 ||
          (i < name && p->items[i - 1].capital && p->items[i - 1].flags == 0)))
    i--;
  return p->items[i].begin;
}
