/*
** doc.c - `assay doc`: the functions for scripts, from assay.d.lua, the same file that
** editors read. It is read by lines: comments of three dashes, and what they stand
** before.
*/
#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/suggest.h"
#include "base/table.h"
#include "cli/builtins.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/wrap.h"

#include <string.h>

enum { FILE_LIMIT = 1 << 22, MOST_ENTRIES = 1024, INDENT = 4, NAME_INDENT = 30 };
static const char who[] = "assay doc";

struct entry {
  assay_str owner; /* "assay", "Document" */
  assay_str name;  /* "find" */
  assay_str title; /* "Document:find(pattern)", "Document.meta" */
  assay_str block; /* the lines of the comment; of a field, the rest of its line */
  bool is_field;
};

struct reference {
  struct arena arena;
  struct buffer text;
  struct entry entries[MOST_ENTRIES];
  size_t count;
  assay_str class; /* the last @class */
  assay_str block; /* the comment being read */
};

static bool begins(assay_str s, const char *start) {
  size_t len = strlen(start);
  return s.len >= len && memcmp(s.ptr, start, len) == 0;
}

static assay_str after(assay_str s, size_t count) {
  return (assay_str){s.ptr + count, s.len - count};
}

static assay_str until(assay_str s, const char *stops) {
  size_t i = 0;
  while (i < s.len && !strchr(stops, s.ptr[i])) i++;
  return (assay_str){s.ptr, i};
}

static assay_str take_line(assay_str *text) {
  assay_str line = until(*text, "\n");
  *text = after(*text, line.len < text->len ? line.len + 1 : line.len);
  return line;
}

/* -- Reading ------------------------------------------------------------------------ */

static assay_status add_entry(struct reference *r, struct entry entry, assay_error *err) {
  if (r->count == MOST_ENTRIES)
    return error_set(err, ASSAY_ELIMIT, "more than %d entries", MOST_ENTRIES);
  r->entries[r->count++] = entry;
  return ASSAY_OK;
}

/* "function Document:find(pattern) end"; the variable is called as the class. */
static assay_status add_function(struct reference *r, assay_str line, assay_error *err) {
  assay_str rest = after(line, strlen("function "));
  struct entry entry = {.owner = until(rest, ".:"), .block = r->block};
  if (entry.owner.len >= rest.len) return ASSAY_OK;
  entry.name = until(after(rest, entry.owner.len + 1), "(");
  entry.title = until(rest, ")");
  entry.title.len += entry.title.len < rest.len;
  return add_entry(r, entry, err);
}

/* "---@field year integer text" */
static assay_status add_field(struct reference *r, assay_str line, assay_error *err) {
  assay_str rest = after(line, strlen("---@field ")), class = r->class;
  struct entry entry = {.owner = class, .name = until(rest, " ?"), .is_field = true};
  entry.block = after(rest, until(rest, " ").len);
  struct buffer title;
  buffer_init(&title, NULL, 1 << 16);
  buffer_addf(&title, "%.*s.%.*s", (int)class.len, class.ptr, (int)entry.name.len,
              entry.name.ptr);
  entry.title = arena_copy(&r->arena, buffer_str(&title));
  buffer_free(&title);
  return entry.title.ptr ? add_entry(r, entry, err) : error_memory(err, 0);
}

static assay_status read_line(struct reference *r, assay_str line, assay_error *err) {
  if (begins(line, "---@class ")) {
    assay_str name = until(after(line, strlen("---@class ")), " :");
    r->class = begins(name, "assay.") ? after(name, strlen("assay.")) : name;
  }
  if (begins(line, "---@field ")) return add_field(r, line, err);
  if (begins(line, "---")) {
    if (r->block.len == 0) r->block.ptr = line.ptr;
    r->block.len = (size_t)(line.ptr + line.len - r->block.ptr);
    return ASSAY_OK;
  }
  assay_status status = ASSAY_OK;
  if (begins(line, "function ")) status = add_function(r, line, err);
  r->block = (assay_str){NULL, 0};
  return status;
}

static assay_status read_reference(struct reference *r, struct library *library,
                                   assay_error *err) {
  const char *path;
  assay_status status = library_file(library, "assay.d.lua", &path, err);
  if (status == ASSAY_OK && !path)
    status = error_set(err, ASSAY_EIO, "assay.d.lua is not beside the bundled scripts");
  if (status == ASSAY_OK) status = file_read(path, FILE_LIMIT, &r->text, err);
  assay_str rest = buffer_str(&r->text);
  while (status == ASSAY_OK && rest.len > 0) status = read_line(r, take_line(&rest), err);
  return status;
}

/* -- Printing ------------------------------------------------------------------------ */

/* "---@param text string valid UTF-8" in two columns. */
static void add_tag(struct buffer *out, assay_str line, size_t width) {
  bool is_param = begins(line, "---@param ");
  assay_str rest = after(line, strlen(is_param ? "---@param " : "---@return "));
  assay_str name = is_param ? until(rest, " ") : str_from("gives");
  if (is_param) rest = after(rest, name.len + (name.len < rest.len));
  struct buffer head;
  buffer_init(&head, NULL, 1 << 12);
  buffer_addf(&head, "  %.*s", (int)name.len, name.ptr);
  wrap_entry(out, buffer_str(&head), rest, NAME_INDENT - 12, width);
  buffer_free(&head);
}

/* As they are, to be copied. */
static void add_examples(struct buffer *out, assay_str block) {
  while (block.len > 0) {
    assay_str line = take_line(&block);
    line = after(line, begins(line, "--- ") ? 4 : 3);
    if (!begins(line, "Example: ")) continue;
    buffer_addf(out, "\n%*s%.*s\n", INDENT, "", (int)line.len, line.ptr);
  }
}

