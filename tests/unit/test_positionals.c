/* test_positionals.c - which words are a script's arguments and which are inputs. */
#include "cli/positionals.h"
#include "unit.h"

#define FOLDER ASSAY_SOURCE_DIR "/tests"
#define FILE_THERE ASSAY_SOURCE_DIR "/CMakeLists.txt"

static const struct script_arg args[] = {
    {.name = {"term", 4}, .type = ARG_PATTERN, .required = true, .positional = true},
    {.name = {"by", 2}, .type = ARG_FIELD},
};
static const struct script one_term = {.args = args, .arg_count = 2};

static struct arena arena;
static struct options options;
static assay_error err;
static const char *words[4];
static assay_str values[3];

/* Up to three words, then NULL. */
static void given(const char *a, const char *b, const char *c) {
  const char *all[] = {a, b, c};
  memset(&options, 0, sizeof options);
  memset(values, 0, sizeof values);
  options.inputs = words;
  options.values = values;
  for (size_t i = 0; i < 3; i++) {
    words[i] = all[i];
    options.input_count += all[i] != NULL;
  }
}

static assay_status place(const struct script *script) {
  arena_init(&arena, NULL);
  assay_status status = positionals_place(&options, script, "assay terms", &arena, &err);
  arena_free(&arena);
  return status;
}

START_TEST(the_first_word_is_the_argument) {
  given("security", FOLDER, FILE_THERE);
  ck_assert_int_eq(place(&one_term), ASSAY_OK);
  ck_str(options.values[0], "security");
  ck_assert_uint_eq(options.input_count, 2);
  ck_assert_str_eq(options.inputs[0], FOLDER);
  given("security", NULL, NULL);
  ck_assert_int_eq(place(&one_term), ASSAY_OK);
  ck_str(options.values[0], "security");
  ck_assert_uint_eq(options.input_count, 0);
}
END_TEST

START_TEST(an_argument_given_as_an_option_is_not_expected_again) {
  given(FOLDER, NULL, NULL);
  options.values[0] = S("security");
  ck_assert_int_eq(place(&one_term), ASSAY_OK);
  ck_assert_uint_eq(options.input_count, 1);
  ck_assert_str_eq(options.inputs[0], FOLDER);
}
END_TEST

START_TEST(a_missing_argument_is_named) {
  given(NULL, NULL, NULL);
  ck_assert_int_eq(place(&one_term), ASSAY_EARG);
  ck_assert_str_eq(err.message, "the TERM is missing: assay terms TERM INPUT ...");
}
END_TEST

START_TEST(texts_alone_are_not_an_argument) {
  given(FOLDER, NULL, NULL);
  ck_assert_int_eq(place(&one_term), ASSAY_EARG);
  ck_assert_str_eq(err.message, "'" FOLDER "' is a folder, so the TERM is missing; did "
                                "you mean: assay terms TERM " FOLDER " ?");
  given(FILE_THERE, NULL, NULL);
  ck_assert_int_eq(place(&one_term), ASSAY_EARG);
  ck_assert_str_eq(err.message, "'" FILE_THERE "' is a file, so the TERM is missing; did "
                                "you mean: assay terms TERM " FILE_THERE " ?");
}
END_TEST

START_TEST(an_optional_argument_leaves_texts_alone) {
  const struct script_arg optional[] = {{.name = {"term", 4}, .positional = true}};
  const struct script script = {.args = optional, .arg_count = 1};
  given(FOLDER, NULL, NULL);
  ck_assert_int_eq(place(&script), ASSAY_OK);
  ck_assert_ptr_null(options.values[0].ptr);
  ck_assert_uint_eq(options.input_count, 1);
  given("security", FOLDER, NULL);
  ck_assert_int_eq(place(&script), ASSAY_OK);
  ck_str(options.values[0], "security");
  ck_assert_uint_eq(options.input_count, 1);
}
END_TEST

START_TEST(a_required_option_is_asked_for) {
  const struct script_arg required[] = {{.name = {"target_year", 11}, .required = true}};
  const struct script script = {.args = required, .arg_count = 1};
  given(FOLDER, NULL, NULL);
  ck_assert_int_eq(place(&script), ASSAY_EARG);
  ck_assert_str_eq(err.message, "option '--target-year' is required");
}
END_TEST

START_TEST(titles_are_upper_case) {
  arena_init(&arena, NULL);
  const struct script_arg arg = {.name = {"min_words2", 10}};
  ck_str(positional_title(&arg, &arena), "MIN-WORDS2");
  arena_free(&arena);
}
END_TEST

UNIT_MAIN("positionals", the_first_word_is_the_argument,
          an_argument_given_as_an_option_is_not_expected_again,
          a_missing_argument_is_named, texts_alone_are_not_an_argument,
          an_optional_argument_leaves_texts_alone, a_required_option_is_asked_for,
          titles_are_upper_case)
