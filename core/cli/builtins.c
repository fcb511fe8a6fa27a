/*
** builtins.c - the table of built-in commands, those that are short, and what is said of
** a word that is none of them.
*/
#include "cli/builtins.h"

#include "base/error.h"
#include "base/file.h"
#include "base/suggest.h"
#include "base/table.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/versions.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_LIMIT = 1024 * 1024, NAME_LIMIT = 4200 };

static const char who[] = "assay";

/* -- Texts ------------------------------------------------------------------------ */

enum text { TEXT_SHORT, TEXT_LONG, TEXT_VERSIONS };

static enum exit_code print_out(struct buffer *out, assay_status status,
                                assay_error *err) {
  if (status == ASSAY_OK) status = output_text(buffer_str(out), err);
  if (status != ASSAY_OK) message_error(who, err);
  buffer_free(out);
  return status == ASSAY_OK ? EXIT_DONE : EXIT_UNREAD;
}

static enum exit_code print_text(struct library *library, enum text which) {
  struct buffer out;
  assay_error err;
  assay_status status;
  size_t width = terminal_look().width;
  buffer_init(&out, NULL, TEXT_LIMIT);
  if (which == TEXT_VERSIONS)
    status = versions_describe(&out, &err);
  else
    status = help_short(&out, library, width, &err);
  if (which == TEXT_LONG) help_options(&out, width);
  return print_out(&out, status, &err);
}

enum exit_code builtin_explain(const struct builtin *builtin) {
  struct buffer out;
  assay_error err;
  buffer_init(&out, NULL, TEXT_LIMIT);
  help_builtin(&out, builtin, terminal_look().width);
  return print_out(&out, buffer_status(&out, "a help text", &err), &err);
}

enum exit_code builtin_short_help(struct library *library) {
  return print_text(library, TEXT_SHORT);
}

/* -- Scripts ---------------------------------------------------------------------- */

static bool is_script_path(const char *word) {
  size_t len = strlen(word);
  return strchr(word, '/') || (len > 4 && strcmp(word + len - 4, ".lua") == 0);
}

static bool exists(const char *path, struct file_info *info) {
  return file_stat(path, info, NULL) == ASSAY_OK;
}

/* Path of a script of the library, or NULL; a failure is printed. */
const char *builtin_script(struct library *library, const char *name) {
  const char *path = NULL;
  assay_error err;
  if (is_script_path(name)) return NULL;
  assay_status status = library_find(library, str_from(name), &path, &err);
  if (status != ASSAY_OK) message_error(who, &err);
  return status == ASSAY_OK ? path : NULL;
}

/* "my" -> "my.lua"; false when it is too long. */
static bool name_file(const char *word, char file[NAME_LIMIT]) {
  int len = snprintf(file, NAME_LIMIT, "%s.lua", word);
  return len > 0 && len < NAME_LIMIT;
}

/* There is no script of that name: a file, or another script, may have been meant. */
static void refuse_script(struct library *library, const char *who_asks,
                          const char *word) {
  char file[NAME_LIMIT];
  struct file_info info;
  assay_str *names = NULL;
  size_t count = 0;
  int nearest = -1;
  if (library_names(library, &names, &count, NULL) == ASSAY_OK)
    nearest = suggest_nearest(str_from(word), names, count);
  if (name_file(word, file) && exists(file, &info))
    message_line(who_asks, "there is no script '%s', did you mean '%s'?", word, file);
  else if (nearest >= 0)
    message_line(who_asks, "there is no script '%s', did you mean '%.*s'?", word,
                 (int)names[nearest].len, names[nearest].ptr);
  else
    message_line(who_asks, "there is no script '%s'; a file is named with its .lua",
                 word);
}

const char *builtin_script_or_file(struct library *library, const char *who_asks,
                                   const char *word) {
  const char *path = NULL;
  assay_error err;
  if (is_script_path(word)) return word;
  assay_status status = library_find(library, str_from(word), &path, &err);
  if (status != ASSAY_OK)
    message_error(who_asks, &err);
  else if (!path)
    refuse_script(library, who_asks, word);
  return status == ASSAY_OK ? path : NULL;
}

