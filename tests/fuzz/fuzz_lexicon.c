/*
** fuzz_lexicon.c - the bytes before the first NUL are a lexicon, those after it a text:
** what is read must attribute without harm, and explaining must hold every quotation.
*/
#include "assay.h"
#include "base/buffer.h"
#include "fuzz.h"
#include "quote/explain.h"
#include "quote/lexicon_text.h"
#include "quote/quotes.h"

#include <string.h>

static void check_quote(assay_document *document, const assay_quote *quote) {
  struct buffer out;
  assay_str text = assay_document_text(document);
  FUZZ_CHECK(quote->confidence >= 0 && quote->confidence <= 1);
  FUZZ_CHECK(quote->mention.begin == quote->mention.end ||
             fuzz_is_span(text, quote->mention));
  FUZZ_CHECK(quote->cue.begin == quote->cue.end || fuzz_is_span(text, quote->cue));
  FUZZ_CHECK(quote->rule && quote->rule[0] != '\0');
  buffer_init(&out, NULL, 1 << 24);
  FUZZ_CHECK(explain_passage(document, quote, &out, NULL) == ASSAY_OK);
  FUZZ_CHECK(utf8_valid_prefix(buffer_str(&out)) == out.len);
  buffer_free(&out);
}

static void attribute(const struct lexicon *lexicon, assay_str bytes) {
  assay_document *document;
  const assay_quote *quotes;
  size_t count;
  if (assay_document_new(&document, NULL, (assay_str){"fuzz", 4}, bytes, NULL) !=
      ASSAY_OK)
    return;
  FUZZ_CHECK(quotes_with_lexicon(document, lexicon, &quotes, &count, NULL) == ASSAY_OK);
  for (size_t i = 0; i < count; i++) check_quote(document, &quotes[i]);
  assay_document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct lexicon lexicon;
  const uint8_t *nul = size > 0 ? memchr(data, 0, size) : NULL;
  size_t len = nul ? (size_t)(nul - data) : size;
  assay_error err;
  lexicon_init(&lexicon, NULL);
  assay_status status = lexicon_read(&lexicon, fuzz_str(data, len),
                                     (assay_str){"fuzz", 4}, &err);
  FUZZ_CHECK(status == ASSAY_OK || err.message[0] != '\0');
  if (nul) attribute(&lexicon, fuzz_str(nul + 1, size - len - 1));
  lexicon_free(&lexicon);
  return 0;
}
