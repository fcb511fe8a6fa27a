/*
** vocabulary.c - surface forms as they stand in texts, short ones apart, and the folded
** forms they lead to. A known word costs one look-up and no folding.
*/
#include "text/vocabulary.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/table.h"
#include "text/keys.h"
#include "text/short_words.h"

struct assay_vocabulary {
  assay_allocator alloc;
  struct short_words shorts; /* surface forms of 1 to 16 bytes */
  struct table surfaces;     /* the others */
  struct table terms;
  uint32_t *term_of; /* by id in surfaces */
  size_t term_of_cap;
  struct keys keys;
  struct buffer folded; /* scratch */
};

assay_status assay_vocabulary_new(assay_vocabulary **out,
                                  const assay_tokenizer *tokenizer,
                                  const assay_allocator *allocator, assay_error *err) {
  assay_allocator a = alloc_or_default(allocator);
  assay_vocabulary *v = alloc_zero(&a, 1, sizeof *v);
  if (!v) return error_memory(err, sizeof *v);
  v->alloc = a;
  short_words_init(&v->shorts, &v->alloc);
  table_init(&v->surfaces, &v->alloc);
  table_init(&v->terms, &v->alloc);
  buffer_init(&v->folded, &v->alloc, UINT32_MAX);
  assay_status status = keys_init(&v->keys, key_rule_of(tokenizer), &v->alloc, err);
  if (status == ASSAY_OK && !short_words_reserve(&v->shorts)) /* a slot to look at */
    status = error_memory(err, 0);
  if (status == ASSAY_OK)
    *out = v;
  else
    assay_vocabulary_free(v);
  return status;
}

void assay_vocabulary_free(assay_vocabulary *vocabulary) {
  if (!vocabulary) return;
  assay_allocator a = vocabulary->alloc;
  buffer_free(&vocabulary->folded);
  keys_free(&vocabulary->keys);
  alloc_free(&a, vocabulary->term_of, vocabulary->term_of_cap, sizeof(uint32_t));
  table_free(&vocabulary->terms);
  table_free(&vocabulary->surfaces);
  short_words_free(&vocabulary->shorts);
  alloc_free(&a, vocabulary, 1, sizeof *vocabulary);
}

size_t assay_vocabulary_count(const assay_vocabulary *vocabulary) {
  return vocabulary->terms.count;
}

assay_str assay_vocabulary_term(const assay_vocabulary *vocabulary, uint32_t term) {
  assay_str none = {"", 0};
  if (term >= vocabulary->terms.count) return none;
  return table_key(&vocabulary->terms, term);
}

static inline bool is_short(size_t length) {
  return length - 1 < SHORT_WORD_LENGTH; /* not the empty one */
}

assay_status vocabulary_key(assay_vocabulary *v, assay_str word, struct buffer *out,
                            assay_error *err) {
  return keys_add(&v->keys, word, out, err);
}

/* Whether a folded form is kept among the short surface forms, as one that leads to
** itself, and not looked for among the terms: there it would be one more place that is
** far from all others. Folding ASCII that is folded changes nothing; stemming may. */
static bool is_own_surface(const assay_vocabulary *v, assay_str folded) {
  unsigned char bits = 0;
  if (!is_short(folded.len) || v->keys.stemmer) return false;
  for (size_t i = 0; i < folded.len; i++) bits |= (unsigned char)folded.ptr[i];
  return bits < 0x80;
}

static uint32_t find_short(const assay_vocabulary *v, const struct short_key *key) {
  return short_words_find(&v->shorts, short_word_slot(&v->shorts, key), key);
}

uint32_t vocabulary_find(const assay_vocabulary *v, assay_str folded) {
  if (!is_own_surface(v, folded)) return table_find(&v->terms, folded);
  const struct short_key key = short_key_of(folded.ptr, folded.len);
  const uint32_t term = find_short(v, &key);
  if (term == TERM_NONE || !str_equal(table_key(&v->terms, term), folded))
    return TERM_NONE;
  return term;
}

/* The term of a folded form that is its own surface, made if new. */
static assay_status intern_short(assay_vocabulary *v, assay_str folded, uint32_t *term,
                                 assay_error *err) {
  const struct short_key key = short_key_of(folded.ptr, folded.len);
  const uint32_t known = find_short(v, &key);
  if (known != TERM_NONE) {
    *term = known;
    return ASSAY_OK;
  }
  if (!short_words_reserve(&v->shorts)) return error_memory(err, 0);
  assay_status status = table_append(&v->terms, folded, term, err);
  if (status == ASSAY_OK) short_words_add(&v->shorts, &key, *term);
  return status;
}

/* The term of a surface form seen for the first time. */
static assay_status intern_folded(assay_vocabulary *v, assay_str surface, uint32_t *term,
                                  assay_error *err) {
  buffer_clear(&v->folded);
  assay_status status = keys_add(&v->keys, surface, &v->folded, err);
  if (status != ASSAY_OK) return status;
  const assay_str folded = buffer_str(&v->folded);
  return is_own_surface(v, folded) ? intern_short(v, folded, term, err)
                                   : table_intern(&v->terms, folded, term, err);
}