bool builtin_is_author_option(const char *word) {
  return strcmp(word, "--trust") == 0 || strncmp(word, "--limit-time=", 13) == 0 ||
         strncmp(word, "--limit-memory=", 15) == 0;
}

enum exit_code builtin_run_script(const char *name, const char *path, bool only_help,
                                  int argc, const char *const *argv) {
  char usage[NAME_LIMIT], help[NAME_LIMIT];
  snprintf(usage, sizeof usage, "assay %s", name);
  snprintf(help, sizeof help, "assay help %s", name);
  struct command command = {path, usage, usage, help, argc, argv};
  return only_help ? command_help(&command) : command_run(&command);
}

static enum exit_code run_file(const char *path, bool only_help, int argc,
                               const char *const *argv) {
  char usage[NAME_LIMIT], help[NAME_LIMIT];
  snprintf(usage, sizeof usage, "assay run %s", path);
  snprintf(help, sizeof help, "assay run %s --help", path);
  struct command command = {path, usage, "assay run", help, argc, argv};
  return only_help ? command_help(&command) : command_run(&command);
}

/* -- Built-in commands ------------------------------------------------------------- */

enum exit_code builtin_too_many(const char *command, const char *word) {
  message_line(who, "'%s' was not expected after '%s'", word, command);
  message_more("try: assay help");
  return EXIT_USAGE;
}

enum exit_code builtin_each_script(struct library *library, const char *command, int argc,
                                   const char *const *argv,
                                   builtin_script_function *each) {
  char name[NAME_LIMIT];
  struct early_options early;
  enum exit_code worst = EXIT_DONE;
  size_t scripts = 0;
  snprintf(name, sizeof name, "assay %s", command);
  options_read_early(&early, argc, argv);
  for (int i = 0; i < argc; i++)
    if (argv[i][0] == '-' && !builtin_is_author_option(argv[i]))
      return builtin_too_many(command, argv[i]);
  for (int i = 0; i < argc && worst != EXIT_INTERRUPTED; i++) {
    if (argv[i][0] == '-') continue;
    const char *path = builtin_script_or_file(library, name, argv[i]);
    enum exit_code code = path ? each(path, &early) : EXIT_USAGE;
    if (code > worst) worst = code;
    scripts++;
  }
  if (scripts > 0) return worst;
  message_line(name, "the script is missing: assay %s FILE.lua or NAME ...", command);
  return EXIT_USAGE;
}

enum exit_code builtin_run(struct library *library, int argc, const char *const *argv) {
  struct file_info info;
  if (argc == 0 || argv[0][0] == '-') {
    message_line("assay run", "the script comes first: assay run FILE.lua [INPUT ...] "
                              "[OPTION ...]");
    return EXIT_USAGE;
  }
  char file[NAME_LIMIT];
  if (!exists(argv[0], &info) && !is_script_path(argv[0]) && name_file(argv[0], file) &&
      exists(file, &info)) {
    message_line("assay run", "there is no file '%s', did you mean '%s'?", argv[0], file);
    return EXIT_USAGE;
  }
  if (!exists(argv[0], &info) && builtin_script(library, argv[0])) {
    message_line("assay run",
                 "there is no file '%s', but a script of that name; did you "
                 "mean: assay %s",
                 argv[0], argv[0]);
    return EXIT_USAGE;
  }
  return run_file(argv[0], false, argc - 1, argv + 1);
}

enum exit_code builtin_version(struct library *library, int argc,
                               const char *const *argv) {
  if (argc > 0) return builtin_too_many("--version", argv[0]);
  return print_text(library, TEXT_VERSIONS);
}

enum exit_code builtin_help(struct library *library, int argc, const char *const *argv) {
  if (argc == 0) return print_text(library, TEXT_LONG);
  if (argc > 1) return builtin_too_many("help", argv[1]);
  const struct builtin *builtin = builtin_find(argv[0]);
  if (builtin && builtin->usage) return builtin_explain(builtin);
  if (builtin) return print_text(library, TEXT_LONG);
  const char *path = builtin_script(library, argv[0]);
  if (path) return builtin_run_script(argv[0], path, true, 0, NULL);
  if (is_script_path(argv[0])) return run_file(argv[0], true, 0, NULL);
  return builtin_unknown(library, argv[0]);
}

