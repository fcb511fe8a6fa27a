/*
** unpack_ahead.c - a ring of pieces between two threads. Pieces are copied into the ring:
** the stream below lends its bytes only until it is pulled again.
*/
#include "read/unpack_ahead.h"

#include "base/alloc.h"
#include "base/error.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

/* What is pulled before a thread is worth while. */
enum { ALONE_BYTES = 1024 * 1024 };

struct piece {
  char *bytes; /* UNPACK_AHEAD_BYTES */
  size_t len;
  assay_status status; /* of the pull behind it, where len is 0: ASSAY_OK is the end */
};

struct ahead_stream {
  struct stream base;
  assay_allocator alloc;
  struct stream *under;
  size_t pulled;       /* without a thread */
  bool cannot, begun;  /* no thread can be had; there is one */
  bool given;          /* the oldest piece is lent to the caller */
  bool over;           /* the last piece was given */
  assay_status failed; /* for good, when over */
  assay_error err;     /* of the thread until it has ended */
  struct piece pieces[UNPACK_AHEAD_PIECES];
  pthread_t thread;
  pthread_mutex_t lock; /* guards what follows */
  pthread_cond_t changed;
  size_t made, used;
  bool stop;
};

/* -- The thread ---------------------------------------------------------------------- */

/* The next piece to fill, or NULL when nobody wants more. */
static struct piece *wait_for_room(struct ahead_stream *a) {
  pthread_mutex_lock(&a->lock);
  while (a->made - a->used == UNPACK_AHEAD_PIECES && !a->stop)
    pthread_cond_wait(&a->changed, &a->lock);
  struct piece *piece = a->stop ? NULL : &a->pieces[a->made % UNPACK_AHEAD_PIECES];
  pthread_mutex_unlock(&a->lock);
  return piece;
}

static void hand_over(struct ahead_stream *a) {
  pthread_mutex_lock(&a->lock);
  a->made++;
  pthread_cond_signal(&a->changed);
  pthread_mutex_unlock(&a->lock);
}

static void *pull_all(void *ctx) {
  struct ahead_stream *a = ctx;
  assay_str rest = {"", 0};
  assay_status status = ASSAY_OK;
  for (bool more = true; more;) {
    struct piece *piece = wait_for_room(a);
    if (!piece) break;
    if (rest.len == 0) status = stream_pull(a->under, &rest, &a->err);
    if (status != ASSAY_OK) rest.len = 0;
    more = rest.len > 0;
    piece->len = rest.len < UNPACK_AHEAD_BYTES ? rest.len : UNPACK_AHEAD_BYTES;
    piece->status = status;
    if (more) memcpy(piece->bytes, rest.ptr, piece->len);
    rest.ptr += piece->len;
    rest.len -= piece->len;
    hand_over(a);
  }
  return NULL;
}

/* With all signals blocked: those of the process are for the host. Without a thread it
** goes on as it began. */
static void begin(struct ahead_stream *a) {
  sigset_t all, before;
  for (size_t i = 0; i < UNPACK_AHEAD_PIECES && !a->cannot; i++) {
    a->pieces[i].bytes = alloc_bytes(&a->alloc, UNPACK_AHEAD_BYTES);
    a->cannot = !a->pieces[i].bytes;
  }
  if (a->cannot) return;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  a->begun = pthread_create(&a->thread, NULL, pull_all, a) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  a->cannot = !a->begun;
}

/* -- The caller ---------------------------------------------------------------------- */

static assay_status end(struct ahead_stream *a, assay_status status, assay_error *err) {
  a->over = true;
  a->failed = status;
  if (status != ASSAY_OK && err) *err = a->err;
  return status;
}

static assay_status pull_here(struct ahead_stream *a, assay_str *bytes,
                              assay_error *err) {
  assay_status status = stream_pull(a->under, bytes, &a->err);
  if (status != ASSAY_OK || bytes->len == 0) return end(a, status, err);
  a->pulled += bytes->len;
  return ASSAY_OK;
}

static const struct piece *wait_for_piece(struct ahead_stream *a) {
  pthread_mutex_lock(&a->lock);
  if (a->given) a->used++;
  a->given = false;
  pthread_cond_signal(&a->changed);
  while (a->made == a->used) pthread_cond_wait(&a->changed, &a->lock);
  const struct piece *piece = &a->pieces[a->used % UNPACK_AHEAD_PIECES];
  pthread_mutex_unlock(&a->lock);
  return piece;
}

static assay_status ahead_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct ahead_stream *a = (struct ahead_stream *)s;
  *bytes = (assay_str){"", 0};
  if (a->over) return end(a, a->failed, err);
  if (!a->begun && !a->cannot && a->pulled >= ALONE_BYTES) begin(a);
  if (!a->begun) return pull_here(a, bytes, err);
  const struct piece *piece = wait_for_piece(a);
  a->given = true;
  if (piece->len == 0) return end(a, piece->status, err);
  *bytes = (assay_str){piece->bytes, piece->len};
  return ASSAY_OK;
}

/* Who unpacks to where the text stays needs no thread beside it. */
static assay_status ahead_take(struct stream *s, struct buffer *out, assay_error *err) {
  struct ahead_stream *a = (struct ahead_stream *)s;
  if (!a->begun && !a->over && a->under->take)
    return end(a, stream_take(a->under, out, &a->err), err);
  for (;;) {
    assay_str bytes;
    assay_status status = ahead_pull(s, &bytes, err);
    if (status != ASSAY_OK || bytes.len == 0) return status;
    buffer_add_str(out, bytes);
    if (out->failed != ASSAY_OK) return buffer_status(out, "a document", err);
  }
}

static void ahead_close(struct stream *s) {
  struct ahead_stream *a = (struct ahead_stream *)s;
  assay_allocator alloc = a->alloc;
  if (a->begun) {
    pthread_mutex_lock(&a->lock);
    a->stop = true;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
    pthread_join(a->thread, NULL);
  }
  for (size_t i = 0; i < UNPACK_AHEAD_PIECES; i++)
    alloc_free(&alloc, a->pieces[i].bytes, UNPACK_AHEAD_BYTES, 1);
  pthread_cond_destroy(&a->changed);
  pthread_mutex_destroy(&a->lock);
  alloc_free(&alloc, a, 1, sizeof *a);
}

assay_status unpack_ahead(struct stream **out, struct stream *under,
                          const assay_allocator *alloc, assay_error *err) {
  assay_allocator own = alloc_or_default(alloc);
  struct ahead_stream *a = alloc_zero(&own, 1, sizeof *a);
  if (!a) return error_memory(err, sizeof *a);
  a->base.pull = ahead_pull;
  a->base.close = ahead_close;
  a->base.take = ahead_take;
  a->alloc = own;
  a->under = under;
  pthread_mutex_init(&a->lock, NULL);
  pthread_cond_init(&a->changed, NULL);
  *out = &a->base;
  return ASSAY_OK;
}
