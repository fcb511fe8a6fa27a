/*
** ngrams.c - the accumulator: words, and what documents are made of them. Lists are made
** from it and forgotten when something is added.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sort.h"
#include "count/accumulator.h"
#include "count/ngram_settle.h"
#include "count/ngrams_private.h"

#include <string.h>

/* -- Making and freeing -------------------------------------------------------------- */

static assay_status check_options(const assay_ngrams_options *o, assay_error *err) {
  if (o->size != sizeof *o)
    return error_set(err, ASSAY_EARG, "assay_ngrams_options has size %u, not %zu",
                     o->size, sizeof *o);
  if (o->min_n < 1 || o->max_n < o->min_n || o->max_n > ASSAY_NGRAM_MAX)
    return error_set(err, ASSAY_EARG, "n-grams of %u..%u words: 1..%d are possible",
                     o->min_n, o->max_n, ASSAY_NGRAM_MAX);
  if (o->skip > 32 || ngram_items_choices(o->max_n, o->skip) > ASSAY_SKIP_GRAMS_MAX)
    return error_set(err, ASSAY_EARG,
                     "skip-grams of %u words with %u left out: a word may begin %d at "
                     "most",
                     o->max_n, o->skip, ASSAY_SKIP_GRAMS_MAX);
  if ((unsigned)o->cross > ASSAY_CROSS_PARAGRAPH || (unsigned)o->keep > ASSAY_KEEP_ALL)
    return error_set(err, ASSAY_EARG, "n-grams cannot cross %d or keep %d", (int)o->cross,
                     (int)o->keep);
  if (o->break_at_punctuation && o->keep == ASSAY_KEEP_ALL)
    return error_set(err, ASSAY_EARG,
                     "n-grams cannot both hold punctuation and break at it");
  return ASSAY_OK;
}

assay_status ngrams_new(assay_ngrams **out, const assay_ngrams_options *options,
                        bool grouped, bool around, assay_error *err) {
  assay_ngrams_options chosen = ASSAY_NGRAMS_OPTIONS_INIT;
  if (options) chosen = *options;
  assay_status status = check_options(&chosen, err);
  if (status != ASSAY_OK) return status;
  assay_allocator a = alloc_or_default(&chosen.allocator);
  assay_ngrams *g = alloc_zero(&a, 1, sizeof *g);
  if (!g) return error_memory(err, sizeof *g);
  if (chosen.max_n == 1) chosen.skip = 0;
  g->alloc = a;
  g->options = chosen;
  g->memory = chosen.memory;
  g->grouped = grouped;
  g->around = around;
  g->items = around || chosen.skip > 0;
  g->counting = chosen.max_n == 1 && !g->items && !grouped;
  g->cut = ngram_cut_of(&chosen);
  g->owners = 1;
  ngram_words_init(&g->words, &g->alloc);
  ngram_counts_init(&g->counts, &g->alloc);
  ngram_terms_init(&g->terms, &g->alloc);
  ngram_spill_init(&g->spill, &g->alloc);
  ngram_stream_init(&g->stream, &g->alloc);
  ngram_stream_init(&g->text, &g->alloc);
  table_init(&g->groups, &g->alloc);
  ngrams_reader_init(&g->reader, &g->alloc);
  *out = g;
  return ASSAY_OK;
}

assay_status assay_ngrams_new(assay_ngrams **out, const assay_ngrams_options *options,
                              assay_error *err) {
  const bool sized = options && options->size == sizeof *options;
  return ngrams_new(out, options, sized && options->grouped, sized && options->around,
                    err);
}

static void ngrams_forget_lists(assay_ngrams *g) {
  for (size_t i = 0; i < g->list_count; i++) {
    struct group_list *list = &g->lists[i];
    alloc_free(&g->alloc, list->order, list->order_cap, sizeof *list->order);
    if (list->kind == LIST_OF_INDEX) ngram_list_free(&list->list);
    if (list->kind == LIST_BOUNDED) ngram_bounded_free(&list->bounded);
  }
  alloc_free(&g->alloc, g->lists, g->list_cap, sizeof *g->lists);
  g->lists = NULL;
  g->list_count = g->list_cap = 0;
  g->listed = 0;
  g->stopped = 0;
  memset(g->tokens, 0, sizeof g->tokens);
  memset(g->types, 0, sizeof g->types);
}

void ngrams_share(assay_ngrams *g) {
  g->owners++;
}

