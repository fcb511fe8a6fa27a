/*
** test_matcher.c - hits, leftmost and longest, against a matcher that tries every
** alternative at every token by the definition.
*/
#include "base/buffer.h"
#include "base/table.h"
#include "corpus/document.h"
#include "query/pattern.h"
#include "unit.h"

static assay_pattern *new_pattern(assay_str source) {
  assay_pattern *p = NULL;
  assay_error err;
  ck_assert_msg(assay_pattern_new(&p, source, NULL, NULL, &err) == ASSAY_OK, "'%.*s': %s",
                (int)source.len, source.ptr, err.message);
  return p;
}

static assay_document *new_document(assay_vocabulary *vocabulary, assay_str text) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.vocabulary = vocabulary;
  assay_document *d = NULL;
  ck_assert_int_eq(assay_document_new(&d, &options, S("d"), text, NULL), ASSAY_OK);
  return d;
}

static assay_matcher *new_matcher(const assay_pattern *p, const assay_vocabulary *v) {
  assay_matcher *m = NULL;
  ck_assert_int_eq(assay_matcher_new(&m, p, v, NULL, NULL), ASSAY_OK);
  return m;
}

/* All hits of a document as "peace|the war". */
static void write_hits(assay_matcher *m, const assay_document *d, struct buffer *out) {
  size_t from = 0;
  for (;;) {
    assay_hit hit;
    bool found;
    ck_assert_int_eq(assay_matcher_next(m, d, from, &hit, &found, NULL), ASSAY_OK);
    if (!found) return;
    ck_assert_uint_ge(hit.tokens.begin, from);
    ck_assert_uint_lt(hit.tokens.begin, hit.tokens.end);
    ck_assert_uint_eq(hit.bytes.begin, d->begin[hit.tokens.begin]);
    ck_assert_uint_eq(hit.bytes.end, d->end[hit.tokens.end - 1]);
    if (from > 0) buffer_add_char(out, '|');
    buffer_add_str(out, document_slice(d, hit.bytes));
    from = hit.tokens.end;
  }
}

static void check_hits(const char *term, const char *text, const char *expected) {
  assay_pattern *p = new_pattern(str_from(term));
  assay_document *d = new_document(NULL, str_from(text));
  assay_matcher *m = new_matcher(p, assay_document_vocabulary(d));
  struct buffer got;
  buffer_init(&got, NULL, BUFFER_NO_CEILING);
  write_hits(m, d, &got);
  ck_assert_msg(str_equal(buffer_str(&got), str_from(expected)),
                "'%s' in '%s': got '%.*s', expected '%s'", term, text, (int)got.len,
                buffer_str(&got).ptr, expected);
  buffer_free(&got);
  assay_matcher_free(m);
  assay_document_free(d);
  assay_pattern_free(p);
}

START_TEST(words_match_in_any_case) {
  check_hits("peace", "Peace, PEACE; peaceful peace", "Peace|PEACE|peace");
  check_hits("PEACE", "peace", "peace");
  check_hits("peace", "", "");
  check_hits("peace", "war", "");
  check_hits("1919", "In 1919, not 19191.", "1919");
}
END_TEST

START_TEST(phrases_match_over_any_white_space) {
  const char *text =
      "Collective security, collective\nsecurity, collective \t\r\n\n security";
  check_hits("collective security", text,
             "Collective security|collective\nsecurity|collective \t\r\n\n security");
  check_hits("collective\n\tsecurity", "collective security", "collective security");
}
END_TEST

START_TEST(punctuation_between_words_is_no_match) {
  check_hits("collective security", "collective, security", "");
  check_hits("collective, security", "collective , security", "collective , security");
  check_hits("collective, security", "collective security", "");
  check_hits("war. Peace", "war. Peace", "war. Peace");
}
END_TEST

START_TEST(hits_do_not_overlap) {
  check_hits("a b a", "a b a b a b a", "a b a|a b a");
  check_hits("a a", "a a a a a", "a a|a a");
  check_hits("a|a a", "a a a", "a a|a");
}
END_TEST

