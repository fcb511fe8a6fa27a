#ifndef ASSAY_COUNT_NGRAM_STREAM_H
#define ASSAY_COUNT_NGRAM_STREAM_H
/*
** ngram_stream.h - the words of many documents one after the other, as codes. This is
** what an accumulator of n-grams collects; counting is done over all of it at once
** (ngram_index.h).
** Two shapes. Running text: words, and NGRAM_BREAK where no n-gram may go on; the last
** code of a document is a break. Items: n-grams one by one, each
** [left, its words, NGRAM_BREAK, right], left and right being the words around it or
** breaks.
** A code is one unit of 16 bits, or two from NGRAM_LONG on: codes are numbers in order of
** first appearance, so few running words have long ones. The highest bits tell the unit
** of a short code (0), the first of a long one (10) and its second (11), so that reading
** can begin anywhere and go both ways. A place is a number of units.
*/
#include "assay.h"

#define NGRAM_BREAK 0u         /* words have codes from 1 */
#define NGRAM_LONG 0x8000u     /* the least code of two units, */
#define NGRAM_CODES (1u << 28) /* and what all codes are below */

struct ngram_stream {
  assay_allocator alloc;
  uint16_t *units;
  size_t len, cap;
  uint32_t *starts; /* where each document begins, and where the last one ends */
  size_t document_count, starts_cap;
};

/* -- Codes --------------------------------------------------------------------------- */

static inline bool ngram_begins_code(uint16_t unit) {
  return unit < 0xC000u;
}
/* The code that begins there. */
static inline uint32_t ngram_code(const uint16_t *units) {
  const uint32_t first = units[0];
  if (first < NGRAM_LONG) return first;
  return (first & 0x3FFFu) << 14 | (units[1] & 0x3FFFu);
}
/* The code that ends before. */
static inline uint32_t ngram_code_before(const uint16_t *units) {
  return ngram_code(ngram_begins_code(units[-1]) ? units - 1 : units - 2);
}
/* How many units it has. */
static inline uint32_t ngram_units(const uint16_t *units) {
  return 1u + (*units >> 15);
}
/* The place after n codes. */
static inline const uint16_t *ngram_pass(const uint16_t *units, uint32_t n) {
  for (; n > 0; n--) units += ngram_units(units);
  return units;
}
/* Reads n codes; returns the place after them. */
static inline const uint16_t *ngram_read(const uint16_t *units, uint32_t n,
                                         uint32_t *codes) {
  for (uint32_t i = 0; i < n; i++) {
    codes[i] = ngram_code(units);
    units = ngram_pass(units, 1);
  }
  return units;
}

/* -- Streams ------------------------------------------------------------------------- */

void ngram_stream_init(struct ngram_stream *s, const assay_allocator *alloc);
void ngram_stream_free(struct ngram_stream *s);
/* Room for `more` codes. Fails with ASSAY_ENOMEM, or ASSAY_ELIMIT at 2^32-1 units. */
assay_status ngram_stream_reserve(struct ngram_stream *s, size_t more, assay_error *err);
/* Adds a code where there is room. */
static inline void ngram_stream_put(struct ngram_stream *s, uint32_t code) {
  if (code < NGRAM_LONG) {
    s->units[s->len++] = (uint16_t)code;
  } else {
    s->units[s->len++] = (uint16_t)(0x8000u | code >> 14);
    s->units[s->len++] = (uint16_t)(0xC000u | (code & 0x3FFFu));
  }
}
/* Ends a document: what was added since the last end is its text. When it fails, the
** text is to be taken back by the caller. */
assay_status ngram_stream_end(struct ngram_stream *s, assay_error *err);
/* Appends another stream, code c as map[c]; on failure nothing has changed. from may be
** s itself. */
assay_status ngram_stream_append(struct ngram_stream *s, const struct ngram_stream *from,
                                 const uint32_t *map, assay_error *err);
/* Reads units into codes, which have room for as many, until `end`; returns how many
** there were. */
size_t ngram_stream_read(const struct ngram_stream *s, size_t begin, size_t end,
                         uint32_t *codes);

#endif
