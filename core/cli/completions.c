/*
** completions.c - `assay completions bash|zsh|fish`: what a shell offers behind TAB, made
** from the table of options, the table of commands, and the arguments of each script.
** Bash and zsh share one function: zsh runs it through bashcompinit.
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
static const char who[] = "assay completions";

struct completions {
  struct library *library;
  struct buffer out;
  bool fish;
};

/* Text within single quotes. */
static void add_quoted(struct buffer *out, assay_str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '\'')
      buffer_add_text(out, "'\\''");
    else if ((unsigned char)text.ptr[i] >= ' ')
      buffer_add_char(out, text.ptr[i]);
  }
}

static void add_dashed(struct buffer *out, assay_str name) {
  for (size_t i = 0; i < name.len; i++)
    buffer_add_char(out, name.ptr[i] == '_' ? '-' : name.ptr[i]);
}

/* -- bash and zsh ---------------------------------------------------------------- */

static void add_words_of_options(struct buffer *out) {
  const struct option_spec *table = options_table();
  for (size_t i = 0; i < OPTION_COUNT; i++) buffer_addf(out, " --%s", table[i].name);
}

static void add_words_of_script(struct buffer *out, const struct script *script) {
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    if (arg->positional) continue;
    bool negative = arg->type == ARG_BOOLEAN && arg->fallback.ptr &&
                    str_equal(arg->fallback, str_from("true"));
    buffer_add_text(out, negative ? " --no-" : " --");
    add_dashed(out, arg->name);
  }
}

/* "    --sort) words='count alpha docs' ;;" of a script's choices */
static void add_choices(struct buffer *out, const struct script *script,
                        assay_str command) {
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    if (arg->choice_count == 0 || arg->positional) continue;
    buffer_addf(out, "    %.*s:--", (int)command.len, command.ptr);
    add_dashed(out, arg->name);
    buffer_add_text(out, ") words='");
    for (size_t k = 0; k < arg->choice_count; k++) {
      if (k > 0) buffer_add_char(out, ' ');
      add_quoted(out, arg->choices[k]);
    }
    buffer_add_text(out, "' ;;\n");
  }
}

/* Values of the common options that have a few; the others get files. */
static void add_common_choices(struct buffer *out) {
  static const char *const choices[][2] = {
      {"encoding", "utf-8 utf-16le utf-16be windows-1252 latin1"},
      {"in", "quotes narration"},
      {"join", "hyphens apostrophes numbers abbreviations lines web"},
      {"dictionary", "auto off"},
      {"fold", "case turkish marks nfkc nfc none"},
      {"lang", "en de fr es it pt nl ru und"},
      {"color", "auto always never"}};
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
    if (option_find(str_from(choices[i][0])))
      buffer_addf(out, "    *:--%s) words='%s' ;;\n", choices[i][0], choices[i][1]);
  const struct option_spec *table = options_table();
  for (size_t i = 0; i < OPTION_COUNT; i++) /* a value, but nobody knows which */
    if (table[i].value && strcmp(table[i].value, "N") == 0)
      buffer_addf(out, "    *:--%s) return ;;\n", table[i].name);
}

/* -- fish ------------------------------------------------------------------------ */

static void add_fish_command(struct buffer *out, assay_str name, assay_str summary) {
  buffer_addf(out, "complete -c assay -n __fish_use_subcommand -f -a %.*s -d '",
              (int)name.len, name.ptr);
  add_quoted(out, summary);
  buffer_add_text(out, "'\n");
}

static void add_fish_option(struct buffer *out, assay_str command, assay_str name,
                            char letter, bool value, assay_str help) {
  buffer_add_text(out, "complete -c assay");
  if (command.len > 0)
    buffer_addf(out, " -n '__fish_seen_subcommand_from %.*s'", (int)command.len,
                command.ptr);
  buffer_add_text(out, " -l ");
  add_dashed(out, name);
  if (letter) buffer_addf(out, " -s %c", letter);
  if (value) buffer_add_text(out, " -r");
  buffer_add_text(out, " -d '");
  add_quoted(out, help);
  buffer_add_text(out, "'\n");
}

static void add_fish_script(struct buffer *out, const struct script *script,
                            assay_str name) {
  add_fish_command(out, name, script->summary);
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    if (!arg->positional)
      add_fish_option(out, name, arg->name, arg->letter, arg->type != ARG_BOOLEAN,
                      arg->help);
  }
}

/* -- The scripts ----------------------------------------------------------------- */

