/*
** tokenizer.c - the rules that make tokens of text. Cuts only; the document keeps the
** tokens and gives them terms.
*/
#include "text/tokenizer.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "text/keys.h"
#include "text/regex.h"
#include "text/rule.h"
#include "text/tailor.h"
#include "text/utf8.h"
#include "text/words.h"
#include "text/words_cut.h"

#include <string.h>

struct assay_tokenizer {
  assay_allocator alloc;
  struct regex *regex; /* NULL: word/1 */
  uint32_t cut;        /* enum assay_cut */
  struct key_rule keys;
  bool guesses;           /* the language of each text */
  enum language language; /* else */
  struct buffer rule;     /* its name */
};

assay_status assay_tokenizer_new(assay_tokenizer **out,
                                 const assay_tokenizer_options *options,
                                 assay_error *err) {
  assay_tokenizer_options plain = ASSAY_TOKENIZER_OPTIONS_INIT;
  if (!options) options = &plain;
  if (options->size != sizeof *options)
    return error_set(err, ASSAY_EARG, "tokenizer options have size %u, not %zu",
                     options->size, sizeof *options);
  assay_allocator a = alloc_or_default(&options->allocator);
  assay_tokenizer *t = alloc_zero(&a, 1, sizeof *t);
  if (!t) return error_memory(err, sizeof *t);
  t->alloc = a;
  t->cut = options->cut;
  t->guesses = options->language.len == 0;
  buffer_init(&t->rule, &t->alloc, BUFFER_NO_CEILING);
  assay_status status = rule_check(options, &t->keys, err);
  if (status == ASSAY_OK && !t->guesses)
    status = rule_read_language(options->language, &t->language, err);
  if (status == ASSAY_OK) {
    rule_write(options, &t->keys, &t->rule);
    status = buffer_status(&t->rule, "the name of a tokenizer", err);
  }
  if (status == ASSAY_OK && options->regex.len > 0)
    status = regex_new(&t->regex, options->regex, &t->alloc, err);
  if (status == ASSAY_OK)
    *out = t;
  else
    assay_tokenizer_free(t);
  return status;
}

void assay_tokenizer_free(assay_tokenizer *tokenizer) {
  if (!tokenizer) return;
  assay_allocator a = tokenizer->alloc;
  regex_free(tokenizer->regex);
  buffer_free(&tokenizer->rule);
  alloc_free(&a, tokenizer, 1, sizeof *tokenizer);
}

assay_str assay_tokenizer_rule(const assay_tokenizer *tokenizer) {
  return tokenizer ? buffer_str(&tokenizer->rule) : str_from("word/1");
}

enum language tokenizer_language(const assay_tokenizer *tokenizer, assay_str text) {
  return tokenizer && !tokenizer->guesses ? tokenizer->language : language_guess(text);
}

struct key_rule key_rule_of(const assay_tokenizer *tokenizer) {
  struct key_rule plain = {ASSAY_FOLD_DEFAULT, NULL};
  return tokenizer ? tokenizer->keys : plain;
}

/* The byte after an empty match, so that the next search sees something new. */
static size_t after_empty(assay_str text, size_t at) {
  uint32_t cp;
  if (at >= text.len) return text.len + 1;
  return at + utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
}

static assay_status cut_by_regex(const assay_tokenizer *t, assay_str text,
                                 struct token_columns *out, assay_error *err) {
  struct regex_search *search;
  assay_status status = regex_search_new(&search, t->regex, &t->alloc, err);
  if (status != ASSAY_OK) return status;
  size_t at = 0;
  while (status == ASSAY_OK && at <= text.len) {
    assay_span match = {0, 0};
    bool found = false, space;
    status = regex_find(search, text, at, &match, &found, err);
    if (status != ASSAY_OK || !found) break;
    if (match.end <= match.begin) {
      at = after_empty(text, match.begin > at ? match.begin : at);
      continue;
    }
    assay_str piece = {text.ptr + match.begin, match.end - match.begin};
    if (!tokens_add(out, match.begin, match.end, words_kind(piece, &space)))
      status = error_memory(err, 0);
    at = match.end;
  }
  regex_search_free(search);
  return status;
}

assay_status tokenizer_cut(const assay_tokenizer *tokenizer, assay_str text,
                           struct token_columns *out, assay_error *err) {
  if (text.len > UINT32_MAX)
    return error_set(err, ASSAY_ELIMIT, "text has %zu bytes; the limit is %u", text.len,
                     UINT32_MAX);
  if (tokenizer && tokenizer->regex) return cut_by_regex(tokenizer, text, out, err);
  if (!words_cut(text, out)) return error_memory(err, 0);
  return tokenizer ? tailor_tokens(tokenizer->cut, text, out, err) : ASSAY_OK;
}

assay_status tokenizer_run(const assay_tokenizer *tokenizer, assay_str text,
                           token_sink *sink, void *ctx, assay_error *err) {
  struct token_columns tokens;
  tokens_init(&tokens, tokenizer ? &tokenizer->alloc : NULL);
  assay_status status = tokenizer_cut(tokenizer, text, &tokens, err);
  for (size_t i = 0; i < tokens.count && status == ASSAY_OK; i++) {
    struct token token = {tokens.begin[i], tokens.end[i],
                          (assay_token_kind)tokens.kind[i]};
    if (!sink(ctx, &token)) status = error_memory(err, 0);
  }
  tokens_free(&tokens);
  return status;
}
