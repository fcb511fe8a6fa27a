/*
** ngram_words.c - a list of words, slots to find them by when that is needed, arrays that
** turn codes into ranks and words and back, and what is known of the current document's
** terms.
*/
#include "count/ngram_words.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/table.h"
#include "count/ngram_stream.h"
#include "count/word_order.h"

#include <string.h>

#define NO_WORD UINT32_MAX
enum { NEAR = 16, FAR = 32 }; /* how far what is fetched is ahead */

void ngram_words_init(struct ngram_words *w, const assay_allocator *alloc) {
  memset(w, 0, sizeof *w);
  w->alloc = alloc_or_default(alloc);
  arena_init(&w->arena, alloc);
}

void ngram_words_free(struct ngram_words *w) {
  alloc_free(&w->alloc, w->words, w->cap, sizeof *w->words);
  alloc_free(&w->alloc, w->terms, w->terms_cap, sizeof *w->terms);
  alloc_free(&w->alloc, w->slots, w->slot_count, sizeof *w->slots);
  alloc_free(&w->alloc, w->rank_of, w->rank_of_cap, sizeof *w->rank_of);
  alloc_free(&w->alloc, w->code_at, w->code_at_cap, sizeof *w->code_at);
  alloc_free(&w->alloc, w->texts, w->texts_cap, sizeof *w->texts);
  alloc_free(&w->alloc, w->bytes, w->bytes_cap, 1);
  alloc_free(&w->alloc, w->known, w->known_cap, sizeof *w->known);
  arena_free(&w->arena);
}

/* -- Words and their vocabulary ------------------------------------------------------ */

/* Also of a word that is not settled. */
static assay_str word_of(const struct ngram_words *w, uint32_t id) {
  return id < w->settled ? w->words[id] : assay_vocabulary_term(w->only, w->terms[id]);
}

assay_str ngram_words_word(const struct ngram_words *w, uint32_t code) {
  return word_of(w, code - 1);
}

assay_status ngram_words_settle(struct ngram_words *w, assay_error *err) {
  void *words = w->words;
  if (!w->only) return ASSAY_OK;
  if (!alloc_grow(&w->alloc, &words, &w->cap, w->count, sizeof *w->words))
    return error_memory(err, w->count * sizeof *w->words);
  w->words = words;
  for (; w->settled < w->count; w->settled++) {
    const assay_str word = word_of(w, (uint32_t)w->settled);
    w->words[w->settled] = arena_copy(&w->arena, word);
    if (!w->words[w->settled].ptr) return error_memory(err, word.len);
  }
  alloc_free(&w->alloc, w->terms, w->terms_cap, sizeof *w->terms);
  w->terms = NULL;
  w->terms_cap = 0;
  w->only = NULL;
  return ASSAY_OK;
}

/* Words that there are none of yet will be those of one vocabulary. */
static void words_attach(struct ngram_words *w, const assay_vocabulary *v) {
  if (w->known_cap > 0) memset(w->known, 0, w->known_cap * sizeof *w->known);
  w->only = v;
}

/* Room for what is known of the vocabulary's terms. */
static assay_status words_reserve_known(struct ngram_words *w, const assay_vocabulary *v,
                                        assay_error *err) {
  const size_t before = w->known_cap;
  void *known = w->known;
  if (!alloc_grow(&w->alloc, &known, &w->known_cap, assay_vocabulary_count(v),
                  sizeof *w->known))
    return error_memory(err, 0);
  w->known = known;
  if (w->known_cap > before)
    memset(w->known + before, 0, (w->known_cap - before) * sizeof *w->known);
  return ASSAY_OK;
}

static assay_status check_count(const struct ngram_words *w, assay_error *err) {
  if (w->count + 1 < NGRAM_CODES) return ASSAY_OK;
  return error_set(err, ASSAY_ELIMIT, "more than %u different words", NGRAM_CODES - 1);
}

/* A term of the only vocabulary that is no word yet. */
static assay_status words_append_term(struct ngram_words *w, uint32_t term,
                                      assay_error *err) {
  assay_status status = check_count(w, err);
  void *terms = w->terms;
  if (status != ASSAY_OK) return status;
  if (!alloc_grow(&w->alloc, &terms, &w->terms_cap, w->count + 1, sizeof *w->terms))
    return error_memory(err, 0);
  w->terms = terms;
  w->terms[w->count++] = term;
  w->known[term].code = (uint32_t)w->count;
  return ASSAY_OK;
}

