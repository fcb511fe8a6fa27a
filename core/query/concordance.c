/* concordance.c - contexts counted in running words, as linguists count them. */
#include "query/concordance.h"

#include "corpus/document.h"

static bool is_space(char c) {
  return (unsigned char)c <= ' ';
}

/* Without the white space at either end. */
static assay_span trimmed(const assay_document *d, uint32_t begin, uint32_t end) {
  const char *text = d->text.data;
  while (end > begin && is_space(text[end - 1])) end--;
  while (begin < end && is_space(text[begin])) begin++;
  assay_span span = {begin, end};
  return span;
}

assay_span context_left(const assay_document *d, assay_span bytes, size_t words) {
  size_t token = document_token_at(d, bytes.begin);
  if (token < d->token_count && d->begin[token] < bytes.begin) token++; /* a cut word */
  assay_span span = {bytes.begin, bytes.begin};
  while (token > 0 && words > 0) {
    span.begin = d->begin[--token];
    words -= tokens_is_running(d->kind[token]);
  }
  while (span.end > span.begin && is_space(d->text.data[span.end - 1])) span.end--;
  return span;
}

assay_span context_right(const assay_document *d, assay_span bytes, size_t words) {
  size_t token = document_token_at(d, bytes.end);
  assay_span span = {bytes.end, bytes.end};
  if (words == 0) return span;
  for (; token < d->token_count && words > 0; token++) {
    words -= tokens_is_running(d->kind[token]);
    span.end = d->end[token];
  }
  /* punctuation that closes the last word's sentence belongs to the context */
  while (token < d->token_count && d->begin[token] == span.end &&
         d->kind[token] == ASSAY_TOKEN_PUNCTUATION)
    span.end = d->end[token++];
  return trimmed(d, span.begin, span.end);
}

assay_status context_sentence(assay_document *d, uint32_t at, assay_span *sentence,
                              assay_error *err) {
  const assay_span *sentences;
  size_t count;
  assay_status status = assay_document_sentences(d, &sentences, &count, err);
  if (status != ASSAY_OK) return status;
  size_t i = document_sentence_at(d, at);
  assay_span none = {at, at};
  *sentence = i < count && sentences[i].begin <= at ? sentences[i] : none;
  return ASSAY_OK;
}

assay_status context_in_sentence(assay_document *d, assay_span bytes, assay_span *before,
                                 assay_span *after, assay_error *err) {
  assay_span first, last; /* where the hit begins and where it ends */
  uint32_t last_byte = bytes.end > bytes.begin ? bytes.end - 1 : bytes.end;
  assay_status status = context_sentence(d, bytes.begin, &first, err);
  if (status == ASSAY_OK) status = context_sentence(d, last_byte, &last, err);
  if (status != ASSAY_OK) return status;
  uint32_t begin = first.begin < bytes.begin ? first.begin : bytes.begin;
  uint32_t end = last.end > bytes.end ? last.end : bytes.end;
  *before = trimmed(d, begin, bytes.begin);
  *after = trimmed(d, bytes.end, end);
  return ASSAY_OK;
}
