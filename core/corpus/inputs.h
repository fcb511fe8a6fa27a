#ifndef ASSAY_CORPUS_INPUTS_H
#define ASSAY_CORPUS_INPUTS_H
/*
** inputs.h - from the paths that the user names to the documents and the metadata files
** that belong to them.
**
** A file that is named is a document. In a folder, documents are the files that end in
** .txt, .text, .md or .markdown (any case) or have no extension, but not README, LICENSE,
** LICENCE and COPYING; what else there is is counted in one note a folder. Folders are
** walked in the natural order of names. Hidden files and the lock files of editors are
** passed over in silence.
**
** The metadata of a document are in the nearest metadata.csv between its folder and the
** folder that was named; when the named folder holds none at all, in the one beside that
** folder. For a named file it is the one beside it, else the one beside its folder.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/table.h"
#include "corpus/notes.h"

/* Deepest nesting of folders below one that is named. */
#define INPUTS_DEPTH_LIMIT 64
#define INPUTS_NO_SIDECAR UINT32_MAX

struct input {
  assay_str name; /* also opens it; "-" with is_stdin: inputs.stdin_bytes */
  uint64_t size;
  uint32_t sidecar; /* id in inputs.sidecars, or INPUTS_NO_SIDECAR */
  bool is_stdin;
};

struct inputs {
  struct arena *arena; /* holds the names */
  struct notes *notes;
  bool hidden;
  struct input *items;
  size_t count, cap;
  struct table sidecars; /* paths of metadata files */
  bool *sidecar_whole;   /* by id: found for a folder, not for a single file */
  size_t sidecar_cap;
  struct table named; /* paths that were named so far */
  struct buffer stdin_bytes;
};

void inputs_init(struct inputs *in, struct arena *arena, struct notes *notes, bool hidden,
                 size_t size_limit);
void inputs_free(struct inputs *in);
/* Adds a file, what is in a folder, or standard input for "-". What cannot be read
 *becomes
 ** a note; fails only for want of memory. */
assay_status inputs_add(struct inputs *in, const char *path, assay_error *err);

#endif
