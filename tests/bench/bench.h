#ifndef ASSAY_TESTS_BENCH_H
#define ASSAY_TESTS_BENCH_H
/*
** bench.h - what the parts of the speed bench share: texts, peers, the stopwatch. A bench
** stops the program with a message when something fails; nothing is asserted about time.
*/
#include "base/buffer.h"

enum { BENCH_RUNS = 5 };

/* Runs work(ctx) BENCH_RUNS times and gives the median of the CPU seconds; before each
** prepare(ctx), if not NULL, which does not count. */
double bench_seconds(void (*prepare)(void *ctx), void (*work)(void *ctx), void *ctx);
/* Millions of bytes a second. */
double bench_speed(size_t bytes, double seconds);
/* Prints to stderr and exits with 1. */
void bench_fail(const char *what);

/* -- Texts (texts.c): built in memory, the same each time ---------------------------- */

struct bench_text {
  char name[64];
  struct buffer bytes; /* valid UTF-8 */
};

/* `megabytes` of the essays in corpora/interwar over and over, some words changed each
** time: English with curly quotes, and a vocabulary that grows. */
void texts_english(struct bench_text *t, const char *source_dir, size_t megabytes);
/* The same amount of made-up words in one script; `script` counts up to false. */
bool texts_script(struct bench_text *t, unsigned script, size_t megabytes);
/* All scripts by turns, a paragraph each. */
void texts_multilingual(struct bench_text *t, size_t megabytes);
/* `bytes` of one unit over and over. */
void texts_repeated(struct bench_text *t, const char *unit, size_t bytes);
void texts_read(struct bench_text *t, const char *path);
void texts_free(struct bench_text *t);

/* -- Peers (peers.c): MB/s, or 0 where the peer is not there ------------------------- */

double peer_libunistring_words(assay_str text);
double peer_icu_words(assay_str text);
double peer_icu_sentences(assay_str text);
double peer_libunistring_check(assay_str text);
double peer_iconv(assay_str text, const char *encoding);
/* The program of rust/, on a file; `which` is "lines", "whole" or "words". */
double peer_rust(const char *program, const char *path, const char *which);
/* Boundaries of words: how many of ours and libunistring's differ; -1: not there. */
long peer_libunistring_differences(assay_str text);

#endif
