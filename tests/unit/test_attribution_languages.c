/* test_attribution_languages.c - the same in other languages. The historians do not
** exist. */
#include "quote_cases.h"

START_TEST(other_languages) {
  static const struct quote_case cases[] = {
      {"Nach Ansicht des Historikers Hugo Pym war es „ein bitterer Friede“.",
       "ein bitterer Friede", "Hugo Pym", NULL, "according-to"},
      {"Für Pym war es „ein bitterer Friede“.", "ein bitterer Friede", "Pym", NULL,
       "for-x"},
      {"Pym hat es als „bitteren Frieden“ bezeichnet.", "bitteren Frieden", "Pym", NULL,
       "verb-before"},
      {"Das wurde von Pym als „bitterer Friede“ bezeichnet.", "bitterer Friede",
       "von Pym", NULL, "passive-by"},
      {"Wie Pym schreibt, war es „ein bitterer Friede“.", "ein bitterer Friede", "Pym",
       NULL, "verb-before"},
      {"L’historien Hugo Pym parle d’« une paix amère ».", "une paix amère", "Hugo Pym",
       NULL, "verb-before"},
      {"« La paix était amère », a écrit l’historien Hugo Pym.", "La paix était amère",
       "Hugo Pym", NULL, "verb-name-after"},
      {"Pour Pym, elle était « une paix amère ».", "une paix amère", "Pym", NULL,
       "for-x"},
      {"Comme l’écrit Pym, elle était « amère pour tous ».", "amère pour tous", "Pym",
       NULL, "as-x-puts-it"},
      {"En palabras de Pym, fue «una paz amarga».", "una paz amarga", "Pym", NULL,
       "according-to"},
      {"Para Pym, la paz fue «una paz amarga».", "una paz amarga", "Pym", NULL, "for-x"},
      {"El historiador Hugo Pym la ha descrito como «una paz amarga».", "una paz amarga",
       "Hugo Pym", NULL, "verb-before"},
      {"Lo storico Hugo Pym l’ha definita «una pace amara».", "una pace amara",
       "Hugo Pym", NULL, "verb-before"},
      {"Per Pym, la pace era «una pace amara».", "una pace amara", "Pym", NULL, "for-x"},
      {"Come scrive Pym, era «una pace amara».", "una pace amara", "Pym", NULL,
       "as-x-puts-it"},
      {"Историк Гуго Пим назвал это «горьким миром».", "горьким миром", "Гуго Пим", NULL,
       "verb-before"},
      {"Как пишет Пим, это был «горький мир».", "горький мир", "Пим", NULL,
       "as-x-puts-it"},
      {"Для Пима это был «горький мир».", "горький мир", "Пима", NULL, "for-x"},
  };
  CHECK_CASES(cases);
}
END_TEST

UNIT_MAIN("attribution_languages", other_languages)
