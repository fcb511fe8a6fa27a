#ifndef ASSAY_COUNT_NGRAM_ITEMS_H
#define ASSAY_COUNT_NGRAM_ITEMS_H
/*
** ngram_items.h - n-grams one by one, where not every one of a text counts or where they
** are not the text's neighbours: around hits, and with words left out.
*/
#include "assay.h"
#include "count/ngram_stream.h"

struct ngram_hit { /* first and last code, inclusive */
  uint32_t first, last;
};

struct ngram_items {
  uint32_t min_n, max_n, skip;
  bool around;
  const struct ngram_hit *hits; /* in order of their first codes */
  size_t hit_count;
};

/* Choices of n - 1 words after the first with up to `skip` left out; stops counting above
** ASSAY_SKIP_GRAMS_MAX. */
uint64_t ngram_items_choices(uint32_t n, uint32_t skip);
/* Appends the n-grams of the running text of one document as items; codes: all of it.
** Fails as ngram_stream_reserve does; the caller then takes back what was appended. */
assay_status ngram_items_add(const struct ngram_items *items, const uint32_t *codes,
                             size_t count, struct ngram_stream *out, assay_error *err);

#endif