START_TEST(the_leftmost_then_the_longest_wins) {
  check_hits("b c|a b", "a b c", "a b");
  check_hits("the|the war|the war to end", "the war to end, the war, the",
             "the war to end|the war|the");
  check_hits("the war to end|the war|the", "the war to x, the x", "the war|the");
  check_hits("a b c d|b", "a b c x", "b"); /* the longer one breaks off */
}
END_TEST

START_TEST(wildcards_stay_inside_a_word) {
  check_hits("secur*", "secure security insecure securs' secur, cure",
             "secure|security|securs|secur");
  check_hits("*secure", "Insecure secure security", "Insecure|secure");
  check_hits("wom?n", "woman women womn womaan", "woman|women");
  check_hits("*ec*", "security peace collective", "security|collective");
  check_hits("wom?n *'s", "Women Lee's", "Women Lee's");
  check_hits("p*e of w?r", "peace of war, price of wear", "peace of war");
  check_hits("19??", "1919 1945 19455 191", "1919|1945");
}
END_TEST

/* Failed while a wildcard alone matched any token. */
START_TEST(wildcards_alone_match_words_only) {
  check_hits("*", "War, and 1919!", "War|and|1919");
  check_hits("?", "I, a; 5 be \xC3\xA9", "I|a|5|\xC3\xA9");
  check_hits("??*", "I be, peace", "be|peace");
  check_hits("the * of", "the , of; the end of", "the end of");
}
END_TEST

START_TEST(alternatives_match_any_of_them) {
  check_hits("peace|war", "War and peace", "War|peace");
  check_hits("appeas*|concession*", "appeasement, a concession",
             "appeasement|concession");
  check_hits("collective security|war", "war, collective security, collective",
             "war|collective security");
}
END_TEST

START_TEST(case_is_exact_when_asked_for) {
  check_hits("case:Lee", "Lee lee LEE Lee", "Lee|Lee");
  check_hits("case:US", "us US U.S.", "US");
  check_hits("case:Collective Security", "Collective Security, collective security",
             "Collective Security");
  check_hits("case:Secur*", "Security security SECURITY", "Security");
  check_hits("case:lee|War", "Lee lee war War", "lee|War");
  check_hits("case:Lee Carr|lee", "Lee carr, lee Carr", "lee");
}
END_TEST

START_TEST(a_backslash_takes_the_meaning_off) {
  check_hits("\\*", "a * b", "*");
  check_hits("what\\?", "what? what!", "what?");
  check_hits("a \\| b", "a | b, a b", "a | b");
  check_hits("\\case:Lee", "case:Lee Lee", "case:Lee");
}
END_TEST

START_TEST(hyphens_and_apostrophes_match_as_they_are_cut) {
  check_hits("well-known", "Well-known, well known, well - known",
             "Well-known|well - known");
  check_hits("Lee's", "Lee's Lee\xE2\x80\x99s Lees Lee", "Lee's|Lee\xE2\x80\x99s");
  check_hits("lee\xE2\x80\x99s", "LEE'S", "LEE'S");
  check_hits("*'s", "the war\xE2\x80\x99s end", "war\xE2\x80\x99s");
}
END_TEST

