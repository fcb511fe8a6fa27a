/*
** map.c - `assay map SCRIPT --shard K/N INPUT ... -o PART`: the documents of a share as
** accumulators in a file.
*/
#include "base/error.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/interrupt.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "cli/problems.h"
#include "cli/share_options.h"
#include "engine/part.h"

#include <stdio.h>
#include <string.h>

struct map_job {
  struct job job;
  struct share_options own;
  struct buffer first;
  struct part part;
};

static enum exit_code fail(const struct map_job *m, const assay_error *err) {
  return job_fail_usage(m->job.command, err);
}

static enum exit_code check_options(const struct map_job *m) {
  const struct options *options = &m->job.options;
  assay_error err;
  if (m->own.share.of == 0) {
    error_set(&err, ASSAY_EARG, "which share? Say --shard K/N, as --shard 1/8");
    return fail(m, &err);
  }
  if (!options->output || strcmp(options->output, "-") == 0) {
    error_set(&err, ASSAY_EARG, "where should the part go? Say -o FILE");
    return fail(m, &err);
  }
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const struct option_spec *spec = &options_table()[i];
    if (!options->given[i] || spec->group != GROUP_OUTPUT || i == OPTION_OUTPUT) continue;
    error_set(&err, ASSAY_EARG, "option '--%s' belongs to assay reduce", spec->name);
    return fail(m, &err);
  }
  for (size_t i = 0; i < options->input_count; i++) {
    if (strcmp(options->inputs[i], "-") != 0) continue;
    error_set(&err, ASSAY_EARG, "standard input cannot be shared: name files or folders");
    return fail(m, &err);
  }
  if (options->input_count > 0) return EXIT_DONE;
  error_set(&err, ASSAY_EARG, "no texts to read: name files or folders");
  return fail(m, &err);
}

static enum exit_code read_first(struct map_job *m) {
  assay_error err;
  if (!m->own.first) return EXIT_DONE;
  assay_status status = share_read_first(m->own.first, m->job.script,
                                         m->job.options.values, &m->first, &err);
  if (status == ASSAY_OK) return EXIT_DONE;
  message_error(m->job.command->who, &err);
  return EXIT_UNREAD;
}

/* What the script needs is said in the words of the command line. */
static enum exit_code check_passes(const struct map_job *m) {
  const struct script *script = m->job.script;
  assay_error err;
  if (script->needs == (m->own.first_pass || m->own.first)) {
    if (!m->own.first_pass || !m->own.first) return EXIT_DONE;
    error_set(&err, ASSAY_EARG, "'--first-pass' and '--first' exclude each other");
  } else if (script->needs) {
    error_set(&err, ASSAY_EARG,
              "the script reads all texts twice: map with --first-pass, join the parts "
              "with assay reduce -o FILE, then map with --first FILE");
  } else {
    error_set(&err, ASSAY_EARG, "the script reads all texts once: it has no first pass");
  }
  return fail(m, &err);
}

static enum exit_code map_share(struct map_job *m) {
  struct job *job = &m->job;
  struct run_options options;
  assay_error err;
  job_run_options(job, &options);
  options.share = m->own.share;
  options.first_pass = m->own.first_pass;
  options.first = buffer_str(&m->first);
  options.digest = true;
  uint64_t digest = share_digest_options(&job->options, job->script);
  m->part.selects = job->selects;
  assay_status status = part_describe(&m->part, job->script, &options, digest, &err);
  if (status != ASSAY_OK) return job_fail_run(job, &err);
  progress_begin(&job->progress, job->terminal.err && !job_quiet(job));
  status = run_map(job->script, &options, &m->part.mapped, &err);
  progress_end(&job->progress);
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  return status == ASSAY_OK ? EXIT_DONE : job_fail_run(job, &err);
}

static enum exit_code write_part(const struct map_job *m) {
  assay_error err;
  assay_status status = part_write_file(&m->part, m->job.options.output, interrupt_waits,
                                        interrupt_hold, &err);
  return status == ASSAY_OK ? EXIT_DONE : job_fail_output(&m->job, &err);
}

static enum exit_code map_through(struct map_job *m) {
  struct job *job = &m->job;
  assay_error err;
  enum exit_code code = job_load_script(job->command, &job->script);
  if (code == EXIT_DONE) code = job_read_options(job);
  if (code == EXIT_DONE) code = check_options(m);
  if (code == EXIT_DONE) code = check_passes(m);
  if (code == EXIT_DONE) code = job_check_place(job);
  if (code == EXIT_DONE && part_init(&m->part, &err) != ASSAY_OK)
    code = job_fail_output(job, &err);
  if (code == EXIT_DONE) code = read_first(m);
  if (code == EXIT_DONE) code = job_open_corpus(job);
  if (code == EXIT_DONE) code = map_share(m);
  if (code == EXIT_DONE) code = write_part(m);
  return code;
}

static enum exit_code command_map(struct command command) {
  struct map_job m;
  assay_error err;
  enum exit_code code = EXIT_DONE;
  if (!job_isolate(&command, &code)) return code;
  if (options_ask_help(command.argc, command.argv)) return command_help(&command);
  memset(&m, 0, sizeof m);
  job_begin(&m.job, &command);
  buffer_init(&m.first, NULL, BUFFER_NO_CEILING);
  if (share_options_take(&m.own, command.argc, command.argv, &m.job.arena, &err) ==
      ASSAY_OK) {
    command.argc = m.own.argc;
    command.argv = m.own.argv;
    code = map_through(&m);
  } else {
    code = fail(&m, &err);
  }
  part_free(&m.part);
  buffer_free(&m.first);
  job_end(&m.job);
  return code;
}

enum exit_code builtin_map(struct library *library, int argc, const char *const *argv) {
  static const char who[] = "assay map";
  char help[4200];
  if (argc == 0 || argv[0][0] == '-') {
    message_line(
        who, "the script comes first: assay map SCRIPT --shard K/N INPUT ... -o PART");
    return EXIT_USAGE;
  }
  const char *path = builtin_script_or_file(library, who, argv[0]);
  if (!path) return EXIT_USAGE;
  snprintf(help, sizeof help, path == argv[0] ? "assay run %s --help" : "assay help %s",
           argv[0]);
  return command_map((struct command){path, who, who, help, argc - 1, argv + 1});
}
