#ifndef ASSAY_READ_ENTITIES_H
#define ASSAY_READ_ENTITIES_H
/*
** entities.h - what &eacute; and &nbsp; stand for: the character entities of HTML 4,
** which XHTML and older XML use without declaring them where a reader could see it.
*/
#include "assay.h"

/* The code point of a name without & and ;, or 0. The five of XML itself are not among
** them. Upper and lower case differ. */
uint32_t entity_find(assay_str name);

#endif
