/* excerpt.c - the line, the caret, the suggestion. */
#include "engine/excerpt.h"

#include "text/fold.h"

#include <string.h>

enum { LONGEST_LINE = 200 }; /* a longer one was not written for people */

static assay_str source_line(assay_str source, uint32_t line) {
  assay_str found = {NULL, 0};
  const char *p = source.ptr, *end = source.ptr + source.len;
  for (uint32_t i = 1; p < end; i++) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop) stop = end;
    if (i == line) {
      found.ptr = p;
      found.len = (size_t)(stop - p);
      if (found.len > 0 && p[found.len - 1] == '\r') found.len--;
      return found;
    }
    p = stop + 1;
  }
  return found;
}

static bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         c == '_';
}

/* Where a name stands in the line as a whole word, or SIZE_MAX. */
static size_t find_word(assay_str line, assay_str word) {
  for (size_t i = 0; word.len > 0 && i + word.len <= line.len; i++) {
    if (memcmp(line.ptr + i, word.ptr, word.len) != 0) continue;
    bool left = i == 0 || !is_name_char(word.ptr[0]) || !is_name_char(line.ptr[i - 1]);
    size_t after = i + word.len;
    bool right = after == line.len || !is_name_char(word.ptr[word.len - 1]) ||
                 !is_name_char(line.ptr[after]);
    if (left && right) return i;
  }
  return SIZE_MAX;
}

/* The next 'quoted' piece of a message at or after *at; false when there is none. */
static bool next_quoted(assay_str message, size_t *at, assay_str *word) {
  const char *open = memchr(message.ptr + *at, '\'', message.len - *at);
  if (!open) return false;
  size_t begin = (size_t)(open - message.ptr) + 1;
  const char *close = memchr(message.ptr + begin, '\'', message.len - begin);
  if (!close) return false;
  word->ptr = message.ptr + begin;
  word->len = (size_t)(close - word->ptr);
  *at = begin + word->len + 1;
  return true;
}

/* Where to look for the name: a syntax error speaks of others before "near 'x'". */
static size_t first_name(assay_str message) {
  static const char near[] = " near '";
  for (size_t i = 0; i + sizeof near <= message.len; i++)
    if (memcmp(message.ptr + i, near, sizeof near - 1) == 0) return i;
  return 0;
}

static void add_many(struct buffer *out, char c, size_t count) {
  while (count-- > 0) buffer_add_char(out, c);
}

/* As wide as the text: spaces, and its tabs, so that the caret fits whatever their
** width. */
static void add_blank(struct buffer *out, assay_str text) {
  while (text.len > 0) {
    const char *tab = memchr(text.ptr, '\t', text.len);
    assay_str piece = {text.ptr, tab ? (size_t)(tab - text.ptr) : text.len};
    add_many(out, ' ', text_width(piece));
    if (tab) buffer_add_char(out, '\t');
    text.ptr += piece.len + (tab != NULL);
    text.len -= piece.len + (tab != NULL);
  }
}

void excerpt_add(struct buffer *out, assay_str source, uint32_t number,
                 assay_str message) {
  assay_str line = source_line(source, number), word;
  if (!line.ptr || line.len > LONGEST_LINE) return;
  buffer_addf(out, "\n%5u | ", number);
  buffer_add_str(out, line);
  for (size_t at = first_name(message);
       at < message.len && next_quoted(message, &at, &word);) {
    size_t column = find_word(line, word);
    if (column == SIZE_MAX) continue;
    assay_str before = {line.ptr, column};
    buffer_add_text(out, "\n      | ");
    add_blank(out, before);
    add_many(out, '^', text_width(word));
    return;
  }
}
