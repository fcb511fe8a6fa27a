/*
** job.c - the steps of a command up to its results.
*/
#include "cli/job.h"

#include "base/error.h"
#include "base/table.h"
#include "cli/interrupt.h"
#include "cli/isolate.h"
#include "cli/messages.h"
#include "cli/positionals.h"
#include "cli/problems.h"
#include "count/ngrams.h"
#include "engine/lua_reader.h"

#include <stdio.h>
#include <string.h>

/* Address space of --isolate: for the program, the texts and the results, and what each
** thread's script may take. */
#define ISOLATED_MEMORY ((uint64_t)4 << 30)
#define DEFAULT_LIMIT_MEMORY ((uint64_t)4 << 30)

void job_begin(struct job *job, const struct command *command) {
  memset(job, 0, sizeof *job);
  job->command = command;
  job->terminal = terminal_look();
  arena_init(&job->arena, NULL);
}

void job_end(struct job *job) {
  if (job->result.report) run_result_free(&job->result);
  corpus_free(job->corpus);
  lua_reader_free(job->reader);
  script_free(job->script);
  arena_free(&job->arena);
}

/* -- Errors ----------------------------------------------------------------------- */

enum exit_code job_fail_usage(const struct command *c, const assay_error *err) {
  message_error(c->who, err);
  message_more("try: %s", c->help);
  return EXIT_USAGE;
}

static enum exit_code fail_script(const struct command *c, assay_error *err) {
  error_name_source(err, str_from(c->path));
  message_error("assay", err);
  return EXIT_SCRIPT;
}

/* "100M" for 104857600. */
static void put_size(char *out, size_t size, uint64_t bytes) {
  static const char units[] = {'G', 'M', 'K'};
  for (unsigned i = 0; i < sizeof units; i++) {
    const unsigned shift = 30 - 10 * i;
    if (bytes == 0 || bytes % ((uint64_t)1 << shift) != 0) continue;
    snprintf(out, size, "%llu%c", (unsigned long long)(bytes >> shift), units[i]);
    return;
  }
  snprintf(out, size, "%llu", (unsigned long long)bytes);
}

/* N-grams that do not fit into --memory, of one thread perhaps. */
static bool print_too_little(const struct job *job, const assay_error *err) {
  enum { NUMBER = 24, MIB = 20 };
  char given[NUMBER], least[NUMBER];
  const uint64_t memory = job->options.memory;
  const size_t prefix = sizeof NGRAM_TOO_LITTLE - 1;
  if (memory == 0 || strncmp(err->message, NGRAM_TOO_LITTLE, prefix) != 0) return false;
  put_size(given, sizeof given, memory);
  put_size(least, sizeof least, (((memory + err->offset) >> MIB) + 1) << MIB);
  message_line(job->command->who, "--memory %s is not enough, by %s; give at least %s%s",
               given, err->message + prefix, least,
               job->options.threads == 1 ? ""
                                         : ", or more memory to each with --threads 1");
  return true;
}

/* What run_script said. With --strict an unread document is the failure of the run. */
enum exit_code job_fail_run(const struct job *job, const assay_error *err) {
  const struct command *c = job->command;
  bool about_script = str_equal(str_from(err->source), job->script->path);
  switch (err->status) {
  case ASSAY_ECANCELLED:
    return EXIT_INTERRUPTED;
  case ASSAY_EPATTERN: /* terms were checked before, so it is --tokens */
    message_line(c->who, "--tokens '%s': %s", job->options.text.tokens.ptr, err->message);
    message_more("try: %s", c->help);
    return EXIT_USAGE;
  case ASSAY_EARG:
    return job_fail_usage(c, err);
  case ASSAY_EIO:
  case ASSAY_EFORMAT:
    message_error("assay", err);
    return EXIT_UNREAD;
  case ASSAY_ELIMIT:
    if (!print_too_little(job, err)) message_error("assay", err);
    return about_script || !job->options.given[OPTION_STRICT] ? EXIT_SCRIPT : EXIT_UNREAD;
  default:
    message_error("assay", err);
    return EXIT_SCRIPT;
  }
}

enum exit_code job_fail_output(const struct job *job, const assay_error *err) {
  if (err->status == ASSAY_ECANCELLED) return EXIT_INTERRUPTED;
  message_error(job->command->who, err);
  return EXIT_UNREAD;
}

