/* fuzz_tailor.c - whatever is joined and split, tokens are in order, cut no character,
** and lose no token that was there. The first byte says what. */
#include "fuzz.h"
#include "text/tokenizer.h"

static size_t cut(uint32_t bits, assay_str text, struct token_columns *out) {
  assay_tokenizer_options options = ASSAY_TOKENIZER_OPTIONS_INIT;
  assay_tokenizer *tokenizer = NULL;
  options.cut = bits;
  tokens_init(out, NULL);
  FUZZ_CHECK(assay_tokenizer_new(&tokenizer, &options, NULL) == ASSAY_OK);
  FUZZ_CHECK(tokenizer_cut(tokenizer, text, out, NULL) == ASSAY_OK);
  assay_tokenizer_free(tokenizer);
  return out->count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  struct buffer buffer = fuzz_utf8(fuzz_str(data + 1, size - 1));
  assay_str text = buffer_str(&buffer);
  struct token_columns plain, tailored;
  size_t count = cut(data[0], text, &tailored), at = 0, end = 0;
  size_t plain_count = cut(0, text, &plain);
  for (size_t i = 0; i < count; i++) {
    FUZZ_CHECK(tailored.begin[i] >= end && tailored.end[i] > tailored.begin[i]);
    FUZZ_CHECK(tailored.kind[i] <= ASSAY_TOKEN_MENTION);
    end = tailored.end[i];
    FUZZ_CHECK(fuzz_is_boundary(text, tailored.begin[i]) && fuzz_is_boundary(text, end));
  }
  FUZZ_CHECK(end <= text.len);
  for (size_t i = 0; i < plain_count; i++) { /* each is covered */
    while (at < count && tailored.end[at] <= plain.begin[i]) at++;
    FUZZ_CHECK(at < count && tailored.begin[at] <= plain.begin[i]);
  }
  tokens_free(&plain);
  tokens_free(&tailored);
  buffer_free(&buffer);
  return 0;
}
