#ifndef ASSAY_CLI_BUILTINS_H
#define ASSAY_CLI_BUILTINS_H
/*
** builtins.h - the commands that are no scripts: they run, list, make and explain them.
** A new one is a line in the table of builtins.c and a file of its own, if it is long.
*/
#include "assay.h"
#include "cli/exit_code.h"
#include "engine/library.h"

/* argc, argv: what follows the command. */
typedef enum exit_code builtin_function(struct library *library, int argc,
                                        const char *const *argv);

struct builtin {
  const char *name; /* "run" */
  builtin_function *run;
  const char *usage;   /* "run FILE.lua"; NULL: not listed */
  const char *summary; /* one sentence */
};

extern const struct builtin builtins[];
extern const size_t builtin_count;
/* NULL when there is none of that name. */
const struct builtin *builtin_find(const char *word);

builtin_function builtin_check, builtin_completions, builtin_doc, builtin_help,
    builtin_man, builtin_map, builtin_new, builtin_reduce, builtin_repl, builtin_run,
    builtin_scripts, builtin_test, builtin_version;

/* Its usage, what it does, its options. */
enum exit_code builtin_explain(const struct builtin *builtin);
/* What `assay` alone says. */
enum exit_code builtin_short_help(struct library *library);
/* A script of the library; name for messages and usage. */
enum exit_code builtin_run_script(const char *name, const char *path, bool only_help,
                                  int argc, const char *const *argv);
/* Path of a script of the library, or NULL; a failure is printed. */
const char *builtin_script(struct library *library, const char *name);
/* Path of a script by name or by path, or NULL; then who has said that there is none. */
const char *builtin_script_or_file(struct library *library, const char *who,
                                   const char *word);
/* Whether it is an option of those who write scripts: --trust, --limit-time=N,
** --limit-memory=N. */
bool builtin_is_author_option(const char *word);
/* Calls `each` with the path of every script that is named; gives the worst of what it
** says. command: "check". */
struct early_options;
typedef enum exit_code builtin_script_function(const char *path,
                                               const struct early_options *early);
enum exit_code builtin_each_script(struct library *library, const char *command, int argc,
                                   const char *const *argv,
                                   builtin_script_function *each);
/* Says that the word was not expected after the command. */
enum exit_code builtin_too_many(const char *command, const char *word);
/* Says that there is no such command, and which there is. */
enum exit_code builtin_unknown(struct library *library, const char *word);

#endif
