#ifndef ASSAY_QUOTE_NAMES_H
#define ASSAY_QUOTE_NAMES_H
/*
** names.h - names of people and institutions, by their capitals.
*/
#include "quote/passage.h"

/* Joins titles, initials, forenames, particles and surnames into PIECE_NAME, in place. */
void names_join(struct passage *p);
/* Where the mention of the name begins: "historian Stephen Lee", "the Courier" include
** the role or article before it. */
uint32_t name_mention_begin(const struct passage *p, size_t name);

#endif
