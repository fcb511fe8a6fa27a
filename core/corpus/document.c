/*
** document.c - a document from bytes: decode, cut into tokens, keep columns.
** The text is copied at most once (when it has to be converted); tokens cost no
** allocation each.
*/
#include "corpus/document.h"

#include "base/alloc.h"
#include "base/error.h"
#include "text/sentences.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

#include <string.h>

#define TEXT_LIMIT ((size_t)UINT32_MAX - 1)

/* The columns, without room to spare, and the term of each token. */
static assay_status document_cut(assay_document *d, assay_error *err) {
  struct token_columns *tokens = &d->columns;
  assay_str text = buffer_str(&d->text);
  assay_status status = tokenizer_cut(d->tokenizer, text, tokens, err);
  if (status != ASSAY_OK) return status;
  tokens_shrink(tokens);
  d->begin = tokens->begin;
  d->end = tokens->end;
  d->kind = tokens->kind;
  d->token_count = tokens->count;
  if (d->token_count == 0) return ASSAY_OK;
  d->term = alloc_resize(&d->alloc, NULL, 0, d->token_count, sizeof *d->term);
  if (!d->term) return error_memory(err, 0);
  for (size_t i = 0; i < d->token_count; i++)
    d->word_count += tokens_is_running(d->kind[i]);
  return vocabulary_terms(d->vocabulary, text, d->begin, d->end, d->token_count, d->term,
                          err);
}

static assay_status document_prepare(assay_document *d,
                                     const assay_document_options *options,
                                     assay_str name, assay_error *err) {
  arena_init(&d->arena, &d->alloc);
  buffer_init(&d->text, &d->alloc, TEXT_LIMIT);
  tokens_init(&d->columns, &d->alloc);
  d->name = arena_copy(&d->arena, name);
  if (!d->name.ptr) return error_memory(err, name.len);
  if (options) d->tokenizer = options->tokenizer;
  if (options) d->vocabulary = options->vocabulary;
  if (d->vocabulary) return ASSAY_OK;
  assay_status status = assay_vocabulary_new(&d->vocabulary, d->tokenizer, &d->alloc,
                                             err);
  d->owns_vocabulary = status == ASSAY_OK;
  return status;
}

static assay_status document_fill(assay_document *d, enum encoding wanted,
                                  assay_error *err) {
  if (d->text.len > TEXT_LIMIT)
    return error_set(err, ASSAY_ELIMIT,
                     "a text is limited to %zu bytes, this one has %zu", TEXT_LIMIT,
                     d->text.len);
  assay_status status = encoding_to_utf8(&d->text, wanted, &d->decoding, err);
  if (status != ASSAY_OK) return status;
  d->language = tokenizer_language(d->tokenizer, buffer_str(&d->text));
  return document_cut(d, err);
}

/* Makes the document with an empty text. */
static assay_status document_begin(assay_document **out,
                                   const assay_document_options *options, assay_str name,
                                   assay_error *err) {
  if (options && options->size != sizeof *options)
    return error_set(err, ASSAY_EARG, "assay_document_options has size %u, not %zu",
                     options->size, sizeof *options);
  assay_allocator alloc = alloc_or_default(options ? &options->allocator : NULL);
  assay_document *d = alloc_zero(&alloc, 1, sizeof *d);
  if (!d) return error_memory(err, sizeof *d);
  d->alloc = alloc;
  assay_status status = document_prepare(d, options, name, err);
  if (status != ASSAY_OK) {
    assay_document_free(d);
    return status;
  }
  *out = d;
  return ASSAY_OK;
}

static assay_status document_end(assay_document **out, assay_document *d,
                                 enum encoding wanted, assay_error *err) {
  assay_status status = document_fill(d, wanted, err);
  if (status != ASSAY_OK) {
    error_name_source(err, d->name);
    assay_document_free(d);
    return status;
  }
  *out = d;
  return ASSAY_OK;
}

assay_status document_take(assay_document **out, const assay_document_options *options,
                           assay_str name, struct buffer *bytes, enum encoding wanted,
                           assay_error *err) {
  assay_document *d = NULL;
  assay_status status = document_begin(&d, options, name, err);
  if (status != ASSAY_OK) return status;
  d->text = *bytes;
  buffer_init(bytes, &bytes->alloc, bytes->ceiling);
  return document_end(out, d, wanted, err);
}

