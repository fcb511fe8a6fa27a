/*
** pattern.c - compiles a search term: the tokenizer cuts it as it cuts a text, every
** token becomes a test, alternatives become splits.
*/
#include "query/pattern.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "query/term.h"
#include "text/keys.h"
#include "text/tokenizer.h"
#include "text/utf8.h"

#include <string.h>

struct compiling {
  assay_pattern *pattern;
  const struct term_source *term;
  assay_error *err;
  assay_status status;
  assay_allocator alloc;
  struct keys keys;
  size_t begin; /* of the alternative, in the plain term */
  struct token_test *tests;
  size_t test_count, test_cap;
  struct step *steps;
  size_t step_count, step_cap;
  size_t alternatives, longest; /* for the description */
  bool wild;
};

static assay_status compile_step(struct compiling *c, enum step_kind kind, uint32_t a) {
  void *steps = c->steps;
  if (c->step_count >= PATTERN_STEP_LIMIT)
    return error_set(c->err, ASSAY_ELIMIT, "a term is limited to %d steps",
                     PATTERN_STEP_LIMIT);
  if (!alloc_grow(&c->alloc, &steps, &c->step_cap, c->step_count + 1, sizeof *c->steps))
    return error_memory(c->err, 0);
  c->steps = steps;
  c->steps[c->step_count++] = (struct step){kind, a};
  return ASSAY_OK;
}

/* The token's text with wildcard bytes in the places of the wildcards. */
static assay_status compile_text(struct compiling *c, size_t begin, size_t end,
                                 struct buffer *out, bool *wild) {
  assay_str plain = buffer_str(&c->term->plain);
  const char *marks = c->term->marks.data;
  for (size_t i = begin; i < end; i++) {
    char mark = marks[i];
    buffer_add_char(out, mark == TERM_ANY   ? WILDCARD_ANY
                         : mark == TERM_ONE ? WILDCARD_ONE
                                            : plain.ptr[i]);
    *wild |= mark == TERM_ANY || mark == TERM_ONE;
  }
  return buffer_status(out, "a search term", c->err);
}

static assay_status compile_keep(struct compiling *c, const struct buffer *text,
                                 assay_str *kept) {
  *kept = arena_copy(&c->pattern->arena, buffer_str(text));
  return kept->ptr ? ASSAY_OK : error_memory(c->err, text->len);
}

static assay_status compile_test(struct compiling *c, size_t begin, size_t end) {
  struct token_test test = {{NULL, 0}, {NULL, 0}, false};
  struct buffer text, folded;
  buffer_init(&text, &c->alloc, BUFFER_NO_CEILING);
  buffer_init(&folded, &c->alloc, BUFFER_NO_CEILING);
  void *tests = c->tests;
  assay_status status = compile_text(c, begin, end, &text, &test.wild);
  if (status == ASSAY_OK)
    status = test.wild ? keys_add_folded(&c->keys, buffer_str(&text), &folded, c->err)
                       : keys_add(&c->keys, buffer_str(&text), &folded, c->err);
  if (status == ASSAY_OK) status = compile_keep(c, &folded, &test.folded);
  if (status == ASSAY_OK && c->term->exact) status = compile_keep(c, &text, &test.exact);
  if (status == ASSAY_OK &&
      !alloc_grow(&c->alloc, &tests, &c->test_cap, c->test_count + 1, sizeof test))
    status = error_memory(c->err, 0);
  if (status == ASSAY_OK) {
    c->tests = tests;
    c->wild |= test.wild;
    c->tests[c->test_count] = test;
    status = compile_step(c, STEP_TEST, (uint32_t)c->test_count++);
  }
  buffer_free(&text);
  buffer_free(&folded);
  return status;
}

static bool compile_token(void *ctx, const struct token *token) {
  struct compiling *c = ctx;
  c->status = compile_test(c, c->begin + token->begin, c->begin + token->end);
  return c->status == ASSAY_OK;
}

static assay_status compile_tokens(struct compiling *c, const assay_tokenizer *tokenizer,
                                   size_t begin, size_t end) {
  assay_error why; /* apart: a sink that stopped has said why in c->err */
  assay_str text = {buffer_str(&c->term->plain).ptr + begin, end - begin};
  c->begin = begin;
  assay_status status = tokenizer_run(tokenizer, text, compile_token, c, &why);
  if (c->status != ASSAY_OK) return c->status;
  if (status != ASSAY_OK && c->err) *c->err = why;
  return status;
}

/* One alternative: [begin, end) of the plain term. */
static assay_status compile_alternative(struct compiling *c,
                                        const assay_tokenizer *tokenizer, size_t begin,
                                        size_t end, bool last) {
  size_t split = c->step_count, tests = c->test_count;
  assay_status status = last ? ASSAY_OK : compile_step(c, STEP_SPLIT, 0);
  if (status != ASSAY_OK) return status;
  status = compile_tokens(c, tokenizer, begin, end);
  if (status != ASSAY_OK) return status;
  if (c->test_count == tests)
    return error_at(c->err, ASSAY_EPATTERN, term_source_offset(c->term, begin),
                    "there is no word to look for%s",
                    c->alternatives > 0 || !last ? " in one of the alternatives" : "");
  status = compile_step(c, STEP_MATCH, 0);
  if (!last && status == ASSAY_OK) c->steps[split].a = (uint32_t)c->step_count;
  if (c->test_count - tests > c->longest) c->longest = c->test_count - tests;
  c->alternatives++;
  return status;
}

