/* fuzz_conllu.c - CoNLL-U, whatever the bytes. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reader(&reader_conllu, fuzz_str(data, size));
  return 0;
}
