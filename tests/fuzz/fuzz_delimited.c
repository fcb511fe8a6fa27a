/* fuzz_delimited.c - rows of a table, whatever the bytes. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reader(&reader_csv, fuzz_str(data, size));
  fuzz_reader(&reader_tsv, fuzz_str(data, size));
  return 0;
}
