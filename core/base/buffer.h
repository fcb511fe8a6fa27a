#ifndef ASSAY_BASE_BUFFER_H
#define ASSAY_BASE_BUFFER_H
/*
** buffer.h - growable bytes with a ceiling.
** A failed addition is remembered: further ones do nothing, and buffer_status says
** once, at the end, what went wrong. Writers need no check per call.
*/
#include "assay.h"
#include "base/error.h"

struct buffer {
  char *data; /* NULL while cap is 0 */
  size_t len, cap;
  size_t ceiling;      /* most bytes it may hold */
  assay_status failed; /* ASSAY_OK, ASSAY_ENOMEM or ASSAY_ELIMIT */
  assay_allocator alloc;
};

#define BUFFER_NO_CEILING ((size_t)PTRDIFF_MAX)

void buffer_init(struct buffer *b, const assay_allocator *alloc, size_t ceiling);
void buffer_free(struct buffer *b);
/* Empties it and forgets a failure; keeps the memory. */
void buffer_clear(struct buffer *b);
/* Room for `more` bytes after len; false when that failed. */
bool buffer_reserve(struct buffer *b, size_t more);
void buffer_add(struct buffer *b, const char *ptr, size_t len);
void buffer_add_str(struct buffer *b, assay_str s);
void buffer_add_text(struct buffer *b, const char *nul_terminated);
void buffer_add_char(struct buffer *b, char c);
void buffer_addf(struct buffer *b, const char *format, ...) ASSAY_PRINTF(2, 3);
assay_str buffer_str(const struct buffer *b);
/* ASSAY_OK, or the first failure since the last clear; `what` names the buffer. */
assay_status buffer_status(const struct buffer *b, const char *what, assay_error *err);

#endif
