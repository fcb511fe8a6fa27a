#ifndef ASSAY_TEXT_TAILOR_H
#define ASSAY_TEXT_TAILOR_H
/*
** tailor.h - what users ask a token to be beyond UAX #29: neighbours joined, elisions
** split. README.md in this folder has every rule with examples.
*/
#include "text/tokens.h"

/* Changes the tokens of the rule word/1 as the bits of enum assay_cut in `cut` say.
** Joins are made in place and take no memory; splits make room once. Time is linear in
** the text. text is what the tokens were cut from. Fails with ASSAY_ENOMEM; the tokens
** are then good for nothing but tokens_free. */
assay_status tailor_tokens(uint32_t cut, assay_str text, struct token_columns *tokens,
                           assay_error *err);

/* A stage of it: joins what each call groups. Given the first of the tokens that are
** left, a rule returns the one after the last of its group, and may change *kind,
** which is the kind of the first token. */
typedef size_t tailor_rule(assay_str text, const struct token_columns *tokens,
                           size_t first, uint8_t *kind);
void tailor_join(tailor_rule *rule, assay_str text, struct token_columns *tokens);

/* -- Stages that have a file of their own -------------------------------------------- */

tailor_rule tailor_number;                                     /* tailor_numbers.c */
void tailor_web(assay_str text, struct token_columns *tokens); /* tailor_web.c */
void tailor_attach(assay_str text,
                   struct token_columns *tokens); /* tailor_apostrophes.c */
assay_status tailor_elide(assay_str text, struct token_columns *tokens,
                          assay_error *err); /* tailor_apostrophes.c */

/* -- Looking at tokens --------------------------------------------------------------- */

static inline assay_str tailor_text(assay_str text, const struct token_columns *t,
                                    size_t i) {
  assay_str s = {text.ptr + t->begin[i], t->end[i] - t->begin[i]};
  return s;
}

/* Whether token i exists and nothing stands between it and the one before. */
static inline bool tailor_touches(const struct token_columns *t, size_t i) {
  return i > 0 && i < t->count && t->begin[i] == t->end[i - 1];
}

/* Whether token i exists and is that one byte. */
static inline bool tailor_is(assay_str text, const struct token_columns *t, size_t i,
                             char c) {
  return i < t->count && t->end[i] - t->begin[i] == 1 && text.ptr[t->begin[i]] == c;
}

static inline bool tailor_is_word(const struct token_columns *t, size_t i) {
  return i < t->count && t->kind[i] == ASSAY_TOKEN_WORD;
}

static inline bool tailor_is_running(const struct token_columns *t, size_t i) {
  return i < t->count && t->kind[i] <= ASSAY_TOKEN_NUMBER;
}

/* ', U+2019: those that stand for an apostrophe inside words. */
bool tailor_is_apostrophe(assay_str token);
/* The hyphens that folding unites. */
bool tailor_is_hyphen(assay_str token);
/* The word, of ASCII letters in any case, is in a sorted, LF-separated list. */
bool tailor_in_list(assay_str word, const char *const *list, size_t count);

#endif
