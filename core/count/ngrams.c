/*
** ngrams.c - counting n-grams by chained ids, in memory.
** Level n holds the grams of order n; a gram's key is (id at level n-1, word id). Words
** are interned in the accumulator's own table, because accumulators outlive vocabularies.
*/
#include "count/ngrams.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/sort.h"
#include "base/table.h"
#include "corpus/document.h"
#include "text/vocabulary.h"

#include <string.h>

#define NO_GRAM UINT32_MAX

struct gram {
  uint32_t prefix, word; /* the key; prefix is 0 at level 1 */
  uint64_t count;
  uint32_t documents, last; /* last: the document that counted it last */
};

struct level {
  struct gram *grams;
  size_t count, cap;
  uint32_t *slots; /* gram ids or NO_GRAM; a power of two, at most half full */
  size_t slot_count;
};

struct gram_ref { /* an entry of the sorted list */
  uint32_t n, id;
};

struct known_term { /* what a document's term is here; valid while stamp is current */
  uint32_t word, stamp;
};

struct assay_ngrams {
  assay_allocator alloc;
  uint32_t min_n, max_n;
  struct table words;
  struct level levels[ASSAY_NGRAM_MAX];
  uint32_t document; /* counts the documents added, from 1 */
  uint64_t word_total;

  struct known_term *known; /* by term of the document being added */
  size_t known_cap;
  uint32_t *window; /* words of the sentence being added */
  size_t window_cap;

  struct gram_ref *sorted; /* NULL until sorted */
  size_t sorted_count, sorted_cap;
  struct buffer text; /* of the gram that assay_ngrams_at gave */
};

assay_status assay_ngrams_new(assay_ngrams **out, const assay_ngrams_options *options,
                              assay_error *err) {
  assay_ngrams_options chosen = ASSAY_NGRAMS_OPTIONS_INIT;
  if (options && options->size != sizeof *options)
    return error_set(err, ASSAY_EARG, "assay_ngrams_options has size %u, not %zu",
                     options->size, sizeof *options);
  if (options) chosen = *options;
  if (chosen.min_n < 1 || chosen.max_n < chosen.min_n || chosen.max_n > ASSAY_NGRAM_MAX)
    return error_set(err, ASSAY_EARG, "n-grams of %u..%u words: 1..%d are possible",
                     chosen.min_n, chosen.max_n, ASSAY_NGRAM_MAX);
  assay_allocator a = alloc_or_default(&chosen.allocator);
  assay_ngrams *g = alloc_zero(&a, 1, sizeof *g);
  if (!g) return error_memory(err, sizeof *g);
  g->alloc = a;
  g->min_n = chosen.min_n;
  g->max_n = chosen.max_n;
  table_init(&g->words, &a);
  buffer_init(&g->text, &a, BUFFER_NO_CEILING);
  *out = g;
  return ASSAY_OK;
}

static void ngrams_forget_order(assay_ngrams *g) {
  alloc_free(&g->alloc, g->sorted, g->sorted_cap, sizeof *g->sorted);
  g->sorted = NULL;
  g->sorted_count = g->sorted_cap = 0;
}

void assay_ngrams_free(assay_ngrams *g) {
  if (!g) return;
  assay_allocator a = g->alloc;
  ngrams_forget_order(g);
  for (size_t i = 0; i < ASSAY_NGRAM_MAX; i++) {
    struct level *level = &g->levels[i];
    alloc_free(&a, level->grams, level->cap, sizeof *level->grams);
    alloc_free(&a, level->slots, level->slot_count, sizeof *level->slots);
  }
  alloc_free(&a, g->known, g->known_cap, sizeof *g->known);
  alloc_free(&a, g->window, g->window_cap, sizeof *g->window);
  table_free(&g->words);
  buffer_free(&g->text);
  alloc_free(&a, g, 1, sizeof *g);
}

static size_t gram_slot(const struct level *level, uint32_t prefix, uint32_t word) {
  uint64_t key = (uint64_t)prefix << 32 | word;
  uint64_t hash = (key ^ key >> 29) * 0x9E3779B97F4A7C15u;
  size_t mask = level->slot_count - 1;
  size_t i = (size_t)(hash >> 20) & mask;
  for (;; i = (i + 1) & mask) {
    uint32_t id = level->slots[i];
    if (id == NO_GRAM) return i;
    if (level->grams[id].prefix == prefix && level->grams[id].word == word) return i;
  }
}