static void add_block(struct buffer *out, assay_str block, size_t width) {
  struct buffer text;
  buffer_init(&text, NULL, 1 << 16);
  for (assay_str rest = block; rest.len > 0;) {
    assay_str line = take_line(&rest);
    if (begins(line, "---@")) continue;
    line = after(line, begins(line, "--- ") ? 4 : 3);
    if (begins(line, "Example: ")) continue;
    buffer_add_str(&text, line);
    buffer_add_char(&text, '\n');
  }
  wrap_text(out, buffer_str(&text), INDENT, width, 0);
  buffer_free(&text);
  add_examples(out, block);
  bool any = false;
  for (assay_str rest = block; rest.len > 0;) {
    assay_str line = take_line(&rest);
    if (!begins(line, "---@param ") && !begins(line, "---@return ")) continue;
    if (!any) buffer_add_char(out, '\n');
    any = true;
    add_tag(out, line, width);
  }
}

static void add_whole(struct buffer *out, const struct entry *entry, size_t width) {
  if (out->len > 0) buffer_add_char(out, '\n');
  buffer_add_str(out, entry->title);
  buffer_add_char(out, '\n');
  if (entry->is_field)
    wrap_text(out, entry->block, INDENT, width, 0);
  else
    add_block(out, entry->block, width);
}

/* The first sentence of the comment. */
static assay_str first_sentence(const struct entry *entry) {
  assay_str s = entry->block;
  if (!entry->is_field) s = after(s, begins(s, "--- ") ? 4 : 0);
  for (size_t i = 0; i < s.len; i++)
    if (s.ptr[i] == '\n' || (s.ptr[i] == '.' && i + 1 < s.len && s.ptr[i + 1] <= ' '))
      return (assay_str){s.ptr, i + (s.ptr[i] == '.')};
  return s;
}

static void add_list(struct buffer *out, const struct reference *r, assay_str owner,
                     size_t width) {
  for (size_t i = 0; i < r->count; i++) {
    const struct entry *entry = &r->entries[i];
    if (owner.len > 0 && !str_equal(entry->owner, owner)) continue;
    assay_str title = until(entry->title, "(");
    wrap_entry(out, title, first_sentence(entry), NAME_INDENT, width);
  }
}

/* -- Finding --------------------------------------------------------------------- */

/* "fold", "assay.fold", "Document:find", "Document.find" */
static bool is_named(const struct entry *entry, assay_str word) {
  if (str_equal(entry->name, word)) return true;
  size_t owner = entry->owner.len;
  return word.len == owner + 1 + entry->name.len &&
         (word.ptr[owner] == '.' || word.ptr[owner] == ':') &&
         memcmp(word.ptr, entry->owner.ptr, owner) == 0 &&
         memcmp(word.ptr + owner + 1, entry->name.ptr, entry->name.len) == 0;
}

/* "Hit" is called hit in scripts, and Document doc. */
static bool is_owner(assay_str owner, assay_str word) {
  if (str_equal(word, str_from("doc"))) return str_equal(owner, str_from("Document"));
  return owner.len == word.len && owner.len > 0 &&
         (owner.ptr[0] | 32) == (word.ptr[0] | 32) &&
         memcmp(owner.ptr + 1, word.ptr + 1, owner.len - 1) == 0;
}

static bool add_named(struct buffer *out, const struct reference *r, assay_str word,
                      size_t width) {
  bool any = false;
  for (size_t i = 0; i < r->count; i++)
    if (is_named(&r->entries[i], word)) {
      add_whole(out, &r->entries[i], width);
      any = true;
    }
  for (size_t i = 0; i < r->count && !any; i++)
    if (is_owner(r->entries[i].owner, word)) {
      add_list(out, r, r->entries[i].owner, width);
      return true;
    }
  return any;
}

static enum exit_code say_unknown(const struct reference *r, const char *word) {
  assay_str names[MOST_ENTRIES];
  for (size_t i = 0; i < r->count; i++) names[i] = r->entries[i].name;
  int nearest = suggest_nearest(str_from(word), names, r->count);
  if (nearest >= 0)
    message_line(who, "nothing is called '%s', did you mean '%.*s'?", word,
                 (int)names[nearest].len, names[nearest].ptr);
  else
    message_line(who, "nothing is called '%s'", word);
  message_more("try: assay doc");
  return EXIT_USAGE;
}

static enum exit_code print_doc(const struct reference *r, const char *word) {
  struct buffer out;
  assay_error err;
  enum exit_code code = EXIT_DONE;
  size_t width = terminal_look().width;
  buffer_init(&out, NULL, FILE_LIMIT);
  if (!word)
    add_list(&out, r, (assay_str){"", 0}, width);
  else if (!add_named(&out, r, str_from(word), width))
    code = say_unknown(r, word);
  if (code == EXIT_DONE && output_text(buffer_str(&out), &err) != ASSAY_OK) {
    message_error(who, &err);
    code = EXIT_UNREAD;
  }
  buffer_free(&out);
  return code;
}

enum exit_code builtin_doc(struct library *library, int argc, const char *const *argv) {
  struct reference r;
  assay_error err;
  if (argc > 1) return builtin_too_many("doc NAME", argv[1]);
  memset(&r, 0, sizeof r);
  arena_init(&r.arena, NULL);
  buffer_init(&r.text, NULL, FILE_LIMIT);
  enum exit_code code = EXIT_UNREAD;
  if (read_reference(&r, library, &err) == ASSAY_OK)
    code = print_doc(&r, argc > 0 ? argv[0] : NULL);
  else
    message_error(who, &err);
  buffer_free(&r.text);
  arena_free(&r.arena);
  return code;
}
