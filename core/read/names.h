#ifndef ASSAY_READ_NAMES_H
#define ASSAY_READ_NAMES_H
/*
** names.h - what the name of a file says about it, in folders and in archives.
*/
#include "assay.h"

/* Files that programs leave behind, of no use to anybody who reads: lock files of
** editors, thumbs.db, .DS_Store. name: without the folder. */
bool name_is_debris(assay_str name);
/* Hidden files begin with a dot. */
bool name_is_hidden(assay_str name);
/* Does it look like plain text: .txt, .text, .md, .markdown or no extension? */
bool name_is_text(assay_str name);
/* "README", "LICENSE" or "COPYING" when it is one of those and text, else NULL. */
const char *name_readme(assay_str name);

#endif
