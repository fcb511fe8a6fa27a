/* test_verify.c - the verdicts, each on a sentence; whose words; the difference. */
#include "query/verify.h"

#include "base/table.h"
#include "corpus/document.h"
#include "temp_folder.h"
#include "unit.h"

static const char book[] =
    "The League was never really an instrument of power. It was an instrument of hope, "
    "and in the hands of men who had no power to give it, hope was all that it could "
    "offer. Nobody in Geneva was prepared to say so, and nobody in London asked.";

static struct sources *open_sources(void) {
  struct corpus *corpus;
  struct sources *s;
  const char *inputs[] = {"books"};
  temp_folder("books");
  temp_put("books/lee.txt", book);
  temp_put("books/gray.txt", "Sanctions were a bluff and nothing else.");
  temp_put("books/metadata.csv", "file,author\nlee.txt,Stephen Lee\ngray.txt,Ann Gray\n");
  ck_assert_int_eq(corpus_open(&corpus, NULL, inputs, 1, NULL), ASSAY_OK);
  ck_assert_int_eq(sources_new(&s, corpus, NULL, NULL, NULL), ASSAY_OK);
  return s;
}

/* Verifies a text as one quotation of the speaker; "|" parts it, the clause between. */
static void check(const char *speaker, const char *text, const char *verdict,
                  const char *wording, const char *difference) {
  struct temp temp;
  struct verifier v;
  struct verification found;
  assay_document *d;
  temp_enter(&temp);
  struct sources *s = open_sources();
  const char *bar = strchr(text, '|');
  uint32_t len = (uint32_t)strlen(text), cut = bar ? (uint32_t)(bar - text) : len;
  assay_span parts[] = {{0, cut}, {cut + 1, len}};
  assay_quote quote = {.parts = parts,
                       .part_count = bar ? 2 : 1,
                       .parent = -1,
                       .speaker = str_from(speaker)};
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), str_from(text), NULL), ASSAY_OK);
  verifier_init(&v, s, NULL);
  ck_assert_int_eq(verify_quote(&v, d, &quote, S("author"), &found, NULL), ASSAY_OK);
  ck_assert_str_eq(verdict_name(found.verdict), verdict);
  ck_assert_str_eq(verdict_name(found.wording), wording);
  ck_str(found.difference, difference);
  verifier_free(&v);
  assay_document_free(d);
  sources_free(s);
  temp_leave(&temp);
}

START_TEST(exact_words_may_have_other_marks) {
  check("Lee", "an instrument of hope", "exact", "exact", "an instrument of hope");
  check("Lee", "It Was an instrument of hope; and", "exact", "exact",
        "It Was an instrument of hope; and");
  check("Lee", "[T]he league was never really", "exact", "exact",
        "[T]he league was never really");
  check("Lee", "an instrument |of hope", "exact", "exact", "an instrument of hope");
}
END_TEST

START_TEST(omissions_are_declared_or_silent) {
  check("Lee", "It was an instrument of hope \xE2\x80\xA6 in the hands of men",
        "declared ellipsis", "declared ellipsis",
        "It was an instrument of hope [...and...] in the hands of men");
  check(
      "Lee", "an instrument of power. ... hope was all that it could offer",
      "declared ellipsis", "declared ellipsis",
      "an instrument of power [...It was an instrument of ... (9 words) ... no power to "
      "give it...] hope was all that it could offer");
  check("Lee", "an instrument of hope [...] in the hands", "declared ellipsis",
        "declared ellipsis", "an instrument of hope [...and...] in the hands");
  check("Lee", "The League was never an instrument of power", "silent ellipsis",
        "silent ellipsis", "The League was never [-really-] an instrument of power");
  check("Lee", "Nobody in Geneva |to say so", "declared ellipsis", "declared ellipsis",
        "Nobody in Geneva [...was prepared...] to say so");
}
END_TEST

START_TEST(alterations_are_bracketed_or_not) {
  check("Lee", "It was an instrument of [faith], and in the hands of men",
        "altered in brackets", "altered in brackets",
        "It was an instrument of [-hope-]{+[faith]+} and in the hands of men");
  check("Lee", "It was an instrument of faith, and in the hands of men", "changed words",
        "changed words",
        "It was an instrument of [-hope-]{+faith+} and in the hands of men");
  check("Lee", "nobody in London ever asked", "changed words", "changed words",
        "nobody in London {+ever+} asked");
}
END_TEST

START_TEST(words_may_be_somebody_elses) {
  check("Stephen Lee", "Sanctions were a bluff", "another author", "exact",
        "Sanctions were a bluff");
  check("Lee", "Sanctions were a huge bluff and nothing else", "another author",
        "changed words", "Sanctions were a {+huge+} bluff and nothing else");
  check("", "Sanctions were a bluff", "exact", "exact", "Sanctions were a bluff");
}
END_TEST

START_TEST(too_little_in_common_is_not_found) {
  check("Lee", "an instrument of war", "not found", "not found", "");
  check("Lee", "The League was seldom more than a club of men", "not found", "not found",
        "");
  check("Lee", "", "not found", "not found", "");
  check("Lee", "[all of it]", "not found", "not found", "");
}
END_TEST

static void check_person(const char *speaker, const char *author, bool expected) {
  struct verifier v;
  bool same = !expected;
  verifier_init(&v, NULL, NULL);
  ck_assert_int_eq(
      verify_same_person(&v, str_from(speaker), str_from(author), &same, NULL), ASSAY_OK);
  ck_assert_msg(same == expected, "'%s' and '%s'", speaker, author);
  verifier_free(&v);
}

START_TEST(people_have_several_names) {
  check_person("Lee", "Stephen Lee", true);
  check_person("Stephen Lee", "Lee, Stephen", true);
  check_person("S. J. Lee", "Stephen Lee", true);
  check_person("Sir Godfrey Pell", "Godfrey Pell", true);
  check_person("Professor Lee", "Stephen Lee", true);
  check_person("Lee", "Ann Gray; Stephen Lee", true);
  check_person("Müller", "Hans Muller", true);
  check_person("Ann Lee", "Stephen Lee", false);
  check_person("Lee", "Ann Gray", false);
  check_person("Leeson", "Stephen Lee", false);
  check_person("The Times", "The Times", true);
}
END_TEST

START_TEST(who_has_no_name_may_be_anybody) {
  check_person("the Prime Minister", "Stephen Lee", true);
  check_person("The Foreign Secretary", "Ann Gray", true);
  check_person("many historians", "Stephen Lee", true);
  check_person("Prime Minister Pell", "Stephen Lee", false);
  check_person("The Times", "Stephen Lee", false);
}
END_TEST

UNIT_MAIN("verify", exact_words_may_have_other_marks, omissions_are_declared_or_silent,
          alterations_are_bracketed_or_not, words_may_be_somebody_elses,
          too_little_in_common_is_not_found, people_have_several_names,
          who_has_no_name_may_be_anybody)
