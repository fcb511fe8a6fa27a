/*
** completions_zsh.c - a function of zsh: a file _assay in fpath, or text for eval.
** Options are told to _arguments, which shows what they are for.
*/
#include "cli/completions.h"

#include "base/table.h"
#include "cli/builtins.h"

/* Text within single quotes, in which _arguments and _describe see no signs of theirs. */
static void add_plain(struct buffer *out, assay_str text) {
  for (size_t i = 0; i < text.len; i++) {
    const char c = text.ptr[i];
    if (c == '[' || c == ']' || c == ':' || c == '\\') buffer_add_char(out, '\\');
    if (c == '\'')
      buffer_add_text(out, "'\\''");
    else if ((unsigned char)c >= ' ')
      buffer_add_char(out, c);
  }
}

/* ":FIELD: ", ":FILE:_files", ":CHOICE:(count alpha)" */
static void add_action(struct buffer *out, const struct offered *o) {
  if (o->value == OFFER_FLAG) return;
  buffer_add_char(out, ':');
  add_plain(out, o->title);
  buffer_add_char(out, ':');
  if (o->value == OFFER_FILE && o->words.len > 0) {
    buffer_add_text(out, "_assay_words_or_files ");
    completions_quote(out, o->words);
  } else if (o->value == OFFER_FILE) {
    buffer_add_text(out, "_files");
  } else if (o->value == OFFER_WORDS) {
    buffer_add_char(out, '(');
    completions_quote(out, o->words);
    buffer_add_char(out, ')');
  } else {
    buffer_add_char(out, ' ');
  }
}

static void add_spec(struct buffer *out, const struct offered *o, bool letter) {
  buffer_add_text(out, "    '");
  if (letter)
    buffer_addf(out, "-%c%s", o->letter, o->value == OFFER_FLAG ? "" : "+");
  else
    buffer_addf(out, "--%.*s%s", (int)o->name.len, o->name.ptr,
                o->value == OFFER_FLAG ? "" : "=");
  buffer_add_char(out, '[');
  add_plain(out, o->help);
  buffer_add_char(out, ']');
  add_action(out, o);
  buffer_add_text(out, "'\n");
}

static void add_specs(struct buffer *out, const struct offered *options, size_t count) {
  for (size_t i = 0; i < count; i++) {
    add_spec(out, &options[i], false);
    if (options[i].letter) add_spec(out, &options[i], true);
  }
}

static void add_described(struct buffer *out, assay_str name, assay_str summary) {
  buffer_add_text(out, "    '");
  add_plain(out, name);
  buffer_add_char(out, ':');
  add_plain(out, summary);
  buffer_add_text(out, "'\n");
}

static void add_lists(const struct offers *o, struct buffer *out) {
  buffer_add_text(out, "  local -a scripts commands common own\n  scripts=(\n");
  for (size_t i = 0; i < o->script_count; i++)
    add_described(out, o->scripts[i].name, o->scripts[i].summary);
  buffer_add_text(out, "  )\n  commands=(\n");
  for (size_t i = 0; i < builtin_count; i++)
    if (builtins[i].usage && builtins[i].name[0] != '-')
      add_described(out, str_from(builtins[i].name), str_from(builtins[i].summary));
  buffer_add_text(out, "  )\n");
}

static void add_commands(const struct offers *o, struct buffer *out) {
  buffer_add_text(out, "  if (( CURRENT == 2 )); then\n"
                       "    _describe -t scripts script scripts\n"
                       "    _describe -t commands command commands\n"
                       "    return\n  fi\n"
                       "  local command=$words[2] names='");
  completions_names(o, out);
  buffer_add_text(out, "'\n"
                       "  case $command in\n"
                       "  help)\n"
                       "    _describe -t scripts script scripts\n"
                       "    _describe -t commands command commands; return ;;\n"
                       "  scripts)\n"
                       "    (( CURRENT == 3 )) && compadd show\n"
                       "    _describe -t scripts script scripts; return ;;\n"
                       "  completions) compadd " COMPLETIONS_SHELLS "; return ;;\n"
                       "  doc) compadd -- ${(f)\"$(" COMPLETIONS_DOC ")\"}; return ;;\n"
                       "  check|test|map|reduce)\n"
                       "    if (( CURRENT == 3 )) && [[ $words[3] != -* ]]; then\n"
                       "      _describe -t scripts script scripts\n"
                       "      _files -g '*.lua'\n"
                       "      return\n    fi ;;\n"
                       "  run)\n"
                       "    if (( CURRENT == 3 )) && [[ $words[3] != -* ]]; then\n"
                       "      _files -g '*.lua'; return\n    fi ;;\n"
                       "  esac\n");
}

void completions_zsh(const struct offers *o, struct buffer *out) {
  buffer_add_text(out, "#compdef assay\n\n"
                       "_assay_words_or_files() {\n  compadd \"$@\"\n  _files\n}\n\n"
                       "_assay() {\n");
  add_lists(o, out);
  add_commands(o, out);
  buffer_add_text(out, "  common=(\n");
  add_specs(out, o->common, o->common_count);
  buffer_add_text(out, "  )\n  case $command in\n");
  for (size_t i = 0; i < o->script_count; i++) {
    const struct offered_script *s = &o->scripts[i];
    buffer_addf(out, "  %.*s) own=(\n", (int)s->name.len, s->name.ptr);
    add_specs(out, s->options, s->option_count);
    if (s->takes_term) buffer_add_text(out, "    '1:term: '\n");
    buffer_add_text(out, "  ) ;;\n");
  }
  buffer_add_text(out, "  check|test) common=(); own=(\n");
  add_specs(out, o->author, o->author_count);
  buffer_add_text(out, "  ) ;;\n  map|reduce) own=(\n");
  add_specs(out, o->shares, o->share_count);
  buffer_add_text(out, "  ) ;;\n  new|man) return ;;\n  esac\n"
                       "  shift words\n  (( CURRENT-- ))\n"
                       "  _arguments -S -s $own $common '*:text:_files'\n"
                       "}\n\n"
                       "if [[ $funcstack[1] == _assay ]]; then\n"
                       "  _assay \"$@\"\n"
                       "else\n"
                       "  compdef _assay assay\n"
                       "fi\n");
}
