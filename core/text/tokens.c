/*
** tokens.c - the columns of tokens: three arrays that grow together.
*/
#include "text/tokens.h"

#include "base/alloc.h"

#include <string.h>

void tokens_init(struct token_columns *t, const assay_allocator *alloc) {
  memset(t, 0, sizeof *t);
  t->alloc = alloc_or_default(alloc);
}

void tokens_free(struct token_columns *t) {
  alloc_free(&t->alloc, t->begin, t->begin_cap, sizeof *t->begin);
  alloc_free(&t->alloc, t->end, t->end_cap, sizeof *t->end);
  alloc_free(&t->alloc, t->kind, t->kind_cap, sizeof *t->kind);
  tokens_init(t, &t->alloc);
}

/* Makes an array hold exactly cap items (cap > 0). */
static bool resize(const struct token_columns *t, void **items, size_t *have, size_t cap,
                   size_t size) {
  if (*have == cap) return true;
  void *moved = alloc_resize(&t->alloc, *items, *have, cap, size);
  if (!moved) return false;
  *items = moved;
  *have = cap;
  return true;
}

/* Each array knows its own length, so that a failure in between leaves nothing wrong. */
static bool resize_all(struct token_columns *t, size_t cap) {
  void *begin = t->begin, *end = t->end, *kind = t->kind;
  bool done = resize(t, &begin, &t->begin_cap, cap, sizeof *t->begin) &&
              resize(t, &end, &t->end_cap, cap, sizeof *t->end) &&
              resize(t, &kind, &t->kind_cap, cap, sizeof *t->kind);
  t->begin = begin;
  t->end = end;
  t->kind = kind;
  if (done) t->cap = cap;
  return done;
}

bool tokens_reserve(struct token_columns *t, size_t more) {
  if (t->cap - t->count >= more) return true;
  if (more > SIZE_MAX / 4 - t->count) return false;
  size_t cap = t->cap + t->cap / 2;
  return resize_all(t, cap < t->count + more ? t->count + more : cap);
}

void tokens_shrink(struct token_columns *t) {
  if (t->count == 0) {
    tokens_free(t);
    return;
  }
  t->cap = t->count;
  resize_all(t, t->count); /* a failure leaves them as long as they were */
}

/* The first token from `at` on that is longer, or count. By strides: where a whole stride
** begins and ends within `most` bytes, no token in it is longer. */
static size_t find_longer(const struct token_columns *t, size_t at, size_t most) {
  enum { STRIDE = 1024 };
  while (at < t->count) {
    size_t last = t->count - at > STRIDE ? at + STRIDE : t->count - 1;
    bool near = t->end[last] - t->begin[at] <= most;
    for (; !near && at < last; at++)
      if (t->end[at] - t->begin[at] > most) return at;
    if (t->end[last] - t->begin[last] > most) return last;
    at = last + 1;
  }
  return t->count;
}

size_t tokens_drop_longer(struct token_columns *t, size_t most) {
  size_t from = find_longer(t, 0, most), kept = from;
  for (size_t i = from; i < t->count; i++) {
    if (t->end[i] - t->begin[i] > most) continue;
    t->begin[kept] = t->begin[i];
    t->end[kept] = t->end[i];
    t->kind[kept++] = t->kind[i];
  }
  size_t dropped = t->count - kept;
  t->count = kept;
  return dropped;
}
