/* test_writer_rows.c - many rows are the same bytes whatever the number of threads. */
#include "base/buffer.h"
#include "count/ngram_rows.h"
#include "engine/report.h"
#include "engine/writer.h"
#include "unit.h"

/* The rows of so many different words, "w0" twice, and of pairs of them. */
static struct rows *many_rows(unsigned words) {
  static const assay_str names[] = {
      {"rank", 4}, {"ngram", 5}, {"count", 5}, {"per_million", 11}};
  static const enum ngram_column kinds[] = {NGRAM_RANK, NGRAM_TEXT, NGRAM_COUNT,
                                            NGRAM_PER_MILLION};
  assay_ngrams_options options = ASSAY_NGRAMS_OPTIONS_INIT;
  struct buffer text;
  assay_document *d = NULL;
  assay_ngrams *g = NULL;
  struct rows *rows = NULL;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&text, "w0 ");
  for (unsigned i = 0; i < words; i++) buffer_addf(&text, "w%u ", i);
  options.min_n = 1;
  options.max_n = 2;
  ck_assert_int_eq(assay_document_new(&d, NULL, S("d"), buffer_str(&text), NULL),
                   ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_new(&g, &options, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_add(g, d, NULL), ASSAY_OK);
  ck_assert_int_eq(assay_ngrams_sort(g, NULL), ASSAY_OK);
  ck_assert_int_eq(ngram_rows_new(&rows, g, names, kinds, 4, UINT64_MAX, NULL), ASSAY_OK);
  assay_ngrams_free(g);
  assay_document_free(d);
  buffer_free(&text);
  return rows;
}

static struct report *new_report(unsigned words, struct crew *crew) {
  struct report *report = NULL;
  ck_assert_int_eq(report_new(&report, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(report_add_table(report, S("t"), many_rows(words), NULL, NULL),
                   ASSAY_OK);
  report_use_crew(report, crew);
  return report;
}

struct taken {
  struct buffer bytes;
  size_t stop; /* refuse from here on; 0: never */
};

static bool take(void *ctx, assay_str bytes) {
  struct taken *t = ctx;
  ck_assert_uint_le(bytes.len, 64 * 1024);
  buffer_add_str(&t->bytes, bytes);
  return t->stop == 0 || t->bytes.len < t->stop;
}

static assay_status write_with(size_t threads, enum format format, unsigned words,
                               struct taken *out) {
  struct crew *crew = crew_new(threads);
  struct report *report = new_report(words, crew);
  struct writer_options options = {.format = format};
  buffer_init(&out->bytes, NULL, BUFFER_NO_CEILING);
  assay_status status = report_write(report, &options, take, out, NULL);
  report_free(report);
  crew_free(crew);
  return status;
}

static void check_same(enum format format, unsigned words) {
  struct taken alone = {.stop = 0};
  ck_assert_int_eq(write_with(1, format, words, &alone), ASSAY_OK);
  for (size_t threads = 2; threads <= 5; threads++) {
    struct taken together = {.stop = 0};
    ck_assert_int_eq(write_with(threads, format, words, &together), ASSAY_OK);
    ck_assert_uint_eq(together.bytes.len, alone.bytes.len);
    ck_assert_mem_eq(together.bytes.data, alone.bytes.data, alone.bytes.len);
    buffer_free(&together.bytes);
  }
  buffer_free(&alone.bytes);
}

START_TEST(threads_do_not_show) {
  check_same(FORMAT_TSV, 40000);
  check_same(FORMAT_CSV, 40000);
  check_same(FORMAT_JSONL, 20000);
  check_same(FORMAT_TSV, 10);
}
END_TEST

START_TEST(rows_are_what_they_should_be) {
  struct taken got = {.stop = 0};
  ck_assert_int_eq(write_with(3, FORMAT_TSV, 30000, &got), ASSAY_OK);
  buffer_add_char(&got.bytes, '\0');
  const char *first = "rank\tngram\tcount\tper_million\n1\tw0\t2\t66.66444451851605\n"
                      "2\tw0 w0\t1\t33.332222259258025\n";
  ck_assert(strncmp(got.bytes.data, first, strlen(first)) == 0);
  size_t lines = 0;
  for (const char *p = got.bytes.data; *p; p++) lines += *p == '\n';
  ck_assert_uint_eq(lines, 1 + 30000 + 30000);
  buffer_free(&got.bytes);
}
END_TEST

START_TEST(a_sink_that_refuses_ends_it) {
  for (size_t threads = 1; threads <= 3; threads++) {
    struct taken got = {.stop = 300000};
    ck_assert_int_eq(write_with(threads, FORMAT_TSV, 40000, &got), ASSAY_EIO);
    ck_assert_uint_lt(got.bytes.len, 300000 + 64 * 1024 + 1);
    buffer_free(&got.bytes);
  }
}
END_TEST

UNIT_MAIN("writer_rows", threads_do_not_show, rows_are_what_they_should_be,
          a_sink_that_refuses_ends_it)
