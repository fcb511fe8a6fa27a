/*
** test_codec_window.c - accumulators that go through files piece by piece are the same as
** in memory.
*/
#include "count/codec_window.h"

#include "base/alloc.h"
#include "base/file.h"
#include "count/accumulator.h"
#include "count/counter.h"
#include "count/crc32c.h"
#include "count/ngrams.h"
#include "temp_folder.h"
#include "unit.h"

#include <stdio.h>

static struct temp temp;
static assay_error failure;

/* Documents of words and numbers, some of them alike, some empty. */
static assay_ngrams *make_ngrams(uint32_t max_n, bool grouped, uint64_t memory,
                                 uint32_t documents) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  assay_ngrams *g = NULL;
  o.max_n = max_n;
  o.memory = memory;
  ck_assert_int_eq(ngrams_new(&g, &o, grouped, false, NULL), ASSAY_OK);
  uint32_t state = 7;
  for (uint32_t i = 0; i < documents; i++) {
    struct buffer text;
    assay_document *d = NULL;
    const struct ngrams_scope scope = {.group = i % 2 ? S("b") : S("a")};
    buffer_init(&text, NULL, BUFFER_NO_CEILING);
    for (uint32_t k = 0; k < i * 37 % 400; k++) {
      state = state * 1664525u + 1013904223u;
      buffer_addf(&text, "w%u ", (state >> 8) % (i % 5 ? 300 : 2));
    }
    ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                     ASSAY_OK);
    ck_assert_int_eq(ngrams_add(g, d, &scope, NULL), ASSAY_OK);
    if (memory > 0 && i % 50 == 49) ck_assert_int_eq(ngrams_spill(g, NULL), ASSAY_OK);
    assay_document_free(d);
    buffer_free(&text);
  }
  return g;
}

static struct accumulator as_accumulator(assay_ngrams *g) {
  return (struct accumulator){&ngrams_class, g};
}

