/* test_options.c - the words of a command line: options in any form and order. */
#include "cli/options.h"
#include "unit.h"

static const struct script_arg args[] = {
    {.name = {"term", 4}, .type = ARG_PATTERN, .required = true, .positional = true},
    {.name = {"by", 2}, .type = ARG_FIELD},
    {.name = {"size", 4}, .letter = 'n', .type = ARG_RANGE},
    {.name = {"min_words", 9}, .type = ARG_INTEGER},
    {.name = {"zeros", 5}, .letter = 'z', .type = ARG_BOOLEAN},
};
enum { TERM, BY, SIZE, MIN_WORDS, ZEROS, ARG_COUNT };
static const struct script script = {.args = args, .arg_count = ARG_COUNT};

static struct arena arena;
static struct options options;
static assay_error err;

#define COUNT(...) ((int)(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)))
/* Parses its arguments into `options`; false when they are refused. */
#define PARSE(...)                                                                       \
  (options_parse(&options, &script, COUNT(__VA_ARGS__), (const char *[]){__VA_ARGS__},   \
                 &arena, &err) == ASSAY_OK)
#define ck_refused(expected, ...)                                                        \
  do {                                                                                   \
    ck_assert(!PARSE(__VA_ARGS__));                                                      \
    ck_assert_int_eq(err.status, ASSAY_EARG);                                            \
    ck_assert_str_eq(err.message, expected);                                             \
  } while (0)

static void setup(void) {
  arena_init(&arena, NULL);
  memset(&options, 0, sizeof options);
}

START_TEST(values_come_after_a_space_an_equals_sign_or_a_letter) {
  setup();
  ck_assert(PARSE("--by", "year", "-n3", "--min-words=10"));
  ck_str(options.values[BY], "year");
  ck_str(options.values[SIZE], "3");
  ck_str(options.values[MIN_WORDS], "10");
  ck_assert(PARSE("--by=", "-n", "2..3", "--min_words", "-3"));
  ck_str(options.values[BY], "");
  ck_str(options.values[SIZE], "2..3");
  ck_str(options.values[MIN_WORDS], "-3");
  ck_assert_ptr_null(options.values[TERM].ptr);
  ck_assert_ptr_null(options.values[ZEROS].ptr);
  arena_free(&arena);
}
END_TEST

START_TEST(order_does_not_matter) {
  setup();
  ck_assert(PARSE("security", "--csv", "essays/", "--by", "year", "-", "-q"));
  ck_assert_uint_eq(options.input_count, 3);
  ck_assert_str_eq(options.inputs[0], "security");
  ck_assert_str_eq(options.inputs[1], "essays/");
  ck_assert_str_eq(options.inputs[2], "-");
  ck_assert(options.given[OPTION_CSV] && options.given[OPTION_QUIET]);
  ck_assert(!options.given[OPTION_VERBOSE]);
  ck_assert(options_has_format(&options));
  ck_assert_int_eq(options.format, FORMAT_CSV);
  arena_free(&arena);
}
END_TEST

START_TEST(two_dashes_end_the_options) {
  setup();
  ck_assert(PARSE("-v", "--", "--by", "-n", "--"));
  ck_assert_uint_eq(options.input_count, 3);
  ck_assert_str_eq(options.inputs[0], "--by");
  ck_assert_str_eq(options.inputs[2], "--");
  ck_assert_ptr_null(options.values[BY].ptr);
  arena_free(&arena);
}
END_TEST

START_TEST(every_format_flag_means_its_format) {
  static const struct {
    const char *flag;
    enum format format;
  } flags[] = {{"--table", FORMAT_TABLE}, {"--tsv", FORMAT_TSV},
               {"--csv", FORMAT_CSV},     {"--json", FORMAT_JSON},
               {"--jsonl", FORMAT_JSONL}, {"--md", FORMAT_MD}};
  setup();
  ck_assert(PARSE("x"));
  ck_assert(!options_has_format(&options));
  for (size_t i = 0; i < 6; i++) {
    ck_assert(PARSE("x", flags[i].flag));
    ck_assert(options_has_format(&options));
    ck_assert_int_eq(options.format, flags[i].format);
  }
  arena_free(&arena);
}
END_TEST

