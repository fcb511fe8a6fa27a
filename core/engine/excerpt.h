#ifndef ASSAY_ENGINE_EXCERPT_H
#define ASSAY_ENGINE_EXCERPT_H
/*
** excerpt.h - showing where in a script something went wrong.
*/
#include "assay.h"
#include "base/buffer.h"

/* Appends the line of the source, and a caret under the name that the message quotes:
**
**     14 | local rows = text:kwick(term)
**        |                   ^^^^^
*/
void excerpt_add(struct buffer *out, assay_str source, uint32_t line, assay_str message);

#endif
