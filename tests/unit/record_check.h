#ifndef ASSAY_TESTS_RECORD_CHECK_H
#define ASSAY_TESTS_RECORD_CHECK_H
/*
** record_check.h - what must hold for every record, whatever the bytes it was read from;
** and a stream that gives bytes in pieces of a chosen size, each in memory of its own.
** For unit tests and fuzz targets.
*/
#include "read/reader.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

struct pieces {
  struct stream base;
  assay_str bytes; /* what is left */
  size_t size;     /* of a piece; 0: all at once */
  char *last;      /* the piece that was given last */
};

static assay_status pieces_pull(struct stream *s, assay_str *bytes, assay_error *err) {
  struct pieces *p = (struct pieces *)s;
  size_t len = p->size > 0 && p->size < p->bytes.len ? p->size : p->bytes.len;
  (void)err;
  free(p->last);
  p->last = malloc(len + 1);
  if (len > 0) memcpy(p->last, p->bytes.ptr, len);
  *bytes = (assay_str){p->last, len};
  p->bytes.ptr += len;
  p->bytes.len -= len;
  return ASSAY_OK;
}

static void pieces_close(struct stream *s) {
  free(((struct pieces *)s)->last);
}

/* On the stack of the caller; stream_close frees the last piece. */
static inline struct pieces pieces_of(assay_str bytes, size_t size) {
  return (struct pieces){{.pull = pieces_pull, .close = pieces_close}, bytes, size, NULL};
}

static inline bool record_is_valid(assay_str s) {
  return utf8_valid_prefix(s) == s.len;
}

static inline bool record_is_boundary(assay_str text, size_t at) {
  return at == text.len ||
         (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) != 0x80);
}

/* What is wrong with the record; NULL: nothing. */
static inline const char *record_problem(const struct record *r) {
  assay_str text = buffer_str(&r->text);
  if (r->encoding == ENCODING_UTF8 && !record_is_valid(text)) return "text is no UTF-8";
  if (!record_is_valid(r->part)) return "part is no UTF-8";
  for (size_t i = 0; i < r->field_count; i++) {
    const struct record_field *field = &r->fields[i];
    if (field->name.len == 0 || field->value.len == 0) return "empty field";
    if (!record_is_valid(field->name) || !record_is_valid(field->value))
      return "field is no UTF-8";
  }
  for (size_t i = 0; i < r->mark_count; i++) {
    const struct record_mark *mark = &r->marks[i];
    if (mark->begin > mark->end || mark->end > text.len) return "mark outside the text";
    if (i > 0 && mark->begin < r->marks[i - 1].begin) return "marks out of order";
    if (!record_is_boundary(text, mark->begin) || !record_is_boundary(text, mark->end))
      return "mark cuts a character";
  }
  for (size_t i = 0; i < r->token_count; i++) {
    const struct record_token *token = &r->tokens[i];
    if (token->begin >= token->end || token->end > text.len) return "token outside";
    if (i > 0 && token->begin < r->tokens[i - 1].end) return "tokens overlap";
    if (!record_is_boundary(text, token->begin) || !record_is_boundary(text, token->end))
      return "token cuts a character";
    if (!record_is_valid(token->lemma) || !record_is_valid(token->tag))
      return "lemma or tag is no UTF-8";
  }
  for (size_t i = 0; i < r->warning_count; i++) {
    if (r->warnings[i].len == 0) return "empty warning";
    if (!record_is_valid(r->warnings[i])) return "warning is no UTF-8";
  }
  return NULL;
}

#endif