bool ngrams_is_shared(const assay_ngrams *g) {
  return g->owners > 1;
}

void assay_ngrams_free(assay_ngrams *g) {
  if (!g || --g->owners > 0) return;
  assay_allocator a = g->alloc;
  ngrams_forget_lists(g);
  ngram_words_free(&g->words);
  ngram_counts_free(&g->counts);
  ngram_terms_free(&g->terms);
  ngram_spill_free(&g->spill);
  ngram_stream_free(&g->stream);
  ngram_stream_free(&g->text);
  table_free(&g->groups);
  ngrams_reader_free(&g->reader);
  alloc_free(&a, g->group_of, g->group_cap, sizeof *g->group_of);
  alloc_free(&a, g->group_words, g->group_words_cap, sizeof *g->group_words);
  alloc_free(&a, g->text_codes, g->text_cap, sizeof *g->text_codes);
  alloc_free(&a, g->token_of, g->token_cap, sizeof *g->token_of);
  alloc_free(&a, g->hits, g->hit_cap, sizeof *g->hits);
  alloc_free(&a, g, 1, sizeof *g);
}

/* -- Limited memory ------------------------------------------------------------------ */

/* Least bytes for a list. What a word takes with its slots, its codes and its text; what
** more than these a list in memory takes for a running word, where it has n-grams of one
** order and of several. */
#define MUCH_MEMORY ((uint64_t)1 << 60)
enum { LEAST_MEMORY = 4 << 20, WORD_BYTES = 80, INDEX_BYTES = 16, LONG_INDEX_BYTES = 24 };

void ngrams_limit(assay_ngrams *g, uint64_t memory) {
  const uint64_t own = g->options.memory;
  g->memory = own > 0 && own < memory ? own : memory;
}

/* Bytes that are taken, but for lists. */
static uint64_t memory_used(const assay_ngrams *g) {
  const uint64_t words = ngram_words_count(&g->words) * (uint64_t)WORD_BYTES;
  return words + g->stream.cap * sizeof *g->stream.units +
         g->stream.starts_cap * sizeof *g->stream.starts +
         g->group_cap * sizeof *g->group_of + g->counts.cap * sizeof *g->counts.counts +
         g->terms.cap * sizeof *g->terms.items + g->terms.met_cap * sizeof *g->terms.met;
}

static assay_status memory_check(const assay_ngrams *g, assay_error *err) {
  const uint64_t used = memory_used(g), memory = g->memory;
  if (memory == 0 || used + LEAST_MEMORY <= memory) return ASSAY_OK;
  const unsigned long long needed = used + LEAST_MEMORY, missing = needed - memory;
  return error_at(err, ASSAY_ELIMIT, missing,
                  NGRAM_TOO_LITTLE "%llu bytes: n-grams of %llu words, %zu different, "
                                   "take %llu",
                  missing, (unsigned long long)g->word_total,
                  ngram_words_count(&g->words), needed);
}

assay_status ngrams_spill(assay_ngrams *g, assay_error *err) {
  ngrams_forget_lists(g); /* which have their words there */
  assay_status status = ngram_spill_add(&g->spill, &g->stream, err);
  if (status == ASSAY_OK) ngram_stream_free(&g->stream);
  return status;
}

assay_status ngrams_make_room(assay_ngrams *g, assay_error *err) {
  const uint64_t memory = g->memory;
  if (memory == 0) return ASSAY_OK;
  assay_status status = ASSAY_OK;
  if (g->stream.len * sizeof *g->stream.units > memory / 8) status = ngrams_spill(g, err);
  return status == ASSAY_OK ? memory_check(g, err) : status;
}

/* -- Adding a document --------------------------------------------------------------- */

/* The limit keeps the 64-bit counts as well: a document has less than 2^32 words. */
static assay_status ngrams_check_documents(const assay_ngrams *g, uint32_t more,
                                           assay_error *err) {
  if (more <= UINT32_MAX - g->document_count) return ASSAY_OK;
  return error_set(err, ASSAY_ELIMIT, "n-grams are limited to %u documents", UINT32_MAX);
}

assay_status ngrams_reserve_groups(assay_ngrams *g, size_t more, assay_error *err) {
  if (!g->grouped) return ASSAY_OK;
  void *group_of = g->group_of;
  if (!alloc_grow(&g->alloc, &group_of, &g->group_cap, g->document_count + more,
                  sizeof *g->group_of))
    return error_memory(err, 0);
  g->group_of = group_of;
  return ASSAY_OK;
}

