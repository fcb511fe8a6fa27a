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
  if (w->starts && (w->flags & LEX_ANCHOR)) return false; /* "Selon", "Laut" */
  if (w->flags & LEX_PARTICLE) return true;
  if (w->initial) return true;
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

/* The index after the name that begins at i, or i when none does. */
static size_t name_end(const struct passage *p, size_t i) {
  size_t at = i, end = i;
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

/* "von Hugo Pym": before a whole name, "von" is a preposition. */
static bool is_preposition(const struct passage *p, size_t i, size_t end) {
  size_t words = 0;
  if (!is_lower_particle(p, i)) return false;
  for (size_t k = i; k < end; k++) words += p->items[k].capital;
  return words > 1;
}

/* One capitalised word that is only that: Monday, a sentence's first word that reports or
** refers ("Note", "Reading"). */
static bool is_no_name(const struct passage *p, size_t i, size_t end) {
  const struct piece *w = &p->items[i];
  if (end - i > 1) return false;
  if (w->flags & LEX_NEVER_NAME && !(w->flags & (LEX_MALE | LEX_FEMALE))) return true;
  if (w->flags & (LEX_PARTICLE | LEX_TITLE) && (w->flags & LITTLE)) return true;
  return w->starts && (w->flags & (LEX_VERB | LEX_NOUN | LEX_TERM | LEX_WORK)) != 0 &&
         !(w->flags & (LEX_MALE | LEX_FEMALE));
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
  if (end - i > 1)
    name.flags &= ~(uint32_t)LEX_PLACE;
  else
    name.flags |= p->items[i].flags & ANNOUNCES; /* "dem Motto" is a noun */
  return name;
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
    p->items[kept++] = end > i ? join(p, i, end) : p->items[i];
    i = end > i ? end : i + 1;
  }
  p->count = kept;
}

uint32_t name_mention_begin(const struct passage *p, size_t name) {
  size_t i = name;
  while (i > 0 && i + 3 > name && p->items[i - 1].type == PIECE_WORD &&
         !p->items[i - 1].possessive && (p->items[i - 1].flags & LEX_ROLE) != 0)
    i--;
  return p->items[i].begin;
}
