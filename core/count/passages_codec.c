/*
** passages_codec.c - the encoded form, README.md, and the class. What is read is trusted
** in nothing: words, ranges and places must fit each other.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/passages.h"

#include <string.h>

/* -- Writing ------------------------------------------------------------------------ */

static void put_table(struct buffer *out, const struct table *t) {
  varint_put(out, t->count);
  for (uint32_t i = 0; i < t->count; i++) codec_put_str(out, table_key(t, i));
}

static size_t quotes_end(const struct passages *p, size_t document) {
  return document + 1 < p->document_count ? (size_t)p->documents[document + 1].quotes
                                          : p->quote_count;
}

static size_t places_end(const struct passages *p, size_t document) {
  return document + 1 < p->document_count ? (size_t)p->documents[document + 1].places
                                          : p->places.len;
}

static void put_quote(struct buffer *out, const struct passages *p,
                      const struct passage_quote *quote) {
  varint_put(out, quote->text);
  varint_put(out, quote->speaker == TABLE_NONE ? 0 : quote->speaker + 1ull);
  varint_put(out, quote->first);
  varint_put(out, quote->last - quote->first);
  varint_put(out, quote->line);
  varint_put(out, quote->range_count);
  for (uint32_t i = 0; i < quote->range_count; i++) {
    struct passage_range range = p->ranges[quote->ranges + i];
    varint_put(out, range.begin);
    varint_put(out, range.end - range.begin);
  }
}

static void put_document(struct buffer *out, const struct passages *p, size_t i) {
  const struct passage_document *d = &p->documents[i];
  varint_put(out, d->name);
  varint_put(out, d->word_count);
  for (uint32_t k = 0; k < d->word_count; k++) varint_put(out, p->words[d->words + k]);
  if (places_end(p, i) > d->places)
    buffer_add(out, p->places.data + d->places, places_end(p, i) - (size_t)d->places);
  varint_put(out, quotes_end(p, i) - d->quotes);
  for (size_t k = (size_t)d->quotes; k < quotes_end(p, i); k++)
    put_quote(out, p, &p->quotes[k]);
}

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  const struct passages *p = object;
  (void)err;
  put_table(out, &p->keys);
  put_table(out, &p->texts);
  varint_put(out, p->document_count);
  for (size_t i = 0; i < p->document_count; i++) put_document(out, p, i);
  return ASSAY_OK;
}

/* -- Reading ------------------------------------------------------------------------ */

static assay_status take_table(struct codec_reader *in, struct table *t,
                               assay_error *err) {
  size_t count = codec_take_count(in, 1);
  for (size_t i = 0; i < count && !in->why; i++) {
    uint32_t id;
    assay_str key = codec_take_str(in);
    if (in->why) break;
    assay_status status = table_intern(t, key, &id, err);
    if (status != ASSAY_OK) return status;
    codec_expect(in, id == i, "a word or text is there twice");
  }
  return codec_status(in, err);
}

/* A number below `limit`. */
static uint32_t take_below(struct codec_reader *in, size_t limit, const char *why) {
  uint64_t n = codec_take_up_to(in, UINT32_MAX - 1);
  codec_expect(in, n < limit, why);
  return in->why ? 0 : (uint32_t)n;
}

/* The words and their places; bytes and lines must stay below 2^32. */
static void take_words(struct codec_reader *in, struct passages *p, uint32_t count) {
  for (uint32_t i = 0; i < count && !in->why; i++)
    p->words[p->word_count + i] = take_below(in, p->keys.count, "a word is unknown");
  size_t begin = in->at;
  uint64_t byte = 0, line = 1;
  for (uint32_t i = 0; i < count && !in->why; i++) {
    uint64_t before = codec_take_varint(in);
    uint64_t lines = before & 1 ? codec_take_up_to(in, UINT32_MAX) : 0;
    codec_expect(in, lines > 0 || !(before & 1), "a place says that no line ends");
    line += lines;
    byte += (before >> 1) + codec_take_up_to(in, UINT32_MAX);
    codec_expect(in, byte < UINT32_MAX && line < UINT32_MAX, "a place is beyond 2^32");
  }
  if (!in->why) buffer_add(&p->places, in->data + begin, in->at - begin);
}

