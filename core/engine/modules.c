/*
** modules.c - finds and keeps the texts of lib/NAME.lua. A name is no path: nothing but
** files of that one folder can be asked for.
*/
#include "engine/modules.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/table.h"
#include "engine/library.h"

#include <string.h>

enum { SOURCE_LIMIT = 1 << 20, PATH_ROOM = 4096 };
static const char prefix[] = "lib.";

/* "a/b/my.lua" -> "a/b", "my.lua" -> "." */
static assay_str folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return str_from(".");
  assay_str folder = {path, slash == path ? 1 : (size_t)(slash - path)};
  return folder;
}

assay_status modules_init(struct modules *m, struct arena *arena, const char *path,
                          assay_error *err) {
  struct buffer bundled;
  memset(m, 0, sizeof *m);
  m->arena = arena;
  m->folders[0] = arena_copy(arena, folder_of(path)).ptr;
  m->folders[2] = ASSAY_SCRIPTS_FOLDER;
  buffer_init(&bundled, &arena->alloc, PATH_ROOM);
  assay_status status = library_bundled(&bundled, err);
  if (status == ASSAY_OK) m->folders[1] = arena_copy(arena, buffer_str(&bundled)).ptr;
  buffer_free(&bundled);
  if (status == ASSAY_OK && (!m->folders[0] || !m->folders[1]))
    status = error_memory(err, 0);
  return status;
}

/* The part behind "lib."; len 0 when this is no name of a module. */
static assay_str module_stem(assay_str name) {
  size_t len = sizeof prefix - 1;
  assay_str stem = {name.ptr + len, name.len - len};
  static const assay_str none = {NULL, 0};
  if (name.len <= len || name.len > MODULES_NAME_MOST ||
      memcmp(name.ptr, prefix, len) != 0)
    return none;
  for (size_t i = 0; i < stem.len; i++) {
    char c = stem.ptr[i];
    bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!good) return none;
  }
  return stem;
}

static assay_status module_add(struct modules *m, assay_str name, const char *path,
                               assay_error *err) {
  struct module *module = &m->list[m->count];
  struct buffer source;
  if (m->count == MODULES_MOST)
    return error_set(err, ASSAY_ELIMIT, "a script is limited to %d modules of lib",
                     MODULES_MOST);
  buffer_init(&source, &m->arena->alloc, SOURCE_LIMIT);
  assay_status status = file_read(path, SOURCE_LIMIT, &source, err);
  if (status == ASSAY_OK) {
    module->name = arena_copy(m->arena, name);
    module->path = arena_copy(m->arena, str_from(path));
    module->source = arena_copy(m->arena, buffer_str(&source));
    if (module->name.ptr && module->path.ptr && module->source.ptr)
      m->count++;
    else
      status = error_memory(err, source.len);
  }
  buffer_free(&source);
  return status;
}

/* Reads it from the first folder that has it; ASSAY_EARG where none has. */
static assay_status module_read(struct modules *m, assay_str name, assay_str stem,
                                assay_error *err) {
  for (size_t i = 0; i < sizeof m->folders / sizeof *m->folders; i++) {
    struct buffer path;
    struct file_info info;
    if (!m->folders[i]) continue;
    buffer_init(&path, &m->arena->alloc, PATH_ROOM * 2);
    const bool here = strcmp(m->folders[i], ".") == 0;
    buffer_addf(&path, "%s%slib/%.*s.lua", here ? "" : m->folders[i], here ? "" : "/",
                (int)stem.len, stem.ptr);
    buffer_add_char(&path, '\0');
    assay_status status = buffer_status(&path, "a path", err);
    bool found = status == ASSAY_OK && file_stat(path.data, &info, NULL) == ASSAY_OK;
    if (found) status = module_add(m, name, path.data, err);
    buffer_free(&path);
    if (found || status != ASSAY_OK) return status;
  }
  return error_set(err, ASSAY_EARG,
                   "there is no file lib/%.*s.lua, neither beside the "
                   "script nor beside the bundled ones",
                   (int)stem.len, stem.ptr);
}

const struct module *modules_find(struct modules *m, assay_str name, assay_error *err) {
  assay_str stem = module_stem(name);
  for (size_t i = 0; m && i < m->count; i++)
    if (str_equal(m->list[i].name, name)) return &m->list[i];
  assay_status status;
  if (stem.len == 0)
    status = error_set(err, ASSAY_EARG,
                       "there are \"assay\" and \"lib.NAME\", a file "
                       "NAME.lua of the folder lib; NAME of a-z, 0-9, '-' and '_'");
  else if (!m || !m->folders[0])
    status = error_set(err, ASSAY_EARG, "a script from memory has no folder lib");
  else if (m->complete)
    status = error_set(err, ASSAY_EARG,
                       "modules are read while the script is loaded: "
                       "require it at its beginning, outside of functions");
  else
    status = module_read(m, name, stem, err);
  return status == ASSAY_OK ? &m->list[m->count - 1] : NULL;
}
