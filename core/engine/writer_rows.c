/*
** writer_rows.c - the rows of a table, one after the other. With a crew, each worker
** makes blocks of rows, and hands on those that are next, so that the sink sees what one
** thread would have given.
*/
#include "base/alloc.h"
#include "base/error.h"
#include "engine/writer_private.h"

#include <pthread.h>

enum { BLOCK_ROWS = 4 * 1024, LEAST_BLOCKS = 8, BLOCKS_PER_WORKER = 4 };

struct row_worker {
  struct writer writer;
  struct rows_cursor cursor;
  struct cell *cells;
};

struct block { /* of rows */
  struct buffer out;
  bool made;   /* and not handed on yet */
  bool failed; /* there was no memory for it */
};

struct row_job {
  struct writer *w;
  const struct rows *rows;
  writer_row *put;
  struct row_worker *workers;
  size_t worker_count;
  struct block *blocks; /* block i is at i % block_count until it was handed on */
  size_t block_count;
  pthread_mutex_t lock; /* guards what follows, and made */
  pthread_cond_t changed;
  size_t turn; /* the block to be handed on next */
  bool busy;   /* somebody hands blocks on, who alone uses w */
  bool failed; /* w has */
};

static bool keep(void *ctx, assay_str bytes) {
  struct buffer *out = ctx;
  buffer_add_str(out, bytes);
  return out->failed == ASSAY_OK;
}

static void make_block(struct row_job *job, struct row_worker *r, struct block *b,
                       size_t block) {
  const size_t begin = block * BLOCK_ROWS, left = job->rows->count - begin;
  const size_t end = begin + (left < BLOCK_ROWS ? left : BLOCK_ROWS);
  buffer_clear(&b->out);
  r->writer.sink_ctx = &b->out;
  rows_seek(&r->cursor, begin);
  for (size_t row = begin; row < end && rows_next(&r->cursor, r->cells); row++)
    job->put(&r->writer, job->rows, row, r->cells);
  writer_flush(&r->writer);
  b->failed = writer_failed(&r->writer);
}

/* In pieces as the sink expects them, without another copy. */
static void hand_on(struct writer *w, const struct block *b) {
  assay_str bytes = buffer_str(&b->out);
  if (b->failed) writer_fail(w, ASSAY_ENOMEM);
  while (bytes.len > 0 && !writer_failed(w)) {
    const assay_str piece = {bytes.ptr,
                             bytes.len < WRITER_PIECE ? bytes.len : WRITER_PIECE};
    if (!w->sink(w->sink_ctx, piece)) writer_fail(w, ASSAY_EIO);
    bytes.ptr += piece.len;
    bytes.len -= piece.len;
  }
}

/* All that are next. Called with the lock held, which it gives up meanwhile. */
static void hand_on_made(struct row_job *job) {
  struct block *b = &job->blocks[job->turn % job->block_count];
  if (job->busy) return;
  job->busy = true;
  while (b->made) {
    pthread_mutex_unlock(&job->lock);
    hand_on(job->w, b);
    pthread_mutex_lock(&job->lock);
    b->made = false;
    job->failed = writer_failed(job->w);
    b = &job->blocks[++job->turn % job->block_count];
    pthread_cond_broadcast(&job->changed);
  }
  job->busy = false;
}

/* Nobody waits for a turn: blocks that are made lie there until it comes. Only when there
** are too many of them, as the sink is slow. */
static assay_status put_block(void *ctx, size_t worker, size_t block, assay_error *err) {
  struct row_job *job = ctx;
  struct block *b = &job->blocks[block % job->block_count];
  pthread_mutex_lock(&job->lock);
  while (block >= job->turn + job->block_count)
    pthread_cond_wait(&job->changed, &job->lock);
  pthread_mutex_unlock(&job->lock);
  make_block(job, &job->workers[worker], b, block);
  pthread_mutex_lock(&job->lock);
  b->made = true;
  hand_on_made(job);
  const bool failed = job->failed;
  pthread_mutex_unlock(&job->lock);
  /* Only to stop the others; w knows why. */
  return failed ? error_set(err, ASSAY_EIO, "rows cannot be written") : ASSAY_OK;
}

static bool open_worker(struct row_job *job, struct row_worker *r) {
  struct writer *w = &r->writer;
  if (!rows_fork(job->rows, &r->cursor)) return false;
  *w = (struct writer){.options = job->w->options, .sink = keep, .alloc = job->w->alloc};
  buffer_init(&w->scratch, &w->alloc, BUFFER_NO_CEILING);
  w->piece = alloc_bytes(&w->alloc, WRITER_PIECE);
  r->cells = writer_cells(w, job->rows);
  job->worker_count++;
  return w->piece && r->cells;
}

static void close_worker(struct row_job *job, struct row_worker *r) {
  rows_join(&r->cursor);
  writer_free_cells(&r->writer, job->rows, r->cells);
  alloc_free(&r->writer.alloc, r->writer.piece, WRITER_PIECE, 1);
  buffer_free(&r->writer.scratch);
}

static bool open_job(struct row_job *job, size_t workers) {
  const assay_allocator *a = &job->w->alloc;
  job->workers = alloc_zero(a, workers, sizeof *job->workers);
  job->blocks = alloc_zero(a, workers * BLOCKS_PER_WORKER, sizeof *job->blocks);
  if (!job->workers || !job->blocks) return false;
  job->block_count = workers * BLOCKS_PER_WORKER;
  for (size_t i = 0; i < job->block_count; i++)
    buffer_init(&job->blocks[i].out, a, BUFFER_NO_CEILING);
  for (size_t i = 0; i < workers; i++)
    if (!open_worker(job, &job->workers[i])) return false;
  return true;
}

static void close_job(struct row_job *job, size_t workers) {
  const assay_allocator *a = &job->w->alloc;
  for (size_t i = 0; i < job->worker_count; i++) close_worker(job, &job->workers[i]);
  for (size_t i = 0; i < job->block_count; i++) buffer_free(&job->blocks[i].out);
  alloc_free(a, job->workers, workers, sizeof *job->workers);
  alloc_free(a, job->blocks, workers * BLOCKS_PER_WORKER, sizeof *job->blocks);
}

/* False, and nothing was written, if it cannot be done so. */
static bool put_by_crew(struct writer *w, const struct rows *rows, writer_row *put) {
  const size_t blocks = (rows->count + BLOCK_ROWS - 1) / BLOCK_ROWS;
  const size_t workers = crew_size(w->crew);
  struct row_job job = {.w = w, .rows = rows, .put = put};
  if (workers < 2 || blocks < LEAST_BLOCKS) return false;
  const bool ready = open_job(&job, workers);
  if (ready) {
    writer_flush(w);
    pthread_mutex_init(&job.lock, NULL);
    pthread_cond_init(&job.changed, NULL);
    crew_run(w->crew, blocks, put_block, &job, NULL);
    pthread_cond_destroy(&job.changed);
    pthread_mutex_destroy(&job.lock);
  }
  close_job(&job, workers);
  return ready;
}

void writer_put_rows(struct writer *w, const struct rows *rows, writer_row *put) {
  if (put_by_crew(w, rows, put)) return;
  struct cell *cells = writer_cells(w, rows);
  if (!cells) return;
  struct rows_cursor cursor = rows_begin(rows);
  for (size_t row = 0; !writer_failed(w) && rows_next(&cursor, cells); row++)
    put(w, rows, row, cells);
  writer_free_cells(w, rows, cells);
}
