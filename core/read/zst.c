/*
** zst.c - the door to libzstd. Pieces are unpacked to a block that is used again and
** again; a whole document to the buffer that it stays in.
*/
#include "read/zst.h"

#include "base/alloc.h"
#include "base/error.h"

#ifdef ASSAY_ZSTD

#include <zstd.h>
#include <zstd_errors.h>

/* What is made room for at once, on the word of the file and at most; and how much is
** unpacked before it is counted. */
enum { DECLARED_MOST = 64 * 1024 * 1024, STEP = 1024 * 1024 };

struct zst_stream {
  struct stream base;
  assay_allocator alloc;
  struct stream *packed;
  struct unpack_meter meter;
  ZSTD_DStream *handle;
  ZSTD_inBuffer in;  /* what is left of the packed piece */
  size_t wanted;     /* 0: between frames; else the frame goes on */
  uint64_t declared; /* by the first frame: unpacked bytes; 0: not known */
  char *block;       /* for pull */
  size_t room;
  bool ended;
  assay_status failed;
  assay_error err;
};

const char *zst_library_version(void) {
  return ZSTD_versionString();
}

static assay_status zst_broken(size_t code, assay_error *err) {
  if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge)
    return error_set(err, ASSAY_ELIMIT,
                     "the zst data look back further than the limit of 128 MiB (they "
                     "were packed with --long)");
  return error_set(err, ASSAY_EFORMAT, "the zst data are broken: %s",
                   ZSTD_getErrorName(code));
}

/* The next packed piece, where the one before is used up. */
static assay_status zst_feed(struct zst_stream *z, assay_error *err) {
  assay_str piece = {"", 0};
  if (z->in.pos < z->in.size || z->ended) return ASSAY_OK;
  assay_status status = stream_pull(z->packed, &piece, err);
  if (status != ASSAY_OK) return status;
  if (z->meter.packed == 0) {
    unsigned long long size = ZSTD_getFrameContentSize(piece.ptr, piece.len);
    if (size != ZSTD_CONTENTSIZE_UNKNOWN && size != ZSTD_CONTENTSIZE_ERROR)
      z->declared = size;
  }
  z->meter.packed += piece.len;
  z->in = (ZSTD_inBuffer){piece.ptr, piece.len, 0};
  z->ended = piece.len == 0;
  return ASSAY_OK;
}

/* Unpacks to `to`, which has room: *got is 0 only at the end. */
static assay_status zst_step(struct zst_stream *z, char *to, size_t room, size_t *got,
                             assay_error *err) {
  ZSTD_outBuffer out = {to, room, 0};
  while (out.pos == 0) {
    assay_status status = zst_feed(z, err);
    if (status != ASSAY_OK) return status;
    /* What is unpacked already may still wait to be flushed when the input has ended. */
    if (z->ended && z->wanted == 0) break;
    size_t used = z->in.pos;
    z->wanted = ZSTD_decompressStream(z->handle, &out, &z->in);
    if (ZSTD_isError(z->wanted)) return zst_broken(z->wanted, err);
    if (z->ended && out.pos == 0 && z->in.pos == used && z->wanted > 0)
      return error_set(err, ASSAY_EFORMAT,
                       "the zst data are broken: they end in the "
                       "middle");
  }
  *got = out.pos;
  return unpack_meter_add(&z->meter, out.pos, err);
}

/* A failure is for good. */
static assay_status zst_keep(struct zst_stream *z, assay_status status,
                             assay_error *err) {
  z->failed = status;
  if (status != ASSAY_OK && err) *err = z->err;
  return status;
}

static assay_status zst_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct zst_stream *z = (struct zst_stream *)s;
  size_t got = 0;
  *bytes = (assay_str){"", 0};
  if (z->failed != ASSAY_OK) return zst_keep(z, z->failed, err);
  if (!z->block) z->block = alloc_bytes(&z->alloc, z->room);
  if (!z->block) return error_memory(err, z->room);
  assay_status status = zst_step(z, z->block, z->room, &got, &z->err);
  if (status == ASSAY_OK) *bytes = (assay_str){z->block, got};
  return zst_keep(z, status, err);
}

static bool zst_make_room(const struct zst_stream *z, struct buffer *out) {
  uint64_t left = 0;
  if (z->declared > z->meter.unpacked) left = z->declared - z->meter.unpacked;
  if (left > DECLARED_MOST) left = DECLARED_MOST;
  if (left >= out->ceiling - out->len) left = 0;
  return buffer_reserve(out, (size_t)left + 1); /* one more, so that the end is seen */
}

static assay_status zst_take(struct stream *s, struct buffer *out, assay_error *err) {
  struct zst_stream *z = (struct zst_stream *)s;
  assay_status status = z->failed;
  size_t got = 1;
  while (status == ASSAY_OK && got > 0) {
    status = zst_feed(z, &z->err);
    if (status != ASSAY_OK || (z->ended && z->wanted == 0)) break;
    size_t room = out->cap < out->ceiling ? out->cap : out->ceiling;
    if (out->len == room && !zst_make_room(z, out))
      return buffer_status(out, "a document", err);
    room = (out->cap < out->ceiling ? out->cap : out->ceiling) - out->len;
    if (room > STEP) room = STEP;
    status = zst_step(z, out->data + out->len, room, &got, &z->err);
    out->len += got;
  }
  return zst_keep(z, status, err);
}

static void zst_close(struct stream *s) {
  struct zst_stream *z = (struct zst_stream *)s;
  assay_allocator alloc = z->alloc;
  ZSTD_freeDStream(z->handle);
  alloc_free(&alloc, z->block, z->room, 1);
  alloc_free(&alloc, z, 1, sizeof *z);
}

assay_status zst_unpack(struct stream **out, struct stream *packed,
                        const struct archive_limits *limits, const assay_allocator *alloc,
                        assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct zst_stream *z = alloc_zero(&a, 1, sizeof *z);
  if (!z) return error_memory(err, sizeof *z);
  z->base.pull = zst_pull;
  z->base.close = zst_close;
  z->base.take = zst_take;
  z->alloc = a;
  z->packed = packed;
  z->room = ZSTD_DStreamOutSize();
  unpack_meter_init(&z->meter, limits);
  z->handle = ZSTD_createDStream();
  if (!z->handle) {
    zst_close(&z->base);
    return error_memory(err, 0);
  }
  *out = &z->base;
  return ASSAY_OK;
}

#else

const char *zst_library_version(void) {
  return "";
}

assay_status zst_unpack(struct stream **out, struct stream *packed,
                        const struct archive_limits *limits, const assay_allocator *alloc,
                        assay_error *err) {
  (void)out, (void)packed, (void)limits, (void)alloc;
  return error_set(err, ASSAY_EFORMAT,
                   "this build does not unpack zst itself: install libzstd-dev and "
                   "build again");
}

#endif
