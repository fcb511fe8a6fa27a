/*
** ahead.c - a ring of batches between two threads. The reader fills the next batch
** without a lock and hands it over whole, so that small records do not cost a wake-up
** each.
*/
#include "corpus/ahead.h"

#include "base/alloc.h"
#include "base/error.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

/* A text that was not taken over gives its memory back when it has more than this. */
enum { KEPT_BYTES = 64 * 1024 };

struct entry { /* what source_next gave */
  struct record record;
  struct buffer name; /* item.name */
  struct source_item item;
  bool more;
  assay_status status;
  assay_error err;
};

struct batch {
  struct entry entries[AHEAD_RECORDS];
  size_t count, bytes;
};

struct ahead {
  assay_allocator alloc;
  struct source *source;
  struct batch *batches; /* AHEAD_BATCHES */
  size_t at;             /* the caller's: entry of the batch that it reads */
  pthread_t thread;
  pthread_mutex_t lock; /* guards what follows */
  pthread_cond_t changed;
  size_t made, used; /* batches so far */
  atomic_bool stop;
};

/* -- The reader ---------------------------------------------------------------------- */

static void read_entry(struct ahead *a, struct entry *e) {
  assay_error err;
  e->status = source_next(a->source, &e->record, &e->item, &e->more, &e->err);
  buffer_clear(&e->name);
  buffer_add_str(&e->name, e->item.name);
  e->item.name = buffer_str(&e->name);
  e->item.file.ptr = e->item.name.ptr; /* the name begins with it */
  assay_status kept = buffer_status(&e->name, "the name of a document", &err);
  if (kept == ASSAY_OK) return;
  e->status = kept;
  e->err = err;
  e->item.name = e->item.file = (assay_str){"", 0};
  e->more = false;
}

/* Returns whether there is more. */
static bool fill_batch(struct ahead *a, struct batch *b) {
  bool more = true;
  b->count = b->bytes = 0;
  while (more && b->count < AHEAD_RECORDS && b->bytes < AHEAD_BYTES &&
         !atomic_load(&a->stop)) {
    struct entry *e = &b->entries[b->count++];
    read_entry(a, e);
    b->bytes += e->record.text.len;
    more = e->more;
  }
  return more;
}

/* The next batch to fill, or NULL when nobody wants more. */
static struct batch *wait_for_room(struct ahead *a) {
  pthread_mutex_lock(&a->lock);
  while (a->made - a->used == AHEAD_BATCHES && !atomic_load(&a->stop))
    pthread_cond_wait(&a->changed, &a->lock);
  struct batch *b = &a->batches[a->made % AHEAD_BATCHES];
  pthread_mutex_unlock(&a->lock);
  return atomic_load(&a->stop) ? NULL : b;
}

static void *read_all(void *ctx) {
  struct ahead *a = ctx;
  struct batch *b;
  for (bool more = true; more && (b = wait_for_room(a)) != NULL;) {
    more = fill_batch(a, b);
    pthread_mutex_lock(&a->lock);
    a->made++;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
  }
  return NULL;
}

/* -- Opening ------------------------------------------------------------------------- */

/* With all signals blocked: those of the process are for the host. */
static bool start(struct ahead *a) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool started = pthread_create(&a->thread, NULL, read_all, a) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

static void release(struct ahead *a) {
  for (size_t i = 0; i < (size_t)AHEAD_BATCHES * AHEAD_RECORDS; i++) {
    struct entry *e = &a->batches[i / AHEAD_RECORDS].entries[i % AHEAD_RECORDS];
    record_free(&e->record);
    buffer_free(&e->name);
  }
  pthread_cond_destroy(&a->changed);
  pthread_mutex_destroy(&a->lock);
  assay_allocator alloc = a->alloc;
  alloc_free(&alloc, a->batches, AHEAD_BATCHES, sizeof *a->batches);
  alloc_free(&alloc, a, 1, sizeof *a);
}

assay_status ahead_open(struct ahead **out, struct source *source, size_t limit,
                        const assay_allocator *alloc, assay_error *err) {
  assay_allocator own = alloc_or_default(alloc);
  struct ahead *a = alloc_zero(&own, 1, sizeof *a);
  struct batch *batches = alloc_zero(&own, AHEAD_BATCHES, sizeof *batches);
  if (!a || !batches) {
    alloc_free(&own, a, 1, sizeof *a);
    alloc_free(&own, batches, AHEAD_BATCHES, sizeof *batches);
    return error_memory(err, 0);
  }
  a->alloc = own;
  a->source = source;
  a->batches = batches;
  atomic_init(&a->stop, false);
  pthread_mutex_init(&a->lock, NULL);
  pthread_cond_init(&a->changed, NULL);
  for (size_t i = 0; i < (size_t)AHEAD_BATCHES * AHEAD_RECORDS; i++) {
    struct entry *e = &a->batches[i / AHEAD_RECORDS].entries[i % AHEAD_RECORDS];
    record_init(&e->record, limit, &own);
    buffer_init(&e->name, &own, BUFFER_NO_CEILING);
  }
  *out = a;
  if (start(a)) return ASSAY_OK;
  release(a);
  *out = NULL;
  return ASSAY_OK;
}

void ahead_close(struct ahead *a) {
  if (!a) return;
  pthread_mutex_lock(&a->lock);
  atomic_store(&a->stop, true);
  pthread_cond_signal(&a->changed);
  pthread_mutex_unlock(&a->lock);
  pthread_join(a->thread, NULL);
  release(a);
}

/* -- The caller ---------------------------------------------------------------------- */

static void wait_for_batch(struct ahead *a) {
  pthread_mutex_lock(&a->lock);
  while (a->made == a->used) pthread_cond_wait(&a->changed, &a->lock);
  pthread_mutex_unlock(&a->lock);
}

static void give_back(struct ahead *a, struct batch *b) {
  for (size_t i = 0; i < b->count; i++)
    if (b->entries[i].record.text.cap > KEPT_BYTES)
      buffer_free(&b->entries[i].record.text);
  a->at = 0;
  pthread_mutex_lock(&a->lock);
  a->used++;
  pthread_cond_signal(&a->changed);
  pthread_mutex_unlock(&a->lock);
}

static void exchange(struct record *a, struct record *b) {
  struct record other = *a;
  *a = *b;
  *b = other;
}

assay_status ahead_next(struct ahead *a, struct record *record, struct source_item *item,
                        bool *more, assay_error *err) {
  struct batch *b = &a->batches[a->used % AHEAD_BATCHES];
  /* Only now: the names of the last record were borrowed until this call. */
  if (a->at > 0 && a->at == b->count) give_back(a, b);
  if (a->at == 0) wait_for_batch(a);
  b = &a->batches[a->used % AHEAD_BATCHES];
  struct entry *e = &b->entries[a->at++];
  exchange(record, &e->record);
  *item = e->item;
  *more = e->more;
  if (e->status != ASSAY_OK && err) *err = e->err;
  return e->status;
}
