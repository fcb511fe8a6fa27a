/*
** words_stream.c - keeps the bytes whose segments are not certain yet. What follows a
** segment can change it only through its first character, and through the one after that
** if the first may join (marks apart): with both at hand the segment is certain.
*/
#include "text/words_stream.h"

#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

void words_stream_init(struct words_stream *s, const assay_allocator *alloc,
                       size_t ceiling) {
  memset(s, 0, sizeof *s);
  buffer_init(&s->pending, alloc, ceiling);
}

void words_stream_free(struct words_stream *s) {
  buffer_free(&s->pending);
}

/* Forgets what is out, once that is most of what is kept. */
static void drop_done(struct words_stream *s) {
  if (s->at == 0 || s->at < s->pending.len / 2) return;
  s->pending.len -= s->at;
  memmove(s->pending.data, s->pending.data + s->at, s->pending.len);
  s->dropped += s->at;
  s->enough -= s->enough < s->at ? s->enough : s->at;
  s->at = 0;
}

void words_stream_add(struct words_stream *s, assay_str piece) {
  drop_done(s);
  buffer_add_str(&s->pending, piece);
}

void words_stream_finish(struct words_stream *s) {
  s->finished = true;
}

/* Bytes that a character of this lead byte has. */
static size_t character_length(unsigned char lead) {
  return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* What is there without a character that has not come to its end. */
static assay_str whole_characters(const struct words_stream *s) {
  assay_str text = buffer_str(&s->pending);
  if (s->finished || text.len == 0) return text;
  size_t last = utf8_previous(text, text.len);
  if (last + character_length((unsigned char)text.ptr[last]) > text.len) text.len = last;
  return text;
}

static bool is_hidden(uint32_t cp) {
  enum word_break class = unicode_word_break(cp);
  return class == WB_EXTEND || class == WB_FORMAT || class == WB_ZWJ;
}

/* Whether two characters, the marks after the first not counted, begin at `at`. */
static bool sees_two(assay_str text, size_t at) {
  const char *p = text.ptr + at, *end = text.ptr + text.len;
  uint32_t cp;
  if (p < end) p += utf8_decode(p, end, &cp, NULL);
  for (; p < end; p += utf8_decode(p, end, &cp, NULL)) {
    utf8_decode(p, end, &cp, NULL);
    if (!is_hidden(cp)) return true;
  }
  return false;
}

bool words_stream_next(struct words_stream *s, struct word_segment *out) {
  if (s->pending.failed != ASSAY_OK) return false;
  if (!s->finished && s->pending.len < s->enough) return false;
  assay_str text = whole_characters(s);
  struct words it = {text, s->at};
  struct word_segment segment;
  if (!words_next(&it, &segment)) return false;
  if (!s->finished && !sees_two(text, segment.end)) {
    s->enough = s->pending.len + (s->pending.len - s->at);
    return false;
  }
  s->at = segment.end;
  *out = segment;
  out->begin += s->dropped;
  out->end += s->dropped;
  return true;
}

assay_status words_stream_status(const struct words_stream *s, assay_error *err) {
  return buffer_status(&s->pending, "a segment of text", err);
}
