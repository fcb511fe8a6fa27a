/* test_regex.c - matching, errors with their place, and each limit. */
#include "text/regex.h"
#include "unit.h"

#include <stdio.h>

/* The first match from `from` as "begin-end", "none", or the error's message. */
static const char *find(assay_str pattern, assay_str text, size_t from) {
  static char shown[800];
  struct regex *regex;
  struct regex_search *search;
  assay_error err;
  assay_span match = {0, 0};
  bool found = false;
  if (regex_new(&regex, pattern, NULL, &err) != ASSAY_OK) {
    ck_assert_int_eq(err.status, ASSAY_EPATTERN);
    snprintf(shown, sizeof shown, "%u: %s", (unsigned)err.offset, err.message);
    return shown;
  }
  ck_assert_int_eq(regex_search_new(&search, regex, NULL, &err), ASSAY_OK);
  if (regex_find(search, text, from, &match, &found, &err) != ASSAY_OK) {
    ck_assert_int_eq(err.status, ASSAY_ELIMIT);
    snprintf(shown, sizeof shown, "%s", err.message);
  } else if (!found) {
    snprintf(shown, sizeof shown, "none");
  } else {
    snprintf(shown, sizeof shown, "%u-%u", match.begin, match.end);
  }
  regex_search_free(search);
  regex_free(regex);
  return shown;
}

START_TEST(first_match_from_a_place) {
  ck_assert_str_eq(find(S("o"), S("to do"), 0), "1-2");
  ck_assert_str_eq(find(S("o"), S("to do"), 2), "4-5");
  ck_assert_str_eq(find(S("o"), S("to do"), 5), "none");
  ck_assert_str_eq(find(S("x"), S(""), 0), "none");
  ck_assert_str_eq(find(S("x"), (assay_str){NULL, 0}, 0), "none");
  ck_assert_str_eq(find(S("x*"), S("ab"), 1), "1-1");
  ck_assert_str_eq(find(S("b"), S("a\0b"), 0), "2-3");
}
END_TEST

START_TEST(unicode_properties) {
  ck_assert_str_eq(find(S("\\w+"), S("\u00E9t\u00E9 1"), 0), "0-5");
  ck_assert_str_eq(find(S("\\p{Lu}."), S("a\u00C9\u00E9"), 0), "1-5");
  ck_assert_str_eq(find(S("(?i)\u00C9"), S("\u00E9"), 0), "0-2");
  ck_assert_str_eq(find(S("."), S("\U0001F600"), 0), "0-4");
}
END_TEST

START_TEST(lookbehind_sees_what_is_before) {
  ck_assert_str_eq(find(S("(?<=t)o"), S("to"), 1), "1-2");
  ck_assert_str_eq(find(S("\\bo"), S("to"), 1), "none");
  ck_assert_str_eq(find(S("^o"), S("to"), 1), "none");
}
END_TEST

START_TEST(bad_patterns_tell_the_place) {
  ck_assert_str_eq(find(S("ab(c"), S("x"), 0),
                   "4: bad regular expression: missing closing parenthesis");
  ck_assert_str_eq(
      find(S("a["), S("x"), 0),
      "2: bad regular expression: missing terminating ] for character class");
  ck_assert_ptr_nonnull(strstr(find(S("a\xFF"), S("x"), 0), "1: bad regular expression"));
  ck_assert_ptr_nonnull(strstr(find(S("\\C"), S("x"), 0), "\\C"));
}
END_TEST

START_TEST(runaway_matches_hit_a_limit) {
  static char text[40];
  memset(text, 'a', sizeof text);
  const char *message = find(S("^(a+)+$|^(a|a)*b"), (assay_str){text, sizeof text}, 0);
  ck_assert_str_eq(message, "0-40");
  text[sizeof text - 1] = '!';
  message = find(S("^(a+)+$"), (assay_str){text, sizeof text}, 0);
  ck_assert_str_eq(message,
                   "regular expression needs more than 1000000 steps (match limit)");
}
END_TEST

