/*
** test_api.c - the public interface as an embedder meets it: the whole of it with every
** allocation failing in turn, and what happens when it is called wrongly. Includes
** nothing of the core.
*/
#include "unit.h"

static const char essay[] =
    "According to Rosamund Ellery, the League was ‘a clock without hands’. Its members\n"
    "wanted collective security; they did not want to pay for it.\n\n"
    "“We were waiting,” wrote Godfrey Pell, “for better weather.” Dr. Pell's letters\n"
    "of 1935 speak of “collective security” twice.\n";

/* A document with its tokenizer and vocabulary, so that a test frees one thing. */
struct text {
  assay_tokenizer *tokenizer;
  assay_vocabulary *vocabulary;
  assay_document *document;
};

static void text_close(struct text *t) {
  assay_document_free(t->document);
  assay_vocabulary_free(t->vocabulary);
  assay_tokenizer_free(t->tokenizer);
}

static assay_status text_open(struct text *t, const assay_allocator *a, assay_str regex,
                              assay_str bytes, assay_error *err) {
  *t = (struct text){NULL, NULL, NULL};
  assay_tokenizer_options cutting = ASSAY_TOKENIZER_OPTIONS_INIT;
  cutting.regex = regex;
  cutting.allocator = *a;
  assay_status status = assay_tokenizer_new(&t->tokenizer, &cutting, err);
  if (status == ASSAY_OK) status = assay_vocabulary_new(&t->vocabulary, NULL, a, err);
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.tokenizer = t->tokenizer;
  options.vocabulary = t->vocabulary;
  options.allocator = *a;
  if (status == ASSAY_OK)
    status = assay_document_new(&t->document, &options, S("essay"), bytes, err);
  if (status != ASSAY_OK) text_close(t);
  return status;
}

/* -- Every allocation fails once, and from then on -------------------------------- */

static assay_status cut_by_rule(const assay_allocator *a, assay_error *err) {
  struct text t;
  assay_status status = text_open(&t, a, S(""), S(essay), err);
  if (status != ASSAY_OK) return status;
  const assay_span *spans;
  size_t count = 0;
  status = assay_document_sentences(t.document, &spans, &count, err);
  if (status == ASSAY_OK) {
    ck_str(assay_tokenizer_rule(t.tokenizer), "word/1");
    ck_assert_uint_eq(count, 4);
    ck_assert_uint_eq(assay_document_word_count(t.document), 43);
  }
  text_close(&t);
  return status;
}

static assay_status cut_by_regex(const assay_allocator *a, assay_error *err) {
  struct text t;
  assay_status status = text_open(&t, a, S("\\p{Lu}\\pL+"), S(essay), err);
  if (status != ASSAY_OK) return status;
  assay_tokens tokens = assay_document_tokens(t.document);
  ck_assert_uint_eq(tokens.count, 10); /* According ... Dr Pell */
  ck_str(assay_vocabulary_term(t.vocabulary, tokens.term[1]), "rosamund");
  text_close(&t);
  return status;
}

/* Each encoding of the ladder takes another way to UTF-8. */
static const struct {
  assay_str bytes;
  const char *encoding, *text;
  size_t replaced;
} encodings[] = {
    {{"caf\xC3\xA9", 5}, "utf-8", "caf\xC3\xA9", 0},
    {{"\xEF\xBB\xBFpeace", 8}, "utf-8", "peace", 0},
    {{"\xFF\xFEp\0e\0", 6}, "utf-16le", "pe", 0},
    {{"\xFE\xFF\0p\0e\xD8\0", 8}, "utf-16be", "pe\xEF\xBF\xBD", 1},
    {{"caf\xE9 \x93so\x94", 9}, "windows-1252", "café “so”", 0},
    {{"caf\xC3\xA9 \xFF", 7}, "utf-8", "café \xEF\xBF\xBD", 1},
};
enum { ENCODINGS = sizeof encodings / sizeof *encodings };

static assay_status decode_all(const assay_allocator *a, assay_error *err) {
  for (size_t i = 0; i < ENCODINGS; i++) {
    struct text t;
    assay_status status = text_open(&t, a, S(""), encodings[i].bytes, err);
    if (status != ASSAY_OK) return status;
    ck_str(assay_document_text(t.document), encodings[i].text);
    ck_assert_str_eq(assay_document_encoding(t.document), encodings[i].encoding);
    ck_assert_uint_eq(assay_document_replaced(t.document), encodings[i].replaced);
    text_close(&t);
  }
  return ASSAY_OK;
}

