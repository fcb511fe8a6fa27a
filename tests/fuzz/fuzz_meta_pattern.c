/* fuzz_meta_pattern.c - the first line is a pattern, the others are paths. */
#include "corpus/meta_pattern.h"
#include "fuzz.h"

static bool is_part(assay_str part, assay_str of) {
  return part.ptr >= of.ptr && part.ptr + part.len <= of.ptr + of.len;
}

static void check_match(const struct meta_pattern *pattern, assay_str path) {
  static struct meta_match matches[META_PATTERN_PIECES];
  size_t count = 0;
  if (!meta_pattern_match(pattern, path, matches, &count)) return;
  FUZZ_CHECK(count <= META_PATTERN_PIECES);
  for (size_t i = 0; i < count; i++) {
    FUZZ_CHECK(matches[i].field.len > 0 && matches[i].value.len > 0);
    assay_str date = {matches[i].date, sizeof matches[i].date};
    FUZZ_CHECK(is_part(matches[i].value, path) || is_part(matches[i].value, date));
    FUZZ_CHECK(!memchr(matches[i].value.ptr, '/', matches[i].value.len));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  assay_str rest = fuzz_str(data, size), source = fuzz_first_line(&rest);
  struct meta_pattern *pattern = NULL;
  assay_error err;
  assay_status status = meta_pattern_new(&pattern, source, NULL, &err);
  if (status != ASSAY_OK) {
    FUZZ_CHECK(status == ASSAY_EARG && !pattern && err.offset <= source.len);
    return 0;
  }
  while (rest.len > 0) check_match(pattern, fuzz_first_line(&rest));
  meta_pattern_free(pattern);
  return 0;
}
