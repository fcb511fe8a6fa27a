#ifndef ASSAY_ENGINE_LIBRARY_H
#define ASSAY_ENGINE_LIBRARY_H
/*
** library.h - where scripts are found by name. Folders in order: those of the
** environment variable ASSAY_SCRIPTS (separated by ':'), then the bundled ones
** (../share/assay/scripts from the program's folder).
*/
#include "assay.h"
#include "base/arena.h"

struct library {
  struct arena arena;
  const char **folders;
  size_t folder_count;
};

assay_status library_open(struct library *library, assay_error *err);
void library_close(struct library *library);
/* Path of NAME.lua, NUL-terminated, borrowed from the library; NULL if there is none. */
assay_status library_find(struct library *library, assay_str name, const char **path,
                          assay_error *err);
/* Names of all scripts, sorted, without .lua; borrowed from the library. */
assay_status library_names(struct library *library, assay_str **names, size_t *count,
                           assay_error *err);

#endif