static bool level_rehash(const assay_allocator *a, struct level *level) {
  size_t wanted = level->slot_count ? level->slot_count * 2 : 256;
  uint32_t *slots = alloc_resize(a, NULL, 0, wanted, sizeof *slots);
  if (!slots) return false;
  memset(slots, 0xFF, wanted * sizeof *slots);
  struct level grown = *level;
  grown.slots = slots;
  grown.slot_count = wanted;
  for (uint32_t id = 0; id < level->count; id++)
    slots[gram_slot(&grown, level->grams[id].prefix, level->grams[id].word)] = id;
  alloc_free(a, level->slots, level->slot_count, sizeof *slots);
  *level = grown;
  return true;
}

/* The gram of a key, made with count 0 if new. */
static assay_status level_gram(const assay_allocator *a, struct level *level,
                               uint32_t prefix, uint32_t word, uint32_t *id,
                               assay_error *err) {
  if (level->count * 2 >= level->slot_count && !level_rehash(a, level))
    return error_memory(err, 0);
  size_t slot = gram_slot(level, prefix, word);
  if (level->slots[slot] == NO_GRAM) {
    if (level->count >= NO_GRAM)
      return error_set(err, ASSAY_ELIMIT, "more than 4294967295 n-grams of one order");
    void *grams = level->grams;
    if (!alloc_grow(a, &grams, &level->cap, level->count + 1, sizeof *level->grams))
      return error_memory(err, 0);
    level->grams = grams;
    struct gram gram = {prefix, word, 0, 0, 0};
    level->grams[level->count] = gram;
    level->slots[slot] = (uint32_t)level->count++;
  }
  *id = level->slots[slot];
  return ASSAY_OK;
}

/* The accumulator's word id of a document's term, looked up once per document. */
static assay_status ngrams_word(assay_ngrams *g, const assay_document *d, uint32_t term,
                                uint32_t *word, assay_error *err) {
  struct known_term *known = &g->known[term];
  if (known->stamp != g->document) {
    assay_str form = assay_vocabulary_term(d->vocabulary, term);
    assay_status status = table_intern(&g->words, form, &known->word, err);
    if (status != ASSAY_OK) return status;
    known->stamp = g->document;
  }
  *word = known->word;
  return ASSAY_OK;
}

static assay_status ngrams_count_from(assay_ngrams *g, const uint32_t *words, size_t left,
                                      assay_error *err) {
  uint32_t id = 0;
  for (uint32_t n = 0; n < g->max_n && n < left; n++) {
    struct level *level = &g->levels[n];
    assay_status status = level_gram(&g->alloc, level, id, words[n], &id, err);
    if (status != ASSAY_OK) return status;
    struct gram *gram = &level->grams[id];
    gram->count++;
    gram->documents += gram->last != g->document;
    gram->last = g->document;
  }
  return ASSAY_OK;
}

/* Counts the words and numbers among the tokens [begin, end) of one sentence. */
static assay_status ngrams_add_sentence(assay_ngrams *g, const assay_document *d,
                                        size_t begin, size_t end, assay_error *err) {
  void *window = g->window;
  if (!alloc_grow(&g->alloc, &window, &g->window_cap, end - begin, sizeof *g->window))
    return error_memory(err, 0);
  g->window = window;
  size_t count = 0;
  for (size_t i = begin; i < end; i++) {
    if (d->kind[i] > ASSAY_TOKEN_NUMBER) continue;
    assay_status status = ngrams_word(g, d, d->term[i], &g->window[count++], err);
    if (status != ASSAY_OK) return status;
  }
  for (size_t i = 0; i < count; i++) {
    assay_status status = ngrams_count_from(g, g->window + i, count - i, err);
    if (status != ASSAY_OK) return status;
  }
  g->word_total += count;
  return ASSAY_OK;
}

/* Room for `more` documents. A document has less than 2^32 words, so this limit keeps
** the 64-bit counts from overflow as well. */
static assay_status ngrams_check_documents(const assay_ngrams *g, uint32_t more,
                                           assay_error *err) {
  if (more <= UINT32_MAX - g->document) return ASSAY_OK;
  return error_set(err, ASSAY_ELIMIT, "n-grams are limited to %u documents", UINT32_MAX);
}

