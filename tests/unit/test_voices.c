/* test_voices.c - whose words tokens are, and what does not cross from one to another. */
#include "quote/voices.h"

#include "base/table.h"
#include "corpus/document.h"
#include "unit.h"

static const char text[] = "Peace failed. Lee writes that it was \xE2\x80\x98"
                           "a peace without peace\xE2\x80\x99. "
                           "The so-called \xE2\x80\x98peace\xE2\x80\x99 did not last.";

static assay_document *new_document(const char *bytes, const assay_allocator *a) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  assay_document *d = NULL;
  if (a) options.allocator = *a;
  if (assay_document_new(&d, &options, S("d"), str_from(bytes), NULL) != ASSAY_OK)
    return NULL;
  return d;
}

static size_t count_hits(assay_document *d, const char *term) {
  assay_pattern *pattern;
  assay_matcher *matcher;
  assay_hit hit = {{0, 0}, {0, 0}};
  bool found = true;
  size_t count = 0;
  ck_assert_int_eq(assay_pattern_new(&pattern, str_from(term), NULL, NULL, NULL),
                   ASSAY_OK);
  ck_assert_int_eq(
      assay_matcher_new(&matcher, pattern, assay_document_vocabulary(d), NULL, NULL),
      ASSAY_OK);
  for (;; count++) {
    ck_assert_int_eq(assay_matcher_next(matcher, d, hit.tokens.end, &hit, &found, NULL),
                     ASSAY_OK);
    if (!found) break;
  }
  assay_matcher_free(matcher);
  assay_pattern_free(pattern);
  return count;
}

static void set_region(assay_document *d, enum voice_region region) {
  ck_assert_int_eq(voices_region(d, region, &d->region, NULL), ASSAY_OK);
}

/* Words: Peace failed Lee writes that it was | a peace without peace | The so called
** peace did not last. The term in marks is the writer's. */
START_TEST(every_word_has_one_voice) {
  assay_document *d = new_document(text, NULL);
  const struct voices *voices;
  ck_assert_int_eq(voices_of(d, &voices, NULL), ASSAY_OK);
  ck_assert_uint_eq(voices->quotes.word_count, 4);
  ck_assert_uint_eq(voices->narration.word_count, 14);
  ck_assert_uint_eq(assay_document_word_count(d), 18);
  ck_assert_uint_eq(voices->words[0], 4);
  ck_assert_uint_eq(voices->words[1], 0);
  assay_document_free(d);
}
END_TEST

START_TEST(searching_stays_inside) {
  assay_document *d = new_document(text, NULL);
  ck_assert_uint_eq(count_hits(d, "peace"), 4);
  set_region(d, REGION_QUOTES);
  ck_assert_uint_eq(count_hits(d, "peace"), 2);
  ck_assert_uint_eq(assay_document_word_count(d), 4);
  set_region(d, REGION_NARRATION);
  ck_assert_uint_eq(count_hits(d, "peace"), 2);
  ck_assert_uint_eq(assay_document_word_count(d), 14);
  set_region(d, REGION_ALL);
  ck_assert_uint_eq(count_hits(d, "peace"), 4);
  assay_document_free(d);
}
END_TEST

/* "was ... The" are not neighbours, though nothing that counts stands between them. */
START_TEST(nothing_jumps_over_what_is_left_out) {
  static const char quoted[] = "It was \xE2\x80\x9Cnever tried, never meant,\xE2\x80\x9D "
                               "writes Lee, \xE2\x80\x9Cnever wanted\xE2\x80\x9D.";
  assay_document *d = new_document(quoted, NULL);
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *ngrams;
  assay_ngram gram;
  options.min_n = options.max_n = 2;
  ck_assert_int_eq(assay_ngrams_new(&ngrams, &options, NULL), ASSAY_OK);
  set_region(d, REGION_NARRATION);
  ck_assert_uint_eq(count_hits(d, "was writes"), 0);
  ck_assert_int_eq(assay_ngrams_add(ngrams, d, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_sort(ngrams, NULL), ASSAY_OK);
  ck_assert_uint_eq(assay_ngrams_count(ngrams), 2); /* it was; writes lee */
  ck_assert_int_eq(assay_ngrams_at(ngrams, 1, &gram, NULL), ASSAY_OK);
  ck_str(gram.text, "writes lee");
  set_region(d, REGION_QUOTES);
  ck_assert_uint_eq(count_hits(d, "meant never"), 0);
  ck_assert_uint_eq(count_hits(d, "never"), 3);
  assay_ngrams_free(ngrams);
  assay_document_free(d);
}
END_TEST

START_TEST(a_hit_over_a_border_is_the_outer_voices) {
  assay_document *d = new_document(text, NULL);
  const struct voices *voices;
  ck_assert_int_eq(voices_of(d, &voices, NULL), ASSAY_OK);
  size_t first = document_token_at(d, (uint32_t)(strstr(text, "a peace") - text));
  assay_span inside = {(uint32_t)first, (uint32_t)first + 2};
  assay_span across = {(uint32_t)first - 2, (uint32_t)first + 2};
  ck_assert_int_eq(voices_at(voices, inside), 0);
  ck_assert_int_eq(voices_at(voices, across), VOICE_WRITER);
  assay_document_free(d);
}
END_TEST

START_TEST(without_quotations_all_is_narration) {
  assay_document *d = new_document("No marks here.", NULL),
                 *empty = new_document("", NULL);
  const struct voices *voices;
  ck_assert_int_eq(voices_of(d, &voices, NULL), ASSAY_OK);
  ck_assert_uint_eq(voices->narration.word_count, 3);
  ck_assert_uint_eq(voices->quotes.count, 0);
  ck_assert_int_eq(voices_of(empty, &voices, NULL), ASSAY_OK);
  ck_assert_uint_eq(voices->narration.count, 0);
  assay_document_free(d);
  assay_document_free(empty);
}
END_TEST

START_TEST(regions_have_names) {
  enum voice_region region = REGION_ALL;
  ck_assert(voices_region_named(S("quotes"), &region));
  ck_assert_int_eq(region, REGION_QUOTES);
  ck_assert(voices_region_named(S("narration"), &region));
  ck_assert_int_eq(region, REGION_NARRATION);
  ck_assert(!voices_region_named(S("all"), &region));
  ck_assert_str_eq(voices_region_name(REGION_NARRATION), "narration");
}
END_TEST

static assay_status make_voices(const assay_allocator *a, assay_error *err) {
  const struct voices *voices;
  assay_document *d = new_document(text, a);
  if (!d) return ASSAY_ENOMEM;
  assay_status status = voices_of(d, &voices, err);
  assay_document_free(d);
  return status;
}

START_TEST(memory_may_fail) {
  unit_fail_each(make_voices);
}
END_TEST

UNIT_MAIN("voices", every_word_has_one_voice, searching_stays_inside,
          nothing_jumps_over_what_is_left_out, a_hit_over_a_border_is_the_outer_voices,
          without_quotations_all_is_narration, regions_have_names, memory_may_fail)
