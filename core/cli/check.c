/*
** check.c - `assay check`: what is wrong with a script, as far as that can be told from
** its text and from trying it on two small documents.
*/
#include "engine/check.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/interrupt.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/trial.h"
#include "engine/excerpt.h"
#include "engine/lua_lexer.h"
#include "engine/lua_reader.h"
#include "engine/state.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_LIMIT = 1 << 22, SECONDS = 5, MEMORY = 128 << 20 };
static const char who[] = "assay check";

struct checker {
  const struct script *script; /* NULL: a reader */
  assay_str source;
  const char *path;
  struct trial_limits limits;
  struct buffer out, later; /* problems; hints */
  size_t problems, hints;
  uint32_t told[64]; /* lines with a problem, to say nothing twice */
  size_t told_count;
  size_t test_count;
};

/* -- Findings ------------------------------------------------------------------------ */

static bool is_told(const struct checker *c, uint32_t line) {
  for (size_t i = 0; i < c->told_count; i++)
    if (c->told[i] == line) return true;
  return false;
}

static void add_finding(void *ctx, const struct finding *f) {
  struct checker *c = ctx;
  if (f->hint)
    c->hints++;
  else
    c->problems++;
  if (!f->hint && f->line > 0 && c->told_count < sizeof c->told / sizeof *c->told)
    c->told[c->told_count++] = f->line;
  struct buffer *out = f->hint ? &c->later : &c->out;
  buffer_add_text(out, c->path);
  if (f->line > 0) buffer_addf(out, ":%u", (unsigned)f->line);
  buffer_addf(out, ": %s%s", f->hint ? "hint: " : "", f->message);
  if (f->line > 0 && !strchr(f->message, '\n'))
    excerpt_add(out, c->source, f->line, str_from(f->message));
  buffer_add_char(out, '\n');
}

/* Whether the script itself raised the error: what it refuses need be no mistake. */
static bool is_refusal(const struct checker *c, uint32_t line) {
  struct lexer lexer = lexer_begin(c->source);
  for (struct token t; (t = lexer_next(&lexer)).kind != TOKEN_END && t.line <= line;)
    if (t.line == line && t.kind == TOKEN_NAME &&
        (str_equal(t.text, str_from("error")) || str_equal(t.text, str_from("assert"))))
      return true;
  return false;
}

static void add_error(struct checker *c, bool hint, const assay_error *err,
                      const char *when) {
  char message[sizeof err->message + 64];
  const char *rest = strchr(err->message, '\n');
  size_t first = rest ? (size_t)(rest - err->message) : strlen(err->message);
  bool about = strcmp(err->source, c->path) == 0;
  if (about && is_told(c, err->line)) return;
  snprintf(message, sizeof message, "%.*s%s%s", (int)first, err->message, when,
           rest ? rest : "");
  if (when[0] && about && is_refusal(c, err->line)) hint = true;
  struct finding finding = {hint, about ? err->line : 0, message};
  add_finding(c, &finding);
}

/* What was asked for was wrong, not the script: what is behind that was not tried. Tests
** ask for what there is. */
static void add_refusal(struct checker *c, const assay_error *err) {
  char message[sizeof err->message + 64];
  if (c->test_count > 0) return;
  snprintf(message, sizeof message, "it was not tried to its end: %s", err->message);
  struct finding finding = {true, 0, message};
  add_finding(c, &finding);
}

/* -- Trying -------------------------------------------------------------------------- */

#define FILE_OF(name, text)                                                              \
  {                                                                                      \
    {name, sizeof name - 1}, {                                                           \
      text, sizeof text - 1                                                              \
    }                                                                                    \
  }
static const struct self_test_file samples[] = {
    FILE_OF("empty.txt", ""),
    FILE_OF("sample.txt",
            "On 7 March 1936 the League met. \"Peace is a hope,\" said Lee. War and\n"
            "peace, peace and war!\n\nNobody had asked the delegates: \"Collective "
            "security\nis an idea.\"\n"),
    FILE_OF("words.txt", "peace\nwar\n")};
static const char metadata[] = "file,date,year,author,title\n"
                               "sample.txt,1936-03-07,1936,Lee,A sample\n"
                               "empty.txt,1937-01-01,1937,Ellery,Nothing\n"
                               "words.txt,1938-01-01,1938,Lee,Words\n";