/* The surface is entered last, so that one that is known always has its term. */
static assay_status add_long(assay_vocabulary *v, assay_str surface, uint32_t *term,
                             assay_error *err) {
  uint32_t id, surface_id;
  void *term_of = v->term_of;
  if (!alloc_grow(&v->alloc, &term_of, &v->term_of_cap, v->surfaces.count + 1,
                  sizeof *v->term_of))
    return error_memory(err, 0);
  v->term_of = term_of;
  assay_status status = intern_folded(v, surface, &id, err);
  if (status != ASSAY_OK) return status;
  status = table_intern(&v->surfaces, surface, &surface_id, err);
  if (status != ASSAY_OK) return status;
  v->term_of[surface_id] = id;
  *term = id;
  return ASSAY_OK;
}

static assay_status add_short(assay_vocabulary *v, assay_str surface,
                              const struct short_key *key, uint32_t *term,
                              assay_error *err) {
  uint32_t id;
  assay_status status = intern_folded(v, surface, &id, err);
  if (status != ASSAY_OK) return status;
  const assay_str folded = buffer_str(&v->folded);
  if (!is_own_surface(v, folded) || !str_equal(surface, folded)) {
    if (!short_words_reserve(&v->shorts)) return error_memory(err, 0);
    short_words_add(&v->shorts, key, id);
  }
  *term = id;
  return ASSAY_OK;
}

assay_status vocabulary_term(assay_vocabulary *v, assay_str surface, uint32_t *term,
                             assay_error *err) {
  if (is_short(surface.len)) {
    struct short_key key = short_key_of(surface.ptr, surface.len);
    const uint32_t known = find_short(v, &key);
    if (known == TERM_NONE) return add_short(v, surface, &key, term, err);
    *term = known;
    return ASSAY_OK;
  }
  uint32_t id = table_find(&v->surfaces, surface);
  if (id == TABLE_NONE) return add_long(v, surface, term, err);
  *term = v->term_of[id];
  return ASSAY_OK;
}

/* -- Many at a time ------------------------------------------------------------------ */

enum { BATCH = 64 };

struct batch {
  struct short_key keys[BATCH];
  size_t slots[BATCH]; /* where to look */
};

/* What is to be looked up, and where; the memory is then on its way. A form that is not
** short is looked up as what none is, in vain. */
static inline void batch_fill(struct batch *b, const struct short_words *shorts,
                              assay_str text, const uint32_t *begin, const uint32_t *end,
                              size_t count, bool roomy) {
  const struct short_words table = *shorts; /* which nothing here changes */
  for (size_t i = 0; i < count; i++) {
    const size_t length = end[i] - begin[i];
    const size_t used = length < SHORT_WORD_LENGTH ? length : SHORT_WORD_LENGTH;
    struct short_key key = roomy ? short_key_from_16(text.ptr + begin[i], used)
                                 : short_key_of(text.ptr + begin[i], used);
    key.high |= is_short(length) ? 0 : UINT64_MAX;
    const size_t slot = short_word_slot(&table, &key);
    b->keys[i] = key;
    b->slots[i] = slot;
    __builtin_prefetch(&table.slots[slot]);
    __builtin_prefetch(&table.slots[slot].mark); /* perhaps in the next line */
  }
}

static void batch_prepare(struct batch *b, const assay_vocabulary *v, assay_str text,
                          const uint32_t *begin, const uint32_t *end, size_t count) {
  if (text.len >= 16 && begin[count - 1] <= text.len - 16)
    batch_fill(b, &v->shorts, text, begin, end, count, true);
  else
    batch_fill(b, &v->shorts, text, begin, end, count, false);
}

/* Terms of the forms that are short and known, TERM_NONE for the others; true when there
** are others. */
static bool batch_find(const struct batch *b, const assay_vocabulary *v, size_t count,
                       uint32_t *term) {
  const struct short_words table = v->shorts;
  uint32_t most = 0;
  for (size_t i = 0; i < count; i++) {
    term[i] = short_words_find(&table, b->slots[i], &b->keys[i]);
    most = term[i] > most ? term[i] : most;
  }
  return most == TERM_NONE;
}

/* What the batch did not find. In order: ids are by appearance. */
static assay_status batch_add(assay_vocabulary *v, assay_str text, const uint32_t *begin,
                              const uint32_t *end, size_t count, uint32_t *term,
                              assay_error *err) {
  assay_status status = ASSAY_OK;
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    const assay_str surface = {text.ptr + begin[i], end[i] - begin[i]};
    if (term[i] == TERM_NONE) status = vocabulary_term(v, surface, &term[i], err);
  }
  return status;
}

assay_status vocabulary_terms(assay_vocabulary *v, assay_str text, const uint32_t *begin,
                              const uint32_t *end, size_t count, uint32_t *term,
                              assay_error *err) {
  struct batch batches[2];
  assay_status status = ASSAY_OK;
  size_t next = count < BATCH ? count : BATCH; /* of the batch that is being fetched */
  if (count > 0) batch_prepare(&batches[0], v, text, begin, end, next);
  for (size_t done = 0; done < count && status == ASSAY_OK;) {
    const size_t n = next, at = done + n;
    const struct batch *b = &batches[done / BATCH % 2];
    next = count - at < BATCH ? count - at : BATCH;
    if (next > 0)
      batch_prepare(&batches[at / BATCH % 2], v, text, begin + at, end + at, next);
    if (batch_find(b, v, n, term + done)) {
      const size_t slots = v->shorts.slot_count;
      status = batch_add(v, text, begin + done, end + done, n, term + done, err);
      if (v->shorts.slot_count != slots && next > 0) /* it grew: they are elsewhere */
        batch_prepare(&batches[at / BATCH % 2], v, text, begin + at, end + at, next);
    }
    done = at;
  }
  return status;
}
