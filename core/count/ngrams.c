/*
** ngrams.c - the accumulator: words, and what documents are made of them. Lists are made
** from it and forgotten when something is added.
*/
#include "count/ngrams.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/table.h"
#include "count/ngram_bounded.h"
#include "count/ngram_counts.h"
#include "count/ngram_cut.h"
#include "count/ngram_items.h"
#include "count/ngram_list.h"
#include "count/ngram_stream.h"
#include "count/ngram_words.h"

#include <string.h>

struct group_list {
  uint32_t group;
  enum { LIST_OF_INDEX = 0, LIST_OF_WORDS, LIST_BOUNDED } kind;
  struct ngram_list list;
  struct ngram_bounded bounded;
  uint32_t *order; /* of words: codes, order_cap long */
  size_t order_cap;
  uint64_t count; /* of n-grams */
};

struct assay_ngrams {
  assay_allocator alloc;
  assay_ngrams_options options;
  bool grouped, around;
  bool counting; /* single words: counts, no stream */
  bool items;    /* the stream holds items */
  struct ngram_cut cut;
  size_t owners;

  struct ngram_words words;
  struct ngram_counts counts;
  struct ngram_stream stream;
  uint64_t word_total;
  uint32_t document_count;
  struct table groups;
  uint32_t *group_of; /* by document, if grouped */
  size_t group_cap;
  uint64_t *group_words; /* by group; what is beyond them is zero */
  size_t group_words_cap;

  struct ngram_stream text; /* of the document being added, if items */
  uint32_t *token_of;       /* by code of text */
  size_t token_cap;
  struct ngram_hit *hits;
  size_t hit_cap;

  struct group_list *lists; /* NULL until made; list_cap long */
  size_t list_count, list_cap;
  uint64_t listed; /* n-grams of all lists */
  uint64_t tokens[ASSAY_NGRAM_MAX], types[ASSAY_NGRAM_MAX];
  struct buffer line;       /* of the n-gram that was given */
  uint32_t line_at, line_n; /* which one that is; 0 words: none */
};

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
  g->grouped = grouped;
  g->around = around;
  g->items = around || chosen.skip > 0;
  g->counting = chosen.max_n == 1 && !g->items && !grouped;
  g->cut = ngram_cut_of(&chosen);
  g->owners = 1;
  ngram_words_init(&g->words, &g->alloc);
  ngram_counts_init(&g->counts, &g->alloc);
  ngram_stream_init(&g->stream, &g->alloc);
  ngram_stream_init(&g->text, &g->alloc);
  table_init(&g->groups, &g->alloc);
  buffer_init(&g->line, &g->alloc, BUFFER_NO_CEILING);
  *out = g;
  return ASSAY_OK;
}

assay_status assay_ngrams_new(assay_ngrams **out, const assay_ngrams_options *options,
                              assay_error *err) {
  return ngrams_new(out, options, false, false, err);
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
  ngram_stream_free(&g->stream);
  ngram_stream_free(&g->text);
  table_free(&g->groups);
  buffer_free(&g->line);
  alloc_free(&a, g->group_of, g->group_cap, sizeof *g->group_of);
  alloc_free(&a, g->group_words, g->group_words_cap, sizeof *g->group_words);
  alloc_free(&a, g->token_of, g->token_cap, sizeof *g->token_of);
  alloc_free(&a, g->hits, g->hit_cap, sizeof *g->hits);
  alloc_free(&a, g, 1, sizeof *g);
}

/* -- Adding a document --------------------------------------------------------------- */

/* The limit keeps the 64-bit counts as well: a document has less than 2^32 words. */
static assay_status ngrams_check_documents(const assay_ngrams *g, uint32_t more,
                                           assay_error *err) {
  if (more <= UINT32_MAX - g->document_count) return ASSAY_OK;
  return error_set(err, ASSAY_ELIMIT, "n-grams are limited to %u documents", UINT32_MAX);
}

/* Room for the groups of `more` documents. */
static assay_status ngrams_reserve_groups(assay_ngrams *g, size_t more,
                                          assay_error *err) {
  if (!g->grouped) return ASSAY_OK;
  void *group_of = g->group_of;
  if (!alloc_grow(&g->alloc, &group_of, &g->group_cap, g->document_count + more,
                  sizeof *g->group_of))
    return error_memory(err, 0);
  g->group_of = group_of;
  return ASSAY_OK;
}

