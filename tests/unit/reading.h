#ifndef ASSAY_TESTS_READING_H
#define ASSAY_TESTS_READING_H
/*
** reading.h - running a reader over bytes in memory, for the tests of readers: what comes
** out as text that can be compared, with memory that fails, and with damaged input.
*/
#include "record_check.h"
#include "unit.h"

#include <stdio.h>

struct reading_case {
  const struct reader *reader;
  assay_str bytes;
  const char *text_field; /* NULL: none */
  bool split, clean;
  size_t piece; /* bytes of a piece of the stream; 0: all at once */
};

/* Called for each record, and with a status for what failed. */
typedef void reading_visit(const struct record *record, assay_status status,
                           const assay_error *err, void *context);

/* Reads to the end; returns the status of the last call. */
static inline assay_status reading_run(const struct reading_case *c,
                                       const assay_allocator *alloc, reading_visit *visit,
                                       void *context) {
  struct pieces pieces = pieces_of(c->bytes, c->piece);
  struct read_options options = {.split = c->split, .clean = c->clean};
  assay_error err = {0};
  struct record record;
  size_t records = 0;
  if (alloc) options.alloc = *alloc;
  if (c->text_field)
    options.text_field = (assay_str){c->text_field, strlen(c->text_field)};
  struct reading r = {.reader = c->reader,
                      .options = &options,
                      .alloc = alloc ? *alloc : (assay_allocator){failing_resize, NULL},
                      .name = S("name"),
                      .stream = &pieces.base};
  struct failing never = {.fail_at = 0};
  if (!alloc) r.alloc = options.alloc = failing_allocator(&never);
  record_init(&record, UINT32_MAX - 1, &r.alloc);
  assay_status status = r.reader->open ? r.reader->open(&r, &err) : ASSAY_OK;
  bool opened = status == ASSAY_OK, more = opened;
  while (more) {
    record_clear(&record);
    more = false;
    status = r.reader->next(&r, &record, &more, &err);
    ck_assert_msg(++records <= c->bytes.len + 2, "it does not end");
    if (status == ASSAY_ENOMEM) break;
    if (status != ASSAY_OK)
      ck_assert_msg(err.status == status && err.message[0], "an error says nothing");
    if (visit && (more || status != ASSAY_OK)) visit(&record, status, &err, context);
  }
  if (opened && r.reader->close) r.reader->close(&r);
  record_free(&record);
  stream_close(&pieces.base);
  if (!alloc) ck_assert_uint_eq(never.live_blocks, 0);
  return status;
}

static inline void reading_write(const struct record *r, assay_status status,
                                 const assay_error *err, void *context) {
  struct buffer *out = context;
  if (status != ASSAY_OK) {
    buffer_addf(out, "! %u: %s\n", err->line, err->message);
    return;
  }
  const char *problem = record_problem(r);
  ck_assert_msg(!problem, "%s", problem);
  buffer_addf(out, "%.*s|", (int)r->part.len, r->part.ptr);
  buffer_add_str(out, buffer_str(&r->text));
  for (size_t i = 0; i < r->field_count; i++)
    buffer_addf(out, "|%.*s=%.*s%s", (int)r->fields[i].name.len, r->fields[i].name.ptr,
                (int)r->fields[i].value.len, r->fields[i].value.ptr,
                r->fields[i].is_text ? " (text)" : "");
  for (size_t i = 0; i < r->warning_count; i++)
    buffer_addf(out, "|? %.*s", (int)r->warnings[i].len, r->warnings[i].ptr);
  buffer_add_char(out, '\n');
}

/* The records as lines "part|text|name=value|? warning", failures as "! line: message".
** The same for every size of pieces. */
static inline void reading_check(struct reading_case c, const char *expected) {
  static const size_t sizes[] = {0, 1, 7, 64};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    struct buffer out;
    buffer_init(&out, NULL, BUFFER_NO_CEILING);
    c.piece = sizes[i];
    reading_run(&c, NULL, reading_write, &out);
    assay_str got = buffer_str(&out);
    ck_assert_msg(got.len == strlen(expected) && memcmp(got.ptr, expected, got.len) == 0,
                  "pieces of %zu: got\n%.*sexpected\n%s", sizes[i], (int)got.len, got.ptr,
                  expected);
    buffer_free(&out);
  }
}

static inline void reading_look(const struct record *r, assay_status status,
                                const assay_error *err, void *context) {
  (void)err;
  (void)context;
  if (status != ASSAY_OK) return;
  const char *problem = record_problem(r);
  ck_assert_msg(!problem, "%s", problem);
}

/* Cut anywhere, and with any bit of any byte flipped, it reads to an end, and what it
** gives is sound. */
static inline void reading_survives(struct reading_case c) {
  char *bytes = malloc(c.bytes.len + 1);
  size_t len = c.bytes.len;
  memcpy(bytes, c.bytes.ptr, len);
  for (size_t cut = 0; cut <= len; cut++) {
    c.bytes = (assay_str){bytes, cut};
    reading_run(&c, NULL, reading_look, NULL);
  }
  c.bytes = (assay_str){bytes, len};
  for (size_t bit = 0; bit < 8 * len; bit++) {
    bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
    reading_run(&c, NULL, reading_look, NULL);
    bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
  }
  free(bytes);
}

#endif