static assay_status take_quote(struct codec_reader *in, struct passages *p,
                               uint32_t words, assay_error *err) {
  struct passage_quote quote = {.document = (uint32_t)p->document_count,
                                .ranges = (uint32_t)p->range_count};
  quote.text = take_below(in, p->texts.count, "a text is unknown");
  quote.speaker = take_below(in, p->texts.count + 1, "a speaker is unknown");
  quote.speaker = quote.speaker == 0 ? TABLE_NONE : quote.speaker - 1;
  quote.first = (uint32_t)codec_take_up_to(in, UINT32_MAX - 1);
  quote.last = quote.first + (uint32_t)codec_take_up_to(in, UINT32_MAX - 1 - quote.first);
  quote.line = (uint32_t)codec_take_up_to(in, UINT32_MAX - 1);
  quote.range_count = (uint32_t)codec_take_count(in, 2);
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = passages_reserve_quotes(p, 1, quote.range_count, err);
  for (uint32_t i = 0; status == ASSAY_OK && i < quote.range_count; i++) {
    struct passage_range range;
    range.begin = (uint32_t)codec_take_up_to(in, words);
    range.end = range.begin + (uint32_t)codec_take_up_to(in, words - range.begin);
    uint64_t sum = (uint64_t)quote.words + (range.end - range.begin);
    codec_expect(in, sum <= words, "a quotation has too many words");
    quote.words = (uint32_t)sum;
    p->ranges[p->range_count + i] = range;
    status = codec_status(in, err);
  }
  if (status != ASSAY_OK) return status;
  p->range_count += quote.range_count;
  p->quotes[p->quote_count++] = quote;
  return ASSAY_OK;
}

static assay_status take_document(struct codec_reader *in, struct passages *p,
                                  assay_error *err) {
  struct passage_document d = {
      .words = p->word_count, .places = p->places.len, .quotes = p->quote_count};
  d.name = take_below(in, p->texts.count, "a name is unknown");
  d.word_count = (uint32_t)codec_take_count(in, 3);
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = passages_reserve_words(p, d.word_count, err);
  if (status == ASSAY_OK) status = passages_reserve_documents(p, 1, err);
  if (status != ASSAY_OK) return status;
  take_words(in, p, d.word_count);
  size_t quotes = codec_take_count(in, 6);
  status = codec_status(in, err);
  if (status == ASSAY_OK) status = buffer_status(&p->places, "places of words", err);
  for (size_t i = 0; status == ASSAY_OK && i < quotes; i++)
    status = take_quote(in, p, d.word_count, err);
  if (status != ASSAY_OK) return status;
  p->word_count += d.word_count;
  p->documents[p->document_count++] = d;
  return ASSAY_OK;
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  struct passages *p = NULL;
  assay_status status = passages_new(&p, alloc, err);
  if (status != ASSAY_OK) return status;
  status = take_table(in, &p->keys, err);
  if (status == ASSAY_OK) status = take_table(in, &p->texts, err);
  size_t documents = status == ASSAY_OK ? codec_take_count(in, 3) : 0;
  if (status == ASSAY_OK) status = codec_status(in, err);
  for (size_t i = 0; status == ASSAY_OK && i < documents; i++)
    status = take_document(in, p, err);
  if (status == ASSAY_OK)
    *out = p;
  else
    passages_free(p);
  return status;
}

/* -- The class ---------------------------------------------------------------------- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return passages_merge(into, from, err);
}

static void free_object(void *object) {
  passages_free(object);
}

static void freeze(void *object) {
  ((struct passages *)object)->frozen = true;
}

/* Ids are given by first appearance, so equal ones have equal numbers. */
static bool equal(const void *a, const void *b) {
  struct buffer x, y;
  buffer_init(&x, NULL, BUFFER_NO_CEILING);
  buffer_init(&y, NULL, BUFFER_NO_CEILING);
  encode(a, &x, NULL);
  encode(b, &y, NULL);
  bool same = x.failed == ASSAY_OK && y.failed == ASSAY_OK &&
              str_equal(buffer_str(&x), buffer_str(&y));
  buffer_free(&x);
  buffer_free(&y);
  return same;
}

const struct accumulator_class passages_class = {
    "passages", merge, free_object, KIND_PASSAGES, 1, encode, decode, equal, freeze};
