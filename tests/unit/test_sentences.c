/* test_sentences.c - Unicode's SentenceBreakTest.txt, the search for what may end a
** sentence, and the tailoring for wrapped prose sentence by sentence. */
#include "break_test.h"
#include "text/sentences.h"
#include "text/sentences_scan.h"

START_TEST(every_line_of_sentence_break_test) {
  if (break_other_version("SentenceBreakTest.txt")) return;
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

/* Scalar and vector search, for every character at every place in a block of 16 bytes. */
START_TEST(scan_finds_what_ends_sentences) {
  char text[64];
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    if (cp == 0xD800) cp = 0xE000;
    enum sentence_break class = unicode_sentence_break(cp);
    bool ends = class == SB_ATERM || class == SB_STERM || class == SB_SEP ||
                class == SB_CR || class == SB_LF || cp == 0x2026;
    size_t before = cp % 17; /* U+00E9, whose bytes must be skipped, then a letter */
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i + 1 < before; i += 2) memcpy(text + i, "\xC3\xA9", 2);
    size_t len = before + utf8_encode(cp, text + before);
    assay_str s = {text, sizeof text};
    size_t want = ends ? before : s.len;
    bool same = sentences_scan(s, 0) == want && sentences_scan_scalar(s, 0) == want;
    s.len = len;
    same = same && sentences_scan(s, 0) == (ends ? before : len);
    if (!same) ck_abort_msg("U+%04X", cp); /* an assertion each would take seconds */
  }
}
END_TEST

START_TEST(scan_paths_agree) {
  static const char *const units[] = {
      "a",      ".",      "\n",     "\r",       "\u00E9", "\u00A0", "\u2019",
      "\u3002", "\u4F60", "\u2026", "\xC2\x85", "?",      "\u0589", "\U0001F600"};
  uint64_t state = 29;
  for (int n = 0; n < 2000; n++) {
    char text[160];
    size_t len = 0;
    for (int i = 0; i < 36; i++) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      const char *unit = units[(state >> 33) % 100 < 80 ? 0 : (state >> 45) % 14];
      memcpy(text + len, unit, strlen(unit));
      len += strlen(unit);
    }
    assay_str s = {text, len};
    for (size_t at = 0; at < len; at++) {
      if (((unsigned char)text[at] & 0xC0) == 0x80) continue;
      ck_assert_uint_eq(sentences_scan(s, at), sentences_scan_scalar(s, at));
    }
  }
}
END_TEST

/* `cut` is the text with a | at each boundary inside it. */
static void check_all(const char *cut, enum sentence_rule rule, enum language language) {
  char text[1024], got[1024] = "";
  size_t len = 0;
  for (const char *p = cut; *p; p++)
    if (*p != '|') text[len++] = *p;
  struct sentences it;
  size_t begin, end, out = 0;
  sentences_start(&it, (assay_str){text, len}, rule);
  it.language = language;
  while (sentences_next(&it, &begin, &end)) {
    if (begin > 0) got[out++] = '|';
    memcpy(got + out, text + begin, end - begin);
    out += end - begin;
  }
  got[out] = '\0';
  ck_assert_str_eq(got, cut);
}

static void check_rule(const char *cut, enum sentence_rule rule) {
  check_all(cut, rule, LANGUAGE_UND);
}

static void check_in(enum language language, const char *cut) {
  check_all(cut, SENTENCES_WRAPPED, language);
}

