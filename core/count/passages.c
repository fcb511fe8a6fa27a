/*
** passages.c - collecting: words as codes, their places as small numbers, quotations as
** ranges of words. Nothing is compared here.
*/
#include "count/passages.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"
#include "count/accumulator.h"

#include <string.h>

assay_status passages_new(struct passages **out, const assay_allocator *alloc,
                          assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct passages *p = alloc_zero(&a, 1, sizeof *p);
  if (!p) return error_memory(err, sizeof *p);
  p->alloc = a;
  table_init(&p->keys, &p->alloc);
  table_init(&p->texts, &p->alloc);
  buffer_init(&p->places, &p->alloc, BUFFER_NO_CEILING);
  *out = p;
  return ASSAY_OK;
}

void passages_free(struct passages *p) {
  if (!p) return;
  assay_allocator a = p->alloc;
  table_free(&p->keys);
  table_free(&p->texts);
  buffer_free(&p->places);
  alloc_free(&a, p->words, p->word_cap, sizeof *p->words);
  alloc_free(&a, p->documents, p->document_cap, sizeof *p->documents);
  alloc_free(&a, p->quotes, p->quote_cap, sizeof *p->quotes);
  alloc_free(&a, p->ranges, p->range_cap, sizeof *p->ranges);
  alloc_free(&a, p, 1, sizeof *p);
}

/* -- Room --------------------------------------------------------------------------- */

assay_status passages_reserve_words(struct passages *p, size_t more, assay_error *err) {
  void *words = p->words;
  if (more > UINT32_MAX - 1 - p->word_count)
    return error_set(err, ASSAY_ELIMIT, "passages are limited to %u running words",
                     UINT32_MAX - 1);
  if (!alloc_grow(&p->alloc, &words, &p->word_cap, p->word_count + more,
                  sizeof *p->words))
    return error_memory(err, more * sizeof *p->words);
  p->words = words;
  return ASSAY_OK;
}

assay_status passages_reserve_documents(struct passages *p, size_t more,
                                        assay_error *err) {
  void *documents = p->documents;
  if (!alloc_grow(&p->alloc, &documents, &p->document_cap, p->document_count + more,
                  sizeof *p->documents))
    return error_memory(err, 0);
  p->documents = documents;
  return ASSAY_OK;
}

assay_status passages_reserve_quotes(struct passages *p, size_t quotes, size_t ranges,
                                     assay_error *err) {
  void *list = p->quotes, *parts = p->ranges;
  bool done = alloc_grow(&p->alloc, &list, &p->quote_cap, p->quote_count + quotes,
                         sizeof *p->quotes);
  p->quotes = list;
  done = done && alloc_grow(&p->alloc, &parts, &p->range_cap, p->range_count + ranges,
                            sizeof *p->ranges);
  p->ranges = parts;
  if (!done) return error_memory(err, 0);
  if (p->range_count + ranges > UINT32_MAX)
    return error_set(err, ASSAY_ELIMIT, "passages are limited to %u quotations",
                     UINT32_MAX);
  return ASSAY_OK;
}

/* -- Adding ------------------------------------------------------------------------- */

static uint32_t count_lines(assay_str text) {
  uint32_t lines = 0;
  for (size_t i = 0; i < text.len; i++)
    lines += text.ptr[i] == '\n' ||
             (text.ptr[i] == '\r' && (i + 1 == text.len || text.ptr[i + 1] != '\n'));
  return lines;
}

/* What stands before a word, and how long it is. */
static void put_place(struct passages *p, const assay_document *d, uint32_t before,
                      assay_span word) {
  uint32_t lines = count_lines(document_slice(d, (assay_span){before, word.begin}));
  varint_put(&p->places, (uint64_t)(word.begin - before) << 1 | (lines > 0));
  if (lines > 0) varint_put(&p->places, lines);
  varint_put(&p->places, word.end - word.begin);
}