static assay_status count_hits(const assay_pattern *pattern, struct text *t,
                               const assay_allocator *a, size_t *hits, assay_error *err) {
  assay_matcher *matcher;
  assay_status status = assay_matcher_new(&matcher, pattern, t->vocabulary, a, err);
  if (status != ASSAY_OK) return status;
  assay_hit hit = {{0, 0}, {0, 0}};
  bool found = true;
  *hits = 0;
  while (found && status == ASSAY_OK) {
    status = assay_matcher_next(matcher, t->document, hit.tokens.end, &hit, &found, err);
    *hits += status == ASSAY_OK && found;
  }
  assay_matcher_free(matcher);
  return status;
}

/* Words, phrases, wildcards, alternatives, exact case. */
static const struct {
  assay_str term;
  size_t hits;
} terms[] = {
    {{"collective security", 19}, 2},
    {{"p?ll|PEACE", 10}, 1},
    {{"w*t*", 4}, 6},
    {{"case:Pell", 9}, 1},
    {{"peace", 5}, 0},
};

static assay_status search(const assay_allocator *a, assay_error *err) {
  struct text t;
  assay_status status = text_open(&t, a, S(""), S(essay), err);
  if (status != ASSAY_OK) return status;
  for (size_t i = 0; i < sizeof terms / sizeof *terms && status == ASSAY_OK; i++) {
    assay_pattern *pattern = NULL;
    size_t hits = 0;
    status = assay_pattern_new(&pattern, terms[i].term, t.tokenizer, a, err);
    if (status == ASSAY_OK) status = count_hits(pattern, &t, a, &hits, err);
    if (status == ASSAY_OK)
      ck_assert_msg(hits == terms[i].hits, "%s: %zu hits", terms[i].term.ptr, hits);
    assay_pattern_free(pattern);
  }
  text_close(&t);
  return status;
}

static assay_status find_quotes(const assay_allocator *a, assay_error *err) {
  struct text t;
  assay_status status = text_open(&t, a, S(""), S(essay), err);
  if (status != ASSAY_OK) return status;
  const assay_quote *quotes;
  size_t count = 0;
  status = assay_document_quotes(t.document, &quotes, &count, err);
  if (status == ASSAY_OK) {
    ck_assert_uint_eq(count, 3);
    ck_str(quotes[0].speaker, "Rosamund Ellery");
    ck_str(quotes[1].speaker, "Godfrey Pell");
    ck_assert_uint_eq(quotes[1].part_count, 2);
    ck_assert_int_eq(quotes[2].parent, -1);
  }
  text_close(&t);
  return status;
}

static assay_status merge_and_list(assay_ngrams *all, assay_ngrams *some,
                                   assay_error *err) {
  assay_status status = assay_ngrams_merge(all, some, err);
  if (status == ASSAY_OK) status = assay_ngrams_sort(all, err);
  assay_ngram gram;
  for (size_t i = 0; status == ASSAY_OK && i < assay_ngrams_count(all); i++)
    status = assay_ngrams_at(all, i, &gram, err);
  if (status == ASSAY_OK) status = assay_ngrams_at(all, 0, &gram, err);
  if (status == ASSAY_OK) {
    ck_str(gram.text, "collective security");
    ck_assert_uint_eq(gram.count, 4);
    ck_assert_uint_eq(gram.documents, 2);
  }
  return status;
}

static assay_status count_ngrams(const assay_allocator *a, assay_error *err) {
  struct text t;
  assay_status status = text_open(&t, a, S(""), S(essay), err);
  if (status != ASSAY_OK) return status;
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  options.min_n = 2;
  options.max_n = 3;
  options.allocator = *a;
  assay_ngrams *all = NULL, *some = NULL;
  status = assay_ngrams_new(&all, &options, err);
  if (status == ASSAY_OK) status = assay_ngrams_new(&some, &options, err);
  if (status == ASSAY_OK) status = assay_ngrams_add(all, t.document, err);
  if (status == ASSAY_OK) status = assay_ngrams_add(some, t.document, err);
  if (status == ASSAY_OK) status = merge_and_list(all, some, err);
  assay_ngrams_free(some);
  assay_ngrams_free(all);
  text_close(&t);
  return status;
}

START_TEST(running_out_of_memory_is_reported_and_leaks_nothing) {
  unit_fail_each(cut_by_rule);
  unit_fail_each(cut_by_regex);
  unit_fail_each(decode_all);
  unit_fail_each(search);
  unit_fail_each(find_quotes);
  unit_fail_each(count_ngrams);
}
END_TEST

/* -- Calling it wrongly ------------------------------------------------------------- */

static const assay_allocator by_malloc = {NULL, NULL};