/* -- Finding words ------------------------------------------------------------------ */

/* The slot of the word, or the free one where it belongs. */
static struct ngram_slot *words_probe(const struct ngram_words *w, assay_str word,
                                      uint64_t hash) {
  const size_t mask = w->slot_count - 1;
  const uint32_t tag = (uint32_t)(hash >> 32);
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    struct ngram_slot *slot = &w->slots[i];
    if (slot->id == NO_WORD) return slot;
    if (slot->hash == tag && str_equal(w->words[slot->id], word)) return slot;
  }
}

/* Slots for all words, and for `more` that may come. */
static bool words_enter(struct ngram_words *w, size_t more) {
  size_t wanted = w->slot_count > 0 ? w->slot_count : 64;
  while (wanted < (w->count + more) * 2) wanted *= 2;
  if (wanted > w->slot_count) {
    struct ngram_slot *slots = alloc_resize(&w->alloc, NULL, 0, wanted, sizeof *slots);
    if (!slots) return false;
    memset(slots, 0xFF, wanted * sizeof *slots);
    alloc_free(&w->alloc, w->slots, w->slot_count, sizeof *slots);
    w->slots = slots;
    w->slot_count = wanted;
    w->entered = 0;
  }
  for (; w->entered < w->count; w->entered++) {
    const uint64_t hash = table_hash(w->words[w->entered]);
    struct ngram_slot *slot = words_probe(w, w->words[w->entered], hash);
    *slot = (struct ngram_slot){(uint32_t)(hash >> 32), (uint32_t)w->entered};
  }
  return true;
}

/* Appends a word that is not there, without entering it. */
static assay_status words_append(struct ngram_words *w, assay_str word,
                                 assay_error *err) {
  assay_status status = check_count(w, err);
  void *words = w->words;
  if (status != ASSAY_OK) return status;
  if (w->count == w->cap &&
      !alloc_grow(&w->alloc, &words, &w->cap, w->count + 1, sizeof *w->words))
    return error_memory(err, 0);
  w->words = words;
  assay_str copy = arena_copy(&w->arena, word);
  if (!copy.ptr) return error_memory(err, word.len);
  w->words[w->count++] = copy;
  w->settled = w->count;
  return ASSAY_OK;
}

/* The id of a word, appended if new. All words are entered, and there is room. */
static assay_status words_find(struct ngram_words *w, assay_str word, uint64_t hash,
                               uint32_t *id, assay_error *err) {
  struct ngram_slot *slot = words_probe(w, word, hash);
  if (slot->id == NO_WORD) {
    assay_status status = words_append(w, word, err);
    if (status != ASSAY_OK) return status;
    *slot = (struct ngram_slot){(uint32_t)(hash >> 32), (uint32_t)w->entered++};
  }
  *id = slot->id;
  return ASSAY_OK;
}

assay_status ngram_words_add(struct ngram_words *w, assay_str word, uint32_t *code,
                             assay_error *err) {
  uint32_t id;
  assay_status status = ngram_words_settle(w, err);
  if (status == ASSAY_OK && !words_enter(w, 1)) status = error_memory(err, 0);
  if (status == ASSAY_OK) status = words_find(w, word, table_hash(word), &id, err);
  if (status == ASSAY_OK) *code = id + 1;
  return status;
}

/* Both have their words from one vocabulary. */
static assay_status words_merge_terms(struct ngram_words *w,
                                      const struct ngram_words *from, uint32_t *map,
                                      assay_error *err) {
  const uint32_t count = (uint32_t)from->count;
  assay_status status = words_reserve_known(w, from->only, err);
  for (uint32_t id = 0; id < count && status == ASSAY_OK; id++) {
    const uint32_t term = from->terms[id];
    if (w->known[term].code == 0) status = words_append_term(w, term, err);
    map[id + 1] = w->known[term].code;
  }
  return status;
}

