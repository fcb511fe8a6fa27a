/* test_metadata.c - types of fields, values, and what dates give. */
#include "corpus/metadata.h"
#include "unit.h"

#include <stdio.h>

/* One field "f" with a value for each document; its type after finishing. */
static struct metadata *one_field(const char *const *values, size_t count) {
  struct metadata *m;
  ck_assert_int_eq(metadata_new(&m, count, NULL, NULL), ASSAY_OK);
  for (size_t i = 0; i < count; i++)
    ck_assert_int_eq(metadata_set(m, i, S("f"), str_from(values[i]), NULL), ASSAY_OK);
  ck_assert_int_eq(metadata_finish(m, NULL), ASSAY_OK);
  return m;
}

#define VALUES(...)                                                                      \
  (const char *const[]) {                                                                \
    __VA_ARGS__                                                                          \
  }
#define COUNT(...) (sizeof VALUES(__VA_ARGS__) / sizeof(char *))
#define check_type(expected, ...)                                                        \
  do {                                                                                   \
    size_t fields;                                                                       \
    struct metadata *m = one_field(VALUES(__VA_ARGS__), COUNT(__VA_ARGS__));             \
    ck_assert_int_eq(metadata_fields(m, &fields)[0].type, expected);                     \
    metadata_free(m);                                                                    \
  } while (0)

START_TEST(the_narrowest_type_that_fits_all) {
  check_type(FIELD_INTEGER, "1933", "-5", "+7", "007", "", "0");
  check_type(FIELD_INTEGER, "9223372036854775807", "-9223372036854775808");
  check_type(FIELD_TEXT, "9223372036854775808");
  check_type(FIELD_TEXT, "-9223372036854775809");
  check_type(FIELD_NUMBER, "1", "2.5");
  check_type(FIELD_NUMBER, ".5", "5.", "-1e3", "2E-2", "+0.0");
  check_type(FIELD_DATE, "1935-03-04", "1935/12/31");
  check_type(FIELD_TEXT, "1935-03-04", "1935");
  check_type(FIELD_TEXT, "1", "one");
  check_type(FIELD_TEXT, "", "");
  for (const char *const *s =
           VALUES("-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "nan", "inf",
                  "1 2", "1e99", "1e100000000000", "1.0000000000000001", NULL);
       *s; s++)
    check_type(FIELD_TEXT, *s);
}
END_TEST

START_TEST(numbers_are_exact) {
  struct metadata *m = one_field(VALUES("0.1", "-2.5", "1e22", "123456789012345e-22",
                                        "0.000000000000000000001", "3"),
                                 6);
  const double expected[] = {0.1, -2.5, 1e22, 123456789012345e-22, 1e-21, 3.0};
  for (size_t i = 0; i < 6; i++) {
    struct value v = metadata_value(m, i, 0);
    ck_assert_int_eq(v.kind, VALUE_NUMBER);
    ck_assert_msg(memcmp(&v.number, &expected[i], sizeof v.number) == 0, "value %zu", i);
  }
  metadata_free(m);
  m = one_field(VALUES("-9223372036854775808", "-0", "42"), 3);
  ck_assert(metadata_value(m, 0, 0).integer == INT64_MIN);
  ck_assert_int_eq(metadata_value(m, 1, 0).integer, 0);
  ck_assert_int_eq(metadata_value(m, 2, 0).integer, 42);
  metadata_free(m);
}
END_TEST

START_TEST(only_days_that_exist_are_dates) {
  check_type(FIELD_DATE, "2000-02-29", "2024-02-29", "1933-02-28");
  check_type(FIELD_TEXT, "1900-02-29");
  check_type(FIELD_TEXT, "1933-02-29");
  check_type(FIELD_TEXT, "1933-04-31");
  check_type(FIELD_TEXT, "1933-13-01");
  check_type(FIELD_TEXT, "1933-00-01");
  check_type(FIELD_TEXT, "1933-01-00");
  check_type(FIELD_TEXT, "0000-01-01");
  check_type(FIELD_TEXT, "1933-1-1");
  check_type(FIELD_TEXT, "1933-01/01");
  check_type(FIELD_TEXT, "1933.01.01");
  check_type(FIELD_TEXT, "1933-01-01T00:00");
}
END_TEST

START_TEST(dates_give_year_decade_and_month) {
  struct metadata *m = one_field(VALUES("1933/03/04", "", "1929-10-29"), 3);
  size_t count;
  const struct field *fields = metadata_fields(m, &count);
  ck_assert_uint_eq(count, 4);
  ck_str(fields[1].name, "year");
  ck_str(fields[2].name, "decade");
  ck_str(fields[3].name, "month");
  ck_assert_int_eq(fields[1].type, FIELD_INTEGER);
  ck_str(metadata_value(m, 0, 0).text, "1933-03-04");
  ck_assert_int_eq(metadata_value(m, 0, 1).integer, 1933);
  ck_assert_int_eq(metadata_value(m, 0, 2).integer, 1930);
  ck_assert_int_eq(metadata_value(m, 0, 3).integer, 3);
  ck_assert_int_eq(metadata_value(m, 1, 1).kind, VALUE_NONE);
  ck_assert_int_eq(metadata_value(m, 2, 2).integer, 1920);
  metadata_free(m);
}
END_TEST

