#ifndef ASSAY_TEXT_WORDS_CUT_H
#define ASSAY_TEXT_WORDS_CUT_H
/*
** words_cut.h - the words of a whole text at once, as columns: the segments of words.h
** without white space, by the fastest code that the processor runs.
*/
#include "text/cpu.h"
#include "text/tokens.h"

/* Appends the segments of text that are not space. text is valid UTF-8 of less than
** 4 GiB. False when out of memory; then the columns hold some of them. */
bool words_cut(assay_str text, struct token_columns *out);
/* The same by a path that cpu_can. Every path gives the same tokens. */
bool words_cut_by(enum cpu_path path, assay_str text, struct token_columns *out);

/* -- Inside: the paths --------------------------------------------------------------- */

/* The reference: whole segments from *at, a boundary, until one ends at or after `until`
** or the text does. */
bool words_cut_scalar(assay_str text, size_t *at, size_t until,
                      struct token_columns *out);
bool words_cut_sse2(assay_str text, struct token_columns *out);
bool words_cut_avx2(assay_str text, struct token_columns *out);
bool words_cut_avx512(assay_str text, struct token_columns *out);
bool words_cut_neon(assay_str text, struct token_columns *out);

#endif