bool job_isolate(const struct command *command, enum exit_code *code) {
  struct early_options early;
  options_read_early(&early, command->argc, command->argv);
  if (!early.isolate) return true;
  const uint64_t script = early.limit_memory ? early.limit_memory : DEFAULT_LIMIT_MEMORY;
  const struct isolate_limits limits = {
      .seconds = (uint64_t)early.limit_time +
                 (early.limit_time > (double)(uint64_t)early.limit_time),
      .bytes = ISOLATED_MEMORY + script,
      .writes = early.writes};
  return isolate_begin(&limits, code);
}

/* -- Steps. Each returns EXIT_DONE to go on. ---------------------------------------- */

enum exit_code job_load_script(const struct command *c, struct script **out) {
  assay_error err;
  struct early_options early;
  options_read_early(&early, c->argc, c->argv);
  const struct script_limits limits = {early.limit_time, early.limit_memory, early.trust};
  assay_status status = script_load_limited(out, c->path, &limits, NULL, &err);
  if (status == ASSAY_OK) {
    status = options_check_script(*out, &err);
    if (status == ASSAY_OK) return EXIT_DONE;
    script_free(*out);
    *out = NULL;
  }
  if (status != ASSAY_EIO) return fail_script(c, &err);
  message_error(c->who, &err);
  return EXIT_USAGE;
}

/* "--size 'x': must be a whole number", "TERM '': ..." */
static assay_status fail_value(struct job *job, const struct script_arg *arg,
                               assay_str value, const assay_error *reason,
                               assay_error *err) {
  assay_str name = arg->positional ? positional_title(arg, &job->arena)
                                   : option_name(arg, &job->arena);
  if (!name.ptr) return error_memory(err, 0);
  const bool letter = name.len == 1 && name.ptr[0] == arg->letter;
  const char *dashes = arg->positional ? "" : letter ? "-" : "--";
  return error_set(err, ASSAY_EARG, "%s%.*s '%.*s': %s", dashes, (int)name.len, name.ptr,
                   (int)value.len, value.ptr, reason->message);
}

static assay_status check_values(struct job *job, assay_error *err) {
  for (size_t i = 0; i < job->script->arg_count; i++) {
    const struct script_arg *arg = &job->script->args[i];
    assay_str value = job->options.values[i];
    assay_error reason;
    if (!value.ptr) continue;
    assay_status status = script_check_value(arg, value, &reason);
    if (status != ASSAY_OK) return fail_value(job, arg, value, &reason, err);
  }
  return ASSAY_OK;
}

enum exit_code job_check_values(struct job *job) {
  assay_error err;
  assay_status status = check_values(job, &err);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_usage(job->command, &err);
}

/* No inputs: a pipe is the input; at a terminal nobody would know what it waits for. */
enum exit_code job_default_input(struct job *job) {
  static const char *standard_input[] = {"-"};
  assay_error err;
  if (job->options.input_count > 0) return EXIT_DONE;
  if (job->terminal.in) {
    error_set(&err, ASSAY_EARG,
              "no texts to read: name files or folders, or send text through a pipe");
    return job_fail_usage(job->command, &err);
  }
  job->options.inputs = standard_input;
  job->options.input_count = 1;
  return EXIT_DONE;
}

enum exit_code job_parse_options(struct job *job) {
  const struct command *c = job->command;
  assay_error err;
  assay_status status = options_parse(&job->options, job->script, c->argc, c->argv,
                                      &job->arena, &err);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_usage(c, &err);
}

enum exit_code job_read_options(struct job *job) {
  const struct command *c = job->command;
  assay_error err;
  enum exit_code code = job_parse_options(job);
  if (code != EXIT_DONE) return code;
  if (positionals_place(&job->options, job->script, c->usage, &job->arena, &err) !=
      ASSAY_OK)
    return job_fail_usage(c, &err);
  job->selects = job->options.where != NULL;
  return job_check_values(job);
}

enum exit_code job_choose_output(struct job *job) {
  assay_error err;
  assay_status status = output_choose(&job->output, &job->options, &job->terminal, &err);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_usage(job->command, &err);
}

enum exit_code job_check_place(const struct job *job) {
  assay_error err;
  assay_status status = output_check_place(job->options.output, &err);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_usage(job->command, &err);
}

bool job_quiet(const struct job *job) {
  return job->options.given[OPTION_QUIET];
}

bool job_verbose(const struct job *job) {
  return job->options.given[OPTION_VERBOSE];
}

