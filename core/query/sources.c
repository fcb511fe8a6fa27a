/*
** sources.c - the words of all sources one after the other, and for each pair of
** neighbours the places where it stands: a hash of the pair chooses a bucket, and a
** bucket is a stretch of one long list of places, in order.
*/
#include "query/sources.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "corpus/document.h"
#include "text/vocabulary.h"

#include <string.h>

#define SOURCE_BREAK UINT32_MAX /* between documents */

enum {
  MOST_SEEDS = 8,     /* pairs of a quotation that are looked up, the rarest */
  MOST_PLACES = 4096, /* of a pair, except the rarest, that are looked at */
  RAREST_PLACES = 1 << 17,
  MOST_CANDIDATES = 16, /* places that are aligned */
  NEAR = 12             /* words around a seed that are compared before that */
};

struct source_document {
  assay_document *document; /* without its tokens */
  size_t begin;             /* of its words */
  uint32_t *lines;          /* where its second line begins, its third, ... */
  size_t line_count, line_cap;
};

struct sources {
  assay_allocator alloc;
  struct corpus *corpus;
  assay_vocabulary *vocabulary;
  struct source_document *documents;
  size_t document_count, document_cap;
  size_t unread;
  uint32_t *words; /* keys; behind each document stands a break */
  assay_span *bytes;
  size_t word_count, word_cap, bytes_cap;
  uint32_t *heads; /* by bucket: where its places begin; one more at the end */
  size_t bucket_count;
  uint32_t *places; /* of first words, by bucket, then in order */
};

/* -- Reading ----------------------------------------------------------------------- */

static assay_status sources_reserve(struct sources *s, size_t more, assay_error *err) {
  void *words = s->words, *bytes = s->bytes;
  if (more > UINT32_MAX - 2 - s->word_count)
    return error_set(err, ASSAY_ELIMIT, "sources are limited to %u words",
                     UINT32_MAX - 2);
  bool done = alloc_grow(&s->alloc, &words, &s->word_cap, s->word_count + more,
                         sizeof *s->words);
  s->words = words;
  done = done && alloc_grow(&s->alloc, &bytes, &s->bytes_cap, s->word_count + more,
                            sizeof *s->bytes);
  s->bytes = bytes;
  return done ? ASSAY_OK : error_memory(err, more * sizeof *s->bytes);
}

static void add_word(struct sources *s, uint32_t key, assay_span bytes) {
  s->words[s->word_count] = key;
  s->bytes[s->word_count++] = bytes;
}

static assay_status read_lines(const struct sources *s, struct source_document *kept,
                               assay_error *err) {
  const assay_str text = assay_document_text(kept->document);
  void *lines = NULL;
  for (size_t i = 0; i < text.len; i++) {
    bool crlf = text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
    if ((text.ptr[i] != '\n' && text.ptr[i] != '\r') || crlf) continue;
    if (!alloc_grow(&s->alloc, &lines, &kept->line_cap, kept->line_count + 1,
                    sizeof *kept->lines))
      return error_memory(err, 0);
    kept->lines = lines;
    kept->lines[kept->line_count++] = (uint32_t)i + 1;
  }
  return ASSAY_OK;
}

/* Takes the document over, if it succeeds. */
static assay_status sources_add(struct sources *s, assay_document *d, assay_error *err) {
  void *documents = s->documents;
  assay_status status = sources_reserve(s, d->word_count + 1, err);
  if (status != ASSAY_OK) return status;
  if (!alloc_grow(&s->alloc, &documents, &s->document_cap, s->document_count + 1,
                  sizeof *s->documents))
    return error_memory(err, 0);
  s->documents = documents;
  struct source_document kept = {.document = d, .begin = s->word_count};
  status = read_lines(s, &kept, err);
  if (status != ASSAY_OK) {
    alloc_free(&s->alloc, kept.lines, kept.line_cap, sizeof *kept.lines);
    return status;
  }
  for (size_t i = 0; i < d->token_count; i++)
    if (tokens_is_running(d->kind[i]))
      add_word(s, d->term[i], (assay_span){d->begin[i], d->end[i]});
  add_word(s, SOURCE_BREAK, (assay_span){(uint32_t)d->text.len, (uint32_t)d->text.len});
  document_forget_tokens(d);
  s->documents[s->document_count++] = kept;
  return ASSAY_OK;
}

