/*
** fold.c - keys for comparing words; the only file that knows utf8proc.
** Unicode's canonical caseless matching (D145): decompose, fold the case, decompose, put
** marks in order; then compose. utf8proc does it per code point on our memory; its own
** loops over strings call malloc. The vocabulary calls this once per word form.
*/
#include "text/fold.h"

#include "base/alloc.h"
#include "base/sort.h"
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

const char *fold_unicode_version(void) {
  return utf8proc_unicode_version();
}

const char *assay_folding_unicode_version(void) {
  return utf8proc_unicode_version();
}

/* Code points on the stack, or on the heap once they are more. */
struct points {
  int32_t *items;
  size_t count, cap;
  const assay_allocator *alloc;
  int32_t few[64];
};

static void points_init(struct points *points, const assay_allocator *alloc) {
  points->items = points->few;
  points->count = 0;
  points->cap = sizeof points->few / sizeof *points->few;
  points->alloc = alloc;
}

static void points_free(struct points *points) {
  if (points->items != points->few)
    alloc_free(points->alloc, points->items, points->cap, sizeof *points->items);
}

static bool points_add(struct points *points, const int32_t *items, size_t count) {
  size_t needed = points->count + count;
  if (needed > points->cap) {
    bool on_stack = points->items == points->few;
    void *heap = on_stack ? NULL : points->items;
    size_t cap = on_stack ? 0 : points->cap;
    if (!alloc_grow(points->alloc, &heap, &cap, needed, sizeof *items)) return false;
    if (on_stack) memcpy(heap, points->few, points->count * sizeof *items);
    points->items = heap;
    points->cap = cap;
  }
  memcpy(points->items + points->count, items, count * sizeof *items);
  points->count = needed;
  return true;
}

/* What typists write for an apostrophe and a hyphen; 0 for what goes. */
static int32_t unify(int32_t cp) {
  switch (cp) {
  case 0x2018:
  case 0x2019:
  case 0x02B9:
  case 0x02BB:
  case 0x02BC:
  case 0xFF07:
    return '\'';
  case 0x2010:
  case 0x2011:
  case 0xFE63:
  case 0xFF0D:
    return '-';
  case 0x00AD:
    return 0;
  default:
    return cp;
  }
}

/* Appends the decomposition of cp, of its case folding if fold. */
static bool decompose(struct points *out, int32_t cp, bool fold) {
  int32_t parts[32];
  int last_class = 0;
  utf8proc_option_t options = UTF8PROC_DECOMPOSE;
  if (fold) options = (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
  utf8proc_ssize_t count = utf8proc_decompose_char(
      cp, parts, sizeof parts / sizeof *parts, options, &last_class);
  if (count < 0 || count > 32) return points_add(out, &cp, 1);
  size_t kept = 0;
  for (size_t i = 0; i < (size_t)count; i++) {
    int32_t part = fold ? unify(parts[i]) : parts[i];
    if (part != 0 || cp == 0) parts[kept++] = part;
  }
  return points_add(out, parts, kept);
}

static int combining_class(int32_t cp) {
  return utf8proc_get_property(cp)->combining_class;
}

static int by_combining_class(const void *a, const void *b, void *ctx) {
  const int32_t *left = a, *right = b;
  (void)ctx;
  return combining_class(*left) - combining_class(*right);
}

/* Canonical order: each run of marks sorted by combining class, equals as they were. */
static assay_status put_in_order(struct points *points, assay_error *err) {
  int32_t *items = points->items;
  for (size_t i = 0; i < points->count;) {
    size_t run = i;
    while (run < points->count && combining_class(items[run]) != 0) run++;
    if (run - i > 1) {
      assay_status status = sort_items(items + i, run - i, sizeof *items,
                                       by_combining_class, NULL, points->alloc, err);
      if (status != ASSAY_OK) return status;
    }
    i = run > i ? run : i + 1;
  }
  return ASSAY_OK;
}

/* From the code points of `from` (folded if `fold`) to decomposed ones in order. */
static assay_status decompose_all(const struct points *from, struct points *to, bool fold,
                                  assay_error *err) {
  for (size_t i = 0; i < from->count; i++)
    if (!decompose(to, from->items[i], fold)) return error_memory(err, 0);
  return put_in_order(to, err);
}

static assay_status read_points(assay_str word, struct points *out, assay_error *err) {
  for (size_t at = 0; at < word.len;) {
    uint32_t cp;
    at += utf8_decode(word.ptr + at, word.ptr + word.len, &cp, NULL);
    int32_t item = (int32_t)cp;
    if (!points_add(out, &item, 1)) return error_memory(err, 0);
  }
  return ASSAY_OK;
}

static assay_status compose(struct points *points, struct buffer *out, assay_error *err) {
  utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  utf8proc_ssize_t count = utf8proc_normalize_utf32(
      points->items, (utf8proc_ssize_t)points->count, options);
  if (count < 0)
    return error_set(err, ASSAY_EARG, "cannot fold a word: %s", utf8proc_errmsg(count));
  for (size_t i = 0; i < (size_t)count; i++) {
    char bytes[4];
    buffer_add(out, bytes, utf8_encode((uint32_t)points->items[i], bytes));
  }
  return buffer_status(out, "folded word", err);
}

static assay_status fold_any(assay_str word, struct buffer *out, assay_error *err) {
  struct points plain, parts, folded;
  points_init(&plain, &out->alloc);
  points_init(&parts, &out->alloc);
  points_init(&folded, &out->alloc);
  assay_status status = read_points(word, &plain, err);
  if (status == ASSAY_OK) status = decompose_all(&plain, &parts, false, err);
  if (status == ASSAY_OK) status = decompose_all(&parts, &folded, true, err);
  if (status == ASSAY_OK) status = compose(&folded, out, err);
  points_free(&folded);
  points_free(&parts);
  points_free(&plain);
  return status;
}

static bool is_ascii(assay_str word) {
  unsigned char bits = 0;
  for (size_t i = 0; i < word.len; i++) bits |= (unsigned char)word.ptr[i];
  return bits < 0x80;
}

assay_status fold_key(assay_str word, struct buffer *out, assay_error *err) {
  if (!is_ascii(word)) return fold_any(word, out, err);
  if (!buffer_reserve(out, word.len)) return buffer_status(out, "folded word", err);
  for (size_t i = 0; i < word.len; i++) {
    char c = word.ptr[i];
    out->data[out->len + i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  out->len += word.len;
  return buffer_status(out, "folded word", err);
}

size_t text_width(assay_str text) {
  size_t width = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t cp;
    at += utf8_decode(text.ptr + at, text.ptr + text.len, &cp, NULL);
    int columns = cp < 0x7F ? cp >= 0x20 : utf8proc_charwidth((int32_t)cp);
    width += columns > 0 ? (size_t)columns : 0;
  }
  return width;
}
