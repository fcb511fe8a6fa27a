/* fuzz_front_matter.c - plain text and Markdown, with front matter or not. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reader(&reader_plain, fuzz_str(data, size));
  fuzz_reader(&reader_markdown, fuzz_str(data, size));
  return 0;
}
