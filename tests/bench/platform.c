/*
** platform.c - what a script costs beyond the work that it asks for: 100,000 documents of
** 300 words, the hits of a pattern in each. The same in C, with the public functions,
** over the same bytes; then through the engine, from memory and from a file of JSON
** lines, with one thread and with two.
**
**   bench_platform [DOCUMENTS [ROW]]     ROW: that one only, for a profiler
*/
#include "base/alloc.h"
#include "base/table.h"
#include "corpus/corpus.h"
#include "engine/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WORDS = 300, VOCABULARY = 5000, ROUNDS = 5 };

static const char source[] =
    "local assay = require 'assay'\n"
    "return assay.analysis { name = 'hits', summary = 's',\n"
    "  args = { { 'term', type = 'pattern', default = 'wo17', help = 'h' } },\n"
    "  new = function() return { hits = assay.counter() } end,\n"
    "  map = function(acc, doc, args) acc.hits:add('all', doc:count(args.term)) end,\n"
    "  report = function(acc) return acc.hits:total() end }\n";

struct texts {
  struct buffer bytes;
  size_t *begin; /* count + 1 */
  size_t count;
};

struct measure {
  double user, wall; /* seconds, the best of ROUNDS */
  uint64_t hits;
};

static double seconds_of(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void bench_fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static void must(assay_status status, const assay_error *err) {
  if (status == ASSAY_OK) return;
  fprintf(stderr, "%s: %s\n", err->source, err->message);
  exit(1);
}

/* Words by Zipf's law, more or less; the same each time. */
static void make_texts(struct texts *t, size_t count) {
  assay_allocator a = alloc_default();
  uint64_t x = 88172645463325252u;
  buffer_init(&t->bytes, NULL, BUFFER_NO_CEILING);
  t->begin = alloc_zero(&a, count + 1, sizeof *t->begin);
  if (!t->begin) bench_fail("no memory");
  t->count = count;
  for (size_t d = 0; d < count; d++) {
    for (int i = 0; i < WORDS; i++) {
      x ^= x << 13, x ^= x >> 7, x ^= x << 17;
      const uint64_t rank = (x >> 20) % ((x >> 40) % VOCABULARY + 1);
      buffer_addf(&t->bytes, "%swo%u%s", i ? " " : "", (unsigned)rank,
                  i % 15 == 14 ? "." : "");
    }
    t->begin[d + 1] = t->bytes.len;
  }
}

static assay_str text_at(const struct texts *t, size_t i) {
  return (assay_str){t->bytes.data + t->begin[i], t->begin[i + 1] - t->begin[i]};
}

/* -- In C --------------------------------------------------------------------------- */

static uint64_t count_in_c(const struct texts *t) {
  assay_error err;
  assay_vocabulary *vocabulary;
  assay_pattern *pattern;
  assay_matcher *matcher;
  uint64_t hits = 0;
  must(assay_vocabulary_new(&vocabulary, NULL, NULL, &err), &err);
  must(assay_pattern_new(&pattern, str_from("wo17"), NULL, NULL, &err), &err);
  must(assay_matcher_new(&matcher, pattern, vocabulary, NULL, &err), &err);
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.vocabulary = vocabulary;
  for (size_t i = 0; i < t->count; i++) {
    char name[32];
    assay_document *d;
    assay_hit hit;
    bool found = true;
    size_t from = 0;
    snprintf(name, sizeof name, "%06zu", i);
    must(assay_document_new(&d, &options, str_from(name), text_at(t, i), &err), &err);
    while (found) {
      must(assay_matcher_next(matcher, d, from, &hit, &found, &err), &err);
      if (found) from = hit.tokens.end;
      hits += found;
    }
    assay_document_free(d);
  }
  assay_matcher_free(matcher);
  assay_pattern_free(pattern);
  assay_vocabulary_free(vocabulary);
  return hits;
}

/* -- Through the engine ---------------------------------------------------------- */

struct host {
  const struct texts *texts;
  size_t next;
  char name[32];
};

static int give(void *ctx, struct feed_document *out) {
  struct host *host = ctx;
  if (host->next == host->texts->count) return FEED_END;
  snprintf(host->name, sizeof host->name, "%06zu", host->next);
  *out = (struct feed_document){str_from(host->name), text_at(host->texts, host->next++),
                                NULL, 0};
  return FEED_DOCUMENT;
}

struct job {
  const struct texts *texts;
  const struct script *script;
  const struct corpus *corpus; /* NULL: from memory */
  size_t threads;              /* 0: in C */
};

static uint64_t count_with_script(const struct job *job) {
  struct host host = {job->texts, 0, ""};
  const struct feed feed = {give, NULL, &host};
  struct run_options options = {.corpus = job->corpus, .threads = job->threads};
  struct run_result result;
  assay_error err;
  if (!job->corpus) options.feed = &feed;
  must(run_script(job->script, &options, &result, &err), &err);
  uint64_t hits = result.hits;
  run_result_free(&result);
  return hits;
}

static void measure(const struct job *job, struct measure *best) {
  double user = seconds_of(CLOCK_PROCESS_CPUTIME_ID), wall = seconds_of(CLOCK_MONOTONIC);
  best->hits = job->threads ? count_with_script(job) : count_in_c(job->texts);
  user = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - user;
  wall = seconds_of(CLOCK_MONOTONIC) - wall;
  if (best->user == 0 || user < best->user) best->user = user;
  if (best->wall == 0 || wall < best->wall) best->wall = wall;
}

/* {"name": "000001", "text": "..."} */
static void write_lines(const struct texts *t, const char *path) {
  FILE *file = fopen(path, "wb");
  if (!file) bench_fail("cannot write the file of JSON lines");
  for (size_t i = 0; i < t->count; i++) {
    assay_str text = text_at(t, i);
    fprintf(file, "{\"name\":\"%06zu\",\"text\":\"%.*s\"}\n", i, (int)text.len, text.ptr);
  }
  if (fclose(file) != 0) bench_fail("cannot write the file of JSON lines");
}

static void print_row(const char *what, const struct measure *m, const struct measure *c,
                      size_t documents) {
  const double beyond = (m->user - c->user) / (double)documents * 1e6;
  printf("%-28s %8.2f %8.2f %9.1f %% %10.2f %10llu\n", what, m->user, m->wall,
         (m->user / c->user - 1) * 100, beyond, (unsigned long long)m->hits);
}

int main(int argc, char **argv) {
  enum { JOBS = 5 };
  static const char *const names[JOBS] = {"C", "script, 1 thread", "script, 2 threads",
                                          "JSON lines, 1 thread",
                                          "JSON lines, 2 threads"};
  const int only = argc > 2 ? (int)strtol(argv[2], NULL, 10) : -1;
  const size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
  char folder[] = "/tmp/bench-platform-XXXXXX", path[64];
  const char *inputs[] = {path};
  struct texts texts;
  struct script *script;
  struct corpus *corpus;
  struct measure measures[JOBS];
  assay_error err;
  memset(measures, 0, sizeof measures);
  make_texts(&texts, count);
  if (!mkdtemp(folder)) bench_fail("cannot make a temporary folder");
  snprintf(path, sizeof path, "%s/texts.jsonl", folder);
  write_lines(&texts, path);
  must(script_load_source(&script, str_from("hits.lua"), str_from(source), NULL, &err),
       &err);
  must(corpus_open(&corpus, NULL, inputs, 1, &err), &err);
  const struct job jobs[JOBS] = {{&texts, script, NULL, 0},
                                 {&texts, script, NULL, 1},
                                 {&texts, script, NULL, 2},
                                 {&texts, script, corpus, 1},
                                 {&texts, script, corpus, 2}};
  for (int round = 0; round < ROUNDS; round++) /* by turns: the machine may be shared */
    for (int i = 0; i < JOBS; i++)
      if (only < 0 || only == i) measure(&jobs[i], &measures[i]);
  printf("%zu documents of %d words, %.1f MB\n", count, WORDS,
         (double)texts.bytes.len / 1e6);
  printf("%-28s %8s %8s %11s %10s %10s\n", "", "user s", "wall s", "beyond C", "us/doc",
         "hits");
  for (int i = 0; i < JOBS; i++) print_row(names[i], &measures[i], &measures[0], count);
  printf("two threads: %.2f times one; JSON lines: %.2f\n",
         measures[1].wall / measures[2].wall, measures[3].wall / measures[4].wall);
  corpus_free(corpus);
  script_free(script);
  unlink(path);
  rmdir(folder);
  buffer_free(&texts.bytes);
  assay_allocator a = alloc_default();
  alloc_free(&a, texts.begin, count + 1, sizeof *texts.begin);
  return 0;
}
