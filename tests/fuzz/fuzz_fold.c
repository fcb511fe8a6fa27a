/* fuzz_fold.c - folding a key gives the same key, whatever is folded. */
#include "fuzz.h"
#include "text/fold.h"

static void fold_twice(assay_str word, uint32_t fold) {
  struct buffer once, twice;
  buffer_init(&once, NULL, BUFFER_NO_CEILING);
  buffer_init(&twice, NULL, BUFFER_NO_CEILING);
  FUZZ_CHECK(fold_word(word, fold, &once, NULL) == ASSAY_OK);
  FUZZ_CHECK(utf8_valid_prefix(buffer_str(&once)) == once.len);
  FUZZ_CHECK(fold_word(buffer_str(&once), fold, &twice, NULL) == ASSAY_OK);
  FUZZ_CHECK(once.len == twice.len &&
             (once.len == 0 || memcmp(once.data, twice.data, once.len) == 0));
  buffer_free(&twice);
  buffer_free(&once);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buffer word = fuzz_utf8(fuzz_str(data, size));
  FUZZ_CHECK(text_width(buffer_str(&word)) <= 2 * word.len);
  for (uint32_t fold = 0; fold < 2 * ASSAY_FOLD_NFKC; fold++)
    fold_twice(buffer_str(&word), fold);
  buffer_free(&word);
  return 0;
}
