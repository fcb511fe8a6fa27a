/*
** inputs.c - walking files and folders. Nothing is opened here but folders and standard
** input; files are only looked at.
*/
#include "corpus/inputs.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/sort.h"
#include "corpus/path.h"

#include <string.h>

/* How many kinds of files that were skipped are named. */
enum { KIND_LIMIT = 12 };

struct folder { /* the folders being walked, innermost first */
  const struct folder *parent;
  assay_str path;
  uint64_t device, inode;
  uint32_t sidecar;
  int depth;
};

struct skipped { /* files by kind: ".pdf", or "README" */
  struct table kinds;
  size_t *counts;
  size_t cap;
};

struct walk { /* of one folder that was named */
  struct inputs *in;
  struct skipped others, readmes;
  bool sidecar_seen;
};

void inputs_init(struct inputs *in, struct arena *arena, struct notes *notes, bool hidden,
                 size_t size_limit) {
  memset(in, 0, sizeof *in);
  in->arena = arena;
  in->notes = notes;
  in->hidden = hidden;
  table_init(&in->sidecars, &arena->alloc);
  table_init(&in->named, &arena->alloc);
  buffer_init(&in->stdin_bytes, &arena->alloc, size_limit);
}

void inputs_free(struct inputs *in) {
  const assay_allocator *alloc = &in->arena->alloc;
  alloc_free(alloc, in->items, in->cap, sizeof *in->items);
  alloc_free(alloc, in->sidecar_whole, in->sidecar_cap, sizeof *in->sidecar_whole);
  table_free(&in->sidecars);
  table_free(&in->named);
  buffer_free(&in->stdin_bytes);
}

static assay_status inputs_append(struct inputs *in, struct input input,
                                  assay_error *err) {
  void *items = in->items;
  if (!alloc_grow(&in->arena->alloc, &items, &in->cap, in->count + 1, sizeof *in->items))
    return error_memory(err, 0);
  in->items = items;
  in->items[in->count++] = input;
  return ASSAY_OK;
}

/* -- What a name says ------------------------------------------------------------- */

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts_with(assay_str s, const char *start) {
  size_t len = strlen(start);
  return s.len >= len && memcmp(s.ptr, start, len) == 0;
}

/* Files that programs leave in folders, of no use to anybody who reads. */
static bool is_debris(assay_str name) {
  return starts_with(name, "~$") || starts_with(name, ".~lock") ||
         path_equals_any_case(name, "thumbs.db") ||
         path_equals_any_case(name, "desktop.ini") ||
         path_equals_any_case(name, ".ds_store");
}

static bool is_text_name(assay_str name) {
  static const char *const extensions[] = {"", ".txt", ".text", ".md", ".markdown"};
  assay_str extension = path_extension(name);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    if (path_equals_any_case(extension, extensions[i])) return true;
  return false;
}

/* "README", "LICENSE" or "COPYING" when the name is one of those, else NULL. */
static const char *readme_kind(assay_str name) {
  assay_str stem = {name.ptr, name.len - path_extension(name).len};
  if (!is_text_name(name)) return NULL;
  if (path_equals_any_case(stem, "readme")) return "README";
  if (path_equals_any_case(stem, "copying")) return "COPYING";
  if (path_equals_any_case(stem, "license") || path_equals_any_case(stem, "licence") ||
      starts_with(name, "LICENSE") || starts_with(name, "LICENCE"))
    return "LICENSE";
  return NULL;
}

/* -- Counting what is skipped ------------------------------------------------------ */

static void skipped_init(struct skipped *s, const assay_allocator *alloc) {
  memset(s, 0, sizeof *s);
  table_init(&s->kinds, alloc);
}

static void skipped_free(struct skipped *s) {
  alloc_free(&s->kinds.alloc, s->counts, s->cap, sizeof *s->counts);
  table_free(&s->kinds);
}