static assay_status ngrams_prepare(assay_ngrams *g, assay_document *d, assay_error *err) {
  const assay_span *sentences;
  size_t count, terms = assay_vocabulary_count(d->vocabulary), before = g->known_cap;
  assay_status status = ngrams_check_documents(g, 1, err);
  if (status == ASSAY_OK) status = assay_document_sentences(d, &sentences, &count, err);
  if (status != ASSAY_OK) return status;
  void *known = g->known;
  if (!alloc_grow(&g->alloc, &known, &g->known_cap, terms, sizeof *g->known))
    return error_memory(err, 0);
  g->known = known;
  if (g->known_cap > before)
    memset(g->known + before, 0, (g->known_cap - before) * sizeof *g->known);
  ngrams_forget_order(g);
  g->document++;
  return ASSAY_OK;
}

assay_status assay_ngrams_add(assay_ngrams *g, assay_document *d, assay_error *err) {
  assay_status status = ngrams_prepare(g, d, err);
  size_t token = 0;
  for (size_t s = 0; s < d->sentence_count && status == ASSAY_OK; s++) {
    size_t begin = token;
    while (token < d->token_count && d->begin[token] < d->sentences[s].end) token++;
    status = ngrams_add_sentence(g, d, begin, token, err);
  }
  return status;
}

/* Adds one level; map[i] is the id here of gram i of the level below, then of this. */
static assay_status ngrams_merge_level(assay_ngrams *into, const assay_ngrams *from,
                                       size_t n, const uint32_t *words,
                                       const uint32_t *below, uint32_t *map,
                                       assay_error *err) {
  const struct level *source = &from->levels[n];
  for (size_t i = 0; i < source->count; i++) {
    const struct gram *gram = &source->grams[i];
    uint32_t prefix = n == 0 ? 0 : below[gram->prefix];
    assay_status status = level_gram(&into->alloc, &into->levels[n], prefix,
                                     words[gram->word], &map[i], err);
    if (status != ASSAY_OK) return status;
    struct gram *target = &into->levels[n].grams[map[i]];
    target->count += gram->count;
    target->documents += gram->documents;
  }
  return ASSAY_OK;
}

