/*
** command.c - one run. It knows options and exit codes, but no analysis.
*/
#include "cli/command.h"

#include "base/error.h"
#include "base/number.h"
#include "base/table.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/isolate.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/positionals.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "corpus/corpus.h"
#include "engine/run.h"
#include "engine/script.h"
#include "engine/stamp.h"

#include <string.h>

/* Address space of --isolate: for the program, the texts and the results, and what each
** thread's script may take. */
#define ISOLATED_MEMORY ((uint64_t)4 << 30)
#define DEFAULT_LIMIT_MEMORY ((uint64_t)1 << 30)

/* What a run collects on its way; freed in command_run. */
struct job {
  const struct command *command;
  struct terminal terminal;
  struct arena arena;
  struct script *script;
  struct options options;
  struct output output;
  struct corpus *corpus;
  struct run_result result;
  struct progress progress;
};

/* -- Errors ----------------------------------------------------------------------- */

static enum exit_code fail_usage(const struct command *c, const assay_error *err) {
  message_error(c->who, err);
  message_more("try: %s", c->help);
  return EXIT_USAGE;
}

static enum exit_code fail_script(const struct command *c, assay_error *err) {
  error_name_source(err, str_from(c->path));
  message_error("assay", err);
  return EXIT_SCRIPT;
}

/* What run_script said. With --strict an unread document is the failure of the run. */
static enum exit_code fail_run(const struct job *job, const assay_error *err) {
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
    return fail_usage(c, err);
  case ASSAY_EIO:
  case ASSAY_EFORMAT:
    message_error("assay", err);
    return EXIT_UNREAD;
  case ASSAY_ELIMIT:
    message_error("assay", err);
    return about_script || !job->options.given[OPTION_STRICT] ? EXIT_SCRIPT : EXIT_UNREAD;
  default:
    message_error("assay", err);
    return EXIT_SCRIPT;
  }
}

static enum exit_code fail_output(const struct job *job, const assay_error *err) {
  if (err->status == ASSAY_ECANCELLED) return EXIT_INTERRUPTED;
  message_error(job->command->who, err);
  return EXIT_UNREAD;
}

/* -- Steps. Each returns EXIT_DONE to go on. ---------------------------------------- */

