#ifndef ASSAY_TEXT_SENTENCES_SCAN_H
#define ASSAY_TEXT_SENTENCES_SCAN_H
/*
** sentences_scan.h - finds the next character that may end a sentence: one whose
** Sentence_Break is ATerm, STerm, Sep, CR or LF; and U+2026, the ellipsis.
** Inside sentences.c. Both functions give the same answer.
*/
#include "assay.h"

/* The first such byte at or after `at`, text.len if none. `at` is at the begin of a
** character of valid UTF-8. Sixteen bytes at a time with SSE2 and NEON. */
size_t sentences_scan(assay_str text, size_t at);
/* Byte by byte: the reference, and what other machines run. */
size_t sentences_scan_scalar(assay_str text, size_t at);

#endif