/* Adds the words. Of code_of, by term, only what this document needs is cleared and
** filled: many a document is smaller than the vocabulary that it shares. */
static assay_status add_words(struct passages *p, const assay_document *d,
                              uint32_t *code_of, assay_error *err) {
  uint32_t before = 0;
  for (size_t i = 0; i < d->token_count; i++) code_of[d->term[i]] = TABLE_NONE;
  for (size_t i = 0; i < d->token_count; i++) {
    if (!tokens_is_running(d->kind[i])) continue;
    uint32_t *code = &code_of[d->term[i]];
    if (*code == TABLE_NONE) {
      assay_str word = assay_vocabulary_term(d->vocabulary, d->term[i]);
      assay_status status = table_intern(&p->keys, word, code, err);
      if (status != ASSAY_OK) return status;
    }
    p->words[p->word_count++] = *code;
    put_place(p, d, before, (assay_span){d->begin[i], d->end[i]});
    before = d->end[i];
  }
  return buffer_status(&p->places, "places of words", err);
}

/* The parts joined by a blank, as one text. */
static assay_status add_text(struct passages *p, const assay_document *d,
                             const struct passage_source *source, uint32_t *id,
                             assay_error *err) {
  struct buffer text;
  buffer_init(&text, &p->alloc, BUFFER_NO_CEILING);
  for (uint32_t i = 0; i < source->part_count; i++) {
    if (i > 0) buffer_add_char(&text, ' ');
    buffer_add_str(&text, document_slice(d, source->parts[i]));
  }
  assay_status status = buffer_status(&text, "a quotation", err);
  if (status == ASSAY_OK) status = table_intern(&p->texts, buffer_str(&text), id, err);
  buffer_free(&text);
  return status;
}

/* How many running words begin before a byte; *token and *word go on from there. */
static uint32_t words_before(const assay_document *d, uint32_t at, size_t *token,
                             uint32_t *word) {
  for (; *token < d->token_count && d->begin[*token] < at; ++*token)
    *word += tokens_is_running(d->kind[*token]);
  return *word;
}

static assay_status add_quote(struct passages *p, const assay_document *d,
                              const struct passage_source *source, size_t *token,
                              uint32_t *word, assay_error *err) {
  struct passage_quote quote = {.document = (uint32_t)p->document_count,
                                .ranges = (uint32_t)p->range_count,
                                .range_count = source->part_count,
                                .speaker = TABLE_NONE};
  assay_status status = passages_reserve_quotes(p, 1, source->part_count, err);
  if (status == ASSAY_OK) status = add_text(p, d, source, &quote.text, err);
  if (status == ASSAY_OK && source->speaker.len > 0)
    status = table_intern(&p->texts, source->speaker, &quote.speaker, err);
  if (status != ASSAY_OK) return status;
  quote.first = source->parts[0].begin;
  quote.last = source->parts[source->part_count - 1].end;
  words_before(d, quote.first, token, word);
  size_t ahead = *token; /* nested quotations begin inside: the cursor stays */
  uint32_t ahead_word = *word;
  for (uint32_t i = 0; i < source->part_count; i++) {
    struct passage_range range;
    range.begin = words_before(d, source->parts[i].begin, &ahead, &ahead_word);
    range.end = words_before(d, source->parts[i].end, &ahead, &ahead_word);
    quote.words += range.end - range.begin;
    p->ranges[p->range_count++] = range;
  }
  p->quotes[p->quote_count++] = quote;
  return ASSAY_OK;
}

/* The lines of the quotations that were added from `first` on, in one pass. */
static void set_lines(struct passages *p, const assay_document *d, size_t first) {
  uint32_t line = 1, at = 0;
  for (size_t i = first; i < p->quote_count; i++) {
    struct passage_quote *quote = &p->quotes[i];
    if (quote->first > at) {
      line += count_lines(document_slice(d, (assay_span){at, quote->first}));
      at = quote->first;
    }
    quote->line = line;
  }
}

assay_status passages_add(struct passages *p, const assay_document *d,
                          const struct passage_source *quotes, size_t quote_count,
                          assay_error *err) {
  struct passage_document document = {
      .words = p->word_count, .places = p->places.len, .quotes = p->quote_count};
  size_t terms = assay_vocabulary_count(d->vocabulary) + 1, token = 0;
  uint32_t *code_of = NULL, word = 0;
  assay_status status = count_check_frozen(p->frozen, "passages", err);
  if (status == ASSAY_OK) status = passages_reserve_words(p, d->token_count, err);
  if (status == ASSAY_OK) status = passages_reserve_documents(p, 1, err);
  if (status == ASSAY_OK) status = table_intern(&p->texts, d->name, &document.name, err);
  if (status == ASSAY_OK)
    code_of = alloc_resize(&p->alloc, NULL, 0, terms, sizeof *code_of);
  if (status == ASSAY_OK && !code_of) status = error_memory(err, 0);
  if (status == ASSAY_OK) status = add_words(p, d, code_of, err);
  for (size_t i = 0; status == ASSAY_OK && i < quote_count; i++)
    status = add_quote(p, d, &quotes[i], &token, &word, err);
  alloc_free(&p->alloc, code_of, terms, sizeof *code_of);
  if (status != ASSAY_OK) return status;
  set_lines(p, d, (size_t)document.quotes);
  document.word_count = (uint32_t)(p->word_count - document.words);
  p->documents[p->document_count++] = document;
  return ASSAY_OK;
}

