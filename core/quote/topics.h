#ifndef ASSAY_QUOTE_TOPICS_H
#define ASSAY_QUOTE_TOPICS_H
/*
** topics.h - people lately spoken of, and whom of them a pronoun means. Times are counted
** in pieces, from 1: a pronoun means somebody named before it, though others were named
** between it and the words that it reports.
*/
#include "quote/people.h"

struct topic {
  uint32_t person;
  uint32_t last, before; /* when he was named last and the time before; 0 for never */
};

enum { TOPICS = 8 };

struct topics { /* newest first */
  struct topic items[TOPICS];
  size_t count;
};

/* The person is spoken of at `now`. */
void topics_push(struct topics *topics, uint32_t person, uint32_t now);
/* The one lately spoken of before `now` whom a pronoun with these lexeme flags fits, or
** PERSON_NONE. */
uint32_t topics_find(const struct topics *topics, const struct people *people,
                     uint32_t flags, uint32_t now);
/* The n-th person before `now`, from 0, newest first, or PERSON_NONE. */
uint32_t topics_nth(const struct topics *topics, size_t n, uint32_t now);
/* The newest two, if one "and" stood between them. */
bool topics_pair(const struct topics *topics, uint32_t now, uint32_t *first,
                 uint32_t *second);
/* How well a person fits a pronoun: 0 not at all, 2 when the gender is known or he has
** spoken before. */
int person_fits(const struct person *person, uint32_t flags);

#endif
