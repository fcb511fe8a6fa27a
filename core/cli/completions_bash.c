/*
** completions_bash.c - a function of bash 3 or later. Words are found first by the option
** before them, then by the command; what is left is files.
*/
#include "cli/completions.h"

#include "base/table.h"
#include "cli/builtins.h"

/* "    COMMAND:--NAME|COMMAND:-N) ": the words before the cursor. */
static void add_case(struct buffer *out, assay_str command, const struct offered *o) {
  buffer_addf(out, "    %.*s:--%.*s", (int)command.len, command.ptr, (int)o->name.len,
              o->name.ptr);
  if (o->letter) buffer_addf(out, "|%.*s:-%c", (int)command.len, command.ptr, o->letter);
  buffer_add_text(out, ") ");
}

static void add_value(struct buffer *out, assay_str command, const struct offered *o) {
  if (o->value == OFFER_FLAG) return;
  add_case(out, command, o);
  if (o->value == OFFER_ANY) {
    buffer_add_text(out, "return ;;\n");
    return;
  }
  buffer_add_text(out, "words='");
  completions_quote(out, o->words);
  buffer_addf(out, "'; files=%s ;;\n", o->value == OFFER_FILE ? "1" : "");
}

static void add_values(struct buffer *out, const char *command,
                       const struct offered *options, size_t count) {
  for (size_t i = 0; i < count; i++) add_value(out, str_from(command), &options[i]);
}

static void add_names(struct buffer *out, const struct offered *options, size_t count) {
  for (size_t i = 0; i < count; i++)
    buffer_addf(out, " --%.*s", (int)options[i].name.len, options[i].name.ptr);
}

/* What follows the options of the command line. */
static void add_options_of_commands(const struct offers *o, struct buffer *out) {
  buffer_add_text(out, "  case $cur in -*)\n    files=\n    case $command in\n");
  for (size_t i = 0; i < o->script_count; i++) {
    const struct offered_script *s = &o->scripts[i];
    buffer_addf(out, "    %.*s) words=\"", (int)s->name.len, s->name.ptr);
    add_names(out, s->options, s->option_count);
    buffer_add_text(out, " $common\" ;;\n");
  }
  buffer_add_text(out, "    check|test) words=\"");
  add_names(out, o->author, o->author_count);
  buffer_add_text(out, "\" ;;\n    map|reduce) words=\"");
  add_names(out, o->shares, o->share_count);
  buffer_add_text(out, " $common\" ;;\n    run|repl) words=$common ;;\n    esac ;;\n"
                       "  esac\n");
}

void completions_bash(const struct offers *o, struct buffer *out) {
  buffer_add_text(out, "_assay() {\n"
                       "  local cur=${COMP_WORDS[COMP_CWORD]} words= files=1 scripts='");
  completions_names(o, out);
  buffer_add_text(out,
                  "'\n"
                  "  local prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
                  "  local common='");
  add_names(out, o->common, o->common_count);
  buffer_add_text(out, "' commands='");
  for (size_t i = 0; i < builtin_count; i++)
    buffer_addf(out, "%s%s", i > 0 ? " " : "", builtins[i].name);
  buffer_add_text(out,
                  "'\n"
                  "  COMPREPLY=()\n"
                  "  if [ \"$cur\" = = ]; then cur=\n" /* --name= is three words */
                  "  elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                  "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                  "    COMPREPLY=($(compgen -W \"$commands $scripts\" -- \"$cur\"))\n"
                  "    return\n  fi\n");
  add_options_of_commands(o, out);
  buffer_add_text(out, "  case \"$command:$prev\" in\n");
  for (size_t i = 0; i < o->script_count; i++)
    for (size_t k = 0; k < o->scripts[i].option_count; k++)
      add_value(out, o->scripts[i].name, &o->scripts[i].options[k]);
  add_values(out, "map", o->shares, o->share_count);
  add_values(out, "reduce", o->shares, o->share_count);
  add_values(out, "*", o->common, o->common_count);
  buffer_add_text(out,
                  "    completions:*) words='" COMPLETIONS_SHELLS "'; files= ;;\n"
                  "    help:help) words=\"$commands $scripts\"; files= ;;\n"
                  "    scripts:show) words=$scripts; files= ;;\n"
                  "    scripts:scripts) words=\"show $scripts\"; files= ;;\n"
                  "    doc:doc) words=$(" COMPLETIONS_DOC "); files= ;;\n"
                  "    check:check|test:test|map:map|reduce:reduce) words=$scripts ;;\n"
                  "  esac\n"
                  "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                  "  if [ -n \"$files\" ]; then\n"
                  "    local IFS=$'\\n'\n"
                  "    COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
                  "    compopt -o filenames 2>/dev/null\n"
                  "  fi\n}\n"
                  "complete -F _assay assay\n");
}