/* Tries it with these values; `when` ends the message of a failure. */
static assay_status try_values(struct checker *c, const assay_str *values, bool hint,
                               const char *when, bool *fine, assay_error *err) {
  struct self_test test = {
      samples, sizeof samples / sizeof *samples, {metadata, sizeof metadata - 1}, values};
  struct trial trial;
  assay_status status = trial_run(&trial, c->script, &test, &c->limits, err);
  if (status != ASSAY_OK) return status;
  *fine = trial.ran;
  if (!trial.ran && trial.failure.status == ASSAY_EARG)
    add_refusal(c, &trial.failure);
  else if (!trial.ran && trial.failure.status != ASSAY_ECANCELLED)
    add_error(c, hint, &trial.failure, when);
  trial_free(&trial);
  return ASSAY_OK;
}

/* Values for those arguments that need one, or for all. False when one cannot be made;
** *lacking is its name. */
static bool make_values(const struct checker *c, bool all, const struct self_test *test,
                        assay_str *values, const char **lacking) {
  const struct script *s = c->script;
  for (size_t i = 0; i < s->arg_count; i++) {
    const struct script_arg *arg = &s->args[i];
    bool needed = all || (arg->required && !arg->fallback.ptr);
    values[i] = test ? test->values[i] : (assay_str){NULL, 0};
    if (values[i].ptr || !needed) continue;
    values[i] = check_value(arg);
    if (values[i].ptr || !arg->required) continue;
    *lacking = arg->name.ptr;
    return false;
  }
  return true;
}

static assay_status try_script(struct checker *c, const struct self_tests *tests,
                               assay_error *err) {
  struct arena arena;
  const char *lacking = NULL;
  bool fine = true;
  const struct self_test *first = self_tests_count(tests) > 0 ? self_tests_get(tests, 0)
                                                              : NULL;
  arena_init(&arena, NULL);
  assay_str *values = arena_alloc(&arena, c->script->arg_count + 1, sizeof *values);
  assay_status status = values ? ASSAY_OK : error_memory(err, 0);
  if (status == ASSAY_OK && make_values(c, false, NULL, values, &lacking))
    status = try_values(c, values, false, " (tried on a sample)", &fine, err);
  if (status == ASSAY_OK && lacking && first &&
      make_values(c, false, first, values, &lacking))
    lacking = NULL;
  if (status == ASSAY_OK && fine && !lacking &&
      make_values(c, true, NULL, values, &lacking))
    status = try_values(c, values, true, " (tried on a sample, every option given)",
                        &fine, err);
  if (status == ASSAY_OK && lacking) {
    char message[200];
    snprintf(message, sizeof message, "it was not tried: '%.100s' has no default",
             lacking);
    struct finding finding = {true, 0, message};
    add_finding(c, &finding);
  }
  arena_free(&arena);
  return status;
}

/* -- A reader ------------------------------------------------------------------------ */

/* Whether there is a `return NAME.reader`. */
static bool is_reader(assay_str source) {
  struct lexer lexer = lexer_begin(source);
  bool found = false;
  for (struct token t; !found && (t = lexer_next(&lexer)).kind != TOKEN_END;) {
    if (t.kind != TOKEN_KEYWORD || !str_equal(t.text, str_from("return"))) continue;
    struct lexer ahead = lexer;
    const struct token base = lexer_next(&ahead), dot = lexer_next(&ahead),
                       name = lexer_next(&ahead);
    found = base.kind == TOKEN_NAME && str_equal(dot.text, str_from(".")) &&
            str_equal(name.text, str_from("reader"));
  }
  return found;
}

/* With texts that need not be of its format: it may refuse them, but not break. */
static void try_reader(struct checker *c, const struct lua_reader *reader) {
  static const assay_str odd = {"\xFF\xFE\0\0=\x01{[(\"\n", 11};
  const assay_str texts[] = {samples[0].text, samples[1].text, odd};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t documents;
    assay_error failure;
    assay_status status = lua_reader_try(reader, texts[i], str_from("sample.txt"),
                                         &documents, &failure);
    if (status == ASSAY_OK || status == ASSAY_EFORMAT) continue;
    error_name_source(&failure, str_from(c->path));
    add_error(c, false, &failure,
              i == 0 ? " (tried on an empty file)" : " (tried on a sample)");
    return;
  }
}

static assay_status check_reader_file(struct checker *c,
                                      const struct script_limits *loading,
                                      assay_error *err) {
  struct lua_reader *reader = NULL;
  assay_error failure;
  assay_status status = check_names(c->source, add_finding, c, err);
  if (status != ASSAY_OK) return status;
  status = lua_reader_load(&reader, c->path, loading, NULL, &failure);
  if (status == ASSAY_OK)
    try_reader(c, reader);
  else
    add_error(c, false, &failure, "");
  lua_reader_free(reader);
  return ASSAY_OK;
}

