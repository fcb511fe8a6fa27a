/*
** paragraphs.c - one pass over the lines. Carriage returns count as line ends.
*/
#include "quote/paragraphs.h"

#include <string.h>

enum { WRAPPED_LINE = 120 }; /* bytes; nobody wraps lines by hand that far out */

size_t line_end(assay_str text, size_t at) {
  const char *found = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
  size_t end = found ? (size_t)(found - text.ptr) : text.len;
  return end > at && text.ptr[end - 1] == '\r' ? end - 1 : end;
}

size_t line_after(assay_str text, size_t end) {
  if (end < text.len && text.ptr[end] == '\r') end++;
  if (end < text.len && text.ptr[end] == '\n') end++;
  return end;
}

/* Columns before the first visible byte; UINT32_MAX for a blank line. */
static uint32_t line_indent(assay_str text, size_t begin, size_t end, char *first) {
  uint32_t columns = 0;
  for (size_t i = begin; i < end; i++) {
    *first = text.ptr[i];
    if (*first != ' ' && *first != '\t') return columns;
    columns += *first == '\t' ? 4 : 1;
  }
  return UINT32_MAX;
}

void paragraphs_start(struct paragraphs *it, assay_str text) {
  it->text = text;
  it->at = 0;
}

bool paragraphs_next(struct paragraphs *it, struct paragraph *out) {
  struct paragraph p = {0, 0, UINT32_MAX, true};
  bool open = false;
  while (it->at < it->text.len) {
    size_t begin = it->at, end = line_end(it->text, begin);
    char first = ' ';
    uint32_t indent = line_indent(it->text, begin, end, &first);
    it->at = line_after(it->text, end);
    if (indent == UINT32_MAX) {
      if (open) break;
      continue;
    }
    if (!open) p.begin = (uint32_t)begin;
    open = true;
    p.end = (uint32_t)end;
    if (indent < p.indent) p.indent = indent;
    p.cited = p.cited && first == '>';
    if (end - begin > WRAPPED_LINE) break;
  }
  if (open) *out = p;
  return open;
}
