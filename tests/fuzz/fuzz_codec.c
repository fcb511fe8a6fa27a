/*
** fuzz_codec.c - encoded accumulators: what is accepted encodes to the very same bytes,
** is equal to itself, merges, and answers questions. The bytes are tried as they are, and
** as a kind byte and a payload, which get a frame: a fuzzer cannot guess checksums.
*/
#include "count/accumulator.h"
#include "count/crc32c.h"
#include "count/distinct.h"
#include "count/grid.h"
#include "count/moments.h"
#include "count/ngrams.h"
#include "count/passages.h"
#include "count/quantiles.h"
#include "count/sample.h"
#include "count/windows.h"
#include "fuzz.h"

static void check_questions(const struct accumulator *a) {
  struct buffer list;
  buffer_init(&list, NULL, BUFFER_NO_CEILING);
  if (a->class == &moments_class) {
    const struct moments *m = a->object;
    moments_sum(m);
    if (m->count > 0) moments_mean(m);
    if (m->count > 1) FUZZ_CHECK(moments_deviation(m) >= 0);
  } else if (a->class == &quantiles_class) {
    const struct quantiles *q = a->object;
    double shares[] = {0, 0.5, 1}, values[3];
    if (q->counts->total > 0) {
      FUZZ_CHECK(quantiles_at(q, shares, 3, values, NULL) == ASSAY_OK);
      FUZZ_CHECK(q->least <= values[0] && values[0] <= values[1]);
      FUZZ_CHECK(values[1] <= values[2] && values[2] <= q->greatest);
    }
  } else if (a->class == &distinct_class) {
    FUZZ_CHECK(distinct_count(a->object) >= 0);
  } else if (a->class == &sample_class) {
    struct rows *rows;
    FUZZ_CHECK(sample_rows(a->object, &rows, NULL) == ASSAY_OK);
    struct rows_cursor cursor = rows_begin(rows);
    struct cell cells[ROWS_COLUMN_LIMIT];
    for (size_t i = 0; i < rows->count; i++) FUZZ_CHECK(rows_next(&cursor, cells));
    FUZZ_CHECK(!rows_next(&cursor, cells));
    rows_free(rows);
  } else if (a->class == &windows_class) {
    FUZZ_CHECK(windows_near(a->object, WINDOWS_NODE, ORDER_BY_COUNT, &list, NULL) ==
               ASSAY_OK);
    buffer_clear(&list);
    FUZZ_CHECK(windows_pairs(a->object, ORDER_BY_KEY, &list, NULL) == ASSAY_OK);
  } else if (a->class == &ngrams_class) {
    assay_ngrams *g = a->object;
    uint64_t counted = 0;
    FUZZ_CHECK(assay_ngrams_sort(g, NULL) == ASSAY_OK);
    for (size_t i = 0; i < assay_ngrams_count(g); i++) {
      assay_ngram gram;
      FUZZ_CHECK(assay_ngrams_at(g, i, &gram, NULL) == ASSAY_OK);
      FUZZ_CHECK(gram.count > 0 && gram.documents > 0 && gram.documents <= gram.count);
      counted += gram.count;
    }
    FUZZ_CHECK(counted >= assay_ngrams_count(g));
  } else if (a->class == &passages_class) {
    const struct passages_query query = {3, 3, 1};
    struct passage_list found;
    FUZZ_CHECK(passages_find(a->object, &query, &found, NULL) == ASSAY_OK);
    for (size_t i = 0; i < found.count; i++)
      FUZZ_CHECK(found.passages[i].begin < found.passages[i].end &&
                 found.passages[i].end <= found.place_count);
    passages_free_list(&found);
  } else if (a->class == &grid_class) {
    struct sparse_cell *cells;
    size_t count;
    FUZZ_CHECK(grid_cells(a->object, ORDER_BY_KEY, &cells, &count, NULL) == ASSAY_OK);
    grid_free_cells(a->object, cells);
  }
  buffer_free(&list);
}

static void check_merge(const struct accumulator *a, assay_str bytes) {
  struct accumulator twin;
  FUZZ_CHECK(accumulator_decode(&twin, bytes, NULL, NULL, NULL) == ASSAY_OK);
  FUZZ_CHECK(a->class->equal(a->object, twin.object));
  assay_status status = a->class->merge(twin.object, a->object, NULL);
  FUZZ_CHECK(status == ASSAY_OK || status == ASSAY_ELIMIT);
  if (status == ASSAY_OK) check_questions(&twin);
  twin.class->free(twin.object);
}

static void check(assay_str bytes) {
  struct accumulator a;
  struct buffer again;
  assay_error err;
  assay_status status = accumulator_decode(&a, bytes, NULL, NULL, &err);
  if (status != ASSAY_OK) {
    FUZZ_CHECK(status == ASSAY_EFORMAT || status == ASSAY_ELIMIT);
    FUZZ_CHECK(err.offset <= bytes.len && err.message[0] != '\0');
    return;
  }
  buffer_init(&again, NULL, BUFFER_NO_CEILING);
  FUZZ_CHECK(accumulator_encode(&a, &again, NULL) == ASSAY_OK);
  FUZZ_CHECK(again.len == bytes.len && memcmp(again.data, bytes.ptr, again.len) == 0);
  check_questions(&a);
  check_merge(&a, bytes);
  a.class->free(a.object);
  buffer_free(&again);
}

/* A frame for a kind and a payload, of the version that is read. */
static void check_framed(unsigned kind, assay_str payload) {
  struct buffer bytes;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&bytes, "ASSY");
  buffer_add_char(&bytes, (char)kind);
  buffer_add_char(&bytes, kind == KIND_NGRAMS ? 2 : 1);
  buffer_add(&bytes, "\0", 2);
  codec_put_fixed64(&bytes, payload.len);
  buffer_add_str(&bytes, payload);
  codec_put_fixed32(&bytes, crc32c(buffer_str(&bytes)));
  check(buffer_str(&bytes));
  buffer_free(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check(fuzz_str(data, size));
  if (size > 0) check_framed(data[0], fuzz_str(data + 1, size - 1));
  return 0;
}
