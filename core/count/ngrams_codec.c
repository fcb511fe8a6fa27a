/*
** ngrams_codec.c - n-grams as sorted words and sorted documents, and their class.
** A document is written by its words' places among the sorted words, plus one; 0 is a
** break. The order of documents says nothing, so they stand in the order of their bytes.
*/
#include "count/ngrams_codec.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/varint.h"
#include "count/accumulator.h"
#include "count/ngrams_private.h"

#include <string.h>

enum { BREAKS_AT_PUNCTUATION = 1, IS_GROUPED = 2, IS_AROUND = 4, ALL_FLAGS = 7 };

/* -- What is written ----------------------------------------------------------------- */

struct piece { /* a document in bytes */
  size_t begin, len;
};

struct ngrams_encoding {
  const assay_ngrams *g;
  uint32_t *ids; /* of the words that occur, sorted */
  size_t id_count;
  uint32_t *number_of;   /* by code; 0: a break, or a word that does not occur */
  uint32_t *group_ids;   /* sorted by label */
  uint32_t *group_place; /* by group */
  struct buffer bytes;   /* of all documents */
  struct piece *pieces;
  size_t piece_count;
};

typedef void document_step(struct ngrams_encoding *e, size_t document,
                           const uint32_t *codes, size_t len);

static assay_status each_document(struct ngrams_encoding *e, document_step *step,
                                  assay_error *err) {
  const assay_ngrams *g = e->g;
  struct spill_reader reader;
  assay_status status = ASSAY_OK;
  size_t d = 0;
  spill_reader_init(&reader, &g->spill, &g->words);
  for (; d < g->spill.document_count && status == ASSAY_OK; d++) {
    status = spill_reader_next(&reader, err);
    if (status == ASSAY_OK) step(e, d, reader.codes, reader.len);
  }
  spill_reader_free(&reader);
  for (size_t i = 0; i < g->stream.document_count && status == ASSAY_OK; i++) {
    const size_t begin = g->stream.starts[i];
    step(e, d + i, g->stream.codes ? g->stream.codes + begin : NULL,
         g->stream.starts[i + 1] - begin);
  }
  return status;
}