START_TEST(booleans_have_two_forms) {
  setup();
  ck_assert(PARSE("--zeros"));
  ck_str(options.values[ZEROS], "true");
  ck_assert(PARSE("--no-zeros", "--no-zeros"));
  ck_str(options.values[ZEROS], "false");
  ck_assert(PARSE("-z"));
  ck_str(options.values[ZEROS], "true");
  ck_refused("'--zeros' and '--no-zeros' exclude each other", "--zeros", "--no-zeros");
  ck_refused("option '--zeros' takes no value, but got 'yes'", "--zeros=yes");
  ck_refused("unknown option '--no-by'", "--no-by");
  arena_free(&arena);
}
END_TEST

START_TEST(common_values_are_read) {
  setup();
  ck_assert(PARSE("-j", "4", "-o", "-", "--width=100", "--color", "always", "--encoding",
                  "latin1", "--meta", "m.csv", "--meta-pattern={year}.txt", "--tokens",
                  "\\w+"));
  ck_assert_uint_eq(options.threads, 4);
  ck_assert_uint_eq(options.width, 100);
  ck_assert_str_eq(options.output, "-");
  ck_assert_int_eq(options.color, COLOR_ALWAYS);
  ck_assert_int_eq(options.encoding, ENCODING_LATIN1);
  ck_assert_str_eq(options.meta_file, "m.csv");
  ck_assert_str_eq(options.meta_pattern, "{year}.txt");
  ck_str(options.text.tokens, "\\w+");
  ck_assert(PARSE("--no-color"));
  ck_assert_int_eq(options.color, COLOR_NEVER);
  arena_free(&arena);
}
END_TEST

START_TEST(options_about_text_add_up) {
  setup();
  ck_assert(PARSE("-q"));
  ck_assert_uint_eq(options.text.cut, ASSAY_CUT_DICTIONARY);
  ck_assert_uint_eq(options.text.fold, ASSAY_FOLD_DEFAULT);
  ck_assert_uint_eq(options.text.stem.len, 0);
  ck_assert(PARSE("--join", "web, hyphens", "--elide", "--dictionary", "off", "--fold",
                  "case,marks"));
  ck_assert_uint_eq(options.text.cut,
                    ASSAY_JOIN_WEB | ASSAY_JOIN_HYPHENS | ASSAY_SPLIT_ELISIONS);
  ck_assert_uint_eq(options.text.fold, ASSAY_FOLD_CASE | ASSAY_FOLD_MARKS);
  ck_assert(PARSE("--tokens", "x", "--fold=none"));
  ck_assert_uint_eq(options.text.cut, 0);
  ck_assert_uint_eq(options.text.fold, ASSAY_FOLD_NONE);
  ck_refused("--fold 'case,': there is no ''; there are nfc, case, turkish, marks, nfkc "
             "and none",
             "--fold", "case,");
  ck_refused("option '--dictionary' is auto or off, not 'no'", "--dictionary", "no");
  ck_refused("'--tokens' and '--join' exclude each other", "--tokens", "x", "--join",
             "web");
  arena_free(&arena);
}
END_TEST

START_TEST(wrong_common_values_are_refused) {
  setup();
  ck_refused("option '--threads' needs a whole number from 0 to 1024, not 'two'", "-j",
             "two");
  ck_refused("option '--threads' needs a whole number from 0 to 1024, not '1025'",
             "--threads=1025");
  ck_refused("option '--width' needs a whole number from 20 to 10000, not '19'",
             "--width", "19");
  ck_refused("option '--width' needs a whole number from 20 to 10000, not ''",
             "--width=");
  ck_refused("option '--threads' needs a whole number from 0 to 1024, not "
             "'99999999999999999999'",
             "-j99999999999999999999");
  ck_refused("option '--color' is auto, always or never, not 'blue'", "--color=blue");
  ck_refused("unknown encoding 'klingon'; known are utf-8, utf-16le, utf-16be, "
             "windows-1252 and latin1",
             "--encoding", "klingon");
  arena_free(&arena);
}
END_TEST

