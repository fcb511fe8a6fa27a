#ifndef ASSAY_CORPUS_QUALITY_H
#define ASSAY_CORPUS_QUALITY_H
/*
** quality.h - does a text look as if a machine had read it from paper, badly?
*/
#include "corpus/document.h"

/* Words that no writer wrote: digits among letters ("tbe1r", not "20th" or "B2B"), a
** small letter before a capital at the end ("thE"), and single consonants that stand
** alone. */
size_t quality_misread(const assay_document *d);

#endif
