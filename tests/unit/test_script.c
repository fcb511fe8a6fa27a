/* test_script.c - reading an analysis, and every way in which it can be wrong. */
#include "engine/script.h"
#include "temp_folder.h"
#include "unit.h"

#define ENDS "  new = print, map = print, report = print }\n"
#define HEAD                                                                             \
  "local assay = require 'assay'\nreturn assay.analysis { name = 'n', summary = 's',\n"
#define WITH_ARGS(args) HEAD "  args = { " args " },\n" ENDS

static assay_error failure;

static assay_status load_text(struct script **script, const char *source) {
  assay_str text = {source, strlen(source)};
  memset(&failure, 0, sizeof failure);
  return script_load_source(script, S("my.lua"), text, NULL, &failure);
}

/* Loading fails with a message that holds this text, at that line (0: any). */
static void ck_fails(const char *source, const char *piece, uint32_t line) {
  struct script *script = NULL;
  ck_assert_int_eq(load_text(&script, source), ASSAY_ESCRIPT);
  ck_assert_ptr_null(script);
  ck_assert_str_eq(failure.source, "my.lua");
  ck_assert_msg(strstr(failure.message, piece) != NULL, "'%s' is not in '%s'", piece,
                failure.message);
  if (line) ck_assert_uint_eq(failure.line, line);
}

START_TEST(everything_is_read) {
  static const char source[] =
      "local assay = require 'assay'\n"
      "return assay.analysis {\n"
      "  name = 'whose-words', version = '1.2', summary = 'One line', description = "
      "'All',\n"
      "  author = 'A', license = 'MIT', categories = { 'x' },\n"
      "  args = {\n"
      "    { 'term', type = 'pattern', required = true, positional = true, help = 'h1' "
      "},\n"
      "    { 'min-docs', type = 'integer', default = 2, min = 1, max = 9, help = 'h2' "
      "},\n"
      "    { 'n', type = 'range', letter = 'n', default = '2..3', help = 'h3' },\n"
      "    { 'sort', type = 'choice', choices = { 'count', 'alpha' }, help = 'h4' },\n"
      "    { 'rate', type = 'number', default = 0.5, help = 'h5' },\n"
      "    { 'all', type = 'boolean', default = true, help = 'h6' },\n"
      "    { 'by', type = 'field', help = 'h7' },\n"
      "    { 'title', help = 'h8' },\n"
      "  },\n"
      "  examples = { { 'assay run my.lua x', 'shows x' } },\n"
      "  tests = { {} },\n"
      "  new = function() end, map = function() end, report = function() end,\n"
      "}\n";
  struct script *s = NULL;
  ck_assert_int_eq(load_text(&s, source), ASSAY_OK);
  ck_str(s->path, "my.lua");
  ck_assert_uint_eq(s->source.len, sizeof source - 1);
  ck_str(s->name, "whose-words");
  ck_str(s->version, "1.2");
  ck_str(s->summary, "One line");
  ck_str(s->description, "All");
  static const enum arg_type types[] = {ARG_PATTERN, ARG_INTEGER, ARG_RANGE, ARG_CHOICE,
                                        ARG_NUMBER,  ARG_BOOLEAN, ARG_FIELD, ARG_STRING};
  ck_assert_uint_eq(s->arg_count, 8);
  for (size_t i = 0; i < 8; i++) {
    ck_assert_int_eq(s->args[i].type, types[i]);
    ck_assert_uint_eq(s->args[i].help.len, 2);
  }
  ck_assert(s->args[0].required && s->args[0].positional);
  ck_assert(!s->args[1].required && !s->args[1].positional);
  ck_assert_ptr_null(s->args[0].fallback.ptr);
  ck_str(s->args[1].fallback, "2");
  ck_assert(s->args[1].has_min && s->args[1].has_max && !s->args[2].has_min);
  ck_assert(s->args[1].min == 1.0 && s->args[1].max == 9.0);
  ck_assert_int_eq(s->args[2].letter, 'n');
  ck_assert_int_eq(s->args[1].letter, 0);
  ck_str(s->args[2].fallback, "2..3");
  ck_assert_uint_eq(s->args[3].choice_count, 2);
  ck_str(s->args[3].choices[1], "alpha");
  ck_str(s->args[4].fallback, "0.5");
  ck_str(s->args[5].fallback, "true");
  ck_assert_uint_eq(s->example_count, 1);
  ck_str(s->examples[0].command, "assay run my.lua x");
  ck_str(s->examples[0].text, "shows x");
  ck_assert_int_eq(script_find_arg(s, S("min_docs")), 1);
  ck_assert_int_eq(script_find_arg(s, S("min-docs")), 1);
  ck_assert_int_eq(script_find_arg(s, S("min")), -1);
  script_free(s);
  script_free(NULL);
}
END_TEST