assay_status assay_document_new(assay_document **out,
                                const assay_document_options *options, assay_str name,
                                assay_str bytes, assay_error *err) {
  assay_document *d = NULL;
  assay_status status = document_begin(&d, options, name, err);
  if (status != ASSAY_OK) return status;
  buffer_add_str(&d->text, bytes);
  status = buffer_status(&d->text, "the text", err);
  if (status != ASSAY_OK) {
    assay_document_free(d);
    return status;
  }
  return document_end(out, d, ENCODING_AUTO, err);
}

void assay_document_free(assay_document *d) {
  if (!d) return;
  if (d->owns_vocabulary) assay_vocabulary_free(d->vocabulary);
  alloc_free(&d->alloc, d->term, d->token_count, sizeof *d->term);
  tokens_free(&d->columns);
  alloc_free(&d->alloc, d->sentences, d->sentence_cap, sizeof *d->sentences);
  buffer_free(&d->text);
  arena_free(&d->arena);
  assay_allocator alloc = d->alloc;
  alloc_free(&alloc, d, 1, sizeof *d);
}

assay_str assay_document_name(const assay_document *d) {
  return d->name;
}

assay_str assay_document_text(const assay_document *d) {
  return buffer_str(&d->text);
}

assay_tokens assay_document_tokens(const assay_document *d) {
  assay_tokens tokens = {d->token_count, d->begin, d->end, d->term, d->kind};
  return tokens;
}

const assay_vocabulary *assay_document_vocabulary(const assay_document *d) {
  return d->vocabulary;
}

size_t assay_document_word_count(const assay_document *d) {
  return d->word_count;
}

const char *assay_document_language(const assay_document *d) {
  return language_code(d->language);
}

const char *assay_document_encoding(const assay_document *d) {
  return encoding_name(d->decoding.encoding);
}

size_t assay_document_replaced(const assay_document *d) {
  return d->decoding.replaced;
}

/* Trims the white space that UAX #29 leaves at a sentence's end. ASCII is enough: other
** space at an end only makes the span a little longer. */
static assay_span sentence_trimmed(assay_str text, size_t begin, size_t end) {
  while (end > begin && (unsigned char)text.ptr[end - 1] <= ' ') end--;
  while (begin < end && (unsigned char)text.ptr[begin] <= ' ') begin++;
  assay_span span = {(uint32_t)begin, (uint32_t)end};
  return span;
}

/* One pass into *list, which grows; the sentences found, or SIZE_MAX without memory. */
static size_t document_cut_sentences(const assay_document *d, void **list, size_t *cap) {
  assay_str text = buffer_str(&d->text);
  struct sentences it;
  size_t begin, end, count = 0;
  sentences_start_in(&it, text, d->language);
  while (sentences_next(&it, &begin, &end)) {
    assay_span span = sentence_trimmed(text, begin, end);
    if (span.begin == span.end) continue;
    if (!alloc_grow(&d->alloc, list, cap, count + 1, sizeof span)) return SIZE_MAX;
    ((assay_span *)*list)[count++] = span;
  }
  return count;
}

assay_status assay_document_sentences(assay_document *d, const assay_span **spans,
                                      size_t *count, assay_error *err) {
  if (!d->has_sentences) {
    void *list = NULL;
    size_t cap = 0, found = document_cut_sentences(d, &list, &cap);
    if (found == SIZE_MAX) {
      alloc_free(&d->alloc, list, cap, sizeof *d->sentences);
      return error_memory(err, 0);
    }
    d->sentences = list;
    d->sentence_cap = cap;
    d->sentence_count = found;
    d->has_sentences = true;
  }
  *spans = d->sentences;
  *count = d->sentence_count;
  return ASSAY_OK;
}

assay_str document_slice(const assay_document *d, assay_span bytes) {
  assay_str s = {d->text.data + bytes.begin, bytes.end - bytes.begin};
  return s;
}

size_t document_token_at(const assay_document *d, uint32_t at) {
  size_t low = 0, high = d->token_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (d->end[middle] <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

size_t document_sentence_at(const assay_document *d, uint32_t at) {
  size_t low = 0, high = d->sentence_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (d->sentences[middle].end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

size_t document_line_at(const assay_document *d, uint32_t at) {
  const char *text = d->text.data;
  size_t line = 1;
  for (size_t i = 0; i < at; i++)
    line += text[i] == '\n' ||
            (text[i] == '\r' && !(i + 1 < d->text.len && text[i + 1] == '\n'));
  return line;
}
