/* test_concordance.c - contexts in words, and what a document's ends do to them. */
#include "query/concordance.h"

#include "base/table.h"
#include "corpus/document.h"
#include "unit.h"

static assay_document *new_document(const char *text) {
  assay_document *d = NULL;
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), str_from(text), NULL), ASSAY_OK);
  return d;
}

/* Where `part` stands first in the text. */
static assay_span place(const char *text, const char *part) {
  const char *at = strstr(text, part);
  ck_assert_msg(at != NULL, "'%s' is not in the text", part);
  uint32_t begin = (uint32_t)(at - text);
  return (assay_span){begin, begin + (uint32_t)strlen(part)};
}

static void check_contexts(const char *text, const char *hit, size_t words,
                           const char *left, const char *right) {
  assay_document *d = new_document(text);
  assay_span bytes = place(text, hit);
  assay_span l = context_left(d, bytes, words), r = context_right(d, bytes, words);
  ck_str(document_slice(d, l), left);
  ck_str(document_slice(d, r), right);
  ck_assert_uint_le(l.end, bytes.begin);
  ck_assert_uint_ge(r.begin, bytes.end);
  assay_document_free(d);
}

START_TEST(contexts_are_counted_in_words) {
  const char *text = "one two three HIT four five six";
  check_contexts(text, "HIT", 1, "three", "four");
  check_contexts(text, "HIT", 2, "two three", "four five");
  check_contexts(text, "HIT", 3, "one two three", "four five six");
}
END_TEST

START_TEST(documents_end_contexts) {
  const char *text = "one HIT two";
  check_contexts(text, "HIT", 2, "one", "two");
  check_contexts(text, "HIT", SIZE_MAX, "one", "two");
  check_contexts("HIT", "HIT", 5, "", "");
  check_contexts("  HIT \n", "HIT", 5, "", "");
  check_contexts("\"HIT!\"", "HIT", 5, "\"", "!\"");
}
END_TEST

START_TEST(punctuation_is_no_word_but_stays) {
  const char *text = "In 1935, he said: \"HIT, no; peace!\" And left.";
  check_contexts(text, "HIT", 1, "said: \"", ", no;");
  check_contexts(text, "HIT", 2, "he said: \"", ", no; peace!\"");
  check_contexts(text, "HIT", 3, "1935, he said: \"", ", no; peace!\" And");
  check_contexts(text, "HIT", 4, "In 1935, he said: \"", ", no; peace!\" And left.");
}
END_TEST

START_TEST(only_punctuation_beside_the_last_word_belongs_to_it) {
  check_contexts("one - HIT two - three", "HIT", 1, "one -", "two");
  check_contexts("HIT two.\" - three", "HIT", 1, "", "two.\"");
}
END_TEST

START_TEST(line_breaks_stay_inside_and_go_at_the_ends) {
  check_contexts("one\ntwo \r\n HIT\n\n three\nfour\n", "HIT", 2, "one\ntwo",
                 "three\nfour");
}
END_TEST

/* Failed while the closing marks after the hit counted as context of no word. */
START_TEST(no_words_are_no_context) {
  check_contexts("one \"HIT.\" two", "HIT", 0, "", "");
  check_contexts("one HIT two", "HIT", 0, "", "");
}
END_TEST

/* A hit that is not made of whole words, as the words of a quotation may be. Failed
** while the rest of the word before was no word, but that of the word after was one. */
START_TEST(a_cut_word_counts_on_either_side) {
  check_contexts("one twoHITthree four", "HIT", 1, "two", "three");
  check_contexts("one twoHITthree four", "HIT", 2, "one two", "three four");
  check_contexts("one twoHITthree four", "HIT", 0, "", "");
}
END_TEST

START_TEST(empty_hits_have_contexts) {
  assay_document *d = new_document("one two");
  assay_span middle = {3, 3}, end = {7, 7};
  ck_str(document_slice(d, context_left(d, middle, 1)), "one");
  ck_str(document_slice(d, context_right(d, middle, 1)), "two");
  ck_str(document_slice(d, context_left(d, end, 1)), "two");
  ck_str(document_slice(d, context_right(d, end, 1)), "");
  assay_document_free(d);
  d = new_document("");
  assay_span none = {0, 0};
  ck_assert_uint_eq(context_left(d, none, 3).end, 0);
  ck_assert_uint_eq(context_right(d, none, 3).end, 0);
  assay_document_free(d);
}
END_TEST

