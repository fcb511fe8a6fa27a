/* term.c - reads a search term byte by byte. It knows nothing of tokens. */
#include "query/term.h"

#include "base/error.h"
#include "base/table.h"
#include "text/utf8.h"

#include <string.h>

static void term_add(struct term_source *term, char c, enum term_mark mark) {
  buffer_add_char(&term->plain, c);
  buffer_add_char(&term->marks, (char)mark);
}

static assay_status term_read_bytes(struct term_source *term, assay_str source,
                                    assay_error *err) {
  for (size_t i = term->offset; i < source.len; i++) {
    char c = source.ptr[i];
    if (c == '\\') {
      if (++i >= source.len)
        return error_at(err, ASSAY_EPATTERN, i - 1,
                        "nothing after the '\\' at the end of the term");
      term_add(term, source.ptr[i], TERM_ESCAPED);
    } else if (c == '*' || c == '?') {
      term_add(term, 'a', c == '*' ? TERM_ANY : TERM_ONE);
    } else if (c == '|') {
      term_add(term, ' ', TERM_OR);
    } else {
      term_add(term, c, TERM_PLAIN);
    }
  }
  return ASSAY_OK;
}

assay_status term_read(struct term_source *term, assay_str source,
                       const assay_allocator *alloc, assay_error *err) {
  const char prefix[] = "case:";
  size_t prefix_len = sizeof prefix - 1;
  memset(term, 0, sizeof *term);
  buffer_init(&term->plain, alloc, 1 << 20);
  buffer_init(&term->marks, alloc, 1 << 20);
  if (utf8_valid_prefix(source) < source.len)
    return error_at(err, ASSAY_EPATTERN, utf8_valid_prefix(source),
                    "the term is not valid UTF-8");
  term->exact = source.len >= prefix_len && memcmp(source.ptr, prefix, prefix_len) == 0;
  term->offset = term->exact ? prefix_len : 0;
  assay_status status = term_read_bytes(term, source, err);
  if (status == ASSAY_OK) status = buffer_status(&term->plain, "a search term", err);
  if (status == ASSAY_OK) status = buffer_status(&term->marks, "a search term", err);
  return status;
}

size_t term_source_offset(const struct term_source *term, size_t at) {
  size_t offset = term->offset + at;
  for (size_t i = 0; i < at; i++) offset += term->marks.data[i] == TERM_ESCAPED;
  return offset;
}

void term_free(struct term_source *term) {
  buffer_free(&term->plain);
  buffer_free(&term->marks);
}
