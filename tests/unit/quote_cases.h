#ifndef ASSAY_TEST_QUOTE_CASES_H
#define ASSAY_TEST_QUOTE_CASES_H
/*
** quote_cases.h - one line a quotation: a text, the words that must be found in it, who
** says them, and how that was decided. NULL means "do not look at this".
*/
#include "assay.h"
#include "unit.h"

struct quote_case {
  const char *text;
  const char *words;   /* of the first part; the quotation must begin and end so */
  const char *speaker; /* "" when there must be none */
  const char *kind;
  const char *rule;
};

static inline assay_document *case_document(const char *text) {
  assay_document *document;
  assay_error err;
  assay_str bytes = {text, strlen(text)};
  ck_assert_msg(assay_document_new(&document, NULL, S("case"), bytes, &err) == ASSAY_OK,
                "%s", err.message);
  return document;
}

static inline const assay_quote *case_quotes(assay_document *document, size_t *count) {
  const assay_quote *quotes;
  assay_error err;
  ck_assert_msg(assay_document_quotes(document, &quotes, count, &err) == ASSAY_OK, "%s",
                err.message);
  return quotes;
}

static inline bool case_is(assay_str s, const char *expected) {
  return s.len == strlen(expected) && memcmp(s.ptr, expected, s.len) == 0;
}

static inline assay_str case_part(const assay_document *d, const assay_quote *q,
                                  uint32_t part) {
  assay_str text = assay_document_text(d);
  assay_str s = {text.ptr + q->parts[part].begin,
                 q->parts[part].end - q->parts[part].begin};
  return s;
}

static inline void case_check(const struct quote_case *c) {
  assay_document *d = case_document(c->text);
  size_t count;
  const assay_quote *quotes = case_quotes(d, &count), *found = NULL;
  for (size_t i = 0; i < count && !found; i++)
    if (case_is(case_part(d, &quotes[i], 0), c->words)) found = &quotes[i];
  ck_assert_msg(found != NULL, "not found: '%s' in: %s", c->words, c->text);
  ck_assert_msg(found->confidence > 0 && found->confidence <= 1, "confidence %f: %s",
                (double)found->confidence, c->text);
  if (c->speaker)
    ck_assert_msg(case_is(found->speaker, c->speaker),
                  "speaker '%.*s', not '%s' (%s): %s", (int)found->speaker.len,
                  found->speaker.ptr, c->speaker, found->rule, c->text);
  if (c->kind)
    ck_assert_msg(strcmp(assay_quote_kind_name(found->kind), c->kind) == 0,
                  "kind %s, not %s: %s", assay_quote_kind_name(found->kind), c->kind,
                  c->text);
  if (c->rule)
    ck_assert_msg(strcmp(found->rule, c->rule) == 0, "rule %s, not %s: %s", found->rule,
                  c->rule, c->text);
  assay_document_free(d);
}

#define CHECK_CASES(cases)                                                               \
  for (size_t case_i = 0; case_i < sizeof(cases) / sizeof *(cases); case_i++)            \
  case_check(&(cases)[case_i])

#endif
