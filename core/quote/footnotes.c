/*
** footnotes.c - one pass over the line beginnings.
*/
#include "quote/footnotes.h"

#include "base/alloc.h"
#include "base/error.h"
#include "quote/paragraphs.h"
#include "text/utf8.h"

#include <string.h>

enum { NUMBER_DIGITS = 4 };

void footnotes_init(struct footnotes *notes, const assay_allocator *alloc) {
  memset(notes, 0, sizeof *notes);
  notes->alloc = alloc_or_default(alloc);
}

void footnotes_free(struct footnotes *notes) {
  alloc_free(&notes->alloc, notes->items, notes->cap, sizeof *notes->items);
  notes->items = NULL;
  notes->count = notes->cap = 0;
}

int raised_digit(uint32_t cp) {
  if (cp == 0xB9) return 1;
  if (cp == 0xB2 || cp == 0xB3) return (int)(cp - 0xB0);
  return cp == 0x2070 || (cp >= 0x2074 && cp <= 0x2079) ? (int)(cp - 0x2070) : -1;
}

static bool read_raised(assay_str text, size_t begin, size_t end, struct footnote *out) {
  size_t at = begin;
  out->number = 0;
  for (int digits = 0; at < end && digits < NUMBER_DIGITS; digits++) {
    uint32_t cp;
    size_t len = utf8_decode(text.ptr + at, text.ptr + end, &cp, NULL);
    if (raised_digit(cp) < 0) break;
    out->number = out->number * 10 + (uint32_t)raised_digit(cp);
    at += len;
  }
  out->begin = (uint32_t)at;
  out->end = (uint32_t)end;
  return at > begin;
}

static bool read_number(assay_str text, size_t begin, size_t end, struct footnote *out) {
  size_t i = begin + 1;
  uint32_t number = 0;
  if (begin >= end || text.ptr[begin] != '[') return false;
  while (i < end && i <= begin + NUMBER_DIGITS && text.ptr[i] >= '0' &&
         text.ptr[i] <= '9')
    number = number * 10 + (uint32_t)(text.ptr[i++] - '0');
  if (i == begin + 1 || i >= end || text.ptr[i] != ']') return false;
  out->number = number;
  out->begin = (uint32_t)i + 1;
  out->end = (uint32_t)end;
  return true;
}

assay_status footnotes_find(struct footnotes *notes, assay_str text, assay_error *err) {
  for (size_t at = 0; at < text.len;) {
    size_t begin = at, end = line_end(text, at);
    struct footnote note;
    at = line_after(text, end);
    if (!read_number(text, begin, end, &note) && !read_raised(text, begin, end, &note))
      continue;
    void *items = notes->items;
    if (!alloc_grow(&notes->alloc, &items, &notes->cap, notes->count + 1,
                    sizeof *notes->items))
      return error_memory(err, 0);
    notes->items = items;
    notes->items[notes->count++] = note;
  }
  return ASSAY_OK;
}

/* Bounded, so that a text of notes stays linear. */
const struct footnote *footnotes_get(const struct footnotes *notes, uint32_t number,
                                     uint32_t from) {
  enum { LOOK = 512 };
  size_t low = 0, high = notes->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (notes->items[middle].begin < from)
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low; i < notes->count && i < low + LOOK; i++)
    if (notes->items[i].number == number) return &notes->items[i];
  return NULL;
}
