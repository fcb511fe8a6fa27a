/* test_stopwords.c - the lists are sorted, folded and stamped; names find them. */
#include "base/stable_hash.h"
#include "base/table.h"
#include "text/fold.h"
#include "text/stopwords.h"
#include "unit.h"

#include <stdio.h>

static const struct stopwords *find(const char *name) {
  const struct stopwords *list = NULL;
  assay_error err;
  if (stopwords_find((assay_str){name, strlen(name)}, &list, &err) != ASSAY_OK)
    ck_abort_msg("%s", err.message);
  return list;
}

START_TEST(names_and_codes_find_lists) {
  ck_assert_str_eq(find("en")->code, "en");
  ck_assert_str_eq(find("English")->code, "en");
  ck_assert_str_eq(find("RUSSIAN")->code, "ru");
  ck_assert_uint_ge(stopwords_total, 12);
  for (size_t i = 0; i < stopwords_total; i++)
    ck_assert_ptr_eq(find(stopwords_table[i].code), &stopwords_table[i]);
}
END_TEST

START_TEST(unknown_lists_are_named) {
  const struct stopwords *list = NULL;
  assay_error err;
  ck_assert_int_eq(stopwords_find(S("klingon"), &list, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "there is no list of stop words 'klingon'; there are cs, "
                                "da, de, en, es, fi, fr, it, nl, no, pl, pt, ru, sv");
  ck_assert_ptr_null(list);
}
END_TEST

static bool has(const struct stopwords *list, assay_str folded) {
  assay_str word;
  for (size_t at = 0; stopwords_next(list, &at, &word);)
    if (str_equal(word, folded)) return true;
  return false;
}

START_TEST(grammar_is_in_and_meaning_is_not) {
  ck_assert(has(find("en"), S("the")));
  ck_assert(has(find("en"), S("don't")));
  ck_assert(!has(find("en"), S("security")));
  ck_assert(!has(find("en"), S("th")));
  ck_assert(has(find("de"), S("ausser")));
  ck_assert(has(find("fr"), S("l'")));
  ck_assert(has(find("ru"), S("\u0447\u0442\u043E")));
  ck_assert(!has(find("sv"), S("skola")));
}
END_TEST

START_TEST(words_are_keys_in_byte_order) {
  for (size_t i = 0; i < stopwords_total; i++) {
    const struct stopwords *list = &stopwords_table[i];
    assay_str before = {"", 0}, word;
    size_t count = 0;
    struct buffer key;
    buffer_init(&key, NULL, BUFFER_NO_CEILING);
    for (size_t at = 0; stopwords_next(list, &at, &word); count++) {
      ck_assert_int_lt(str_compare(before, word), 0);
      before = word;
      buffer_clear(&key);
      ck_assert_int_eq(fold_key(word, &key, NULL), ASSAY_OK);
      if (!str_equal(buffer_str(&key), word))
        ck_abort_msg("%s: '%.*s' is not folded", list->code, (int)word.len, word.ptr);
    }
    ck_assert_uint_eq(count, list->count);
    ck_assert_uint_ge(count, 100);
    buffer_free(&key);
  }
}
END_TEST

/* Code, version, hash of the words. */
START_TEST(stamps_name_the_words) {
  static const char words[] = "a\nthe\n";
  struct stopwords list = {"xx", "example", {words, sizeof words - 1}, 2};
  char stamp[STOPWORDS_STAMP_SIZE], expected[STOPWORDS_STAMP_SIZE];
  stopwords_stamp(&list, stamp);
  snprintf(expected, sizeof expected, "xx/%d:%016llx", STOPWORDS_VERSION,
           (unsigned long long)stable_hash(S("a\nthe\n")));
  ck_assert_str_eq(stamp, expected);
  ck_assert_uint_eq(strlen(stamp), 2 + 1 + 1 + 1 + 16);
}
END_TEST

UNIT_MAIN("stopwords", names_and_codes_find_lists, unknown_lists_are_named,
          grammar_is_in_and_meaning_is_not, words_are_keys_in_byte_order,
          stamps_name_the_words)
