/* fuzz_source.c - whatever a file holds - archives, packed files, any format that has no
** child process - it is read or refused: texts are valid UTF-8, marks and tokens lie in
** them, names can be shown, and reading ends. */
#include "fuzz.h"
#include "read/file_stream.h"
#include "read/source.h"

enum { TEXT_MOST = 1 << 22, RECORDS_MOST = 100000 };

static void check_text(const struct record *record) {
  assay_str text = buffer_str(&record->text);
  if (record->decoding.encoding != ENCODING_AUTO)
    FUZZ_CHECK(utf8_valid_prefix(text) == text.len);
  for (size_t i = 0; i < record->mark_count; i++)
    FUZZ_CHECK(record->marks[i].begin <= record->marks[i].end &&
               record->marks[i].end <= text.len);
  for (size_t i = 0; i < record->token_count; i++)
    FUZZ_CHECK(record->tokens[i].begin <= record->tokens[i].end &&
               record->tokens[i].end <= text.len);
  for (size_t i = 0; i < record->field_count; i++)
    FUZZ_CHECK(record->fields[i].name.len > 0 && record->fields[i].value.len > 0);
}

static void check_name(assay_str name) {
  FUZZ_CHECK(utf8_valid_prefix(name) == name.len);
  for (size_t i = 0; i < name.len; i++) FUZZ_CHECK((unsigned char)name.ptr[i] >= ' ');
}

/* Do the bytes hold the four of a sign? */
static bool has(const uint8_t *data, size_t size, const char *sign) {
  for (size_t i = 0; i + 4 <= size; i++)
    if (memcmp(data + i, sign, 4) == 0) return true;
  return false;
}

/* The first line is the file's name; a PDF would start a program. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct read_options options;
  struct source *source;
  struct source_item item;
  struct stream *stream;
  struct record record;
  assay_error err;
  bool more = true;
  assay_str bytes = fuzz_str(data, size), line = fuzz_first_line(&bytes);
  struct buffer name = fuzz_utf8(line);
  for (size_t i = 0; i < name.len; i++)
    if ((unsigned char)name.data[i] < ' ') name.data[i] = '_';
  memset(&options, 0, sizeof options);
  options.text_limit = TEXT_MOST;
  record_init(&record, TEXT_MOST, NULL);
  if (!has(data, size, "%PDF") && !has(data, size, ".pdf") &&
      stream_of_bytes(&stream, bytes, NULL, NULL) == ASSAY_OK &&
      source_open(&source, buffer_str(&name), stream, &options, false, 0, &err) ==
          ASSAY_OK) {
    for (size_t count = 0; more; count++) {
      FUZZ_CHECK(count < RECORDS_MOST);
      if (source_next(source, &record, &item, &more, &err) != ASSAY_OK) {
        FUZZ_CHECK(err.status != ASSAY_OK && err.message[0]);
      } else if (more) {
        check_text(&record);
        check_name(item.name);
      }
    }
    source_close(source);
  }
  record_free(&record);
  buffer_free(&name);
  return 0;
}