assay_status ngrams_find_group(assay_ngrams *g, assay_str label, uint32_t *group,
                               assay_error *err) {
  const size_t before = g->group_words_cap;
  void *words = g->group_words;
  if (!alloc_grow(&g->alloc, &words, &g->group_words_cap, g->groups.count + 1,
                  sizeof *g->group_words))
    return error_memory(err, 0);
  g->group_words = words;
  memset(g->group_words + before, 0,
         (g->group_words_cap - before) * sizeof *g->group_words);
  return table_intern(&g->groups, label, group, err);
}

/* The hits as codes of the text; those without any are left out. */
static assay_status ngrams_place_hits(assay_ngrams *g, const struct ngrams_scope *scope,
                                      size_t *count, assay_error *err) {
  void *hits = g->hits;
  if (!alloc_grow(&g->alloc, &hits, &g->hit_cap, scope->hit_count, sizeof *g->hits))
    return error_memory(err, 0);
  g->hits = hits;
  *count = 0;
  const uint32_t *codes = g->text_codes;
  size_t first = 0;
  for (size_t i = 0; i < scope->hit_count; i++) {
    const assay_span tokens = scope->hits[i].tokens;
    /* A break has no token of its own; that of the code before it will do. */
    while (first < g->text_count &&
           (codes[first] == NGRAM_BREAK || g->token_of[first] < tokens.begin))
      first++;
    size_t last = first;
    bool broken = false;
    for (size_t j = first; j < g->text_count; j++) {
      if (codes[j] == NGRAM_BREAK) continue;
      if (g->token_of[j] >= tokens.end) break;
      last = j;
    }
    if (first >= g->text_count || g->token_of[first] >= tokens.end) continue;
    for (size_t j = first; j < last; j++) broken |= codes[j] == NGRAM_BREAK;
    if (broken || last - first >= ASSAY_NGRAM_MAX) continue;
    g->hits[(*count)++] = (struct ngram_hit){(uint32_t)first, (uint32_t)last};
  }
  return ASSAY_OK;
}

/* The document's text, its codes, and the tokens of these. */
static assay_status ngrams_read_text(assay_ngrams *g, assay_document *d, uint64_t *words,
                                     assay_error *err) {
  const size_t most = ngram_cut_most(d);
  void *codes = g->text_codes, *token_of = g->token_of;
  if (!alloc_grow(&g->alloc, &codes, &g->text_cap, most, sizeof *g->text_codes))
    return error_memory(err, most * sizeof *g->text_codes);
  g->text_codes = codes;
  if (!alloc_grow(&g->alloc, &token_of, &g->token_cap, most, sizeof *g->token_of))
    return error_memory(err, most * sizeof *g->token_of);
  g->token_of = token_of;
  g->text.len = 0;
  assay_status status = ngram_cut_document(&g->cut, d, &g->words, &g->text, g->token_of,
                                           words, err);
  if (status == ASSAY_OK)
    g->text_count = ngram_stream_read(&g->text, 0, g->text.len, g->text_codes);
  return status;
}

static assay_status ngrams_add_items(assay_ngrams *g, assay_document *d,
                                     const struct ngrams_scope *scope, uint64_t *words,
                                     assay_error *err) {
  const assay_ngrams_options *o = &g->options;
  assay_status status = ngrams_read_text(g, d, words, err);
  struct ngram_items items = {o->min_n, o->max_n, o->skip, g->around, NULL, 0};
  if (status == ASSAY_OK && scope && scope->around)
    status = ngrams_place_hits(g, scope, &items.hit_count, err);
  items.hits = g->hits;
  if (status != ASSAY_OK) return status;
  return ngram_items_add(&items, g->text_codes, g->text_count, &g->stream, err);
}

static assay_status ngrams_settle_terms(assay_ngrams *g, assay_error *err) {
  return ngram_settle(&g->terms, &g->words, &g->counts, g->crew, err);
}

