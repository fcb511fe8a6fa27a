#ifndef ASSAY_CORPUS_AHEAD_H
#define ASSAY_CORPUS_AHEAD_H
/*
** ahead.h - the records of one source, read by a thread of its own while the caller is
** busy with the ones before: unpacking and reading overlap with cutting and counting.
** What comes out, and in which order, is what source_next gives. At most AHEAD_BATCHES
** batches of records wait, each of AHEAD_RECORDS or of the records that bring it to
** AHEAD_BYTES.
*/
#include "read/source.h"

enum { AHEAD_BATCHES = 3, AHEAD_RECORDS = 64, AHEAD_BYTES = 1 << 20 };

struct ahead;

/* Begins to read; nobody else may use the source until ahead_next has said that there is
** no more, or ahead_close. limit: most bytes of a text. alloc is used by both threads,
** and by who takes a record's text over. *out is NULL where no thread can be started.
** Fails with ASSAY_ENOMEM. Owned: ahead_close, before source_close. */
assay_status ahead_open(struct ahead **out, struct source *source, size_t limit,
                        const assay_allocator *alloc, assay_error *err);
/* As source_next. The record's memory is exchanged for that of the one that was read. */
assay_status ahead_next(struct ahead *a, struct record *record, struct source_item *item,
                        bool *more, assay_error *err);
/* Waits until the thread has given up the record that it reads; NULL is fine. */
void ahead_close(struct ahead *a);

#endif
