/*
** wrap.c - breaking lines between words.
*/
#include "cli/wrap.h"

#include "cli/messages.h"
#include "text/fold.h"

#include <string.h>

enum { LEAST_TEXT = 20, HEAD_INDENT = 2 };

static void add_spaces(struct buffer *out, size_t count) {
  while (count-- > 0) buffer_add_char(out, ' ');
}

static bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Moves *at to the next word and returns it; *breaks counts the line breaks before it. */
static assay_str next_word(assay_str text, size_t *at, size_t *breaks) {
  *breaks = 0;
  while (*at < text.len && is_blank(text.ptr[*at])) *breaks += text.ptr[(*at)++] == '\n';
  size_t begin = *at;
  while (*at < text.len && !is_blank(text.ptr[*at])) ++*at;
  return (assay_str){text.ptr + begin, *at - begin};
}

void wrap_text(struct buffer *out, assay_str text, size_t indent, size_t width,
               size_t at) {
  if (width < indent + LEAST_TEXT) width = indent + LEAST_TEXT;
  size_t position = 0, breaks;
  bool first = true;
  for (;;) {
    assay_str word = next_word(text, &position, &breaks);
    if (word.len == 0) break;
    size_t columns = text_width(word);
    bool paragraph = !first && breaks > 1;
    if (!first && (paragraph || at + 1 + columns > width)) {
      buffer_add_text(out, paragraph ? "\n\n" : "\n");
      at = 0;
    } else if (!first) {
      buffer_add_char(out, ' ');
      at++;
    }
    if (at < indent) {
      add_spaces(out, indent - at);
      at = indent;
    }
    message_escape(out, word); /* scripts are not ours */
    at += columns;
    first = false;
  }
  if (!first) buffer_add_char(out, '\n');
}

void wrap_entry(struct buffer *out, assay_str head, assay_str text, size_t indent,
                size_t width) {
  size_t at = HEAD_INDENT + text_width(head);
  add_spaces(out, HEAD_INDENT);
  buffer_add_str(out, head);
  if (text.len == 0 || at + 2 > indent) {
    buffer_add_char(out, '\n');
    at = 0;
  }
  wrap_text(out, text, indent, width, at);
}
