/* test_output.c - which format, width and colour an output gets. */
#include "cli/output.h"
#include "unit.h"

static struct options options;
static struct output output;
static assay_error err;
static const struct terminal pipe_end = {.width = 80};
static const struct terminal screen = {.out = true, .width = 120};

static assay_status choose(const char *path, int flag, const struct terminal *terminal) {
  memset(&options, 0, sizeof options);
  options.output = path;
  options.color = COLOR_ALWAYS;
  if (flag >= 0) {
    options.given[flag] = true;
    options.format = (enum format)(flag - OPTION_TABLE);
  }
  return output_choose(&output, &options, terminal, &err);
}

START_TEST(people_get_tables_and_programs_tsv) {
  ck_assert_int_eq(choose(NULL, -1, &screen), ASSAY_OK);
  ck_assert_int_eq(output.writer.format, FORMAT_TABLE);
  ck_assert_uint_eq(output.writer.width, 120);
  ck_assert(output.writer.escape && output.writer.color);
  ck_assert_ptr_null(output.path);
  ck_assert_int_eq(choose(NULL, -1, &pipe_end), ASSAY_OK);
  ck_assert_int_eq(output.writer.format, FORMAT_TSV);
  ck_assert_int_eq(choose("-", -1, &screen), ASSAY_OK);
  ck_assert_int_eq(output.writer.format, FORMAT_TABLE);
  ck_assert_ptr_null(output.path);
}
END_TEST

START_TEST(a_table_in_a_pipe_is_not_shortened) {
  ck_assert_int_eq(choose(NULL, OPTION_TABLE, &pipe_end), ASSAY_OK);
  ck_assert_int_eq(output.writer.format, FORMAT_TABLE);
  ck_assert_uint_eq(output.writer.width, 0);
  ck_assert(!output.writer.escape);
}
END_TEST

START_TEST(the_suffix_names_the_format) {
  static const struct {
    const char *path;
    enum format format;
  } cases[] = {{"a.txt", FORMAT_TABLE}, {"a.tsv", FORMAT_TSV},     {"a.csv", FORMAT_CSV},
               {"a.json", FORMAT_JSON}, {"a.jsonl", FORMAT_JSONL}, {"a.b.md", FORMAT_MD}};
  for (size_t i = 0; i < 6; i++) {
    ck_assert_int_eq(choose(cases[i].path, -1, &screen), ASSAY_OK);
    ck_assert_int_eq(output.writer.format, cases[i].format);
    ck_assert_str_eq(output.path, cases[i].path);
    ck_assert(!output.writer.color && !output.writer.escape);
    ck_assert_uint_eq(output.writer.width, 0);
  }
  ck_assert_int_eq(choose("a.csv", OPTION_JSON, &screen), ASSAY_OK);
  ck_assert_int_eq(output.writer.format, FORMAT_JSON);
}
END_TEST

START_TEST(an_unknown_suffix_needs_a_format) {
  static const char *const paths[] = {"a", "a.doc", "a.", "./a"};
  for (size_t i = 0; i < 4; i++) {
    ck_assert_int_eq(choose(paths[i], -1, &screen), ASSAY_EARG);
    ck_assert_ptr_nonnull(strstr(err.message, "names no format"));
    ck_assert_int_eq(choose(paths[i], OPTION_CSV, &screen), ASSAY_OK);
    ck_assert_int_eq(output.writer.format, FORMAT_CSV);
  }
}
END_TEST

START_TEST(the_place_is_checked_before_the_work) {
  ck_assert_int_eq(choose(ASSAY_SOURCE_DIR, OPTION_CSV, &screen), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot write to '" ASSAY_SOURCE_DIR "': is a folder");
  ck_assert_int_eq(choose("no-such-folder/a.csv", -1, &screen), ASSAY_EARG);
  ck_assert_str_eq(err.message, "cannot write to 'no-such-folder/a.csv': "
                                "'no-such-folder/': no such file or folder");
}
END_TEST

UNIT_MAIN("output", people_get_tables_and_programs_tsv,
          a_table_in_a_pipe_is_not_shortened, the_suffix_names_the_format,
          an_unknown_suffix_needs_a_format, the_place_is_checked_before_the_work)
