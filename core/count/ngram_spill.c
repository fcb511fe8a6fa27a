/*
** ngram_spill.c - packing and unpacking. Bytes go to the file in large pieces; what is
** read was written by this process a moment ago and is not checked again.
*/
#include "count/ngram_spill.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/varint.h"

#include <string.h>

enum { PIECE = 256 * 1024, HEAD = 20 };

void ngram_spill_init(struct ngram_spill *s, const assay_allocator *alloc) {
  memset(s, 0, sizeof *s);
  s->alloc = alloc_or_default(alloc);
  s->file.fd = -1;
  buffer_init(&s->tail, &s->alloc, BUFFER_NO_CEILING);
}

void ngram_spill_free(struct ngram_spill *s) {
  scratch_close(&s->file);
  buffer_free(&s->tail);
  ngram_spill_init(s, &s->alloc);
}

/* -- Writing ------------------------------------------------------------------------- */

static size_t varint_size(uint64_t value) {
  size_t size = 1;
  while ((value >>= 7) > 0) size++;
  return size;
}

static void spill_put_document(struct ngram_spill *s, const struct ngram_stream *stream,
                               size_t begin, size_t end) {
  const uint16_t *units = stream->units;
  size_t bytes = 0, count = 0;
  for (size_t i = begin; i < end; i++) {
    if (!ngram_begins_code(units[i])) continue;
    bytes += varint_size(ngram_code(units + i));
    count++;
  }
  varint_put(&s->tail, bytes);
  varint_put(&s->tail, count);
  if (!buffer_reserve(&s->tail, bytes)) return;
  char *out = s->tail.data + s->tail.len;
  for (size_t i = begin; i < end; i++) {
    if (!ngram_begins_code(units[i])) continue;
    uint32_t code = ngram_code(units + i);
    for (; code >= 0x80; code >>= 7) *out++ = (char)(code | 0x80);
    *out++ = (char)code;
  }
  s->tail.len += bytes;
}

/* Puts the tail into the file. */
static assay_status spill_flush(struct ngram_spill *s, assay_error *err) {
  assay_status status = buffer_status(&s->tail, "packed words", err);
  if (status == ASSAY_OK && s->file.fd < 0) status = scratch_open(&s->file, err);
  if (status == ASSAY_OK)
    status = scratch_write(&s->file, s->filed, buffer_str(&s->tail), err);
  if (status != ASSAY_OK) return status;
  s->filed += s->tail.len;
  buffer_clear(&s->tail);
  return ASSAY_OK;
}

assay_status ngram_spill_add(struct ngram_spill *s, const struct ngram_stream *stream,
                             assay_error *err) {
  assay_status status = ASSAY_OK;
  if (s->tail.len > 0) status = spill_flush(s, err); /* so that all below is new */
  if (status != ASSAY_OK) return status;
  const uint64_t before = s->filed;
  for (size_t d = 0; d < stream->document_count && status == ASSAY_OK; d++) {
    spill_put_document(s, stream, stream->starts[d], stream->starts[d + 1]);
    if (s->tail.len >= PIECE) status = spill_flush(s, err);
  }
  if (status == ASSAY_OK) status = buffer_status(&s->tail, "packed words", err);
  if (status == ASSAY_OK) {
    s->document_count += stream->document_count;
  } else {
    s->filed = before;
    buffer_clear(&s->tail);
  }
  return status;
}

/* -- Reading ------------------------------------------------------------------------- */

void spill_reader_init(struct spill_reader *r, const struct ngram_spill *s,
                       const struct ngram_stream *stream) {
  memset(r, 0, sizeof *r);
  r->spill = s;
  r->stream = stream;
  buffer_init(&r->data, &s->alloc, BUFFER_NO_CEILING);
}

void spill_reader_free(struct spill_reader *r) {
  buffer_free(&r->data);
  alloc_free(&r->spill->alloc, r->codes, r->cap, sizeof *r->codes);
}

