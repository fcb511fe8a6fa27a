/*
** repl.c - `assay repl`: Lua on a corpus, line by line. In a pipe it prints no prompts,
** results go to standard output and errors to standard error, so that it can be tested
** and used in scripts.
*/
#include "base/error.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/interrupt.h"
#include "cli/job.h"
#include "cli/line_edit.h"
#include "cli/messages.h"
#include "cli/problems.h"
#include "engine/console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TEXT_LIMIT = 16 << 20, PATH_ROOM = 4096, LINE_SECONDS = 60, WORDS_MOST = 500 };
static const char who[] = "assay repl";

static const char script[] =
    "local assay = require 'assay'\n"
    "local function nothing() return {} end\n"
    "return assay.analysis { name = 'repl', summary = 'Lua, line by line',\n"
    "  new = nothing, map = nothing, report = nothing }\n";

static const char help[] =
    "  docs             the texts: docs[1].name, #docs, for _, doc in ipairs(docs) do "
    "...\n"
    "  assay            the interface: assay.counter(), assay.words(text), ...\n"
    "  list(iterator)   what an iterator gives: list(docs[1]:find(\"war\"))\n"
    "  :run COMMAND     as on the command line, over the same texts: :run terms war --by "
    "year\n"
    "  :doc NAME        explains a function: :doc find\n"
    "  :reload          reads the texts again; what was set is gone\n"
    "  :quit            ends, and so does Ctrl-D\n";

struct repl {
  struct library *library;
  struct job job;
  struct run_options run;
  struct console_options options;
  struct console *console;
  struct line_edit *edit;
  struct buffer line, text; /* the last line; all lines of what was begun */
  int argc;                 /* of the command line: the texts, and how to read them */
  const char *const *argv;
  size_t problems;
  bool failed, terminal;
};

/* -- The console --------------------------------------------------------------------- */

static void print_line(void *ctx, assay_str line) {
  assay_error err;
  struct buffer text;
  (void)ctx;
  buffer_init(&text, NULL, TEXT_LIMIT);
  message_escape(&text, line);
  buffer_add_char(&text, '\n');
  output_text(buffer_str(&text), &err);
  buffer_free(&text);
}

static void tell_problem(void *ctx, assay_str name, assay_str message) {
  struct repl *r = ctx;
  r->problems++;
  message_line(who, "%.*s%s%.*s", (int)name.len, name.ptr, name.len > 0 ? ": " : "",
               (int)message.len, message.ptr);
}

static enum exit_code open_console(struct repl *r) {
  assay_error err;
  console_close(r->console);
  r->console = NULL;
  if (console_open(&r->console, &r->options, tell_problem, r, &err) == ASSAY_OK)
    return EXIT_DONE;
  if (interrupt_requested()) return EXIT_INTERRUPTED;
  message_error(who, &err);
  return err.status == ASSAY_EPATTERN ? EXIT_USAGE : EXIT_UNREAD;
}

static void offer_if(assay_str word, assay_str part, line_offer *add, void *add_ctx) {
  if (word.len >= part.len && memcmp(word.ptr, part.ptr, part.len) == 0)
    add(add_ctx, word);
}

static void complete_command(struct repl *r, assay_str line, assay_str part,
                             line_offer *add, void *add_ctx) {
  static const char *const commands[] = {":doc", ":help", ":quit", ":reload", ":run"};
  assay_str *names = NULL;
  size_t count = 0;
  if (part.ptr == line.ptr) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
      offer_if(str_from(commands[i]), part, add, add_ctx);
  } else if (part.len == 0 || part.ptr[0] != '-') {
    if (line.len < 5 || memcmp(line.ptr, ":run ", 5) != 0) return;
    if (library_names(r->library, &names, &count, NULL) != ASSAY_OK) return;
    for (size_t i = 0; i < count; i++) offer_if(names[i], part, add, add_ctx);
  }
}

static size_t complete(void *ctx, assay_str line, line_offer *add, void *add_ctx) {
  struct repl *r = ctx;
  size_t begin = line.len;
  if (line.len == 0 || line.ptr[0] != ':')
    return console_complete(r->console, line, add, add_ctx);
  while (begin > 0 && line.ptr[begin - 1] != ' ') begin--;
  const assay_str part = {line.ptr + begin, line.len - begin};
  complete_command(r, line, part, add, add_ctx);
  return part.len;
}

