/* fuzz_epub.c - a book whose package file has these bytes. */
#include "../unit/zip_file.h"
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct zip_file zip;
  if (size > sizeof zip.data / 2) return 0;
  memset(&zip, 0, sizeof zip);
  zip_add(&zip, "META-INF/container.xml", "<a><rootfile full-path='a.opf'/></a>");
  zip_add_bytes(&zip, "a.opf", fuzz_str(data, size));
  zip_add(&zip, "b.xhtml", "<p>text<q>of</q>a chapter");
  fuzz_reader(&reader_epub, zip_end(&zip));
  fuzz_reader(&reader_epub, fuzz_str(data, size));
  return 0;
}
