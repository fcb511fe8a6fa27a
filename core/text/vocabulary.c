/*
** vocabulary.c - a known word costs one look-up and no folding, and nobody waits for it;
** a new one is folded by whoever met it, and entered under a lock.
*/
#include "text/vocabulary.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "text/forms.h"
#include "text/keys.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

/* Tokens that are looked up before those that are new are entered all together. */
enum { CHUNK = 4096 };

struct newcomer {      /* a surface form that was not there when it was looked for */
  uint32_t token;      /* which of the chunk */
  uint32_t begin, end; /* its folded form, in learner.folded */
};

struct learner { /* what one thread at a time learns new forms with */
  struct keys keys;
  struct buffer folded;
  struct newcomer *newcomers;
  size_t newcomer_cap;
  struct learner *next;
};

struct spare { /* at the beginning of what is kept */
  struct spare *next;
  pthread_t owner; /* who had it: it is near to that thread */
  size_t size;
};

struct assay_vocabulary {
  assay_allocator alloc;
  struct forms forms;
  struct key_rule rule;
  bool shared;
  struct spare *beside;     /* zeros but for that */
  struct learner *learners; /* those that nobody uses now */
  atomic_bool busy;         /* somebody changes it; where it is shared */
};

/* -- Its life ------------------------------------------------------------------------ */

static inline void pause_a_little(void) {
#if defined __x86_64__ || defined __i386__
  __builtin_ia32_pause();
#endif
}

/* Held for some microseconds, which is less than it takes to fall asleep and wake up. */
static void lock(assay_vocabulary *v) {
  enum { TRIES = 4000 };
  if (!v->shared) return;
  while (atomic_exchange_explicit(&v->busy, true, memory_order_acquire)) {
    int tries = 0;
    while (atomic_load_explicit(&v->busy, memory_order_relaxed) && ++tries < TRIES)
      pause_a_little();
    if (tries == TRIES) sched_yield(); /* whoever holds it may not run */
  }
}

static void unlock(assay_vocabulary *v) {
  if (v->shared) atomic_store_explicit(&v->busy, false, memory_order_release);
}

static void learner_free(assay_vocabulary *v, struct learner *l) {
  keys_free(&l->keys);
  buffer_free(&l->folded);
  alloc_free(&v->alloc, l->newcomers, l->newcomer_cap, sizeof *l->newcomers);
  alloc_free(&v->alloc, l, 1, sizeof *l);
}

static assay_status learner_new(assay_vocabulary *v, struct learner **out,
                                assay_error *err) {
  struct learner *l = alloc_zero(&v->alloc, 1, sizeof *l);
  if (!l) return error_memory(err, sizeof *l);
  buffer_init(&l->folded, &v->alloc, UINT32_MAX);
  assay_status status = keys_init(&l->keys, v->rule, &v->alloc, err);
  if (status == ASSAY_OK)
    *out = l;
  else
    learner_free(v, l);
  return status;
}

/* One that nobody uses; *out has it already if it is not NULL. */
static assay_status take_learner(assay_vocabulary *v, struct learner **out,
                                 assay_error *err) {
  if (*out) return ASSAY_OK;
  lock(v);
  struct learner *l = v->learners;
  if (l) v->learners = l->next;
  unlock(v);
  if (!l) return learner_new(v, out, err);
  *out = l;
  return ASSAY_OK;
}

static void keep_learner(assay_vocabulary *v, struct learner *l) {
  if (!l) return;
  lock(v);
  l->next = v->learners;
  v->learners = l;
  unlock(v);
}

assay_status assay_vocabulary_new(assay_vocabulary **out,
                                  const assay_tokenizer *tokenizer,
                                  const assay_allocator *allocator, assay_error *err) {
  assay_allocator a = alloc_or_default(allocator);
  assay_vocabulary *v = alloc_zero(&a, 1, sizeof *v);
  if (!v) return error_memory(err, sizeof *v);
  v->alloc = a;
  v->rule = key_rule_of(tokenizer);
  assay_status status = forms_init(&v->forms, v->rule.stem != NULL, &v->alloc, err);
  if (status == ASSAY_OK) status = learner_new(v, &v->learners, err);
  if (status == ASSAY_OK)
    *out = v;
  else
    assay_vocabulary_free(v);
  return status;
}

bool vocabulary_expect(assay_vocabulary *v, size_t forms) {
  return forms_expect(&v->forms, forms);
}

void vocabulary_share(assay_vocabulary *v) {
  v->shared = true;
  forms_share(&v->forms);
}

void assay_vocabulary_free(assay_vocabulary *vocabulary) {
  if (!vocabulary) return;
  assay_allocator a = vocabulary->alloc;
  while (vocabulary->learners) {
    struct learner *l = vocabulary->learners;
    vocabulary->learners = l->next;
    learner_free(vocabulary, l);
  }
  while (vocabulary->beside) {
    struct spare *spare = vocabulary->beside;
    vocabulary->beside = spare->next;
    alloc_free(&a, spare, spare->size, 1);
  }
  forms_free(&vocabulary->forms);
  alloc_free(&a, vocabulary, 1, sizeof *vocabulary);
}

