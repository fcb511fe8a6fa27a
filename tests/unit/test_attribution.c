/* test_attribution.c - one sentence a rule. The historians do not exist. */
#include "quote_cases.h"

START_TEST(what_follows_the_quotation) {
  static const struct quote_case cases[] = {
      {"The result was a ‘fatal calm’, according to Olga Marden, that lasted.",
       "fatal calm", "Olga Marden", "mixed", "according-to-after"},
      {"The ‘fatal calm’ according to Olga Marden was short.", "fatal calm",
       "Olga Marden", "mixed", "according-to-after"},
      {"‘They came too late,’ argues Olga Marden.", "They came too late,", "Olga Marden",
       "direct", "verb-name-after"},
      {"‘They came too late’, writes von Hagen.", "They came too late", "von Hagen",
       "direct", "verb-name-after"},
      {"“They came too late,” Olga Marden later concluded.", "They came too late,",
       "Olga Marden", "direct", "name-verb-after"},
      {"It was the ‘bitter peace’, described by Olga Marden, that followed.",
       "bitter peace", "Olga Marden", "mixed", "passive-by-after"},
      {"It was ‘a bitter peace’, as Olga Marden puts it.", "a bitter peace",
       "Olga Marden", "mixed", "as-x-puts-it"},
      {"It was ‘a bitter peace’, in the words of Olga Marden.", "a bitter peace",
       "Olga Marden", "mixed", "in-words-of"},
      {"It was ‘a bitter peace’ (Marden 1987, p. 12).", "a bitter peace", "Marden",
       "mixed", "author-date"},
      {"It was ‘a bitter peace’ (Marden, Pym & Thale 1994, 3–5).", "a bitter peace",
       "Marden, Pym & Thale", "mixed", "author-date"},
      {"The peace (a “bitter peace”, Marden thinks) held.", "bitter peace", "Marden",
       "mixed", "name-verb-after"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(what_leads_up_to_it) {
  static const struct quote_case cases[] = {
      {"Olga Marden describes the result of it all as ‘a bitter peace’.",
       "a bitter peace", "Olga Marden", "mixed", "verb-before"},
      {"Olga Marden, a clerk for years and a poet, called the peace ‘bitter’.", "bitter",
       "Olga Marden", "mixed", "verb-before"},
      {"It was seen by Osric Pym, who calls it ‘a bitter peace’.", "a bitter peace",
       "Osric Pym", "mixed", "relative-who"},
      {"It was dismissed by Osric Pym as ‘a bitter peace’.", "a bitter peace",
       "Osric Pym", "mixed", "passive-by"},
      {"According to Marden, ‘the owners’ hatred of the workers’ clubs never faded’.",
       "the owners’ hatred of the workers’ clubs never faded", "Marden", NULL,
       "according-to"},
      {"According to the older school, represented by O. Pym, it was ‘good sense’.",
       "good sense", "O. Pym", "mixed", "according-to"},
      {"In the opinion of historian Olga Marden, the policy ‘was uncertain at best’.",
       "was uncertain at best", "Olga Marden", "mixed", "in-words-of"},
      {"Then it rained; for Olga Marden, on the other hand, it was ‘a bitter peace’.",
       "a bitter peace", "Olga Marden", "mixed", "for-x"},
      {"It was put by Marden, for whom the peace was ‘a bitter cup’.", "a bitter cup",
       "Marden", "mixed", "for-x"},
      {"As Marden puts it, ‘a door was left ajar’.", "a door was left ajar", "Marden",
       NULL, "as-x-puts-it"},
      {"Marden’s verdict that they were ‘beaten by friends’ is fair.",
       "beaten by friends", "Marden", "mixed", "noun-of-name"},
      {"The peace was, in Olga Marden’s cool phrase, ‘a bitter cup’.", "a bitter cup",
       "Olga Marden", "mixed", "noun-of-name"},
      {"Kestrel sums up:\n\n    The harvest was poor\n    and the roads were bad.\n\nSo.",
       "The harvest was poor\n    and the roads were bad.", "Kestrel", "block", NULL},
      {"Olga Marden is scornful: ‘They added up three quarrels.’",
       "They added up three quarrels.", "Olga Marden", "direct", "colon"},
      {"Pym’s reply to Crale, drafted by Thale, spoke of ‘grave misgivings’.",
       "grave misgivings", "Pym", "mixed", NULL},
      {"The Western Beacon declared that ‘the roads are bad’.", "the roads are bad",
       "Western Beacon", NULL, "verb-before"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(neighbours_help) {
  static const struct quote_case cases[] = {
      {"Marden calls it ‘blind’, ‘deaf’ and, finally, ‘dumb’.", "dumb", "Marden", "mixed",
       "carry-over"},
      {"Hugo Pym calls it ‘sound’, Olga Marden ‘reckless’.", "reckless", "Olga Marden",
       "mixed", "gapped-verb"},
      {"It was ‘blind’ and ‘deaf’, according to Marden.", "blind", "Marden", "mixed",
       "carry-back"},
      {"“They came late,” said Marden. “They left early.”", "They left early.", "Marden",
       "direct", "same-turn"},
      {"“Shall we go?” asked Pym.\n\n“Not yet,” said Crale.\n\n“When?”\n\n“Now.”",
       "When?", "Pym", "direct", "alternation"},
      {"“Shall we go?” asked Pym.\n\n“Not yet,” said Crale.\n\n“When?”\n\n“Now.”", "Now.",
       "Crale", "direct", "alternation"},
      {"PYM: We need time.\nCRALE: We need coal.", "We need coal.", "CRALE", "dialogue",
       "transcript"},
      {"It was ‘a bitter cup’.[2]\n\nNotes\n\n[1] Hugo Pym, On Peace.\n[2] Olga Marden, "
       "On War, p. 3.",
       "a bitter cup", "Olga Marden", "mixed", "note"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(names_and_pronouns_are_resolved) {
  static const struct quote_case cases[] = {
      {"Olga Marden was early. Marden calls it ‘a bitter cup’.", "a bitter cup",
       "Olga Marden", NULL, NULL},
      {"Marden calls it ‘a bitter cup’. Nobody else is like Olga Marden.", "a bitter cup",
       "Olga Marden", NULL, NULL},
      {"Agnes Crale will have none of this. She replies that ‘it was never tried’.",
       "it was never tried", "Agnes Crale", NULL, "verb-before"},
      {"Hugo Pym and Agnes Pym differ. Pym calls it ‘a bitter cup’.", "a bitter cup",
       "Pym", NULL, NULL},
      {"The roads were bad. Then they said it was ‘a bitter cup’.", "a bitter cup", "",
       NULL, NULL},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(nobody_is_quoted) {
  static const struct quote_case cases[] = {
      {"The word “glacis” means a slope.", "glacis", "", "term", NULL},
      {"The aim was to uphold ‘Peace And Bread For All’ at home.",
       "Peace And Bread For All", "", "slogan", NULL},
      {"They marched under the slogan ‘Bread for all’.", "Bread for all", "", "slogan",
       NULL},
      {"In her book ‘The Bitter Cup’ Marden is kinder.", "The Bitter Cup", "", "title",
       NULL},
      {"By then the client kingdom of ‘Ruritania’ existed.", "Ruritania", "", "term",
       NULL},
      {"Newspapers christened the result the “Bitter Cup”.", "Bitter Cup", "", NULL,
       NULL},
  };
  CHECK_CASES(cases);
}
END_TEST

/* The rule never looks inside a quotation, nor across the end of a sentence. */
START_TEST(other_sentences_and_quotations_say_nothing) {
  static const struct quote_case cases[] = {
      {"Marden argues this. The client kingdom of ‘Ruritania’ existed.", "Ruritania", "",
       NULL, NULL},
      {"The town had its ‘own back garden’. Marden argues otherwise.", "own back garden",
       "", NULL, NULL},
      {"The sign “Marden says stop” stood by the ‘bitter well’.", "bitter well", "", NULL,
       NULL},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(ambiguity_lowers_confidence) {
  assay_document *sure = case_document("Hugo Pym calls it ‘a bitter cup’.");
  assay_document *unsure = case_document(
      "Hugo Pym met Agnes Pym. Then Pym calls it ‘a bitter cup’.");
  size_t n;
  float high = case_quotes(sure, &n)[0].confidence;
  float low = case_quotes(unsure, &n)[0].confidence;
  ck_assert_msg(low < high * 0.6F, "%f against %f", (double)low, (double)high);
  assay_document_free(sure);
  assay_document_free(unsure);
}
END_TEST

UNIT_MAIN("attribution", what_follows_the_quotation, what_leads_up_to_it, neighbours_help,
          names_and_pronouns_are_resolved, nobody_is_quoted,
          other_sentences_and_quotations_say_nothing, ambiguity_lowers_confidence)
