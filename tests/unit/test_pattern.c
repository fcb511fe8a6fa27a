/* test_pattern.c - what a term is understood as, what is refused, and the wildcards. */
#include "query/pattern.h"

#include "base/table.h"
#include "unit.h"

static void check_form(const char *source, const char *form) {
  assay_pattern *p = NULL;
  assay_error err;
  ck_assert_msg(assay_pattern_new(&p, str_from(source), NULL, NULL, &err) == ASSAY_OK,
                "'%s': %s", source, err.message);
  ck_str(assay_pattern_form(p), form);
  assay_pattern_free(p);
}

START_TEST(forms_say_how_a_term_is_understood) {
  check_form("peace", "word, any case");
  check_form("  peace\n", "word, any case");
  check_form("collective security", "phrase, any case");
  check_form("collective \t\n security", "phrase, any case");
  check_form("well-known", "phrase, any case");
  check_form("Lee's", "word, any case");
  check_form("Lee\xE2\x80\x99s", "word, any case");
  check_form("secur*", "word with wildcards, any case");
  check_form("*", "word with wildcards, any case");
  check_form("?", "word with wildcards, any case");
  check_form("the wom?n", "phrase with wildcards, any case");
  check_form("peace|war", "2 alternatives, any case");
  check_form("peace | collective secur* | war",
             "3 alternatives with wildcards, any case");
  check_form("case:Lee", "word, exact case");
  check_form("case:Stephen Lee", "phrase, exact case");
  check_form("case:Lee|Carr*", "2 alternatives with wildcards, exact case");
  check_form("\\*", "word, any case");
  check_form("peace\\|war", "phrase, any case");
  check_form("\xC3\xA9tat", "word, any case");
  check_form(",", "word, any case");
}
END_TEST

static void check_refused(assay_str source, assay_status status, uint64_t offset,
                          const char *message) {
  assay_pattern *p = NULL;
  assay_error err;
  ck_assert_int_eq(assay_pattern_new(&p, source, NULL, NULL, &err), status);
  ck_assert_ptr_null(p);
  ck_assert_int_eq(err.status, status);
  ck_assert_str_eq(err.message, message);
  ck_assert_uint_eq(err.offset, offset);
  ck_assert_int_eq(assay_pattern_new(&p, source, NULL, NULL, NULL), status);
}

START_TEST(empty_terms_are_refused) {
  const char *none = "there is no word to look for";
  const char *one = "there is no word to look for in one of the alternatives";
  check_refused(S(""), ASSAY_EPATTERN, 0, none);
  check_refused((assay_str){NULL, 0}, ASSAY_EPATTERN, 0, none);
  check_refused(S(" \n"), ASSAY_EPATTERN, 0, none);
  check_refused(S("case:"), ASSAY_EPATTERN, 5, none);
  check_refused(S("|"), ASSAY_EPATTERN, 0, one);
  check_refused(S("|war"), ASSAY_EPATTERN, 0, one);
  check_refused(S("war|"), ASSAY_EPATTERN, 4, one);
  check_refused(S("war||peace"), ASSAY_EPATTERN, 4, one);
  check_refused(S("case:war| |peace"), ASSAY_EPATTERN, 9, one);
}
END_TEST

/* Failed while the offset was that in the term without its backslashes. */
START_TEST(offsets_are_in_the_source) {
  check_refused(S("\\*\\*|war|"), ASSAY_EPATTERN, 9,
                "there is no word to look for in one of the alternatives");
}
END_TEST

START_TEST(broken_terms_are_refused) {
  check_refused(S("war\\"), ASSAY_EPATTERN, 3,
                "nothing after the '\\' at the end of the term");
  check_refused(S("war \xFF"), ASSAY_EPATTERN, 4, "the term is not valid UTF-8");
}
END_TEST