/* -- Merging ------------------------------------------------------------------------ */

/* Ids of from's keys in into, in *map, count + 1 of them. */
static assay_status merge_table(struct table *into, const struct table *from,
                                const assay_allocator *a, uint32_t **map,
                                assay_error *err) {
  size_t count = from->count;
  uint32_t *ids = alloc_resize(a, NULL, 0, count + 1, sizeof *ids);
  assay_status status = ids ? ASSAY_OK : error_memory(err, 0);
  for (uint32_t i = 0; status == ASSAY_OK && i < count; i++)
    status = table_intern(into, table_key(from, i), &ids[i], err);
  *map = ids;
  return status;
}

static void append_documents(struct passages *into, const struct passages *from,
                             const uint32_t *texts) {
  for (size_t i = 0; i < from->document_count; i++) {
    struct passage_document document = from->documents[i];
    document.name = texts[document.name];
    document.words += into->word_count;
    document.places += into->places.len;
    document.quotes += into->quote_count;
    into->documents[into->document_count + i] = document;
  }
}

static void append_quotes(struct passages *into, const struct passages *from,
                          const uint32_t *texts) {
  for (size_t i = 0; i < from->quote_count; i++) {
    struct passage_quote quote = from->quotes[i];
    quote.document += (uint32_t)into->document_count;
    quote.ranges += (uint32_t)into->range_count;
    quote.text = texts[quote.text];
    if (quote.speaker != TABLE_NONE) quote.speaker = texts[quote.speaker];
    into->quotes[into->quote_count + i] = quote;
  }
  if (from->range_count > 0)
    memcpy(into->ranges + into->range_count, from->ranges,
           from->range_count * sizeof *from->ranges);
}

static assay_status passages_append(struct passages *into, const struct passages *from,
                                    const uint32_t *keys, const uint32_t *texts,
                                    assay_error *err) {
  assay_status status = passages_reserve_words(into, from->word_count, err);
  if (status == ASSAY_OK)
    status = passages_reserve_documents(into, from->document_count, err);
  if (status == ASSAY_OK)
    status = passages_reserve_quotes(into, from->quote_count, from->range_count, err);
  if (status != ASSAY_OK) return status;
  append_documents(into, from, texts);
  append_quotes(into, from, texts);
  for (size_t i = 0; i < from->word_count; i++)
    into->words[into->word_count + i] = keys[from->words[i]];
  into->word_count += from->word_count;
  into->document_count += from->document_count;
  into->quote_count += from->quote_count;
  into->range_count += from->range_count;
  buffer_add_str(&into->places, buffer_str(&from->places));
  return buffer_status(&into->places, "places of words", err);
}

assay_status passages_merge(struct passages *into, const struct passages *from,
                            assay_error *err) {
  uint32_t *keys = NULL, *texts = NULL;
  const assay_allocator *a = &into->alloc;
  size_t key_count = from->keys.count + 1, text_count = from->texts.count + 1;
  assay_status status = count_check_frozen(into->frozen, "passages", err);
  if (status != ASSAY_OK) return status;
  if (into == from)
    return error_set(err, ASSAY_EARG, "passages cannot be merged with themselves");
  status = merge_table(&into->keys, &from->keys, a, &keys, err);
  if (status == ASSAY_OK)
    status = merge_table(&into->texts, &from->texts, a, &texts, err);
  if (status == ASSAY_OK) status = passages_append(into, from, keys, texts, err);
  alloc_free(a, keys, key_count, sizeof *keys);
  alloc_free(a, texts, text_count, sizeof *texts);
  return status;
}