/* The group of that label, made if new. */
static assay_status ngrams_find_group(assay_ngrams *g, assay_str label, uint32_t *group,
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
  size_t first = 0;
  for (size_t i = 0; i < scope->hit_count; i++) {
    const assay_span tokens = scope->hits[i].tokens;
    /* A break has no token of its own; that of the code before it will do. */
    while (first < g->text.len &&
           (g->text.codes[first] == NGRAM_BREAK || g->token_of[first] < tokens.begin))
      first++;
    size_t last = first;
    bool broken = false;
    for (size_t j = first; j < g->text.len; j++) {
      if (g->text.codes[j] == NGRAM_BREAK) continue;
      if (g->token_of[j] >= tokens.end) break;
      last = j;
    }
    if (first >= g->text.len || g->token_of[first] >= tokens.end) continue;
    for (size_t j = first; j < last; j++) broken |= g->text.codes[j] == NGRAM_BREAK;
    if (broken || last - first >= ASSAY_NGRAM_MAX) continue;
    g->hits[(*count)++] = (struct ngram_hit){(uint32_t)first, (uint32_t)last};
  }
  return ASSAY_OK;
}

static assay_status ngrams_add_items(assay_ngrams *g, assay_document *d,
                                     const struct ngrams_scope *scope, uint64_t *words,
                                     assay_error *err) {
  const assay_ngrams_options *o = &g->options;
  void *token_of = g->token_of;
  if (!alloc_grow(&g->alloc, &token_of, &g->token_cap, ngram_cut_most(d),
                  sizeof *g->token_of))
    return error_memory(err, 0);
  g->token_of = token_of;
  g->text.len = 0;
  assay_status status = ngram_cut_document(&g->cut, d, &g->words, &g->text, g->token_of,
                                           words, err);
  struct ngram_items items = {o->min_n, o->max_n, o->skip, g->around, NULL, 0};
  if (status == ASSAY_OK && scope && scope->around)
    status = ngrams_place_hits(g, scope, &items.hit_count, err);
  items.hits = g->hits;
  if (status == ASSAY_OK) status = ngram_items_add(&items, &g->text, &g->stream, err);
  return status;
}