static assay_status skipped_add(struct skipped *s, assay_str kind, assay_error *err) {
  uint32_t id;
  void *counts = s->counts;
  size_t known = s->kinds.count;
  if (!alloc_grow(&s->kinds.alloc, &counts, &s->cap, known + 1, sizeof *s->counts))
    return error_memory(err, 0);
  s->counts = counts;
  assay_status status = table_intern(&s->kinds, kind, &id, err);
  if (status != ASSAY_OK) return status;
  if (id == known) s->counts[id] = 0;
  s->counts[id]++;
  return ASSAY_OK;
}

/* A name that is_text_name refuses has an extension. */
static assay_status skip_file(struct walk *w, assay_str name, assay_error *err) {
  const char *readme = readme_kind(name);
  if (readme) return skipped_add(&w->readmes, str_from(readme), err);
  char small[16]; /* an extension has at most 9 bytes */
  assay_str extension = path_extension(name);
  for (size_t i = 0; i < extension.len; i++) small[i] = lower(extension.ptr[i]);
  return skipped_add(&w->others, (assay_str){small, extension.len}, err);
}

static int compare_kinds(const void *a, const void *b, void *ctx) {
  const struct skipped *s = ctx;
  const uint32_t *x = a, *y = b;
  return str_compare(table_key(&s->kinds, *x), table_key(&s->kinds, *y));
}

static size_t skipped_total(const struct skipped *s) {
  size_t total = 0;
  for (size_t i = 0; i < s->kinds.count; i++) total += s->counts[i];
  return total;
}

/* Appends ".csv 1, .pdf 2" in the order of the kinds. */
static assay_status skipped_list(struct skipped *s, struct buffer *out,
                                 assay_error *err) {
  size_t count = s->kinds.count;
  const assay_allocator *alloc = &s->kinds.alloc;
  uint32_t *order = alloc_zero(alloc, count, sizeof *order);
  if (!order) return error_memory(err, 0);
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  assay_status status = sort_items(order, count, sizeof *order, compare_kinds, s, alloc,
                                   err);
  for (size_t i = 0; i < count && i < KIND_LIMIT && status == ASSAY_OK; i++) {
    buffer_add_text(out, i > 0 ? ", " : "");
    buffer_add_str(out, table_key(&s->kinds, order[i]));
    buffer_addf(out, " %zu", s->counts[order[i]]);
  }
  if (count > KIND_LIMIT) buffer_addf(out, " and %zu other kinds", count - KIND_LIMIT);
  alloc_free(alloc, order, count, sizeof *order);
  return status;
}

static assay_status skipped_note(struct walk *w, assay_str path, assay_error *err) {
  struct buffer text;
  size_t others = skipped_total(&w->others), readmes = skipped_total(&w->readmes);
  assay_status status = ASSAY_OK;
  if (others + readmes == 0) return ASSAY_OK;
  buffer_init(&text, &w->in->arena->alloc, BUFFER_NO_CEILING);
  if (others > 0) {
    buffer_addf(&text, "skipped %zu file%s not plain text: ", others,
                others == 1 ? " that is" : "s that are");
    status = skipped_list(&w->others, &text, err);
  }
  if (readmes > 0 && status == ASSAY_OK) {
    buffer_add_text(&text, others > 0 ? "; and " : "skipped ");
    status = skipped_list(&w->readmes, &text, err);
  }
  if (status == ASSAY_OK) status = buffer_status(&text, "a note", err);
  if (status == ASSAY_OK)
    status = notes_add(w->in->notes, NOTE_INFO, path, err, "%.*s", (int)text.len,
                       text.data);
  buffer_free(&text);
  return status;
}

/* -- Metadata files ---------------------------------------------------------------- */

/* The id of a metadata file; whole: all its rows should find a document. */
static assay_status sidecar_intern(struct inputs *in, assay_str path, bool whole,
                                   uint32_t *id, assay_error *err) {
  size_t known = in->sidecars.count;
  void *flags = in->sidecar_whole;
  if (!alloc_grow(&in->arena->alloc, &flags, &in->sidecar_cap, known + 1,
                  sizeof *in->sidecar_whole))
    return error_memory(err, 0);
  in->sidecar_whole = flags;
  assay_status status = table_intern(&in->sidecars, path, id, err);
  if (status != ASSAY_OK) return status;
  in->sidecar_whole[*id] = (*id < known && in->sidecar_whole[*id]) || whole;
  return ASSAY_OK;
}

