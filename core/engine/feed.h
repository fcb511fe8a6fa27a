#ifndef ASSAY_ENGINE_FEED_H
#define ASSAY_ENGINE_FEED_H
/*
** feed.h - documents that the host has in memory, taken in batches. A batch takes the
** place of a shard: its size depends on the documents only, never on threads.
*/
#include "assay.h"
#include "base/arena.h"
#include "corpus/document.h"

struct feed_field {
  assay_str name, value;
};

struct feed_document {
  assay_str name, text; /* the text in any encoding that assay_document_new knows */
  const struct feed_field *fields;
  size_t field_count;
};

enum feed_answer { FEED_END = 0, FEED_DOCUMENT = 1, FEED_STOP = -1 };

struct feed {
  /* The next document; what it points to must live until the next call. One call at a
  ** time, from any thread of the run. FEED_STOP cancels the run. */
  int (*next)(void *ctx, struct feed_document *out);
  bool (*rewind)(void *ctx); /* begins again, for scripts that read twice; NULL or false:
                             ** it cannot */
  void *ctx;
};

struct feed_entry {
  struct feed_document document; /* its text is not set */
  struct buffer text;
};

struct feed_batch { /* copied from the host */
  struct arena arena;
  struct feed_entry *entries;
  size_t count, cap;
};

void feed_batch_init(struct feed_batch *batch);
/* Fills an empty batch: 32 documents, or fewer that make 1 MiB. count 0: the end. Texts
** are copied to memory of that allocator, until the batch is cleared.
** ASSAY_ECANCELLED, ASSAY_ENOMEM. */
assay_status feed_take(const struct feed *feed, struct feed_batch *batch,
                       const assay_allocator *texts, assay_error *err);
/* Forgets the documents and keeps memory for the next ones. */
void feed_batch_clear(struct feed_batch *batch);
void feed_batch_free(struct feed_batch *batch);
/* Takes over the text, also on failure. Owned: assay_document_free. Fields are typed one
** by one, as metadata_type does. */
assay_status feed_open(struct feed_entry *entry, const assay_document_options *options,
                       assay_document **out, assay_error *err);

#endif
