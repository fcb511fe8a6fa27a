/*
** sentences_speed.c - how fast sentences are found.
**     sentences_speed FILE...      megabytes (10^6) a second of CPU time, median of five
** The files, of one language, are put behind one another. Then come texts made to hurt,
** each in four lengths; linear time shows as equal speed.
*/
#include "base/alloc.h"
#include "base/file.h"
#include "text/sentences.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { RUNS = 5 };

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t count(assay_str text, enum sentence_rule rule, bool guess) {
  struct sentences it;
  size_t begin, end, found = 0;
  if (guess)
    sentences_start_in(&it, text, language_guess(text));
  else
    sentences_start(&it, text, rule);
  while (sentences_next(&it, &begin, &end)) found++;
  return found;
}

/* The median speed in MB/s; *found is the number of sentences. */
static double speed(assay_str text, enum sentence_rule rule, bool guess, size_t *found) {
  double seconds[RUNS];
  for (int run = 0; run < RUNS; run++) {
    double start = cpu_seconds();
    *found = count(text, rule, guess);
    double taken = cpu_seconds() - start;
    int at = run;
    for (; at > 0 && seconds[at - 1] > taken; at--) seconds[at] = seconds[at - 1];
    seconds[at] = taken;
  }
  return (double)text.len / 1e6 / seconds[RUNS / 2];
}

static void print_speed(const char *name, assay_str text, enum sentence_rule rule,
                        bool guess) {
  size_t found;
  double rate = speed(text, rule, guess, &found);
  printf("%-34s %8.0f MB/s  %9zu sentences\n", name, rate, found);
}

static void print_hostile(struct buffer *text, const char *unit) {
  printf("%-10.10s x 10^6 bytes * 1, 2, 4, 8:", *unit == '\n' ? "\\n" : unit);
  for (size_t size = 1000000; size <= 8000000; size *= 2) {
    size_t found, len = strlen(unit);
    buffer_clear(text);
    while (text->len + len <= size) buffer_add(text, unit, len);
    printf(" %6.0f", speed(buffer_str(text), SENTENCES_WRAPPED, true, &found));
  }
  printf(" MB/s\n");
}

int main(int argc, char **argv) {
  static const char *const hostile[] = {
      ".",  ". ",   "A. ",  "Mr. ", "z. B. ",  "1. ",  ".\"",         "\" ",
      "\n", "a.\n", "?! ",  "(",    ".[1] ",   ".1",   "\u2026",      "\u00BB. ",
      "-.", ". -",  "i. i", "a",    "\u0301.", "a.b.", "\u3002\u4F60"};
  assay_allocator alloc = alloc_default();
  struct buffer text;
  buffer_init(&text, &alloc, BUFFER_NO_CEILING);
  for (int i = 1; i < argc; i++) {
    assay_error err;
    if (file_read(argv[i], BUFFER_NO_CEILING, &text, &err) == ASSAY_OK) continue;
    fprintf(stderr, "cannot read %s\n", argv[i]);
    return 1;
  }
  if (text.len > 0) {
    assay_str all = buffer_str(&text);
    printf("%zu bytes, language %s\n", all.len, language_code(language_guess(all)));
    print_speed("plain UAX #29", all, SENTENCES_UAX29, false);
    print_speed("wrapped, language unknown", all, SENTENCES_WRAPPED, false);
    print_speed("wrapped, language guessed", all, SENTENCES_WRAPPED, true);
  }
  for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
    print_hostile(&text, hostile[i]);
  buffer_free(&text);
  return 0;
}
