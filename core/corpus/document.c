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
#include "text/words.h"

#include <string.h>

#define TEXT_LIMIT ((size_t)UINT32_MAX - 1)
/* A longer token is no word of anybody's, and would be kept several times. */
enum { TOKEN_LIMIT = 64 * 1024 };

/* The columns, without room to spare, and the term of each token. */
static assay_status document_use_tokens(assay_document *d, assay_error *err) {
  struct token_columns *tokens = &d->columns;
  assay_str text = buffer_str(&d->text);
  tokens_shrink(tokens);
  d->begin = tokens->begin;
  d->end = tokens->end;
  d->kind = tokens->kind;
  d->token_count = tokens->count;
  if (d->token_count == 0) return ASSAY_OK;
  d->term = alloc_resize(&d->alloc, NULL, 0, d->token_count, sizeof *d->term);
  if (!d->term) return error_memory(err, 0);
  size_t words = 0;
  for (size_t i = 0; i < tokens->count; i++) words += tokens_is_running(tokens->kind[i]);
  d->word_count = words;
  return vocabulary_terms(d->vocabulary, text, d->begin, d->end, d->token_count, d->term,
                          err);
}

static assay_status document_warn(assay_document *d, assay_str warning,
                                  assay_error *err) {
  struct document_origin *origin = &d->origin;
  size_t count = origin->warning_count;
  assay_str *warnings = arena_alloc(&d->arena, count + 1, sizeof *warnings);
  if (!warnings) return error_memory(err, 0);
  for (size_t i = 0; i < count; i++) warnings[i] = origin->warnings[i];
  warnings[count] = arena_copy(&d->arena, warning);
  if (!warnings[count].ptr) return error_memory(err, warning.len);
  origin->warnings = warnings;
  origin->warning_count = count + 1;
  return ASSAY_OK;
}

static assay_status tell_dropped(assay_document *d, size_t dropped, assay_error *err) {
  struct buffer warning;
  if (dropped == 0) return ASSAY_OK;
  buffer_init(&warning, &d->alloc, BUFFER_NO_CEILING);
  buffer_addf(&warning, "%zu token%s left out: longer than the limit of %d bytes",
              dropped, dropped > 1 ? "s" : "", TOKEN_LIMIT);
  assay_status status = buffer_status(&warning, "a warning", err);
  if (status == ASSAY_OK) status = document_warn(d, buffer_str(&warning), err);
  buffer_free(&warning);
  return status;
}

static assay_status document_cut(assay_document *d, assay_error *err) {
  assay_status status = tokenizer_cut(d->tokenizer, buffer_str(&d->text), &d->columns,
                                      err);
  if (status == ASSAY_OK)
    status = tell_dropped(d, tokens_drop_longer(&d->columns, TOKEN_LIMIT), err);
  return status == ASSAY_OK ? document_use_tokens(d, err) : status;
}