size_t assay_vocabulary_count(const assay_vocabulary *vocabulary) {
  return forms_count(&vocabulary->forms);
}

assay_str assay_vocabulary_term(const assay_vocabulary *vocabulary, uint32_t term) {
  return forms_term(&vocabulary->forms, term);
}

uint32_t vocabulary_find(const assay_vocabulary *v, assay_str folded) {
  return forms_find_folded(&v->forms, folded);
}

assay_status vocabulary_key(assay_vocabulary *v, assay_str word, struct buffer *out,
                            assay_error *err) {
  struct learner *l = NULL;
  assay_status status = take_learner(v, &l, err);
  if (status == ASSAY_OK) status = keys_add(&l->keys, word, out, err);
  keep_learner(v, l);
  return status;
}

/* -- Learning ------------------------------------------------------------------------ */

struct tokens { /* whose terms are wanted */
  assay_str text;
  const uint32_t *begin, *end;
  uint32_t *term;
};

static assay_str token_form(const struct tokens *t, size_t i) {
  return (assay_str){t->text.ptr + t->begin[i], t->end[i] - t->begin[i]};
}

static assay_status fold_newcomers(const assay_vocabulary *v, struct learner *l,
                                   const struct tokens *t, const uint32_t *unknown,
                                   size_t count, assay_error *err) {
  assay_status status = ASSAY_OK;
  void *newcomers = l->newcomers;
  if (!alloc_grow(&v->alloc, &newcomers, &l->newcomer_cap, count, sizeof *l->newcomers))
    return error_memory(err, 0);
  l->newcomers = newcomers;
  buffer_clear(&l->folded);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    const uint32_t begin = (uint32_t)l->folded.len;
    forms_prefetch(&v->forms, token_form(t, unknown[i]));
    status = keys_add(&l->keys, token_form(t, unknown[i]), &l->folded, err);
    l->newcomers[i] = (struct newcomer){unknown[i], begin, (uint32_t)l->folded.len};
  }
  return status;
}

static assay_str newcomer_folded(const struct learner *l, const struct newcomer *n) {
  const assay_str none = {"", 0}; /* there may be no bytes at all */
  if (n->end == n->begin) return none;
  return (assay_str){l->folded.data + n->begin, n->end - n->begin};
}

/* Enters newcomers, but for those that came twice, or by another thread meanwhile. */
static assay_status enter_newcomers(assay_vocabulary *v, const struct learner *l,
                                    const struct tokens *t, size_t count,
                                    assay_error *err) {
  assay_status status = ASSAY_OK;
  lock(v);
  for (size_t i = 0; i < count && status == ASSAY_OK; i++) {
    const struct newcomer *n = &l->newcomers[i];
    const assay_str folded = newcomer_folded(l, n);
    const assay_str surface = token_form(t, n->token);
    t->term[n->token] = forms_find(&v->forms, surface);
    if (t->term[n->token] == TERM_NONE)
      status = forms_enter(&v->forms, surface, folded, &t->term[n->token], err);
  }
  unlock(v);
  return status;
}

/* The terms of at most CHUNK tokens that were not known; *l is taken when it is needed.
** */
static assay_status learn(assay_vocabulary *v, struct learner **l, const struct tokens *t,
                          const uint32_t *unknown, size_t count, assay_error *err) {
  if (count == 0) return ASSAY_OK;
  assay_status status = take_learner(v, l, err);
  if (status == ASSAY_OK) status = fold_newcomers(v, *l, t, unknown, count, err);
  return status == ASSAY_OK ? enter_newcomers(v, *l, t, count, err) : status;
}

assay_status vocabulary_term(assay_vocabulary *v, assay_str surface, uint32_t *term,
                             assay_error *err) {
  const uint32_t first = 0, begin = 0, end = (uint32_t)surface.len;
  const uint32_t known = forms_find(&v->forms, surface);
  if (known != TERM_NONE) {
    *term = known;
    return ASSAY_OK;
  }
  uint32_t found = TERM_NONE;
  const struct tokens one = {surface, &begin, &end, &found};
  struct learner *l = NULL;
  assay_status status = learn(v, &l, &one, &first, 1, err);
  keep_learner(v, l);
  if (status == ASSAY_OK) *term = found;
  return status;
}

/* -- Many at a time ------------------------------------------------------------------ */

enum { BATCH = 64 };

struct batch {
  struct short_key keys[BATCH];
  size_t slots[BATCH]; /* where to look */
};

