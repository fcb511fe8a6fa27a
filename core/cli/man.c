/*
** man.c - `assay man`: the manual page, in roff, from the same tables as the help.
*/
#include "base/error.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/script.h"

#include <string.h>

enum { TEXT_LIMIT = 1 << 20 };
static const char who[] = "assay man";

/* Text in which roff finds nothing to do. */
static void add_plain(struct buffer *out, const char *text) {
  for (bool first = true; *text; first = *text++ == '\n') {
    if (first && (*text == '.' || *text == '\'')) buffer_add_text(out, "\\&");
    if (*text == '\\')
      buffer_add_text(out, "\\e");
    else if (*text == '-')
      buffer_add_text(out, "\\-");
    else
      buffer_add_char(out, *text);
  }
}

static void add_item(struct buffer *out, const char *head, const char *text) {
  buffer_add_text(out, ".TP\n.B ");
  add_plain(out, head);
  buffer_add_char(out, '\n');
  add_plain(out, text);
  buffer_add_char(out, '\n');
}

static void add_scripts(struct buffer *out, struct library *library) {
  assay_str *names;
  size_t count;
  if (library_names(library, &names, &count, NULL) != ASSAY_OK) return;
  for (size_t i = 0; i < count; i++) {
    const char *path;
    struct script *script;
    if (library_find(library, names[i], &path, NULL) != ASSAY_OK || !path) continue;
    if (strcmp(library_origin(library, path), "bundled") != 0) continue;
    if (script_load(&script, path, NULL, NULL) != ASSAY_OK) continue;
    add_item(out, names[i].ptr, script->summary.ptr);
    script_free(script);
  }
}

static void add_option(struct buffer *out, const struct option_spec *spec) {
  buffer_add_text(out, ".TP\n.B ");
  if (spec->letter) buffer_addf(out, "\\-%c, ", spec->letter);
  add_plain(out, "--");
  add_plain(out, spec->name);
  buffer_add_char(out, '\n');
  if (spec->value) {
    buffer_add_text(out, ".I ");
    add_plain(out, spec->value);
    buffer_add_text(out, "\n.br\n");
  }
  add_plain(out, spec->help);
  buffer_add_char(out, '\n');
}

static void add_options(struct buffer *out) {
  const struct option_spec *table = options_table();
  for (int group = 0; group < GROUP_COUNT; group++) {
    buffer_addf(out, ".SS %s\n", option_group_name((enum option_group)group));
    for (size_t i = 0; i < OPTION_COUNT; i++)
      if ((int)table[i].group == group) add_option(out, &table[i]);
  }
}

static void add_page(struct buffer *out, struct library *library) {
  buffer_addf(out, ".TH ASSAY 1 \"\" \"assay %s\" \"User Commands\"\n", assay_version());
  buffer_add_text(out,
                  ".SH NAME\nassay \\- how often, where, when, and in whose words\n"
                  ".SH SYNOPSIS\n.B assay\n.I COMMAND\n[\\fIARGUMENT\\fR ...] "
                  "[\\fIINPUT\\fR ...] [\\fIOPTION\\fR ...]\n"
                  ".SH DESCRIPTION\n"
                  "Assay reads a folder of texts and counts, searches and finds who "
                  "is quoted.\nEvery command is a short Lua script; your own scripts "
                  "run in the same way.\n\\fBassay help \\fICOMMAND\\fR explains one.\n"
                  ".SH ANALYSES\n");
  add_scripts(out, library);
  buffer_add_text(out, ".SH OTHER COMMANDS\n");
  for (size_t i = 0; i < builtin_count; i++)
    if (builtins[i].usage) add_item(out, builtins[i].usage, builtins[i].summary);
  buffer_add_text(out,
                  ".SH OPTIONS\nEvery analysis has these, and those of its script.\n");
  add_options(out);
  buffer_add_text(out, ".SH EXIT STATUS\n");
  add_item(out, "0", "Done, also when nothing was found.");
  add_item(out, "1", "Nothing was found, and --exit-status asked.");
  add_item(out, "2", "An unknown command or option, a wrong value, nothing to read.");
  add_item(out, "3", "Some inputs were not read, or the output not written.");
  add_item(out, "4", "The script failed, or ran into a limit.");
  add_item(out, "130", "Interrupted.");
  buffer_add_text(out, ".SH ENVIRONMENT\n");
  add_item(out, "ASSAY_SCRIPTS", "Folders with scripts, separated by colons.");
  add_item(out, "NO_COLOR", "No colours, if it is set and not empty.");
}

enum exit_code builtin_man(struct library *library, int argc, const char *const *argv) {
  struct buffer out;
  assay_error err;
  if (argc > 0) return builtin_too_many("man", argv[0]);
  buffer_init(&out, NULL, TEXT_LIMIT);
  add_page(&out, library);
  assay_status status = buffer_status(&out, "the manual page", &err);
  if (status == ASSAY_OK) status = output_text(buffer_str(&out), &err);
  if (status != ASSAY_OK) message_error(who, &err);
  buffer_free(&out);
  return status == ASSAY_OK ? EXIT_DONE : EXIT_UNREAD;
}
