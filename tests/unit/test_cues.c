/* test_cues.c - the lexicon, and reading verbs and subjects in a passage. */
#include "quote/cues.h"
#include "quote/lexicon.h"
#include "unit.h"

static void read(struct passage *p, const char *text) {
  struct drafts none = {.count = 0};
  assay_str s = {text, strlen(text)};
  passage_init(p, s, NULL);
  ck_assert_int_eq(passage_read(p, 0, (uint32_t)s.len, &none, 0, -1, NULL), ASSAY_OK);
}

static size_t find(const struct passage *p, const char *word) {
  for (size_t i = 0; i < p->count; i++)
    if (cue_word_is(p, i, word)) return i;
  ck_abort_msg("no '%s' in %s", word, p->text.ptr);
  return 0;
}

START_TEST(the_table_is_sorted_and_inflected) {
  for (size_t i = 1; i < lexicon_count; i++)
    ck_assert_str_lt(lexicon_table[i - 1].form, lexicon_table[i].form);
  static const char *const verbs[] = {"says",      "said",   "saying",  "wrote",
                                      "replied",   "denies", "quipped", "argued",
                                      "Dismisses", "put",    "dubbing", "answered"};
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
    assay_str s = {verbs[i], strlen(verbs[i])};
    ck_assert_msg(lexicon_find(s).flags & LEX_VERB, "%s", verbs[i]);
  }
  ck_assert(lexicon_find(S("written")).flags & LEX_PARTICIPLE);
  ck_assert_uint_eq(lexicon_find(S("railway")).flags, 0);
  ck_assert_uint_eq(lexicon_find(S("")).flags, 0);
}
END_TEST

static void check_verb(const char *text, const char *word, bool expected) {
  struct passage p;
  read(&p, text);
  ck_assert_msg(cue_is_verb(&p, find(&p, word)) == expected, "%s in: %s", word, text);
  passage_free(&p);
}

START_TEST(nouns_of_the_same_form_are_no_verbs) {
  check_verb("Marden claims that", "claims", true);
  check_verb("the claims of Marden", "claims", false);
  check_verb("in Marden's view the", "view", false);
  check_verb("the puppet state was", "state", false);
  check_verb("most critics state that", "state", true);
  check_verb("a firm offer to Rome", "offer", false);
}
END_TEST

static void check_subject(const char *text, const char *verb, const char *expected) {
  struct passage p;
  struct who who;
  bool relative;
  read(&p, text);
  ck_assert_msg(cue_subject(&p, 0, find(&p, verb), &who, &relative), "%s", text);
  assay_str s = {text + who.mention.begin, who.mention.end - who.mention.begin};
  ck_assert_msg(s.len == strlen(expected) && memcmp(s.ptr, expected, s.len) == 0,
                "'%.*s', not '%s': %s", (int)s.len, s.ptr, expected, text);
  passage_free(&p);
}

START_TEST(subjects_are_found) {
  check_subject("Olga Marden calls it", "calls", "Olga Marden");
  check_subject("Marden has also called it", "called", "Marden");
  check_subject("Olga Marden, a clerk in the same office for years, called it", "called",
                "Olga Marden");
  check_subject("Olga Marden, who was there, remembers", "remembers", "Olga Marden");
  check_subject("The work was carried on by Osric Pym, who sees in it", "sees",
                "Osric Pym");
  check_subject("Pym’s answer to Marden, drafted by Thale, spoke of", "spoke", "Pym");
  check_subject("In 1938 the old clerk wrote", "wrote", "the old clerk");
  check_subject("Soon she wrote", "wrote", "she");
}
END_TEST

START_TEST(passives_are_told) {
  struct passage p;
  read(&p, "It was often described as");
  ck_assert(cue_is_passive(&p, find(&p, "described")));
  passage_free(&p);
  read(&p, "She has often described it");
  ck_assert(!cue_is_passive(&p, find(&p, "described")));
  passage_free(&p);
}
END_TEST

UNIT_MAIN("cues", the_table_is_sorted_and_inflected, nouns_of_the_same_form_are_no_verbs,
          subjects_are_found, passives_are_told)
