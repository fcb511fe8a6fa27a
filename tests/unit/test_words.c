/* test_words.c - Unicode's WordBreakTest.txt, the kinds of segments, and the ASCII path
** against the general one. */
#include "break_test.h"
#include "text/unicode.h"
#include "text/words.h"

START_TEST(every_line_of_word_break_test) {
  if (break_other_version("WordBreakTest.txt")) return;
  FILE *file = break_open("WordBreakTest.txt");
  char line[4096];
  struct break_line want;
  int samples = 0;
  while (fgets(line, sizeof line, file)) {
    if (!break_parse(line, &want)) continue;
    samples++;
    struct words it;
    struct word_segment segment;
    words_start(&it, (assay_str){want.text, want.len});
    size_t i = 0;
    while (words_next(&it, &segment)) {
      ck_assert_msg(i + 1 < want.count, "too many segments: %s", line);
      ck_assert_msg(segment.begin == want.boundaries[i] &&
                        segment.end == want.boundaries[i + 1],
                    "segment %zu is [%zu, %zu): %s", i, segment.begin, segment.end, line);
      i++;
    }
    ck_assert_msg(i + 1 == want.count, "too few segments: %s", line);
  }
  fclose(file);
  ck_assert_int_gt(samples, 1800); /* 1823 in Unicode 15.0 */
}
END_TEST

/* The segments of a text as "kind:segment|...", kinds w n p s e, space as "_". */
static const char *shown(const char *text) {
  static char out[512];
  struct words it;
  struct word_segment segment;
  size_t len = 0;
  words_start(&it, (assay_str){text, strlen(text)});
  while (words_next(&it, &segment)) {
    char kind = segment.space ? '_' : "wnpse"[segment.kind];
    len += (size_t)snprintf(out + len, sizeof out - len, "%c:%.*s|", kind,
                            (int)(segment.end - segment.begin), text + segment.begin);
  }
  out[len] = '\0';
  return out;
}

START_TEST(kinds_of_segments) {
  ck_assert_str_eq(shown("Don't pay $3.50, eh?"),
                   "w:Don't|_: |w:pay|_: |s:$|n:3.50|p:,|_: |w:eh|p:?|");
  ck_assert_str_eq(shown("3a 1,000 a_b __ x'"),
                   "w:3a|_: |n:1,000|_: |w:a_b|_: |p:__|_: |w:x|p:'|");
  ck_assert_str_eq(shown("l\u2019\u00E9t\u00E9 cafe\u0301s"),
                   "w:l\u2019\u00E9t\u00E9|_: |w:cafe\u0301s|");
  ck_assert_str_eq(shown("\u65E5\u672C \u30AB\u30BF \u216B \u00BD"),
                   "w:\u65E5|w:\u672C|_: |w:\u30AB\u30BF|_: |n:\u216B|_: |n:\u00BD|");
  ck_assert_str_eq(shown("\U0001F44D\U0001F3FD\U0001F1E9\U0001F1EA\U0001F1E9"),
                   "e:\U0001F44D\U0001F3FD|e:\U0001F1E9\U0001F1EA|s:\U0001F1E9|");
  ck_assert_str_eq(shown("\U0001F468\u200D\U0001F469\u200D\U0001F467\u2764\uFE0F"),
                   "e:\U0001F468\u200D\U0001F469\u200D\U0001F467|e:\u2764\uFE0F|");
}
END_TEST

START_TEST(plain_signs_are_no_emoji) {
  ck_assert_str_eq(shown("\u00A9\u00A9\uFE0F"), "s:\u00A9|e:\u00A9\uFE0F|");
  ck_assert_str_eq(shown("\u2122"), "s:\u2122|");
  ck_assert_str_eq(shown("\u203C"), "p:\u203C|");
  ck_assert_str_eq(shown("#*1"), "p:#|p:*|n:1|");
}
END_TEST

START_TEST(space_is_no_token) {
  ck_assert_str_eq(shown("a  \t\r\n\nb"), "w:a|_:  |_:\t|_:\r\n|_:\n|w:b|");
  ck_assert_str_eq(shown("\u00AD"), "_:\u00AD|");
  ck_assert_str_eq(shown("\u200B\u3000\uFEFF"), "_:\u200B|_:\u3000\uFEFF|");
  ck_assert_str_eq(shown("\u0301"), "_:\u0301|");
  ck_assert_str_eq(shown(""), "");
  struct words it;
  struct word_segment segment;
  words_start(&it, S("a\0b"));
  ck_assert(words_next(&it, &segment) && !segment.space);
  ck_assert(words_next(&it, &segment) && segment.space && segment.end == 2);
  ck_assert(words_next(&it, &segment) && segment.begin == 2);
  ck_assert(!words_next(&it, &segment));
  ck_assert(!words_next(&it, &segment));
}
END_TEST

