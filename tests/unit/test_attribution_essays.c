/* test_attribution_essays.c - whom essays quote, and in what turns of phrase. The
** historians do not exist. */
#include "quote_cases.h"

START_TEST(two_speakers) {
  static const struct quote_case cases[] = {
      {"Marden and Pym argue that it was ‘doomed from the start’.",
       "doomed from the start", "Marden and Pym", NULL, "verb-before"},
      {"O. Marden and H. P. Pym both argue that it was ‘doomed from the start’.",
       "doomed from the start", "O. Marden and H. P. Pym", NULL, "verb-before"},
      {"Historians such as Marden and Pym argue that it was ‘doomed’.", "doomed",
       "Marden and Pym", NULL, "verb-before"},
      {"According to Marden and Pym, the policy was ‘bankrupt’.", "bankrupt",
       "Marden and Pym", NULL, "according-to"},
      {"In the words of Marden and Pym, it was ‘bankrupt’.", "bankrupt", "Marden and Pym",
       NULL, "in-words-of"},
      {"‘The policy was bankrupt,’ argue Marden and Pym.", "The policy was bankrupt,",
       "Marden and Pym", NULL, "verb-name-after"},
      {"‘The policy was bankrupt,’ Marden and Pym argue.", "The policy was bankrupt,",
       "Marden and Pym", NULL, "name-verb-after"},
      {"Pym defended Thale and Marden argues that it was ‘bankrupt’.", "bankrupt",
       "Marden", NULL, "verb-before"},
      {"Marden and others have argued that it was ‘a time bomb’.", "a time bomb",
       "Marden", NULL, "verb-before"},
      {"Marden et al. have argued that it was ‘a time bomb’.", "a time bomb", "Marden",
       NULL, "verb-before"},
      {"Olga Marden and Hugo Pym have read it all. They conclude that it was ‘a bluff’.",
       "a bluff", "Olga Marden and Hugo Pym", NULL, "verb-before"},
      {"Olga Marden wrote first. Hugo Pym and Marden later called it ‘a bluff’.",
       "a bluff", "Hugo Pym and Olga Marden", NULL, "verb-before"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(offices_and_institutions) {
  static const struct quote_case cases[] = {
      {"The Selburian Foreign Minister, Hugo Pym, insisted that peace was ‘a whole’.",
       "a whole", "Hugo Pym", NULL, "verb-before"},
      {"The Chancellor, Hugo von Pym, dismissed it as ‘a scrap of paper’.",
       "a scrap of paper", "Hugo von Pym", NULL, "verb-before"},
      {"The Western ambassador, Olga Marden, reported that the trials were ‘genuine’.",
       "genuine", "Olga Marden", NULL, "verb-before"},
      {"‘There was no army’, insisted the Foreign Minister, Hugo Pym.",
       "There was no army", "Hugo Pym", NULL, "verb-name-after"},
      {"A Western MP, Hugo Pym, shouted that it was ‘a betrayal’.", "a betrayal",
       "Hugo Pym", NULL, "verb-before"},
      {"The Western delegation, led by Hugo Pym, called it ‘a peace of shame’.",
       "a peace of shame", "The Western delegation", NULL, "verb-before"},
      {"Historian Olga Marden argues that it was ‘a broken reed’.", "a broken reed",
       "Olga Marden", NULL, "verb-before"},
      {"Foreign Secretary Hugo Pym called it ‘a broken reed’.", "a broken reed",
       "Hugo Pym", NULL, "verb-before"},
      {"A Trade Board memorandum described the plan as ‘wholly wild’.", "wholly wild",
       "A Trade Board memorandum", NULL, "verb-before"},
      {"‘There was no army,’ a Trade Board official noted.", "There was no army,",
       "a Trade Board official", NULL, "name-verb-after"},
      {"An official in the Trade Board minuted that it was ‘sheer lunacy’.",
       "sheer lunacy", "An official", NULL, "verb-before"},
      {"Marden’s critics have called the book ‘perverse’.", "perverse",
       "Marden’s critics", NULL, "verb-before"},
      {"The United States pursued a policy of ‘splendid distance’.", "splendid distance",
       "", NULL, "marks"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(whose_words_a_noun_holds) {
  static const struct quote_case cases[] = {
      {"Marden rejects Pym’s thesis as ‘perverse’.", "perverse", "Marden", NULL,
       "verb-before"},
      {"Marden rejects the view of Pym that it was ‘no accident’.", "no accident", "Pym",
       NULL, "noun-of-name"},
      {"Marden takes the view that Pym ‘wanted a pact’.", "wanted a pact", "Marden", NULL,
       "verb-before"},
      {"Marden makes the point that Pym ‘wanted a pact’.", "wanted a pact", "Marden",
       NULL, "verb-before"},
      {"Marden is of the opinion that Pym ‘wanted a pact’.", "wanted a pact", "Marden",
       NULL, "verb-before"},
      {"Marden is convinced that Pym ‘wanted a pact’.", "wanted a pact", "Marden", NULL,
       "verb-before"},
      {"From Marden’s perspective, it was ‘too late’.", "too late", "Marden", NULL,
       "noun-of-name"},
      {"From the standpoint of Marden, it was ‘too late’.", "too late", "Marden", NULL,
       "in-words-of"},
      {"Marden’s concept of ‘working towards the chair’ explains it.",
       "working towards the chair", "Marden", NULL, "noun-of-name"},
      {"Marden’s Pym was ‘a plain man in a crooked trade’.",
       "a plain man in a crooked trade", "Marden", NULL, "portrait"},
      {"Marden’s ‘gathering storm’ had broken.", "gathering storm", "Marden", NULL,
       "possessor"},
      {"Olga Marden noted in her diary: ‘It is too late.’", "It is too late.",
       "Olga Marden", NULL, "verb-before"},
      {"An article by Olga Marden argues that it was ‘too late’.", "too late",
       "Olga Marden", NULL, "verb-before"},
      {"Olga Marden’s Crossroads argues that it was ‘too late’.", "too late",
       "Olga Marden", NULL, "verb-before"},
      {"Few would agree with Marden that it was ‘a mere bluff’.", "a mere bluff",
       "Marden", NULL, "noun-of-name"},
      {"If Marden is right, it was ‘a mere bluff’.", "a mere bluff", "Marden", NULL,
       "noun-of-name"},
      {"It was hardly the ‘mere bluff’ of Marden’s account.", "mere bluff", "Marden",
       NULL, "noun-of-name"},
      {"It was ‘a mere bluff’, to use Marden’s phrase.", "a mere bluff", "Marden", NULL,
       "noun-of-name"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(verbs_and_their_subjects) {
  static const struct quote_case cases[] = {
      {"Pym, argues Marden, was ‘a plain man’.", "a plain man", "Marden", NULL,
       "verb-name-before"},
      {"The pact between Pym and Thale, argues Marden, was ‘a bargain’.", "a bargain",
       "Marden", NULL, "verb-name-before"},
      {"Described by Marden as ‘blundering’, the policy had a logic.", "blundering",
       "Marden", NULL, "passive-by"},
      {"Marden does not argue that it was ‘useless’.", "useless", "Marden", NULL,
       "verb-before"},
      {"Marden seems to suggest that Pym ‘wanted a pact’.", "wanted a pact", "Marden",
       NULL, "verb-before"},
      {"Marden is right in arguing that Pym ‘wanted a pact’.", "wanted a pact", "Marden",
       NULL, "participle"},
      {"Marden quotes Pym as saying that peace was ‘a whole’.", "a whole", "Pym", NULL,
       "participle"},
      {"It was Marden, not Pym, who called it ‘a gamble’.", "a gamble", "Marden", NULL,
       "relative-who"},
      {"Whereas Marden calls it ‘blundering’, Pym sees ‘a subtle game’.", "blundering",
       "Marden", NULL, "verb-before"},
      {"Whereas Marden calls it ‘blundering’, Pym sees ‘a subtle game’.", "a subtle game",
       "Pym", NULL, "verb-before"},
      {"The ‘long calm’ (as Marden calls it) lasted a year.", "long calm", "Marden", NULL,
       "as-x-puts-it"},
      {"The ‘long calm’ of which Marden speaks lasted a year.", "long calm", "Marden",
       NULL, "name-verb-after"},
      {"The ‘long calm’ that Marden describes lasted a year.", "long calm", "Marden",
       NULL, "name-verb-after"},
      {"For historians such as Marden, it was ‘a gamble’.", "a gamble", "Marden", NULL,
       "for-x"},
      {"To quote Marden, the policy was ‘a gamble’.", "a gamble", "Marden", NULL,
       "to-quote-x"},
      {"Pipes argues that it was ‘a mere bluff’.", "a mere bluff", "Pipes", NULL,
       "verb-before"},
      {"Pipes: ‘It was a mere bluff.’", "It was a mere bluff.", "Pipes", NULL, "colon"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(who_coined_it) {
  static const struct quote_case cases[] = {
      {"The phrase ‘long calm’ is Marden’s.", "long calm", "Marden", NULL, "coined-by"},
      {"The phrase ‘long calm’ comes from Marden.", "long calm", "Marden", NULL,
       "coined-by"},
      {"The phrase ‘long calm’ was coined by Marden.", "long calm", "Marden", NULL,
       "coined-by"},
      {"Olga Marden has coined the phrase ‘long calm’.", "long calm", "Olga Marden", NULL,
       "verb-before"},
      {"The idea that Pym ‘wanted a pact’ has been put forward by Marden.",
       "wanted a pact", "Marden", NULL, "coined-by"},
      {"The phrase ‘long calm’ is well known.", "long calm", "", NULL, "announced"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(pages_in_brackets) {
  static const struct quote_case cases[] = {
      {"It was ‘a bitter peace’ (Marden, p. 12).", "a bitter peace", "Marden", NULL,
       "author-date"},
      {"It was ‘a bitter peace’ (Marden 12-13).", "a bitter peace", "Marden", NULL,
       "author-date"},
      {"It was ‘a bitter peace’ (Marden, The Long Road, p. 12).", "a bitter peace",
       "Marden", NULL, "author-date"},
      {"It was ‘a bitter peace’ (see Marden, pp. 12–13).", "a bitter peace", "Marden",
       NULL, "author-date"},
      {"‘There was no army.’ (Hugo Pym)", "There was no army.", "Hugo Pym", NULL,
       "signature"},
      {"It was ‘a bitter peace’ (in the long winter, 12).", "a bitter peace", "", NULL,
       "marks"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(initials_and_years_beside_names) {
  static const struct quote_case cases[] = {
      {"A. J. P. Marden argued that it was ‘a mistake’.", "a mistake", "A. J. P. Marden",
       NULL, "verb-before"},
      {"The plan failed. A.J. Marden thought it ‘a mistake’.", "a mistake", "A.J. Marden",
       NULL, "verb-before"},
      {"A historian argued that it was ‘a mistake’.", "a mistake", "A historian", NULL,
       "verb-before"},
      {"The crisis was ‘over’, as Marden (1939) notes.", "over", "Marden", NULL,
       "as-x-puts-it"},
      {"Hugo Pym (1892–1982) dismissed it as ‘over’.", "over", "Hugo Pym", NULL,
       "verb-before"},
      {"According to Marden (1939, pp. 3–4), it was ‘over’.", "over", "Marden", NULL,
       "according-to"},
      {"‘Over’, wrote Marden (1939).", "Over", "Marden", NULL, "verb-name-after"},
      {"Some historians such as Hugo Pym argue that it was ‘over’.", "over", "Hugo Pym",
       NULL, "verb-before"},
      {"Historians like Hugo Pym argue that it was ‘over’.", "over", "Hugo Pym", NULL,
       "verb-before"},
  };
  CHECK_CASES(cases);
}
END_TEST

START_TEST(whom_a_pronoun_means) {
  static const struct quote_case cases[] = {
      {"Hugo Pym has read it all. In his view Thale ‘wanted a pact’.", "wanted a pact",
       "Hugo Pym", NULL, "noun-of-name"},
      {"Hugo Pym has read it all. For him, Thale ‘wanted a pact’.", "wanted a pact",
       "Hugo Pym", NULL, "for-x"},
      {"Hugo Pym and Ann Crale have read it. The latter says that it was ‘a bluff’.",
       "a bluff", "Ann Crale", NULL, "verb-before"},
      {"Hugo Pym and Ann Crale have read it. The former says that it was ‘a bluff’.",
       "a bluff", "Hugo Pym", NULL, "verb-before"},
      {"Hugo Pym’s book is new. The author says that it was ‘a bluff’.", "a bluff",
       "Hugo Pym", NULL, "verb-before"},
      {"Marden, however, disagrees. She maintains that it was ‘a bluff’.", "a bluff",
       "Marden", NULL, "verb-before"},
      {"Ann Crale’s work is new. She maintains that it was ‘a bluff’.", "a bluff",
       "Ann Crale", NULL, "verb-before"},
      {"Ann Crale criticised Hugo Pym. He had maintained that it was ‘a bluff’.",
       "a bluff", "Hugo Pym", NULL, "verb-before"},
      {"In The Long Road, Marden attacked what she called a ‘sorry bluff’.",
       "sorry bluff", "Marden", NULL, "verb-before"},
  };
  CHECK_CASES(cases);
}
END_TEST

UNIT_MAIN("attribution_essays", two_speakers, offices_and_institutions,
          whose_words_a_noun_holds, verbs_and_their_subjects, who_coined_it,
          pages_in_brackets, initials_and_years_beside_names, whom_a_pronoun_means)