/* No text at all is not the same as no hits. */
static enum exit_code refuse_nothing(const struct job *job) {
  problems_print_notes(job->notes, job->note_count, NULL, true);
  if (problems_count(job->notes, job->note_count, NULL) > 0)
    problems_print(job->notes, job->note_count, NULL, job_quiet(job), job_verbose(job));
  else
    message_line(job->command->who, "there are no texts to read in '%s'%s",
                 job->options.inputs[0], job->options.input_count > 1 ? " ..." : "");
  return EXIT_UNREAD;
}

/* What --reader names. */
static enum exit_code load_reader(struct job *job) {
  assay_error err;
  const struct script_limits limits = {.seconds = job->options.limit_time,
                                       .memory = job->options.limit_memory,
                                       .trusted = job->options.given[OPTION_TRUST]};
  if (!job->options.reader) return EXIT_DONE;
  assay_status status = lua_reader_load(&job->reader, job->options.reader, &limits, NULL,
                                        &err);
  if (status == ASSAY_OK) {
    job->readers[0] = lua_reader_interface(job->reader);
    return EXIT_DONE;
  }
  message_error("assay", &err);
  return status == ASSAY_EIO ? EXIT_USAGE : EXIT_SCRIPT;
}

enum exit_code job_open_corpus(struct job *job) {
  assay_error err;
  struct corpus_options options = {
      .meta_file = job->options.meta_file,
      .meta_pattern = job->options.meta_pattern,
      .encoding = job->options.encoding,
      .hidden = job->options.given[OPTION_HIDDEN],
      .read_ahead = job->options.threads != 1,
      .format = job->options.read_format,
      .text_field = job->options.text_field,
      .split = job->options.given[OPTION_SPLIT],
      .clean = job->options.given[OPTION_CLEAN],
      .where = job->options.where,
  };
  enum exit_code code = load_reader(job);
  if (code != EXIT_DONE) return code;
  options.readers = job->readers;
  options.reader_count = job->reader != NULL;
  assay_status status = corpus_open(&job->corpus, &options, job->options.inputs,
                                    job->options.input_count, &err);
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  if (status == ASSAY_EARG || status == ASSAY_EIO || status == ASSAY_EFORMAT ||
      status == ASSAY_EPATTERN)
    return job_fail_usage(job->command, &err);
  if (status != ASSAY_OK) return job_fail_run(job, &err);
  job->notes = corpus_notes(job->corpus, &job->note_count);
  if (corpus_count(job->corpus) == 0) return refuse_nothing(job);
  bool strict = job->options.given[OPTION_STRICT];
  if (!strict || problems_count(job->notes, job->note_count, NULL) == 0) return EXIT_DONE;
  problems_print(job->notes, job->note_count, NULL, true, job_verbose(job));
  return EXIT_UNREAD;
}

/* Results are tables; what a script prints is for whoever writes the script. */
static void print_line(void *ctx, assay_str line) {
  (void)ctx;
  message_plain(line);
}

void job_run_options(struct job *job, struct run_options *out) {
  *out = (struct run_options){
      .corpus = job->corpus,
      .notes = job->notes,
      .note_count = job->note_count,
      .values = job->options.values,
      .threads = job->options.threads,
      .alone = true,
      .memory = job->options.memory,
      .text = &job->options.text,
      .region = job->options.region,
      .memory_limit = job->options.limit_memory,
      .time_limit = job->options.limit_time,
      .trusted = job->options.given[OPTION_TRUST],
      .strict = job->options.given[OPTION_STRICT],
      .keep_going = job->options.given[OPTION_KEEP_GOING],
      .watch = progress_watch,
      .watch_ctx = &job->progress,
      .print = print_line,
      .digest = job->options.given[OPTION_STAMP],
  };
}

enum exit_code job_run(struct job *job) {
  assay_error err;
  struct run_options options;
  job_run_options(job, &options);
  progress_begin(&job->progress, job->terminal.err && !job_quiet(job));
  assay_status status = run_script(job->script, &options, &job->result, &err);
  progress_end(&job->progress);
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  if (status != ASSAY_OK) return job_fail_run(job, &err);
  status = corpus_finish(job->corpus, &job->result.tally, &err);
  job->notes = corpus_notes(job->corpus, &job->note_count);
  if (status == ASSAY_EPATTERN) return job_fail_usage(job->command, &err);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_run(job, &err);
}