static assay_status sources_read_shard(struct sources *s, struct corpus_shard *shard,
                                       assay_error *err) {
  for (bool more = true; more;) {
    struct corpus_found found = {.document = NULL};
    assay_status status = corpus_shard_next(shard, &found, &more, err);
    if (status != ASSAY_OK && (!more || status == ASSAY_ENOMEM)) return status;
    if (status != ASSAY_OK) s->unread++;
    if (status != ASSAY_OK || !found.document) continue;
    status = sources_add(s, found.document, err);
    if (status == ASSAY_OK) continue;
    assay_document_free(found.document);
    return status;
  }
  return ASSAY_OK;
}

static assay_status sources_read(struct sources *s, const assay_tokenizer *tokenizer,
                                 assay_error *err) {
  assay_document_options options = ASSAY_DOCUMENT_OPTIONS_INIT;
  options.tokenizer = tokenizer;
  options.vocabulary = s->vocabulary;
  options.allocator = s->alloc;
  assay_status status = ASSAY_OK;
  for (size_t i = 0; status == ASSAY_OK && i < corpus_shard_count(s->corpus); i++) {
    struct corpus_shard *shard = NULL;
    status = corpus_shard_open(&shard, s->corpus, i, &options, err);
    if (status == ASSAY_OK) status = sources_read_shard(s, shard, err);
    corpus_shard_close(shard);
  }
  return status;
}

/* -- The index --------------------------------------------------------------------- */

static size_t bucket_of(const struct sources *s, uint32_t first, uint32_t second) {
  uint64_t pair = ((uint64_t)first << 32 | second) * 0x9E3779B97F4A7C15u;
  return (size_t)((pair ^ pair >> 29) * 0xBF58476D1CE4E5B9u >> 32) &
         (s->bucket_count - 1);
}

static bool is_pair(const struct sources *s, size_t i) {
  return s->words[i] != SOURCE_BREAK && s->words[i + 1] != SOURCE_BREAK;
}

/* Counts the pairs of each bucket, then puts each place where its bucket has room. */
static assay_status sources_index(struct sources *s, assay_error *err) {
  s->bucket_count = 1;
  while (s->bucket_count < s->word_count / 2) s->bucket_count *= 2;
  s->heads = alloc_zero(&s->alloc, s->bucket_count + 2, sizeof *s->heads);
  s->places = alloc_resize(&s->alloc, NULL, 0, s->word_count + 1, sizeof *s->places);
  if (!s->heads || !s->places) return error_memory(err, 0);
  uint32_t *next = s->heads + 1;
  for (size_t i = 0; i + 1 < s->word_count; i++)
    if (is_pair(s, i)) next[bucket_of(s, s->words[i], s->words[i + 1]) + 1]++;
  for (size_t b = 1; b <= s->bucket_count; b++) next[b] += next[b - 1];
  for (size_t i = 0; i + 1 < s->word_count; i++)
    if (is_pair(s, i))
      s->places[next[bucket_of(s, s->words[i], s->words[i + 1])]++] = (uint32_t)i;
  return ASSAY_OK;
}

assay_status sources_new(struct sources **out, struct corpus *corpus,
                         const assay_tokenizer *tokenizer, const assay_allocator *alloc,
                         assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct sources *s = alloc_zero(&a, 1, sizeof *s);
  if (!s) {
    corpus_free(corpus);
    return error_memory(err, sizeof *s);
  }
  s->alloc = a;
  s->corpus = corpus;
  assay_status status = assay_vocabulary_new(&s->vocabulary, tokenizer, &a, err);
  if (status == ASSAY_OK) status = sources_read(s, tokenizer, err);
  if (status == ASSAY_OK) status = sources_index(s, err);
  if (status == ASSAY_OK)
    *out = s;
  else
    sources_free(s);
  return status;
}