START_TEST(the_least_that_is_needed) {
  struct script *s = NULL;
  ck_assert_int_eq(load_text(&s, HEAD ENDS), ASSAY_OK);
  ck_assert_uint_eq(s->arg_count, 0);
  ck_assert_uint_eq(s->example_count, 0);
  ck_assert_ptr_null(s->version.ptr);
  ck_assert_ptr_null(s->description.ptr);
  script_free(s);
}
END_TEST

START_TEST(a_syntax_error_shows_the_line) {
  ck_fails("local a = 1\nlocal b = = 2\n", "unexpected symbol near '='", 2);
  ck_assert_ptr_nonnull(strstr(failure.message, "\n    2 | local b = = 2\n"
                                                "      |         ^"));
  ck_fails("return {", "unexpected symbol near <eof>", 1);
  ck_fails("if true then\nlocal x = 1\n", "'end' expected (to close 'if' at line 1)", 3);
  ck_fails("x = 'abc\n", "unfinished string", 1);
}
END_TEST

START_TEST(a_script_that_returns_no_analysis) {
  ck_fails("", "must end with 'return assay.analysis{...}'; this one returned nothing",
           0);
  ck_fails("return {}", "this one returned a table", 0);
  ck_fails("return 1", "this one returned a number", 0);
  ck_fails("local a = require 'assay'.analysis\n"
           "a { name = 'n', summary = 's', new = print, map = print, report = print }\n",
           "this one returned nothing", 0);
}
END_TEST

START_TEST(fields_of_the_analysis) {
  ck_fails("return require 'assay'.analysis {}", "the analysis lacks the field 'name'",
           1);
  ck_fails("return require 'assay'.analysis { name = 1 }",
           "field 'name' must be a string, not a number", 1);
  ck_fails(HEAD "  mpa = print, new = print, report = print }",
           "the analysis has no field 'mpa', did you mean 'map'?", 0);
  ck_fails(HEAD "  args = 'by',\n" ENDS, "field 'args' must be a table, not a string", 0);
  ck_fails("return require 'assay'.analisis {}", "did you mean 'analysis'?", 1);
  ck_assert_ptr_nonnull(
      strstr(failure.message, "      |                        ^^^^^^^^"));
}
END_TEST

START_TEST(arguments) {
  ck_fails(WITH_ARGS("'by'"), "args[1] must be a table that begins with a name", 0);
  ck_fails(WITH_ARGS("{ 'by' }"), "argument 'by' lacks the field 'help'", 0);
  ck_fails(WITH_ARGS("{ 'by', help = 'h', typ = 'field' }"),
           "argument 'by' has no field 'typ', did you mean 'type'?", 0);
  ck_fails(WITH_ARGS("{ 'by', help = 'h', type = 'feild' }"),
           "argument 'by' has no type 'feild', did you mean 'field'?", 0);
  ck_fails(WITH_ARGS("{ 'by', help = 1 }"), "must be a string, not a number", 0);
  ck_fails(WITH_ARGS("{ 'By', help = 'h' }"), "lower-case letters", 0);
  ck_fails(WITH_ARGS("{ 'by', help = 'h', letter = 'bb' }"),
           "argument 'by': the letter is one character", 0);
  ck_fails(WITH_ARGS("{ 'a', help = 'h' }, { 'a', help = 'h' }"),
           "argument 'a' is there twice", 0);
  ck_fails(WITH_ARGS("{ 'a-b', help = 'h' }, { 'a_b', help = 'h' }"),
           "argument 'a_b' is there twice", 0);
  ck_fails(
      HEAD
      "  args = (function() local t = {}\n"
      "    for i = 1, 65 do t[i] = { 'a' .. i, help = 'h' } end return t end)(),\n" ENDS,
      "an analysis is limited to 64 arguments", 0);
  ck_fails(HEAD "  examples = { 'assay run' },\n" ENDS, "examples[1] must be", 0);
}
END_TEST

