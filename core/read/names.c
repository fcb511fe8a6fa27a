/*
** names.c - lists of names that mean something.
*/
#include "read/names.h"

#include "base/path.h"
#include "base/table.h"

#include <string.h>

static bool starts_with(assay_str s, const char *start) {
  size_t len = strlen(start);
  return s.len >= len && memcmp(s.ptr, start, len) == 0;
}

bool name_is_debris(assay_str name) {
  return starts_with(name, "~$") || starts_with(name, ".~lock") ||
         path_equals_any_case(name, "thumbs.db") ||
         path_equals_any_case(name, "desktop.ini") ||
         path_equals_any_case(name, ".ds_store");
}

bool name_is_hidden(assay_str name) {
  return name.len > 0 && name.ptr[0] == '.';
}

bool name_is_text(assay_str name) {
  static const char *const extensions[] = {"", ".txt", ".text", ".md", ".markdown"};
  assay_str extension = path_extension(name);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    if (path_equals_any_case(extension, extensions[i])) return true;
  return false;
}

const char *name_readme(assay_str name) {
  assay_str stem = {name.ptr, name.len - path_extension(name).len};
  if (!name_is_text(name)) return NULL;
  if (path_equals_any_case(stem, "readme")) return "README";
  if (path_equals_any_case(stem, "copying")) return "COPYING";
  if (path_equals_any_case(stem, "license") || path_equals_any_case(stem, "licence") ||
      starts_with(name, "LICENSE") || starts_with(name, "LICENCE"))
    return "LICENSE";
  return NULL;
}
