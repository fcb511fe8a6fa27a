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

/* The number of each word by its code; NULL in *out where codes are numbers already. */
static assay_status numbers_of(const struct ngram_spill *s,
                               const struct ngram_words *words, uint32_t **out,
                               assay_error *err) {
  *out = NULL;
  if (words->ranked == 0) return ASSAY_OK;
  uint32_t *numbers = alloc_resize(&s->alloc, NULL, 0, words->count + 1, sizeof *numbers);
  if (!numbers) return error_memory(err, 0);
  numbers[NGRAM_BREAK] = NGRAM_BREAK;
  for (uint32_t id = 0; id < words->count; id++)
    numbers[ngram_words_code_of(words, id)] = id + 1;
  *out = numbers;
  return ASSAY_OK;
}

static size_t varint_size(uint64_t value) {
  size_t size = 1;
  while ((value >>= 7) > 0) size++;
  return size;
}

static void spill_put_document(struct ngram_spill *s, const uint32_t *codes, size_t count,
                               const uint32_t *numbers) {
  size_t bytes = 0;
  for (size_t i = 0; i < count; i++)
    bytes += varint_size(numbers ? numbers[codes[i]] : codes[i]);
  varint_put(&s->tail, bytes);
  varint_put(&s->tail, count);
  if (!buffer_reserve(&s->tail, bytes)) return;
  char *out = s->tail.data + s->tail.len;
  for (size_t i = 0; i < count; i++) {
    uint32_t value = numbers ? numbers[codes[i]] : codes[i];
    for (; value >= 0x80; value >>= 7) *out++ = (char)(value | 0x80);
    *out++ = (char)value;
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
                             const struct ngram_words *words, assay_error *err) {
  uint32_t *numbers;
  assay_status status = ASSAY_OK;
  if (s->tail.len > 0) status = spill_flush(s, err); /* so that all below is new */
  if (status == ASSAY_OK) status = numbers_of(s, words, &numbers, err);
  if (status != ASSAY_OK) return status;
  const uint64_t before = s->filed;
  for (size_t d = 0; d < stream->document_count && status == ASSAY_OK; d++) {
    const size_t begin = stream->starts[d], end = stream->starts[d + 1];
    const uint32_t *codes = stream->codes ? stream->codes + begin : NULL;
    spill_put_document(s, codes, end - begin, numbers);
    if (s->tail.len >= PIECE) status = spill_flush(s, err);
  }
  if (status == ASSAY_OK) status = buffer_status(&s->tail, "packed words", err);
  if (status == ASSAY_OK) {
    s->document_count += stream->document_count;
    s->len += stream->len;
  } else {
    s->filed = before;
    buffer_clear(&s->tail);
  }
  alloc_free(&s->alloc, numbers, words->count + 1, sizeof *numbers);
  return status;
}

/* -- Reading ------------------------------------------------------------------------- */

void spill_reader_init(struct spill_reader *r, const struct ngram_spill *s,
                       const struct ngram_words *words) {
  memset(r, 0, sizeof *r);
  r->spill = s;
  r->words = words;
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
  const struct ngram_words *words = r->words;
  const unsigned char *in = (const unsigned char *)r->data.data + r->used;
  for (size_t i = 0; i < count; i++) {
    uint32_t number = *in++;
    if (number >= 0x80) {
      number &= 0x7F;
      for (unsigned shift = 7;; shift += 7) {
        const uint32_t byte = *in++;
        number |= (byte & 0x7F) << shift;
        if (byte < 0x80) break;
      }
    }
    r->codes[i] = number == NGRAM_BREAK ? NGRAM_BREAK
                                        : ngram_words_code_of(words, number - 1);
  }
}

assay_status spill_reader_next(struct spill_reader *r, assay_error *err) {
  size_t bytes, count;
  assay_status status = reader_head(r, &bytes, &count, err);
  if (status == ASSAY_OK) status = reader_fill(r, bytes, err);
  if (status != ASSAY_OK) return status;
  void *codes = r->codes;
  if (!alloc_grow(&r->spill->alloc, &codes, &r->cap, count, sizeof *r->codes))
    return error_memory(err, count * sizeof *r->codes);
  r->codes = codes;
  r->len = count;
  reader_unpack(r, count);
  r->used += bytes;
  return ASSAY_OK;
}

assay_status spill_reader_skip(struct spill_reader *r, assay_error *err) {
  size_t bytes, count;
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
