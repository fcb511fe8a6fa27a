#ifndef ASSAY_TESTS_MARKUP_H
#define ASSAY_TESTS_MARKUP_H
/*
** markup.h - what the tests of markup readers share: a document read, and its text with
** the marks written into it, so that an expected value shows both.
*/
#include "reading.h"

/* Begins a test of a reader that this build may lack. */
#define MARKUP_NEEDS(reader)                                                             \
  if ((reader).package) return

static inline void markup_open(struct buffer *out, const struct record_mark *mark) {
  static const char *const names[] = {"q", "block", "head", "s"};
  buffer_addf(out, "[%s", names[mark->kind]);
  if (mark->who.len > 0) buffer_addf(out, " %.*s", (int)mark->who.len, mark->who.ptr);
  buffer_add_text(out, ": ");
}

/* The text with "[q kim: words]" for a mark. */
static inline void markup_text(const struct record *r, struct buffer *out) {
  for (size_t at = 0; at <= r->text.len; at++) {
    for (size_t i = 0; i < r->mark_count; i++)
      if (r->marks[i].end == at && r->marks[i].begin < at) buffer_add_char(out, ']');
    for (size_t i = 0; i < r->mark_count; i++)
      if (r->marks[i].begin == at) markup_open(out, &r->marks[i]);
    if (at < r->text.len) buffer_add_char(out, r->text.data[at]);
  }
}

static inline void markup_write(const struct record *r, assay_status status,
                                const assay_error *err, void *context) {
  struct buffer *out = context;
  if (status != ASSAY_OK) {
    buffer_addf(out, "! %u: %s\n", err->line, err->message);
    return;
  }
  const char *problem = record_problem(r);
  ck_assert_msg(!problem, "%s", problem);
  if (r->part.len > 0) buffer_addf(out, "%.*s|", (int)r->part.len, r->part.ptr);
  markup_text(r, out);
  for (size_t i = 0; i < r->field_count; i++)
    buffer_addf(out, "|%.*s=%.*s", (int)r->fields[i].name.len, r->fields[i].name.ptr,
                (int)r->fields[i].value.len, r->fields[i].value.ptr);
  for (size_t i = 0; i < r->warning_count; i++)
    buffer_addf(out, "|? %.*s", (int)r->warnings[i].len, r->warnings[i].ptr);
  buffer_add_char(out, '\n');
}

/* Records as "part|text with marks|name=value|? warning", failures as "! line: message";
** the same however the stream is cut. */
static inline void markup_check(struct reading_case c, const char *expected) {
  static const size_t sizes[] = {0, 7};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    struct buffer out;
    buffer_init(&out, NULL, BUFFER_NO_CEILING);
    c.piece = sizes[i];
    reading_run(&c, NULL, markup_write, &out);
    assay_str got = buffer_str(&out);
    ck_assert_msg(got.len == strlen(expected) && memcmp(got.ptr, expected, got.len) == 0,
                  "pieces of %zu: got\n%.*sexpected\n%s", sizes[i], (int)got.len, got.ptr,
                  expected);
    buffer_free(&out);
  }
}

/* Cut at each 64th, and with some hundred bits flipped, it reads to an end; what it gives
** is sound, and what fails says why. */
static inline void markup_survives(struct reading_case c) {
  size_t len = c.bytes.len;
  char *bytes = malloc(len + 1);
  uint32_t seed = 1;
  memcpy(bytes, c.bytes.ptr, len);
  for (size_t i = 0; i <= 64; i++) {
    c.bytes = (assay_str){bytes, len * i / 64};
    reading_run(&c, NULL, reading_look, NULL);
  }
  c.bytes = (assay_str){bytes, len};
  for (int i = 0; i < 400; i++) {
    seed = seed * 1664525u + 1013904223u; /* Numerical Recipes' generator */
    size_t bit = (size_t)(((uint64_t)seed * (8 * len)) >> 32);
    bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
    reading_run(&c, NULL, reading_look, NULL);
    if (i % 4 != 3) bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
  }
  free(bytes);
}

#endif
