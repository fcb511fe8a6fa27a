/* test_tokenizer.c - the rule word/1 and tokens by regular expression. */
#include "text/tokenizer.h"
#include "unit.h"

#include <stdio.h>

struct shown {
  assay_str text;
  char out[256];
  size_t len;
  size_t left; /* tokens before the sink stops */
};

static bool show(void *ctx, const struct token *token) {
  struct shown *s = ctx;
  if (s->left-- == 0) return false;
  s->len += (size_t)snprintf(s->out + s->len, sizeof s->out - s->len, "%c:%.*s|",
                             "wnpse"[token->kind], (int)(token->end - token->begin),
                             s -> text.ptr + token->begin);
  return true;
}

/* The tokens of text as "kind:token|..."; regex "" for word/1. */
static const char *tokens(const char *regex, assay_str text) {
  static struct shown s;
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  options.regex = (assay_str){regex, strlen(regex)};
  assay_tokenizer *t = NULL;
  assay_error err;
  s = (struct shown){.text = text, .left = SIZE_MAX};
  if (assay_tokenizer_new(&t, &options, &err) != ASSAY_OK)
    ck_abort_msg("%s", err.message);
  if (tokenizer_run(t, text, show, &s, &err) != ASSAY_OK) ck_abort_msg("%s", err.message);
  assay_tokenizer_free(t);
  return s.out;
}

START_TEST(words_and_what_is_between) {
  assay_str text = S(
      "\u201CDon\u2019t,\u201D he said in 1935:\n50 % \U0001F600\U0001F600 \0");
  const char *expected = "p:\u201C|w:Don\u2019t|p:,|p:\u201D|w:he|w:said|w:in|n:1935|p::|"
                         "n:50|p:%|e:\U0001F600|e:\U0001F600|";
  ck_assert_str_eq(tokens("", text), expected);
  struct shown s = {.text = text, .left = SIZE_MAX};
  ck_assert_int_eq(tokenizer_run(NULL, text, show, &s, NULL), ASSAY_OK);
  ck_assert_str_eq(s.out, expected);
  ck_assert_str_eq(tokens("", S("")), "");
}
END_TEST

START_TEST(matches_are_tokens) {
  ck_assert_str_eq(tokens("[\\w-]+", S("post-war 1935-36, yes")),
                   "w:post-war|n:1935-36|w:yes|");
  ck_assert_str_eq(tokens("\\S+", S("a, \U0001F600 $")), "w:a,|e:\U0001F600|s:$|");
  ck_assert_str_eq(tokens("\\s", S("a b")), "s: |");
  ck_assert_str_eq(tokens("\\bn.", S("nono no")), "w:no|w:no|");
}
END_TEST

START_TEST(empty_matches_are_no_tokens) {
  ck_assert_str_eq(tokens("a*", S("baac\u00E9a")), "w:aa|w:a|");
  ck_assert_str_eq(tokens("$", S("abc")), "");
  ck_assert_str_eq(tokens("", S("")), "");
  ck_assert_str_eq(tokens("x?", S("")), "");
  ck_assert_str_eq(tokens("(?=\u00E9)|e", S("\u00E9e")), "w:e|");
}
END_TEST

START_TEST(rules_have_names) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  assay_tokenizer *t;
  ck_assert_int_eq(assay_tokenizer_new(&t, NULL, NULL), ASSAY_OK);
  ck_str(assay_tokenizer_rule(t), "word/1");
  assay_tokenizer_free(t);
  char pattern[] = "\\w+";
  options.regex = (assay_str){pattern, 3};
  ck_assert_int_eq(assay_tokenizer_new(&t, &options, NULL), ASSAY_OK);
  pattern[1] = 'd'; /* it was copied */
  ck_str(assay_tokenizer_rule(t), "regex:\\w+");
  assay_tokenizer_free(t);
  assay_tokenizer_free(NULL);
}
END_TEST

START_TEST(misuse_is_refused) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  assay_tokenizer *t = NULL;
  assay_error err;
  options.regex = S("a(");
  ck_assert_int_eq(assay_tokenizer_new(&t, &options, &err), ASSAY_EPATTERN);
  ck_assert_uint_eq(err.offset, 2);
  ck_assert_ptr_null(t);
  options.size = 3;
  ck_assert_int_eq(assay_tokenizer_new(&t, &options, &err), ASSAY_EARG);
  assay_str huge = {"", (size_t)UINT32_MAX + 1}; /* refused before it is read */
  ck_assert_int_eq(tokenizer_run(NULL, huge, show, NULL, &err), ASSAY_ELIMIT);
}
END_TEST

START_TEST(a_limit_stops_the_run) {
  static char text[41];
  memset(text, 'a', sizeof text);
  text[sizeof text - 1] = '!';
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  assay_tokenizer *t;
  assay_error err;
  struct shown s = {.left = SIZE_MAX};
  options.regex = S("^(a+)+$");
  ck_assert_int_eq(assay_tokenizer_new(&t, &options, NULL), ASSAY_OK);
  ck_assert_int_eq(tokenizer_run(t, (assay_str){text, sizeof text}, show, &s, &err),
                   ASSAY_ELIMIT);
  ck_assert_ptr_nonnull(strstr(err.message, "match limit"));
  assay_tokenizer_free(t);
}
END_TEST

START_TEST(a_sink_that_stops_is_out_of_memory) {
  struct shown s = {.text = S("one two three"), .left = 2};
  ck_assert_int_eq(tokenizer_run(NULL, s.text, show, &s, NULL), ASSAY_ENOMEM);
  ck_assert_str_eq(s.out, "w:one|w:two|");
}
END_TEST

static assay_status run_some(const assay_allocator *a, assay_error *err) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  options.allocator = *a;
  options.regex = S("\\w+(?=\\s)");
  assay_tokenizer *t = NULL;
  struct shown s = {.text = S("one two three"), .left = SIZE_MAX};
  assay_status status = assay_tokenizer_new(&t, &options, err);
  if (status == ASSAY_OK) status = tokenizer_run(t, s.text, show, &s, err);
  assay_tokenizer_free(t);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(run_some);
}
END_TEST

START_TEST(columns_are_appended_to) {
  struct token_columns t;
  tokens_init(&t, NULL);
  ck_assert_int_eq(tokenizer_cut(NULL, S("one, 2"), &t, NULL), ASSAY_OK);
  ck_assert_int_eq(tokenizer_cut(NULL, S(" \U0001F600"), &t, NULL), ASSAY_OK);
  ck_assert_uint_eq(t.count, 4);
  static const uint32_t begin[] = {0, 3, 5, 1}, end[] = {3, 4, 6, 5};
  static const uint8_t kind[] = {ASSAY_TOKEN_WORD, ASSAY_TOKEN_PUNCTUATION,
                                 ASSAY_TOKEN_NUMBER, ASSAY_TOKEN_EMOJI};
  ck_assert_mem_eq(t.begin, begin, sizeof begin);
  ck_assert_mem_eq(t.end, end, sizeof end);
  ck_assert_mem_eq(t.kind, kind, sizeof kind);
  tokens_free(&t);
}
END_TEST

UNIT_MAIN("tokenizer", words_and_what_is_between, matches_are_tokens,
          empty_matches_are_no_tokens, rules_have_names, misuse_is_refused,
          a_limit_stops_the_run, a_sink_that_stops_is_out_of_memory,
          out_of_memory_leaves_nothing, columns_are_appended_to)
