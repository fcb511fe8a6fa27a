#ifndef ASSAY_COUNT_NGRAM_ROWS_H
#define ASSAY_COUNT_NGRAM_ROWS_H
/*
** ngram_rows.h - a list of n-grams as rows of a table, made when they are read.
*/
#include "assay.h"
#include "count/ngrams.h"
#include "count/rows.h"

enum ngram_column {
  NGRAM_GROUP = 0,
  NGRAM_RANK, /* place in the group's list, from 1 */
  NGRAM_TEXT,
  NGRAM_N,
  NGRAM_COUNT,
  NGRAM_PER_MILLION, /* of the running words of the group */
  NGRAM_DOCUMENTS
};
enum { NGRAM_COLUMNS = NGRAM_DOCUMENTS + 1 };

/* The list that g has (ngrams_list), at most `limit` n-grams of each group. kinds are
** those of the columns. The rows become an owner of g. Owned: rows_free. */
assay_status ngram_rows_new(struct rows **out, assay_ngrams *g, const assay_str *columns,
                            const enum ngram_column *kinds, size_t column_count,
                            uint64_t limit, assay_error *err);

#endif