/* The metadata file in a folder: *id stays as it is where there is none. */
static assay_status sidecar_look(struct inputs *in, assay_str folder, bool whole,
                                 uint32_t *id, assay_error *err) {
  struct file_info info;
  assay_str path = path_join(in->arena, folder, str_from("metadata.csv"));
  if (!path.ptr) return error_memory(err, 0);
  if (file_stat(path.ptr, &info, NULL) != ASSAY_OK || info.kind != FILE_REGULAR)
    return ASSAY_OK;
  return sidecar_intern(in, path, whole, id, err);
}

/* The same beside a file or folder. */
static assay_status sidecar_beside(struct inputs *in, assay_str path, bool whole,
                                   uint32_t *id, assay_error *err) {
  assay_str parent = path_parent(in->arena, path);
  if (parent.ptr) return sidecar_look(in, parent, whole, id, err);
  return parent.len > 0 ? ASSAY_OK : error_memory(err, 0);
}

/* -- Walking ----------------------------------------------------------------------- */

static assay_status walk_folder(struct walk *w, assay_str path,
                                const struct file_info *info, const struct folder *parent,
                                assay_error *err);

static assay_status walk_file(struct walk *w, assay_str path,
                              const struct file_info *info, const struct folder *parent,
                              assay_error *err) {
  if (info->kind == FILE_OTHER)
    return notes_add(w->in->notes, NOTE_PROBLEM, path, err, "not a regular file");
  struct input input = {path, info->size, parent->sidecar, false};
  return inputs_append(w->in, input, err);
}

static assay_status walk_entry(struct walk *w, assay_str name,
                               const struct folder *parent, assay_error *err) {
  struct file_info info;
  assay_error problem;
  if (is_debris(name) || (!w->in->hidden && name.ptr[0] == '.')) return ASSAY_OK;
  assay_str path = path_join(w->in->arena, parent->path, name);
  if (!path.ptr) return error_memory(err, 0);
  bool is_document = is_text_name(name) && !readme_kind(name);
  if (file_stat(path.ptr, &info, &problem) != ASSAY_OK) {
    if (is_document) return notes_problem(w->in->notes, path, &problem, err);
    return skip_file(w, name, err); /* a broken link to what would not be read */
  }
  if (info.kind == FILE_FOLDER) return walk_folder(w, path, &info, parent, err);
  if (str_equal(name, str_from("metadata.csv"))) return ASSAY_OK;
  if (!is_document) return skip_file(w, name, err);
  return walk_file(w, path, &info, parent, err);
}

static int compare_names(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return file_name_compare(*(const assay_str *)a, *(const assay_str *)b);
}

