/* test_pairing.c - which mark closes which. A case gives the pairs as [ ] in the text. */
#include "quote/pairing.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

/* Writes the text with each pair's inner words in brackets. */
static void bracket(const char *text, char *out, size_t size) {
  struct marks marks;
  struct pairs pairs;
  assay_str s = {text, strlen(text)};
  marks_init(&marks, NULL);
  pairs_init(&pairs, NULL);
  ck_assert_int_eq(marks_find(&marks, s, NULL), ASSAY_OK);
  ck_assert_int_eq(pairs_find(&pairs, &marks, s, NULL), ASSAY_OK);
  size_t n = 0;
  for (uint32_t at = 0; at <= s.len; at++) {
    for (size_t i = pairs.count; i-- > 0;)
      if (pairs.items[i].inner_end == at && n + 1 < size)
        out[n++] = pairs.items[i].closed ? ']' : '>';
    for (size_t i = 0; i < pairs.count; i++)
      if (pairs.items[i].inner_begin == at && n + 1 < size) out[n++] = '[';
    if (at < s.len && n + 1 < size) out[n++] = text[at];
  }
  out[n] = '\0';
  pairs_free(&pairs);
  marks_free(&marks);
}

static void check(const char *text, const char *expected) {
  char out[1024];
  bracket(text, out, sizeof out);
  ck_assert_msg(strcmp(out, expected) == 0, "got      %s\nexpected %s", out, expected);
}

START_TEST(each_convention_closes) {
  check("a “b” c", "a “[b]” c");
  check("a \"b\" c \"d\" e", "a \"[b]\" c \"[d]\" e");
  check("a ‘b’ c", "a ‘[b]’ c");
  check("a 'b' c", "a '[b]' c");
  check("a „b“ c", "a „[b]“ c");
  check("a „b” c", "a „[b]” c");
  check("a ”b” c", "a ”[b]” c");
  check("a « b » c", "a « [b] » c");
  check("a »b« c", "a »[b]« c");
  check("a ‹b› c", "a ‹[b]› c");
  check("a ``b'' c", "a ``[b]'' c");
  check("a `b c' d", "a `[b c]' d");
  check("「甲」『乙』", "「[甲]」『[乙]』");
  check("&ldquo;a&rdquo; &quot;b&quot;", "&ldquo;[a]&rdquo; &quot;[b]&quot;");
}
END_TEST

START_TEST(marks_of_all_kinds) {
  check("a ”b“ c ’d‘ e", "a ”[b]“ c ’[d]‘ e");
  check("a «b “c” d» e", "a «[b “[c]” d]» e");
  check("甲《乙》〈丙〉〝丁〟﹁戊﹂", "甲《[乙]》〈[丙]〉〝[丁]〟﹁[戊]﹂");
  check("a ,,b`` c ,,d'' e", "a ,,[b]`` c ,,[d]'' e");
  check("a <<b>> c >>d<< e", "a <<[b]>> c >>[d]<< e");
  check("a << b and c<<d", "a << b and c<<d");
  check("&#x201c;a&#8221; &lsquo;b&#x2019;", "&#x201c;[a]&#8221; &lsquo;[b]&#x2019;");
  check("a ' b c ' d", "a ' [b c] ' d");
  check("â€œaâ€™s bâ€\xC2\x9D", "â€œ[aâ€™s b]â€\xC2\x9D");
  check("\"צה\"ל\" a", "\"[צה\"ל]\" a");
}
END_TEST

START_TEST(figures_and_little_words_are_no_marks) {
  check("rock 'n' roll and fish ’n’ chips", "rock 'n' roll and fish ’n’ chips");
  check("the letter ‘n’ in it", "the letter ‘[n]’ in it");
  check("the class of '68; 'tis so", "the class of '68; 'tis so");
  check("‘20 years of it’ he said", "‘[20 years of it]’ he said");
  check("6' by 12\", she said \"so\"", "6' by 12\", she said \"[so]\"");
}
END_TEST

START_TEST(french_paragraphs_repeat_the_closer) {
  check("« a.\n\n» b.\n\n» c », dit", "« [a.\n\n» b.\n\n» c] », dit");
}
END_TEST

