/* test_language.c - codes, and the guess on short texts of the languages and of their
** neighbours. */
#include "text/language.h"
#include "unit.h"

START_TEST(codes) {
  static const char *const all[] = {"und", "en", "de", "fr", "es",
                                    "it",  "pt", "nl", "ru"};
  enum language language;
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    ck_assert_str_eq(language_code((enum language)i), all[i]);
    ck_assert(language_parse((assay_str){all[i], strlen(all[i])}, &language));
    ck_assert_int_eq(language, i);
  }
  language = LANGUAGE_FR;
  ck_assert(!language_parse(S("xx"), &language));
  ck_assert(!language_parse(S("EN"), &language));
  ck_assert(!language_parse(S(""), &language));
  ck_assert_int_eq(language, LANGUAGE_FR);
}
END_TEST

static const char *guess(const char *text) {
  return language_code(language_guess((assay_str){text, strlen(text)}));
}

/* The first article of the Universal Declaration of Human Rights. */
START_TEST(guesses) {
  ck_assert_str_eq(
      guess("All human beings are born free and equal in dignity and rights. "
            "They are endowed with reason and conscience and should act "
            "towards one another in a spirit of brotherhood."),
      "en");
  ck_assert_str_eq(guess("Alle Menschen sind frei und gleich an W\u00FCrde und Rechten "
                         "geboren. Sie sind mit Vernunft und Gewissen begabt und sollen "
                         "einander im Geiste der Br\u00FCderlichkeit begegnen."),
                   "de");
  ck_assert_str_eq(guess("Tous les \u00EAtres humains naissent libres et \u00E9gaux en "
                         "dignit\u00E9 et en droits. Ils sont dou\u00E9s de raison et de "
                         "conscience et doivent agir les uns envers les autres dans un "
                         "esprit de fraternit\u00E9."),
                   "fr");
  ck_assert_str_eq(
      guess("Todos los seres humanos nacen libres e iguales en dignidad y "
            "derechos y, dotados como est\u00E1n de raz\u00F3n y conciencia, "
            "deben comportarse fraternalmente los unos con los otros."),
      "es");
  ck_assert_str_eq(guess("Tutti gli esseri umani nascono liberi ed eguali in "
                         "dignit\u00E0 e diritti. Essi sono dotati di ragione e di "
                         "coscienza e devono agire gli uni verso gli altri in spirito di "
                         "fratellanza."),
                   "it");
  ck_assert_str_eq(
      guess("Todos os seres humanos nascem livres e iguais em dignidade e em "
            "direitos. Dotados de raz\u00E3o e de consci\u00EAncia, devem agir "
            "uns para com os outros em esp\u00EDrito de fraternidade."),
      "pt");
  ck_assert_str_eq(
      guess("Alle mensen worden vrij en gelijk in waardigheid en rechten "
            "geboren. Zij zijn begiftigd met verstand en geweten, en behoren "
            "zich jegens elkander in een geest van broederschap te gedragen."),
      "nl");
}
END_TEST

START_TEST(says_so_when_unsure) {
  ck_assert_str_eq(guess(""), "und");
  ck_assert_str_eq(guess("Mr. Lee came."), "und");
  ck_assert_str_eq(guess("1, 2, 3 \u2014 4!"), "und");
  ck_assert_str_eq(guess("Alla m\u00E4nniskor \u00E4r f\u00F6dda fria och lika i "
                         "v\u00E4rde och r\u00E4ttigheter. De \u00E4r utrustade med "
                         "f\u00F6rnuft och samvete och b\u00F6r handla gentemot varandra "
                         "i en anda av broderskap."),
                   "und");
  ck_assert_str_eq(
      guess("Alle menslike wesens word vry, met gelyke waardigheid en regte, "
            "gebore. Hulle het rede en gewete en behoort in die gees van "
            "broederskap teenoor mekaar op te tree."),
      "und");
  ck_assert_str_eq(guess("\u4EBA\u4EBA\u751F\u800C\u81EA\u7531 the of and in "
                         "\u5728\u5C0A\u4E25\u548C\u6743\u5229\u4E0A\u4E00\u5F8B"
                         "\u5E73\u7B49\u4ED6\u4EEC\u8D4B\u6709\u7406\u6027\u548C"),
                   "und");
}
END_TEST

/* A long text is judged by four samples, so a header in another language matters little,
** and no sample begins inside of a character. */
START_TEST(samples_of_a_long_text) {
  static const char header[] = "The terms of the licence of this and that, for you. ";
  static const char unit[] =
      "\u0418 \u043E\u043D \u043D\u0435 \u0437\u043D\u0430\u043B, "
      "\u0447\u0442\u043E \u044D\u0442\u043E \u0431\u044B\u043B\u043E. ";
  size_t times = 1000, len = sizeof header - 1;
  char *text = malloc(len + times * sizeof unit);
  ck_assert_ptr_nonnull(text);
  memcpy(text, header, len);
  for (size_t i = 0; i < times; i++, len += sizeof unit - 1)
    memcpy(text + len, unit, sizeof unit - 1);
  for (size_t cut = 0; cut < 8; cut++)
    ck_assert_int_eq(language_guess((assay_str){text, len - 38 - cut}), LANGUAGE_RU);
  free(text);
}
END_TEST

UNIT_MAIN("language", codes, guesses, says_so_when_unsure, samples_of_a_long_text)
