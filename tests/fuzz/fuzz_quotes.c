/*
** fuzz_quotes.c - a document from bytes, and the quotations in it: spans lie in the text,
** parts and quotations are in order, the inner ones inside the outer ones.
*/
#include "assay.h"
#include "fuzz.h"

static assay_span extent(const assay_quote *quote) {
  assay_span all = {quote->parts[0].begin, quote->parts[quote->part_count - 1].end};
  return all;
}

static void check_quote(assay_str text, const assay_quote *quotes, size_t i) {
  const assay_quote *quote = &quotes[i];
  FUZZ_CHECK(quote->part_count > 0);
  for (uint32_t k = 0; k < quote->part_count; k++) {
    FUZZ_CHECK(fuzz_is_span(text, quote->parts[k]));
    FUZZ_CHECK(k == 0 || quote->parts[k - 1].end <= quote->parts[k].begin);
  }
  FUZZ_CHECK(i == 0 || quotes[i - 1].parts[0].begin <= quote->parts[0].begin);
  FUZZ_CHECK(quote->parent >= -1 && quote->parent < (int32_t)i);
  if (quote->parent >= 0) {
    assay_span inner = extent(quote), outer = extent(&quotes[quote->parent]);
    FUZZ_CHECK(outer.begin <= inner.begin && inner.end <= outer.end);
  }
  FUZZ_CHECK(quote->kind >= ASSAY_QUOTE_DIRECT && quote->kind <= ASSAY_QUOTE_SLOGAN);
  FUZZ_CHECK(quote->confidence >= 0 && quote->confidence <= 1);
  FUZZ_CHECK(quote->mention.begin == quote->mention.end ||
             fuzz_is_span(text, quote->mention));
  FUZZ_CHECK(quote->cue.begin == quote->cue.end || fuzz_is_span(text, quote->cue));
  FUZZ_CHECK(utf8_valid_prefix(quote->speaker) == quote->speaker.len);
  FUZZ_CHECK(quote->rule && quote->rule[0] != '\0');
}

static void check_sentences(assay_document *document, assay_str text) {
  const assay_span *spans;
  size_t count;
  FUZZ_CHECK(assay_document_sentences(document, &spans, &count, NULL) == ASSAY_OK);
  for (size_t i = 0; i < count; i++) {
    FUZZ_CHECK(fuzz_is_span(text, spans[i]));
    FUZZ_CHECK(i == 0 || spans[i - 1].end <= spans[i].begin);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  assay_document *document;
  assay_str name = {"fuzz", 4};
  if (assay_document_new(&document, NULL, name, fuzz_str(data, size), NULL) != ASSAY_OK)
    return 0;
  assay_str text = assay_document_text(document);
  const assay_quote *quotes;
  size_t count;
  check_sentences(document, text);
  FUZZ_CHECK(assay_document_quotes(document, &quotes, &count, NULL) == ASSAY_OK);
  for (size_t i = 0; i < count; i++) check_quote(text, quotes, i);
  assay_document_free(document);
  return 0;
}
