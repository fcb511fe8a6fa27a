#ifndef ASSAY_TEXT_TOKENIZER_H
#define ASSAY_TEXT_TOKENIZER_H
/*
** tokenizer.h - which segments are tokens, and of which kind: the rule word/1, or a
** user's regular expression. Made by assay_tokenizer_new; see assay.h.
*/
#include "text/language.h"
#include "text/tokens.h"

struct token {
  uint32_t begin, end; /* bytes, half-open */
  assay_token_kind kind;
};

/* Puts the tokens of valid UTF-8 of less than 4 GiB into out, which is empty.
** tokenizer NULL: word/1. word/1    : the segments of UAX #29 (words.h) that are not
** space; then what the tokenizer was told to join and to split (tailor.h). regex:... :
** the matches of the pattern that are not empty; the kind of each follows from what it
** holds, as in words.h, and white space is a symbol. A regex takes memory from the
** tokenizer's allocator, which must allow that from any thread that shares the
** tokenizer. Fails with ASSAY_ENOMEM, with ASSAY_ELIMIT on a longer text, or as
** regex_find and tailor_tokens do; out then has some of the tokens. */
assay_status tokenizer_cut(const assay_tokenizer *tokenizer, assay_str text,
                           struct token_columns *out, assay_error *err);

/* Receives the tokens in order; false stops (out of memory). */
typedef bool token_sink(void *ctx, const struct token *token);
/* The same one by one, in memory from the tokenizer's allocator. Fails with ASSAY_ENOMEM
** also when the sink stopped. */
assay_status tokenizer_run(const assay_tokenizer *tokenizer, assay_str text,
                           token_sink *sink, void *ctx, assay_error *err);

/* The language in which the text's sentences are cut: the one asked for, else a guess. */
enum language tokenizer_language(const assay_tokenizer *tokenizer, assay_str text);

#endif
