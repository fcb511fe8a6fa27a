#ifndef ASSAY_BASE_PATH_H
#define ASSAY_BASE_PATH_H
/*
** path.h - parts of paths, as text; nothing here asks the file system.
*/
#include "assay.h"
#include "base/arena.h"

/* All slices are borrowed from the path. */
assay_str path_base(assay_str path); /* "07.txt" of "essays/07.txt" */
/* ".txt" of "a/b.txt", with its dot; "" when there is none. An extension is a dot that
** does not begin the name and, to its end, 1 to 8 ASCII letters or digits of which one is
** a letter: "v1.25" has none. */
assay_str path_extension(assay_str path);
/* Is it the word, which is in lower case? ASCII letters match in either case. */
bool path_equals_any_case(assay_str s, const char *word);
/* The last `parts` parts: "b/c" of "a/b/c" for 2. False when there are fewer. */
bool path_tail(assay_str path, size_t parts, assay_str *out);
/* The path as one would write it: without "./" in front, doubled slashes and "." parts;
** "." for nothing. ".." stays, for links. In the arena, a NUL after it; ptr NULL when out
** of memory. */
assay_str path_clean(struct arena *arena, assay_str path);
/* folder + "/" + name, but name alone in "." and one slash after "/". */
assay_str path_join(struct arena *arena, assay_str folder, assay_str name);
/* The folder that a clean path lies in: "a" of "a/b", "." of "a", "/" of "/a", ".." of
** ".", "../.." of "..". The root has none: ptr NULL and len 1; out of memory: len 0. */
assay_str path_parent(struct arena *arena, assay_str path);

#endif
