/* fuzz_mail.c - mailboxes and mails, whatever the bytes. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz_reader(&reader_mbox, fuzz_str(data, size));
  fuzz_reader(&reader_eml, fuzz_str(data, size));
  return 0;
}