static assay_status compile_alternatives(struct compiling *c,
                                         const assay_tokenizer *tokenizer) {
  size_t begin = 0, len = c->term->plain.len;
  for (size_t i = 0; i <= len; i++) {
    if (i < len && c->term->marks.data[i] != TERM_OR) continue;
    assay_status status = compile_alternative(c, tokenizer, begin, i, i == len);
    if (status != ASSAY_OK) return status;
    begin = i + 1;
  }
  return ASSAY_OK;
}

/* "phrase, any case", "word with wildcards, exact case", "3 alternatives, any case". */
static assay_status compile_form(struct compiling *c) {
  struct buffer form;
  buffer_init(&form, &c->alloc, BUFFER_NO_CEILING);
  if (c->alternatives > 1)
    buffer_addf(&form, "%zu alternatives", c->alternatives);
  else
    buffer_add_text(&form, c->longest > 1 ? "phrase" : "word");
  if (c->wild) buffer_add_text(&form, " with wildcards");
  bool any_case = !c->term->exact && (c->keys.rule.fold & ASSAY_FOLD_CASE);
  buffer_add_text(&form, any_case ? ", any case" : ", exact case");
  if (c->keys.rule.stem) buffer_add_text(&form, ", by stem");
  assay_status status = buffer_status(&form, "a search term", c->err);
  if (status == ASSAY_OK) status = compile_keep(c, &form, &c->pattern->form);
  buffer_free(&form);
  return status;
}

static assay_status compile_finish(struct compiling *c) {
  assay_pattern *p = c->pattern;
  struct token_test *tests = arena_alloc(&p->arena, c->test_count, sizeof *tests);
  struct step *steps = arena_alloc(&p->arena, c->step_count, sizeof *steps);
  if (!tests || !steps) return error_memory(c->err, 0);
  memcpy(tests, c->tests, c->test_count * sizeof *tests);
  memcpy(steps, c->steps, c->step_count * sizeof *steps);
  p->tests = tests;
  p->test_count = c->test_count;
  p->steps = steps;
  p->step_count = c->step_count;
  return compile_form(c);
}

static assay_status pattern_compile(assay_pattern *p, assay_str source,
                                    const assay_tokenizer *tokenizer, assay_error *err) {
  struct term_source term;
  struct compiling c = {.pattern = p, .term = &term, .err = err, .alloc = p->alloc};
  assay_status status = term_read(&term, source, &p->alloc, err);
  if (status == ASSAY_OK)
    status = keys_init(&c.keys, key_rule_of(tokenizer), &p->alloc, err);
  if (status == ASSAY_OK) status = compile_alternatives(&c, tokenizer);
  if (status == ASSAY_OK) status = compile_finish(&c);
  alloc_free(&c.alloc, c.tests, c.test_cap, sizeof *c.tests);
  alloc_free(&c.alloc, c.steps, c.step_cap, sizeof *c.steps);
  keys_free(&c.keys);
  term_free(&term);
  return status;
}

assay_status assay_pattern_new(assay_pattern **out, assay_str source,
                               const assay_tokenizer *tokenizer,
                               const assay_allocator *alloc, assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  assay_pattern *p = alloc_zero(&a, 1, sizeof *p);
  if (!p) return error_memory(err, sizeof *p);
  p->alloc = a;
  arena_init(&p->arena, &a);
  p->source = arena_copy(&p->arena, source);
  assay_status status = p->source.ptr ? pattern_compile(p, p->source, tokenizer, err)
                                      : error_memory(err, source.len);
  if (status != ASSAY_OK) {
    assay_pattern_free(p);
    return status;
  }
  *out = p;
  return ASSAY_OK;
}

void assay_pattern_free(assay_pattern *p) {
  if (!p) return;
  assay_allocator a = p->alloc;
  arena_free(&p->arena);
  alloc_free(&a, p, 1, sizeof *p);
}

assay_str assay_pattern_form(const assay_pattern *p) {
  return p->form;
}

/* The usual greedy match with one point of return: the last WILDCARD_ANY. */
bool pattern_wild_match(assay_str wild, assay_str text) {
  const char *end = text.ptr + text.len;
  size_t w = 0, t = 0, star = SIZE_MAX, retry = 0;
  while (t < text.len) {
    char c = w < wild.len ? wild.ptr[w] : '\0';
    if (w < wild.len && c == WILDCARD_ANY) {
      star = ++w;
      retry = t;
    } else if (w < wild.len && c == WILDCARD_ONE) {
      t += utf8_decode(text.ptr + t, end, &(uint32_t){0}, NULL);
      w++;
    } else if (w < wild.len && c == text.ptr[t]) {
      w++;
      t++;
    } else if (star != SIZE_MAX) {
      retry += utf8_decode(text.ptr + retry, end, &(uint32_t){0}, NULL);
      t = retry;
      w = star;
    } else {
      return false;
    }
  }
  while (w < wild.len && wild.ptr[w] == WILDCARD_ANY) w++;
  return w == wild.len;
}
