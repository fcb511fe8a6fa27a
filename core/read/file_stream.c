/*
** file_stream.c - large reads into one block. A small file is one read and no copy: its
** block is as large as it is.
*/
#include "read/file_stream.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/file.h"

#include <string.h>

enum { BLOCK = 256 * 1024 };

/* -- A file -------------------------------------------------------------------------- */

struct file_stream {
  struct stream base;
  assay_allocator alloc;
  struct file_in in;
  char *block;
  size_t room;
  uint64_t at; /* of the file: the bytes that were read */
  /* A piece begins behind the first line end at or behind from - 1, and ends with the
  ** first one at or behind to - 1. */
  uint64_t to;
  bool skip; /* to the first line end */
  bool ended;
};

static assay_status file_ended(struct file_stream *f, assay_error *err) {
  f->ended = true;
  return file_in_check(&f->in, err);
}

/* Reads one block; an empty one is the end of the file. */
static assay_status file_block(struct file_stream *f, assay_str *bytes,
                               assay_error *err) {
  size_t got = 0;
  if (!f->block) f->block = alloc_bytes(&f->alloc, f->room);
  if (!f->block) return error_memory(err, f->room);
  assay_status status = file_in_read(&f->in, f->block, f->room, &got, err);
  if (status != ASSAY_OK) return status;
  f->at += got;
  *bytes = (assay_str){f->block, got};
  return ASSAY_OK;
}

/* A regular file that gives less than was asked for is at its end. */
static assay_status file_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct file_stream *f = (struct file_stream *)s;
  *bytes = (assay_str){"", 0};
  if (f->ended) return ASSAY_OK;
  assay_status status = file_block(f, bytes, err);
  if (status != ASSAY_OK) return status;
  bool short_read = f->in.regular && bytes->len < f->room;
  if (bytes->len > 0 && !short_read) return ASSAY_OK;
  status = file_ended(f, err);
  if (status != ASSAY_OK) *bytes = (assay_str){"", 0};
  return status;
}

/* Straight into the buffer, and one byte more, so that the end is seen. */
static assay_status file_take(struct stream *s, struct buffer *out, assay_error *err) {
  struct file_stream *f = (struct file_stream *)s;
  if (f->ended) return ASSAY_OK;
  uint64_t left = f->in.size > f->at ? f->in.size - f->at : 0;
  for (;;) {
    size_t got = 0, more = left < PTRDIFF_MAX ? (size_t)left + 1 : BLOCK;
    size_t below = out->ceiling > out->len ? out->ceiling - out->len : 0;
    if (more > below) more = below + (below == 0);
    if (!buffer_reserve(out, more)) return buffer_status(out, "a document", err);
    assay_status status = file_in_read(
        &f->in, out->data + out->len,
        out->cap - out->len < below ? out->cap - out->len : below, &got, err);
    if (status != ASSAY_OK) return status;
    out->len += got;
    f->at += got;
    if (got == 0 || (f->in.regular && f->at >= f->in.size)) return file_ended(f, err);
    left = f->in.size > f->at ? f->in.size - f->at : BLOCK - 1;
  }
}

static void file_close(struct stream *s) {
  struct file_stream *f = (struct file_stream *)s;
  assay_allocator alloc = f->alloc;
  file_in_close(&f->in);
  alloc_free(&alloc, f->block, f->room, 1);
  alloc_free(&alloc, f, 1, sizeof *f);
}

static struct file_stream *file_new(const assay_allocator *alloc) {
  assay_allocator a = alloc_or_default(alloc);
  struct file_stream *f = alloc_zero(&a, 1, sizeof *f);
  if (!f) return NULL;
  f->alloc = a;
  f->base.pull = file_pull;
  f->base.close = file_close;
  f->room = BLOCK;
  f->in.fd = -1;
  return f;
}

assay_status stream_of_file(struct stream **out, const char *path,
                            const assay_allocator *alloc, assay_error *err) {
  struct file_stream *f = file_new(alloc);
  if (!f) return error_memory(err, sizeof *f);
  assay_status status = file_in_open(&f->in, path, err);
  if (status != ASSAY_OK) {
    file_close(&f->base);
    return status;
  }
  if (f->in.size < BLOCK) f->room = (size_t)f->in.size + 1;
  f->base.take = file_take;
  *out = &f->base;
  return ASSAY_OK;
}

assay_status stream_of_stdin(struct stream **out, const assay_allocator *alloc,
                             assay_error *err) {
  struct file_stream *f = file_new(alloc);
  if (!f) return error_memory(err, sizeof *f);
  file_in_stdin(&f->in);
  *out = &f->base;
  return ASSAY_OK;
}

/* -- A piece of a file -------------------------------------------------------------- */

/* Drops what belongs to the piece before: all up to the first line end. */
static void piece_skip(struct file_stream *f, assay_str *bytes) {
  const char *end = bytes->len > 0 ? memchr(bytes->ptr, '\n', bytes->len) : NULL;
  size_t drop = end ? (size_t)(end - bytes->ptr) + 1 : bytes->len;
  f->skip = !end;
  bytes->ptr += drop;
  bytes->len -= drop;
}

/* Cuts the piece behind the line end at or behind to - 1; bytes end at f->at. */
static void piece_cut(struct file_stream *f, assay_str *bytes) {
  if (f->at < f->to || bytes->len == 0) return;
  uint64_t begin = f->at - bytes->len;
  size_t from = f->to - 1 > begin ? (size_t)(f->to - 1 - begin) : 0;
  const char *end = memchr(bytes->ptr + from, '\n', bytes->len - from);
  if (!end) return;
  bytes->len = (size_t)(end - bytes->ptr) + 1;
  f->ended = true;
}