/* In a text of unknown language and in an English one. */
static void check(const char *cut) {
  check_in(LANGUAGE_UND, cut);
  check_in(LANGUAGE_EN, cut);
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

START_TEST(blanks_at_the_begin_cost_nothing_later) {
  size_t half = 500000;
  char *text = malloc(2 * half);
  ck_assert_ptr_nonnull(text);
  memset(text, ' ', half);
  for (size_t i = half; i < 2 * half; i += 4) memcpy(text + i, "a. b", 4);
  struct sentences it;
  size_t begin, end;
  sentences_start_in(&it, (assay_str){text, 2 * half}, LANGUAGE_EN);
  ck_assert(sentences_next(&it, &begin, &end));
  ck_assert_uint_eq(end, 2 * half); /* no small letter begins a sentence here */
  free(text);
}
END_TEST

START_TEST(initials_and_dotted_names) {
  check("U.S.S.R. Premier Kosygin, of the U.S.S.R. |The rest.");
  check("See p. 12 and vol. iii of it. |Then vol. III.");
  check("J. De Vries and W. Van Horn. |She left.");
  check("At 5 p.m. Monday. |At 5 p.m. |The bell rang.");
  check("It was plan B. |This failed.");
  check("1. Introduction. |2. Method. |IV. Results. |A. First.");
}
END_TEST

START_TEST(ellipses) {
  check("He waited... and left. |So it was... |She came.");
  check("He waited\u2026 and left. |So it was\u2026 |She came.");
  check("... And then he left.");
  check("\u2026 And then she.");
  check("It (...) Was [\u2026] Cut. |Really (?) Yes (!) So.");
}
END_TEST

START_TEST(small_letters_after_a_question) {
  check("Oh! what a day. |Is it so? |yes it is. ");
  check("\u201CWhy?\u201D he asked. |\u00AB Quoi ? \u00BB dit-il.");
  check("See example.org/a?b=c and x?y=z. |End.");
}
END_TEST

START_TEST(starts_without_capital_or_space) {
  check_in(LANGUAGE_EN, "He left. |12 people came in. |In spring. |2001 was next.");
  check_in(LANGUAGE_EN, "See fig. 12 there. |Look at no. 12 here.");
  check_in(LANGUAGE_EN, "i came home. |we ate. |she left.");
  check_in(LANGUAGE_EN, "He came, e.g. on foot, approx. noon. |I said this. |i know.");
  check_in(LANGUAGE_EN, "It was over.|The end. |See www.The.com, John.The end.");
  check_in(LANGUAGE_EN, "It works. |- Item one. |-- Item two. |http://example.org");
  check_in(LANGUAGE_EN, "He went. - and left.");
  check_in(LANGUAGE_UND, "Powiedzia\u0142. - Tak, godz. 12 jest.");
}
END_TEST

START_TEST(german) {
  enum language de = LANGUAGE_DE;
  check_in(de, "Am 3. Oktober kam Ludwig XIV. K\u00F6nig. |Der 1. Weltkrieg begann.");
  check_in(de,
           "Es war Platz 3. |Das war 1990. |Goethe kam, z. B. Schiller, z.B. Kleist.");
  check_in(de,
           "D. h. Er kam, d.h. Schiller, im Jahr 300 v. Chr. Geburt usw. |Die Stadt.");
  check_in(de, "Vgl. Abb. 3, S. 12, Bd. IV. |Das sagte Dr. Kohl zu Fr. Merkel.");
  check_in(de, "Er sagte: \u201EJa.\u201C |Sie ging.");
}
END_TEST

START_TEST(romance) {
  check_in(LANGUAGE_FR,
           "M. Le Pen et MM. Dupont, cf. Hugo, p. ex. Zola. |L\u2019homme vint.");
  check_in(LANGUAGE_FR,
           "En 50 av. J.-C. |Rome, chap. IV, t. 2. |\u00AB Oui. \u00BB |Il part.");
  check_in(LANGUAGE_FR, "Il vit L. Jospin \u00E0 l\u2019O.N.U. |C\u2019est tout.");
  check_in(LANGUAGE_ES,
           "El Sr. L\u00F3pez y la sra. Gil, en EE. UU. y EE.UU. |\u00BFQu\u00E9?");
  check_in(LANGUAGE_ES, "En 200 a. C. |La ciudad, p. ej. Roma, art. 5, p\u00E1g. 3.");
  check_in(
      LANGUAGE_IT,
      "Il sig. Rossi e l\u2019on. Bianchi, S. Francesco, art. 3. |Cos\u00EC \u00E8.");
  check_in(LANGUAGE_IT, "Il dott. Verdi, ecc. |La casa, pag. 12, cap. IV.");
  check_in(LANGUAGE_PT, "O sr. Silva e a Sra. D. Maria, p. ex. Lisboa, etc. |A casa.");
}
END_TEST

START_TEST(dutch_and_russian) {
  check_in(LANGUAGE_NL,
           "Dhr. Jansen en mr. Bakker, d.w.z. Piet, o.a. Klaas, enz. |Het is zo.");
  check_in(LANGUAGE_NL, "Zie blz. 12 en art. 5. |De dag.");
  check_in(
      LANGUAGE_RU,
      "\u0410. \u0421. \u041F\u0443\u0448\u043A\u0438\u043D, "
      "\u0442. \u0435. \u041F\u043E\u044D\u0442. |\u041E\u043D \u0443\u043C\u0435\u0440 "
      "\u0432 1837 \u0433. |\u041E\u043D \u0436\u0438\u043B \u0432 "
      "\u0433. \u041C\u043E\u0441\u043A\u0432\u0430.");
}
END_TEST

START_TEST(long_runs_take_linear_time) {
  static const char *const units[] = {
      ".",   "\u0301", "\n",   "\n ",    ". ",  "\"",     ".\u0301", "A. ", "(",
      "1",   ".1",     "[",    ".[1] ",  " ",   "\u2028", "Mr. ",    ".\"", "\u2026",
      "-. ", ". - ",   "i. i", "z. B. ", "?! ", "a.b.",   "\u00BB. "};
  for (size_t u = 0; u < 2 * sizeof units / sizeof *units; u++) {
    const char *unit = units[u / 2];
    size_t len = strlen(unit), times = 50000;
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

BREAK_MAIN("sentences", "SentenceBreakTest.txt", every_line_of_sentence_break_test,
           scan_finds_what_ends_sentences, scan_paths_agree, plain_sentences, line_breaks,
           abbreviations, closing_marks_belong_to_the_sentence,
           blanks_at_the_begin_cost_nothing_later, note_marks_belong_to_the_sentence,
           initials_and_dotted_names, ellipses, small_letters_after_a_question,
           starts_without_capital_or_space, german, romance, dutch_and_russian,
           long_runs_take_linear_time)