void sources_free(struct sources *s) {
  if (!s) return;
  assay_allocator a = s->alloc;
  for (size_t i = 0; i < s->document_count; i++) {
    struct source_document *d = &s->documents[i];
    alloc_free(&a, d->lines, d->line_cap, sizeof *d->lines);
    assay_document_free(d->document);
  }
  alloc_free(&a, s->documents, s->document_cap, sizeof *s->documents);
  alloc_free(&a, s->words, s->word_cap, sizeof *s->words);
  alloc_free(&a, s->bytes, s->bytes_cap, sizeof *s->bytes);
  alloc_free(&a, s->heads, s->bucket_count + 2, sizeof *s->heads);
  alloc_free(&a, s->places, s->word_count + 1, sizeof *s->places);
  assay_vocabulary_free(s->vocabulary);
  corpus_free(s->corpus);
  alloc_free(&a, s, 1, sizeof *s);
}

/* -- Asking ------------------------------------------------------------------------ */

size_t sources_document_count(const struct sources *s) {
  return s->document_count;
}

size_t sources_unread_count(const struct sources *s) {
  return s->unread;
}

size_t sources_word_count(const struct sources *s) {
  return s->word_count - s->document_count;
}

uint32_t sources_key(const struct sources *s, assay_str folded) {
  uint32_t key = vocabulary_find(s->vocabulary, folded);
  return key == TERM_NONE ? SOURCES_UNKNOWN : key;
}

assay_str sources_name(const struct sources *s, size_t document) {
  return s->documents[document].document->name;
}

assay_str sources_field(const struct sources *s, size_t document, assay_str field) {
  struct value value = document_field(s->documents[document].document, field);
  return value.kind == VALUE_TEXT ? value.text : str_from("");
}

assay_span sources_bytes(const struct sources *s, struct source_place place) {
  assay_span bytes = {s->bytes[place.words.begin].begin,
                      s->bytes[place.words.begin].begin};
  if (place.words.end > place.words.begin) bytes.end = s->bytes[place.words.end - 1].end;
  return bytes;
}

assay_str sources_text(const struct sources *s, struct source_place place) {
  return document_slice(s->documents[place.document].document, sources_bytes(s, place));
}

