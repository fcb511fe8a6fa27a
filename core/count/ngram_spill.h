#ifndef ASSAY_COUNT_NGRAM_SPILL_H
#define ASSAY_COUNT_NGRAM_SPILL_H
/*
** ngram_spill.h - documents of a stream that do not fit into memory, in a temporary file:
** one after the other, each as its length in bytes, the number of its codes, and the
** codes, all varints. Frequent words appear early, and so have short ones.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/scratch.h"
#include "count/ngram_stream.h"

struct ngram_spill {
  assay_allocator alloc;
  struct scratch file;
  uint64_t filed;     /* bytes in the file */
  struct buffer tail; /* those after them */
  size_t document_count;
};

struct spill_reader {
  const struct ngram_spill *spill;
  const struct ngram_stream *stream; /* whose documents follow; NULL: none do */
  uint64_t at;                       /* of the first byte in data */
  struct buffer data;                /* what was read and not used: from `used` on */
  size_t used;
  size_t document; /* what is read next */
  uint32_t *codes; /* of the document that was read */
  size_t len, cap;
};

void ngram_spill_init(struct ngram_spill *s, const assay_allocator *alloc);
void ngram_spill_free(struct ngram_spill *s);
static inline bool ngram_spill_used(const struct ngram_spill *s) {
  return s->document_count > 0;
}
/* Appends the documents of a stream; on failure nothing was appended. Fails with
** ASSAY_ENOMEM, or ASSAY_EIO as scratch_write does. */
assay_status ngram_spill_add(struct ngram_spill *s, const struct ngram_stream *stream,
                             assay_error *err);

/* stream: with documents that follow those of s; may be NULL. Owned: free with
** spill_reader_free. */
void spill_reader_init(struct spill_reader *r, const struct ngram_spill *s,
                       const struct ngram_stream *stream);
void spill_reader_free(struct spill_reader *r);
/* Reads the next document into codes. There is one. Fails with ASSAY_ENOMEM or
** ASSAY_EIO. */
assay_status spill_reader_next(struct spill_reader *r, assay_error *err);
/* Passes over the next document. */
assay_status spill_reader_skip(struct spill_reader *r, assay_error *err);

#endif