/* What is said of a script; one that cannot be loaded is left out. */
static void each_script(struct completions *c,
                        void (*visit)(struct buffer *, const struct script *,
                                      assay_str)) {
  assay_str *names;
  size_t count;
  if (library_names(c->library, &names, &count, NULL) != ASSAY_OK) return;
  for (size_t i = 0; i < count; i++) {
    const char *path;
    struct script *script;
    if (library_find(c->library, names[i], &path, NULL) != ASSAY_OK || !path) continue;
    if (script_load(&script, path, NULL, NULL) != ASSAY_OK) continue;
    visit(&c->out, script, names[i]);
    script_free(script);
  }
}

static void add_case(struct buffer *out, const struct script *script, assay_str name) {
  buffer_addf(out, "    %.*s) words=\"$words", (int)name.len, name.ptr);
  add_words_of_script(out, script);
  buffer_add_text(out, "\" ;;\n");
}

static void add_name(struct buffer *out, const struct script *script, assay_str name) {
  (void)script;
  buffer_add_char(out, ' ');
  buffer_add_str(out, name);
}

static void write_bash(struct completions *c) {
  struct buffer *out = &c->out;
  buffer_add_text(out,
                  "_assay() {\n"
                  "  local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
                  "  local prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
                  "  COMPREPLY=()\n"
                  "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words='");
  for (size_t i = 0; i < builtin_count; i++) buffer_addf(out, "%s ", builtins[i].name);
  each_script(c, add_name);
  buffer_add_text(out, "'\n    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                       "    return\n  fi\n"
                       "  case \"$command:$prev\" in\n");
  each_script(c, add_choices);
  add_common_choices(out);
  buffer_add_text(out, "    completions:*) words='bash zsh fish' ;;\n"
                       "    help:*) words='");
  each_script(c, add_name);
  buffer_add_text(out, "' ;;\n  esac\n"
                       "  case \"$command:$COMP_CWORD\" in\n    "
                       "check:*|test:*|scripts:*|map:2|reduce:2) words='");
  each_script(c, add_name);
  buffer_add_text(out, "'\n      COMPREPLY=($(compgen -W \"$words\" -- \"$cur\") "
                       "$(compgen -f -- \"$cur\"))\n      return ;;\n  esac\n"
                       "  if [ -z \"$words\" ] && [ \"${cur#-}\" != \"$cur\" ]; then\n"
                       "    words='");
  add_words_of_options(out);
  buffer_add_text(out, "'\n    case \"$command\" in\n");
  each_script(c, add_case);
  buffer_add_text(out, "    esac\n  fi\n"
                       "  if [ -n \"$words\" ]; then\n"
                       "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
                       "  else\n"
                       "    COMPREPLY=($(compgen -f -- \"$cur\"))\n"
                       "  fi\n}\n"
                       "complete -o filenames -F _assay assay\n");
}

static void write_fish(struct completions *c) {
  const struct option_spec *table = options_table();
  assay_str any = {"", 0};
  for (size_t i = 0; i < builtin_count; i++)
    if (builtins[i].usage && builtins[i].name[0] != '-')
      add_fish_command(&c->out, str_from(builtins[i].name),
                       str_from(builtins[i].summary));
  each_script(c, add_fish_script);
  for (size_t i = 0; i < OPTION_COUNT; i++)
    add_fish_option(&c->out, any, str_from(table[i].name), table[i].letter,
                    table[i].value != NULL, str_from(table[i].help));
}

static bool write_for(struct completions *c, const char *shell) {
  if (strcmp(shell, "fish") == 0) {
    write_fish(c);
    return true;
  }
  bool zsh = strcmp(shell, "zsh") == 0;
  if (!zsh && strcmp(shell, "bash") != 0) return false;
  if (zsh) /* as a file _assay of fpath, and for eval */
    buffer_add_text(&c->out, "#compdef assay\n"
                             "autoload -U +X bashcompinit && bashcompinit\n");
  write_bash(c);
  return true;
}

enum exit_code builtin_completions(struct library *library, int argc,
                                   const char *const *argv) {
  struct completions c = {.library = library};
  assay_error err;
  enum exit_code code = EXIT_DONE;
  if (argc > 1) return builtin_too_many("completions SHELL", argv[1]);
  buffer_init(&c.out, NULL, TEXT_LIMIT);
  if (argc == 0 || !write_for(&c, argv[0])) {
    message_line(who, "for which shell? assay completions bash, zsh or fish");
    code = EXIT_USAGE;
  } else if (buffer_status(&c.out, "the completions", &err) != ASSAY_OK ||
             output_text(buffer_str(&c.out), &err) != ASSAY_OK) {
    message_error(who, &err);
    code = EXIT_UNREAD;
  }
  buffer_free(&c.out);
  return code;
}
