#ifndef ASSAY_COUNT_ACCUMULATOR_H
#define ASSAY_COUNT_ACCUMULATOR_H
/*
** accumulator.h - what all accumulators have in common. They are the only values that
** travel between the workers of a run: filled per shard, merged in shard order.
** Laws (tests/unit/test_accumulator.c): merging with an empty one changes nothing;
** merging is associative; merge(map(A), map(B)) equals map(A then B); decoding what was
** encoded gives an equal one; equal ones have equal bytes. All but rows and passages may
** be added to and merged in any order with the same result, as long as no sum overflows.
*/
#include "assay.h"
#include "base/buffer.h"
#include "base/crew.h"
#include "count/codec.h"
#include "count/codec_sink.h"

/* The kind byte of the encoded form: numbers are never given twice. */
enum accumulator_kind {
  KIND_COUNTER = 1,
  KIND_GRID = 2,
  KIND_NGRAMS = 3,
  KIND_ROWS = 4,
  KIND_WINDOWS = 5,
  KIND_MOMENTS = 6,
  KIND_QUANTILES = 7,
  KIND_DISTINCT = 8,
  KIND_TOP = 9,
  KIND_SAMPLE = 10,
  KIND_PASSAGES = 11
};

struct accumulator_class {
  const char *name; /* "counter" */
  /* Adds from to into; from is unchanged. ASSAY_EARG when they cannot be merged; after
  ** ASSAY_ENOMEM or ASSAY_ELIMIT into may hold a part of from and is to be dropped. */
  assay_status (*merge)(void *into, const void *from, assay_error *err);
  void (*free)(void *object);
  uint8_t kind;    /* enum accumulator_kind */
  uint8_t version; /* of the payload */
  /* Appends the payload, without the frame. A failure of the buffer is left to the
  ** caller. NULL here and below: the kind cannot do it. */
  assay_status (*encode)(const void *object, struct buffer *out, assay_error *err);
  /* Makes one from a payload. ASSAY_EFORMAT, ASSAY_ENOMEM, or ASSAY_ELIMIT when a sum
  ** overflows. Bytes that remain are for the caller to complain about. */
  assay_status (*decode)(void **out, struct codec_reader *in,
                         const assay_allocator *alloc, assay_error *err);
  /* Whether both hold the same; says nothing of how they came to it. */
  bool (*equal)(const void *a, const void *b);
  /* From now on additions and merges into it fail with ASSAY_EARG. For good. */
  void (*freeze)(void *object);
};

struct accumulator {
  const struct accumulator_class *class; /* of object */
  void *object;
};

extern const struct accumulator_class counter_class, distinct_class, grid_class,
    moments_class, ngrams_class, passages_class, quantiles_class, rows_class,
    sample_class, top_class, windows_class;

/* Whether merging in another order gives another one. */
static inline bool accumulator_is_ordered(const struct accumulator *accumulator) {
  return accumulator->class->kind == KIND_ROWS ||
         accumulator->class->kind == KIND_PASSAGES;
}
/* Copies what it has only borrowed so far from a vocabulary, which it does not need from
** now on. Fails with ASSAY_ENOMEM. */
assay_status accumulator_settle(const struct accumulator *accumulator, assay_error *err);
/* Before it is freed, and while the vocabulary is there: gives that what others may use
** again. */
void accumulator_give_back(const struct accumulator *accumulator);
/* A crew, borrowed, that may help it, where its kind has work for one; NULL: none. */
void accumulator_use_crew(const struct accumulator *accumulator, struct crew *crew);
/* Bytes that it may take from now on, where its kind can keep to that. */
void accumulator_limit(const struct accumulator *accumulator, uint64_t memory);
/* Appends the encoded form, README.md: frame, payload, checksum. Equal accumulators give
** equal bytes. On failure out is as before. */
assay_status accumulator_encode(const struct accumulator *accumulator, struct buffer *out,
                                assay_error *err);
/* The accumulator that begins the bytes; *used is the length of its encoded form. Where
** used is NULL it must be all of them. Trusts nothing: takes memory only for what is
** there. Owned: free with its class. ASSAY_EFORMAT; err->offset is the place. */
assay_status accumulator_decode(struct accumulator *out, assay_str bytes, size_t *used,
                                const assay_allocator *alloc, assay_error *err);
/* The same to where it need not be in memory; what was written stays on failure. */
assay_status accumulator_write(const struct accumulator *accumulator,
                               struct codec_sink *out, assay_error *err);
/* The accumulator that a reader is at, which then stands behind it. The checksum is
** checked in memory only: that of a file covers it (codec_window.h). N-grams keep to
** in->memory, with temporary files: ASSAY_EIO, ASSAY_ELIMIT. */
assay_status accumulator_take(struct accumulator *out, struct codec_reader *in,
                              const assay_allocator *alloc, assay_error *err);
/* Bytes around every payload. */
enum { ACCUMULATOR_HEADER = 16, ACCUMULATOR_CHECKSUM = 4 };

/* a + b in *sum; ASSAY_ELIMIT "a count is limited to 64 bits" when it overflows. */
assay_status count_add(int64_t a, int64_t b, int64_t *sum, assay_error *err);
/* ASSAY_EARG "cannot add: the accumulator (counter) is frozen" when it is. */
assay_status count_check_frozen(bool frozen, const char *name, assay_error *err);

#endif