static void check_problems(const char *text, size_t count, size_t first, bool opens) {
  struct marks marks;
  struct pairs pairs;
  assay_str s = {text, strlen(text)};
  marks_init(&marks, NULL);
  pairs_init(&pairs, NULL);
  ck_assert_int_eq(marks_find(&marks, s, NULL), ASSAY_OK);
  ck_assert_int_eq(pairs_find(&pairs, &marks, s, NULL), ASSAY_OK);
  ck_assert_uint_eq(pairs.problem_count, count);
  if (count > 0) ck_assert_uint_eq(pairs.problems[0].begin, first);
  if (count > 0) ck_assert_int_eq(pairs.problems[0].opens, opens);
  pairs_free(&pairs);
  marks_free(&marks);
}

START_TEST(marks_without_a_partner_are_told) {
  check_problems("a “b\n\nc “d” e", 1, 2, true);
  check_problems("a b” c", 1, 3, false);
  check_problems("“a.\n\n“b.” c", 0, 0, true);
  check_problems("“a.\n\n“b. c", 1, 0, true);
  check_problems("a 12\" record, the boys' own, 'tis so", 0, 0, true);
}
END_TEST

START_TEST(wrong_closers_still_close) {
  check("it is “plain wrong“ and so on", "it is “[plain wrong]“ and so on");
  check("it is ‘plain wrong‘ and so on", "it is ‘[plain wrong]‘ and so on");
  check("it is ‘plain wrong' and so on", "it is ‘[plain wrong]' and so on");
  check("it is “plain wrong\" and so on", "it is “[plain wrong]\" and so on");
  check("It was, he thought, ’plain wrong’. The ‘other’ too.",
        "It was, he thought, ’[plain wrong]’. The ‘[other]’ too.");
}
END_TEST

START_TEST(apostrophes_close_nothing) {
  check("‘the workers’ hatred of the owners’ agents was real’.",
        "‘[the workers’ hatred of the owners’ agents was real]’.");
  check("the powers’ reply and the states’ silence",
        "the powers’ reply and the states’ silence");
  check("'Twas the League's weakness, not the powers' malice.",
        "'Twas the League's weakness, not the powers' malice.");
  check("’Tis true, and the ’30s were Williams’ years.",
        "’Tis true, and the ’30s were Williams’ years.");
  check("‘twas ever so’, he said", "‘[twas ever so]’, he said");
  check("‘I’m goin’ home,’ he said", "‘[I’m goin’ home,]’ he said");
  check("the ‘letters’ and the ‘parcels’", "the ‘[letters]’ and the ‘[parcels]’");
  check("‘the powers’ own cabinets’.", "‘[the powers’ own cabinets]’.");
}
END_TEST

START_TEST(an_elision_takes_no_closer_of_another) {
  check("'Tis the League's 'malice' of old.", "'Tis the League's '[malice]' of old.");
  check("’Tis the League’s ‘malice’ of old.", "’Tis the League’s ‘[malice]’ of old.");
  check("'Wi' all my 'eart,' said he.", "'[Wi' all my 'eart,]' said he.");
  check("‘Gi’ me th’ book,’ he said", "‘[Gi’ me th’ book,]’ he said");
  check("‘a’ and ‘d’ in it", "‘[a]’ and ‘[d]’ in it");
}
END_TEST

START_TEST(single_marks_nest_in_single_marks) {
  check("‘He said ‘no’ to me,’ wrote Lee", "‘[He said ‘[no]’ to me,]’ wrote Lee");
  check("‘He said ’no’ to me,’ wrote Lee", "‘[He said ’[no]’ to me,]’ wrote Lee");
  check("'He said 'no' to me,' wrote Lee", "'[He said '[no]' to me,]' wrote Lee");
  check("‘one ‘two ‘three’ four’ five’", "‘[one ‘[two ‘[three]’ four]’ five]’");
}
END_TEST

START_TEST(a_lost_opener_leaves_a_closer_too_many) {
  check("‘Our arms are blue.’ The motto varies.’ So he spoke.",
        "‘[Our arms are blue.’ The motto varies.]’ So he spoke.");
  check("‘Our arms,’ said he, The motto varies.’",
        "‘[Our arms,]’ said he, The motto varies.’");
}
END_TEST

