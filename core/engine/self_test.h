#ifndef ASSAY_ENGINE_SELF_TEST_H
#define ASSAY_ENGINE_SELF_TEST_H
/*
** self_test.h - the tests that a script carries: what to read, with which arguments, and
** what has to come out. Running is the caller's business, so that a test runs as the
** script would: the files in a folder, the report from run_script.
**
**   tests = { { files = { ["a.txt"] = "Peace." },              at least one
**               meta = { ["a.txt"] = { year = 1936 } },        may be missing
**               args = { term = "peace" },                     may be missing
**               expect = { { file = "a.txt", hits = 1 } } } }
**
** expect is a list of the rows of all tables, one table after the other; or { tables = {
** rows, rows } } with those of each table, which may be keyed by the table's title; or
** { error = "part of the message" }. A row is keyed by column, where columns that it does
** not name may be anything, or a list in the order of columns. Numbers are equal when
** they agree in six digits; false is no value; lists of pairs are spans.
*/
#include "assay.h"
#include "base/buffer.h"
#include "engine/report.h"
#include "engine/script.h"

struct state_options; /* state.h */

struct self_test_file {
  assay_str name, text; /* the name has a NUL after it */
};

struct self_test { /* borrowed from the tests */
  const struct self_test_file *files;
  size_t file_count;
  assay_str metadata;      /* CSV for metadata.csv; ptr NULL: none */
  const assay_str *values; /* one per argument of the script; ptr NULL: not given */
};

struct self_tests;

/* Runs the script once more, to read its tests; none is no failure. ASSAY_ESCRIPT when
** they are written wrongly. The script must outlive them. Owned: self_tests_close. */
assay_status self_tests_open(struct self_tests **out, const struct script *script,
                             const struct state_options *limits, assay_error *err);
void self_tests_close(struct self_tests *tests);
size_t self_tests_count(const struct self_tests *tests);
const struct self_test *self_tests_get(const struct self_tests *tests, size_t i);
/* Metadata fields that any of the tests gives, and how many; borrowed. */
size_t self_tests_fields(const struct self_tests *tests, const assay_str **names);
/* Whether the report is what test i expects. What is different is appended to out, in
** lines. report NULL: the run failed with *failure. ASSAY_ESCRIPT when `expect` is
** written wrongly. */
assay_status self_tests_compare(struct self_tests *tests, size_t i,
                                const struct report *report, const assay_error *failure,
                                bool *same, struct buffer *out, assay_error *err);

#endif
