/* fuzz_json_records.c - JSON and JSONL, whatever the bytes. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reader(&reader_json, fuzz_str(data, size));
  fuzz_reader(&reader_jsonl, fuzz_str(data, size));
  return 0;
}
