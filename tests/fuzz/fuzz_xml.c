/* fuzz_xml.c - any XML, whatever the bytes. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reader(&reader_xml, fuzz_str(data, size));
  return 0;
}
