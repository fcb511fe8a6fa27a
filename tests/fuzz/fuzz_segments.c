/* fuzz_segments.c - words and sentences tile the text and cut no character. */
#include "fuzz.h"
#include "text/sentences.h"
#include "text/words.h"

static void cut_words(assay_str text) {
  struct words it;
  struct word_segment segment;
  size_t at = 0;
  words_start(&it, text);
  while (words_next(&it, &segment)) {
    FUZZ_CHECK(segment.begin == at && segment.end > at && segment.end <= text.len);
    FUZZ_CHECK(fuzz_is_boundary(text, segment.end));
    bool space = false;
    assay_str piece = {text.ptr + segment.begin, segment.end - segment.begin};
    assay_token_kind kind = words_kind(piece, &space);
    FUZZ_CHECK(space == segment.space && (space || kind == segment.kind));
    at = segment.end;
  }
  FUZZ_CHECK(at == text.len);
}

static void cut_sentences(assay_str text, enum sentence_rule rule) {
  struct sentences it;
  size_t begin, end, at = 0;
  sentences_start(&it, text, rule);
  while (sentences_next(&it, &begin, &end)) {
    FUZZ_CHECK(begin == at && end > at && end <= text.len);
    FUZZ_CHECK(fuzz_is_boundary(text, end));
    at = end;
  }
  FUZZ_CHECK(at == text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buffer text = fuzz_utf8(fuzz_str(data, size));
  cut_words(buffer_str(&text));
  cut_sentences(buffer_str(&text), SENTENCES_UAX29);
  cut_sentences(buffer_str(&text), SENTENCES_WRAPPED);
  buffer_free(&text);
  return 0;
}