static void check_bytes(const struct accumulator *a, assay_str expected) {
  struct buffer again;
  buffer_init(&again, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(accumulator_encode(a, &again, &failure), ASSAY_OK);
  ck_assert(str_equal(buffer_str(&again), expected));
  buffer_free(&again);
}

/* A file of an accumulator and the checksum that windows look for. */
static void put_file(assay_str bytes) {
  struct buffer file;
  buffer_init(&file, NULL, BUFFER_NO_CEILING);
  buffer_add_str(&file, bytes);
  codec_put_fixed32(&file, crc32c(bytes));
  ck_assert_int_eq(file_write("file", buffer_str(&file), &failure), ASSAY_OK);
  buffer_free(&file);
}

static void check_window(assay_str bytes, size_t piece, uint64_t memory) {
  struct codec_window window;
  struct accumulator read;
  bool whole = false;
  ck_assert_int_eq(codec_window_open(&window, "file", &failure), ASSAY_OK);
  window.piece = piece;
  struct codec_reader in = {
      .len = bytes.len, .what = "file", .window = &window, .memory = memory};
  ck_assert_msg(accumulator_take(&read, &in, NULL, &failure) == ASSAY_OK, "%s",
                failure.message);
  ck_assert_uint_eq(in.at, bytes.len);
  ck_assert_int_eq(codec_window_finish(&window, &whole, &failure), ASSAY_OK);
  ck_assert(whole);
  check_bytes(&read, bytes);
  read.class->free(read.object);
  codec_window_close(&window);
}

/* Spilled or not, decoded in pieces or not: equal ones have equal bytes. */
START_TEST(ngrams_pass_through_files) {
  const uint32_t orders[] = {1, 3};
  temp_enter(&temp);
  for (size_t i = 0; i < 4; i++) {
    assay_ngrams *all = make_ngrams(orders[i / 2], i % 2, 0, 400);
    assay_ngrams *few = make_ngrams(orders[i / 2], i % 2, 5 << 20, 400);
    const struct accumulator a = as_accumulator(all), b = as_accumulator(few);
    struct buffer bytes;
    buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
    ck_assert_int_eq(accumulator_encode(&a, &bytes, &failure), ASSAY_OK);
    check_bytes(&b, buffer_str(&bytes));
    put_file(buffer_str(&bytes));
    check_window(buffer_str(&bytes), 1, 5 << 20);
    check_window(buffer_str(&bytes), 1 << 20, 0);
    buffer_free(&bytes);
    assay_ngrams_free(all);
    assay_ngrams_free(few);
  }
  temp_leave(&temp);
}
END_TEST

/* More than stays in memory. */
START_TEST(a_sink_goes_on_in_a_file) {
  assay_ngrams *g = make_ngrams(2, true, 8 << 20, 6000);
  const struct accumulator a = as_accumulator(g);
  struct codec_sink sink;
  struct buffer bytes, read;
  codec_sink_init(&sink, NULL);
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_init(&read, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(accumulator_encode(&a, &bytes, &failure), ASSAY_OK);
  ck_assert_int_eq(accumulator_write(&a, &sink, &failure), ASSAY_OK);
  ck_assert_uint_gt(sink.filed, 0);
  ck_assert_uint_eq(codec_sink_at(&sink), bytes.len);
  ck_assert(buffer_reserve(&read, bytes.len));
  ck_assert_int_eq(codec_sink_read(&sink, 0, read.data, bytes.len, &failure), ASSAY_OK);
  ck_assert_int_eq(memcmp(read.data, bytes.data, bytes.len), 0);
  buffer_free(&read);
  buffer_free(&bytes);
  codec_sink_free(&sink);
  assay_ngrams_free(g);
}
END_TEST

static bool always(void) {
  return true;
}

START_TEST(both_can_be_stopped) {
  assay_ngrams *g = make_ngrams(2, false, 8 << 20, 6000);
  const struct accumulator a = as_accumulator(g);
  struct codec_sink sink;
  struct codec_window window;
  struct accumulator read;
  temp_enter(&temp);
  codec_sink_init(&sink, NULL);
  sink.stopped = always;
  ck_assert_int_eq(accumulator_write(&a, &sink, &failure), ASSAY_ECANCELLED);
  put_file(S("ASSY"));
  ck_assert_int_eq(codec_window_open(&window, "file", &failure), ASSAY_OK);
  window.stopped = always;
  struct codec_reader in = {.len = 4, .what = "file", .window = &window};
  ck_assert_int_eq(accumulator_take(&read, &in, NULL, &failure), ASSAY_ECANCELLED);
  codec_window_close(&window);
  codec_sink_free(&sink);
  assay_ngrams_free(g);
  temp_leave(&temp);
}
END_TEST

START_TEST(too_little_memory_is_said) {
  struct buffer bytes;
  temp_enter(&temp);
  assay_ngrams *g = make_ngrams(2, false, 0, 100);
  const struct accumulator a = as_accumulator(g);
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  ck_assert_int_eq(accumulator_encode(&a, &bytes, &failure), ASSAY_OK);
  put_file(buffer_str(&bytes));
  struct codec_window window;
  struct accumulator read;
  ck_assert_int_eq(codec_window_open(&window, "file", &failure), ASSAY_OK);
  struct codec_reader in = {
      .len = bytes.len, .what = "file", .window = &window, .memory = 1 << 20};
  ck_assert_int_eq(accumulator_take(&read, &in, NULL, &failure), ASSAY_ELIMIT);
  ck_assert_ptr_eq(strstr(failure.message, NGRAM_TOO_LITTLE), failure.message);
  codec_window_close(&window);
  buffer_free(&bytes);
  assay_ngrams_free(g);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("codec_window", ngrams_pass_through_files, a_sink_goes_on_in_a_file,
          both_can_be_stopped, too_little_memory_is_said)
