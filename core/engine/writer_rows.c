/*
** writer_rows.c - the rows of a table, one after the other. Where several threads may
** read them, each makes a block of rows and waits for its turn to hand it on, so that the
** sink sees what one thread would have given.
*/
#include "base/alloc.h"
#include "base/threads.h"
#include "engine/writer_private.h"

#include <pthread.h>

enum { BLOCK_ROWS = 8 * 1024, LEAST_BLOCKS = 4 };

struct row_thread {
  struct writer writer; /* into out */
  struct rows_cursor cursor;
  struct cell *cells;
  struct buffer out;
};

struct row_job {
  struct writer *w;
  const struct rows *rows;
  writer_row *put;
  struct row_thread *threads;
  size_t thread_count;
  pthread_mutex_t lock; /* guards what follows, and w */
  pthread_cond_t changed;
  size_t turn; /* the block to be handed on */
};

static bool keep(void *ctx, assay_str bytes) {
  struct buffer *out = ctx;
  buffer_add_str(out, bytes);
  return out->failed == ASSAY_OK;
}

/* In pieces as the sink expects them, without another copy. */
static void hand_on(struct writer *w, assay_str bytes) {
  while (bytes.len > 0 && !writer_failed(w)) {
    const assay_str piece = {bytes.ptr,
                             bytes.len < WRITER_PIECE ? bytes.len : WRITER_PIECE};
    if (!w->sink(w->sink_ctx, piece)) writer_fail(w, ASSAY_EIO);
    bytes.ptr += piece.len;
    bytes.len -= piece.len;
  }
}

static assay_status put_block(void *ctx, size_t worker, size_t block, assay_error *err) {
  struct row_job *job = ctx;
  struct row_thread *t = &job->threads[worker];
  const size_t begin = block * BLOCK_ROWS, left = job->rows->count - begin;
  const size_t end = begin + (left < BLOCK_ROWS ? left : BLOCK_ROWS);
  (void)err;
  buffer_clear(&t->out);
  rows_seek(&t->cursor, begin);
  for (size_t row = begin; row < end && rows_next(&t->cursor, t->cells); row++)
    job->put(&t->writer, job->rows, row, t->cells);
  writer_flush(&t->writer);
  pthread_mutex_lock(&job->lock);
  while (job->turn != block) pthread_cond_wait(&job->changed, &job->lock);
  if (writer_failed(&t->writer)) writer_fail(job->w, ASSAY_ENOMEM);
  hand_on(job->w, buffer_str(&t->out));
  const bool failed = writer_failed(job->w);
  job->turn++;
  pthread_cond_broadcast(&job->changed);
  pthread_mutex_unlock(&job->lock);
  return failed ? ASSAY_EIO : ASSAY_OK; /* only to stop the others; w knows why */
}

static bool open_thread(struct row_job *job, struct row_thread *t) {
  struct writer *w = &t->writer;
  if (!rows_fork(job->rows, &t->cursor)) return false;
  buffer_init(&t->out, &job->w->alloc, BUFFER_NO_CEILING);
  *w = (struct writer){.options = job->w->options, .sink = keep, .sink_ctx = &t->out};
  w->alloc = job->w->alloc;
  w->threads = 1;
  buffer_init(&w->scratch, &w->alloc, BUFFER_NO_CEILING);
  w->piece = alloc_bytes(&w->alloc, WRITER_PIECE);
  t->cells = writer_cells(w, job->rows);
  job->thread_count++;
  return w->piece && t->cells;
}

static void close_thread(struct row_job *job, struct row_thread *t) {
  rows_join(&t->cursor);
  writer_free_cells(&t->writer, job->rows, t->cells);
  alloc_free(&t->writer.alloc, t->writer.piece, WRITER_PIECE, 1);
  buffer_free(&t->writer.scratch);
  buffer_free(&t->out);
}

/* False, and nothing was written, if it cannot be done so. */
static bool put_by_threads(struct writer *w, const struct rows *rows, writer_row *put) {
  const size_t blocks = (rows->count + BLOCK_ROWS - 1) / BLOCK_ROWS;
  const size_t wanted = w->threads < THREADS_MOST ? w->threads : THREADS_MOST;
  struct row_job job = {.w = w, .rows = rows, .put = put};
  if (wanted < 2 || blocks < LEAST_BLOCKS) return false;
  job.threads = alloc_zero(&w->alloc, wanted, sizeof *job.threads);
  bool ready = job.threads;
  for (size_t i = 0; i < wanted && ready; i++) ready = open_thread(&job, &job.threads[i]);
  if (ready) {
    writer_flush(w);
    pthread_mutex_init(&job.lock, NULL);
    pthread_cond_init(&job.changed, NULL);
    threads_run(wanted, blocks, put_block, &job, NULL);
    pthread_cond_destroy(&job.changed);
    pthread_mutex_destroy(&job.lock);
  }
  for (size_t i = 0; i < job.thread_count; i++) close_thread(&job, &job.threads[i]);
  alloc_free(&w->alloc, job.threads, wanted, sizeof *job.threads);
  return ready;
}

void writer_put_rows(struct writer *w, const struct rows *rows, writer_row *put) {
  if (put_by_threads(w, rows, put)) return;
  struct cell *cells = writer_cells(w, rows);
  if (!cells) return;
  struct rows_cursor cursor = rows_begin(rows);
  for (size_t row = 0; !writer_failed(w) && rows_next(&cursor, cells); row++)
    put(w, rows, row, cells);
  writer_free_cells(w, rows, cells);
}
