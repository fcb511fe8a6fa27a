/*
** language.c - guesses a language by its function words.
** A word may belong to several languages. The one with most hits wins if it has enough of
** them and clearly more than any other; languages without rules of their own take part so
** that they are not taken for their neighbours.
*/
#include "text/language.h"

#include <string.h>

enum { SAMPLES = 4, SAMPLE_WORDS = 150, SAMPLE_BYTES = 2048 };
enum { WORD_BYTES = sizeof language_words[0].text };

/* A guess needs so many hits, so many of the words, and so many more than the next. */
enum { LEAST_HITS = 4, LEAST_PERCENT = 15, LEAD_PERCENT = 110 };

struct tally {
  unsigned words, hits[LANGUAGE_CANDIDATES];
};

static const char codes[LANGUAGE_COUNT][4] = {"und", "en", "de", "fr", "es",
                                              "it",  "pt", "nl", "ru"};

const char *language_code(enum language language) {
  return codes[language];
}

bool language_parse(assay_str code, enum language *out) {
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    if (strlen(codes[i]) != code.len || memcmp(codes[i], code.ptr, code.len) != 0)
      continue;
    *out = (enum language)i;
    return true;
  }
  return false;
}

/* ASCII letters, and the bytes of U+00C0 to U+07FF, which is nearly all letters. */
static bool is_letter_byte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x80 && c < 0xE0);
}

/* Whether a character of three or four bytes at p is no punctuation: then it is of a
** script that none of the languages uses. */
static bool is_foreign(const char *p) {
  unsigned char lead = (unsigned char)*p;
  return lead >= 0xE0 && lead != 0xE2 && lead != 0xEF;
}

static uint32_t owners_of(const char *word, size_t len) {
  char key[WORD_BYTES] = {0};
  size_t low = 0, high = language_word_count;
  if (len >= WORD_BYTES) return 0;
  memcpy(key, word, len);
  if (key[0] >= 'A' && key[0] <= 'Z') key[0] = (char)(key[0] - 'A' + 'a');
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = memcmp(language_words[middle].text, key, WORD_BYTES);
    if (order == 0) return language_words[middle].whose;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

static void tally_word(struct tally *tally, const char *word, size_t len) {
  uint32_t owners = owners_of(word, len);
  tally->words++;
  for (unsigned i = 1; owners >> i; i++) tally->hits[i] += owners >> i & 1;
}

static void tally_sample(struct tally *tally, assay_str sample) {
  unsigned most = tally->words + SAMPLE_WORDS;
  for (size_t at = 0; at < sample.len && tally->words < most;) {
    size_t begin = at;
    while (at < sample.len && is_letter_byte((unsigned char)sample.ptr[at])) at++;
    if (at > begin) {
      tally_word(tally, sample.ptr + begin, at - begin);
      continue;
    }
    tally->words += is_foreign(sample.ptr + at);
    at++;
    while (at < sample.len && ((unsigned char)sample.ptr[at] & 0xC0) == 0x80) at++;
  }
}

static enum language verdict(const struct tally *tally) {
  unsigned best = LANGUAGE_UND, second = 0;
  for (unsigned i = 1; i < LANGUAGE_CANDIDATES; i++)
    if (tally->hits[i] > tally->hits[best]) best = i;
  for (unsigned i = 1; i < LANGUAGE_CANDIDATES; i++)
    if (i != best && tally->hits[i] > second) second = tally->hits[i];
  bool sure = tally->hits[best] >= LEAST_HITS &&
              tally->hits[best] * 100 >= tally->words * LEAST_PERCENT &&
              tally->hits[best] * 100 > second * LEAD_PERCENT;
  return sure && best < LANGUAGE_COUNT ? (enum language)best : LANGUAGE_UND;
}

enum language language_guess(assay_str text) {
  struct tally tally = {0};
  bool whole = text.len <= (size_t)SAMPLES * SAMPLE_BYTES;
  if (whole) {
    tally_sample(&tally, text);
    return verdict(&tally);
  }
  for (size_t i = 0; i < SAMPLES; i++) {
    size_t begin = text.len / SAMPLES * i;
    while (((unsigned char)text.ptr[begin] & 0xC0) == 0x80) begin++;
    assay_str sample = {text.ptr + begin, SAMPLE_BYTES};
    if (sample.len > text.len - begin) sample.len = text.len - begin;
    tally_sample(&tally, sample);
  }
  return verdict(&tally);
}