/* Counts single words. */
static assay_status ngrams_count(assay_ngrams *g, assay_document *d, bool lasting,
                                 uint64_t *words, assay_error *err) {
  assay_status status = ASSAY_OK;
  if (lasting && !ngram_terms_fit(&g->terms, d->vocabulary))
    status = ngrams_settle_terms(g, err);
  if (status != ASSAY_OK) return status;
  if (lasting) return ngram_terms_add(&g->terms, &g->cut, d, words, err);
  status = ngram_words_begin(&g->words, d->vocabulary, false, err);
  if (status != ASSAY_OK) return status;
  return ngram_counts_add(&g->counts, &g->cut, d, &g->words, words, err);
}

static assay_status ngrams_collect(assay_ngrams *g, assay_document *d,
                                   const struct ngrams_scope *scope, uint64_t *words,
                                   assay_error *err) {
  const bool lasting = scope && scope->lasting;
  if (g->counting) return ngrams_count(g, d, lasting, words, err);
  assay_status status = ngram_words_begin(&g->words, d->vocabulary, lasting, err);
  if (status != ASSAY_OK) return status;
  status = g->items
               ? ngrams_add_items(g, d, scope, words, err)
               : ngram_cut_document(&g->cut, d, &g->words, &g->stream, NULL, words, err);
  return status == ASSAY_OK ? ngram_stream_end(&g->stream, err) : status;
}

assay_status ngrams_add(assay_ngrams *g, assay_document *d,
                        const struct ngrams_scope *scope, assay_error *err) {
  size_t before = 0;
  uint64_t words = 0;
  uint32_t group = 0;
  assay_status status = count_check_frozen(g->frozen, "ngrams", err);
  if (status == ASSAY_OK) status = ngrams_check_documents(g, 1, err);
  if (status != ASSAY_OK) return status;
  ngrams_forget_lists(g);
  status = ngrams_make_room(g, err);
  if (status == ASSAY_OK) status = ngrams_reserve_groups(g, 1, err);
  if (status == ASSAY_OK && g->grouped)
    status = ngrams_find_group(g, scope ? scope->group : str_from(""), &group, err);
  if (status != ASSAY_OK) return status;
  before = g->stream.len;
  status = ngrams_collect(g, d, scope, &words, err);
  if (status != ASSAY_OK) {
    g->stream.len = before;
    return status;
  }
  if (g->grouped) g->group_of[g->document_count] = group;
  if (g->grouped) g->group_words[group] += words;
  g->document_count++;
  g->word_total += words;
  return ASSAY_OK;
}

assay_status assay_ngrams_add(assay_ngrams *g, assay_document *d, assay_error *err) {
  return ngrams_add(g, d, NULL, err);
}

assay_status assay_ngrams_add_scope(assay_ngrams *g, assay_document *d,
                                    const assay_ngrams_scope *scope, assay_error *err) {
  if (scope->size != sizeof *scope)
    return error_set(err, ASSAY_EARG, "assay_ngrams_scope has size %u, not %zu",
                     scope->size, sizeof *scope);
  const struct ngrams_scope chosen = {scope->group, g->around, scope->hits,
                                      scope->hit_count, false};
  return ngrams_add(g, d, &chosen, err);
}

assay_status ngrams_settle(assay_ngrams *g, assay_error *err) {
  assay_status status = ngram_words_settle(&g->words, err);
  return status == ASSAY_OK ? ngrams_settle_terms(g, err) : status;
}

void ngrams_give_back(assay_ngrams *g) {
  ngram_terms_give_back(&g->terms);
}

void ngrams_use_crew(assay_ngrams *g, struct crew *crew) {
  g->crew = crew;
}

/* -- Merging ------------------------------------------------------------------------- */

static assay_status check_mergeable(const assay_ngrams *into, const assay_ngrams *from,
                                    assay_error *err) {
  const assay_ngrams_options *a = &into->options, *b = &from->options;
  if (a->min_n != b->min_n || a->max_n != b->max_n)
    return error_set(err, ASSAY_EARG, "cannot merge n-grams of %u..%u and %u..%u words",
                     a->min_n, a->max_n, b->min_n, b->max_n);
  if (a->cross != b->cross || a->keep != b->keep || a->skip != b->skip ||
      a->break_at_punctuation != b->break_at_punctuation ||
      into->grouped != from->grouped || into->around != from->around)
    return error_set(err, ASSAY_EARG, "cannot merge n-grams of other options");
  if (from->word_total > INT64_MAX - into->word_total)
    return error_set(err, ASSAY_ELIMIT, "a count is limited to 64 bits");
  return ngrams_check_documents(into, from->document_count, err);
}