/* A batch at a time, so that the slots come from memory while others are looked at. */
static assay_status words_merge_texts(struct ngram_words *w,
                                      const struct ngram_words *from, uint32_t *map,
                                      assay_error *err) {
  enum { BATCH = 32 };
  const uint32_t count = (uint32_t)from->count;
  uint64_t hashes[BATCH];
  if (!words_enter(w, count)) return error_memory(err, 0);
  for (uint32_t done = 0; done < count; done += BATCH) {
    const uint32_t n = count - done < BATCH ? count - done : BATCH;
    for (uint32_t i = 0; i < n; i++) {
      hashes[i] = table_hash(word_of(from, done + i));
      __builtin_prefetch(&w->slots[hashes[i] & (w->slot_count - 1)]);
    }
    for (uint32_t i = 0; i < n; i++) {
      const uint32_t id = w->slots[hashes[i] & (w->slot_count - 1)].id;
      if (id != NO_WORD) __builtin_prefetch(&w->words[id]);
    }
    for (uint32_t i = 0; i < n; i++) {
      uint32_t id;
      assay_status status = words_find(w, word_of(from, done + i), hashes[i], &id, err);
      if (status != ASSAY_OK) return status;
      map[done + i + 1] = id + 1;
    }
  }
  return ASSAY_OK;
}

assay_status ngram_words_merge(struct ngram_words *w, const struct ngram_words *from,
                               uint32_t *map, assay_error *err) {
  map[0] = 0;
  if (from->count == 0) return ASSAY_OK;
  if (from->only && w->count == 0) words_attach(w, from->only);
  if (from->only && w->only == from->only) return words_merge_terms(w, from, map, err);
  assay_status status = ngram_words_settle(w, err);
  return status == ASSAY_OK ? words_merge_texts(w, from, map, err) : status;
}

/* -- Terms of documents -------------------------------------------------------------- */

assay_status ngram_words_begin(struct ngram_words *w, const assay_vocabulary *v,
                               bool lasts, assay_error *err) {
  const bool stays = lasts && (w->count == 0 || w->only == v);
  assay_status status = words_reserve_known(w, v, err);
  if (status == ASSAY_OK && !stays) status = ngram_words_settle(w, err);
  if (status != ASSAY_OK) return status;
  if (stays && w->count == 0) words_attach(w, v);
  if (++w->stamp == 0) { /* all stamps are used up: forget the old ones */
    for (size_t i = 0; i < w->known_cap; i++) w->known[i].stamp = 0;
    w->stamp = 1;
  }
  w->vocabulary = v;
  return ASSAY_OK;
}

/* The code that the term had in an earlier document is right if the vocabulary is the
** same, which the word itself tells. */
assay_status ngram_words_meet(struct ngram_words *w, uint32_t term, assay_error *err) {
  struct ngram_known *known = &w->known[term];
  assay_status status = ASSAY_OK;
  uint32_t id;
  if (w->only) {
    if (known->code == 0) status = words_append_term(w, term, err);
  } else {
    const assay_str word = assay_vocabulary_term(w->vocabulary, term);
    if (known->code == 0 || known->code > w->count ||
        !str_equal(ngram_words_text(w, known->code), word)) {
      if (!words_enter(w, 1)) return error_memory(err, 0);
      status = words_find(w, word, table_hash(word), &id, err);
      if (status == ASSAY_OK) known->code = id + 1;
    }
  }
  if (status == ASSAY_OK) known->stamp = w->stamp;
  return status;
}

/* -- Ranking ----------------------------------------------------------------------- */

static assay_status words_sort(struct ngram_words *w, struct word_place *order,
                               struct crew *crew, assay_error *err) {
  size_t count = w->count;
  for (uint32_t id = 0; id < count; id++)
    order[id] = (struct word_place){word_first_bytes(w->words[id]), id, 0};
  return word_order_sort(order, count, w->words, crew, &w->alloc, err);
}

/* The four arrays, for so many words of so many bytes; what they hold stays. */
static assay_status words_reserve(struct ngram_words *w, size_t count, size_t bytes,
                                  assay_error *err) {
  const size_t codes = count + 1;
  if (bytes > UINT32_MAX)
    return error_set(err, ASSAY_ELIMIT, "different words are limited to %u bytes in all",
                     UINT32_MAX);
  void *rank_of = w->rank_of, *code_at = w->code_at, *texts = w->texts, *text = w->bytes;
  bool done = alloc_grow(&w->alloc, &rank_of, &w->rank_of_cap, codes, sizeof(uint32_t));
  w->rank_of = rank_of;
  done = done &&
         alloc_grow(&w->alloc, &code_at, &w->code_at_cap, codes, sizeof(uint32_t));
  w->code_at = code_at;
  done = done && alloc_grow(&w->alloc, &texts, &w->texts_cap, codes, sizeof *w->texts);
  w->texts = texts;
  done = done && alloc_grow(&w->alloc, &text, &w->bytes_cap, bytes + NGRAM_WORD_ROOM, 1);
  w->bytes = text;
  return done ? ASSAY_OK : error_memory(err, 0);
}

