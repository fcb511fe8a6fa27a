/*
** ngram_words_union.c - two pointers through two sorted lists give the order of the words
** of both; then there is memory for everything, and those that are new are appended.
*/
#include "count/ngram_words_union.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "count/ngram_stream.h"
#include "count/word_order.h"

#include <string.h>

struct united {      /* what w gets */
  uint32_t *code_at; /* by rank: code_cap long */
  size_t code_cap, count;
  size_t bytes; /* of the new words */
};

struct walk { /* through ranked words */
  const struct ngram_words *words;
  size_t rank;
  uint64_t begin; /* of the word that has it */
};

static bool walk_is_over(const struct walk *walk) {
  return walk->rank > walk->words->count;
}

/* The word where it stands. */
static assay_str walk_word(const struct walk *walk) {
  return ngram_words_text(walk->words, walk->words->code_at[walk->rank]);
}

static void walk_on(struct walk *walk) {
  walk->rank++;
  if (!walk_is_over(walk)) walk->begin = word_first_bytes(walk_word(walk));
}

static int walk_compare(const struct walk *a, const struct walk *b) {
  if (walk_is_over(a) || walk_is_over(b)) return walk_is_over(a) ? 1 : -1;
  if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
  return str_compare(walk_word(a), walk_word(b));
}

/* Puts all words in order. New ones have the codes after those of w, by rank. */
static void unite_order(struct united *u, const struct ngram_words *w,
                        const struct ngram_words *from, uint32_t *map) {
  struct walk a = {w, 0, 0}, b = {from, 0, 0};
  size_t rank = 0;
  u->count = w->count;
  u->code_at[0] = map[0] = 0;
  walk_on(&a);
  walk_on(&b);
  while (!walk_is_over(&a) || !walk_is_over(&b)) {
    const int order = walk_compare(&a, &b);
    /* A code may come round; then there are too many words, which is seen later. */
    const uint32_t code = order <= 0 ? w->code_at[a.rank] : (uint32_t)++u->count;
    u->code_at[++rank] = code;
    if (order >= 0) map[from->code_at[b.rank]] = code;
    if (order > 0) u->bytes += walk_word(&b).len;
    if (order <= 0) walk_on(&a);
    if (order >= 0) walk_on(&b);
  }
}

/* Room for the new words, where w keeps its own. */
static assay_status unite_reserve(const struct united *u, struct ngram_words *w,
                                  assay_error *err) {
  const size_t codes = u->count + 1, bytes = w->bytes_len + u->bytes;
  if (codes > NGRAM_CODES)
    return error_set(err, ASSAY_ELIMIT, "more than %u different words", NGRAM_CODES - 1);
  if (bytes > UINT32_MAX)
    return error_set(err, ASSAY_ELIMIT, "different words are limited to %u bytes in all",
                     UINT32_MAX);
  void *words = w->words, *rank_of = w->rank_of, *texts = w->texts, *text = w->bytes;
  bool done = alloc_grow(&w->alloc, &words, &w->cap, u->count, sizeof *w->words);
  w->words = words;
  done = done &&
         alloc_grow(&w->alloc, &rank_of, &w->rank_of_cap, codes, sizeof *w->rank_of);
  w->rank_of = rank_of;
  done = done && alloc_grow(&w->alloc, &texts, &w->texts_cap, codes, sizeof *w->texts);
  w->texts = texts;
  done = done && alloc_grow(&w->alloc, &text, &w->bytes_cap, bytes + NGRAM_WORD_ROOM, 1);
  w->bytes = text;
  return done ? ASSAY_OK : error_memory(err, 0);
}

/* Copies of the new words, behind those of w. */
static assay_status unite_copy(struct ngram_words *w, const struct ngram_words *from,
                               const uint32_t *map, assay_error *err) {
  for (uint32_t code = 1; code <= from->count; code++) {
    if (map[code] <= w->count) continue;
    const assay_str word = ngram_words_text(from, code);
    w->words[map[code] - 1] = arena_copy(&w->arena, word);
    if (!w->words[map[code] - 1].ptr) return error_memory(err, word.len);
  }
  return ASSAY_OK;
}

/* Takes the order over. */
static void unite_apply(const struct united *u, struct ngram_words *w) {
  size_t at = w->bytes_len;
  for (size_t code = w->count + 1; code <= u->count; code++) {
    const assay_str word = w->words[code - 1];
    w->texts[code] = (struct ngram_word){(uint32_t)at, (uint32_t)word.len};
    if (word.len > 0) memcpy(w->bytes + at, word.ptr, word.len);
    at += word.len;
  }
  memset(w->bytes + at, 0, NGRAM_WORD_ROOM);
  for (size_t rank = 1; rank <= u->count; rank++)
    w->rank_of[u->code_at[rank]] = (uint32_t)rank;
  alloc_free(&w->alloc, w->code_at, w->code_at_cap, sizeof *w->code_at);
  w->code_at = u->code_at;
  w->code_at_cap = u->code_cap;
  w->bytes_len = at;
  w->count = w->settled = w->ranked = u->count;
}

assay_status ngram_words_unite(struct ngram_words *w, const struct ngram_words *from,
                               uint32_t *map, assay_error *err) {
  struct united u = {.code_cap = w->count + from->count + 1};
  u.code_at = alloc_resize(&w->alloc, NULL, 0, u.code_cap, sizeof *u.code_at);
  if (!u.code_at) return error_memory(err, u.code_cap * sizeof *u.code_at);
  unite_order(&u, w, from, map);
  assay_status status = unite_reserve(&u, w, err);
  if (status == ASSAY_OK) status = unite_copy(w, from, map, err);
  if (status == ASSAY_OK)
    unite_apply(&u, w);
  else
    alloc_free(&w->alloc, u.code_at, u.code_cap, sizeof *u.code_at);
  return status;
}