static assay_status document_prepare(assay_document *d,
                                     const assay_document_options *options,
                                     assay_str name, assay_error *err) {
  arena_init(&d->arena, &d->alloc);
  buffer_init(&d->text, &d->alloc, TEXT_LIMIT);
  tokens_init(&d->columns, &d->alloc);
  table_init(&d->origin.attributes, &d->alloc);
  fields_init(&d->origin.fields, &d->arena);
  d->origin.format = "";
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

static assay_status document_check_length(const assay_document *d, assay_error *err) {
  if (d->text.len > TEXT_LIMIT)
    return error_set(err, ASSAY_ELIMIT,
                     "a text is limited to %zu bytes, this one has %zu", TEXT_LIMIT,
                     d->text.len);
  return ASSAY_OK;
}

static assay_status document_fill(assay_document *d, enum encoding wanted,
                                  assay_error *err) {
  assay_status status = document_check_length(d, err);
  if (status == ASSAY_OK) status = encoding_to_utf8(&d->text, wanted, &d->decoding, err);
  return status == ASSAY_OK ? document_cut(d, err) : status;
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

/* -- From a reader's record --------------------------------------------------------- */

static assay_status take_removed(assay_document *d, const struct record *record,
                                 assay_error *err) {
  size_t count = record->removed_count;
  struct record_removed *removed = arena_alloc(&d->arena, count, sizeof *removed);
  if (!removed) return error_memory(err, 0);
  for (size_t i = 0; i < count; i++) {
    removed[i] = record->removed[i];
    removed[i].text = arena_copy(&d->arena, removed[i].text);
    if (!removed[i].text.ptr) return error_memory(err, 0);
  }
  d->origin.removed = removed;
  d->origin.removed_count = count;
  return ASSAY_OK;
}

static assay_status take_strings(assay_document *d, const struct record *record,
                                 assay_error *err) {
  struct document_origin *origin = &d->origin;
  struct record_mark *marks = arena_alloc(&d->arena, record->mark_count, sizeof *marks);
  assay_str *warnings = arena_alloc(&d->arena, record->warning_count, sizeof *warnings);
  if (!marks || !warnings) return error_memory(err, 0);
  for (size_t i = 0; i < record->mark_count; i++) {
    marks[i] = record->marks[i];
    if (marks[i].who.len > 0) marks[i].who = arena_copy(&d->arena, marks[i].who);
    if (!marks[i].who.ptr) return error_memory(err, 0);
    if (marks[i].end > d->text.len) marks[i].end = (uint32_t)d->text.len;
    if (marks[i].begin > marks[i].end) marks[i].begin = marks[i].end;
  }
  for (size_t i = 0; i < record->warning_count; i++) {
    warnings[i] = arena_copy(&d->arena, record->warnings[i]);
    if (!warnings[i].ptr) return error_memory(err, 0);
  }
  origin->marks = marks;
  origin->mark_count = record->mark_count;
  origin->warnings = warnings;
  origin->warning_count = record->warning_count;
  origin->line = record->line;
  return take_removed(d, record, err);
}

static assay_status take_attribute(assay_document *d, assay_str value, uint32_t *id,
                                   assay_error *err) {
  *id = TABLE_NONE;
  return value.len > 0 ? table_intern(&d->origin.attributes, value, id, err) : ASSAY_OK;
}

/* Tokens that the format gave. Of two that overlap the first stays. */
static assay_status take_tokens(assay_document *d, const struct record *record,
                                assay_error *err) {
  uint32_t *lemma = arena_alloc(&d->arena, record->token_count, sizeof *lemma);
  uint32_t *tag = arena_alloc(&d->arena, record->token_count, sizeof *tag);
  if (!lemma || !tag) return error_memory(err, 0);
  uint32_t after = 0;
  size_t dropped = 0;
  bool space;
  for (size_t i = 0; i < record->token_count; i++) {
    const struct record_token *token = &record->tokens[i];
    if (token->begin < after || token->end <= token->begin || token->end > d->text.len)
      continue;
    if (token->end - token->begin > TOKEN_LIMIT) {
      dropped++;
      continue;
    }
    assay_span bytes = {token->begin, token->end};
    assay_token_kind kind = words_kind(document_slice(d, bytes), &space);
    size_t at = d->columns.count;
    if (!tokens_add(&d->columns, token->begin, token->end,
                    space ? ASSAY_TOKEN_SYMBOL : kind))
      return error_memory(err, 0);
    assay_status status = take_attribute(d, token->lemma, &lemma[at], err);
    if (status == ASSAY_OK) status = take_attribute(d, token->tag, &tag[at], err);
    if (status != ASSAY_OK) return status;
    after = token->end;
  }
  d->origin.lemma = lemma;
  d->origin.tag = tag;
  d->origin.has_tokens = true;
  assay_status status = tell_dropped(d, dropped, err);
  return status == ASSAY_OK ? document_use_tokens(d, err) : status;
}

/* A text that its reader made is UTF-8 by the reader's word; that is checked. */
static assay_status take_text(assay_document *d, struct record *record,
                              assay_error *err) {
  d->text = record->text;
  buffer_init(&record->text, &d->text.alloc, d->text.ceiling);
  assay_status status = document_check_length(d, err);
  if (status != ASSAY_OK) return status;
  d->decoding = record->decoding;
  if (record->decoding.decided_by) return ASSAY_OK;
  status = encoding_to_utf8(&d->text, record->encoding, &d->decoding, err);
  d->decoding.replaced += record->decoding.replaced;
  if (record->encoding != ENCODING_AUTO) d->decoding.decided_by = "its format";
  return status;
}

static assay_status document_take_all(assay_document *d, struct record *record,
                                      assay_error *err) {
  assay_status status = take_text(d, record, err);
  if (status == ASSAY_OK) status = take_strings(d, record, err);
  if (status != ASSAY_OK) return status;
  return record->has_tokens ? take_tokens(d, record, err) : document_cut(d, err);
}

assay_status document_take_record(assay_document **out,
                                  const assay_document_options *options, assay_str name,
                                  struct record *record, const char *format,
                                  assay_error *err) {
  assay_document *d = NULL;
  assay_status status = document_begin(&d, options, name, err);
  if (status != ASSAY_OK) return status;
  d->origin.format = format;
  status = document_take_all(d, record, err);
  if (status != ASSAY_OK) {
    error_name_source(err, d->name);
    assay_document_free(d);
    return status;
  }
  *out = d;
  return ASSAY_OK;
}

struct value document_field(const assay_document *d, assay_str name) {
  struct value value = {VALUE_NONE, {NULL, 0}, 0, 0};
  if (d->member_metadata)
    value = metadata_value(d->member_metadata, d->member_row,
                           metadata_find(d->member_metadata, name));
  if (value.kind == VALUE_NONE && d->metadata)
    value = metadata_value(d->metadata, d->row, metadata_find(d->metadata, name));
  const struct value *own = fields_find(&d->origin.fields, name);
  return value.kind == VALUE_NONE && own ? *own : value;
}

const struct record_mark *document_marks(const assay_document *d, size_t *count) {
  *count = d->origin.mark_count;
  return d->origin.marks;
}

static assay_str attribute(const assay_document *d, const uint32_t *column,
                           size_t token) {
  if (!column || token >= d->token_count || column[token] == TABLE_NONE)
    return (assay_str){"", 0};
  return table_key(&d->origin.attributes, column[token]);
}

assay_str document_lemma(const assay_document *d, size_t token) {
  return attribute(d, d->origin.lemma, token);
}

assay_str document_tag(const assay_document *d, size_t token) {
  return attribute(d, d->origin.tag, token);
}

void assay_document_free(assay_document *d) {
  if (!d) return;
  if (d->owns_vocabulary) assay_vocabulary_free(d->vocabulary);
  alloc_free(&d->alloc, d->term, d->token_count, sizeof *d->term);
  tokens_free(&d->columns);
  table_free(&d->origin.attributes);
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
  return d->region ? d->region->word_count : d->word_count;
}

/* Guessed when it is asked for: only sentences depend on it. */
static enum language language_of(const assay_document *d) {
  return tokenizer_language(d->tokenizer, buffer_str(&d->text));
}

const char *assay_document_language(const assay_document *d) {
  return language_code(language_of(d));
}

const char *assay_document_encoding(const assay_document *d) {
  return decoding_name(&d->decoding);
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

/* The sentences that the format marked: like document_cut_sentences, 0 where there are
** none. */
static size_t document_own_sentences(const assay_document *d, void **list, size_t *cap) {
  size_t count = 0;
  uint32_t after = 0;
  for (size_t i = 0; i < d->origin.mark_count; i++) {
    const struct record_mark *mark = &d->origin.marks[i];
    if (mark->kind != RECORD_SENTENCE || mark->begin < after) continue;
    assay_span span = sentence_trimmed(buffer_str(&d->text), mark->begin, mark->end);
    if (span.begin == span.end) continue;
    if (!alloc_grow(&d->alloc, list, cap, count + 1, sizeof span)) return SIZE_MAX;
    ((assay_span *)*list)[count++] = span;
    after = span.end;
  }
  return count;
}

/* One pass into *list, which grows; the sentences found, or SIZE_MAX without memory. */
static size_t document_cut_sentences(const assay_document *d, void **list, size_t *cap) {
  assay_str text = buffer_str(&d->text);
  struct sentences it;
  size_t begin, end, count = 0;
  sentences_start_in(&it, text, language_of(d));
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
    size_t cap = 0, found = document_own_sentences(d, &list, &cap);
    if (found == 0) found = document_cut_sentences(d, &list, &cap);
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

void document_forget_tokens(assay_document *d) {
  alloc_free(&d->alloc, d->term, d->token_count, sizeof *d->term);
  tokens_free(&d->columns);
  d->term = NULL;
  d->begin = d->end = NULL;
  d->kind = NULL;
  d->token_count = d->word_count = 0;
  d->region = NULL;
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

size_t document_stretch_index(const assay_document *d, size_t token) {
  size_t low = 0, high = d->region ? d->region->count : 0;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (d->region->stretches[middle].end <= token)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

assay_span document_stretch(const assay_document *d, size_t from) {
  assay_span rest = {(uint32_t)d->token_count, (uint32_t)d->token_count};
  if (!d->region) {
    if (from < rest.begin) rest.begin = (uint32_t)from;
    return rest;
  }
  size_t i = document_stretch_index(d, from);
  if (i == d->region->count) return rest;
  rest = d->region->stretches[i];
  if (rest.begin < from) rest.begin = (uint32_t)from;
  return rest;
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

size_t document_line_at(assay_document *d, uint32_t at) {
  const char *text = d->text.data;
  if (at < d->line_begin) d->line_begin = 0, d->lines_before = 0;
  size_t i = d->line_begin, lines = d->lines_before;
  for (; i < at; i++)
    lines += text[i] == '\n' ||
             (text[i] == '\r' && !(i + 1 < d->text.len && text[i + 1] == '\n'));
  d->line_begin = at;
  d->lines_before = lines;
  return lines + 1;
}
