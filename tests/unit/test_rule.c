/* test_rule.c - names of what a tokenizer does, read and written; and keys by them. */
#include "base/buffer.h"
#include "text/dictionary.h"
#include "text/rule.h"
#include "text/stem.h"
#include "unit.h"

static assay_tokenizer_options plain(void) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  return options;
}

static void check_name(const assay_tokenizer_options *options, const char *expected) {
  assay_tokenizer *t;
  assay_error err;
  if (assay_tokenizer_new(&t, options, &err) != ASSAY_OK) ck_abort_msg("%s", err.message);
  ck_str(assay_tokenizer_rule(t), expected);
  assay_tokenizer_free(t);
}

START_TEST(names_are_canonical) {
  assay_tokenizer_options o = plain();
  check_name(NULL, "word/1");
  ck_str(assay_tokenizer_rule(NULL), "word/1");
  check_name(&o, "word/1");
  o.fold = ASSAY_FOLD_CASE; /* implies composition */
  check_name(&o, "word/1");
  o.cut = ASSAY_JOIN_WEB | ASSAY_JOIN_HYPHENS | ASSAY_SPLIT_ELISIONS;
  check_name(&o, "word/1 join=hyphens,web elide");
  o.fold = ASSAY_FOLD_MARKS | ASSAY_FOLD_TURKISH;
  check_name(&o, "word/1 join=hyphens,web elide fold=turkish,marks");
  o.cut = 0x3F;
  o.fold = ASSAY_FOLD_NONE;
  check_name(&o, "word/1 join=hyphens,apostrophes,numbers,abbreviations,lines,web "
                 "fold=none");
  o = plain();
  o.fold = ASSAY_FOLD_NFC;
  check_name(&o, "word/1 fold=nfc");
  o.regex = S("[a-z]+");
  check_name(&o, "regex fold=nfc:[a-z]+");
  o.fold = ASSAY_FOLD_DEFAULT;
  check_name(&o, "regex:[a-z]+");
}
END_TEST

START_TEST(libraries_are_named) {
  assay_tokenizer_options o = plain();
  char expected[64] = "word/1";
  o.cut = ASSAY_CUT_DICTIONARY;
  if (dictionary_version()[0]) {
    strncat(expected, " dictionary=", 20);
    strncat(expected, dictionary_version(), 20);
  }
  check_name(&o, expected);
  if (stem_count() == 0) return;
  o = plain();
  o.stem = S("EN");
  check_name(&o, "word/1 stem=english");
}
END_TEST

START_TEST(lists_are_read) {
  uint32_t cut = ASSAY_SPLIT_ELISIONS, fold = 0;
  ck_assert_int_eq(rule_read_join(S("web, hyphens"), &cut, NULL), ASSAY_OK);
  ck_assert_uint_eq(cut, ASSAY_SPLIT_ELISIONS | ASSAY_JOIN_WEB | ASSAY_JOIN_HYPHENS);
  ck_assert_int_eq(rule_read_fold(S("case,marks"), &fold, NULL), ASSAY_OK);
  ck_assert_uint_eq(fold, ASSAY_FOLD_CASE | ASSAY_FOLD_MARKS);
  ck_assert_int_eq(rule_read_fold(S("none"), &fold, NULL), ASSAY_OK);
  ck_assert_uint_eq(fold, ASSAY_FOLD_NONE);
}
END_TEST

static void check_refused(assay_status status, const assay_error *err,
                          const char *message) {
  ck_assert_int_eq(status, ASSAY_EARG);
  ck_assert_str_eq(err->message, message);
}

START_TEST(wrong_lists_are_refused) {
  uint32_t bits = 7;
  assay_error err;
  check_refused(rule_read_join(S("hyphen"), &bits, &err), &err,
                "there is no 'hyphen', did you mean 'hyphens'?");
  check_refused(rule_read_join(S("web,"), &bits, &err), &err,
                "there is no ''; there are hyphens, apostrophes, numbers, abbreviations, "
                "lines and web");
  check_refused(
      rule_read_fold(S("upper"), &bits, &err), &err,
      "there is no 'upper'; there are nfc, case, turkish, marks, nfkc and none");
  check_refused(rule_read_fold(S("none,case"), &bits, &err), &err, "'none' stands alone");
  ck_assert_uint_eq(bits, 7);
}
END_TEST