/* What is to be looked up, and where; the memory is then on its way. A form that is not
** short is looked up as what none is, in vain. */
static inline void batch_fill(struct batch *b, const struct short_slots *table,
                              const struct tokens *t, size_t from, size_t count,
                              bool roomy) {
  const char *text = t->text.ptr;
  const uint32_t *begin = t->begin + from, *end = t->end + from;
  for (size_t i = 0; i < count; i++) {
    const size_t length = end[i] - begin[i];
    const size_t used = length < SHORT_WORD_LENGTH ? length : SHORT_WORD_LENGTH;
    struct short_key key = roomy ? short_key_from_16(text + begin[i], used)
                                 : short_key_of(text + begin[i], used);
    key.high |= form_is_short(length) ? 0 : UINT64_MAX;
    const size_t slot = short_word_slot(table, &key);
    b->keys[i] = key;
    b->slots[i] = slot;
    __builtin_prefetch(&table->slots[slot]);
    __builtin_prefetch(&table->slots[slot].mark); /* perhaps in the next line */
  }
}

static void batch_prepare(struct batch *b, const struct short_slots *table,
                          const struct tokens *t, size_t from, size_t count) {
  const size_t last = t->begin[from + count - 1];
  if (t->text.len >= 16 && last <= t->text.len - 16)
    batch_fill(b, table, t, from, count, true);
  else
    batch_fill(b, table, t, from, count, false);
}

/* Terms of the forms that are short and known, TERM_NONE for the others; true when there
** are others. */
static bool batch_find(const struct batch *b, const struct short_slots *table,
                       size_t count, uint32_t *term) {
  uint32_t most = 0;
  for (size_t i = 0; i < count; i++) {
    term[i] = short_words_find(table, b->slots[i], &b->keys[i]);
    most = term[i] > most ? term[i] : most;
  }
  return most == TERM_NONE;
}

/* Looks those up that are not short, and notes what then is not known. */
static size_t find_long(const assay_vocabulary *v, const struct tokens *t, size_t from,
                        size_t count, uint32_t *unknown) {
  size_t missing = 0;
  for (size_t i = from; i < from + count; i++) {
    if (t->term[i] != TERM_NONE) continue;
    const assay_str surface = token_form(t, i);
    if (!form_is_short(surface.len)) t->term[i] = forms_find(&v->forms, surface);
    if (t->term[i] == TERM_NONE) unknown[missing++] = (uint32_t)i;
  }
  return missing;
}

/* Looks tokens up, and notes those that are not known, in order. Returns how many. */
static size_t find_known(const assay_vocabulary *v, const struct tokens *t, size_t from,
                         size_t count, uint32_t *unknown) {
  const struct short_slots *table = short_words_slots(&v->forms.shorts);
  struct batch batches[2];
  size_t missing = 0;
  size_t next = count < BATCH ? count : BATCH; /* of the batch that is being fetched */
  if (count > 0) batch_prepare(&batches[0], table, t, from, next);
  for (size_t done = 0; done < count;) {
    const size_t n = next, at = done + n, first = from + done;
    next = count - at < BATCH ? count - at : BATCH;
    if (next > 0) batch_prepare(&batches[at / BATCH % 2], table, t, from + at, next);
    if (batch_find(&batches[done / BATCH % 2], table, n, t->term + first))
      missing += find_long(v, t, first, n, unknown + missing);
    done = at;
  }
  return missing;
}

/* In order: ids are by appearance. */
assay_status vocabulary_terms(assay_vocabulary *v, assay_str text, const uint32_t *begin,
                              const uint32_t *end, size_t count, uint32_t *term,
                              assay_error *err) {
  const struct tokens t = {text, begin, end, term};
  struct learner *l = NULL;
  assay_status status = ASSAY_OK;
  for (size_t from = 0; from < count && status == ASSAY_OK; from += CHUNK) {
    uint32_t unknown[CHUNK];
    const size_t n = count - from < CHUNK ? count - from : CHUNK;
    const size_t missing = find_known(v, &t, from, n, unknown);
    status = learn(v, &l, &t, unknown, missing, err);
  }
  keep_learner(v, l);
  return status;
}

/* -- Arrays beside it ---------------------------------------------------------------- */

/* Where the link is to one that this thread had, or else to the first. */
static struct spare **near_one(assay_vocabulary *v) {
  for (struct spare **link = &v->beside; *link; link = &(*link)->next)
    if (pthread_equal((*link)->owner, pthread_self())) return link;
  return &v->beside;
}

struct beside vocabulary_take_beside(assay_vocabulary *v) {
  struct beside beside = {NULL, 0};
  lock(v);
  struct spare **link = near_one(v), *spare = *link;
  if (spare) *link = spare->next;
  unlock(v);
  if (!spare) return beside;
  beside = (struct beside){spare, spare->size};
  memset(spare, 0, sizeof *spare);
  return beside;
}

void vocabulary_keep_beside(assay_vocabulary *v, struct beside beside) {
  struct spare *spare = beside.zeros;
  if (beside.size < sizeof *spare) {
    alloc_free(&v->alloc, spare, beside.size, 1);
    return;
  }
  spare->size = beside.size;
  spare->owner = pthread_self();
  lock(v);
  spare->next = v->beside;
  v->beside = spare;
  unlock(v);
}

const assay_allocator *vocabulary_allocator(const assay_vocabulary *v) {
  return &v->alloc;
}