static enum exit_code load_script(const struct command *c, struct script **out) {
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
  return error_set(err, ASSAY_EARG, "%s%.*s '%.*s': %s", arg->positional ? "" : "--",
                   (int)name.len, name.ptr, (int)value.len, value.ptr, reason->message);
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

/* No inputs: a pipe is the input; at a terminal nobody would know what it waits for. */
static assay_status default_input(struct job *job, assay_error *err) {
  static const char *standard_input[] = {"-"};
  if (job->options.input_count > 0) return ASSAY_OK;
  if (job->terminal.in)
    return error_set(err, ASSAY_EARG,
                     "no texts to read: name files or folders, or send text through a "
                     "pipe");
  job->options.inputs = standard_input;
  job->options.input_count = 1;
  return ASSAY_OK;
}

static enum exit_code read_options(struct job *job) {
  const struct command *c = job->command;
  assay_error err;
  assay_status status = options_parse(&job->options, job->script, c->argc, c->argv,
                                      &job->arena, &err);
  if (status == ASSAY_OK)
    status = positionals_place(&job->options, job->script, c->usage, &job->arena, &err);
  if (status == ASSAY_OK) status = check_values(job, &err);
  if (status == ASSAY_OK) status = default_input(job, &err);
  if (status == ASSAY_OK)
    status = output_choose(&job->output, &job->options, &job->terminal, &err);
  return status == ASSAY_OK ? EXIT_DONE : fail_usage(c, &err);
}

static bool quiet(const struct job *job) {
  return job->options.given[OPTION_QUIET];
}

static bool verbose(const struct job *job) {
  return job->options.given[OPTION_VERBOSE];
}

/* No text at all is not the same as no hits. */
static enum exit_code refuse_nothing(const struct job *job) {
  problems_print_notes(job->corpus, NULL, true);
  if (problems_count(job->corpus, NULL) > 0)
    problems_print(job->corpus, NULL, quiet(job), verbose(job));
  else
    message_line(job->command->who, "there are no texts to read in '%s'%s",
                 job->options.inputs[0], job->options.input_count > 1 ? " ..." : "");
  return EXIT_UNREAD;
}

static enum exit_code open_corpus(struct job *job) {
  assay_error err;
  struct corpus_options options = {
      .meta_file = job->options.meta_file,
      .meta_pattern = job->options.meta_pattern,
      .encoding = job->options.encoding,
      .hidden = job->options.given[OPTION_HIDDEN],
      .format = job->options.read_format,
      .text_field = job->options.text_field,
      .split = job->options.given[OPTION_SPLIT],
      .clean = job->options.given[OPTION_CLEAN],
      .where = job->options.where,
  };
  assay_status status = corpus_open(&job->corpus, &options, job->options.inputs,
                                    job->options.input_count, &err);
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  if (status == ASSAY_EARG || status == ASSAY_EIO || status == ASSAY_EFORMAT ||
      status == ASSAY_EPATTERN)
    return fail_usage(job->command, &err);
  if (status != ASSAY_OK) return fail_run(job, &err);
  if (corpus_count(job->corpus) == 0) return refuse_nothing(job);
  bool strict = job->options.given[OPTION_STRICT];
  if (!strict || problems_count(job->corpus, NULL) == 0) return EXIT_DONE;
  problems_print(job->corpus, NULL, true, verbose(job));
  return EXIT_UNREAD;
}

/* Results are tables; what a script prints is for whoever writes the script. */
static void print_line(void *ctx, assay_str line) {
  (void)ctx;
  message_plain(line);
}

static enum exit_code run(struct job *job) {
  assay_error err;
  struct run_options options = {
      .corpus = job->corpus,
      .values = job->options.values,
      .threads = job->options.threads,
      .memory = job->options.memory,
      .text = &job->options.text,
      .region = job->options.region,
      .memory_limit = job->options.limit_memory,
      .time_limit = job->options.limit_time,
      .trusted = job->options.given[OPTION_TRUST],
      .strict = job->options.given[OPTION_STRICT],
      .watch = progress_watch,
      .watch_ctx = &job->progress,
      .print = print_line,
      .digest = job->options.given[OPTION_STAMP],
  };
  progress_begin(&job->progress, job->terminal.err && !quiet(job));
  assay_status status = run_script(job->script, &options, &job->result, &err);
  progress_end(&job->progress);
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  if (status != ASSAY_OK) return fail_run(job, &err);
  status = corpus_finish(job->corpus, &job->result.tally, &err);
  if (status == ASSAY_EPATTERN) return fail_usage(job->command, &err);
  return status == ASSAY_OK ? EXIT_DONE : fail_run(job, &err);
}

/* -- Printing --------------------------------------------------------------------- */

static void print_notes(const struct job *job) {
  const struct report *report = job->result.report;
  if (quiet(job)) return;
  for (size_t i = 0; i < report_note_count(report); i++) {
    assay_str note = report_note(report, i);
    message_line(job->command->who, "%.*s", (int)note.len, note.ptr);
  }
}

/* What repeats the result, on standard error, so that data stay data. */
static void print_stamp(const struct job *job) {
  assay_error err;
  struct buffer stamp;
  struct run_options options = {.values = job->options.values,
                                .region = job->options.region};
  if (!job->options.given[OPTION_STAMP]) return;
  buffer_init(&stamp, NULL, 1 << 20);
  if (stamp_write(job->script, &options, &job->result, &stamp, &err) != ASSAY_OK) {
    message_error(job->command->who, &err);
  } else {
    assay_str line = buffer_str(&stamp);
    while (line.len > 0 && line.ptr[line.len - 1] == '\n') line.len--;
    message_plain(line);
  }
  buffer_free(&stamp);
}

/* What --where left. */
static void print_selected(const struct job *job) {
  char selected[NUMBER_SIZE], all[NUMBER_SIZE];
  const struct corpus_tally *tally = &job->result.tally;
  if (!job->options.where || quiet(job)) return;
  number_format_grouped((int64_t)tally->selected, selected);
  number_format_grouped((int64_t)tally->documents, all);
  message_line(job->command->who, "%s of %s documents selected", selected, all);
}

static void print_totals(const struct job *job) {
  char documents[NUMBER_SIZE], words[NUMBER_SIZE], seconds[NUMBER_SIZE];
  if (!verbose(job)) return;
  assay_str rule = job->result.rule;
  message_line(job->command->who, "tokens by the rule %.*s", (int)rule.len, rule.ptr);
  number_format_grouped((int64_t)job->result.documents, documents);
  number_format_grouped((int64_t)job->result.words, words);
  number_format_fixed(progress_elapsed(&job->progress), 2, seconds);
  message_line(job->command->who, "%s documents, %s words in %s s", documents, words,
               seconds);
}

static enum exit_code print(const struct job *job) {
  assay_error err;
  size_t unread = problems_count(job->corpus, &job->result);
  bool nothing = job->result.documents == 0 && unread > 0;
  if (!nothing) {
    print_selected(job);
    print_notes(job);
    assay_status status = output_write(&job->output, job->result.report, &err);
    if (status != ASSAY_OK) return fail_output(job, &err);
  }
  if (!quiet(job)) problems_print_notes(job->corpus, &job->result, verbose(job));
  problems_print(job->corpus, &job->result, quiet(job), verbose(job));
  print_totals(job);
  print_stamp(job);
  if (unread > 0) return EXIT_UNREAD;
  bool ask = job->options.given[OPTION_EXIT_STATUS];
  return ask && job->result.hits == 0 ? EXIT_NO_HITS : EXIT_DONE;
}

/* -- The whole -------------------------------------------------------------------- */

/* With --isolate: whether this is the child, which goes on; else *code is what it said.
** Called before the script is loaded. */
static bool isolate(const struct command *command, enum exit_code *code) {
  struct early_options early;
  options_read_early(&early, command->argc, command->argv);
  if (!early.isolate) return true;
  const uint64_t script = early.limit_memory ? early.limit_memory : DEFAULT_LIMIT_MEMORY;
  const struct isolate_limits limits = {
      .seconds = (uint64_t)early.limit_time +
                 (early.limit_time > (uint64_t)early.limit_time),
      .bytes = ISOLATED_MEMORY + script,
      .writes = early.writes};
  return isolate_begin(&limits, code);
}

enum exit_code command_run(const struct command *command) {
  enum exit_code isolated = EXIT_DONE;
  if (!isolate(command, &isolated)) return isolated;
  if (options_ask_help(command->argc, command->argv)) return command_help(command);
  struct job job;
  memset(&job, 0, sizeof job);
  job.command = command;
  job.terminal = terminal_look();
  arena_init(&job.arena, NULL);
  enum exit_code code = load_script(command, &job.script);
  if (code == EXIT_DONE) code = read_options(&job);
  if (code == EXIT_DONE) code = open_corpus(&job);
  if (code == EXIT_DONE) {
    code = run(&job);
    if (code == EXIT_DONE) code = print(&job);
    if (job.result.report) run_result_free(&job.result);
  }
  corpus_free(job.corpus);
  script_free(job.script);
  arena_free(&job.arena);
  return code;
}

enum exit_code command_help(const struct command *command) {
  assay_error err;
  struct script *script = NULL;
  struct buffer text;
  enum exit_code code = load_script(command, &script);
  if (code != EXIT_DONE) return code;
  buffer_init(&text, NULL, 1024 * 1024);
  assay_status status = help_script(&text, script, command->usage, terminal_look().width,
                                    &err);
  if (status == ASSAY_OK) status = output_text(buffer_str(&text), &err);
  if (status != ASSAY_OK) {
    message_error(command->who, &err);
    code = EXIT_UNREAD;
  }
  buffer_free(&text);
  script_free(script);
  return code;
}
