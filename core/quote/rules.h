#ifndef ASSAY_QUOTE_RULES_H
#define ASSAY_QUOTE_RULES_H
/*
** rules.h - the rules that find who is quoted, in the order in which they are asked.
** A rule looks at one quotation in its passage and answers with a finding. To add one:
** write a pattern of words into lexicon.txt, or, if words do not do, a function of type
** quote_rule in rules_after.c (what follows the quotation) or rules_before.c, and name it
** in the list of rules.c.
*/
#include "quote/cues.h"

struct finding {
  const char *rule; /* its name, constant */
  float weight;     /* of the rule's confidence; 1 as a rule */
  struct who who;
  assay_span cue;
};

struct scene { /* one quotation in its surroundings */
  const struct passage *passage;
  const struct drafts *drafts;
  size_t quote;     /* its piece */
  size_t from, to;  /* pieces of its sentence, half-open */
  bool comma_after; /* a comma or dash stands between it and what follows */
  bool open_ended;  /* its words end with , ? ! or a dash: a clause may follow */
  size_t after;     /* first piece after that comma */
};

typedef bool quote_rule(const struct scene *scene, struct finding *out);

/* Sets up the scene of the quotation at piece `quote`. */
void scene_set(struct scene *scene, const struct passage *p, const struct drafts *drafts,
               size_t quote);
/* The first rule that answers, or false. */
bool rules_apply(const struct scene *scene, struct finding *out);

quote_rule rule_according_after, rule_verb_name_after, rule_name_verb_after,
    rule_passive_after, rule_verb_final, rule_phrase_after, rule_signature_after,
    rule_author_date, rule_possessor, rule_before, rule_before_semicolon,
    rule_verb_adjacent, rule_pattern;

#endif
