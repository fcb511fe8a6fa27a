/* fuzz_fold.c - folding a key gives the same key. */
#include "fuzz.h"
#include "text/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buffer word = fuzz_utf8(fuzz_str(data, size)), once, twice;
  buffer_init(&once, NULL, BUFFER_NO_CEILING);
  buffer_init(&twice, NULL, BUFFER_NO_CEILING);
  FUZZ_CHECK(text_width(buffer_str(&word)) <= 2 * word.len);
  FUZZ_CHECK(fold_key(buffer_str(&word), &once, NULL) == ASSAY_OK);
  FUZZ_CHECK(utf8_valid_prefix(buffer_str(&once)) == once.len);
  FUZZ_CHECK(fold_key(buffer_str(&once), &twice, NULL) == ASSAY_OK);
  FUZZ_CHECK(once.len == twice.len &&
             (once.len == 0 || memcmp(once.data, twice.data, once.len) == 0));
  buffer_free(&twice);
  buffer_free(&once);
  buffer_free(&word);
  return 0;
}
