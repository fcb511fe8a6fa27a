#ifndef ASSAY_CLI_COMMAND_H
#define ASSAY_CLI_COMMAND_H
/*
** command.h - one analysis from the command line to the exit code: load the script, read
** the options, open the corpus, run, print.
*/
#include "cli/exit_code.h"

struct command {
  const char *path;  /* of the script */
  const char *usage; /* how it is called: "assay terms", "assay run my.lua" */
  const char *who;   /* what its messages begin with: "assay terms", "assay run" */
  const char *help;  /* where to read more: "assay help terms" */
  int argc;          /* what follows the script's name */
  const char *const *argv;
};

enum exit_code command_run(const struct command *command);
/* The help text of a script; uses path, usage and who. */
enum exit_code command_help(const struct command *command);

#endif
