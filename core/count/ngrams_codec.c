/*
** ngrams_codec.c - n-grams as sorted words and sorted documents, and their class.
** A document is written by its words' places among the sorted words, plus one; 0 is a
** break. The order of documents says nothing, so they stand in the order of a hash of
** their numbers: that is all that must be in memory of a document to sort it.
*/
#include "count/ngrams_codec.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/stable_hash.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/ngrams_private.h"

#include <string.h>

enum { BREAKS_AT_PUNCTUATION = 1, IS_GROUPED = 2, IS_AROUND = 4, ALL_FLAGS = 7 };

/* -- What is written ----------------------------------------------------------------- */

struct piece { /* a document in bytes */
  uint64_t hash, begin;
  size_t len;
};

struct ngrams_encoding {
  const assay_ngrams *g;
  uint32_t *words; /* codes of those that occur, sorted */
  size_t word_count;
  uint32_t *number_of;     /* by code; 0: a break, or a word that does not occur */
  uint32_t *group_ids;     /* sorted by label */
  uint32_t *group_place;   /* by group */
  struct codec_sink bytes; /* of all documents, as they come */
  struct piece *pieces;
  size_t piece_count;
};

typedef assay_status document_step(struct ngrams_encoding *e, size_t document,
                                   const uint32_t *codes, size_t len, assay_error *err);

/* What documents are sorted by: a step of FNV-1a for each number that is written of one.
** */
static inline uint64_t hash_add(uint64_t hash, uint64_t number) {
  return (hash ^ number) * 0x100000001B3u;
}

static assay_status each_document(struct ngrams_encoding *e, document_step *step,
                                  assay_error *err) {
  const assay_ngrams *g = e->g;
  const size_t count = g->spill.document_count + g->stream.document_count;
  struct spill_reader reader;
  assay_status status = ASSAY_OK;
  spill_reader_init(&reader, &g->spill, &g->stream);
  for (size_t d = 0; d < count && status == ASSAY_OK; d++) {
    status = spill_reader_next(&reader, err);
    if (status == ASSAY_OK) status = step(e, d, reader.codes, reader.len, err);
  }
  spill_reader_free(&reader);
  return status;
}

static assay_status mark_words(struct ngrams_encoding *e, size_t document,
                               const uint32_t *codes, size_t len, assay_error *err) {
  (void)document;
  (void)err;
  for (size_t i = 0; i < len; i++) e->number_of[codes[i]] = 1;
  return ASSAY_OK;
}

static int compare_words(const void *a, const void *b, void *ctx) {
  const struct ngram_words *words = &((const struct ngrams_encoding *)ctx)->g->words;
  return str_compare(ngram_words_word(words, *(const uint32_t *)a),
                     ngram_words_word(words, *(const uint32_t *)b));
}

/* Numbers the words that occur, in the order of their bytes. */
static assay_status number_words(struct ngrams_encoding *e, assay_error *err) {
  const assay_ngrams *g = e->g;
  const size_t words = ngram_words_count(&g->words);
  assay_status status = ASSAY_OK;
  if (!g->counting) status = each_document(e, mark_words, err);
  for (uint32_t code = 1; g->counting && code <= words && code < g->counts.cap; code++)
    e->number_of[code] = g->counts.counts[code].count > 0;
  e->number_of[NGRAM_BREAK] = 0;
  for (uint32_t code = 1; code <= words; code++)
    if (e->number_of[code] > 0) e->words[e->word_count++] = code;
  if (status == ASSAY_OK)
    status = sort_items(e->words, e->word_count, sizeof *e->words, compare_words, e,
                        &g->alloc, err);
  for (uint32_t i = 0; i < e->word_count; i++) e->number_of[e->words[i]] = i + 1;
  return status;
}

static int compare_labels(const void *a, const void *b, void *ctx) {
  const struct table *groups = &((const struct ngrams_encoding *)ctx)->g->groups;
  return str_compare(table_key(groups, *(const uint32_t *)a),
                     table_key(groups, *(const uint32_t *)b));
}

static assay_status sort_groups(struct ngrams_encoding *e, assay_error *err) {
  const assay_ngrams *g = e->g;
  const uint32_t count = (uint32_t)g->groups.count;
  for (uint32_t i = 0; i < count; i++) e->group_ids[i] = i;
  assay_status status = sort_items(e->group_ids, count, sizeof *e->group_ids,
                                   compare_labels, e, &g->alloc, err);
  for (uint32_t i = 0; i < count; i++) e->group_place[e->group_ids[i]] = i;
  return status;
}

