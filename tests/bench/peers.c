/*
** peers.c - the libraries that the bench measures against, doing the same work in the way
** their manuals show. Each is optional.
*/
#include "base/alloc.h"
#include "bench.h"
#include "text/words.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
  assay_str text;
  char *flags; /* libunistring: a byte for each of the text */
  const char *encoding;
  int type;
};

/* -- libunistring -------------------------------------------------------------------- */

#ifdef BENCH_LIBUNISTRING
#include <unistr.h>
#include <uniwbrk.h>

static void unistring_words(void *ctx) {
  struct job *job = ctx;
  u8_wordbreaks((const uint8_t *)job->text.ptr, job->text.len, job->flags);
}

double peer_libunistring_words(assay_str text) {
  assay_allocator a = alloc_default();
  struct job job = {.text = text, .flags = alloc_bytes(&a, text.len + 1)};
  double seconds = bench_seconds(NULL, unistring_words, &job);
  alloc_free(&a, job.flags, text.len + 1, 1);
  return bench_speed(text.len, seconds);
}

long peer_libunistring_differences(assay_str text) {
  assay_allocator a = alloc_default();
  struct job job = {.text = text, .flags = alloc_bytes(&a, text.len + 1)};
  struct words it;
  struct word_segment segment;
  long different = 0;
  unistring_words(&job);
  words_start(&it, text);
  while (words_next(&it, &segment)) {
    /* Theirs marks every boundary but the first of the text. */
    different += segment.begin > 0 && !job.flags[segment.begin];
    for (size_t i = segment.begin + 1; i < segment.end; i++) different += job.flags[i];
  }
  alloc_free(&a, job.flags, text.len + 1, 1);
  return different;
}

static void unistring_check(void *ctx) {
  struct job *job = ctx;
  if (u8_check((const uint8_t *)job->text.ptr, job->text.len)) bench_fail("u8_check");
}

double peer_libunistring_check(assay_str text) {
  struct job job = {.text = text};
  return bench_speed(text.len, bench_seconds(NULL, unistring_check, &job));
}
#else
double peer_libunistring_words(assay_str text) {
  (void)text;
  return 0;
}

long peer_libunistring_differences(assay_str text) {
  (void)text;
  return -1;
}

double peer_libunistring_check(assay_str text) {
  (void)text;
  return 0;
}
#endif

/* -- ICU4C --------------------------------------------------------------------------- */

#ifdef BENCH_ICU
#include <unicode/ubrk.h>
#include <unicode/utext.h>

static void icu_breaks(void *ctx) {
  struct job *job = ctx;
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *it = ubrk_open((UBreakIteratorType)job->type, "en", NULL, 0, &status);
  UText *text = utext_openUTF8(NULL, job->text.ptr, (int64_t)job->text.len, &status);
  ubrk_setUText(it, text, &status);
  if (U_FAILURE(status)) bench_fail("ICU");
  while (ubrk_next(it) != UBRK_DONE) continue;
  utext_close(text);
  ubrk_close(it);
}

static double icu_speed(assay_str text, int type) {
  struct job job = {.text = text, .type = type};
  return bench_speed(text.len, bench_seconds(NULL, icu_breaks, &job));
}

double peer_icu_words(assay_str text) {
  return icu_speed(text, UBRK_WORD);
}

double peer_icu_sentences(assay_str text) {
  return icu_speed(text, UBRK_SENTENCE);
}
#else
double peer_icu_words(assay_str text) {
  (void)text;
  return 0;
}

double peer_icu_sentences(assay_str text) {
  (void)text;
  return 0;
}
#endif

/* -- iconv, of the C library --------------------------------------------------------- */

static void iconv_all(void *ctx) {
  struct job *job = ctx;
  assay_allocator a = alloc_default();
  size_t room = 3 * job->text.len, out_left = room, in_left = job->text.len;
  char *made = alloc_bytes(&a, room), *in = job->flags, *out = made;
  iconv_t cd = iconv_open("UTF-8", job->encoding);
  if (iconv(cd, &in, &in_left, &out, &out_left) == (size_t)-1) bench_fail("iconv");
  iconv_close(cd);
  alloc_free(&a, made, room, 1);
}

double peer_iconv(assay_str text, const char *encoding) {
  assay_allocator a = alloc_default();
  struct job job = {.text = text, .encoding = encoding};
  job.flags = alloc_bytes(&a, text.len); /* iconv wants bytes it could change */
  memcpy(job.flags, text.ptr, text.len);
  double seconds = bench_seconds(NULL, iconv_all, &job);
  alloc_free(&a, job.flags, text.len, 1);
  return bench_speed(text.len, seconds);
}

/* -- unicode-segmentation, of Rust --------------------------------------------------- */

double peer_rust(const char *program, const char *path, const char *which) {
  char command[8192];
  double speed = 0;
  if (!program) return 0;
  snprintf(command, sizeof command, "'%s' %s '%s'", program, which, path);
  FILE *pipe = popen(command, "r");
  if (!pipe || fscanf(pipe, "%lf", &speed) != 1) speed = 0;
  if (pipe) pclose(pipe);
  return speed;
}
