#ifndef ASSAY_ENGINE_MODULES_H
#define ASSAY_ENGINE_MODULES_H
/*
** modules.h - Lua that scripts share: require "lib.NAME" is the file lib/NAME.lua beside
** the script, or else beside the bundled ones. Files are looked for and read while the
** script is loaded, and only then; what runs later finds the same texts again, whatever
** became of the files. So after loading any thread may read them.
*/
#include "assay.h"
#include "base/arena.h"

enum { MODULES_MOST = 32, MODULES_NAME_MOST = 64 };

struct module {
  assay_str name, path, source; /* "lib.groups", "scripts/lib/groups.lua", its text */
};

struct modules {
  struct arena *arena;    /* that the texts are kept in */
  const char *folders[3]; /* with a folder lib/; the first that has the file. Or NULL */
  struct module list[MODULES_MOST];
  size_t count;
  bool complete; /* the script is loaded: no file is read any more */
};

/* Folders are those of the script at path and of the bundled scripts: near this program,
** and where Assay is installed. */
assay_status modules_init(struct modules *m, struct arena *arena, const char *path,
                          assay_error *err);
/* NULL, and an error, when the name is none (ASSAY_EARG: "lib." and lower-case letters,
** digits, '-', '_'), no folder has it, or it cannot be read. Borrowed. m may be NULL: no
** module is there. */
const struct module *modules_find(struct modules *m, assay_str name, assay_error *err);

#endif