static assay_status put_document(struct ngrams_encoding *e, size_t document,
                                 const uint32_t *codes, size_t len, assay_error *err) {
  struct buffer *bytes = &e->bytes.bytes;
  const uint64_t begin = codec_sink_at(&e->bytes);
  uint64_t hash = STABLE_HASH_START;
  if (e->g->grouped) {
    const uint32_t place = e->group_place[e->g->group_of[document]];
    varint_put(bytes, place);
    hash = hash_add(hash, place);
  }
  varint_put(bytes, len);
  hash = hash_add(hash, len);
  for (size_t i = 0; i < len; i++) {
    const uint32_t number = e->number_of[codes[i]];
    varint_put(bytes, number);
    hash = hash_add(hash, number);
  }
  const size_t size = (size_t)(codec_sink_at(&e->bytes) - begin);
  e->pieces[e->piece_count++] = (struct piece){stable_hash_finish(hash), begin, size};
  return codec_sink_flush(&e->bytes, err);
}

static int compare_pieces(const void *a, const void *b, void *ctx) {
  const struct piece *x = a, *y = b;
  (void)ctx;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

static assay_status copy_piece(const struct ngrams_encoding *e, const struct piece *piece,
                               struct codec_sink *out, assay_error *err) {
  struct buffer *bytes = &out->bytes;
  if (!buffer_reserve(bytes, piece->len))
    return buffer_status(bytes, "an encoded accumulator", err);
  assay_status status = codec_sink_read(&e->bytes, piece->begin, bytes->data + bytes->len,
                                        piece->len, err);
  if (status != ASSAY_OK) return status;
  bytes->len += piece->len;
  return codec_sink_flush(out, err);
}

static assay_status put_documents(struct ngrams_encoding *e, struct codec_sink *out,
                                  assay_error *err) {
  assay_status status = each_document(e, put_document, err);
  if (status == ASSAY_OK)
    status = sort_items(e->pieces, e->piece_count, sizeof *e->pieces, compare_pieces, e,
                        &e->g->alloc, err);
  for (size_t i = 0; i < e->piece_count && status == ASSAY_OK; i++)
    status = copy_piece(e, &e->pieces[i], out, err);
  return status;
}

static void put_options(const assay_ngrams *g, struct buffer *out) {
  const assay_ngrams_options *o = &g->options;
  unsigned flags = 0;
  if (o->break_at_punctuation) flags |= BREAKS_AT_PUNCTUATION;
  if (g->grouped) flags |= IS_GROUPED;
  if (g->around) flags |= IS_AROUND;
  buffer_add_char(out, (char)o->min_n);
  buffer_add_char(out, (char)o->max_n);
  buffer_add_char(out, (char)o->cross);
  buffer_add_char(out, (char)o->keep);
  buffer_add_char(out, (char)flags);
  varint_put(out, o->skip);
  varint_put(out, g->document_count);
}

static void put_names(const struct ngrams_encoding *e, struct buffer *out) {
  const assay_ngrams *g = e->g;
  varint_put(out, e->word_count);
  for (size_t i = 0; i < e->word_count; i++)
    codec_put_str(out, ngram_words_word(&g->words, e->words[i]));
  if (!g->grouped && !g->counting) varint_put(out, g->word_total);
  if (!g->grouped) return;
  varint_put(out, g->groups.count);
  for (size_t i = 0; i < g->groups.count; i++) {
    codec_put_str(out, table_key(&g->groups, e->group_ids[i]));
    varint_put(out, g->group_words[e->group_ids[i]]);
  }
}

static void put_counts(const struct ngrams_encoding *e, struct buffer *out) {
  const assay_ngrams *g = e->g;
  for (size_t i = 0; i < e->word_count; i++) {
    const struct word_count *counted = &g->counts.counts[e->words[i]];
    varint_put(out, counted->count);
    varint_put(out, counted->documents);
  }
}

static assay_status encode_settled(const assay_ngrams *g, struct codec_sink *out,
                                   assay_error *err) {
  const assay_allocator *a = &g->alloc;
  const size_t words = ngram_words_count(&g->words) + 1, groups = g->groups.count + 1;
  const size_t documents = g->counting ? 1 : (size_t)g->document_count + 1;
  struct ngrams_encoding e = {.g = g};
  codec_sink_init(&e.bytes, a);
  e.bytes.in_memory = g->memory == 0;
  e.bytes.stopped = out->stopped;
  e.words = alloc_zero(a, words, sizeof *e.words);
  e.number_of = alloc_zero(a, words, sizeof *e.number_of);
  e.group_ids = alloc_zero(a, groups, sizeof *e.group_ids);
  e.group_place = alloc_zero(a, groups, sizeof *e.group_place);
  e.pieces = alloc_zero(a, documents, sizeof *e.pieces);
  bool there = e.words && e.number_of && e.group_ids && e.group_place && e.pieces;
  assay_status status = there ? number_words(&e, err) : error_memory(err, 0);
  if (status == ASSAY_OK) status = sort_groups(&e, err);
  if (status == ASSAY_OK) {
    put_options(g, &out->bytes);
    put_names(&e, &out->bytes);
    if (g->counting)
      put_counts(&e, &out->bytes);
    else
      status = put_documents(&e, out, err);
  }
  alloc_free(a, e.pieces, documents, sizeof *e.pieces);
  alloc_free(a, e.group_place, groups, sizeof *e.group_place);
  alloc_free(a, e.group_ids, groups, sizeof *e.group_ids);
  alloc_free(a, e.number_of, words, sizeof *e.number_of);
  alloc_free(a, e.words, words, sizeof *e.words);
  codec_sink_free(&e.bytes);
  return status;
}

/* Words that are only terms yet are settled in a copy. */
assay_status ngrams_encode(const assay_ngrams *g, struct codec_sink *out,
                           assay_error *err) {
  if (!g->terms.vocabulary) return encode_settled(g, out, err);
  assay_ngrams *copy = NULL;
  assay_ngrams_options options = g->options;
  options.allocator = g->alloc;
  assay_status status = ngrams_new(&copy, &options, g->grouped, g->around, err);
  if (status != ASSAY_OK) return status;
  status = assay_ngrams_merge(copy, g, err);
  if (status == ASSAY_OK) status = ngrams_settle(copy, err);
  if (status == ASSAY_OK) status = encode_settled(copy, out, err);
  assay_ngrams_free(copy);
  return status;
}

/* -- What is read -------------------------------------------------------------------- */

static assay_status take_options(assay_ngrams **out, struct codec_reader *in,
                                 uint64_t *documents, const assay_allocator *alloc,
                                 assay_error *err) {
  assay_ngrams_options o = ASSAY_NGRAMS_OPTIONS_INIT;
  o.min_n = codec_take_byte(in);
  o.max_n = codec_take_byte(in);
  const unsigned cross = codec_take_byte(in), keep = codec_take_byte(in);
  const unsigned flags = codec_take_byte(in);
  o.skip = (uint32_t)codec_take_up_to(in, UINT32_MAX);
  *documents = codec_take_up_to(in, UINT32_MAX);
  codec_expect(in, cross <= ASSAY_CROSS_PARAGRAPH && keep <= ASSAY_KEEP_ALL,
               "an option is unknown");
  codec_expect(in, flags <= ALL_FLAGS, "a flag is unknown");
  codec_expect(in, o.max_n > 1 || o.skip == 0, "single words have nothing to skip");
  assay_status status = codec_status(in, err);
  if (status != ASSAY_OK) return status;
  o.cross = (assay_ngram_cross)cross;
  o.keep = (assay_ngram_keep)keep;
  o.break_at_punctuation = (flags & BREAKS_AT_PUNCTUATION) != 0;
  if (alloc) o.allocator = *alloc;
  status = ngrams_new(out, &o, (flags & IS_GROUPED) != 0, (flags & IS_AROUND) != 0, NULL);
  if (status != ASSAY_EARG) return status == ASSAY_OK ? status : error_memory(err, 0);
  codec_expect(in, false, "n-grams cannot have these options");
  return codec_status(in, err);
}

/* Words get the codes 1, 2, ... as they come. */
static assay_status take_words(assay_ngrams *g, struct codec_reader *in,
                               assay_error *err) {
  const size_t count = codec_take_count(in, 1);
  uint32_t code = 0;
  assay_status status = codec_status(in, err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    const assay_str word = codec_take_str(in);
    codec_expect(in, i == 0 || str_compare(ngram_words_word(&g->words, code), word) < 0,
                 "words are not sorted");
    status = codec_status(in, err);
    if (status == ASSAY_OK) status = ngram_words_add(&g->words, word, &code, err);
  }
  return status;
}

static void add_words(assay_ngrams *g, struct codec_reader *in, uint64_t words) {
  codec_expect(in, words <= INT64_MAX - g->word_total, "a number is too large");
  if (!in->why) g->word_total += words;
}

static assay_status take_groups(assay_ngrams *g, struct codec_reader *in,
                                assay_error *err) {
  if (!g->grouped && !g->counting) add_words(g, in, codec_take_up_to(in, INT64_MAX));
  const size_t count = g->grouped ? codec_take_count(in, 2) : 0;
  uint32_t group = 0;
  assay_status status = codec_status(in, err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    const assay_str label = codec_take_str(in);
    codec_expect(in, i == 0 || str_compare(table_key(&g->groups, group), label) < 0,
                 "groups are not sorted");
    status = codec_status(in, err);
    if (status == ASSAY_OK) status = ngrams_find_group(g, label, &group, err);
    if (status != ASSAY_OK) return status;
    g->group_words[group] = codec_take_up_to(in, INT64_MAX);
    add_words(g, in, g->group_words[group]);
    status = codec_status(in, err);
  }
  return status;
}

static assay_status take_counts(assay_ngrams *g, struct codec_reader *in,
                                uint64_t documents, assay_error *err) {
  const size_t words = ngram_words_count(&g->words);
  assay_status status = ASSAY_OK;
  g->counts.counts = alloc_zero(&g->alloc, words + 1, sizeof *g->counts.counts);
  if (!g->counts.counts) return error_memory(err, words * sizeof *g->counts.counts);
  g->counts.cap = words + 1;
  for (size_t code = 1; code <= words && status == ASSAY_OK; code++) {
    const uint64_t count = codec_take_up_to(in, INT64_MAX);
    const uint64_t of = codec_take_varint(in);
    codec_expect(in, of > 0 && of <= count && of <= documents,
                 "a word has more documents than there can be, or none");
    add_words(g, in, count);
    g->counts.counts[code] = (struct word_count){count, of};
    status = codec_status(in, err);
  }
  return status;
}

/* Whether codes, given as units, are as ngram_cut_document leaves them. */
static bool is_running(const uint16_t *units, size_t len) {
  if (len == 0) return true;
  if (units[0] == NGRAM_BREAK || units[len - 1] != NGRAM_BREAK) return false;
  for (size_t i = 1; i < len; i++)
    if (units[i] == NGRAM_BREAK && units[i - 1] == NGRAM_BREAK) return false;
  return true;
}

/* Whether they are as ngram_items_add leaves them. */
static bool is_items(const assay_ngrams_options *o, const uint16_t *units, size_t len) {
  const uint16_t *at = units, *end = units ? units + len : NULL;
  while (at < end) {
    const bool has_left = *at != NGRAM_BREAK;
    uint32_t n = 0;
    for (at = ngram_pass(at, 1); at < end && *at != NGRAM_BREAK; at = ngram_pass(at, 1))
      n++;
    if (n < o->min_n || n > o->max_n || end - at < 2) return false;
    if (o->skip > 0 && (has_left || at[1] != NGRAM_BREAK)) return false;
    at = ngram_pass(at, 2);
  }
  return true;
}

struct ngrams_decoding {
  struct codec_reader *in;
  bool *met;      /* by code */
  bool *filled;   /* by group */
  uint64_t words; /* running words of what was read, unless items */
  uint64_t hash;  /* of the document that was read */
};

static assay_status take_document(assay_ngrams *g, struct ngrams_decoding *d,
                                  assay_error *err) {
  struct codec_reader *in = d->in;
  struct ngram_stream *s = &g->stream;
  const size_t words = ngram_words_count(&g->words);
  uint64_t group = 0, hash = STABLE_HASH_START;
  if (g->grouped) group = codec_take_varint(in);
  codec_expect(in, !g->grouped || group < g->groups.count, "there is no such group");
  const size_t count = codec_take_count(in, 1), begin = s->len;
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = ngram_stream_reserve(s, count, err);
  if (status != ASSAY_OK) return status;
  if (g->grouped) hash = hash_add(hash, group);
  hash = hash_add(hash, count);
  for (size_t i = 0; i < count; i++) {
    const uint32_t code = (uint32_t)codec_take_up_to(in, words);
    hash = hash_add(hash, code);
    ngram_stream_put(s, code);
    d->met[code] = true;
    d->words += code != NGRAM_BREAK;
  }
  d->hash = stable_hash_finish(hash);
  const uint16_t *units = s->units ? s->units + begin : NULL;
  const size_t len = s->len - begin;
  codec_expect(in, g->items ? is_items(&g->options, units, len) : is_running(units, len),
               "a document is not made of n-grams");
  status = codec_status(in, err);
  if (status == ASSAY_OK) status = ngram_stream_end(s, err);
  if (status != ASSAY_OK || !g->grouped) return status;
  d->filled[group] = true;
  status = ngrams_reserve_groups(g, 1, err);
  if (status == ASSAY_OK) g->group_of[g->document_count] = (uint32_t)group;
  return status;
}

static assay_status take_all(assay_ngrams *g, struct ngrams_decoding *d,
                             uint64_t documents, assay_error *err) {
  struct codec_reader *in = d->in;
  assay_status status = ASSAY_OK;
  codec_expect(in, documents <= in->len - in->at,
               "a count is larger than the bytes can hold");
  if (in->why) return codec_status(in, err);
  for (uint64_t i = 0; i < documents && status == ASSAY_OK; i++) {
    const uint64_t before = d->hash;
    status = ngrams_make_room(g, err);
    if (status == ASSAY_OK) status = take_document(g, d, err);
    if (status != ASSAY_OK) return status;
    codec_expect(in, before <= d->hash, "documents are not sorted");
    g->document_count++;
    status = codec_status(in, err);
  }
  for (size_t i = 1; i <= ngram_words_count(&g->words); i++)
    codec_expect(in, d->met[i], "a word does not occur");
  for (size_t i = 0; i < g->groups.count; i++)
    codec_expect(in, d->filled[i], "a group has no document");
  codec_expect(in, g->items || d->words == g->word_total,
               "the number of running words is wrong");
  return status == ASSAY_OK ? codec_status(in, err) : status;
}

static assay_status take_documents(assay_ngrams *g, struct codec_reader *in,
                                   uint64_t documents, assay_error *err) {
  const assay_allocator *a = &g->alloc;
  const size_t words = ngram_words_count(&g->words) + 1, groups = g->groups.count + 1;
  struct ngrams_decoding d = {.in = in};
  d.met = alloc_zero(a, words, sizeof *d.met);
  d.filled = alloc_zero(a, groups, sizeof *d.filled);
  assay_status status = d.met && d.filled ? take_all(g, &d, documents, err)
                                          : error_memory(err, 0);
  alloc_free(a, d.filled, groups, sizeof *d.filled);
  alloc_free(a, d.met, words, sizeof *d.met);
  return status;
}

assay_status ngrams_decode(assay_ngrams **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  assay_ngrams *g = NULL;
  uint64_t documents;
  assay_status status = take_options(&g, in, &documents, alloc, err);
  if (status != ASSAY_OK) return status;
  if (in->memory > 0) ngrams_limit(g, in->memory);
  status = take_words(g, in, err);
  if (status == ASSAY_OK) status = take_groups(g, in, err);
  if (status == ASSAY_OK && g->counting) {
    status = take_counts(g, in, documents, err);
    g->document_count = (uint32_t)documents;
  } else if (status == ASSAY_OK) {
    status = take_documents(g, in, documents, err);
  }
  if (status == ASSAY_OK)
    *out = g;
  else
    assay_ngrams_free(g);
  return status;
}

/* -- The class ----------------------------------------------------------------------- */

static assay_status merge(void *into, const void *from, assay_error *err) {
  return assay_ngrams_merge(into, from, err);
}

static void free_object(void *object) {
  assay_ngrams_free(object);
}

/* All in memory. */
static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  struct codec_sink sink = {.bytes = *out, .file = SCRATCH_INIT, .in_memory = true};
  assay_status status = ngrams_encode(object, &sink, err);
  *out = sink.bytes;
  return status;
}

static assay_status decode(void **out, struct codec_reader *in,
                           const assay_allocator *alloc, assay_error *err) {
  assay_ngrams *g = NULL;
  assay_status status = ngrams_decode(&g, in, alloc, err);
  if (status == ASSAY_OK) *out = g;
  return status;
}

/* By their bytes: whoever compares them has memory for that. */
static bool equal(const void *a, const void *b) {
  const assay_ngrams *g = a;
  struct buffer x, y;
  buffer_init(&x, &g->alloc, BUFFER_NO_CEILING);
  buffer_init(&y, &g->alloc, BUFFER_NO_CEILING);
  bool same = encode(a, &x, NULL) == ASSAY_OK && encode(b, &y, NULL) == ASSAY_OK &&
              x.failed == ASSAY_OK && y.failed == ASSAY_OK &&
              str_equal(buffer_str(&x), buffer_str(&y));
  buffer_free(&x);
  buffer_free(&y);
  return same;
}

static void freeze(void *object) {
  ((assay_ngrams *)object)->frozen = true;
}

const struct accumulator_class ngrams_class = {
    "ngrams", merge, free_object, KIND_NGRAMS, 2, encode, decode, equal, freeze};