START_TEST(unknown_and_private_characters_are_symbols) {
  ck_assert_str_eq(shown("\uE000"), "s:\uE000|");
  ck_assert_str_eq(shown("\uFFFD"), "s:\uFFFD|");
  ck_assert_str_eq(shown("\U0002EBF0"), "s:\U0002EBF0|"); /* assigned in 15.1 */
}
END_TEST

START_TEST(kind_of_any_piece) {
  bool space;
  ck_assert_int_eq(words_kind(S("New York"), &space), ASSAY_TOKEN_WORD);
  ck_assert_int_eq(words_kind(S("1935-36"), &space), ASSAY_TOKEN_NUMBER);
  ck_assert_int_eq(words_kind(S("..."), &space), ASSAY_TOKEN_PUNCTUATION);
  ck_assert_int_eq(words_kind(S("\U0001F1E9\U0001F1EA"), &space), ASSAY_TOKEN_EMOJI);
  ck_assert(!space);
  words_kind(S(" \n"), &space);
  ck_assert(space);
}
END_TEST

/* Every string of up to four of these goes through the ASCII path; the same string with
** each letter, digit and sign replaced by a non-ASCII one of its class cannot, and must
** have its boundaries at the same characters. */
static const char *const ascii_samples[] = {"a",  "1", "_", "'",  ".",  ":", ",",
                                            "\"", "-", " ", "\r", "\n", "\v"};
static const char *const other_samples[] = {
    "\u00E9", "\u0661", "\u203F", "'",  "\u2019", "\u00B7", "\u066C",
    "\"",     "\u2014", "\u2003", "\r", "\u2028", "\u2029"};
#define SAMPLES (sizeof ascii_samples / sizeof *ascii_samples)

static size_t cut(const char *text, size_t len, size_t ends[8]) {
  struct words it;
  struct word_segment segment;
  size_t count = 0;
  words_start(&it, (assay_str){text, len});
  while (words_next(&it, &segment)) {
    /* in characters, which are the bytes that continue none */
    size_t characters = 0;
    for (size_t i = 0; i < segment.end; i++)
      characters += ((unsigned char)text[i] & 0xC0) != 0x80;
    ends[count++] = characters;
  }
  return count;
}

START_TEST(samples_are_of_one_class) {
  for (size_t i = 0; i < SAMPLES; i++) {
    uint32_t a, b;
    utf8_decode(ascii_samples[i], ascii_samples[i] + strlen(ascii_samples[i]), &a, NULL);
    utf8_decode(other_samples[i], other_samples[i] + strlen(other_samples[i]), &b, NULL);
    if (a == '\n') continue; /* U+2028 is a Newline: the same but after CR */
    ck_assert_msg(unicode_word_break(a) == unicode_word_break(b), "sample %zu", i);
  }
}
END_TEST

START_TEST(ascii_path_cuts_like_the_general_one) {
  for (size_t n = 0; n < SAMPLES * SAMPLES * SAMPLES * SAMPLES; n++) {
    char ascii[8], other[32];
    size_t len = 0, other_len = 0;
    bool cr_lf = false;
    for (size_t i = 0, rest = n; i < 4; i++, rest /= SAMPLES) {
      const char *sample = other_samples[rest % SAMPLES];
      ascii[len++] = *ascii_samples[rest % SAMPLES];
      memcpy(other + other_len, sample, strlen(sample));
      other_len += strlen(sample);
      cr_lf |= i > 0 && ascii[i] == '\n' && ascii[i - 1] == '\r';
    }
    if (cr_lf) continue;
    size_t ends[8], other_ends[8];
    size_t count = cut(ascii, len, ends);
    size_t other_count = cut(other, other_len, other_ends);
    ck_assert_msg(count == other_count &&
                      memcmp(ends, other_ends, count * sizeof *ends) == 0,
                  "'%.4s' is cut otherwise than '%.*s'", ascii, (int)other_len, other);
  }
}
END_TEST

/* Quadratic code takes minutes here; linear code some milliseconds. */
START_TEST(long_runs_take_linear_time) {
  static const char *const units[] = {
      "\u0301",   "\U0001F1E9",       "a'", "a\u0301'\u0301", "1.", "\u200D", "'\u0301",
      "\u05D0\"", "\U0001F468\u200D", " ",  "\r\n",           "_"};
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    size_t len = strlen(units[u]), times = 1000000;
    char *text = malloc(len * times);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < times; i++) memcpy(text + i * len, units[u], len);
    struct words it;
    struct word_segment segment;
    size_t end = 0;
    words_start(&it, (assay_str){text, len * times});
    while (words_next(&it, &segment)) {
      ck_assert(segment.begin == end && segment.end > end);
      end = segment.end;
    }
    ck_assert_uint_eq(end, len * times);
    free(text);
  }
}
END_TEST

BREAK_MAIN("words", "WordBreakTest.txt", every_line_of_word_break_test, kinds_of_segments,
           plain_signs_are_no_emoji, space_is_no_token,
           unknown_and_private_characters_are_symbols, kind_of_any_piece,
           samples_are_of_one_class, ascii_path_cuts_like_the_general_one,
           long_runs_take_linear_time)