static assay_status ngrams_merge_groups(assay_ngrams *into, const assay_ngrams *from,
                                        assay_error *err) {
  if (!into->grouped) return ASSAY_OK;
  const uint32_t documents = from->document_count, groups = (uint32_t)from->groups.count;
  uint32_t *map = alloc_resize(&into->alloc, NULL, 0, groups + 1ull, sizeof *map);
  assay_status status = map ? ASSAY_OK : error_memory(err, 0);
  if (status == ASSAY_OK) status = ngrams_reserve_groups(into, documents, err);
  for (uint32_t i = 0; i < groups && status == ASSAY_OK; i++) {
    const uint64_t words = from->group_words[i];
    status = ngrams_find_group(into, table_key(&from->groups, i), &map[i], err);
    if (status == ASSAY_OK) into->group_words[map[i]] += words;
  }
  for (uint32_t i = 0; i < documents && status == ASSAY_OK; i++)
    into->group_of[into->document_count + i] = map[from->group_of[i]];
  alloc_free(&into->alloc, map, groups + 1ull, sizeof *map);
  return status;
}

/* Appends the documents of from, code c as map[c]; from may be into. */
static assay_status ngrams_merge_documents(assay_ngrams *into, const assay_ngrams *from,
                                           const uint32_t *map, assay_error *err) {
  const size_t spilled = from->spill.document_count;
  struct spill_reader reader;
  assay_status status = ASSAY_OK;
  if (into == from && spilled > 0) status = ngrams_spill(into, err);
  const size_t documents = from->spill.document_count;
  spill_reader_init(&reader, &from->spill, NULL);
  for (size_t d = 0; d < documents && status == ASSAY_OK; d++) {
    status = spill_reader_next(&reader, err);
    if (status == ASSAY_OK) status = ngrams_make_room(into, err);
    if (status == ASSAY_OK) status = ngram_stream_reserve(&into->stream, reader.len, err);
    for (size_t i = 0; i < reader.len && status == ASSAY_OK; i++)
      ngram_stream_put(&into->stream, map[reader.codes[i]]);
    if (status == ASSAY_OK) status = ngram_stream_end(&into->stream, err);
  }
  spill_reader_free(&reader);
  if (into == from && spilled > 0) return status; /* what was in memory is in the file */
  if (status == ASSAY_OK) status = ngrams_make_room(into, err);
  if (status == ASSAY_OK)
    status = ngram_stream_append(&into->stream, &from->stream, map, err);
  return status;
}

/* What is not counted by word yet: from stays as it is. */
static assay_status merge_terms(assay_ngrams *into, const assay_ngrams *from,
                                assay_error *err) {
  const assay_vocabulary *vocabulary = from->terms.vocabulary;
  if (!vocabulary) return ASSAY_OK;
  assay_status status = ASSAY_OK;
  if (!ngram_terms_fit(&into->terms, vocabulary)) status = ngrams_settle_terms(into, err);
  return status == ASSAY_OK ? ngram_terms_merge(&into->terms, &from->terms, err) : status;
}

static assay_status merge_words(assay_ngrams *into, const assay_ngrams *from,
                                assay_error *err) {
  const size_t codes = ngram_words_count(&from->words) + 1;
  uint32_t *map = alloc_resize(&into->alloc, NULL, 0, codes, sizeof *map);
  if (!map) return error_memory(err, codes * sizeof *map);
  assay_status status = ngram_words_merge(&into->words, &from->words, map, err);
  if (status == ASSAY_OK) status = ngrams_merge_groups(into, from, err);
  if (status == ASSAY_OK)
    status = into->counting
                 ? ngram_counts_merge(&into->counts, &from->counts, map, codes, err)
                 : ngrams_merge_documents(into, from, map, err);
  alloc_free(&into->alloc, map, codes, sizeof *map);
  return status;
}

assay_status assay_ngrams_merge(assay_ngrams *into, const assay_ngrams *from,
                                assay_error *err) {
  assay_status status = count_check_frozen(into->frozen, "ngrams", err);
  if (status == ASSAY_OK) status = check_mergeable(into, from, err);
  if (status != ASSAY_OK) return status;
  ngrams_forget_lists(into);
  const uint32_t documents = from->document_count;
  const uint64_t words = from->word_total;
  status = merge_terms(into, from, err);
  if (status == ASSAY_OK) status = merge_words(into, from, err);
  if (status != ASSAY_OK) return status;
  into->document_count += documents;
  into->word_total += words;
  return ASSAY_OK;
}

