#ifndef ASSAY_QUOTE_VOCATIVES_H
#define ASSAY_QUOTE_VOCATIVES_H
/*
** vocatives.h - people whom somebody's words call by name: "Lucy, come here", "No, Mr
** Pym!". Whoever is called so does not speak, and is likely to speak next.
*/
#include "quote/people.h"

enum { VOCATIVES = 3 };

/* Writes up to VOCATIVES people to out, without repeats, and their number to *count. A
** name that the narration never uses is registered when nothing but a vocative can stand
** there: "Do come, Jake". Fails with ASSAY_ENOMEM. */
assay_status vocatives_find(struct people *people, assay_str words,
                            uint32_t out[VOCATIVES], uint32_t *count, assay_error *err);

#endif
