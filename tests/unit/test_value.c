/* test_value.c - texts of the command line as values of the script. */
#include "engine/value.h"

#include "corpus/corpus.h"
#include "engine/state.h"
#include "temp_folder.h"
#include "unit.h"

static assay_error failure;

static void ck_says(const struct script_arg *arg, const char *text, const char *message) {
  assay_str value = {text, strlen(text)};
  assay_status status = script_check_value(arg, value, &failure);
  ck_assert_msg((status == ASSAY_OK) == (message == NULL), "'%s': status %d", text,
                status);
  if (!message) return;
  ck_assert_msg(strcmp(failure.message, message) == 0, "'%s': got '%s', expected '%s'",
                text, failure.message, message);
}

START_TEST(ranges) {
  int64_t first, last;
  ck_assert(value_range(S("2"), &first, &last) && first == 2 && last == 2);
  ck_assert(value_range(S("2..3"), &first, &last) && first == 2 && last == 3);
  ck_assert(value_range(S("-3..-1"), &first, &last) && first == -3 && last == -1);
  ck_assert(value_range(S("0..0"), &first, &last) && first == 0 && last == 0);
  static const char *const bad[] = {"",    "..",   "2..", "..3",     "3..2", "2...3",
                                    "2.3", "a..b", "2-3", "1..2..3", " 2",   "2 ..3"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    ck_assert_msg(!value_range((assay_str){bad[i], strlen(bad[i])}, &first, &last),
                  "'%s'", bad[i]);
}
END_TEST

START_TEST(numbers_and_bounds) {
  struct script_arg arg = {
      .type = ARG_INTEGER, .has_min = true, .min = 1, .has_max = true, .max = 16};
  ck_says(&arg, "1", NULL);
  ck_says(&arg, "16", NULL);
  ck_says(&arg, "0", "must be at least 1");
  ck_says(&arg, "17", "must be at most 16");
  ck_says(&arg, "2.5", "must be a whole number");
  ck_says(&arg, "two", "must be a whole number");
  ck_says(&arg, "", "must be a whole number");
  ck_says(&arg, "99999999999999999999", "must be a whole number");
  arg.type = ARG_NUMBER;
  ck_says(&arg, "2.5", NULL);
  ck_says(&arg, "1e1", NULL);
  ck_says(&arg, "0.99", "must be at least 1");
  ck_says(&arg, "nan", "must be a number");
  ck_says(&arg, "1,5", "must be a number");
  arg.type = ARG_RANGE;
  ck_says(&arg, "1..16", NULL);
  ck_says(&arg, "0..3", "must be at least 1");
  ck_says(&arg, "3..17", "must be at most 16");
  ck_says(&arg, "3..2", "the first number must be the smaller one");
  ck_says(&arg, "3..x", "must be a number or a range such as 2..3");
}
END_TEST

START_TEST(choices_flags_and_terms) {
  assay_str choices[] = {S("count"), S("alpha"), S("docs")};
  struct script_arg arg = {.type = ARG_CHOICE, .choices = choices, .choice_count = 3};
  ck_says(&arg, "alpha", NULL);
  ck_says(&arg, "alpah", "must be one of: count, alpha, docs; did you mean 'alpha'?");
  ck_says(&arg, "zzz", "must be one of: count, alpha, docs");
  arg.type = ARG_BOOLEAN;
  ck_says(&arg, "true", NULL);
  ck_says(&arg, "false", NULL);
  ck_says(&arg, "yes", "is a flag, it takes no value");
  arg.type = ARG_PATTERN;
  ck_says(&arg, "collective security", NULL);
  ck_says(&arg, "", "there is no word to look for");
  arg.type = ARG_STRING;
  ck_says(&arg, "", NULL);
  arg.type = ARG_FIELD;
  ck_says(&arg, "anything", NULL);
}
END_TEST

START_TEST(intervals_days_and_lists) {
  double first, last;
  ck_assert(value_interval(S("0.5..2"), &first, &last) && first == 0.5 && last == 2.0);
  ck_assert(value_interval(S("-1.5"), &first, &last) && first == -1.5 && last == -1.5);
  ck_assert(!value_interval(S("2..0.5"), &first, &last));
  ck_assert(!value_interval(S("2..."), &first, &last));
  struct script_arg arg = {.type = ARG_INTERVAL, .has_max = true, .max = 1};
  ck_says(&arg, "0..1", NULL);
  ck_says(&arg, "0..1.5", "must be at most 1");
  ck_says(&arg, "low", "must be a number or a range such as 0.5..2");
  ck_says(&arg, "0.5..0.25", "the first number must be the smaller one");
  arg.type = ARG_DATE;
  ck_says(&arg, "1936-03-07", NULL);
  ck_says(&arg, "1900-02-29", "must be a day such as 1936-03-07");
  ck_says(&arg, "1936", "must be a day such as 1936-03-07");
  arg.type = ARG_LIST;
  ck_says(&arg, "a", NULL);
  ck_says(&arg, "a, b c ,d", NULL);
  ck_says(&arg, "a,,b", "item '' is empty");
  ck_says(&arg, "", "item '' is empty");
  arg.of = ARG_PATTERN;
  ck_says(&arg, "peace, collective security", NULL);
  ck_says(&arg, "peace,case:",
          "item 'case:' cannot be understood: there is no word to look for");
  arg.of = ARG_NUMBER;
  ck_says(&arg, "0.5,1", NULL);
  ck_says(&arg, "0.5,2", "item '2' must be at most 1");
  char many[4096] = "a";
  for (size_t i = 1; i < 2004; i += 2) memcpy(many + i, ",a", 3);
  arg.of = ARG_STRING;
  ck_says(&arg, many, "is limited to 1000 items");
}
END_TEST

START_TEST(files_are_read) {
  struct temp temp;
  temp_enter(&temp);
  temp_put("groups.txt", "peace: treaty\r\nwar: battle");
  temp_put("picture", "\x89PNG\r\n\x1A\n");
  struct script_arg arg = {.type = ARG_FILE};
  ck_says(&arg, "groups.txt", NULL);
  ck_assert_int_eq(script_check_value(&arg, S("nowhere"), &failure), ASSAY_EARG);
  ck_assert_int_eq(script_check_value(&arg, S("picture"), &failure), ASSAY_EARG);
  ck_assert_ptr_nonnull(strstr(failure.message, "PNG"));
  temp_leave(&temp);
}
END_TEST

/* A script with these arguments. */
#define SOURCE(args)                                                                     \
  "return require 'assay'.analysis { name = 'n', summary = 's', args = {" args "},\n"    \
  "  new = print, map = print, report = print }"

static const char *push_and_read(const char *source, const assay_str *values,
                                 const char *expression) {
  static char result[1024];
  struct script *script = NULL;
  struct state state;
  assay_str text = {source, strlen(source)};
  assay_str code = {expression, strlen(expression)};
  ck_assert_int_eq(script_load_source(&script, S("s"), text, NULL, &failure), ASSAY_OK);
  ck_assert_int_eq(state_open(&state, NULL, NULL), ASSAY_OK);
  ck_assert_int_eq(state_load(&state, S("e"), code, &failure), ASSAY_OK);
  value_push_args(state.L, script, values, NULL);
  assay_status status = state_call(&state, 1, 1, S("e"), code, NULL, &failure);
  snprintf(result, sizeof result, "%s",
           status == ASSAY_OK ? lua_tostring(state.L, -1) : failure.message);
  state_close(&state);
  script_free(script);
  return result;
}

START_TEST(args_have_lua_types) {
  static const char source[] = SOURCE(
      "{'term', type='pattern', help='h'}, {'min-docs', type='integer', help='h'},"
      "{'rate', type='number', help='h'}, {'all', type='boolean', help='h'},"
      "{'n', type='range', help='h'}, {'by', type='field', help='h'}");
  assay_str values[] = {S("peace"), S("3"), S("2"), S("true"), S("2..4"), S("year")};
  ck_assert_str_eq(
      push_and_read(source, values,
                    "return function(args)\n"
                    "  return table.concat({ args.term.form, math.type(args.min_docs),\n"
                    "    math.type(args.rate), tostring(args.all), args.n.min .. '-' ..\n"
                    "    args.n.max, args.by }, ' ')\n"
                    "end"),
      "word, any case integer float true 2-4 year");
}
END_TEST

START_TEST(values_of_several_parts) {
  static const char source[] = SOURCE(
      "{'share', type='interval', help='h'}, {'since', type='date', help='h'},"
      "{'terms', type='list', of='pattern', help='h'},"
      "{'sizes', type='list', of='integer', default='3,5', help='h'},"
      "{'names', type='list', help='h'}, {'groups', type='file', help='h'}");
  struct temp temp;
  temp_enter(&temp);
  temp_put("groups.txt", "peace: treaty\r\n\nwar");
  assay_str values[] = {S("0.5..1"), S("1936-03-07"), S("peace, the war"),
                        {NULL, 0},   S(" Lee ,Kim"),  S("groups.txt")};
  ck_assert_str_eq(
      push_and_read(source, values,
                    "return function(args)\n"
                    "  local file = args.groups\n"
                    "  return table.concat({ args.share.min, args.share.max,\n"
                    "    args.since.weekday, #args.terms, args.terms[2].form,\n"
                    "    math.type(args.sizes[1]), args.sizes[2],\n"
                    "    table.concat(args.names, '+'), file.name, #file.text,\n"
                    "    table.concat(file.lines, '|') }, ' ')\n"
                    "end"),
      "0.5 1.0 6 2 phrase, any case integer 5 Lee+Kim groups.txt 19 peace: treaty||war");
  temp_leave(&temp);
}
END_TEST

START_TEST(defaults_and_missing_values) {
  static const char source[] = SOURCE(
      "{'size', type='integer', default=8, help='h'}, {'title', help='h'},"
      "{'all', type='boolean', help='h'}, {'yes', type='boolean', default=true, "
      "help='h'}");
  static const char code[] = "return function(args) return ('%s %s %s "
                             "%s'):format(args.size, args.title, args.all,"
                             " args.yes) end";
  assay_str values[] = {{NULL, 0}, {NULL, 0}, {NULL, 0}, S("false")};
  ck_assert_str_eq(push_and_read(source, NULL, code), "8 nil false true");
  ck_assert_str_eq(push_and_read(source, values, code), "8 nil false false");
}
END_TEST

START_TEST(unknown_names_raise) {
  static const char source[] = SOURCE("{'min-docs', type='integer', help='h'}");
  ck_assert_ptr_nonnull(
      strstr(push_and_read(source, NULL, "return function(args) return args.mindocs end"),
             "args has no argument 'mindocs', did you mean 'min_docs'?"));
  ck_assert_str_eq(
      push_and_read(source, NULL,
                    "return function(args) return tostring(args.min_docs) end"),
      "nil");
}
END_TEST

START_TEST(fields_must_be_there) {
  struct temp temp;
  temp_enter(&temp);
  temp_put("a.txt", "peace");
  temp_put("metadata.csv", "file,author,date\na.txt,Lee,1936-01-02\n");
  static const char *const inputs[] = {"a.txt"};
  struct corpus *corpus = NULL;
  struct script *script = NULL;
  ck_assert_int_eq(corpus_open(&corpus, NULL, inputs, 1, &failure), ASSAY_OK);
  assay_str source = S(SOURCE("{'by', type='field', default='unit', help='h'}"));
  ck_assert_int_eq(script_load_source(&script, S("s"), source, NULL, &failure), ASSAY_OK);
  const struct metadata *metadata = corpus_metadata(corpus);
  assay_str by[] = {S("author")};
  ck_assert_int_eq(value_check_fields(script, by, metadata, NULL, &failure), ASSAY_OK);
  by[0] = S("year");
  ck_assert_int_eq(value_check_fields(script, by, metadata, NULL, &failure), ASSAY_OK);
  by[0] = (assay_str){NULL, 0};
  ck_assert_int_eq(value_check_fields(script, by, metadata, NULL, &failure), ASSAY_OK);
  by[0] = S("auhtor");
  ck_assert_int_eq(value_check_fields(script, by, metadata, NULL, &failure), ASSAY_EARG);
  ck_assert_ptr_nonnull(strstr(failure.message,
                               "no document has the field 'auhtor', did you mean "
                               "'author'?; there are: "));
  script_free(script);
  corpus_free(corpus);
  temp_leave(&temp);
}
END_TEST

UNIT_MAIN("value", ranges, numbers_and_bounds, choices_flags_and_terms,
          intervals_days_and_lists, files_are_read, values_of_several_parts,
          args_have_lua_types, defaults_and_missing_values, unknown_names_raise,
          fields_must_be_there)
