/* test_stem.c - languages by name and code; stems from Snowball's own vocabularies. */
#include "text/stem.h"
#include "unit.h"

static const char *language(const char *name) {
  const char *out = NULL;
  assay_error err;
  if (stem_language((assay_str){name, strlen(name)}, &out, &err) != ASSAY_OK)
    ck_abort_msg("%s", err.message);
  return out;
}

static void check(const char *name, const char *word, const char *expected) {
  struct failing f = {.fail_at = 0};
  assay_allocator a = failing_allocator(&f);
  struct stemmer *s = NULL;
  struct buffer key;
  buffer_init(&key, &a, BUFFER_NO_CEILING);
  buffer_add_text(&key, "Key: ");
  buffer_add_text(&key, word);
  ck_assert_int_eq(stemmer_new(&s, language(name), &a, NULL), ASSAY_OK);
  ck_assert_int_eq(stemmer_apply(s, &key, 5, NULL), ASSAY_OK);
  assay_str stem = {key.data + 5, key.len - 5};
  ck_str(stem, expected);
  ck_assert_mem_eq(key.data, "Key: ", 5);
  stemmer_free(s);
  buffer_free(&key);
  ck_assert_uint_eq(f.live_blocks, 0);
}

START_TEST(languages_have_names_and_codes) {
  if (stem_count() == 0) return;
  ck_assert_uint_ge(stem_count(), 15);
  ck_assert_str_eq(language("english"), "english");
  ck_assert_str_eq(language("EN"), "english");
  ck_assert_str_eq(language("German"), "german");
  ck_assert_str_eq(language("ru"), "russian");
  ck_assert_str_eq(language("porter"), "porter");
}
END_TEST

START_TEST(unknown_languages_are_refused) {
  const char *out = NULL;
  assay_error err;
  ck_assert_int_eq(stem_language(S("klingon"), &out, &err), ASSAY_EARG);
  if (stem_count() == 0)
    ck_assert_str_eq(err.message,
                     "this build has no stemmers: install libstemmer-dev and "
                     "build again");
  else
    ck_assert_msg(strstr(err.message, "there is no stemmer for 'klingon'; there are ") &&
                      strstr(err.message, "arabic, ") && strstr(err.message, ", yiddish"),
                  "%s", err.message);
  ck_assert_ptr_null(out);
}
END_TEST

/* From voc.txt and output.txt of snowball-data. */
START_TEST(words_become_stems) {
  if (stem_count() == 0) return;
  check("english", "consistently", "consist");
  check("english", "knightly", "knight");
  check("english", "generously", "generous");
  check("german", "aufeinanderfolge", "aufeinanderfolg");
  check("french", "continuellement", "continuel");
  check("russian", "\u0432\u0430\u0436\u043D\u0435\u0439\u0448\u0438\u0435",
        "\u0432\u0430\u0436\u043D");
}
END_TEST

START_TEST(what_is_no_word_stays) {
  if (stem_count() == 0) return;
  check("english", "", "");
  check("english", "1930s", "1930s");
  check("english", "u.s.s.r.s", "u.s.s.r.s");
  check("english", "http://example.org/dies", "http://example.org/dies");
  check("english", "#elections", "#elections");
  check("english", "dogs'", "dog");
  check("english", "well-beings", "well-b");
}
END_TEST

static assay_status stem_some(const assay_allocator *a, assay_error *err) {
  struct stemmer *s = NULL;
  struct buffer key;
  buffer_init(&key, a, BUFFER_NO_CEILING);
  buffer_add_text(&key, "generously");
  assay_status status = buffer_status(&key, "key", err);
  if (status == ASSAY_OK) status = stemmer_new(&s, "english", a, err);
  if (status == ASSAY_OK) status = stemmer_apply(s, &key, 0, err);
  stemmer_free(s);
  buffer_free(&key);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  if (stem_count() > 0) unit_fail_each(stem_some);
}
END_TEST

UNIT_MAIN("stem", languages_have_names_and_codes, unknown_languages_are_refused,
          words_become_stems, what_is_no_word_stays, out_of_memory_leaves_nothing)
