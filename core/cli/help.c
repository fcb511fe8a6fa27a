/*
** help.c - what the program says about itself. Nothing here knows any script: names,
** summaries, arguments and examples are read from them.
*/
#include "cli/help.h"

#include "base/error.h"
#include "base/number.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/positionals.h"
#include "cli/wrap.h"

#include <string.h>

enum {
  NAME_INDENT = 16,
  COMMAND_INDENT = 22,
  ENTRY_INDENT = 26,
  EXAMPLE_INDENT = 48,
  EXAMPLES_SHOWN = 5
};
enum { HEAD_LIMIT = 512, TEXT_LIMIT = 64 * 1024 };

/* -- The program ------------------------------------------------------------------ */

static const char what_it_is[] =
    "Assay reads a folder of texts and counts, searches and finds who is quoted. Every "
    "command is a short Lua script, and your own scripts run in the same way. Nothing "
    "leaves this machine: there is no network and no telemetry in it.";

static void add_heading(struct buffer *out, const char *text) {
  buffer_addf(out, "\n%s:\n", text);
}

/* One pass over the library fills both: a script need not be loaded twice. */
struct listing {
  struct buffer *lines;    /* name and summary */
  struct buffer *examples; /* the first example of the first few, or NULL */
  size_t example_count, width;
};

static void add_example(struct listing *l, assay_str command, assay_str text) {
  if (!l->examples || l->example_count++ >= EXAMPLES_SHOWN) return;
  wrap_entry(l->examples, command, text, EXAMPLE_INDENT, l->width);
}

/* A script that cannot be loaded is listed all the same. */
static assay_status add_script(struct listing *l, struct library *library, assay_str name,
                               assay_error *err) {
  const char *path;
  struct script *script = NULL;
  assay_status status = library_find(library, name, &path, err);
  if (status != ASSAY_OK || !path) return status;
  status = script_load(&script, path, NULL, err);
  if (status == ASSAY_ENOMEM) return status;
  if (status != ASSAY_OK) {
    wrap_entry(l->lines, name, str_from("(cannot be loaded; assay help NAME says why)"),
               NAME_INDENT, l->width);
    return ASSAY_OK;
  }
  wrap_entry(l->lines, name, script->summary, NAME_INDENT, l->width);
  if (script->example_count > 0)
    add_example(l, script->examples[0].command, script->examples[0].text);
  script_free(script);
  return ASSAY_OK;
}

static assay_status list_scripts(struct listing *l, struct library *library,
                                 assay_error *err) {
  assay_str *names;
  size_t count;
  assay_status status = library_names(library, &names, &count, err);
  for (size_t i = 0; status == ASSAY_OK && i < count; i++)
    status = add_script(l, library, names[i], err);
  return status;
}

static void add_commands(struct buffer *out, size_t width) {
  for (size_t i = 0; i < builtin_count; i++)
    if (builtins[i].usage)
      wrap_entry(out, str_from(builtins[i].usage), str_from(builtins[i].summary),
                 COMMAND_INDENT, width);
}

assay_status help_short(struct buffer *out, struct library *library, size_t width,
                        assay_error *err) {
  struct buffer lines, examples;
  struct listing l = {&lines, &examples, 0, width};
  buffer_init(&lines, NULL, TEXT_LIMIT);
  buffer_init(&examples, NULL, TEXT_LIMIT);
  assay_status status = list_scripts(&l, library, err);
  if (status == ASSAY_OK) status = buffer_status(&lines, "the list of scripts", err);
  wrap_text(out, str_from(what_it_is), 0, width, 0);
  add_heading(out, "Examples");
  buffer_add_str(out, buffer_str(&examples));
  wrap_entry(out, str_from("assay run my.lua essays/"), str_from("a script of your own"),
             EXAMPLE_INDENT, width);
  add_heading(out, "Analyses");
  buffer_add_str(out, buffer_str(&lines));
  add_heading(out, "Other commands");
  add_commands(out, width);
  buffer_free(&examples);
  buffer_free(&lines);
  return status == ASSAY_OK ? buffer_status(out, "the help text", err) : status;
}

/* -- Common options --------------------------------------------------------------- */

static void add_option(struct buffer *out, const struct option_spec *spec, size_t width) {
  struct buffer head;
  buffer_init(&head, NULL, HEAD_LIMIT);
  if (spec->letter)
    buffer_addf(&head, "-%c, --%s", spec->letter, spec->name);
  else
    buffer_addf(&head, "    --%s", spec->name);
  if (spec->value) buffer_addf(&head, " %s", spec->value);
  wrap_entry(out, buffer_str(&head), str_from(spec->help), ENTRY_INDENT, width);
  buffer_free(&head);
}

void help_options(struct buffer *out, size_t width) {
  const struct option_spec *table = options_table();
  for (int group = 0; group < GROUP_COUNT; group++) {
    add_heading(out, option_group_name((enum option_group)group));
    for (size_t i = 0; i < OPTION_COUNT; i++)
      if ((int)table[i].group == group) add_option(out, &table[i], width);
  }
}

/* -- A script --------------------------------------------------------------------- */

static void add_number(struct buffer *out, double value) {
  char text[NUMBER_SIZE];
  number_format(value, text);
  buffer_add_text(out, text);
}

static void add_bounds(struct buffer *out, const struct script_arg *arg) {
  if (arg->has_min && arg->has_max) {
    add_number(out, arg->min);
    buffer_add_text(out, " to ");
    add_number(out, arg->max);
  } else if (arg->has_min) {
    buffer_add_text(out, "at least ");
    add_number(out, arg->min);
  } else if (arg->has_max) {
    buffer_add_text(out, "at most ");
    add_number(out, arg->max);
  }
}

