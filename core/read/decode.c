/*
** decode.c - a stream made UTF-8 piece by piece. What is UTF-8 already is handed on
** without being copied, but for a character that two pieces share.
*/
#include "read/decode.h"

#include "base/alloc.h"
#include "text/utf8.h"

#include <string.h>

struct decode {
  struct stream stream;
  struct stream *source;
  struct decoding *how;
  enum encoding wanted;
  assay_allocator alloc;
  struct buffer head; /* the first bytes, until they are given */
  struct buffer out;  /* a piece that had to change */
  char carry[4];      /* the beginning of a character that the last piece cut */
  size_t carried;
  bool decided, ended;
  bool beyond_ascii; /* has any character been seen that is not ASCII? */
};

static bool is_wide(enum encoding encoding) {
  return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

/* Bytes at the end of s that may be the beginning of a character. */
static size_t cut_utf8(assay_str s) {
  for (size_t back = 1; back <= 3 && back <= s.len; back++) {
    unsigned char c = (unsigned char)s.ptr[s.len - back];
    if (c < 0x80) return 0;
    if (c < 0xC0) continue;
    size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

static size_t cut_utf16(assay_str s, bool big) {
  size_t odd = s.len % 2;
  if (s.len - odd < 2) return s.len;
  unsigned char high = (unsigned char)s.ptr[s.len - odd - (big ? 2 : 1)];
  return high >= 0xD8 && high <= 0xDB ? odd + 2 : odd;
}

static bool has_beyond_ascii(assay_str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] >= 0x80) return true;
  return false;
}

/* -- The head ------------------------------------------------------------------------ */

static assay_status take_head(struct decode *d, assay_error *err) {
  while (d->head.len < DECODE_HEAD && !d->ended) {
    assay_str piece;
    assay_status status = stream_pull(d->source, &piece, err);
    if (status != ASSAY_OK) return status;
    d->ended = piece.len == 0;
    buffer_add_str(&d->head, piece);
    status = buffer_status(&d->head, "the head of a file", err);
    if (status != ASSAY_OK) return status;
  }
  return ASSAY_OK;
}

/* Decides by a copy of the first DECODE_HEAD bytes. */
static assay_status decide(struct decode *d, assay_error *err) {
  struct buffer sample;
  assay_str head = {d->head.data, DECODE_HEAD};
  head.len -= cut_utf8(head);
  buffer_init(&sample, &d->alloc, BUFFER_NO_CEILING);
  buffer_add_str(&sample, head);
  assay_status status = buffer_status(&sample, "the head of a file", err);
  if (status == ASSAY_OK) status = encoding_to_utf8(&sample, d->wanted, d->how, err);
  buffer_free(&sample);
  d->how->replaced = 0;
  return status;
}

static assay_status start(struct decode *d, assay_str *bytes, assay_error *err) {
  assay_status status = take_head(d, err);
  if (status != ASSAY_OK) return status;
  if (d->ended) {
    status = encoding_to_utf8(&d->head, d->wanted, d->how, err);
    d->decided = status == ASSAY_OK;
    if (status == ASSAY_OK) *bytes = buffer_str(&d->head);
    return status;
  }
  status = decide(d, err);
  if (status != ASSAY_OK) return status;
  d->decided = true;
  *bytes = buffer_str(&d->head);
  enum encoding encoding = d->how->encoding;
  size_t mark = encoding == ENCODING_UTF8 && memcmp(bytes->ptr, "\xEF\xBB\xBF", 3) == 0
                    ? 3
                : encoding == ENCODING_UTF16LE && memcmp(bytes->ptr, "\xFF\xFE", 2) == 0
                    ? 2
                : encoding == ENCODING_UTF16BE && memcmp(bytes->ptr, "\xFE\xFF", 2) == 0
                    ? 2
                    : 0;
  bytes->ptr += mark;
  bytes->len -= mark;
  /* Asked for, marked, or seen in the head: broken bytes do not change it again. */
  d->beyond_ascii = mark > 0 || d->wanted != ENCODING_AUTO ||
                    utf8_valid_prefix(*bytes) < DECODE_HEAD - 4;
  return ASSAY_OK;
}

/* -- What follows -------------------------------------------------------------------- */

/* Converts bytes that end with a whole character into d->out. */
static assay_status convert(struct decode *d, assay_str bytes, assay_error *err) {
  struct decoding how;
  buffer_clear(&d->out);
  buffer_add_str(&d->out, bytes);
  assay_status status = buffer_status(&d->out, "a piece of text", err);
  /* In the middle of a text U+FEFF is a character, which the conversion would drop. */
  bool mark = is_wide(d->how->encoding) && bytes.len >= 2 &&
              memcmp(bytes.ptr,
                     d->how->encoding == ENCODING_UTF16LE ? "\xFF\xFE" : "\xFE\xFF",
                     2) == 0;
  if (status == ASSAY_OK) status = encoding_to_utf8(&d->out, d->how->encoding, &how, err);
  if (status != ASSAY_OK) return status;
  d->how->replaced += how.replaced;
  if (!mark) return ASSAY_OK;
  if (!buffer_reserve(&d->out, 3)) return buffer_status(&d->out, "a piece of text", err);
  memmove(d->out.data + 3, d->out.data, d->out.len);
  memcpy(d->out.data, "\xEF\xBB\xBF", 3);
  d->out.len += 3;
  return ASSAY_OK;
}

/* A piece that claims to be UTF-8. Broken bytes in what was ASCII so far say that it is
** Windows-1252 instead. */
static assay_status check_utf8(struct decode *d, assay_str *bytes, assay_error *err) {
  size_t valid = utf8_valid_prefix(*bytes);
  if (!d->beyond_ascii)
    d->beyond_ascii = has_beyond_ascii((assay_str){bytes->ptr, valid});
  if (valid == bytes->len) return ASSAY_OK;
  if (!d->beyond_ascii) {
    d->how->encoding = ENCODING_WINDOWS_1252;
    d->how->decided_by = "not valid UTF-8";
    assay_status status = convert(d, *bytes, err);
    if (status == ASSAY_OK) *bytes = buffer_str(&d->out);
    return status;
  }
  size_t replaced = 0;
  buffer_clear(&d->out);
  utf8_repair(*bytes, &d->out, &replaced);
  d->how->replaced += replaced;
  *bytes = buffer_str(&d->out);
  return buffer_status(&d->out, "a piece of text", err);
}

/* Puts what the last piece left before this one, and keeps back what this one cuts. */
static assay_status join_carry(struct decode *d, struct buffer *joined, assay_str *bytes,
                               assay_error *err) {
  enum encoding encoding = d->how->encoding;
  if (d->carried > 0) {
    buffer_clear(joined);
    buffer_add(joined, d->carry, d->carried);
    buffer_add_str(joined, *bytes);
    assay_status status = buffer_status(joined, "a piece of text", err);
    if (status != ASSAY_OK) return status;
    *bytes = buffer_str(joined);
    d->carried = 0;
  }
  if (d->ended) return ASSAY_OK;
  size_t cut = encoding == ENCODING_UTF8 ? cut_utf8(*bytes)
               : is_wide(encoding)       ? cut_utf16(*bytes, encoding == ENCODING_UTF16BE)
                                         : 0;
  bytes->len -= cut;
  memcpy(d->carry, bytes->ptr + bytes->len, cut);
  d->carried = cut;
  return ASSAY_OK;
}

static assay_status convert_piece(struct decode *d, assay_str *bytes, assay_error *err) {
  /* The head's memory is free for joining once the head is given; the head itself has
  ** nothing before it. */
  assay_status status = join_carry(d, &d->head, bytes, err);
  if (status != ASSAY_OK) return status;
  if (d->how->encoding == ENCODING_UTF8) return check_utf8(d, bytes, err);
  status = convert(d, *bytes, err);
  if (status == ASSAY_OK) *bytes = buffer_str(&d->out);
  return status;
}

static assay_status decode_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct decode *d = (struct decode *)s;
  assay_str piece = {"", 0};
  if (!d->decided) {
    assay_status status = start(d, &piece, err);
    if (status != ASSAY_OK) return status;
    *bytes = piece;
    return d->ended ? ASSAY_OK : convert_piece(d, bytes, err);
  }
  do { /* a piece may be all carry */
    *bytes = (assay_str){"", 0};
    if (d->ended && d->carried == 0) return ASSAY_OK;
    if (!d->ended) {
      assay_status status = stream_pull(d->source, &piece, err);
      if (status != ASSAY_OK) return status;
      d->ended = piece.len == 0;
    }
    if (d->ended && d->carried == 0) return ASSAY_OK;
    assay_status status = convert_piece(d, &piece, err);
    if (status != ASSAY_OK) return status;
  } while (piece.len == 0);
  *bytes = piece;
  return ASSAY_OK;
}

static void decode_close(struct stream *s) {
  struct decode *d = (struct decode *)s;
  buffer_free(&d->head);
  buffer_free(&d->out);
  assay_allocator alloc = d->alloc;
  alloc_free(&alloc, d, 1, sizeof *d);
}

assay_status decode_open(struct stream **out, struct stream *source, enum encoding wanted,
                         struct decoding *how, const assay_allocator *alloc,
                         assay_error *err) {
  assay_allocator a = alloc_or_default(alloc);
  struct decode *d = alloc_zero(&a, 1, sizeof *d);
  if (!d) return error_memory(err, sizeof *d);
  d->stream.pull = decode_pull;
  d->stream.close = decode_close;
  d->source = source;
  d->how = how;
  d->wanted = wanted;
  d->alloc = a;
  memset(how, 0, sizeof *how);
  buffer_init(&d->head, &a, BUFFER_NO_CEILING);
  buffer_init(&d->out, &a, BUFFER_NO_CEILING);
  *out = &d->stream;
  return ASSAY_OK;
}