static assay_status piece_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct file_stream *f = (struct file_stream *)s;
  *bytes = (assay_str){"", 0};
  while (!f->ended) {
    assay_status status = file_block(f, bytes, err);
    if (status != ASSAY_OK) return status;
    if (bytes->len == 0) break;
    if (f->skip) {
      piece_skip(f, bytes);
      /* No line begins in the piece: it is inside one that is long. */
      if (f->skip && f->at >= f->to) break;
      /* The line that begins next begins behind the piece: it is not ours. */
      if (!f->skip && f->at - bytes->len >= f->to) {
        bytes->len = 0;
        break;
      }
    }
    if (bytes->len == 0) continue;
    piece_cut(f, bytes);
    if (f->ended) {
      status = file_in_check(&f->in, err);
      if (status != ASSAY_OK) bytes->len = 0;
      return status;
    }
    return ASSAY_OK;
  }
  return f->ended ? ASSAY_OK : file_ended(f, err);
}

assay_status stream_of_piece(struct stream **out, const char *path, uint64_t from,
                             uint64_t to, const assay_allocator *alloc,
                             assay_error *err) {
  struct stream *made = NULL;
  assay_status status = stream_of_file(&made, path, alloc, err);
  if (status != ASSAY_OK) return status;
  struct file_stream *f = (struct file_stream *)made;
  f->base.pull = piece_pull;
  f->base.take = NULL;
  f->skip = from > 0;
  f->to = to;
  if (from > 0) {
    f->at = from - 1;
    status = file_in_seek(&f->in, from - 1, err);
  }
  if (status != ASSAY_OK)
    stream_close(made);
  else
    *out = made;
  return status;
}

static uint64_t count_line_ends(assay_str bytes) {
  uint64_t count = 0;
  for (size_t i = 0; i < bytes.len; i++) count += bytes.ptr[i] == '\n';
  return count;
}

assay_status file_count_lines(const char *path, uint64_t from, uint64_t to,
                              const assay_allocator *alloc, uint64_t *lines,
                              assay_error *err) {
  struct stream *made = NULL;
  uint64_t count = 0;
  assay_status status = stream_of_file(&made, path, alloc, err);
  if (status != ASSAY_OK) return status;
  struct file_stream *f = (struct file_stream *)made;
  f->at = from;
  status = file_in_seek(&f->in, from, err);
  while (status == ASSAY_OK && f->at < to) {
    assay_str bytes = {NULL, 0};
    status = file_block(f, &bytes, err);
    if (status != ASSAY_OK || bytes.len == 0) break;
    if (f->at > to) bytes.len -= (size_t)(f->at - to);
    count += count_line_ends(bytes);
  }
  stream_close(made);
  if (status == ASSAY_OK) *lines = count;
  return status;
}

/* -- A look at the first bytes ------------------------------------------------------ */

struct peeked {
  struct stream base;
  assay_allocator alloc;
  struct stream *under;
  struct buffer head;   /* where the first piece was too short */
  assay_str waiting[2]; /* to be given before under is pulled: the head, and what is left
                        ** of the piece that filled it */
};

static assay_status peeked_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct peeked *p = (struct peeked *)s;
  for (int i = 0; i < 2; i++) {
    if (p->waiting[i].len == 0) continue;
    *bytes = p->waiting[i];
    p->waiting[i].len = 0;
    return ASSAY_OK;
  }
  return stream_pull(p->under, bytes, err);
}

static assay_status peeked_take(struct stream *s, struct buffer *out, assay_error *err) {
  struct peeked *p = (struct peeked *)s;
  for (int i = 0; i < 2; i++) {
    buffer_add_str(out, p->waiting[i]);
    p->waiting[i].len = 0;
  }
  if (out->failed != ASSAY_OK) return buffer_status(out, "a document", err);
  return stream_take(p->under, out, err);
}

static void peeked_close(struct stream *s) {
  struct peeked *p = (struct peeked *)s;
  assay_allocator alloc = p->alloc;
  buffer_free(&p->head);
  alloc_free(&alloc, p, 1, sizeof *p);
}

static assay_status peeked_fill(struct peeked *p, size_t most, assay_error *err) {
  assay_str piece = {"", 0};
  assay_status status = stream_pull(p->under, &piece, err);
  if (status != ASSAY_OK || piece.len >= most) {
    p->waiting[0] = piece;
    return status;
  }
  while (status == ASSAY_OK && piece.len > 0 && p->head.len < most) {
    size_t used = most - p->head.len < piece.len ? most - p->head.len : piece.len;
    buffer_add(&p->head, piece.ptr, used);
    p->waiting[1] = (assay_str){piece.ptr + used, piece.len - used};
    if (p->waiting[1].len > 0 || p->head.failed != ASSAY_OK) break;
    status = stream_pull(p->under, &piece, err);
  }
  p->waiting[0] = buffer_str(&p->head);
  if (status == ASSAY_OK) status = buffer_status(&p->head, "the first bytes", err);
  return status;
}

assay_status stream_peek(struct stream **out, struct stream *under, size_t most,
                         assay_str *head, const assay_allocator *alloc,
                         assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct peeked *p = alloc_zero(&a, 1, sizeof *p);
  if (!p) return error_memory(err, sizeof *p);
  p->alloc = a;
  p->base.pull = peeked_pull;
  p->base.close = peeked_close;
  p->base.take = peeked_take;
  p->under = under;
  buffer_init(&p->head, &a, BUFFER_NO_CEILING);
  assay_status status = peeked_fill(p, most, err);
  if (status != ASSAY_OK) {
    peeked_close(&p->base);
    return status;
  }
  *head = p->waiting[0];
  if (head->len > most) head->len = most;
  *out = &p->base;
  return ASSAY_OK;
}
