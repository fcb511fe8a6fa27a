/* accumulator.c - the classes, and the one way to add counts. */
#include "count/accumulator.h"

#include "base/error.h"
#include "count/counter.h"
#include "count/grid.h"
#include "count/rows.h"

static assay_status merge_counter(void *into, const void *from, assay_error *err) {
  return counter_merge(into, from, err);
}

static assay_status merge_grid(void *into, const void *from, assay_error *err) {
  return grid_merge(into, from, err);
}

static assay_status merge_ngrams(void *into, const void *from, assay_error *err) {
  return assay_ngrams_merge(into, from, err);
}

static assay_status merge_rows(void *into, const void *from, assay_error *err) {
  return rows_merge(into, from, err);
}

static void free_counter(void *object) {
  counter_free(object);
}
static void free_grid(void *object) {
  grid_free(object);
}
static void free_ngrams(void *object) {
  assay_ngrams_free(object);
}
static void free_rows(void *object) {
  rows_free(object);
}

const struct accumulator_class counter_class = {"counter", merge_counter, free_counter};
const struct accumulator_class grid_class = {"grid", merge_grid, free_grid};
const struct accumulator_class ngrams_class = {"ngrams", merge_ngrams, free_ngrams};
const struct accumulator_class rows_class = {"rows", merge_rows, free_rows};

assay_status count_add(int64_t a, int64_t b, int64_t *sum, assay_error *err) {
  if ((b > 0 && a > INT64_MAX - b) || (b < 0 && a < INT64_MIN - b))
    return error_set(err, ASSAY_ELIMIT, "a count is limited to 64 bits");
  *sum = a + b;
  return ASSAY_OK;
}
