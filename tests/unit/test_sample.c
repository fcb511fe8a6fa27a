/* test_sample.c - fair, the same whatever the order, another with another seed. */
#include "count/sample.h"

#include "count/accumulator.h"
#include "unit.h"

static const assay_str columns[] = {{"n", 1}};

static struct sample *new_sample(size_t size, int64_t seed) {
  struct sample *s = NULL;
  ck_assert_int_eq(sample_new(&s, size, seed, columns, 1, NULL, NULL), ASSAY_OK);
  return s;
}

static void add(struct sample *s, const char *document, uint64_t position, int64_t n) {
  struct cell cell = {.kind = CELL_INTEGER, .integer = n};
  assay_str name = {document, strlen(document)};
  ck_assert_int_eq(sample_add(s, name, position, &cell, NULL, NULL), ASSAY_OK);
}

/* The integers of the rows in order; returns how many. */
static size_t read_rows(const struct sample *s, int64_t *out, size_t most) {
  struct rows *rows = NULL;
  struct cell cell;
  ck_assert_int_eq(sample_rows(s, &rows, NULL), ASSAY_OK);
  struct rows_cursor cursor = rows_begin(rows);
  size_t count = 0;
  while (count < most && rows_next(&cursor, &cell)) out[count++] = cell.integer;
  rows_free(rows);
  return count;
}

START_TEST(all_are_kept_while_there_is_room) {
  struct sample *s = new_sample(10, 1);
  int64_t got[10];
  add(s, "essay10", 5, 4);
  add(s, "essay9", 20, 2);
  add(s, "essay10", 90, 5);
  add(s, "essay9", 3, 1);
  add(s, "essay9", 20, 3);
  ck_assert_uint_eq(read_rows(s, got, 10), 5);
  for (int i = 0; i < 5; i++) ck_assert_int_eq(got[i], i + 1); /* 9 before 10 */
  ck_assert_int_eq(s->seen, 5);
  sample_free(s);
  sample_free(NULL);
}
END_TEST

/* 1000 rows, 100 chosen, 400 seeds: each row is chosen 40 times on average, with a
** standard deviation of 6; five of these are never left. */
START_TEST(every_row_has_the_same_chance) {
  static int chosen[1000];
  static int64_t got[100];
  for (int seed = 0; seed < 400; seed++) {
    struct sample *s = new_sample(100, seed);
    for (int i = 0; i < 1000; i++) add(s, "d", (uint64_t)i, i);
    ck_assert_uint_eq(read_rows(s, got, 100), 100);
    for (int i = 0; i < 100; i++) chosen[got[i]]++;
    ck_assert_int_eq(s->seen, 1000);
    sample_free(s);
  }
  for (int i = 0; i < 1000; i++) ck_assert_int_le(abs(chosen[i] - 40), 30);
}
END_TEST

START_TEST(what_must_agree_is_checked) {
  static const assay_str other[] = {{"m", 1}};
  struct sample *s = NULL, *a = new_sample(2, 1), *b = new_sample(2, 2), *c = NULL;
  struct sample *d = new_sample(3, 1);
  assay_error err;
  ck_assert_int_eq(sample_new(&s, 0, 1, columns, 1, NULL, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "the size of a sample is 1..65536, not 0");
  ck_assert_int_eq(sample_new(&s, 1, 1, columns, 0, NULL, NULL), ASSAY_EARG);
  ck_assert_int_eq(sample_new(&c, 2, 1, other, 1, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(sample_merge(a, b, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge samples of another size, seed or columns");
  ck_assert_int_eq(sample_merge(a, c, NULL), ASSAY_EARG);
  ck_assert_int_eq(sample_merge(a, d, NULL), ASSAY_EARG);
  ck_assert_int_eq(sample_merge(a, a, &err), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot merge a sample with itself");
  sample_free(a);
  sample_free(b);
  sample_free(c);
  sample_free(d);
}
END_TEST

static assay_status fill(const assay_allocator *a, assay_error *err) {
  struct sample *s = NULL;
  struct rows *rows = NULL;
  struct cell cell = {.kind = CELL_TEXT, .text = S("collective security")};
  assay_status status = sample_new(&s, 10, 1, columns, 1, a, err);
  for (uint64_t i = 0; i < 30 && status == ASSAY_OK; i++)
    status = sample_add(s, S("d"), i, &cell, NULL, err);
  if (status == ASSAY_OK) status = sample_rows(s, &rows, err);
  rows_free(rows);
  sample_free(s);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(fill);
}
END_TEST

UNIT_MAIN("sample", all_are_kept_while_there_is_room, every_row_has_the_same_chance,
          what_must_agree_is_checked, out_of_memory_leaves_nothing)
