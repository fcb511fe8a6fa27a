/*
** scripts.c - `assay scripts`: which scripts there are, where they come from, what they
** are about; and their text.
*/
#include "base/error.h"
#include "base/file.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/wrap.h"
#include "engine/script.h"

#include <string.h>

enum { TEXT_LIMIT = 1 << 22, NAME_INDENT = 16, MOST_HIDDEN = 8 };
static const char who[] = "assay scripts";

struct listing {
  struct library *library;
  struct buffer out;
  size_t width;
  const char *const *words; /* all of them must be there */
  int word_count;
};

/* -- Searching ----------------------------------------------------------------------- */

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool contains(assay_str text, const char *word) {
  size_t len = strlen(word);
  for (size_t i = 0; i + len <= text.len; i++) {
    size_t k = 0;
    while (k < len && lower(text.ptr[i + k]) == lower(word[k])) k++;
    if (k == len) return true;
  }
  return false;
}

static bool is_wanted(const struct listing *l, assay_str name,
                      const struct script *script) {
  for (int i = 0; i < l->word_count; i++) {
    bool found = contains(name, l->words[i]);
    if (script)
      found = found || contains(script->summary, l->words[i]) ||
              contains(script->description, l->words[i]);
    if (!found) return false;
  }
  return true;
}

/* -- Listing ------------------------------------------------------------------------- */

static const char *origin_of(const struct listing *l, const char *path) {
  return library_origin(l->library, path);
}

/* "Every hit of a term (yours)"; of bundled ones that goes without saying. */
static void add_entry(struct listing *l, assay_str name, const char *path,
                      assay_str summary) {
  struct buffer text;
  const char *origin = origin_of(l, path);
  buffer_init(&text, NULL, TEXT_LIMIT);
  buffer_add_str(&text, summary);
  if (strcmp(origin, "bundled") != 0) buffer_addf(&text, " (%s)", origin);
  wrap_entry(&l->out, name, buffer_str(&text), NAME_INDENT, l->width);
  buffer_free(&text);
}

static void add_hidden(struct listing *l, assay_str name) {
  const char *paths[MOST_HIDDEN];
  size_t count = 0;
  if (library_find_hidden(l->library, name, paths, MOST_HIDDEN, &count, NULL) != ASSAY_OK)
    return;
  for (size_t i = 0; i < count; i++) {
    struct buffer text;
    buffer_init(&text, NULL, TEXT_LIMIT);
    buffer_addf(&text, "hides the one of the same name in %s (%s)", paths[i],
                origin_of(l, paths[i]));
    wrap_entry(&l->out, str_from(""), buffer_str(&text), NAME_INDENT, l->width);
    buffer_free(&text);
  }
}

static assay_status list_one(struct listing *l, assay_str name, size_t *listed,
                             assay_error *err) {
  const char *path;
  struct script *script = NULL;
  assay_status status = library_find(l->library, name, &path, err);
  if (status != ASSAY_OK || !path) return status;
  status = script_load(&script, path, NULL, err);
  if (status == ASSAY_ENOMEM) return status;
  if (is_wanted(l, name, script)) {
    add_entry(l, name, path,
              script ? script->summary
                     : str_from("(cannot be loaded; assay check NAME says why)"));
    add_hidden(l, name);
    ++*listed;
  }
  script_free(script);
  return ASSAY_OK;
}

static enum exit_code list(struct listing *l) {
  assay_error err;
  assay_str *names;
  size_t count = 0, listed = 0;
  assay_status status = library_names(l->library, &names, &count, &err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = list_one(l, names[i], &listed, &err);
  if (status == ASSAY_OK) status = buffer_status(&l->out, "the list of scripts", &err);
  if (status == ASSAY_OK) status = output_text(buffer_str(&l->out), &err);
  if (status != ASSAY_OK) {
    message_error(who, &err);
    return EXIT_UNREAD;
  }
  if (listed == 0 && l->word_count > 0)
    message_line(who, "no script speaks of '%s'%s", l->words[0],
                 l->word_count > 1 ? " and the rest" : "");
  return EXIT_DONE;
}

/* -- Showing ------------------------------------------------------------------------- */

/* The text begins with a comment that says where it is from, so it stays a script. */
static enum exit_code show(struct library *library, const char *name) {
  struct buffer out;
  assay_error err;
  const char *path = builtin_script_or_file(library, who, name);
  if (!path) return EXIT_USAGE;
  const char *origin = library_origin(library, path);
  buffer_init(&out, NULL, TEXT_LIMIT);
  buffer_addf(&out, "-- %s%s%s%s\n", path, *origin ? " (" : "", origin,
              *origin ? ")" : "");
  assay_status status = file_read(path, TEXT_LIMIT, &out, &err);
  if (status == ASSAY_OK) status = output_text(buffer_str(&out), &err);
  if (status != ASSAY_OK) message_error(who, &err);
  buffer_free(&out);
  return status == ASSAY_OK ? EXIT_DONE : EXIT_UNREAD;
}

enum exit_code builtin_scripts(struct library *library, int argc,
                               const char *const *argv) {
  bool shows = argc > 0 &&
               (strcmp(argv[0], "show") == 0 || strcmp(argv[0], "--show") == 0);
  if (shows && argc == 2) return show(library, argv[1]);
  if (shows) {
    message_line(who, "one name is wanted: assay scripts show NAME");
    return EXIT_USAGE;
  }
  for (int i = 0; i < argc; i++)
    if (argv[i][0] == '-') return builtin_too_many("scripts", argv[i]);
  struct listing l = {.library = library,
                      .width = terminal_look().width,
                      .words = argv,
                      .word_count = argc};
  buffer_init(&l.out, NULL, TEXT_LIMIT);
  enum exit_code code = list(&l);
  buffer_free(&l.out);
  return code;
}