/* Lists, sorts and walks what is in a folder. */
static assay_status walk_names(struct walk *w, const struct folder *folder,
                               assay_error *err) {
  struct arena listing;
  assay_str *names = NULL;
  size_t count = 0;
  assay_error problem;
  const assay_allocator *alloc = &w->in->arena->alloc;
  arena_init(&listing, alloc);
  assay_status status = file_list(folder->path.ptr, &listing, &names, &count, &problem);
  if (status != ASSAY_OK)
    status = notes_problem(w->in->notes, folder->path, &problem, err);
  else
    status = sort_items(names, count, sizeof *names, compare_names, NULL, alloc, err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = walk_entry(w, names[i], folder, err);
  arena_free(&listing);
  return status;
}

static assay_status walk_folder(struct walk *w, assay_str path,
                                const struct file_info *info, const struct folder *parent,
                                assay_error *err) {
  struct folder folder = {parent, path, info->device, info->inode, INPUTS_NO_SIDECAR, 0};
  struct notes *notes = w->in->notes;
  if (parent) folder.sidecar = parent->sidecar;
  if (parent) folder.depth = parent->depth + 1;
  if (folder.depth > INPUTS_DEPTH_LIMIT)
    return notes_add(notes, NOTE_PROBLEM, path, err,
                     "folders are nested deeper than the limit of %d",
                     INPUTS_DEPTH_LIMIT);
  for (const struct folder *up = parent; up; up = up->parent)
    if (up->device == folder.device && up->inode == folder.inode)
      return notes_add(notes, NOTE_INFO, path, err,
                       "folder loop: the same folder as '%s', not walked again",
                       up->path.ptr);
  uint32_t own = INPUTS_NO_SIDECAR;
  assay_status status = sidecar_look(w->in, path, true, &own, err);
  if (status != ASSAY_OK) return status;
  if (own != INPUTS_NO_SIDECAR) {
    folder.sidecar = own;
    w->sidecar_seen = true;
  }
  return walk_names(w, &folder, err);
}

/* -- What the user names ------------------------------------------------------------ */

static assay_status add_folder(struct inputs *in, assay_str path,
                               const struct file_info *info, assay_error *err) {
  struct walk w = {.in = in};
  size_t first = in->count, notes = in->notes->count;
  uint32_t beside = INPUTS_NO_SIDECAR;
  skipped_init(&w.others, &in->arena->alloc);
  skipped_init(&w.readmes, &in->arena->alloc);
  assay_status status = walk_folder(&w, path, info, NULL, err);
  if (status == ASSAY_OK) status = skipped_note(&w, path, err);
  if (status == ASSAY_OK && in->count == first && in->notes->count == notes)
    status = notes_add(in->notes, NOTE_INFO, path, err, "no text files in this folder");
  if (status == ASSAY_OK && !w.sidecar_seen && in->count > first)
    status = sidecar_beside(in, path, true, &beside, err);
  if (status == ASSAY_OK && beside != INPUTS_NO_SIDECAR)
    for (size_t i = first; i < in->count; i++) in->items[i].sidecar = beside;
  skipped_free(&w.others);
  skipped_free(&w.readmes);
  return status;
}

/* A file brings the metadata that its folder would have brought. */
static assay_status add_file(struct inputs *in, assay_str path,
                             const struct file_info *info, assay_error *err) {
  struct input input = {path, info->size, INPUTS_NO_SIDECAR, false};
  if (info->kind == FILE_OTHER)
    return notes_add(in->notes, NOTE_PROBLEM, path, err, "not a regular file");
  assay_str folder = path_parent(in->arena, path); /* a file is not the root: has one */
  if (!folder.ptr) return error_memory(err, 0);
  assay_status status = sidecar_look(in, folder, false, &input.sidecar, err);
  if (status == ASSAY_OK && input.sidecar == INPUTS_NO_SIDECAR)
    status = sidecar_beside(in, folder, false, &input.sidecar, err);
  return status == ASSAY_OK ? inputs_append(in, input, err) : status;
}

static assay_status add_stdin(struct inputs *in, assay_error *err) {
  assay_error problem;
  assay_str name = str_from("-");
  if (file_read_stdin(in->stdin_bytes.ceiling, &in->stdin_bytes, &problem) != ASSAY_OK)
    return notes_problem(in->notes, name, &problem, err);
  struct input input = {name, in->stdin_bytes.len, INPUTS_NO_SIDECAR, true};
  return inputs_append(in, input, err);
}

assay_status inputs_add(struct inputs *in, const char *path, assay_error *err) {
  struct file_info info;
  assay_error problem;
  uint32_t id;
  bool is_stdin = strcmp(path, "-") == 0;
  assay_str name = path_clean(in->arena, str_from(path));
  if (!name.ptr) return error_memory(err, 0);
  size_t known = in->named.count;
  /* "-" is standard input, "./-" a file; both are "-" when clean. */
  assay_status status = table_intern(&in->named, is_stdin ? str_from("") : name, &id,
                                     err);
  if (status != ASSAY_OK) return status;
  if (id < known)
    return notes_add(in->notes, NOTE_INFO, name, err, "named twice, read once");
  if (is_stdin) return add_stdin(in, err);
  if (file_stat(name.ptr, &info, &problem) != ASSAY_OK)
    return notes_problem(in->notes, name, &problem, err);
  if (info.kind == FILE_FOLDER) return add_folder(in, name, &info, err);
  return add_file(in, name, &info, err);
}
