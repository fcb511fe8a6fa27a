#ifndef ASSAY_COUNT_SAMPLE_H
#define ASSAY_COUNT_SAMPLE_H
/*
** sample.h - the accumulator for a fair few of many: rows, of which those `size` are kept
** whose hash of (seed, document, position) is smallest. Each row has the same chance, and
** the choice depends on where a row is from, never on when it came: another number of
** threads or shards, or another order, gives the same sample. Another seed gives another.
** Rows of one document and position rank by their bytes; the same row twice is two rows.
*/
#include "assay.h"
#include "count/ranking.h"
#include "count/rows.h"

struct sample {
  struct ranking ranking; /* of struct sample_item */
  struct rows *shape;     /* no rows, but columns */
  int64_t seed;
  int64_t seen; /* rows added */
  bool frozen;
};

struct sample_item {
  uint64_t hash;
  uint64_t position;
  size_t document_len, row_len;
  char bytes[]; /* document, then row */
};

/* Columns as in rows_new. Owned: free with sample_free. ASSAY_EARG unless size is
** 1..RANKING_SIZE_MAX. */
assay_status sample_new(struct sample **out, size_t size, int64_t seed,
                        const assay_str *columns, size_t column_count,
                        const assay_allocator *alloc, assay_error *err);
void sample_free(struct sample *s);
/* cells and spans as in rows_add; position: a byte of the document, or any number that
** tells its rows apart. */
assay_status sample_add(struct sample *s, assay_str document, uint64_t position,
                        const struct cell *cells, const assay_span *spans,
                        assay_error *err);
/* ASSAY_EARG when size, seed or columns differ. */
assay_status sample_merge(struct sample *into, const struct sample *from,
                          assay_error *err);
/* The kept rows by document, as files sort, then by position. Owned: rows_free. */
assay_status sample_rows(const struct sample *s, struct rows **out, assay_error *err);

#endif