START_TEST(defaults) {
  ck_fails(WITH_ARGS("{ 'n', type = 'integer', default = 'x', help = 'h' }"),
           "argument 'n': its default is wrong: must be a whole number", 0);
  ck_fails(WITH_ARGS("{ 'n', type = 'integer', default = 0, min = 1, help = 'h' }"),
           "its default is wrong: must be at least 1", 0);
  ck_fails(WITH_ARGS("{ 'n', type = 'range', default = '3..2', help = 'h' }"),
           "its default is wrong: the first number must be the smaller one", 0);
  ck_fails(WITH_ARGS("{ 'n', type = 'choice', choices = { 'count' }, default = 'cuont', "
                     "help = 'h' }"),
           "did you mean 'count'?", 0);
  ck_fails(WITH_ARGS("{ 'n', type = 'pattern', default = '', help = 'h' }"),
           "there is no word to look for", 0);
  ck_fails(WITH_ARGS("{ 'n', type = 'boolean', default = 'maybe', help = 'h' }"),
           "its default is wrong", 0);
  ck_fails(WITH_ARGS("{ 'n', default = {}, help = 'h' }"), "not a table", 0);
}
END_TEST

START_TEST(errors_while_loading) {
  ck_fails("local x = nil\nprint(x.y)\n", "attempt to index a nil value (local 'x')", 2);
  ck_fails("error({ 'a table' })", "an error value that is a table", 1);
  ck_fails("local t = ('x'):rep(1 << 40)", "a script is limited to 4294967296 bytes", 0);
}
END_TEST

START_TEST(files) {
  struct temp temp;
  struct script *s = NULL;
  temp_enter(&temp);
  temp_put("good.lua", HEAD ENDS);
  temp_put("bad.lua", "return");
  ck_assert_int_eq(script_load(&s, "good.lua", NULL, &failure), ASSAY_OK);
  ck_str(s->path, "good.lua");
  script_free(s);
  ck_assert_int_eq(script_load(&s, "bad.lua", NULL, &failure), ASSAY_ESCRIPT);
  ck_assert_str_eq(failure.source, "bad.lua");
  ck_assert_int_eq(script_load(&s, "none.lua", NULL, &failure), ASSAY_EIO);
  ck_assert_str_eq(failure.source, "none.lua");
  ck_assert_int_eq(script_load(&s, ".", NULL, &failure), ASSAY_EIO);
  temp_leave(&temp);
}
END_TEST

static assay_status load_some(const assay_allocator *a, assay_error *err) {
  static const char source[] = WITH_ARGS(
      "{ 'n', type = 'choice', choices = { 'a', 'b' }, "
      "default = 'a', help = 'h' }");
  struct script *s = NULL;
  assay_status status = script_load_source(&s, S("my.lua"), S(source), a, err);
  if (status == ASSAY_OK) script_free(s);
  return status == ASSAY_ESCRIPT ? ASSAY_ENOMEM : status; /* raised inside Lua */
}

START_TEST(out_of_memory_leaves_nothing) {
  unit_fail_each(load_some);
}
END_TEST

START_TEST(placeholders) {
  ck_assert_str_eq(script_arg_placeholder(ARG_PATTERN), "TERM");
  ck_assert_str_eq(script_arg_placeholder(ARG_RANGE), "N..M");
  ck_assert_str_eq(script_arg_placeholder(ARG_BOOLEAN), "");
}
END_TEST

UNIT_MAIN("script", everything_is_read, the_least_that_is_needed,
          a_syntax_error_shows_the_line, a_script_that_returns_no_analysis,
          fields_of_the_analysis, arguments, defaults, errors_while_loading, files,
          out_of_memory_leaves_nothing, placeholders)