/* A phrase of n words has n + 1 steps. */
START_TEST(too_many_steps_are_refused) {
  struct buffer term;
  buffer_init(&term, NULL, BUFFER_NO_CEILING);
  for (int i = 0; i < PATTERN_STEP_LIMIT - 1; i++) buffer_add_text(&term, "a ");
  assay_pattern *p = NULL;
  ck_assert_int_eq(assay_pattern_new(&p, buffer_str(&term), NULL, NULL, NULL), ASSAY_OK);
  assay_pattern_free(p);
  buffer_add_text(&term, "a ");
  check_refused(buffer_str(&term), ASSAY_ELIMIT, 0, "a term is limited to 4096 steps");
  /* Failed while the tokenizer's "out of memory" hid what had stopped it. */
  buffer_add_text(&term, "a a");
  check_refused(buffer_str(&term), ASSAY_ELIMIT, 0, "a term is limited to 4096 steps");
  buffer_clear(&term);
  for (int i = 0; i < PATTERN_STEP_LIMIT; i++) buffer_add_text(&term, "a|");
  check_refused(buffer_str(&term), ASSAY_ELIMIT, 0, "a term is limited to 4096 steps");
  buffer_free(&term);
}
END_TEST

START_TEST(the_source_is_copied) {
  char source[] = "case:Lee*";
  assay_pattern *p = NULL;
  ck_assert_int_eq(assay_pattern_new(&p, (assay_str){source, 9}, NULL, NULL, NULL),
                   ASSAY_OK);
  memset(source, 'x', sizeof source);
  ck_str(p->source, "case:Lee*");
  ck_str(p->tests[0].folded, "lee\x01");
  ck_str(p->tests[0].exact, "Lee\x01");
  ck_assert(p->tests[0].wild);
  assay_pattern_free(p);
  assay_pattern_free(NULL);
}
END_TEST

START_TEST(tests_are_folded_as_texts_are) {
  assay_pattern *p = NULL;
  ck_assert_int_eq(
      assay_pattern_new(&p, S("STRASSE Lee\xE2\x80\x99S e\xCC\x81tat"), NULL, NULL, NULL),
      ASSAY_OK);
  ck_assert_uint_eq(p->test_count, 3);
  ck_str(p->tests[0].folded, "strasse");
  ck_str(p->tests[1].folded, "lee's");
  ck_str(p->tests[2].folded, "\xC3\xA9tat");
  ck_assert_ptr_null(p->tests[0].exact.ptr);
  assay_pattern_free(p);
}
END_TEST

START_TEST(a_regex_tokenizer_cuts_the_term) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  options.regex = S("[\\w-]+");
  assay_tokenizer *tokenizer = NULL;
  assay_pattern *p = NULL;
  assay_error err;
  ck_assert_int_eq(assay_tokenizer_new(&tokenizer, &options, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_pattern_new(&p, S("well-known"), tokenizer, NULL, NULL),
                   ASSAY_OK);
  ck_str(assay_pattern_form(p), "word, any case");
  assay_pattern_free(p);
  p = NULL;
  ck_assert_int_eq(assay_pattern_new(&p, S("?|!"), tokenizer, NULL, &err),
                   ASSAY_EPATTERN);
  ck_assert_uint_eq(err.offset, 2); /* '?' is a letter, '!' is no token of this rule */
  assay_tokenizer_free(tokenizer);
}
END_TEST

/* -- wildcards; * and ? stand for the bytes that pattern.h gives them -- */

static assay_str with_wildcards(const char *readable, char *out) {
  size_t len = strlen(readable);
  for (size_t i = 0; i < len; i++)
    out[i] = readable[i] == '*'   ? WILDCARD_ANY
             : readable[i] == '?' ? WILDCARD_ONE
                                  : readable[i];
  return (assay_str){out, len};
}

