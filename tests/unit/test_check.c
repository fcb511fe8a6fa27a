/* test_check.c - what is found in a script without running it, and the values with which
** it is tried. */
#include "engine/check.h"

#include "base/buffer.h"
#include "unit.h"

#include <stdio.h>

static struct script *script;
static struct buffer found;
static assay_error failure;

static void write_finding(void *ctx, const struct finding *f) {
  (void)ctx;
  buffer_addf(&found, "%u%s %s\n", (unsigned)f->line, f->hint ? " hint:" : ":",
              f->message);
}

static const char *text_of(struct buffer *buffer) {
  static char text[8192];
  assay_str made = buffer_str(buffer);
  snprintf(text, sizeof text, "%.*s", (int)made.len, made.ptr);
  buffer_free(buffer);
  return text;
}

static const struct check_options polite = {.test_count = 1};

/* What is found in it, a line each. */
static const char *findings(const char *source, const struct check_options *options) {
  ck_assert_msg(script_load_source(&script, S("t.lua"),
                                   (assay_str){source, strlen(source)}, NULL,
                                   &failure) == ASSAY_OK,
                "%s", failure.message);
  buffer_init(&found, NULL, 1 << 16);
  ck_assert_int_eq(check_script(script, options, write_finding, NULL, &failure),
                   ASSAY_OK);
  script_free(script);
  return text_of(&found);
}

#define GOOD                                                                             \
  "local assay = require 'assay'\n"                                                      \
  "return assay.analysis { name = 't', summary = 's', version = '1', examples = { { "    \
  "'a', 'b' } },\n"
#define REST "new = print, map = print, report = print }"

START_TEST(a_good_script_has_nothing) {
  ck_assert_str_eq(findings(GOOD REST, &polite), "");
}
END_TEST

START_TEST(names_that_nobody_defines) {
  ck_assert_str_eq(
      findings(GOOD "new = function(args) return { c = assay.countr() } end,\n"
                    "map = function(acc, doc, args) n = doc.nme for hit in doc:find('x') "
                    "do print(hit.txt) end end,\n"
                    "report = function(acc, args, out) out:tble(math.flor(x)) end }",
               &polite),
      "3: assay has no function 'countr', did you mean 'counter'?\n"
      "4: assignment to the undeclared global 'n' (write 'local n')\n"
      "4: document has no field 'nme', did you mean 'name'?\n"
      "4: hit has no field 'txt', did you mean 'text'?\n"
      "5: out has no field 'tble', did you mean 'table'?\n"
      "5: math has no function 'flor', did you mean 'floor'?\n"
      "5: the global 'x' is not defined\n");
}
END_TEST

START_TEST(arguments_that_nobody_reads) {
  static const char args[] = GOOD
      "args = { { 'used', help = 'h' }, { 'min-docs', help = 'h' },\n"
      "  { 'idle', help = '' } }, new = print, map = print,\n"
      "report = function(acc, args) print(args.used, args.min_docs, args.usd) end }";
  ck_assert_str_eq(findings(args, &polite),
                   "5: args has no argument 'usd', did you mean 'used'?\n"
                   "4: the argument 'idle' is never read\n"
                   "4 hint: the argument 'idle' has no help\n");
  static const char away[] = GOOD "args = { { 'idle', help = 'h' } }, new = print,\n"
                                  "map = print, report = function(acc, args) print(args) "
                                  "end }";
  ck_assert_str_eq(findings(away, &polite), ""); /* whoever gets args may read it */
}
END_TEST

START_TEST(metadata_that_no_test_has) {
  const assay_str fields[] = {S("author"), S("party")};
  const struct check_options options = {fields, 2, 1};
  static const char source[] = GOOD "new = print, report = print,\n"
                                    "map = function(acc, doc) print(doc.meta.athor, "
                                    "doc.meta.party, doc.meta.year) end }";
  ck_assert_str_eq(findings(source, &options),
                   "4 hint: no test has the metadata field 'athor', did you mean "
                   "'author'?\n");
  ck_assert_str_eq(findings(source, &polite), ""); /* no test has any */
}
END_TEST

START_TEST(what_users_will_miss) {
  static const struct check_options none;
  ck_assert_str_eq(
      findings("return require 'assay'.analysis { name = 't', summary = ' ', " REST,
               &none),
      "0 hint: its summary is empty: one line for 'assay scripts'\n"
      "0 hint: it has no version: version = \"1.0\"\n"
      "0 hint: it has no examples: examples = { { \"command\", \"what it shows\" } }\n"
      "0 hint: it has no tests: tests = { { files = { ... }, expect = { ... } } }\n");
}
END_TEST

START_TEST(files_that_are_no_analysis) {
  static const char source[] = "local assay = require 'assay'\nlocal m = {}\n"
                               "function m.f(args) return args.x, assay.fild('x') end\n"
                               "return m\n";
  buffer_init(&found, NULL, 1 << 16);
  ck_assert_int_eq(check_names(S(source), write_finding, NULL, &failure), ASSAY_OK);
  ck_assert_str_eq(text_of(&found), "3: assay has no function 'fild', did you mean "
                                    "'fold'?\n");
}
END_TEST

static void ck_value(struct script_arg arg, const char *expected) {
  assay_str value = check_value(&arg);
  if (!expected) {
    ck_assert_ptr_null(value.ptr);
    return;
  }
  ck_str(value, expected);
  if (arg.type != ARG_FILE && arg.type != ARG_CORPUS)
    ck_assert_int_eq(script_check_value(&arg, value, NULL), ASSAY_OK);
}

START_TEST(values_to_try_are_good_ones) {
  const assay_str choices[] = {S("count"), S("alpha")};
  ck_value((struct script_arg){.type = ARG_STRING}, "peace");
  ck_value((struct script_arg){.type = ARG_STRING, .fallback = S("x")}, "x");
  ck_value((struct script_arg){.type = ARG_PATTERN}, "peace|war");
  ck_value((struct script_arg){.type = ARG_INTEGER}, "2");
  ck_value((struct script_arg){.type = ARG_INTEGER, .has_min = true, .min = 50}, "100");
  ck_value((struct script_arg){.type = ARG_INTEGER, .has_max = true, .max = 1}, "1");
  ck_value((struct script_arg){.type = ARG_INTEGER, .has_min = true, .min = 1000}, NULL);
  ck_value((struct script_arg){.type = ARG_NUMBER}, "0.5");
  ck_value((struct script_arg){.type = ARG_RANGE, .has_min = true, .min = 10}, "10");
  ck_value((struct script_arg){.type = ARG_BOOLEAN, .fallback = S("false")}, "true");
  ck_value((struct script_arg){.type = ARG_DATE}, "1936-03-07");
  ck_value((struct script_arg){.type = ARG_STOPWORDS}, "en");
  ck_value((struct script_arg){.type = ARG_FILE}, "words.txt");
  ck_value((struct script_arg){.type = ARG_LEXICON}, NULL);
  ck_value((struct script_arg){.type = ARG_CHOICE, .choices = choices, .choice_count = 2},
           "alpha");
  ck_value((struct script_arg){.type = ARG_LIST, .of = ARG_DATE}, "1936-03-07");
}
END_TEST

UNIT_MAIN("check", a_good_script_has_nothing, names_that_nobody_defines,
          arguments_that_nobody_reads, metadata_that_no_test_has, what_users_will_miss,
          files_that_are_no_analysis, values_to_try_are_good_ones)
