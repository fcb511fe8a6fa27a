#ifndef ASSAY_TESTS_BREAK_TEST_H
#define ASSAY_TESTS_BREAK_TEST_H
/*
** break_test.h - reads Unicode's WordBreakTest.txt, SentenceBreakTest.txt and
** GraphemeBreakTest.txt: lines of hex code points between U+00F7 (boundary) and U+00D7
** (none), then a comment. Where the machine has them in another version of Unicode than
** the tables, they prove nothing: the test leaves them out and its program exits with
** BREAK_SKIPPED if nothing else failed.
*/
#include "text/unicode.h"
#include "text/utf8.h"
#include "unit.h"

#include <stdio.h>

struct break_line {
  char text[512];
  size_t len;
  size_t boundaries[64]; /* byte offsets, 0 and len included */
  size_t count;
};

static inline FILE *break_try_open(const char *name, char path[512]) {
  snprintf(path, 512, "%s/auxiliary/%s", UNICODE_DATA_DIR, name);
  return fopen(path, "r");
}

static inline FILE *break_open(const char *name) {
  char path[512];
  FILE *file = break_try_open(name, path);
  ck_assert_msg(file != NULL,
                "%s is missing: install the package unicode-data, whose files are the "
                "authority for this test",
                path);
  return file;
}

#define BREAK_SKIPPED 77 /* CTest's SKIP_RETURN_CODE */

/* Whether the file's first line, "# WordBreakTest-15.0.0.txt", names another version than
** the tables; says so. */
static inline bool break_other_version(const char *name) {
  char path[512], line[256] = "", version[32] = "unknown";
  FILE *file = break_try_open(name, path);
  if (!file) return false; /* break_open complains */
  bool read = fgets(line, sizeof line, file) != NULL;
  fclose(file);
  const char *dash = read ? strrchr(line, '-') : NULL;
  if (dash) sscanf(dash, "-%31[0-9.]", version);
  size_t len = strlen(version);
  if (len > 0 && version[len - 1] == '.') version[len - 1] = '\0'; /* of ".txt" */
  if (strcmp(version, unicode_tables_version) == 0) return false;
  fprintf(stderr, "%s is of Unicode %s, the tables are of %s: left out\n", path, version,
          unicode_tables_version);
  return true;
}

/* As UNIT_MAIN, for a test whose authority is the named file. */
#define BREAK_MAIN(name, file, ...)                                                      \
  UNIT_RUN(unit_run_all, name, __VA_ARGS__)                                              \
  int main(void) {                                                                       \
    int status = unit_run_all();                                                         \
    return status == EXIT_SUCCESS && break_other_version(file) ? BREAK_SKIPPED : status; \
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
