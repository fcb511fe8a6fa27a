#ifndef ASSAY_COUNT_NGRAMS_CODEC_H
#define ASSAY_COUNT_NGRAMS_CODEC_H
/*
** ngrams_codec.h - the encoded form of n-grams, README.md: the words, and what documents
** are made of them.
*/
#include "assay.h"
#include "base/buffer.h"
#include "count/codec.h"

/* Appends the payload. Documents are put into order for it: it takes about two bytes for
** each running word, also of those in a temporary file. Fails with ASSAY_ENOMEM or
** ASSAY_EIO. */
assay_status ngrams_encode(const assay_ngrams *g, struct buffer *out, assay_error *err);
/* Makes n-grams from a payload. Owned: free with assay_ngrams_free. ASSAY_EFORMAT. */
assay_status ngrams_decode(assay_ngrams **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err);

#endif
