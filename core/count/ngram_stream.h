#ifndef ASSAY_COUNT_NGRAM_STREAM_H
#define ASSAY_COUNT_NGRAM_STREAM_H
/*
** ngram_stream.h - the words of many documents one after the other, as codes: 4 bytes a
** word. This is what an accumulator of n-grams collects; counting is done over all of it
** at once (ngram_index.h).
** Two shapes. Running text: words, and NGRAM_BREAK where no n-gram may go on; the last
** code of a document is a break. Items: n-grams one by one, each
** [left, its words, NGRAM_BREAK, right], left and right being the words around it or
** breaks.
*/
#include "assay.h"

#define NGRAM_BREAK 0u /* words have codes from 1 */

struct ngram_stream {
  assay_allocator alloc;
  uint32_t *codes;
  size_t len, cap;
  uint32_t *starts; /* where each document begins, and where the last one ends */
  size_t document_count, starts_cap;
};

void ngram_stream_init(struct ngram_stream *s, const assay_allocator *alloc);
void ngram_stream_free(struct ngram_stream *s);
/* Room for `more` codes. Fails with ASSAY_ENOMEM, or ASSAY_ELIMIT at 2^32-1 codes. */
assay_status ngram_stream_reserve(struct ngram_stream *s, size_t more, assay_error *err);
/* Adds a code where there is room. */
static inline void ngram_stream_put(struct ngram_stream *s, uint32_t code) {
  s->codes[s->len++] = code;
}
/* Ends a document: what was added since the last end is its text. When it fails, the
** text is to be taken back by the caller. */
assay_status ngram_stream_end(struct ngram_stream *s, assay_error *err);
/* Appends another stream, code c as map[c]; on failure nothing has changed. from may be
** s itself. */
assay_status ngram_stream_append(struct ngram_stream *s, const struct ngram_stream *from,
                                 const uint32_t *map, assay_error *err);
/* Code c becomes map[c]. */
void ngram_stream_recode(struct ngram_stream *s, const uint32_t *map);

#endif