/* -- Lists --------------------------------------------------------------------------- */

static assay_status ngrams_rank(assay_ngrams *g, assay_error *err) {
  assay_status status = ngrams_settle_terms(g, err);
  return status == ASSAY_OK ? ngram_words_rank(&g->words, g->crew, err) : status;
}

static assay_status list_words(assay_ngrams *g, struct group_list *list,
                               const struct ngrams_query *query, const uint8_t *stop,
                               assay_error *err) {
  size_t count;
  list->order_cap = ngram_words_count(&g->words) + 1;
  assay_status status = ngram_counts_order(&g->counts, g->words.code_at, list->order_cap,
                                           query, &list->order, &count, err);
  list->kind = LIST_OF_WORDS;
  if (status != ASSAY_OK) return status;
  for (size_t i = 0; i < count; i++)
    if (!stop || !stop[list->order[i]]) list->order[list->count++] = list->order[i];
  return ASSAY_OK;
}

/* Bytes that lists may take, in *left; 0: as many as they like. */
static assay_status memory_left(const assay_ngrams *g, uint64_t *left, assay_error *err) {
  *left = g->memory == 0 && ngram_spill_used(&g->spill) ? MUCH_MEMORY : 0;
  if (g->memory == 0) return ASSAY_OK;
  assay_status status = memory_check(g, err);
  if (status != ASSAY_OK) return status;
  const bool one_order = g->options.min_n == g->options.max_n;
  const uint64_t room = g->memory - memory_used(g);
  const uint64_t most = room / (one_order ? INDEX_BYTES : LONG_INDEX_BYTES);
  if (ngram_spill_used(&g->spill) || g->stream.len >= most) *left = room;
  return ASSAY_OK;
}

static assay_status list_bounded(assay_ngrams *g, struct group_list *list,
                                 const struct ngram_plan *plan, enum ngram_order by,
                                 uint64_t memory, uint64_t *tokens, uint64_t *types,
                                 assay_error *err) {
  const struct ngram_source source = {&g->spill, &g->stream};
  const uint64_t pages = memory / 3; /* of all lists */
  assay_status status = ngram_bounded_make(
      &list->bounded, &source, plan, by, memory - pages,
      (size_t)(pages / (g->list_cap - 1)), tokens, types, err);
  if (status != ASSAY_OK) return status;
  list->kind = LIST_BOUNDED;
  list->count = list->bounded.count;
  return ASSAY_OK;
}

/* The few that are left by a minimum take less than an index of them. */
static assay_status list_frequent(assay_ngrams *g, struct group_list *list,
                                  const struct ngram_plan *plan, enum ngram_order by,
                                  uint64_t *tokens, uint64_t *types, assay_error *err) {
  const struct ngram_source source = {&g->spill, &g->stream};
  assay_status status = ngram_bounded_make(&list->bounded, &source, plan, by, 0, SIZE_MAX,
                                           tokens, types, err);
  if (status != ASSAY_OK) return status;
  list->kind = LIST_BOUNDED;
  list->count = list->bounded.count;
  return ASSAY_OK;
}

static assay_status list_index(assay_ngrams *g, struct group_list *list,
                               const struct ngram_plan *plan, enum ngram_order by,
                               uint64_t *tokens, uint64_t *types, assay_error *err) {
  struct ngram_index index;
  assay_status status = ngram_index_build(&index, &g->stream, plan, err);
  if (status != ASSAY_OK) return status;
  memcpy(tokens, index.tokens, sizeof index.tokens);
  memcpy(types, index.types, sizeof index.types);
  status = ngram_list_make(&list->list, &index, &g->stream, plan->min_n, by, err);
  if (status == ASSAY_OK) list->count = list->list.count;
  return status;
}

enum { MANY_WORDS = 1 << 20 }; /* fewer are read faster from an index */

