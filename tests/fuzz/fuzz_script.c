/*
** fuzz_script.c - the bytes of a script: loading it fails with a message or gives an
** analysis whose arguments can be asked for. Scripts that could run for ever are left
** out: the parser is what is tested here, not the limits of a running script.
*/
#include "engine/script.h"
#include "fuzz.h"

static bool may_run_long(assay_str source) {
  static const char *const words[] = {"while", "repeat", "goto", "for", "rep", "load"};
  for (size_t at = 0; at < source.len; at++)
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
      size_t len = strlen(words[i]);
      if (source.len - at >= len && memcmp(source.ptr + at, words[i], len) == 0)
        return true;
    }
  return false;
}

static void check_arguments(const struct script *script) {
  static const char *const texts[] = {"", "2..3", "-1", "1e300", "peace", "\xFF"};
  FUZZ_CHECK(script->name.len > 0);
  for (size_t i = 0; i < script->arg_count; i++) {
    const struct script_arg *arg = &script->args[i];
    FUZZ_CHECK(script_find_arg(script, arg->name) >= 0);
    FUZZ_CHECK(script_arg_placeholder(arg->type) != NULL);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
      assay_str text = {texts[k], strlen(texts[k])};
      assay_status status = script_check_value(arg, text, NULL);
      FUZZ_CHECK(status == ASSAY_OK || status == ASSAY_EARG);
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  assay_str source = fuzz_str(data, size), name = {"fuzz.lua", 8};
  struct script *script = NULL;
  assay_error err;
  if (may_run_long(source)) return 0;
  assay_status status = script_load_source(&script, name, source, NULL, &err);
  if (status == ASSAY_OK)
    check_arguments(script);
  else
    FUZZ_CHECK(!script && err.message[0] != '\0');
  script_free(script);
  return 0;
}
