/* fuzz_clean.c - cleaning only takes away: what is left is the text without the cuts,
** valid and in order, with its marks in it. */
#include "corpus/clean.h"
#include "fuzz.h"

#include "../unit/record_check.h"

/* Is every byte of `less` but blanks one of `text`, in order? */
static bool is_left(assay_str less, assay_str text) {
  size_t at = 0;
  for (size_t i = 0; i < less.len; i++) {
    if (less.ptr[i] == '\n') continue;
    while (at < text.len && text.ptr[at] != less.ptr[i]) at++;
    if (at++ == text.len) return false;
  }
  return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buffer text = fuzz_utf8(fuzz_str(data, size));
  assay_str folder = {"f", 1}, nobody = {"", 0};
  struct clean_survey *survey;
  struct record record;
  FUZZ_CHECK(clean_survey_new(&survey, NULL, NULL) == ASSAY_OK);
  for (int i = 0; i < 3; i++)
    FUZZ_CHECK(clean_survey_add(survey, folder, buffer_str(&text), NULL) == ASSAY_OK);
  for (int i = 0; i < 2; i++) {
    record_init(&record, UINT32_MAX - 1, NULL);
    record_clear(&record);
    record.encoding = ENCODING_UTF8;
    buffer_add_str(&record.text, buffer_str(&text));
    size_t begin = text.len > 2 ? utf8_previous(buffer_str(&text), text.len / 2) : 0;
    record_add_mark(&record, RECORD_QUOTE, begin, text.len, nobody, NULL);
    FUZZ_CHECK(clean_record(i == 0 ? survey : NULL, folder, &record, NULL, NULL, NULL) ==
               ASSAY_OK);
    FUZZ_CHECK(!record_problem(&record));
    FUZZ_CHECK(is_left(buffer_str(&record.text), buffer_str(&text)));
    record_free(&record);
  }
  clean_survey_free(survey);
  buffer_free(&text);
  return 0;
}