START_TEST(unknown_options_suggest_the_nearest) {
  setup();
  ck_refused("unknown option '--bye', did you mean '--by'?", "--bye");
  ck_refused("unknown option '--jsno', did you mean '--json'?", "--jsno=3");
  ck_refused("unknown option '--min-word', did you mean '--min-words'?", "--min-word",
             "3");
  ck_refused("unknown option '--no-zeroes', did you mean '--no-zeros'?", "--no-zeroes");
  ck_refused("unknown option '-by', did you mean '--by'?", "-by", "year");
  ck_refused("unknown option '--quetzalcoatl'", "--quetzalcoatl");
  ck_refused("unknown option '-x'", "-x");
  ck_refused("unknown option '--n'", "--n", "3"); /* a letter has one dash */
  ck_refused("unknown option '-qv'", "-qv");      /* letters are not bundled */
  arena_free(&arena);
}
END_TEST

START_TEST(names_are_not_abbreviated) {
  setup();
  ck_refused("unknown option '--verb', did you mean '--verbose'?", "--verb");
  ck_refused("unknown option '--meta-pat', did you mean '--meta-pattern'?", "--meta-pat",
             "x");
  arena_free(&arena);
}
END_TEST

START_TEST(missing_values_are_named) {
  setup();
  ck_refused("option '--by' needs a value", "x", "--by");
  ck_refused("option '-n' needs a value", "-n");
  ck_refused("option '--by' needs a value, but '--csv' follows (a value that begins with "
             "'-' is given with '=')",
             "--by", "--csv");
  ck_assert(PARSE("--by=--csv"));
  ck_str(options.values[BY], "--csv");
  arena_free(&arena);
}
END_TEST

START_TEST(one_value_only) {
  setup();
  ck_refused("option '--by' is given twice", "--by", "year", "--by=month");
  ck_refused("option '-n' is given twice", "--size", "2", "-n3");
  ck_refused("option '--output' is given twice", "-o", "a.csv", "--output=a.csv");
  ck_assert(PARSE("-v", "--verbose", "-v"));
  ck_refused("'--csv' and '--json' exclude each other", "--json", "--csv");
  ck_refused("'--quiet' and '--verbose' exclude each other", "-v", "-q");
  ck_refused("'--color' and '--no-color' exclude each other", "--no-color",
             "--color=auto");
  arena_free(&arena);
}
END_TEST

START_TEST(help_is_seen_anywhere_before_the_end_of_options) {
  ck_assert(options_ask_help(2, (const char *[]){"--bye", "--help"}));
  ck_assert(options_ask_help(1, (const char *[]){"-h"}));
  ck_assert(!options_ask_help(2, (const char *[]){"--", "--help"}));
  ck_assert(!options_ask_help(0, NULL));
}
END_TEST

START_TEST(scripts_may_not_take_common_names) {
  struct script_arg clash[] = {{.name = {"by", 2}}, {.name = {"meta_pattern", 12}}};
  struct script s = {.args = clash, .arg_count = 2};
  ck_assert_int_eq(options_check_script(&script, &err), ASSAY_OK);
  ck_assert_int_eq(options_check_script(&s, &err), ASSAY_ESCRIPT);
  ck_assert_str_eq(err.message, "the argument 'meta_pattern' has the name of the common "
                                "option '--meta-pattern'");
  clash[1] = (struct script_arg){.name = {"only", 4}, .letter = 'o'};
  ck_assert_int_eq(options_check_script(&s, &err), ASSAY_ESCRIPT);
  ck_assert_str_eq(err.message, "the argument 'only' has the letter 'o' of the common "
                                "option '--output'");
  clash[1] = (struct script_arg){.name = {"by", 2}};
  ck_assert_int_eq(options_check_script(&s, &err), ASSAY_ESCRIPT);
  ck_assert_str_eq(err.message, "two arguments are called 'by'");
  clash[0].letter = 'b';
  clash[1] = (struct script_arg){.name = {"bar", 3}, .letter = 'b'};
  ck_assert_int_eq(options_check_script(&s, &err), ASSAY_ESCRIPT);
  ck_assert_str_eq(err.message, "the arguments 'by' and 'bar' have the same letter 'b'");
}
END_TEST

