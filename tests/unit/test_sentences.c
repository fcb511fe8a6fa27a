/* test_sentences.c - Unicode's SentenceBreakTest.txt, and the tailoring for wrapped
** prose sentence by sentence. */
#include "break_test.h"
#include "text/sentences.h"

START_TEST(every_line_of_sentence_break_test) {
  FILE *file = break_open("SentenceBreakTest.txt");
  char line[4096];
  struct break_line want;
  int samples = 0;
  while (fgets(line, sizeof line, file)) {
    if (!break_parse(line, &want)) continue;
    samples++;
    struct sentences it;
    size_t begin, end, i = 0;
    sentences_start(&it, (assay_str){want.text, want.len}, SENTENCES_UAX29);
    while (sentences_next(&it, &begin, &end)) {
      ck_assert_msg(i + 1 < want.count, "too many sentences: %s", line);
      ck_assert_msg(begin == want.boundaries[i] && end == want.boundaries[i + 1],
                    "sentence %zu is [%zu, %zu): %s", i, begin, end, line);
      i++;
    }
    ck_assert_msg(i + 1 == want.count, "too few sentences: %s", line);
  }
  fclose(file);
  ck_assert_int_gt(samples, 500); /* 502 in Unicode 15.0 */
}
END_TEST

/* `cut` is the text with a | at each boundary inside it. */
static void check_rule(const char *cut, enum sentence_rule rule) {
  char text[1024], got[1024] = "";
  size_t len = 0;
  for (const char *p = cut; *p; p++)
    if (*p != '|') text[len++] = *p;
  struct sentences it;
  size_t begin, end, out = 0;
  sentences_start(&it, (assay_str){text, len}, rule);
  while (sentences_next(&it, &begin, &end)) {
    if (begin > 0) got[out++] = '|';
    memcpy(got + out, text + begin, end - begin);
    out += end - begin;
  }
  got[out] = '\0';
  ck_assert_str_eq(got, cut);
}

static void check(const char *cut) {
  check_rule(cut, SENTENCES_WRAPPED);
}

START_TEST(plain_sentences) {
  check("");
  check("One");
  check("One. |Two! |Three? |Four");
  check("He left. |\u201CNo.\u201D");
  check("It cost 3.14 or so. |Next.");
  check("\u4F60\u597D\u3002|\u518D\u89C1\u3002");
}
END_TEST

START_TEST(line_breaks) {
  check("A line\nis wrapped\r\nhere. |Next\none.");
  check("A heading\n\n|Text. |More.\n\n\n|Last");
  check("A heading\r\n\r\n|Text");
  check("A heading\n \t \n  |Indented");
  check("\n\n  First. |Second.\n\n");
  check("So Mr.\n\n|Lee");
  check("a\u2029|b\u2028c");
  check_rule("a\n|\n|b\r\n|c", SENTENCES_UAX29);
}
END_TEST

START_TEST(abbreviations) {
  check("Mr. Lee met Mrs. May. |Dr. Cole came.");
  check("MR. CHURCHILL rose.");
  check("See vol. 2, pp. 4-6, of no. 7. |He said no. |Then he left.");
  check("On Jan. 5, Col. Wood saw Gen. Lee. |It rained.");
  check("E. H. Carr and J. P. Taylor wrote. |They differed.");
  check("\u00C9. Zola accused. |Jean-J. Rousseau did not.");
  check("The U.S. Senate met. |He left the U.S. |The Senate met.");
  check("M. L. King Jr. Day came. |So spoke King Jr. |He left.");
  check("Cf. The Times, e.g. Smith, i.e. Adam, vs. Ricardo, etc. and so on.");
  check("World War I. |Germany lost. |A. I. Herzen wrote.");
  check("The plan was plan B. |It failed.");
  check("Vol. IV of Ch. II. |The end.");
  check("It was art. |Smith agreed, in art. 10.");
  check("Prof. (later Sir) Lee.");
}
END_TEST

START_TEST(closing_marks_belong_to_the_sentence) {
  check("\u201CPeace.\u201D |He sat.");
  check("(He left.) |She stayed.");
  check("\"Why?\" he asked. |\"Because.\" |She rose.");
  check("\u201CNo!\u201D cried Lee. |\u201CNo.\u201D |He sat.");
}
END_TEST

START_TEST(note_marks_belong_to_the_sentence) {
  check("It was over.[12] |The rest");
  check("It was over.\u00B9\u00B2 |The rest");
  check("\u201CIt was over.\u201D[3] |The rest");
  check("He wanted peace.12 |The League");
  check("He wanted peace.\u201D |The League");
  check("See fig.3 The");
  check("It was 1935.12 The");
}
END_TEST

START_TEST(long_runs_take_linear_time) {
  static const char *const units[] = {".",       "\u0301", "\n",     "\n ",  ". ", "\"",
                                      ".\u0301", "A. ",    "(",      "1",    ".1", "[",
                                      ".[1] ",   " ",      "\u2028", "Mr. ", ".\""};
  for (size_t u = 0; u < 2 * sizeof units / sizeof *units; u++) {
    const char *unit = units[u / 2];
    size_t len = strlen(unit), times = 100000;
    char *text = malloc(len * times + 1);
    ck_assert_ptr_nonnull(text);
    text[0] = '.'; /* a terminator that looks ahead at all of it */
    for (size_t i = 0; i < times; i++) memcpy(text + 1 + i * len, unit, len);
    struct sentences it;
    size_t begin, end, last = 0;
    sentences_start(&it, (assay_str){text, len * times + 1},
                    u % 2 ? SENTENCES_WRAPPED : SENTENCES_UAX29);
    while (sentences_next(&it, &begin, &end)) {
      ck_assert(begin == last && end > begin);
      last = end;
    }
    ck_assert_uint_eq(last, len * times + 1);
    free(text);
  }
}
END_TEST

UNIT_MAIN("sentences", every_line_of_sentence_break_test, plain_sentences, line_breaks,
          abbreviations, closing_marks_belong_to_the_sentence,
          note_marks_belong_to_the_sentence, long_runs_take_linear_time)
