/*
** completions.c - `assay completions bash|zsh|fish`: what a shell offers behind TAB. Here
** it is gathered from the table of options, the table of commands, and the arguments of
** each script.
*/
#include "cli/completions.h"

#include "base/error.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "text/stopwords.h"

#include <string.h>

enum { TEXT_LIMIT = 1 << 20, WORDS_LIMIT = 1 << 16 };
static const char who[] = "assay completions";

void completions_quote(struct buffer *out, assay_str text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '\'')
      buffer_add_text(out, "'\\''");
    else if ((unsigned char)text.ptr[i] >= ' ')
      buffer_add_char(out, text.ptr[i]);
  }
}

void completions_names(const struct offers *offers, struct buffer *out) {
  for (size_t i = 0; i < offers->script_count; i++) {
    if (i > 0) buffer_add_char(out, ' ');
    buffer_add_str(out, offers->scripts[i].name);
  }
}

/* -- Common options ------------------------------------------------------------------ */

/* Values of the common options that have a few. */
static assay_str words_of(const char *option) {
  static const char *const choices[][2] = {
      {"encoding", "utf-8 utf-16le utf-16be windows-1252 latin1"},
      {"format", "plain markdown html docx odt epub rtf pdf xml tei csv tsv json jsonl "
                 "mbox eml vrt conllu"},
      {"in", "quotes narration"},
      {"join", "hyphens apostrophes numbers abbreviations lines web"},
      {"dictionary", "auto off"},
      {"fold", "case turkish marks nfkc nfc none"},
      {"stem", "english german french spanish italian portuguese dutch russian"},
      {"lang", "en de fr es it pt nl ru und"},
      {"color", "auto always never"}};
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
    if (strcmp(option, choices[i][0]) == 0) return str_from(choices[i][1]);
  return (assay_str){"", 0};
}

static struct offered make_option(const char *name, char letter, const char *value,
                                  const char *help) {
  struct offered o = {.name = str_from(name), .letter = letter, .help = str_from(help)};
  o.words = words_of(name);
  o.title = str_from(value ? value : "");
  if (value && strcmp(value, "FILE") == 0)
    o.value = OFFER_FILE;
  else if (value)
    o.value = o.words.len > 0 ? OFFER_WORDS : OFFER_ANY;
  return o;
}

static bool gather_common(struct offers *offers) {
  const struct option_spec *table = options_table();
  struct arena *arena = offers->arena;
  offers->common = arena_alloc(arena, OPTION_COUNT, sizeof *offers->common);
  offers->shares = arena_alloc(arena, 3, sizeof *offers->shares);
  offers->author = arena_alloc(arena, 3, sizeof *offers->author);
  if (!offers->common || !offers->shares || !offers->author) return false;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const struct option_spec *o = &table[i];
    offers->common[offers->common_count++] = make_option(o->name, o->letter, o->value,
                                                         o->help);
    if (i == OPTION_TRUST || i == OPTION_LIMIT_TIME || i == OPTION_LIMIT_MEMORY)
      offers->author[offers->author_count++] = offers->common[i];
  }
  offers->shares[0] = make_option("shard", 0, "K/N", "which share of how many: 1/8");
  offers->shares[1] = make_option("first-pass", 0, NULL,
                                  "only what the script needs first");
  offers->shares[2] = make_option("first", 0, "FILE", "what the first pass gave");
  offers->share_count = 3;
  return true;
}

/* -- Scripts ------------------------------------------------------------------------- */

static void add_dashed(struct buffer *out, assay_str name) {
  for (size_t i = 0; i < name.len; i++)
    buffer_add_char(out, name.ptr[i] == '_' ? '-' : name.ptr[i]);
}

/* A flag that is on is turned off: --no-NAME. */
static assay_str name_of(struct arena *arena, const struct script_arg *arg) {
  struct buffer name;
  buffer_init(&name, NULL, WORDS_LIMIT);
  if (arg->type == ARG_BOOLEAN && arg->fallback.ptr &&
      str_equal(arg->fallback, str_from("true")))
    buffer_add_text(&name, "no-");
  add_dashed(&name, arg->name);
  assay_str copy = arena_copy(arena, buffer_str(&name));
  buffer_free(&name);
  return copy;
}

