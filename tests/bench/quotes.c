/*
** quotes.c - how fast quotations are found and attributed, and whether the time stays in
** proportion to the text when it is made to hurt.
**     bench_quotes SOURCE_DIR [TEXT...]
** Prints MB (10^6 bytes) per second of CPU time of one core, medians of five runs.
** Nothing here passes or fails.
*/
#include "assay.h"
#include "base/alloc.h"
#include "bench.h"
#include "quote/marks.h"
#include "quote/pairing.h"
#include "quote/spans.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MEGABYTES = 16, HARD_BYTES = 500000, DOUBLINGS = 4 };

void bench_fail(const char *what) {
  fprintf(stderr, "bench_quotes: %s\n", what);
  exit(EXIT_FAILURE);
}

static double cpu_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int compare_seconds(const void *a, const void *b) {
  const double *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

struct work {
  assay_str text;
  assay_document *document;
  size_t found;   /* marks, spans or quotations */
  double seconds; /* of the last run; what comes before it does not count */
};

static void run_marks(struct work *w) {
  struct marks marks;
  marks_init(&marks, NULL);
  double start = cpu_seconds();
  if (marks_find(&marks, w->text, NULL) != ASSAY_OK) bench_fail("marks_find");
  w->seconds = cpu_seconds() - start;
  w->found = marks.count;
  marks_free(&marks);
}

static void run_spans(struct work *w) {
  struct drafts drafts;
  drafts_init(&drafts, NULL);
  double start = cpu_seconds();
  if (spans_find(&drafts, w->text, NULL, NULL) != ASSAY_OK) bench_fail("spans_find");
  w->seconds = cpu_seconds() - start;
  w->found = drafts.count;
  drafts_free(&drafts);
}

static void run_quotes(struct work *w) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  assay_str name = {"bench", 5};
  assay_document *d;
  const assay_quote *quotes;
  if (assay_document_new(&d, &options, name, w->text, NULL) != ASSAY_OK)
    bench_fail("assay_document_new");
  double start = cpu_seconds();
  if (assay_document_quotes(d, &quotes, &w->found, NULL) != ASSAY_OK)
    bench_fail("assay_document_quotes");
  w->seconds = cpu_seconds() - start;
  assay_document_free(d);
}

static double median(void (*run)(struct work *), struct work *w) {
  double seconds[BENCH_RUNS];
  for (int i = 0; i < BENCH_RUNS; i++) {
    run(w);
    seconds[i] = w->seconds;
  }
  qsort(seconds, BENCH_RUNS, sizeof *seconds, compare_seconds);
  return seconds[BENCH_RUNS / 2];
}

static double speed(assay_str text, double seconds) {
  return (double)text.len / 1e6 / (seconds > 0 ? seconds : 1e-9);
}

static void row(const char *name, assay_str text) {
  struct work w = {.text = text};
  double marks = speed(text, median(run_marks, &w));
  double spans = speed(text, median(run_spans, &w));
  size_t count = w.found;
  double quotes = speed(text, median(run_quotes, &w));
  printf("%-28.28s %8.1f %8zu %8.0f %8.0f %8.0f\n", name, (double)text.len / 1e6, count,
         marks, spans, quotes);
  fflush(stdout);
}

static void head(const char *first) {
  printf("%-28s %8s %8s %8s %8s %8s\n", first, "MB", "spans", "marks", "spans", "quotes");
}

/* -- Texts made to hurt ---------------------------------------------------------- */

static const char *const hard_units[] = {
    "\"",
    "'",
    "\xE2\x80\x98",
    "\xE2\x80\x99 ",
    " \xE2\x80\x9C",
    "\xC2\xAB \xC2\xBB ",
    "\" ' \xE2\x80\x98 \xE2\x80\x99s \xE2\x80\x9E \xE2\x80\x9C ` `` '' "
    "\xC2\xBB \xC2\xAB ",
    "'tis the boys' own ",
    "A: b\nC: d\n",
    "x:\n\n    > \"y\n\n"};

static void hard(const char *unit) {
  char name[64];
  for (int times = 1; times <= 1 << (DOUBLINGS - 1); times *= 2) {
    struct bench_text t;
    texts_repeated(&t, unit, (size_t)HARD_BYTES * (size_t)times);
    snprintf(name, sizeof name, "%dx  %s", times, unit);
    for (char *p = name; *p; p++)
      if (*p == '\n') *p = '|';
    row(name, buffer_str(&t.bytes));
    texts_free(&t);
  }
}

int main(int argc, char **argv) {
  if (argc < 2) bench_fail("usage: bench_quotes SOURCE_DIR [TEXT...]");
  struct bench_text t;
  head("text");
  if (argc == 2) {
    texts_english(&t, argv[1], MEGABYTES);
    row("essays", buffer_str(&t.bytes));
    texts_free(&t);
  }
  for (int i = 2; i < argc; i++) {
    const char *base = strrchr(argv[i], '/');
    texts_read(&t, argv[i]);
    row(base ? base + 1 : argv[i], buffer_str(&t.bytes));
    texts_free(&t);
  }
  printf("\n");
  head("repeated");
  for (size_t i = 0; i < sizeof hard_units / sizeof *hard_units; i++) hard(hard_units[i]);
  return EXIT_SUCCESS;
}
