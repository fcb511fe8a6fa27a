#ifndef ASSAY_TESTS_BREAK_TEST_H
#define ASSAY_TESTS_BREAK_TEST_H
/*
** break_test.h - reads Unicode's WordBreakTest.txt and SentenceBreakTest.txt: lines of
** hex code points between U+00F7 (boundary) and U+00D7 (none), then a comment.
*/
#include "text/utf8.h"
#include "unit.h"

#include <stdio.h>

struct break_line {
  char text[512];
  size_t len;
  size_t boundaries[64]; /* byte offsets, 0 and len included */
  size_t count;
};

static inline FILE *break_open(const char *name) {
  char path[512];
  snprintf(path, sizeof path, "%s/auxiliary/%s", UNICODE_DATA_DIR, name);
  FILE *file = fopen(path, "r");
  ck_assert_msg(file != NULL,
                "%s is missing: install the package unicode-data, whose files are the "
                "authority for this test",
                path);
  return file;
}

/* False for a line without samples. */
static inline bool break_parse(const char *line, struct break_line *out) {
  out->len = out->count = 0;
  if (strncmp(line, "\xC3\xB7", 2) != 0) return false;
  for (const char *p = line; *p && *p != '#' && *p != '\n';) {
    if (strncmp(p, "\xC3\xB7", 2) == 0) {
      ck_assert_uint_lt(out->count, 64);
      out->boundaries[out->count++] = out->len;
      p += 2;
    } else if (strncmp(p, "\xC3\x97", 2) == 0) {
      p += 2;
    } else if (*p == ' ' || *p == '\t') {
      p++;
    } else {
      char *end;
      uint32_t cp = (uint32_t)strtoul(p, &end, 16);
      ck_assert_msg(end > p, "cannot read '%s'", line);
      ck_assert_uint_le(out->len + 4, sizeof out->text);
      out->len += utf8_encode(cp, out->text + out->len);
      p = end;
    }
  }
  return true;
}

#endif
