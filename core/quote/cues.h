#ifndef ASSAY_QUOTE_CUES_H
#define ASSAY_QUOTE_CUES_H
/*
** cues.h - reading a clause: its reporting verb, its subject, the noun phrase after a
** preposition. Positions are indices into a passage's pieces.
*/
#include "quote/passage.h"

enum who_type { WHO_NAME, WHO_PRONOUN, WHO_NOMINAL };

struct who {    /* somebody as a clause names him */
  size_t piece; /* the name or pronoun, of "Lee and Pym" the first name; of a nominal
                ** its first word */
  size_t end;   /* the piece after it */
  enum who_type type;
  assay_span mention;
};

/* The words of a piece and of `word`, of whom the first letters are the same. */
bool cue_same_word(const struct passage *p, size_t i, const char *word);
/* Whether piece i is the word, which is given in small letters. */
static inline bool cue_word_is(const struct passage *p, size_t i, const char *word) {
  if (i >= p->count || p->items[i].type != PIECE_WORD) return false;
  return (p->text.ptr[p->items[i].begin] | 32) == (*word | 32) &&
         cue_same_word(p, i, word);
}
/* A reporting verb here, and not the noun of that form ("the claim"). */
bool cue_is_verb(const struct passage *p, size_t i);
/* "was described", "is often called". */
bool cue_is_passive(const struct passage *p, size_t i);
/* The noun phrase that begins at i: a name with its role or article, a pronoun, or an
** article with a few words. */
bool cue_noun_phrase(const struct passage *p, size_t i, struct who *who);
/* The subject of the verb at v, looked for in [from, v). *relative says that a "who" led
** to it. */
bool cue_subject(const struct passage *p, size_t from, size_t v, struct who *who,
                 bool *relative);
/* The first name in [from, to) that no preposition governs. */
bool cue_main_subject(const struct passage *p, size_t from, size_t to, struct who *who);
/* "Lee", where who says "Lee and others"; "Lee" and "Pym" of two: how many names, at most
** two, stand for single people. 0 for longer lists. */
size_t cue_people(const struct passage *p, const struct who *who, size_t names[2]);
/* The name in the apposition of an office ("the Foreign Minister, Ivan Lee,"), if who is
** one and such a name follows before `to`; a loose one may have other words before the
** name ("the older school, represented by Lee,"). */
void cue_prefer_apposition(const struct passage *p, size_t to, bool loose,
                           struct who *who);
/* Skips adverbs and auxiliaries from i on. */
size_t cue_skip_adverbs(const struct passage *p, size_t i);

#endif