static assay_status list_stream(assay_ngrams *g, struct group_list *list,
                                const struct ngrams_query *query, const uint8_t *stop,
                                assay_error *err) {
  struct ngram_plan plan = {.code_count = ngram_words_count(&g->words) + 1,
                            .rank_of = g->words.rank_of,
                            .code_at = g->words.code_at,
                            .min_n = g->options.min_n,
                            .max_n = g->options.max_n,
                            .items = g->items,
                            .collapse = query->collapse,
                            .stop = stop,
                            .min_count = query->min_count,
                            .min_documents = query->min_documents,
                            .group_of = g->grouped ? g->group_of : NULL,
                            .group = list->group,
                            .round = g->stream.len / 16,
                            .crew = g->crew};
  const bool frequent = plan.min_count > 1 || plan.min_documents > 1;
  uint64_t tokens[ASSAY_NGRAM_MAX], types[ASSAY_NGRAM_MAX], left;
  assay_status status = memory_left(g, &left, err);
  if (status == ASSAY_OK && left > 0)
    status = list_bounded(g, list, &plan, query->by, left, tokens, types, err);
  else if (status == ASSAY_OK && frequent && g->stream.len >= MANY_WORDS)
    status = list_frequent(g, list, &plan, query->by, tokens, types, err);
  else if (status == ASSAY_OK)
    status = list_index(g, list, &plan, query->by, tokens, types, err);
  for (size_t i = 0; i < ASSAY_NGRAM_MAX && status == ASSAY_OK; i++) {
    g->tokens[i] += tokens[i];
    g->types[i] += types[i];
  }
  return status;
}

static int compare_labels(const void *a, const void *b, void *ctx) {
  const assay_ngrams *g = ctx;
  const struct group_list *x = a, *y = b;
  return file_name_compare(table_key(&g->groups, x->group),
                           table_key(&g->groups, y->group));
}

/* One empty list a group, by label, numbers by value; one for all if not grouped. */
static assay_status ngrams_make_lists(assay_ngrams *g, size_t count, assay_error *err) {
  g->lists = alloc_zero(&g->alloc, count + 1, sizeof *g->lists);
  if (!g->lists) return error_memory(err, 0);
  g->list_cap = count + 1;
  for (size_t i = 0; i < count; i++) g->lists[i].group = (uint32_t)i;
  if (!g->grouped) return ASSAY_OK;
  return sort_items(g->lists, count, sizeof *g->lists, compare_labels, g, &g->alloc, err);
}

/* 1 by code for stop words. */
static void find_stopwords(assay_ngrams *g, const struct table *stopwords,
                           uint8_t *stop) {
  g->stopped = 0;
  for (uint32_t code = 1; code <= ngram_words_count(&g->words); code++) {
    stop[code] = table_find(stopwords, ngram_words_text(&g->words, code)) != TABLE_NONE;
    g->stopped += stop[code];
  }
}

static assay_status list_groups(assay_ngrams *g, const struct ngrams_query *query,
                                const uint8_t *stop, assay_error *err) {
  const size_t count = g->grouped ? g->groups.count : 1;
  assay_status status = ngrams_make_lists(g, count, err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    struct group_list *list = &g->lists[i];
    status = g->counting ? list_words(g, list, query, stop, err)
                         : list_stream(g, list, query, stop, err);
    if (status != ASSAY_OK) break;
    g->list_count++;
    g->listed += list->count;
  }
  return status;
}

assay_status ngrams_list(assay_ngrams *g, const struct ngrams_query *query,
                         assay_error *err) {
  ngrams_forget_lists(g);
  if (query->collapse && g->options.skip > 0)
    return error_set(err, ASSAY_EARG, "skip-grams cannot be collapsed");
  assay_status status = ngrams_rank(g, err);
  if (status != ASSAY_OK) return status;
  const size_t codes = ngram_words_count(&g->words) + 1;
  uint8_t *stop = NULL;
  status = ngrams_reader_reserve(&g->reader, g, err);
  if (status == ASSAY_OK && query->stopwords) {
    stop = alloc_zero(&g->alloc, codes, sizeof *stop);
    if (!stop) return error_memory(err, codes);
    find_stopwords(g, query->stopwords, stop);
  }
  /* Rounds read the file in any case: what is in memory would only be in their way. */
  if (status == ASSAY_OK && g->memory > 0 && ngram_spill_used(&g->spill))
    status = ngrams_spill(g, err);
  if (status == ASSAY_OK) status = list_groups(g, query, stop, err);
  alloc_free(&g->alloc, stop, codes, sizeof *stop);
  if (status != ASSAY_OK) ngrams_forget_lists(g);
  return status;
}

assay_status ngrams_sort(assay_ngrams *g, enum ngram_order by, uint64_t min_count,
                         uint64_t min_documents, assay_error *err) {
  const struct ngrams_query query = {
      .by = by, .min_count = min_count, .min_documents = min_documents};
  return ngrams_list(g, &query, err);
}