size_t sources_line(const struct sources *s, struct source_place place) {
  const struct source_document *d = &s->documents[place.document];
  size_t low = 0, high = d->line_count, at = sources_bytes(s, place).begin;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (d->lines[middle] <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low + 1;
}

/* -- Searching --------------------------------------------------------------------- */

struct seed { /* a pair of neighbours in the quotation */
  size_t at;
  const uint32_t *places;
  size_t count;
};

struct candidate {
  size_t quote_at, source_at;
  uint32_t same; /* near it */
};

struct searching {
  const struct sources *sources;
  const struct align_words *quote;
  struct seed seeds[MOST_SEEDS]; /* the rarest first */
  size_t seed_count;
  struct candidate candidates[MOST_CANDIDATES]; /* the best first */
  size_t candidate_count;
};

static void add_seed(struct searching *q, const struct seed *seed) {
  size_t at = q->seed_count < MOST_SEEDS ? q->seed_count++ : MOST_SEEDS;
  for (; at > 0 && seed->count < q->seeds[at - 1].count; at--)
    if (at < MOST_SEEDS) q->seeds[at] = q->seeds[at - 1];
  if (at < MOST_SEEDS) q->seeds[at] = *seed;
}

static void find_seeds(struct searching *q) {
  const struct sources *s = q->sources;
  const uint32_t *keys = q->quote->keys;
  for (size_t i = 0; i + 1 < q->quote->count; i++) {
    if (keys[i] == SOURCES_UNKNOWN || keys[i + 1] == SOURCES_UNKNOWN) continue;
    size_t bucket = bucket_of(s, keys[i], keys[i + 1]);
    struct seed seed = {i, s->places + s->heads[bucket],
                        s->heads[bucket + 1] - s->heads[bucket]};
    if (seed.count > 0) add_seed(q, &seed);
  }
}

/* Words that are the same near the pair without any left out. */
static uint32_t same_near(const struct searching *q, size_t quote_at, size_t source_at) {
  const uint32_t *keys = q->quote->keys, *words = q->sources->words;
  uint32_t same = 0;
  for (size_t k = 0; k <= NEAR && quote_at + k < q->quote->count &&
                     source_at + k < q->sources->word_count;
       k++)
    same += keys[quote_at + k] == words[source_at + k];
  for (size_t k = 1; k <= NEAR && k <= quote_at && k <= source_at; k++)
    same += keys[quote_at - k] == words[source_at - k];
  return same;
}

/* The same diagonal needs to be aligned once. */
static bool is_known(const struct searching *q, size_t quote_at, size_t source_at) {
  for (size_t i = 0; i < q->candidate_count; i++)
    if (source_at + q->candidates[i].quote_at == q->candidates[i].source_at + quote_at)
      return true;
  return false;
}

static void add_candidate(struct searching *q, size_t quote_at, size_t source_at) {
  struct candidate c = {quote_at, source_at, same_near(q, quote_at, source_at)};
  size_t at = q->candidate_count;
  if (at == MOST_CANDIDATES && c.same <= q->candidates[at - 1].same) return;
  if (is_known(q, quote_at, source_at)) return;
  if (at < MOST_CANDIDATES)
    q->candidate_count++;
  else
    at--;
  for (; at > 0 && c.same > q->candidates[at - 1].same; at--)
    q->candidates[at] = q->candidates[at - 1];
  q->candidates[at] = c;
}

static void find_candidates(struct searching *q) {
  const uint32_t *keys = q->quote->keys, *words = q->sources->words;
  for (size_t i = 0; i < q->seed_count; i++) {
    const struct seed *seed = &q->seeds[i];
    size_t most = i == 0 ? RAREST_PLACES : MOST_PLACES;
    for (size_t k = 0; k < seed->count && k < most; k++) {
      size_t place = seed->places[k];
      if (words[place] == keys[seed->at] && words[place + 1] == keys[seed->at + 1])
        add_candidate(q, seed->at, place);
    }
  }
}

static size_t document_of(const struct sources *s, size_t word) {
  size_t low = 0, high = s->document_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (s->documents[middle].begin <= word)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static size_t document_end(const struct sources *s, size_t document) {
  size_t next = document + 1 < s->document_count ? s->documents[document + 1].begin
                                                 : s->word_count;
  return next - 1; /* without the break */
}

/* More words the same; then fewer errors; then a preferred document; then the first. */
static bool is_better(const struct alignment *a, const struct source_place *at,
                      bool preferred, const struct alignment *best,
                      const struct source_place *best_at, bool best_preferred) {
  if (a->same != best->same) return a->same > best->same;
  if (a->errors != best->errors) return a->errors < best->errors;
  if (preferred != best_preferred) return preferred;
  return at->words.begin < best_at->words.begin;
}

bool sources_find(const struct sources *s, const struct align_words *quote,
                  source_preference *prefer, void *ctx, struct source_place *place,
                  struct alignment *alignment) {
  struct searching q = {.sources = s, .quote = quote};
  struct alignment tried;
  bool found = false, best_preferred = false;
  find_seeds(&q);
  find_candidates(&q);
  for (size_t i = 0; i < q.candidate_count; i++) {
    const struct candidate *c = &q.candidates[i];
    struct source_place at = {document_of(s, c->source_at), {0, 0}};
    size_t begin = s->documents[at.document].begin;
    struct align_words source = {s->words + begin, NULL,
                                 document_end(s, at.document) - begin};
    align_from(&tried, quote, &source, c->quote_at, c->source_at - begin);
    at.words.begin = (uint32_t)begin + tried.source.begin;
    at.words.end = (uint32_t)begin + tried.source.end;
    bool preferred = prefer && prefer(ctx, s, at.document);
    if (found && !is_better(&tried, &at, preferred, alignment, place, best_preferred))
      continue;
    *alignment = tried;
    *place = at;
    best_preferred = preferred;
    found = true;
  }
  return found;
}