static void check_options(const assay_tokenizer_options *o, const char *message) {
  assay_tokenizer *t = NULL;
  assay_error err;
  check_refused(assay_tokenizer_new(&t, o, &err), &err, message);
  ck_assert_ptr_null(t);
}

START_TEST(what_does_not_go_together_is_refused) {
  assay_tokenizer_options o = plain();
  o.cut = 1u << 20;
  check_options(&o, "tokenizer options have unknown cuts 0x100000");
  o = plain();
  o.fold = 1u << 8; /* inside only */
  check_options(&o, "tokenizer options have unknown foldings 0x100");
  o = plain();
  o.regex = S("a");
  o.cut = ASSAY_JOIN_WEB;
  check_options(&o, "tokens by a regular expression are neither joined nor split");
  o = plain();
  o.stem = S("english");
  o.fold = ASSAY_FOLD_NFC;
  check_options(&o, "stemming needs words in small letters: fold case");
}
END_TEST

/* Texts and terms get their keys from the same rule. */
START_TEST(patterns_have_the_keys_of_texts) {
  assay_tokenizer_options o = plain();
  assay_tokenizer *t;
  assay_document *d;
  assay_pattern *p;
  assay_matcher *m;
  assay_hit hit;
  bool found;
  assay_document_options with = ASSAY_DOCUMENT_OPTIONS_INIT;
  o.fold = ASSAY_FOLD_CASE | ASSAY_FOLD_MARKS;
  o.cut = ASSAY_JOIN_HYPHENS;
  ck_assert_int_eq(assay_tokenizer_new(&t, &o, NULL), ASSAY_OK);
  with.tokenizer = t;
  ck_assert_int_eq(
      assay_document_new(&d, &with, S("x"), S("Le tr\u00E8s-C\u00C9L\u00C8BRE"), NULL),
      ASSAY_OK);
  static const struct {
    const char *term;
    bool found;
  } cases[] = {{"Tr\u00E8s-celebre", true}, {"tres-c*", true}, {"tres", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assay_str term = {cases[i].term, strlen(cases[i].term)};
    ck_assert_int_eq(assay_pattern_new(&p, term, t, NULL, NULL), ASSAY_OK);
    ck_assert_int_eq(assay_matcher_new(&m, p, assay_document_vocabulary(d), NULL, NULL),
                     ASSAY_OK);
    ck_assert_int_eq(assay_matcher_next(m, d, 0, &hit, &found, NULL), ASSAY_OK);
    ck_assert_msg(found == cases[i].found, "%s", cases[i].term);
    assay_matcher_free(m);
    assay_pattern_free(p);
  }
  assay_document_free(d);
  assay_tokenizer_free(t);
}
END_TEST

START_TEST(patterns_are_stemmed_but_not_wildcards) {
  if (stem_count() == 0) return;
  assay_tokenizer_options o = plain();
  assay_tokenizer *t;
  assay_pattern *p;
  o.stem = S("en");
  ck_assert_int_eq(assay_tokenizer_new(&t, &o, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_pattern_new(&p, S("negotiations"), t, NULL, NULL), ASSAY_OK);
  ck_str(assay_pattern_form(p), "word, any case, by stem");
  assay_pattern_free(p);
  assay_vocabulary *v;
  ck_assert_int_eq(assay_vocabulary_new(&v, t, NULL, NULL), ASSAY_OK);
  assay_vocabulary_free(v);
  assay_tokenizer_free(t);
}
END_TEST

static assay_status name_some(const assay_allocator *a, assay_error *err) {
  assay_tokenizer_options o = plain();
  assay_tokenizer *t = NULL;
  assay_vocabulary *v = NULL;
  o.allocator = *a;
  o.cut = 0x3F;
  o.fold = ASSAY_FOLD_TURKISH;
  if (stem_count() > 0) o.stem = S("turkish");
  assay_status status = assay_tokenizer_new(&t, &o, err);
  if (status == ASSAY_OK) status = assay_vocabulary_new(&v, t, a, err);
  assay_vocabulary_free(v);
  assay_tokenizer_free(t);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(name_some);
}
END_TEST

UNIT_MAIN("rule", names_are_canonical, libraries_are_named, lists_are_read,
          wrong_lists_are_refused, what_does_not_go_together_is_refused,
          patterns_have_the_keys_of_texts, patterns_are_stemmed_but_not_wildcards,
          out_of_memory_leaves_nothing)