assay_status assay_ngrams_sort(assay_ngrams *g, assay_error *err) {
  return ngrams_sort(g, NGRAMS_BY_COUNT, 0, 0, err);
}

assay_status assay_ngrams_list(assay_ngrams *g, const assay_ngrams_query *query,
                               assay_error *err) {
  if (query->size != sizeof *query || (unsigned)query->order > ASSAY_NGRAMS_BY_DOCUMENTS)
    return error_set(err, ASSAY_EARG,
                     "assay_ngrams_query has size %u, not %zu, or the "
                     "unknown order %d",
                     query->size, sizeof *query, (int)query->order);
  struct table words;
  uint32_t id;
  assay_status status = ASSAY_OK;
  table_init(&words, &g->alloc);
  for (size_t i = 0; i < query->stopword_count && status == ASSAY_OK; i++)
    status = table_intern(&words, query->stopwords[i], &id, err);
  const struct ngrams_query chosen = {(enum ngram_order)query->order, query->min_count,
                                      query->min_documents, query->collapse,
                                      query->stopword_count > 0 ? &words : NULL};
  if (status == ASSAY_OK) status = ngrams_list(g, &chosen, err);
  table_free(&words);
  return status;
}

size_t assay_ngrams_group_count(const assay_ngrams *g) {
  return g->list_count;
}

assay_status assay_ngrams_group_at(const assay_ngrams *g, size_t i,
                                   assay_ngrams_group *out, assay_error *err) {
  if (i >= g->list_count)
    return error_set(err, ASSAY_EARG, "group %zu of %zu", i, g->list_count);
  const struct ngrams_group group = ngrams_group(g, i);
  size_t first = 0;
  for (size_t j = 0; j < i; j++) first += (size_t)g->lists[j].count;
  *out = (assay_ngrams_group){group.label, first, (size_t)group.count, group.words};
  return ASSAY_OK;
}

size_t assay_ngrams_count(const assay_ngrams *g) {
  return (size_t)g->listed;
}

size_t ngrams_group_count(const assay_ngrams *g) {
  return g->list_count;
}

struct ngrams_group ngrams_group(const assay_ngrams *g, size_t group) {
  const struct group_list *list = &g->lists[group];
  struct ngrams_group found = {str_from(""), list->count, g->word_total};
  if (g->grouped) found.label = table_key(&g->groups, list->group);
  if (g->grouped) found.words = g->group_words[list->group];
  return found;
}

assay_status ngrams_at(assay_ngrams *g, size_t group, uint64_t i, assay_ngram *out,
                       assay_error *err) {
  return ngrams_reader_at(&g->reader, g, group, i, out, err);
}

assay_status assay_ngrams_at(assay_ngrams *g, size_t i, assay_ngram *out,
                             assay_error *err) {
  if (i >= g->listed)
    return error_set(err, ASSAY_EARG, "n-gram %zu of %zu sorted ones", i,
                     (size_t)g->listed);
  size_t group = 0;
  for (; i >= g->lists[group].count; group++) i -= (size_t)g->lists[group].count;
  return ngrams_at(g, group, i, out, err);
}

/* -- What it is ---------------------------------------------------------------------- */

size_t ngrams_stopped(const assay_ngrams *g) {
  return g->stopped;
}

uint64_t ngrams_words(const assay_ngrams *g) {
  return g->word_total;
}

bool ngrams_are_grouped(const assay_ngrams *g) {
  return g->grouped;
}

bool ngrams_are_around(const assay_ngrams *g) {
  return g->around;
}

void ngrams_range(const assay_ngrams *g, uint32_t *min_n, uint32_t *max_n) {
  *min_n = g->options.min_n;
  *max_n = g->options.max_n;
}

assay_status ngrams_sum_up(assay_ngrams *g, assay_error *err) {
  if (g->counting) return ngrams_settle(g, err);
  return g->list_count == 0 ? assay_ngrams_sort(g, err) : ASSAY_OK;
}

void ngrams_totals(const assay_ngrams *g, uint32_t n, uint64_t *tokens, uint64_t *types) {
  *tokens = g->counting ? g->word_total : g->tokens[n - 1];
  *types = g->counting ? ngram_words_count(&g->words) : g->types[n - 1];
}
