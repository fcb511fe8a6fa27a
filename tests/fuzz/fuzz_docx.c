/* fuzz_docx.c - a Word document whose document.xml has these bytes, and them as
** the file. */
#include "../unit/zip_file.h"
#include "fuzz_reader.h"

static const char styles[] =
    "<w:styles><w:style w:styleId='H'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:styleId='Q'><w:name w:val='Quote'/></w:style></w:styles>";
static const char notes[] =
    "<w:footnotes><w:footnote w:id='1'><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote>"
    "</w:footnotes>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct zip_file zip;
  if (size > sizeof zip.data / 2) return 0;
  memset(&zip, 0, sizeof zip);
  zip_add_bytes(&zip, "word/document.xml", fuzz_str(data, size));
  zip_add(&zip, "word/styles.xml", styles);
  zip_add(&zip, "word/footnotes.xml", notes);
  fuzz_reader(&reader_docx, zip_end(&zip));
  fuzz_reader(&reader_docx, fuzz_str(data, size));
  return 0;
}
