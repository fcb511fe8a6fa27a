/* library.c - finding scripts by name, in folders whose order is fixed. */
#include "engine/library.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/table.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FOLDERS = 32, PATH_ROOM = 4096 };
static const char suffix[] = ".lua";

static assay_status library_add(struct library *library, assay_str folder,
                                const char *origin, assay_error *err) {
  if (folder.len == 0) return ASSAY_OK;
  if (library->folder_count >= MOST_FOLDERS)
    return error_set(err, ASSAY_ELIMIT, "more than %d folders of scripts", MOST_FOLDERS);
  assay_str copy = arena_copy(&library->arena, folder);
  if (!copy.ptr) return error_memory(err, folder.len);
  library->origins[library->folder_count] = origin;
  library->folders[library->folder_count++] = copy.ptr;
  return ASSAY_OK;
}

static assay_status library_add_list(struct library *library, const char *list,
                                     assay_error *err) {
  assay_status status = ASSAY_OK;
  while (list && *list && status == ASSAY_OK) {
    size_t len = strcspn(list, ":");
    assay_str folder = {list, len};
    status = library_add(library, folder, "ASSAY_SCRIPTS", err);
    list += len + (list[len] == ':');
  }
  return status;
}

/* PREFIX/bin/assay -> PREFIX/share/assay/scripts; the same shape in the build tree. */
assay_status library_bundled(struct buffer *out, assay_error *err) {
  char path[PATH_ROOM];
  ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
  if (len <= 0) {
    buffer_add_text(out, ASSAY_SCRIPTS_FOLDER);
    return buffer_status(out, "a path", err);
  }
  path[len] = '\0';
  for (int levels = 0; levels < 2; levels++) {
    char *slash = strrchr(path, '/');
    if (slash) *slash = '\0';
  }
  buffer_addf(out, "%s/share/assay/scripts", path);
  return buffer_status(out, "a path", err);
}

static assay_status library_add_bundled(struct library *library, assay_error *err) {
  struct buffer path;
  buffer_init(&path, NULL, PATH_ROOM * 2);
  assay_status status = library_bundled(&path, err);
  if (status == ASSAY_OK)
    status = library_add(library, buffer_str(&path), "bundled", err);
  buffer_free(&path);
  return status;
}

static assay_status library_add_users(struct library *library, assay_error *err) {
  struct buffer path;
  const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
  assay_status status = ASSAY_OK;
  buffer_init(&path, NULL, PATH_ROOM);
  if (data && data[0] == '/')
    buffer_addf(&path, "%s/assay/scripts", data);
  else if (home && home[0] == '/')
    buffer_addf(&path, "%s/.local/share/assay/scripts", home);
  if (buffer_status(&path, "a path", NULL) == ASSAY_OK)
    status = library_add(library, buffer_str(&path), "yours", err);
  buffer_free(&path);
  return status;
}

assay_status library_open(struct library *library, assay_error *err) {
  arena_init(&library->arena, NULL);
  library->folder_count = 0;
  library->folders = arena_alloc(&library->arena, MOST_FOLDERS, sizeof *library->folders);
  library->origins = arena_alloc(&library->arena, MOST_FOLDERS, sizeof *library->origins);
  assay_status status = library->folders && library->origins ? ASSAY_OK
                                                             : error_memory(err, 0);
  if (status == ASSAY_OK)
    status = library_add_list(library, getenv("ASSAY_SCRIPTS"), err);
  if (status == ASSAY_OK) status = library_add_users(library, err);
  if (status == ASSAY_OK) status = library_add_bundled(library, err);
  if (status == ASSAY_OK)
    status = library_add(library, str_from(".assay/scripts"), "project", err);
  if (status != ASSAY_OK) library_close(library);
  return status;
}

void library_close(struct library *library) {
  arena_free(&library->arena);
}

static bool is_script_name(assay_str name) {
  for (size_t i = 0; i < name.len; i++) {
    char c = name.ptr[i];
    bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!good) return false;
  }
  return name.len > 0;
}

/* The file of that name in a folder; NULL if there is none. */
static assay_status library_look_in(struct library *library, size_t folder,
                                    assay_str name, const char *tail, const char **path,
                                    assay_error *err) {
  struct buffer candidate;
  struct file_info info;
  assay_str kept = {NULL, 0};
  *path = NULL;
  buffer_init(&candidate, NULL, PATH_ROOM * 2);
  buffer_addf(&candidate, "%s/%.*s%s", library->folders[folder], (int)name.len, name.ptr,
              tail);
  assay_status status = buffer_status(&candidate, "a path", err);
  if (status == ASSAY_OK) kept = arena_copy(&library->arena, buffer_str(&candidate));
  buffer_free(&candidate);
  if (status != ASSAY_OK) return status;
  if (!kept.ptr) return error_memory(err, 0);
  if (file_stat(kept.ptr, &info, NULL) == ASSAY_OK && info.kind == FILE_REGULAR)
    *path = kept.ptr;
  return ASSAY_OK;
}

