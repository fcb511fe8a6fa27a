#ifndef ASSAY_COUNT_NGRAMS_CODEC_H
#define ASSAY_COUNT_NGRAMS_CODEC_H
/*
** ngrams_codec.h - the encoded form of n-grams, README.md: the words, and what documents
** are made of them.
*/
#include "assay.h"
#include "base/buffer.h"
#include "count/codec.h"
#include "count/codec_sink.h"

/* Appends the payload. Documents are put into order for it: it takes about two bytes for
** each running word, in a temporary file where g is limited, and 24 for each document.
** Fails with ASSAY_ENOMEM, or as codec_sink_flush does. */
assay_status ngrams_encode(const assay_ngrams *g, struct codec_sink *out,
                           assay_error *err);
/* Makes n-grams from a payload; they keep to in->memory from the start. Owned: free with
** assay_ngrams_free. ASSAY_EFORMAT, ASSAY_EIO, and ASSAY_ELIMIT when that is too little.
** */
assay_status ngrams_decode(assay_ngrams **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err);

#endif
