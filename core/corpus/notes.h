#ifndef ASSAY_CORPUS_NOTES_H
#define ASSAY_CORPUS_NOTES_H
/*
** notes.h - collecting what the user should know about a corpus that opens all the same.
*/
#include "assay.h"
#include "base/arena.h"
#include "base/error.h"
#include "corpus/corpus.h"

struct notes {
  struct arena *arena; /* holds the texts */
  struct corpus_note *items;
  size_t count, cap;
};

void notes_init(struct notes *notes, struct arena *arena);
void notes_free(struct notes *notes);
/* Adds a note; kind is one of enum corpus_note, path is copied. */
assay_status notes_add(struct notes *notes, int kind, assay_str path, assay_error *err,
                       const char *format, ...) ASSAY_PRINTF(5, 6);
/* Turns a failure to read `path` into a problem; memory stays a failure. A line that the
** error knows is named with the path: "metadata.csv:12". */
assay_status notes_problem(struct notes *notes, assay_str path,
                           const assay_error *problem, assay_error *err);

#endif
