/* fuzz_encoding.c - bytes of any encoding: what comes out is valid UTF-8, or refused. */
#include "fuzz.h"
#include "text/encoding.h"

static void decode(assay_str bytes, enum encoding wanted) {
  struct buffer text;
  struct decoding decoding;
  buffer_init(&text, NULL, BUFFER_NO_CEILING);
  buffer_add_str(&text, bytes);
  assay_error err;
  assay_status status = encoding_to_utf8(&text, wanted, &decoding, &err);
  assay_str out = buffer_str(&text);
  if (status == ASSAY_OK) {
    FUZZ_CHECK(utf8_valid_prefix(out) == out.len);
    FUZZ_CHECK(decoding.encoding != ENCODING_AUTO);
    FUZZ_CHECK(wanted == ENCODING_AUTO || decoding.encoding == wanted);
    FUZZ_CHECK(decoding.decided_by != NULL);
    FUZZ_CHECK(decoding.replaced <= bytes.len);
    FUZZ_CHECK(out.len <= bytes.len * 3);
  } else { /* the bytes are as they were */
    FUZZ_CHECK(status == ASSAY_EFORMAT && wanted == ENCODING_AUTO);
    FUZZ_CHECK(out.len == bytes.len && memcmp(out.ptr, bytes.ptr, out.len) == 0);
  }
  buffer_free(&text);
}

/* Walking forwards and backwards meets the same code points. */
static void walk(assay_str text) {
  size_t at = 0;
  while (at < text.len) {
    uint32_t cp;
    bool broken = false;
    size_t len = utf8_decode(text.ptr + at, text.ptr + text.len, &cp, &broken);
    FUZZ_CHECK(len >= 1 && len <= 4 && !broken);
    FUZZ_CHECK(utf8_previous(text, at + len) == at);
    char again[4];
    FUZZ_CHECK(utf8_encode(cp, again) == len && memcmp(again, text.ptr + at, len) == 0);
    at += len;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  assay_str bytes = fuzz_str(data, size);
  for (int wanted = ENCODING_AUTO; wanted <= ENCODING_LATIN1; wanted++)
    decode(bytes, (enum encoding)wanted);
  struct buffer text = fuzz_utf8(bytes);
  FUZZ_CHECK(utf8_valid_prefix(buffer_str(&text)) == text.len);
  walk(buffer_str(&text));
  buffer_free(&text);
  return 0;
}