/* Folding is full case folding: sharp s is "ss", so that "stra?e" misses it; the Turkish
** capital is i with a dot above, not i. */
START_TEST(letters_beyond_ascii_fold) {
  check_hits("\xC3\x89tat", "\xC3\xA9tat E\xCC\x81TAT etat", "\xC3\xA9tat|E\xCC\x81TAT");
  check_hits("strasse",
             "Stra\xC3\x9F"
             "e STRASSE STRA\xE1\xBA\x9E"
             "E",
             "Stra\xC3\x9F"
             "e|STRASSE|STRA\xE1\xBA\x9E"
             "E");
  check_hits("stra\xC3\x9F"
             "e",
             "Strasse", "Strasse");
  check_hits("stra?e",
             "Stra\xC3\x9F"
             "e strale",
             "strale");
  check_hits("stra??e",
             "Stra\xC3\x9F"
             "e",
             "Stra\xC3\x9F"
             "e");
  check_hits("istanbul", "\xC4\xB0stanbul Istanbul", "Istanbul");
  check_hits("i\xCC\x87stanbul", "\xC4\xB0stanbul", "\xC4\xB0stanbul");
  check_hits("case:Stra\xC3\x9F"
             "e",
             "Strasse Stra\xC3\x9F"
             "e",
             "Stra\xC3\x9F"
             "e");
  check_hits("caf?", "caf\xC3\xA9 cafe\xCC\x81", "caf\xC3\xA9|cafe\xCC\x81");
}
END_TEST

START_TEST(the_search_begins_where_it_is_told) {
  assay_pattern *p = new_pattern(S("a b"));
  assay_document *d = new_document(NULL, S("a b a b"));
  assay_matcher *m = new_matcher(p, assay_document_vocabulary(d));
  static const uint32_t begins[] = {0, 2, 2}; /* of the hit found from 0, 1, 2 */
  for (size_t from = 0; from < 8; from++) {
    assay_hit hit = {{77, 77}, {77, 77}};
    bool found = from % 2 == 0;
    ck_assert_int_eq(assay_matcher_next(m, d, from, &hit, &found, NULL), ASSAY_OK);
    ck_assert(found == (from < 3));
    ck_assert_uint_eq(hit.tokens.begin, from < 3 ? begins[from] : 77);
  }
  assay_matcher_free(m);
  assay_matcher_free(NULL);
  assay_document_free(d);
  assay_pattern_free(p);
}
END_TEST

/* malloc with memory that is never zero by chance. */
static void *dirty_resize(void *ctx, void *ptr, size_t old_size, size_t new_size) {
  (void)ctx;
  if (new_size == 0) {
    free(ptr);
    return NULL;
  }
  char *moved = realloc(ptr, new_size);
  if (new_size > old_size) memset(moved + old_size, 0xA5, new_size - old_size);
  return moved;
}

/* The vocabulary grows after the matcher has learned; so must what it remembers. */
START_TEST(a_matcher_serves_a_growing_vocabulary) {
  assay_vocabulary *v = NULL;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  assay_pattern *p = new_pattern(S("w*7|the w12*"));
  assay_allocator dirty = {dirty_resize, NULL};
  assay_matcher *m = NULL;
  ck_assert_int_eq(assay_matcher_new(&m, p, v, &dirty, NULL), ASSAY_OK);
  for (unsigned i = 0; i < 300; i++) {
    struct buffer text, got, expected;
    buffer_init(&text, NULL, BUFFER_NO_CEILING);
    buffer_init(&got, NULL, BUFFER_NO_CEILING);
    buffer_init(&expected, NULL, BUFFER_NO_CEILING);
    buffer_addf(&text, "The W%u w%u the x w7", i, i);
    assay_document *d = new_document(v, buffer_str(&text));
    write_hits(m, d, &got);
    bool twelve = i == 12 || i / 10 == 12;
    if (twelve) buffer_addf(&expected, "The W%u|", i);
    if (i % 10 == 7) buffer_addf(&expected, twelve ? "w%u|" : "W%u|w%u|", i, i);
    buffer_add_text(&expected, "w7");
    ck_assert_msg(str_equal(buffer_str(&got), buffer_str(&expected)), "%u: '%.*s'", i,
                  (int)got.len, got.data);
    assay_document_free(d);
    buffer_free(&text);
    buffer_free(&got);
    buffer_free(&expected);
  }
  assay_matcher_free(m);
  assay_pattern_free(p);
  assay_vocabulary_free(v);
}
END_TEST