START_TEST(the_table_is_in_the_order_of_its_ids) {
  const struct option_spec *table = options_table();
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    ck_assert_uint_eq(table[i].id, i);
    ck_assert_ptr_nonnull(table[i].help);
    ck_assert_ptr_eq(option_find((assay_str){table[i].name, strlen(table[i].name)}),
                     &table[i]);
  }
  ck_assert_ptr_null(option_find(S("outpu")));
  ck_assert_int_eq(option_find(S("j"))->id, OPTION_THREADS);
}
END_TEST

static assay_status parse_some(const assay_allocator *a, assay_error *e) {
  struct arena own;
  struct options o;
  arena_init(&own, a);
  assay_status status = options_parse(
      &o, &script, 4, (const char *[]){"x", "--by", "year", "--csv"}, &own, e);
  if (status == ASSAY_OK) { /* the suggestion allocates, too */
    status = options_parse(&o, &script, 1, (const char *[]){"--bye"}, &own, e);
    if (status == ASSAY_EARG) status = ASSAY_OK;
  }
  arena_free(&own);
  return status;
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(parse_some);
}
END_TEST

#define EARLY(...)                                                                       \
  options_read_early(&early, COUNT(__VA_ARGS__), (const char *[]){__VA_ARGS__})

START_TEST(some_options_are_known_before_the_script) {
  struct early_options early;
  EARLY("war", "--by", "year");
  ck_assert(!early.trust && !early.isolate && !early.watch && !early.writes);
  ck_assert_ptr_null(early.output);
  ck_assert(early.limit_time == 600.0);
  ck_assert_uint_eq(early.limit_memory, 0);
  EARLY("--trust", "--isolate", "--watch", "--limit-time", "2.5", "--limit-memory=64M");
  ck_assert(early.trust && early.isolate && early.watch && !early.writes);
  ck_assert(early.limit_time == 2.5);
  ck_assert_uint_eq(early.limit_memory, 64 << 20);
  EARLY("-o", "out.csv");
  ck_assert(early.writes);
  ck_assert_str_eq(early.output, "out.csv");
  EARLY("-oout.csv");
  ck_assert_str_eq(early.output, "out.csv");
  EARLY("--output=out.csv");
  ck_assert_str_eq(early.output, "out.csv");
  EARLY("-o", "-");
  ck_assert(!early.writes);
  ck_assert_ptr_null(early.output);
  EARLY("--memory", "1G");
  ck_assert(early.writes);
  ck_assert_ptr_null(early.output);
  EARLY("--memory", "1G", "-o", "-");
  ck_assert(early.writes);
}
END_TEST

START_TEST(what_is_wrong_early_is_left_for_later) {
  struct early_options early;
  EARLY("--limit-time", "soon", "--limit-memory", "much", "--limit-time");
  ck_assert(early.limit_time == 600.0);
  ck_assert_uint_eq(early.limit_memory, 0);
  EARLY("--", "--trust", "--isolate", "-o", "x"); /* inputs */
  ck_assert(!early.trust && !early.isolate && !early.writes);
  EARLY("--trusty", "--no-trust", "trust", "--limit-times=3");
  ck_assert(!early.trust);
  ck_assert(early.limit_time == 600.0);
}
END_TEST

START_TEST(help_is_asked_for_before_the_double_dash) {
#define ASKS(...) options_ask_help(COUNT(__VA_ARGS__), (const char *[]){__VA_ARGS__})
  ck_assert(ASKS("war", "--help") && ASKS("-h"));
  ck_assert(!ASKS("war", "--", "--help") && !ASKS("help"));
}
END_TEST

UNIT_MAIN("options", values_come_after_a_space_an_equals_sign_or_a_letter,
          order_does_not_matter, two_dashes_end_the_options,
          every_format_flag_means_its_format, booleans_have_two_forms,
          common_values_are_read, options_about_text_add_up,
          wrong_common_values_are_refused, unknown_options_suggest_the_nearest,
          names_are_not_abbreviated, missing_values_are_named, one_value_only,
          help_is_seen_anywhere_before_the_end_of_options,
          scripts_may_not_take_common_names, the_table_is_in_the_order_of_its_ids,
          out_of_memory_leaves_nothing, some_options_are_known_before_the_script,
          what_is_wrong_early_is_left_for_later, help_is_asked_for_before_the_double_dash)