static void mark_words(struct ngrams_encoding *e, size_t document, const uint32_t *codes,
                       size_t len) {
  (void)document;
  for (size_t i = 0; i < len; i++) e->number_of[codes[i]] = 1;
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
  for (uint32_t id = 0; id < words; id++)
    if (e->number_of[ngram_words_code_of(&g->words, id)] > 0) e->ids[e->id_count++] = id;
  if (status == ASSAY_OK)
    status = sort_items(e->ids, e->id_count, sizeof *e->ids, compare_words, e, &g->alloc,
                        err);
  for (uint32_t i = 0; i < e->id_count; i++)
    e->number_of[ngram_words_code_of(&g->words, e->ids[i])] = i + 1;
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

static void put_document(struct ngrams_encoding *e, size_t document,
                         const uint32_t *codes, size_t len) {
  const size_t begin = e->bytes.len;
  if (e->g->grouped) varint_put(&e->bytes, e->group_place[e->g->group_of[document]]);
  varint_put(&e->bytes, len);
  for (size_t i = 0; i < len; i++) varint_put(&e->bytes, e->number_of[codes[i]]);
  e->pieces[e->piece_count++] = (struct piece){begin, e->bytes.len - begin};
}

static int compare_pieces(const void *a, const void *b, void *ctx) {
  const struct ngrams_encoding *e = ctx;
  const struct piece *x = a, *y = b;
  return str_compare((assay_str){e->bytes.data + x->begin, x->len},
                     (assay_str){e->bytes.data + y->begin, y->len});
}

static assay_status put_documents(struct ngrams_encoding *e, struct buffer *out,
                                  assay_error *err) {
  assay_status status = each_document(e, put_document, err);
  if (status == ASSAY_OK)
    status = buffer_status(&e->bytes, "an encoded accumulator", err);
  if (status == ASSAY_OK)
    status = sort_items(e->pieces, e->piece_count, sizeof *e->pieces, compare_pieces, e,
                        &e->g->alloc, err);
  for (size_t i = 0; i < e->piece_count && status == ASSAY_OK; i++)
    buffer_add(out, e->bytes.data + e->pieces[i].begin, e->pieces[i].len);
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
  varint_put(out, e->id_count);
  for (size_t i = 0; i < e->id_count; i++)
    codec_put_str(out, ngram_words_word(&g->words, e->ids[i]));
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
  for (size_t i = 0; i < e->id_count; i++) {
    const uint32_t code = ngram_words_code_of(&g->words, e->ids[i]);
    varint_put(out, g->counts.counts[code].count);
    varint_put(out, g->counts.counts[code].documents);
  }
}

assay_status ngrams_encode(const assay_ngrams *g, struct buffer *out, assay_error *err) {
  const assay_allocator *a = &g->alloc;
  const size_t words = ngram_words_count(&g->words) + 1, groups = g->groups.count + 1;
  const size_t documents = g->counting ? 1 : (size_t)g->document_count + 1;
  struct ngrams_encoding e = {.g = g};
  buffer_init(&e.bytes, a, BUFFER_NO_CEILING);
  e.ids = alloc_zero(a, words, sizeof *e.ids);
  e.number_of = alloc_zero(a, words, sizeof *e.number_of);
  e.group_ids = alloc_zero(a, groups, sizeof *e.group_ids);
  e.group_place = alloc_zero(a, groups, sizeof *e.group_place);
  e.pieces = alloc_zero(a, documents, sizeof *e.pieces);
  bool there = e.ids && e.number_of && e.group_ids && e.group_place && e.pieces;
  assay_status status = there ? number_words(&e, err) : error_memory(err, 0);
  if (status == ASSAY_OK) status = sort_groups(&e, err);
  if (status == ASSAY_OK) {
    put_options(g, out);
    put_names(&e, out);
    if (g->counting)
      put_counts(&e, out);
    else
      status = put_documents(&e, out, err);
  }
  alloc_free(a, e.pieces, documents, sizeof *e.pieces);
  alloc_free(a, e.group_place, groups, sizeof *e.group_place);
  alloc_free(a, e.group_ids, groups, sizeof *e.group_ids);
  alloc_free(a, e.number_of, words, sizeof *e.number_of);
  alloc_free(a, e.ids, words, sizeof *e.ids);
  buffer_free(&e.bytes);
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
  assay_str before = {NULL, 0};
  assay_status status = codec_status(in, err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    const assay_str word = codec_take_str(in);
    uint32_t code;
    codec_expect(in, i == 0 || str_compare(before, word) < 0, "words are not sorted");
    before = word;
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
  assay_str before = {NULL, 0};
  assay_status status = codec_status(in, err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    const assay_str label = codec_take_str(in);
    const uint64_t words = codec_take_up_to(in, INT64_MAX);
    uint32_t group;
    codec_expect(in, i == 0 || str_compare(before, label) < 0, "groups are not sorted");
    before = label;
    add_words(g, in, words);
    status = codec_status(in, err);
    if (status == ASSAY_OK) status = ngrams_find_group(g, label, &group, err);
    if (status == ASSAY_OK) g->group_words[group] = words;
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

/* Whether codes are as ngram_cut_document leaves them. */
static bool is_running(const uint32_t *codes, size_t len) {
  if (len == 0) return true;
  if (codes[0] == NGRAM_BREAK || codes[len - 1] != NGRAM_BREAK) return false;
  for (size_t i = 1; i < len; i++)
    if (codes[i] == NGRAM_BREAK && codes[i - 1] == NGRAM_BREAK) return false;
  return true;
}

/* Whether they are as ngram_items_add leaves them. */
static bool is_items(const assay_ngrams_options *o, const uint32_t *codes, size_t len) {
  size_t i = 0;
  while (i < len) {
    size_t end = i + 1;
    while (end < len && codes[end] != NGRAM_BREAK) end++;
    const size_t n = end - i - 1;
    if (n < o->min_n || n > o->max_n || len - end < 2) return false;
    if (o->skip > 0 && (codes[i] != NGRAM_BREAK || codes[end + 1] != NGRAM_BREAK))
      return false;
    i = end + 2;
  }
  return true;
}

struct ngrams_decoding {
  struct codec_reader *in;
  bool *met;      /* by code */
  bool *filled;   /* by group */
  uint64_t words; /* running words of what was read, unless items */
};

static assay_status take_document(assay_ngrams *g, struct ngrams_decoding *d,
                                  assay_error *err) {
  struct codec_reader *in = d->in;
  struct ngram_stream *s = &g->stream;
  const size_t words = ngram_words_count(&g->words);
  uint64_t group = 0;
  if (g->grouped) group = codec_take_varint(in);
  codec_expect(in, !g->grouped || group < g->groups.count, "there is no such group");
  const size_t count = codec_take_count(in, 1), begin = s->len;
  assay_status status = codec_status(in, err);
  if (status == ASSAY_OK) status = ngram_stream_reserve(s, count, err);
  if (status != ASSAY_OK) return status;
  for (size_t i = 0; i < count; i++) {
    const uint32_t code = (uint32_t)codec_take_up_to(in, words);
    ngram_stream_put(s, code);
    d->met[code] = true;
    d->words += code != NGRAM_BREAK;
  }
  const uint32_t *codes = s->codes ? s->codes + begin : NULL;
  codec_expect(in,
               g->items ? is_items(&g->options, codes, count) : is_running(codes, count),
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
  assay_str before = {NULL, 0};
  assay_status status = ASSAY_OK;
  codec_expect(in, documents <= in->len - in->at,
               "a count is larger than the bytes can hold");
  if (in->why) return codec_status(in, err);
  for (uint64_t i = 0; i < documents && status == ASSAY_OK; i++) {
    const size_t begin = in->at;
    status = take_document(g, d, err);
    const assay_str bytes = {in->data + begin, in->at - begin};
    codec_expect(in, i == 0 || str_compare(before, bytes) <= 0,
                 "documents are not sorted");
    before = bytes;
    g->document_count++;
    if (status == ASSAY_OK) status = codec_status(in, err);
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

static assay_status encode(const void *object, struct buffer *out, assay_error *err) {
  return ngrams_encode(object, out, err);
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
  bool same = ngrams_encode(a, &x, NULL) == ASSAY_OK &&
              ngrams_encode(b, &y, NULL) == ASSAY_OK && x.failed == ASSAY_OK &&
              y.failed == ASSAY_OK && str_equal(buffer_str(&x), buffer_str(&y));
  buffer_free(&x);
  buffer_free(&y);
  return same;
}

static void freeze(void *object) {
  ((assay_ngrams *)object)->frozen = true;
}

const struct accumulator_class ngrams_class = {
    "ngrams", merge, free_object, KIND_NGRAMS, 1, encode, decode, equal, freeze};
