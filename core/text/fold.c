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

const char *fold_library_version(void) {
  return utf8proc_version();
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
  case 0x202F:
    return 0;
  default:
    return cp;
  }
}

/* Appends the decomposition of cp; `options` are UTF8PROC_COMPAT and _CASEFOLD. */
static bool decompose(struct points *out, int32_t cp, unsigned options) {
  int32_t parts[32];
  int last_class = 0;
  size_t kept = 0;
  if (cp == 0) return points_add(out, &cp, 1);
  cp = unify(cp);
  if (cp == 0) return true;
  utf8proc_ssize_t count = utf8proc_decompose_char(
      cp, parts, sizeof parts / sizeof *parts,
      (utf8proc_option_t)(UTF8PROC_DECOMPOSE | options), &last_class);
  if (count < 0 || count > 32) return points_add(out, &cp, 1);
  for (size_t i = 0; i < (size_t)count; i++) {
    int32_t part = unify(parts[i]);
    if (part != 0) parts[kept++] = part;
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

/* From the code points of `from` to decomposed ones in order. */
static assay_status decompose_all(const struct points *from, struct points *to,
                                  unsigned options, assay_error *err) {
  to->count = 0;
  for (size_t i = 0; i < from->count; i++)
    if (!decompose(to, from->items[i], options)) return error_memory(err, 0);
  return put_in_order(to, err);
}

/* Turkish: I with a dot above is i, I without is dotless. `points` is decomposed, so that
** a dot may stand after marks below. */
static void fold_turkish(struct points *points) {
  int32_t *items = points->items;
  size_t kept = 0;
  bool dotted = false; /* the dot of the last I is to go */
  for (size_t i = 0; i < points->count; i++) {
    if (items[i] == 0x0307 && dotted) {
      dotted = false;
      continue;
    }
    if (combining_class(items[i]) == 0) dotted = false;
    items[kept] = items[i];
    if (items[i] == 'I') {
      size_t next = i + 1;
      while (next < points->count && combining_class(items[next]) != 0 &&
             combining_class(items[next]) != 230)
        next++;
      dotted = next < points->count && items[next] == 0x0307;
      items[kept] = dotted ? 'i' : 0x0131;
    }
    kept++;
  }
  points->count = kept;
}

static bool is_removable(int32_t cp) {
  int class = combining_class(cp);
  return class == 1 || (class >= 10 && class <= 36) || class >= 200;
}

static void remove_marks(struct points *points) {
  size_t kept = 0;
  for (size_t i = 0; i < points->count; i++)
    if (!is_removable(points->items[i])) points->items[kept++] = points->items[i];
  points->count = kept;
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

/* Two rounds and a third for compatibility, as D145 and D146 have it; the points end up
** in *a. */
static assay_status fold_points(struct points *a, struct points *b, uint32_t fold,
                                assay_error *err) {
  unsigned compatible = fold & ASSAY_FOLD_NFKC ? UTF8PROC_COMPAT : 0, both = compatible;
  if (fold & (ASSAY_FOLD_CASE | ASSAY_FOLD_TURKISH)) both |= UTF8PROC_CASEFOLD;
  assay_status status = decompose_all(a, b, compatible, err);
  if (status == ASSAY_OK && (fold & ASSAY_FOLD_TURKISH)) fold_turkish(b);
  if (status == ASSAY_OK) status = decompose_all(b, a, both, err);
  if (status == ASSAY_OK && compatible) {
    status = decompose_all(a, b, both, err);
    if (status == ASSAY_OK) status = decompose_all(b, a, both, err);
  }
  if (status == ASSAY_OK && (fold & ASSAY_FOLD_MARKS)) remove_marks(a);
  return status;
}

static assay_status fold_any(assay_str word, uint32_t fold, struct buffer *out,
                             assay_error *err) {
  struct points a, b;
  points_init(&a, &out->alloc);
  points_init(&b, &out->alloc);
  assay_status status = read_points(word, &a, err);
  if (status == ASSAY_OK) status = fold_points(&a, &b, fold, err);
  if (status == ASSAY_OK) status = compose(&a, out, err);
  points_free(&b);
  points_free(&a);
  return status;
}

static bool is_ascii(assay_str word) {
  unsigned char bits = 0;
  for (size_t i = 0; i < word.len; i++) bits |= (unsigned char)word.ptr[i];
  return bits < 0x80;
}

static assay_status fold_ascii(assay_str word, bool lower, struct buffer *out,
                               assay_error *err) {
  if (!buffer_reserve(out, word.len)) return buffer_status(out, "folded word", err);
  for (size_t i = 0; i < word.len; i++) {
    char c = word.ptr[i];
    out->data[out->len + i] = lower && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  out->len += word.len;
  return buffer_status(out, "folded word", err);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The bytes of the hyphen or soft hyphen that ends s, or 0. */
static size_t last_hyphen(assay_str s) {
  static const char *const hyphens[] = {"-", "\u2010", "\u00AD"};
  for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++) {
    size_t len = strlen(hyphens[i]);
    if (s.len >= len && memcmp(s.ptr + s.len - len, hyphens[i], len) == 0) return len;
  }
  return 0;
}

/* The word without its line ends and the hyphens before them. */
static assay_status drop_lines(assay_str word, struct buffer *out, assay_error *err) {
  for (size_t i = 0; i < word.len; i++) {
    if (!is_blank(word.ptr[i])) {
      buffer_add_char(out, word.ptr[i]);
      continue;
    }
    size_t space = i;
    bool line = false;
    while (i < word.len && is_blank(word.ptr[i]))
      line |= word.ptr[i] == '\n' || word.ptr[i] == '\r', i++;
    if (line)
      out->len -= last_hyphen(buffer_str(out));
    else
      buffer_add(out, word.ptr + space, i - space);
    i--;
  }
  return buffer_status(out, "folded word", err);
}

static bool has_line_end(assay_str word) {
  return word.len > 0 &&
         (memchr(word.ptr, '\n', word.len) || memchr(word.ptr, '\r', word.len));
}

assay_status fold_word(assay_str word, uint32_t fold, struct buffer *out,
                       assay_error *err) {
  if ((fold & FOLD_LINES) && has_line_end(word)) {
    struct buffer line;
    buffer_init(&line, &out->alloc, out->ceiling);
    assay_status status = drop_lines(word, &line, err);
    if (status == ASSAY_OK)
      status = fold_word(buffer_str(&line), fold & ~FOLD_LINES, out, err);
    buffer_free(&line);
    return status;
  }
  if ((fold & ~FOLD_LINES) == ASSAY_FOLD_NONE) return fold_ascii(word, false, out, err);
  if (!is_ascii(word)) return fold_any(word, fold, out, err);
  if ((fold & ASSAY_FOLD_TURKISH) && memchr(word.ptr, 'I', word.len))
    return fold_any(word, fold, out, err);
  return fold_ascii(word, (fold & (ASSAY_FOLD_CASE | ASSAY_FOLD_TURKISH)) != 0, out, err);
}

assay_status fold_key(assay_str word, struct buffer *out, assay_error *err) {
  return fold_word(word, ASSAY_FOLD_DEFAULT, out, err);
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