START_TEST(fields_that_exist_are_not_derived) {
  struct metadata *m;
  size_t count;
  ck_assert_int_eq(metadata_new(&m, 1, NULL, NULL), ASSAY_OK);
  metadata_set(m, 0, S("year"), S("year of the tiger"), NULL);
  metadata_set(m, 0, S("sent"), S("1938-09-30"), NULL);
  metadata_set(m, 0, S("received"), S("1939-01-02"), NULL);
  ck_assert_int_eq(metadata_finish(m, NULL), ASSAY_OK);
  metadata_fields(m, &count);
  ck_assert_uint_eq(count, 5);
  ck_str(metadata_value(m, 0, metadata_find(m, S("year"))).text, "year of the tiger");
  ck_assert_int_eq(metadata_value(m, 0, metadata_find(m, S("month"))).integer, 9);
  metadata_free(m);
}
END_TEST

START_TEST(values_are_trimmed_and_replaced) {
  struct metadata *m;
  size_t count;
  ck_assert_int_eq(metadata_new(&m, 2, NULL, NULL), ASSAY_OK);
  metadata_set(m, 0, S(" party "), S("\t\xC2\xA0 Whig\r\n"), NULL);
  metadata_set(m, 1, S("party"), S("Whig"), NULL);
  metadata_set(m, 1, S("party"), S("Tory"), NULL);
  metadata_set(m, 0, S("party"), S("  "), NULL);
  metadata_set(m, 0, S("note"), S(""), NULL);
  metadata_set(m, 1, S("title"), S("a\0b"), NULL);
  ck_assert_int_eq(metadata_finish(m, NULL), ASSAY_OK);
  const struct field *fields = metadata_fields(m, &count);
  ck_assert_uint_eq(count, 3);
  ck_str(fields[0].name, "party");
  ck_str(fields[1].name, "note");
  ck_str(metadata_value(m, 0, 0).text, "Whig");
  ck_str(metadata_value(m, 1, 0).text, "Tory");
  ck_assert_int_eq(metadata_value(m, 0, 1).kind, VALUE_NONE);
  ck_assert_uint_eq(metadata_value(m, 1, 2).text.len, 3);
  metadata_free(m);
}
END_TEST

START_TEST(mistakes_are_refused) {
  struct metadata *m;
  assay_error err;
  ck_assert_int_eq(metadata_new(&m, 1, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(metadata_set(m, 0, S(" "), S("x"), &err), ASSAY_EARG);
  ck_assert_int_eq(metadata_set(m, 1, S("f"), S("x"), &err), ASSAY_EARG);
  ck_assert_int_eq(metadata_finish(m, NULL), ASSAY_OK);
  ck_assert_int_eq(metadata_finish(m, NULL), ASSAY_OK);
  ck_assert_int_eq(metadata_set(m, 0, S("f"), S("x"), &err), ASSAY_EARG);
  ck_assert_int_eq(metadata_find(m, S("f")), -1);
  ck_assert_int_eq(metadata_value(m, 0, -1).kind, VALUE_NONE);
  ck_assert_int_eq(metadata_value(m, 0, 0).kind, VALUE_NONE);
  metadata_free(m);
  metadata_free(NULL);
}
END_TEST

START_TEST(the_number_of_fields_is_limited) {
  struct metadata *m;
  assay_error err;
  char name[16];
  assay_status status = ASSAY_OK;
  ck_assert_int_eq(metadata_new(&m, 1, NULL, NULL), ASSAY_OK);
  for (int i = 0; i < 4097; i++) {
    ck_assert_int_eq(status, ASSAY_OK);
    int len = snprintf(name, sizeof name, "f%d", i);
    status = metadata_set(m, 0, (assay_str){name, (size_t)len}, S("1"), &err);
  }
  ck_assert_int_eq(status, ASSAY_ELIMIT);
  ck_assert_str_eq(err.message, "more than 4096 metadata fields");
  metadata_free(m);
}
END_TEST

START_TEST(no_documents_is_fine) {
  struct metadata *m;
  size_t count;
  ck_assert_int_eq(metadata_new(&m, 0, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(metadata_finish(m, NULL), ASSAY_OK);
  metadata_fields(m, &count);
  ck_assert_uint_eq(count, 0);
  metadata_free(m);
}
END_TEST

static assay_status collect(const assay_allocator *a, assay_error *err) {
  struct metadata *m;
  assay_status status = metadata_new(&m, 40, a, err);
  if (status != ASSAY_OK) return status;
  char number[] = "0.5", day[] = "1933/03/01";
  for (size_t i = 0; i < 9 && status == ASSAY_OK; i++) {
    number[0] = day[9] = (char)('1' + i);
    status = metadata_set(m, i, S("number"), str_from(number), err);
    if (status == ASSAY_OK) status = metadata_set(m, i, S("day"), str_from(day), err);
    if (status == ASSAY_OK) status = metadata_set(m, i, S("year"), S("1"), err);
    if (status == ASSAY_OK) status = metadata_set(m, i, S("text"), S("x"), err);
  }
  if (status == ASSAY_OK) status = metadata_finish(m, err);
  metadata_free(m);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(collect);
}
END_TEST

UNIT_MAIN("metadata", the_narrowest_type_that_fits_all, numbers_are_exact,
          only_days_that_exist_are_dates, dates_give_year_decade_and_month,
          fields_that_exist_are_not_derived, values_are_trimmed_and_replaced,
          mistakes_are_refused, the_number_of_fields_is_limited, no_documents_is_fine,
          out_of_memory_leaves_nothing)