/* (*NO_JIT) leaves the work to the interpreter, which keeps to the limits on depth and
** heap; just-in-time code has its own stack. */
START_TEST(deep_matches_hit_a_limit) {
  static char text[400000];
  memset(text, 'a', sizeof text);
  assay_str all = {text, sizeof text};
  ck_assert_str_eq(find(S("(*NO_JIT)^(?:a(?=a|$)|a)*[bc]"), all, 0),
                   "regular expression needs more than 10000 levels (depth limit)");
  ck_assert_str_eq(find(S("(*NO_JIT)(*LIMIT_DEPTH=4000000000)^((a)|(b))*[bc]"), all, 0),
                   "regular expression needs more than 10000 levels (depth limit)");
  const char *message = find(S("^((a)|(b))*[bc]"), all, 0);
  ck_assert_msg(strstr(message, "(stack limit)") || strstr(message, "(depth limit)"),
                "%s", message);
}
END_TEST

/* A thousand groups make each level cost 16 KB, so memory runs out before levels do. */
START_TEST(wide_matches_hit_the_heap_limit) {
  static char text[20000], pattern[2100];
  memset(text, 'a', sizeof text);
  size_t len = (size_t)snprintf(pattern, sizeof pattern, "(*NO_JIT)^(?:a(?=a|$)|a)*[bc]");
  for (int i = 0; i < 1000; i++) memcpy(pattern + len + 2 * (size_t)i, "()", 2);
  ck_assert_str_eq(
      find((assay_str){pattern, len + 2000}, (assay_str){text, sizeof text}, 0),
      "regular expression needs more than 65536 KiB (heap limit)");
}
END_TEST

START_TEST(a_regex_serves_two_searches) {
  struct regex *regex;
  struct regex_search *one, *two;
  assay_span match;
  bool found;
  ck_assert_int_eq(regex_new(&regex, S("b+"), NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(regex_search_new(&one, regex, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(regex_search_new(&two, regex, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(regex_find(one, S("abb"), 0, &match, &found, NULL), ASSAY_OK);
  ck_assert(found && match.begin == 1 && match.end == 3);
  ck_assert_int_eq(regex_find(two, S("b"), 0, &match, &found, NULL), ASSAY_OK);
  ck_assert(found && match.begin == 0 && match.end == 1);
  match.begin = 77;
  ck_assert_int_eq(regex_find(one, S("a"), 0, &match, &found, NULL), ASSAY_OK);
  ck_assert(!found && match.begin == 77);
  regex_search_free(one);
  regex_search_free(two);
  regex_free(regex);
  regex_free(NULL);
  regex_search_free(NULL);
}
END_TEST

START_TEST(version) {
  char text[16] = "";
  regex_library_version(text, sizeof text);
  ck_assert_msg(strncmp(text, "10.", 3) == 0 && !strchr(text, ' '), "%s", text);
  regex_library_version(text, 0);
}
END_TEST

static assay_status search_some(const assay_allocator *a, assay_error *err) {
  struct regex *regex = NULL;
  struct regex_search *search = NULL;
  assay_span match;
  bool found;
  assay_status status = regex_new(&regex, S("(?:\\w+|(x)(y))(?=z)"), a, err);
  if (status == ASSAY_OK) status = regex_search_new(&search, regex, a, err);
  if (status == ASSAY_OK) status = regex_find(search, S("a xyz"), 0, &match, &found, err);
  regex_search_free(search);
  regex_free(regex);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(search_some);
}
END_TEST

UNIT_MAIN("regex", first_match_from_a_place, unicode_properties,
          lookbehind_sees_what_is_before, bad_patterns_tell_the_place,
          runaway_matches_hit_a_limit, deep_matches_hit_a_limit,
          wide_matches_hit_the_heap_limit, a_regex_serves_two_searches, version,
          out_of_memory_leaves_nothing)