static assay_status ngrams_map_words(assay_ngrams *into, const assay_ngrams *from,
                                     uint32_t *words, assay_error *err) {
  for (uint32_t i = 0; i < from->words.count; i++) {
    assay_status status = table_intern(&into->words, table_key(&from->words, i),
                                       &words[i], err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

static size_t ngrams_widest(const assay_ngrams *g) {
  size_t widest = g->words.count;
  for (size_t n = 0; n < g->max_n; n++)
    if (g->levels[n].count > widest) widest = g->levels[n].count;
  return widest;
}

assay_status assay_ngrams_merge(assay_ngrams *into, const assay_ngrams *from,
                                assay_error *err) {
  if (into->min_n != from->min_n || into->max_n != from->max_n)
    return error_set(err, ASSAY_EARG, "cannot merge n-grams of %u..%u and %u..%u words",
                     into->min_n, into->max_n, from->min_n, from->max_n);
  assay_status status = ngrams_check_documents(into, from->document, err);
  if (status != ASSAY_OK) return status;
  ngrams_forget_order(into);
  size_t widest = ngrams_widest(from);
  uint32_t *maps = alloc_resize(&into->alloc, NULL, 0, widest + 1, 3 * sizeof *maps);
  if (!maps) return error_memory(err, 0);
  uint32_t *words = maps, *below = maps + widest, *map = maps + 2 * widest;
  status = ngrams_map_words(into, from, words, err);
  for (size_t n = 0; n < into->max_n && status == ASSAY_OK; n++) {
    status = ngrams_merge_level(into, from, n, words, below, map, err);
    uint32_t *swap = below;
    below = map;
    map = swap;
  }
  into->document += from->document; /* so that no stamp repeats */
  into->word_total += from->word_total;
  alloc_free(&into->alloc, maps, widest + 1, 3 * sizeof *maps);
  return status;
}

/* Writes the word ids of a gram of order n into words[0..n). */
static void gram_words(const assay_ngrams *g, struct gram_ref ref, uint32_t *words) {
  uint32_t id = ref.id;
  for (uint32_t n = ref.n; n-- > 0;) {
    const struct gram *gram = &g->levels[n].grams[id];
    words[n] = gram->word;
    id = gram->prefix;
  }
}

static int compare_texts(const assay_ngrams *g, struct gram_ref a, struct gram_ref b) {
  uint32_t x[ASSAY_NGRAM_MAX], y[ASSAY_NGRAM_MAX];
  gram_words(g, a, x);
  gram_words(g, b, y);
  for (uint32_t i = 0; i < a.n && i < b.n; i++) {
    if (x[i] == y[i]) continue;
    return str_compare(table_key(&g->words, x[i]), table_key(&g->words, y[i]));
  }
  return (a.n > b.n) - (a.n < b.n);
}

struct ngram_sorting {
  const assay_ngrams *ngrams;
  enum ngram_order by;
};

static int compare_grams(const void *a, const void *b, void *ctx) {
  const struct ngram_sorting *sorting = ctx;
  const assay_ngrams *g = sorting->ngrams;
  struct gram_ref x = *(const struct gram_ref *)a, y = *(const struct gram_ref *)b;
  const struct gram *p = &g->levels[x.n - 1].grams[x.id];
  const struct gram *q = &g->levels[y.n - 1].grams[y.id];
  if (sorting->by == NGRAMS_BY_DOCUMENTS && p->documents != q->documents)
    return p->documents > q->documents ? -1 : 1;
  if (sorting->by != NGRAMS_BY_TEXT && p->count != q->count)
    return p->count > q->count ? -1 : 1;
  return compare_texts(g, x, y);
}

/* Lists the grams that pass the minima, in no order yet. */
static assay_status ngrams_select(assay_ngrams *g, uint64_t min_count,
                                  uint64_t min_documents, assay_error *err) {
  for (uint32_t n = g->min_n; n <= g->max_n; n++) {
    const struct level *level = &g->levels[n - 1];
    for (uint32_t id = 0; id < level->count; id++) {
      const struct gram *gram = &level->grams[id];
      if (gram->count < min_count || gram->documents < min_documents) continue;
      void *sorted = g->sorted;
      if (!alloc_grow(&g->alloc, &sorted, &g->sorted_cap, g->sorted_count + 1,
                      sizeof *g->sorted))
        return error_memory(err, 0);
      g->sorted = sorted;
      g->sorted[g->sorted_count++] = (struct gram_ref){n, id};
    }
  }
  return ASSAY_OK;
}

assay_status ngrams_sort(assay_ngrams *g, enum ngram_order by, uint64_t min_count,
                         uint64_t min_documents, assay_error *err) {
  ngrams_forget_order(g);
  struct ngram_sorting sorting = {g, by};
  assay_status status = ngrams_select(g, min_count, min_documents, err);
  if (status == ASSAY_OK)
    status = sort_items(g->sorted, g->sorted_count, sizeof *g->sorted, compare_grams,
                        &sorting, &g->alloc, err);
  if (status != ASSAY_OK) ngrams_forget_order(g);
  return status;
}

assay_status assay_ngrams_sort(assay_ngrams *g, assay_error *err) {
  return ngrams_sort(g, NGRAMS_BY_COUNT, 0, 0, err);
}

size_t assay_ngrams_count(const assay_ngrams *g) {
  return g->sorted_count;
}

assay_status assay_ngrams_at(assay_ngrams *g, size_t i, assay_ngram *out,
                             assay_error *err) {
  if (i >= g->sorted_count)
    return error_set(err, ASSAY_EARG, "n-gram %zu of %zu sorted ones", i,
                     g->sorted_count);
  struct gram_ref ref = g->sorted[i];
  uint32_t words[ASSAY_NGRAM_MAX];
  gram_words(g, ref, words);
  buffer_clear(&g->text);
  for (uint32_t n = 0; n < ref.n; n++) {
    if (n > 0) buffer_add_char(&g->text, ' ');
    buffer_add_str(&g->text, table_key(&g->words, words[n]));
  }
  assay_status status = buffer_status(&g->text, "an n-gram's text", err);
  if (status != ASSAY_OK) return status;
  const struct gram *gram = &g->levels[ref.n - 1].grams[ref.id];
  *out = (assay_ngram){buffer_str(&g->text), ref.n, gram->count, gram->documents};
  return ASSAY_OK;
}

uint64_t ngrams_words(const assay_ngrams *g) {
  return g->word_total;
}

void ngrams_range(const assay_ngrams *g, uint32_t *min_n, uint32_t *max_n) {
  *min_n = g->min_n;
  *max_n = g->max_n;
}

void ngrams_totals(const assay_ngrams *g, uint32_t n, uint64_t *tokens, uint64_t *types) {
  const struct level *level = &g->levels[n - 1];
  *tokens = 0;
  for (size_t i = 0; i < level->count; i++) *tokens += level->grams[i].count;
  *types = level->count;
}