/* -- Lines --------------------------------------------------------------------------- */

static void run_text(struct repl *r, bool *more) {
  struct buffer out;
  assay_error err;
  buffer_init(&out, NULL, TEXT_LIMIT);
  assay_status status = console_run(r->console, buffer_str(&r->text), more, &out, &err);
  if (status == ASSAY_OK && out.len > 0) status = output_text(buffer_str(&out), &err);
  if (status != ASSAY_OK) {
    r->failed = true;
    if (interrupt_requested())
      message_line(who, "stopped");
    else
      message_error(who, &err);
  }
  interrupt_forgive();
  buffer_free(&out);
}

/* ":doc find" -> "find", or NULL when the line is no such command. */
static const char *command_rest(const char *line, const char *command) {
  size_t len = strlen(command);
  if (strncmp(line, command, len) != 0 || (line[len] != ' ' && line[len] != '\0'))
    return NULL;
  line += len;
  while (*line == ' ') line++;
  return line;
}

/* The words of a line as a shell would take them apart: blanks between, quotes around.
** In the arena; false when a quote is not closed or there are too many. */
static bool split_words(const char *line, struct arena *arena, const char **words,
                        int *count) {
  char *out = arena_alloc(arena, strlen(line) + 1, 1), quote = '\0';
  if (!out) return false;
  for (const char *p = line; *p;) {
    while (*p == ' ') p++;
    if (!*p) break;
    if (*count == WORDS_MOST) return false;
    words[(*count)++] = out;
    for (; *p && (quote || *p != ' '); p++) {
      if (quote ? *p == quote : *p == '\'' || *p == '"')
        quote = quote ? '\0' : *p;
      else
        *out++ = *p;
    }
    *out++ = '\0';
  }
  return !quote;
}

/* ":run terms war --by year": a script by name or path, over the texts of the repl. */
static void run_script_line(struct repl *r, const char *line) {
  const char *words[WORDS_MOST * 2];
  struct arena arena;
  int count = 0;
  arena_init(&arena, NULL);
  const bool whole = split_words(line, &arena, words, &count) && count > 0 &&
                     r->argc <= WORDS_MOST;
  enum exit_code code = EXIT_USAGE;
  if (whole) {
    const char *path = builtin_script_or_file(r->library, who, words[0]);
    for (int i = 0; i < r->argc; i++) words[count + i] = r->argv[i];
    count += r->argc;
    if (path && path == words[0])
      code = builtin_run(r->library, count, words);
    else if (path)
      code = builtin_run_script(words[0], path, false, count - 1, words + 1);
  } else {
    message_line(who, ":run takes a script and its options, as in :run terms \"old age\" "
                      "--by year");
  }
  if (code != EXIT_DONE) r->failed = true;
  interrupt_release();
  interrupt_forgive();
  arena_free(&arena);
}

/* False: the end. */
static bool run_command(struct repl *r, const char *line) {
  const char *rest;
  assay_error err;
  if (command_rest(line, ":quit") || command_rest(line, ":q")) return false;
  if ((rest = command_rest(line, ":run")) != NULL) {
    run_script_line(r, rest);
  } else if ((rest = command_rest(line, ":doc")) != NULL) {
    builtin_doc(r->library, rest[0] ? 1 : 0, &rest);
  } else if (command_rest(line, ":reload")) {
    if (r->job.corpus) {
      corpus_free(r->job.corpus);
      r->job.corpus = NULL;
      if (job_open_corpus(&r->job) != EXIT_DONE) return false;
      r->run.corpus = r->job.corpus;
    }
    if (open_console(r) != EXIT_DONE) return false;
  } else if (command_rest(line, ":help")) {
    output_text(str_from(help), &err);
  } else {
    message_line(who, "'%s' is no command; there are :run, :doc, :reload, :help, :quit",
                 line);
    r->failed = true;
  }
  return true;
}

