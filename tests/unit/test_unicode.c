/* test_unicode.c - the generated tables against the files they come from, code point by
** code point, with a parser of its own; and some characters by hand. */
#include "text/unicode.h"
#include "unit.h"

#include <stdio.h>

#define CODE_POINTS 0x110000u

/* Sets values[cp] = number of the name, for all lines of a file whose property is one of
** the names. */
static void read_property(const char *name, const char *const *names, size_t count,
                          uint8_t *values) {
  char path[512], line[1024];
  snprintf(path, sizeof path, "%s/%s", UNICODE_DATA_DIR, name);
  FILE *file = fopen(path, "r");
  ck_assert_msg(file != NULL,
                "%s is missing: install the package unicode-data, whose files are the "
                "authority for this test",
                path);
  while (fgets(line, sizeof line, file)) {
    char *p = line, *end;
    unsigned long first = strtoul(p, &end, 16), last = first;
    if (end == p || line[0] == '#') continue;
    if (strncmp(end, "..", 2) == 0) last = strtoul(end + 2, &end, 16);
    p = end + strspn(end, " ;\t");
    size_t len = strcspn(p, " #\t\n");
    for (size_t i = 0; i < count; i++)
      if (strlen(names[i]) == len && memcmp(names[i], p, len) == 0)
        memset(values + first, (int)i, last - first + 1);
  }
  fclose(file);
}

static uint8_t *fresh(void) {
  uint8_t *values = calloc(CODE_POINTS, 1);
  ck_assert_ptr_nonnull(values);
  return values;
}

START_TEST(word_break_is_the_files) {
  static const char *const names[] = {"Other",
                                      "CR",
                                      "LF",
                                      "Newline",
                                      "Extend",
                                      "ZWJ",
                                      "Regional_Indicator",
                                      "Format",
                                      "Katakana",
                                      "Hebrew_Letter",
                                      "ALetter",
                                      "Single_Quote",
                                      "Double_Quote",
                                      "MidNumLet",
                                      "MidLetter",
                                      "MidNum",
                                      "Numeric",
                                      "ExtendNumLet",
                                      "WSegSpace"};
  uint8_t *want = fresh();
  read_property("auxiliary/WordBreakProperty.txt", names, sizeof names / sizeof *names,
                want);
  for (uint32_t cp = 0; cp < CODE_POINTS; cp++)
    if (unicode_word_break(cp) != want[cp]) ck_abort_msg("U+%04X", cp);
  ck_assert_int_eq(want[0x5D0], WB_HEBREW_LETTER);
  ck_assert_int_eq(want[' '], WB_WSEGSPACE);
  free(want);
}
END_TEST

START_TEST(sentence_break_is_the_files) {
  static const char *const names[] = {
      "Other", "CR",      "LF",      "Extend", "Sep",       "Format", "Sp",   "Lower",
      "Upper", "OLetter", "Numeric", "ATerm",  "SContinue", "STerm",  "Close"};
  uint8_t *want = fresh();
  read_property("auxiliary/SentenceBreakProperty.txt", names,
                sizeof names / sizeof *names, want);
  for (uint32_t cp = 0; cp < CODE_POINTS; cp++)
    if (unicode_sentence_break(cp) != want[cp]) ck_abort_msg("U+%04X", cp);
  ck_assert_int_eq(want['.'], SB_ATERM);
  ck_assert_int_eq(want[')'], SB_CLOSE);
  free(want);
}
END_TEST

START_TEST(flags_are_the_files) {
  static const char *const lower[] = {"", "Lowercase"},
                           *const upper[] = {"", "Uppercase"},
                           *const emoji[] = {"", "Extended_Pictographic"};
  uint8_t *low = fresh(), *up = fresh(), *pictographic = fresh();
  read_property("DerivedCoreProperties.txt", lower, 2, low);
  read_property("DerivedCoreProperties.txt", upper, 2, up);
  read_property("emoji/emoji-data.txt", emoji, 2, pictographic);
  ck_assert(low['a'] && up['A'] && pictographic[0x1F600]);
  for (uint32_t cp = 0; cp < CODE_POINTS; cp++) {
    bool title = cp == 0x1C5 || cp == 0x1C8 || cp == 0x1CB || cp == 0x1F2 ||
                 (cp >= 0x1F88 && cp <= 0x1F8F) || (cp >= 0x1F98 && cp <= 0x1F9F) ||
                 (cp >= 0x1FA8 && cp <= 0x1FAF) || cp == 0x1FBC || cp == 0x1FCC ||
                 cp == 0x1FFC; /* all of category Lt */
    if (unicode_is_lower(cp) != low[cp] || unicode_is_upper(cp) != (up[cp] || title) ||
        unicode_is_pictographic(cp) != pictographic[cp])
      ck_abort_msg("U+%04X", cp);
  }
  free(low);
  free(up);
  free(pictographic);
}
END_TEST

START_TEST(classes_by_hand) {
  static const struct {
    uint32_t cp;
    enum char_class class;
  } samples[] = {
      {0, CHAR_OTHER},
      {'\n', CHAR_SPACE},
      {' ', CHAR_SPACE},
      {0xA0, CHAR_SPACE},
      {0x3000, CHAR_SPACE},
      {0x85, CHAR_SPACE},
      {0x200B, CHAR_OTHER},
      {0xAD, CHAR_OTHER},
      {0xFEFF, CHAR_OTHER},
      {0xD800, CHAR_OTHER},
      {'a', CHAR_LETTER},
      {0xE9, CHAR_LETTER},
      {0xAA, CHAR_LETTER},
      {0x4E2D, CHAR_LETTER},
      {0x3042, CHAR_LETTER},
      {0x3007, CHAR_LETTER},
      {0x93E, CHAR_LETTER},
      {0x94D, CHAR_MARK},
      {0x301, CHAR_MARK},
      {0xFE0F, CHAR_MARK},
      {'7', CHAR_DIGIT},
      {0x663, CHAR_DIGIT},
      {0xBD, CHAR_DIGIT},
      {0x2167, CHAR_DIGIT},
      {'.', CHAR_PUNCTUATION},
      {'_', CHAR_PUNCTUATION},
      {0x201C, CHAR_PUNCTUATION},
      {0x3002, CHAR_PUNCTUATION},
      {'$', CHAR_SYMBOL},
      {0x20AC, CHAR_SYMBOL},
      {0x1F600, CHAR_SYMBOL},
      {0xE000, CHAR_SYMBOL},
      {0xFFFD, CHAR_SYMBOL},
      {0x2EBF0, CHAR_SYMBOL},
      {0x10FFFF, CHAR_SYMBOL},
  };
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
    ck_assert_msg(unicode_class(samples[i].cp) == samples[i].class, "U+%04X",
                  samples[i].cp);
}
END_TEST

START_TEST(version_is_said) {
  ck_assert_str_eq(assay_unicode_version(), "15.0.0");
}
END_TEST

UNIT_MAIN("unicode", word_break_is_the_files, sentence_break_is_the_files,
          flags_are_the_files, classes_by_hand, version_is_said)