static void check_sentence(const char *text, uint32_t at, uint32_t begin, uint32_t end) {
  assay_document *d = new_document(text);
  assay_span sentence;
  ck_assert_int_eq(context_sentence(d, at, &sentence, NULL), ASSAY_OK);
  ck_assert_uint_eq(sentence.begin, begin);
  ck_assert_uint_eq(sentence.end, end);
  assay_document_free(d);
}

START_TEST(a_sentence_is_found_by_any_of_its_bytes) {
  const char *text = " Peace now. And war."; /* [1, 11) and [12, 20) */
  check_sentence(text, 1, 1, 11);
  check_sentence(text, 10, 1, 11);
  check_sentence(text, 12, 12, 20);
  check_sentence(text, 19, 12, 20);
  check_sentence(text, 0, 0, 0); /* between sentences there is none */
  check_sentence(text, 11, 11, 11);
  check_sentence(text, 20, 20, 20);
  check_sentence("", 0, 0, 0);
}
END_TEST

static void check_rest(const char *text, const char *hit, const char *before,
                       const char *after) {
  assay_document *d = new_document(text);
  assay_span b, a;
  ck_assert_int_eq(context_in_sentence(d, place(text, hit), &b, &a, NULL), ASSAY_OK);
  ck_str(document_slice(d, b), before);
  ck_str(document_slice(d, a), after);
  assay_document_free(d);
}

START_TEST(the_rest_of_a_sentence_has_no_space_beside_the_hit) {
  const char *text = "We won. He wanted\npeace, not war. They left.";
  check_rest(text, "peace", "He wanted", ", not war.");
  check_rest(text, "He", "", "wanted\npeace, not war.");
  check_rest(text, "war.", "He wanted\npeace, not", "");
  check_rest(text, "He wanted\npeace, not war.", "", "");
}
END_TEST

/* Failed while the second sentence was cut off at the end of the hit. */
START_TEST(a_hit_over_two_sentences_has_the_rest_of_both) {
  check_rest("The last war\n\nPeace came late. It stayed.", "war\n\nPeace", "The last",
             "came late.");
}
END_TEST

START_TEST(outside_of_sentences_there_is_no_rest) {
  assay_document *d = new_document("Peace.  War.");
  assay_span gap = {7, 7}, before, after;
  ck_assert_int_eq(context_in_sentence(d, gap, &before, &after, NULL), ASSAY_OK);
  ck_assert_uint_eq(before.begin, before.end);
  ck_assert_uint_eq(after.begin, after.end);
  assay_document_free(d);
}
END_TEST

static assay_status ask_for_sentence(const assay_allocator *a, assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.allocator = *a;
  assay_document *d = NULL;
  assay_span hit = {0, 5}, before, after;
  char text[4000]; /* more sentences than fit in the arena's first block */
  for (size_t i = 0; i < sizeof text; i += 4) memcpy(text + i, "Oh! ", 4);
  assay_status status = assay_document_new(&d, &options, S("d"),
                                           (assay_str){text, sizeof text}, err);
  if (status == ASSAY_OK) status = context_in_sentence(d, hit, &before, &after, err);
  assay_document_free(d);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(ask_for_sentence);
}
END_TEST

UNIT_MAIN("concordance", contexts_are_counted_in_words, documents_end_contexts,
          punctuation_is_no_word_but_stays,
          only_punctuation_beside_the_last_word_belongs_to_it,
          line_breaks_stay_inside_and_go_at_the_ends, no_words_are_no_context,
          a_cut_word_counts_on_either_side, empty_hits_have_contexts,
          a_sentence_is_found_by_any_of_its_bytes,
          the_rest_of_a_sentence_has_no_space_beside_the_hit,
          a_hit_over_two_sentences_has_the_rest_of_both,
          outside_of_sentences_there_is_no_rest, out_of_memory_leaves_nothing)
