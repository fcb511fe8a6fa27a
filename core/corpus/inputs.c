/*
** inputs.c - walking files and folders. Files are only looked at, and those whose names
** say nothing opened for their first bytes.
*/
#include "corpus/inputs.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/path.h"
#include "base/sort.h"
#include "read/data_head.h"
#include "read/names.h"
#include "read/readers.h"
#include "read/skipped.h"
#include "read/source.h"

#include <string.h>

struct folder { /* the folders being walked, innermost first */
  const struct folder *parent;
  assay_str path;
  uint64_t device, inode;
  uint32_t sidecar;
  int depth;
  bool has_texts; /* besides data */
};

/* Most files that are skipped by name, of a folder that was named. */
enum { DETAILS_MOST = 10000 };

struct walk { /* of one folder that was named */
  struct inputs *in;
  struct skipped skipped;
  size_t details; /* notes that name a skipped file */
  bool sidecar_seen;
};

void inputs_init(struct inputs *in, struct arena *arena, struct notes *notes, bool hidden,
                 const struct read_options *options) {
  memset(in, 0, sizeof *in);
  in->arena = arena;
  in->notes = notes;
  in->hidden = hidden;
  in->options = options;
  table_init(&in->sidecars, &arena->alloc);
  table_init(&in->named, &arena->alloc);
}

void inputs_free(struct inputs *in) {
  const assay_allocator *alloc = &in->arena->alloc;
  alloc_free(alloc, in->items, in->cap, sizeof *in->items);
  alloc_free(alloc, in->sidecar_whole, in->sidecar_cap, sizeof *in->sidecar_whole);
  table_free(&in->sidecars);
  table_free(&in->named);
}

static assay_status inputs_append(struct inputs *in, struct input input,
                                  assay_error *err) {
  void *items = in->items;
  if (!alloc_grow(&in->arena->alloc, &items, &in->cap, in->count + 1, sizeof *in->items))
    return error_memory(err, 0);
  in->items = items;
  input.is_container = input.is_stdin || source_is_container(path_base(input.name));
  in->items[in->count++] = input;
  return ASSAY_OK;
}

/* -- What is a document -------------------------------------------------------------- */

/* The first bytes of a file; none when it cannot be read. */
static assay_str read_head(const char *path, char out[READER_HEAD]) {
  struct file_in file;
  size_t got = 0;
  if (file_in_open(&file, path, NULL) != ASSAY_OK) return (assay_str){"", 0};
  if (file_in_read(&file, out, READER_HEAD, &got, NULL) != ASSAY_OK) got = 0;
  file_in_close(&file);
  return (assay_str){out, got};
}

/* By its name if that says it, else by its first bytes. */
static bool is_document(const struct walk *w, assay_str name, assay_str path) {
  char head[READER_HEAD];
  const struct read_options *options = w->in->options;
  if (name_readme(name)) return false;
  if (options->format.len > 0 || source_wants(options, name, (assay_str){"", 0}))
    return true;
  return source_wants(options, name, read_head(path.ptr, head));
}

static assay_status skipped_note(struct walk *w, assay_str path, assay_error *err) {
  struct buffer text;
  if (skipped_total(&w->skipped) == 0) return ASSAY_OK;
  buffer_init(&text, &w->in->arena->alloc, BUFFER_NO_CEILING);
  assay_status status = skipped_tell(&w->skipped, &text, err);
  if (status == ASSAY_OK)
    status = notes_add(w->in->notes,
                       skipped_only_readmes(&w->skipped) ? NOTE_INFO : NOTE_SKIPPED, path,
                       err, "%.*s", (int)text.len, text.data);
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
  struct input input = {.name = path, .size = info->size, .sidecar = parent->sidecar};
  return inputs_append(w->in, input, err);
}

/* The metadata file that was named lies among the texts. */
static bool is_meta_file(const struct inputs *in, const struct file_info *info) {
  return in->has_meta_file && in->meta_file.device == info->device &&
         in->meta_file.inode == info->inode;
}

/* Is it a file of rows or records by its name: csv, tsv, json, jsonl? */
static bool is_data(const struct walk *w, assay_str name) {
  static const char *const formats[] = {"csv", "tsv", "json", "jsonl"};
  const struct reader *reader = readers_by_extension(w->in->options, name);
  for (size_t i = 0; reader && i < sizeof formats / sizeof *formats; i++)
    if (strcmp(reader->name, formats[i]) == 0) return true;
  return false;
}

/* Does a file of data hold texts, as far as its first bytes tell? */
static bool holds_texts(const struct walk *w, assay_str name, assay_str path) {
  char head[READER_HEAD];
  const struct reader *reader = readers_by_extension(w->in->options, name);
  assay_str bytes = read_head(path.ptr, head);
  if (!reader) return false;
  return reader->name[0] == 'j' ? data_head_json(bytes) : data_head_table(bytes);
}

/* A format that is often met, and what to do about it. */
static const char *why_unread(assay_str name) {
  static const char *const known[][2] = {
      {".doc", "an old Word document: save it as .docx"},
      {".wpd", "a WordPerfect document: save it as .docx or .rtf"},
      {".pages", "a Pages document: export it as .docx"},
      {".xls", "a spreadsheet: save it as .csv"},
      {".xlsx", "a spreadsheet: save it as .csv"},
      {".ods", "a spreadsheet: save it as .csv"},
      {".7z", "a 7-Zip archive: pack it as .zip"},
      {".rar", "a RAR archive: pack it as .zip"},
  };
  if (name_readme(name)) return NULL;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (path_equals_any_case(path_extension(name), known[i][0])) return known[i][1];
  return "no reader knows this format";
}

