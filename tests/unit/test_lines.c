/* test_lines.c - lines of streams: ends, pieces, limits. */
#include "read/lines.h"

#include "base/alloc.h"
#include "unit.h"

#include <stdio.h>

struct chopped { /* gives `size` bytes at a time */
  struct stream base;
  assay_str left;
  size_t size;
};

static assay_status chopped_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct chopped *c = (struct chopped *)s;
  (void)err;
  *bytes = c->left;
  if (bytes->len > c->size) bytes->len = c->size;
  c->left.ptr += bytes->len;
  c->left.len -= bytes->len;
  return ASSAY_OK;
}

/* "1:one|2:two|", pieces of `size` bytes, at most `limit` in a line; "!" is a failure. */
static const char *cut(assay_str text, size_t size, size_t limit) {
  static char out[1024];
  struct chopped chopped = {{chopped_pull, NULL, NULL}, text, size};
  struct lines lines;
  size_t len = 0;
  bool more = true;
  lines_start(&lines, &chopped.base, limit, NULL);
  out[0] = '\0';
  for (;;) {
    assay_str line;
    assay_error err;
    assay_status status = lines_next(&lines, &line, &more, &err);
    if (!more) break;
    if (status != ASSAY_OK)
      len += (size_t)snprintf(out + len, sizeof out - len, "!%u %s|", err.line,
                              err.message);
    else
      len += (size_t)snprintf(out + len, sizeof out - len, "%u:%.*s|",
                              (unsigned)lines.number, (int)line.len, line.ptr);
  }
  lines_free(&lines);
  return out;
}

START_TEST(lines_end_with_lf_crlf_or_the_stream) {
  for (size_t size = 1; size < 20; size++) {
    ck_assert_str_eq(cut(S(""), size, 100), "");
    ck_assert_str_eq(cut(S("one"), size, 100), "1:one|");
    ck_assert_str_eq(cut(S("one\n"), size, 100), "1:one|");
    ck_assert_str_eq(cut(S("one\r\n\ntwo\r"), size, 100), "1:one|2:|3:two|");
    ck_assert_str_eq(cut(S("\n\na\rb\n"), size, 100), "1:|2:|3:a\rb|");
  }
}
END_TEST

START_TEST(a_line_above_the_limit_is_passed_over) {
  for (size_t size = 1; size < 20; size++)
    ck_assert_str_eq(cut(S("four\nfives\nfour\nsevenths"), size, 4),
                     "1:four|!2 line 2 is longer than the limit of 4 bytes|3:four|"
                     "!4 line 4 is longer than the limit of 4 bytes|");
}
END_TEST

static assay_status all_lines(const assay_allocator *a, assay_error *err) {
  struct chopped chopped = {{chopped_pull, NULL, NULL}, S("one line\nand two\n"), 3};
  struct lines lines;
  assay_str line;
  bool more = true;
  assay_status status = ASSAY_OK;
  lines_start(&lines, &chopped.base, 100, a);
  while (more && status == ASSAY_OK) status = lines_next(&lines, &line, &more, err);
  lines_free(&lines);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(all_lines);
}
END_TEST

UNIT_MAIN("lines", lines_end_with_lf_crlf_or_the_stream,
          a_line_above_the_limit_is_passed_over, out_of_memory_leaves_nothing)
