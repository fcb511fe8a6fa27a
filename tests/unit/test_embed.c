/* test_embed.c - scripts run by a program: what it gives them is checked first. */
#include "assay_lua.h"

#include "base/table.h"

#include "unit.h"

static const char source[] = "local assay = require 'assay'\n"
                             "return assay.analysis {\n"
                             "  name = 'n', summary = 's',\n"
                             "  args = { { 'word', type = 'pattern', help = 'h' },\n"
                             "    { 'size', type = 'integer', min = 1, help = 'h' } },\n"
                             "  new = function() return { hits = assay.counter() } end,\n"
                             "  map = function(acc, doc, args) end,\n"
                             "  report = function() end,\n"
                             "}\n";

static int no_document(void *ctx, assay_input *out) {
  (void)ctx;
  (void)out;
  return 0;
}

static assay_status run_with(const char *name, const char *value, assay_error *err) {
  assay_script *script = NULL;
  assay_report *report = NULL;
  assay_named_value argument = {str_from(name), str_from(value)};
  assay_run_options options = ASSAY_RUN_OPTIONS_INIT;
  options.arguments = &argument;
  options.argument_count = 1;
  options.next = no_document;
  ck_assert_int_eq(assay_script_load_text(&script, S("s.lua"), str_from(source), err),
                   ASSAY_OK);
  assay_status status = assay_script_run(script, &options, &report, err);
  assay_report_free(report);
  assay_script_free(script);
  return status;
}

/* Whatever kind of argument it is. */
START_TEST(arguments_that_the_script_does_not_like) {
  static const char *const wrong[][2] = {
      {"word", "war |"}, {"word", ""}, {"size", "0"}, {"size", "x"}, {"sise", "1"}};
  assay_error err;
  ck_assert_int_eq(run_with("word", "war | peace", &err), ASSAY_OK);
  ck_assert_int_eq(run_with("size", "1", &err), ASSAY_OK);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_int_eq(run_with(wrong[i][0], wrong[i][1], &err), ASSAY_EARG);
    ck_assert_int_eq(err.status, ASSAY_EARG);
    ck_assert_ptr_nonnull(strstr(err.message, wrong[i][0]));
  }
}
END_TEST

UNIT_MAIN("embed", arguments_that_the_script_does_not_like)