/* Counts a file, and names it with the reason for those who ask for details. */
static assay_status skip_file(struct walk *w, assay_str name, assay_str path,
                              const char *reason, assay_error *err) {
  assay_status status = reason && is_data(w, name)
                            ? skipped_add_data(&w->skipped, name, err)
                            : skipped_add(&w->skipped, name, err);
  if (status != ASSAY_OK || !reason || w->details == DETAILS_MOST) return status;
  w->details++;
  return notes_add(w->in->notes, NOTE_DETAIL, path, err, "skipped: %s", reason);
}

/* Is there a text in the folder that is no data? Then data in it are about the texts, and
** no documents - unless they hold texts themselves, or somebody says which field of them
** is the text. */
static bool has_texts(const struct walk *w, const struct folder *folder,
                      const assay_str *names, size_t count) {
  struct file_info info;
  const struct read_options *options = w->in->options;
  if (options->format.len > 0 || options->text_field.len > 0) return false;
  for (size_t i = 0; i < count; i++) {
    assay_str name = names[i], path = {NULL, 0};
    if (name_is_debris(name) || name_is_hidden(name) || is_data(w, name) ||
        !source_wants(options, name, (assay_str){"", 0}))
      continue;
    path = path_join(w->in->arena, folder->path, name);
    if (path.ptr && file_stat(path.ptr, &info, NULL) == ASSAY_OK &&
        info.kind == FILE_REGULAR)
      return true;
  }
  return false;
}

/* Of a folder whose names are listed: its data are looked at only if there are any. */
static void look_for_texts(const struct walk *w, struct folder *folder,
                           const assay_str *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (is_data(w, names[i]) && !str_equal(names[i], str_from("metadata.csv"))) {
      folder->has_texts = has_texts(w, folder, names, count);
      return;
    }
}

static assay_status walk_entry(struct walk *w, assay_str name, struct file_info info,
                               const struct folder *parent, assay_error *err) {
  assay_error problem;
  if (name_is_debris(name) || (!w->in->hidden && name_is_hidden(name))) return ASSAY_OK;
  assay_str path = path_join(w->in->arena, parent->path, name);
  if (!path.ptr) return error_memory(err, 0);
  if (info.kind == FILE_UNSEEN && file_stat(path.ptr, &info, &problem) != ASSAY_OK) {
    if (source_wants(w->in->options, name, (assay_str){"", 0}))
      return notes_problem(w->in->notes, path, &problem, err);
    return skipped_add(&w->skipped, name, err); /* a link to what would not be read */
  }
  if (info.kind == FILE_FOLDER) return walk_folder(w, path, &info, parent, err);
  if (str_equal(name, str_from("metadata.csv")) || is_meta_file(w->in, &info))
    return ASSAY_OK;
  if (parent->has_texts && is_data(w, name) && !holds_texts(w, name, path))
    return skip_file(w, name, path, "is data beside texts (--text-field reads it)", err);
  if (!is_document(w, name, path)) return skip_file(w, name, path, why_unread(name), err);
  return walk_file(w, path, &info, parent, err);
}

static int compare_names(const void *a, const void *b, void *ctx) {
  (void)ctx;
  return file_name_compare(*(const assay_str *)a, *(const assay_str *)b);
}

/* Looks at what is in a folder, and walks it. */
static assay_status walk_listed(struct walk *w, struct folder *folder,
                                const assay_str *names, size_t count,
                                struct arena *listing, assay_error *err) {
  assay_status status = ASSAY_OK;
  struct file_info *infos = arena_alloc(listing, count, sizeof *infos);
  if (!infos) return error_memory(err, 0);
  look_for_texts(w, folder, names, count);
  file_stat_all(folder->path.ptr, names, count, infos);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++)
    status = walk_entry(w, names[i], infos[i], folder, err);
  return status;
}

/* Lists, sorts and walks what is in a folder. */
static assay_status walk_names(struct walk *w, struct folder *folder, assay_error *err) {
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
  if (status == ASSAY_OK && count > 0)
    status = walk_listed(w, folder, names, count, &listing, err);
  arena_free(&listing);
  return status;
}

static assay_status walk_folder(struct walk *w, assay_str path,
                                const struct file_info *info, const struct folder *parent,
                                assay_error *err) {
  struct folder folder = {.parent = parent,
                          .path = path,
                          .device = info->device,
                          .inode = info->inode,
                          .sidecar = INPUTS_NO_SIDECAR};
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
  skipped_init(&w.skipped, &in->arena->alloc);
  assay_status status = walk_folder(&w, path, info, NULL, err);
  if (status == ASSAY_OK) status = skipped_note(&w, path, err);
  if (status == ASSAY_OK && in->count == first && in->notes->count == notes)
    status = notes_add(in->notes, NOTE_INFO, path, err, "no text files in this folder");
  if (status == ASSAY_OK && !w.sidecar_seen && in->count > first)
    status = sidecar_beside(in, path, true, &beside, err);
  if (status == ASSAY_OK && beside != INPUTS_NO_SIDECAR)
    for (size_t i = first; i < in->count; i++) in->items[i].sidecar = beside;
  skipped_free(&w.skipped);
  return status;
}

/* A file brings the metadata that its folder would have brought. */
static assay_status add_file(struct inputs *in, assay_str path,
                             const struct file_info *info, assay_error *err) {
  struct input input = {.name = path, .size = info->size, .sidecar = INPUTS_NO_SIDECAR};
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
  struct input input = {
      .name = str_from("-"), .sidecar = INPUTS_NO_SIDECAR, .is_stdin = true};
  return inputs_append(in, input, err);
}

void inputs_leave_out(struct inputs *in, const char *meta_file) {
  in->has_meta_file = file_stat(meta_file, &in->meta_file, NULL) == ASSAY_OK;
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
