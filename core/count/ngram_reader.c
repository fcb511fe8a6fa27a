/*
** ngram_reader.c - from a place in a list to the words of the n-gram there.
*/
#include "count/ngram_reader.h"

#include "base/alloc.h"
#include "base/error.h"
#include "count/ngrams_private.h"

#include <string.h>

enum { AHEAD = 16 };

void ngrams_reader_init(struct ngrams_reader *r, const assay_allocator *alloc) {
  memset(r, 0, sizeof *r);
  r->alloc = alloc_or_default(alloc);
}

void ngrams_reader_free(struct ngrams_reader *r) {
  alloc_free(&r->alloc, r->line, r->line_cap, 1);
  ngrams_reader_init(r, &r->alloc);
}

assay_status ngrams_reader_reserve(struct ngrams_reader *r, const assay_ngrams *g,
                                   assay_error *err) {
  size_t longest = 0;
  for (uint32_t code = 1; code <= ngram_words_count(&g->words); code++) {
    const size_t len = ngram_words_text(&g->words, code).len;
    if (len > longest) longest = len;
  }
  const size_t needed = (longest + 1) * g->options.max_n + NGRAM_WORD_ROOM;
  void *line = r->line;
  if (!alloc_grow(&r->alloc, &line, &r->line_cap, needed, 1))
    return error_memory(err, needed);
  r->line = line;
  r->line_n = 0;
  r->place = (struct ngram_list_reader){.at = 0};
  r->group = 0;
  return ASSAY_OK;
}

bool ngrams_reader_may_share(const assay_ngrams *g) {
  for (size_t i = 0; i < g->list_count; i++)
    if (g->lists[i].kind == LIST_BOUNDED) return false;
  return true;
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

static void line_set(struct ngrams_reader *r, const struct ngram_words *words,
                     const uint32_t *codes, const struct ngram_entry *entry) {
  uint32_t n = 0;
  size_t len = 0;
  if (r->line_n > 0 && r->line_n < entry->n && r->line_at == entry->at) {
    n = r->line_n; /* the line begins this one */
    len = r->line_len;
  }
  for (; n < entry->n; n++) line_add(r->line, &len, words, codes[n]);
  r->line_at = entry->at;
  r->line_n = entry->n;
  r->line_len = len;
}

/* Words are in another order than their texts and counts: what is read some steps later
** is fetched now, where texts are before the texts. */
static inline void read_word(const assay_ngrams *g, const struct group_list *list,
                             uint64_t i, assay_ngram *out) {
  const struct ngram_words *words = &g->words;
  const uint32_t code = list->order[i];
  const struct word_count *counted = &g->counts.counts[code];
  if (i + 2 * AHEAD < list->count) {
    const uint32_t near = list->order[i + AHEAD], far = list->order[i + 2 * AHEAD];
    __builtin_prefetch(ngram_words_text(words, near).ptr);
    __builtin_prefetch(&g->counts.counts[far]);
    if (far <= words->ranked) __builtin_prefetch(&words->texts[far]);
  }
  *out = (assay_ngram){ngram_words_text(words, code), 1, counted->count,
                       counted->documents};
}

assay_status ngrams_reader_at(struct ngrams_reader *r, assay_ngrams *g, size_t group,
                              uint64_t i, assay_ngram *out, assay_error *err) {
  struct group_list *list = &g->lists[group];
  struct ngram_entry entry;
  uint32_t codes[ASSAY_NGRAM_MAX];
  if (list->kind == LIST_OF_WORDS) {
    read_word(g, list, i, out);
    return ASSAY_OK;
  }
  if (group != r->group) {
    r->place = (struct ngram_list_reader){.at = 0};
    r->line_n = 0;
  }
  r->group = group;
  if (list->kind == LIST_OF_INDEX) {
    ngram_list_at(&list->list, &r->place, i, &entry);
    ngram_read(g->stream.units + entry.at, entry.n, codes);
  } else {
    const uint32_t *ranks;
    assay_status status = ngram_bounded_at(&list->bounded, i, &entry, &ranks, err);
    if (status != ASSAY_OK) return status;
    for (uint32_t n = 0; n < entry.n; n++) codes[n] = g->words.code_at[ranks[n]];
  }
  line_set(r, &g->words, codes, &entry);
  *out = (assay_ngram){{r->line, r->line_len}, entry.n, entry.count, entry.documents};
  return ASSAY_OK;
}
