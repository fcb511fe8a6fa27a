/*
** output.c - a report to standard output, piece by piece, or to a file, at once.
*/
#include "cli/output.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/scratch.h"
#include "base/table.h"
#include "cli/interrupt.h"

#include <string.h>

enum { PIECE_BYTES = 64 * 1024, MOST_WAITING = 1024 * 1024 };

/* -- Choosing --------------------------------------------------------------------- */

static bool format_from_path(const char *path, enum format *out) {
  const char *slash = strrchr(path, '/');
  const char *dot = strrchr(slash ? slash : path, '.');
  if (!dot) return false;
  if (strcmp(dot, ".txt") == 0) {
    *out = FORMAT_TABLE;
    return true;
  }
  return format_from_name(str_from(dot + 1), out);
}

assay_status output_check_place(const char *path, assay_error *err) {
  struct file_info info;
  struct arena arena;
  if (path[0] == '\0')
    return error_set(err, ASSAY_EARG,
                     "where should the output go? -o needs the name of "
                     "a file");
  if (file_stat(path, &info, NULL) == ASSAY_OK) {
    if (info.kind != FILE_FOLDER) return ASSAY_OK;
    return error_set(err, ASSAY_EARG, "cannot write to '%s': is a folder", path);
  }
  const char *slash = strrchr(path, '/');
  if (!slash) return ASSAY_OK;
  arena_init(&arena, NULL);
  assay_str folder = arena_copy(&arena, (assay_str){path, (size_t)(slash - path) + 1});
  assay_error reason;
  assay_status status = ASSAY_OK;
  if (!folder.ptr)
    status = error_memory(err, 0);
  else if (file_stat(folder.ptr, &info, &reason) != ASSAY_OK)
    status = error_set(err, ASSAY_EARG, "cannot write to '%s': '%s': %s", path,
                       folder.ptr, reason.message);
  arena_free(&arena);
  return status;
}

assay_status output_choose(struct output *out, const struct options *options,
                           const struct terminal *terminal, assay_error *err) {
  struct output result;
  memset(&result, 0, sizeof result);
  bool to_file = options->output && strcmp(options->output, "-") != 0;
  bool to_terminal = !to_file && terminal->out;
  result.path = to_file ? options->output : NULL;
  result.writer.format = to_terminal ? FORMAT_TABLE : FORMAT_TSV;
  assay_status status = to_file ? output_check_place(result.path, err) : ASSAY_OK;
  if (status != ASSAY_OK) return status;
  if (options_has_format(options))
    result.writer.format = options->format;
  else if (to_file && !format_from_path(result.path, &result.writer.format))
    return error_set(err, ASSAY_EARG,
                     "the suffix of '%s' names no format: known are .txt .tsv .csv .json "
                     ".jsonl .md; or say --tsv, --csv ...",
                     result.path);
  result.writer.width = options->width > 0 ? options->width
                        : to_terminal      ? terminal->width
                                           : 0;
  result.writer.color = !to_file && terminal_color(options->color, to_terminal);
  result.writer.escape = to_terminal;
  *out = result;
  return ASSAY_OK;
}

/* -- Standard output -------------------------------------------------------------- */

struct stream {
  struct buffer piece;
  bool closed; /* by its reader */
  assay_status status;
  assay_error *err;
};

static bool stream_flush(struct stream *s) {
  if (interrupt_requested())
    s->status = error_set(s->err, ASSAY_ECANCELLED, "interrupted");
  else if (s->piece.failed != ASSAY_OK)
    s->status = buffer_status(&s->piece, "the output", s->err);
  else
    s->status = file_write_stdout(buffer_str(&s->piece), &s->closed, s->err);
  buffer_clear(&s->piece);
  return s->status == ASSAY_OK && !s->closed;
}

static bool stream_sink(void *ctx, assay_str bytes) {
  struct stream *s = ctx;
  while (bytes.len > 0) {
    size_t room = PIECE_BYTES - s->piece.len;
    size_t len = bytes.len < room ? bytes.len : room;
    buffer_add(&s->piece, bytes.ptr, len);
    bytes.ptr += len;
    bytes.len -= len;
    bool full = s->piece.len == PIECE_BYTES || s->piece.failed != ASSAY_OK;
    if (full && !stream_flush(s)) return false;
  }
  return true;
}

static void stream_init(struct stream *s, assay_error *err) {
  memset(s, 0, sizeof *s);
  buffer_init(&s->piece, NULL, PIECE_BYTES);
  s->err = err;
}

/* `written` is what the writer said; when the sink stopped it, the sink knows why. */
static assay_status stream_finish(struct stream *s, assay_status written) {
  if (written == ASSAY_OK) stream_flush(s);
  buffer_free(&s->piece);
  if (s->closed) return ASSAY_OK;
  return s->status != ASSAY_OK ? s->status : written;
}

assay_status output_text(assay_str text, assay_error *err) {
  struct stream s;
  stream_init(&s, err);
  stream_sink(&s, text);
  return stream_finish(&s, s.status);
}

static assay_status write_stdout(const struct output *output, const struct report *report,
                                 assay_error *err) {
  struct stream s;
  assay_error own; /* the writer's error would cover the stream's */
  stream_init(&s, err);
  assay_status status = report_write(report, &output->writer, stream_sink, &s, &own);
  bool mine = status != ASSAY_OK && s.status == ASSAY_OK && !s.closed;
  if (mine && err) *err = own;
  return stream_finish(&s, status);
}

/* -- A file ----------------------------------------------------------------------- */

/* Bytes that come before the file may be written: the last of them in memory, what is
** before in a scratch file. */
struct waiting {
  struct buffer bytes;
  struct scratch scratch;
  uint64_t filed;
  assay_status status;
  assay_error *err;
};

static bool waiting_file(struct waiting *w) {
  if (w->scratch.fd < 0) w->status = scratch_open(&w->scratch, w->err);
  if (w->status == ASSAY_OK)
    w->status = scratch_write(&w->scratch, w->filed, buffer_str(&w->bytes), w->err);
  w->filed += w->bytes.len;
  buffer_clear(&w->bytes);
  return w->status == ASSAY_OK;
}

static bool waiting_sink(void *ctx, assay_str bytes) {
  struct waiting *w = ctx;
  buffer_add_str(&w->bytes, bytes);
  if (w->bytes.failed != ASSAY_OK)
    w->status = buffer_status(&w->bytes, "the output", w->err);
  if (w->status == ASSAY_OK && w->bytes.len > MOST_WAITING) waiting_file(w);
  return w->status == ASSAY_OK && !interrupt_requested();
}

static assay_status write_file(const struct output *output, const struct report *report,
                               assay_error *err) {
  struct waiting w = {.scratch = {-1}, .err = err};
  assay_error own; /* the writer's error would cover the sink's */
  buffer_init(&w.bytes, NULL, BUFFER_NO_CEILING);
  assay_status status = report_write(report, &output->writer, waiting_sink, &w, &own);
  if (w.status != ASSAY_OK)
    status = w.status;
  else if (status != ASSAY_OK && err)
    *err = own;
  if (interrupt_requested()) status = error_set(err, ASSAY_ECANCELLED, "interrupted");
  if (status == ASSAY_OK) {
    interrupt_hold();
    status = file_write_scratch(output->path, &w.scratch, w.filed, buffer_str(&w.bytes),
                                interrupt_waits, err);
  }
  scratch_close(&w.scratch);
  buffer_free(&w.bytes);
  return status;
}

assay_status output_write(const struct output *output, const struct report *report,
                          assay_error *err) {
  return output->path ? write_file(output, report, err)
                      : write_stdout(output, report, err);
}