START_TEST(two_single_marks_make_a_double_one) {
  check("a ''b c'' d", "a ''[b c]'' d");
  check("a ‘‘b c’’ d", "a ‘‘[b c]’’ d");
  check("''b' c,' d", "'['[b]' c,]' d");
  check("a ''b\n\nc'' d", "a ''b\n\nc'' d");
}
END_TEST

START_TEST(quotations_nest) {
  check("‘When he said “never”, he lied’.", "‘[When he said “[never]”, he lied]’.");
  check("“It was ‘good’ of them,” she said", "“[It was ‘[good]’ of them,]” she said");
  check("„Er sagte ‚nein‘ und ging“.", "„[Er sagte ‚[nein]‘ und ging]“.");
  check("‘“peace” is a word’", "‘[“[peace]” is a word]’");
}
END_TEST

START_TEST(nothing_crosses_a_paragraph_but_repeated_openers) {
  check("“One.\n\nTwo” three", "“[One.>\n\nTwo” three");
  check("“One.\n\n“Two.”", "“[One.\n\n“Two.]”");
  check("‘One.\n\n‘Two.\n\n‘Three’, he said", "‘[One.\n\n‘Two.\n\n‘Three]’, he said");
  check("a ‘b\n\nc’ d", "a ‘b\n\nc’ d");
}
END_TEST

START_TEST(what_has_no_partner_is_dropped) {
  check("a board 6\" wide and 5'10\" long", "a board 6\" wide and 5'10\" long");
  check("stray” closer “good”", "stray” closer “[good]”");
  check("\"\" and “ ”", "\"\" and “ ”");
}
END_TEST

/* Marks only, as many as fit: must end, and stay within one pair for two marks. */
static void check_flood(const char *unit, size_t times) {
  size_t len = strlen(unit);
  char *text = malloc(len * times);
  ck_assert_ptr_nonnull(text);
  for (size_t i = 0; i < times; i++) memcpy(text + i * len, unit, len);
  assay_str s = {text, len * times};
  struct marks marks;
  struct pairs pairs;
  marks_init(&marks, NULL);
  pairs_init(&pairs, NULL);
  ck_assert_int_eq(marks_find(&marks, s, NULL), ASSAY_OK);
  ck_assert_int_eq(pairs_find(&pairs, &marks, s, NULL), ASSAY_OK);
  ck_assert_uint_le(pairs.count, marks.count / 2 + 1);
  for (size_t i = 0; i < pairs.count; i++) {
    ck_assert_uint_lt(pairs.items[i].inner_begin, pairs.items[i].inner_end);
    ck_assert_int_lt(pairs.items[i].parent, (int32_t)i);
  }
  pairs_free(&pairs);
  marks_free(&marks);
  free(text);
}

START_TEST(floods_of_marks_end) {
  static const char *const units[] = {"“",   "”",       "\"", "'",  " 'tis", "‘",
                                      "’",   "a’ ",     "« ", "“a", "‘a’ ",  "“‘",
                                      "'a ", "\"a\n\n", "`",  "「"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) check_flood(units[i], 200000);
}
END_TEST

static assay_status pair_some(const assay_allocator *a, assay_error *err) {
  struct marks marks;
  struct pairs pairs;
  assay_str s = S("“a ‘b’ c” \"d\" «e»");
  marks_init(&marks, a);
  pairs_init(&pairs, a);
  assay_status status = marks_find(&marks, s, err);
  if (status == ASSAY_OK) status = pairs_find(&pairs, &marks, s, err);
  pairs_free(&pairs);
  marks_free(&marks);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(pair_some);
}
END_TEST

UNIT_MAIN("pairing", marks_of_all_kinds, figures_and_little_words_are_no_marks,
          french_paragraphs_repeat_the_closer, marks_without_a_partner_are_told,
          each_convention_closes, wrong_closers_still_close, apostrophes_close_nothing,
          an_elision_takes_no_closer_of_another, single_marks_nest_in_single_marks,
          a_lost_opener_leaves_a_closer_too_many, two_single_marks_make_a_double_one,
          quotations_nest, nothing_crosses_a_paragraph_but_repeated_openers,
          what_has_no_partner_is_dropped, floods_of_marks_end,
          out_of_memory_leaves_nothing)
