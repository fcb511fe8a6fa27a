/* fuzz_odt.c - an OpenDocument text whose content.xml has these bytes, and them as the
** file. */
#include "../unit/zip_file.h"
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct zip_file zip;
  if (size > sizeof zip.data / 2) return 0;
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "mimetype", "application/vnd.oasis.opendocument.text");
  zip_add_bytes(&zip, "content.xml", fuzz_str(data, size));
  fuzz_reader(&reader_odt, zip_end(&zip));
  fuzz_reader(&reader_odt, fuzz_str(data, size));
  return 0;
}
