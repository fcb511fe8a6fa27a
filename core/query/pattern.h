#ifndef ASSAY_QUERY_PATTERN_H
#define ASSAY_QUERY_PATTERN_H
/*
** pattern.h - a compiled search term: tests on tokens, and the program that strings them
** together. Terms are the first source language; whatever comes later compiles to the
** same program, and matcher.c runs them all.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"

/* Inside a test's text these bytes stand for the wildcards of the source. */
#define WILDCARD_ANY '\x01' /* *: any letters, or none */
#define WILDCARD_ONE '\x02' /* ?: one letter */

struct token_test {
  assay_str folded; /* compared with the token's folded form; may hold wildcards */
  assay_str exact;  /* compared with the token itself, for case:; ptr NULL otherwise */
  bool wild;        /* folded holds wildcards; then only words and numbers pass */
};

enum step_kind {
  STEP_TEST,  /* the next token passes tests[a]; go on at the next step */
  STEP_SPLIT, /* go on at the next step and at step a */
  STEP_JUMP,  /* go on at step a */
  STEP_MATCH  /* the tokens so far are a hit */
};

struct step {
  enum step_kind kind;
  uint32_t a;
};

#define PATTERN_STEP_LIMIT 4096

struct assay_pattern { /* everything in the arena */
  assay_allocator alloc;
  struct arena arena;
  assay_str source, form;
  const struct token_test *tests;
  size_t test_count;
  const struct step *steps;
  size_t step_count;
};

/* Whether text matches a test's text with wildcards; both valid UTF-8. Time is at most
** the product of the lengths. */
bool pattern_wild_match(assay_str wild, assay_str text);

#endif
