/*
** buffer.c - growable bytes with a ceiling and a memory of the first failure.
*/
#include "base/buffer.h"

#include "base/alloc.h"

#include <stdio.h>
#include <string.h>

void buffer_init(struct buffer *b, const assay_allocator *alloc, size_t ceiling) {
  assay_allocator chosen = alloc_or_default(alloc); /* alloc may point into b */
  memset(b, 0, sizeof *b);
  b->ceiling = ceiling;
  b->alloc = chosen;
}

void buffer_free(struct buffer *b) {
  alloc_free(&b->alloc, b->data, b->cap, 1);
  b->data = NULL;
  b->len = b->cap = 0;
}

void buffer_clear(struct buffer *b) {
  b->len = 0;
  b->failed = ASSAY_OK;
}

/* Room for `more` bytes below the ceiling and `spare` bytes that never count. */
static bool buffer_room(struct buffer *b, size_t more, size_t spare) {
  if (b->failed != ASSAY_OK) return false;
  if (more > b->ceiling || b->len > b->ceiling - more) {
    b->failed = ASSAY_ELIMIT;
    return false;
  }
  void *data = b->data;
  if (!alloc_grow(&b->alloc, &data, &b->cap, b->len + more + spare, 1)) {
    b->failed = ASSAY_ENOMEM;
    return false;
  }
  b->data = data;
  return true;
}

bool buffer_reserve(struct buffer *b, size_t more) {
  return buffer_room(b, more, 0);
}

void buffer_add(struct buffer *b, const char *ptr, size_t len) {
  if (len == 0 || !buffer_reserve(b, len)) return;
  memcpy(b->data + b->len, ptr, len);
  b->len += len;
}

void buffer_add_str(struct buffer *b, assay_str s) {
  buffer_add(b, s.ptr, s.len);
}

void buffer_add_text(struct buffer *b, const char *nul_terminated) {
  buffer_add(b, nul_terminated, strlen(nul_terminated));
}

void buffer_add_char(struct buffer *b, char c) {
  buffer_add(b, &c, 1);
}

void buffer_addf(struct buffer *b, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (len < 0 && b->failed == ASSAY_OK) b->failed = ASSAY_ELIMIT; /* beyond INT_MAX */
  if (len < 0 || !buffer_room(b, (size_t)len, 1)) return;
  va_start(args, format);
  vsnprintf(b->data + b->len, (size_t)len + 1, format, args);
  va_end(args);
  b->len += (size_t)len;
}

assay_str buffer_str(const struct buffer *b) {
  assay_str s = {b->data ? b->data : "", b->len};
  return s;
}

assay_status buffer_status(const struct buffer *b, const char *what, assay_error *err) {
  if (b->failed == ASSAY_ELIMIT)
    return error_set(err, ASSAY_ELIMIT, "%s is larger than its limit of %zu bytes", what,
                     b->ceiling);
  if (b->failed != ASSAY_OK) return error_memory(err, 0);
  return ASSAY_OK;
}
