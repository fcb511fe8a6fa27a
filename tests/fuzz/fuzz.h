#ifndef ASSAY_TESTS_FUZZ_H
#define ASSAY_TESTS_FUZZ_H
/*
** fuzz.h - what every fuzz target needs. A target feeds bytes to one parser and checks
** what must hold whatever the bytes are; a check that fails aborts.
*/
#include "base/buffer.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every target has one, for libFuzzer's main or the one of standalone.c. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_CHECK(condition)                                                            \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);     \
      abort();                                                                           \
    }                                                                                    \
  } while (0)

static inline assay_str fuzz_str(const uint8_t *data, size_t size) {
  return (assay_str){(const char *)data, size};
}

/* The first line, without its line feed; *s becomes the rest. */
static inline assay_str fuzz_first_line(assay_str *s) {
  const char *end = s->len > 0 ? memchr(s->ptr, '\n', s->len) : NULL;
  assay_str line = {s->ptr, end ? (size_t)(end - s->ptr) : s->len};
  size_t used = line.len + (end != NULL);
  *s = (assay_str){s->ptr + used, s->len - used};
  return line;
}

/* A copy of the bytes made valid UTF-8, which most of the core may count on. */
static inline struct buffer fuzz_utf8(assay_str bytes) {
  struct buffer text;
  size_t replaced = 0;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  utf8_repair(bytes, &text, &replaced);
  FUZZ_CHECK(buffer_status(&text, "the text", NULL) == ASSAY_OK);
  return text;
}

static inline bool fuzz_is_boundary(assay_str text, size_t at) {
  return at == text.len ||
         (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) != 0x80);
}

/* A span that is not empty, inside the text, and cuts no character. */
static inline bool fuzz_is_span(assay_str text, assay_span span) {
  return span.begin < span.end && span.end <= text.len &&
         fuzz_is_boundary(text, span.begin) && fuzz_is_boundary(text, span.end);
}

#endif
