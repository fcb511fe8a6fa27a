#ifndef ASSAY_QUOTE_KINDS_H
#define ASSAY_QUOTE_KINDS_H
/*
** kinds.h - what a marked span is: somebody's words, or a term, a title, a slogan.
*/
#include "quote/rules.h"

/* What the words say by themselves. */
struct shape {
  assay_str text;
  uint32_t words;  /* counted as far as it matters */
  bool capital;    /* begins with a capital */
  bool title_case; /* every longer word does; at least two words */
  bool exclaims;   /* ends with ? or ! */
  bool terminal;   /* ... or with a full stop */
};

void shape_read(assay_str words, struct shape *out);
/* shape.capital alone: whether the first letter or figure is a capital or a figure. */
bool shape_is_capital(assay_str words);
/* A reporting verb or an auxiliary is among the words. */
bool shape_has_verb(const struct shape *shape);
/* The rule of a quotation whose kind was announced. */
extern const char kind_rule_announced[];

/* Whether the words before the quotation announce a term, a title or a slogan, so that
** nobody is quoted: "the word 'x'", "her book 'X'". Returns the kind, or -1. */
int kind_announced(const struct scene *scene, const struct shape *shape);
/* The kind of a quotation in marks, attributed (finding) or not (NULL). */
assay_quote_kind kind_decide(const struct scene *scene, const struct shape *shape,
                             const struct finding *finding);
/* Sets `said` of every draft, when all have their kinds: whether the marks hold
** somebody's words, or set apart a term, a title, a slogan or a name that nobody says.
** How the text as a whole uses its marks decides the doubtful ones. */
void kinds_settle(struct drafts *drafts, assay_str text);

#endif