static assay_str words_of_arg(struct arena *arena, const struct script_arg *arg) {
  struct buffer words;
  buffer_init(&words, NULL, WORDS_LIMIT);
  for (size_t i = 0; i < arg->choice_count; i++) {
    if (i > 0) buffer_add_char(&words, ' ');
    buffer_add_str(&words, arg->choices[i]);
  }
  for (size_t i = 0; arg->type == ARG_STOPWORDS && i < stopwords_total; i++)
    buffer_addf(&words, "%s%s", i > 0 ? " " : "", stopwords_table[i].code);
  assay_str copy = arena_copy(arena, buffer_str(&words));
  buffer_free(&words);
  return copy;
}

static bool is_file(enum arg_type type) {
  return type == ARG_FILE || type == ARG_STOPWORDS || type == ARG_CORPUS ||
         type == ARG_LEXICON;
}

static bool make_arg(struct arena *arena, const struct script_arg *arg,
                     struct offered *out) {
  *out = (struct offered){.name = name_of(arena, arg),
                          .letter = arg->letter,
                          .help = arena_copy(arena, arg->help),
                          .title = str_from(script_arg_placeholder(arg->type)),
                          .words = words_of_arg(arena, arg)};
  if (is_file(arg->type))
    out->value = OFFER_FILE;
  else if (arg->type != ARG_BOOLEAN)
    out->value = arg->choice_count > 0 ? OFFER_WORDS : OFFER_ANY;
  return out->name.ptr && out->help.ptr && out->words.ptr;
}

static bool gather_script(struct offers *offers, assay_str name,
                          const struct script *script) {
  struct offered_script *s = &offers->scripts[offers->script_count];
  s->name = arena_copy(offers->arena, name);
  s->summary = arena_copy(offers->arena, script->summary);
  s->options = arena_alloc(offers->arena, script->arg_count + 1, sizeof *s->options);
  if (!s->name.ptr || !s->summary.ptr || !s->options) return false;
  bool first = true;
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    if (arg->positional) {
      if (first) s->takes_term = !is_file(arg->type);
      first = false;
    } else if (!make_arg(offers->arena, arg, &s->options[s->option_count++])) {
      return false;
    }
  }
  offers->script_count++;
  return true;
}

/* One that cannot be loaded is left out. */
static bool gather_scripts(struct offers *offers, struct library *library) {
  assay_str *names;
  size_t count;
  if (library_names(library, &names, &count, NULL) != ASSAY_OK) return true;
  offers->scripts = arena_alloc(offers->arena, count + 1, sizeof *offers->scripts);
  if (!offers->scripts) return false;
  memset(offers->scripts, 0, (count + 1) * sizeof *offers->scripts);
  bool fine = true;
  for (size_t i = 0; i < count && fine; i++) {
    const char *path;
    struct script *script;
    if (library_find(library, names[i], &path, NULL) != ASSAY_OK || !path) continue;
    if (script_load(&script, path, NULL, NULL) != ASSAY_OK) continue;
    fine = gather_script(offers, names[i], script);
    script_free(script);
  }
  return fine;
}

/* -- The command --------------------------------------------------------------------- */

static assay_status write_for(const char *shell, struct library *library,
                              struct buffer *out, assay_error *err) {
  struct arena arena;
  struct offers offers = {.arena = &arena};
  arena_init(&arena, NULL);
  bool gathered = gather_common(&offers) && gather_scripts(&offers, library);
  if (gathered && strcmp(shell, "bash") == 0) completions_bash(&offers, out);
  if (gathered && strcmp(shell, "zsh") == 0) completions_zsh(&offers, out);
  if (gathered && strcmp(shell, "fish") == 0) completions_fish(&offers, out);
  arena_free(&arena);
  return gathered ? buffer_status(out, "the completions", err) : error_memory(err, 0);
}

static bool is_shell(const char *word) {
  return strcmp(word, "bash") == 0 || strcmp(word, "zsh") == 0 ||
         strcmp(word, "fish") == 0;
}

enum exit_code builtin_completions(struct library *library, int argc,
                                   const char *const *argv) {
  struct buffer out;
  assay_error err;
  enum exit_code code = EXIT_DONE;
  if (argc > 1) return builtin_too_many("completions SHELL", argv[1]);
  if (argc == 0 || !is_shell(argv[0])) {
    message_line(who, "for which shell? assay completions bash, zsh or fish");
    return EXIT_USAGE;
  }
  buffer_init(&out, NULL, TEXT_LIMIT);
  if (write_for(argv[0], library, &out, &err) != ASSAY_OK ||
      output_text(buffer_str(&out), &err) != ASSAY_OK) {
    message_error(who, &err);
    code = EXIT_UNREAD;
  }
  buffer_free(&out);
  return code;
}
