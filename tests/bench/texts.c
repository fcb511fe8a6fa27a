/*
** texts.c - texts for the bench, made here so that anybody measures the same.
*/
#include "base/alloc.h"
#include "base/file.h"
#include "bench.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static unsigned below(unsigned n) { /* xorshift64* */
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return (unsigned)((state * 0x2545F4914F6CDD1Du) >> 33) % n;
}

static void text_init(struct bench_text *t, const char *name) {
  snprintf(t->name, sizeof t->name, "%s", name);
  buffer_init(&t->bytes, NULL, BUFFER_NO_CEILING);
  state = 0x9E3779B97F4A7C15u;
}

static void text_check(const struct bench_text *t) {
  if (buffer_status(&t->bytes, "a text", NULL) != ASSAY_OK) bench_fail("out of memory");
}

void texts_free(struct bench_text *t) {
  buffer_free(&t->bytes);
}

static void add_file(struct bench_text *t, const char *path) {
  char bytes[65536];
  size_t got;
  FILE *file = fopen(path, "rb");
  if (!file) bench_fail(path);
  while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
    buffer_add(&t->bytes, bytes, got);
  fclose(file);
}

void texts_read(struct bench_text *t, const char *path) {
  const char *slash = strrchr(path, '/');
  text_init(t, slash ? slash + 1 : path);
  add_file(t, path);
  text_check(t);
  if (utf8_valid_prefix(buffer_str(&t->bytes)) != t->bytes.len)
    bench_fail("a text is not valid UTF-8");
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Adds the essays once more; about one word in 300 becomes another. */
static void add_changed(struct bench_text *t, assay_str essays, unsigned round) {
  for (size_t at = 0; at < essays.len;) {
    size_t end = at;
    while (end < essays.len && is_letter(essays.ptr[end])) end++;
    buffer_add(&t->bytes, essays.ptr + at, end - at);
    if (end > at && round > 0 && below(300) == 0) {
      buffer_add_char(&t->bytes, (char)('a' + round % 26));
      buffer_add_char(&t->bytes, (char)('a' + round / 26 % 26));
    }
    at = end;
    while (at < essays.len && !is_letter(essays.ptr[at]))
      buffer_add_char(&t->bytes, essays.ptr[at++]);
  }
}

void texts_english(struct bench_text *t, const char *source_dir, size_t megabytes) {
  static const char *const names[] = {"01_ashworth", "02_okafor", "03_pemberton",
                                      "04_lindgren", "05_castellano"};
  struct bench_text essays;
  char path[4096];
  text_init(&essays, "essays");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/corpora/interwar/%s.txt", source_dir, names[i]);
    add_file(&essays, path);
  }
  text_init(t, "English, curly quotes");
  for (unsigned round = 0; t->bytes.len < megabytes * 1000000; round++)
    add_changed(t, buffer_str(&essays.bytes), round);
  text_check(t);
  texts_free(&essays);
}

/* A script: letters from a range of code points; marks that follow some letters, 0 for
** none; words without spaces where `spaces` is false. */
static const struct script {
  const char *name;
  uint32_t low, high, low_mark, high_mark;
  bool spaces;
} scripts[] = {
    {"Latin, ASCII", 'a', 'z', 0, 0, true},
    {"Latin, accents", 0xDF, 0xF6, 0, 0, true},
    {"Greek", 0x3B1, 0x3C9, 0, 0, true},
    {"Cyrillic", 0x430, 0x44F, 0, 0, true},
    {"Armenian", 0x561, 0x586, 0, 0, true},
    {"Hebrew", 0x5D0, 0x5EA, 0, 0, true},
    {"Hebrew, points", 0x5D0, 0x5EA, 0x5B0, 0x5BC, true},
    {"Arabic", 0x628, 0x63A, 0, 0, true},
    {"Devanagari", 0x915, 0x939, 0x93E, 0x94D, true},
    {"Bengali", 0x995, 0x9A8, 0x9BE, 0x9C4, true},
    {"Tamil", 0xBAE, 0xBB9, 0xBBE, 0xBC2, true},
    {"Thai", 0xE01, 0xE2E, 0xE34, 0xE3A, false},
    {"Tibetan", 0xF40, 0xF47, 0xF71, 0xF7D, true},
    {"Georgian", 0x10D0, 0x10F0, 0, 0, true},
    {"Ethiopic", 0x1210, 0x1246, 0, 0, true},
    {"Khmer", 0x1780, 0x17A2, 0x17B7, 0x17BD, false},
    {"Hiragana", 0x3041, 0x3096, 0, 0, false},
    {"Katakana", 0x30A1, 0x30FA, 0, 0, false},
    {"Han", 0x4E00, 0x9FA5, 0, 0, false},
    {"Yi", 0xA000, 0xA014, 0, 0, false},
    {"Hangul", 0xAC00, 0xD7A3, 0, 0, true},
    {"Gothic", 0x10330, 0x10340, 0, 0, true},
    {"Han, rare", 0x20000, 0x2A6DF, 0, 0, false},
    {"Emoji", 0x1F400, 0x1F64F, 0x1F3FB, 0x1F3FF, false},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts };

static void add_point(struct bench_text *t, uint32_t cp) {
  char bytes[4];
  buffer_add(&t->bytes, bytes, utf8_encode(cp, bytes));
}

static void add_word(struct bench_text *t, const struct script *s) {
  for (unsigned left = 1 + below(10); left > 0; left--) {
    if (s->low < 0x100 && below(8) > 0) { /* Latin: an accent here and there */
      buffer_add_char(&t->bytes, (char)('a' + below(26)));
      continue;
    }
    add_point(t, s->low + below(s->high - s->low + 1));
    if (s->low_mark > 0 && below(3) == 0)
      add_point(t, s->low_mark + below(s->high_mark - s->low_mark + 1));
  }
}

static void add_paragraph(struct bench_text *t, const struct script *s) {
  for (unsigned words = 60 + below(60); words > 0; words--) {
    unsigned sign = below(20);
    add_word(t, s);
    if (sign == 0) buffer_add_char(&t->bytes, '.');
    if (sign == 1) buffer_add_char(&t->bytes, ',');
    if (sign == 2) buffer_add_text(&t->bytes, "\u2014");
    if (s->spaces || sign < 2) buffer_add_char(&t->bytes, ' ');
  }
  buffer_add_char(&t->bytes, '\n');
}

bool texts_script(struct bench_text *t, unsigned script, size_t megabytes) {
  if (script >= SCRIPTS) return false;
  text_init(t, scripts[script].name);
  while (t->bytes.len < megabytes * 1000000) add_paragraph(t, &scripts[script]);
  text_check(t);
  return true;
}

void texts_multilingual(struct bench_text *t, size_t megabytes) {
  text_init(t, "multilingual");
  for (unsigned i = 0; t->bytes.len < megabytes * 1000000; i++)
    add_paragraph(t, &scripts[i % SCRIPTS]);
  text_check(t);
}

void texts_repeated(struct bench_text *t, const char *unit, size_t bytes) {
  size_t length = strlen(unit);
  text_init(t, unit);
  for (size_t i = 0; i < bytes / length; i++) buffer_add(&t->bytes, unit, length);
  text_check(t);
}
