/*
** command.c - a run from end to end, and its help. It knows steps and exit codes, but no
** analysis.
*/
#include "cli/command.h"

#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/job.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/watch.h"

#include <string.h>

static enum exit_code run_once(const struct command *command) {
  enum exit_code code = EXIT_DONE;
  if (!job_isolate(command, &code)) return code;
  if (options_ask_help(command->argc, command->argv)) return command_help(command);
  struct job job;
  job_begin(&job, command);
  code = job_load_script(command, &job.script);
  if (code == EXIT_DONE) code = job_read_options(&job);
  if (code == EXIT_DONE) code = job_default_input(&job);
  if (code == EXIT_DONE) code = job_choose_output(&job);
  if (code == EXIT_DONE) code = job_open_corpus(&job);
  if (code == EXIT_DONE) code = job_run(&job);
  if (code == EXIT_DONE) code = job_print(&job);
  job_end(&job);
  return code;
}

/* Again and again, with lines on standard error between the outputs. */
static enum exit_code run_watching(const struct command *command, const char *output) {
  const struct watched watched = {command->path, command->argc, command->argv, output};
  int argc = command->argc;
  const char *const *argv = command->argv;
  for (int i = 0; i < argc; i++)
    if (strcmp(argv[i], "-") == 0 || strcmp(argv[i], "--isolate") == 0) {
      message_line(command->who, "'--watch' and '%s' exclude each other", argv[i]);
      return EXIT_USAGE;
    }
  for (unsigned runs = 1;; runs++) {
    uint64_t mark = watch_mark(&watched);
    enum exit_code code = run_once(command);
    interrupt_release();
    if (interrupt_requested()) return EXIT_INTERRUPTED;
    if (code == EXIT_USAGE && runs == 1) return code;
    message_line(command->who, "waiting for a change; Ctrl-C ends");
    if (!watch_wait(&watched, mark)) return EXIT_INTERRUPTED;
    message_plain(str_from(""));
    message_line(command->who, "---- run %u ----", runs + 1);
  }
}

enum exit_code command_run(const struct command *command) {
  struct early_options early;
  options_read_early(&early, command->argc, command->argv);
  bool help = options_ask_help(command->argc, command->argv);
  return early.watch && !help ? run_watching(command, early.output) : run_once(command);
}

enum exit_code command_help(const struct command *command) {
  assay_error err;
  struct script *script = NULL;
  struct buffer text;
  enum exit_code code = job_load_script(command, &script);
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