/* -- The table ---------------------------------------------------------------------- */

const struct builtin builtins[] = {
    {"run", builtin_run, "run FILE.lua", "Run a script of your own."},
    {"scripts", builtin_scripts, "scripts [WORD]",
     "List the scripts that can be run by name, or those about a word; 'show NAME' "
     "prints "
     "one."},
    {"new", builtin_new, "new NAME", "Begin a script of your own, with a test."},
    {"check", builtin_check, "check SCRIPT", "Say what is wrong with a script."},
    {"test", builtin_test, "test SCRIPT", "Run the tests that a script carries."},
    {"repl", builtin_repl, "repl [INPUT]", "Try Lua on your texts, line by line."},
    {"doc", builtin_doc, "doc [NAME]", "Explain a function for scripts."},
    {"map", builtin_map, "map NAME --shard K/N",
     "Run a script over a share of the texts, into a part."},
    {"reduce", builtin_reduce, "reduce NAME PART ...",
     "Join the parts of all shares: the same as one run."},
    {"help", builtin_help, "help [NAME]", "Explain a script and its options."},
    {"completions", builtin_completions, "completions SHELL",
     "Print completions for bash, zsh or fish."},
    {"man", builtin_man, "man", "Print the manual page."},
    {"--version", builtin_version, "--version", "Print versions."},
    {"--help", builtin_help, NULL, NULL},
    {"-h", builtin_help, NULL, NULL},
};
const size_t builtin_count = sizeof builtins / sizeof *builtins;

const struct builtin *builtin_find(const char *word) {
  for (size_t i = 0; i < builtin_count; i++)
    if (strcmp(word, builtins[i].name) == 0) return &builtins[i];
  return NULL;
}

/* -- Mistakes --------------------------------------------------------------------- */

/* Prints the message; the suggestion is a built-in command or a script. */
static assay_status suggest_command(struct library *library, const char *word,
                                    assay_error *err) {
  struct arena arena;
  assay_str *names;
  size_t count;
  assay_status status = library_names(library, &names, &count, err);
  if (status != ASSAY_OK) return status;
  arena_init(&arena, NULL);
  assay_str *all = arena_alloc(&arena, count + builtin_count, sizeof *all);
  if (!all) {
    arena_free(&arena);
    return error_memory(err, 0);
  }
  for (size_t i = 0; i < count; i++) all[i] = names[i];
  for (size_t i = 0; i < builtin_count; i++) all[count + i] = str_from(builtins[i].name);
  int nearest = suggest_nearest(str_from(word), all, count + builtin_count);
  const char *kind = word[0] == '-' ? "option" : "command";
  if (nearest >= 0)
    message_line(who, "unknown %s '%s', did you mean '%.*s'?", kind, word,
                 (int)all[nearest].len, all[nearest].ptr);
  else
    message_line(who, "unknown %s '%s'", kind, word);
  arena_free(&arena);
  return ASSAY_OK;
}

enum exit_code builtin_unknown(struct library *library, const char *word) {
  char file[NAME_LIMIT];
  struct file_info info;
  assay_error err;
  size_t dashes = strspn(word, "-");
  bool common = dashes > 0 && option_find(str_from(word + dashes));
  bool found = dashes == 0 && exists(word, &info);
  if (common)
    message_line(who, "options come after the command: assay COMMAND ... %s", word);
  else if (found && is_script_path(word) && info.kind == FILE_REGULAR)
    message_line(who, "'%s' is a file, not a command; did you mean: assay run %s", word,
                 word);
  else if (found)
    message_line(who, "'%s' is a %s, and the command comes first: assay COMMAND ... %s",
                 word, info.kind == FILE_FOLDER ? "folder" : "file", word);
  else if (dashes == 0 && name_file(word, file) && exists(file, &info))
    message_line(who, "unknown command '%s', did you mean: assay run %s", word, file);
  else if (suggest_command(library, word, &err) != ASSAY_OK)
    message_error(who, &err);
  message_more("try: assay help");
  return EXIT_USAGE;
}