START_TEST(a_struct_of_another_size_is_refused) {
  assay_error err;
  assay_tokenizer_options cutting = ASSAY_TOKENIZER_OPTIONS_INIT;
  cutting.size += 8;
  assay_tokenizer *tokenizer = NULL;
  ck_assert_int_eq(assay_tokenizer_new(&tokenizer, &cutting, &err), ASSAY_EARG);
  ck_assert_ptr_null(tokenizer);
  ck_assert_ptr_nonnull(strstr(err.message, "size"));

  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.size = 0;
  assay_document *document = NULL;
  ck_assert_int_eq(assay_document_new(&document, &options, S("x"), S("x"), &err),
                   ASSAY_EARG);
  ck_assert_ptr_null(document);

  assay_ngrams_options counting = ASSAY_NGRAMS_OPTIONS_INIT;
  counting.size = 1;
  assay_ngrams *ngrams = NULL;
  ck_assert_int_eq(assay_ngrams_new(&ngrams, &counting, &err), ASSAY_EARG);
  ck_assert_ptr_null(ngrams);
}
END_TEST

START_TEST(orders_of_ngrams_have_bounds) {
  const uint32_t wrong[][2] = {{0, 1}, {2, 1}, {1, ASSAY_NGRAM_MAX + 1}, {0, 0}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
    options.min_n = wrong[i][0];
    options.max_n = wrong[i][1];
    assay_ngrams *ngrams = NULL;
    ck_assert_int_eq(assay_ngrams_new(&ngrams, &options, NULL), ASSAY_EARG);
    ck_assert_ptr_null(ngrams);
  }
}
END_TEST

START_TEST(an_error_may_be_nobodys_business) {
  assay_tokenizer_options cutting = ASSAY_TOKENIZER_OPTIONS_INIT;
  cutting.regex = S("(");
  assay_tokenizer *tokenizer = NULL;
  ck_assert_int_eq(assay_tokenizer_new(&tokenizer, &cutting, NULL), ASSAY_EPATTERN);
  assay_pattern *pattern = NULL;
  ck_assert_int_eq(assay_pattern_new(&pattern, S("  "), NULL, NULL, NULL),
                   ASSAY_EPATTERN);
  ck_assert_ptr_null(pattern);
  assay_document *document = NULL;
  ck_assert_int_eq(
      assay_document_new(&document, NULL, S("x"), S("\x89PNG\r\n\x1A\n\0\0\0\0"), NULL),
      ASSAY_EFORMAT);
  ck_assert_ptr_null(document);
}
END_TEST

START_TEST(a_failure_names_its_document) {
  assay_error err;
  assay_document *document = NULL;
  ck_assert_int_eq(
      assay_document_new(&document, NULL, S("a.png"), S("\x89PNG\r\n\x1A\n\0\0"), &err),
      ASSAY_EFORMAT);
  ck_assert_int_eq(err.status, ASSAY_EFORMAT);
  ck_assert_str_eq(err.source, "a.png");
  ck_assert_ptr_nonnull(strstr(err.message, "PNG"));
}
END_TEST

START_TEST(the_empty_text_is_a_text) {
  struct text t;
  const assay_str nothing[] = {{"", 0}, {NULL, 0}, {"\xEF\xBB\xBF", 3}, {" \r\n", 3}};
  for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
    ck_assert_int_eq(text_open(&t, &by_malloc, S(""), nothing[i], NULL), ASSAY_OK);
    const assay_span *spans;
    const assay_quote *quotes;
    size_t sentences = 9, quoted = 9;
    ck_assert_uint_eq(assay_document_tokens(t.document).count, 0);
    ck_assert_uint_eq(assay_vocabulary_count(t.vocabulary), 0);
    ck_assert_int_eq(assay_document_sentences(t.document, &spans, &sentences, NULL),
                     ASSAY_OK);
    ck_assert_uint_eq(sentences, 0);
    ck_assert_int_eq(assay_document_quotes(t.document, &quotes, &quoted, NULL), ASSAY_OK);
    ck_assert_uint_eq(quoted, 0);
    assay_ngrams *ngrams;
    assay_ngram gram;
    ck_assert_int_eq(assay_ngrams_new(&ngrams, NULL, NULL), ASSAY_OK);
    ck_assert_int_eq(assay_ngrams_add(ngrams, t.document, NULL), ASSAY_OK);
    ck_assert_int_eq(assay_ngrams_sort(ngrams, NULL), ASSAY_OK);
    ck_assert_uint_eq(assay_ngrams_count(ngrams), 0);
    ck_assert_int_eq(assay_ngrams_at(ngrams, 0, &gram, NULL), ASSAY_EARG);
    assay_ngrams_free(ngrams);
    text_close(&t);
  }
}
END_TEST

