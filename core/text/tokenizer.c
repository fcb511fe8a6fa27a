/*
** tokenizer.c - the rules that make tokens of text. Cuts only; the document keeps the
** tokens and gives them terms.
*/
#include "text/tokenizer.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "text/regex.h"
#include "text/utf8.h"
#include "text/words.h"

#include <string.h>

#define WORD_RULE "word/1"
#define REGEX_PREFIX "regex:"

struct assay_tokenizer {
  assay_allocator alloc;
  struct regex *regex; /* NULL: word/1 */
  char *rule;
  size_t rule_len;
};

static bool name_rule(assay_tokenizer *t, assay_str regex) {
  const char *head = regex.len > 0 ? REGEX_PREFIX : WORD_RULE;
  size_t head_len = strlen(head);
  if (regex.len > SIZE_MAX - head_len) return false;
  t->rule = alloc_bytes(&t->alloc, head_len + regex.len);
  if (!t->rule) return false;
  t->rule_len = head_len + regex.len;
  memcpy(t->rule, head, head_len);
  if (regex.len > 0) memcpy(t->rule + head_len, regex.ptr, regex.len);
  return true;
}

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
  assay_status status = ASSAY_OK;
  if (!name_rule(t, options->regex)) status = error_memory(err, options->regex.len);
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
  alloc_free(&a, tokenizer->rule, tokenizer->rule_len, 1);
  alloc_free(&a, tokenizer, 1, sizeof *tokenizer);
}

assay_str assay_tokenizer_rule(const assay_tokenizer *tokenizer) {
  if (!tokenizer) return str_from(WORD_RULE);
  assay_str rule = {tokenizer->rule, tokenizer->rule_len};
  return rule;
}

static assay_status run_words(assay_str text, token_sink *sink, void *ctx,
                              assay_error *err) {
  struct words it;
  struct word_segment segment;
  words_start(&it, text);
  while (words_next(&it, &segment)) {
    if (segment.space) continue;
    struct token token = {(uint32_t)segment.begin, (uint32_t)segment.end, segment.kind};
    if (!sink(ctx, &token)) return error_memory(err, 0);
  }
  return ASSAY_OK;
}

/* The byte after an empty match, so that the next search sees something new. */
static size_t after_empty(assay_str text, size_t at) {
  uint32_t cp;
  if (at >= text.len) return text.len + 1;
  return at + utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
}

static assay_status run_regex(const assay_tokenizer *t, assay_str text, token_sink *sink,
                              void *ctx, assay_error *err) {
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
    struct token token = {match.begin, match.end, words_kind(piece, &space)};
    if (!sink(ctx, &token)) status = error_memory(err, 0);
    at = match.end;
  }
  regex_search_free(search);
  return status;
}

assay_status tokenizer_run(const assay_tokenizer *tokenizer, assay_str text,
                           token_sink *sink, void *ctx, assay_error *err) {
  if (text.len > UINT32_MAX)
    return error_set(err, ASSAY_ELIMIT, "text has %zu bytes; the limit is %u", text.len,
                     UINT32_MAX);
  if (tokenizer && tokenizer->regex) return run_regex(tokenizer, text, sink, ctx, err);
  return run_words(text, sink, ctx, err);
}
