#ifndef ASSAY_CORPUS_SIDECAR_H
#define ASSAY_CORPUS_SIDECAR_H
/*
** sidecar.h - joining a metadata file (CSV or TSV) to documents by name.
**
** The column that is joined is the first there is of file, filename, name, path, doc,
** document, id (any case), else the first column; it becomes no field. A row belongs to a
** document when its cell is the end of the document's path at a slash, or that without
** the extension: "essays/07.txt" is "essays/07.txt", "07.txt" or "07". The longest wins;
** among equal cells the last row. Bytes first; where they find nothing, names are
** compared as ASSAY_FOLD_NFC has them, since an accent may be a character of its own.
*/
#include "assay.h"
#include "corpus/inputs.h"
#include "corpus/metadata.h"
#include "corpus/notes.h"

struct sidecar_job {
  assay_str path;       /* a NUL after it */
  struct input *inputs; /* joined is set on those that have a row */
  size_t input_count;
  uint32_t sidecar; /* joins the inputs that have this one */
  bool all;         /* joins all inputs */
  bool whole;       /* rows that match no document deserve a note */
};

/* The rows of a metadata file, kept where inputs may hold documents whose names are only
** known when they are read: members of archives. Any number of threads may look. */
struct sidecar_rows;

/* Reads the file, sets the values and adds the notes. Where one of its inputs is a
** container the rows are kept, *kept is set (owned: sidecar_rows_free) and the notes are
** left to sidecar_rows_tell. Fails with ASSAY_EIO when it cannot be read, with
** ASSAY_EFORMAT (and a line) when it is no CSV; then no value was set. */
assay_status sidecar_join(const struct sidecar_job *job, struct metadata *metadata,
                          struct notes *notes, struct sidecar_rows **kept,
                          assay_error *err);
/* Looks for the row of a document, counted from 0, and sets *found. joined: it has values
** already, by the name of its container. Fails only without memory. */
assay_status sidecar_rows_find(struct sidecar_rows *rows, assay_str path, bool joined,
                               size_t *row, bool *found, assay_error *err);
/* The values of the rows. */
const struct metadata *sidecar_rows_metadata(const struct sidecar_rows *rows);
/* Adds the notes, when all documents were read. alone: one in a container without a row;
** may be empty. */
assay_status sidecar_rows_tell(struct sidecar_rows *rows, assay_str alone,
                               struct notes *notes, assay_error *err);
void sidecar_rows_free(struct sidecar_rows *rows);

#endif