/* Has `needed` bytes from `used` on, or as many as there are. */
static assay_status reader_fill(struct spill_reader *r, size_t needed, assay_error *err) {
  const struct ngram_spill *s = r->spill;
  if (r->data.len - r->used >= needed) return ASSAY_OK;
  if (r->used > 0) memmove(r->data.data, r->data.data + r->used, r->data.len - r->used);
  r->at += r->used;
  r->data.len -= r->used;
  r->used = 0;
  const size_t wanted = needed > PIECE ? needed : PIECE;
  if (!buffer_reserve(&r->data, wanted - r->data.len))
    return buffer_status(&r->data, "packed words", err);
  while (r->data.len < wanted) {
    const uint64_t next = r->at + r->data.len;
    size_t size = wanted - r->data.len;
    if (next < s->filed) {
      if (size > s->filed - next) size = (size_t)(s->filed - next);
      assay_status status = scratch_read(&s->file, next, r->data.data + r->data.len, size,
                                         err);
      if (status != ASSAY_OK) return status;
    } else {
      const size_t from = (size_t)(next - s->filed);
      if (size > s->tail.len - from) size = s->tail.len - from;
      if (size == 0) break;
      memcpy(r->data.data + r->data.len, s->tail.data + from, size);
    }
    r->data.len += size;
  }
  return ASSAY_OK;
}

/* The two numbers before the codes of a document. */
static assay_status reader_head(struct spill_reader *r, size_t *bytes, size_t *count,
                                assay_error *err) {
  assay_status status = reader_fill(r, HEAD, err);
  if (status != ASSAY_OK) return status;
  *bytes = (size_t)varint_get(r->data.data, &r->used);
  *count = (size_t)varint_get(r->data.data, &r->used);
  r->document++;
  return ASSAY_OK;
}

static void reader_unpack(struct spill_reader *r, size_t count) {
  const unsigned char *in = (const unsigned char *)r->data.data + r->used;
  for (size_t i = 0; i < count; i++) {
    uint32_t code = *in++;
    if (code >= 0x80) {
      code &= 0x7F;
      for (unsigned shift = 7;; shift += 7) {
        const uint32_t byte = *in++;
        code |= (byte & 0x7F) << shift;
        if (byte < 0x80) break;
      }
    }
    r->codes[i] = code;
  }
}

static assay_status reader_reserve(struct spill_reader *r, size_t count,
                                   assay_error *err) {
  void *codes = r->codes;
  if (!alloc_grow(&r->spill->alloc, &codes, &r->cap, count, sizeof *r->codes))
    return error_memory(err, count * sizeof *r->codes);
  r->codes = codes;
  return ASSAY_OK;
}

/* A document of the stream. */
static assay_status reader_unpack_units(struct spill_reader *r, assay_error *err) {
  const struct ngram_stream *s = r->stream;
  const size_t d = r->document - r->spill->document_count;
  const size_t begin = s->starts[d], end = s->starts[d + 1];
  assay_status status = reader_reserve(r, end - begin, err);
  if (status != ASSAY_OK) return status;
  r->len = ngram_stream_read(s, begin, end, r->codes);
  r->document++;
  return ASSAY_OK;
}

assay_status spill_reader_next(struct spill_reader *r, assay_error *err) {
  size_t bytes, count;
  if (r->document >= r->spill->document_count) return reader_unpack_units(r, err);
  assay_status status = reader_head(r, &bytes, &count, err);
  if (status == ASSAY_OK) status = reader_fill(r, bytes, err);
  if (status == ASSAY_OK) status = reader_reserve(r, count, err);
  if (status != ASSAY_OK) return status;
  r->len = count;
  reader_unpack(r, count);
  r->used += bytes;
  return ASSAY_OK;
}

assay_status spill_reader_skip(struct spill_reader *r, assay_error *err) {
  size_t bytes, count;
  if (r->document >= r->spill->document_count) {
    r->document++;
    return ASSAY_OK;
  }
  assay_status status = reader_head(r, &bytes, &count, err);
  if (status != ASSAY_OK) return status;
  if (bytes <= r->data.len - r->used) {
    r->used += bytes;
    return ASSAY_OK;
  }
  r->at += r->used + bytes;
  r->data.len = r->used = 0;
  return ASSAY_OK;
}
