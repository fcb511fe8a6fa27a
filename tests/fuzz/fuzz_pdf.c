/* fuzz_pdf.c - what pdftotext printed, a NUL, what pdfinfo printed. */
#include "fuzz.h"

#include "../unit/record_check.h"

#include "base/table.h"
#include "read/pdf_output.h"

static size_t count_feeds(assay_str s) {
  size_t count = 0;
  for (size_t i = 0; i < s.len; i++) count += s.ptr[i] == '\f';
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  assay_str text = fuzz_str(data, size), info = {"", 0};
  const char *nul = size > 0 ? memchr(text.ptr, '\0', size) : NULL;
  if (nul) {
    text.len = (size_t)(nul - text.ptr);
    info = (assay_str){nul + 1, size - text.len - 1};
  }
  struct record record;
  assay_error err;
  record_init(&record, (size_t)64 << 20, NULL);
  record_clear(&record);
  FUZZ_CHECK(pdf_add_text(&record, text, &err) == ASSAY_OK);
  FUZZ_CHECK(pdf_add_info(&record, info, &err) == ASSAY_OK);
  const char *problem = record_problem(&record);
  if (problem) fprintf(stderr, "%s\n", problem);
  FUZZ_CHECK(!problem);
  size_t feeds = count_feeds(text), last = text.len > 0 && text.ptr[text.len - 1] == '\f';
  if (record.text.len > 0)
    FUZZ_CHECK(count_feeds(buffer_str(&record.text)) == feeds - last);
  record_free(&record);
  return 0;
}
