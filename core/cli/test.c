/*
** test.c - `assay test`: runs the tests that scripts carry, through the engine, each in a
** folder of its own.
*/
#include "base/error.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/trial.h"
#include "engine/state.h"

#include <string.h>

enum { TEXT_LIMIT = 1 << 22, SECONDS = 60 };
static const char who[] = "assay test";

struct testing {
  const struct script *script;
  struct self_tests *tests;
  struct trial_limits limits;
  struct buffer out;
  size_t failed;
};

/* Each line of the text, indented. */
static void add_indented(struct buffer *out, assay_str text) {
  while (text.len > 0) {
    const char *end = memchr(text.ptr, '\n', text.len);
    size_t len = end ? (size_t)(end - text.ptr) : text.len;
    buffer_add_text(out, "  ");
    buffer_add(out, text.ptr, len);
    buffer_add_char(out, '\n');
    text.ptr += len + (end != NULL);
    text.len -= len + (end != NULL);
  }
}

static assay_status run_one(struct testing *t, size_t i, assay_error *err) {
  struct trial trial;
  struct buffer difference;
  bool same = false;
  assay_status status = trial_run(&trial, t->script, self_tests_get(t->tests, i),
                                  &t->limits, err);
  if (status != ASSAY_OK) return status;
  buffer_init(&difference, NULL, TEXT_LIMIT);
  status = self_tests_compare(t->tests, i, trial.ran ? trial.result.report : NULL,
                              trial.ran ? NULL : &trial.failure, &same, &difference, err);
  if (status == ASSAY_OK && !same) {
    t->failed++;
    buffer_addf(&t->out, "%s: test %zu failed\n", t->script->path.ptr, i + 1);
    add_indented(&t->out, buffer_str(&difference));
  }
  buffer_free(&difference);
  trial_free(&trial);
  return status;
}

static assay_status run_all(struct testing *t, assay_error *err) {
  size_t count = self_tests_count(t->tests);
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < count && status == ASSAY_OK && !interrupt_requested(); i++)
    status = run_one(t, i, err);
  const char *path = t->script->path.ptr;
  if (count == 0)
    buffer_addf(&t->out, "%s: there are no tests in it\n", path);
  else if (t->failed > 0)
    buffer_addf(&t->out, "%s: %zu of %zu tests failed\n", path, t->failed, count);
  else
    buffer_addf(&t->out, "%s: %zu test%s passed\n", path, count, count == 1 ? "" : "s");
  return status;
}

static enum exit_code fail(const char *path, assay_error *err) {
  if (err->status == ASSAY_ESCRIPT) error_name_source(err, str_from(path));
  message_error(err->status == ASSAY_ESCRIPT ? "assay" : who, err);
  return err->status == ASSAY_ESCRIPT ? EXIT_SCRIPT : EXIT_UNREAD;
}

static enum exit_code test_script(const char *path, const struct early_options *early) {
  struct testing t = {.script = NULL};
  struct script *script = NULL;
  assay_error err;
  const struct script_limits loading = {early->limit_time, early->limit_memory,
                                        early->trust};
  const struct state_options reading = {.seconds = SECONDS, .trusted = early->trust};
  if (script_load_limited(&script, path, &loading, NULL, &err) != ASSAY_OK) {
    enum exit_code code = fail(path, &err);
    return err.status == ASSAY_EIO ? EXIT_USAGE : code;
  }
  t.script = script;
  t.limits = (struct trial_limits){early->limit_time > 0 ? early->limit_time : SECONDS,
                                   early->limit_memory, early->trust};
  buffer_init(&t.out, NULL, TEXT_LIMIT);
  assay_status status = self_tests_open(&t.tests, script, &reading, &err);
  if (status == ASSAY_OK) status = run_all(&t, &err);
  if (status == ASSAY_OK) status = output_text(buffer_str(&t.out), &err);
  enum exit_code code = status != ASSAY_OK ? fail(path, &err)
                        : t.failed > 0 || self_tests_count(t.tests) == 0 ? EXIT_SCRIPT
                                                                         : EXIT_DONE;
  self_tests_close(t.tests);
  buffer_free(&t.out);
  script_free(script);
  return interrupt_requested() ? EXIT_INTERRUPTED : code;
}

enum exit_code builtin_test(struct library *library, int argc, const char *const *argv) {
  return builtin_each_script(library, "test", argc, argv, test_script);
}