/* -- One script ---------------------------------------------------------------------- */

/* Names in the files of lib that the script requires. */
static assay_status check_modules(struct checker *c, assay_error *err) {
  const struct modules *modules = c->script->modules;
  const struct checker script = *c;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; modules && i < modules->count && status == ASSAY_OK; i++) {
    c->path = modules->list[i].path.ptr;
    c->source = modules->list[i].source;
    status = check_names(c->source, add_finding, c, err);
  }
  c->path = script.path;
  c->source = script.source;
  memcpy(c->told, script.told, sizeof c->told); /* lines of the script */
  c->told_count = script.told_count;
  return status;
}

static assay_status check_loaded(struct checker *c, assay_error *err) {
  const struct state_options reading = {.seconds = SECONDS, .trusted = c->limits.trusted};
  struct self_tests *tests = NULL;
  assay_error mistake;
  struct check_options options = {.test_count = 1};
  if (options_check_script(c->script, &mistake) != ASSAY_OK)
    add_error(c, false, &mistake, "");
  if (self_tests_open(&tests, c->script, &reading, &mistake) != ASSAY_OK)
    add_error(c, false, &mistake, "");
  if (tests) {
    options.test_count = c->test_count = self_tests_count(tests);
    options.field_count = self_tests_fields(tests, &options.fields);
  }
  assay_status status = check_script(c->script, &options, add_finding, c, err);
  if (status == ASSAY_OK) status = check_modules(c, err);
  if (status == ASSAY_OK && tests) status = try_script(c, tests, err);
  self_tests_close(tests);
  return status;
}

static void add_summary(struct checker *c) {
  buffer_add_str(&c->out, buffer_str(&c->later));
  buffer_addf(&c->out, "%s: ", c->path);
  if (c->problems == 0)
    buffer_add_text(&c->out, "no problems");
  else
    buffer_addf(&c->out, "%zu problem%s", c->problems, c->problems == 1 ? "" : "s");
  if (c->hints > 0)
    buffer_addf(&c->out, ", %zu hint%s", c->hints, c->hints == 1 ? "" : "s");
  buffer_add_char(&c->out, '\n');
}

static assay_status check_analysis(struct checker *c, const struct script_limits *loading,
                                   assay_error *err) {
  struct script *script = NULL;
  assay_error failure;
  assay_status status = script_load_limited(&script, c->path, loading, NULL, &failure);
  c->script = script;
  if (status == ASSAY_OK) {
    status = check_loaded(c, err);
  } else if (status == ASSAY_ESCRIPT || status == ASSAY_ELIMIT) {
    error_name_source(&failure, str_from(c->path));
    add_error(c, false, &failure, "");
    status = ASSAY_OK;
  } else if (err) {
    *err = failure;
  }
  script_free(script);
  c->script = NULL;
  return status;
}

static enum exit_code check_path(const char *path, const struct early_options *early) {
  struct checker c = {.path = path};
  struct buffer source;
  assay_error err;
  const bool shorter = early->limit_time > 0 && early->limit_time < SECONDS;
  c.limits = (struct trial_limits){shorter ? early->limit_time : SECONDS,
                                   early->limit_memory ? early->limit_memory : MEMORY,
                                   early->trust};
  const struct script_limits loading = {c.limits.seconds, c.limits.memory, early->trust};
  buffer_init(&c.out, NULL, TEXT_LIMIT);
  buffer_init(&c.later, NULL, TEXT_LIMIT);
  buffer_init(&source, NULL, TEXT_LIMIT);
  assay_status status = file_read(path, TEXT_LIMIT, &source, &err);
  const bool loaded = status == ASSAY_OK;
  error_name_source(loaded ? NULL : &err, str_from(path));
  c.source = buffer_str(&source);
  if (loaded)
    status = is_reader(c.source) ? check_reader_file(&c, &loading, &err)
                                 : check_analysis(&c, &loading, &err);
  if (loaded) add_summary(&c);
  if (status == ASSAY_OK) status = output_text(buffer_str(&c.out), &err);
  if (status != ASSAY_OK) message_error(who, &err);
  buffer_free(&source);
  buffer_free(&c.later);
  buffer_free(&c.out);
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  if (status != ASSAY_OK) return loaded ? EXIT_UNREAD : EXIT_USAGE;
  return c.problems > 0 ? EXIT_SCRIPT : EXIT_DONE;
}

enum exit_code builtin_check(struct library *library, int argc, const char *const *argv) {
  return builtin_each_script(library, "check", argc, argv, check_path);
}