/* The line as a command, or NULL: some words are tried by everybody who is new here. */
static const char *as_command(const char *line) {
  static const char *const words[][2] = {
      {"help", ":help"}, {"?", ":help"}, {"quit", ":quit"}, {"exit", ":quit"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(line, words[i][0]) == 0) return words[i][1];
  return line[0] == ':' ? line : NULL;
}

static void read_lines(struct repl *r) {
  bool more = false;
  for (;;) {
    bool there = line_edit_read(r->edit, more ? ".. " : "> ", &r->line);
    if (interrupt_requested()) {
      interrupt_forgive();
      more = false;
      buffer_clear(&r->text);
      if (r->terminal) output_text(str_from("\n"), NULL);
      if (r->terminal) continue;
      return;
    }
    if (!there) break;
    buffer_add_char(&r->line, '\0');
    const char *command = more ? NULL : as_command(r->line.data);
    if (command) {
      line_edit_keep(r->edit, r->line.data);
      if (!run_command(r, command)) return;
      continue;
    }
    if (more) buffer_add_char(&r->text, '\n');
    buffer_add_text(&r->text, r->line.data);
    run_text(r, &more);
    if (more) continue;
    buffer_add_char(&r->text, '\0');
    if (r->text.failed == ASSAY_OK) line_edit_keep(r->edit, r->text.data);
    buffer_clear(&r->text);
  }
  if (!more) return;
  message_line(who, "the input ends in the middle of something");
  r->failed = true;
}

/* -- From beginning to end ----------------------------------------------------------- */

/* assay/history in XDG_STATE_HOME or ~/.local/state, whose folders are made; false when
** there is no place for it. */
static bool find_history(char *path, size_t room) {
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  int len = -1;
  if (state && state[0] == '/')
    len = snprintf(path, room, "%s/assay/repl_history", state);
  else if (home && home[0] == '/')
    len = snprintf(path, room, "%s/.local/state/assay/repl_history", home);
  if (len < 0 || (size_t)len >= room) return false;
  for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
  }
  return true;
}

static enum exit_code read_corpus(struct repl *r) {
  struct job *job = &r->job;
  for (size_t i = 0; i < job->options.input_count; i++)
    if (strcmp(job->options.inputs[i], "-") == 0) {
      message_line(who,
                   "standard input is for the lines; the texts are files or folders");
      return EXIT_USAGE;
    }
  if (job->options.input_count == 0) return EXIT_DONE;
  return job_open_corpus(job);
}

static enum exit_code prepare(struct repl *r) {
  struct job *job = &r->job;
  assay_error err;
  assay_str text = {script, sizeof script - 1};
  if (script_load_source(&job->script, str_from("repl"), text, NULL, &err) != ASSAY_OK) {
    message_error(who, &err);
    return EXIT_UNREAD;
  }
  enum exit_code code = job_read_options(job);
  if (code == EXIT_DONE) code = read_corpus(r);
  if (code != EXIT_DONE) return code;
  job_run_options(job, &r->run);
  r->run.print = print_line;
  if (!job->options.given[OPTION_LIMIT_TIME]) r->run.time_limit = LINE_SECONDS;
  r->options = (struct console_options){.script = job->script,
                                        .run = &r->run,
                                        .stop = interrupt_flag(),
                                        .width = job->options.width};
  if (r->options.width == 0)
    r->options.width = job->terminal.out ? job->terminal.width : 0;
  return open_console(r);
}

static enum exit_code converse(struct repl *r) {
  char history[PATH_ROOM];
  assay_error err;
  bool keeps = r->terminal && find_history(history, sizeof history);
  if (line_edit_open(&r->edit, r->terminal, keeps ? history : NULL, complete, r, &err) !=
      ASSAY_OK) {
    message_error(who, &err);
    return EXIT_UNREAD;
  }
  if (r->terminal)
    message_line(who, "%zu document%s in docs; :help says more, :quit ends",
                 console_documents(r->console),
                 console_documents(r->console) == 1 ? "" : "s");
  read_lines(r);
  line_edit_close(r->edit);
  return r->failed && !r->terminal ? EXIT_SCRIPT : EXIT_DONE;
}

enum exit_code builtin_repl(struct library *library, int argc, const char *const *argv) {
  const struct command command = {"repl", who, who, "assay help", argc, argv};
  struct repl r;
  memset(&r, 0, sizeof r);
  r.library = library;
  r.argc = argc;
  r.argv = argv;
  buffer_init(&r.line, NULL, TEXT_LIMIT);
  buffer_init(&r.text, NULL, TEXT_LIMIT);
  job_begin(&r.job, &command);
  r.terminal = r.job.terminal.in && r.job.terminal.out;
  enum exit_code code = prepare(&r);
  if (code == EXIT_DONE) code = converse(&r);
  console_close(r.console);
  job_end(&r.job);
  buffer_free(&r.text);
  buffer_free(&r.line);
  return code;
}