/* The first folder's file of that name; NULL if there is none. */
static assay_status library_look(struct library *library, assay_str name,
                                 const char *tail, const char **path, assay_error *err) {
  assay_status status = ASSAY_OK;
  *path = NULL;
  for (size_t i = 0; i < library->folder_count && status == ASSAY_OK && !*path; i++)
    status = library_look_in(library, i, name, tail, path, err);
  return status;
}

assay_status library_find(struct library *library, assay_str name, const char **path,
                          assay_error *err) {
  *path = NULL;
  if (!is_script_name(name)) return ASSAY_OK;
  return library_look(library, name, suffix, path, err);
}

/* A folder may be named twice, or be a link to another. */
static bool is_same_file(const char *a, const char *b) {
  struct file_info x, y;
  return file_stat(a, &x, NULL) == ASSAY_OK && file_stat(b, &y, NULL) == ASSAY_OK &&
         x.device == y.device && x.inode == y.inode;
}

assay_status library_find_hidden(struct library *library, assay_str name,
                                 const char **paths, size_t most, size_t *count,
                                 assay_error *err) {
  assay_status status = ASSAY_OK;
  const char *first = NULL;
  *count = 0;
  for (size_t i = 0; i < library->folder_count && status == ASSAY_OK; i++) {
    const char *path = NULL;
    status = library_look_in(library, i, name, suffix, &path, err);
    if (path && first && *count < most && !is_same_file(first, path))
      paths[(*count)++] = path;
    if (!first) first = path;
  }
  return status;
}

assay_status library_file(struct library *library, const char *name, const char **path,
                          assay_error *err) {
  return library_look(library, str_from(name), "", path, err);
}

const char *library_origin(const struct library *library, const char *path) {
  for (size_t i = 0; i < library->folder_count; i++) {
    size_t len = strlen(library->folders[i]);
    if (strncmp(path, library->folders[i], len) == 0 && path[len] == '/')
      return library->origins[i];
  }
  return "";
}

/* Adds NAME of every NAME.lua in a folder to the table; a missing folder has none. */
static assay_status library_collect(struct library *library, const char *folder,
                                    struct table *found, assay_error *err) {
  assay_str *names;
  size_t count;
  if (file_list(folder, &library->arena, &names, &count, NULL) != ASSAY_OK)
    return ASSAY_OK;
  for (size_t i = 0; i < count; i++) {
    assay_str name = names[i];
    size_t tail = sizeof suffix - 1;
    if (name.len <= tail || memcmp(name.ptr + name.len - tail, suffix, tail) != 0)
      continue;
    name.len -= tail;
    uint32_t id;
    assay_status status = is_script_name(name) ? table_intern(found, name, &id, err)
                                               : ASSAY_OK;
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static void sort_names(assay_str *names, size_t count) {
  for (size_t i = 1; i < count; i++) {
    assay_str name = names[i];
    size_t at = i;
    for (; at > 0 && str_compare(name, names[at - 1]) < 0; at--)
      names[at] = names[at - 1];
    names[at] = name;
  }
}

assay_status library_names(struct library *library, assay_str **names, size_t *count,
                           assay_error *err) {
  struct table found;
  assay_status status = ASSAY_OK;
  table_init(&found, NULL);
  for (size_t i = 0; i < library->folder_count && status == ASSAY_OK; i++)
    status = library_collect(library, library->folders[i], &found, err);
  assay_str *list = NULL;
  if (status == ASSAY_OK) {
    list = arena_alloc(&library->arena, found.count, sizeof *list);
    if (!list) status = error_memory(err, 0);
  }
  size_t kept = 0;
  for (uint32_t i = 0; status == ASSAY_OK && i < found.count; i++) {
    const char *path;
    status = library_find(library, table_key(&found, i), &path, err);
    if (status != ASSAY_OK || !path) continue; /* a folder, say, that is called so */
    list[kept] = arena_copy(&library->arena, table_key(&found, i));
    if (!list[kept++].ptr) status = error_memory(err, 0);
  }
  if (status == ASSAY_OK) {
    sort_names(list, kept);
    *names = list;
    *count = kept;
  }
  table_free(&found);
  return status;
}