START_TEST(wildcards_match_whole_texts) {
  static const struct {
    const char *wild, *text;
    bool matches;
  } cases[] = {{"secur*", "security", true},
               {"secur*", "secur", true},
               {"secur*", "insecurity", false},
               {"*secur*", "insecurity", true},
               {"*", "", true},
               {"*", "peace", true},
               {"?", "", false},
               {"?", "a", true},
               {"?", "ab", false},
               {"??", "ab", true},
               {"?", "\xC3\xA9", true},
               {"??", "\xC3\xA9", false},
               {"?*", "", false},
               {"?*", "\xF0\x9F\x95\x8A", true},
               {"*?", "ab", true},
               {"**", "ab", true},
               {"wom?n", "women", true},
               {"wom?n", "womn", false},
               {"wom?n", "womaan", false},
               {"*'s", "lee's", true},
               {"*ab", "aab", true},
               {"*ab*ab", "abab", true},
               {"*ab*ab", "aba", false},
               {"a*b?c", "aXXbYbZc", true},
               {"\xC3*", "\xC3\xA9", true},
               {"", "", true},
               {"", "a", false},
               {"a", "", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char wild[16];
    ck_assert_msg(pattern_wild_match(with_wildcards(cases[i].wild, wild),
                                     str_from(cases[i].text)) == cases[i].matches,
                  "'%s' on '%s'", cases[i].wild, cases[i].text);
  }
}
END_TEST

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* By the definition; * takes nothing, or one byte and goes on; ? takes a character. */
static bool naive_match(const char *wild, const char *text) {
  if (*wild == '\0') return *text == '\0';
  if (*wild == WILDCARD_ANY)
    return naive_match(wild + 1, text) || (*text && naive_match(wild, text + 1));
  if (*text == '\0') return false;
  if (*wild == WILDCARD_ONE)
    return naive_match(wild + 1, text + ((unsigned char)*text == 0xC3 ? 2 : 1));
  return *wild == *text && naive_match(wild + 1, text + 1);
}

/* Up to `most` random pieces of those given; returns the length. */
static size_t random_text(uint32_t *state, const char *const *pieces, uint32_t kinds,
                          uint32_t most, char *out) {
  out[0] = '\0';
  for (uint32_t left = next_random(state) % (most + 1); left > 0; left--)
    strcat(out, pieces[next_random(state) % kinds]);
  return strlen(out);
}

START_TEST(random_wildcards_match_as_defined) {
  static const char *const pieces[] = {"a", "b", "\xC3\xA9", "\x01", "\x02"};
  uint32_t state = 11, matched = 0;
  for (int trial = 0; trial < 200000; trial++) {
    char wild[64], text[64];
    assay_str w = {wild, random_text(&state, pieces, 5, 8, wild)};
    assay_str t = {text, random_text(&state, pieces, 3, 10, text)};
    bool expected = naive_match(wild, text);
    matched += expected;
    ck_assert_msg(pattern_wild_match(w, t) == expected, "'%s' on '%s'", wild, text);
  }
  ck_assert_uint_gt(matched, 10000); /* both answers are tried often */
}
END_TEST

/* 2^20 characters by 20 wildcards: done in no time, or exponential. */
START_TEST(many_wildcards_take_no_more_than_the_product) {
  size_t len = (size_t)1 << 20;
  char *text = malloc(len), wild[64];
  memset(text, 'a', len);
  assay_str w = with_wildcards("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", wild);
  ck_assert(!pattern_wild_match(w, (assay_str){text, len}));
  free(text);
}
END_TEST

static assay_status compile_some(const assay_allocator *a, assay_error *err) {
  assay_pattern *p = NULL;
  assay_status status = assay_pattern_new(
      &p, S("case:Stephen Lee's wom?n|appeas*|\xC3\x89tat|a b c d e f g h i j"), NULL, a,
      err);
  assay_pattern_free(p);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(compile_some);
}
END_TEST

UNIT_MAIN("pattern", forms_say_how_a_term_is_understood, empty_terms_are_refused,
          offsets_are_in_the_source, broken_terms_are_refused, too_many_steps_are_refused,
          the_source_is_copied, tests_are_folded_as_texts_are,
          a_regex_tokenizer_cuts_the_term, wildcards_match_whole_texts,
          random_wildcards_match_as_defined, many_wildcards_take_no_more_than_the_product,
          out_of_memory_leaves_nothing)
