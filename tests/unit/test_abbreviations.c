/* test_abbreviations.c - the look-up by language and case, and the tables' order. */
#include "text/abbreviations.h"
#include "unit.h"

static enum abbreviation_rule rule(const char *word, enum language language) {
  return abbreviation_find((assay_str){word, strlen(word)}, language);
}

START_TEST(rules_by_language) {
  ck_assert_int_eq(rule("Mr", LANGUAGE_EN), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("Inc", LANGUAGE_EN), ABBREVIATION_NAME);
  ck_assert_int_eq(rule("no", LANGUAGE_EN), ABBREVIATION_NUMBER);
  ck_assert_int_eq(rule("vol", LANGUAGE_EN), ABBREVIATION_NUMERAL);
  ck_assert_int_eq(rule("\u0433", LANGUAGE_RU), ABBREVIATION_PLACE);
  ck_assert_int_eq(rule("ecc", LANGUAGE_IT), ABBREVIATION_END);
  ck_assert_int_eq(rule("house", LANGUAGE_EN), ABBREVIATION_NONE);
  ck_assert_int_eq(rule("bzw", LANGUAGE_EN), ABBREVIATION_NONE);
  ck_assert_int_eq(rule("bzw", LANGUAGE_DE), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("gen", LANGUAGE_ES), ABBREVIATION_NONE);
  ck_assert_int_eq(rule("", LANGUAGE_EN), ABBREVIATION_NONE);
}
END_TEST

START_TEST(unknown_language_takes_safe_ones_of_all) {
  ck_assert_int_eq(rule("Mr", LANGUAGE_UND), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("bzw", LANGUAGE_UND), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("z.B", LANGUAGE_UND), ABBREVIATION_NONE);
  ck_assert_int_eq(rule("\u0433", LANGUAGE_UND), ABBREVIATION_NONE);
}
END_TEST

START_TEST(capitals_and_blanks) {
  ck_assert_int_eq(rule("MR", LANGUAGE_EN), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("mr", LANGUAGE_EN), ABBREVIATION_NONE);
  ck_assert_int_eq(rule("mr", LANGUAGE_NL), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("Vol", LANGUAGE_EN), ABBREVIATION_NUMERAL);
  ck_assert_int_eq(rule("z. B", LANGUAGE_DE), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("z.\u00A0B", LANGUAGE_DE), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("\u00D6STERR", LANGUAGE_DE), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("\u041D\u0410\u041F\u0420", LANGUAGE_RU), ABBREVIATION_ALWAYS);
  ck_assert_int_eq(rule("an abbreviation of more than any bytes", LANGUAGE_EN),
                   ABBREVIATION_NONE);
}
END_TEST

START_TEST(starters) {
  ck_assert(abbreviation_starts(S("The"), LANGUAGE_EN));
  ck_assert(!abbreviation_starts(S("the"), LANGUAGE_EN));
  ck_assert(!abbreviation_starts(S("Th"), LANGUAGE_EN));
  ck_assert(!abbreviation_starts(S("Thee"), LANGUAGE_EN));
  ck_assert(!abbreviation_starts(S("Der"), LANGUAGE_EN));
  ck_assert(abbreviation_starts(S("Der"), LANGUAGE_DE));
  ck_assert(abbreviation_starts(S("Der"), LANGUAGE_UND));
  ck_assert(abbreviation_starts(S("\u041E\u043D"), LANGUAGE_RU));
  ck_assert(!abbreviation_starts(S(""), LANGUAGE_UND));
}
END_TEST

START_TEST(tables_are_in_order) {
  for (size_t i = 1; i < abbreviation_count; i++)
    ck_assert_msg(strcmp(abbreviation_table[i - 1].text, abbreviation_table[i].text) <= 0,
                  "%s", abbreviation_table[i].text);
  for (size_t i = 1; i < starter_count; i++)
    ck_assert_msg(strcmp(starter_table[i - 1].text, starter_table[i].text) < 0, "%s",
                  starter_table[i].text);
  for (size_t i = 0; i < abbreviation_count; i++)
    ck_assert_int_ne(rule(abbreviation_table[i].text, LANGUAGE_UND), -1);
}
END_TEST

UNIT_MAIN("abbreviations", rules_by_language, unknown_language_takes_safe_ones_of_all,
          capitals_and_blanks, starters, tables_are_in_order)