static void words_apply(struct ngram_words *w, const struct word_place *order) {
  const uint32_t count = (uint32_t)w->count;
  uint32_t at = 0;
  w->rank_of[0] = w->code_at[0] = 0;
  for (uint32_t i = 0; i < count; i++) {
    __builtin_prefetch(&w->words[order[i + FAR < count ? i + FAR : i].id]);
    __builtin_prefetch(w->words[order[i + NEAR < count ? i + NEAR : i].id].ptr);
    const assay_str word = w->words[order[i].id];
    const uint32_t code = order[i].id + 1;
    w->rank_of[code] = i + 1;
    w->code_at[i + 1] = code;
    w->texts[code] = (struct ngram_word){at, (uint32_t)word.len};
    if (word.len > 0) memcpy(w->bytes + at, word.ptr, word.len);
    at += (uint32_t)word.len;
  }
  memset(w->bytes + at, 0, NGRAM_WORD_ROOM);
  w->bytes_len = at;
  w->ranked = w->count;
}

assay_status ngram_words_rank(struct ngram_words *w, struct crew *crew,
                              assay_error *err) {
  const size_t count = w->count;
  if (w->ranked == count && w->rank_of) return ASSAY_OK;
  size_t bytes = 0;
  assay_status status = ngram_words_settle(w, err);
  if (status != ASSAY_OK) return status;
  for (size_t id = 0; id < count; id++) bytes += w->words[id].len;
  status = words_reserve(w, count, bytes, err);
  if (status != ASSAY_OK) return status;
  struct word_place *order = alloc_resize(&w->alloc, NULL, 0, count + 1, sizeof *order);
  if (!order) return error_memory(err, count * sizeof *order);
  status = words_sort(w, order, crew, err);
  if (status == ASSAY_OK) words_apply(w, order);
  alloc_free(&w->alloc, order, count + 1, sizeof *order);
  return status;
}

/* -- The first words, ranked at once --------------------------------------------- */

assay_status ngram_words_fill_begin(struct ngram_words *w, size_t count, size_t bytes,
                                    char **text, assay_error *err) {
  void *words = w->words;
  if (count >= NGRAM_CODES)
    return error_set(err, ASSAY_ELIMIT, "more than %u different words", NGRAM_CODES - 1);
  if (!alloc_grow(&w->alloc, &words, &w->cap, count, sizeof *w->words))
    return error_memory(err, count * sizeof *w->words);
  w->words = words;
  assay_status status = words_reserve(w, count, bytes, err);
  if (status != ASSAY_OK) return status;
  *text = arena_alloc(&w->arena, bytes, 1);
  return *text ? ASSAY_OK : error_memory(err, bytes);
}

/* What words_apply does, where codes are ranks. */
void ngram_words_fill_range(struct ngram_words *w, char *text, const assay_str *texts,
                            const struct word_place *order, uint32_t from, uint32_t to,
                            uint32_t at) {
  for (uint32_t i = from; i < to; i++) {
    __builtin_prefetch(&texts[order[i + FAR < to ? i + FAR : i].id]);
    __builtin_prefetch(texts[order[i + NEAR < to ? i + NEAR : i].id].ptr);
    const assay_str word = texts[order[i].id];
    if (word.len > 0) memcpy(text + at, word.ptr, word.len);
    if (word.len > 0) memcpy(w->bytes + at, word.ptr, word.len);
    w->words[i] = (assay_str){text + at, word.len};
    w->rank_of[i + 1] = w->code_at[i + 1] = i + 1;
    w->texts[i + 1] = (struct ngram_word){at, (uint32_t)word.len};
    at += (uint32_t)word.len;
  }
}

void ngram_words_fill_end(struct ngram_words *w, size_t count, size_t bytes) {
  w->rank_of[0] = w->code_at[0] = 0;
  memset(w->bytes + bytes, 0, NGRAM_WORD_ROOM);
  w->bytes_len = bytes;
  w->count = w->settled = w->ranked = count;
}
