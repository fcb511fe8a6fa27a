#ifndef ASSAY_CORPUS_SIDECAR_H
#define ASSAY_CORPUS_SIDECAR_H
/*
** sidecar.h - joining a metadata file (CSV or TSV) to documents by name.
**
** The column that is joined is the first there is of file, filename, name, path, doc,
** document, id (any case), else the first column; it becomes no field. A row belongs to a
** document when its cell is the end of the document's path at a slash, or that without
** the extension: "essays/07.txt" is "essays/07.txt", "07.txt" or "07". The longest wins;
** among equal cells the last row.
*/
#include "assay.h"
#include "corpus/inputs.h"
#include "corpus/metadata.h"
#include "corpus/notes.h"

struct sidecar_job {
  assay_str path; /* a NUL after it */
  const struct input *inputs;
  size_t input_count;
  uint32_t sidecar; /* joins the inputs that have this one */
  bool all;         /* joins all inputs */
  bool whole;       /* rows that match no document deserve a note */
};

/* Reads the file, sets the values and adds the notes. Fails with ASSAY_EIO when it cannot
** be read, with ASSAY_EFORMAT (and a line) when it is no CSV; then no value was set. */
assay_status sidecar_join(const struct sidecar_job *job, struct metadata *metadata,
                          struct notes *notes, assay_error *err);

#endif
