/*
** new.c - `assay new NAME`: a script that works, with a test, and the settings with which
** editors know its interface. Nothing that is there is written over.
*/
#include "base/error.h"
#include "base/file.h"
#include "cli/builtins.h"
#include "cli/messages.h"
#include "cli/output.h"

#include <string.h>

enum { TEXT_LIMIT = 1 << 16 };
static const char who[] = "assay new";

static const char script[] =
    "-- %NAME% - say here in a sentence what it finds.\n"
    "local assay = require \"assay\"\n"
    "\n"
    "return assay.analysis {\n"
    "  name = \"%NAME%\", version = \"1.0\",\n"
    "  summary = \"Count a term in every text.\",\n"
    "  args = {\n"
    "    { \"term\", type = \"pattern\", required = true, positional = true,\n"
    "      help = \"what to count\" },\n"
    "  },\n"
    "  examples = { { \"assay run %NAME%.lua 'peace|war' essays/\", \"one row a text\" } "
    "},\n"
    "\n"
    "  -- What is collected. Every worker fills its own; Assay merges them.\n"
    "  new = function(args)\n"
    "    return { hits = assay.rows { \"file\", \"hits\", \"words\" } }\n"
    "  end,\n"
    "\n"
    "  -- Called once for each text, in no particular order.\n"
    "  map = function(acc, doc, args)\n"
    "    acc.hits:add { file = doc.name, hits = doc:count(args.term),\n"
    "                   words = doc:token_count() }\n"
    "  end,\n"
    "\n"
    "  -- Called once at the end. What it returns is the number of hits, for "
    "--exit-status.\n"
    "  report = function(acc, args, out)\n"
    "    out:table(\"hits of \" .. args.term.form, acc.hits)\n"
    "  end,\n"
    "\n"
    "  -- assay test %NAME%.lua\n"
    "  tests = {\n"
    "    { files = { [\"a.txt\"] = \"War and peace. War!\", [\"b.txt\"] = \"Nothing.\" "
    "},\n"
    "      args = { term = \"war\" },\n"
    "      expect = { { \"a.txt\", 2, 4 }, { \"b.txt\", 0, 1 } } },\n"
    "  },\n"
    "}\n";

static const char settings[] = "{\n"
                               "  \"runtime.version\": \"Lua 5.4\",\n"
                               "  \"workspace.library\": [\"%LIBRARY%\"]\n"
                               "}\n";

static bool is_good_name(const char *name) {
  size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                            "0123456789-_");
  return len > 0 && name[len] == '\0' && name[0] != '-';
}

static void add_filled(struct buffer *out, const char *text, const char *mark,
                       const char *value) {
  for (const char *at; (at = strstr(text, mark)) != NULL; text = at + strlen(mark)) {
    buffer_add(out, text, (size_t)(at - text));
    buffer_add_text(out, value);
  }
  buffer_add_text(out, text);
}

/* Writes a file unless there is one; *made says whether it did. */
static assay_status make(const char *path, const char *text, const char *mark,
                         const char *value, bool *made, assay_error *err) {
  struct file_info info;
  struct buffer filled;
  *made = file_stat(path, &info, NULL) != ASSAY_OK;
  if (!*made) return ASSAY_OK;
  buffer_init(&filled, NULL, TEXT_LIMIT);
  add_filled(&filled, text, mark, value);
  assay_status status = buffer_status(&filled, "the script", err);
  if (status == ASSAY_OK) status = file_write(path, buffer_str(&filled), err);
  buffer_free(&filled);
  return status;
}

static enum exit_code make_both(struct library *library, const char *name,
                                const char *path) {
  assay_error err;
  const char *definitions;
  bool made;
  assay_status status = make(path, script, "%NAME%", name, &made, &err);
  if (status == ASSAY_OK && !made) {
    message_line(who, "'%s' is there already, and stays as it is", path);
    return EXIT_USAGE;
  }
  if (status == ASSAY_OK)
    status = library_file(library, "assay.d.lua", &definitions, &err);
  if (status == ASSAY_OK && definitions)
    status = make(".luarc.json", settings, "%LIBRARY%", definitions, &made, &err);
  if (status != ASSAY_OK) {
    message_error(who, &err);
    return EXIT_UNREAD;
  }
  message_line(who, "made %s%s", path, made ? " and .luarc.json, for editors" : "");
  message_more("try: assay test %s", path);
  return EXIT_DONE;
}

enum exit_code builtin_new(struct library *library, int argc, const char *const *argv) {
  char path[300];
  if (argc == 0) {
    message_line(who, "the name of the script is missing: assay new NAME");
    return EXIT_USAGE;
  }
  if (argc > 1) return builtin_too_many("new NAME", argv[1]);
  size_t len = strlen(argv[0]);
  if (!is_good_name(argv[0]) || len > 200) {
    message_line(who, "'%s' is no name for a script: letters, digits, - and _", argv[0]);
    return EXIT_USAGE;
  }
  memcpy(path, argv[0], len);
  memcpy(path + len, ".lua", sizeof ".lua");
  return make_both(library, argv[0], path);
}
