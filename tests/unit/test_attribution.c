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

START_TEST(turns_of_essays) {
  static const struct quote_case cases[] = {
      {"In the view of the Ambleforth historian Olga Marden, it was ‘never reactive’.",
       "never reactive", "Olga Marden", "mixed", "in-words-of"},
      {"Marden’s claim that Pym ‘never shut the door’ has been challenged by Osric "
       "Thale.",
       "never shut the door", "Marden", "mixed", "noun-of-name"},
      {"The claim by Marden that Pym ‘never shut the door’ was attacked by Thale.",
       "never shut the door", "Marden", "mixed", "noun-of-name"},
      {"According to the envoy in Selbury, Osric Pym, they were ‘playing for time’.",
       "playing for time", "Osric Pym", "mixed", "according-to"},
      {"According to the envoy in Selbury, Lorn was ‘playing for time’.",
       "playing for time", "the envoy", "mixed", "according-to"},
      {"It was, to quote Marden, ‘a war of nerves’.", "a war of nerves", "Marden", NULL,
       "to-quote-x"},
      {"It was, to borrow a phrase from Marden, ‘a war of nerves’.", "a war of nerves",
       "Marden", NULL, "to-quote-x"},
      {"It was described by Pym as ‘a gamble’ and by Marden, a poet, as ‘certain’.",
       "certain", "Marden", "mixed", "gapped-verb"},
      {"As Olga Marden has convincingly shown, they ‘wanted an alliance’.",
       "wanted an alliance", "Olga Marden", "mixed", "as-x-puts-it"},
      {"‘They wanted an alliance’ is how Marden puts it.", "They wanted an alliance",
       "Marden", NULL, "as-x-puts-it"},
      {"To Marden, Pym was ‘a plain man’.", "a plain man", "Marden", "mixed", "for-x"},
      {"Writing in 1961, Marden thought Pym ‘a plain man’.", "a plain man", "Marden",
       "mixed", "verb-before"},
      {"Pym was ‘a plain man’, at least for Marden.", "a plain man", "Marden", "mixed",
       "for-x"},
      {"The peace was condemned as ‘a total defeat’ by Marden.", "a total defeat",
       "Marden", "mixed", "passive-by-after"},
      {"The words are Marden’s: ‘a total defeat’.", "a total defeat", "Marden", NULL,
       "colon"},
      {"It was ‘a total defeat’ – Marden’s words.", "a total defeat", "Marden", NULL,
       "noun-of-name"},
      {"Pym’s biographer, Olga Marden, is harsh: ‘Pym was no strategist’.",
       "Pym was no strategist", "Olga Marden", NULL, "colon"},
      {"Marden himself later admitted that it had been ‘a gamble’.", "a gamble", "Marden",
       "mixed", "verb-before"},
      {"Marden’s own explanation – that it was ‘a gamble’ – convinced few.", "a gamble",
       "Marden", "mixed", "noun-of-name"},
      {"‘We must gain time,’ Marden is said to have told Pym.", "We must gain time,",
       "Marden", "direct", "name-verb-after"},
      {"Pym, noted Marden, was ‘a wooden figure’.", "a wooden figure", "Marden", "mixed",
       "verb-name-before"},
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
       "When?", "Pym", "direct", "conversation"},
      {"“Shall we go?” asked Pym.\n\n“Not yet,” said Crale.\n\n“When?”\n\n“Now.”", "Now.",
       "Crale", "direct", "conversation"},
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

/* Turns of a conversation; the names and genders come from the narration. */
#define TALK                                                                             \
  "Olga Marden came in. She was cold. Hugo Pym sat down. He was tired.\n\n"              \
  "“Well?” said Olga Marden.\n\n“Not yet,” said Hugo Pym.\n\n"

START_TEST(conversations_are_followed) {
  static const struct quote_case cases[] = {
      {TALK "“Speak up,” she said.", "Speak up,", "Olga Marden", "direct",
       "name-verb-after"},
      {TALK "“Speak up,” said the girl.", "Speak up,", "Olga Marden", "direct",
       "verb-name-after"},
      {TALK "“Speak up.”\n\n“I did.”", "I did.", "Hugo Pym", "direct", "conversation"},
      /* whoever is called does not speak, and answers */
      {TALK "“Speak up, Hugo Pym.”", "Speak up, Hugo Pym.", "Olga Marden", "direct",
       "conversation"},
      {TALK "“What now, Olga Marden?” He stood up.", "What now, Olga Marden?", "Hugo Pym",
       "direct", "conversation"},
      /* whoever acts beside the words */
      {TALK "Hugo Pym shook his head. “It is late.”", "It is late.", "Hugo Pym", "direct",
       "after-action"},
      {TALK "“It is late.” Hugo Pym shook his head.", "It is late.", "Hugo Pym", "direct",
       "action-beat"},
      {TALK "“Late,” she said. “Too late.”", "Too late.", "Olga Marden", "direct",
       "same-turn"},
      /* nobody in particular */
      {TALK "“Who is there?” cried a voice.", "Who is there?", "a voice", "direct",
       "verb-name-after"},
  };
  CHECK_CASES(cases);
}
END_TEST

/* "I" is whom the others call by name beside his turns. */
START_TEST(narrators_get_their_name) {
  static const struct quote_case cases[] = {
      {"“Well, Jasper?” said Pym.\n\n“No,” I said.\n\n“Come, Jasper,” said Pym.\n\n"
       "“Never,” I said.\n\n“Good night, Jasper,” said Pym.\n\n“Good night,” I said.",
       "Never,", "Jasper", "direct", "name-verb-after"},
      {"“Well?” said Pym.\n\n“No,” I said.\n\n“Come,” said Pym.\n\n“Never,” I said.",
       "Never,", "", "direct", "name-verb-after"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(other_languages) {
  static const struct quote_case cases[] = {
      {"„Das ist zu spät“, sagte Olga Marden.", "Das ist zu spät", "Olga Marden",
       "direct", "verb-name-after"},
      {"Laut Olga Marden war es „ein bitterer Friede“.", "ein bitterer Friede",
       "Olga Marden", NULL, "according-to"},
      {"Es war „ein bitterer Friede“, so Hugo Pym.", "ein bitterer Friede", "Hugo Pym",
       NULL, "according-to-after"},
      {"Hugo Pym zufolge war es „ein bitterer Friede“.", "ein bitterer Friede",
       "Hugo Pym", NULL, "according-to"},
      {"Nach Ansicht von Hugo Pym war es „ein bitterer Friede“.", "ein bitterer Friede",
       "Hugo Pym", NULL, "according-to"},
      {"« Il est trop tard », dit Olga Marden.", "Il est trop tard", "Olga Marden",
       "direct", "verb-name-after"},
      {"« Il est trop tard », a déclaré Olga Marden.", "Il est trop tard", "Olga Marden",
       "direct", "verb-name-after"},
      {"Olga Marden entra. « Où est-il ? » demanda-t-elle.", "Où est-il ?", NULL,
       "direct", "verb-name-after"},
      {"Selon Olga Marden, c’était « une paix amère ».", "une paix amère", "Olga Marden",
       NULL, "according-to"},
      {"D’après Hugo Pym, c’était « une paix amère ».", "une paix amère", "Hugo Pym",
       NULL, "according-to"},
      {"Hugo Pym a qualifié cela de « paix amère ».", "paix amère", "Hugo Pym", NULL,
       "verb-before"},
      {"«Es demasiado tarde», dijo Olga Marden.", "Es demasiado tarde", "Olga Marden",
       "direct", "verb-name-after"},
      {"Según Olga Marden, fue «una paz amarga».", "una paz amarga", "Olga Marden", NULL,
       "according-to"},
      {"«È troppo tardi», disse Olga Marden.", "È troppo tardi", "Olga Marden", "direct",
       "verb-name-after"},
      {"Secondo Olga Marden, era «una pace amara».", "una pace amara", "Olga Marden",
       NULL, "according-to"},
      {"«Слишком поздно», — сказала Ольга Марден.", "Слишком поздно", "Ольга Марден",
       "direct", "verb-name-after"},
      {"По словам Ольги Марден, это был «горький мир».", "горький мир", "Ольги Марден",
       NULL, "according-to"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(names_are_put_together) {
  static const struct quote_case cases[] = {
      {"Ilse von Hagen was early. Von Hagen calls it ‘a bitter cup’.", "a bitter cup",
       "Ilse von Hagen", NULL, NULL},
      {"He sometimes met Hugo Pym. There Pym sang. Sometimes Pym calls it ‘a bitter "
       "cup’.",
       "a bitter cup", "Hugo Pym", NULL, NULL},
      {"Miss Enid Crale rose. “No,” said Enid Crale.", "No,", "Enid Crale", NULL, NULL},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(both_bearers_of_a_name_are_given) {
  assay_document *d = case_document("Hugo Pym met Agnes Pym. Then Pym calls it ‘a bitter "
                                    "cup’. Hugo Pym calls it ‘bad’.");
  size_t n;
  const assay_quote *quotes = case_quotes(d, &n);
  ck_assert_uint_eq(n, 2);
  ck_str(quotes[0].speaker, "Pym");
  ck_assert_uint_eq(quotes[0].other_count, 2);
  ck_str(quotes[0].others[0], "Agnes Pym");
  ck_str(quotes[0].others[1], "Hugo Pym");
  ck_assert_uint_eq(quotes[1].other_count, 0);
  assay_document_free(d);
}
END_TEST

/* Every word of a pattern has to be there, and the quotation where it says. */
START_TEST(patterns_are_exact) {
  static const struct quote_case cases[] = {
      {"Nach Olga Marden kam es zu „einem Frieden“.", "einem Frieden", "", NULL, NULL},
      {"Selon lui. C’était « une paix amère ».", "une paix amère", "", NULL, NULL},
  };
  CHECK_CASES(cases);
}
END_TEST

static assay_status attribute_a_talk(const assay_allocator *alloc, assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.allocator = *alloc;
  assay_document *d;
  assay_str text = S(TALK "“Come, Zeno,” she said. “Now.”\n\nLaut Pym: „Nein“.");
  assay_status status = assay_document_new(&d, &options, S("talk"), text, err);
  const assay_quote *quotes;
  size_t count;
  if (status != ASSAY_OK) return status;
  status = assay_document_quotes(d, &quotes, &count, err);
  assay_document_free(d);
  return status;
}

START_TEST(attribution_survives_lack_of_memory) {
  unit_fail_each(attribute_a_talk);
}
END_TEST

START_TEST(a_capital_alone_makes_no_name) {
  assay_document *d = case_document("Luckily the man who came, said ‘a bitter cup’.");
  size_t n;
  const assay_quote *quotes = case_quotes(d, &n);
  ck_assert_uint_eq(n, 1);
  ck_assert_msg(!case_is(quotes[0].speaker, "Luckily"), "%s", quotes[0].rule);
  assay_document_free(d);
}
END_TEST

START_TEST(ambiguity_lowers_confidence) {
  assay_document *sure = case_document("Hugo Pym calls it ‘a bitter cup’.");
  assay_document *unsure = case_document(
      "Hugo Pym met Agnes Pym. Then Pym calls it ‘a bitter cup’.");
  size_t n;
  float high = case_quotes(sure, &n)[0].confidence;
  float low = case_quotes(unsure, &n)[0].confidence;
  ck_assert_msg(low < high * 0.85F, "%f against %f", (double)low, (double)high);
  assay_document_free(sure);
  assay_document_free(unsure);
}
END_TEST

UNIT_MAIN("attribution", what_follows_the_quotation, turns_of_essays, what_leads_up_to_it,
          neighbours_help, names_and_pronouns_are_resolved, nobody_is_quoted,
          other_sentences_and_quotations_say_nothing, a_capital_alone_makes_no_name,
          ambiguity_lowers_confidence, conversations_are_followed,
          narrators_get_their_name, other_languages, names_are_put_together,
          both_bearers_of_a_name_are_given, patterns_are_exact,
          attribution_survives_lack_of_memory)