static void add_choices(struct buffer *out, const struct script_arg *arg) {
  for (size_t i = 0; i < arg->choice_count; i++) {
    if (i > 0) buffer_add_text(out, i + 1 < arg->choice_count ? ", " : " or ");
    message_escape(out, arg->choices[i]);
  }
}

/* "what to follow (2 to 10; default: 3)". */
static void add_arg_text(struct buffer *out, const struct script_arg *arg) {
  struct buffer facts;
  buffer_init(&facts, NULL, TEXT_LIMIT);
  add_choices(&facts, arg);
  add_bounds(&facts, arg);
  if (arg->required && !arg->positional)
    buffer_add_text(&facts, facts.len > 0 ? "; required" : "required");
  if (arg->fallback.ptr && arg->type != ARG_BOOLEAN) {
    buffer_add_text(&facts, facts.len > 0 ? "; default: " : "default: ");
    message_escape(&facts, arg->fallback);
  }
  buffer_add_str(out, arg->help);
  if (facts.len > 0) {
    buffer_add_text(out, out->len > 0 ? " (" : "(");
    buffer_add_str(out, buffer_str(&facts));
    buffer_add_char(out, ')');
  }
  buffer_free(&facts);
}

static void add_name(struct buffer *out, assay_str name) {
  for (size_t i = 0; i < name.len; i++)
    buffer_add_char(out, name.ptr[i] == '_' ? '-' : name.ptr[i]);
}

/* "-n, --size RANGE", "    --no-zeros". */
static void add_arg_head(struct buffer *out, const struct script_arg *arg) {
  bool negative = arg->type == ARG_BOOLEAN && arg->fallback.ptr &&
                  str_equal(arg->fallback, str_from("true"));
  if (arg->letter && !negative)
    buffer_addf(out, "-%c, ", arg->letter);
  else
    buffer_add_text(out, "    ");
  buffer_add_text(out, negative ? "--no-" : "--");
  add_name(out, arg->name);
  if (arg->type == ARG_BOOLEAN) return;
  buffer_add_char(out, ' ');
  for (const char *p = script_arg_placeholder(arg->type); *p; p++)
    buffer_add_char(out, *p >= 'a' && *p <= 'z' ? (char)(*p - ('a' - 'A')) : *p);
}

static void add_arg(struct buffer *out, const struct script_arg *arg, assay_str title,
                    size_t width) {
  struct buffer head, text;
  buffer_init(&head, NULL, HEAD_LIMIT);
  buffer_init(&text, NULL, TEXT_LIMIT);
  if (title.len > 0)
    buffer_add_str(&head, title);
  else
    add_arg_head(&head, arg);
  add_arg_text(&text, arg);
  wrap_entry(out, buffer_str(&head), buffer_str(&text), ENTRY_INDENT, width);
  buffer_free(&text);
  buffer_free(&head);
}

static assay_status add_positionals(struct buffer *out, const struct script *script,
                                    size_t width, struct arena *arena, assay_error *err) {
  add_heading(out, "Arguments");
  for (size_t i = 0; i < script->arg_count; i++) {
    if (!script->args[i].positional) continue;
    assay_str title = positional_title(&script->args[i], arena);
    if (!title.ptr) return error_memory(err, 0);
    add_arg(out, &script->args[i], title, width);
  }
  wrap_entry(out, str_from("INPUT ..."),
             str_from("files, and folders with all that is in them; - is standard input"),
             ENTRY_INDENT, width);
  return ASSAY_OK;
}

static void add_script_options(struct buffer *out, const struct script *script,
                               size_t width) {
  bool any = false;
  for (size_t i = 0; i < script->arg_count; i++) {
    if (script->args[i].positional) continue;
    if (!any) add_heading(out, "Options");
    any = true;
    add_arg(out, &script->args[i], (assay_str){"", 0}, width);
  }
}

static assay_status add_usage(struct buffer *out, const struct script *script,
                              const char *usage, struct arena *arena, assay_error *err) {
  buffer_addf(out, "\nUsage: %s", usage);
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    if (!arg->positional) continue;
    assay_str title = positional_title(arg, arena);
    if (!title.ptr) return error_memory(err, 0);
    buffer_addf(out, arg->required ? " %.*s" : " [%.*s]", (int)title.len, title.ptr);
  }
  buffer_add_text(out, " [INPUT ...] [OPTION ...]\n");
  return ASSAY_OK;
}

static void add_script_examples(struct buffer *out, const struct script *script,
                                size_t width) {
  if (script->example_count == 0) return;
  add_heading(out, "Examples");
  for (size_t i = 0; i < script->example_count; i++) {
    buffer_add_text(out, "  ");
    message_escape(out, script->examples[i].command);
    buffer_add_char(out, '\n');
    wrap_text(out, script->examples[i].text, 6, width, 0);
  }
}

assay_status help_script(struct buffer *out, const struct script *script,
                         const char *usage, size_t width, assay_error *err) {
  struct arena arena;
  arena_init(&arena, NULL);
  buffer_addf(out, "%s - ", usage);
  wrap_text(out, script->summary, 0, width, strlen(usage) + 3);
  add_script_examples(out, script, width);
  assay_status status = add_usage(out, script, usage, &arena, err);
  if (script->description.len > 0) {
    buffer_add_char(out, '\n');
    wrap_text(out, script->description, 0, width, 0);
  }
  if (status == ASSAY_OK) status = add_positionals(out, script, width, &arena, err);
  add_script_options(out, script, width);
  help_options(out, width);
  arena_free(&arena);
  return status == ASSAY_OK ? buffer_status(out, "the help text", err) : status;
}
