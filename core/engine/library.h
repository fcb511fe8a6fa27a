#ifndef ASSAY_ENGINE_LIBRARY_H
#define ASSAY_ENGINE_LIBRARY_H
/*
** library.h - where scripts are found by name. Folders in order: those of the
** environment variable ASSAY_SCRIPTS (separated by ':'); the user's, assay/scripts in
** XDG_DATA_HOME or ~/.local/share; the bundled ones (../share/assay/scripts from the
** program's folder); and last, so that a folder of somebody's texts cannot replace a
** command, .assay/scripts in the current folder.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/buffer.h"

struct library {
  struct arena arena;
  const char **folders;
  const char **origins; /* "ASSAY_SCRIPTS", "yours", "bundled", "project"; constant */
  size_t folder_count;
};

/* Appends the path of the folder of the bundled scripts, which need not be there. */
assay_status library_bundled(struct buffer *out, assay_error *err);
assay_status library_open(struct library *library, assay_error *err);
void library_close(struct library *library);
/* Path of NAME.lua, NUL-terminated, borrowed from the library; NULL if there is none. */
assay_status library_find(struct library *library, assay_str name, const char **path,
                          assay_error *err);
/* Paths of the scripts of that name that library_find does not give, because a folder
** before theirs has one; at most `most`. */
assay_status library_find_hidden(struct library *library, assay_str name,
                                 const char **paths, size_t most, size_t *count,
                                 assay_error *err);
/* The folder, "yours" and so on, of a path that library_find gave. Constant. */
const char *library_origin(const struct library *library, const char *path);
/* A file beside the scripts, as library_find: "assay.d.lua". */
assay_status library_file(struct library *library, const char *name, const char **path,
                          assay_error *err);
/* Names of all scripts, sorted, without .lua; borrowed from the library. */
assay_status library_names(struct library *library, assay_str **names, size_t *count,
                           assay_error *err);

#endif
