/*
** completions_fish.c - commands of fish: a line for each command and each option. The
** command is the second word; another word that is spelt like one is none.
*/
#include "cli/completions.h"

#include "base/table.h"
#include "cli/builtins.h"

static void add_described(struct buffer *out, const char *condition, assay_str word,
                          assay_str summary) {
  buffer_addf(out, "complete -c assay -n '%s' -f -a '", condition);
  completions_quote(out, word);
  buffer_add_text(out, "' -d '");
  completions_quote(out, summary);
  buffer_add_text(out, "'\n");
}

/* commands: with blanks between. */
static void add_option(struct buffer *out, assay_str commands, const struct offered *o) {
  buffer_addf(out, "complete -c assay -n '__assay_is %.*s' -l %.*s", (int)commands.len,
              commands.ptr, (int)o->name.len, o->name.ptr);
  if (o->letter) buffer_addf(out, " -s %c", o->letter);
  if (o->value == OFFER_ANY || o->value == OFFER_WORDS) buffer_add_text(out, " -x");
  if (o->value == OFFER_FILE) buffer_add_text(out, " -rF");
  if (o->words.len > 0) {
    buffer_add_text(out, " -a '");
    completions_quote(out, o->words);
    buffer_add_char(out, '\'');
  }
  buffer_add_text(out, " -d '");
  completions_quote(out, o->help);
  buffer_add_text(out, "'\n");
}

static void add_options(struct buffer *out, assay_str commands,
                        const struct offered *options, size_t count) {
  for (size_t i = 0; i < count; i++) add_option(out, commands, &options[i]);
}

/* Scripts by name, behind a few commands. */
static void add_names(const struct offers *o, struct buffer *out) {
  for (size_t i = 0; i < o->script_count; i++)
    add_described(out, "__assay_is help scripts " COMPLETIONS_NAMING "; and __assay_at 2",
                  o->scripts[i].name, o->scripts[i].summary);
  buffer_add_text(out,
                  "complete -c assay -n '__assay_is help scripts completions doc new man'"
                  " -f\n"
                  "complete -c assay -n '__assay_is scripts; and __assay_at 2' -f -a show"
                  " -d 'Print a script'\n"
                  "complete -c assay -n '__assay_is scripts; and __assay_at 3' -f -a '");
  completions_names(o, out);
  buffer_add_text(out, "'\n"
                       "complete -c assay -n '__assay_is completions' -f -a "
                       "'" COMPLETIONS_SHELLS "'\n"
                       "complete -c assay -n '__assay_is doc' -f -a "
                       "'(__assay_names)'\n");
}

void completions_fish(const struct offers *o, struct buffer *out) {
  const assay_str none = {"", 0};
  struct buffer running;
  buffer_init(&running, NULL, 1 << 16);
  completions_names(o, &running);
  buffer_add_text(&running, " " COMPLETIONS_RUNNING);
  buffer_add_text(out, "function __assay_at\n"
                       "  test (count (commandline -opc)) -eq $argv[1]\nend\n"
                       "function __assay_is\n"
                       "  set -l words (commandline -opc)\n"
                       "  test (count $words) -ge 2; and contains -- $words[2] $argv\n"
                       "end\n"
                       "function __assay_names\n  " COMPLETIONS_DOC "\nend\n");
  for (size_t i = 0; i < builtin_count; i++)
    if (builtins[i].usage)
      add_described(out, "__assay_at 1", str_from(builtins[i].name),
                    str_from(builtins[i].summary));
  for (size_t i = 0; i < builtin_count; i++)
    if (builtins[i].usage && builtins[i].name[0] != '-')
      add_described(out, "__assay_is help; and __assay_at 2", str_from(builtins[i].name),
                    str_from(builtins[i].summary));
  for (size_t i = 0; i < o->script_count; i++) {
    const struct offered_script *s = &o->scripts[i];
    add_described(out, "__assay_at 1", s->name, s->summary);
    add_options(out, s->name, s->options, s->option_count);
  }
  add_names(o, out);
  add_options(out, str_from("map reduce"), o->shares, o->share_count);
  add_options(out, str_from("check test"), o->author, o->author_count);
  add_options(out, running.failed == ASSAY_OK ? buffer_str(&running) : none, o->common,
              o->common_count);
  buffer_free(&running);
}
