/*
** help_builtin.c - what `assay help check` and `assay check --help` say: of the commands
** that are no scripts.
*/
#include "cli/help.h"

#include "base/table.h"
#include "cli/builtins.h"
#include "cli/options.h"
#include "cli/wrap.h"

#include <string.h>

enum { ENTRY_INDENT = 26 };

/* Which options a command has. */
enum { HAS_NONE = 0, HAS_AUTHOR = 1, HAS_SHARES = 2, HAS_COMMON = 4 };

static const struct {
  const char *name, *arguments, *text, *examples[3];
  unsigned options;
} explained[] = {
    {"run",
     "FILE.lua [INPUT ...] [OPTION ...]",
     "Runs a script of your own over files and folders. What it asks for says assay run "
     "FILE.lua --help; the options that every script has are below.",
     {"assay run my.lua essays/", "assay run my.lua essays/ --watch"},
     HAS_COMMON},
    {"scripts",
     "[WORD ...] | show NAME",
     "Lists the scripts that can be run by name: those of the folders in ASSAY_SCRIPTS, "
     "your own in ~/.local/share/assay/scripts, the bundled ones, and those of "
     ".assay/scripts in the current folder. Words narrow it down to scripts that have "
     "all "
     "of them in their name, summary or description; show prints a script.",
     {"assay scripts quotation", "assay scripts show kwic > my-kwic.lua"},
     HAS_NONE},
    {"new",
     "NAME",
     "Writes NAME.lua, a script that works and has a test, and .luarc.json, with which "
     "editors complete the interface. Nothing that is there already is changed.",
     {"assay new my-terms"},
     HAS_NONE},
    {"check",
     "SCRIPT ... [OPTION ...]",
     "Says what is wrong with a script, or with a reader of a format: names that nobody "
     "defines, also in lines that do not run and in files of lib/, arguments that nobody "
     "reads, and what happens when it is tried on a few texts. Hints are no mistakes. "
     "The "
     "exit code is 4 when there are problems.",
     {"assay check my.lua"},
     HAS_AUTHOR},
    {"test",
     "SCRIPT ... [OPTION ...]",
     "Runs the tests that a script carries in its field tests, and shows what came out "
     "differently. The exit code is 4 when one fails.",
     {"assay test my.lua", "assay test kwic"},
     HAS_AUTHOR},
    {"repl",
     "[INPUT ...] [OPTION ...]",
     "Runs Lua line by line. The texts are the list docs, values are shown as tables, "
     "TAB "
     "completes names; :help says more.",
     {"assay repl essays/", "echo '#docs' | assay repl essays/"},
     HAS_COMMON},
    {"doc",
     "[NAME]",
     "Explains a function, a method or a class of the Lua interface; without a name it "
     "lists all of them.",
     {"assay doc find", "assay doc Document", "assay doc assay.counter"},
     HAS_NONE},
    {"map",
     "SCRIPT INPUT ... --shard K/N -o PART [OPTION ...]",
     "Runs a script over a share of the texts and writes what it counted to a file, a "
     "part, here or on another machine. assay reduce joins the parts of all shares.",
     {"assay map terms war essays/ --shard 1/2 -o war.1"},
     HAS_SHARES | HAS_COMMON},
    {"reduce",
     "SCRIPT PART ... [OPTION ...]",
     "Joins the parts of all shares and reports as one run would, byte by byte. What the "
     "parts know need not be said again; of the options, those of output are its own.",
     {"assay reduce terms war.1 war.2 --csv"},
     HAS_SHARES | HAS_COMMON},
    {"help",
     "[NAME]",
     "Explains a script, or one of the other commands; without a name it lists all of "
     "them "
     "and the options that every script has.",
     {"assay help terms", "assay help check"},
     HAS_NONE},
    {"completions",
     "bash | zsh | fish",
     "Prints what makes the shell complete commands, options and values behind TAB. "
     "Packages install it; otherwise say one of these at the start of your shell:",
     {"eval \"$(assay completions bash)\"", "eval \"$(assay completions zsh)\"",
      "assay completions fish | source"},
     HAS_NONE},
    {"man", "", "Prints the manual page.", {"assay man | man -l -"}, HAS_NONE},
    {"--version",
     "",
     "Prints the versions of Assay and of what it is built with.",
     {NULL},
     HAS_NONE},
};

static void add_entry(struct buffer *out, const char *head, const char *text,
                      size_t width) {
  wrap_entry(out, str_from(head), str_from(text), ENTRY_INDENT, width);
}

static void add_author_options(struct buffer *out, size_t width) {
  buffer_add_text(out, "\nOptions:\n");
  add_entry(
      out, "    --limit-time=SECONDS",
      "processor time that each call into the script may take (default: 5 to check, "
      "60 to test)",
      width);
  add_entry(out, "    --limit-memory=SIZE",
            "memory that the script may take (default: 128M to check, 4G to test)",
            width);
  add_entry(out, "    --trust", options_table()[OPTION_TRUST].help, width);
}

static void add_share_options(struct buffer *out, bool map, size_t width) {
  buffer_add_text(out, "\nShares:\n");
  if (map) add_entry(out, "    --shard K/N", "which share of how many: 1/8", width);
  if (map)
    add_entry(out, "    --first-pass",
              "of a script that reads all texts twice: its first pass", width);
  add_entry(out, "    --first FILE", "what the first pass of all shares gave", width);
}

void help_builtin(struct buffer *out, const struct builtin *builtin, size_t width) {
  size_t i = 0;
  while (i < sizeof explained / sizeof *explained &&
         strcmp(explained[i].name, builtin->name) != 0)
    i++;
  if (i == sizeof explained / sizeof *explained) return;
  const char *space = explained[i].arguments[0] ? " " : "";
  struct buffer text;
  buffer_init(&text, NULL, 1 << 12);
  buffer_addf(&text, "assay %s - %s", builtin->name, builtin->summary);
  wrap_text(out, buffer_str(&text), 0, width, 0);
  buffer_clear(&text);
  buffer_addf(&text, "Usage: assay %s%s%s", builtin->name, space, explained[i].arguments);
  buffer_add_char(out, '\n');
  wrap_text(out, buffer_str(&text), 0, width, 0);
  buffer_free(&text);
  buffer_add_char(out, '\n');
  wrap_text(out, str_from(explained[i].text), 0, width, 0);
  if (explained[i].examples[0]) buffer_add_text(out, "\nExamples:\n");
  for (size_t k = 0; k < 3 && explained[i].examples[k]; k++)
    buffer_addf(out, "  %s\n", explained[i].examples[k]);
  if (explained[i].options & HAS_AUTHOR) add_author_options(out, width);
  if (explained[i].options & HAS_SHARES)
    add_share_options(out, strcmp(builtin->name, "map") == 0, width);
  if (explained[i].options & HAS_COMMON) help_options(out, width);
}
