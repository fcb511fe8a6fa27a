#ifndef ASSAY_READ_SKIPPED_H
#define ASSAY_READ_SKIPPED_H
/*
** skipped.h - files that are no documents, counted by kind, so that nobody wonders where
** they went: "skipped 3 files that no reader knows: .css 1, .png 2; and README 1".
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/table.h"

struct skipped_kinds {
  struct table kinds; /* ".pdf", or "README" */
  size_t *counts;     /* by id */
  size_t cap;
};

struct skipped {
  struct skipped_kinds others, data, readmes;
};

void skipped_init(struct skipped *s, const assay_allocator *alloc);
void skipped_free(struct skipped *s);
/* Counts a file by its name, without the folder. */
assay_status skipped_add(struct skipped *s, assay_str name, assay_error *err);
/* The same for a file of data that lies among texts. */
assay_status skipped_add_data(struct skipped *s, assay_str name, assay_error *err);
/* Nothing but README, LICENSE and the like? */
bool skipped_only_readmes(const struct skipped *s);
/* How many there are. */
size_t skipped_total(const struct skipped *s);
/* Appends the sentence; nothing when there are none. */
assay_status skipped_tell(struct skipped *s, struct buffer *out, assay_error *err);

#endif
