#ifndef ASSAY_CORPUS_INPUTS_H
#define ASSAY_CORPUS_INPUTS_H
/*
** inputs.h - from the paths that the user names to the documents and the metadata files
** that belong to them.
**
** A file that is named is a source of documents. In a folder, sources are the files that
** a reader claims, by their extension or for certain by their first bytes, and those that
** have no extension, but not README, LICENSE, LICENCE and COPYING; what else there is is
** counted in one note a folder. So are csv, tsv, json and jsonl files in a folder with
** texts of other formats: they are about these texts. Folders are walked in the natural
** order of names. Hidden files and the lock files of editors are passed over in silence.
**
** The metadata of a document are in the nearest metadata.csv between its folder and the
** folder that was named; when the named folder holds none at all, in the one beside that
** folder. For a named file it is the one beside it, else the one beside its folder.
*/
#include "assay.h"
#include "base/file.h"
#include "base/table.h"
#include "corpus/notes.h"
#include "read/reader.h"

/* Deepest nesting of folders below one that is named. */
#define INPUTS_DEPTH_LIMIT 64
#define INPUTS_NO_SIDECAR UINT32_MAX

struct input {
  assay_str name;   /* also opens it, unless is_stdin: "-" */
  uint64_t size;    /* 0 for standard input */
  uint32_t sidecar; /* id in inputs.sidecars, or INPUTS_NO_SIDECAR */
  bool is_stdin;
  bool is_container; /* by its name: an archive or a packed file; or standard input */
  bool matched;      /* by the metadata pattern */
  bool joined;       /* to a row of its metadata file */
};

struct inputs {
  struct arena *arena; /* holds the names */
  struct notes *notes;
  const struct read_options *options; /* borrowed */
  bool hidden;
  struct input *items;
  size_t count, cap;
  struct table sidecars; /* paths of metadata files */
  bool *sidecar_whole;   /* by id: found for a folder, not for a single file */
  size_t sidecar_cap;
  struct table named;         /* paths that were named so far */
  struct file_info meta_file; /* is no document, wherever it lies */
  bool has_meta_file;
};

/* options: the readers, and a format that was asked for; borrowed. */
void inputs_init(struct inputs *in, struct arena *arena, struct notes *notes, bool hidden,
                 const struct read_options *options);
void inputs_free(struct inputs *in);
/* The metadata file that the user names, if it is there: before inputs_add. */
void inputs_leave_out(struct inputs *in, const char *meta_file);
/* Adds a file, what is in a folder, or standard input for "-". What cannot be read
** becomes a note; fails only for want of memory. */
assay_status inputs_add(struct inputs *in, const char *path, assay_error *err);

#endif
