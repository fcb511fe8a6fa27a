/*
** writer_text.c - texts for people at a terminal: on one line, without what would drive
** the terminal, cut to a width in whole letters.
*/
#include "engine/writer_private.h"
#include "text/fold.h"
#include "text/graphemes.h"
#include "text/utf8.h"

static bool is_hidden(uint32_t cp) {
  return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C || cp == 0x200E ||
         cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* Controls could drive the terminal, bidi controls could show a text that is not there;
** bytes that are not UTF-8 may be controls of an 8-bit terminal. */
static void add_escaped(struct buffer *b, assay_str s) {
  const char *p = s.ptr, *end = p + s.len;
  while (p < end) {
    const char *run = p;
    while (p < end && *p >= ' ' && *p <= '~') p++;
    buffer_add(b, run, (size_t)(p - run));
    if (p == end) break;
    uint32_t cp;
    bool broken = false;
    size_t len = utf8_decode(p, end, &cp, &broken);
    if (broken)
      for (size_t i = 0; i < len; i++) buffer_addf(b, "\\x%02X", (unsigned char)p[i]);
    else if (is_hidden(cp))
      buffer_addf(b, cp < 0x100 ? "\\x%02X" : "\\u{%04X}", (unsigned)cp);
    else
      buffer_add(b, p, len);
    p += len;
  }
}

assay_str writer_clean(struct writer *w, struct buffer *b, assay_str text) {
  buffer_clear(b);
  for (bool broken = true; broken;) {
    assay_str line = writer_next_line(&text, &broken);
    if (w->options->escape)
      add_escaped(b, line);
    else
      buffer_add_str(b, line);
    if (broken) buffer_add_char(b, ' ');
  }
  if (b->failed != ASSAY_OK) writer_fail(w, b->failed);
  return buffer_str(b);
}

static size_t piece_width(assay_str s, size_t begin, size_t end) {
  assay_str piece = {s.ptr + begin, end - begin};
  return text_width(piece);
}

assay_str writer_cut_end(assay_str s, size_t width) {
  struct graphemes it;
  size_t begin, end, used = 0;
  graphemes_start(&it, s);
  while (graphemes_next(&it, &begin, &end)) {
    used += piece_width(s, begin, end);
    if (used <= width) continue;
    s.len = begin;
    return s;
  }
  return s;
}

assay_str writer_cut_begin(assay_str s, size_t width) {
  size_t at = s.len, used = 0;
  while (at > 0) {
    size_t begin = grapheme_floor(s, at - 1);
    used += piece_width(s, begin, at);
    if (used > width) break;
    at = begin;
  }
  s.ptr += at;
  s.len -= at;
  return s;
}