assay_status ngrams_add(assay_ngrams *g, assay_document *d,
                        const struct ngrams_scope *scope, assay_error *err) {
  const size_t before = g->stream.len;
  uint64_t words = 0;
  uint32_t group = 0;
  assay_status status = ngrams_check_documents(g, 1, err);
  ngrams_forget_lists(g);
  if (status == ASSAY_OK) status = ngrams_reserve_groups(g, 1, err);
  if (status == ASSAY_OK && g->grouped)
    status = ngrams_find_group(g, scope ? scope->group : str_from(""), &group, err);
  if (status == ASSAY_OK)
    status = ngram_words_begin(&g->words, d->vocabulary, scope && scope->lasting, err);
  if (status != ASSAY_OK) return status;
  if (g->counting)
    status = ngram_counts_add(&g->counts, &g->cut, d, &g->words, &words, err);
  else if (g->items)
    status = ngrams_add_items(g, d, scope, &words, err);
  else
    status = ngram_cut_document(&g->cut, d, &g->words, &g->stream, NULL, &words, err);
  if (status == ASSAY_OK && !g->counting) status = ngram_stream_end(&g->stream, err);
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

assay_status assay_ngrams_merge(assay_ngrams *into, const assay_ngrams *from,
                                assay_error *err) {
  assay_status status = check_mergeable(into, from, err);
  if (status != ASSAY_OK) return status;
  ngrams_forget_lists(into);
  const uint32_t documents = from->document_count;
  const uint64_t words = from->word_total;
  const size_t codes = ngram_words_count(&from->words) + 1;
  uint32_t *map = alloc_resize(&into->alloc, NULL, 0, codes, sizeof *map);
  if (!map) return error_memory(err, codes * sizeof *map);
  status = ngram_words_merge(&into->words, &from->words, map, err);
  if (status == ASSAY_OK) status = ngrams_merge_groups(into, from, err);
  if (status == ASSAY_OK)
    status = into->counting
                 ? ngram_counts_merge(&into->counts, &from->counts, map, codes, err)
                 : ngram_stream_append(&into->stream, &from->stream, map, err);
  alloc_free(&into->alloc, map, codes, sizeof *map);
  if (status != ASSAY_OK) return status;
  into->document_count += documents;
  into->word_total += words;
  return ASSAY_OK;
}

/* -- Lists --------------------------------------------------------------------------- */

/* Codes in the order of the words' bytes. Ranking cannot be taken back: all memory is
** there before. */
static assay_status ngrams_rank(assay_ngrams *g, assay_error *err) {
  uint32_t *map = NULL;
  const size_t codes = ngram_words_count(&g->words) + 1;
  if (g->words.ranked + 1 == codes) return ASSAY_OK;
  struct word_count *room = NULL;
  if (g->counting) room = alloc_zero(&g->alloc, codes, sizeof *room);
  if (g->counting && !room) return error_memory(err, codes * sizeof *room);
  assay_status status = ngram_words_rank(&g->words, &map, err);
  if (status != ASSAY_OK)
    alloc_free(&g->alloc, room, codes, sizeof *room);
  else if (g->counting)
    ngram_counts_recode(&g->counts, map, codes, room);
  else
    ngram_stream_recode(&g->stream, map);
  alloc_free(&g->alloc, map, codes, sizeof *map);
  return status;
}

static assay_status list_words(assay_ngrams *g, struct group_list *list,
                               const struct ngrams_query *query, assay_error *err) {
  size_t count;
  list->order_cap = ngram_words_count(&g->words) + 1;
  assay_status status = ngram_counts_order(&g->counts, list->order_cap, query,
                                           &list->order, &count, err);
  list->kind = LIST_OF_WORDS;
  if (status == ASSAY_OK) list->count = count;
  return status;
}

/* A list in memory takes about so much for a running word, where it has n-grams of one
** order and of several. */
enum { LEAST_MEMORY = 4 << 20, INDEX_BYTES = 16, LONG_INDEX_BYTES = 24 };

/* Bytes that a list may take, in *left; 0: as many as it likes. */
static assay_status memory_left(const assay_ngrams *g, uint64_t *left, assay_error *err) {
  const uint64_t words = ngram_words_count(&g->words);
  /* What is there already: stream, documents, and words with their slots and texts. */
  const uint64_t used = g->stream.len * 4ull + g->document_count * 8ull + words * 72;
  *left = g->options.memory;
  if (*left == 0) return ASSAY_OK;
  if (*left < used + LEAST_MEMORY)
    return error_set(err, ASSAY_ELIMIT,
                     "n-grams of %llu words need %llu bytes of memory, %llu are allowed",
                     (unsigned long long)g->word_total,
                     (unsigned long long)used + LEAST_MEMORY, (unsigned long long)*left);
  *left -= used;
  const bool one_order = g->options.min_n == g->options.max_n;
  if (*left / (one_order ? INDEX_BYTES : LONG_INDEX_BYTES) > g->stream.len) *left = 0;
  return ASSAY_OK;
}

static assay_status list_stream(assay_ngrams *g, struct group_list *list,
                                const struct ngrams_query *query, assay_error *err) {
  struct ngram_plan plan = {.min_n = g->options.min_n,
                            .max_n = g->options.max_n,
                            .items = g->items,
                            .collapse = query->collapse,
                            .min_count = query->min_count,
                            .min_documents = query->min_documents,
                            .group_of = g->grouped ? g->group_of : NULL,
                            .group = list->group,
                            .round = g->stream.len / 8};
  const size_t codes = ngram_words_count(&g->words) + 1;
  uint64_t tokens[ASSAY_NGRAM_MAX], types[ASSAY_NGRAM_MAX], left;
  assay_status status = memory_left(g, &left, err);
  if (status != ASSAY_OK) return status;
  if (left > 0) {
    plan.round = (size_t)left / 32; /* 8 bytes each, and as much for the largest */
    status = ngram_bounded_make(&list->bounded, &g->stream, codes, &plan, query->by,
                                (size_t)left / 2 / (g->list_cap - 1), tokens, types, err);
    if (status != ASSAY_OK) return status;
    list->kind = LIST_BOUNDED;
    list->count = list->bounded.count;
  } else {
    struct ngram_index index;
    status = ngram_index_build(&index, &g->stream, codes, &plan, err);
    if (status != ASSAY_OK) return status;
    memcpy(tokens, index.tokens, sizeof tokens);
    memcpy(types, index.types, sizeof types);
    status = ngram_list_make(&list->list, &index, &g->stream, plan.min_n, query->by, err);
    if (status != ASSAY_OK) return status;
    list->count = list->list.count;
  }
  for (size_t i = 0; i < ASSAY_NGRAM_MAX; i++) {
    g->tokens[i] += tokens[i];
    g->types[i] += types[i];
  }
  return ASSAY_OK;
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

/* Room for the longest n-gram there can be, so that reading a list cannot fail. */
static assay_status ngrams_reserve_line(assay_ngrams *g, assay_error *err) {
  size_t longest = 0;
  for (uint32_t code = 1; code <= ngram_words_count(&g->words); code++) {
    const size_t len = ngram_words_text(&g->words, code).len;
    if (len > longest) longest = len;
  }
  buffer_clear(&g->line);
  g->line_n = 0;
  buffer_reserve(&g->line, (longest + 1) * g->options.max_n + NGRAM_WORD_ROOM);
  return buffer_status(&g->line, "an n-gram's text", err);
}

assay_status ngrams_list(assay_ngrams *g, const struct ngrams_query *query,
                         assay_error *err) {
  ngrams_forget_lists(g);
  if (query->collapse && g->options.skip > 0)
    return error_set(err, ASSAY_EARG, "skip-grams cannot be collapsed");
  assay_status status = ngrams_rank(g, err);
  if (status != ASSAY_OK) return status;
  const size_t count = g->grouped ? g->groups.count : 1;
  status = ngrams_reserve_line(g, err);
  if (status == ASSAY_OK) status = ngrams_make_lists(g, count, err);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    struct group_list *list = &g->lists[i];
    status = g->counting ? list_words(g, list, query, err)
                         : list_stream(g, list, query, err);
    if (status != ASSAY_OK) break;
    g->list_count++;
    g->listed += list->count;
  }
  if (status != ASSAY_OK) ngrams_forget_lists(g);
  return status;
}

assay_status ngrams_sort(assay_ngrams *g, enum ngram_order by, uint64_t min_count,
                         uint64_t min_documents, assay_error *err) {
  struct ngrams_query query = {by, min_count, min_documents, false};
  return ngrams_list(g, &query, err);
}

assay_status assay_ngrams_sort(assay_ngrams *g, assay_error *err) {
  return ngrams_sort(g, NGRAMS_BY_COUNT, 0, 0, err);
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

/* Words are short: what they have less than 16 bytes is copied with them, and overwritten
** by the next. Behind the words and in the line there is room for that. */
static inline void line_add(char *line, size_t *len, const struct ngram_words *words,
                            uint32_t code) {
  const assay_str word = ngram_words_text(words, code);
  if (*len > 0) line[(*len)++] = ' ';
  memcpy(line + *len, word.ptr, NGRAM_WORD_ROOM);
  if (word.len > NGRAM_WORD_ROOM) memcpy(line + *len, word.ptr, word.len);
  *len += word.len;
}

assay_status ngrams_at(assay_ngrams *g, size_t group, uint64_t i, assay_ngram *out,
                       assay_error *err) {
  struct group_list *list = &g->lists[group];
  struct ngram_entry entry = {0, 1, 1, 0, 0};
  char *line = g->line.data;
  size_t len = 0;
  if (list->kind == LIST_OF_WORDS) {
    entry.at = list->order[i];
    entry.count = g->counts.counts[entry.at].count;
    entry.documents = g->counts.counts[entry.at].documents;
    line_add(line, &len, &g->words, entry.at);
  } else {
    assay_status status = ASSAY_OK;
    if (list->kind == LIST_OF_INDEX)
      ngram_list_at(&list->list, i, &entry);
    else
      status = ngram_bounded_at(&list->bounded, i, &entry, err);
    if (status != ASSAY_OK) return status;
    const uint32_t *codes = g->stream.codes + entry.at;
    uint32_t n = 0;
    if (g->line_n > 0 && g->line_n < entry.n && g->line_at == entry.at) {
      n = g->line_n; /* the line begins this one */
      len = g->line.len;
    }
    for (; n < entry.n; n++) line_add(line, &len, &g->words, codes[n]);
    g->line_at = entry.at;
    g->line_n = entry.n;
    g->line.len = len;
  }
  *out = (assay_ngram){{line, len}, entry.n, entry.count, entry.documents};
  return ASSAY_OK;
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

uint64_t ngrams_words(const assay_ngrams *g) {
  return g->word_total;
}

void ngrams_range(const assay_ngrams *g, uint32_t *min_n, uint32_t *max_n) {
  *min_n = g->options.min_n;
  *max_n = g->options.max_n;
}

void ngrams_totals(const assay_ngrams *g, uint32_t n, uint64_t *tokens, uint64_t *types) {
  *tokens = g->counting ? g->word_total : g->tokens[n - 1];
  *types = g->counting ? ngram_words_count(&g->words) : g->types[n - 1];
}