START_TEST(a_nul_is_a_character) {
  struct text t;
  assay_str bytes = S("the trea\0ty of 1935, the treaty");
  ck_assert_int_eq(text_open(&t, &by_malloc, S(""), bytes, NULL), ASSAY_OK);
  assay_str text = assay_document_text(t.document);
  ck_assert_uint_eq(text.len, bytes.len);
  ck_assert_mem_eq(text.ptr, bytes.ptr, bytes.len);
  assay_tokens tokens = assay_document_tokens(t.document);
  ck_str(assay_vocabulary_term(t.vocabulary, tokens.term[tokens.count - 1]), "treaty");
  assay_pattern *pattern;
  size_t hits;
  ck_assert_int_eq(assay_pattern_new(&pattern, S("treaty"), NULL, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(count_hits(pattern, &t, NULL, &hits, NULL), ASSAY_OK);
  ck_assert_uint_eq(hits, 1);
  assay_pattern_free(pattern);
  text_close(&t);
}
END_TEST

START_TEST(nothing_can_be_freed) {
  assay_tokenizer_free(NULL);
  assay_vocabulary_free(NULL);
  assay_document_free(NULL);
  assay_pattern_free(NULL);
  assay_matcher_free(NULL);
  assay_ngrams_free(NULL);
}
END_TEST

START_TEST(a_matcher_keeps_to_its_vocabulary) {
  struct text here, there;
  ck_assert_int_eq(text_open(&here, &by_malloc, S(""), S("peace"), NULL), ASSAY_OK);
  ck_assert_int_eq(text_open(&there, &by_malloc, S(""), S("peace"), NULL), ASSAY_OK);
  assay_pattern *pattern;
  assay_matcher *matcher;
  assay_hit hit = {{7, 7}, {7, 7}};
  bool found = true;
  ck_assert_int_eq(assay_pattern_new(&pattern, S("peace"), NULL, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_matcher_new(&matcher, pattern, here.vocabulary, NULL, NULL),
                   ASSAY_OK);
  ck_assert_int_eq(assay_matcher_next(matcher, there.document, 0, &hit, &found, NULL),
                   ASSAY_EARG);
  ck_assert_uint_eq(hit.tokens.begin, 7); /* outputs are untouched */
  ck_assert(found);
  ck_assert_int_eq(assay_matcher_next(matcher, here.document, 99, &hit, &found, NULL),
                   ASSAY_OK);
  ck_assert(!found);
  assay_matcher_free(matcher);
  assay_pattern_free(pattern);
  text_close(&there);
  text_close(&here);
}
END_TEST

START_TEST(ngrams_merge_only_with_their_like) {
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *ones, *twos;
  assay_error err;
  ck_assert_int_eq(assay_ngrams_new(&ones, &options, NULL), ASSAY_OK);
  options.max_n = 2;
  ck_assert_int_eq(assay_ngrams_new(&twos, &options, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_merge(ones, twos, &err), ASSAY_EARG);
  ck_assert_int_eq(assay_ngrams_merge(twos, ones, &err), ASSAY_EARG);
  assay_ngrams_free(twos);
  assay_ngrams_free(ones);
}
END_TEST

START_TEST(an_unknown_term_has_no_form) {
  assay_vocabulary *vocabulary;
  ck_assert_int_eq(assay_vocabulary_new(&vocabulary, NULL, NULL, NULL), ASSAY_OK);
  ck_str(assay_vocabulary_term(vocabulary, 0), "");
  ck_str(assay_vocabulary_term(vocabulary, UINT32_MAX), "");
  assay_vocabulary_free(vocabulary);
}
END_TEST

START_TEST(every_status_and_kind_has_a_name) {
  for (int status = ASSAY_ECANCELLED; status <= ASSAY_OK; status++) {
    const char *name = assay_status_name((assay_status)status);
    ck_assert_uint_gt(strlen(name), 0);
    for (int other = ASSAY_ECANCELLED; other < status; other++)
      ck_assert_str_ne(name, assay_status_name((assay_status)other));
  }
  ck_assert_ptr_nonnull(assay_status_name((assay_status)99));
  ck_assert_str_eq(assay_quote_kind_name(ASSAY_QUOTE_DIRECT), "direct");
  ck_assert_str_eq(assay_quote_kind_name(ASSAY_QUOTE_SLOGAN), "slogan");
  ck_assert_str_eq(assay_unicode_version(), "15.0.0");
}
END_TEST

UNIT_MAIN("api", running_out_of_memory_is_reported_and_leaks_nothing,
          a_struct_of_another_size_is_refused, orders_of_ngrams_have_bounds,
          an_error_may_be_nobodys_business, a_failure_names_its_document,
          the_empty_text_is_a_text, a_nul_is_a_character, nothing_can_be_freed,
          a_matcher_keeps_to_its_vocabulary, ngrams_merge_only_with_their_like,
          an_unknown_term_has_no_form, every_status_and_kind_has_a_name)