START_TEST(another_vocabulary_is_refused) {
  assay_pattern *p = new_pattern(S("peace"));
  assay_document *d = new_document(NULL, S("peace")),
                 *other = new_document(NULL, S("war"));
  assay_matcher *m = new_matcher(p, assay_document_vocabulary(d));
  assay_hit hit = {{77, 77}, {77, 77}};
  bool found = true;
  assay_error err;
  ck_assert_int_eq(assay_matcher_next(m, other, 0, &hit, &found, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "the matcher was made for another vocabulary");
  ck_assert(found);
  ck_assert_uint_eq(hit.tokens.begin, 77);
  assay_matcher_free(m);
  assay_document_free(d);
  assay_document_free(other);
  assay_pattern_free(p);
}
END_TEST

/* As many alternatives as there may be, of three steps each; the matcher recurses for
** each one. */
START_TEST(a_thousand_alternatives_match) {
  struct buffer term;
  buffer_init(&term, NULL, BUFFER_NO_CEILING);
  for (unsigned i = 0; i < 1364; i++) buffer_addf(&term, "w%u|", i);
  buffer_add_char(&term, 'x');
  buffer_add_char(&term, '\0');
  check_hits(term.data, "w0 w1363 x w1364", "w0|w1363|x");
  buffer_free(&term);
}
END_TEST

/* -- against the definition -- */

enum { ALTERNATIVES = 3, WORDS = 3 };

struct naive_term {
  bool exact;
  size_t alternatives, words[ALTERNATIVES];
  char word[ALTERNATIVES][WORDS][8]; /* with * and ?; "," stands for itself */
};

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static bool naive_wild(const char *wild, assay_str text, bool exact) {
  if (*wild == '*')
    return naive_wild(wild + 1, text, exact) ||
           (text.len > 0 &&
            naive_wild(wild, (assay_str){text.ptr + 1, text.len - 1}, exact));
  if (*wild == '\0' || text.len == 0) return *wild == '\0' && text.len == 0;
  bool same = *wild == '?' || *wild == *text.ptr;
  if (!exact && !same) same = (*wild | 0x20) == (*text.ptr | 0x20) && *wild >= 'A';
  return same && naive_wild(wild + 1, (assay_str){text.ptr + 1, text.len - 1}, exact);
}

static bool naive_word(const struct naive_term *term, const char *wild,
                       const assay_document *d, size_t token) {
  assay_str text = document_slice(d, (assay_span){d->begin[token], d->end[token]});
  bool word = text.ptr[0] >= 'A';
  if (!word && strpbrk(wild, "*?")) return false;
  return naive_wild(wild, text, term->exact);
}

/* The end of the longest alternative at a token, or the token itself. */
static size_t naive_longest(const struct naive_term *term, const assay_document *d,
                            size_t at) {
  size_t longest = at;
  for (size_t a = 0; a < term->alternatives; a++) {
    size_t n = 0;
    while (n < term->words[a] && at + n < d->token_count &&
           naive_word(term, term->word[a][n], d, at + n))
      n++;
    if (n == term->words[a] && at + n > longest) longest = at + n;
  }
  return longest;
}

static void random_term(uint32_t *state, struct naive_term *term, struct buffer *source) {
  memset(term, 0, sizeof *term);
  term->exact = next_random(state) % 4 == 0;
  term->alternatives = 1 + next_random(state) % ALTERNATIVES;
  if (term->exact) buffer_add_text(source, "case:");
  for (size_t a = 0; a < term->alternatives; a++) {
    if (a > 0) buffer_add_char(source, '|');
    term->words[a] = 1 + next_random(state) % WORDS;
    for (size_t w = 0; w < term->words[a]; w++) {
      char *word = term->word[a][w];
      if (next_random(state) % 10 == 0) word[0] = ',';
      for (uint32_t left = 1 + next_random(state) % 3; left > 0 && *word != ','; left--)
        word[strlen(word)] = "aabbAB**??"[next_random(state) % 10];
      buffer_add_text(source, w > 0 ? next_random(state) % 2 ? "  " : "\n" : "");
      buffer_add_text(source, word);
    }
  }
}

static void random_text(uint32_t *state, struct buffer *text) {
  for (uint32_t left = next_random(state) % 12; left > 0; left--) {
    if (next_random(state) % 6 == 0) buffer_add_text(text, ", ");
    for (uint32_t letters = 1 + next_random(state) % 3; letters > 0; letters--)
      buffer_add_char(text, "aabbAB"[next_random(state) % 6]);
    buffer_add_text(text, next_random(state) % 2 ? " " : "\n");
  }
}

START_TEST(random_terms_match_as_defined) {
  uint32_t state = 17, hits = 0;
  assay_vocabulary *v = NULL;
  ck_assert_int_eq(assay_vocabulary_new(&v, NULL, NULL, NULL), ASSAY_OK);
  for (int trial = 0; trial < 5000; trial++) {
    struct naive_term term;
    struct buffer source, text;
    buffer_init(&source, NULL, BUFFER_NO_CEILING);
    buffer_init(&text, NULL, BUFFER_NO_CEILING);
    random_term(&state, &term, &source);
    assay_pattern *p = new_pattern(buffer_str(&source));
    assay_matcher *m = new_matcher(p, v);
    for (int document = 0; document < 3; document++) {
      buffer_clear(&text);
      random_text(&state, &text);
      assay_document *d = new_document(v, buffer_str(&text));
      size_t from = 0;
      for (bool found = true; found;) {
        assay_hit hit;
        size_t at = from, end = from;
        while (at < d->token_count && (end = naive_longest(&term, d, at)) == at) at++;
        ck_assert_int_eq(assay_matcher_next(m, d, from, &hit, &found, NULL), ASSAY_OK);
        ck_assert_msg(found == (at < d->token_count) &&
                          (!found || (hit.tokens.begin == at && hit.tokens.end == end)),
                      "'%.*s' in '%.*s': %zu..%zu expected from %zu", (int)source.len,
                      source.data, (int)text.len, buffer_str(&text).ptr, at, end, from);
        from = end;
        hits += found;
      }
      assay_document_free(d);
    }
    assay_matcher_free(m);
    assay_pattern_free(p);
    buffer_free(&source);
    buffer_free(&text);
  }
  ck_assert_uint_gt(hits, 5000);
  assay_vocabulary_free(v);
}
END_TEST

static assay_status match_some(const assay_allocator *a, assay_error *err) {
  assay_pattern *p = NULL;
  assay_matcher *m = NULL;
  assay_document *d = NULL;
  assay_hit hit;
  bool found = false;
  assay_status status = assay_pattern_new(&p, S("wom?n|war"), NULL, NULL, err);
  if (status == ASSAY_OK)
    status = assay_document_new(&d, NULL, S("d"), S("one two women"), err);
  if (status == ASSAY_OK)
    status = assay_matcher_new(&m, p, assay_document_vocabulary(d), a, err);
  if (status == ASSAY_OK) status = assay_matcher_next(m, d, 0, &hit, &found, err);
  if (status == ASSAY_OK) ck_assert(found && hit.tokens.begin == 2);
  assay_matcher_free(m);
  assay_document_free(d);
  assay_pattern_free(p);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(match_some);
}
END_TEST

UNIT_MAIN("matcher", words_match_in_any_case, phrases_match_over_any_white_space,
          punctuation_between_words_is_no_match, hits_do_not_overlap,
          the_leftmost_then_the_longest_wins, wildcards_stay_inside_a_word,
          wildcards_alone_match_words_only, alternatives_match_any_of_them,
          case_is_exact_when_asked_for, a_backslash_takes_the_meaning_off,
          hyphens_and_apostrophes_match_as_they_are_cut, letters_beyond_ascii_fold,
          the_search_begins_where_it_is_told, a_matcher_serves_a_growing_vocabulary,
          another_vocabulary_is_refused, a_thousand_alternatives_match,
          random_terms_match_as_defined, out_of_memory_leaves_nothing)
